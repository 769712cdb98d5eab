"""Writes a plan as a Word document. The same plan gives the same bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from checker.errors import UnreadableError, UnwritableError
from checker.forms.word.cells import Writer
from checker.forms.word.looks import looks_in
from checker.forms.word.plan import Composer
from checker.forms.word.sameness import differences
from checker.model import pointer_text
from checker.pack.labels import labels_of
from checker.provincial import departments_of, offices_of
from checker.readers import read_bytes
from checker.word.sheet import write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.forms.word.cells import Names
    from checker.model import Language, Pointer
    from checker.pack.model import Pack
    from checker.readers.document import Labels

_NO_LETTER: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_plan(plan: Mapping[str, Any], pack: Pack, lang: Language) -> bytes:
    """`plan`, valid and without absent members, as a Word document in `lang`. Raises `UnwritableError`.

    What is written is read again: a plan that would come back as another one is not written at all.
    """
    _require_letters(plan)
    labels = labels_of(pack)
    composer = composer_of(pack, labels, lang, blank_items=1)
    raw = write(composer.paper(plan, composer.blocks(plan)))
    try:
        again = read_bytes(raw, suffix=".docx", labels=lambda: labels)
    except UnreadableError:
        raise UnwritableError(
            "As a Word document, the plan would be larger than what is read again. Write it as YAML or JSON."
        ) from None
    at = next(differences(plan, again.data), None)
    if at is not None or again.faults:
        raise UnwritableError(
            "What stands at {at} would not come back from a Word document as it is. Write it in "
            "another way, or write the plan as YAML or JSON.",
            at=pointer_text(at or again.faults[0].at),
        )
    return raw


def _require_letters(plan: Mapping[str, Any]) -> None:
    """Refuse what no XML can hold: control characters, and two that are no characters."""
    inside: list[tuple[Pointer, Any]] = [((), plan)]
    while inside:
        at, value = inside.pop()
        if isinstance(value, str) and (found := _NO_LETTER.search(value)):
            raise UnwritableError(
                "The text at {at} has the character {found} in it, which no Word document can hold. Remove it.",
                at=pointer_text(at),
                found=f"U+{ord(found[0]):04X}",
            )
        if isinstance(value, dict):
            inside += [((*at, name), member) for name, member in value.items()]
        elif isinstance(value, list):
            inside += [((*at, place), item) for place, item in enumerate(value)]


def composer_of(pack: Pack, labels: Labels, lang: Language, *, blank_items: int) -> Composer:
    """What puts plans under the circular of `pack` on paper; `blank_items` are the rows of a list without items."""
    return Composer(pack, lang, Writer(lang, looks_in(lang), labels, _names_of(pack, lang), blank_items))


def _names_of(pack: Pack, lang: Language) -> Names:
    """What codes are called in `lang`: those of the plan format, and those of the rule pack."""
    names: dict[str, dict[str, str]] = {
        "office": {code: office.name.in_language(lang) for code, office in offices_of(pack).items()},
        "department": {slug: name.in_language(lang) for slug, name in departments_of(pack).items()},
        "circular": {pack.id: pack.citation.in_language(lang)},
    }
    codes = {name: {code: text.in_language(lang) for code, text in rows.items()} for name, rows in pack.codes.items()}
    return codes | names
