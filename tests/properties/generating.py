"""Random plans, seeded: every rule fires in them sooner or later, and so do faults, boundaries and odd spellings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

    from checker.pack.model import Pack

DAYS = ("2012-11-30", "2012-12-25", "2012-12-26", "2012-12-27", "2013-01-01", "2013-06-30", "2013-12-31", "2014-01-01")
TEXTS = ("完成年度目标", "x", "处长", "{measure.number}", "=1+1", "a,b\n|c")
BLANK = ("", " ", "\u3000\t")
ODD = (True, 1.5, [], {}, "abc", -1, "２０１２", None, "\u001c")
TARGETS = ("compliant_enterprises", "advantaged_enterprises", "service_platforms", "trained_agents", "pilot_bases")


class Plans:
    """Makes plans for one pack; the same seed makes the same plans."""

    def __init__(self, pack: Pack, random: Random, *, faults: bool = True) -> None:
        self._pack = pack
        self._random = random
        self._numbers = tuple(pack.catalogue.measures)
        self._required = [row.number for row in pack.catalogue.measures.values() if row.class_ == "required"]
        self._departments = tuple(pack.departments)
        self._faults = faults

    def plan(self) -> dict[str, Any]:
        """One plan, valid or not."""
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
        if self._faults and chance(0.3):
            for _ in range(self._random.randrange(1, 4)):
                self._spoil(plan)
        items = list(plan.items())
        self._random.shuffle(items)
        return dict(items)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

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
        numbers = [number for number in self._required if self._chance(0.93)]
        size = self._random.choice((0, 1, 2, 2, 3, 5, 9, 10, 10, 11, 14))
        numbers += self._random.sample(self._numbers, size)
        if self._chance(0.3):
            numbers += self._random.choices((*self._numbers, 0, 43, "IV", "07", 10**20), k=2)
        self._random.shuffle(numbers)
        return [self._measure(number) for number in numbers]

    def _measure(self, number: int | str) -> dict[str, Any]:
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
        targets = {name: self._target(name) for name in (*TARGETS, "alliances") if chance(0.8 if name in details else 0.03)}
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

    def _support(self, leads: tuple[str, ...]) -> dict[str, Any]:
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
        return self._some({"amount_cny": self._random.choice((0, 0.0, 1, 2.5e6)), "source": self._random.choice(TEXTS)}, 0.6)

    def _region(self, office: str) -> dict[str, Any]:
        known = self._pack.offices.get(office)
        province = (known.province if known else None) or "65"
        digits = province if self._chance(0.8) else "11"
        code: str | int = f"{digits}0100"
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
