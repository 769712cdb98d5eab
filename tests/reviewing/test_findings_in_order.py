"""The findings across plans: where they stand, and in which order, whatever numbers a catalogue has."""

from checker import load_pack
from checker.findings import review_findings_of
from checker.model import Fact, Firing, Known

RULE = "national-target-shortfall"


def test_findings_come_by_the_number_of_the_measure_and_stand_with_no_office():
    def firing(number):
        members = {"number": number, "target": "trained_agents", "at_least": 2, "planned": 1}
        return Firing(RULE, Fact("national_target", (), members))

    known = Known.of((), Fact("review", (), {"senders": 1, "documents": 1}))
    found = review_findings_of([firing(number) for number in ("A1", 16, 4)], load_pack("sipo-2012-113"), known)
    # By their words, 16 would come before 4.
    assert [(finding.subject, finding.at) for finding in found] == [(4, ()), (16, ()), ("A1", ())]
