"""Threads of comments, as Excel 365 has them: it shows those and not the comments that stand for them elsewhere."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from lxml import etree

from checker.marking.trees import children, remove
from checker.marking.wording import AUTHOR

if TYPE_CHECKING:
    from checker.marking.book import Book
    from checker.marking.trees import Element

_NAMESPACE: Final = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"


def _identity(*words: str) -> str:
    """An id that depends on nothing but the words."""
    digits = sha256("\0".join(words).encode(), usedforsecurity=False).hexdigest().upper()
    return "{" + "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32])) + "}"


_WE: Final = _identity(AUTHOR)


class Threads:
    """The threads of one worksheet, where it has any. What is answered in one is kept at once."""

    def __init__(self, book: Book, sheet: str) -> None:
        self._book = book
        parts = [part for _, part in book.package.relations(sheet).of_kind("/threadedComment")]
        self._trees = {part: book.package.tree(part) for part in parts if part in book.package.archive}

    def __bool__(self) -> bool:
        return bool(self._trees)

    def answer(self, address: str, text: str) -> None:
        """Add `text` to the thread on that cell, if there is one."""
        for part, tree in self._trees.items():
            root = tree.getroot()
            thread = [each for each in children(root, f"{_NAMESPACE}threadedComment") if each.get("ref") == address]
            first = next((each.get("id", "") for each in thread if each.get("parentId") is None), None)
            if first is None:
                continue
            answer = etree.Element(f"{_NAMESPACE}threadedComment")
            answer.set("ref", address)
            # Not the time of the check, which is nobody's business, but right behind what was said last.
            answer.set("dT", max(each.get("dT", "") for each in thread))
            answer.set("personId", _WE)
            answer.set("id", _identity(AUTHOR, part, address, first))
            answer.set("parentId", first)
            etree.SubElement(answer, f"{_NAMESPACE}text").text = text
            thread[-1].addnext(answer)
            self._book.package.save(part, tree)
            self._introduce()
            return

    def take_out(self) -> None:
        """Take our answers out."""
        we = _we(self._book) if self else frozenset()
        for part, tree in self._trees.items():
            ours = [each for each in tree.getroot() if each.get("personId") in we]
            for each in ours:
                remove(each)
            if ours:
                self._book.package.save(part, tree)

    def _introduce(self) -> None:
        """Have us among the persons that threads know."""
        part = self._book.part_of_kind("/person")
        if part is None:
            return
        tree = self._book.package.tree(part)
        persons: Element = tree.getroot()
        if any(each.get("id") == _WE for each in persons):
            return
        we = etree.SubElement(persons, f"{_NAMESPACE}person")
        for name, value in (("displayName", AUTHOR), ("id", _WE), ("userId", AUTHOR), ("providerId", "None")):
            we.set(name, value)
        self._book.package.save(part, tree)


def leave(book: Book) -> None:
    """Take us from the persons that threads know: where we have answered nothing yet."""
    part = book.part_of_kind("/person")
    if part is None:
        return
    tree = book.package.tree(part)
    ours = [each for each in tree.getroot() if each.get("id") in _we(book)]
    for each in ours:
        remove(each)
    if ours:
        book.package.save(part, tree)


def _we(book: Book) -> frozenset[str]:
    """The ids we have: programs that save the file may give us another."""
    part = book.part_of_kind("/person")
    persons = [] if part is None else list(book.package.tree(part).getroot())
    return frozenset({_WE, *(each.get("id", "") for each in persons if each.get("displayName") == AUTHOR)})
