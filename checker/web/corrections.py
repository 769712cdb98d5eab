"""The fewest corrections with which a plan would pass: a page that lists them, and the file with them written in."""

from __future__ import annotations

from dataclasses import dataclass

from checker.checking import Options, read_plan
from checker.edits import Nature
from checker.fixing.result import Fix, fix_document
from checker.fixing.trials import Goal
from checker.fixing.wording import EditWords
from checker.fixing.writing import SUFFIXES, write_way
from checker.i18n import text
from checker.inputs import Input
from checker.model import LANGUAGES, Language, Text, Verdict
from checker.pack.repairs import Action
from checker.reporting import naming
from checker.reporting.html_page.drawing import Drawn
from checker.web.pages.drawing import draw_corrections
from checker.web.results import Judged, Results, held_in


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing to do, where, and whether it is for a person to say what comes there."""

    what: Text
    place: Text | None
    is_personal: bool


def are_offered(results: Results) -> bool:
    """Whether it is one document, by itself or held against others, that was understood and does not pass."""
    return results.subject is not None and results.subject[1].verdict in (Verdict.RETURN, Verdict.REVIEW)


def are_written(results: Results) -> bool:
    """Whether corrections can be written into the file as well."""
    return are_offered(results) and results.uploads[0].suffix in SUFFIXES


def write_corrections(results: Results) -> bytes:
    """The file with the corrections that a program can make; what only a person can say is marked there."""
    return write_way(results.uploads[0].content, results.uploads[0].suffix, _fix_of(results), results.lang).raw


def draw_list(judged: Judged, lang: Language, name: str) -> Drawn | None:
    """The page with the corrections to what is kept as `name`; None where there are none to be looked for."""
    results = judged.in_language(lang)
    if not are_offered(results):
        return None
    fix = _fix_of(results)
    left = () if fix.way is None else fix.way.smallest.left
    staying = tuple(found.message(fix.pack) for found in left if not fix.is_undeclared(found))
    undeclared = tuple(found.message(fix.pack) for found in left if fix.is_undeclared(found))
    return draw_corrections(results.uploads[0].name, _corrections(fix), staying, undeclared, name, lang)


def _fix_of(results: Results) -> Fix:
    upload, report = results.uploads[0], results.reports[0]
    pack = results.packs[report.pack_id or ""]
    document = read_plan(upload.content, pack, name=upload.name)
    others = held_in([Input(other.name, other.content) for other in results.others], Options(pack))
    return fix_document(document, pack, Options(pack, lang=results.lang, against=others), Goal.PASS)


def _corrections(fix: Fix) -> tuple[Correction, ...]:
    words = EditWords(fix.pack, fix.kind, fix.document)
    found = []
    for choice in () if fix.way is None else fix.way.choices:
        edit = choice.chosen[0]
        said = words.choice(choice)
        if not choice.is_open:
            said = words.with_condition(edit, said)
        what = text("{text}.", text=Text(said.en[:1].upper() + said.en[1:], said.zh))
        names = [naming.source_place(fix.document.locate(edit.at), lang) for lang in LANGUAGES]
        is_nowhere = choice.is_open or edit.action is Action.ADD or None in names
        shown = None if is_nowhere else Text(*map(str, names))
        found.append(Correction(what, shown, choice.is_open or edit.nature is not Nature.MECHANICAL))
    return tuple(found)
