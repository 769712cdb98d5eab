"""Files of office programs, ZIP files of XML parts: opened only where whole, in the clear and of bounded size.

Names of parts are compared without case, and a backslash is a slash, as office programs do. Nothing outside of the file
is ever followed, and no XML is read that declares entities or has more elements than the limit.
"""

import posixpath
import re
import zlib
from io import BytesIO
from typing import Any, Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from checker.errors import UnreadableError
from checker.readers.files import ZIP, require_current
from checker.readers.limits import MOST_UNPACKED_BYTES, MOST_UNPACKED_MEBIBYTES, REFUSED

UNUSABLE: Final = (BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError, RuntimeError)
"""What zipfile raises over a damaged archive, or one that it has no means for: a compression that it does not know is a
`NotImplementedError`, which is a `RuntimeError`."""

Element = Any
"""An element of lxml, which has no types."""

RELATIONS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_ENTRY: Final = b"PK\x01\x02"
_MOST_PARTS: Final = 4096
"""More parts than any such file has; a list of hundreds of thousands would take long to be read."""
_FLAG_ENCRYPTED: Final = 1

MOST_ELEMENTS: Final = 1_000_000
"""Elements and attributes of one part; a plan of a hundred pages has some hundred thousands at most."""
_DECLARATION: Final = re.compile(rb"\A\s*<\?xml\s[^>]*>")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_PERCENT: Final = re.compile(rb"%([0-9A-Fa-f]{2})")
_STRICT: Final = re.compile(
    rb"(=\s*[\"'])http://purl\.oclc\.org/ooxml/(spreadsheetml/main|wordprocessingml/main|"
    rb"drawingml/main|officeDocument/relationships|officeDocument/math)(?=[\"'])"
)
_TRANSITIONAL: Final = {
    b"spreadsheetml/main": b"spreadsheetml/2006/main",
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
    b"drawingml/main": b"drawingml/2006/main",
    b"officeDocument/relationships": b"officeDocument/2006/relationships",
    b"officeDocument/math": b"officeDocument/2006/math",
}


class Related(NamedTuple):
    """What a part refers to: what it is there (`worksheet`, `styles` …), and the name of its part."""

    kind: str
    target: str


class Package:
    """The parts of an office file, by name. Raises `UnreadableError` for what is none that can be read."""

    __slots__ = ("_archive", "_parts", "_related")

    def __init__(self, raw: bytes) -> None:
        self._archive = _opened(raw)
        entries = [entry for entry in self._archive.infolist() if not entry.filename.endswith("/")]
        self._related: dict[str, dict[str, Related]] = {}
        self._parts = {_key(entry.filename): entry for entry in entries}
        if len(self._parts) != len(entries):
            # Which of two parts of one name is meant, every program decides for itself.
            raise UnreadableError(REFUSED["damaged"])
        if any(entry.flag_bits & _FLAG_ENCRYPTED for entry in entries):
            raise UnreadableError(REFUSED["file-protected"])
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
            raise UnreadableError(REFUSED["too-large-unpacked"], limit=MOST_UNPACKED_MEBIBYTES)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    @property
    def names(self) -> list[str]:
        """The names of all parts, in small letters."""
        return list(self._parts)

    def xml(self, name: str) -> bytes | None:
        """A part as UTF-8 without a declaration, in the namespaces that nearly every program writes; None for none."""
        entry = self._parts.get(_key(name))
        if entry is None:
            return None
        raw = self._unpacked(entry)
        if raw.startswith(_UTF_16):
            try:
                raw = raw.decode("utf-16").encode()
            except UnicodeError:
                raise UnreadableError(REFUSED["damaged"]) from None
        raw = _DECLARATION.sub(b"", raw.removeprefix(b"\xef\xbb\xbf"), count=1)
        return _STRICT.sub(
            lambda found: found[1] + b"http://schemas.openxmlformats.org/" + _TRANSITIONAL[found[2]], raw
        )

    def tree(self, name: str) -> Element | None:
        """The root of a part, or None where there is none of that name. Raises `UnreadableError`."""
        raw = self.xml(name)
        return None if raw is None else parsed(raw)

    def related(self, source: str = "") -> dict[str, Related]:
        """What a part (or, without one, the file) refers to, by id. What is outside of the file is left out."""
        if source not in self._related:
            self._related[source] = self._relationships(source)
        return self._related[source]

    def _relationships(self, source: str) -> dict[str, Related]:
        folder, name = posixpath.split(source)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return {}
        found = {}
        for each in root:
            if each.get("TargetMode") != "External":
                path = posixpath.join("/", folder, each.get("Target", "").replace("\\", "/"))
                kind = each.get("Type", "").rpartition("/")[2]
                found[each.get("Id", "")] = Related(kind, posixpath.normpath(path).lstrip("/"))
        return found

    def target(self, kind: str, source: str = "") -> str | None:
        """The first part of that kind that a part (or the file) refers to."""
        return next((each.target for each in self.related(source).values() if each.kind == kind), None)

    def _unpacked(self, entry: ZipInfo) -> bytes:
        if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise UnreadableError(REFUSED["damaged"])
        try:
            with self._archive.open(entry) as stream:
                # Never more than the list of contents says, which has been added up above.
                return stream.read(entry.file_size)
        except UNUSABLE:
            raise UnreadableError(REFUSED["damaged"]) from None


def parsed(xml: bytes) -> Element:
    """The root of XML in UTF-8. Raises `UnreadableError` where it is none, has a document type, or too many elements.

    Depth is bounded by the parser: no element is inside more than 256 others.
    """
    if b"<!DOCTYPE" in xml:
        # Before anything is declared: what is not declared cannot be expanded.
        raise UnreadableError(REFUSED["doctype"])
    # Not in text there are as many signs of equality as attributes, each of which costs what an element does.
    if xml.count(b"<") - xml.count(b"</") + xml.count(b"=") > MOST_ELEMENTS:
        raise UnreadableError(REFUSED["too-many-elements"], limit=MOST_ELEMENTS)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableError(REFUSED["damaged"]) from None


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def is_second_time(element: Element) -> bool:
    """Whether an element says once more, for older programs, what another one says already."""
    return any(local_name(each) == "Fallback" for each in element.iterancestors())


def text_in(element: Element, space: str) -> str:
    """All that is written somewhere inside of an element, a line each paragraph; `space` is that of both."""
    paragraphs = [each for each in element.iter(f"{space}p") if not is_second_time(each)]
    return "\n".join("".join(each.text or "" for each in one.iter(f"{space}t")) for one in paragraphs).strip("\n")


def _key(name: str) -> str:
    raw = _PERCENT.sub(lambda found: bytes.fromhex(found[1].decode()), name.encode("utf-8", "replace"))
    return raw.decode("utf-8", "replace").replace("\\", "/").lstrip("/").lower()


def _opened(raw: bytes) -> ZipFile:
    require_current(raw)
    if not raw.startswith(ZIP):
        raise UnreadableError(REFUSED["empty-office-file"] if not raw else REFUSED["no-office-file"])
    if raw.count(_ENTRY) > _MOST_PARTS:
        raise UnreadableError(REFUSED["too-many-parts"], limit=_MOST_PARTS)
    try:
        return ZipFile(BytesIO(raw))
    except UNUSABLE:
        raise UnreadableError(REFUSED["damaged"]) from None
