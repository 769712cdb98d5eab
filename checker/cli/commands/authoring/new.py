"""`plancheck rules new ID`: begins a rule, in a folder of its own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from checker.authoring.scaffold import cases_text, fault_of_id, folder_of, id_like, read_outline, rule_text
from checker.cli.authoring.run import named_from
from checker.cli.command import Argument, Command
from checker.cli.given import refuse
from checker.cli.layout import paragraph
from checker.cli.options import ONE_PACK, choice_option, lang_option, pack_option
from checker.cli.outcome import Outcome
from checker.cli.screen import width
from checker.i18n import say
from checker.model import SCHEMA, UNREADABLE, Severity
from checker.pack.loading import CASES, RULE, pack_folder
from checker.reporting.printable import printable
from checker.resources import is_installed
from checker.schema.nearness import offered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.authoring.scaffold import Outline
    from checker.model import Language

SEVERITIES: Final = tuple(severity.value for severity in Severity)
_RESERVED: Final = (SCHEMA, UNREADABLE)


def make_command(name: str, lang: Language) -> Command:
    """The command `rules new`, in `lang`."""

    def new(id: str, clause: str | None, severity: str, pack: str | None) -> Outcome:  # noqa: A002 - click names parameters after their arguments
        _require_good_id(id, lang)
        folder = pack_folder(pack)
        if is_installed(folder):
            refuse(
                lang,
                "The rule pack {pack} is part of the installed program ({folder}), where an update "
                "would wipe out what you write. Copy that folder to a place of your own, under the "
                "same name, and say: --pack FOLDER.",
                pack=folder.name,
                folder=printable(str(folder)),
            )
        outline = read_outline(folder)
        target = _require_place(outline, id, clause, lang)
        grave = Severity(severity)
        texts = {RULE: rule_text(outline, id, clause, grave, lang), CASES: cases_text(outline, clause, grave, lang)}
        try:
            _make(target, texts)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            refuse(
                lang,
                "cannot write to {output}: {reason}.",
                output=printable(named_from(Path.cwd(), target)),
                reason=reason,
            )
        made = say(lang, "Begun: {rule}", rule=printable(named_from(Path.cwd(), target)))
        following = say(
            lang,
            "Next: fill in what is marked (plancheck rules lint {pack} finds it), run the cases "
            "(plancheck rules test {pack} --rule {rule}), and put {rule} beside its statement in "
            "traceability.yaml.",
            pack=printable(named_from(Path.cwd(), folder)),
            rule=id,
        )
        lines = [made, *paragraph(following, width(None), lang)]
        return Outcome("".join(f"{line}\n" for line in lines))

    return Command(
        name,
        lang,
        help=say(
            lang,
            "Begin a rule: make its folder in a rule pack, with both files filled in as far as "
            "the pack and the clause allow. What only you can say is marked [FILL IN …] and 【…】; "
            "`plancheck rules lint` finds every mark. Nothing that is there is ever written over.",
        ),
        callback=new,
        params=[
            Argument(
                "id",
                say(lang, "Id of the rule: names the defect, in small letters and hyphens."),
                metavar=say(lang, "ID"),
            ),
            click.Option(
                ["--clause"],
                metavar=say(lang, "CLAUSE"),
                help=say(lang, "Clause that the rule answers to (default: the first of the pack, marked)."),
            ),
            choice_option(
                "severity",
                say(lang, "Severity of its findings (default: error)."),
                SEVERITIES,
                lang,
                default=Severity.ERROR.value,
            ),
            pack_option(lang, ONE_PACK),
            lang_option(lang),
        ],
        epilog=say(
            lang,
            "Exit status: 0 the rule is begun; 2 wrong usage, a bad id, or something that is "
            "there already; 3 the tables of the rule pack cannot be used.",
        ),
    )


def _require_good_id(id_: str, lang: Language) -> None:
    fault = fault_of_id(id_, _RESERVED)
    if fault is not None:
        wrong, values = fault
        hint = offered(id_like(id_)).in_language(lang)
        message = say(lang, wrong, id=printable(id_), **values)
        raise click.UsageError(message + hint, click.get_current_context())


def _require_place(outline: Outline, id_: str, clause: str | None, lang: Language) -> Path:
    """The folder that the rule gets. Refuses a clause that is none, and whatever is there already."""
    if id_ in outline.rules:
        file = printable(named_from(Path.cwd(), outline.rules[id_]))
        refuse(lang, "There is a rule “{id}” already: {file}. Choose another id.", id=id_, file=file)
    if clause is not None and clause not in outline.clauses:
        known = [name for name in outline.clauses if not name.startswith("plan ")]
        clauses = printable(say(lang, ", ").join(known))
        message = say(
            lang,
            "The rule pack {pack} has no clause “{clause}”; it has: {clauses}; and “plan N” for "
            "each measure N of its catalogue.",
            pack=outline.id,
            clause=printable(clause),
            clauses=clauses,
        )
        raise click.UsageError(message, click.get_current_context())
    target = folder_of(outline, id_, clause or next(iter(outline.clauses)))
    if target.parent.parent != outline.folder or os.path.lexists(target):
        refuse(
            lang,
            "{folder} is there already, and nothing is written over.",
            folder=printable(named_from(Path.cwd(), target)),
        )
    return target


def _make(folder: Path, texts: Mapping[str, str]) -> None:
    """Make the folder with a file for each text, all or nothing. Raises `OSError`."""
    folder.parent.mkdir(exist_ok=True)
    folder.mkdir()
    made: list[Path] = []
    try:
        for name, text in texts.items():
            with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                made.append(folder / name)
                file.write(text)
    except OSError:
        for path in made:
            path.unlink()
        folder.rmdir()
        raise
