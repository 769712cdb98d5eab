"""The program: arguments in, an exit status out. Everything it says to people goes through here.

A configuration file says what is not said on the command line, which wins: `plancheck.toml`, or `[tool.plancheck]` in
`pyproject.toml`, above the working directory. Its keys are the names of options of `check`, `review` and `assess`, and
count for each; `lang` is for every command.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import click
import msgspec

from checker.cli.command import LANG, LazyGroup, Listed, ending_option
from checker.cli.outcome import (
    DEBUG,
    DeliveryError,
    Outcome,
    Shown,
    Status,
    abandon,
    deliver,
    is_debugging,
    note_on_stand_in,
    prepare_streams,
    usage_text,
)
from checker.errors import ConfigurationError, ListeningError, PackError, PlancheckError, UnknownPackError
from checker.i18n import N_, say
from checker.model import LANGUAGES, Language
from checker.reporting.printable import flowing, printable
from checker.resources import program_version

OWN: Final = "plancheck.toml"
_SHARED: Final = "pyproject.toml"
_TABLE: Final = b"[tool.plancheck"

_LISTS: Final = ("ignore", "report", "select")
_FLAGS: Final = ("cross-check", "readback", "statistics")
_LANG: Final = "lang"
_PARAMETERS: Final = {"report": "reports", "format": "made_as"}
"""What options are called in the program that have another name there."""

KEYS: Final = (*_LISTS, *_FLAGS, "as-of", "engine", "fail-on", "format", "jobs", _LANG, "pack")
_JUDGING: Final = ("check", "review", "assess")


class Configuration(msgspec.Struct, frozen=True):
    """What a configuration file says, by key; `file` is its name for people, None where there is none."""

    file: str | None = None
    values: Mapping[str, Any] = {}

    def defaults(self, commands: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Command -> option -> value, as click takes them for want of others; it leaves out what a command has not."""
        values = {_PARAMETERS.get(key, key.replace("-", "_")): value for key, value in self.values.items()}
        of_every = {name: value for name, value in values.items() if name == _LANG}
        return {command: values if command in _JUDGING else of_every for command in commands}


def read_configuration(folder: Path) -> Configuration:
    """The first configuration file in `folder` or one around it. Raises `ConfigurationError`."""
    for here in (folder, *folder.parents):
        for name in (OWN, _SHARED):
            try:
                raw = (here / name).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError as error:
                if name == OWN:
                    raise ConfigurationError(
                        "the configuration file {file} cannot be read: {reason}.", file=name, reason=error.strerror
                    ) from error
                continue
            if name == OWN or _TABLE in raw:
                return Configuration(name, {key: _value(name, key, value, here) for key, value in _table(name, raw)})
    return Configuration()


def _table(name: str, raw: bytes) -> Iterator[tuple[str, Any]]:
    import tomllib

    try:
        table: Any = tomllib.loads(raw.decode())
        yield from (table if name == OWN else table["tool"]["plancheck"]).items()
    except (ValueError, RecursionError, KeyError, AttributeError, TypeError) as error:
        reason = flowing(str(error))
        raise ConfigurationError(
            "the configuration file {file} is no TOML: {reason}.", file=name, reason=reason
        ) from error


def _value(name: str, key: str, value: object, folder: Path) -> object:
    """The value as it would stand on the command line."""
    if key not in KEYS:
        from checker.schema.faults import nearest

        near = nearest(key, KEYS) or ", ".join(KEYS)
        raise ConfigurationError(
            "the configuration file {file} has the key “{key}”, which is no option here; there is {near}.",
            file=name,
            key=printable(key),
            near=near,
        )
    if key in _FLAGS:
        fits, wanted = isinstance(value, bool), N_("{file}: “{key}” is true or false.")
    elif key in _LISTS:
        fits = isinstance(value, list) and all(isinstance(each, str) for each in value)
        wanted = N_("{file}: “{key}” is a list of texts.")
    else:
        fits = isinstance(value, str | int | date) and not isinstance(value, bool)
        wanted = N_("{file}: “{key}” is a text or a number.")
    if not fits:
        raise ConfigurationError(wanted, file=name, key=key)
    if key == "pack" and (folder / str(value)).is_dir():
        # A folder is one seen from the file.
        return str(folder / str(value))
    return value if key in (*_FLAGS, *_LISTS) else str(value)


NAME: Final = "plancheck"

COMMANDS: Final = {
    "check": Listed("checker.cli.commands.check", N_("Check plans.")),
    "review": Listed("checker.cli.commands.review", N_("Review the plans of many senders."), "run_review"),
    "fix": Listed("checker.cli.commands.fix", N_("Find the shortest way to a plan that passes.")),
    "compare": Listed("checker.cli.commands.compare", N_("Compare a plan, or a review, with an earlier one.")),
    "verify": Listed("checker.cli.commands.verify", N_("Verify a stored report.")),
    "letter": Listed("checker.cli.commands.letter", N_("Write the letters to those who send plans.")),
    "compile": Listed("checker.cli.commands.compilations", N_("Compile the plans that are accepted."), "run_compile"),
    "due": Listed("checker.cli.commands.compilations", N_("List what is due when."), "run_due"),
    "assess": Listed("checker.cli.commands.review", N_("Assess reports on plans."), "run_assess"),
    "explain": Listed("checker.cli.commands.explain", N_("Explain a rule.")),
    "packs": Listed("checker.cli.commands.packs", N_("List the rule packs that are installed."), "run_packs"),
    "rules": Listed("checker.cli.commands.packs", N_("List the rules; tools for authors of rules."), "run_rules"),
    "items": Listed("checker.cli.commands.packs", N_("List the items of a circular."), "run_items"),
    "schema": Listed("checker.cli.commands.packs", N_("Print a JSON Schema."), "run_schema"),
    "template": Listed("checker.cli.commands.documents", N_("Print a plan to fill in."), "run_template"),
    "convert": Listed("checker.cli.commands.documents", N_("Write a plan in another format."), "run_convert"),
    "draft": Listed("checker.cli.commands.documents", N_("Propose a document from the text of a plan."), "run_draft"),
    "serve": Listed("checker.cli.commands.serve", N_("Serve a local web page.")),
}
"""Every command, in the order in which they are shown."""


def main(args: Sequence[str] | None = None) -> int:
    """Run plancheck with `args` (None: those of the process) and return its exit status."""
    prepare_streams()
    given = sys.argv[1:] if args is None else args
    lang = language_of(given, os.environ, _system_locale())
    try:
        configuration = read_configuration(Path.cwd())
        if "lang" in configuration.values and OPTION not in (each.partition("=")[0] for each in given):
            lang = language_of((OPTION, configuration.values["lang"]), os.environ, _system_locale())
        outcome = _outcome(args, lang, configuration)
        deliver(outcome)
    except ConfigurationError as error:
        _complain(_error(lang, error.wording, **error.values))
        return Status.UNREADABLE
    except (KeyboardInterrupt, click.Abort):
        return Status.INTERRUPTED
    except DeliveryError as error:
        where = say(lang, "standard output") if error.output is None else printable(error.output)
        _complain(_error(lang, error.wording, output=where, reason=error.reason))
        return Status.UNREADABLE
    from checker.engine import stands_in

    if stands_in():
        _complain(note_on_stand_in(lang))
    if outcome.note:
        _complain(outcome.note)
    return outcome.status


def _system_locale() -> str | None:
    """The locale as Windows names it, which sets no variables; elsewhere they say it all."""
    if os.name != "nt":
        return None
    from locale import getlocale

    return getlocale()[0]


_OLD_NAMES: Final = {"measures": "items"}
"""Commands by the names that they had."""


def make_program(lang: Language) -> LazyGroup:
    """The group of all commands, in `lang`."""
    program = LazyGroup(
        COMMANDS,
        [LANG, ending_option(["--version"], "Show the version and exit.", _version)],
        help=N_("Check plans against the circular that asks for them."),
        epilog=N_(
            "Help on a command: plancheck COMMAND --help\n\n"
            "Exit status, the highest that applies: 0 nothing at or above --fail-on; 1 something "
            "is; 2 wrong usage, or an input that cannot be read or breaks the plan format; 3 "
            "plancheck cannot be trusted here (a broken rule pack, a rule that was not run).\n\n"
            "Shell completion, in the shell's start-up file:\n  bash   eval "
            '"$(_PLANCHECK_COMPLETE=bash_source plancheck)"\n  zsh    eval '
            '"$(_PLANCHECK_COMPLETE=zsh_source plancheck)"\n  fish   '
            "_PLANCHECK_COMPLETE=fish_source plancheck | source"
        ),
        old_names=_OLD_NAMES,
    )
    return program.in_language(lang)


def _outcome(args: Sequence[str] | None, lang: Language, configuration: Configuration) -> Outcome:
    """What the arguments come to, whatever happens on the way but an interruption."""
    try:
        defaults = configuration.defaults(COMMANDS)
        result = make_program(lang).main(args=args, prog_name=NAME, standalone_mode=False, default_map=defaults)
    except Shown as shown:
        return shown.outcome
    except click.UsageError as error:
        return Outcome("", Status.UNREADABLE, note=usage_text(error, lang, configuration.file))
    except PackError as error:
        faults = "\n".join(printable(fault.message(lang)) for fault in error.faults)
        return Outcome(
            "", Status.UNTRUSTED, note=_error(lang, "the rule pack cannot be used.\n{faults}", faults=faults)
        )
    except PlancheckError as error:
        status = Status.UNREADABLE if isinstance(error, UnknownPackError | ListeningError) else Status.UNTRUSTED
        return Outcome("", status, note=say(lang, "Error: {message}", message=printable(error.message(lang))))
    except click.Abort:
        raise
    except Exception as error:  # noqa: BLE001 - the last resort: a traceback helps nobody who did not write this
        return Outcome("", Status.UNTRUSTED, note=_failure(error, lang))
    return result if isinstance(result, Outcome) else Outcome("")


def _version(ctx: click.Context) -> str:
    return f"{NAME} {program_version() or say(ctx.obj, '(version unknown: not installed)')}"


def _failure(error: Exception, lang: Language) -> str:
    line = _error(
        lang,
        "plancheck itself failed ({kind}: {cause}); please report it. With {variable}=1 it says more.",
        kind=type(error).__name__,
        cause=flowing(str(error)),
        variable=DEBUG,
    )
    if not is_debugging():
        return line
    from traceback import format_exception

    return "".join(format_exception(error)) + line


def _error(lang: Language, message: str, /, **values: str) -> str:
    return say(lang, "Error: {message}", message=say(lang, message, **values))


def _complain(line: str) -> None:
    """Say something on standard error, as long as anybody listens."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
    except OSError:
        abandon(sys.stderr)


OPTION: Final = "--lang"
_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(args: Sequence[str], environ: Mapping[str, str], system: str | None = None) -> Language:
    """The language that the arguments ask for (the last one counts), else the locale's, else English.

    `system` is what the operating system calls its locale where it has none of the variables for it.
    """
    chosen = _locale_language(environ, system)
    for place, arg in enumerate(args):
        if arg == "--":
            break
        name, equals, value = arg.partition("=")
        if name == OPTION:
            following = value if equals else "".join(args[place + 1 : place + 2])
            chosen = next((lang for lang in LANGUAGES if lang == following), chosen)
    return chosen


def _locale_language(environ: Mapping[str, str], system: str | None) -> Language:
    """The language of the first variable that is set, as POSIX has it; English where there is none."""
    named = next((environ[name] for name in _VARIABLES if environ.get(name)), system or "")
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"
