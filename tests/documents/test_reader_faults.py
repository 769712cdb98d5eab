"""What a reader could not understand is a finding at its place, sets its part aside, and hides nothing elsewhere."""

from copy import deepcopy

from checker.checking import Options, check_document
from checker.faults import Fault
from checker.model import Place, RuleStatus, Severity, Verdict
from checker.pack.labels import labels_of
from checker.pack.loading import load_pack
from checker.readers import Document, read_path
from checker.readers.labels import label_key
from checker.resources import rules_folder

_BASE = read_path(rules_folder() / "sipo-2012-113" / "documents" / "provincial-plan.base.yaml").data


def _plan():
    return deepcopy(_BASE)


def _report(data, *faults):
    locate = {(): Place(cell="Cover!A1"), ("measures", 0): Place(cell="Measures!A5")}
    document = Document("plan.xlsx", None, data, lambda at: locate.get(at[:2], Place(cell="Other!B2")), faults)
    return check_document(document, Options())


def _told(report):
    """What is found, but for hints: the base plan has some."""
    return [finding for finding in report.findings if finding.severity is not Severity.INFO]


def test_a_fault_with_a_place_of_its_own_is_a_finding_there():
    data = _plan()
    del data["measures"][0]["schedule"]
    cell = Place(cell="Milestones!B7")
    report = _report(
        data,
        Fault(
            ("measures", 0, "schedule"),
            "file-missing",
            "There is no file of this name. Check the name and the folder.",
            place=cell,
        ),
    )
    (finding,) = _told(report)
    assert finding.rule == "schema"
    assert finding.place == cell
    assert finding.at == ("measures", 0)
    assert finding.subject == data["measures"][0]["number"]
    assert finding.clause.clause == "measures[].schedule"
    assert report.verdict is Verdict.INVALID


def test_it_sets_its_part_aside_and_hides_nothing_elsewhere():
    data = _plan()
    del data["measures"][0]["schedule"]
    data["measures"][1]["objective"] = ""
    report = _report(
        data,
        Fault(
            ("measures", 0, "schedule"), "file-missing", "There is no file of this name. Check the name and the folder."
        ),
    )
    assert [(finding.rule, finding.at) for finding in _told(report)] == [
        ("schema", ("measures", 0)),
        ("objective-missing", ("measures", 1)),
    ]
    assert report.findings[0].place == Place(cell="Measures!A5")
    assert report.rules["schedule-missing"] is RuleStatus.NOT_RUN


def test_a_fault_of_the_measures_as_a_whole_stops_the_rules_on_them():
    report = _report(
        _plan(), Fault(("measures",), "file-missing", "There is no file of this name. Check the name and the folder.")
    )
    assert [finding.rule for finding in report.findings] == ["schema"]
    assert report.rules["objective-missing"] is RuleStatus.NOT_RUN
    assert report.rules["plan-year-mismatch"] is RuleStatus.SATISFIED


def test_the_labels_of_a_pack_are_in_both_languages_and_include_the_codes():
    pack = load_pack("sipo-2012-113")
    labels = labels_of(pack, pack.main_document)
    for written in ("patent-administration", "Patent Administration Department", "专利管理司"):
        assert labels["department"][label_key(written)] == "patent-administration"
    assert labels["office"][label_key("湖北省知识产权局")] == "CN-HB"
    assert labels["status"][label_key("已报送")] == "submitted"
    assert labels["circular"][label_key("国知发管字〔2012〕113号")] == "sipo-2012-113"
    assert labels["catalogue_measure"][label_key("7")] == "7"
