"""The pages say what is so: made ones are fresh, what is quoted is there, tables are complete, links lead somewhere."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import checker
from checker.cli.commands.schema import SCHEMAS
from checker.cli.program import COMMANDS as PROGRAM
from checker.i18n import say
from checker.pack.model import MemberType
from checker.pack.validation import _OPERATORS
from checker.reporting.nouns import nouns
from checker.resources import rules_folder, schema_bytes

if TYPE_CHECKING:
    from types import ModuleType


ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
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


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str) -> list[str]:
    """What stands between the fences of that language on a page."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def table_under(page: Path, heading: str) -> list[list[str]]:
    """The cells of the first table that comes after a heading, without its head."""
    after = page.read_text(encoding="utf-8").partition(heading)[2]
    assert after, f"{page.name} has no “{heading}”"
    rows = re.search(r"(?:^\|.*\n)+", after, re.MULTILINE)
    assert rows
    return [[cell.strip() for cell in line.strip("|\n").split("|")] for line in rows[0].splitlines()[2:]]


def names_in(cell: str) -> list[str]:
    return re.findall(r"`([a-z_0-9]+)`", cell)


def generator(name: str = "generate_facts") -> ModuleType:
    spec = spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_of_facts_is_fresh(lang):
    made = generator()
    assert (DOCS / made.FILES[lang]).read_text(encoding="utf-8") == made.facts_page(lang), "run docs/generate_facts.py"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_man_page_is_fresh(lang):
    made = generator("generate_man")
    assert (DOCS / made.FILES[lang]).read_text(encoding="utf-8") == made.man_page(lang), "run docs/generate_man.py"


def test_the_pages_about_rules_are_fresh():
    made = generator("generate_rules")
    there = {page.relative_to(made.FOLDER).as_posix(): page.read_text("utf-8") for page in made.FOLDER.rglob("*.md")}
    assert there == made.pages(), "run docs/generate_rules.py"


def test_the_schemas_of_outputs_are_fresh():
    made = generator("generate_schemas")
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
        (
            RULE_LANGUAGE[0],
            "A test is a member",
            {
                "counts": MemberType.COUNT,
                "days": MemberType.DAY,
                "codes": MemberType.CODE,
                "item numbers": MemberType.NUMBER,
            },
        ),
        (
            RULE_LANGUAGE[1],
            "每一项写明成员",
            {
                "数目": MemberType.COUNT,
                "日期": MemberType.DAY,
                "代码": MemberType.CODE,
                "编号": MemberType.NUMBER,
            },
        ),
    ],
    ids=["en", "zh"],
)
def test_every_operator_is_there_with_the_types_it_fits(page, heading, types):
    said: dict[MemberType, set[str]] = {type_: set() for type_ in _OPERATORS}
    for operators, _, fits in table_under(page, heading):
        named = {types[name] for name in re.split(r", |、", fits) if name in types} or set(_OPERATORS)
        for type_ in named:
            said[type_] |= set(names_in(operators))
    assert said == {type_: set(map(str, operators)) for type_, operators in _OPERATORS.items()}


def schema_of(name: str) -> Any:
    return json.loads(schema_bytes(name))


@pytest.mark.parametrize(
    ("page", "heading", "fields"),
    [
        (RULE_LANGUAGE[0], "## What it says", schema_of("rule-pack")["$defs"]["rule"]["properties"]),
        (RULE_LANGUAGE[1], "## 规则写什么", schema_of("rule-pack")["$defs"]["rule"]["properties"]),
        (REPORT[0], "## The report", schema_of("report")["properties"]),
        (REPORT[1], "## 报告\n", schema_of("report")["properties"]),
        (REPORT[0], "## A finding", schema_of("report")["$defs"]["FindingJson"]["properties"]),
        (REPORT[1], "## 发现的问题\n", schema_of("report")["$defs"]["FindingJson"]["properties"]),
        (REPORT[0], "## The review", schema_of("review")["properties"]),
        (REPORT[1], "## 汇总审核\n", schema_of("review")["properties"]),
        (RULE_PACKS[0], "### The cases that were run", schema_of("rule-tests")["properties"]),
        (RULE_PACKS[1], "### 案例运行结果", schema_of("rule-tests")["properties"]),
        (RULE_PACKS[0], "### What looks wrong", schema_of("rule-lints")["properties"]),
        (RULE_PACKS[1], "### 可疑之处", schema_of("rule-lints")["properties"]),
        (ANALYSIS[0], "## As JSON", schema_of("rule-analysis")["properties"]),
        (ANALYSIS[1], "## JSON输出", schema_of("rule-analysis")["properties"]),
    ],
    ids=[
        *("rule", "rule-zh", "report", "report-zh", "finding", "finding-zh", "review", "review-zh", "tests"),
        *("tests-zh", "lints", "lints-zh", "analysis", "analysis-zh"),
    ],
)
def test_every_field_is_explained_in_the_order_of_the_schema(page, heading, fields):
    assert [name for row in table_under(page, heading) for name in names_in(row[0])] == list(fields)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page):
    links = re.findall(r"(?:\]\(|src=\")(?!https?:)([^)#\"]+)", page.read_text(encoding="utf-8"))
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
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"(?<![\w/.-])((?:checker/[\w./*-]*\w/?)|(?:[\w.-]+/)*\w+\.py)(?![\w/])", text)
    assert [name for name in named if name not in modules and not any((at / name).exists() for at in places)] == []


def pictures_on(page: Path) -> list[str]:
    return re.findall(r"src=\"(?:docs/)?pictures/([^\"]+)\"", page.read_text(encoding="utf-8"))


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
        text = page.read_text(encoding="utf-8").replace(".zh-CN.", ".")
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


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run this Python where the README's reader is, in English, and with no terminal."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "LANGUAGE": "", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("transcript", [text for page in [*READMES, *REPORT] for text in blocks(page, "console")])
def test_the_transcripts_are_real(transcript):
    """A line `…` stands for lines that are left out."""
    command, _, shown = transcript.removeprefix("$ ").partition("\n")
    name, *arguments = shlex.split(command)
    assert name == "plancheck"
    printed = run("-m", "checker", *arguments)
    pattern = re.escape(shown).replace(re.escape("…\n"), "(?:.*\n)*?")
    assert re.fullmatch(pattern, printed.stdout), printed.stdout
    assert printed.stderr == ""


@pytest.mark.parametrize("program", [text for page in PYTHON for text in blocks(page, "python")])
def test_the_programs_run(program):
    """What a program prints stands at its end, behind `#>`."""
    printed = run("-c", program)
    promised = re.findall(r"^#> (.*)", program, re.MULTILINE)
    assert promised
    assert (printed.stdout.splitlines(), printed.stderr) == (promised, "")
