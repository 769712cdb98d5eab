"""What the circular asks about each field of a plan, as forms quote it: found in the rule pack, said in our words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from checker.i18n import N_, say
from checker.pack.conditions import Op
from checker.pack.wording import label
from checker.reporting.naming import clause_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model import Language
    from checker.pack.model import Measure, NationalTarget, Pack, Rule, SipoDecision


class Topic(NamedTuple):
    """What a field is about: kinds of facts that rules judge, and members they look at (none: whichever)."""

    judged: str
    members: tuple[str, ...] = ()


TOPICS: Final[dict[str, tuple[Topic, ...]]] = {
    "plan_year": (Topic("plan", ("year",)),),
    "status": (Topic("plan", ("checked_on",)),),
    "submission": (Topic("plan", ("has_submission_date", "submitted_on")),),
    "required": (Topic("catalogue_measure"),),
    "optional": (Topic("plan", ("optional_measures",)),),
    "number": (Topic("measure", ("class", "occurrence")),),
    "class": (Topic("measure", ("stated_class",)),),
    "objective": (Topic("measure", ("has_objective",)),),
    "actions": (Topic("measure", ("has_actions",)),),
    "schedule": (Topic("measure", ("has_schedule", "milestones_in_plan_year", "milestones_after_plan_year")),),
    "responsible": (Topic("measure", ("has_responsible",)),),
    "funding": (Topic("measure", ("states_funds",)),),
    "sipo_support": (Topic("measure", ("asks_sipo",)), Topic("request")),
    "targets": (Topic("detail"),),
    "regions": (Topic("plan", ("regions",)), Topic("region")),
    "exceptions": (Topic("exception"),),
}
"""The fields beside which rules are quoted, in terms of the facts that all rule packs speak in."""


def duties_on(topic: str, pack: Pack, lang: Language) -> Iterator[str]:
    """The duties that a field of `TOPICS` is about, but for those of a single measure."""
    for rule in pack.rules:
        if not _numbers_of(rule) and any(_is_about(rule, each) for each in TOPICS[topic]):
            yield duty_text(rule, lang)


def duty_text(rule: Rule, lang: Language) -> str:
    """A rule's duty and its clause, as a sentence."""
    clause = clause_label(rule.clause, lang)
    return say(lang, "{duty} ({clause}).", duty=rule.duty.in_language(lang).rstrip(".。"), clause=clause)


def said_of_measure(row: Measure, pack: Pack, lang: Language) -> Iterator[str]:
    """What the circular says of one measure: what it announces for the whole country, what SIPO decides, its duties."""
    for target in row.national_targets:
        yield _target_text(target, pack, lang)
    if row.sipo_decides is not None:
        yield _decision_text(row.sipo_decides, lang)
    for rule in pack.rules:
        if row.number in _numbers_of(rule):
            yield duty_text(rule, lang)


def lead_names(row: Measure, pack: Pack, lang: Language) -> str:
    """The departments that lead a measure; empty where none is named."""
    names = (label(pack, "department", slug, lang) for slug in row.leads)
    return say(lang, ", ").join(names)


def _target_text(target: NationalTarget, pack: Pack, lang: Language) -> str:
    at_least = N_("at least {least}") if target.at_most is None else N_("{least} to {most}")
    figure = say(lang, "about {least}" if target.about else at_least, least=target.at_least, most=target.at_most)
    return say(
        lang,
        "Announced for the whole country: {label}, {figure}.",
        label=label(pack, "detail", target.target, lang),
        figure=figure,
    )


def _decision_text(decision: SipoDecision, lang: Language) -> str:
    if decision.always:
        return say(
            lang,
            "It cannot be done without SIPO's consent: ask for it before the plan is sent, and "
            "state here how it stands.",
        )
    if decision.kind == "approval":
        return say(
            lang,
            "Where the work needs SIPO's approval, ask for it before the plan is sent, and state here how it stands.",
        )
    if decision.places is None:
        return say(lang, "SIPO gives some offices priority support here. To ask for it, state the request here.")
    return say(
        lang,
        "SIPO gives priority support here to {places} offices. To ask for it, state the request here.",
        places=decision.places,
    )


def _numbers_of(rule: Rule) -> set[object]:
    """The measures that a rule names; none where it is about measures in general."""
    return {
        test.value
        for block in (rule.applies_if, *rule.violated_if)
        for test in block.own
        if test.member == "number" and test.op is Op.IS
    }


def _is_about(rule: Rule, topic: Topic) -> bool:
    if rule.for_each != topic.judged:
        return False
    tested = {test.member for block in rule.violated_if for test in block.own}
    return not topic.members or not tested.isdisjoint(topic.members)
