"""What a review remembers of each file: whose it is, what it holds, what came of it, and no more."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as changed
from functools import lru_cache
from pathlib import PurePath
from typing import Final
from unicodedata import normalize

from msgspec.structs import replace

from checker.checking import Options, examine, pack_named_by, read_plan, unreadable
from checker.content import content_digest
from checker.decisions import DecisionResult, with_decisions
from checker.errors import FileNature, UnreadableError
from checker.facts.review import Contribution, contribution_of
from checker.facts.values import reach
from checker.i18n import N_, text
from checker.inputs import Input
from checker.model import SCHEMA, Known, Report, Text
from checker.pack.loading import installed_packs, load_pack
from checker.pack.model import DocumentKind, Pack
from checker.values import day_number, is_absent, is_day

AGREEING: Final = 2
"""So many of code, title, places and name of the file have to speak of another sender."""
_NOTHING: Final = Contribution()
_EMPTY: Final = N_("The file is empty, or has nothing but comments in it.")
_OTHER_DATA: Final = N_("data that is no document")


@dataclass(frozen=True, slots=True, eq=False)
class Filed:
    """What a review remembers of one file: the report on it, and what that does not say.

    `content` is the digest of what it holds (None: nothing could be read), `nature` what is wrong with a file that is
    no document. `others` are the senders that its code, title, places and name speak of, each None where they speak of
    none.
    """

    report: Report
    content: str | None = None
    is_clean: bool = True
    """Whether everything in the file could be read, so that two of one content are copies."""
    is_archived: bool = False
    is_named: bool = True
    """Whether it was itself named, rather than found in a folder or an archive."""
    nature: FileNature | None = None
    reason: Text | None = None
    day: int | None = None
    period: int = 0
    """The day until which it speaks, as 20130630; 0 where it says nothing of it."""
    others: tuple[str | None, ...] = ()
    decided: Mapping[int, DecisionResult] = field(default_factory=dict)
    """What became of the decisions on findings of it, by their place."""
    contribution: Contribution = _NOTHING

    @property
    def name(self) -> str:
        """What it is called."""
        return self.report.name or ""

    @property
    def office(self) -> str | None:
        """Who sent it, as far as it says so."""
        return self.report.office

    @property
    def version(self) -> int | None:
        """Which version it says it is."""
        return self.report.version

    @property
    def is_submitted(self) -> bool:
        """Whether it is a submitted plan; one whose status cannot be read is not."""
        return self.contribution.is_submitted

    @property
    def rank(self) -> tuple[bool, int, int]:
        """What decides which of an office's files stands for it.

        Submitted before draft, then the latest period, then the highest version.
        """
        return self.is_submitted, self.period, self.version or 0

    @property
    def copy_key(self) -> str | None:
        """What copies of one file have in common."""
        return self.content if self.is_clean else self.report.sha256


def file_of(given: Input, options: Options) -> Filed:
    """What a review remembers of a file, with what was decided about it."""
    try:
        raw = given.read()
        document = read_plan(raw, options.pack, name=given.name)
    except UnreadableError as error:
        return changed(unread(given.name, error, options), is_archived=bool(given.places))
    if document.data is None:
        empty = UnreadableError(_EMPTY).of(FileNature.EMPTY)
        empty.sha256 = document.sha256
        return changed(unread(given.name, empty, options), is_archived=bool(given.places))
    pack = options.pack or pack_named_by(document.data)
    kind = None if pack is None else pack.document_of(document.data)
    digest = None if kind is None else content_digest(document.data, kind)
    sender = None if options.decisions is None else options.decisions.sender_of(digest)
    if kind is not None and pack is not None and isinstance(document.data, dict) and _is_sender(sender, kind, pack):
        document = replace(document, data={**document.data, kind.sender: sender})
    report, known = examine(document, options)
    decided: Mapping[int, DecisionResult] = {}
    if pack is not None and options.decisions is not None:
        report, decided = with_decisions(report, digest, pack, options.decisions)
    filed = Filed(
        report,
        content=digest,
        is_clean=not document.faults and not document.unread,
        is_archived=bool(given.places),
        reason=_something_else(document.data, options.pack),
        decided=decided,
    )
    if pack is None or kind is None:
        return filed
    return changed(
        filed,
        day=_day_at(kind.day, report, document.data),
        period=_day_at(kind.period, report, document.data) or 0,
        others=() if sender is not None else _others(given.name, document.data, known, kind, pack),
        contribution=contribution_of(report, known, pack),
    )


def unread(name: str, error: UnreadableError, options: Options) -> Filed:
    """What a review remembers of a file that is no document, for the reason that `error` gives."""
    reason = error.text
    return Filed(unreadable(error, name, options), nature=error.nature, reason=reason)


def _something_else(data: object, pack: Pack | None) -> Text | None:
    """What a file is that could be read and is no document; None where it is one, however faulty."""
    members = members_of([load_pack(id_) for id_ in installed_packs()] if pack is None else [pack])
    return None if isinstance(data, dict) and not members.isdisjoint(data) else text(_OTHER_DATA)


def members_of(packs: Iterable[Pack]) -> frozenset[str]:
    """The members that documents of these packs have."""
    kinds = [kind for pack in packs for kind in pack.documents.values()]
    return frozenset(name for kind in kinds for name in kind.schema.node.get("properties", ()))


def _is_sender(code: str | None, kind: DocumentKind, pack: Pack) -> bool:
    return code is not None and code in pack.codes_of(kind.roster)


def _day_at(path: str | None, report: Report, data: object) -> int | None:
    """The day at a path, as 20130630; None where it, or what it stands in, cannot be read."""
    if path is None:
        return None
    top, *_ = steps = path.split("/")
    if any(finding.rule == SCHEMA and finding.at[:1] == (top,) for finding in report.findings):
        return None
    day = reach(data, *steps)
    return day_number(day) if is_day(day) else None


# Whose a file is, beside what its code says


def _others(name: str, data: object, known: Known | None, kind: DocumentKind, pack: Pack) -> tuple[str | None, ...]:
    """The senders that what stands for the code, the title, the places and the name of a file speak of."""
    title = reach(data, *kind.named_in.split("/")) if kind.named_in is not None else None
    code = reach(data, *kind.sender.split("/"))
    spoken_of = (
        *(sender_named(each, kind, pack) if isinstance(each, str) else None for each in (code, title)),
        None if known is None else _sender_of_places(known, kind, pack),
        sender_named(PurePath(name).stem, kind, pack),
    )
    # One who writes a code that nobody has may be somebody else: that takes more than one sign.
    is_told = is_absent(code) or spoken_of[0] is not None
    return spoken_of if is_told else tuple(each for each in spoken_of if spoken_of.count(each) >= AGREEING)


def sender_in_path(path: str, kind: DocumentKind, pack: Pack) -> str | None:
    """The sender of which the name of a file speaks, or else that of the nearest folder or archive around it."""
    names = (PurePath(path).stem, *reversed(PurePath(path).parts[:-1]))
    return next(filter(None, (sender_named(name, kind, pack) for name in names)), None)


def sender_named(written: str, kind: DocumentKind, pack: Pack) -> str | None:
    """The only sender of which a text speaks, by its code, its name, or what it is called as well."""
    found: set[str] = set()
    rest = normalize("NFKC", written).lower()
    for name, code in _names_of(kind, pack):
        pattern = rf"(?<![a-z]){re.escape(name)}(?![a-z])" if name.isascii() else re.escape(name)
        rest, times = re.subn(pattern, " ", rest)
        if times:
            found.add(code)
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=32)
def _names_of(kind: DocumentKind, pack: Pack) -> Sequence[tuple[str, str]]:
    """What senders are called, the longest first, in small letters, each with its code."""
    names = [(str(code), str(code)) for code in pack.codes_of(kind.roster)]
    for code in pack.codes_of(kind.roster):
        label = pack.label(kind.roster, code)
        names += [] if label is None else [(label.en, str(code)), (label.zh, str(code))]
    if kind.names is not None:
        rows = pack.tables[kind.names].by_key.values()
        names += [(str(row["name"]), str(row["code"])) for row in rows]
    return sorted(((name.lower(), code) for name, code in names), key=lambda each: (-len(each[0]), each))


def _sender_of_places(known: Known, kind: DocumentKind, pack: Pack) -> str | None:
    """The only sender of the place that most facts are located in."""
    if kind.located_by is None:
        return None
    fact, member = kind.located_by
    places = Counter(each.members.get(member) for each in known.by_kind.get(fact, ()))
    del places[None]
    if not places:
        return None
    (place, most), *_ = places.most_common(1)
    rows = pack.tables[kind.roster].index((member,)).get((place,), ())
    return str(rows[0][pack.tables[kind.roster].key[0]]) if len(rows) == 1 and 2 * most > places.total() else None
