"""Keeps the C allocator from giving memory back to the system between plans.

durable_rules allocates and frees some hundred kilobytes for every plan. glibc hands what lies free at the top of the
heap back to the system each time, and the page faults of getting it again can cost more than judging the plan.
"""

from __future__ import annotations

import sys
from typing import Final

_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
"""The numbers of these options in glibc's malloc.h."""

_KEPT_BYTES: Final = 32 * 1024 * 1024


def keep_freed_memory() -> None:
    """Let the process keep up to 32 MiB of freed memory. Does nothing where the C library is not glibc."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(_TRIM_THRESHOLD, _KEPT_BYTES)
        libc.mallopt(_MMAP_THRESHOLD, _KEPT_BYTES)
