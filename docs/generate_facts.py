"""Writes `facts.md` and `facts.zh-CN.md` from what the rule packs declare: what the rules of each may speak of.

Run it after a change there: `python docs/generate_facts.py`, with plancheck installed. It writes beside itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from checker import load_pack
from checker.model import Language, Text
from checker.pack.loading import installed_packs
from checker.pack.model import FINDING, PACK_RULE, REVIEW, SUBMITTED, VERSION, Kind, Member, MemberType, Pack

FILES: Final[dict[Language, str]] = {"en": "facts.md", "zh": "facts.zh-CN.md"}

_TITLE: Final = Text("# The facts that rules speak of", "# 规则可以使用的事实")
_MADE: Final = Text(
    "<!-- Made by docs/generate_facts.py from the rule packs; do not edit. -->",
    "<!-- 由 docs/generate_facts.py 根据规则包生成，请勿手工修改。 -->",
)
_OPENING: Final = Text(
    "A rule judges facts of one kind and looks at their members; the page about the [rule language](rule-language.md)\n"
    "shows how. Which facts there are is declared in each rule pack; this page lists what the packs that come with\n"
    "plancheck declare. A member may be absent (a date that was not given, say): every test on it fails then, and\n"
    "where absence matters there is a flag for it (`has_…`).",
    "每条规则核对一类事实，并查看其中的成员。写法见[规则语言](rule-language.zh-CN.md)。\n"
    "有哪些事实由各规则包自行声明，本页列出随 plancheck 提供的规则包所声明的事实。\n"
    "成员可能缺省（例如未填写日期），此时对该成员的任何条件都不成立；需要判断是否缺省的，另有是否项（`has_…`）。",
)
_IN_EVERY_PACK: Final = Text("## In every rule pack", "## 各规则包共有")
_ABOUT_OURS: Final = Text(
    "These need no declaration. Rules that look at `finding` are judged after all others. In a review every fact of a\n"
    "document that counts is there as well, with `sender` (who sent the document) and `document` (its format).",
    "无须声明。使用`finding`的规则在其他规则之后核对。审核多份文件时，计入统计的各份文件的事实也均可使用，\n"
    "并带有`sender`（报送单位）和`document`（文件格式）两项。",
)
_TABLES: Final = Text("### Tables", "### 表格")
_ABOUT_TABLES: Final = Text("A row is a fact, the same for every document.", "每行是一个事实，对各份文件都相同。")
_COUNTED: Final = Text("### Counted over the documents of a review", "### 审核多份文件时统计")
_ABOUT_COUNTED: Final = Text(
    "Tables with members that are counted over all documents that count: only rules across documents see these.",
    "带有统计成员的表格，统计范围为计入的全部文件；只有跨文件的规则可以使用。",
)
_DOCUMENT: Final = Text("### {name} (`{format}`)", "### {name}（`{format}`）")
_ABOUT_DOCUMENT: Final = Text(
    "As many as the document has of each; of `{anchor}` exactly one.",
    "数量由文件内容决定；`{anchor}`有且只有一个。",
)
_TYPES: Final[dict[MemberType, Text]] = {
    MemberType.FLAG: Text("yes or no", "是或否"),
    MemberType.COUNT: Text("count", "数目"),
    MemberType.DAY: Text("day", "日期"),
    MemberType.NUMBER: Text("item number", "编号"),
    MemberType.CODE: Text("code", "代码"),
    MemberType.TEXT: Text("text, in messages only", "文字，仅用于说明"),
}
_HEADINGS: Final = Text("| member | type | meaning | codes |", "| 成员 | 类型 | 含义 | 代码 |")
_KEYS_OF: Final = Text("those of `{table}`", "见`{table}`")
_FULL_STOP: Final = Text(".", "。")
_JOINT: Final = Text(", ", "、")


def facts_page(lang: Language) -> str:
    """The whole page in `lang`."""
    return "\n".join(_lines(lang)) + "\n"


def _lines(lang: Language) -> Iterator[str]:
    packs = [load_pack(id_) for id_ in installed_packs()]
    yield from (_MADE.in_language(lang), _TITLE.in_language(lang), "", _OPENING.in_language(lang))
    yield from ("", _IN_EVERY_PACK.in_language(lang), "", _ABOUT_OURS.in_language(lang))
    ours = _ours(packs)
    for name in (PACK_RULE, FINDING, REVIEW, SUBMITTED, VERSION):
        yield from _section(ours[name], packs[0], lang, "###")
    for pack in packs:
        yield from ("", f"## {pack.citation.in_language(lang)} (`{pack.id}`)")
        yield from _of_pack(pack, lang)


def _ours(packs: Iterable[Pack]) -> Mapping[str, Kind]:
    """The kinds that need no declaration, as some rule of the packs knows them."""
    return {name: kind for pack in packs for rule in pack.rules for name, kind in rule.kinds.items()}


def _of_pack(pack: Pack, lang: Language) -> Iterator[str]:
    for heading, about, is_counted in ((_TABLES, _ABOUT_TABLES, False), (_COUNTED, _ABOUT_COUNTED, True)):
        tables = [table for table in pack.tables.values() if bool(table.counted) is is_counted]
        if tables:
            yield from ("", heading.in_language(lang), "", about.in_language(lang))
            for table in tables:
                yield from _section(table.kind, pack, lang)
    for document in pack.documents.values():
        names = {"name": document.document.in_language(lang), "format": document.format, "anchor": document.anchor}
        heading = _DOCUMENT.in_language(lang).format_map(names)
        yield from ("", heading[:4] + heading[4:5].upper() + heading[5:])
        yield from ("", _ABOUT_DOCUMENT.in_language(lang).format_map(names))
        for kind in document.kinds.values():
            yield from _section(kind, pack, lang)


def _section(kind: Kind, pack: Pack, lang: Language, level: str = "####") -> Iterator[str]:
    meaning = kind.meaning.in_language(lang)
    yield from ("", f"{level} {kind.name}", "", meaning[0].upper() + meaning[1:] + _FULL_STOP.in_language(lang), "")
    yield _HEADINGS.in_language(lang)
    yield "| --- | --- | --- | --- |"
    for name, member in kind.members.items():
        cells = (f"`{name}`", _type(member, lang), member.meaning.in_language(lang), _codes(member, kind, pack, lang))
        yield f"| {' | '.join(cells)} |"


def _type(member: Member, lang: Language) -> str:
    return _TYPES[member.type].in_language(lang)


def _codes(member: Member, kind: Kind, pack: Pack, lang: Language) -> str:
    """The codes that a member can be, or the table that has them."""
    if member.labels in pack.codes:
        return _JOINT.in_language(lang).join(f"`{code}`" for code in pack.codes[member.labels])
    if member.labels is None or member.labels == kind.name:
        return ""
    return _KEYS_OF.in_language(lang).format(table=member.labels)


if __name__ == "__main__":
    for language, file in FILES.items():
        Path(__file__).with_name(file).write_text(facts_page(language), encoding="utf-8")
