"""The typefaces of letters, and what to use where one is not installed: Word's table of fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from checker.word.paper import Font

if TYPE_CHECKING:
    from collections.abc import Iterable

_TIMES: Final = "Times New Roman"

TITLES: Final = Font("方正小标宋简体", "方正小标宋简体")
BODY: Final = Font("仿宋", _TIMES)
HEADINGS: Final = Font("黑体", _TIMES)
SUBHEADINGS: Final = Font("楷体", _TIMES)
NUMBERS: Final = Font("宋体", "宋体")
LATIN: Final = Font("宋体", _TIMES)
LATIN_BOLD: Final = Font("宋体", _TIMES, bold=True)


class _Entry(NamedTuple):
    """What Word is told of a font: what else it is called or can be done with, its family and its character set."""

    instead: str
    family: str
    charset: str


_CHINESE: Final = "86"
_ENTRIES: Final = {
    "方正小标宋简体": _Entry("方正小标宋_GBK,华文中宋,STZhongsong,Noto Serif CJK SC,宋体", "roman", _CHINESE),
    "仿宋": _Entry("仿宋_GB2312,FangSong,FangSong_GB2312,华文仿宋,Noto Serif CJK SC", "modern", _CHINESE),
    "黑体": _Entry("SimHei,华文黑体,Noto Sans CJK SC", "modern", _CHINESE),
    "楷体": _Entry("楷体_GB2312,KaiTi,KaiTi_GB2312,华文楷体,Noto Serif CJK SC", "modern", _CHINESE),
    "宋体": _Entry("SimSun,华文宋体,Noto Serif CJK SC", "roman", _CHINESE),
    _TIMES: _Entry("Liberation Serif", "roman", "00"),
}


def font_table(names: Iterable[str]) -> bytes:
    """The table of the fonts with these names, as XML."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{entry.instead}"/><w:charset w:val="{entry.charset}"/>'
        f'<w:family w:val="{entry.family}"/><w:pitch w:val="variable"/></w:font>'
        for name, entry in _ENTRIES.items()
        if name in set(names)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{fonts}</w:fonts>'
    ).encode()
