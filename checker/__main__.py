"""`python -m checker` is the same as `plancheck`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(args: Sequence[str] | None = None) -> int:
    """Run plancheck on `args` (None: the arguments of the process); its exit status."""
    try:
        from checker.cli.program import main as run
    except KeyboardInterrupt:
        # Interrupted while it was still starting.
        return 130
    return run(args)


if __name__ == "__main__":
    sys.exit(main())
