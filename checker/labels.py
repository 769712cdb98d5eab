"""Words for our own codes: verdicts, severities, statuses of rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from checker.i18n import N_

VERDICTS: Final[Mapping[str, str]] = {
    "pass": N_("pass"),
    "review": N_("review"),
    "return": N_("return"),
    "invalid": N_("invalid"),
    "undetermined": N_("undetermined"),
}

SEVERITIES: Final[Mapping[str, str]] = {
    "error": N_("error"),
    "warning": N_("warning"),
    "info": N_("info"),
}

RULE_STATUSES: Final[Mapping[str, str]] = {
    "satisfied": N_("satisfied"),
    "violated": N_("violated"),
    "not-applicable": N_("not applicable"),
    "not-run": N_("not run"),
}
