"""Judging as it would be if a file could make it hang, crash or grow: by its name, a file says what it does to it.

Nothing is known that does so; that is what it is about. The rest is judged as always.
"""

from __future__ import annotations

import ctypes
import time
from typing import TYPE_CHECKING

from checker.serving.work import judge as judge_as_always

if TYPE_CHECKING:
    from checker.serving.uploads import Upload
    from checker.serving.work import Asked


def judge(upload: Upload, asked: Asked) -> bytes:
    """What takes the place of `checker.serving.work.judge`."""
    match upload.name.partition("-")[0]:
        case "sleep":
            time.sleep(1000)
        case "crash":
            ctypes.string_at(0)
        case "grow":
            return judge_as_always(upload, asked) + bytes(10**11)
        case "rubbish":
            return b"\x80\x04no report"
    return judge_as_always(upload, asked)
