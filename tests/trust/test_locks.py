"""The locks fit pyproject.toml: what it asks for is locked, as it asks for it, with digests, and nothing else is."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
RENEW = "run .ci/lock"
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
