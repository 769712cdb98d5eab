"""What a letter says in either language: Chinese and English ones are laid out in different ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

NUMBER: Final = "letter.number"
TITLE: Final = "letter.title"
TITLE_UNKNOWN: Final = "letter.title-unknown"
ADDRESSEE: Final = "letter.addressee"
ADDRESSEE_UNKNOWN: Final = "letter.addressee-unknown"
RECEIVED: Final = "letter.received"
BASIS: Final = "letter.basis"
RETURNED_FOR_ONE: Final = "letter.returned-1"
RETURNED_FOR_SEVERAL: Final = "letter.returned-n"
MORE: Final = "letter.more"
REQUEST: Final = "letter.request"
NEXT_VERSION: Final = "letter.next-version"
CLOSING: Final = "letter.closing"
CONTACT: Final = "letter.contact"
DATE: Final = "letter.date"
ENCLOSURE: Final = "letter.enclosure"
ENCLOSURE_HEAD: Final = "letter.enclosure-head"
ENCLOSURE_TITLE: Final = "letter.enclosure-title"
FILE: Final = "letter.file"
DIGEST: Final = "letter.digest"
PACK: Final = "letter.pack"
POINT: Final = "letter.point"
INDEX_NAME: Final = "letter.index-name"
RECEIVED_AS: Final[Mapping[str, str]] = TABLE("letter.received-")
INDEX_HEADS: Final = ("letter.index-number", "letter.index-point", "letter.index-place")
