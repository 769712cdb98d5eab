"""No circular is written into the program: what a pack declares is not looked for by name anywhere in it."""

import ast
import io
import keyword
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import checker
from checker import load_pack
from checker.model import Text
from checker.pack.loading import installed_packs
from checker.pack.model import Pack
from checker.values import day_text

PACKAGE = Path(checker.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

OURS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
"""Words that the program has as well as some pack, by what they are to the program."""

ALLOWED = {word for words in OURS.values() for word in words}

WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]+")
SHORTEST = 3


def properties(schema: Any) -> Iterator[str]:
    """The name of every member that a JSON Schema knows, at any depth."""
    if isinstance(schema, dict):
        for name, inner in schema.items():
            if name == "properties":
                yield from inner
            yield from properties(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from properties(inner)


def declared(pack: Pack) -> Iterator[str]:
    """Every name and text that a pack declares of its circular and its documents."""
    yield from (pack.id, pack.citation.en, pack.citation.zh, *pack.rules_by_id, *pack.clauses, *pack.bounds)
    for document in pack.documents.values():
        yield from (document.format, *properties(document.schema.node))
        yield from (name for kind in document.kinds.values() for name in (kind.name, *kind.members))
    for codes in pack.codes.values():
        yield from codes
    for table in pack.tables.values():
        yield from (table.name, *table.names)
        yield from table.kind.members
        for row in table.rows:
            for cell in row:
                if isinstance(cell, Text):
                    yield from (cell.en, cell.zh)
                elif isinstance(cell, str):
                    yield cell


def words() -> tuple[frozenset[str], frozenset[str]]:
    """What is looked for: single words, and phrases of several or in Chinese."""
    told = {word for pack in map(load_pack, installed_packs()) for word in declared(pack)}
    told = {word for word in told if len(word) >= SHORTEST and not word.isdecimal()}
    single = frozenset(word for word in told if WORD.fullmatch(word))
    return single, frozenset(told - single)


SINGLE, PHRASES = words()
DAYS = {
    day
    for pack in map(load_pack, installed_packs())
    for bound in pack.bounds.values()
    if bound.is_day
    for day in (str(bound.value), day_text(int(bound.value)))
}


def said(source: str) -> Iterator[tuple[int, str]]:
    """Every name and every text of a module but for what explains it, with its line."""
    explaining = {
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        kind, line = tokenize.tok_name[token.type], token.start[0]
        if (
            (kind == "NAME" and not keyword.iskeyword(token.string))
            or kind == "NUMBER"
            or (kind == "STRING" and line not in explaining)
            or kind == "FSTRING_MIDDLE"
        ):
            yield line, token.string


def found_in(source: str) -> dict[str, int]:
    """The words and phrases of circulars that a module has, each with a line."""
    found = {}
    phrases = {
        phrase: re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)", re.ASCII)
        for phrase in (*PHRASES, *DAYS)
        if phrase in source
    }
    for line, text in said(source):
        for word in WORD.findall(text):
            if word in SINGLE:
                found[word] = line
        found |= {phrase: line for phrase, pattern in phrases.items() if pattern.search(text)}
    return found


FOUND = {path.relative_to(PACKAGE).as_posix(): found_in(path.read_text("utf-8")) for path in MODULES}


def test_packs_declare_a_great_deal() -> None:
    assert {"amount_cny", "CN-HB", "patent-administration", "trained_agents", "required-measure-missing"} <= SINGLE
    assert {"2012-12-26", "20121226"} <= DAYS
    assert {"II.1", "湖北省知识产权局", "provincial-plan/1"} <= PHRASES


@pytest.mark.parametrize("module", FOUND)
def test_a_module_has_no_word_of_a_circular(module: str) -> None:
    assert {word: line for word, line in FOUND[module].items() if word not in ALLOWED} == {}


def test_every_word_that_is_ours_is_ours() -> None:
    assert sorted(ALLOWED) == sorted(word for words in OURS.values() for word in words)
    elsewhere = {word for found in FOUND.values() for word in found}
    assert elsewhere == ALLOWED


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("amount_cny = 1", {"amount_cny"}),
        ("x.trained_agents", {"trained_agents"}),
        ("x = 'measures/responsible'", {"measures", "responsible"}),
        ("x = f'{y} CN-HB'", {"CN-HB"}),
        ("x = 'by II.1 of it'", {"II.1"}),
        ("x = 20121226, '2012-12-26'", {"20121226", "2012-12-26"}),
        ("class CN: pass", set()),
        ("def f():\n    'amount_cny'\n    # amount_cny", set()),
    ],
)
def test_a_word_is_seen_wherever_it_stands(source: str, words: set[str]) -> None:
    assert found_in(source).keys() == words
