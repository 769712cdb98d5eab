"""Whatever a rule can say of a fact of a plan, some plan that is tried shows; no value of a member is beyond reach."""

import pytest

from checker.analysis.judging import AnyDocument
from checker.pack.loading import load_pack
from checker.pack.model import Member, MemberType

PACK = load_pack("sipo-2012-113")
KINDS = PACK.main_document.kinds

BEYOND = {
    ("measure", "stated_class", "unknown"): "the plan format knows no such class",
    ("measure", "progress", "phased"): "no measure of the small catalogue is",
    ("measure", "progress", "long-term"): "no measure of the small catalogue is",
    ("measure", "consent_always_needed", True): "no measure of the small catalogue is",
    ("measure", "sipo_selects", True): "no measure of the small catalogue is",
    ("entry", "progress", "phased"): "no measure of the small catalogue is",
    ("entry", "progress", "long-term"): "no measure of the small catalogue is",
    ("entry", "consent_always_needed", True): "no measure of the small catalogue is",
    ("entry", "sipo_selects", True): "no measure of the small catalogue is",
    ("request", "secretariat_of_lead", True): "no measure of the small catalogue has a lead",
    ("request", "lead_approved_for", "automation"): "no measure of the small catalogue has a lead",
    ("request", "approves_for", "automation"): "no department of the small circular is a secretariat",
    ("region", "has_place", True): "the small circular has no table of places",
    ("region", "named_as_a_place", True): "the small circular has no table of places",
    ("region", "named_as_its_place", True): "the small circular has no table of places",
    ("region", "named_as_its_place", False): "the small circular has no table of places",
    ("region", "named_in_province", True): "the small circular has no table of places",
    **{
        (kind, *told): "of a plan alone no review is known"
        for kind in ("plan", "stated_day")
        for told in (("told_by_review", True), ("sender_in_time", True), ("sender_in_time", False))
    },
}


VALUES = {
    MemberType.FLAG: [True, False],
    MemberType.COUNT: [1, 2],
    MemberType.DAY: ["2031-03-01"],
    MemberType.NUMBER: [1, 9],
    "province": ["'43'"],
    "office": ["XPCC"],
    "department": ["automation"],
    "national_measures": [0, 1],
    "year": [0, -3, 2031, 2040],
}
"""Values of members, by name or type, that a plan under the small circular can have."""


def values_of(name: str, member: Member) -> list[object]:
    for key in (name, member.labels, member.type):
        if key in VALUES:
            return VALUES[key]
    return sorted(PACK.codes[member.labels]) if member.labels in PACK.codes else []


@pytest.mark.parametrize("kind", [name for name in KINDS if name != "exception"])
def test_every_value_of_every_member_is_within_reach(maker, kind):
    rules, said = {}, {}
    for name, member in KINDS[kind].members.items():
        for place, value in enumerate(values_of(name, member)):
            id_ = f"{name.replace('_', '-')}-{place}"
            written = str(value).lower() if isinstance(value, bool) else value
            rules[id_] = f"for_each: {kind}\nviolated_if: {{{kind}: {{{name}: {written}}}}}"
            said[id_] = (kind, name, value)
    pack = load_pack(maker.pack(rules))
    any_ = [AnyDocument(pack, pack.main_document, is_small=is_small) for is_small in (True, False)]
    never = {each for id_, each in said.items() if all(a.shown(a.rules[id_].fires) is None for a in any_)}
    assert never == {each for each in BEYOND if each[0] == kind}
