"""What documents are held against: the plans, or the compilations, that `--against` names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click

from checker.checking import pack_named_by, read_plan
from checker.cli.options import complete_path
from checker.cli.refusals import refuse, refuse_unreadable
from checker.cli.running import inputs_given
from checker.errors import UnreadableError
from checker.facts.values import reach
from checker.i18n import say
from checker.pack.loading import installed_packs, load_pack
from checker.reporting.printable import printable
from checker.schema import prune, validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.checking import HeldAgainst, Options
    from checker.inputs import Input
    from checker.model import Language
    from checker.pack.model import DocumentKind, Pack


class SentDocument(NamedTuple):
    """A document, whose it is, and what kind it is of which pack."""

    pack: Pack
    kind: DocumentKind
    office: str
    data: Mapping[str, Any]


def against_option(lang: Language, explanation: str | None = None, *, required: bool = False) -> click.Option:
    """`--against FILE`, any number of times."""
    return click.Option(
        ["--against"],
        multiple=True,
        required=required,
        shell_complete=complete_path,
        metavar=say(lang, "FILE"),
        help=explanation
        or say(
            lang,
            "Hold reports against this plan, or this compilation as JSON; may be given several times. "
            "(default: not held against any)",
        ),
    )


def against_given(names: Sequence[str], options: Options) -> HeldAgainst | None:
    """The documents in these files by format and sender; None where no file is named. Refuses what cannot be used."""
    if not names:
        return None
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for given in inputs_given(tuple(names), options.lang):
        for each in _documents_in(given, options):
            same = found.setdefault((each.kind.format, each.office), [])
            years = [reach(data, *each.kind.year.split("/")) for data in (*same, each.data)] if each.kind.year else []
            if years.count(years[-1]) > 1 if years else same:
                refuse(
                    options.lang,
                    "{name}: another document of {sender} for the same year has been given to be held against.",
                    name=printable(given.name),
                    sender=printable(each.office),
                )
            same.append(each.data)
    return found


def _documents_in(given: Input, options: Options) -> Iterator[SentDocument]:
    # A document that is held against nothing is judged without it.
    from checker.compilation import is_compilation

    lang = options.lang
    try:
        document = read_plan(given.source, options.pack, name=given.name)
    except UnreadableError as error:
        refuse_unreadable(given.name, error.message(lang), lang)
    if is_compilation(document.data):
        yield from compiled_documents(given.name, document.data, options)
        return
    data: Any = prune(document.data)
    named = data.get("format") if isinstance(data, dict) else None
    pack = options.pack if options.pack is not None and named in options.pack.documents else pack_named_by(data)
    kind = pack.documents.get(str(named)) if pack is not None else None
    if pack is None or kind is None:
        refuse(lang, "{name}: this is no document of a circular that is installed.", name=printable(given.name))
    office = reach(data, *kind.sender.split("/"))
    if document.faults or validate(data, kind.schema, [pack.id]).faults or not isinstance(office, str):
        refuse(lang, "{name}: this breaks its format; plancheck check says where.", name=printable(given.name))
    yield SentDocument(pack, kind, office, data)


def compiled_documents(name: str, data: Any, options: Options) -> Iterator[SentDocument]:
    """The documents in the compilation that was read from a file of that name. Refuses one that cannot be used."""
    from checker.compilation import read_compilation

    told: Any = data.get("pack")
    id_ = told.get("id") if isinstance(told, dict) else None
    if options.pack is None and id_ not in installed_packs():
        refuse(
            options.lang,
            "{name}: the rule pack “{pack}” that judged is not at hand; name it with --pack.",
            name=printable(name),
            pack=printable(str(id_)),
        )
    pack = options.pack or load_pack(str(id_))
    try:
        read = read_compilation(data, pack)
    except UnreadableError as error:
        refuse_unreadable(name, error.message(options.lang), options.lang)
    kind = pack.documents[read.document]
    yield from (SentDocument(pack, kind, each.office, each.plan) for each in read.plans)
