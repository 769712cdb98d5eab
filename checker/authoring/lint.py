"""What no schema can find wrong with a rule pack, and nothing stops it from being used for: lints.

`look_over` is the order in which a pack is looked over; what is looked for comes after it, text by text, file by file
and name by name, in one module, as each is a few lines that only it calls.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from checker.analysis.judging import always_together
from checker.analysis.lines import unused_bounds
from checker.authoring.scaffold import is_marked
from checker.cases import Bases, base_file, read_bases, read_cases, read_cases_in
from checker.checking import Options, check_source
from checker.errors import PackError, PackFault, UnreadableError
from checker.i18n import messages_of, text
from checker.model import LANGUAGES, Pointer, Severity, Text
from checker.pack.building import load_without_rules
from checker.pack.conditions import Op, Reference
from checker.pack.file_names import CASES, DOCUMENTS, FORM, PACK, RULE, TRACEABILITY
from checker.pack.loading import load_pack
from checker.pack.model import DocumentKind, MemberType, Pack, Rule
from checker.pack.paths import Schema, lists_named_in, property_of, types_of
from checker.pack.reading import PLACEHOLDER
from checker.pack.traceability import load_traceability
from checker.pack.validation import FAULTS
from checker.pack.ways import COUNTING, way_of
from checker.readers import Document, read_path
from checker.resources import read_schema
from checker.schema import resolved
from checker.values import parts_of

_TEXTS_OF_LINTS: Final = messages_of("lints")
"""What is said of a lint, by its id, and what to do about it; of those that are faults as well, the faults say it."""

LINTS: Final[tuple[str, ...]] = tuple(sorted(_TEXTS_OF_LINTS))
"""The ids of all lints."""


@dataclass(frozen=True, slots=True)
class Lint:
    """One thing that looks wrong: which kind of thing (`id`), how grave, where, what was found, and what to do."""

    id: str
    severity: Severity
    file: Path
    line: int | None
    found: Text
    fix: Text


def _lint(id_: str, severity: Severity, place: tuple[Path, int | None], **values: Any) -> Lint:
    found, fix = _TEXTS_OF_LINTS[id_]
    return Lint(id_, severity, *place, text(found, **values), text(fix, **values))


@dataclass(frozen=True)
class Sources:
    """The files of one rule pack as they are written, each read once."""

    pack: Pack

    @cached_property
    def documents(self) -> Mapping[Path, Document]:
        """What the pack declares, and the files of every rule, that can be read; what cannot is told as a fault."""
        folder = self.pack.folder
        files = [folder / name for name in (PACK, TRACEABILITY)]
        files += (self._file_of(document) for document in self.pack.documents.values())
        files += (rule.folder / name for rule in self.pack.rules for name in (RULE, CASES))
        documents = {}
        for path in files:
            try:
                documents[path] = read_path(path)
            except UnreadableError:
                continue
        return documents

    @property
    def of_pack(self) -> Any:
        """What `pack.yaml` says."""
        return self.documents[self.pack.folder / PACK].data

    def of_rule(self, rule: Rule) -> Any:
        """What the `rule.yaml` of a rule says."""
        return self.documents[rule.folder / RULE].data

    def schema_of(self, document: DocumentKind) -> Any:
        """The schema of a kind of document, as it is written."""
        declared: Any = self.documents[self._file_of(document)].data
        return read_schema(declared["schema"], self.pack.folder)

    def in_rule(self, rule: Rule, *at: str | int) -> tuple[Path, int | None]:
        """A place in the `rule.yaml` of `rule`."""
        return self.place(rule.folder / RULE, at)

    def in_pack(self, *at: str | int) -> tuple[Path, int | None]:
        """A place in `pack.yaml`."""
        return self.place(self.pack.folder / PACK, at)

    def in_document(self, document: DocumentKind, *at: str | int) -> tuple[Path, int | None]:
        """A place in the file that declares a kind of document."""
        return self.place(self._file_of(document), at)

    def place(self, path: Path, at: Pointer) -> tuple[Path, int | None]:
        """The line of what stands at `at` in a file."""
        document = self.documents.get(path)
        return path, None if document is None else document.locate(at).line

    def _file_of(self, document: DocumentKind) -> Path:
        return self.pack.folder / DOCUMENTS / f"{document.name}.yaml"


def look_over(folder: Path) -> tuple[Lint, ...]:
    """Every lint of the rule pack in `folder`, by file and line.

    Raises `PackError` with every fault, those of its cases and its statements as well, for a pack that is broken.
    """
    pack, faults = _loaded(folder)
    lints, more = ([], []) if pack is None else _statements(pack)
    bases, of_cases = _cases(pack, folder)
    faults += [*more, *of_cases]
    if faults or pack is None:
        raise PackError(*faults)
    sources = Sources(pack)
    lints += (*_lints_of_marks(folder), *_lints_of_clauses(sources), *_lints_of_names(sources))
    lints += (*_lints_of_texts(sources), *_lints_of_documents(sources), *_lints_of_bases(pack, bases))
    for rule in pack.rules:
        lints += (*_lints_of_cases(sources, rule), *_lints_of_rule_texts(sources, rule))
    lints += (*_lints_of_same_texts(sources), *_lints_of_pairs(sources))
    return tuple(sorted(lints, key=lambda lint: (lint.file, lint.line or 0, lint.id)))


def _loaded(folder: Path) -> tuple[Pack | None, list[PackFault]]:
    try:
        return load_pack(folder), []
    except PackError as error:
        return None, list(error.faults)


def _cases(pack: Pack | None, folder: Path) -> tuple[Bases, list[PackFault]]:
    """The base documents, and why they or the cases of a rule cannot be used.

    Those of a pack of which nothing but the rules is broken are looked at as well.
    """
    faults: list[PackFault] = []
    try:
        bases = read_bases(pack or load_without_rules(folder))
    except PackError as error:
        return {}, [] if pack is None else list(error.faults)
    rules = {} if pack is None else {rule.folder: rule for rule in pack.rules}
    for path in sorted(folder.glob(f"*/*/{CASES}")):
        try:
            if pack is not None and path.parent in rules:
                read_cases(pack, rules[path.parent], bases)
            elif (documents := _documents_of(path.with_name(RULE), bases)) is not None:
                read_cases_in(path.parent, bases, documents)
        except PackError as error:
            faults += error.faults
    return bases, faults


def _documents_of(path: Path, bases: Bases) -> tuple[str, ...] | None:
    """The documents that a rule names, whatever else is wrong with it; None where it is not known which it means."""
    try:
        raw: Any = read_path(path).data
    except UnreadableError:
        return None
    named = raw.get("documents", []) if isinstance(raw, dict) else None
    return tuple(each for each in named if isinstance(each, str) and each in bases) if isinstance(named, list) else None


# Texts: each in its own language, with its own punctuation, and both saying the same

_CHINESE: Final = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff01-\uff60]")
_QUOTED: Final = re.compile("“[^”]*”")
_ENGLISH: Final = re.compile(r"(?:[A-Za-z][A-Za-z'-]*,? +){3}[A-Za-z]")
_HAN: Final = r"[\u3400-\u9fff]"
_ASCII: Final = re.compile(rf"(?<={_HAN})[,;:!?()\"']|[,;:!?()\"'](?={_HAN})|(?<={_HAN})\.(?![0-9A-Za-z])")
_BLANK: Final = re.compile(rf"(?<={_HAN}) +(?={_HAN})|(?<=[，。；：、）”]) +| +(?=[，。；：、（“])")
_STAND_IN: Final = "值"
"""What stands for a placeholder while Chinese punctuation is looked at: it will be Chinese, or stand like Chinese."""

_SENTENCES: Final = ("duty", "rationale", "message", "remedy")
_TEXTS: Final = ("title", *_SENTENCES)
_END: Final[Mapping[str, re.Pattern[str]]] = {
    "en": re.compile(r"[.?!][”\"’)]*$"),
    "zh": re.compile(r"[。？！][”’）]*$"),
}
_EXCERPT: Final = 24


def _lints_of_texts(sources: Sources) -> Iterator[Lint]:
    """Lints of every text of the pack, its tables' as well as its rules'."""
    for path, document in sources.documents.items():
        for at, said in parts_of(document.data):
            is_text = isinstance(said, dict) and said.keys() == {*LANGUAGES}
            if is_text and all(isinstance(each, str) for each in said.values()) and not _is_open(said):
                for id_, severity, lang, found in _lints_of_language(said):
                    yield _lint(id_, severity, sources.place(path, (*at, lang)), found=found)


def _lints_of_rule_texts(sources: Sources, rule: Rule) -> Iterator[Lint]:
    """Lints of what a rule says."""
    raw = sources.of_rule(rule)
    for name in _TEXTS:
        said = raw[name]
        if _is_open(said):
            continue
        for lang, ending in _END.items():
            ends = bool(ending.search(said[lang].strip()))
            if ends is not (name in _SENTENCES):
                id_ = "full-stop" if ends else "no-full-stop"
                yield _lint(id_, Severity.WARNING, sources.in_rule(rule, name, lang), text=name)
        places = {lang: set(PLACEHOLDER.findall(said[lang])) for lang in _END}
        for lang, other in (("en", "zh"), ("zh", "en")):
            missing = sorted(places[other] - places[lang])
            if missing:
                names = ", ".join(f"{{{place}}}" for place in missing)
                place = sources.in_rule(rule, name, lang)
                yield _lint("languages-differ", Severity.WARNING, place, text=name, places=names)
    if _judges_values(rule) and not _is_open(raw["message"]) and not PLACEHOLDER.search(raw["message"]["en"]):
        yield _lint("no-values", Severity.WARNING, sources.in_rule(rule, "message"), kind=rule.for_each)


def _lints_of_same_texts(sources: Sources) -> Iterator[Lint]:
    """Lints of texts that say the same of two rules."""
    seen: dict[tuple[str, str, str], str] = {}
    for rule in sources.pack.rules:
        raw = sources.of_rule(rule)
        for name in _TEXTS:
            if _is_open(raw[name]):
                continue
            for lang in _END:
                other = seen.setdefault((name, lang, " ".join(raw[name][lang].split())), rule.id)
                if other != rule.id:
                    place = sources.in_rule(rule, name, lang)
                    yield _lint("same-text", Severity.WARNING, place, text=name, other=other)
                    break


def _is_open(said: Mapping[str, str]) -> bool:
    """Whether a text is still to be written, so that nothing else need be said of it."""
    return any(map(is_marked, said.values()))


def _lints_of_language(said: Mapping[str, str]) -> Iterator[tuple[str, Severity, str, str]]:
    """The lint, its severity, the language it is about, and what was found."""
    # What the circular or a document says may be quoted.
    found = _CHINESE.search(_QUOTED.sub(lambda quote: " " * len(quote[0]), said["en"]))
    if found:
        yield "english-with-chinese", Severity.ERROR, "en", _around(said["en"], found)
    chinese = PLACEHOLDER.sub(_STAND_IN, said["zh"])
    for id_, severity, pattern in (
        ("chinese-with-english", Severity.ERROR, _ENGLISH),
        ("ascii-punctuation", Severity.WARNING, _ASCII),
        ("blank-in-chinese", Severity.WARNING, _BLANK),
    ):
        found = pattern.search(chinese)
        if found:
            yield id_, severity, "zh", _around(chinese, found)


def _around(said: str, found: re.Match[str]) -> str:
    """What was found, with a little of what stands around it."""
    half = _EXCERPT // 2
    start, end = max(found.start() - half, 0), min(found.end() + half, len(said))
    return f"{'…' if start else ''}{said[start:end]}{'…' if end < len(said) else ''}"


def _judges_values(rule: Rule) -> bool:
    """Whether a message has something to show: which of several facts it is, or the figure or day that was judged.

    A figure that can be but one is known without being shown.
    """
    if rule.for_each != rule.anchor:
        return True
    members = rule.kinds[rule.for_each].members
    return any(
        members[test.member].type in (MemberType.COUNT, MemberType.DAY)
        and (test.op is not Op.IS or isinstance(test.value, Reference))
        for block in rule.violated_if
        for test in block.own
    )


# Files: what is still to be filled in, cases, what documents may hold

_LINES_NAMED: Final = 8
_SUFFIXES: Final = frozenset({".yaml", ".csv", ".json"})


def _lints_of_marks(folder: Path) -> Iterator[Lint]:
    """Files of the pack with places that are still to be filled in."""
    for path in sorted(path for path in folder.rglob("*") if path.suffix in _SUFFIXES):
        try:
            lines = path.read_text("utf-8").splitlines()
        except (OSError, UnicodeError):
            continue
        marked = [number for number, line in enumerate(lines, 1) if is_marked(line)]
        if marked:
            named = [*map(str, marked[:_LINES_NAMED]), *(["…"] if len(marked) > _LINES_NAMED else [])]
            lines_named = Text(", ".join(named), "、".join(named))
            yield _lint("unfinished", Severity.ERROR, (path, marked[0]), lines=lines_named, count=len(marked))


def _lints_of_cases(sources: Sources, rule: Rule) -> Iterator[Lint]:
    """A rule without cases, and cases of one name."""
    path = rule.folder / CASES
    document = sources.documents.get(path)
    if document is None:
        if not path.is_file():
            yield _lint("no-cases", Severity.ERROR, sources.in_rule(rule), rule=rule.id)
        return
    raw: Any = document.data
    seen: dict[str, int | None] = {}
    for place, case in enumerate(raw["cases"]):
        _, line = where = sources.place(path, ("cases", place, "name"))
        if case["name"] in seen:
            yield _lint("case-repeated", Severity.ERROR, where, case=case["name"], line=seen[case["name"]])
        seen.setdefault(case["name"], line)


def _lints_of_bases(pack: Pack, bases: Bases) -> Iterator[Lint]:
    """Where a document that cases patch breaks a rule, or its schema."""
    for format_, base in bases.items():
        report = check_source(base, Options(pack, engine="reference"))
        path = base_file(pack, pack.documents[format_])
        grave = [finding for finding in report.findings if finding.severity is not Severity.INFO]
        for finding in grave:
            line = read_path(path).locate(finding.at).line
            yield _lint("base-plan", Severity.ERROR, (path, line), rule=finding.rule, cause=finding.message)


def _lints_of_documents(sources: Sources) -> Iterator[Lint]:
    """Objects in which a misspelt member is passed over, and what a document needs and its form does not ask for."""
    for document in sources.pack.documents.values():
        for at, part in parts_of(sources.schema_of(document)):
            is_object = isinstance(part, dict) and part.get("type") == "object" and "properties" in part
            if is_object and "additionalProperties" not in part:
                place = sources.in_document(document, "schema")
                yield _lint("object-open", Severity.WARNING, place, at="/".join(map(str, at)) or "/")
        if document.form is not None:
            file = sources.pack.folder / DOCUMENTS / f"{document.name}{FORM}"
            for path in _lacking(document):
                yield _lint("form-lacks", Severity.ERROR, (file, 1), path="/".join(path))


def _lacking(document: DocumentKind) -> Iterator[tuple[str, ...]]:
    """The paths of members that have to be there and that no field is for, where the form has what is around them."""
    form, root = document.form, document.schema.node
    if form is None:
        return
    fields = {
        (*path, *each.path) for sheet in form.sheets for path in sheet.paths for each in sheet.fields if each.path
    }
    lists = {path for sheet in form.sheets if sheet.list for path in sheet.paths}
    given = {("format",), *([("circular",)] if form.gives_circular else [])}

    def lacking(node: Schema, at: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        node = resolved(node, root)
        for name in node.get("required", ()):
            path = (*at, name)
            if not any(each[: len(path)] == path for each in fields | lists | given):
                yield path
        for name in node.get("properties", {}):
            path = (*at, name)
            inner = property_of(node, name, root) or {}
            if path in lists:
                yield from lacking(resolved(inner, root).get("items", {}), path)
            elif types_of(inner, root) == {"object"} and any(
                each[: len(path)] == path and each != path for each in fields
            ):
                yield from lacking(inner, path)

    yield from lacking(root, ())


def _lints_of_pairs(sources: Sources) -> Iterator[Lint]:
    """Each pair of rules on a document of which never one fires without the other."""
    for document in sources.pack.documents.values():
        for one, other in always_together(sources.pack, document):
            place = sources.in_rule(other, "violated_if")
            yield _lint("always-together", Severity.WARNING, place, other=one.id)


# Names: what is named in one file and never used in another

_OF_STATEMENTS: Final[Mapping[str, str]] = {
    FAULTS["no-rule"]: "statement-of-no-rule",
    FAULTS["rule-without-statement"]: "rule-without-statement",
    FAULTS["statement-without-rule"]: "statement-without-rule",
    FAULTS["statement-judged-and-not"]: "statement-judged-and-not",
    FAULTS["no-clause"]: "statement-of-no-clause",
    FAULTS["repeated"]: "statement-repeated",
}
"""Faults across traceability.yaml, which stop no plan from being judged -> the lints that they are told as."""


def _statements(pack: Pack) -> tuple[list[Lint], list[PackFault]]:
    """What traceability.yaml lacks, as lints, and what leaves it of no use."""
    lints: list[Lint] = []
    faults: list[PackFault] = []
    try:
        load_traceability(pack)
    except PackError as error:
        for fault in error.faults:
            id_ = _OF_STATEMENTS.get(fault.wording)
            if id_ is None:
                faults.append(fault)
            else:
                found, fix = text(fault.wording, **fault.values), text(_TEXTS_OF_LINTS[id_][1])
                lints.append(Lint(id_, Severity.ERROR, pack.folder / TRACEABILITY, fault.line, found, fix))
    return lints, faults


def _lints_of_clauses(sources: Sources) -> Iterator[Lint]:
    """Clauses, of pack.yaml or cited by a rule, under which traceability.yaml has no statement."""
    document = sources.documents.get(sources.pack.folder / TRACEABILITY)
    if document is None:
        return
    raw: Any = document.data
    stated = {statement["clause"] for statement in raw["statements"]}
    cited = {rule.clause: rule for rule in reversed(sources.pack.rules)}
    places = {each["id"]: place for place, each in enumerate(sources.of_pack["clauses"]) if "each" not in each}
    for clause in (*places, *(clause for clause in cited if clause not in places)):
        if clause not in stated:
            at = sources.in_pack("clauses", places[clause], "id") if clause in places else None
            place = at or sources.in_rule(cited[clause], "clause")
            yield _lint("clause-without-statement", Severity.WARNING, place, clause=clause)


def _lints_of_names(sources: Sources) -> Iterator[Lint]:
    """Bounds, tables, lists of codes and kinds of fact that nothing in the pack uses."""
    pack = sources.pack
    for name in unused_bounds(pack):
        yield _lint("bound-unused", Severity.WARNING, sources.in_pack("bounds", name), bound=name)
    used = {*_spoken_of(pack), *_looked_at(pack), *_declared_by(sources)}
    for group, names in (("tables", pack.tables), ("codes", pack.codes)):
        for name in names:
            if name not in used:
                yield _lint("list-unused", Severity.INFO, sources.in_pack(group, name), name=name)
    for document in pack.documents.values():
        for name, kind in document.kinds.items():
            likes = [other.name for other in document.kinds.values() if other.like == name]
            if name not in used and not used.intersection(likes) and name != document.anchor:
                at = sources.in_document(document, "facts", kind.name)
                yield _lint("fact-unused", Severity.WARNING, at, kind=name)


def _spoken_of(pack: Pack) -> Iterator[str]:
    """The kinds of fact, tables among them, that rules judge or look for."""
    for rule in pack.rules:
        yield rule.for_each
        for block in (*rule.blocks, *(grade.block for grade in rule.grades if grade.block is not None)):
            yield from (other.kind for other in block.others)
        for repair in rule.repairs:
            for _, part in parts_of([repair.get(name) for name in ("any", "choose", "when")]):
                yield from (key.rpartition(" ")[2] for key in part) if isinstance(part, dict) else ()


def _looked_at(pack: Pack) -> Iterator[str]:
    """The kinds, tables and lists of codes that members are read off, and documents rest on."""
    kinds = [kind for document in pack.documents.values() for kind in document.kinds.values()]
    members = [member for kind in (*kinds, *(t.kind for t in pack.tables.values())) for member in kind.members.values()]
    for way in (each for member in members for each in (member.way, *member.way.get("any_of", ()))):
        yield from (way[name] for name in ("in", "from") if name in way)
        if way and way_of(way) in COUNTING:
            yield way[way_of(way)]
    for table in pack.tables.values():
        yield from (column.of for column in table.columns if column.of not in (None, table.name))
    for document in pack.documents.values():
        yield from filter(None, (document.roster, document.names))
        yield from (kind.partner for kind in document.kinds.values() if kind.partner)
        yield from (tally.of for tally in document.tallies)
        if document.items is not None:
            yield document.items.table
        if document.exceptions is not None:
            yield document.exceptions[0]


def _declared_by(sources: Sources) -> Iterator[str]:
    """The tables and lists of codes that close a list of a schema, and the tables of which each row is a clause."""
    for document in sources.pack.documents.values():
        yield from lists_named_in(sources.schema_of(document))
    yield from (each["each"] for each in sources.of_pack["clauses"] if "each" in each)
