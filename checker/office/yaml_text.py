"""Plain data as YAML that people like to read, and that every reader takes for the same data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import yaml

from checker.readers.yaml_text import plain_value

_WIDTH: Final = 100
_ONLY_IN_QUOTES: Final = re.compile(r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]")
"""What PyYAML writes in a way that not every parser reads back, unless it is escaped in double quotes."""
_BLANK_AT_LINE_END: Final = re.compile(r"[ \n](?:\n|\Z)|\A[ \n]")


class _Dumper(yaml.SafeDumper):
    """Writes lists below their key, indented, and texts as plainly as they can be read back."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as PyYAML calls it
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = None
    if _ONLY_IN_QUOTES.search(text):
        style = '"'
    elif "\n" in text:
        style = '"' if _BLANK_AT_LINE_END.search(text) else "|"
    elif not text or plain_value(text) != text:
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _text)
_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def yaml_text(data: Mapping[str, Any]) -> str:
    """`data` as YAML, in its own order."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=False)
