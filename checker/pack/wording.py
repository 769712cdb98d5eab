"""A rule's texts with the values of what was found: `{measure.number}`, `{bound.deadline}` and the like.

Only names are replaced, each once; a value is never read as a placeholder, and nothing is evaluated.
"""

import re
from collections.abc import Mapping
from typing import Any

from checker.i18n import say
from checker.model import LANGUAGES, Fact, Language, Text
from checker.pack.model import CONTRADICTION, DOCUMENT, SENDER, Member, MemberType, Pack, Rule, shown_bound
from checker.pack.reading import PLACEHOLDER, text_from
from checker.values import day_text, shown_day


def fill(text: Text, rule: Rule, pack: Pack, fact: Fact, anchor: Fact) -> Text:
    """A text of `rule` with its placeholders filled from the fact judged, the anchor and the pack's bounds."""
    en, zh = (_fill(text.in_language(lang), rule, pack, fact, anchor, lang) for lang in LANGUAGES)
    return Text(en, zh)


def without_values(text: Text, rule: Rule, pack: Pack, lang: Language) -> str:
    """A rule's text where nothing was found: what a value would be about stands in the value's place."""

    def meaning(found: re.Match[str]) -> str:
        kind, _, member = found[1].partition(".")
        if kind == "bound":
            return shown_bound(pack.bounds[member], lang)
        return f"[{rule.kinds[kind].members[member].meaning.in_language(lang)}]"

    return PLACEHOLDER.sub(meaning, text.in_language(lang))


def _fill(text: str, rule: Rule, pack: Pack, fact: Fact, anchor: Fact, lang: Language) -> str:
    def value(found: re.Match[str]) -> str:
        kind, _, name = found[1].partition(".")
        if kind == "bound":
            return shown_bound(pack.bounds[name], lang)
        return shown(pack, rule.kinds[kind].members[name], name, anchor if kind == anchor.kind else fact, lang)

    return PLACEHOLDER.sub(value, text)


def shown(pack: Pack, member: Member, name: str, fact: Fact, lang: Language) -> str:  # noqa: PLR0911 - a case a type
    """One member of a fact as a person reads it in `lang`."""
    value = fact.members.get(name) if member.type is not MemberType.TEXT else _text_of(pack, member, name, fact)
    if value is None:
        return say(lang, "none")
    if isinstance(value, Text):
        return value.in_language(lang)
    if isinstance(value, list):
        return say(lang, ", ").join(each.in_language(lang) for each in value)
    if member.type is MemberType.DAY:
        return shown_day(day_text(value), lang)
    if member.type is MemberType.CODE:
        return label(pack, member.labels or _roster(pack, name, fact), value, lang)
    if member.type is MemberType.FLAG:
        return say(lang, "yes" if value else "no")
    return str(value)


def _roster(pack: Pack, name: str, fact: Fact) -> str | None:
    """The table that whoever sent a document is in, in a review, or of whom it speaks; None for any other member."""
    is_sender = name == SENDER or (fact.kind == CONTRADICTION and name in ("code", "speaks_of"))
    document = pack.documents.get(fact.members.get(DOCUMENT, "")) if is_sender else None
    return None if document is None else document.roster


def _text_of(pack: Pack, member: Member, name: str, fact: Fact) -> Any:
    """A text: as read off the document, or as a table has it, where it is looked up when somebody reads it."""
    if member.is_looked_up:
        return looked_up(pack, member, fact)
    if fact.kind in pack.tables and name in pack.tables[fact.kind].names:
        table = pack.tables[fact.kind]
        return table.index(table.key)[tuple(fact.members[key] for key in table.key)][0][name]
    return fact.members.get(name)


def looked_up(pack: Pack, member: Member, fact: Fact) -> Text | list[Text] | None:
    """The text of a member that is taken from a table only when somebody reads it; None where there is none."""
    way = member.way
    table = pack.tables[way["from"]]
    rows = table.index(way["by"].values()).get(tuple(fact.members.get(own) for own in way["by"]), ())
    if "list_of" in way:
        labels = table.kind.members[way["list_of"]].labels
        found = [_as_text(row[way["list_of"]], pack.label(labels, row[way["list_of"]])) for row in rows]
        return found or None
    otherwise = way.get("else")
    if not rows or rows[0][way["take"]] is None:
        return None if otherwise is None else _otherwise(otherwise)
    return _as_text(rows[0][way["take"]], None)


def _otherwise(written: str | Mapping[str, str]) -> Text:
    return Text(written, written) if isinstance(written, str) else text_from(written)


def _as_text(value: Any, label: Text | None) -> Text:
    return label or (value if isinstance(value, Text) else Text(str(value), str(value)))


def label(pack: Pack, labels: str | None, code: Any, lang: Language) -> str:
    """A code as a person reads it; the code itself where it has no label."""
    found = pack.label(labels, code)
    return str(code) if found is None else found.in_language(lang)


def shown_value(member: Member, value: Any) -> Any:
    """A member's value as other programs read it: days as `2013-06-30`."""
    return day_text(value) if member.type is MemberType.DAY else value
