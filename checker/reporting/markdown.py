"""Reports and reviews as Markdown, for pull requests and mail: folded away is what not everybody wants.

Markdown takes every text literally: nothing in it becomes a link, a picture, a mention, a table cell or HTML.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Final

from checker.i18n import say
from checker.model import Language, Report, Verdict
from checker.pack.model import Pack
from checker.reporting import Matter, naming
from checker.reporting.page import (
    Block,
    Bullets,
    Labels,
    Passage,
    Section,
    TextEntries,
    TextEntry,
    TextTable,
    Verbatim,
)
from checker.reporting.sections import report_sections, review_sections, summary_section
from checker.review_model import Review

_SIGNS: Final = re.compile(r"[\\`*_\[\]<>&~$]")
_STARTS: Final = re.compile(r"[#+=:-]|\d+(?=[.)])")

_INVISIBLE: Final = "\u200b"
_LINKING: Final = re.compile(
    r"(?=@\w)|(?<=@)(?=\w)|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=#)(?=\d)|(?<=GH-)(?=\d)|(?<=:)(?=[\w+-]+:)", re.IGNORECASE
)
"""Where GitHub sees a mention, an address, a reference or an emoji, escaped or not: only a break there prevents it."""


def render(matter: Matter[Report]) -> str:
    """One report open; several under a table of them, each folded."""
    reports, packs = matter.all, matter.packs
    if len(reports) == 1:
        (report,) = reports
        sections = report_sections(report, naming.pack_of(report, packs))
        return _written(_drawn([Section(_title(report), [*sections])], report.lang))
    summary = [summary_section(reports, packs)] if reports else []
    return _written([*(part for each in summary for part in _drawn([each], reports[0].lang)), *_folded(reports, packs)])


def render_reviews(matter: Matter[Review]) -> str:
    """For each review what a reviewer decides by, and each report folded."""
    return _written(part for review in matter.all for part in _review(review, matter.packs))


def _review(review: Review, packs: Mapping[str, Pack]) -> Iterator[str]:
    head, *sections = review_sections(review, packs[review.pack_id])
    yield from _drawn([head], review.lang, -1)
    yield from _drawn(sections, review.lang)
    if review.reports:
        yield from _drawn([Section(say(review.lang, "Reports"), [])], review.lang)
        yield from _folded(review.reports, packs)


def _written(parts: Iterable[str]) -> str:
    return "\n\n".join(parts) + "\n"


def _title(report: Report) -> str:
    name = naming.input_name(report)
    return say(report.lang, "{verdict}: {file}", file=name, verdict=naming.verdict_name(report.verdict, report.lang))


def _folded(reports: Iterable[Report], packs: Mapping[str, Pack]) -> Iterator[str]:
    for report in reports:
        summary = _title(report)
        if report.findings or report.verdict is not Verdict.UNDETERMINED:
            summary = say(report.lang, "{title} ({counts})", title=summary, counts=naming.counts_name(report))
        sections = report_sections(report, naming.pack_of(report, packs))
        yield from folded(summary, _drawn(sections, report.lang, 1))


def _drawn(blocks: Iterable[Block], lang: Language, depth: int = 0) -> Iterator[str]:  # noqa: C901 - a case a block
    """Each block as a part of its own; headings are of the second level, and below."""
    for block in blocks:
        match block:
            case Passage():
                yield _line(block)
            case Bullets():
                yield "\n".join(f"- {_line(point)}" for point in block.points)
            case Verbatim():
                yield "\n".join(("```yaml", *block.lines, "```"))
            case Labels():
                yield "\n".join(f"- {literal(naming.labelled(*row, lang))}" for row in block.rows)
            case TextTable():
                head, *rows = ([literal(cell) for cell in row] for row in (block.head, *block.rows))
                yield "\n".join(table(head, rows, right=block.right))
            case TextEntries():
                yield "\n".join(line for each in block.entries for line in _entry(each, lang))
            case Section(""):
                yield from _drawn(block.blocks, lang, depth)
            case Section(heading) if block.folded:
                yield from folded(heading, _drawn(block.blocks, lang, depth + 1))
            case Section(heading):
                yield f"{'#' * (depth + 2)} {literal(heading)}"
                yield from _drawn(block.blocks, lang, depth + 1)


def _line(line: Passage) -> str:
    if not line.marked:
        return literal(line.text)
    before, marked, after = line.text.partition(line.marked)
    return f"{literal(before)}**{literal(marked)}**{within(after)}"


def _entry(entry: TextEntry, lang: Language) -> Iterator[str]:
    mark = entry.mark or "-"
    yield f"{mark} {_line(entry.title)}"
    for point in (*entry.points, *(naming.labelled(*row, lang) for row in entry.rows)):
        yield f"{' ' * len(mark)} - {literal(point)}"


def literal(text: str) -> str:
    """`text`, of one line, as Markdown that shows just that; good inside a table and at the beginning of a line."""
    escaped = within(text)
    start = _STARTS.match(escaped)
    if start is None:
        return escaped
    # A number is a list only with what follows it, so that is what is escaped.
    place = 0 if start[0][0] in "#+=:-" else start.end()
    return f"{escaped[:place]}\\{escaped[place:]}"


def within(text: str) -> str:
    """The same of a text that stands after another one in its line."""
    return _SIGNS.sub(r"\\\g<0>", _unlinked(text)).replace("|", "&#124;")


def html_text(text: str) -> str:
    """`text`, of one line, as the HTML that Markdown lets through."""
    return escape(_unlinked(text))


def _unlinked(text: str) -> str:
    return _LINKING.sub(_INVISIBLE, text)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> Iterator[str]:
    """A table of cells that are Markdown already; `right` are the columns of figures."""
    yield _row(head)
    yield _row(["---:" if column in right else "---" for column in range(len(head))])
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def folded(summary: str, parts: Iterable[str]) -> Iterator[str]:
    """Parts that are shown when a reader asks for them; `summary` is plain text."""
    yield f"<details><summary>{html_text(summary)}</summary>"
    yield from parts
    yield "</details>"
