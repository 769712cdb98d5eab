"""Draws the pages of the server itself: to choose files on, to help, to print what is asked, and to say why not."""

from collections.abc import Mapping, Sequence
from typing import Any

from checker.i18n import N_, messages_of, text
from checker.inbox import ARCHIVE
from checker.model import Language, Text, Verdict
from checker.pack.model import Pack
from checker.readers import SUFFIXES
from checker.readers.limits import MOST_BYTES, MOST_MEBIBYTES
from checker.reporting.html import Drawn, draw_beside
from checker.reporting.html.page import circular_name
from checker.reporting.html.wording import verdict_badge
from checker.reporting.naming import common_nouns, nouns
from checker.web.documents import FORMATS, OfferedKind, rosters_of
from checker.web.guard import RefusedError
from checker.web.tasks import MEBIBYTE, Limits


def draw_start(
    packs: Sequence[Pack], kinds: Sequence[OfferedKind], limits: Limits, lang: Language, *, is_local: bool
) -> Drawn:
    """The page to choose files on; `is_local` says that files do not leave the computer."""
    words = common_nouns(kind.document for kind in kinds)
    return _draw(
        "start.html",
        lang,
        text("Check {documents}", **words),
        _where(is_local=is_local),
        circulars=_named(packs),
        hints=_hints(kinds, limits),
        words=words,
        rosters=rosters_of(kinds),
        suffixes=(*SUFFIXES, ARCHIVE),
        limits=limits,
        most_bytes=MOST_BYTES,
        together=limits.mebibytes * MEBIBYTE,
        says=[
            # What the script says; it fills in the rest itself.
            (key, text(says, count="{count}", name="{name}", **_most(limits)))
            for key, (says,) in messages_of("script").items()
        ],
        kinds=kinds,
        formats={name: title for name, title in FORMATS.items() if any(name in kind.formats for kind in kinds)},
    )


def draw_help(packs: Sequence[Pack], kinds: Sequence[OfferedKind], limits: Limits, lang: Language) -> Drawn:
    """How the page is used."""
    words = common_nouns(kind.document for kind in kinds)
    return _draw(
        "help.html",
        lang,
        text("How {documents} are checked", **words),
        text("From the blank {document} to one that passes, without any other program than Excel or Word.", **words),
        circulars=_named(packs),
        badges={verdict.value: verdict_badge(verdict) for verdict in Verdict},
        hints=_hints(kinds, limits),
        words=words,
        is_returned=any(pack.authority is not None for pack in packs),
        is_held=any(kind.document.against is not None for kind in kinds),
        is_sent=any(kind.document.status is not None for kind in kinds),
    )


def draw_checklist(kind: OfferedKind, lang: Language) -> Drawn:
    """What is asked of a kind of document, clause by clause, with a box to tick beside each."""
    return _draw(
        "checklist.html",
        lang,
        text("What is asked: {document}", document=kind.document.document),
        text("To be printed, and ticked off before the document is sent."),
        circulars=(circular_name(kind.pack),),
        duties=kind.duties,
        query={"kind": kind.address},
    )


def draw_corrections(
    file: str, corrections: Sequence[Any], left: Sequence[Text], undeclared: Sequence[Text], name: str, lang: Language
) -> Drawn:
    """The fewest corrections of a file that is kept as `name`, what none mends, and what has none in its rule."""
    intro = N_("With these, {file} passes, as far as they go; what is a fact is not to be changed.")
    if left or undeclared:
        intro = N_("These mend what they can in {file}; what is left stands below.")
    if not corrections:
        intro = N_("For what was found in {file}, no correction can be named.")
    return _draw(
        "corrections.html",
        lang,
        N_("The fewest corrections"),
        text(intro, file=file),
        circulars=(),
        corrections=corrections,
        left=left,
        undeclared=undeclared,
        name=name,
    )


def draw_refusal(error: RefusedError, lang: Language) -> Drawn:
    """The page that says why a request is not answered."""
    return _draw("refusal.html", lang, error.title, error.reason, circulars=())


def _draw(
    template: str,
    lang: Language,
    title: str | Text,
    intro: Text,
    *,
    query: Mapping[str, str] | None = None,
    **values: Any,
) -> Drawn:
    return draw_beside(
        "checker.web.pages",
        template,
        "pages.css",
        "start.js",
        lang=lang,
        title=title if isinstance(title, Text) else text(title),
        intro=intro,
        query=query or {},
        **values,
    )


def _named(packs: Sequence[Pack]) -> tuple[Text, ...]:
    """The circular that a page is about; of several, the page names each where it says what is asked."""
    return tuple(map(circular_name, packs)) if len(packs) == 1 else ()


def _where(*, is_local: bool) -> Text:
    """Where files go, and what is kept of them."""
    if is_local:
        return text(
            "The files are read on this computer only, and sent nowhere. Nothing stays on a disk; reports stay in "
            "memory for an hour, so that they can be opened again."
        )
    return text(
        "The files travel unencrypted to the computer that runs plancheck. Nothing stays on a disk there; reports stay "
        "in memory for an hour, so that they can be opened again."
    )


def _most(limits: Limits) -> dict[str, int]:
    return {"bytes": MOST_MEBIBYTES, "files": limits.files, "together": limits.mebibytes}


def _hints(kinds: Sequence[OfferedKind], limits: Limits) -> tuple[Text, ...]:
    words = common_nouns(kind.document for kind in kinds)
    return (
        text("Excel workbooks (.xlsx) and Word documents (.docx), or YAML and JSON; many of them in a ZIP archive."),
        text("At most {bytes} MiB each, {files} files, {together} MiB together.", **_most(limits)),
        text(
            "One {document} gets a report; two versions of one, by the same {sender}, are compared; {documents} of "
            "several {senders} are reviewed together.",
            **words,
        ),
        *(
            text("{Documents} are held against the {other} that is chosen with them.", other=against.noun, **own)
            for kind in kinds
            if (against := kind.document.against) is not None
            for own in (nouns(kind.document),)
        ),
    )
