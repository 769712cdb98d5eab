"""`plancheck explain`: for every rule, what it wants and why, and parts of plans that break it and keep it."""

from __future__ import annotations

import re

import pytest

from checker import check, load_pack
from checker.cli.examples import examples_of
from checker.pack.loading import installed_packs
from checker.pack.model import Stage
from checker.reporting.columns import columns

PACKS = [load_pack(id_) for id_ in installed_packs()]
RULES = [pytest.param(rule, pack, id=rule.id) for pack in PACKS for rule in pack.rules]
PLAN_RULES = [
    pytest.param(rule, pack, id=rule.id) for pack in PACKS for rule in pack.rules if rule.stage is not Stage.REVIEW
]
HEADINGS = {
    "en": ("Severity:", "Duty:", "Why:", "Clause:", "To do:", "Breaks the rule:", "Keeps the rule:"),
    "zh": ("级别：", "要求：", "理由：", "依据：", "修改：", "不符合规则的示例：", "符合规则的示例："),
}


def snippets(text: str) -> list[list[str]]:
    """The examples in an explanation: the lines that are indented by four blanks."""
    found: list[list[str]] = [[]]
    for line in text.split("\n\n"):
        rows = [row[4:] for row in line.splitlines() if row.startswith("    ")]
        if len(rows) == len(line.splitlines()) and rows:
            found.append(rows)
    return found[1:]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("rule", "pack"), RULES)
def test_every_rule_is_explained(run, rule, pack, lang):
    done = run("explain", rule.id, "--lang", lang, "--pack", pack.id)
    assert done.status == 0
    assert done.err == ""
    lines = done.out.splitlines()
    together = re.sub(r"\s+", "", done.out)
    head = f"{rule.title.en} ({rule.id})" if lang == "en" else f"{rule.title.zh}（{rule.id}）"
    assert together.startswith(re.sub(r"\s+", "", head))
    for text in (rule.duty, rule.rationale):
        assert re.sub(r"\s+", "", text.in_language(lang)) in together
    headings = HEADINGS[lang][: 5 if rule.stage is Stage.REVIEW else 7]
    places = [next(place for place, line in enumerate(lines) if line.startswith(heading)) for heading in headings]
    assert places == sorted(places)
    assert max(columns(line, lang) for line in lines) <= 80
    assert not re.search(r"\{[a-z_]+\.[a-z_]+\}", done.out)


@pytest.mark.parametrize(("rule", "pack"), PLAN_RULES)
def test_the_examples_are_what_they_are_called(rule, pack):
    examples = examples_of(rule, pack)
    assert examples is not None
    broken = check(examples.broken.plan, pack=pack, as_of=examples.broken.as_of)
    kept = check(examples.kept.plan, pack=pack, as_of=examples.kept.as_of)
    assert rule.id in {finding.rule for finding in broken.findings}
    assert rule.id not in {finding.rule for finding in kept.findings}


def test_an_example_shows_what_matters_and_little_else(run):
    broken, kept = snippets(run("explain", "completion-after-plan-year").out)
    assert "      - due: 2014-01-01" in broken
    assert not any("2014" in line for line in kept)
    assert [line for line in broken if "objective" in line] == []
    broken, kept = snippets(run("explain", "objective-missing").out)
    assert broken[-4:] == ["    # …", "    # no “objective”", "  # …", "# …"]
    assert any(line.startswith("    objective: ") for line in kept)
    broken, kept = snippets(run("explain", "draft-past-deadline").out)
    assert broken[0] == "# checked for 2012-12-27"
    broken, kept = snippets(run("explain", "required-measure-missing").out)
    assert "  - {number: 7}" not in broken
    assert "  - {number: 7}" in kept


@pytest.mark.parametrize("rule", ["schema", "unreadable"])
def test_what_comes_before_the_rules_is_explained_too(run, rule):
    for lang in ("en", "zh"):
        done = run("explain", rule, "--lang", lang)
        assert done.status == 0
        assert rule in done.out.splitlines()[0]


def test_a_rule_without_cases_is_explained_without_examples(run, own_pack):
    (own_pack / "II.2" / "measure-class-mismatch" / "cases.yaml").unlink()
    done = run("explain", "measure-class-mismatch", "--pack", own_pack)
    assert done.status == 0
    assert "[class of the measure in the catalogue]" in done.out
    assert "Breaks" not in done.out


def test_cases_that_cannot_be_used_are_the_authors_to_mend(run, pack_folder, own_pack):
    cases = own_pack / "II.1" / "objective-missing" / "cases.yaml"
    cases.write_text(
        "cases:\n"
        "  - {name: kept, kind: keeps, finds: []}\n"
        "  - name: broken\n"
        "    kind: breaks\n"
        "    patch: [{op: remove, path: /measures/99}]\n"
        "    finds: []\n",
        encoding="utf-8",
    )
    done = run("explain", "objective-missing", "--pack", own_pack)
    assert done.status == 3
    assert f"{cases}:3: The patch of the case “broken” does not fit the base document" in done.err
    cases.write_text("cases:\n  - {name: a, kind: kept, finds: []}\n  - {name: b, kind: breaks}\n", encoding="utf-8")
    done = run("explain", "objective-missing", "--pack", own_pack, "--lang", "zh")
    assert done.status == 3
    assert f"{cases}:2: " in done.err
    assert f"{cases}:3: " in done.err
    (own_pack / "documents" / "provincial-plan.base.yaml").write_text("[]")
    cases.write_bytes((pack_folder / "II.1" / "objective-missing" / "cases.yaml").read_bytes())
    assert "provincial-plan.base.yaml" in run("explain", "objective-missing", "--pack", own_pack).err


def test_a_rule_of_several_packs_has_to_be_told_apart(run):
    done = run("explain", "office-without-plan")
    assert done.status == 2
    assert "sipo-2011-139, sipo-2012-113" in done.err
    assert "--pack" in done.err
    assert run("explain", "office-without-plan", "--pack", "sipo-2011-139").status == 0
    done = run("explain", "assigned-item-mising")
    assert done.status == 2
    assert "assigned-item-missing" in done.err
