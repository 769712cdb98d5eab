"""The pages say what is so: made ones are fresh, what is quoted is there, tables are complete, links lead somewhere."""

import json
import re
import shlex
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import checker
from checker.cli.commands.packs import SCHEMAS
from checker.cli.program import COMMANDS as PROGRAM
from checker.i18n import say
from checker.pack.model import MemberType
from checker.pack.validation import _OPERATORS
from checker.reporting.naming import nouns
from checker.resources import rules_folder, schema_bytes

from ..programs import program  # noqa: TID252 - folders of tests are no packages
from .pages import DOCS, ROOT, blocks, name_of, plancheck, run, shown_by, text_of

PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
RULE_LANGUAGE = [DOCS / "rule-language.md", DOCS / "rule-language.zh-CN.md"]
RULE_PACKS = [DOCS / "rule-packs.md", DOCS / "rule-packs.zh-CN.md"]
REPORT = [DOCS / "report.md", DOCS / "report.zh-CN.md"]
ANALYSIS = [DOCS / "analysis.md", DOCS / "analysis.zh-CN.md"]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
COMMANDS = [DOCS / "commands.md", DOCS / "commands.zh-CN.md"]
PYTHON = [DOCS / "python.md", DOCS / "python.zh-CN.md"]
GUIDES = [DOCS / "office.md", DOCS / "reviewer.md"]
PACK = rules_folder() / "sipo-2012-113"
PACKAGE = Path(checker.__file__).parent
SCRIPTS = [ROOT / name for name in (".ci", "benchmarks", "docs", "tests")]


def table_under(page: Path, heading: str) -> list[list[str]]:
    """The cells of the first table that comes after a heading, without its head."""
    after = text_of(page).partition(heading)[2]
    assert after, f"{page.name} has no “{heading}”"
    rows = re.search(r"(?:^\|.*\n)+", after, re.MULTILINE)
    assert rows
    return [[cell.strip() for cell in line.strip("|\n").split("|")] for line in rows[0].splitlines()[2:]]


def names_in(cell: str) -> list[str]:
    return re.findall(r"`([a-z_0-9]+)`", cell)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("script", "make"), [("generate_facts", "facts_page"), ("generate_man", "man_page")])
def test_the_table_of_facts_and_the_man_page_are_fresh(script, make, lang):
    made = program(f"docs/{script}.py")
    assert text_of(DOCS / made.FILES[lang]) == getattr(made, make)(lang), f"run docs/{script}.py"


def test_the_pages_about_rules_and_the_schemas_of_outputs_are_fresh():
    made = program("docs/generate_rules.py")
    there = {page.relative_to(made.FOLDER).as_posix(): text_of(page) for page in made.FOLDER.rglob("*.md")}
    assert there == made.pages(), "run docs/generate_rules.py"
    made = program("docs/generate_schemas.py")
    for name in made.OUTPUTS:
        assert schema_bytes(name).decode() == made.schema_text(name), "run docs/generate_schemas.py"


def is_part_of(part: Any, whole: Any) -> bool:
    """Whether `whole` has all that `part` says; items of lists in the same order."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(name in whole and is_part_of(part[name], whole[name]) for name in part)
    if isinstance(part, list):
        return isinstance(whole, list) and len(part) == len(whole) and all(map(is_part_of, part, whole))
    return bool(part == whole)


@pytest.mark.parametrize("page", RULE_LANGUAGE, ids=name_of)
def test_the_rules_that_are_quoted_are_the_rules(page):
    quoted = blocks(page, "yaml")
    assert len(quoted) == 8
    for block in quoted:
        folder = PACK / block.partition("\n")[0].removeprefix("# ")
        said = yaml.safe_load(block)
        if "cases" in said:
            cases = yaml.safe_load((folder / "cases.yaml").read_text(encoding="utf-8"))["cases"]
            by_name = {case["name"]: case for case in cases}
            assert all(is_part_of(case, by_name[case["name"]]) for case in said["cases"])
        else:
            rule = yaml.safe_load((folder / "rule.yaml").read_text(encoding="utf-8"))
            conditions = ("for_each", "applies_if", "violated_if", "at", "subject")
            if "repairs" in said:
                conditions = ("repairs",)
            assert said == {name: rule[name] for name in conditions if name in rule}


@pytest.mark.parametrize(
    ("page", "heading", "types"),
    [
        (RULE_LANGUAGE[0], "A test is a member", ["counts", "days", "codes", "item numbers"]),
        (RULE_LANGUAGE[1], "每一项写明成员", ["数目", "日期", "代码", "编号"]),
    ],
    ids=["en", "zh"],
)
def test_every_operator_is_there_with_the_types_it_fits(page, heading, types):
    called = dict(zip(types, (MemberType.COUNT, MemberType.DAY, MemberType.CODE, MemberType.NUMBER), strict=True))
    said: dict[MemberType, set[str]] = {type_: set() for type_ in _OPERATORS}
    for operators, _, fits in table_under(page, heading):
        named = {called[name] for name in re.split(r", |、", fits) if name in called} or set(_OPERATORS)
        for type_ in named:
            said[type_] |= set(names_in(operators))
    assert said == {type_: set(map(str, operators)) for type_, operators in _OPERATORS.items()}


def schema_of(name: str) -> Any:
    return json.loads(schema_bytes(name))


FIELDS = [
    # Pages in English and Chinese, the heading on each, and the schema, or a part of it, whose members stand below.
    (RULE_LANGUAGE, "## What it says", "## 规则写什么", schema_of("rule-pack")["$defs"]["rule"]),
    (REPORT, "## The report", "## 报告\n", schema_of("report")),
    (REPORT, "## A finding", "## 发现的问题\n", schema_of("report")["$defs"]["FindingJson"]),
    (REPORT, "## The review", "## 汇总审核\n", schema_of("review")),
    (RULE_PACKS, "### The cases that were run", "### 案例运行结果", schema_of("rule-tests")),
    (RULE_PACKS, "### What looks wrong", "### 可疑之处", schema_of("rule-lints")),
    (ANALYSIS, "## As JSON", "## JSON输出", schema_of("rule-analysis")),
]


@pytest.mark.parametrize(("pages", "english", "chinese", "schema"), FIELDS, ids=[row[1] for row in FIELDS])
def test_every_field_is_explained_in_the_order_of_the_schema(pages, english, chinese, schema):
    for page, heading in zip(pages, (english, chinese), strict=True):
        named = [name for row in table_under(page, heading) for name in names_in(row[0])]
        assert named == list(schema["properties"]), page.name


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page):
    links = re.findall(r"(?:\]\(|src=\")(?!https?:)([^)#\"]+)", text_of(page))
    # Rules and schemas are installed with the package, wherever that is.
    data = {
        "rules": rules_folder(),
        "schemas": rules_folder().with_name("schemas"),
        "checker": Path(checker.__file__).parent,
    }
    for link in links:
        place = (page.parent / link).resolve().relative_to(ROOT)
        top, *rest = place.parts
        assert data.get(top, ROOT / top).joinpath(*rest).exists(), link


@pytest.mark.parametrize("page", [*PAGES, *ROOT.glob("*/README.md")], ids=name_of)
def test_every_file_that_is_named_is_there(page):
    """A path is from the top of the repository or from the page; the name of a module alone may be that of any."""
    places = (PACKAGE.parent, ROOT, page.parent)
    modules = {path.name for folder in (PACKAGE, *SCRIPTS) for path in folder.rglob("*.py")}
    text = text_of(page)
    named = re.findall(r"(?<![\w/.-])((?:checker/[\w./*-]*\w/?)|(?:[\w.-]+/)*\w+\.py)(?![\w/])", text)
    assert [name for name in named if name not in modules and not any((at / name).exists() for at in places)] == []


def pictures_on(page: Path) -> list[str]:
    return re.findall(r"src=\"(?:docs/)?pictures/([^\"]+)\"", text_of(page))


@pytest.mark.parametrize("guide", GUIDES, ids=name_of)
def test_the_guides_show_the_same_in_both_languages(guide):
    chinese = guide.with_suffix(".zh-CN.md")
    shown = pictures_on(guide)
    assert shown
    assert pictures_on(chinese) == [name.replace(".png", ".zh-CN.png") for name in shown]
    for pages in (guide, chinese):
        assert pages.read_text(encoding="utf-8").count("\n| ") == guide.read_text(encoding="utf-8").count("\n| ")


@pytest.mark.parametrize(("page", "lang"), [("office.md", "en"), ("office.zh-CN.md", "zh")])
def test_the_guide_names_what_the_page_shows(page, lang):
    text = " ".join((DOCS / page).read_text(encoding="utf-8").split())
    for message in (
        "Blank {documents}",
        "Excel workbook",
        "Word document",
        "Your workbook, with the findings marked in it (Excel)",
    ):
        assert f"“{re.sub(r' ?[(（].*', '', say(lang, message, **nouns(None)))}”" in text


def commands_of(page: Path, heading: str) -> set[str]:
    return {name for row in table_under(page, heading) for name in re.findall(r"`plancheck ([a-z]+)", row[0])}


def test_both_readmes_say_the_same():
    """As far as it can be told without reading: commands, links, pictures, headings and rows."""

    def outline(page):
        text = text_of(page).replace(".zh-CN.", ".")
        shape = [line.partition(" ")[0] for line in text.splitlines() if line.startswith(("#", "|", "- "))]
        return blocks(page, "sh"), set(re.findall(r"(?:\]\(|src=\")([^)#\"]+)", text)), shape

    english, chinese = map(outline, READMES)
    assert english == chinese


def test_the_pages_know_every_command():
    for page, heading in zip(COMMANDS, ("# Commands", "# 命令"), strict=True):
        assert commands_of(page, heading) == set(PROGRAM)


@pytest.mark.parametrize(("page", "heading"), [*zip(COMMANDS, ("# Commands", "# 命令"), strict=True)])
def test_the_pages_name_every_schema(page, heading):
    (said,) = (row[1] for row in table_under(page, heading) if row[0].startswith("`plancheck schema"))
    named = re.findall(r"`([a-z-]+)`", said)
    assert (set(named), len(named)) == (set(SCHEMAS), len(SCHEMAS))


def test_the_layers_are_those_of_the_import_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    (shown,) = blocks(DOCS / "design.md", "text")
    # In brackets, a layer that may not be there yet.
    assert shown.splitlines() == [re.sub(r"[()]", "", layer) for layer in layers]


@pytest.mark.parametrize("transcript", [text for page in [*READMES, *REPORT] for text in blocks(page, "console")])
def test_the_transcripts_are_real(transcript):
    command, shown = shown_by(transcript)
    printed = plancheck(*shlex.split(command))
    assert re.fullmatch(shown, printed.stdout), printed.stdout
    assert printed.stderr == ""


@pytest.mark.parametrize("program", [text for page in PYTHON for text in blocks(page, "python")])
def test_the_programs_run(program):
    """What a program prints stands at its end, behind `#>`."""
    printed = run([sys.executable, "-c", program])
    promised = re.findall(r"^#> (.*)", program, re.MULTILINE)
    assert promised
    assert (printed.stdout.splitlines(), printed.stderr) == (promised, "")
