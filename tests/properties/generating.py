"""Random plans, seeded: every rule fires in them sooner or later, and so do faults, boundaries and odd spellings.

Some plans are thrown together, and nearly all of their rules fire; others are sound but for a blemish or two, so that
plans that pass, and plans with warnings only, come up as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from checker.model import Number
    from checker.pack.model import Pack

DAYS = ("2012-11-30", "2012-12-25", "2012-12-26", "2012-12-27", "2013-01-01", "2013-06-30", "2013-12-31", "2014-01-01")
IN_TIME = ("2012-12-21", "2012-12-25")
IN_YEAR = ("2013-01-01", "2013-06-30", "2013-12-31")
AFTER_YEAR = "2014-01-01"
TEXTS = ("完成年度目标", "x", "处长", "{measure.number}", "=1+1", "a,b\n|c")
BLANK = ("", " ", "\u3000\t")
ODD = (True, 1.5, [], {}, "abc", -1, "\uff12\uff10\uff11\uff12", None, "\u001c")
TARGETS = ("compliant_enterprises", "advantaged_enterprises", "service_platforms", "trained_agents", "pilot_bases")
OPTIONAL_SIZES = (0, 1, 2, 2, 3, 5, 9, 10, 10, 11, 14)
SOUND_OPTIONAL_SIZES = (1, 2, 3, 3, 4, 6, 9, 10, 10, 11, 12)


class Plans:
    """Makes plans for one pack; the same seed makes the same plans.

    `soundness` is the share of plans that are sound but for a blemish or two; without `faults`, every plan is valid by
    its schema.
    """

    def __init__(self, pack: Pack, random: Random, *, faults: bool = True, soundness: float = 0.5) -> None:
        self._pack = pack
        self._random = random
        rows = pack.catalogue.measures.values()
        self._numbers = tuple(pack.catalogue.measures)
        self._required = [row.number for row in rows if row.class_ == "required"]
        self._optional = [row.number for row in rows if row.class_ == "optional"]
        self._national = [row.number for row in rows if row.class_ == "national"]
        self._departments = tuple(pack.departments)
        self._faults = faults
        self._soundness = soundness

    def plan(self) -> dict[str, Any]:
        """One plan, valid or not."""
        plan = self._sound() if self._chance(self._soundness) else self._thrown_together()
        if self._faults and self._chance(0.25):
            for _ in range(self._random.randrange(1, 4)):
                self._spoil(plan)
        items = list(plan.items())
        self._random.shuffle(items)
        return dict(items)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    # Plans that are sound but for a blemish or two.

    def _sound(self) -> dict[str, Any]:
        pick = self._random.choice
        numbers = [*self._required, *self._random.sample(self._optional, pick(SOUND_OPTIONAL_SIZES))]
        self._random.shuffle(numbers)
        office = pick(tuple(self._pack.offices))
        plan: dict[str, Any] = {
            "format": "provincial-plan/1",
            "circular": self._pack.id,
            "office": office,
            "plan_year": 2013,
            "status": pick(("draft", "submitted", "submitted")),
            "submission": {"date": pick(IN_TIME)},
            "measures": [self._sound_measure(number) for number in numbers],
            "regions": [{"name": "x", "code": self._code(office), "tasks": ["x"]}],
        }
        blemishes = (
            self._blemish_measure,
            self._blemish_measure,
            self._blemish_request,
            self._blemish_submission,
            self._blemish_selection,
            self._blemish_plan,
        )
        for _ in range(pick((0, 0, 1, 1, 2))):
            pick(blemishes)(plan)
        return plan

    def _sound_measure(self, number: Number) -> dict[str, Any]:
        pick = self._random.choice
        row = self._pack.catalogue.measures[number]
        measure: dict[str, Any] = {
            "number": number,
            "objective": pick(TEXTS),
            "actions": [pick(TEXTS)],
            "schedule": [{"due": pick(IN_YEAR)}],
            "responsible": [pick(TEXTS)],
            "funding": pick(({"amount_cny": 1}, {"source": "x"})),
        }
        if row.progress != "completed" and self._chance(0.3):
            measure["schedule"].append({"due": AFTER_YEAR})
        if row.sipo_decides and (row.sipo_decides.always or self._chance(0.5)):
            measure["sipo_support"] = {
                "kind": row.sipo_decides.kind,
                "approval": {"status": "approved", "department": pick(row.leads), "date": pick(IN_TIME[:1])},
            }
        targets = {name: self._sound_target(name) for name in row.details if name != "legislation"}
        if targets:
            measure["targets"] = targets
        if "legislation" in row.details:
            in_force = self._chance(0.5)
            path = pick(("evaluate", "revise")) if in_force else "propose"
            measure["legislation"] = {"regulation_in_force": in_force, "path": path}
        return measure

    def _sound_target(self, name: str) -> Any:
        if name == "alliances":
            return [{"name": "x", "basic_patents": self._random.choice((11, 40))}]
        return self._random.choice((30, 31, 30.0))

    def _blemish_measure(self, plan: dict[str, Any]) -> None:
        measure = self._random.choice(plan["measures"])
        name = self._random.choice(
            ("objective", "actions", "schedule", "responsible", "funding", "legislation", "targets", "class")
        )
        if name == "class":
            measure[name] = self._random.choice(("required", "optional", "national"))
        elif name == "schedule" and self._chance(0.5):
            measure[name] = [{"due": self._random.choice(DAYS)}]
        elif name == "targets":
            measure[name] = {target: self._target(target) for target in (self._random.choice((*TARGETS, "alliances")),)}
        elif name in measure:
            measure[name] = self._random.choice((None, *([""] if name == "objective" else [])))

    def _blemish_request(self, plan: dict[str, Any]) -> None:
        asking = [measure for measure in plan["measures"] if "approval" in measure.get("sipo_support", {})]
        measure = self._random.choice(asking or plan["measures"])
        if asking:
            change: dict[str, Any] = self._random.choice(
                (
                    {"status": "pending"},
                    {"status": "pending"},
                    {"status": "refused"},
                    {"date": None},
                    {"date": self._random.choice(DAYS)},
                    {"department": self._random.choice(self._departments)},
                )
            )
            measure["sipo_support"]["approval"].update(change)
        elif self._chance(0.5):
            measure["sipo_support"] = {"kind": "approval"}

    def _blemish_submission(self, plan: dict[str, Any]) -> None:
        plan["submission"] = self._random.choice(({}, *({"date": day} for day in DAYS[1:4])))

    def _blemish_selection(self, plan: dict[str, Any]) -> None:
        measures = plan["measures"]
        match self._random.randrange(5):
            case 0:
                measures.pop(self._random.randrange(len(measures)))
            case 1:
                measures.append(self._sound_measure(self._random.choice(self._national)))
            case 2:
                measures.insert(0, dict(self._random.choice(measures)))
            case 3:
                measures.append({"number": self._random.choice((0, 43, "IV", "07", 10**30))})
            case _:
                plan["measures"] = [measure for measure in measures if measure["number"] in self._required]
        if self._chance(0.6):
            plan["exceptions"] = [self._exception()]

    def _blemish_plan(self, plan: dict[str, Any]) -> None:
        change: dict[str, Any] = self._random.choice(
            (
                {"plan_year": 2014},
                {"regions": []},
                {"regions": [{"name": "x"}]},
                {"regions": [{"name": "x", "code": "990000", "tasks": ["x"]}]},
                {"exceptions": [self._exception()]},
                {"funding": {"source": "x"}},
                {"notes": "x"},
                {"status": "draft"},
            )
        )
        plan.update(change)

    # Plans that are thrown together.

    def _thrown_together(self) -> dict[str, Any]:
        pick, chance = self._random.choice, self._chance
        plan: dict[str, Any] = {
            "format": "provincial-plan/1",
            "circular": self._pack.id,
            "office": pick((*self._pack.offices, "XPCC", "XPCC")),
            "plan_year": 2013 if chance(0.9) else pick((2012, 2014, 2013.0)),
            "status": pick(("draft", "submitted")),
            "measures": self._measures(),
        }
        if chance(0.7):
            plan["submission"] = self._some(
                {"date": pick(DAYS), "version": pick((1, 2, 3.0)), "recipient": pick(TEXTS)}
            )
        if chance(0.4):
            plan["funding"] = self._funding()
        if chance(0.8):
            plan["regions"] = [self._region(plan["office"]) for _ in range(self._random.randrange(4))]
        if chance(0.4):
            plan["exceptions"] = [self._exception() for _ in range(self._random.randrange(1, 3))]
        if chance(0.1):
            plan[pick(("title", "contact", "notes"))] = pick((*TEXTS, *BLANK))
        return plan

    def _some(self, members: dict[str, Any], keep: float = 0.85) -> dict[str, Any]:
        """Most of `members`; some are left out or blank, which is the same."""
        out: dict[str, Any] = {}
        for name, value in members.items():
            if self._chance(keep):
                out[name] = value
            elif self._chance(0.3):
                out[name] = self._random.choice((*BLANK, None))
        return out

    def _measures(self) -> list[Any]:
        numbers: list[Any] = [number for number in self._required if self._chance(0.93)]
        numbers += self._random.sample(self._optional, self._random.choice(OPTIONAL_SIZES))
        numbers += self._random.sample(self._national, self._random.choice((0, 0, 1, 2)))
        if self._chance(0.3):
            numbers += self._random.choices((*self._numbers, 0, 43, "IV", "07", 10**30), k=2)
        self._random.shuffle(numbers)
        return [self._measure(number) for number in numbers]

    def _measure(self, number: Number) -> dict[str, Any]:
        pick, chance, random = self._random.choice, self._chance, self._random
        row = self._pack.catalogue.measures.get(number)
        members: dict[str, Any] = {
            "objective": pick(TEXTS),
            "actions": random.choices((*TEXTS, *TEXTS, *BLANK), k=random.randrange(3)),
            "schedule": [{"due": pick(DAYS), "milestone": pick(TEXTS)} for _ in range(random.randrange(4))],
            "responsible": random.choices((*TEXTS, *BLANK), k=random.randrange(1, 3)),
            "funding": self._funding(),
        }
        measure = {"number": str(number) if chance(0.1) else number, **self._some(members, 0.93)}
        if chance(0.4):
            measure["class"] = row.class_ if row and chance(0.8) else pick(("required", "optional", "national"))
        if chance(0.6 if row and row.sipo_decides else 0.15):
            measure["sipo_support"] = self._support(row.leads if row else ())
        details = row.details if row else ()
        targets = {
            name: self._target(name) for name in (*TARGETS, "alliances") if chance(0.8 if name in details else 0.03)
        }
        if targets:
            measure["targets"] = targets
        if chance(0.8 if "legislation" in details else 0.03):
            measure["legislation"] = {
                "regulation_in_force": chance(0.5),
                "path": pick(("propose", "evaluate", "revise")),
            }
        return measure

    def _target(self, name: str) -> Any:
        if name != "alliances":
            return self._random.choice((0, 1, 29, 30, 31, 30.0, 10**20))
        return [
            self._some({"name": self._random.choice(TEXTS), "basic_patents": self._random.choice((0, 9, 10, 11, 40))})
            for _ in range(self._random.randrange(3))
        ]

    def _support(self, leads: Sequence[str]) -> dict[str, Any]:
        pick, chance = self._random.choice, self._chance
        support: dict[str, Any] = {"kind": pick(("approval", "priority-support"))}
        if chance(0.85):
            support["approval"] = {
                "status": pick(("approved", "approved", "pending", "refused")),
                "department": pick(leads) if leads and chance(0.7) else pick(self._departments),
                **self._some({"date": pick(DAYS), "reference": pick(TEXTS)}),
            }
        return support

    def _funding(self) -> dict[str, Any]:
        amount = self._random.choice((0, 0.0, 1, 2.5e6))
        return self._some({"amount_cny": amount, "source": self._random.choice(TEXTS)}, 0.6)

    def _code(self, office: str) -> str | int:
        known = self._pack.offices.get(office)
        digits = (known.province if known else None) or "65"
        return f"{digits}0100"

    def _region(self, office: str) -> dict[str, Any]:
        code = self._code(office) if self._chance(0.8) else "110100"
        return {
            "name": self._random.choice(TEXTS),
            **self._some(
                {
                    "code": int(code) if self._chance(0.5) else code,
                    "tasks": self._random.choices((*TEXTS, *BLANK), k=self._random.randrange(3)),
                }
            ),
        }

    def _exception(self) -> dict[str, Any]:
        rules = [rule.id for rule in self._pack.rules]
        in_principle = [rule.id for rule in self._pack.rules if rule.in_principle]
        named = self._random.choice((*in_principle, *in_principle, self._random.choice(rules), "no-such-rule"))
        return {"rule": named, "justification": self._random.choice(TEXTS)}

    # Faults.

    def _spoil(self, plan: dict[str, Any]) -> None:
        """Put something odd at a random place, take a member away, or add one that nobody knows."""
        here: Any = plan
        while True:
            steps = list(here) if isinstance(here, dict) else list(range(len(here)))
            if not steps:
                return
            step = self._random.choice(steps)
            if isinstance(here[step], (dict, list)) and here[step] and self._chance(0.8):
                here = here[step]
                continue
            kind = self._random.randrange(4)
            if kind == 0 and isinstance(here, dict):
                here["unheard_of"] = 1
            elif kind == 1:
                del here[step]
            else:
                here[step] = self._random.choice(ODD)
            return
