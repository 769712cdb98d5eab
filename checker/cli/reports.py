"""What commands that work on reports and reviews are given: kept as JSON, or made now of a plan or of many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import PurePath

from checker.checking import Options, check_document, check_source, is_stored, read_data
from checker.cli.judging import inputs_given, packs_of, require_circular, reviewed, reviews_found
from checker.cli.outcome import readable, refuse
from checker.errors import UnreadableError
from checker.inbox import ARCHIVE
from checker.inputs import Input, is_folder
from checker.model import Report
from checker.pack.model import Pack
from checker.reporting.printable import printable
from checker.review_model import Review
from checker.reviewing import files_sent, with_later_decisions
from checker.schema import prune
from checker.stored import read_report, read_reviews


@dataclass(frozen=True, slots=True)
class NamedReport:
    """A report, what its input is called, and whether it was kept as JSON; else the `data` that it is on, if any."""

    report: Report
    name: str
    is_stored: bool
    data: object = None


@dataclass(frozen=True, slots=True)
class NamedReviews:
    """The review of each circular, what they were made of or kept in is called, and whether they were kept as JSON.

    `is_of_one` says that they are of one file, which people have decided about.
    """

    reviews: tuple[Review, ...]
    name: str
    is_stored: bool = False
    is_of_one: bool = False


def are_many(paths: Sequence[str]) -> bool:
    """Whether these are many plans, whatever is in them: several files, a folder, or an archive."""
    return len(paths) > 1 or is_folder(paths[0]) or PurePath(paths[0]).suffix.lower() == ARCHIVE


def report_or_reviews(paths: tuple[str, ...], options: Options, jobs: int = 1) -> NamedReport | NamedReviews:
    """What was given: reviews of several files, a folder or an archive, or kept ones; else the report of the one file.

    With decisions, which are held against a review, there is one of a single file as well. Raises `UsageError` as
    `files_given`.
    """
    if are_many(paths):
        _, reviews = reviewed(paths, options, jobs)
        return NamedReviews(reviews, paths[0])
    (given,) = inputs_given(paths)
    return _given(given, options)


def require_pack(id_: str, packs: Mapping[str, Pack], name: str) -> Pack:
    """The rule pack that judged. Refuses where it is not at hand."""
    if id_ not in packs:
        refuse(
            "{name}: the rule pack “{pack}” that judged is not at hand; name it with --pack.",
            name=name,
            pack=printable(id_),
        )
    return packs[id_]


def packs_of_reviews(given: NamedReviews, options: Options) -> dict[str, Pack]:
    """The rule packs that the reviews went by. Refuses where one is not at hand, or has other documents by now."""
    packs = packs_of(given.reviews, options)
    for review in given.reviews:
        pack = require_pack(review.pack_id, packs, printable(given.name))
        unknown = [name for name in review.documents if name not in pack.documents]
        if unknown:
            refuse(
                "{name}: the rule pack “{pack}” that is at hand has no document “{document}”: it is another version.",
                name=printable(given.name),
                pack=pack.id,
                document=printable(unknown[0]),
            )
    return packs


def _given(given: Input, options: Options) -> NamedReport | NamedReviews:
    name = given.name
    try:
        document = read_data(given.source, options.pack, name=name)
    except UnreadableError:
        return NamedReport(check_source(given.source, options, name=name), name, is_stored=False)
    if is_stored(document.data, options.pack):
        return _kept(document.data, name, options)
    if options.decisions is not None:
        return NamedReviews(reviews_found(files_sent([given], options.pack), options, 1), name, is_of_one=True)
    return NamedReport(check_document(document, options), name, is_stored=False, data=prune(document.data))


def _kept(data: object, name: str, options: Options) -> NamedReport | NamedReviews:
    """The report or the reviews that were kept; the reviews with what was decided since."""
    lang, decisions = options.lang, options.decisions
    with readable(name):
        reviews = read_reviews(data, lang)
        if reviews is None and decisions is None:
            return NamedReport(read_report(data, lang), name, is_stored=True)
    if reviews is None:
        refuse(
            "{name}: a report by itself does not say what decisions name a plan by. Give the plan, or a review of it.",
            name=printable(name),
        )
    if decisions is not None:
        packs = packs_of(reviews, options)
        judged_by = [require_pack(review.pack_id, packs, printable(name)) for review in reviews]
        require_circular(reviews, options)
        reviews = tuple(map(with_later_decisions, reviews, repeat(decisions), judged_by))
    return NamedReviews(reviews, name, is_stored=True)
