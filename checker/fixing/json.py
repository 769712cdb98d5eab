"""The shortest way as JSON for programs: `schemas/fix.schema.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.fixing.result import FIX_FORMAT, message_of, rule_id
from checker.fixing.text import mended_by
from checker.fixing.wording import Words, condition_of
from checker.model import pointer_text
from checker.reporting.json import written

if TYPE_CHECKING:
    from checker.fixing.choices import Choice
    from checker.fixing.edits import Edit
    from checker.fixing.ledger import Ask
    from checker.fixing.oracle import Found
    from checker.fixing.result import Fix, Way
    from checker.fixing.writing import Delivered
    from checker.model import Language
    from checker.reporting import Layout


def render(fix: Fix, layout: Layout, delivered: Delivered | None = None) -> bytes:  # noqa: ARG001 - as every format
    """`fix` as one object."""
    return written(to_dict(fix, delivered))


def to_dict(fix: Fix, delivered: Delivered | None = None) -> dict[str, Any]:
    """`fix` as JSON values, in the form of `schemas/fix.schema.json`."""
    report = fix.report.to_dict()
    way = fix.way
    shaper = None if way is None or fix.pack is None else _Shaper(fix, way, Words(fix.pack, fix.document.data))
    return {
        "format": FIX_FORMAT,
        **{name: report[name] for name in ("pack", "input", "office", "plan_year", "status", "version")},
        "goal": fix.goal.value,
        "verdict": fix.report.verdict.value,
        "counts": report["counts"],
        "way": None if shaper is None else shaper.way(),
        "shorter": None if shaper is None or not fix.shorter else shaper.shorter(),
        "written": None if delivered is None else _delivered(delivered),
    }


def _delivered(delivered: Delivered) -> dict[str, Any]:
    return {
        "file": delivered.name,
        "choices": [done.value for done in delivered.done],
        "verdict": delivered.report.verdict.value,
    }


class _Shaper:
    """Shapes one way; edits that are named are listed once, each under an id."""

    def __init__(self, fix: Fix, way: Way, words: Words) -> None:
        self._fix = fix
        self._way = way
        self._words = words
        self._lang: Language = fix.report.lang
        self._ids: dict[Edit, str] = {}

    def way(self) -> dict[str, Any]:
        """The way: its choices, what stays, and why it is smallest."""
        way = self._way
        smallest = way.smallest
        choices = [self._choice(choice) for choice in way.choices]
        why = {
            "proved": smallest.proved and not smallest.left,
            "least": way.why.least,
            "separate": [{"need": each.need, **self._demand(each.ask)} for each in way.why.separate],
            "together": [
                {"need": each.need, "steps": each.steps, "demands": [self._demand(ask) for ask in each.asks]}
                for each in way.why.together
            ],
        }
        messages = {found.key: message for found, message in self._fix.messages}
        left = [
            {
                **self._found(found),
                "message": (messages.get(found.key) or message_of(found, self._words.pack, None)).in_language(
                    self._lang
                ),
            }
            for found in smallest.left
        ]
        return {
            "size": way.size,
            "after": way.after.value,
            "choices": choices,
            "left": left,
            "why": why,
            "edits": [{"id": id_, **self._edit(edit)} for edit, id_ in self._ids.items()],
        }

    def shorter(self) -> dict[str, Any]:
        """The slips that would make the way shorter."""
        return {"size": self._fix.shorter_size, "slips": [self._edit(edit) for edit in self._fix.shorter]}

    def _choice(self, choice: Choice) -> dict[str, Any]:
        return {
            "any": choice.count,
            "of": [self._id(edit) for edit in choice.among],
            "chosen": [self._id(edit) for edit in choice.chosen],
            "instead": [self._id(edit) for edit in choice.instead],
            "keeping": [self._id(edit) for edit in choice.keeping],
            "mends": [self._found(found) for found in mended_by(self._way, choice)],
        }

    def _demand(self, ask: Ask) -> dict[str, Any]:
        ledger = self._way.smallest.ledger
        banned = self._way.smallest.problem.banned
        demand = ask.demand
        return {
            "finding": self._found(ask.found),
            "at_least": demand.least,
            "among": [self._id(edit) for edit in ledger.of(demand.among & ~banned)],
            "given": [self._id(edit) for edit in ledger.of(demand.given & ~banned)],
            "one_more_for_each": [self._id(edit) for edit in ledger.of(demand.absent & ~banned)],
        }

    def _found(self, found: Found) -> dict[str, Any]:
        subject = None if found.fact is None else found.fact.members.get("number")
        return {"rule": rule_id(found), "at": pointer_text(found.at), "subject": subject}

    def _id(self, edit: Edit) -> str:
        return self._ids.setdefault(edit, f"e{len(self._ids) + 1}")

    def _edit(self, edit: Edit) -> dict[str, Any]:
        place = self._fix.document.locate(edit.at)
        condition = condition_of(edit)
        return {
            "action": "rename" if edit.renamed is not None else edit.action.value,
            "at": pointer_text(edit.at),
            "line": place.line,
            "column": place.column,
            "cell": place.cell,
            "nature": edit.nature.value,
            "value": edit.renamed if edit.renamed is not None else edit.value,
            "text": self._words.edit(edit).in_language(self._lang),
            "condition": None if condition is None else condition.in_language(self._lang),
        }
