"""`python -m checker` is the same as `plancheck`."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence


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


if __name__ == "__main__":
    sys.exit(main())
