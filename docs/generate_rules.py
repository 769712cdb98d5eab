"""Writes `rules/`: a page for each rule pack that comes with plancheck and for each of its rules, in both languages.

SARIF sends people there (`checker.reporting.naming.rule_page`). Run it after a change to a rule or to its cases:
`python docs/generate_rules.py`, with plancheck installed. It writes beside itself, and removes pages of rules that are
gone.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from checker import load_pack
from checker.cli.commands.explain import examples_of, excerpt_of
from checker.cli.commands.packs import REASONS
from checker.i18n import say
from checker.model import LANGUAGES, Clause, Language, Text
from checker.pack.loading import installed_packs
from checker.pack.model import Pack, Rule
from checker.pack.traceability import load_traceability
from checker.pack.wording import without_values
from checker.reporting.markdown import literal
from checker.reporting.naming import BEFORE_RULES, SEVERITIES, clause_label, clause_name

FOLDER: Final = Path(__file__).with_name("rules")
_SUFFIXES: Final[dict[Language, str]] = {"en": ".md", "zh": ".zh-CN.md"}
_OTHER: Final[dict[Language, tuple[str, Language]]] = {"en": ("中文", "zh"), "zh": ("English", "en")}
_MADE: Final = Text(
    "<!-- Made by docs/generate_rules.py; do not edit. -->", "<!-- 由 docs/generate_rules.py 生成，请勿手工修改。 -->"
)
_INDEX: Final = Text("# Rules", "# 规则")
_PACKS: Final = Text("| rule pack | circular | rules |", "| 规则包 | 通知 | 规则数 |")
_ALL: Final = Text("All rule packs", "全部规则包")
_ISSUED: Final = Text("Issued", "印发日期")
_VERSION: Final = Text("Version of the rule pack", "规则包版本")
_DOCUMENTS: Final = Text("Documents", "报送的文件")
_RULES: Final = Text("Rules", "规则")
_NOT_JUDGED: Final = Text("What no rule judges", "不作核对的要求")
_STATEMENTS: Final = Text("| clause | statement | why no rule judges it |", "| 条款 | 要求 | 不作核对的原因 |")
_BEFORE: Final = Text("Before any rule", "规则之前")
_HEAD: Final = Text("| rule | severity | clause | title |", "| 规则 | 级别 | 条款 | 名称 |")
_PRINCIPLE: Final = Text("in principle: a warning where an exception is asked for", "原则性要求：申请例外的降为警告")
_WHY: Final = Text("Why", "理由")
_DO: Final = Text("To do", "整改")
_SEVERITY: Final = Text("Severity", "级别")
_CLAUSE: Final = Text("Clause", "依据")
_BREAKS: Final = Text("Breaks the rule", "违反本规则")
_KEEPS: Final = Text("Keeps the rule", "符合本规则")


def pages() -> dict[str, str]:
    """Every page: its name below `rules/`, and its text."""
    packs = [load_pack(id_) for id_ in installed_packs()]
    made = {}
    for lang, suffix in _SUFFIXES.items():
        made[f"README{suffix}"] = _written(_index(packs, lang))
        for rule, texts in BEFORE_RULES.items():
            made[f"{rule}{suffix}"] = _written(_before(rule, texts, lang))
    for pack in packs:
        for lang, suffix in _SUFFIXES.items():
            made[f"{pack.id}/README{suffix}"] = _written(_of_pack(pack, lang))
        for rule_ in pack.rules:
            made |= {f"{pack.id}/{rule_.id}{_SUFFIXES[lang]}": _written(page) for lang, page in _of_rule(rule_, pack)}
    return made


def _written(lines: Iterator[str] | list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _opening(name: str, title: str, lang: Language, id_: str = "") -> list[str]:
    word, other = _OTHER[lang]
    return [_MADE.in_language(lang), f"# {literal(title)}", "", f"[{word}]({name}{_SUFFIXES[other]}) · `{id_ or name}`"]


def _index(packs: list[Pack], lang: Language) -> Iterator[str]:
    word, other = _OTHER[lang]
    suffix = _SUFFIXES[lang]
    yield from (_MADE.in_language(lang), _INDEX.in_language(lang), "", f"[{word}](README{_SUFFIXES[other]})")
    yield from ("", _PACKS.in_language(lang), "| --- | --- | --- |")
    for pack in packs:
        citation = literal(pack.citation.in_language(lang))
        yield f"| [`{pack.id}`]({pack.id}/README{suffix}) | {citation} | {len(pack.rules)} |"
    yield from ("", f"## {_BEFORE.in_language(lang)}", "")
    for rule, (title, *_) in BEFORE_RULES.items():
        yield f"- [`{rule}`]({rule}{suffix}): {say(lang, title)}"


def _of_pack(pack: Pack, lang: Language) -> Iterator[str]:
    suffix = _SUFFIXES[lang]
    yield from _opening("README", pack.citation.in_language(lang), lang, pack.id)
    yield from ("", literal(pack.title.in_language(lang)), "")
    nouns = (f"{literal(kind.document.in_language(lang))} (`{kind.format}`)" for kind in pack.documents.values())
    rows = {_ISSUED: pack.issued, _VERSION: pack.version}
    yield from (f"- {_labelled(name, text, lang)}" for name, text in rows.items())
    yield f"- {_labelled(_DOCUMENTS, '', lang).rstrip()} {say(lang, ', ').join(nouns)}"
    yield f"- [{_ALL.in_language(lang)}](../README{suffix})"
    yield from ("", f"## {_RULES.in_language(lang)}", "", _HEAD.in_language(lang), "| --- | --- | --- | --- |")
    for each in pack.rules:
        clause = clause_name(Clause(pack.id, each.clause), pack, lang)
        cells = (f"[`{each.id}`]({each.id}{suffix})", say(lang, SEVERITIES[each.severity]))
        yield f"| {' | '.join((*cells, literal(clause), literal(each.title.in_language(lang))))} |"
    unjudged = [each for each in load_traceability(pack) if each.reason is not None]
    if unjudged:
        yield from ("", f"## {_NOT_JUDGED.in_language(lang)}", "", _STATEMENTS.in_language(lang), "| --- | --- | --- |")
    for statement in unjudged:
        why = say(lang, REASONS[str(statement.reason)])
        if statement.note is not None:
            why = say(lang, "{reason}: {note}", reason=why, note=statement.note.in_language(lang))
        told = (clause_label(statement.clause, lang, pack), statement.statement.in_language(lang), why)
        yield f"| {' | '.join(map(literal, told))} |"


def _before(rule: str, texts: tuple[str, str, str], lang: Language) -> Iterator[str]:
    title, duty, rationale = (say(lang, text) for text in texts)
    yield from _opening(rule, title, lang)
    yield from ("", literal(duty), "", _labelled(_WHY, rationale, lang))


def _labelled(label: Text, text: str, lang: Language) -> str:
    return f"**{say(lang, '{label}:', label=label.in_language(lang))}** {literal(text)}"


def _of_rule(rule: Rule, pack: Pack) -> Iterator[tuple[Language, list[str]]]:
    examples = examples_of(rule, pack)
    for lang in LANGUAGES:
        severity = say(lang, SEVERITIES[rule.severity])
        if rule.in_principle:
            severity = say(lang, "{title}: {message}", title=severity, message=_PRINCIPLE.in_language(lang))
        clause = clause_name(Clause(pack.id, rule.clause), pack, lang)
        cited = say(lang, "{citation}, {clause}", citation=pack.citation.in_language(lang), clause=clause)
        rows = {
            _SEVERITY: severity,
            _CLAUSE: cited,
            _WHY: rule.rationale.in_language(lang),
            _DO: without_values(rule.remedy, rule, pack, lang),
        }
        lines = [*_opening(rule.id, rule.title.in_language(lang), lang), "", literal(rule.duty.in_language(lang)), ""]
        lines += [f"- {_labelled(name, text, lang)}" for name, text in rows.items()]
        if examples is not None:
            found = examples.finding.message.in_language(lang)
            for heading, example, told in ((_BREAKS, examples.broken, found), (_KEEPS, examples.kept, "")):
                shown = excerpt_of(example, pack, lang)
                lines += ["", _labelled(heading, told, lang).rstrip(), "", "```yaml", *shown, "```"]
        yield lang, lines


if __name__ == "__main__":
    made_now = pages()
    for page in FOLDER.rglob("*.md"):
        if page.relative_to(FOLDER).as_posix() not in made_now:
            page.unlink()
    for name_, text in made_now.items():
        (FOLDER / name_).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name_).write_text(text, encoding="utf-8")
