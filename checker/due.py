"""What is due when: the milestones of documents, by month, by office or by item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Final, Literal

from msgspec import Meta

from checker.compilation import Milestone, month_name
from checker.model import Language, Output

By = Literal["month", "office", "item"]


class DueGroup(Output, frozen=True, kw_only=True):
    """What is due in a month, of an office, or about an item."""

    key: Annotated[str, Meta(description="A month (2013-06), the code of an office, or the number of an item.")]
    name: str
    milestones: list[Milestone]


class DueList(Output, frozen=True, kw_only=True, tag_field="format", tag="plan-due/1"):
    """What is due, in groups; milestones in each in the order of their days."""

    by: By
    groups: list[DueGroup]

    @property
    def milestones(self) -> list[Milestone]:
        """All of them, group by group."""
        return [each for group in self.groups for each in group.milestones]


def _of_month(each: Milestone, lang: Language) -> tuple[str, str]:
    return each.day[:7], month_name(each.day[:7], lang)


def _of_office(each: Milestone, _lang: Language) -> tuple[str, str]:
    return each.office, each.name


def _of_item(each: Milestone, _lang: Language) -> tuple[str, str]:
    return str(each.number), f"{each.number} {each.title}".strip()


GROUPINGS: Final[Mapping[By, Callable[[Milestone, Language], tuple[str, str]]]] = {
    "month": _of_month,
    "office": _of_office,
    "item": _of_item,
}
"""What milestones can be told apart by: what tells the groups apart, and what one is called."""


def due_list(milestones: Iterable[Milestone], by: By, lang: Language, order: Mapping[str, int] = {}) -> DueList:
    """Milestones, which come in the order of their days, in groups.

    Groups are in the order of the days on which they begin, or as `order` has their keys.
    """
    groups: dict[str, DueGroup] = {}
    for each in milestones:
        key, name = GROUPINGS[by](each, lang)
        groups.setdefault(key, DueGroup(key=key, name=name, milestones=[])).milestones.append(each)
    return DueList(by=by, groups=sorted(groups.values(), key=lambda group: order.get(group.key, len(order))))
