"""Lints of texts: each in its own language, with its own punctuation, and both saying the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from checker.authoring.lint.model import Lint, Sources, lint_of
from checker.authoring.scaffold import is_marked
from checker.model import Pointer, Severity
from checker.pack.conditions import Op, Reference
from checker.pack.file_names import RULE
from checker.pack.model import MemberType, Rule
from checker.pack.validation import PLACEHOLDER

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


def lints_of_texts(sources: Sources) -> Iterator[Lint]:
    """Lints of every text of the pack, its tables' as well as its rules'."""
    for path, document in sources.documents.items():
        for at, text in _texts_in(document.data):
            if _is_open(text):
                continue
            for id_, severity, lang, values in _lints_of_language(text):
                yield lint_of(id_, severity, sources.place(path, (*at, lang)), **values)


def lints_of_rule_texts(sources: Sources, rule: Rule) -> Iterator[Lint]:
    """Lints of what a rule says."""
    raw: Any = sources.documents[rule.folder / RULE].data
    for name in _TEXTS:
        text = raw[name]
        if _is_open(text):
            continue
        for lang, ending in _END.items():
            ends = bool(ending.search(text[lang].strip()))
            if ends is not (name in _SENTENCES):
                id_ = "full-stop" if ends else "no-full-stop"
                yield lint_of(id_, Severity.WARNING, sources.of_rule(rule, name, lang), text=name)
        places = {lang: set(PLACEHOLDER.findall(text[lang])) for lang in _END}
        for lang, other in (("en", "zh"), ("zh", "en")):
            missing = sorted(places[other] - places[lang])
            if missing:
                names = ", ".join(f"{{{place}}}" for place in missing)
                place = sources.of_rule(rule, name, lang)
                yield lint_of("languages-differ", Severity.WARNING, place, text=name, places=names)
    if _judges_values(rule) and not _is_open(raw["message"]) and not PLACEHOLDER.search(raw["message"]["en"]):
        yield lint_of("no-values", Severity.WARNING, sources.of_rule(rule, "message"), kind=rule.for_each)


def lints_of_same_texts(sources: Sources) -> Iterator[Lint]:
    """Lints of texts that say the same of two rules."""
    seen: dict[tuple[str, str, str], str] = {}
    for rule in sources.pack.rules:
        raw: Any = sources.documents[rule.folder / RULE].data
        for name in _TEXTS:
            if _is_open(raw[name]):
                continue
            for lang in _END:
                other = seen.setdefault((name, lang, " ".join(raw[name][lang].split())), rule.id)
                if other != rule.id:
                    place = sources.of_rule(rule, name, lang)
                    yield lint_of("same-text", Severity.WARNING, place, text=name, other=other)
                    break


def _is_open(text: Mapping[str, str]) -> bool:
    """Whether a text is still to be written, so that nothing else need be said of it."""
    return any(map(is_marked, text.values()))


def _texts_in(data: Any, at: Pointer = ()) -> Iterator[tuple[Pointer, Mapping[str, str]]]:
    """Every text in both languages, wherever it stands."""
    if isinstance(data, dict):
        if data.keys() == {"en", "zh"} and all(isinstance(each, str) for each in data.values()):
            yield at, data
            return
        for name, value in data.items():
            yield from _texts_in(value, (*at, name))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from _texts_in(value, (*at, place))


def _lints_of_language(text: Mapping[str, str]) -> Iterator[tuple[str, Severity, str, Mapping[str, str]]]:
    """The lint, its severity, the language it is about, and its values."""
    # What the circular or a document says may be quoted.
    found = _CHINESE.search(_QUOTED.sub(lambda quote: " " * len(quote[0]), text["en"]))
    if found:
        yield "english-with-chinese", Severity.ERROR, "en", {"found": _around(text["en"], found)}
    chinese = PLACEHOLDER.sub(_STAND_IN, text["zh"])
    for id_, severity, pattern in (
        ("chinese-with-english", Severity.ERROR, _ENGLISH),
        ("ascii-punctuation", Severity.WARNING, _ASCII),
        ("blank-in-chinese", Severity.WARNING, _BLANK),
    ):
        found = pattern.search(chinese)
        if found:
            yield id_, severity, "zh", {"found": _around(chinese, found)}


def _around(text: str, found: re.Match[str]) -> str:
    """What was found, with a little of what stands around it."""
    half = _EXCERPT // 2
    start, end = max(found.start() - half, 0), min(found.end() + half, len(text))
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


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
