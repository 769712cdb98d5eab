"""What documents are held against: other documents, and compilations of them, each with the file that it is in."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from checker.checking import HeldDocument, Options, pack_named_by, read_data
from checker.compilation import is_compilation, read_compilation
from checker.errors import UnreadableError
from checker.facts.values import reach
from checker.inputs import Input
from checker.model import InputJson
from checker.pack.loading import installed_packs, load_pack
from checker.pack.model import DocumentKind, Pack
from checker.schema import prune, validate


class SentDocument(NamedTuple):
    """A document, whose it is, and what kind it is of which pack."""

    pack: Pack
    kind: DocumentKind
    office: str
    data: Mapping[str, Any]


class Held(dict[tuple[str, str], list[HeldDocument]]):
    """Documents that others are held against, by format and sender, taken from one file after the other."""

    def add(self, given: Input, options: Options) -> None:
        """Take the document, or those of the compilation, in a file. Raises `UnreadableError` for what is of no use."""
        document = read_data(given.read(), options.pack, name=given.name)
        source = InputJson(name=given.name, sha256=document.sha256)
        if is_compilation(document.data):
            sent = list(compiled_documents(document.data, options))
        else:
            sent = [_sent_document(document.data, options, is_faulty=bool(document.faults))]
        for each in sent:
            same = self.setdefault((each.kind.format, each.office), [])
            year = reach(each.data, *each.kind.year.split("/")) if each.kind.year else None
            if any(held.year == year for held in same):
                raise UnreadableError(
                    "Another document of {sender} for the same year has been given to be held against.",
                    sender=each.office,
                )
            same.append(HeldDocument(each.data, source, year))


def _sent_document(read: object, options: Options, *, is_faulty: bool) -> SentDocument:
    data: Any = prune(read)
    named = data.get("format") if isinstance(data, dict) else None
    pack = options.pack if options.pack is not None and named in options.pack.documents else pack_named_by(data)
    kind = pack.documents.get(str(named)) if pack is not None else None
    if pack is None or kind is None:
        raise UnreadableError("This is no document of a circular that is installed.")
    office = reach(data, *kind.sender.split("/"))
    if is_faulty or validate(data, kind.schema, [pack.id]).faults or not isinstance(office, str):
        raise UnreadableError("This breaks its format; plancheck check says where.")
    return SentDocument(pack, kind, office, data)


def compiled_documents(data: Any, options: Options) -> Iterator[SentDocument]:
    """The documents in a compilation that was read. Raises `UnreadableError` for one that cannot be used."""
    told: Any = data.get("pack")
    id_ = told.get("id") if isinstance(told, dict) else None
    if options.pack is None and id_ not in installed_packs():
        raise UnreadableError("The rule pack “{pack}” that judged is not at hand; name it with --pack.", pack=str(id_))
    pack = options.pack or load_pack(str(id_))
    read = read_compilation(data, pack)
    kind = pack.documents[read.document]
    yield from (SentDocument(pack, kind, each.office, each.plan) for each in read.plans)
