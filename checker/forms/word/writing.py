"""Writes plans as Word documents, filled in or to be filled in. The same plan gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.forms.word.cells import Writer
from checker.forms.word.looks import looks_in
from checker.forms.word.plan import Composer
from checker.forms.word.template import blank_plan, template_blocks
from checker.pack.labels import labels_of
from checker.texts import texts_of
from checker.word.sheet import write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.forms.word.cells import Names
    from checker.model import Language
    from checker.pack.model import Office, Pack


def write_plan(plan: Mapping[str, Any], pack: Pack, lang: Language) -> bytes:
    """A valid plan as the bytes of a .docx file, labels in `lang`. `pack` is that of its circular."""
    composer = _composer(pack, lang, blank_items=1)
    return write(composer.paper(plan, composer.blocks(plan)))


def write_template(pack: Pack, office: Office, lang: Language) -> bytes:
    """The plan of `office` to fill in, as the bytes of a .docx file."""
    composer = _composer(pack, lang, blank_items=3)
    return write(composer.paper(blank_plan(composer, office), template_blocks(composer, office)))


def _composer(pack: Pack, lang: Language, *, blank_items: int) -> Composer:
    return Composer(pack, lang, Writer(lang, looks_in(lang), labels_of(pack), _names_of(pack, lang), blank_items))


def _names_of(pack: Pack, lang: Language) -> Names:
    """What codes are called in `lang`: those of the plan format, and those of the rule pack."""
    names: dict[str, dict[str, str]] = {
        "office": {code: office.name.in_language(lang) for code, office in pack.offices.items()},
        "department": {slug: name.in_language(lang) for slug, name in pack.departments.items()},
        "circular": {pack.id: pack.citation.in_language(lang)},
    }
    for key, text in texts_of("labels").items():
        codes, dot, code = key.partition(".")
        if dot:
            names.setdefault(codes, {})[code] = text.in_language(lang)
    return names
