"""What became of an inbox from one round to the next: two reviews -> who has sent again, and what of it is fixed.

Findings are known again as in a comparison of two reports; what the rules across documents find about a sender is
compared with what was found in its own document.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Annotated, Any, Final

from msgspec import Meta

from checker.comparing import (
    Change,
    ChangeCounts,
    Compared,
    ComparedJson,
    Doubt,
    DoubtJson,
    compared_findings,
    could_have,
    doubts_of_rules,
)
from checker.i18n import N_, say
from checker.model import Amount, Finding, Language, Output, PackJson, Report, RuleStatus, Severity, Verdict, each_of
from checker.pack.model import Pack
from checker.review_model import Review, RosterRow, SenderState


class Sent(StrEnum):
    """What somebody has sent between two rounds."""

    AGAIN = "sent-again"
    FIRST = "sent-first"
    UNCLEAR = "unclear"
    SILENT = "silent"
    NOTHING = "nothing-new"


SENT: Final[Mapping[str, str]] = {
    "sent-again": N_("sent again"),
    "sent-first": N_("sent for the first time"),
    "unclear": N_("sent, unclear what stands"),
    "silent": N_("silent", context="round"),
    "nothing-new": N_("nothing new"),
}
"""What people call each."""

_WAITED_FOR: Final = (SenderState.NOT_SENT, SenderState.UNREAD, SenderState.DRAFT, SenderState.RETURNED)
"""How far it has come with somebody who was to send something."""


@dataclass(frozen=True, slots=True)
class OfficeRound:
    """One sender: its rows in both reviews, what it has sent between them, and what became of the findings."""

    old: RosterRow
    new: RosterRow
    sent: Sent
    findings: tuple[Compared, ...]

    def of(self, change: Change) -> tuple[Compared, ...]:
        """The findings that this became of."""
        return tuple(compared for compared in self.findings if compared.change is change)

    def as_json(self, lang: Language) -> OfficeRoundJson:
        """The sender as it is written in `lang`."""
        row, counts = self.new, {change: len(self.of(change)) for change in Change}
        return OfficeRoundJson.made_of(self, lang, document=row.document, office=row.office, counts=counts)


@dataclass(frozen=True, slots=True)
class Round:
    """Two reviews under one circular; `names` are what they were made of, or kept in.

    `across` are findings across documents that are about no single sender.
    """

    old: Review
    new: Review
    names: tuple[str, str]
    offices: tuple[OfficeRound, ...]
    across: tuple[Compared, ...]
    doubts: tuple[Doubt, ...]
    lang: Language

    @property
    def findings(self) -> tuple[Compared, ...]:
        """All findings, sender by sender, those across documents last."""
        return tuple(chain(*(each.findings for each in self.offices), self.across))

    @property
    def counts(self) -> Mapping[Change, int]:
        """How many findings there are of each change."""
        return {change: sum(each.change is change for each in self.findings) for change in Change}

    @property
    def sent(self) -> Mapping[Sent, int]:
        """How many senders have sent what."""
        return {sent: sum(each.sent is sent for each in self.offices) for sent in Sent}

    def to_dict(self) -> dict[str, Any]:
        """The round as JSON values, in the form of `schemas/round.schema.json`."""
        warnings = [doubt.as_json(self.lang) for doubt in self.doubts]
        heads = {"old": _head(self.old, self.names[0]), "new": _head(self.new, self.names[1])}
        return RoundJson.made_of(self, self.lang, warnings=warnings, **heads).to_dict()


class ReviewHeadJson(Output, frozen=True, kw_only=True):
    """A review, without what is in it."""

    name: Annotated[str, Meta(description="What it was made of, or the file it was kept in.")]
    pack: PackJson
    states: Annotated[
        Mapping[SenderState, Amount], each_of(SenderState), Meta(description="How many offices are how far.")
    ]


class OfficeRoundJson(Output, frozen=True, kw_only=True):
    """One office in both reviews."""

    document: Annotated[str, Meta(description="Format of the document.")]
    office: str
    sent: Annotated[
        Sent,
        Meta(
            description="sent-again: another plan stands; sent-first: one stands where nothing was sent; unclear: what "
            "was sent cannot be read, or a person decides first what stands; silent: nothing was sent that was asked "
            "for; nothing-new: nothing was sent, nor asked for."
        ),
    ]
    old: Annotated[RosterRow, Meta(description="Its row in the earlier review.")]
    new: Annotated[RosterRow, Meta(description="Its row in the later review.")]
    counts: ChangeCounts
    findings: Annotated[
        list[ComparedJson],
        Meta(
            description="Errors and warnings of its plan, and what the rules across plans find of it: fixed ones "
            "first, the new ones last."
        ),
    ]


class RoundJson(Output, frozen=True, kw_only=True, tag_field="format", tag="review-comparison/1"):
    """What became of the plans of many offices from one review to a later one."""

    old: Annotated[ReviewHeadJson, Meta(description="The earlier review.")]
    new: Annotated[ReviewHeadJson, Meta(description="The later review.")]
    warnings: Annotated[list[DoubtJson], Meta(description="Why the two may not be comparable.")]
    sent: Annotated[
        Annotated[Mapping[Sent, Amount], each_of(Sent)], Meta(description="How many offices have sent what.")
    ]
    counts: ChangeCounts
    offices: Annotated[list[OfficeRoundJson], Meta(description="Everybody on the roster, in its order.")]
    across: Annotated[list[ComparedJson], Meta(description="Findings across plans that are about no single office.")]


def totals_line(made: Round, lang: Language) -> str:
    """How many senders have sent what since the earlier review, and what became of how many findings."""
    told = made.sent.items()
    sent = [say(lang, "{count} {standing}", count=count, standing=say(lang, SENT[each])) for each, count in told]
    return say(
        lang,
        "{sent}. Findings: {fixed} fixed, {open} still open, {new} new.",
        sent=say(lang, ", ").join(sent),
        fixed=made.counts[Change.FIXED],
        open=made.counts[Change.OPEN],
        new=made.counts[Change.NEW],
    )


def _head(review: Review, name: str) -> ReviewHeadJson:
    pack = PackJson(id=review.pack_id, version=review.pack_version, digest=review.pack_digest)
    return ReviewHeadJson(name=name, pack=pack, states=review.states)


def compare_reviews(old: Review, new: Review, names: tuple[str, str], lang: Language, pack: Pack) -> Round:
    """What became of `old` in `new`, a later review under the same circular; `pack` is its rule pack."""
    sides = _Side(old, pack), _Side(new, pack)
    keys = dict.fromkeys((row.document, row.office) for review in (new, old) for row in review.roster)
    return Round(
        old=old,
        new=new,
        names=names,
        offices=tuple(
            OfficeRound(sides[0].row(key), sides[1].row(key), _sent(sides, key), _compared(sides, key)) for key in keys
        ),
        across=_compared(sides, None),
        doubts=tuple(doubts_of_rules(old, new)),
        lang=lang,
    )


class _Side:
    """One of the two reviews, by sender: its row, its findings, and which findings it could have had."""

    def __init__(self, review: Review, pack: Pack) -> None:
        self._review = review
        self.pack = pack
        self._rows = {(row.document, row.office): row for row in review.roster}
        self._reports = {report.name: report for report in review.reports}
        self._across: dict[tuple[str, str] | None, list[Finding]] = {}
        for finding in review.findings:
            self._across.setdefault(sender_about(finding, pack, self._rows), []).append(finding)

    def row(self, key: tuple[str, str]) -> RosterRow:
        """The row of a sender; that of one who has sent nothing, where the review is about no such document."""
        return self._rows.get(key) or RosterRow(*key)

    def digests(self, key: tuple[str, str]) -> set[str | None]:
        """What the files of a sender hold, whatever became of them; of one that cannot be read no kind is known."""
        document, office = key
        files = (each for each in self._review.files if each.office == office)
        return {each.sha256 for each in files if each.document in (document, None)}

    def findings(self, key: tuple[str, str] | None) -> Sequence[Finding]:
        """What was found in the document that stands for a sender, and across documents about it (None: nobody).

        Of many documents together, what only informs about a single one is nothing that is fixed or left open.
        """
        report = self._report(key)
        own = [] if report is None else [each for each in report.findings if each.severity is not Severity.INFO]
        return [*own, *self._across.get(key, ())]

    def could_have(self, key: tuple[str, str] | None, finding: Finding) -> bool:
        """Whether a finding that is not there would be, if there were reason."""
        if finding.rule in self._review.rules:
            has_run = self._review.rules[finding.rule] is not RuleStatus.NOT_RUN
            return has_run and self._review.engine.failure is None
        report = self._report(key)
        return report is not None and could_have(report, finding)

    def _report(self, key: tuple[str, str] | None) -> Report | None:
        file = None if key is None else self.row(key).file
        return None if file is None else self._reports.get(file)


def sender_about(finding: Finding, pack: Pack, keys: Collection[tuple[str, str]]) -> tuple[str, str] | None:
    """The sender that a finding across documents is about, if it is one of these: a kind of document, and a code."""
    rule = pack.rules_by_id.get(finding.rule)
    told = ((name, str(at)) for name in (*(rule.documents if rule else ()), *pack.documents) for at in finding.at)
    return next((key for key in told if key in keys), None)


def _sent(sides: tuple[_Side, _Side], key: tuple[str, str]) -> Sent:
    """What somebody has sent; of what nothing stands, a file with other contents than all of the earlier ones tells."""
    old, new = (side.row(key) for side in sides)
    if new.sha256 is not None and new.sha256 != old.sha256:
        return Sent.FIRST if old.state is SenderState.NOT_SENT else Sent.AGAIN
    if new.sha256 is None and sides[1].digests(key) - sides[0].digests(key):
        return Sent.UNCLEAR
    goes_back = old.state is SenderState.TO_DECIDE and old.verdict in (Verdict.RETURN, Verdict.INVALID)
    return Sent.SILENT if goes_back or old.state in _WAITED_FOR else Sent.NOTHING


def _compared(sides: tuple[_Side, _Side], key: tuple[str, str] | None) -> tuple[Compared, ...]:
    old, new = sides
    # In nothing nothing could be found either.
    had_nothing = key is not None and old.row(key).state is SenderState.NOT_SENT
    return compared_findings(
        old.findings(key),
        new.findings(key),
        new.pack,
        lambda finding: had_nothing or old.could_have(key, finding),
        lambda finding: new.could_have(key, finding),
    )
