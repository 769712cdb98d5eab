"""`plancheck rules new ID`: begins a rule, in a folder of its own, and where there is no pack yet, that as well."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from checker.authoring.scaffold import (
    cases_text,
    fault_of_id,
    id_like,
    pack_texts,
    rule_text,
)
from checker.cli.command import LANG, ONE_PACK, Argument, Option, choice_option, command, pack_option
from checker.cli.outcome import Outcome, misuse, named_from_here, paragraph, refuse, width
from checker.errors import UnknownPackError
from checker.i18n import N_, say
from checker.model import LEFT_OUT, NOT_READ, SCHEMA, UNREADABLE, Language, Severity
from checker.pack.building import load_without_rules
from checker.pack.file_names import CASES, RULE
from checker.pack.loading import pack_folder
from checker.pack.model import Pack
from checker.reporting.printable import printable
from checker.resources import is_installed
from checker.schema.faults import offered

SEVERITIES: Final = tuple(severity.value for severity in Severity)
_RESERVED: Final = (LEFT_OUT, NOT_READ, SCHEMA, UNREADABLE)


@command(
    "Begin a rule: make its folder in a rule pack, with both files filled in as far as "
    "the pack and the clause allow. Where --pack names a folder that is not there, or is "
    "empty, the rule pack is begun as well: a document, its tables and schema, and the "
    "rule, which judge at once. What only you can say is marked [FILL IN …] and 【…】; "
    "`plancheck rules lint` finds every mark. Nothing that is there is ever written over.",
    Argument("id", "Id of the rule: names the defect, in small letters and hyphens.", "ID"),
    Option("--clause", "Clause that the rule answers to (default: the first of the pack, marked).", "CLAUSE"),
    choice_option("severity", "Severity of its findings (default: error).", SEVERITIES, default=Severity.ERROR.value),
    pack_option(ONE_PACK),
    LANG,
    epilog=N_(
        "Exit status: 0 the rule is begun; 2 wrong usage, a bad id, or something that is "
        "there already; 3 the rule pack cannot be used, whatever its rules are."
    ),
)
def run(lang: Language, *, id: str, clause: str | None, severity: str, pack: str | None) -> Outcome:  # noqa: A002 - click names parameters after their arguments
    """A rule, begun; and the rule pack, where there is none yet."""
    _require_good_id(id)
    grave = Severity(severity)
    try:
        folder = pack_folder(pack)
    except UnknownPackError:
        if pack is None:
            raise
        return _begin_pack(Path(pack), id, clause, grave, lang)
    if is_installed(folder):
        refuse(
            "The rule pack {pack} is part of the installed program ({folder}), where an update "
            "would wipe out what you write. Copy that folder to a place of your own, under the "
            "same name, and say: --pack FOLDER.",
            pack=folder.name,
            folder=printable(str(folder)),
        )
    read = load_without_rules(folder)
    target = _require_place(read, id, clause, lang)
    texts = {RULE: rule_text(read, id, clause, grave, lang), CASES: cases_text(read, clause, grave, lang)}
    _write(target, texts)
    made = say(lang, "Begun: {rule}", rule=_named(target))
    following = say(
        lang,
        "Next: fill in what is marked (plancheck rules lint {pack} finds it), run the cases "
        "(plancheck rules test {pack} --rule {rule}), and put {rule} beside its statement in "
        "traceability.yaml.",
        pack=_named(folder),
        rule=id,
    )
    return _told(made, following, lang)


def _require_good_id(id_: str) -> None:
    fault = fault_of_id(id_, _RESERVED)
    if fault is not None:
        wrong, values = fault
        hint = offered(id_like(id_))
        misuse(wrong, hint, id=printable(id_), **values)


def _require_place(pack: Pack, id_: str, clause: str | None, lang: Language) -> Path:
    """The folder that the rule gets. Refuses a clause that is none, and whatever is there already."""
    other = next(iter(sorted(pack.folder.glob(f"*/{id_}/{RULE}"))), None)
    if other is not None:
        file = _named(other)
        refuse("There is a rule “{id}” already: {file}. Choose another id.", id=id_, file=file)
    if clause is not None and clause not in pack.clauses:
        known = [name for name in pack.clauses if name not in pack.clause_rows]
        for table in dict.fromkeys(table for table, _ in pack.clause_rows.values()):
            of_rows = [name for name, (of, _) in pack.clause_rows.items() if of == table]
            known += of_rows if len(of_rows) <= _MOST_NAMED else [f"{of_rows[0]} … {of_rows[-1]}"]
        clauses = printable(say(lang, ", ").join(known))
        misuse(
            "The rule pack {pack} has no clause “{clause}”; it has: {clauses}.",
            pack=pack.id,
            clause=printable(clause),
            clauses=clauses,
        )
    target = pack.folder / (clause or next(iter(pack.clauses))).replace(" ", "-") / id_
    if target.parent.parent != pack.folder or os.path.lexists(target):
        refuse("{folder} is there already, and nothing is written over.", folder=_named(target))
    return target


def _begin_pack(folder: Path, rule: str, clause: str | None, severity: Severity, lang: Language) -> Outcome:
    """A new rule pack in `folder`, which has to be empty, or not there."""
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - of a name that the system refuses as well
    id_ = folder.name
    if fault_of_id(id_) is not None:
        misuse(
            "“{id}” cannot be the id of a rule pack, which is the name of its folder: small "
            "letters a to z and digits, in words joined by single hyphens, beginning with a "
            "letter.",
            offered(id_like(id_)),
            id=printable(id_),
        )
    if clause is not None and not _CLAUSE.fullmatch(clause):
        misuse(
            "“{clause}” cannot be the first clause of a new rule pack: its name is that of a "
            "folder too, so it is letters a to z and digits, with dots, hyphens or single blanks "
            "between them.",
            clause=printable(clause),
        )
    if os.path.lexists(folder) and not _is_empty(folder):
        refuse(
            "{folder} is no rule pack (it has no pack.yaml), and there is something in it or in "
            "its place; a rule pack is begun in an empty folder, or in one that is not there yet.",
            folder=_named(folder),
        )
    if not os.path.isdir(folder.parent):  # noqa: PTH112 - Path.is_dir raises where a name is too long
        refuse("There is no folder {folder} to begin a rule pack in.", folder=_named(folder.parent))
    _write(folder, pack_texts(id_, rule, clause, severity, lang))
    made = say(lang, "Begun: the rule pack {pack}, with the rule {rule}", pack=_named(folder), rule=rule)
    return _told(
        made,
        say(
            lang,
            "It can be used as it is: plancheck rules test {pack}. Next: fill in what is marked "
            "(plancheck rules lint {pack} finds it), say in documents/ and schemas/ what your "
            "document is, and in tables/ what it is held against.",
            pack=_named(folder),
        ),
        lang,
    )


_CLAUSE: Final = re.compile(r"[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+| [0-9A-Za-z]+)*")
_MOST_NAMED: Final = 12


def _is_empty(folder: Path) -> bool:
    """Whether this is a folder with nothing in it, as far as one may look."""
    try:
        return folder.is_dir() and not any(folder.iterdir())
    except OSError:
        return False


def _named(path: Path) -> str:
    return printable(named_from_here(path))


def _told(made: str, following: str, lang: Language) -> Outcome:
    lines = [made, *paragraph(following, width(None), lang)]
    return Outcome("".join(f"{line}\n" for line in lines))


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the texts as files below a folder, all or none. Refuses what cannot be written."""
    try:
        _make(folder, texts)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        refuse("cannot write to {output}: {reason}.", output=_named(folder), reason=reason)


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
