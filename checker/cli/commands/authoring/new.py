"""`plancheck rules new ID`: begins a rule, in a folder of its own, and where there is no rule pack yet, that as well."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from checker.authoring.new_pack import pack_texts
from checker.authoring.scaffold import cases_text, fault_of_id, folder_of, id_like, is_id, read_outline, rule_text
from checker.cli.authoring.run import named_from
from checker.cli.command import Argument, Command
from checker.cli.given import refuse
from checker.cli.layout import paragraph
from checker.cli.options import choice_option, lang_option, pack_option
from checker.cli.outcome import Outcome
from checker.cli.screen import width
from checker.errors import UnknownPackError
from checker.model import SCHEMA, UNREADABLE, Severity
from checker.pack.files import CASES, RULE
from checker.pack.loading import pack_folder
from checker.reporting.printable import printable
from checker.resources import is_installed
from checker.schema.nearness import offered
from checker.texts import say

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
        grave = Severity(severity)
        try:
            folder = pack_folder(pack)
        except UnknownPackError:
            if pack is None:
                raise
            return _begin_pack(Path(pack), id, clause, grave, lang)
        if is_installed(folder):
            refuse(lang, "authoring.pack-installed", pack=folder.name, folder=printable(str(folder)))
        outline = read_outline(folder)
        target = _require_place(outline, id, clause, lang)
        texts = {RULE: rule_text(outline, id, clause, grave, lang), CASES: cases_text(outline, clause, grave, lang)}
        _write(target, texts, lang)
        made = say(lang, "authoring.new-made", rule=_named(target))
        return _told(made, say(lang, "authoring.new-next", pack=_named(folder), rule=id), lang)

    return Command(
        name,
        lang,
        callback=new,
        params=[
            Argument("id", say(lang, "authoring.new.id"), metavar=say(lang, "authoring.metavar-id")),
            click.Option(
                ["--clause"], metavar=say(lang, "authoring.metavar-clause"), help=say(lang, "authoring.option-clause")
            ),
            choice_option("severity", SEVERITIES, lang, default=Severity.ERROR.value, texts="authoring"),
            pack_option(lang, key="option-one-pack"),
            lang_option(lang),
        ],
        epilog=say(lang, "authoring.new.epilog"),
        texts="authoring",
    )


def _require_good_id(id_: str, lang: Language) -> None:
    fault = fault_of_id(id_, _RESERVED)
    if fault is not None:
        key, values = fault
        hint = offered(id_like(id_)).in_language(lang)
        message = say(lang, f"authoring.{key}", id=printable(id_), **values)
        raise click.UsageError(message + hint, click.get_current_context())


def _require_place(outline: Outline, id_: str, clause: str | None, lang: Language) -> Path:
    """The folder that the rule gets. Refuses a clause that is none, and whatever is there already."""
    if id_ in outline.rules:
        file = printable(named_from(Path.cwd(), outline.rules[id_]))
        refuse(lang, "authoring.id-taken", id=id_, file=file)
    if clause is not None and clause not in outline.clauses:
        rows = dict.fromkeys(each.table for each in outline.clauses.values() if each.table is not None)
        known = [name for name, each in outline.clauses.items() if each.table is None]
        for table in rows:
            of_rows = [name for name, each in outline.clauses.items() if each.table == table]
            known += of_rows if len(of_rows) <= _MOST_NAMED else [f"{of_rows[0]} … {of_rows[-1]}"]
        clauses = printable(say(lang, "cli.list-joint").join(known))
        message = say(lang, "authoring.no-such-clause", pack=outline.pack.id, clause=printable(clause), clauses=clauses)
        raise click.UsageError(message, click.get_current_context())
    target = folder_of(outline, id_, clause or next(iter(outline.clauses)))
    if target.parent.parent != outline.pack.folder or os.path.lexists(target):
        refuse(lang, "authoring.folder-taken", folder=printable(named_from(Path.cwd(), target)))
    return target


def _begin_pack(folder: Path, rule: str, clause: str | None, severity: Severity, lang: Language) -> Outcome:
    """A new rule pack in `folder`, which has to be empty, or not there."""
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - of a name that the system refuses as well
    id_ = folder.name
    if not is_id(id_):
        message = say(lang, "authoring.pack-id", id=printable(id_))
        raise click.UsageError(message + offered(id_like(id_)).in_language(lang), click.get_current_context())
    if clause is not None and not _CLAUSE.fullmatch(clause):
        message = say(lang, "authoring.clause-signs", clause=printable(clause))
        raise click.UsageError(message, click.get_current_context())
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        refuse(lang, "authoring.pack-place", folder=_named(folder))
    if not folder.parent.is_dir():
        refuse(lang, "authoring.pack-parent", folder=_named(folder.parent))
    _write(folder, pack_texts(id_, rule, clause, severity, lang), lang)
    made = say(lang, "authoring.pack-made", pack=_named(folder), rule=rule)
    return _told(made, say(lang, "authoring.pack-next", pack=_named(folder)), lang)


_CLAUSE: Final = re.compile(r"[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+| [0-9A-Za-z]+)*")
_MOST_NAMED: Final = 12


def _named(path: Path) -> str:
    return printable(named_from(Path.cwd(), path))


def _told(made: str, following: str, lang: Language) -> Outcome:
    lines = [made, *paragraph(following, width(None), lang)]
    return Outcome("".join(f"{line}\n" for line in lines))


def _write(folder: Path, texts: Mapping[str, str], lang: Language) -> None:
    """Write the texts as files below a folder, all or none. Refuses what cannot be written."""
    try:
        _make(folder, texts)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        refuse(lang, "cli.cannot-write", output=_named(folder), reason=reason)


def _make(folder: Path, texts: Mapping[str, str]) -> None:
    """Make the folder with a file for each text, all or nothing. Raises `OSError`."""
    made: list[Path] = []
    try:
        for name, text in texts.items():
            path = folder / name
            for parent in reversed(path.parents):
                if not parent.exists():
                    parent.mkdir()
                    made.append(parent)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                made.append(path)
                file.write(text)
    except OSError:
        for path in reversed(made):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()
        raise
