"""Judging as it would be if a file could make it hang, crash or grow: by its name, a file says what it does to it.

Nothing is known that does so; that is what it is about. The rest is judged as always.
"""

from __future__ import annotations

import ctypes
import time
from typing import TYPE_CHECKING

from checker.web.results import judge as judge_as_always
from checker.web.uploads import Upload

if TYPE_CHECKING:
    from checker.web.results import Kept


def judge(upload: Upload, pack: str | None) -> Kept:
    """What takes the place of `checker.web.results.judge`."""
    match upload.name.partition("-")[0]:
        case "sleep":
            time.sleep(1000)
        case "crash":
            ctypes.string_at(0)
        case "grow":
            return judge_as_always(Upload(upload.name, bytes(10**11)), pack)
        case "rubbish":
            return lambda: None  # type: ignore[return-value] - what cannot be sent back
    return judge_as_always(upload, pack)
