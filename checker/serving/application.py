"""Requests in, answers out. Nothing here reads a file that was sent, and nothing is kept after the answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from flask import Flask, Request, Response, request, send_file
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from checker.forms import MADE_AS, templates_of
from checker.i18n import say
from checker.model import LANGUAGES
from checker.pack.loading import installed_packs, load_pack
from checker.provincial import not_offered
from checker.reporting.printable import printable
from checker.serving import guard
from checker.serving.answers import DOWNLOADS, PAGE, file_name
from checker.serving.blanks import BLANKS, whose_of
from checker.serving.desk import Desk
from checker.serving.limits import Limits
from checker.serving.pages.drawing import draw_refusal, draw_start
from checker.serving.refusals import RefusedError, refusal_of_status
from checker.serving.uploads import uploads_of
from checker.serving.work import Asked

if TYPE_CHECKING:
    from typing import IO

    from checker.model import Language
    from checker.reporting.html_page.drawing import Drawn

_HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the page is served.

    `host` is what the server listens on, `pack` as on the command line (None: all that are installed). `lang` is the
    language of the pages where neither their address nor the browser says one; `insists` that the browser is not asked.
    """

    host: str = "127.0.0.1"
    pack: str | None = None
    lang: Language = "en"
    insists: bool = False
    jobs: int = 2
    limits: Limits = field(default_factory=Limits)
    shows_errors: bool = False


class _InMemory(Request):
    """A request whose files stay in memory, so that none is left on a disk."""

    def _get_file_stream(self, *_about: object, **_more: object) -> IO[bytes]:
        return BytesIO()


class _Quiet(Flask):
    """An application that writes no traceback anywhere, unless somebody who mends plancheck wants it."""

    request_class = _InMemory

    def log_exception(self, exc_info: Any) -> None:
        if self.config["SHOWS_ERRORS"]:
            super().log_exception(exc_info)


class Site:
    """What there is to ask for."""

    def __init__(self, settings: Settings, desk: Desk) -> None:
        self._settings = settings
        self._desk = desk
        packs = [load_pack(id_) for id_ in (installed_packs() if settings.pack is None else [settings.pack])]
        # Whoever fills in a document mostly does so under the newest circular.
        self._packs = sorted(packs, key=lambda pack: pack.issued, reverse=True)
        self._blanks = whose_of(self._packs)

    def keep_others_out(self) -> None:
        """Let only those in who ask for this server, and from its own pages."""
        if not guard.is_own_host(request.headers.get("Host", ""), self._settings.host):
            raise RefusedError(400, "other-host")
        if not guard.is_own_page(request.method, request.headers.get):
            raise RefusedError(403, "other-site")

    def start(self) -> Response:
        """The page to choose files on."""
        is_local = guard.is_loopback(self._settings.host)
        return _shown(
            draw_start(self._packs, tuple(self._blanks.values()), self._settings.limits, self._lang, is_local=is_local)
        )

    def answer(self) -> Response:
        """What was asked for of the files that were sent."""
        lang = self._lang
        uploads = uploads_of(
            [(file.filename or "", file.read()) for file in request.files.getlist("files")],
            request.form.getlist("name"),
            request.form.getlist("content"),
            self._settings.limits,
            lang,
        )
        wanted = request.form.get("answer", PAGE)
        if wanted != PAGE and wanted not in DOWNLOADS:
            raise RefusedError(400, "400")
        made = self._desk.answer(uploads, Asked(wanted, self._settings.pack, lang))
        if wanted == PAGE:
            return _page(made.body, made.policy)
        return _attached(made.body, DOWNLOADS[wanted].media, file_name(wanted, uploads, lang))

    def blank(self) -> Response:
        """A blank document of a sender."""
        lang = self._lang
        form = BLANKS.get(request.args.get("format", next(iter(BLANKS))))
        whose = self._blanks.get(request.args.get("office", ""))
        if form is None or whose is None:
            raise RefusedError(400, "no-such-blank")
        if form.name not in templates_of(whose.pack, whose.document):
            reason = not_offered(MADE_AS[form.name], whose.pack, whose.document)
            raise RefusedError(409, "not-offered", reason=reason.in_language(lang))
        name = say(lang, "{office} {document}", office=whose.name(lang), document=whose.document.document)
        return _attached(form.make(whose, lang), form.media, name + form.suffix)

    def icon(self) -> Response:
        """Nothing: browsers ask for an icon, whatever the page says."""
        return Response(status=204)

    def refuse(self, error: RefusedError) -> Response:
        """The page that says why not."""
        return _shown(draw_refusal(error.refusal, self._lang), error.refusal.status)

    def refuse_status(self, error: HTTPException) -> Response:
        """The same, for what Flask refuses."""
        refusal = refusal_of_status(error.code or 500, together=self._settings.limits.mebibytes)
        response = _shown(draw_refusal(refusal, self._lang), refusal.status)
        if isinstance(error, MethodNotAllowed):
            response.headers["Allow"] = ", ".join(error.valid_methods or ())
        return response

    @property
    def _lang(self) -> Language:
        """The language that the address says, or else the browser, or else whoever started the server."""
        asked = request.args.get("lang")
        best = None if self._settings.insists else request.accept_languages.best_match(LANGUAGES)
        return next((lang for one in (asked, best) for lang in LANGUAGES if lang == one), self._settings.lang)


def create_desk(settings: Settings) -> Desk:
    """Where the application has its work done."""
    return Desk(settings.limits, settings.jobs, shows_errors=settings.shows_errors)


def create_application(settings: Settings, desk: Desk) -> Flask:
    """The application. Raises `PackError` for a broken rule pack, `UnknownPackError` for one that is not there."""
    site = Site(settings, desk)
    app = _Quiet(__name__, static_folder=None)
    app.config.update(
        SHOWS_ERRORS=settings.shows_errors,
        MAX_CONTENT_LENGTH=settings.limits.bytes_of_request,
        MAX_FORM_MEMORY_SIZE=settings.limits.bytes_of_request,
        # Two for each file that a page carries, and one for the answer; a few more are counted, and refused in words.
        MAX_FORM_PARTS=4 * settings.limits.files,
    )
    app.before_request(site.keep_others_out)
    app.after_request(_protected)
    app.add_url_rule("/", view_func=site.start, methods=["GET"])
    app.add_url_rule("/", view_func=site.answer, methods=["POST"])
    app.add_url_rule("/blank", view_func=site.blank, methods=["GET"])
    app.add_url_rule("/favicon.ico", view_func=site.icon, methods=["GET"])
    app.register_error_handler(RefusedError, site.refuse)
    app.register_error_handler(HTTPException, site.refuse_status)
    return app


def _protected(response: Response) -> Response:
    for name, value in guard.HEADERS.items():
        response.headers[name] = value
    response.headers.setdefault("Content-Security-Policy", guard.policy_header(None))
    return response


def _shown(page: Drawn, status: int = 200) -> Response:
    return _page(page.html, page.policy, status)


def _page(html: bytes, policy: str | None, status: int = 200) -> Response:
    response = Response(html, status, content_type=_HTML)
    response.headers["Content-Security-Policy"] = guard.policy_header(policy)
    return response


def _attached(body: bytes, media: str, name: str) -> Response:
    """A download: a name in Chinese is said as RFC 5987 has it."""
    return send_file(BytesIO(body), media, as_attachment=True, download_name=printable(name), etag=False)
