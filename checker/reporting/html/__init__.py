"""Reports, reviews and comparisons as one HTML file for a reviewer, for screen and paper: complete in itself.

It speaks both languages. What stands on the page are records (`page`, `offices`). What comes from a plan reaches it
through the template alone, which escapes all of it, and a policy lets nothing run or load but its own style and script.
Pages of other packages that are to look like this one are drawn here too.
"""

from base64 import b64encode
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from importlib import resources
from typing import Any, Final, NamedTuple

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from checker.comparing import Comparison
from checker.i18n import text
from checker.model import Report, Text
from checker.reporting import Matter, comparison_sections, naming, roster
from checker.reporting.html import offices, wording
from checker.reporting.html import page as pages
from checker.reporting.html.page import HtmlPage
from checker.reporting.naming import nouns
from checker.reporting.printable import printable
from checker.review_model import Review
from checker.rounds import Round, totals_line

_PACKAGE: Final = __name__
_LOOKS: Final = ("colours.css", "style.css")
_STYLES: Final = (*_LOOKS, "tables.css", "findings.css", "print.css")
_NOWHERE: Final = "'none'"
_ITS_SERVER: Final = "'self'"
_PAGE: Final = "\0"
_PAGES: Final = "\1"


def render(matter: Matter[Report]) -> bytes:
    """All reports on one page, which opens in the language of the first."""
    return draw(pages.page_of_reports(matter.all, matter.packs)).html


def render_reviews(matter: Matter[Review]) -> bytes:
    """The reviews on one page, which opens in their language."""
    return draw(pages.page_of_reviews(matter.all, matter.packs)).html


def render_comparison(matter: Matter[Comparison]) -> bytes:
    """The two reports, and what became of the findings."""
    (comparison,) = matter.all
    return draw(pages.page_of_comparison(comparison, (comparison.old, comparison.new), matter.packs)).html


def render_rounds(matter: Matter[Round]) -> bytes:
    """The later reviews, and what has changed since the earlier ones."""
    return draw(pages.page_of_rounds(matter.all, matter.packs)).html


@dataclass(frozen=True, slots=True)
class Offer:
    """What a server that answers with the page offers beside it: the way back, and other things made of the same files.

    The addresses, in either language, of the start, the page itself, what else there is, with its names, and
    corrections. With it the page is for those who never see a command line: names that only programs need are left out.
    """

    start: Text
    page: Text
    choices: tuple[tuple[Text, Text], ...]
    corrections: Text | None = None


class Drawn(NamedTuple):
    """A page as UTF-8, and its content security policy, which a server says in a header as well."""

    html: bytes
    policy: str


def draw(page: HtmlPage, offer: Offer | None = None) -> Drawn:
    """The page; `offer` is what a server that answers with it offers beside it."""
    style = "".join(_read(_PACKAGE, name) for name in _STYLES) + _running_heads(
        text("{title} · {circular}", title=page.title, circular=pages.citations(page.packs))
    )
    script = _read(_PACKAGE, "script.js")
    if offer is None:
        return _filled(_PACKAGE, "page.html", style, script, _NOWHERE, page=page, offer=None)
    style += _read(_PACKAGE, "offer.css")
    return _filled(_PACKAGE, "page.html", style, script, _ITS_SERVER, page=page, offer=offer)


def draw_beside(package: str, template: str, style: str, script: str, **values: Any) -> Drawn:
    """Another page of a server, which looks like this one: its template, style and script are files of `package`."""
    looks = "".join(_read(_PACKAGE, name) for name in _LOOKS)
    return _filled(package, template, looks + _read(package, style), _read(package, script), _ITS_SERVER, **values)


def _filled(package: str, template: str, style: str, script: str, forms_go: str, **values: Any) -> Drawn:
    policy = _policy(style, script, forms_go)
    html = _environment(package).get_template(template).render(style=style, script=script, policy=policy, **values)
    return Drawn(html.encode("utf-8", "backslashreplace"), policy)


@cache
def _environment(package: str) -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(name, ".") for name in dict.fromkeys((package, _PACKAGE))]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # What is said of things is in modules that everything that is rendered shares.
    environment.globals.update(
        text=text,
        told=wording.told,
        nouns=nouns,
        printable=printable,
        naming=naming,
        roster_names=roster,
        comparisons=comparison_sections,
        findings_of=offices,
        pages=pages,
        wording=wording,
        totals_of=lambda made: wording.both(partial(totals_line, made)),
    )
    return environment


@cache
def _read(package: str, name: str) -> str:
    return resources.files(package).joinpath(name).read_text("utf-8")


def _policy(style: str, script: str, forms_go: str) -> str:
    """The content security policy: this style and this script by their digests, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "base-uri 'none'",
            f"form-action {forms_go}",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _running_heads(title: Text) -> str:
    """What stands at the top of each printed page, in either language."""
    page_number = text("Page {page} of {pages}", page=_PAGE, pages=_PAGES)
    return "".join(
        f"@page {name} {{ {size} @top-left {{ content: {_css_text(head)}; }} "
        f"@bottom-right {{ content: {_counted(foot)}; }} }}\n"
        for lang, head, foot in (("en", title.en, page_number.en), ("zh", title.zh, page_number.zh))
        for name, size in ((lang, "size: A4;"), (f"wide-{lang}", "size: A4 landscape; margin: 15mm 14mm 12mm;"))
    )


def _counted(text: str) -> str:
    """A page number as CSS: `text` with the counters in the places of the two marks."""
    before, _, rest = text.partition(_PAGE)
    between, _, after = rest.partition(_PAGES)
    return f"{_css_text(before)} counter(page) {_css_text(between)} counter(pages) {_css_text(after)}"


def _css_text(text: str) -> str:
    """A CSS string in which nothing but letters and digits stands for itself, so that nothing can end it."""
    return '"' + "".join(sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):06x}" for sign in text) + '"'
