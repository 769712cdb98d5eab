"""A compilation as a Word file, ready to edit and release.

What it says is worked out here; how it says it, and how it is laid out, stands in a Word file with the tags of docxtpl,
one for each language in `templates/`, which an office can change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any, Final

from checker.compilation import Compilation, CompiledEntry, CompiledItem, CompiledPlan, by_month, month_name
from checker.model import Language
from checker.office.compilation_workbook import (
    announced_text,
    entry_funds_text,
    funds_text,
    has_funds,
    has_milestones,
)
from checker.office.rendering import bytes_of_word, chinese_numeral, layout_of, name_of_sender, rendered
from checker.pack.model import Pack
from checker.reporting import naming
from checker.reporting.nouns import nouns
from checker.reporting.printable import flowing

_NOTHING: Final = "—"
_BETWEEN: Final[Mapping[Language, str]] = {"en": "; ", "zh": "；"}


def compilation_document(compiled: Compilation, pack: Pack, lang: Language) -> bytes:
    """The bytes of a .docx file; the same compilation gives the same bytes."""
    paper = rendered(layout_of("compilation", lang), _Content(compiled, pack, lang).all())
    return bytes_of_word(paper, compiled.title, pack)


class _Content:
    """What the template can name, in `lang`. A mark is what the contents find a heading by."""

    def __init__(self, compiled: Compilation, pack: Pack, lang: Language) -> None:
        self._compiled = compiled
        self._pack = pack
        self._lang: Language = lang
        self._marks = count(1)

    def all(self) -> dict[str, Any]:
        """Everything."""
        compiled, pack, lang = self._compiled, self._pack, self._lang
        kind = pack.documents[compiled.document]
        words = {name: noun.in_language(lang) for name, noun in nouns(kind).items()}
        authority = pack.authority
        parts = {
            "figures": True,
            "by_item": True,
            "groups": bool(compiled.groups),
            "senders": True,
            "milestones": bool(compiled.milestones),
            "totals": bool(compiled.totals),
            "left_out": True,
            "sources": True,
        }
        there = [name for name, is_there in parts.items() if is_there]
        return {
            "title": compiled.title,
            "sender": None if authority is None else name_of_sender(authority, lang),
            "citation": self._say(pack.citation),
            "clause": None if authority is None else naming.clause_label(authority.clause, lang, pack),
            "document": words["document"],
            "item_noun": words["item"],
            "item_nouns": words["items"],
            "sender_noun": words["sender"],
            "figures": compiled.figures,
            "has_milestones": has_milestones(kind),
            "has_funds": has_funds(kind),
            "funds": f"{compiled.figures.funds:,}",
            "numbers": {name: self._numeral(place) for place, name in enumerate(there, 1)}
            | dict.fromkeys(parts.keys() - there),
            "marks": {name: next(self._marks) for name in there},
            "groups": list(self._groups()),
            "group_rows": [
                {
                    "title": group.title,
                    "listed": self._listed(group.items),
                    "offices": group.offices,
                    "pairs": group.pairs,
                }
                for group in compiled.groups
            ],
            "senders": [self._sender(plan) for plan in compiled.plans],
            "months": list(self._months()),
            "totals": [
                {
                    "item": self._item_name(each.number, each.title),
                    "label": each.label,
                    "planned": each.planned,
                    "offices": each.offices,
                    "announced": announced_text(each.least, each.most, lang, is_about=each.about) or _NOTHING,
                }
                for each in compiled.totals
            ],
            "left_out": [
                {
                    "name": flowing(each.name or each.office or "") or _NOTHING,
                    "file": naming.file_name(each.file) or _NOTHING,
                    "reason": flowing(each.reason),
                }
                for each in compiled.left_out
            ],
            "sources": [
                {
                    "name": plan.name,
                    "file": naming.file_name(plan.file) or _NOTHING,
                    "version": plan.version or _NOTHING,
                    "sha256": plan.sha256,
                }
                for plan in compiled.plans
            ],
            "pack": f"{compiled.pack.id} {compiled.pack.version} ({compiled.pack.digest})",
        }

    def _groups(self) -> Iterator[dict[str, Any]]:
        """The groups in which something is listed, with the items; one without a title for those of none."""
        items = self._compiled.items
        named = [group for group in self._compiled.groups if group.items]
        grouped = {number for group in named for number in group.items}
        for place, group in enumerate(named, 1):
            own = [item for item in items if item.group == group.number]
            yield {
                "numeral": self._numeral(place),
                "title": flowing(group.title),
                "around": group.around and flowing(group.around),
                "mark": next(self._marks),
                "entries": [self._item(item) for item in own],
            }
        if rest := [item for item in items if item.number not in grouped]:
            yield {"title": "", "entries": [self._item(item) for item in rest]}

    def _item(self, item: CompiledItem) -> dict[str, Any]:
        return {
            "number": item.number,
            "title": flowing(item.title),
            "label": item.label,
            "mark": next(self._marks),
            "rows": [self._row(entry) for entry in item.entries],
        }

    def _row(self, entry: CompiledEntry) -> dict[str, Any]:
        columns = zip(self._compiled.columns, entry.values, strict=True)
        parts = [{"label": label, "text": self._joined(texts)} for label, texts in columns if texts]
        dues = [{"day": due.day, "text": flowing(due.text or "")} for due in entry.milestones]
        return {
            "name": entry.name,
            "parts": parts or [{"label": "", "text": _NOTHING}],
            "dues": dues or [{"day": _NOTHING, "text": ""}],
            "funds": flowing(entry_funds_text(entry, self._compiled, self._lang)) or _NOTHING,
        }

    def _sender(self, plan: CompiledPlan) -> dict[str, Any]:
        codes = {item.number: item.code for item in self._compiled.items}
        classes = {each.code: each.label for each in self._compiled.figures.classes}
        parts = [
            {"label": classes.get(code or "", ""), "text": self._listed(numbers)}
            for code in dict.fromkeys((*classes, None))
            if (numbers := [number for number in plan.items if codes[number] == code])
        ]
        funds = flowing(funds_text(plan.funds, self._lang)) or _NOTHING
        return {"name": plan.name, "parts": parts or [{"label": "", "text": _NOTHING}], "funds": funds}

    def _months(self) -> Iterator[dict[str, Any]]:
        for month, milestones in by_month(self._compiled.milestones).items():
            yield {
                "name": month_name(month, self._lang),
                "mark": next(self._marks),
                "rows": [
                    {
                        "day": each.day,
                        "item": self._item_name(each.number, each.title),
                        "name": each.name,
                        "text": flowing(each.text or "") or _NOTHING,
                    }
                    for each in milestones
                ],
            }

    def _item_name(self, number: object, title: str) -> str:
        return flowing(f"{number} {title}")

    def _joined(self, texts: Sequence[str]) -> str:
        ends = "。；;."
        return _BETWEEN[self._lang].join([*(flowing(text).rstrip(ends) for text in texts[:-1]), flowing(texts[-1])])

    @staticmethod
    def _listed(numbers: Sequence[object]) -> str:
        # With a blank behind it, as lines break between figures nowhere else.
        return ", ".join(map(str, numbers)) or _NOTHING

    def _numeral(self, number: int) -> str:
        return chinese_numeral(number) if self._lang == "zh" else str(number)

    def _say(self, words: Any) -> str:
        return flowing(words.in_language(self._lang))
