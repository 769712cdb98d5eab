"""The list of licences and the bill of materials are those of the lock, and true of what is installed here."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from referencing import Registry, Resource

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
