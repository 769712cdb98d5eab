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
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import jsonpatch
import jsonschema
import jsonschema_rs
import orjson
from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parent))
import handwritten

from checker import check, load_pack
from checker.checking import Options
from checker.facts.mapping import NOTHING_ASIDE, Facts
from checker.inputs import Input
from checker.judging import judge_of
from checker.parallel import check_files
from checker.readers import read_bytes, read_path
from checker.schema import validate

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Report
    from checker.pack.model import Pack

EXAMPLES = Path(__file__).parent.parent / "examples"
PACK = load_pack("sipo-2012-113")
KIND = PACK.main_document
BLEMISHES: list[dict[str, Any]] = [
    {"op": "replace", "path": "/measures/0/legislation/path", "value": "propose"},
    {"op": "remove", "path": "/measures/1/objective"},
    {"op": "replace", "path": "/measures/2/actions", "value": []},
    {"op": "replace", "path": "/measures/3/responsible", "value": []},
    {"op": "replace", "path": "/measures/5/class", "value": "optional"},
    {"op": "replace", "path": "/measures/6/schedule/0/due", "value": "2012-12-31"},
    {"op": "replace", "path": "/measures/6/schedule/1/due", "value": "2014-01-01"},
    {"op": "replace", "path": "/measures/11/targets/compliant_enterprises", "value": 29},
    {"op": "replace", "path": "/measures/12/sipo_support/approval/status", "value": "pending"},
    {"op": "replace", "path": "/measures/13/targets/alliances/1/basic_patents", "value": 10},
    {"op": "replace", "path": "/measures/14/sipo_support/approval/department", "value": "legal-affairs"},
    {"op": "replace", "path": "/regions/0/code", "value": "420999"},
    {"op": "replace", "path": "/regions/1/tasks", "value": []},
]
"""What makes twelve findings of the sound plan."""
FINDINGS = 12
MANY = 100_000
DIFFERENT = 5_100
FILES = 8_000
ROUNDS, RUN = 40, 10


def sound() -> dict[str, Any]:
    """A plan with nothing to be found in it: an example, in which SIPO is asked where it selects."""
    plan: Any = orjson.loads((EXAMPLES / "plans" / "hubei.json").read_bytes())
    plan["measures"] = [entry | request_of(entry) for entry in plan["measures"]]
    return plan


def written(plan: dict[str, Any]) -> bytes:
    """A plan as people have it in a file, over many lines."""
    return orjson.dumps(plan, option=orjson.OPT_INDENT_2)


def request_of(entry: dict[str, Any]) -> dict[str, Any]:
    """What an entry asks of SIPO, where its measure is one for which SIPO selects and it does not ask yet."""
    number = entry["number"]
    row = PACK.tables["catalogue_measure"].by_key[number]
    if "sipo_support" in entry or not (row["sipo_selects"] or row["consent_always_needed"]):
        return {}
    lead = PACK.tables["catalogue_lead"].index(["number"])[number,][0]["department"]
    return {
        "sipo_support": {
            "kind": "approval",
            "approval": {"status": "approved", "department": lead, "date": "2012-12-14"},
        }
    }


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


def in_turn(acts: dict[str, Callable[[bytes], Any]], raw: bytes) -> dict[str, float]:
    """The median processor time of each in microseconds: forty short runs of each, in turn, after a warm-up."""
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for turn in range(ROUNDS + 2):
        for name, act in acts.items():
            for _ in range(RUN):
                start = time.process_time()
                act(raw)
                spent = time.process_time() - start
                if turn > 1:
                    taken[name].append(spent)
    return {name: statistics.median(times) * 1e6 for name, times in taken.items()}


def show(rows: list[tuple[str, float]], base: float, unit: str = "µs") -> None:
    """Print a table: what, how long, and how many times `base`."""
    for name, taken in rows:
        print(f"  {name:<58} {taken:>10.1f} {unit}  {taken / base:>7.3f}")


def validators() -> tuple[Any, Any]:
    """What validates the plans of offices: jsonschema, and jsonschema-rs as the gate that plancheck has."""
    node = KIND.schema.node
    explains = jsonschema.Draft202012Validator(node, format_checker=jsonschema.FormatChecker())
    return explains, jsonschema_rs.validator_for(node, validate_formats=True)


def beside() -> None:
    """A sound plan, and one with twelve findings, by plancheck and by others, from bytes to what is wrong with it."""
    explains, gate = validators()
    acts: dict[str, Callable[[bytes], Any]] = {
        "jsonschema alone: orjson, iter_errors; no rules": lambda raw: list(explains.iter_errors(orjson.loads(raw))),
        "jsonschema-rs alone: orjson, is_valid; no rules": lambda raw: gate.is_valid(orjson.loads(raw)),
        "hand-written checker": lambda raw: handwritten.check_bytes(raw).findings,
        "hand-written checker that reads as plancheck does": lambda raw: (
            handwritten.check(read_bytes(raw).data).findings
        ),
        "plancheck, whole report (durable_rules)": lambda raw: check(raw, pack=PACK).findings,
        "plancheck, whole report (reference evaluator)": lambda raw: check(raw, pack=PACK, engine="reference").findings,
    }
    plan = sound()
    plans = [written(each) for each in (plan, jsonpatch.apply_patch(plan, BLEMISHES))]
    for name, act in acts.items():
        if not name.endswith("no rules"):
            assert [len(act(raw)) for raw in plans] == [0, FINDINGS], name
    columns = [in_turn(acts, raw) for raw in plans]
    print(f"one plan of {len(plans[0])} bytes; medians, and shares of jsonschema alone")
    print(f"  {'':<52} {'sound':>20} {f'{FINDINGS} findings':>20}")
    first, *_ = acts
    for name in acts:
        figures = "".join(f" {taken[name]:>9.0f} µs {taken[name] / taken[first]:>6.3f} ×" for taken in columns)
        print(f"  {name:<52}{figures}")
    whole = [taken["plancheck, whole report (durable_rules)"] for taken in columns]
    print(f"  plancheck: with twelve findings {whole[1] / whole[0]:.2f} times a sound plan")


def steps() -> None:
    """A sound plan from bytes to report, step by step, beside jsonschema and a hand-written checker."""
    explains, gate = validators()
    raw = written(sound())
    data: Any = orjson.loads(raw)
    facts = Facts(PACK, KIND)
    known = facts.of(data, NOTHING_ASIDE, None)
    judge = judge_of(PACK, KIND, None, cross_check=False)
    alone = median(lambda: list(explains.iter_errors(data)), 60)
    quick = median(lambda: gate.is_valid(orjson.loads(raw)))
    whole = median(lambda: check(raw, pack=PACK))
    by_hand = median(lambda: handwritten.check_bytes(raw))
    print(f"one sound plan, {len(data['measures'])} measures, {len(raw)} bytes; last column: share of jsonschema alone")
    show(
        [
            ("jsonschema alone, iter_errors", alone),
            ("plancheck, bytes to report", whole),
            ("  read (with digest and proof of no repeated key)", median(lambda: read_bytes(raw, suffix=".json"))),
            ("  schema", median(lambda: validate(data, KIND.schema, [PACK.id]))),
            ("  facts", median(lambda: facts.of(data, NOTHING_ASIDE, None))),
            ("  rules (durable_rules) and statuses", median(lambda: judge.judge(known))),
            ("plancheck with the reference evaluator", median(lambda: check(raw, pack=PACK, engine="reference"), 100)),
            ("hand-written checker of the same rules, bytes to findings", by_hand),
            ("orjson.loads and jsonschema-rs is_valid", quick),
        ],
        alone,
    )
    print(f"  plancheck / jsonschema: 1/{alone / whole:.1f}")
    print(f"  plancheck / (orjson + jsonschema-rs): {whole / quick:.1f}")
    print(f"  plancheck / hand-written: {whole / by_hand:.1f}")


def sound_plans(number: int) -> list[bytes]:
    """So many sound plans of all provinces, no two alike: other measures, days, funds, regions and texts."""
    random = Random(113)
    plan = sound()
    listed = {entry["number"]: entry for entry in plan["measures"]}
    plain = {name: value for name, value in listed[37].items() if name != "sipo_support"}
    rows = PACK.tables["catalogue_measure"].by_key
    optional = [number for number, row in rows.items() if row["class"] == "optional"]
    provinces = [office for office in PACK.tables["office"].by_key.values() if office["province"]]
    places = PACK.tables["place"].index(["province"])

    def entry_of(number: Any) -> dict[str, Any]:
        days = sorted(
            f"2013-{random.randint(1, 12):02}-{random.randint(1, 28):02}" for _ in range(random.randint(1, 4))
        )
        entry = {
            **listed.get(number, {**plain, "number": number}),
            "schedule": [{"due": day, "milestone": f"{number}/{day}"} for day in days],
            "responsible": [f"{random.randint(1, 9)}处"],
            **({"funding": {"amount_cny": random.randint(1, 10**6)}} if random.random() < 0.5 else {}),
        }
        return entry | request_of(entry)

    def one() -> bytes:
        office = random.choice(provinces)
        numbers = [n for n in listed if n not in optional] + random.sample(optional, random.randint(3, 10))
        chosen = random.sample(places[office["province"],], random.randint(7, 15))
        made = {
            **plan,
            "office": office["code"],
            "submission": {**plan["submission"], "date": f"2012-12-{random.randint(20, 25)}"},
            "measures": [entry_of(n) for n in sorted(numbers)],
            "regions": [
                {"name": place["name"], "code": place["code"], "tasks": [f"{random.random()}"]} for place in chosen
            ],
        }
        return orjson.dumps(made)

    return [one() for _ in range(number)]


def different() -> None:
    """Plans that are never alike, each once, by plancheck and by the hand-written checker, beside jsonschema."""
    plans = sound_plans(DIFFERENT)
    explains, _ = validators()
    ways: dict[str, Callable[[bytes], object]] = {
        "hand-written checker, bytes to findings": handwritten.check_bytes,
        "orjson.loads, a digest, and the proof of no repeated key": lambda raw: read_bytes(raw, suffix=".json"),
        "plancheck, bytes to report": lambda raw: check(raw, pack=PACK),
        "jsonschema alone, on every tenth": lambda raw: list(explains.iter_errors(orjson.loads(raw))),
    }
    assert not [each for raw in plans[:100] for each in check(raw, pack=PACK).findings]
    taken = []
    for name, act in ways.items():
        some = plans[100 :: 10 if name.endswith("tenth") else 1]
        start = time.process_time()
        for raw in some:
            act(raw)
        taken.append((time.process_time() - start) / len(some) * 1e6)
    size = sum(map(len, plans)) / len(plans)
    print(f"{len(plans) - 100} sound plans of {size:.0f} bytes, no two alike, means; last column: times hand-written")
    show(list(zip(ways, taken, strict=True)), taken[0])
    print(f"  plancheck / jsonschema: 1/{taken[-1] / taken[-2]:.1f}")


def process() -> None:
    """A whole process, beside check-jsonschema, in turn."""
    folder = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as place:
        schema, plan = Path(place, "plan.schema.json"), Path(place, "one.json")
        schema.write_text(json.dumps(KIND.schema.node), "utf-8")
        plan.write_bytes(written(sound()))
        of_plancheck = [str(folder / "plancheck"), "check"]
        commands = {
            "check-jsonschema --schemafile plan.schema.json one.json": [
                *(str(folder / "check-jsonschema"), "--schemafile"),
                *(str(schema), str(plan)),
            ],
            "plancheck check one.json": [*of_plancheck, str(plan)],
            "plancheck check --format json one.json": [*of_plancheck, "--format", "json", str(plan)],
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
    raw = written(sound())
    print(f"{MANY} plans through one process; last column: times the first tenth")
    first = 0.0
    for tenth in range(10):
        start = time.perf_counter()
        for _ in range(MANY // 10):
            check(raw, pack=PACK)
        taken = (time.perf_counter() - start) / (MANY // 10) * 1e6
        first = first or taken
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        show([(f"plans {(tenth + 1) * MANY // 10:>7}, peak memory {peak:.1f} MiB", taken)], first)


def scale() -> None:
    """Cost against the number of measures, of rules, and of rows that an item is joined with."""
    print("judging against the number of measures; last column: times the cost per measure at 10")
    plan = sound()
    base = 0.0
    for size in (10, 40, 400):
        numbers = range(1000, 1000 + size)
        wide = with_measures(numbers)
        listed = [{**plan["measures"][9], "number": number, "class": "optional"} for number in numbers]
        raw = orjson.dumps({**plan, "measures": listed})
        taken = median(lambda raw=raw, wide=wide: check(raw, pack=wide), 100) / size
        base = base or taken
        show([(f"{size} measures, µs for each", taken)], base)
    print("judging against the number of rules; last column: times the cost at 1 x")
    known = Facts(PACK, KIND).of(plan, NOTHING_ASIDE, None)
    base = 0.0
    for times in (1, 2, 4):
        copies = [replace(rule, id=f"{rule.id}-{copy}") for copy in range(times) for rule in PACK.rules_for(KIND)]
        judge = judge_of(replace(PACK, rules=tuple(copies)), KIND, "durable_rules", cross_check=False)
        taken = median(lambda judge=judge: judge.judge(known))
        base = base or taken
        show([(f"{len(copies)} rules", taken)], base)
    assignments()


def with_measures(numbers: range) -> Pack:
    """The pack with so many more optional measures in its catalogue, each like an optional one that is there."""
    table = PACK.tables["catalogue_measure"]
    place = table.names.index("number")
    like = next(row for row in table.rows if row[place] == 15)
    rows = [(*like[:place], number, *like[place + 1 :]) for number in numbers]
    return replace(PACK, tables={**PACK.tables, table.name: replace(table, rows=(*table.rows, *rows))})


def assignments() -> None:
    """A plan under No. 139, of whose 34 items each is joined with the offices that take part: 410 pairs, and fewer."""
    pack = load_pack("sipo-2011-139")
    plan: Any = read_path(EXAMPLES / "sipo-2011-139" / "beijing.yaml").data
    raw = orjson.dumps(plan)
    table = pack.tables["assignment"]
    place = table.names.index("office")
    offices = [code for code in pack.codes_of("office") if code != plan["office"]]
    print(f"a plan of {len(plan['items'])} items against the number of assignments; last column: times the cost at 1/4")
    base = 0.0
    for share in (4, 2, 1):
        kept = {plan["office"], *offices[::share]}
        rows = tuple(row for row in table.rows if row[place] in kept)
        fewer = replace(pack, tables={**pack.tables, table.name: replace(table, rows=rows)})
        taken = median(lambda fewer=fewer: check(raw, pack=fewer), 100)
        base = base or taken
        show([(f"{len(rows)} rows", taken)], base)


def as_line(report: Report) -> bytes:
    """A report as it is written."""
    return orjson.dumps(report.to_dict())


def jobs() -> None:
    """Files to lines of JSON, with one process and with two, beside eight times orjson and jsonschema-rs."""
    plan = sound()
    _, gate = validators()
    options = Options(PACK)
    with tempfile.TemporaryDirectory() as place:
        inputs = []
        for number in range(FILES):
            path = Path(place, f"{number:05}.json")
            path.write_bytes(written({**plan, "notes": str(number)}))
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
    "beside": beside,
    "steps": steps,
    "different": different,
    "process": process,
    "many": many,
    "scale": scale,
    "jobs": jobs,
}

if __name__ == "__main__":
    for chosen in sys.argv[1:] or MEASUREMENTS:
        MEASUREMENTS[chosen]()
        print()
