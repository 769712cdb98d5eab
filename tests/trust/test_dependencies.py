"""What plancheck depends on: locked as it is asked for, listed with its licences, and asked whether it is vulnerable.

Of what pip-audit answers, known advisories are told from those that stand for a while and from what it could not ask.
"""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, timedelta
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from referencing import Registry, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator


DOCS = Path(__file__).resolve().parents[2] / "docs"
SCHEMAS = Path(__file__).resolve().parent / "schemas"
RENEW = "run .ci/lock"


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def bom():
    return json.loads((DOCS / "sbom.cdx.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rows():
    """The list of licences: package -> version, licence, where."""
    page = (DOCS / "licences.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| \[(.+?)\]\((https?://.+?)\) \| (.+?) \| (.+?) \| (.+?) \|$", page, re.MULTILINE)
    return {name: cells for name, _, *cells in found}


def test_the_bill_of_materials_is_valid_cyclonedx(bom):
    others = {f"{name}.SNAPSHOT.schema.json": schema(name) for name in ("spdx", "jsf-0.82")}
    base = "http://cyclonedx.org/schema/"
    registry = Registry().with_resources(
        (base + name, Resource.from_contents(contents)) for name, contents in others.items()
    )
    validator = jsonschema.Draft7Validator(schema("bom-1.6"), registry=registry)
    assert [error.message for error in validator.iter_errors(bom)] == []
    bom = json.loads(json.dumps(bom))
    bom["components"][0]["licenses"] = [{"license": {"id": "MIT License"}}]
    assert not validator.is_valid(bom)


def test_both_have_what_is_locked(bom, rows, generator):
    locked = {package.name: package for package in generator.read_lock("run")}
    assert {name: cells[0] for name, cells in rows.items()} == {name: each.version for name, each in locked.items()}
    assert {each["name"]: each["version"] for each in bom["components"]} == {
        name: each.version for name, each in locked.items()
    }, RENEW
    for component in bom["components"]:
        (files,) = (each for each in component["externalReferences"] if each["type"] == "distribution")
        assert [each["content"] for each in files["hashes"]] == list(locked[component["name"]].hashes)


def installed() -> dict[str, str]:
    """What plancheck installs here besides itself, with what that installs: name -> version."""
    found: dict[str, str] = {}
    project = DOCS.parent / "pyproject.toml"
    described = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    waiting = [*described["dependencies"], *described["optional-dependencies"]["engine"]]
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        if name not in found and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
            found[name] = distribution(name).version
            waiting += distribution(name).requires or ()
    return found


def test_whatever_is_installed_is_listed_with_its_licence(rows, generator):
    here = installed()
    assert here.keys() <= rows.keys(), RENEW
    for name, (version, licence, where) in rows.items():
        if name not in here:
            assert where != "everywhere", f"{name} is listed and not installed: {RENEW}"
            assert not Marker(where.strip("`")).evaluate()
        elif here[name] == version:
            assert generator.describe(name).licence == licence, RENEW


def test_both_are_made_again_byte_for_byte(generator):
    try:
        packages = generator.packages_installed()
    except (ValueError, PackageNotFoundError):
        pytest.skip("other versions than the locked ones are installed here")
    assert (DOCS / "licences.md").read_text(encoding="utf-8") == generator.licences_page(packages), RENEW
    assert (DOCS / "sbom.cdx.json").read_text(encoding="utf-8") == generator.sbom(packages), RENEW


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


ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
"""What to do where one of these fails."""

PYTHONS = [
    {"python_version": version, "python_full_version": f"{version}.0", "sys_platform": system, "os_name": name}
    for version in ("3.11", "3.12", "3.13", "3.14")
    for system, name in (("linux", "posix"), ("darwin", "posix"), ("win32", "nt"))
]


def group(name: str) -> Iterator[str]:
    """What a dependency group asks for, those it includes too."""
    for line in GROUPS[name]:
        if isinstance(line, dict):
            yield from group(line["include-group"])
        else:
            yield line


RUN = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["engine"]]
"""What plancheck runs with, as the README installs it."""

ASKED = {
    "run": RUN,
    "test": [*RUN, *group("test")],
    "lint": [*RUN, *group("lint")],
    "docs": list(group("docs")),
    "install": list(group("install")),
    "tools": list(group("tools")),
}
"""Lock -> what it is made of."""


def requirements(lines: list[str]) -> dict[str, list[Requirement]]:
    """The requirements by name; what is asked for twice counts twice."""
    asked: dict[str, list[Requirement]] = {}
    for requirement in map(Requirement, lines):
        asked.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return asked


def applies(marker: Marker | None, python: dict[str, str]) -> bool:
    return marker is None or marker.evaluate({**python, "extra": ""})


def test_there_is_a_lock_for_each_purpose_and_no_other():
    assert {path.name for path in (ROOT / ".ci" / "locks").iterdir()} == {f"{name}.txt" for name in ASKED}


@pytest.mark.parametrize("lock", ASKED)
def test_what_is_asked_for_is_locked_as_it_is_asked_for(lock, generator):
    locked = {package.name: package for package in generator.read_lock(lock)}
    for name, asked in requirements(ASKED[lock]).items():
        assert name in locked, RENEW
        for requirement in asked:
            assert requirement.specifier.contains(locked[name].version, prereleases=True), RENEW
        marker = None if locked[name].marker is None else Marker(locked[name].marker)
        for python in PYTHONS:
            wanted = any(applies(requirement.marker, python) for requirement in asked)
            assert applies(marker, python) or not wanted, f"{name}: {RENEW}"


@pytest.mark.parametrize("lock", ASKED)
def test_every_package_is_of_one_version_with_the_digests_of_its_files(lock, generator):
    locked = generator.read_lock(lock)
    assert locked
    assert len({package.name for package in locked}) == len(locked)
    for package in locked:
        assert package.hashes, package.name


def test_a_lock_names_no_place_to_get_packages_from():
    for lock in ASKED:
        text = (ROOT / ".ci" / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
        assert not [line for line in text.splitlines() if line.startswith("-") or "://" in line or "/tmp/" in line]  # noqa: S108 - what must not be there
