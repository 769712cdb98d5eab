"""What has become of the entries of two documents, in words that every format of a comparison has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from checker.editions import Carried, ComparedEntry, Fate, PartCompared, Sign
from checker.i18n import N_, say
from checker.model import Language
from checker.reporting.printable import flowing

FATES: Final[Mapping[Fate, str]] = {
    Fate.SAME: N_("Carried over as it was"),
    Fate.CHANGED: N_("Carried over and changed"),
    Fate.LIKELY: N_("Likely carried over, for a person to decide"),
    Fate.DROPPED: N_("No longer there"),
    Fate.NEW: N_("New in the later document"),
    Fate.UNTOLD: N_("Nothing is there to know it by"),
}
_SIGNS: Final[Mapping[Sign, str]] = {
    Sign.PLACED: N_("several are called so, and this one stands in the same place"),
    Sign.SEVERAL: N_("several are called so, taken in their order"),
}


def part_title(part: PartCompared, lang: Language) -> str:
    """What a part is called, and how many entries of it there are on each side."""
    old, new = (sum(getattr(each, side) is not None for each in part.entries) for side in ("old", "new"))
    return say(lang, "{part}: {old} earlier, {new} later", part=part.name.in_language(lang), old=old, new=new)


def part_note(part: PartCompared, lang: Language) -> str:
    """By what an entry counts as carried over."""
    names = say(lang, ", ").join(label.in_language(lang) for label in part.known_by)
    return say(
        lang,
        "Known again by: {names} (white space aside), wherever it stands.",
        names=names,
    )


def fate_title(fate: Fate, count: int, lang: Language) -> str:
    """What became of so many."""
    return say(lang, "{name} ({count})", name=say(lang, FATES[fate]), count=count)


def fate_lines(part: PartCompared, fate: Fate, lang: Language) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The entries that this became of, each with what of it has changed; those that are as they were in one line."""
    entries = [(entry_text(each, lang), tuple(change_texts(each, lang))) for each in part.of(fate)]
    if fate is Fate.SAME and entries:
        entries = [(say(lang, "; ").join(entry for entry, _ in entries), ())]
    yield from entries


def entry_text(each: Carried, lang: Language) -> str:
    """An entry, as it was and as it is where it is called or numbered otherwise, and by what it is known again."""
    sides = [side for side in (each.old, each.new) if side is not None]
    names = list(dict.fromkeys(_name(side, lang, with_figures=not each.changes) for side in sides))
    line = " → ".join(names)
    if each.alike is not None:
        return say(lang, "{entry} ({share} % alike)", entry=line, share=each.alike)
    sign = None if each.sign is None else _SIGNS.get(each.sign)
    return line if sign is None else say(lang, "{entry} ({sign})", entry=line, sign=say(lang, sign))


def _name(entry: ComparedEntry, lang: Language, *, with_figures: bool) -> str:
    name = flowing(" ".join(part for part in (entry.number, entry.name.in_language(lang)) if part)) or "—"
    figures = [text for value in entry.values for text in value if with_figures and text.replace(".", "").isdecimal()]
    return say(lang, "{name}: {figures}", name=name, figures=_listed(tuple(figures), lang)) if figures else name


def change_texts(each: Carried, lang: Language) -> Iterator[str]:
    """What of it has changed, a sentence for each value; of a list, what is no longer there and what has come."""
    for label, old, new in each.changes:
        name = label.in_language(lang)
        if max(len(old), len(new)) <= 1:
            yield say(lang, "{label}: {old} → {new}", label=name, old=_listed(old, lang), new=_listed(new, lang))
            continue
        gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
        if gone:
            yield say(lang, "{label}, no longer: {values}", label=name, values=_listed(tuple(gone), lang))
        if come:
            yield say(lang, "{label}, now also: {values}", label=name, values=_listed(tuple(come), lang))


def _listed(values: tuple[str, ...], lang: Language) -> str:
    return flowing(say(lang, "; ").join(values)) or "—"
