"""Word files with the tags of docxtpl, filled in; ours stand in `templates/`, one for each language."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from checker.archive import repacked
from checker.errors import UnreadableError
from checker.model import Language
from checker.pack.model import Authority, Pack
from checker.reporting.printable import flowing

BETWEEN_SENTENCES: Final[Mapping[Language, str]] = {"en": " ", "zh": ""}
_DIGITS: Final = "零一二三四五六七八九"


def layout_of(name: str, lang: Language) -> bytes:
    """The Word file by which what is called so (`form`, `letter`, `compilation`) is laid out in `lang`."""
    return Path(__file__).with_name("templates").joinpath(f"{name}.{lang}.docx").read_bytes()


def rendered(template: bytes, content: Mapping[str, Any]) -> Any:
    """The Word file `template` with its tags filled in; what it says is text, and no markup.

    Raises `UnreadableError` for one whose tags cannot be filled in.
    """
    # These take long to import, and are needed only where something is written.
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

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


def bytes_of_word(paper: Any, title: str, pack: Pack) -> bytes:
    """The file; made on the day of the circular, as by a clock the same contents would be another file each time."""
    about = paper.docx.core_properties
    about.title = title
    about.created = about.modified = datetime.fromisoformat(pack.issued).replace(tzinfo=UTC)
    written = BytesIO()
    paper.save(written)
    return repacked(written.getvalue())


def names_in(template: bytes) -> set[str]:
    """What the tags of a Word file name that can be filled in."""
    from docxtpl import DocxTemplate

    return set(DocxTemplate(BytesIO(template)).get_undeclared_template_variables())


def name_of_sender(authority: Authority, lang: Language) -> str:
    """Who writes, in full: an authority, and the office of it."""
    return ("" if lang == "zh" else ", ").join(
        flowing(name.in_language(lang)) for name in (authority.name, authority.office)
    )


def chinese_numeral(number: int) -> str:
    """1 to 99 as 一 to 九十九; beyond, in digits."""
    tens, ones = divmod(number, 10)
    if tens >= len(_DIGITS):
        return str(number)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")
