"""What coverage-guided fuzzing breeds inputs from: seeds, mutants that keep to a format, offspring of two inputs."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_STORED

from lxml import etree
from mutating import (
    mutated_data,
    mutated_package,
    mutated_text,
    parts_of,
    places,
    spelled_json,
    spelled_yaml,
    tokens_of,
    zipped,
)
from oddities import YAML_TOKENS
from seeds import files, pack_files, plan_seed, report_seeds, written_seed
from targets import Sample

from checker.errors import UnreadableError
from checker.readers import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from mutating import Parts

    Mutate = Callable[[bytes, int], bytes]
    """What the fuzzer itself does to bytes, which come back no longer than that."""

OFFICE: Final = frozenset({"xlsx", "docx"})
PLANS_OF_OUR_OWN: Final = 40
FILES_OF_PACKS: Final = 40
"""Each is a whole pack that is loaded, and what is bred comes to the others by their names."""
UNREAD: Final = ("theme", "comments", "drawings", "docProps", "fontTable", "settings", "footer")
"""Parts of an office file that no reader asks for. What is bred is tried the sooner without them."""
LONGEST_REPEATED: Final = 400_000
"""Bytes of an element and its copies."""
NAME_ENDS: Final = b"\n"
"""Between the name of a file of the rule pack and what is in it: an input is one run of bytes."""


def sample_of(target: str, raw: bytes) -> Sample | None:
    """The input that `raw` stands for; None where it is none."""
    if target != "pack":
        return Sample("report.json" if target == "report" else f"plan.{target}", raw)
    name, _, content = raw.partition(NAME_ENDS)
    known = {str(path).encode(): str(path) for path in pack_files()}
    return Sample(known[name], content) if name in known else None


def bytes_of(target: str, sample: Sample) -> bytes:
    """What stands for an input."""
    return sample.name.encode() + NAME_ENDS + sample.raw if target == "pack" else sample.raw


def seeds_of(target: str, random: Random) -> Iterator[bytes]:
    """Inputs to begin with: the files that there are, and plans as plancheck writes them."""
    if target == "pack":
        for name, raw in random.sample(list(pack_files().items()), FILES_OF_PACKS):
            yield bytes_of(target, Sample(str(name), raw))
        return
    if target == "report":
        yield from (spelled_json(report, random) for report, _ in report_seeds())
        return
    for path in sum(files(f".{target}"), ()):
        yield path.read_bytes()
    for _ in range(PLANS_OF_OUR_OWN):
        yield _own(target, random)


def _own(target: str, random: Random) -> bytes:
    if target not in OFFICE:
        return _spelled(target, plan_seed(random), random)
    written = written_seed(f".{target}", random, most=random.choice((1, 3, 100)))
    return zipped([part for part in parts_of(written) if _is_read(part[0])], ZIP_STORED)


def _spelled(target: str, data: Any, random: Random) -> bytes:
    return spelled_yaml(data, random) if target in {"yaml", "yml", "pack"} else spelled_json(data, random)


def mutant(target: str, raw: bytes, most: int, random: Random, mutate: Mutate) -> bytes:
    """`raw` changed a little, of `most` bytes: often as its format has it, so that a reader gets to see the change."""
    sample = sample_of(target, raw)
    if sample is None:
        return mutate(raw, most)
    if target in OFFICE:
        changed = _mutant_package(raw, random, mutate)
    else:
        changed = _mutant_text(target, sample.raw, most, random, mutate)
    name = sample.name
    if target == "pack" and random.random() < 0.02:
        name = str(random.choice(list(pack_files())))
    result = bytes_of(target, Sample(name, changed))
    return result if len(result) <= most else raw[:most]


def _mutant_text(target: str, raw: bytes, most: int, random: Random, mutate: Mutate) -> bytes:
    kind = random.random()
    if kind < 0.4:
        return mutate(raw, max(1, most - 200))
    if kind < 0.65:
        return mutated_text(raw, random, YAML_TOKENS if target == "pack" else tokens_of(f".{target}", raw))
    data = _data_of(target, raw)
    return mutate(raw, max(1, most - 200)) if data is None else _spelled(target, mutated_data(data, random), random)


def _data_of(target: str, raw: bytes) -> Any:
    """What is in a file, by the reader that bounds what aliases come to; None where it cannot be read."""
    try:
        return read_bytes(raw, suffix=".yaml" if target in {"yaml", "yml", "pack"} else ".json").data
    except UnreadableError:
        return None


def _mutant_package(raw: bytes, random: Random, mutate: Mutate) -> bytes:
    """An office file with something else in its parts, packed again: what is changed in its bytes is only damaged."""
    parts = parts_of(raw)
    kind = random.random()
    if not parts or kind < 0.02:
        return mutate(raw, len(raw) + 100)
    if kind < 0.45:
        return mutated_package(raw, random)
    place = _place_of(parts, random)
    name, content = parts[place]
    parts[place] = name, _retold(content, random) if kind < 0.75 else mutate(content, len(content) + 1000)
    return zipped(parts, ZIP_STORED)


def _place_of(parts: Parts, random: Random) -> int:
    """A part, most often one that is read: the others are many."""
    read = [place for place, (name, _) in enumerate(parts) if _is_read(name)]
    return random.choice(read) if read and random.random() < 0.9 else random.randrange(len(parts))


def _is_read(name: str) -> bool:
    return not any(word in name for word in UNREAD)


def _retold(content: bytes, random: Random) -> bytes:
    """XML with texts and attributes of other elements in the place of a few, or one element very often.

    So there are words that a form knows where nobody would write them, and longer rows and lists than anybody has.
    """
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return mutated_text(content, random, tokens_of("", content))
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    texts = [each for each in elements if each.text and each.text.strip()]
    if random.random() < 0.15:
        one = random.choice(elements)
        times = min(random.choice((1000, 3000)), LONGEST_REPEATED // len(etree.tostring(one)))
        for _ in range(0 if one is root else times):
            one.addnext(deepcopy(one))
    for _ in range(random.choice((1, 1, 2, 5))):
        if texts and random.random() < 0.6:
            one, other = random.choice(texts), random.choice(texts)
            one.text = random.choice((other.text, f"{one.text}{other.text}", f"{one.text}：{other.text}"))
        else:
            one, other = random.choice(elements), random.choice(elements)
            one.attrib.update(other.attrib)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def offspring(target: str, one: bytes, other: bytes, most: int, random: Random) -> bytes:
    """An input with something of another in it."""
    first, second = sample_of(target, one), sample_of(target, other)
    if first is None or second is None:
        return one[:most]
    mix = _mixed_packages if target in OFFICE else _mixed_data if random.random() < 0.6 else _mixed_lines
    result = bytes_of(target, Sample(first.name, mix(target, first.raw, second.raw, random)))
    return result if len(result) <= most else one[:most]


def _mixed_packages(_target: str, one: bytes, other: bytes, random: Random) -> bytes:
    parts, others = parts_of(one), dict(parts_of(other))
    shared = [place for place, (name, content) in enumerate(parts) if others.get(name, content) != content]
    if not shared:
        return one
    place = random.choice(shared)
    parts[place] = parts[place][0], others[parts[place][0]]
    return zipped(parts, ZIP_STORED)


def _mixed_data(target: str, one: bytes, other: bytes, random: Random) -> bytes:
    data, others = _data_of(target, one), list(places(_data_of(target, other)))
    found = list(places(data))
    if not found or not others:
        return _mixed_lines(target, one, other, random)
    copied = deepcopy(data)
    container, key = list(places(copied))[random.randrange(len(found))]
    source, source_key = random.choice(others)
    container[key] = deepcopy(source[source_key])
    return _spelled(target, copied, random)


def _mixed_lines(_target: str, one: bytes, other: bytes, random: Random) -> bytes:
    lines, others = one.splitlines(keepends=True), other.splitlines(keepends=True)
    start = random.randrange(len(others) + 1)
    spot = random.randrange(len(lines) + 1)
    return b"".join((*lines[:spot], *others[start : start + random.randrange(1, 12)], *lines[spot:]))
