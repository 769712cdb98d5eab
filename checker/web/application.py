"""Requests in, answers out. Nothing here reads a file that was sent."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from io import BytesIO
from threading import Semaphore
from typing import IO, Any, Final, TypeVar

from flask import Flask, Request, Response, redirect, request, send_file
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from checker.errors import EngineError
from checker.i18n import say
from checker.model import LANGUAGES, Language
from checker.pack.loading import installed_packs, load_pack
from checker.reporting.html import Drawn
from checker.reporting.printable import printable
from checker.web import guard
from checker.web.documents import FORMATS, OfferedKind, kinds_of
from checker.web.downloads import DOWNLOADS, MEDIA, draw_list, draw_report, make_download
from checker.web.guard import RefusedError, refusal_of_status
from checker.web.pages.drawing import draw_checklist, draw_help, draw_refusal, draw_start
from checker.web.results import Judged, Store, judge_all
from checker.web.tasks import Limits, Tasks
from checker.web.uploads import uploads_of

_HTML: Final = "text/html; charset=utf-8"

Result = TypeVar("Result")


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

    def __init__(self, settings: Settings, tasks: Tasks) -> None:
        self._settings = settings
        self._tasks = tasks
        self._seats = Semaphore(settings.limits.requests)
        self._store = Store(settings.limits)
        packs = [load_pack(id_) for id_ in (installed_packs() if settings.pack is None else [settings.pack])]
        # Whoever fills in a document mostly does so under the newest circular.
        self._packs = sorted(packs, key=lambda pack: pack.issued, reverse=True)
        self._kinds = kinds_of(self._packs)

    def keep_others_out(self) -> None:
        """Let only those in who ask for this server, and from its own pages."""
        if not guard.is_own_host(request.headers.get("Host", ""), self._settings.host):
            raise RefusedError(400, "other-host")
        if not guard.is_own_page(request.method, request.headers.get):
            raise RefusedError(403, "other-site")

    def start(self) -> Response:
        """The page to choose files on."""
        is_local = guard.is_loopback(self._settings.host)
        kinds = tuple(self._kinds.values())
        return _page(draw_start(self._packs, kinds, self._settings.limits, self._lang, is_local=is_local))

    def check(self) -> Any:
        """Judge the files that are sent, and lead to the page with the report."""
        uploads = uploads_of(
            [(file.filename or "", file.read()) for file in request.files.getlist("files")],
            request.form.getlist("changed"),
            self._settings.limits,
            self._lang,
        )
        with self._seat():
            judged = judge_all(uploads, self._settings.pack, self._tasks, self._settings.limits)
        return redirect(f"/report/{self._store.keep(judged)}?lang={self._lang}", 303)

    def report(self, name: str) -> Response:
        """The page with a report that is kept."""
        return _page(self._made(draw_report, self._kept(name), self._lang, name))

    def download(self, name: str, download: str) -> Response:
        """Something else that is made of the same files."""
        judged = self._kept(name)
        if download not in DOWNLOADS:
            raise RefusedError(404, "404")
        made = self._made(make_download, judged, self._lang, download)
        if made is None:
            raise RefusedError(409, "not-offered")
        return _attached(made, DOWNLOADS[download].file_name(judged, self._lang))

    def corrections(self, name: str) -> Response:
        """The page with the fewest corrections of a plan that is kept."""
        drawn = self._made(draw_list, self._kept(name), self._lang, name)
        if drawn is None:
            raise RefusedError(409, "not-offered")
        return _page(drawn)

    def blank(self) -> Response:
        """A blank document of a sender."""
        found = self._kind(request.args.get("kind", ""))
        sender = request.args.get("sender", "")
        name = request.args.get("format", next(iter(FORMATS)))
        if name not in found.formats or sender not in found.senders:
            raise RefusedError(404, "no-such-blank")
        lang = self._lang
        office, document = found.senders[sender], found.document.document
        file = say(lang, "{office} {document}", office=office, document=document)
        return _attached(found.blank(sender, name, lang), f"{file}.{name}")

    def example(self) -> Response:
        """A filled-in document of a kind."""
        found = self._kind(request.args.get("kind", ""))
        file = say(self._lang, "Example {document}", document=found.document.document)
        return _attached(found.example(self._lang), f"{file}.{found.formats[0]}")

    def checklist(self) -> Response:
        """What is asked of a kind of document, to be printed."""
        return _page(draw_checklist(self._kind(request.args.get("kind", "")), self._lang))

    def help(self) -> Response:
        """How the page is used."""
        return _page(draw_help(self._packs, tuple(self._kinds.values()), self._settings.limits, self._lang))

    def icon(self) -> Response:
        """The icon of the page."""
        icon = resources.files("checker.web.pages").joinpath("plancheck.ico").read_bytes()
        return Response(icon, content_type="image/x-icon")

    def refuse(self, error: RefusedError) -> Response:
        """The page that says why not."""
        return _page(draw_refusal(error, self._lang), error.status)

    def refuse_status(self, error: HTTPException) -> Response:
        """The same, for what Flask refuses."""
        response = self.refuse(refusal_of_status(error.code or 500, together=self._settings.limits.mebibytes))
        if isinstance(error, MethodNotAllowed):
            response.headers["Allow"] = ", ".join(error.valid_methods or ())
        return response

    @property
    def _lang(self) -> Language:
        """The language that the address says, or else the browser, or else whoever started the server."""
        asked = request.args.get("lang")
        best = None if self._settings.insists else request.accept_languages.best_match(LANGUAGES)
        return next((lang for one in (asked, best) for lang in LANGUAGES if lang == one), self._settings.lang)

    def _kind(self, address: str) -> OfferedKind:
        if address not in self._kinds:
            raise RefusedError(404, "no-such-blank")
        return self._kinds[address]

    def _kept(self, name: str) -> Judged:
        judged = self._store.find(name)
        if judged is None:
            raise RefusedError(404, "no-report")
        return judged

    def _made(self, make: Callable[..., Result], *arguments: object) -> Result:
        with self._seat():
            try:
                return self._tasks.run(make, *arguments)
            except EngineError:
                raise RefusedError(500, "no-answer") from None

    @contextmanager
    def _seat(self) -> Iterator[None]:
        """A place among those whose work is done or waits its turn."""
        if not self._seats.acquire(blocking=False):
            raise RefusedError(503, "503")
        try:
            yield
        finally:
            self._seats.release()


def create_application(settings: Settings, tasks: Tasks) -> Flask:
    """The application. Raises `PackError` for a broken rule pack, `UnknownPackError` for one that is not there."""
    site = Site(settings, tasks)
    app = _Quiet(__name__, static_folder=None)
    most = settings.limits.mebibytes * 1024**2 + 1024**2
    app.config.update(
        SHOWS_ERRORS=settings.shows_errors,
        MAX_CONTENT_LENGTH=most,
        MAX_FORM_MEMORY_SIZE=1024**2,
        # Two for each file; a few more are counted, and refused in words.
        MAX_FORM_PARTS=4 * settings.limits.files,
    )
    app.before_request(site.keep_others_out)
    app.after_request(_protected)
    app.add_url_rule("/", view_func=site.start, methods=["GET"])
    app.add_url_rule("/", view_func=site.check, methods=["POST"])
    app.add_url_rule("/report/<name>", view_func=site.report, methods=["GET"])
    app.add_url_rule("/report/<name>/corrections", view_func=site.corrections, methods=["GET"])
    app.add_url_rule("/report/<name>/<download>", view_func=site.download, methods=["GET"])
    for path, view in (("blank", site.blank), ("example", site.example), ("checklist", site.checklist)):
        app.add_url_rule(f"/{path}", view_func=view, methods=["GET"])
    app.add_url_rule("/help", view_func=site.help, methods=["GET"])
    app.add_url_rule("/favicon.ico", view_func=site.icon, methods=["GET"])
    app.register_error_handler(RefusedError, site.refuse)
    app.register_error_handler(HTTPException, site.refuse_status)
    return app


def _protected(response: Response) -> Response:
    for name, value in guard.HEADERS.items():
        response.headers[name] = value
    response.headers.setdefault("Content-Security-Policy", guard.policy_header(None))
    return response


def _page(drawn: Drawn, status: int = 200) -> Response:
    response = Response(drawn.html, status, content_type=_HTML)
    response.headers["Content-Security-Policy"] = guard.policy_header(drawn.policy)
    return response


def _attached(body: bytes, name: str) -> Response:
    """A download: a name in Chinese is said as RFC 5987 has it."""
    media = MEDIA[f".{name.rpartition('.')[2]}"]
    return send_file(BytesIO(body), media, as_attachment=True, download_name=printable(name), etag=False)
