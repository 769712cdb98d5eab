"""`plancheck explain`: for every rule, what it wants and why, and parts of plans that break it and keep it."""

import re

import pytest

from checker import check, load_pack
from checker.cli.commands.explain import examples_of
from checker.pack.loading import installed_packs
from checker.pack.model import Stage
from checker.reporting.page import columns

RULES = [pytest.param(rule, pack, id=rule.id) for pack in map(load_pack, installed_packs()) for rule in pack.rules]
HEADINGS = {
    "en": ("Severity:", "Duty:", "Why:", "Clause:", "To do:", "Breaks the rule:", "Keeps the rule:"),
    "zh": ("级别：", "要求：", "理由：", "依据：", "修改：", "不符合规则的示例：", "符合规则的示例："),
}


def snippets(text):
    """The examples in an explanation: the lines that are indented by four blanks."""
    found = []
    for line in text.split("\n\n")[1:]:
        rows = [row[4:] for row in line.splitlines() if row.startswith("    ")]
        if len(rows) == len(line.splitlines()) and rows:
            found.append(rows)
    return found


@pytest.mark.parametrize(("rule", "pack"), RULES)
def test_every_rule_is_explained_and_its_examples_are_what_they_are_called(run, rule, pack):
    for lang in ("en", "zh"):
        done = run("explain", rule.id, "--lang", lang, "--pack", pack.id)
        assert (done.status, done.err) == (0, "")
        lines = done.out.splitlines()
        together = re.sub(r"\s+", "", done.out)
        head = f"{rule.title.en} ({rule.id})" if lang == "en" else f"{rule.title.zh}（{rule.id}）"
        for text in (head, rule.duty.in_language(lang), rule.rationale.in_language(lang)):
            assert re.sub(r"\s+", "", text) in together
        headings = HEADINGS[lang][: 5 if rule.stage is Stage.REVIEW else 7]
        places = [next(place for place, line in enumerate(lines) if line.startswith(heading)) for heading in headings]
        assert places == sorted(places)
        assert max(columns(line, lang) for line in lines) <= 80
        assert not re.search(r"\{[a-z_]+\.[a-z_]+\}", done.out)
    if rule.stage is not Stage.REVIEW:
        examples = examples_of(rule, pack)
        for example, is_broken in ((examples.broken, True), (examples.kept, False)):
            report = check(example.plan, pack=pack, as_of=example.as_of)
            assert (rule.id in {finding.rule for finding in report.findings}) is is_broken


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


def test_a_rule_without_cases_is_explained_without_examples(run, own_pack):
    (own_pack / "II.2" / "measure-class-mismatch" / "cases.yaml").unlink()
    done = run("explain", "measure-class-mismatch", "--pack", own_pack)
    assert done.status == 0
    assert "[class of the measure in the catalogue]" in done.out
    assert "Breaks" not in done.out
