"""Paragraphs and help pages in the columns of a terminal, Chinese included; and what files are called there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from checker.model import LANGUAGES, Language
from checker.reporting import Layout
from checker.reporting.columns import columns, wrapped
from checker.reporting.page import Page
from checker.reporting.printable import flowing
from checker.reporting.sections import Block

_NARROWEST: Final = 12


def paragraph(text: str, width: int, lang: Language, first: str = "") -> list[str]:
    """`text` as lines of at most `width` columns: the first after `first`, the others after as many blanks."""
    taken = columns(first, lang)
    lines = wrapped(flowing(text), max(width - taken, _NARROWEST), lang)
    return [((" " * taken if place else first) + line).rstrip() for place, line in enumerate(lines)]


def page(blocks: Iterable[Block], width: int, lang: Language) -> str:
    """Blocks as lines of at most `width` columns."""
    return Page.of(lang, Layout(width)).pages([blocks])


def named_from(here: Path, path: Path) -> str:
    """What a file is called by someone in the folder `here`: from there where it is below, else in full."""
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


_WIDEST_TERM: Final = 28


class HelpPage(click.HelpFormatter):
    """Collects a help page: click's, but with columns counted as a terminal counts them.

    Of a text, each line is a paragraph of its own; one that begins with a blank is kept.
    """

    lang: Language = LANGUAGES[0]

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line."""
        self._write_lines(paragraph(args, self.width, self.lang, f"{prefix or ''}{prog} "))

    def write_heading(self, heading: str) -> None:
        """The heading of a section."""
        self.write(f"{heading}\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, as long as they are."""
        indent = " " * self.current_indent
        for line in text.split("\n"):
            whole = not line or line.startswith(" ")
            self._write_lines([f"{indent}{line}".rstrip()] if whole else paragraph(line, self.width, self.lang, indent))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST_TERM, col_spacing: int = 2) -> None:
        """Terms on the left, what they mean on the right."""
        rows = list(rows)
        indent = " " * self.current_indent
        widest = min(max(columns(term, self.lang) for term, _ in rows), col_max)
        for term, meaning in rows:
            start, taken = indent + term, columns(term, self.lang)
            if taken > widest:
                self._write_lines([start])
                start, taken = indent, 0
            start += " " * (widest - taken + col_spacing)
            self._write_lines(paragraph(meaning, self.width, self.lang, start))

    def _write_lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(f"{line}\n")
