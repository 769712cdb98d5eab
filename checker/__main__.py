"""`python -m checker` is the same as `plancheck`."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, NoReturn

_OBJECTS_BETWEEN_COLLECTIONS: Final = 50_000


def main(args: Sequence[str] | None = None) -> int:
    """Run plancheck on `args` (None: the arguments of the process); its exit status."""
    # Starting makes many objects that stay: looking through them for garbage again and again takes its time.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    try:
        from checker.cli.program import main as run
    except KeyboardInterrupt:
        # Interrupted while it was still starting.
        return 130
    return run(args)


def start() -> NoReturn:
    """Run plancheck on the arguments of the process, and end it."""
    status = main()
    if "multiprocessing" not in sys.modules and "concurrent.futures" not in sys.modules:
        # Nobody else has anything to end: taking down all that was made takes longer than to check a plan.
        with suppress(OSError, ValueError):
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
            os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    start()
