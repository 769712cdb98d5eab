"""What a review says beside its rosters: every file that was found, and what people have decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from checker.model import LANGUAGES, Text
from checker.reporting import roster
from checker.reporting.html_page.offices import SenderShown
from checker.review_model import Review


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file: whose it is, which may be a guess, what became of it, and why; `href` is the anchor of its report."""

    name: Text
    href: str | None
    sender: Text
    is_guess: bool
    standing: Text
    why: Text


def files_of(review: Review, offices: Iterable[SenderShown]) -> Iterator[FileShown]:
    """Every file of a review; `offices` are those that the page shows of it, with their reports."""
    shown = [*offices]
    names = {office.code: office.short for office in shown if office.in_roster}
    anchors: Mapping[str | None, str] = {plan.name: plan.id for office in shown for plan in office.plans}
    rows = _in_both(review, roster.file_rows)
    for each, (name, code, standing, why) in zip(review.files, rows, strict=True):
        yield FileShown(name, anchors.get(each.file), names.get(code.en, code), each.is_guess, standing, why)


def counts_of(review: Review) -> Text:
    """How many files were found, and what became of them."""
    return Text(*(roster.files_line(replace(review, lang=lang)) for lang in LANGUAGES))


def decisions_of(review: Review) -> Sequence[tuple[Text, ...]]:
    """What people decided: what about whom, by whom and when, why, and what became of it."""
    return _in_both(review, roster.decision_rows)


def _in_both(review: Review, rows: Callable[[Review], Iterable[Iterable[str]]]) -> list[tuple[Text, ...]]:
    """The rows that something says of a review, in both languages."""
    english, chinese = (rows(replace(review, lang=lang)) for lang in LANGUAGES)
    return [tuple(map(Text, *pair)) for pair in zip(english, chinese, strict=True)]
