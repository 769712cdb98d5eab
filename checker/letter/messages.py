"""What a letter says in either language: Chinese and English ones are laid out in different ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

NUMBER: Final = N_("{code} [⟦{year}⟧] No. ⟦8⟧")
TITLE: Final = N_("Return of the {year} implementation plan of the {office} for reformulation")
TITLE_UNKNOWN: Final = N_("Return of a {year} implementation plan for reformulation")
ADDRESSEE: Final = N_("To: {office}")
ADDRESSEE_UNKNOWN: Final = N_("To: ⟦40⟧")
RECEIVED: Final = N_("We have received the {year} implementation plan of your office.")
BASIS: Final = N_("It was examined under clause {clause} of the {title} ({citation}, “the Circular” below).")
RETURNED_FOR_ONE: Final = N_(
    "It falls short of the requirements on the point set out below, and is returned to your office for reformulation."
)
RETURNED_FOR_SEVERAL: Final = N_(
    "It falls short of the requirements on the {count} points set out below, and is "
    "returned to your office for reformulation."
)
MORE: Final = N_("Only the first {listed} of {count} points are set out here; the report on the plan has them all.")
REQUEST: Final = N_(
    "Please formulate the plan anew in the light of the above, and submit it to the {secretariat} before ⟦20⟧."
)
NEXT_VERSION: Final = N_("Please give the new plan the version number {version}.")
CLOSING: Final = N_("Yours faithfully,")
CONTACT: Final = N_("Contact: ⟦20⟧, telephone ⟦20⟧")
DATE: Final = N_("Date: ⟦20⟧")
ENCLOSURE: Final = N_("Enclosure: {title}")
ENCLOSURE_HEAD: Final = N_("Enclosure")
ENCLOSURE_TITLE: Final = N_("Where the points stand in the plan")
FILE: Final = N_("File: {name}")
DIGEST: Final = N_("SHA-256: {digest}")
PACK: Final = N_("Rule pack: {pack}")
POINT: Final = N_("{title}.")
INDEX_NAME: Final = N_("{title} ({rule})")
RECEIVED_AS: Final[Mapping[str, str]] = {
    "submitted": N_("We have received version {version} of the {year} implementation plan that your office submitted."),
    "draft": N_("We have received the draft of the {year} implementation plan of your office."),
}
INDEX_HEADS: Final = (N_("No.", context="sequence"), N_("Point"), N_("Place in the plan"))
