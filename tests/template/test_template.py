"""`plancheck template`: for every office and in either language, a plan that only has to be filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from checker import check, load_pack
from checker.model import LANGUAGES
from checker.pack.loading import installed_packs
from checker.template import render_template

if TYPE_CHECKING:
    from checker.model import Language

PACK = load_pack("sipo-2012-113")
OFFICES = sorted(PACK.offices)
REQUIRED = [7, 12, 13, 17, 19, 20, 21, 23, 26]
OPTIONAL = [4, 8, 11, 15, 16, 18, 22, 24, 25, 27, 29, 30, 31, 32, 34, 36, 37, 38, 39, 40, 42]
OF_CONTENTS = {
    "actions-missing",
    "funding-missing",
    "objective-missing",
    "optional-measures-too-few",
    "regional-deployment-missing",
    "responsible-department-missing",
    "schedule-missing",
}
PREPARED = re.compile(r"^( *)# (?!#)")
"""A line to be used by taking away its `#`; explanations have two."""


def template(office: str, lang: Language) -> str:
    return render_template(PACK, PACK.offices[office], lang)


def block(lines: list[str], number: int) -> range:
    """The lines of the entry for a measure, in use or prepared."""
    start = next(place for place, line in enumerate(lines) if re.match(rf"  (?:# )?- number: {number}\b", line))
    end = next(place for place in range(start, len(lines)) if not lines[place])
    return range(start, end)


def used(lines: list[str], places: range) -> None:
    """Take away the `#` of the prepared lines among these."""
    for place in places:
        lines[place] = PREPARED.sub(r"\1", lines[place])


def filled(text: str, province: str, optional: list[int]) -> str:
    """The template as somebody fills it in who does no more than the comments say."""
    lines = text.splitlines()
    for number in optional:
        used(lines, block(lines, number))
    for place, line in enumerate(lines):
        if PREPARED.match(line) and re.search(
            r"- due:|milestone:|legislation:|regulation_in_force:|path:|- name:", line
        ):
            used(lines, range(place, place + 1))
    regions = lines.index("regions:")
    used(lines, range(regions, lines.index("", regions)))
    alliances = [
        place for place, line in enumerate(lines) if "basic_patents:" in line and number_of(lines, place) == 32
    ]
    used(lines, range(alliances[0], alliances[0] + 1) if 32 in optional else range(0))
    blanks = {
        r"(- |\w: )\"\"": r'\1"某项内容"',
        r"(amount_cny:)": r"\1 100000",
        r"(basic_patents:)": r"\1 11",
        r"(compliant_enterprises|trained_agents|service_platforms|advantaged_enterprises|pilot_bases):": r"\1: 40",
        r"status: pending": "status: approved",
        r"^( +date:)": r"\1 2012-12-20",
        r'code: "某项内容"': f'code: "{province}0100"',
    }
    for place, line in enumerate(lines):
        if not line.lstrip().startswith("#"):
            for blank, value in blanks.items():
                lines[place] = re.sub(blank, value, lines[place])
    return "\n".join(lines)


def number_of(lines: list[str], place: int) -> int:
    """The measure whose entry a line is in."""
    before = [match for line in lines[:place] if (match := re.match(r"  (?:# )?- number: (\d+)", line))]
    return int(before[-1][1])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("office", OFFICES)
def test_as_it_is_it_lacks_only_contents(office: str, lang: Language) -> None:
    report = check(template(office, lang), pack=PACK)
    assert report.verdict == "return"
    assert report.office == office
    assert {finding.rule for finding in report.findings} == OF_CONTENTS
    assert list(report.selection.required) == REQUIRED
    assert report.selection.optional == report.selection.national == report.selection.unknown == ()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("office", OFFICES)
def test_filled_in_it_passes(office: str, lang: Language) -> None:
    province = PACK.offices[office].province or "65"
    plan = filled(template(office, lang), province, [4, 16, 32, 36])
    report = check(plan, pack=PACK)
    assert [finding.message.en for finding in report.findings] == []
    assert report.verdict == "pass"
    assert list(report.selection.optional) == [4, 16, 32, 36]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_optional_measure_can_be_chosen(lang: Language) -> None:
    for number in OPTIONAL:
        others = [other for other in (8, 11, 15) if other != number]
        report = check(filled(template("CN-GD", lang), "44", [number, *others]), pack=PACK)
        assert [
            finding.message.en for finding in report.findings if finding.rule != "optional-measures-at-minimum"
        ] == []
        assert number in report.selection.optional


@pytest.mark.parametrize("lang", LANGUAGES)
def test_other_parsers_read_the_same(lang: Language) -> None:
    data: dict[str, Any] = yaml.safe_load(template("CN-HB", lang))
    assert [measure["number"] for measure in data["measures"]] == REQUIRED
    assert data["office"] == "CN-HB"
    assert data["status"] == "draft"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_has_a_comment(lang: Language) -> None:
    explained = False
    for line in template("CN-HB", lang).splitlines():
        if re.match(r"[ #]*(?:- )?\w+:", line) and not line.lstrip().startswith("##"):
            assert explained or re.search(r"  ## \S", line), line
        else:
            explained = line.startswith("##")
        if not line:
            explained = False


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_circular_asks_is_in_the_language_chosen(lang: Language) -> None:
    text = template("CN-HB", lang)
    comments = re.sub(r"\s+|##", "", "".join(re.findall(r"##.*", text)))
    for row in PACK.catalogue.measures.values():
        told = re.sub(r"\s", "", row.title.in_language(lang)) in comments
        assert told is (row.class_ != "national")
    for id_ in ("objective-missing", "submitted-late", "alliance-patents-too-few", "optional-measures-too-many"):
        duty = PACK.rules_by_id[id_].duty.in_language(lang).rstrip(".。")
        assert re.sub(r"\s", "", duty) in comments
    other = re.compile(r"[A-Za-z]{4,} [a-z]{3,} [a-z]{2,}" if lang == "zh" else r"[一-鿿]")
    assert not other.search(text)


def test_the_choices_hint_at_what_each_needs() -> None:
    lines = template("CN-HB", "en").splitlines()

    def about(number: int) -> str:
        start = next(place for place, line in enumerate(lines) if line.startswith(f"  ## Measure {number}:"))
        return "\n".join(lines[start : next(place for place in range(start, len(lines)) if not lines[place])])

    assert "led by: Legal Affairs Department" in about(4)
    assert "legislation:" in about(4)
    assert "cannot be done without SIPO's consent" in about(36)
    assert "patent-administration, protection-and-coordination" in about(36)
    assert "15 offices" in about(26)
    assert "at least 30 enterprises" in re.sub(r"\s+##\s+", " ", about(26))
    assert "more than 10 basic patents" in about(32)
    assert "about 20" in about(16)
    assert "targets:" not in about(8)
    assert "sipo_support" not in about(8)


def test_the_region_codes_are_those_of_the_province() -> None:
    assert "beginning with 42" in template("CN-HB", "en")
    assert "前两位为42" in template("CN-HB", "zh")
    assert "beginning with" not in template("XPCC", "en")


def test_the_title_is_the_offices() -> None:
    assert yaml.safe_load(template("XPCC", "zh"))["title"] == "新疆生产建设兵团知识产权局2013年组织实施方案"
