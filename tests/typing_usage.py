"""How a typed program uses plancheck: mypy checks this file, and nothing runs it (tests/test_packaging.py)."""

from datetime import date
from pathlib import Path
from typing import Any, assert_type

from checker import Finding, Pack, Report, RuleStatus, Severity, Verdict, check, load_pack

pack = load_pack(Path("rules/of-mine"))
assert_type(pack, Pack)

report = check(Path("plan.yaml"), pack=pack, as_of=date(2012, 12, 1), lang="zh")
assert_type(report, Report)
assert_type(report.verdict, Verdict)
assert_type(report.findings, tuple[Finding, ...])
assert_type(report.counts[Severity.ERROR], int)
assert_type(report.rules["some-rule"], RuleStatus)
assert_type(report.to_dict(), dict[str, Any])
for finding in report.findings:
    assert_type(finding.message.in_language("en"), str)
    assert_type(finding.place.line, int | None)

check("format: provincial-plan/1")
check(b"{}")
check({"format": "provincial-plan/1"}, pack="some-circular")

# Each of these is wrong; mypy complains if it no longer sees it.
check(7)  # type: ignore[arg-type]
check({}, lang="fr")  # type: ignore[arg-type]
check({}, as_of="2012-12-01")  # type: ignore[arg-type]
check({}, as_at=date(2012, 12, 1))  # type: ignore[call-arg]
report.verdict = Verdict.PASS  # type: ignore[misc]
report.to_json()  # type: ignore[attr-defined]
