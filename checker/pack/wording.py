"""A rule's texts with the values of what was found: `{measure.number}`, `{bound.deadline}` and the like.

Only names are replaced, each once; a value is never read as a placeholder, and nothing is evaluated.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from checker.i18n import say
from checker.labels import LABELS
from checker.model import Text
from checker.pack.checks import PLACEHOLDER
from checker.values import day_text
from checker.vocabulary import KINDS, MemberType

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping, Sequence

    from checker.model import Fact, Language, Number
    from checker.pack.model import Pack
    from checker.vocabulary import Member


def fill(text: Text, pack: Pack, fact: Fact, anchor: Fact) -> Text:
    """`text` with its placeholders filled from the fact judged, the anchor and the pack's bounds."""
    return Text(_fill(text.en, pack, fact, anchor, "en"), _fill(text.zh, pack, fact, anchor, "zh"))


def without_values(text: Text, pack: Pack, lang: Language) -> str:
    """A rule's text where nothing was found: what a value would be about stands in the value's place."""

    def meaning(found: re.Match[str]) -> str:
        kind, _, member = found[1].partition(".")
        if kind == "bound":
            return _shown_bound(pack, member, lang)
        return f"[{KINDS[kind].members[member].meaning.in_language(lang)}]"

    return PLACEHOLDER.sub(meaning, text.in_language(lang))


def _fill(text: str, pack: Pack, fact: Fact, anchor: Fact, lang: Language) -> str:
    pieces = [
        piece if isinstance(piece, str) else shown(pack, piece.member, piece.name, piece.of(fact, anchor), lang)
        for piece in _pieces(text, pack, lang)
    ]
    return "".join(pieces)


@dataclass(frozen=True, slots=True)
class _Place:
    """A placeholder for a member of the fact judged, or of the anchor."""

    kind: str
    name: str
    member: Member

    def of(self, fact: Fact, anchor: Fact) -> Fact:
        """The one that has the member."""
        return anchor if self.kind == anchor.kind else fact


@lru_cache(maxsize=1024)
def _pieces(text: str, pack: Pack, lang: Language) -> Sequence[str | _Place]:
    """What a rule's text is put together of; the bounds are filled in, as they are the pack's."""
    pieces: list[str | _Place] = []
    for place, piece in enumerate(PLACEHOLDER.split(text)):
        kind, _, name = piece.partition(".")
        if place % 2 == 0:
            pieces.append(piece)
        elif kind == "bound":
            pieces.append(_shown_bound(pack, name, lang))
        else:
            pieces.append(_Place(kind, name, KINDS[kind].members[name]))
    return pieces


def _shown_bound(pack: Pack, name: str, lang: Language) -> str:
    bound = pack.bounds[name]
    return shown_day(day_text(bound.value), lang) if bound.is_day else str(bound.value)


def shown(pack: Pack, member: Member, name: str, fact: Fact, lang: Language) -> str:
    """One member of a fact as a person reads it in `lang`."""
    looked_up = _FROM_THE_CATALOGUE.get(name)
    if looked_up is not None and "number" in fact.members:
        return looked_up(pack, fact.members["number"], lang)
    value = fact.members.get(name)
    if value is None:
        return say(lang, "none")
    if member.type is MemberType.DAY:
        return shown_day(day_text(value), lang)
    if member.type is MemberType.CODE:
        return label(pack, member.labels, value, lang)
    if member.type is MemberType.FLAG:
        return say(lang, "yes" if value else "no")
    return str(value)


def title_of(pack: Pack, number: Number, lang: Language) -> str:
    """The title of a measure in the catalogue, or a word for a measure that is not in it."""
    row = pack.catalogue.measures.get(number)
    return say(lang, "not in the catalogue") if row is None else row.title.in_language(lang)


def leads_of(pack: Pack, number: Number, lang: Language) -> str:
    """The departments that lead a measure, in the order of the text; a word for none where it names none."""
    row = pack.catalogue.measures.get(number)
    if row is None or not row.leads:
        return say(lang, "none")
    names = [label(pack, "department", department, lang) for department in row.leads]
    return say(lang, ", ").join(names)


_FROM_THE_CATALOGUE: Final[Mapping[str, Callable[[Pack, Number, Language], str]]] = {
    "title": title_of,
    "leads": leads_of,
}
"""Members that are looked up by the measure's number when they are shown."""


def label(pack: Pack, labels: str | None, code: str, lang: Language) -> str:
    """A code as a person reads it: from the pack's own lists, or from ours; the code itself where it has no label."""
    if labels is None:
        return code
    if labels == "department":
        return pack.departments[code].in_language(lang) if code in pack.departments else code
    if labels == "office":
        return pack.offices[code].name.in_language(lang) if code in pack.offices else code
    return LABELS[labels][code].in_language(lang)


def shown_day(day: str, lang: Language) -> str:
    """The day `2013-06-30` as it is written in `lang`."""
    if lang == "en":
        return day
    year, month, date = day.split("-")
    return f"{int(year)}年{int(month)}月{int(date)}日"


def shown_value(member: Member, value: Any) -> Any:
    """A member's value as other programs read it: days as `2013-06-30`."""
    return day_text(value) if member.type is MemberType.DAY else value
