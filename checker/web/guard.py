"""Who may ask, what a browser is told, and how a request is refused: other sites that it visits are kept out.

A page somewhere can make a browser send requests here, and a name somewhere can be made to mean this address. So the
host that is asked for has to be this server's own, and whatever changes hands by a form has to come from its pages.
"""

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from ipaddress import ip_address
from typing import Final

from checker.i18n import messages_of, text
from checker.model import Text

LOCAL_NAME: Final = "localhost"

_HOST: Final = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,255})(?::[0-9]{1,5})?")
_ORIGIN: Final = re.compile(r"https?://(?P<host>[^/?#@\\]+)(?:[/?#].*)?")
_SAFE: Final = ("GET", "HEAD")
_OWN: Final = ("same-origin", "none")

HEADERS: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not `no-referrer`: forms would then come from nowhere, and their origin could not be checked.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Said with every answer."""

_BARE_POLICY: Final = "default-src 'none'; base-uri 'none'; form-action 'none'"


def policy_header(policy: str | None) -> str:
    """The content security policy of an answer: that of its page, or one that allows nothing."""
    return f"{policy or _BARE_POLICY}; frame-ancestors 'none'"


def is_loopback(host: str) -> bool:
    """Whether an address to listen on can be reached from this computer only."""
    if host.casefold() == LOCAL_NAME:
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_own_host(asked: str, listens_on: str) -> bool:
    """Whether `asked`, the header Host, is a name of a server that listens on the host `listens_on`.

    No one can make an address mean another computer, as they can a name: where the whole network may ask, any
    address will do.
    """
    match = _HOST.fullmatch(asked)
    if match is None:
        return False
    name = match["name"].casefold()
    if name in (LOCAL_NAME, listens_on.casefold()) or is_loopback(name):
        return True
    return not is_loopback(listens_on) and _is_address(name)


def is_own_page(method: str, header: Callable[[str], str | None]) -> bool:
    """Whether a request comes from this server's own pages, or from somebody who typed its address.

    A browser says where a request comes from; where nothing is said, it is no browser of these years, and no page
    of another site is behind it.
    """
    site = header("Sec-Fetch-Site")
    if method in _SAFE:
        # A link here from elsewhere is harmless; a picture or a frame of this is not meant to be.
        return site is None or site in _OWN or header("Sec-Fetch-Dest") == "document"
    if site is not None and site not in _OWN:
        return False
    origin = header("Origin") or header("Referer")
    return origin is None or _host_in(origin) == header("Host")


def _is_address(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _host_in(address: str) -> str | None:
    match = _ORIGIN.fullmatch(address)
    return match["host"] if match else None


# Why a request is not answered: a status of HTTP, and what the page says about it

REFUSALS: Final = messages_of("refusals")
"""The title and the text of every refusal."""


class RefusedError(Exception):
    """Ends a request with a status and a page: `key` is one of `REFUSALS`, whose text is filled from `values`."""

    def __init__(self, status: int, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.status = status
        self.title = text(REFUSALS[key][0])
        self.reason: Text = text(REFUSALS[key][1], **values)


def refusal_of_status(status: int, **values: str | int) -> RefusedError:
    """The refusal for a status of HTTP: its own where it has texts, else that of its kind."""
    key = str(status)
    if key not in REFUSALS:
        key = "400" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "500"
    return RefusedError(status, key, **values)
