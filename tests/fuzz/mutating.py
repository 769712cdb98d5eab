"""Mutations: of plain data, of texts, and of office files; random, and the same again from the same `Random`."""

import io
import json
import warnings
import zlib
from collections.abc import Iterator, Sequence
from copy import deepcopy
from random import Random
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import yaml
from lxml import etree
from oddities import JSON_TOKENS, MEMBERS, NUMBERS, TEXTS, XML_TOKENS, XML_VALUES, YAML_TOKENS

ZIP: Final = b"PK\x03\x04"
LARGEST: Final = 2_000_000
"""Bytes of a mutated input; the limits themselves are tried in tests/readers."""

Place = tuple[Any, Any]
"""A container, and the key or index in it."""
Parts = list[tuple[str, bytes]]


def odd_value(random: Random) -> Any:
    """A value of any type, likely or not."""
    kind = random.randrange(12)
    if kind < 5:
        return random.choice(TEXTS)
    if kind < 8:
        return random.choice(NUMBERS)
    if kind < 10:
        return random.choice((None, True, False, [], {}, [[]], [None], {"": None}))
    levels = random.choice((1, 2, 5, 30, 61, 70))
    value: Any = random.choice(TEXTS)
    for _ in range(levels):
        value = [value] if random.random() < 0.5 else {random.choice(MEMBERS): value}
    return value


def places(value: Any) -> Iterator[Place]:
    """Every place of a value but the root."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in items:
        yield value, key
        yield from places(each)


def mutated_data(data: Any, random: Random) -> Any:
    """A copy of `data` with a few places changed."""
    copy = deepcopy(data)
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        found = list(places(copy))
        if not found or random.random() < 0.01:
            return odd_value(random)
        _change(*random.choice(found), found, random)
    return copy


def _change(container: Any, key: Any, found: Sequence[Place], random: Random) -> None:
    value = container[key]
    other, other_key = random.choice(found)
    match random.randrange(9):
        case 0 | 1 | 2:
            container[key] = odd_value(random)
        case 3:
            del container[key]
        case 4:
            container[key] = deepcopy(other[other_key])
        case 5:
            container[key] = random.choice(([value], {"number": value}, str(value), [value, value]))
        case 6 if isinstance(container, list):
            container[key:key] = [deepcopy(value) for _ in range(random.choice((1, 2, 50)))]
        case 7 if isinstance(container, dict):
            container[random.choice(MEMBERS)] = container.pop(key)
        case 8 if isinstance(container, dict):
            container[random.choice(MEMBERS)] = odd_value(random)
        case _:
            container[key] = near(value, random)


def near(value: Any, random: Random) -> Any:
    """Something like `value`: the same in another type, or the next one."""
    match value:
        case bool() | None:
            return random.choice((0, 1, "true", "", not value))
        case int() | float():
            return random.choice((value + 1, value - 1, -value, float(value), str(value), f"0{value}", [value]))
        case str() if value:
            spot = random.randrange(len(value))
            return random.choice(
                (
                    value[:spot] + random.choice(TEXTS) + value[spot:],
                    value.upper(),
                    value[spot:],
                    f" {value}\n",
                    [value],
                )
            )
    return odd_value(random)


def spelled_json(data: Any, random: Random) -> bytes:
    """`data` as JSON, or nearly so: infinities are written as Python does."""
    indent = random.choice((None, None, 1, 4))
    try:
        return json.dumps(data, ensure_ascii=random.random() < 0.5, indent=indent).encode()
    except UnicodeEncodeError:
        return json.dumps(data, indent=indent).encode()


def spelled_yaml(data: Any, random: Random) -> bytes:
    """`data` as YAML in one of its styles."""
    dumper = yaml.SafeDumper
    text: str = yaml.dump(
        data,
        Dumper=dumper,
        allow_unicode=random.random() < 0.7,
        default_flow_style=random.choice((None, True, False)),
        width=random.choice((20, 80, 1000)),
        sort_keys=False,
        default_style=random.choice((None, None, None, '"', "'", "|", ">")),
    )
    return text.encode("utf-8", "surrogatepass")


def mutated_text(raw: bytes, random: Random, tokens: Sequence[bytes]) -> bytes:
    """`raw` with a few spans removed, repeated, moved, overwritten, or tokens put in."""
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        raw = _changed_text(raw, random, tokens)[:LARGEST]
    return raw


def _changed_text(raw: bytes, random: Random, tokens: Sequence[bytes]) -> bytes:  # noqa: PLR0911 - a table of mutations
    start = random.randrange(len(raw) + 1)
    end = min(len(raw), start + random.choice((0, 1, 2, 8, 60, 400)))
    span = raw[start:end]
    match random.randrange(12):
        case 0:
            return raw[:start] + raw[end:]
        case 1:
            return raw[:end] + span * random.choice((1, 2, 40, 1000)) + raw[end:]
        case 2:
            return raw[:start]
        case 3:
            return raw[:start] + random.randbytes(random.choice((1, 2, 4))) + raw[start + 1 :]
        case 4:
            return random.choice(
                (raw.decode("utf-8", "replace").encode("utf-16"), b"\xef\xbb\xbf" + raw, raw + b"\x00", raw + raw)
            )
        case 5:
            lines = raw.splitlines(keepends=True) or [b""]
            spot = random.randrange(len(lines))
            lines.insert(
                random.randrange(len(lines)), random.choice((lines.pop(spot), lines[spot - 1] if lines else b""))
            )
            return b"".join(lines)
        case 6:
            lines = raw.splitlines(keepends=True) or [b""]
            spot = random.randrange(len(lines))
            lines[spot] = random.choice((b"  ", b"\t", b" ", random.choice(tokens))) + lines[spot]
            return b"".join(lines)
    return raw[:start] + random.choice(tokens) + (raw[start:] if random.random() < 0.7 else raw[end:])


def tokens_of(suffix: str, raw: bytes) -> Sequence[bytes]:
    """The tokens of the format of a file."""
    if suffix == ".json":
        return JSON_TOKENS
    return XML_TOKENS if raw.lstrip()[:1] == b"<" else YAML_TOKENS


def parts_of(raw: bytes) -> Parts:
    """The parts of an office file, in their order; none where it is none."""
    try:
        with ZipFile(io.BytesIO(raw)) as file:
            return [(name, file.read(name)) for name in file.namelist()]
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return []


def zipped(parts: Parts, method: int = ZIP_DEFLATED) -> bytes:
    """An office file of these parts."""
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a part that is there twice is meant to be
        with ZipFile(stream, "w") as file:
            for name, content in parts:
                file.writestr(ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, method)
    return stream.getvalue()


def mutated_package(raw: bytes, random: Random) -> bytes:
    """An office file with something changed: in the XML of its parts, among its parts, or in its bytes."""
    parts = parts_of(raw)
    if not parts or random.random() < 0.08:
        return mutated_text(raw, random, (ZIP, b"PK\x01\x02", b"PK\x05\x06", b"\xff\xff\xff\xff", b"\x00"))
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        _change_parts(parts, random)
    return zipped(parts, random.choice((ZIP_DEFLATED, ZIP_DEFLATED, ZIP_STORED)))


def _change_parts(parts: Parts, random: Random) -> None:
    # Half of the time a sheet: that is where plans are.
    sheets = [place for place, (name, _) in enumerate(parts) if "sheet" in name or "document" in name or "ring" in name]
    place = random.choice(sheets) if sheets and random.random() < 0.6 else random.randrange(len(parts))
    name, content = parts[place]
    match random.randrange(24):
        case 0 if len(parts) > 1:
            del parts[place]
        case 1:
            parts.append((name, content))
        case 2:
            parts[place] = (
                random.choice((name.upper(), f"/{name}", f"{name}/", f"../{name}", "\x00", "a" * 300)),
                content,
            )
        case 3:
            other = random.randrange(len(parts))
            parts[place], parts[other] = (name, parts[other][1]), (parts[other][0], content)
        case 4 | 5 | 6:
            parts[place] = name, mutated_text(content, random, XML_TOKENS)
        case 7:
            parts[place] = (
                name,
                content.decode("utf-8", "replace").encode(random.choice(("utf-16", "utf-32", "gb18030"))),
            )
        case _:
            parts[place] = name, mutated_xml(content, random)


def mutated_xml(content: bytes, random: Random) -> bytes:
    """XML with a few elements changed, as XML; what is none is changed as text."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return mutated_text(content, random, XML_TOKENS)
    for _ in range(random.choice((1, 1, 2, 4))):
        _change_element(random.choice([each for each in root.iter() if isinstance(each.tag, str)]), random)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _change_element(element: etree._Element, random: Random) -> None:  # noqa: C901 - a table of mutations
    parent = element.getparent()
    match random.randrange(10):
        case 0 if parent is not None:
            parent.remove(element)
        case 1 if parent is not None:
            for _ in range(random.choice((1, 2, 100))):
                element.addnext(deepcopy(element))
        case 2 if parent is not None:
            others = [each for each in element.getroottree().iter() if isinstance(each.tag, str)]
            random.choice(others).append(deepcopy(element))
        case 3:
            element.tag = random.choice(
                ("x", "{x}y", element.tag.rpartition("}")[2], *(each.tag for each in element.iter(etree.Element)))
            )
        case 4 if parent is not None:
            wrapped = element
            for _ in range(random.choice((1, 3, 200))):
                wrapper = etree.Element(element.tag)
                wrapped.getparent().replace(wrapped, wrapper)
                wrapper.append(wrapped)
        case 5 | 6 if element.attrib:
            name = random.choice(sorted(element.attrib))
            if random.random() < 0.25:
                del element.attrib[name]
            else:
                element.set(name, random.choice(XML_VALUES))
        case 7:
            name = random.choice(("r", "s", "t", "ref", "spans", "hidden", "val", "sqref", "count", "Target", "Id"))
            element.set(name, random.choice(XML_VALUES))
        case _:
            element.text = random.choice((*XML_VALUES, *(text for text in TEXTS if _is_xml(text))))


def _is_xml(text: str) -> bool:
    return all(sign in "\t\n\r" or " " <= sign <= "\ud7ff" or "\ue000" <= sign <= "\ufffd" for sign in text)
