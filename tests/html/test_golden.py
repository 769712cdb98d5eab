"""The page of a small review and of one report, byte for byte, but for the style and the script in it.

It holds both languages, whichever it opens in.

`PLANCHECK_WRITE_GOLDEN=1` writes the files anew; look at what has changed before it is committed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from checker.reporting import FORMATS

GOLDEN = Path(__file__).parent / "golden"
LEFT_OUT = re.compile(r"(?<=<style>).*?(?=</style>)|(?<=<script>).*?(?=</script>)|(?<=sha256-)[\w+/=]+", re.DOTALL)


def compared(page: str | bytes, name: str) -> None:
    text = LEFT_OUT.sub("…", page.decode() if isinstance(page, bytes) else page)
    path = GOLDEN / name
    if os.environ.get("PLANCHECK_WRITE_GOLDEN"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def test_golden_of_a_review(made, pack):
    compared(FORMATS["html"].render_review(made["en"].review, pack), "review.en.html")


def test_golden_of_a_report(made, pack):
    compared(FORMATS["html"].render([made["en"].report], {pack.id: pack}), "report.en.html")
