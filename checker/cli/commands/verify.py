"""`plancheck verify REPORT PLAN…`: whether a stored report still holds."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from checker.cli.command import AS_OF, command, file_argument, files_argument, output_options, pack_option
from checker.cli.judging import against_given, against_option, files_given, inputs_given, keep_inputs, options_asked
from checker.cli.outcome import Outcome, Status, layout_for, readable, refuse
from checker.cli.reports import are_many
from checker.i18n import N_
from checker.inbox import FoundFile
from checker.inputs import is_folder
from checker.model import Language
from checker.pack.model import Pack
from checker.reporting.json import written
from checker.reporting.printable import printable
from checker.stored import kept_of
from checker.verifying.rerunning import ReportOutcome, Verification, verify

_FORMATS: Final = ("text", "json")
_STATUS: Final = {
    ReportOutcome.HOLDS: Status.GOOD,
    ReportOutcome.BROKEN: Status.UNREADABLE,
    ReportOutcome.UNDETERMINED: Status.UNTRUSTED,
}
"""What an outcome makes the exit status; any other one means that something was found."""


@command(
    "Judge the plans of a stored report again and say whether it still holds: the same "
    "plans, byte for byte, the same rule pack, and the same findings, verdict and "
    "statuses. Plans are found by their digest, whatever they are called now.",
    file_argument(
        "report",
        "What check or review wrote as json or ndjson: one report, several, or a review. “-” is standard input.",
        "REPORT",
    ),
    files_argument("plans", "The plans that it is on. A folder means the plan files under it."),
    pack_option(
        "Rule pack to judge by: an id, or a folder (default: the one the report names, where it is installed)."
    ),
    *output_options(_FORMATS),
    AS_OF,
    against_option(),
    epilog=N_(
        "The day for which a plan is checked does not stand in its report: give the same --as-of as then. What a "
        "report was held against is found by its digest, among the files given or beside them or the report; "
        "--against names another file.\n\n"
        "Exit status, the highest that applies: 0 everything holds; 1 something does not, or "
        "its plan or its rule pack is not here; 2 wrong usage, or a report or a plan that "
        "cannot be read; 3 the rules could not be judged."
    ),
)
def run(
    lang: Language,
    *,
    report: str,
    plans: tuple[str, ...],
    pack: str | None,
    made_as: str,
    output: str | None,
    as_of: date | None,
    against: tuple[str, ...],
) -> Outcome:
    """Whether the report still holds."""
    if is_folder(report):
        refuse("{name} is a folder; give a file.", name=printable(report))
    keep_inputs((report, *plans, *against), (output,))
    options = options_asked(pack, lang)
    held = against_given(against, options)
    found = _found(plans, options.pack)
    (kept,) = inputs_given((report,))
    with readable(report):
        verification = verify(kept_of(kept), report, found, pack=options.pack, as_of=as_of, lang=lang, against=held)
    return Outcome(
        _rendered(verification, made_as, output, lang), _status(verification), output, is_json=made_as == "json"
    )


def _found(paths: tuple[str, ...], pack: Pack | None) -> Sequence[FoundFile]:
    """The files that were named, and all that a review finds in the folders and archives."""
    found: list[FoundFile] = []
    for path in paths:
        if are_many((path,)):
            found += files_given((path,), pack)
        else:
            found += [FoundFile(each.name, each) for each in inputs_given((path,))]
    return found


def _rendered(verification: Verification, format_: str, output: str | None, lang: Language) -> str | bytes:
    if format_ == "json":
        return written(verification.to_dict())
    from checker.verifying.text import render

    return render(verification, layout_for(output), lang)


def _status(verification: Verification) -> Status:
    """The exit status: the highest that any result asks for, or a plan that could not be read."""
    statuses = {_STATUS.get(result.outcome, Status.FOUND) for result in verification.results}
    if verification.unread:
        statuses.add(Status.UNREADABLE)
    return max(statuses, default=Status.GOOD)
