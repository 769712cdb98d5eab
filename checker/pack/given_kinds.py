"""The kinds of fact that plancheck gives to rules itself: rules and findings, and in a review who has sent what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from checker.model import Text
from checker.pack.model import (
    CONTRADICTION,
    DOCUMENT,
    FINDING,
    PACK_RULE,
    RETURNED,
    REVIEW,
    SENDER,
    SUBMITTED,
    UNREAD,
    VERSION,
    Kind,
    Member,
    MemberType,
    Stage,
)


def _member(type_: MemberType, en: str, zh: str, least: int = 0) -> Member:
    return Member(type_, Text(en, zh), None, least)


OUR_SENDER: Final = _member(MemberType.CODE, "who sent the document", "报送单位")
OUR_DOCUMENT: Final = _member(MemberType.CODE, "the format of the document", "文件格式")
OUR_FINDING: Final = Kind(
    FINDING,
    Stage.AFTER,
    Text("a rule that the document violates", "文件违反的规则"),
    {"rule": _member(MemberType.CODE, "id of the rule", "规则标识")},
)
OURS: Final[Mapping[str, Kind]] = {
    PACK_RULE: Kind(
        PACK_RULE,
        Stage.PACK,
        Text("a rule of this rule pack", "本规则包中的一条规则"),
        {
            "id": _member(MemberType.CODE, "id of the rule", "规则标识"),
            "in_principle": _member(
                MemberType.FLAG, "it holds in principle: exceptions can be asked for", "属原则性要求，可申请例外"
            ),
        },
    )
}
OF_A_REVIEW: Final[Mapping[str, Kind]] = {
    REVIEW: Kind(
        REVIEW,
        Stage.REVIEW,
        Text("the review as a whole; there is exactly one", "审核整体，有且只有一个"),
        {
            "senders": _member(MemberType.COUNT, "how many have submitted a document", "已报送的单位数"),
            "documents": _member(MemberType.COUNT, "documents that count", "计入统计的文件数"),
        },
    ),
    SUBMITTED: Kind(
        SUBMITTED,
        Stage.REVIEW,
        Text("somebody who has submitted a document, whatever is faulty in it", "已报送文件的单位，不论内容是否有误"),
        {SENDER: OUR_SENDER, DOCUMENT: OUR_DOCUMENT},
        (SENDER,),
    ),
    VERSION: Kind(
        VERSION,
        Stage.REVIEW,
        Text("a version of a document that somebody has submitted", "某单位报送的一个版本"),
        {
            SENDER: OUR_SENDER,
            DOCUMENT: OUR_DOCUMENT,
            "version": _member(MemberType.COUNT, "the version", "版本号", 1),
            "files": _member(MemberType.COUNT, "different files that carry it", "标有该版本号的不同文件数", 1),
            "newest": _member(
                MemberType.COUNT,
                "of these, those of the newest day; all of them, where one has no day",
                "其中报送日期最新的份数；有一份没有日期的，为全部份数",
                1,
            ),
            "is_settled": _member(MemberType.FLAG, "a decision says which of them stands", "已决定以哪一份为准"),
        },
        (SENDER, "version"),
    ),
    UNREAD: Kind(
        UNREAD,
        Stage.REVIEW,
        Text("somebody of whom there are files that cannot be read", "有无法读取的文件的单位"),
        {
            SENDER: OUR_SENDER,
            DOCUMENT: OUR_DOCUMENT,
            "files": _member(MemberType.COUNT, "how many of them there are", "无法读取的文件数", 1),
            "is_all": _member(MemberType.FLAG, "nothing was submitted beside them", "除此以外没有报送（草案不计）"),
        },
        (SENDER,),
    ),
    CONTRADICTION: Kind(
        CONTRADICTION,
        Stage.REVIEW,
        Text(
            "somebody of whom a document speaks by its code or its contents, which contradict each other",
            "文件代码与内容所示单位不符时所涉的单位",
        ),
        {
            SENDER: _member(MemberType.CODE, "the one of whom it speaks", "所涉单位"),
            DOCUMENT: OUR_DOCUMENT,
            "code": _member(MemberType.CODE, "the sender that its code names", "代码所示的单位"),
            "is_settled": _member(MemberType.FLAG, "a decision says whose it is", "已决定其归属"),
            "speaks_of": _member(MemberType.CODE, "the sender that its contents speak of", "内容所示的单位"),
        },
        (SENDER, "code", "speaks_of"),
    ),
    RETURNED: Kind(
        RETURNED,
        Stage.REVIEW,
        Text("a document that stands and was sent again after one was returned", "退回之后重新报送、现行有效的文件"),
        {
            SENDER: OUR_SENDER,
            DOCUMENT: OUR_DOCUMENT,
            "day": _member(MemberType.DAY, "the day on which it was submitted", "报送日期"),
            "again_by": _member(MemberType.DAY, "the day by which it was to be sent again", "要求重新报送的期限"),
        },
        (SENDER,),
    ),
}
