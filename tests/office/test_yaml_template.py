"""`plancheck template`: for every kind of document, every sender and either language, what only has to be filled in."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from checker import check, load_pack
from checker.model import LANGUAGES
from checker.office.blank import Blank, senders_of
from checker.office.conversion import yaml_template
from checker.pack.loading import installed_packs

if TYPE_CHECKING:
    from checker.model import Language

KINDS = [(load_pack(id_), kind) for id_ in installed_packs() for kind in load_pack(id_).documents.values()]
EVERY = [
    pytest.param(pack, kind, sender, id=f"{pack.id}-{kind.name}-{sender}")
    for pack, kind in KINDS
    for sender in senders_of(pack, kind)
    # A plan that was published is taken down as it is, and never a draft.
    if kind.status is not None
]
PACK = load_pack("sipo-2012-113")
PROVINCIAL = PACK.documents["provincial-plan/1"]
PREPARED = re.compile(r"^( *)# (?!#)")
"""A line to be used by taking away its `#`; explanations have two."""


def template(office: str, lang: Language) -> str:
    return yaml_template(Blank(PACK, PROVINCIAL, office), lang)


def block(lines: list[str], number: int) -> range:
    """The lines of the entry for a measure, in use or prepared."""
    start = next(place for place, line in enumerate(lines) if re.match(rf"  (?:# )?- number: {number}\b", line))
    end = next(place for place in range(start, len(lines)) if not lines[place])
    return range(start, end)


def used(lines: list[str], places: range) -> None:
    """Take away the `#` of the prepared lines among these."""
    for place in places:
        lines[place] = PREPARED.sub(r"\1", lines[place])


def filled(text: str, province: str, optional: list[int]) -> dict[str, Any]:
    """The plan of an office as somebody fills it in who does no more than the comments say."""
    lines = text.splitlines()
    for number in optional:
        used(lines, block(lines, number))
    entries = lines.index("measures:")
    for place in range(entries, len(lines)):
        if re.search(r"# - due:|#   milestone:|# legislation:|#   regulation_in_force:|#   path:", lines[place]):
            used(lines, range(place, place + 1))
    # What is prepared for these has parts that are prepared in turn.
    for number in {32, 36} & set(optional):
        used(lines, block(lines, number))
    used(lines, range(lines.index("regions:"), len(lines)))
    data = yaml.safe_load("\n".join(lines).partition("\nexceptions:")[0])
    return answered(data, {**ANSWERS, "code": f"{province}0100"})


FIGURES = ("compliant_enterprises", "trained_agents", "service_platforms", "advantaged_enterprises", "pilot_bases")
ANSWERS: dict[str, Any] = {
    "due": "2013-06-30",
    "amount_cny": 100000,
    "basic_patents": 11,
    "kind": "approval",
    "status": "approved",
    "department": "patent-administration",
    "date": "2012-12-20",
    "regulation_in_force": False,
    "path": "propose",
    **dict.fromkeys(FIGURES, 40),
}
"""What is filled in at members of these names; at others, a text where one is asked for."""


def answered(blank: Any, answers: dict[str, Any], name: str = "") -> Any:
    if isinstance(blank, dict):
        return {member: answered(value, answers, member) for member, value in blank.items()}
    if isinstance(blank, list):
        return [answered(value, answers, name) for value in blank]
    if blank in ("", None):
        return answers.get(name, "某项内容" if blank == "" else None)
    return str(blank) if isinstance(blank, date) else blank


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("pack", "kind", "sender"), EVERY)
def test_as_it_is_it_lacks_only_contents(pack, kind, sender, lang):
    text = yaml_template(Blank(pack, kind, sender), lang)
    report = check(text, pack=pack)
    assert (report.document, report.office, report.version) == (kind.format, sender, 1)
    rules = {finding.rule for finding in report.findings}
    assert "schema" not in rules
    # What the rules miss as a row of a table is there.
    assert {pack.rules_by_id[rule].for_each for rule in rules - {"left-out"}} <= kind.kinds.keys()
    data = yaml.safe_load(text)
    assert data["status"] == kind.draft
    assert data["plan_year"] == int(str(pack.plan_year and pack.plan_year.first_day)[:4])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("office", "province"), [("CN-HB", "42"), ("XPCC", "65")])
def test_filled_in_it_passes(office, province, lang):
    plan = filled(template(office, lang), province, [4, 16, 32, 36])
    report = check(plan, pack=PACK)
    assert not [rule for rule in {finding.rule for finding in report.findings} - HINTS if rule not in HINTS]
    assert list(report.selection["optional"]) == [4, 16, 32, 36]


HINTS = {"region-unknown", "region-name-mismatch", "regional-deployment-single", "support-request-advisable"}
"""What a filled-in plan of this test keeps: one region, with no name of any."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("pack", "kind"), KINDS)
def test_every_field_has_a_comment(pack, kind, lang):
    explained = False
    for line in yaml_template(Blank(pack, kind, senders_of(pack, kind)[0]), lang).splitlines():
        if re.match(r"[ #]*(?:- )?\w+:", line) and not line.lstrip().startswith("##"):
            assert explained or re.search(r"  ## \S", line), line
        else:
            explained = line.startswith("##")
        if not line:
            explained = False


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("pack", "kind"), KINDS)
def test_what_the_circular_asks_is_in_the_language_chosen(pack, kind, lang):
    text = yaml_template(Blank(pack, kind, senders_of(pack, kind)[0]), lang)
    comments = re.sub(r"\s+|##", "", "".join(re.findall(r"##.*", text)))
    for number in () if kind.items is None else pack.codes_of(kind.items.table):
        title = pack.label(kind.items.table, number)
        assert title is not None
        assert re.sub(r"\s", "", title.in_language(lang)) in comments
    for rule in pack.rules_for(kind):
        duty = rule.duty.in_language(lang).rstrip(".。")
        assert re.sub(r"\s", "", duty) in comments, rule.id
    other = re.compile(r"[A-Za-z]{4,} [a-z]{3,} [a-z]{2,}" if lang == "zh" else r"[一-鿿]")
    # A command is the same in both.
    text = re.sub(r"plancheck schema plan --pack", "", text)
    assert not other.search(text)


def about(lines: list[str], head: str) -> str:
    lines = [*lines, ""]
    start = next(place for place, line in enumerate(lines) if line.startswith(f"  ## {head}:"))
    block = lines[start : next(place for place in range(start, len(lines)) if not lines[place])]
    return re.sub(r"\s+(?:## +)?", " ", " ".join(block))


def test_the_choices_hint_at_what_each_needs():
    lines = template("CN-HB", "en").splitlines()
    assert "legal-affairs (Legal Affairs Department)" in about(lines, "Measure 4")
    assert "legislation:" in about(lines, "Measure 4")
    assert "needs SIPO's consent" in about(lines, "Measure 36")
    assert "sipo_support:" in about(lines, "Measure 36")
    assert "so many offices: 15" in about(lines, "Measure 26")
    assert "at least 30 enterprises" in about(lines, "Measure 26")
    assert "more than 10 basic patents" in about(lines, "Measure 32")
    assert "service platforms; the figure announced: 20" in about(lines, "Measure 16")
    assert "targets:" not in about(lines, "Measure 8")
    assert "sipo_support" not in about(lines, "Measure 8")
    assert "number:" not in about(lines, "Measure 1")


def test_an_office_has_the_items_in_which_it_takes_part():
    pack = load_pack("sipo-2011-139")
    text = yaml_template(Blank(pack, pack.main_document, "CN-BJ"), "en")
    rows = pack.tables["assignment"].index(["office"])["CN-BJ",]
    owed = [row["item"] for row in rows if not row["conditional"]]
    assert [item["number"] for item in yaml.safe_load(text)["items"]] == owed
    lines = text.splitlines()
    assert "# - number: VI.3" in text
    assert "only if a national hi-tech zone lies there" in about(lines, "Item VI.3")
    assert "number:" not in about(lines, "Item I.3")
    assert "unit that the promotion plan names as responsible" in about(lines, "Item I.1")


def test_a_department_has_the_measures_that_it_leads():
    kind = PACK.documents["department-plan/1"]
    text = yaml_template(Blank(PACK, kind, "legal-affairs"), "zh")
    led = PACK.tables["catalogue_lead"].index(["department"])["legal-affairs",]
    assert [measure["number"] for measure in yaml.safe_load(text)["measures"]] == [row["number"] for row in led]


PLAIN = Path(__file__).with_name("plain")
"""A pack whose schema says nothing for people, whose document has no year and lists what no rule misses."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("sender", ["yes", "007"])
def test_a_pack_that_says_little_has_one_too(sender, lang):
    plain = load_pack(PLAIN)
    text = yaml_template(Blank(plain, plain.main_document, sender), lang)
    data: dict[str, Any] = yaml.safe_load(text)
    assert data == {
        "format": "library-report/1",
        "circular": "plain",
        "from": sender,
        "open": None,
        "shelves": [],
        "days": None,
    }
    assert "## - " + {"en": "A library shall open on Sundays (1).", "zh": "图书馆应当在星期日开放（1）。"}[lang] in text
    assert '  # - shelf: "B"' in text or "  # - shelf: B" in text
