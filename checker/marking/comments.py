"""The comments part of a worksheet: ours below what a person wrote, and taken out again without a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from checker.marking.cells import address_of, spot_of
from checker.marking.trees import SPACE, children, insert_before, local_name, parse, remove
from checker.marking.wording import AUTHOR, parts_of_ours

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.marking.book import Book
    from checker.marking.cells import Spot
    from checker.marking.trees import Element
    from checker.model import Language

_EMPTY: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="%s"><authors/><commentList/></comments>'
)
_KIND: Final = "/comments"
_BEHIND_RUNS: Final = ("rPh", "phoneticPr")
_FONTS: Final[Mapping[Language, str]] = {"en": "Tahoma", "zh": "宋体"}
_SIZE: Final = "9"
_COLOUR_OF_HINTS: Final = "81"


class Comments:
    """The comments of one worksheet. Only `save` changes the package."""

    def __init__(self, book: Book, sheet: str) -> None:
        self._book = book
        self._sheet = sheet
        self._relations = book.package.relations(sheet)
        found = [each for each in self._relations.of_kind(_KIND) if each[1] in book.package.archive]
        self._id: str | None = found[0][0] if found else None
        self.part: str | None = found[0][1] if found else None
        self._tree = parse((_EMPTY % book.namespace).encode()) if self.part is None else book.package.tree(self.part)
        self._on = {each.get("ref", ""): each for each in self._all()}
        self._changed = False

    def add(self, spot: Spot, text: str, lang: Language) -> str:
        """Let the comment on a cell end with `text`; gives the whole text that it then has."""
        self._changed = True
        address = address_of(spot)
        comment = self._on.get(address)
        if comment is None:
            comment = self._on[address] = etree.SubElement(self._list(), self._tag("comment"))
            comment.set("ref", address)
            comment.set("authorId", str(self._author()))
            body = etree.SubElement(comment, self._tag("text"))
        else:
            body = _body(comment, self._tag("text"))
            self._as_runs(body)
            text = f"\n\n{text}"
        insert_before(body, self._run(text, lang), _BEHIND_RUNS)
        return _text_of(body, self._tag("t"))

    def take_out(self) -> list[tuple[Spot, list[int], bool]]:
        """Take our words out of every comment, and a comment that has no others.

        Gives the cells they were on, the numbers they had in the list, and whether the comment is gone.
        """
        taken = []
        for comment in list(self._all()):
            spot = spot_of(comment.get("ref", ""))
            body = comment.find(self._tag("text"))
            if spot is None or body is None:
                continue
            ours = list(parts_of_ours(_text_of(body, self._tag("t"))))
            if not ours:
                continue
            self._changed = True
            for begin, end, _ in reversed(ours):
                _cut(body, self._tag("t"), begin, end)
            gone = not _text_of(body, self._tag("t")).strip()
            if gone:
                remove(comment)
                del self._on[comment.get("ref", "")]
            else:
                self._as_text(body)
            taken.append((spot, [number for _, _, number in ours], gone))
        return taken

    def save(self) -> None:
        """Keep what was changed; a part in which no comment is left goes."""
        if not self._changed:
            return
        self._drop_author()
        if self.part is not None and self._id is not None and not self._on:
            self._relations.remove(self._id)
            self._book.package.remove(self.part)
        elif self.part is not None:
            self._book.package.save(self.part, self._tree)
        elif self._on:
            self.part = self._book.fresh("comments{}.xml")
            type_ = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
            self._book.package.add(self.part, b"", type_)
            self._book.package.save(self.part, self._tree)
            self._relations.add(self._book.relation_type(_KIND), self.part)

    def _tag(self, name: str) -> str:
        return self._book.tag(name)

    def _list(self) -> Element:
        return _body(self._tree.getroot(), self._tag("commentList"))

    def _all(self) -> Iterator[Element]:
        return children(self._tree.getroot().find(self._tag("commentList")), self._tag("comment"))

    def _authors(self) -> list[Element]:
        return list(children(self._tree.getroot().find(self._tag("authors")), self._tag("author")))

    def _author(self) -> int:
        """Our place among the authors."""
        names = [author.text or "" for author in self._authors()]
        if AUTHOR in names:
            return names.index(AUTHOR)
        authors = self._tree.getroot().find(self._tag("authors"))
        if authors is None:
            authors = etree.Element(self._tag("authors"))
            self._tree.getroot().insert(0, authors)
        etree.SubElement(authors, self._tag("author")).text = AUTHOR
        return len(names)

    def _drop_author(self) -> None:
        """Take us from the end of the authors where no comment is ours."""
        authors = self._authors()
        used = {each.get("authorId") for each in self._all()}
        if authors and authors[-1].text == AUTHOR and str(len(authors) - 1) not in used:
            remove(authors[-1])

    def _run(self, words: str, lang: Language) -> Element:
        run = etree.Element(self._tag("r"))
        look = etree.SubElement(run, self._tag("rPr"))
        etree.SubElement(look, self._tag("sz")).set("val", _SIZE)
        etree.SubElement(look, self._tag("color")).set("indexed", _COLOUR_OF_HINTS)
        etree.SubElement(look, self._tag("rFont")).set("val", _FONTS[lang])
        etree.SubElement(look, self._tag("family")).set("val", "2")
        _say(etree.SubElement(run, self._tag("t")), words)
        return run

    def _as_runs(self, body: Element) -> None:
        """Let a plain text be a run: programs read either, and not both."""
        plain = body.find(self._tag("t"))
        if plain is not None:
            run = etree.Element(self._tag("r"))
            plain.addprevious(run)
            run.append(plain)

    def _as_text(self, body: Element) -> None:
        """Let the only run be a plain text again, if it is nothing else."""
        runs = body.findall(self._tag("r"))
        if len(runs) == 1 and [local_name(child) for child in runs[0]] == ["t"]:
            runs[0].addprevious(runs[0][0])
            remove(runs[0])


def _body(parent: Element, tag: str) -> Element:
    """The child of that tag, which is made if it is not there."""
    found = parent.find(tag)
    return etree.SubElement(parent, tag) if found is None else found


def _say(element: Element, words: str) -> None:
    element.text = words
    if words != words.strip():
        element.set(SPACE, "preserve")


def _words(body: Element, tag: str) -> list[Element]:
    """The elements with the words of a comment, those with how Japanese is read left out."""
    return [each for each in body.iter(tag) if local_name(each.getparent()) in ("text", "r")]  # type: ignore[arg-type]


def _text_of(body: Element, tag: str) -> str:
    return "".join(each.text or "" for each in _words(body, tag))


def _cut(body: Element, tag: str, begin: int, end: int) -> None:
    """Take the characters out, and the runs that have none left."""
    at = 0
    for each in _words(body, tag):
        text = each.text or ""
        first, last = max(begin - at, 0), min(end - at, len(text))
        at += len(text)
        if first >= last:
            continue
        each.text = text[:first] + text[last:]
        run = each.getparent()
        if not each.text and run is not None:
            remove(run if local_name(run) == "r" else each)
