"""What is said of a stored report that cannot be read back."""

from __future__ import annotations

from typing import Final

from checker.model import Text

TEXTS: Final[dict[str, Text]] = {
    "several": Text(
        "This is a list of reports; give a file with a single one.", "此文件含有多份报告，请提供只含一份报告的文件。"
    ),
    "another-format": Text(
        "This is “{format}”, and no report that can be used here (“{expected}”).",
        "此文件的格式为“{format}”，不是此处可用的报告（“{expected}”）。",
    ),
    "broken": Text(
        "This report is damaged: it breaks the schema of reports in {count} places, first at {at}. {fault}",
        "此报告已损坏：有{count}处不符合报告格式，首处位于{at}。{fault}",
    ),
    "contradictory": Text(
        "This report contradicts itself: its counts or its verdict are not those of its findings. It was altered after "
        "it was written.",
        "此报告自相矛盾：所载的问题数或者结论与所列问题不符，出具之后已被改动。",
    ),
}
