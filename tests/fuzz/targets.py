"""What is fuzzed: a row for every suffix that plans are read from, stored reports, and the loader of rule packs."""

import atexit
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any, Final

from holding import BrokenError, check_renderings, check_report, require, run_program, sound_text, status_of
from mutating import ZIP, mutated_data, mutated_package, mutated_text, odd_value, spelled_json, spelled_yaml, tokens_of
from oddities import CSV_TOKENS, JSON_TOKENS, TEXTS, YAML_TOKENS
from seeds import document_seed, file_seed, pack, pack_files, packs, plan_seed, report_seeds, written_seed

from checker.cases import BASE, read_bases, read_cases
from checker.checking import Options, check_source, read_plan
from checker.engine import default_engine
from checker.errors import PackError, PackFault, UnreadableError, UnwritableError
from checker.inbox import FoundFile
from checker.inputs import Input
from checker.model import UNREADABLE, Report, Verdict
from checker.office.conversion import SUFFIXES as WRITABLE
from checker.office.conversion import written_document
from checker.office.marking import mark
from checker.pack import loading
from checker.pack.traceability import load_traceability
from checker.readers import SUFFIXES, read_bytes
from checker.reporting import Layout
from checker.reporting.json import written
from checker.schema import prune
from checker.stored import kept_of, read_report
from checker.verifying.rerunning import verify
from checker.verifying.text import render as render_verification

DAYS: Final = (None, None, date(2012, 12, 26), date(2012, 12, 27), date(1, 1, 1), date(9999, 12, 31))
NAMES: Final = ("plan", "方案（第2版）", "=1+1", "\x1b[2J", "a\nb", "<b>", "x" * 200, "::error::", "\udcff")
CROSS_CHECK: Final = default_engine() != "reference"
REPORT_OF_THE_PROGRAM: Final = frozenset({0, 1, 2})


@dataclass(frozen=True, slots=True)
class Sample:
    """One input: what its file is called, and what is in it."""

    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Target:
    """What makes inputs, and what raises where something does not hold of one; `ci` is how many the suite tries."""

    make: Callable[[Random], Sample]
    probe: Callable[[Sample, Random], None]
    ci: int


@cache
def scratch() -> Path:
    """A folder that goes with this process."""
    folder = mkdtemp(prefix="plancheck-fuzz-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def make_plan(suffix: str, random: Random) -> Sample:
    return Sample(random.choice(NAMES) + suffix, _plan_bytes(suffix, random))


def _plan_bytes(suffix: str, random: Random) -> bytes:
    raw = file_seed(suffix, random)
    if raw.startswith(ZIP) or suffix not in {".json", ".yaml", ".yml"}:
        raw = written_seed(suffix, random) if random.random() < 0.4 else raw
        return mutated_package(raw, random) if random.random() < 0.98 else raw
    tokens = tokens_of(suffix, raw)
    kind = random.random()
    if kind < 0.65:
        spell = spelled_json if suffix == ".json" or random.random() < 0.1 else spelled_yaml
        plan = plan_seed(random)
        raw = spell(mutated_data(plan, random) if random.random() < 0.75 else plan, random)
        return mutated_text(raw, random, tokens) if random.random() < 0.2 else raw
    if kind < 0.95:
        return mutated_text(raw, random, tokens)
    return b"".join(random.choices((*tokens, b"a", b"1", b'"a"', b" "), k=random.randrange(1, 60)))


def judge_plan(sample: Sample, random: Random) -> tuple[Report, Options]:
    options = Options(None, random.choice(DAYS), random.choice(("en", "zh")), cross_check=CROSS_CHECK)
    report = check_source(sample.raw, options, name=sample.name)
    check_report(report)
    return report, options


def probe_plan(sample: Sample, random: Random) -> None:
    suffix = Path(sample.name).suffix
    report, options = judge_plan(sample, random)
    if random.random() < 0.12:
        check_renderings(report)
    if suffix in (".xlsx", ".docx") and random.random() < 0.3:
        _probe_marks(sample, report, options)
    is_written = (report.pack_id, report.document) == (pack().id, pack().main_document.format)
    if is_written and report.verdict is not Verdict.INVALID and random.random() < 0.3:
        _probe_writing(sample, report, options, random)
    if random.random() < 0.08:
        _probe_program(sample, report, options)


def _probe_marks(sample: Sample, report: Report, options: Options) -> None:
    """Marks do no harm: what could be read can be read again, and says the same."""
    marked = mark(sample.raw, report, pack())
    if marked.reason is not None or any(finding.rule == UNREADABLE for finding in report.findings):
        return
    again = check_source(marked.content, options, name=sample.name)
    require(_said(again) == _said(report), "marks change what is found")


def _said(report: Report) -> list[tuple[Any, ...]]:
    return [(finding.rule, finding.at, finding.message) for finding in report.findings]


def _probe_writing(sample: Sample, report: Report, options: Options, random: Random) -> None:
    """A plan that is written to another format, where it fits, is judged the same."""
    plan = prune(read_plan(sample.raw, name=sample.name).data)
    suffix = random.choice(WRITABLE)
    try:
        content = written_document(suffix, plan, pack(), pack().document_of(plan), options.lang)
    except UnwritableError as error:
        require(error.message("en") and error.message("zh"), "no reason")
        return
    again = check_source(content, options, name=f"plan{suffix}")
    require(again.verdict is report.verdict, f"another verdict: when written as {suffix}")
    # A workbook has an order of its own for the members of a plan, and findings are in the order of the plan.
    require(sorted(map(repr, _said(again))) == sorted(map(repr, _said(report))), f"other findings: {suffix}")


def _probe_program(sample: Sample, report: Report, options: Options) -> None:
    path = scratch() / sample.name
    path.write_bytes(sample.raw)
    day = [] if options.as_of is None else ["--as-of", options.as_of.isoformat()]
    status, _ = run_program(["check", str(path), "--lang", options.lang, *day])
    require(status == status_of(report), f"exit status {status}")
    status, _ = run_program(["convert", str(path), str(scratch() / "out.yaml"), "--force", "--lang", options.lang])
    require(status in REPORT_OF_THE_PROGRAM, f"convert: exit status {status}")


def make_report(random: Random) -> Sample:
    data, _ = random.choice(report_seeds())
    kind = random.random()
    if kind < 0.4:
        return Sample("report.json", spelled_json(_with_odd_texts(data, random), random))
    if kind < 0.75:
        return Sample("report.json", spelled_json(mutated_data(data, random), random))
    if kind < 0.85:
        return Sample("report.json", mutated_text(spelled_json(data, random), random, JSON_TOKENS))
    others = [mutated_data(random.choice(report_seeds())[0], random) for _ in range(random.randrange(4))]
    if kind < 0.95:
        return Sample("report.json", spelled_json([data, *others], random))
    return Sample("report.ndjson", b"\n".join(spelled_json(each, random) for each in (data, *others)))


def _with_odd_texts(data: dict[str, Any], random: Random) -> dict[str, Any]:
    """A report that the schema lets pass, with anything where it says what a plan may have brought along."""
    copy = deepcopy(data)
    copy["input"]["name"] = random.choice((None, *NAMES))
    copy["pack"]["version"] = random.choice((copy["pack"]["version"], *TEXTS))
    copy["engine"]["version"] = random.choice((copy["engine"]["version"], *TEXTS))
    for finding in copy["findings"]:
        for name in random.sample(("message", "fix", "exception", "subject", "cell", "at", "because", "rule"), 2):
            text = random.choice(TEXTS)
            finding[name] = {text: odd_value(random)} if name == "because" else f"/{text}" if name == "at" else text
    return copy


def probe_report(sample: Sample, random: Random) -> None:
    lang = random.choice(("en", "zh"))
    try:
        report = read_report(read_bytes(sample.raw, suffix=".json").data, lang)
    except UnreadableError as error:
        require(error.message("en") and error.message("zh"), "no reason")
    else:
        check_renderings(report)
    plans = [path for _, path in report_seeds()]
    given = [Input(path.name, path.read_bytes()) for path in random.sample(plans, 2)]
    found = [FoundFile(each.name, each) for each in (*given, Input(sample.name, sample.raw))]
    try:
        verification = verify(kept_of(Input(sample.name, sample.raw)), sample.name, found, lang=lang)
    except UnreadableError as error:
        require(error.message("en") and error.message("zh"), "no reason")
    else:
        json.loads(written(verification.to_dict()))
        sound_text(render_verification(verification, Layout(random.choice((40, 100))), lang))
    if random.random() < 0.1:
        path = scratch() / sample.name
        path.write_bytes(sample.raw)
        plan = str(random.choice(plans))
        for args in (
            ["verify", str(path), plan],
            ["compare", str(path), plan],
            ["compare", plan, str(path)],
            ["letter", str(path), "--output", str(scratch() / "letter.docx")],
        ):
            status, _ = run_program([*args, "--lang", lang])
            require(status in REPORT_OF_THE_PROGRAM, f"{args[0]}: exit status {status}")


@cache
def copied_packs() -> Path:
    """The rule packs in a folder where their files can be replaced."""
    folder = scratch() / "rules"
    for name, raw in pack_files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    return folder


def _pack_of(name: str) -> Path:
    """The copied pack that a file is of, or one of those that share it."""
    first = Path(name).parts[0]
    return copied_packs() / (pack().id if first == "common" else first)


def make_pack(random: Random) -> Sample:
    files = pack_files()
    declaring = [name for name in files if name.name not in ("rule.yaml", "cases.yaml")]
    name = random.choice(declaring if random.random() < 0.5 else list(files))
    raw, kind = files[name], random.random()
    if kind < 0.7 and name.suffix != ".csv":
        spelled = spelled_json if name.suffix == ".json" else spelled_yaml
        raw = spelled(mutated_data(read_bytes(raw, suffix=name.suffix).data, random), random)
    elif kind < 0.98:
        raw = mutated_text(raw, random, {".csv": CSV_TOKENS, ".json": JSON_TOKENS}.get(name.suffix, YAML_TOKENS))
    else:
        raw = random.choice((b"", b"\xff", b"[]", b"7", b"null", b"{}", b"\x00"))
    return Sample(str(name), raw)


def probe_pack(sample: Sample, random: Random) -> None:
    with _with_changed(sample) as path:
        found, report = _judge_changed(sample.name, path, random)
        if report is not None:
            check_renderings(report)
        if random.random() < 0.1:
            args = random.choice((["rules", "--pack"], ["items", "--pack"], ["rules", "lint"]))
            status, _ = run_program([*args, str(_pack_of(sample.name))])
            # Of a document that lists no items there are none to list, which is wrong usage.
            require(status in {0, 1, 3, 2 * (args[0] == "items")}, f"{args}: exit status {status}")
            require(status == 3 or not found or args[-1] == "lint", f"{args}: exit status {status} for a broken pack")


@contextmanager
def _with_changed(sample: Sample) -> Iterator[Path]:
    """A file of the rule pack while it is what the sample has in it."""
    path = copied_packs() / sample.name
    kept = path.read_bytes()
    path.write_bytes(sample.raw)
    loading._load_folder.cache_clear()
    try:
        yield path
    finally:
        path.write_bytes(kept)
        loading._load_folder.cache_clear()


def _judge_changed(name: str, path: Path, random: Random) -> tuple[tuple[PackFault, ...], Report | None]:
    """The faults of the pack in which that file is changed; where it has none, the report it comes to on some plan."""
    folder = _pack_of(name)
    found = _faults_of(lambda: loading.load_pack(folder))
    _check_faults(found)
    if found:
        return found, None
    loaded = loading.load_pack(folder)
    _check_faults(_faults_of(lambda: load_traceability(loaded)))
    _check_faults(_faults_of(lambda: read_bases(loaded)))
    for rule in loaded.rules:
        # Cases follow from their own file and the plan that all of them patch.
        if path.parent == rule.folder or path.name.endswith(BASE):
            _check_faults(_faults_of(partial(read_cases, loaded, rule)))
    document = document_seed(next(each for each in packs() if each.id == folder.name), random)
    raw = spelled_json({**document, "circular": loaded.id}, random)
    report = check_source(raw, Options(loaded, lang="zh", cross_check=CROSS_CHECK), name="plan.json")
    check_report(report)
    return (), report


def _faults_of(load: Callable[[], object]) -> tuple[PackFault, ...]:
    try:
        load()
    except PackError as error:
        require(error.faults, "an error without a fault")
        return error.faults
    return ()


def _check_faults(faults: tuple[PackFault, ...]) -> None:
    for fault in faults:
        path = Path(fault.file)
        require(path.is_relative_to(copied_packs()), f"a fault elsewhere: {fault.file}")
        if fault.line is not None:
            lines = path.read_bytes().count(b"\n") + path.read_bytes().count(b"\r") + 1
            require(1 <= fault.line <= 3 * lines, f"line {fault.line}")
        for lang in ("en", "zh"):
            require(fault.sentence(lang).strip(), "a fault without a word")


TARGETS: Final[Mapping[str, Target]] = {
    **{
        suffix.lstrip("."): Target(partial(make_plan, suffix), probe_plan, 40 if suffix in {".json", ".yaml"} else 25)
        for suffix in SUFFIXES
    },
    "report": Target(make_report, probe_report, 25),
    "pack": Target(make_pack, probe_pack, 20),
}
"""Every target by its name; the formats of plans come from the readers' own table."""

__all__ = ["TARGETS", "BrokenError", "Sample", "Target"]
