"""Plans as files that people and programs go on working with: blank ones to fill in, and plans in other formats.

Two tables say what there is. The modules are imported when they are first needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from checker.provincial import is_provincial, offices_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Language
    from checker.pack.model import DocumentKind, Pack

_TEMPLATES: Final = {
    "yaml": "checker.template",
    "xlsx": "checker.forms.workbook.template",
    "docx": "checker.forms.word.template",
}
TEMPLATES: Final = tuple(_TEMPLATES)
"""The formats of a document to fill in, of which the first is there for every kind of document."""

MADE_AS: Final = {"xlsx": "workbook", "docx": "word"}
"""The formats that are there for one kind of document alone, as `provincial.not_offered` calls them."""

_WRITERS: Final = {
    ".xlsx": "checker.forms.workbook.writing",
    ".docx": "checker.forms.word.writing",
    ".yaml": "checker.forms.yaml_file",
    ".yml": "checker.forms.yaml_file",
    ".json": "checker.forms.json_file",
}
SUFFIXES: Final = tuple(_WRITERS)
"""The suffixes of files that a plan can be written to; the module of each has `write_plan(plan, pack, lang)`."""


def templates_of(pack: Pack, document: DocumentKind) -> tuple[str, ...]:
    """Those of `TEMPLATES` that are offered for a kind of document."""
    return TEMPLATES if is_provincial(pack, document.format) else TEMPLATES[:1]


def render_template(format_: str, pack: Pack, document: DocumentKind, sender: str, lang: Language) -> str | bytes:
    """The document of a sender of its roster to fill in, in one of `templates_of` its kind."""
    module = import_module(_TEMPLATES[format_])
    rendered: str | bytes
    if format_ == TEMPLATES[0]:
        rendered = module.render_template(pack, document, sender, lang)
    else:
        rendered = module.render_template(pack, offices_of(pack)[sender], lang)
    return rendered


def write_plan(suffix: str, plan: Mapping[str, Any], pack: Pack, lang: Language) -> bytes:
    """A valid plan without absent members as a file with one of `SUFFIXES`. Raises `UnwritableError`."""
    written: bytes = import_module(_WRITERS[suffix]).write_plan(plan, pack, lang)
    return written
