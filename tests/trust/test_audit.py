"""What pip-audit answers is judged: known advisories, those that stand for a while, and what it could not ask."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

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


def faulty(*mended: str, name: str = "jinja2") -> dict[str, Any]:
    advisory = {"id": "PYSEC-2026-1", "aliases": ["GHSA-1111-2222-3333"], "fix_versions": list(mended)}
    return {"name": name, "version": "3.1.6", "vulns": [advisory]}


def said(audit: ModuleType, *packages: Any, allowed: str = "", today: date = TODAY) -> tuple[int, str]:
    found = audit.judged({"dependencies": list(packages)}, audit.read_allowed(allowed), today)
    return found.status, "\n".join(found.lines())


def test_an_advisory_fails_and_says_what_to_do(audit):
    status, text = said(audit, CLEAN, faulty("3.1.7"))
    assert status == 1
    assert "VULNERABLE: jinja2 3.1.6: PYSEC-2026-1 (mended by: 3.1.7)" in text
    assert ".ci/lock --upgrade" in text
    assert "no release yet" in said(audit, faulty())[1]


def test_one_that_is_allowed_stands_until_its_day_and_not_after(audit):
    status, text = said(audit, faulty(), allowed=ALLOWED)
    assert (status, "No plan reaches a template." in text) == (0, True)
    status, text = said(audit, faulty(), allowed=ALLOWED, today=date(2026, 11, 22))
    assert status == 1
    assert "allowed until 2026-11-21 only" in text


@pytest.mark.parametrize("packages", [[SKIPPED], [CLEAN, SKIPPED], []])
def test_what_could_not_be_asked_is_never_good(audit, packages):
    status, text = said(audit, *packages)
    assert status == 75
    assert text.startswith(f"NOT AUDITED: {packages.count(SKIPPED)} of {len(packages)} packages")


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
