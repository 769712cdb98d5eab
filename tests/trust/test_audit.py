"""What pip-audit answers is judged: known advisories, those that stand for a while, and what it could not ask."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

TODAY = date(2026, 11, 21)
CLEAN = {"name": "click", "version": "8.5.1", "vulns": []}
SKIPPED = {"name": "tabulate", "skip_reason": "Dependency not found on PyPI and could not be audited: tabulate (0.9.0)"}
ALLOWED = """
[[advisory]]
id = "GHSA-1111-2222-3333"
package = "jinja2"
reason = "No plan reaches a template."
expires = 2026-11-21
"""


def faulty(*mended: str) -> dict[str, Any]:
    advisory = {"id": "PYSEC-2026-1", "aliases": ["GHSA-1111-2222-3333"], "fix_versions": list(mended)}
    return {"name": "jinja2", "version": "3.1.6", "vulns": [advisory]}


@pytest.mark.parametrize(
    ("packages", "allowed", "days", "status", "words"),
    [
        # An advisory fails, and says what to do.
        ([CLEAN, faulty("3.1.7")], "", 0, 1, "VULNERABLE: jinja2 3.1.6: PYSEC-2026-1 (mended by: 3.1.7)"),
        ([CLEAN, faulty("3.1.7")], "", 0, 1, ".ci/lock --upgrade"),
        ([faulty()], "", 0, 1, "no release yet"),
        # One that is allowed stands until its day, and not after.
        ([faulty()], ALLOWED, 0, 0, "No plan reaches a template."),
        ([faulty()], ALLOWED, 1, 1, "allowed until 2026-11-21 only"),
        # What could not be asked is never good.
        ([SKIPPED], "", 0, 75, "NOT AUDITED: 1 of 1 packages"),
        ([CLEAN, SKIPPED], "", 0, 75, "NOT AUDITED: 1 of 2 packages"),
        ([], "", 0, 75, "NOT AUDITED: 0 of 0 packages"),
    ],
)
def test_what_is_known_of_packages_is_judged(audit, packages, allowed, days, status, words):
    found = audit.judged({"dependencies": packages}, audit.read_allowed(allowed), TODAY + timedelta(days))
    assert (found.status, words in "\n".join(found.lines())) == (status, True)


@pytest.mark.parametrize("printed", ["", "Traceback (most recent call last):", "[1, 2"])
def test_a_pip_audit_that_fails_has_said_nothing(audit, printed, monkeypatch, capsys):
    def fail(command: list[str], **_settings: object) -> Any:
        return audit.subprocess.CompletedProcess(command, 1, stdout=printed, stderr="no route to host")

    monkeypatch.setattr(audit.subprocess, "run", fail)
    assert audit.main(["lock.txt"]) == 75
    assert capsys.readouterr().out.startswith("NOT AUDITED: 0 of 0")


def test_what_is_allowed_now_says_all_it_has_to(audit):
    for allowed in audit.read_allowed(audit.ADVISORIES.read_text(encoding="utf-8")):
        assert isinstance(allowed.expires, date)
        assert allowed.reason.endswith(".")
    with pytest.raises(TypeError):
        audit.read_allowed('[[advisory]]\nid = "GHSA-1"\npackage = "a"\n')
