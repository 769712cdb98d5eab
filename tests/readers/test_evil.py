"""Hostile and broken inputs: each is one `UnreadableError` with its place, and never more than that."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker import load_pack
from checker.pack.labels import forms_of
from checker.readers import read_bytes, read_path, yaml_text
from checker.readers.limits import SLIPS

from .refusals import key_of, refusal

EVIL = Path(__file__).parents[1] / "evil"
EXPECTED = yaml.safe_load((EVIL / "expected.yaml").read_text("utf-8"))
LARGE: Any = yaml.safe_load(Path(__file__).with_name("large.yaml").read_text("utf-8"))
LIMIT = 16 * 1024 * 1024


def made(told: dict[str, Any]) -> bytes:
    """The input that large.yaml tells of."""
    parts = [(text.encode("latin-1"), times) for text, times in told["of"]]
    room = LIMIT - sum(len(text) * times for text, times in parts if times != "fill")
    return b"".join(text * (room // len(text) if times == "fill" else times) for text, times in parts)


def chain(levels: int, opening: bytes, closing: bytes) -> bytes:
    return opening * levels + b"1" + closing * levels


COUNTED: dict[str, tuple[Callable[[], bytes], str]] = {
    "1,001 block levels of mappings": (
        lambda: b"".join(b" " * level + b"a:\n" for level in range(1001)),
        "too-deep",
    ),
    "many tag handles": (lambda: b"".join(b"%%TAG !a%d! b\n" % n for n in range(500_000)), "yaml-directive"),
}
"""Inputs in YAML of which every part is another, and what is said of them."""
ALIASES = b"- &a0 1\n" + b"".join(b"- &a%d [*a%d]\n" % (n, n - 1) for n in range(1, 60))


def test_every_text_about_a_text_is_what_some_input_gets():
    told = {each["key"] for each in (*EXPECTED.values(), *LARGE["refused"].values())}
    assert told | {key for _, key in COUNTED.values()} >= set(SLIPS)


def test_every_file_is_expected_and_every_expected_file_is_there():
    files = {path.name for path in EVIL.iterdir() if not path.name.startswith(".")} - {"expected.yaml"}
    assert files == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_evil_file(name):
    forms, expected = forms_of(load_pack("sipo-2012-113")), EXPECTED[name]
    error = refusal(read_path, EVIL / name, forms=forms)
    assert (error.line, error.column) == (expected["line"], expected["column"])
    assert key_of(read_path, EVIL / name, forms=forms) == expected["key"]


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.endswith(".yaml")])
def test_evil_file_without_libyaml(name, monkeypatch):
    monkeypatch.setattr(yaml_text, "_LOADERS", yaml_text._LOADERS[-1:])
    assert key_of(read_path, EVIL / name) == EXPECTED[name]["key"]
    assert refusal(read_path, EVIL / name).line == EXPECTED[name]["line"]


@pytest.mark.parametrize("told", LARGE["refused"].values(), ids=LARGE["refused"])
def test_large_evil_input(told):
    assert key_of(read_bytes, made(told), suffix=told["suffix"]) == told["key"]


@pytest.mark.parametrize(("contents", "key"), COUNTED.values(), ids=COUNTED)
def test_large_evil_input_of_which_every_part_is_another(contents, key):
    assert key_of(read_bytes, contents(), suffix=".yaml") == key


@pytest.mark.parametrize("told", LARGE["readable"].values(), ids=LARGE["readable"])
def test_large_input_within_the_limits(told):
    assert read_bytes(made(told), suffix=told["suffix"]).locate(()).line is not None
    assert read_bytes(ALIASES, suffix=".yaml").locate(()).line is not None


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is not in /proc elsewhere")
@pytest.mark.parametrize("unit", ["[],", "{},", '{"":{}},', "1.5,", '"a",'])
def test_memory_stays_small(unit):
    program = (
        "import re, sys\n"
        "from pathlib import Path\n"
        "from checker.readers import read_bytes\n"
        "from checker.errors import UnreadableError\n"
        "unit = sys.argv[1].encode()\n"
        "def peak(): return int(re.search(r'VmHWM:\\s*(\\d+) kB', Path('/proc/self/status').read_text())[1])\n"
        "raw = b'[' + unit * ((16 * 1024 * 1024 - 3) // len(unit)) + b'1]'\n"
        "before = peak()\n"
        "try:\n"
        "    read_bytes(raw, suffix='.json')\n"
        "except UnreadableError as error:\n"
        "    print(peak() - before)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, unit], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 128 * 1024


@pytest.mark.parametrize("libyaml", [True, False])
@pytest.mark.parametrize("levels", [65, 1000, 1001, 2000])
def test_too_many_levels_are_said_alike_by_whichever_limit_they_meet_first(levels, monkeypatch, libyaml):
    """libyaml has a limit of its own from 0.2.6 on, 1,000, and meets it before ours where it looks ahead on a line."""
    if libyaml and not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(yaml, "__with_libyaml__", libyaml)
    expected = refusal(read_bytes, chain(65, b"[", b"]"), suffix=".json")
    for opening, closing in ((b"[", b"]"), (b"{a: ", b"}"), (b"- ", b"")):
        error = refusal(read_bytes, chain(levels, opening, closing), suffix=".yaml")
        for lang in ("en", "zh"):
            assert error.message(lang) == expected.message(lang)
