"""What is done in a process of its own: judging one file, and making what was asked for of all of them.

Both give bytes. A report goes from the one to the other without being opened on the way, and an answer begins with a
line of JSON about it, so that whatever a file does to the process it is read in, no object of its making arrives.
"""

from __future__ import annotations

import json
import pickle
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.checking import Options, crashed
from checker.errors import EngineError
from checker.facts.review import Contribution
from checker.inputs import Input
from checker.pack.loading import load_pack
from checker.parallel import check_files
from checker.reviewing import Intakes, keep, reviews_of
from checker.serving.answers import DOWNLOADS, PAGE, Judged, draw_page
from checker.serving.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.filing import Filed
    from checker.model import Language, Report
    from checker.pack.model import Pack
    from checker.serving.uploads import Upload

_POLICY: Final = re.compile(r"[\x20-\x7e]+")
_REFUSING: Final = range(400, 600)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no report on a file: a text of ours with its values."""

    key: str
    values: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: an answer by its name, by which rule pack (None: what each file names), in which language."""

    answer: str
    pack: str | None
    lang: Language


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes that were asked for; `policy` is the content security policy of a page."""

    body: bytes
    policy: str | None


def judge(upload: Upload, asked: Asked) -> bytes:
    """The report on one file, and what a review remembers of it; for `make_answer` alone to open."""
    options = _options(asked)
    (kept,) = check_files([Input(upload.name, upload.content)], options, keep)
    return pickle.dumps(kept)


def make_answer(uploads: tuple[Upload, ...], reports: Sequence[bytes | Failure], asked: Asked) -> bytes:
    """What was asked for of all files, as `opened` opens it; `reports` are what `judge` made of each."""
    judged = _judged(uploads, reports, asked)
    if asked.answer == PAGE:
        page = draw_page(judged)
        return _closed({"policy": page.policy}, page.html)
    download = DOWNLOADS[asked.answer]
    refusal = download.refusal(judged)
    if refusal is not None:
        return _closed({"status": refusal.status, "refusal": refusal.key, "values": dict(refusal.values)}, b"")
    return _closed({}, download.make(judged))


def opened(raw: bytes) -> Answer:
    """The answer that came back. Raises `RefusedError` where it is a refusal, `ValueError` where it is no answer."""
    line, _, body = raw.partition(b"\n")
    head = json.loads(line)
    if "refusal" in head:
        status = int(head["status"])
        if status not in _REFUSING:
            raise ValueError(status)
        raise RefusedError(
            status, str(head["refusal"]), **{str(key): str(text) for key, text in head["values"].items()}
        )
    policy = head.get("policy")
    if policy is not None and not (isinstance(policy, str) and _POLICY.fullmatch(policy)):
        raise ValueError(policy)
    return Answer(body, policy)


def _closed(head: dict[str, object], body: bytes) -> bytes:
    return json.dumps(head).encode() + b"\n" + body


def _judged(uploads: tuple[Upload, ...], reports: Sequence[bytes | Failure], asked: Asked) -> Judged:
    options = _options(asked)
    kept = [_kept(upload, each, options) for upload, each in zip(uploads, reports, strict=True)]
    judged = tuple(report for report, _ in kept)
    if len(kept) == 1:
        return Judged(uploads, judged, (), _packs_of(judged[0], options), asked.lang)
    intakes = Intakes(options.pack)
    counted = [report for report, filed in kept if intakes.add(filed)]
    rosters = intakes.rosters()
    packs = {pack.id: pack for pack, _ in rosters}
    return Judged(uploads, judged, reviews_of(rosters, counted, options), packs, asked.lang)


def _packs_of(report: Report, options: Options) -> Mapping[str, Pack]:
    """The rule pack that judged, by its id, if any did."""
    pack = load_pack(report.pack_id) if options.pack is None and report.pack_id is not None else options.pack
    return {} if pack is None else {pack.id: pack}


def _options(asked: Asked) -> Options:
    return Options(None if asked.pack is None else load_pack(asked.pack), lang=asked.lang)


def _kept(upload: Upload, judged: bytes | Failure, options: Options) -> tuple[Report, Filed]:
    if isinstance(judged, Failure):
        return keep(crashed(upload.name, EngineError(judged.key, **dict(judged.values)), options), Contribution())
    # Written by `judge`, for the same request, in a process like this one.
    kept: tuple[Report, Filed] = pickle.loads(judged)  # noqa: S301 - see above
    return kept
