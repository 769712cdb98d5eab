"""Everything that can be wrong: faults of a document, and errors as one tree.

A plan's faults are findings, never exceptions. What is raised here is about us or about how we were called:

    PlancheckError
    ├── PackError          a rule pack is broken: its author's to mend (exit status 3)
    ├── UnknownPackError   a rule pack that is not installed, or a path where none is (exit status 2)
    ├── ListeningError     a server cannot listen where it was told to (exit status 2)
    ├── ConfigurationError a configuration file that cannot be used (exit status 2)
    ├── EngineError        an evaluator failed: no verdict may be built on it (exit status 3)
    ├── UnreadableError    an input that is no plan document at all; `checking` turns it into a finding
    └── UnwritableError    a plan that does not fit into the format it is to be written in (exit status 2)
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import partial
from typing import Any

import msgspec

from checker.i18n import say, text
from checker.model import Language, Place, Pointer, Text

Scalar = str | int | float | bool | None
Value = Text | Scalar


class Fault(msgspec.Struct, frozen=True):
    """A fault of a document: where it is, which (`code`, for programs), what is said of it, and what to do.

    `wording` and `remedy` are messages for `i18n.say`, whose places `values` fill.

    What is missing is a fault of the object that lacks it; anything else, of the value itself. `place` is where it
    stands in the source, if that is not where the value at `at` stands: a cell whose text became no value, say.
    """

    at: Pointer
    code: str
    wording: str
    values: Mapping[str, Value] = {}
    remedy: str | None = None
    place: Place | None = None

    @property
    def text(self) -> Text:
        """What was found and what was expected."""
        return text(self.wording, **self.values)

    @property
    def fix(self) -> Text | None:
        """What to do about it, if there is more to say than the message does."""
        return None if self.remedy is None else text(self.remedy, **self.values)

    @property
    def because(self) -> dict[str, Scalar]:
        """What made it a fault, in no language and fit for JSON: which fault it is, and its plain values."""
        plain = {name: value for name, value in self.values.items() if not isinstance(value, Text)}
        return {"fault": self.code, **plain}


class PlancheckError(Exception):
    """The root: everything plancheck raises on purpose."""

    def message(self, lang: Language) -> str:
        """What happened, in `lang`: each error says it for itself."""
        raise NotImplementedError

    @property
    def text(self) -> Text:
        """What happened, in both languages."""
        return Text(self.message("en"), self.message("zh"))

    def __str__(self) -> str:
        return self.message("en")


class PackFault(msgspec.Struct, frozen=True):
    """One fault of a rule pack: the file, its line where there is one, and what is wrong.

    `wording` is a message for `i18n.say`, whose places `values` fill.
    """

    file: str
    line: int | None
    wording: str
    values: Mapping[str, Any] = {}

    def message(self, lang: Language) -> str:
        """`file:line: what is wrong`, in `lang`."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.sentence(lang)}"

    def sentence(self, lang: Language) -> str:
        """What is wrong, in `lang`, without the place."""
        return say(lang, self.wording, **self.values)


class PackError(PlancheckError):
    """A rule pack that cannot be used: `faults` says where and why, all of them at once."""

    def __init__(self, *faults: PackFault) -> None:
        super().__init__(faults)
        self.faults = faults

    def message(self, lang: Language) -> str:
        """A line for each fault, in `lang`."""
        return "\n".join(fault.message(lang) for fault in self.faults)


class _WordedError(PlancheckError):
    """An error that is one message for `i18n.say`, with its values."""

    def __init__(self, wording: str, /, **values: Any) -> None:
        super().__init__(wording, values)
        self.wording = wording
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        # Without it, what goes to another process would be made again of a message alone.
        return partial(type(self), self.wording, **self.values), (), vars(self)

    def message(self, lang: Language) -> str:
        """The message in `lang`."""
        return say(lang, self.wording, **self.values)


class UnknownPackError(_WordedError):
    """The rule pack asked for is not installed, and is no folder either."""


class ListeningError(_WordedError):
    """The address on which a server is to listen is none of this computer's, or taken."""


class ConfigurationError(_WordedError):
    """A configuration file that cannot be used: its name is the value `file`."""


class EngineError(_WordedError):
    """An evaluator did not reach its end, so nothing it said can be relied on."""


class FileNature(Enum):
    """What kind of input it is that is no plan document: for whoever sorts files, not for whoever reads about one."""

    DAMAGED = "damaged"
    """It may be one, and cannot be read."""
    FOREIGN = "foreign"
    """It is of a kind that only people read: an old office file, a picture, a PDF."""
    OTHER = "other"
    """It is sound, and something else."""
    EMPTY = "empty"


class UnreadableError(_WordedError):
    """An input that is not a plan document: what is wrong, and where in the source text (from 1), if known.

    `sha256` is the digest of what was read, where anything was.
    """

    def __init__(self, wording: str, /, *, line: int | None = None, column: int | None = None, **values: Any) -> None:
        super().__init__(wording, **values)
        self.line = line
        self.column = column
        self.nature = FileNature.DAMAGED
        self.sha256: str | None = None

    def of(self, nature: FileNature) -> UnreadableError:
        """The same, on an input of this kind."""
        self.nature = nature
        return self


class UnwritableError(_WordedError):
    """A plan that does not fit into the format it is to be written in: what does not, and where."""
