"""The files of a request: those chosen in the form, or those that a page carries and sends again."""

from __future__ import annotations

import binascii
from base64 import b64decode
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from checker.readers.limits import MOST_BYTES, MOST_MEBIBYTES
from checker.reporting.printable import printable
from checker.serving.refusals import RefusedError
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model import Language
    from checker.serving.limits import Limits

_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """One file: its name without any folder, and its bytes."""

    name: str
    content: bytes

    @property
    def stem(self) -> str:
        """The name without its suffix."""
        return PurePath(self.name).stem

    @property
    def suffix(self) -> str:
        """The suffix in small letters, with its dot."""
        return PurePath(self.name).suffix.lower()


def uploads_of(
    chosen: Iterable[tuple[str, bytes]], names: list[str], contents: list[str], limits: Limits, lang: Language
) -> tuple[Upload, ...]:
    """The files of a request, by name: `chosen` ones and carried ones, whose `contents` are in base64.

    Raises `RefusedError` for none, too many, or too much.
    """
    if len(names) != len(contents):
        raise RefusedError(400, "400")
    # A form in which no file was chosen sends one without a name.
    found = [Upload(clean_name(name, lang), content) for name, content in chosen if name or content]
    found += (Upload(clean_name(name, lang), _decoded(content)) for name, content in zip(names, contents, strict=True))
    if not found:
        raise RefusedError(400, "nothing-chosen")
    if len(found) > limits.files:
        raise RefusedError(413, "too-many-files", files=limits.files)
    if sum(len(upload.content) for upload in found) > limits.bytes_together:
        raise RefusedError(413, "413", together=limits.mebibytes)
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
    return last if last.strip(".") else say(lang, "serving.unnamed")


def _decoded(content: str) -> bytes:
    try:
        return b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise RefusedError(400, "400") from None
