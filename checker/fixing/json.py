"""The shortest way as JSON for programs: `schemas/fix.schema.json`."""

from typing import Any, Final

from checker.edits import Edit
from checker.fixing.result import Alternatives, Fix, Way, rule_id
from checker.fixing.smallest import Asked
from checker.fixing.trials import Found
from checker.fixing.wording import EditWords
from checker.fixing.writing import Delivered
from checker.model import pointer_text
from checker.reporting import Layout
from checker.reporting.json import written

FIX_FORMAT: Final = "plan-fix/1"


def render(fix: Fix, layout: Layout, delivered: Delivered | None = None, *, why: bool = False) -> bytes:  # noqa: ARG001 - as every format
    """`fix` as one object; the proofs always stand in it."""
    return written(to_dict(fix, delivered))


def to_dict(fix: Fix, delivered: Delivered | None = None) -> dict[str, Any]:
    """`fix` as JSON values, in the form of `schemas/fix.schema.json`."""
    report = fix.report.to_dict()
    shaper = _Shaper(fix)
    shorter = {"size": fix.shorter_size, "slips": [shaper.edit(edit) for edit in fix.shorter]} if fix.shorter else None
    return {
        "format": FIX_FORMAT,
        **{name: report[name] for name in ("pack", "input", "office", "plan_year", "status", "version")},
        "goal": fix.goal.value,
        "verdict": fix.report.verdict.value,
        "counts": report["counts"],
        "way": None if fix.way is None else shaper.way(fix.way),
        "shorter": shorter,
        "written": None
        if delivered is None
        else {
            "file": delivered.name,
            "choices": [done.value for done in delivered.done],
            "verdict": delivered.report.verdict.value,
        },
    }


class _Shaper:
    """Shapes one way; edits that are named are listed once, each under an id."""

    def __init__(self, fix: Fix) -> None:
        self._fix = fix
        self._words = EditWords(fix.pack, fix.kind, fix.document)
        self._ids: dict[Edit, str] = {}

    def way(self, way: Way) -> dict[str, Any]:
        """The way: its choices, what stays, and why it is smallest."""
        shaped = {
            "size": way.size,
            "after": way.after.value,
            "choices": [self._choice(choice, way) for choice in way.choices],
            "left": [
                {
                    **self._found(found),
                    "message": found.message(self._fix.pack).in_language(self._fix.report.lang),
                    "declared": not self._fix.is_undeclared(found),
                }
                for found in way.smallest.left
            ],
            "why": {
                "proved": way.smallest.is_proved and not way.smallest.left,
                "least": way.least,
                "reasons": [
                    {"need": reason.need, "demands": [self._demand(asked, way) for asked in reason.asked]}
                    for reason in way.reasons
                ],
            },
        }
        return {**shaped, "edits": [{"id": id_, **self.edit(edit)} for edit, id_ in self._ids.items()]}

    def _choice(self, choice: Alternatives, way: Way) -> dict[str, Any]:
        return {
            "any": choice.count,
            "of": [self._id(edit) for edit in choice.among],
            "chosen": [self._id(edit) for edit in choice.chosen],
            "instead": [self._id(edit) for edit in choice.instead],
            "mends": [self._found(found) for found in way.mended_by(choice)],
        }

    def _demand(self, asked: Asked, way: Way) -> dict[str, Any]:
        named = (("among", asked.among), ("given", asked.given), ("one_more_for_each", asked.against))
        ids = {
            name: [self._id(edit) for edit in sorted(edits & way.smallest.considered, key=lambda edit: edit.order)]
            for name, edits in named
        }
        return {"finding": self._found(asked.found), "at_least": asked.least, **ids}

    def _found(self, found: Found) -> dict[str, Any]:
        subject = None
        if found.rule is not None and found.fact is not None and found.rule.subject is not None:
            subject = found.fact.members.get(found.rule.subject.member)
        return {"rule": rule_id(found), "at": pointer_text(found.at), "subject": subject}

    def _id(self, edit: Edit) -> str:
        return self._ids.setdefault(edit, f"e{len(self._ids) + 1}")

    def edit(self, edit: Edit) -> dict[str, Any]:
        """One edit, in words too."""
        lang = self._fix.report.lang
        place = self._fix.document.locate(edit.at)
        return {
            "action": "rename" if edit.renamed is not None else edit.action.value,
            "at": pointer_text(edit.at),
            "line": place.line,
            "column": place.column,
            "cell": place.cell,
            "nature": edit.nature.value,
            "value": edit.renamed if edit.renamed is not None else edit.value,
            "text": self._words.edit(edit).in_language(lang),
            "condition": None if edit.condition is None else edit.condition.in_language(lang),
        }
