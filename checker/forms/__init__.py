"""Plans as files that people and programs go on working with: blank ones to fill in, and plans in other formats.

Two tables say what there is. The modules are imported when they are first needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Language
    from checker.pack.model import Pack
    from checker.provincial import Office

_TEMPLATES: Final = {
    "yaml": "checker.template",
    "xlsx": "checker.forms.workbook.template",
    "docx": "checker.forms.word.template",
}
TEMPLATES: Final = tuple(_TEMPLATES)
"""The formats of a plan to fill in; the module of each has `render_template(pack, office, lang)`."""

_WRITERS: Final = {
    ".xlsx": "checker.forms.workbook.writing",
    ".docx": "checker.forms.word.writing",
    ".yaml": "checker.forms.yaml_file",
    ".yml": "checker.forms.yaml_file",
    ".json": "checker.forms.json_file",
}
SUFFIXES: Final = tuple(_WRITERS)
"""The suffixes of files that a plan can be written to; the module of each has `write_plan(plan, pack, lang)`."""


def render_template(format_: str, pack: Pack, office: Office, lang: Language) -> str | bytes:
    """The plan of `office` to fill in, in one of `TEMPLATES`."""
    rendered: str | bytes = import_module(_TEMPLATES[format_]).render_template(pack, office, lang)
    return rendered


def write_plan(suffix: str, plan: Mapping[str, Any], pack: Pack, lang: Language) -> bytes:
    """A valid plan without absent members as a file with one of `SUFFIXES`. Raises `UnwritableError`."""
    written: bytes = import_module(_WRITERS[suffix]).write_plan(plan, pack, lang)
    return written
