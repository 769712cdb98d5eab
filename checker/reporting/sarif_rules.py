"""The rules of a pack as SARIF descriptors: what each asks for, by which clause, and what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.model import SCHEMA, UNREADABLE, Clause, Severity
from checker.pack.wording import without_values
from checker.reporting import naming
from checker.reporting.markdown_parts import literal
from checker.reporting.printable import flowing
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.model import Language
    from checker.pack.model import Pack

LEVELS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
_PROBLEMS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}
"""What GitHub calls the severities, in the property `problem.severity`."""

BEFORE_RULES: Final = (UNREADABLE, SCHEMA)


def plain(text: str) -> dict[str, str]:
    """A message. In SARIF `{0}` is the place of an argument and `[x](y)` is a link, so neither is left in it."""
    return {"text": _braced(text.replace("](", "]\u200b("))}


def descriptors(rules: Iterable[str], pack: Pack | None, lang: Language) -> list[dict[str, Any]]:
    """A descriptor of what stands before the rules, and of each of `rules`; of a rule of no known pack, its id."""
    return [
        *(_before(rule, lang) for rule in BEFORE_RULES),
        *(
            {"id": rule} if pack is None or rule not in pack.rules_by_id else _described(rule, pack, lang)
            for rule in rules
        ),
    ]


def _before(rule: str, lang: Language) -> dict[str, Any]:
    # GitHub takes no rule without a description and help; what `explain` says of these is just that.
    duty, rationale = (say(lang, f"cli.{rule}.{text}") for text in ("duty", "rationale"))
    return {
        "id": rule,
        "shortDescription": plain(say(lang, f"report.{rule}-title")),
        "fullDescription": plain(duty),
        "help": _help([duty, rationale]),
        "defaultConfiguration": {"level": LEVELS[Severity.ERROR]},
        "properties": {"problem.severity": _PROBLEMS[Severity.ERROR]},
    }


def _described(id_: str, pack: Pack, lang: Language) -> dict[str, Any]:
    rule = pack.rules_by_id[id_]
    rows = [
        (say(lang, "report.clause"), naming.clause_name(Clause(pack.id, rule.clause), pack, lang)),
        (say(lang, "report.to-do"), flowing(without_values(rule.remedy, rule, pack, lang))),
    ]
    texts = [flowing(text.in_language(lang)) for text in (rule.duty, rule.rationale)]
    labelled = [say(lang, "report.labelled", label=label, text=text) for label, text in rows]
    return {
        "id": id_,
        "shortDescription": plain(flowing(rule.title.in_language(lang))),
        "fullDescription": plain(texts[0]),
        "help": _help([*texts, *labelled]),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "problem.severity": _PROBLEMS[rule.severity],
            "clause": rule.clause,
            "tags": [f"{pack.id}/{rule.clause}"],
        },
    }


def _help(paragraphs: Sequence[str]) -> dict[str, str]:
    return {**plain("\n\n".join(paragraphs)), "markdown": _braced("\n\n".join(map(literal, paragraphs)))}


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
