"""Writes `facts.md` and `facts.zh-CN.md` from `checker.vocabulary`, the one place that says what rules may speak of.

Run it after a change there: `python docs/generate_facts.py`, with plancheck installed. It writes beside itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.model import Text
from checker.vocabulary import KINDS, MemberType, Stage, codes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model import Language
    from checker.vocabulary import Kind, Member

FILES: Final[dict[Language, str]] = {"en": "facts.md", "zh": "facts.zh-CN.md"}

_TITLE: Final = Text("# The facts that rules speak of", "# 规则可以使用的事实")
_MADE: Final = Text(
    "<!-- Made by docs/generate_facts.py from checker/vocabulary.py; do not edit. -->",
    "<!-- 由 docs/generate_facts.py 根据 checker/vocabulary.py 生成，请勿手工修改。 -->",
)
_OPENING: Final = Text(
    "A rule judges facts of one kind and looks at their members; the page about the [rule language](rule-language.md)\n"
    "shows how. A member may be absent (a date that was not given, say): every test on it then fails, and where\n"
    "absence matters there is a flag for it (`has_…`).",
    "每条规则核对一类事实，并查看其中的项目。写法见[规则语言](rule-language.zh-CN.md)。\n"
    "项目可能缺省（例如未填写日期），此时对该项目的任何条件都不成立；需要判断是否缺省的，另有是否项（`has_…`）。",
)
_STAGES: Final[dict[Stage, Text]] = {
    Stage.PACK: Text("## Known of the circular", "## 来自通知的事实"),
    Stage.PLAN: Text("## Known of a plan", "## 来自方案的事实"),
    Stage.EXCEPTIONS: Text("## Known once a plan has been judged", "## 方案核对之后的事实"),
    Stage.REVIEW: Text("## Known of many plans together", "## 来自多份方案的事实"),
}
_ABOUT: Final[dict[Stage, Text]] = {
    Stage.PACK: Text(
        "The same for every plan; they come from `catalogue.yaml` and from the rules themselves.",
        "对每份方案都相同，来自`catalogue.yaml`和规则本身。",
    ),
    Stage.PLAN: Text(
        "As many as the plan has of each; of `plan` exactly one.", "数量由方案内容决定；`plan`有且只有一个。"
    ),
    Stage.EXCEPTIONS: Text(
        "Only rules about exceptions can look at these, as they are judged after all others.",
        "只有针对例外的规则可以使用，这些规则在其他规则之后核对。",
    ),
    Stage.REVIEW: Text(
        "Only rules across plans can look at these; of `review` there is exactly one.",
        "只有跨方案的规则可以使用；`review`有且只有一个。",
    ),
}
_TYPES: Final[dict[MemberType, Text]] = {
    MemberType.FLAG: Text("yes or no", "是或否"),
    MemberType.COUNT: Text("count", "数目"),
    MemberType.DAY: Text("day", "日期"),
    MemberType.NUMBER: Text("measure number", "措施编号"),
    MemberType.CODE: Text("code", "代码"),
    MemberType.TEXT: Text("text, in messages only", "文字，仅用于说明"),
}
_HEADINGS: Final = Text("| member | type | meaning | codes |", "| 项目 | 类型 | 含义 | 代码 |")
_OF_THE_PACK: Final = Text("those of `{file}`", "见`{file}`")
_FULL_STOP: Final = Text(".", "。")
_JOINT: Final = Text(", ", "、")


def facts_page(lang: Language) -> str:
    """The whole page in `lang`."""
    return "\n".join(_lines(lang)) + "\n"


def _lines(lang: Language) -> Iterator[str]:
    yield from (_MADE.in_language(lang), _TITLE.in_language(lang), "", _OPENING.in_language(lang))
    for stage, heading in _STAGES.items():
        yield from ("", heading.in_language(lang), "", _ABOUT[stage].in_language(lang))
        for name, kind in KINDS.items():
            if kind.stage is stage:
                yield from _section(name, kind, lang)


def _section(name: str, kind: Kind, lang: Language) -> Iterator[str]:
    meaning = kind.meaning.in_language(lang)
    yield from ("", f"### {name}", "", meaning[0].upper() + meaning[1:] + _FULL_STOP.in_language(lang), "")
    yield _HEADINGS.in_language(lang)
    yield "| --- | --- | --- | --- |"
    for member_name, member in kind.members.items():
        cells = (f"`{member_name}`", _type(member, lang), member.meaning.in_language(lang), _codes(member, lang))
        yield f"| {' | '.join(cells)} |"


def _type(member: Member, lang: Language) -> str:
    return _TYPES[member.type].in_language(lang)


def _codes(member: Member, lang: Language) -> str:
    if member.labels is None:
        return ""
    try:
        return _listed(codes_of(member.labels), lang)
    except KeyError:
        return _OF_THE_PACK.in_language(lang).format(file="circular.yaml")


def _listed(codes: Iterable[str], lang: Language) -> str:
    return _JOINT.in_language(lang).join(f"`{code}`" for code in sorted(codes))


if __name__ == "__main__":
    for language, file in FILES.items():
        Path(__file__).with_name(file).write_text(facts_page(language), encoding="utf-8")
