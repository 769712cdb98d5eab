"""A comparison in sections: how much is fixed, still open and new, what makes that doubtful, then every finding.

Of two reviews a table of all senders comes before the findings, of which each is then told in a sentence.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Final

from checker.comparing import Change, Compared, Comparison, Doubt
from checker.editions import Carried, ComparedEntry, Fate, PartCompared, Sign
from checker.i18n import N_, messages_of, say
from checker.model import Language, Report, Severity
from checker.pack.model import Pack
from checker.reporting import naming
from checker.reporting.page import Block, Bullets, Labels, Passage, Section, TextEntries, TextEntry, TextTable
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import short_names, standing_name, standing_of
from checker.rounds import SENT, Round, Sent, totals_line

_ORDER: Final = (Change.OPEN, Change.NEW, Change.FIXED)
"""What is left to do comes first."""
CHANGES: Final = messages_of("changes")
"""What became of a finding: the heading of such findings, and a word."""

FATES: Final = {fate: message for fate, (message,) in messages_of("fates").items()}
_SIGNS: Final[Mapping[Sign, str]] = {
    Sign.PLACED: N_("several are called so, and this one stands in the same place"),
    Sign.SEVERAL: N_("several are called so, taken in their order"),
}


def comparison_sections(comparison: Comparison, packs: Mapping[str, Pack]) -> Iterator[Section]:
    """`comparison` in its own language; `packs` are the rule packs that judged, by id, as far as they are at hand."""
    yield _head(comparison, packs)
    yield from _doubts(comparison.doubts, comparison.lang)
    yield from _changes(comparison, packs)
    yield from (_part(part, comparison.lang) for part in comparison.contents if part.entries)


def _part(part: PartCompared, lang: Language) -> Section:
    """What became of the entries of one sort, by what became of them."""
    blocks: list[Block] = [Passage(part_note(part, lang))]
    for fate in Fate:
        told = list(fate_lines(part, fate, lang))
        block = (
            TextEntries([TextEntry(Passage(entry), points=changes) for entry, changes in told])
            if any(changes for _, changes in told)
            else Bullets([Passage(entry) for entry, _ in told])
        )
        if told:
            blocks.append(Section(fate_title(fate, len(part.of(fate)), lang), [block]))
    return Section(part_title(part, lang), blocks)


def round_sections(made: Round, pack: Pack) -> Iterator[Section]:
    """Two reviews under the circular of `pack` compared, in their own language."""
    lang = made.lang
    total = totals_line(made, lang)
    circular = flowing(pack.citation.in_language(lang))
    old, new = made.names
    rows = [(say(lang, "Circular"), circular), (say(lang, "Earlier review"), old), (say(lang, "Later review"), new)]
    yield Section("", [Passage(total, total), Labels(rows)])
    yield from _doubts(made.doubts, lang)
    names, cells = [], []
    for each in made.offices:
        kind = pack.documents[each.new.document]
        standings = (standing_name(standing_of(row, kind), lang) for row in (each.old, each.new))
        counts = (str(len(each.of(change))) for change in Change)
        name = naming.sender_name(each.new.office, kind, pack, lang)
        names.append(short_names(pack, kind, lang).get(each.new.office, name))
        cells.append([names[-1], say(lang, SENT[each.sent]), *standings, *counts])
    heads = (N_("Sender"), N_("Sent"), N_("Before"), N_("Now"), N_("fixed"), N_("still open"), N_("new"))
    yield Section("", [TextTable([say(lang, head) for head in heads], cells, (4, 5, 6))])
    told = [
        (say(lang, "{name}: {text}", name=name, text=say(lang, SENT[each.sent])), each.findings)
        for each, name in zip(made.offices, names, strict=True)
        if each.sent not in (Sent.NOTHING, Sent.SILENT)
    ]
    for heading, findings in (*told, (say(lang, "Findings across the documents"), made.across)):
        if findings:
            yield Section(heading, [*_sentences(findings, pack, lang)])


def _sentences(findings: Iterable[Compared], pack: Pack, lang: Language) -> Iterator[Section]:
    """A sentence for each finding, those that are left to do first."""
    for change in _ORDER:
        own = [each.finding for each in findings if each.change is change]
        points = []
        for finding in own:
            severity = naming.severity_name(finding.severity, lang)
            title = naming.rule_title(finding, pack, lang)
            message = flowing(finding.message.in_language(lang))
            said = say(lang, "{severity}: {title}: {message}", severity=severity, title=title, message=message)
            points.append(Passage(said, severity, finding.severity))
        if own:
            yield Section(say(lang, CHANGES[change][0], count=len(own)), [Bullets(points)])


def _head(comparison: Comparison, packs: Mapping[str, Pack]) -> Section:
    counts, lang = comparison.counts, comparison.lang
    total = say(
        lang,
        "{fixed} FIXED, {open} STILL OPEN, {new} NEW",
        fixed=counts[Change.FIXED],
        open=counts[Change.OPEN],
        new=counts[Change.NEW],
    )
    old, new = (naming.office_name(each, naming.pack_of(each, packs)) for each in (comparison.old, comparison.new))
    rows = [(say(lang, "Sender"), old if old == new else say(lang, "{old}; later {new}", old=old, new=new))]
    pack = naming.pack_of(comparison.new, packs)
    if pack is not None:
        rows.append((say(lang, "Circular"), flowing(pack.citation.in_language(lang))))
    for label, report in ((N_("Earlier"), comparison.old), (N_("Later"), comparison.new)):
        rows.append((say(lang, label), _plan(report, naming.pack_of(report, packs), lang)))
    return Section("", [Passage(total, total), Labels(rows)])


def _plan(report: Report, pack: Pack | None, lang: Language) -> str:
    edition = naming.edition_name(report.status, report.version, naming.kind_of(report, pack), lang)
    verdict = naming.verdict_name(report.verdict, lang)
    judged = say(lang, "{verdict} ({counts})", verdict=verdict, counts=naming.counts_name(report))
    return say(lang, "{name}: {plan}", name=naming.input_name(report), plan=naming.listed((edition, judged), lang))


def _doubts(doubts: Iterable[Doubt], lang: Language) -> Iterator[Section]:
    warning = say(lang, "WARNING")
    for doubt in doubts:
        line = say(lang, "{warning}: {message}", warning=warning, message=flowing(doubt.message.in_language(lang)))
        yield Section("", [Passage(line, warning, Severity.WARNING)])


def _changes(comparison: Comparison, packs: Mapping[str, Pack]) -> Iterator[Section]:
    lang, numbers = comparison.lang, count(1)
    for change in _ORDER:
        compared = comparison.of(change)
        if compared:
            entries = [_finding(each, f"{next(numbers)}.", comparison, packs) for each in compared]
            yield Section(say(lang, CHANGES[change][0], count=len(compared)), [TextEntries(entries)])
    if not comparison.findings:
        yield Section("", [Passage(say(lang, "Neither report has any findings."))])


def _finding(compared: Compared, mark: str, comparison: Comparison, packs: Mapping[str, Pack]) -> TextEntry:
    """What is said of a finding; of one that is fixed, only what and where it was."""
    finding, is_past, lang = compared.finding, compared.new is None, comparison.lang
    report = comparison.old if is_past else comparison.new
    pack = naming.pack_of(report, packs)
    severity = naming.severity_name(finding.severity, lang)
    title = say(
        lang,
        N_("{severity}: {title} ({rule})") if compared.was is None else N_("{severity} (was {was}): {title} ({rule})"),
        severity=severity,
        was=None if compared.was is None else naming.severity_name(compared.was, lang),
        title=naming.rule_title(finding, pack, lang),
        rule=printable(finding.rule),
    )
    rows = [(say(lang, "Was found" if is_past else "Found"), flowing(finding.message.in_language(lang)))]
    if compared.change is not Change.FIXED:
        rows += naming.finding_rows(finding, pack, lang)
    place = naming.place_name(finding, lang, naming.kind_of(report, pack))
    if place is not None:
        rows.append((say(lang, "Place then" if is_past else "Place"), place))
    if not compared.judged:
        note = (
            N_("Could not be judged in the earlier document; it may have been there already.")
            if compared.change is Change.NEW
            else N_("Could not be judged in the later document, so it counts as still open.")
        )
        rows.append((say(lang, "Note"), say(lang, note)))
    return TextEntry(Passage(title, severity, finding.severity), rows=rows, mark=mark)


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
    # A figure that is what an entry is about needs no label; one among others, such as funds, would.
    told = entry.values[0] if with_figures and entry.values else ()
    figures = [text for text in told if text.replace(".", "").isdecimal()]
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
