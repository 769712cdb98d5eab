"""The files of a request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from checker.i18n import say
from checker.model import Language
from checker.readers.limits import MOST_BYTES, MOST_MEBIBYTES
from checker.reporting.printable import printable
from checker.web.guard import RefusedError
from checker.web.tasks import Limits

_LONGEST_NAME: Final = 120
_LATEST: Final = 10**15
"""No file was changed later than this, in milliseconds since 1970."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file: its name without any folder, its bytes, and when it was last changed, as far as a browser says."""

    name: str
    content: bytes
    changed: int = 0

    @property
    def stem(self) -> str:
        """The name without its suffix."""
        return PurePath(self.name).stem

    @property
    def suffix(self) -> str:
        """The suffix in small letters, with its dot."""
        return PurePath(self.name).suffix.lower()


def uploads_of(
    chosen: Iterable[tuple[str, bytes]], changed: Sequence[str], limits: Limits, lang: Language
) -> tuple[Upload, ...]:
    """The files of a request, by name; `changed` is when each was last changed, where the browser says so.

    Raises `RefusedError` for none, too many, or too much.
    """
    # A form in which no file was chosen sends one without a name.
    files = [(name, content) for name, content in chosen if name or content]
    if not files:
        raise RefusedError(400, "nothing-chosen")
    if len(files) > limits.files:
        raise RefusedError(413, "too-many-files", files=limits.files)
    if sum(len(content) for _, content in files) > limits.mebibytes * 1024**2:
        raise RefusedError(413, "413", together=limits.mebibytes)
    times = [
        int(each) if each.isascii() and each.isdecimal() and len(each) < len(str(_LATEST)) else 0 for each in changed
    ]
    if len(times) != len(files):
        times = [0] * len(files)
    found = [Upload(clean_name(name, lang), content, when) for (name, content), when in zip(files, times, strict=True)]
    if len(found) == 1 and len(found[0].content) > MOST_BYTES:
        # Among others it is said in its report.
        raise RefusedError(413, "file-too-large", bytes=MOST_MEBIBYTES, name=found[0].name)
    return tuple(sorted(found, key=lambda upload: upload.name))


def clean_name(name: str, lang: Language) -> str:
    """What a file is called, whatever a browser, or somebody who is none, says: no folder, nothing that hides."""
    last = printable(name.replace("\\", "/").rpartition("/")[2]).strip()
    if len(last) > _LONGEST_NAME:
        suffix = PurePath(last).suffix[:10]
        last = f"{last[: _LONGEST_NAME - len(suffix) - 1]}…{suffix}"
    return last if last.strip(".") else say(lang, "unnamed")
