"""One report for a command that works on reports: one that was kept as JSON, or that of a plan checked now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.checking import check_document, check_source, read_plan
from checker.cli.refusals import refuse, refuse_unreadable
from checker.cli.running import inputs_given
from checker.errors import UnreadableError
from checker.inputs import is_folder
from checker.pack.loading import installed_packs, load_pack
from checker.reporting.printable import printable
from checker.stored import is_stored, read_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from checker.checking import Options
    from checker.model import Report
    from checker.pack.model import Pack


@dataclass(frozen=True, slots=True)
class NamedReport:
    """A report, what its input is called, and whether it was kept as JSON."""

    report: Report
    name: str
    is_stored: bool


def reports_given(names: Sequence[str], options: Options) -> list[NamedReport]:
    """The report of each input that was named: of a file or of standard input, but of no folder."""
    for name in names:
        if is_folder(name):
            refuse(options.lang, "{name} is a folder; give a file.", name=printable(name))
    return [_given(given.name, given.source, options) for given in inputs_given(tuple(names), options.lang)]


def packs_at_hand(reports: Iterable[Report], pack: Pack | None) -> dict[str, Pack]:
    """The rule packs that judged, by id: the one asked for, and what is installed of the others."""
    ids = {report.pack_id for report in reports} & set(installed_packs())
    packs = {id_: load_pack(id_) for id_ in ids if id_ is not None}
    return packs if pack is None else {**packs, pack.id: pack}


def _given(name: str, source: Path | bytes, options: Options) -> NamedReport:
    try:
        document = read_plan(source, options.pack, name=name)
    except UnreadableError:
        return NamedReport(check_source(source, options, name=name), name, is_stored=False)
    if not is_stored(document.data):
        return NamedReport(check_document(document, options), name, is_stored=False)
    try:
        return NamedReport(read_report(document.data, options.lang), name, is_stored=True)
    except UnreadableError as error:
        refuse_unreadable(name, error.message(options.lang), options.lang)
