"""The outline of a text as a document of a kind, for an editor to finish: YAML, each value with the line it is from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from checker.i18n import say
from checker.model import Language
from checker.outlines import MEASURE, TextLine, TextOutline, TextPart, counted
from checker.pack.extracts import Outlining
from checker.pack.model import DocumentKind
from checker.pack.paths import chain_along, types_of

_WIDTH: Final = 4096


def drafted(outline: TextOutline, kind: DocumentKind, lang: Language) -> str:
    """`outline` as a document of `kind`, by what its pack declares. Raises `ValueError` where it declares no outline.

    What the text does not tell is left blank; what an editor has to look at stands at the top, with the line.
    """
    if kind.outlining is None:
        raise ValueError(kind.format)
    return _Drafter(kind, kind.outlining, lang).text(outline)


class _Drafter:
    def __init__(self, kind: DocumentKind, told: Outlining, lang: Language) -> None:
        self._kind = kind
        self._told = told
        self._lang = lang

    def text(self, outline: TextOutline) -> str:
        root = CommentedMap({"format": self._kind.format})
        numbering = self._told.numbering
        for name in self._kind.required:
            if name not in (*root, numbering.member, self._told.levels[0].list):
                root[name] = None
                root.yaml_add_eol_comment(say(self._lang, "to be filled in"), name)
        times = Counter(part.head.number for part in outline.parts if part.level == MEASURE)
        root[numbering.member] = numbering.anew if times[1] > 1 else numbering.through
        root[self._told.levels[0].list] = CommentedSeq()
        around: list[Any] = [root, None, None]
        for part in outline.parts:
            around[part.level + 1 :] = [None] * (len(around) - part.level - 1)
            outer = next(each for each in reversed(around[: part.level + 1]) if each is not None)
            entry = self._entry(part)
            outer.setdefault(self._told.levels[part.level].list, CommentedSeq()).append(entry)
            if part.level < MEASURE:
                around[part.level + 1] = entry
        statements = CommentedSeq(self._statements(outline))
        if statements:
            root[self._told.statements.list] = statements
        doubts = [say(self._lang, "Line {line}: {doubt}", line=line, doubt=doubt) for line, doubt in outline.doubts]
        if doubts:
            root.yaml_set_start_comment("\n".join([say(self._lang, "To be looked at:"), *doubts]))
        out = StringIO()
        yaml = YAML()
        yaml.width = _WIDTH
        yaml.indent(mapping=2, sequence=4, offset=2)
        yaml.dump(root, out)
        return out.getvalue()

    def _entry(self, part: TextPart) -> CommentedMap:
        level = self._told.levels[part.level]
        lists = tuple(each.list for each in self._told.levels[: part.level + 1])
        chain = chain_along(self._kind.schema.node, lists)
        node = None if chain is None else chain.at(level.number)
        is_text = node is not None and "string" in types_of(node, self._kind.schema.node)
        entry = CommentedMap({level.number: part.head.mark if is_text else part.head.number})
        self._note(entry, level.number, part.head)
        if part.title:
            entry[level.title] = part.title
        for name, headings in self._told.headings.items() if part.level < MEASURE else ():
            under = list(part.under(headings))
            if under:
                entry[name] = CommentedSeq(each.text for each in under)
                self._note(entry, name, under[0])
        names = self._told.names if part.level == MEASURE else None
        if names is not None and (named := part.named(names.ends, names.behind)):
            entry[names.member] = CommentedSeq(named)
            self._note(entry, names.member, part.head)
        return entry

    def _statements(self, outline: TextOutline) -> Iterator[CommentedMap]:
        told = self._told.statements
        seen = set()
        for of, words in told.words.items():
            for number, line in counted(outline.before, words):
                if (of, number) not in seen:
                    seen.add((of, number))
                    place = say(self._lang, "line {line}", line=line.line)
                    yield CommentedMap({told.of: of, told.number: number, told.place: place})

    def _note(self, entry: CommentedMap, name: str, line: TextLine) -> None:
        entry.yaml_add_eol_comment(say(self._lang, "line {line}", line=line.line), name)
