"""The parts of an office document: how they refer to one another, and what each of them is."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from checker.marking.archive import Archive
from checker.marking.refusal import NotMarkableError
from checker.marking.trees import children, parse, to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.marking.trees import Element, Tree

_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_TYPES_PART: Final = "[Content_Types].xml"
_EMPTY: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="%s"/>'
_NUMBER: Final = re.compile(r"\d+$")
_EXTERNAL: Final = "External"


class Relations:
    """To which parts one part refers, and by which ids; `part` is empty for the package as a whole."""

    def __init__(self, archive: Archive, part: str) -> None:
        folder, name = posixpath.split(part)
        self._folder = folder
        self._archive = archive
        self._name = posixpath.join(folder, "_rels", f"{name}.rels")
        here = self._name in archive
        self._tree: Tree = parse(archive.read(self._name) if here else _EMPTY % _RELATIONS[1:-1].encode())

    def _all(self) -> Iterator[Element]:
        return children(self._tree.getroot(), f"{_RELATIONS}Relationship")

    def target(self, id_: str | None) -> str | None:
        """The part with that id, if it is in the package."""
        for each in self._all():
            if each.get("Id") == id_ and each.get("TargetMode") != _EXTERNAL:
                return self._resolved(each.get("Target", ""))
        return None

    def of_kind(self, kind: str) -> list[tuple[str, str]]:
        """Ids and parts of the relations whose type ends with `kind` (`/comments`), in any edition of the format."""
        return [
            (each.get("Id", ""), self._resolved(each.get("Target", "")))
            for each in self._all()
            if each.get("Type", "").endswith(kind) and each.get("TargetMode") != _EXTERNAL
        ]

    def add(self, type_: str, part: str) -> str:
        """Refer to `part`; gives the id by which."""
        taken = {each.get("Id", "") for each in self._all()}
        numbers = [int(found[0]) for id_ in taken if (found := _NUMBER.search(id_[-9:]))]
        id_ = f"rId{max(numbers, default=0) + 1}"
        target = posixpath.relpath(part, self._folder or ".")
        new = etree.SubElement(self._tree.getroot(), f"{_RELATIONS}Relationship")
        for name, value in (("Id", id_), ("Type", type_), ("Target", target)):
            new.set(name, value)
        self._save()
        return id_

    def remove(self, id_: str) -> None:
        """Refer no longer to what has that id."""
        for each in list(self._all()):
            if each.get("Id") == id_:
                self._tree.getroot().remove(each)
        self._save()

    def _save(self) -> None:
        if self._folder and not list(self._all()):
            self._archive.remove(self._name)
        else:
            self._archive.write(self._name, to_bytes(self._tree))

    def _resolved(self, target: str) -> str:
        target = target.replace("\\", "/")
        return posixpath.normpath(target if target.startswith("/") else posixpath.join(self._folder, target)).lstrip(
            "/"
        )


class Package:
    """The parts of one file."""

    def __init__(self, raw: bytes) -> None:
        self.archive = Archive(raw)
        self._types = parse(self.archive.read(_TYPES_PART))

    def relations(self, part: str = "") -> Relations:
        """To which parts `part` refers, as it is now."""
        return Relations(self.archive, part)

    def tree(self, part: str) -> Tree:
        """The tree of an XML part, as it is now."""
        return parse(self.archive.read(part))

    def save(self, part: str, tree: Tree) -> None:
        """Let the part be that tree."""
        self.archive.write(part, to_bytes(tree))

    def add(self, part: str, content: bytes, type_: str) -> None:
        """A new part."""
        self.archive.write(part, content)
        suffix = posixpath.splitext(part)[1][1:]
        default = self._default(suffix)
        if suffix != "xml" and default is None:
            new = etree.Element(f"{_TYPES}Default", {"Extension": suffix, "ContentType": type_})
            self._types.getroot().insert(0, new)
        elif default is None or default.get("ContentType") != type_:
            new = etree.SubElement(self._types.getroot(), f"{_TYPES}Override")
            new.set("PartName", f"/{part}")
            new.set("ContentType", type_)
        self._save_types()

    def remove(self, part: str) -> None:
        """Take a part out, and what it refers by."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        for each in (part, relations):
            if each in self.archive:
                self.archive.remove(each)
        for override in list(children(self._types.getroot(), f"{_TYPES}Override")):
            if override.get("PartName", "").lstrip("/").casefold() == part.casefold():
                self._types.getroot().remove(override)
        self._save_types()

    def fresh(self, pattern: str) -> str:
        """A name for a new part, `pattern` with the first number for `{}` that is free."""
        number = 1
        while pattern.format(number) in self.archive:
            number += 1
        return pattern.format(number)

    def main(self) -> str:
        """The part that the file as a whole is about."""
        found = self.relations().of_kind("/officeDocument")
        if not found or found[0][1] not in self.archive:
            raise NotMarkableError
        return found[0][1]

    def _default(self, suffix: str) -> Element | None:
        for each in children(self._types.getroot(), f"{_TYPES}Default"):
            if each.get("Extension", "").casefold() == suffix:
                return each
        return None

    def _save_types(self) -> None:
        self.archive.write(_TYPES_PART, to_bytes(self._types))
