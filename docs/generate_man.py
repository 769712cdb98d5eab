"""Writes the man page, `man/plancheck.1` and `man/zh_CN/plancheck.1`, from the help pages of all commands.

Run it after a change to a command: `python docs/generate_man.py`, with plancheck installed. It writes beside itself;
the wheel brings the pages to `share/man`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from checker.cli.program import NAME, make_program
from checker.model import LANGUAGES, Language

FILES: Final[dict[Language, str]] = {"en": "man/plancheck.1", "zh": "man/zh_CN/plancheck.1"}
_COMMANDS: Final[dict[Language, str]] = {"en": "COMMANDS", "zh": "命令"}
_SYNOPSIS: Final[dict[Language, str]] = {"en": "SYNOPSIS", "zh": "概要"}
_NAME: Final[dict[Language, str]] = {"en": "NAME", "zh": "名称"}
_MADE: Final = '.\\" Made by docs/generate_man.py; do not edit.'


class ManPage(click.HelpFormatter):
    """Collects what the help page of a command says, as roff."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002 - as click has it
        """The usage line."""
        self.write(f"\\fB{_roff(prog)}\\fR {_roff(args)}\n.PP\n")

    def write_heading(self, heading: str) -> None:
        """The heading of a section."""
        self.write(f".PP\n\\fI{_roff(heading)}\\fR\n")

    def write_paragraph(self) -> None:
        """The end of a paragraph."""
        self.write(".PP\n")

    def write_text(self, text: str) -> None:
        """Paragraphs; lines that begin with a blank stay as they are."""
        for line in text.split("\n"):
            if line.startswith(" "):
                self.write(f".nf\n{_roff(line)}\n.fi\n")
            else:
                self.write(f"{_roff(line)}\n" if line else ".PP\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 0, col_spacing: int = 0) -> None:  # noqa: ARG002 - as above
        """Terms, and what they mean."""
        for term, meaning in rows:
            self.write(f".TP\n\\fB{_roff(term)}\\fR\n{_roff(meaning)}\n")

    @contextmanager
    def indentation(self) -> Iterator[None]:
        """As it is: roff indents."""
        yield


def _roff(text: str) -> str:
    """`text` as roff shows it: hyphens stay hyphens, and no line is a request."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


def man_page(lang: Language) -> str:
    """The whole page in `lang`."""
    program = make_program(lang)
    context = program.make_context(NAME, [], resilient_parsing=True)
    about = _roff(program.help or "")
    lines = [_MADE, f".TH {NAME.upper()} 1", f".SH {_NAME[lang]}", f"{NAME} \\- {about}", f".SH {_SYNOPSIS[lang]}"]
    return (
        "\n".join((*lines, _help_of(program, context), f".SH {_COMMANDS[lang]}", *_commands(program, context))) + "\n"
    )


def _commands(group: click.Group, context: click.Context) -> Iterator[str]:
    """The help of each command of a group, and of those in it."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            continue
        inside = click.Context(command, info_name=name, parent=context)
        yield f".SS {inside.command_path}\n{_help_of(command, inside)}"
        if isinstance(command, click.Group):
            yield from _commands(command, inside)


def _help_of(command: click.Command, context: click.Context) -> str:
    page = ManPage(width=10_000, max_width=10_000)
    command.format_help(context, page)
    return page.getvalue().rstrip("\n")


if __name__ == "__main__":
    for language in LANGUAGES:
        file = Path(__file__).parent / FILES[language]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(man_page(language), encoding="utf-8")
