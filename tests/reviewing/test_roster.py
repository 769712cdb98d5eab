"""Which file stands for an office, and which files have a say."""

from __future__ import annotations

from checker.reviewing import review


def row_of(result, office):
    (row,) = [row for row in result.to_dict()["roster"] if row["office"] == office]
    return row


def test_the_roster_has_every_office_in_order(inbox, send):
    send("a.json")
    offices = [row["office"] for row in review([inbox]).to_dict()["roster"]]
    assert len(offices) == 32
    assert offices == [*sorted(offices[:-1]), "XPCC"]


def test_the_highest_submitted_version_stands_for_its_office(inbox, send):
    old, new = send("z.json", version=1), send("a.json", version=2)
    row = row_of(review([inbox]), "CN-HB")
    assert (row["file"], row["version"], row["superseded"]) == (str(new), 2, [str(old)])


def test_versions_are_numbers_not_texts(inbox, send):
    send("a.json", version=9)
    new = send("b.json", version=10)
    assert row_of(review([inbox]), "CN-HB")["file"] == str(new)


def test_drafts_stand_only_where_nothing_was_submitted(inbox, send):
    send("old.json", status="draft", version=1)
    newest = send("new.json", status="draft", version=2)
    row = row_of(review([inbox]), "CN-HB")
    assert (row["file"], row["status"]) == (str(newest), "draft")
    sent = send("sent.json", version=1)
    row = row_of(review([inbox]), "CN-HB")
    assert (row["file"], row["superseded"]) == (str(sent), [])


def test_a_draft_does_not_count(inbox, send):
    send("a.json", status="draft")
    result = review([inbox]).to_dict()
    assert set(result["measures"].values()) == {0}
    assert result["verdicts"]["review"] + result["verdicts"]["pass"] == 1


def test_measures_count_the_plans_that_list_them(inbox, send):
    send("a.json")
    send("b.json", office="CN-HN")
    send("c.json", office="CN-HN", version=2, measures=[{"number": 7}, {"number": "7"}, {"number": 12, "objective": 1}])
    measures = review([inbox]).to_dict()["measures"]
    assert (measures["7"], measures["12"], measures["26"], measures["1"]) == (2, 2, 1, 0)
    assert len(measures) == 42


def test_two_files_of_the_highest_version_leave_the_office_without_a_verdict(inbox, send):
    send("a.json")
    send("b.json", notes="other")
    result = review([inbox]).to_dict()
    row = row_of(review([inbox]), "CN-HB")
    assert (row["file"], row["verdict"], row["counts"]) == (None, None, None)
    assert result["measures"]["7"] == 0
    assert [finding["rule"] for finding in result["findings"] if finding["severity"] == "error"].count(
        "version-repeated"
    ) == 1
    assert len(result["reports"]) == 2


def test_copies_of_one_file_are_one(inbox, send):
    send("b.json").rename(inbox / "a.json")
    (inbox / "b.json").write_bytes((inbox / "a.json").read_bytes())
    result = review([inbox])
    assert row_of(result, "CN-HB")["file"] == str(inbox / "a.json")
    assert len(result.reports) == 1


def test_reports_come_in_roster_order_and_files_of_no_known_office_last(inbox, send):
    send("1.json", office="CN-ZJ")
    send("2.json", office="CN-XX")
    send("3.json", office="XPCC")
    send("4.json", office="CN-AH")
    (inbox / "0.json").write_text("{")
    reports = review([inbox]).to_dict()["reports"]
    assert [report["office"] for report in reports] == ["CN-AH", "CN-ZJ", "XPCC", None, None]


def test_a_plan_does_not_depend_on_its_neighbours(inbox, send):
    send("a.json", plan_year=2014)
    alone = review([inbox]).to_dict()["reports"][0]
    send("b.json", office="CN-HN")
    send("c.json", version=2)
    beside = [report for report in review([inbox]).to_dict()["reports"] if report["input"]["name"].endswith("a.json")]
    assert beside == [alone]


def test_a_status_that_cannot_be_read_is_not_submitted(inbox, send):
    send("a.json", status="sent")
    result = review([inbox]).to_dict()
    assert row_of(review([inbox]), "CN-HB")["verdict"] == "invalid"
    assert "CN-HB" in {finding["at"] for finding in result["findings"] if finding["rule"] == "office-without-plan"}
