"""`plancheck rules lint [PACK]`: looks a rule pack over for what its schema cannot find."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, Final

from msgspec import Meta

from checker.authoring.lint import LINTS, Lint, look_over
from checker.cli.command import PACK, Option, command, one_of, output_options
from checker.cli.outcome import Outcome, Status, named_from_here, paragraph, width
from checker.errors import PackError, PackFault
from checker.i18n import N_, say
from checker.model import Digest, Language, Ordinal, Output, Passage, Severity, SeverityCounts, Version
from checker.pack.loading import load_pack, pack_folder
from checker.reporting.github import COMMANDS, workflow_command
from checker.reporting.json import written
from checker.reporting.naming import SEVERITIES
from checker.reporting.printable import flowing, printable

FORMATS: Final = ("text", "json", "github")
_FAULT: Final = "fault"
"""What stands for the id of a lint where the pack has a fault, and cannot be used."""
_INDENT: Final = "  "


class LintJson(Output, frozen=True, kw_only=True):
    """Something that looks wrong, or something for which the pack cannot be used."""

    lint: Annotated[
        str,
        Meta(
            description="Which kind of thing; `--ignore` leaves a kind out. `fault`: the pack cannot be used.",
            extra_json_schema={"enum": [*LINTS, _FAULT]},
        ),
    ]
    severity: Severity
    file: Annotated[
        str, Meta(min_length=1, description="Named from the folder one is in where it is below, else in full.")
    ]
    line: Annotated[Ordinal | None, Meta(description="The line in the file; null where there is none to name.")]
    message: Annotated[Passage, Meta(description="What was found.")]
    fix: Annotated[Passage | None, Meta(description="What to do about it.")]


class LintedPackJson(Output, frozen=True, kw_only=True):
    """The rule pack.

    One that is broken goes by the name of its folder alone: what it says of itself may be what is wrong with it.
    """

    id: Annotated[str, Meta(description="Its id, which is the name of its folder.")]
    version: Annotated[Version | None, Meta(description="Null where the pack is broken.")]
    digest: Annotated[
        Digest | None, Meta(description="SHA-256 over the files that the pack judges by; null where it is broken.")
    ]


class LintsJson(Output, frozen=True, kw_only=True, tag_field="format", tag="rule-lints/1"):
    """What looks wrong in a rule pack or, where the pack cannot be used, its faults: `plancheck rules lint`."""

    pack: LintedPackJson
    broken: Annotated[
        bool,
        Meta(
            description="Whether the pack cannot be used. `lints` are then its faults, and nothing else was looked for."
        ),
    ]
    counts: Annotated[SeverityCounts, Meta(description="How many there are of each severity.")]
    lints: Annotated[list[LintJson], Meta(description="By file and line.")]


FAULTS_OR_LINTS: Final = {
    "if": {"properties": {"broken": {"const": True}}},
    "then": {
        "properties": {
            "lints": {
                "minItems": 1,
                "items": {
                    "properties": {
                        "lint": {"const": _FAULT},
                        "severity": {"const": Severity.ERROR.value},
                        "fix": {"type": "null"},
                    }
                },
            }
        }
    },
    "else": {
        "properties": {
            "lints": {"items": {"properties": {"lint": {"not": {"const": _FAULT}}, "fix": {"not": {"type": "null"}}}}}
        }
    },
}
"""What the schema says beside the members: lints and faults are not mixed."""


@command(
    "Look a rule pack over for what its schema cannot find: texts in the wrong language "
    "or with the wrong punctuation, rules without cases or without a statement, rules "
    "that always fire together, names that nothing uses, and whatever is still to be "
    "filled in. Of a broken rule pack, every fault is listed.",
    PACK,
    Option(
        ["--ignore", "ignored"],
        "Leave this kind of lint out; may be given several times.",
        "LINT",
        multiple=True,
        **one_of(LINTS),
    ),
    *output_options(FORMATS),
    epilog=N_(
        "Exit status: 0 nothing, or notes only; 1 an error or a warning; 2 wrong usage; 3 the rule pack cannot be used."
    ),
)
def run(lang: Language, *, pack: str | None, ignored: tuple[str, ...], made_as: str, output: str | None) -> Outcome:
    """What looks wrong in a rule pack."""
    lints = _look(pack_folder(pack), ignored, lang)
    return Outcome(_rendered(lints, made_as, output, lang), _status(lints), output=output, is_json=made_as == "json")


def _look(folder: Path, ignored: Collection[str], lang: Language) -> LintsJson:
    """Look the rule pack in `folder` over; `ignored` kinds of lints are left out, faults never."""
    try:
        found = look_over(folder)
    except PackError as error:
        faults = dict.fromkeys(_fault(fault, lang) for fault in error.faults)
        return _lints(LintedPackJson(id=folder.name, version=None, digest=None), list(faults), broken=True)
    pack = load_pack(folder)
    lints = [_lint(lint, lang) for lint in found if lint.id not in ignored]
    return _lints(LintedPackJson(id=pack.id, version=pack.version, digest=pack.digest), lints, broken=False)


def _lints(pack: LintedPackJson, lints: list[LintJson], *, broken: bool) -> LintsJson:
    counts = {severity: sum(lint.severity is severity for lint in lints) for severity in Severity}
    return LintsJson(pack=pack, broken=broken, counts=counts, lints=lints)


def _lint(lint: Lint, lang: Language) -> LintJson:
    message = lint.found.in_language(lang)
    return LintJson.made_of(lint, lang, lint=lint.id, file=named_from_here(lint.file), message=message)


def _fault(fault: PackFault, lang: Language) -> LintJson:
    return LintJson(
        lint=_FAULT,
        severity=Severity.ERROR,
        file=named_from_here(Path(fault.file)),
        line=fault.line,
        message=fault.sentence(lang),
        fix=None,
    )


def _status(lints: LintsJson) -> Status:
    """The exit status: notes alone are no reason to fail."""
    if lints.broken:
        return Status.UNTRUSTED
    return Status.FOUND if lints.counts[Severity.ERROR] or lints.counts[Severity.WARNING] else Status.GOOD


def _rendered(lints: LintsJson, format_: str, output: str | None, lang: Language) -> str | bytes:
    if format_ == "json":
        return written(lints.to_dict())
    if format_ == "github":
        return "".join(f"{_command(lint, lang)}\n" for lint in lints.lints)
    columns = width(output)
    lines = [line for lint in lints.lints for line in (*_lines(lint, lang, columns), "")]
    lines += paragraph(_total(lints, lang), columns, lang)
    return "".join(f"{line}\n" for line in lines)


def _command(lint: LintJson, lang: Language) -> str:
    """A lint as a command of GitHub Actions: a note on its line."""
    values = {"file": printable(lint.file)}
    if lint.line is not None:
        values["line"] = str(lint.line)
    lines = [lint.message] if lint.fix is None else [lint.message, say(lang, "To do: {fix}", fix=lint.fix)]
    return workflow_command(COMMANDS[lint.severity], {**values, "title": lint.lint}, "\n".join(map(flowing, lines)))


def _lines(lint: LintJson, lang: Language, columns: int) -> Iterator[str]:
    """A lint as a paragraph of at most `columns`; the line with the place is never broken."""
    place = printable(lint.file if lint.line is None else f"{lint.file}:{lint.line}")
    severity = say(lang, SEVERITIES[lint.severity])
    yield say(lang, "{place}: {severity} [{id}]", place=place, severity=severity, id=lint.lint)
    yield from paragraph(lint.message, columns, lang, _INDENT)
    if lint.fix is not None:
        yield from paragraph(say(lang, "To do: {fix}", fix=lint.fix), columns, lang, _INDENT)


def _total(lints: LintsJson, lang: Language) -> str:
    pack = printable(lints.pack.id)
    if lints.broken:
        return say(
            lang,
            "{pack}: the rule pack cannot be used (faults: {faults}). Everything else is looked "
            "at once they are mended.",
            pack=pack,
            faults=len(lints.lints),
        )
    if not lints.lints:
        return say(lang, "{pack}: nothing found.", pack=pack)
    errors, warnings, infos = lints.counts.values()
    return say(
        lang,
        "{pack}: errors: {errors}; warnings: {warnings}; notes: {infos}.",
        pack=pack,
        errors=errors,
        warnings=warnings,
        infos=infos,
    )
