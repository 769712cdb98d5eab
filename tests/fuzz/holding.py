"""What has to hold of every report, whatever it is on: its schema, its renderings, the exit status."""

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import jsonschema_rs
from lxml import etree
from openpyxl import load_workbook

from checker.cli import program
from checker.model import LEFT_OUT, Report, RuleStatus, Severity, Verdict
from checker.pack.loading import installed_packs, load_pack
from checker.reporting import FORMATS, Layout, Rendered
from checker.resources import schema_bytes

FORMAT_SCHEMAS: Final = Path(__file__).parents[1] / "reporting" / "schemas"
FORMULA: Final = re.compile(r"[\t ]*[=+\-@＝＋－＠]")
INVISIBLE: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
VOID: Final = frozenset({"meta", "link", "br", "hr", "img", "input", "col", "wbr", "path", "use", "rect", "circle"})
NOTHING_LIKE_IT: Final = 4


class BrokenError(AssertionError):
    """Something that has to hold does not."""


def require(holds: object, what: str) -> None:
    if not holds:
        raise BrokenError(what)


@cache
def report_validator() -> Any:
    schema = json.loads(schema_bytes("report"))
    return jsonschema_rs.validator_for(schema)


@cache
def sarif_validator() -> Any:
    text = (FORMAT_SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text("utf-8")
    # A bracket of its pattern for languages closes nothing, and jsonschema_rs takes no schema with such a thing.
    return jsonschema_rs.Draft4Validator(json.loads(text.replace("{2}]?$", "{2}$")))


@cache
def junit_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(FORMAT_SCHEMAS / "junit-10.xsd"))


def check_report(report: Report) -> None:
    """A report keeps to its schema, can be read back, and was judged by evaluators that agree."""
    failure = report.engine.failure
    require(failure is None, f"the evaluators: {failure}")
    require(report.verdict is not Verdict.UNDETERMINED, "no verdict")
    read = json.loads(FORMATS["json"].render([report], {}))
    for error in report_validator().iter_errors(read):
        raise BrokenError(f"report.schema.json: {error.message[:300]} at {error.instance_path}")
    # What was not held against what it is about is not judged in full.
    stopped = report.verdict is Verdict.INVALID or any(each.rule == LEFT_OUT for each in report.findings)
    require(stopped or RuleStatus.NOT_RUN not in report.rules.values(), "a rule not run without a fault")
    for finding in report.findings:
        for lang in ("en", "zh"):
            require(finding.message.in_language(lang).strip(), f"a message without a word: {finding.rule}")


def check_renderings(report: Report) -> None:
    """Every format takes the report, and what comes out is sound."""
    packs = {report.pack_id: load_pack(report.pack_id)} if report.pack_id in installed_packs() else {}
    for name, format_ in FORMATS.items():
        for colour in (False, True):
            rendered = format_.render([report], packs, Layout(width=60 if colour else 100, colour=colour))
            if not colour:
                require(rendered == format_.render([report], packs, Layout(width=100)), f"{name}: not the same twice")
        plain = format_.render([report], packs, Layout())
        _SOUND.get(name, sound_text)(plain)


def _text(rendered: Rendered) -> str:
    return rendered.decode("utf-8") if isinstance(rendered, bytes) else rendered


def sound_text(rendered: Rendered) -> None:
    text = _text(rendered)
    found = INVISIBLE.search(text.removeprefix("\ufeff"))
    require(found is None, f"a control character: {found and ascii(text[max(0, found.start() - 40) : found.end()])}")
    text.encode("utf-8")


def _sound_markdown(rendered: Rendered) -> None:
    # It keeps signs from meaning something by a space without width.
    sound_text(_text(rendered).replace("\u200b", ""))


def _sound_json(rendered: Rendered) -> None:
    require(isinstance(json.loads(rendered), dict), "no object")


def _sound_lines(rendered: Rendered) -> None:
    (line,) = _text(rendered).splitlines()[:NOTHING_LIKE_IT] if "\u2028" not in _text(rendered) else [_text(rendered)]
    _sound_json(line)


def _sound_html(rendered: Rendered) -> None:
    text = _text(rendered)
    found = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text)
    require(found is None, "html: a control character")
    tags = _Tags()
    tags.feed(text)
    tags.close()
    require(not tags.open, f"html: still open: {tags.open}")
    require("alert(1)</script>" not in text, "html: a script of the plan's")


class _Tags(HTMLParser):
    """Holds every end tag against the start tag it ends."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        require(not any(name.startswith("on") for name, _ in attrs), "html: a handler")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            require(self.open and self.open.pop() == tag, f"html: </{tag}> ends nothing")


def _sound_csv(rendered: Rendered) -> None:
    sound_text(_text(rendered).replace("\r\n", "\n"))
    head, *lines = csv.reader(io.StringIO(_text(rendered).removeprefix("\ufeff"), newline=""), strict=True)
    require(lines, "csv: no line")
    for line in lines:
        require(len(line) == len(head), "csv: a line of another length")
        require(not any(FORMULA.match(cell) for cell in line), f"csv: a formula: {line}")


def _sound_xlsx(rendered: Rendered) -> None:
    book = load_workbook(io.BytesIO(rendered))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                require(cell.data_type != "f", f"xlsx: a formula: {cell.value}")


def _sound_sarif(rendered: Rendered) -> None:
    for error in sarif_validator().iter_errors(json.loads(rendered)):
        raise BrokenError(f"sarif: {error.message[:300]} at {error.instance_path}")


def _sound_junit(rendered: Rendered) -> None:
    junit_schema().assertValid(etree.fromstring(rendered))


def _sound_github(rendered: Rendered) -> None:
    sound_text(rendered)
    for line in _text(rendered).splitlines():
        # Any other line has something before it, so that nothing in it is a command.
        require(re.match(r"::(error|warning|notice|group|endgroup)\b|\| ", line), f"github: {line[:80]!r}")


_SOUND: Final[dict[str, Callable[[Rendered], None]]] = {
    "json": _sound_json,
    "ndjson": _sound_lines,
    "html": _sound_html,
    "markdown": _sound_markdown,
    "csv": _sound_csv,
    "xlsx": _sound_xlsx,
    "sarif": _sound_sarif,
    "junit": _sound_junit,
    "github": _sound_github,
}
"""Format -> what is looked at in it; a new one is looked at as text."""


def status_of(report: Report) -> int:
    """The exit status that the contract has for a report."""
    if report.verdict is Verdict.UNDETERMINED:
        return 3
    if report.verdict is Verdict.INVALID:
        return 2
    return int(any(finding.severity is Severity.ERROR for finding in report.findings))


def _raise(error: Exception, _lang: str) -> str:
    raise error


def run_program(args: Sequence[str]) -> tuple[int, str]:
    """The exit status of plancheck with these arguments, and what it printed; a failure of its own is raised."""
    program._failure = _raise
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    kept = sys.argv
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = program.main(list(args))
        finally:
            sys.argv = kept
            out.flush()
            err.flush()
    printed, said = (stream.buffer.getvalue().decode("utf-8") for stream in (out, err))
    require("Traceback" not in said, "a traceback")
    sound_text(printed)
    sound_text(said)
    return int(status), printed
