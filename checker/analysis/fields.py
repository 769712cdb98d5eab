"""The fields of a plan that facts are read from, and for each the few values that stand for all.

A fact says of a field no more than the rules can tell apart: whether it is there, which of the codes it is, on which
side of each value that some rule compares it with. Two plans whose fields lie in the same classes get the same from
every rule, so that to go through the classes is to go through all plans.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, Final

from checker.analysis.catalogue import days_of, departments_of, measures_of, offices_of
from checker.analysis.kinds import document_of, kinds_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.analysis.constants import Constants, Member
    from checker.model import Number
    from checker.pack.model import Pack

_OF_ENTRY: Final[Mapping[str, str]] = {
    "number": "number",
    "title": "number",
    "leads": "number",
    "class": "number",
    "progress": "number",
    "consent_always_needed": "number",
    "sipo_selects": "number",
    "occurrence": "occurrence",
}
_MEASURE: Final[Mapping[str, str]] = {
    **_OF_ENTRY,
    "owed": "number",
    "states_class": "class",
    "stated_class": "class",
    "has_objective": "objective",
    "has_actions": "actions",
    "has_schedule": "schedule",
    "milestones_in_plan_year": "schedule",
    "milestones_after_plan_year": "schedule",
    "has_responsible": "responsible",
    "states_funds": "entry_funding",
    "asks_sipo": "support",
    "asks_for": "support",
    "approval_status": "approval",
    "request_refused": "approval",
    "has_legislation": "legislation",
    "regulation_in_force": "legislation",
    "legislation_path": "legislation",
    "has_compliant_enterprises": "compliant_enterprises",
    "compliant_enterprises": "compliant_enterprises",
    "advantaged_enterprises": "advantaged_enterprises",
    "service_platforms": "service_platforms",
    "trained_agents": "trained_agents",
    "pilot_bases": "pilot_bases",
}
_REQUEST: Final[Mapping[str, str]] = {
    **_OF_ENTRY,
    "asks_for": "support",
    "has_approval": "approval",
    "approval_status": "approval",
    "approval_department": "department",
    "secretariat_of_lead": "department",
    "has_approval_date": "approved_on",
    "approved_on": "approved_on",
}
_PLAN: Final[Mapping[str, str]] = {
    "office": "office",
    "province": "office",
    "has_province": "office",
    "year": "plan_year",
    "status": "status",
    "has_submission_date": "submission",
    "submitted_on": "submission",
    "version": "version",
    "has_first_date": "first_date",
    "has_checking_day": "checked_on",
    "checked_on": "checked_on",
    "states_funds": "funding",
    "regions": "regions",
    "different_regions": "regions",
    "required_measures": "required",
    "optional_measures": "optional",
    "national_measures": "national",
}
_ALLIANCE: Final = {**_OF_ENTRY, "has_basic_patents": "alliance", "basic_patents": "alliance"}
_REGION: Final = {"has_tasks": "tasks", "has_code": "code", "province": "code"}

READ_FROM: Final[Mapping[str, Mapping[str, str]]] = {
    "plan": _PLAN,
    "entry": _OF_ENTRY,
    "measure": _MEASURE,
    "request": _REQUEST,
    "alliance": _ALLIANCE,
    "detail": {**_OF_ENTRY, "name": "detail"},
    "region": _REGION,
    "stated_day": {
        "day": "submission",
        "first_submission": "submission",
        "decides_lateness": "submission",
        "relevant": "status",
    },
    "catalogue_measure": _OF_ENTRY,
    "catalogue_lead": {"number": "number"},
    "catalogue_detail": {"number": "number"},
}
"""Kind -> member -> the field it is read from. Members of other kinds depend on no field."""

THERE: Final[Mapping[str, tuple[str, ...]]] = {
    "entry": ("present", "number"),
    "measure": ("present", "number"),
    "request": ("present", "number", "support"),
    "alliance": ("present", "number", "alliance"),
    "detail": ("present", "number", "detail"),
    "region": ("region",),
    "stated_day": ("submission",),
    "catalogue_measure": ("number",),
    "catalogue_lead": ("number",),
    "catalogue_detail": ("number",),
}
"""Kind -> the fields that decide whether there is such a fact."""

WITHIN: Final[Mapping[str, str]] = {"department": "approval", "approved_on": "approval", "approval": "support"}
"""Fields that are part of another field, and are only there where that one is."""

ROUGH: Final = frozenset({"stated_day", "region"})
"""Kinds of facts of which the fields say the most usual only, and so kinds whose rules may do more than is seen."""

OF_ENTRIES: Final = frozenset({"entry", "measure", "request", "alliance", "detail"})
"""Kinds of facts that are read from one entry of `measures`."""

OF_CATALOGUE: Final = frozenset({"catalogue_measure", "catalogue_lead", "catalogue_detail"})
"""Kinds of facts about one measure of the catalogue."""

COUNTED: Final = {"required": "required", "optional": "optional", "national": "national"}
"""Field -> the class of measures whose number it is."""

TARGETS: Final = (
    "compliant_enterprises",
    "advantaged_enterprises",
    "service_platforms",
    "trained_agents",
    "pilot_bases",
)
"""Targets that are a figure."""

OWN: Final = "own"
OTHER: Final = "other"
"""Codes of a region in the office's own province, and in one that is not."""

_FLAGS: Final = (
    "present",
    "objective",
    "actions",
    "responsible",
    "entry_funding",
    "funding",
    "region",
    "tasks",
    "first_date",
)
"""Fields that are there or not."""


def entry_fields() -> frozenset[str]:
    """The fields of one entry of `measures`."""
    return frozenset({"present", *(field for kind in OF_ENTRIES for field in READ_FROM[kind].values())})


MOST_ITEMS: Final = 200
"""No plan is made with a longer list than this; what only a longer one could show is not said to be impossible."""

_LISTS: Final = frozenset({"occurrence", "regions", "schedule"})
"""Fields whose values say how long a list is."""


class Domains:
    """For each field the values that stand for all, the most usual first."""

    def __init__(self, pack: Pack, constants: Constants) -> None:
        self._pack = pack
        self._constants = constants
        self._known: dict[str, tuple[Any, ...]] = {}
        self._finders: dict[str, Callable[[str], tuple[Any, ...]]] = {
            **dict.fromkeys(_FLAGS, lambda _: (True, False)),
            **dict.fromkeys(_CODES, self._codes),
            **dict.fromkeys(("submission", "approved_on", "checked_on"), self._days),
            **dict.fromkeys(TARGETS, lambda field: (None, *self._counts(field))),
            **dict.fromkeys(COUNTED, self._measures),
            "alliance": lambda field: (None, *((count,) for count in self._counts(field)), ()),
            "schedule": self._schedules,
            "legislation": lambda _: (None, *product((True, False), sorted(pack.codes["legislation_path"]))),
            "plan_year": self._years,
            "office": lambda _: tuple(dict.fromkeys(map(self.office_like, offices_of(pack)))),
            "department": lambda _: tuple(departments_of(pack)),
            "number": lambda _: (*measures_of(pack), unknown_number(pack)),
            "code": lambda _: (OWN, None, OTHER, *sorted(constants.of(("region", "province")))),
        }

    def of(self, field: str) -> tuple[Any, ...]:
        """The values of `field`."""
        if field not in self._known:
            self._known[field] = self._finders.get(field, self._counts)(field)
        return self._known[field]

    def _codes(self, field: str) -> tuple[Any, ...]:
        labels = _CODES[field]
        codes = sorted(pack_codes(self._pack, labels), reverse=field == "status")
        if field == "status":
            return tuple(codes)
        return (*codes, None) if field == "approval" else (None, *codes)

    def _days(self, field: str) -> tuple[Any, ...]:
        days = self._constants.days(*_readers(self._pack, field), otherwise=self._pack.issued)
        return (None, *days) if field == "checked_on" else (*days, None)

    def is_cut(self, field: str) -> bool:
        """Whether the field can have values that are left out, as plans that have them would be too long."""
        return field in _LISTS and self._constants.counts(*_readers(self._pack, field))[-1] > MOST_ITEMS

    def _counts(self, field: str) -> tuple[int, ...]:
        counts = self._constants.counts(*_readers(self._pack, field))
        return tuple(count for count in counts if count <= MOST_ITEMS) if field in _LISTS else counts

    def _measures(self, field: str) -> tuple[int, ...]:
        most = sum(row.class_ == COUNTED[field] for row in measures_of(self._pack).values())
        return tuple(count for count in self._counts(field) if count <= most)

    def _schedules(self, _field: str) -> tuple[tuple[int, int, int], ...]:
        members = [("measure", f"milestones_{when}_plan_year") for when in ("in", "after")]
        in_year, after_year = (
            [count for count in self._constants.counts(member) if count <= MOST_ITEMS] for member in members
        )
        usual = sorted(product(in_year, after_year, (0, 1)), key=lambda counts: (counts[0] != 1, counts))
        return tuple((before, here, later) for here, later, before in usual)

    def _years(self, _field: str) -> tuple[int, ...]:
        # A plan may state any integer: what other counts cannot be, a year that is a slip can.
        usual = int(days_of(self._pack)[0][:4])
        year = ("plan", "year")
        named = self._constants.of(year) | ({0} if self._constants.is_compared(year) else set())
        others = {value + step for value in named for step in (-2, -1, 0, 1, 2)} - {usual}
        return (usual, *sorted(others or {usual + 1}))

    def office_like(self, code: str) -> str:
        """The first office of the roster that no rule can tell from the office `code`."""
        codes, provinces = self._constants.of(("plan", "office")), self._constants.of(("plan", "province"))

        def told_by(office: str) -> tuple[object, ...]:
            province = offices_of(self._pack)[office].province
            return (
                province is None,
                office if office in codes else None,
                province if province in provinces else None,
            )

        return next(office for office in offices_of(self._pack) if told_by(office) == told_by(code))


_CODES: Final[Mapping[str, str]] = {
    "status": "status",
    "class": "class",
    "support": "request",
    "approval": "approval_status",
    "detail": "detail",
}
"""Fields that hold a code: the list it is of."""


def pack_codes(pack: Pack, labels: str) -> tuple[str, ...]:
    """The codes that a plan can state: all but the one that stands for none of them."""
    return tuple(code for code in pack.codes[labels] if code != _UNKNOWN)


_UNKNOWN: Final = "unknown"


def _readers(pack: Pack, field: str) -> tuple[Member, ...]:
    """The members that are read from the field, of the kinds that are read from plans."""
    return tuple(
        (kind, member)
        for kind, members in READ_FROM.items()
        if kind in document_of(pack).kinds
        for member, source in members.items()
        if source == field and member in kinds_of(pack)[kind].members
    )


def unknown_number(pack: Pack) -> Number:
    """A measure's number that the catalogue does not have."""
    return next(number for number in range(1, len(measures_of(pack)) + 2) if number not in measures_of(pack))
