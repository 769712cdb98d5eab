"""Word files with the tags of docxtpl, filled in."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from checker.errors import UnreadableError
from checker.reporting.printable import flowing


def rendered(template: bytes, content: Mapping[str, Any]) -> DocxTemplate:
    """The Word file `template` with its tags filled in; what it says is text, and no markup.

    Raises `UnreadableError` for one whose tags cannot be filled in.
    """
    paper = DocxTemplate(BytesIO(template))
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        paper.render(dict(content), environment, autoescape=True)
    except (BadZipFile, KeyError, ValueError, SyntaxError, TypeError, ArithmeticError, TemplateError) as error:
        raise UnreadableError(
            "The template is no Word document (.docx) whose tags can be filled in: {reason}",
            reason=flowing(str(error)) or type(error).__name__,
        ) from error
    return paper


def names_in(template: bytes) -> set[str]:
    """What the tags of a Word file name that can be filled in."""
    return set(DocxTemplate(BytesIO(template)).get_undeclared_template_variables())
