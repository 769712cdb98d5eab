"""Measures plancheck beside others, in one run: `python benchmarks/run.py [MEASUREMENT ...]`, or all of them.

Prints ratios: absolute times are the machine's. Needs the dependency group `benchmarks`.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import jsonschema
import jsonschema_rs
import orjson

sys.path.insert(0, str(Path(__file__).parent))
import handwritten
from checker.facts.building import build_facts
from checker.facts.parts import NOTHING_ASIDE

from checker import check, load_pack
from checker.checking import Options
from checker.filing import filed_of
from checker.inputs import Input
from checker.judging import judge_of
from checker.model import Verdict
from checker.parallel import check_files
from checker.readers import read_bytes
from checker.resources import schema_bytes
from checker.schema import check_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.facts.review import Contribution
    from checker.filing import Filed
    from checker.model import Report

PLAN = Path(__file__).parent.parent / "examples" / "plans" / "hubei.json"
MANY = 100_000
DIFFERENT = 5_100
FILES = 8_000


def median(act: Callable[[], object], times: int = 400) -> float:
    """The median processor time of `act` in microseconds, after a warm-up.

    Not the time on the clock: of that, what lasts long loses more to whatever else the machine does.
    """
    for _ in range(20):
        act()
    taken = []
    for _ in range(times):
        start = time.process_time()
        act()
        taken.append(time.process_time() - start)
    return statistics.median(taken) * 1e6


def show(rows: list[tuple[str, float]], base: float, unit: str = "µs") -> None:
    """Print a table: what, how long, and how many times `base`."""
    for name, taken in rows:
        print(f"  {name:<58} {taken:>10.1f} {unit}  {taken / base:>7.3f}")


def steps() -> None:
    """A valid plan from bytes to report, in process, beside jsonschema and a hand-written checker."""
    raw = PLAN.read_bytes()
    pack = load_pack("sipo-2012-113")
    data: Any = orjson.loads(raw)
    schema = json.loads(schema_bytes("plan"))
    explains = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    gate = jsonschema_rs.validator_for(schema, validate_formats=True)
    known, _ = build_facts(data, NOTHING_ASIDE, pack, None)
    judge = judge_of(pack, "plan", None, cross_check=False)
    alone = median(lambda: list(explains.iter_errors(data)), 60)
    quick = median(lambda: gate.is_valid(orjson.loads(raw)))
    whole = median(lambda: check(raw, pack=pack))
    print(f"one valid plan, {len(data['measures'])} measures, {len(raw)} bytes; last column: share of jsonschema alone")
    show(
        [
            ("jsonschema alone, iter_errors", alone),
            ("plancheck, bytes to report", whole),
            ("  read (with digest and proof of no repeated key)", median(lambda: read_bytes(raw, suffix=".json"))),
            ("  schema", median(lambda: check_plan(data, ["sipo-2012-113"]))),
            ("  facts", median(lambda: build_facts(data, NOTHING_ASIDE, pack, None))),
            ("  rules (durable_rules) and statuses", median(lambda: judge.judge(known))),
            ("plancheck with the reference evaluator", median(lambda: check(raw, pack=pack, engine="reference"), 100)),
            ("hand-written checker of the same rules, bytes to findings", median(lambda: handwritten.check_bytes(raw))),
            ("orjson.loads and jsonschema-rs is_valid", quick),
        ],
        alone,
    )
    print(f"  plancheck / jsonschema: 1/{alone / whole:.1f}")
    print(f"  plancheck / (orjson + jsonschema-rs): {whole / quick:.1f}")
    print(f"  plancheck / hand-written: {whole / median(lambda: handwritten.check_bytes(raw)):.1f}")


def sound_plans(number: int) -> list[bytes]:
    """So many sound plans of all provinces, no two alike: other measures, days, funds, regions and texts."""
    pack = load_pack("sipo-2012-113")
    random = Random(113)
    plan: Any = orjson.loads(PLAN.read_bytes())
    listed = {entry["number"]: entry for entry in plan["measures"]}
    plain = listed[37]
    optional = [row.number for row in pack.catalogue.measures.values() if row.class_ == "optional"]
    provinces = [office for office in pack.offices.values() if office.province]

    def entry_of(number: Any) -> dict[str, Any]:
        days = sorted(
            f"2013-{random.randint(1, 12):02}-{random.randint(1, 28):02}" for _ in range(random.randint(1, 4))
        )
        return {
            **listed.get(number, {**plain, "number": number}),
            "schedule": [{"due": day, "milestone": f"{number}/{day}"} for day in days],
            "responsible": [f"{random.randint(1, 9)}处"],
            **({"funding": {"amount_cny": random.randint(1, 10**6)}} if random.random() < 0.5 else {}),
        }

    def one() -> bytes:
        office = random.choice(provinces)
        numbers = [n for n in listed if n not in optional] + random.sample(optional, random.randint(3, 10))
        made = {
            **plan,
            "office": office.code,
            "submission": {**plan["submission"], "date": f"2012-12-{random.randint(20, 25)}"},
            "measures": [entry_of(n) for n in sorted(numbers)],
            "regions": [
                {"name": f"{office.province}{n}", "code": f"{office.province}{n:02}00", "tasks": [f"{random.random()}"]}
                for n in range(1, random.randint(8, 22))
            ],
        }
        return orjson.dumps(made)

    return [one() for _ in range(number)]


def different() -> None:
    """Plans that are never alike, each once, by plancheck and by the hand-written checker."""
    plans = sound_plans(DIFFERENT)
    pack = load_pack("sipo-2012-113")
    ways: dict[str, Callable[[bytes], object]] = {
        "hand-written checker, bytes to findings": handwritten.check_bytes,
        "orjson.loads, a digest, and the proof of no repeated key": lambda raw: read_bytes(raw, suffix=".json"),
        "plancheck, bytes to report": lambda raw: check(raw, pack=pack),
    }
    assert {check(raw, pack=pack).verdict for raw in plans[:100]} == {Verdict.PASS}
    taken = []
    for act in ways.values():
        start = time.process_time()
        for raw in plans[100:]:
            act(raw)
        taken.append((time.process_time() - start) / (len(plans) - 100) * 1e6)
    size = sum(map(len, plans)) / len(plans)
    print(f"{len(plans) - 100} sound plans of {size:.0f} bytes, no two alike, means; last column: times hand-written")
    show(list(zip(ways, taken, strict=True)), taken[0])


def process() -> None:
    """A whole process, beside check-jsonschema, in turn."""
    folder = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as place:
        schema = Path(place, "plan.schema.json")
        schema.write_bytes(schema_bytes("plan"))
        commands = {
            "check-jsonschema --schemafile plan.schema.json one.json": [
                str(folder / "check-jsonschema"),
                "--schemafile",
                str(schema),
                str(PLAN),
            ],
            "plancheck check one.json": [str(folder / "plancheck"), "check", str(PLAN)],
            "plancheck check --format json one.json": [
                str(folder / "plancheck"),
                "check",
                "--format",
                "json",
                str(PLAN),
            ],
        }
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for turn in range(16):
            for name, command in commands.items():
                start = time.perf_counter()
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                if turn:
                    taken[name].append((time.perf_counter() - start) * 1e3)
    medians = [(name, statistics.median(times)) for name, times in taken.items()]
    print("whole processes, medians of 15 in turn; last column: share of check-jsonschema")
    show(medians, medians[0][1], "ms")


def many() -> None:
    """100,000 plans through one process: memory and time at the tenths."""
    raw = PLAN.read_bytes()
    pack = load_pack("sipo-2012-113")
    print(f"{MANY} plans through one process; last column: times the first tenth")
    first = 0.0
    for tenth in range(10):
        start = time.perf_counter()
        for _ in range(MANY // 10):
            check(raw, pack=pack)
        taken = (time.perf_counter() - start) / (MANY // 10) * 1e6
        first = first or taken
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        show([(f"plans {(tenth + 1) * MANY // 10:>7}, peak memory {peak:.1f} MiB", taken)], first)


def scale() -> None:
    """Cost against the number of measures, and of rules."""
    pack = load_pack("sipo-2012-113")
    rows = list(pack.catalogue.measures.values())
    plan: Any = orjson.loads(PLAN.read_bytes())
    print("judging against the number of measures; last column: times the cost per measure at 10")
    base = 0.0
    for size in (10, 40, 400):
        measures = {n: replace(rows[15], number=n) for n in range(1000, 1000 + size)}
        wide = replace(pack, catalogue=replace(pack.catalogue, measures={**pack.catalogue.measures, **measures}))
        listed = [{**plan["measures"][9], "number": number, "class": "optional"} for number in measures]
        raw = orjson.dumps({**plan, "measures": listed})
        taken = median(lambda raw=raw, wide=wide: check(raw, pack=wide), 100) / size
        base = base or taken
        show([(f"{size} measures, µs for each", taken)], base)
    print("judging against the number of rules; last column: times the cost at 1 x")
    raw = PLAN.read_bytes()
    known, _ = build_facts(orjson.loads(raw), NOTHING_ASIDE, pack, None)
    base = 0.0
    for times in (1, 2, 4):
        rules = tuple(replace(rule, id=f"{rule.id}-{copy}") for copy in range(times) for rule in pack.rules)
        judge = judge_of(replace(pack, rules=rules), "plan", "durable_rules", cross_check=False)
        taken = median(lambda judge=judge: judge.judge(known))
        base = base or taken
        show([(f"{len(rules)} rules", taken)], base)


def beside() -> None:
    """Plancheck beside validators, a hand-written checker and other rule engines."""
    from beside import beside as compare

    compare()


def as_line(report: Report, contribution: Contribution) -> tuple[bytes, Filed]:
    """What a streamed review keeps of a plan."""
    return orjson.dumps(report.to_dict()), filed_of(report, contribution)


def jobs() -> None:
    """Files to lines of JSON, with one process and with two, beside eight times orjson and jsonschema-rs."""
    plan: Any = orjson.loads(PLAN.read_bytes())
    gate = jsonschema_rs.validator_for(json.loads(schema_bytes("plan")), validate_formats=True)
    options = Options(load_pack("sipo-2012-113"))
    with tempfile.TemporaryDirectory() as place:
        inputs = []
        for number in range(FILES):
            path = Path(place, f"{number:05}.json")
            path.write_bytes(orjson.dumps({**plan, "notes": str(number)}))
            inputs.append(Input(str(path)))
        start = time.perf_counter()
        for given in inputs:
            gate.is_valid(orjson.loads(Path(given.name).read_bytes()))
        bare = (time.perf_counter() - start) / len(inputs) * 1e6
        print(
            f"{FILES} plan files, read, judged and written as ndjson; last column: times 8 x (orjson + jsonschema-rs)"
        )
        taken: dict[int, list[float]] = {1: [], 2: []}
        for _ in range(5):
            for processes, times in taken.items():
                start = time.perf_counter()
                for _ in check_files(inputs, options, as_line, jobs=processes):
                    pass
                times.append((time.perf_counter() - start) / len(inputs) * 1e6)
        one, two = (statistics.median(times) for times in taken.values())
        for processes, each in enumerate((one, two), 1):
            show([(f"{processes} process(es), µs a plan ({1e6 / each:.0f} plans a second)", each)], 8 * bare)
        print(f"  two processes are {one / two:.2f} times as fast as one")


MEASUREMENTS = {
    "steps": steps,
    "different": different,
    "process": process,
    "many": many,
    "scale": scale,
    "jobs": jobs,
    "beside": beside,
}

if __name__ == "__main__":
    for chosen in sys.argv[1:] or MEASUREMENTS:
        MEASUREMENTS[chosen]()
        print()
