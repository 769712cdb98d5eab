"""Reports as JSON lines: each one on a line of its own, so that they can be written and read as they come."""

from typing import Any

from checker.model import Report
from checker.reporting import Matter
from checker.reporting.json import written
from checker.review_model import Review


def render(matter: Matter[Report]) -> bytes:
    """A line for each report."""
    return b"".join(written(report.to_dict(), compact=True) for report in matter.all)


def render_reviews(matter: Matter[Review]) -> bytes:
    """A line for each review, without its reports, and then a line for each of these with the standing of its file."""
    lines: list[dict[str, Any]] = []
    for review in matter.all:
        told = review.to_dict()
        files = {each["file"]: each for each in told["files"]}
        reports = told.pop("reports")
        lines += [told, *({**report, "standing": files.get(report["input"]["name"])} for report in reports)]
    return b"".join(written(line, compact=True) for line in lines)
