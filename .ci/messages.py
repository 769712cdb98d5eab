"""Brings the Chinese catalogue (checker/locale) up to what the sources say, and compiles it.

Run it after a message was added, changed or removed:

    python .ci/messages.py

It keeps every translation that is still wanted, and names what is to be translated in plancheck.po: new messages, and
those that are like an earlier one (marked `fuzzy`, with its translation). Run it again when that is done.
"""

from __future__ import annotations

import ast
import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[1]
CATALOGUE: Final = Path("locale", "zh", "LC_MESSAGES", "plancheck.po")

_FUNCTIONS: Final[dict[str, int | tuple[int, ...]]] = {
    "say": 1,
    "text": 0,
    "N_": 0,
    "misuse": 0,
    "refuse": 0,
    "bad_value": 0,
    "command": 0,
    "Argument": (1, 2),
    "Option": (1, 2),
    "day_option": 1,
    "choice_option": 1,
    "file_argument": (1, 2),
    "file_option": 1,
    "files_argument": 1,
    "flag_option": 1,
    "format_option": 0,
    "ending_option": 1,
    "against_option": 0,
    "pack_option": 0,
    "jobs_option": 0,
    "comment": 1,
    "_error": 1,
    "_refusal": 1,
    "ConfigurationError": 0,
    "PackFault": 2,
    "EngineError": 0,
    "ListeningError": 0,
    "UnknownPackError": 0,
    "UnreadableError": 0,
    "UnwritableError": 0,
}
_METHODS: Final = {"say": 0, "_say": 0, "_said": 0, "_refuse": 1}
"""Which argument of what is a message, or which two; anywhere else, `N_` marks one."""


class Message(NamedTuple):
    """A message of the sources, its context where it has one, and the file it is in."""

    english: str
    context: str | None
    file: str


def messages_in(package: Path) -> Iterator[Message]:
    """Every message in the modules, templates and tables of the package, in their order."""
    files = ("*.py", "*.html", "shapes/**/*.yaml", "messages/*.csv")
    for path in sorted(path for each in files for path in package.rglob(each)):
        name = path.relative_to(package.parent).as_posix()
        for english, context in _IN[path.suffix](path.read_text("utf-8")):
            yield Message(english, context, name)


def _in_module(source: str) -> Iterator[tuple[str, str | None]]:
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call):
            if isinstance(call.func, ast.Attribute):
                place = _METHODS.get(call.func.attr)
            else:
                place = _FUNCTIONS.get(call.func.id) if isinstance(call.func, ast.Name) else None
            context = next((keyword.value for keyword in call.keywords if keyword.arg == "context"), None)
            for each in (place,) if isinstance(place, int) else place or ():
                # The place of a fault is two arguments, file and line, and may be handed over as one.
                at = each - any(isinstance(argument, ast.Starred) for argument in call.args[:each])
                for english in _texts(call.args[at]) if at < len(call.args) else ():
                    yield english, next(_texts(context), None)


def _texts(node: ast.expr | None) -> Iterator[str]:
    """The text that an expression is, or the texts that it may be."""
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _in_template(source: str) -> Iterator[tuple[str, str | None]]:
    for call in Environment(autoescape=True).parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("text", "comment"):
            for english in (
                (call.args[0].expr1, call.args[0].expr2) if isinstance(call.args[0], nodes.CondExpr) else call.args
            ):
                if isinstance(english, nodes.Const):
                    yield english.value, None


def _in_table(source: str) -> Iterator[tuple[str, str | None]]:
    _, *rows = csv.reader(source.splitlines(keepends=True))
    for _, *messages in rows:
        yield from ((message, None) for message in messages if message)


_IN: Final = {".py": _in_module, ".html": _in_template, ".yaml": _in_template, ".csv": _in_table}


def read_catalogue(package: Path) -> Catalog:
    """The Chinese catalogue of the package."""
    with (package / CATALOGUE).open("rb") as file:
        return read_po(file, locale="zh", domain="plancheck")


def main() -> int:
    """Write the catalogue again; the number of messages that are to be translated, up to 1."""
    package = ROOT / "checker"
    wanted = Catalog(domain="plancheck", fuzzy=False)
    for message in messages_in(package):
        wanted.add(message.english, locations=[(message.file, 0)], context=message.context)
    catalogue = read_catalogue(package)
    made = catalogue.creation_date
    catalogue.update(wanted, update_header_comment=False)
    catalogue.obsolete.clear()
    catalogue.creation_date = made
    open_ = [message for message in catalogue if message.id and (message.fuzzy or not message.string)]
    path = package / CATALOGUE
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, include_lineno=False)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    for message in open_:
        sys.stdout.write(f"to be translated: {message.id!r} ({', '.join(name for name, _ in message.locations)})\n")
    return min(len(open_), 1)


if __name__ == "__main__":
    sys.exit(main())
