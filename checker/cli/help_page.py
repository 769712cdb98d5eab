"""Help pages: click's, but with columns counted as a terminal counts them, so that Chinese is aligned and wrapped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import click

from checker.cli.layout import paragraph
from checker.model import LANGUAGES, Language
from checker.reporting.columns import columns

_WIDEST_TERM: Final = 28


class HelpPage(click.HelpFormatter):
    """Collects a help page. Of a text, each line is a paragraph of its own; one that begins with a blank is kept."""

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
