"""The compilation of accepted documents as it is written: who does what, by when, with what funds, how much it is.

A compilation holds the documents themselves, each with its digest, so that whatever is held against it later is held
against what was accepted. What is due when is told of its milestones, or of those of documents.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from checker.content import content_digest
from checker.errors import UnreadableError
from checker.i18n import N_
from checker.model import (
    Amount,
    DayText,
    Digest,
    Language,
    Number,
    Ordinal,
    Output,
    PackJson,
)
from checker.pack.model import Pack
from checker.schema import keep_to

COMPILATION_FORMAT: Final = "plan-compilation/1"

Yuan = Annotated[float, Meta(ge=0)]


class StatedFunds(Output, frozen=True, kw_only=True):
    """Funds as they are stated: so many yuan, and where they come from."""

    amount: Yuan | None
    source: str | None


class Due(Output, frozen=True, kw_only=True):
    """What is done by a day."""

    day: DayText
    text: str | None


class CompiledPlan(Output, frozen=True, kw_only=True):
    """A document that was accepted."""

    office: str
    name: str
    file: str
    version: Ordinal | None
    sha256: Annotated[Digest, Meta(description="Over what the document holds, whatever kind of file it came in.")]
    items: Annotated[list[Number], Meta(description="The items that it lists, in the order of their table.")]
    funds: Annotated[StatedFunds | None, Meta(description="What it states for the whole of it.")]
    plan: Annotated[Mapping[str, Any], Meta(description="The document itself.")]


class CompiledEntry(Output, frozen=True, kw_only=True):
    """What one office does about an item."""

    office: str
    name: str
    values: Annotated[list[list[str]], Meta(description="The texts under each of the columns.")]
    milestones: list[Due]
    funds: StatedFunds | None


class CompiledItem(Output, frozen=True, kw_only=True):
    """An item that somebody lists; `code` is its class, `group` the number of its group."""

    number: Number
    title: str
    code: str | None
    label: str | None
    group: Number | None
    entries: list[CompiledEntry]


class CompiledGroup(Output, frozen=True, kw_only=True):
    """A group of items; `around` is the title of what the group itself is part of."""

    number: Number
    title: str
    around: str | None
    items: list[Number]
    offices: Amount
    pairs: Amount


class ClassFigures(Output, frozen=True, kw_only=True):
    """How many items of a class there are in the circular, how many somebody lists, and how often."""

    code: str
    label: str
    there: Amount
    listed: Amount
    pairs: Amount


class Figures(Output, frozen=True, kw_only=True):
    """How much it all is; a pair is an office and an item that it lists."""

    senders: Amount
    plans: Amount
    items: Amount
    pairs: Amount
    milestones: Amount
    funds: Annotated[
        Yuan,
        Meta(
            description="Yuan: of each document what it states for the whole, else the sum of what its entries state."
        ),
    ]
    classes: list[ClassFigures]


class Milestone(Output, frozen=True, kw_only=True):
    """What an office has done by a day, about an item."""

    day: DayText
    number: Number
    title: str
    office: str
    name: str
    text: str | None


class Total(Output, frozen=True, kw_only=True):
    """What the documents add up to, beside what is announced for all of them together."""

    number: Number
    title: str
    code: str
    label: str
    planned: Amount
    offices: Amount
    least: Amount | None
    most: Amount | None
    about: bool


class DocumentLeftOut(Output, frozen=True, kw_only=True):
    """Somebody of the roster, or a file, that is not in the compilation, and why."""

    office: str | None
    name: str | None
    file: str | None
    reason: str


class Compilation(Output, frozen=True, kw_only=True, tag_field="format", tag=COMPILATION_FORMAT):
    """All of it; the texts of the program's own are in one language."""

    pack: PackJson
    document: Annotated[str, Meta(description="Format of the documents.")]
    title: str
    plan_year: int | None
    figures: Figures
    columns: Annotated[list[str], Meta(description="What the values of entries are called.")]
    items: list[CompiledItem]
    groups: list[CompiledGroup]
    plans: list[CompiledPlan]
    milestones: Annotated[list[Milestone], Meta(description="By day, then as the items and the offices are listed.")]
    totals: list[Total]
    left_out: list[DocumentLeftOut]


def by_month(milestones: Iterable[Milestone]) -> dict[str, list[Milestone]]:
    """Milestones in the order of their days, by month."""
    months: dict[str, list[Milestone]] = {}
    for each in milestones:
        months.setdefault(each.day[:7], []).append(each)
    return months


def month_name(month: str, lang: Language) -> str:
    """The month 2013-06 as people write it."""
    year, number = month.split("-")
    return month if lang == "en" else f"{year}年{int(number)}月"


def is_compilation(data: object) -> bool:
    """Whether `data` says that it is a compilation."""
    return isinstance(data, dict) and data.get("format") == COMPILATION_FORMAT


def read_compilation(data: Mapping[str, Any], pack: Pack) -> Compilation:
    """The compilation that `data` is; `pack` has the documents it is of.

    Raises `UnreadableError` for one that breaks its schema, or holds a document that is not the one of its digest.
    """
    keep_to("compilation", data, N_("This compilation is damaged: it breaks its schema, first at {at}. {fault}"))
    read = msgspec.convert(data, Compilation, strict=False)
    kind = pack.documents.get(read.document)
    if kind is None:
        raise UnreadableError(
            "This is a compilation of {format}, which the rule pack “{pack}” does not declare.",
            format=read.document,
            pack=pack.id,
        )
    for each in read.plans:
        if content_digest(each.plan, kind) != each.sha256:
            raise UnreadableError(
                "This compilation was altered after it was written: the document of {office} is not the one of its "
                "digest.",
                office=each.office,
            )
    return read


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


GROUPINGS: Final[Mapping[By, Callable[[Milestone, Language], tuple[str, str]]]] = {
    "month": lambda each, lang: (each.day[:7], month_name(each.day[:7], lang)),
    "office": lambda each, _lang: (each.office, each.name),
    "item": lambda each, _lang: (str(each.number), f"{each.number} {each.title}".strip()),
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
