"""Reports, reviews and comparisons as JSON for programs, as `schemas/` has them: UTF-8, the same bytes each time."""

import json
import math
from typing import Any

import orjson

from checker.reporting import Matter


def render(matter: Matter[Any]) -> bytes:
    """One report, or what else there is, as one object; several, or what the caller calls many, as a list of them."""
    data = [each.to_dict() for each in matter.all]
    return written(data if matter.layout.many or len(data) != 1 else data[0])


render_reviews = render_comparison = render_rounds = render


def written(data: object, *, compact: bool = False) -> bytes:
    """JSON values as UTF-8 with a line feed at the end; indented, or `compact` on one line."""
    indent = 0 if compact else orjson.OPT_INDENT_2
    try:
        return orjson.dumps(data, option=indent | orjson.OPT_APPEND_NEWLINE)
    except TypeError:
        # An integer beyond 64 bits, or a file name that is not UTF-8: rare, and the standard library's to write.
        separators = (",", ":") if compact else None
        text = json.dumps(_writable(data), ensure_ascii=False, indent=None if compact else 2, separators=separators)
        return f"{text}\n".encode()


def _writable(value: object) -> object:
    r"""`value` as UTF-8 and RFC 8259 can hold it: half characters as `\udc80`, what is no number as null."""
    match value:
        case str():
            return value.encode("utf-8", "backslashreplace").decode()
        case dict():
            return {_writable(name): _writable(item) for name, item in value.items()}
        case list() | tuple():
            return [_writable(item) for item in value]
        case float():
            return value if math.isfinite(value) else None
    return value
