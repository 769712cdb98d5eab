"""A blank one of any format is a plan that lacks only contents."""

import pytest

from checker.checking import Options, check_document
from checker.model import LANGUAGES

OF_CONTENTS = {
    "actions-missing",
    "funding-missing",
    "objective-missing",
    "optional-measures-too-few",
    "regional-deployment-missing",
    "responsible-department-missing",
    "schedule-missing",
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("format_", ["xlsx", "docx", "yaml"])
def test_a_blank_one_is_a_plan_that_lacks_only_contents(blank, read, pack, format_, lang):
    document = read(blank(format_, lang), f".{format_}")
    assert document.faults == ()
    known = {"office": "CN-HB", "plan_year": 2013, "status": "draft", "circular": "sipo-2012-113"}
    assert {name: document.data[name] for name in known} == known
    rows = pack.tables["catalogue_measure"].by_key.values()
    required = [row["number"] for row in rows if row["class"] == "required"]
    assert [measure["number"] for measure in document.data["measures"]] == required
    report = check_document(document, Options())
    assert (report.verdict, report.office) == ("return", "CN-HB")
    assert {finding.rule for finding in report.findings} == OF_CONTENTS
