"""`plancheck compile PATH… --output FILE`: the plans that are accepted as one document."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

import click

from checker.checking import Options, examine_source, read_plan
from checker.cli.command import Argument, Command
from checker.cli.options import (
    as_of_option,
    complete_path,
    document_option,
    jobs_option,
    lang_option,
    output_option,
    pack_option,
)
from checker.cli.outcome import Outcome, Status
from checker.cli.refusals import document_asked, keep_inputs, refuse
from checker.cli.running import Run, inputs_given
from checker.cli.screen import is_debugging
from checker.compilation import DocumentLeftOut
from checker.compiling import Accepted, accepted_rows, compile_documents, not_compiled
from checker.i18n import say
from checker.model import UNREADABLE
from checker.pack.loading import load_pack
from checker.reporting.json import written
from checker.reporting.printable import flowing, printable
from checker.reviewing import Intakes
from checker.schema import prune

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from checker.compilation import Compilation
    from checker.model import Language, Report
    from checker.pack.model import DocumentKind, Pack
    from checker.reviewing import Roster

SUFFIXES: Final = (".json", ".docx", ".xlsx")


def make_command(name: str, lang: Language) -> Command:
    """The command `compile`, in `lang`."""

    def compile_plans(
        paths: tuple[str, ...],
        pack: str | None,
        document: str | None,
        output: str | None,
        as_of: date | None,
        jobs: int,
    ) -> Outcome:
        if output is None:
            raise click.MissingParameter(ctx=click.get_current_context(), param=output_file)
        suffix = PurePath(output).suffix.lower()
        if suffix not in SUFFIXES:
            refuse(
                lang,
                "{name}: the suffix says no format that a compilation can be written in. Use one of {suffixes}.",
                name=printable(output),
                suffixes=say(lang, ", ").join(SUFFIXES),
            )
        keep_inputs(paths, (output,), lang)
        options = Options(None if pack is None else load_pack(pack), as_of, lang, debug=is_debugging())
        run = Run(inputs_given(paths, lang).by_name(), options, (), jobs, isolated=True)
        kept, note = run.collect()
        if note:
            return Outcome("", Status.INTERRUPTED, note=note)
        intakes = Intakes(options.pack)
        reports = [report for report, filed in kept if intakes.add(filed)]
        chosen, roster = _roster_meant(intakes.rosters(), lang)
        kind = _kind_meant(document, roster, chosen, lang)
        if kind.compiling is None:
            raise click.UsageError(not_compiled(chosen, kind, lang), click.get_current_context())
        rows = [row for row in roster.rows if row.document == kind.format]
        senders = {sender for format_, sender in roster.submitted if format_ == kind.format}
        accepted, left_out = accepted_rows(rows, senders, chosen, kind, lang)
        if not accepted:
            refuse(lang, "There is nothing to compile: no plan is accepted. plancheck review says why.")
        sources = {each.name: each.source for each in run.inputs}
        compiled = compile_documents(
            [_read(str(row.file), sources, options) for row in accepted],
            [*left_out, *_of_nobody(reports, chosen, kind, lang)],
            chosen,
            kind,
            kind.compiling,
            lang,
        )
        note = say(
            lang,
            "Compiled: {plans} of {senders}. What is left out, and why, stands in the file.",
            plans=len(accepted),
            senders=len(rows),
        )
        return Outcome(
            _written(compiled, suffix, chosen, lang), output=output, is_json=suffix == SUFFIXES[0], note=note
        )

    output_file = output_option(lang)
    output_file.help = say(lang, "Write to this file (.json, .docx or .xlsx), all or nothing; it has to be named.")
    return Command(
        name,
        lang,
        help=say(
            lang,
            "Compile the plans that are accepted into one document: who does what, by when, with what funds, by item, "
            "by office and by month, what the plans add up to beside what is announced, and what was left out and why. "
            "Accepted are the submitted plans that pass.",
        ),
        callback=compile_plans,
        params=[
            Argument(
                "paths",
                say(
                    lang,
                    "Files and folders with the plans. “-” is standard input; a folder means the plan files under it.",
                ),
                nargs=-1,
                required=True,
                metavar=say(lang, "FILE…"),
                shell_complete=complete_path,
            ),
            pack_option(lang),
            document_option(lang),
            output_file,
            lang_option(lang),
            as_of_option(lang),
            jobs_option(lang),
        ],
        epilog=say(
            lang,
            "Exit status: 0 the compilation is written; 2 wrong usage, or no plan is accepted; 3 the rule pack cannot "
            "be used.",
        ),
    )


def _roster_meant(rosters: Sequence[tuple[Pack, Roster]], lang: Language) -> tuple[Pack, Roster]:
    """The only roster in which there is anything. Raises `UsageError` where there are several."""
    met = [(pack, roster) for pack, roster in rosters if roster.submitted] or list(rosters[:1])
    if len(met) > 1:
        message = say(
            lang,
            "The plans are of several circulars ({packs}); name with --pack which of them are compiled.",
            packs=say(lang, ", ").join(pack.id for pack, _ in met),
        )
        raise click.UsageError(message, click.get_current_context())
    return met[0]


def _kind_meant(document: str | None, roster: Roster, pack: Pack, lang: Language) -> DocumentKind:
    if document is not None:
        return document_asked(document, pack, lang)
    if len(roster.documents) > 1:
        message = say(
            lang,
            "There are several kinds of document ({documents}); name with --document which of them is compiled.",
            documents=say(lang, ", ").join(roster.documents),
        )
        raise click.UsageError(message, click.get_current_context())
    return pack.documents[roster.documents[0]]


def _read(file: str, sources: Mapping[str, Path | bytes], options: Options) -> Accepted:
    """A document that is accepted, read again: nothing of it was kept."""
    source = sources[file]
    report, known = examine_source(source, options, name=file)
    data: Any = prune(read_plan(source, options.pack, name=file).data)
    return Accepted(report.office or "", file, report.version, data, known)


def _of_nobody(reports: Iterable[Report], pack: Pack, kind: DocumentKind, lang: Language) -> Iterator[DocumentLeftOut]:
    """The files that stand for nobody in the roster."""
    senders = pack.codes_of(kind.roster)
    for report in reports:
        if report.document in (None, kind.format) and report.office not in senders:
            unread = [finding for finding in report.findings if finding.rule == UNREADABLE]
            reason = (
                flowing(unread[0].message.in_language(lang))
                if unread
                else say(lang, "it does not say, as can be read, whose plan it is")
            )
            yield DocumentLeftOut(office=report.office, name=None, file=report.name, reason=reason)


def _written(compiled: Compilation, suffix: str, pack: Pack, lang: Language) -> bytes:
    if suffix == SUFFIXES[0]:
        return written(compiled.to_dict())
    # Each of these takes long to import, and nobody needs both.
    if suffix == SUFFIXES[1]:
        from checker.office.compilation import compilation_document

        return compilation_document(compiled, pack, lang)
    from checker.office.compilation_workbook import compilation_workbook

    return compilation_workbook(compiled, pack.documents[compiled.document], lang)
