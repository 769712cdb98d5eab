"""The text of runs as it is read: without the codes of fields, hints of controls, and what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.documents.word.names import is_on, value_of
from checker.values import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping

_RUN: Final = "r"
_SIGNS: Final = {"tab": "\t", "cr": "\n", "noBreakHyphen": "\u2011"}
_STEPS: Final = ("begin", "separate", "end")
_BREAKS_OF_PAGES: Final = ("page", "column")


class RunningText:
    """Collects text; `inside` are the names of the elements that are open, the innermost last."""

    __slots__ = ("_controls", "_fields", "_is_hidden", "_pieces", "_silent", "hides")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._fields: list[bool] = []
        self._controls: list[bool] = []
        self._silent = 0
        self._is_hidden = False
        self.hides = False
        """Whether text that nobody sees has been left out since it was last asked."""

    def take(self) -> str:
        """The text collected so far, which begins anew."""
        text = "".join(self._pieces)
        self._pieces = []
        return text

    def add(self, text: str) -> None:
        """A piece of text."""
        if self._silent:
            return
        if self._is_hidden:
            self.hides = self.hides or not is_blank(text)
        else:
            self._pieces.append(text)

    def start(self, local: str, attributes: Mapping[str, str], inside: list[str]) -> None:
        """An element begins that is no part of the structure."""
        if local == _RUN:
            self._is_hidden = False
        elif local in _SIGNS and inside[-1:] == [_RUN]:
            self.add(_SIGNS[local])
        elif local == "br" and value_of(attributes, "type") not in _BREAKS_OF_PAGES:
            self.add("\n")
        elif local == "vanish" and inside[-2:] == [_RUN, "rPr"]:
            self._is_hidden = is_on(attributes)
        elif local == "fldChar":
            self._field(value_of(attributes, "fldCharType"))
        elif local == "sdt":
            self._controls.append(False)
        elif local == "showingPlcHdr" and self._controls:
            self._set(self._controls, is_silent=is_on(attributes))

    def end_control(self) -> None:
        """A control ends."""
        self._set(self._controls, is_silent=False)
        self._controls.pop()

    def _field(self, step: str | None) -> None:
        """A field is its code, then its result; only the latter is seen."""
        if step == "begin":
            self._fields.append(False)
        if step in _STEPS and self._fields:
            self._set(self._fields, is_silent=step == "begin")
        if step == "end" and self._fields:
            self._fields.pop()

    def _set(self, kept: list[bool], *, is_silent: bool) -> None:
        """Whether the innermost field or control says nothing; how many do is counted, however many are open."""
        self._silent += is_silent - kept[-1]
        kept[-1] = is_silent
