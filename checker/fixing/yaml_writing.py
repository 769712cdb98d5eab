"""Edits in the text of a YAML document, by ruamel.yaml: every line that is not about them stays as it is.

What is taken out of a block stays there as a comment, so that nothing that somebody wrote is lost.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from io import StringIO
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.util import load_yaml_guess_indent

from checker.edits import Edit, member_at
from checker.fixing.writing import WrittenChange
from checker.model import Pointer
from checker.pack.repairs import Action
from checker.values import is_day


def write(text: str, changes: Sequence[WrittenChange]) -> str:
    """`text` with the changes made. Raises `ValueError` where they cannot be, without touching something else."""
    try:
        return _written(text, changes)
    except (YAMLError, AttributeError, IndexError, KeyError, TypeError) as error:
        raise ValueError(text) from error


def _written(text: str, changes: Sequence[WrittenChange]) -> str:
    removals = [change for change in changes if change.is_made and change.edit.is_removal]
    text = _with_values(text, [change.edit for change in changes if change.is_made and not change.edit.is_removal])
    text = _with_remarks(text, [change for change in changes if change not in removals and change.remark])
    # From the end, so that places stay what they were.
    for change in sorted(removals, key=lambda change: change.edit.order, reverse=True):
        text = _without(text, change.edit.at, change.remark or "")
    return text


def _yaml(text: str) -> tuple[YAML, Any]:
    """What writes as the text is laid out, and what the text says, with its places."""
    _, _, offset = load_yaml_guess_indent(text)
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 100_000
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.allow_duplicate_keys = True
    yaml.indent(mapping=2, sequence=(offset or 0) + 2, offset=offset or 0)
    return yaml, yaml.load(text)


def _dumped(yaml: YAML, data: Any) -> str:
    out = StringIO()
    yaml.dump(data, out)
    return out.getvalue()


def _with_values(text: str, edits: Sequence[Edit]) -> str:
    """With what is written, added or renamed: the lines that ruamel would write otherwise, and no others."""
    if not edits:
        return text
    yaml, data = _yaml(text)
    before = _dumped(yaml, data)
    for edit in edits:
        _make(data, edit)
    return _patched(text, before, _dumped(yaml, data), is_flow=data.fa.flow_style())


def _make(data: Any, edit: Edit) -> None:
    parent = data
    steps = edit.at if edit.action is Action.ADD else edit.at[:-1]
    for depth, step in enumerate(steps):
        inner = member_at(parent, (step,))
        if not isinstance(inner, CommentedMap | CommentedSeq):
            is_list = edit.action is Action.ADD and depth == len(steps) - 1
            inner = parent[step] = CommentedSeq() if is_list else CommentedMap()
        parent = inner
    if edit.action is Action.ADD:
        parent.append(_own(edit.value))
    elif edit.renamed is not None:
        place, value = list(parent).index(edit.at[-1]), parent[edit.at[-1]]
        if edit.renamed in parent:
            raise ValueError(edit.renamed)
        comments = parent.ca.items.pop(edit.at[-1], None)
        del parent[edit.at[-1]]
        parent.insert(place, edit.renamed, value)
        if comments is not None:
            parent.ca.items[edit.renamed] = comments
    else:
        parent[edit.at[-1]] = _own(edit.value)


def _own(value: Any) -> Any:
    """A value as ruamel writes it plainly."""
    if isinstance(value, dict):
        return CommentedMap({name: _own(member) for name, member in value.items()})
    if isinstance(value, list):
        return CommentedSeq([_own(item) for item in value])
    return date.fromisoformat(value) if is_day(value) else value


_PREFIX: Final = re.compile(r" *(?:- +)*")
"""What stands before the first member on a line."""
_MARK: Final = re.compile("[:：]")
"""What stands behind the mark that a remark begins with, in either language."""


def _patched(text: str, before: str, after: str, *, is_flow: bool) -> str:
    """`text` with the lines changed that differ in `after` from `before`, which is `text` laid out by ruamel.

    They keep the indentation that is usual in `text` where they are. A document that is in brackets as a whole
    (`is_flow`) has no lines of its own: it is laid out anew.
    """
    if before == text or is_flow:
        return after
    own, old, new = (each.splitlines(keepends=True) for each in (text, before, after))
    tight_old, tight_own = (["".join(line.split()) for line in side] for side in (old, own))
    alike = SequenceMatcher(None, tight_old, tight_own, autojunk=False)
    places = {block.a + step: block.b + step for block in alike.get_matching_blocks() for step in range(block.size)}
    lines, done = [], 0
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        # The lines that change, and for new ones the line before them, have to be those of the text.
        near = start if start < end else start - 1
        begin = places.get(near, -1) + (0 if start < end else 1)
        if near not in places or any(places.get(start + step) != begin + step for step in range(end - start)):
            raise ValueError(before)
        shift = len(_prefix(own[places[near]])) - len(_prefix(old[near]))
        shifted = [" " * shift + line if shift > 0 else line[min(-shift, _indent(line)) :] for line in new[first:last]]
        if start < end:
            shifted[:1] = [_prefix(own[begin]) + line[len(_prefix(line)) :] for line in new[first : first + 1]]
        lines += [*own[done:begin], *shifted]
        done = begin + end - start
    return "".join([*lines, *own[done:]])


def _prefix(line: str) -> str:
    found = _PREFIX.match(line)
    return found[0] if found else ""


def _with_remarks(text: str, changes: Sequence[WrittenChange]) -> str:
    """With each remark on a line of its own, above what it is about or the nearest around it that begins a line."""
    _, data = _yaml(text)
    lines = text.splitlines(keepends=True)
    wanted: dict[int, list[str]] = {}
    added = Counter(change.edit.at for change in changes if change.is_made and change.edit.action is Action.ADD)
    for change in changes:
        at = change.edit.at
        if change.is_made and change.edit.action is Action.ADD:
            at = (*at, len(member_at(data, at)) - added[at])
            added[change.edit.at] -= 1
        for place, remark in [(at, change.remark), *(((*at, name), inner) for name, inner in change.inner)]:
            line, depth = _line_of(data, place, lines)
            is_own = depth == len(place)
            if remark and not _is_remarked(lines[:line], remark, is_own=is_own) and f"# {remark}\n" not in text:
                wanted.setdefault(line, []).append(f"# {remark}\n")
    for line in sorted(wanted, reverse=True):
        there = lines[line] if line < len(lines) else ""
        indent = " " * _indent(there)
        lines[line:line] = [indent + remark for remark in dict.fromkeys(wanted[line])]
    return "".join(lines)


def _is_remarked(above: Sequence[str], remark: str, *, is_own: bool) -> bool:
    """Whether a remark of the same kind stands above a line already, which is that of the place itself if `is_own`."""
    mark = _MARK.split(remark)[0]
    for line in reversed(above):
        if not line.lstrip().startswith("#"):
            break
        if is_own and line.lstrip().startswith(f"# {mark}"):
            return True
    return False


def _line_of(data: Any, at: Pointer, lines: Sequence[str]) -> tuple[int, int]:
    """The line at which the member or item at a place begins, or the nearest around it that begins a line, as deep."""
    found = 0
    for depth, step in enumerate(at):
        if isinstance(data, CommentedMap) and step in data:
            line, column = data.lc.key(step)
        elif isinstance(data, CommentedSeq) and isinstance(step, int) and step < len(data):
            line, column = data.lc.item(step)
        else:
            return found, depth
        if lines[line][:column].strip(" -"):
            return found, depth
        found = line
        data = data[step]
    return found, len(at)


def _without(text: str, at: Pointer, remark: str) -> str:
    """Without the member or item at a place: in a block it stays as a comment, below the remark."""
    yaml, data = _yaml(text)
    parent = member_at(data, at[:-1])
    before = _dumped(yaml, data)
    lines = text.splitlines(keepends=True)
    line, depth = _line_of(data, at, lines)
    is_member = isinstance(parent, CommentedMap)
    if depth < len(at) or (is_member and lines[line].lstrip(" ").startswith("- ")):
        # Behind a dash or in brackets there is no line that could become a comment.
        del parent[at[-1]]
        return _patched(text, before, _dumped(yaml, data), is_flow=data.fa.flow_style())
    indent = _indent(lines[line])
    end = line + 1
    while end < len(lines) and (
        not lines[end].strip()
        or _indent(lines[end]) > indent
        or (is_member and _indent(lines[end]) == indent and lines[end].lstrip(" ").startswith("- "))
    ):
        end += 1
    while not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#"):
        end -= 1
    pad = " " * indent
    taken = [f"{pad}# {each[indent:]}" if each.strip() else f"{pad}#\n" for each in lines[line:end]]
    if not taken[-1].endswith("\n"):
        taken[-1] += "\n"
    kept = [*lines[:line], f"{pad}# {remark}\n", *taken, *lines[end:]]
    if len(parent) == 1 and not is_member:
        around, _ = _line_of(data, at[:-1], lines)
        kept[around] = kept[around].rstrip("\n") + " []\n"
    return "".join(kept)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
