"""Judging as it would be if a file could make it hang, crash or grow: by its name, a file says what it does to it.

Nothing is known that does so; that is what it is about. The rest is judged as always.
"""

from __future__ import annotations

import ctypes
import time
from typing import TYPE_CHECKING

from checker.inbox import FoundFile
from checker.inputs import Input
from checker.web.results import judge as judge_as_always

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.web.results import Kept


def judge(
    found: FoundFile,
    pack: str | None,
    in_time: bool | None = None,  # noqa: FBT001 - as it takes it
    against: Sequence[FoundFile] = (),
) -> Kept:
    """What takes the place of `checker.web.results.judge`."""
    match found.name.partition("-")[0]:
        case "sleep":
            time.sleep(1000)
        case "crash":
            ctypes.string_at(0)
        case "grow":
            return judge_as_always(FoundFile(found.name, Input(found.name, bytes(10**11))), pack)
        case "rubbish":
            return lambda: None  # type: ignore[return-value] - what cannot be sent back
    return judge_as_always(found, pack, in_time, against)
