"""Hostile and broken inputs: each is one `UnreadableError` with its place, and never more than that."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from checker import load_pack
from checker.pack.labels import forms_of
from checker.readers import read_bytes, read_path, yaml_text
from checker.readers.messages import SLIPS

from .refusals import key_of, refusal

EVIL = Path(__file__).parents[1] / "evil"
EXPECTED = yaml.safe_load((EVIL / "expected.yaml").read_text("utf-8"))
MEBIBYTE = 1024 * 1024
LIMIT = 16 * MEBIBYTE


def filled(beginning: bytes, unit: bytes, end: bytes = b"", size: int = LIMIT) -> bytes:
    """As many units as fit into `size` bytes between a beginning and an end."""
    return beginning + unit * ((size - len(beginning) - len(end)) // len(unit)) + end


def chain(levels: int, opening: bytes, closing: bytes) -> bytes:
    return opening * levels + b"1" + closing * levels


GENERATED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "one byte too many": (".json", lambda: b'"' + b"a" * (LIMIT - 1) + b'"', "too-large"),
    "one byte too many, spaces": (".yaml", lambda: b" " * (LIMIT + 1), "too-large"),
    "65 lists": (".json", lambda: chain(65, b"[", b"]"), "too-deep"),
    "65 objects": (".json", lambda: chain(65, b'{"a":', b"}"), "too-deep"),
    "65 lists, the innermost empty": (".json", lambda: b"[" * 65 + b"]" * 65, "too-deep"),
    "65 objects, the innermost empty": (".json", lambda: b'{"a":' * 64 + b"{}" + b"}" * 64, "too-deep"),
    "65 lists in YAML": (".yaml", lambda: chain(65, b"[", b"]"), "too-deep"),
    "65 mappings in YAML": (".yaml", lambda: chain(65, b"{a: ", b"}"), "too-deep"),
    "65 block lists": (".yaml", lambda: b"- " * 65 + b"1", "too-deep"),
    "an alias of two lists in 63": (
        ".yaml",
        lambda: b"- &a [[1]]\n- " + chain(62, b"[", b"]").replace(b"1", b"*a"),
        "too-deep",
    ),
    "100,000 levels": (".json", lambda: chain(100_000, b"[", b"]"), "too-deep"),
    "100,000 levels of objects": (".json", lambda: chain(100_000, b'{"a":', b"}"), "too-deep"),
    "100,000 levels in YAML": (".yaml", lambda: chain(100_000, b"[", b"]"), "too-deep"),
    "1,001 lists in YAML": (".yaml", lambda: chain(1001, b"[", b"]"), "too-deep"),
    "1,001 lists in a member": (".yaml", lambda: b"a: 1\nb: " + chain(1001, b"[", b"]"), "too-deep"),
    "1,001 lists and mappings in turn": (".yaml", lambda: chain(501, b"[{a: ", b"}]"), "too-deep"),
    "1,001 block levels": (".yaml", lambda: b"- " * 1001 + b"1", "too-deep"),
    "1,001 block levels of mappings": (
        ".yaml",
        lambda: b"".join(b" " * level + b"a:\n" for level in range(1001)),
        "too-deep",
    ),
    "100,000 block levels": (".yaml", lambda: b"- " * 100_000 + b"1", "too-deep"),
    "only opening brackets": (".json", lambda: b"[" * LIMIT, "too-deep"),
    "only opening brackets in YAML": (".yaml", lambda: b"[" * LIMIT, "too-deep"),
    "only opening braces in YAML": (".yaml", lambda: filled(b"", b"{a: "), "too-deep"),
    "only question marks": (".yaml", lambda: filled(b"", b"? "), "too-deep"),
    "100,001 values": (".json", lambda: b"[" + b"1," * 99_999 + b"1]", "too-many-values"),
    "100,001 values, spread": (
        ".json",
        lambda: filled(b"[", b"1,             ", b"1]", 15 * 100_000),
        "too-many-values",
    ),
    "100,001 values in YAML": (".yaml", lambda: b"- 1\n" * 100_000, "too-many-values"),
    "100,001 values, aliases counted": (
        ".yaml",
        lambda: b"- &a [1, 2, 3]\n" + b"- *a\n" * 24_998 + b"- 1\n" * 4,
        "too-many-values",
    ),
    "millions of empty lists": (".json", lambda: filled(b"[", b"[],", b"1]"), "too-many-values"),
    "millions of objects": (".json", lambda: filled(b"[", b'{"":{}},', b"1]"), "too-many-values"),
    "millions of items": (".yaml", lambda: filled(b"", b"- a\n"), "too-many-values"),
    "millions of empty mappings": (".yaml", lambda: filled(b"[", b"{},", b"]"), "too-many-values"),
    "millions of equal keys": (".json", lambda: filled(b"{", b'"a":1,', b'"a":1}'), "too-many-values"),
    "millions of equal keys in YAML": (".yaml", lambda: filled(b"", b"a: 1\n"), "too-many-values"),
    "long text, aliased": (".yaml", lambda: b"- &a " + b"a" * MEBIBYTE + b"\n" + b"- *a\n" * 17, "yaml-expanded"),
    "long key, aliased": (".yaml", lambda: b"- &a\n  ? " + b"a" * MEBIBYTE + b"\n" + b"- *a\n" * 17, "yaml-expanded"),
    "long text, aliased inside": (
        ".yaml",
        lambda: b"- &a [" + b"a" * MEBIBYTE + b"]\n" + b"- *a\n" * 17,
        "yaml-expanded",
    ),
    "many tag handles": (".yaml", lambda: b"".join(b"%%TAG !a%d! b\n" % n for n in range(500_000)), "yaml-directive"),
    "long tag": (".yaml", lambda: filled(b"!", b"a", b" b"), "yaml-tag"),
    "long key": (".yaml", lambda: filled(b"", b"a", b": 1"), "yaml-colon"),
    "long open text": (".json", lambda: filled(b'["', b"a"), "json-string-open"),
    "long open text in YAML": (".yaml", lambda: filled(b'- "', b"a"), "yaml-quote-open"),
    "only spaces": (".json", lambda: b" " * LIMIT, "json-empty"),
    "only newlines, then none of JSON": (".json", lambda: filled(b"[", b"\n", b"x"), "json-value"),
    "only zeros": (".json", lambda: b"\x00" * LIMIT, "utf-16"),
    "only bytes of no text": (".yaml", lambda: b"\xff" * LIMIT, "not-utf-8"),
    "bad byte at the end": (".json", lambda: filled(b'["', b"a", b'\xff"]'), "not-utf-8"),
}
"""Name: suffix, contents, and the text that is expected."""

READABLE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "as many bytes as may be": (".json", lambda: filled(b'"', b"a", b'"')),
    "64 levels": (".json", lambda: chain(64, b"[", b"]")),
    "64 levels, the innermost empty": (".json", lambda: b"[" * 64 + b"]" * 64),
    "64 levels of objects": (".json", lambda: chain(64, b'{"a":', b"}")),
    "64 levels in YAML": (".yaml", lambda: chain(64, b"[", b"]")),
    "an alias of two lists in 62": (".yaml", lambda: b"- &a [[1]]\n- " + chain(61, b"[", b"]").replace(b"1", b"*a")),
    "100,000 values": (".json", lambda: b"[" + b"1," * 99_998 + b"1]"),
    "100,000 values in YAML": (".yaml", lambda: b"- 1\n" * 99_999),
    "100,000 values, aliases counted": (".yaml", lambda: b"- &a [1, 2, 3]\n" + b"- *a\n" * 24_998 + b"- 1\n" * 3),
    "many commas in one text": (".json", lambda: filled(b'["', b",[{", b'"]')),
    "a number of millions of digits": (".json", lambda: filled(b"[", b"1", b"]")),
    "a number of millions of digits in YAML": (".yaml", lambda: filled(b"", b"1")),
    "a hexadecimal number of millions of digits": (".yaml", lambda: filled(b"0x", b"f")),
    "a float of millions of digits": (".yaml", lambda: filled(b"0.", b"1")),
    "a text of escapes": (".json", lambda: filled(b'"', b"\\u4e00", b'"')),
    "a text like a number": (".yaml", lambda: filled(b"", b"-.")),
    "a long explicit key": (".yaml", lambda: filled(b"? ", b"a", b"\n: 1")),
    "only comments": (".yaml", lambda: filled(b"", b"#\n")),
    "only newlines": (".yaml", lambda: b"\n" * LIMIT),
    "a text of newlines": (".yaml", lambda: filled(b"a: |\n", b"\n")),
    "aliases of aliases": (
        ".yaml",
        lambda: b"- &a0 1\n" + b"".join(b"- &a%d [*a%d]\n" % (n, n - 1) for n in range(1, 60)),
    ),
}


def test_every_text_about_a_text_is_what_some_input_gets():
    reached = {
        *(expected["key"] for expected in EXPECTED.values()),
        *(key for _, _, key in GENERATED.values()),
    }
    assert reached >= set(SLIPS)


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


@pytest.mark.parametrize("name", GENERATED)
def test_large_evil_input(name):
    suffix, contents, key = GENERATED[name]
    assert key_of(read_bytes, contents(), suffix=suffix) == key


@pytest.mark.parametrize("name", READABLE)
def test_large_input_within_the_limits(name):
    suffix, contents = READABLE[name]
    document = read_bytes(contents(), suffix=suffix)
    assert document.locate(()).line is not None


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
