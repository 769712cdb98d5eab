"""The cases of the rules notice every mutant but those that are the same rule."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from ..running import last_line_of  # noqa: TID252 - folders of tests are no packages

HERE = Path(__file__).parent
README = HERE.parent / "README.md"


def run(script: str, *arguments: str) -> Any:
    return last_line_of(HERE / script, *arguments)


def test_the_cases_notice_every_mutant_but_those_that_are_the_same_rule():
    outcome = run("killing.py", "--json")
    assert outcome["untrue"] == []
    assert outcome["unlisted"] == []
    assert outcome["gone"] == []
    # The table that people read is the one that was found.
    assert outcome["table"] in README.read_text(encoding="utf-8")


@pytest.mark.durable
def test_durable_rules_tells_a_sample_of_the_mutants_apart_as_well():
    outcome = run("killing.py", "--json", "--engine", "durable_rules", "--every", "8")
    assert outcome["untrue"] == []
    assert outcome["unlisted"] == []


def test_every_survivor_has_a_reason():
    groups = yaml.safe_load((HERE / "survivors.yaml").read_text(encoding="utf-8"))["survivors"]
    assert all(group["why"].strip() and group["of"] for group in groups)


def test_what_an_analysis_says_holds_of_the_plans_of_all_cases():
    outcome = run("claims.py", "34", "value")
    assert outcome["wrong"] == []
    # An analysis that says nothing is never contradicted.
    assert sum(outcome["found"].values()) - outcome["found"]["nothing"] > 4
