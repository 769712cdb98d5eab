"""Paragraphs with an indent, in the columns of a terminal; and what files are called there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from checker.model import Language
from checker.reporting import Layout
from checker.reporting.columns import columns, wrapped
from checker.reporting.page import Page
from checker.reporting.printable import flowing
from checker.reporting.sections import Block

_NARROWEST: Final = 12


def paragraph(text: str, width: int, lang: Language, first: str = "", rest: str | None = None) -> list[str]:
    """`text` as lines of at most `width` columns: the first after `first`, the others after `rest` (or blanks)."""
    taken = columns(first, lang)
    rest = " " * taken if rest is None else rest
    lines = wrapped(flowing(text), max(width - max(taken, columns(rest, lang)), _NARROWEST), lang)
    return [((rest if place else first) + line).rstrip() for place, line in enumerate(lines)]


def page(blocks: Iterable[Block], width: int, lang: Language) -> str:
    """Blocks as lines of at most `width` columns."""
    return Page.of(lang, Layout(width)).pages([blocks])


def named_from(here: Path, path: Path) -> str:
    """What a file is called by someone in the folder `here`: from there where it is below, else in full."""
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
