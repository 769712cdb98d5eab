"""A rule pack that was looked over, as JSON (`schemas/rule-lints.schema.json`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.model import Severity

if TYPE_CHECKING:
    from checker.cli.authoring.looked_over import LookedOver, Remark

FORMAT: Final = "rule-lints/1"


def data(looked: LookedOver) -> dict[str, Any]:
    """The remarks as JSON values."""
    return {
        "format": FORMAT,
        "pack": {"id": looked.pack, "version": looked.version, "digest": looked.digest},
        "broken": looked.is_broken,
        "counts": {severity.value: looked.count(severity) for severity in Severity},
        "lints": [_remark(remark) for remark in looked.remarks],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "lint": remark.id,
        "severity": remark.severity.value,
        "file": remark.file,
        "line": remark.line,
        "message": remark.message,
        "fix": remark.fix,
    }
