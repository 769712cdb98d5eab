"""Where durable_rules is imported, on every CPython; and what to say where it cannot be."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import ModuleType

INSTALL_COMMAND: Final = "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject pip install durable-rules==2.0.28"
"""How durable_rules comes into an environment; it is built from source, and the flag does no harm before 3.13."""


def load_durable_rules() -> ModuleType:
    """The C module of durable_rules. Raises `ImportError` where it is not installed, or does not load.

    It names a function that CPython 3.13 no longer has, `PyEval_CallObject`, for callbacks of a host, which is never
    used here. Bound when they are called, and not before, its symbols do not keep it from loading, also where it was
    built without the flag of `INSTALL_COMMAND`.
    """
    if not hasattr(sys, "setdlopenflags"):
        import durable_rules_engine

        return durable_rules_engine  # type: ignore[no-any-return]
    flags = sys.getdlopenflags()
    sys.setdlopenflags(flags & ~os.RTLD_NOW | os.RTLD_LAZY)
    try:
        import durable_rules_engine
    finally:
        sys.setdlopenflags(flags)
    return durable_rules_engine  # type: ignore[no-any-return]
