"""Writes `licences.md` and `sbom.cdx.json`: what plancheck installs besides itself, by which licence, from where.

What is installed says the lock (`.ci/locks/run.txt`), by which licence say the packages' own metadata. `.ci/lock` runs
this where the locked packages are installed; it writes beside itself, the same bytes from the same lock.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ROOT: Final = Path(__file__).resolve().parents[1]
LOCKS: Final = ROOT / ".ci" / "locks"
LICENCES: Final = "licences.md"
SBOM: Final = "sbom.cdx.json"

_PIN: Final = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?: ; (?P<marker>[^\\]+))?")
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_SPDX_ID: Final = re.compile(r"[A-Za-z0-9.+-]+")
_SPDX: Final = re.compile(rf"{_SPDX_ID.pattern}(?: (?:AND|OR|WITH) {_SPDX_ID.pattern})*")
_FAMILIES: Final = frozenset({"AGPL", "BSD", "GPL", "LGPL"})
"""What several licences are called together."""
_HOMES: Final = ("homepage", "home", "source", "repository", "github", "source code", "website")
"""The labels under which packages give their home, the most telling first, in small letters."""

STATED: Final = {
    "blinker": "MIT",
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "pebble": "LGPL-3.0-or-later",
    "waitress": "ZPL-2.1",
    "z3-solver": "MIT",
}
"""The licences of packages whose metadata names none, or a family of them only: as their own licence files have it."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A package as a lock has it: one version, where it is needed at all (`marker`), and the digests of its files."""

    name: str
    version: str
    marker: str | None
    hashes: tuple[str, ...]
    wanted_by: tuple[str, ...]

    @property
    def purl(self) -> str:
        """The package as other programs name it."""
        return f"pkg:pypi/{self.name}@{self.version}"


@dataclass(frozen=True, slots=True)
class Described:
    """What a package says of itself: its licence as an SPDX expression, its home, and what it asks for."""

    licence: str
    home: str
    asks_for: frozenset[str]


def read_lock(name: str) -> tuple[Locked, ...]:
    """The packages of a lock, in its order. Raises `ValueError` for a line that names no package in one version."""
    text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(_locked(entry) for entry in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:])


def _locked(entry: str) -> Locked:
    head, _, comment = entry.partition("    # via")
    found = _PIN.match(head)
    if found is None:
        raise ValueError(f"not one version: {entry.splitlines()[0]}")
    marker = found["marker"]
    wanted_by = [line.strip(" #") for line in comment.splitlines()]
    return Locked(
        canonicalize_name(found["name"]),
        found["version"],
        None if marker is None else str(Marker(marker.strip())),
        tuple(_HASH.findall(head)),
        tuple(name for name in wanted_by if name and not name.startswith("-c ")),
    )


def describe(name: str) -> Described:
    """What the installed package says of itself. Raises `ValueError` where it does not tell its licence."""
    metadata = distribution(name).metadata
    asked = (Requirement(line) for line in distribution(name).requires or ())
    needed = (each for each in asked if each.marker is None or "extra" not in str(each.marker))
    return Described(
        licence=_licence(name, metadata.get("License-Expression") or metadata.get("License") or ""),
        home=_home(metadata.get("Home-page"), metadata.get_all("Project-URL") or ()),
        asks_for=frozenset(canonicalize_name(each.name) for each in needed),
    )


def _licence(name: str, said: str) -> str:
    if said not in _FAMILIES and _SPDX.fullmatch(re.sub(r"[()]", "", said)):
        return said
    if name not in STATED:
        raise ValueError(f"{name} does not name its licence; look it up and state it in {Path(__file__).name}")
    return STATED[name]


def _home(page: str | None, urls: Iterable[str]) -> str:
    by_label = {label.lower(): url for label, _, url in (each.partition(", ") for each in urls)}
    return page or next((by_label[label] for label in _HOMES if label in by_label), "")


def licences_page(packages: Sequence[tuple[Locked, Described]]) -> str:
    """The page with a row for each package."""
    rows = (
        f"| [{locked.name}]({described.home}) | {locked.version} | {described.licence} | {_condition(locked)} |"
        for locked, described in packages
    )
    return "\n".join(
        (
            "<!-- Made by docs/generate_dependencies.py (run .ci/lock); do not edit. -->",
            "# Licences",
            "",
            "plancheck is under the [Apache License 2.0](../LICENSE). With it and its extra `engine` are installed the",
            "packages below, each under a licence of its own; the versions are those it is tested with.",
            "[sbom.cdx.json](sbom.cdx.json) has the same for programs (CycloneDX), with the digests of their files.",
            "",
            "| package | version | licence (SPDX) | where |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
        )
    )


def _condition(locked: Locked) -> str:
    return "everywhere" if locked.marker is None else f"`{locked.marker}`"


def sbom(packages: Sequence[tuple[Locked, Described]]) -> str:
    """The bill of materials, CycloneDX 1.6: no clock and no random number, so the same for the same lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = f"pkg:pypi/{project['name']}@{project['version']}"
    refs = {locked.name: locked.purl for locked, _ in packages}
    lines = [*project["dependencies"], *project["optional-dependencies"]["engine"]]
    asked = sorted({canonicalize_name(Requirement(line).name) for line in lines})
    data = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
                "licenses": _licences(project["license"]),
                "purl": own,
            }
        },
        "components": [_component(*each) for each in packages],
        "dependencies": list(_dependencies({own: asked}, packages, refs)),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _component(locked: Locked, described: Described) -> dict[str, Any]:
    files = {
        "type": "distribution",
        "url": f"https://pypi.org/project/{locked.name}/{locked.version}/#files",
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in locked.hashes],
    }
    marker = {} if locked.marker is None else {"properties": [{"name": "plancheck:marker", "value": locked.marker}]}
    return {
        "type": "library",
        "bom-ref": locked.purl,
        "name": locked.name,
        "version": locked.version,
        "licenses": _licences(described.licence),
        "purl": locked.purl,
        "externalReferences": [{"type": "website", "url": described.home}, files],
        **marker,
    }


def _licences(expression: str) -> list[dict[str, Any]]:
    if _SPDX_ID.fullmatch(expression):
        return [{"license": {"id": expression}}]
    return [{"expression": expression}]


def _dependencies(
    own: Mapping[str, Sequence[str]], packages: Sequence[tuple[Locked, Described]], refs: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    asked = {**own, **{locked.purl: sorted(described.asks_for) for locked, described in packages}}
    for ref, names in asked.items():
        yield {"ref": ref, "dependsOn": [refs[name] for name in names if name in refs]}


def packages_installed() -> list[tuple[Locked, Described]]:
    """The packages of the lock, and what they say of themselves. Raises `ValueError` where another version is here."""
    packages = []
    for locked in read_lock("run"):
        here = distribution(locked.name).version
        if here != locked.version:
            raise ValueError(f"{locked.name} {here} is installed, and {locked.version} is locked: run .ci/lock")
        packages.append((locked, describe(locked.name)))
    return packages


if __name__ == "__main__":
    found = packages_installed()
    for file, text in ((LICENCES, licences_page(found)), (SBOM, sbom(found))):
        Path(__file__).with_name(file).write_text(text, encoding="utf-8", newline="\n")
