"""What checking costs beside others: plancheck, validators, a hand-written checker, and other rule engines.

Everyone goes from the bytes of a plan to what is wrong with it, for one plan that is sound and for one with twelve
findings. Who brings no reading and no gate of its own gets those of the hand-written checker, `orjson.loads` and
jsonschema-rs `is_valid`. Behind that gate all rule engines are fed from plancheck's facts and stand behind the port of
its own evaluators (`in_clips.py`, `in_zen.py`), so that what differs is the engine, and how it is fed: with every fact
that rules look at, or sifted (`lean.py`), as durable_rules is fed always, which is told marks and numbers only.

Before anything is timed, each has to find in some hundred random plans exactly what the reference evaluator finds.

What is not alike: `plancheck` reads with more care (a digest, a proof that no key is repeated), as the hand-written
checker does in one row, and gives a whole report (the status of every rule; of findings the message, the place in the
file, the facts); the others give rules and facts, the hand-written checker rules and places; validators judge no rule.
One plan is checked again and again, so whoever keeps answers for facts met before (plancheck's facts) finds them kept.
Turns are taken in short runs, so that whatever else the machine does hits
all alike, and processor time is taken: what lasts long would otherwise be interrupted more often.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Protocol

import handwritten
import jsonpatch
import jsonschema
import jsonschema_rs
import orjson
from checker.facts.building import build_facts
from checker.facts.parts import NOTHING_ASIDE
from checker.vocabulary import ANCHORS, Stage
from in_clips import ClipsEvaluator
from in_zen import ZenEvaluator
from lean import is_of_the_pack

from checker import check, load_pack
from checker.checking import Options, examine_source
from checker.documents import read_bytes
from checker.engine import make_evaluator
from checker.model import Fact, Known, pointer_text
from checker.pack.model import grouped
from checker.resources import schema_bytes

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "properties"))
from generating import Plans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.engine import EngineName
    from checker.model import Firing
    from checker.pack.model import Pack, Rule

PLAN = Path(__file__).parent.parent / "examples" / "plans" / "hubei.json"
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
    {"op": "replace", "path": "/regions/0/code", "value": "110100"},
    {"op": "replace", "path": "/regions/1/tasks", "value": []},
]
"""What makes twelve findings of the sound plan."""
FINDINGS = 12

PLANS = 600
DAYS = (None, date(2012, 12, 26), date(2012, 12, 27))
ROUNDS, RUN = 40, 10


class Judges(Protocol):
    """What of the port of plancheck's evaluators is needed here."""

    def judge(self, known: Known) -> list[Firing]:
        """Every rule that is violated, once for each fact that violates it."""
        ...


class Rules:
    """All rules about a plan, judged by one kind of evaluator; those on exceptions come last, as in plancheck."""

    def __init__(self, pack: Pack, make: Callable[[Sequence[Rule], Sequence[Fact], str], Judges]) -> None:
        self._stages = {
            stage: make(pack.rules_of(stage), pack.facts, ANCHORS[stage]) for stage in (Stage.PLAN, Stage.EXCEPTIONS)
        }

    def firings(self, known: Known) -> list[Firing]:
        """Every rule that is violated, once for each fact that violates it."""
        firings = self._stages[Stage.PLAN].judge(known)
        if exceptions := known.by_kind.get("exception"):
            violated = dict.fromkeys(firing.rule for firing in firings)
            found = [Fact("finding", (), {"rule": rule}) for rule in violated]
            firings += self._stages[Stage.EXCEPTIONS].judge(Known.of((*exceptions, *found), known.anchor))
        return firings


def by_the_port(engine: EngineName, rules: Sequence[Rule], pack_facts: Sequence[Fact], anchor: str) -> Judges:
    """One of plancheck's own evaluators."""
    return make_evaluator(engine, rules, grouped(pack_facts), anchor)


def rules_by(pack: Pack) -> dict[str, Rules]:
    """The engines that are compared, each with all rules."""
    return {
        "reference evaluator": Rules(pack, partial(by_the_port, "reference")),
        "durable_rules": Rules(pack, partial(by_the_port, "durable_rules")),
        "CLIPS": Rules(pack, partial(ClipsEvaluator, sifted=False)),
        "CLIPS, sifted facts": Rules(pack, partial(ClipsEvaluator, sifted=True)),
        "zen-engine": Rules(pack, partial(ZenEvaluator, sifted=False)),
        "zen-engine, sifted facts": Rules(pack, partial(ZenEvaluator, sifted=True)),
    }


def verify(pack: Pack, engines: dict[str, Rules]) -> str:
    """Have all judge the same random plans; says on how much they agreed, and stops where they do not."""
    random = Random(7)
    plans = Plans(pack, random)
    reference, *others = engines.items()
    judged = fired = 0
    seen: set[str] = set()
    for number in range(PLANS):
        plan, day = plans.plan(), random.choice(DAYS)
        report, known = examine_source(plan, Options(pack, day, engine="reference"))
        by_hand = handwritten.check(plan, None if day is None else day.isoformat()).findings
        in_report = {(found.rule, pointer_text(found.at)) for found in report.findings}
        agree("hand-written checker", number, sorted({(rule, at) for rule, at, *_ in by_hand}), sorted(in_report))
        if known is None:
            continue
        wanted = identities(reference[1].firings(known))
        for name, rules in others:
            agree(name, number, identities(rules.firings(known)), wanted)
        judged += 1
        fired += len(wanted)
        seen |= {rule for rule, *_ in wanted}
    assert seen == {rule.id for rule in pack.plan_rules}, "not every rule fires in the random plans"
    return f"all agree on {judged} random plans: {fired} firings, of each of {len(seen)} rules"


def identities(firings: Sequence[Firing]) -> list[tuple[str, str, int]]:
    """Which facts violate which rules: facts are told apart, even where they are equal."""
    return sorted((firing.rule, pointer_text(firing.fact.at), id(firing.fact.members)) for firing in firings)


def agree(name: str, number: int, found: list[Any], wanted: list[Any]) -> None:
    """Stop where `name` finds something else."""
    if found != wanted:
        sys.exit(f"{name} judges plan {number} wrongly: found {found}, where {wanted} is right")


def contestants(pack: Pack, engines: dict[str, Rules]) -> dict[str, Callable[[bytes], Any]]:
    """Who takes the bytes of a plan and gives what is wrong with it, by name."""
    schema = json.loads(schema_bytes("plan"))
    gate = jsonschema_rs.validator_for(schema, validate_formats=True)
    explains = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())

    def behind_the_gate(rules: Rules, raw: bytes) -> list[Firing]:
        plan: Any = orjson.loads(raw)
        assert gate.is_valid(plan)
        return rules.firings(build_facts(plan, NOTHING_ASIDE, pack, None)[0])

    return {
        "jsonschema alone: orjson, iter_errors; no rules": lambda raw: list(explains.iter_errors(orjson.loads(raw))),
        "jsonschema-rs alone: orjson, is_valid; no rules": lambda raw: gate.is_valid(orjson.loads(raw)),
        "hand-written checker": lambda raw: handwritten.check_bytes(raw).findings,
        "hand-written checker that reads as plancheck does": lambda raw: (
            handwritten.check(read_bytes(raw).data).findings
        ),
        "plancheck, whole report (durable_rules)": lambda raw: check(raw, pack=pack).findings,
        "plancheck, whole report (reference evaluator)": lambda raw: check(raw, pack=pack, engine="reference").findings,
        **{f"gate, facts, {name}": partial(behind_the_gate, rules) for name, rules in engines.items()},
    }


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


def beside() -> None:
    """Plancheck from bytes to findings beside others who judge the same plans, or who only validate them."""
    pack = load_pack("sipo-2012-113")
    engines = rules_by(pack)
    print(verify(pack, engines))
    acts = contestants(pack, engines)
    sound = PLAN.read_bytes()
    faulty = orjson.dumps(jsonpatch.apply_patch(orjson.loads(sound), BLEMISHES))
    for name, act in acts.items():
        if not name.endswith("no rules"):
            assert [len(act(sound)), len(act(faulty))] == [0, FINDINGS], name
    columns = [in_turn(acts, raw) for raw in (sound, faulty)]
    print(f"  {'medians; times the hand-written checker':<52} {'a sound plan':>20} {f'{FINDINGS} findings':>20}")
    for name in acts:
        figures = "".join(
            f" {taken[name]:>9.0f} µs {taken[name] / taken['hand-written checker']:>6.2f} ×" for taken in columns
        )
        print(f"  {name:<52}{figures}")
    print(f"  durable_rules judges a single fact, and lets go of it, in {floor(pack, sound):.0f} µs")


def floor(pack: Pack, sound: bytes) -> float:
    """What durable_rules needs for the pack's rules and one fact, the plan: the least that any plan can cost with it.

    Rules about the pack's own facts are left out: without a plan's entries they fire.
    """
    rules = [rule for rule in pack.rules_of(Stage.PLAN) if not is_of_the_pack(rule.for_each)]
    alone = make_evaluator("durable_rules", rules, pack.facts_by_kind, ANCHORS[Stage.PLAN])
    known, _ = build_facts(orjson.loads(sound), NOTHING_ASIDE, pack, None)
    least = Known.of((), known.anchor)
    assert alone.judge(least) == []
    return in_turn({"alone": lambda _raw: alone.judge(least)}, sound)["alone"]
