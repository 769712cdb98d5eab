"""Listens for browsers, with waitress: a server for work, not for trying things out."""

import errno
import select
import signal
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from waitress import create_server

from checker.errors import ListeningError
from checker.reporting.printable import printable
from checker.web.application import Settings, create_application
from checker.web.tasks import MEBIBYTE, Tasks, prepare

_ANY: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - for whoever asks for it
"""All addresses of a computer, which no browser can ask for -> one of them."""

_CONNECTIONS: Final = 400
"""Far more than there are people; Windows knows no more than 512 at a time."""

_IDLE_SECONDS: Final = 20
"""After which whoever says nothing is no longer listened to: browsers keep connections that they do not use."""

_THREADS_LEFT: Final = 4
"""For those who only want to see a page, while all the others work or wait."""

_LARGEST_BODY: Final = 128 * MEBIBYTE
"""What is taken in before the application says that it is too much."""

_IN_MEMORY: Final = 8 * MEBIBYTE
"""Of one request or answer; beyond, it passes through a file without a name, which the system takes away."""


@dataclass(frozen=True, slots=True)
class Listening:
    """A server that listens at `address`."""

    server: Any
    tasks: Tasks
    address: str

    def run(self) -> None:
        """Answer, until Ctrl-C, or until the system asks for an end; to be called from the main thread."""

        def end(*_about: object) -> NoReturn:
            # First of all what is being worked on: nobody waits for it any more.
            self.tasks.end()
            raise KeyboardInterrupt

        for asked in (signal.SIGINT, signal.SIGTERM):
            signal.signal(asked, end)
        try:
            self.server.run()
        finally:
            self.server.close()


def listen(settings: Settings, port: int) -> Listening:
    """Begin to listen; `port` 0 is one that is free.

    Raises `ListeningError` where that cannot be, and what `create_application` raises.
    """
    tasks = Tasks(settings.limits, settings.jobs, shows_errors=settings.shows_errors)
    application = create_application(settings, tasks)
    host = settings.host.strip("[]")
    values = {"host": printable(host), "port": port}
    is_six = ":" in host
    try:
        server = create_server(
            application,
            host=host,
            port=port,
            # A name that means both would be listened to on two ports.
            ipv4=not is_six,
            ipv6=is_six,
            threads=settings.limits.requests + _THREADS_LEFT,
            connection_limit=_CONNECTIONS,
            channel_timeout=_IDLE_SECONDS,
            cleanup_interval=_IDLE_SECONDS // 2,
            # Of more than 1024 sockets, `select` knows nothing.
            asyncore_use_poll=hasattr(select, "poll"),
            max_request_body_size=_LARGEST_BODY,
            inbuf_overflow=_IN_MEMORY,
            outbuf_overflow=_IN_MEMORY,
            log_socket_errors=settings.shows_errors,
            ident=None,
        )
    except ValueError:
        raise ListeningError("“{host}” is no address of this computer.", **values) from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ListeningError(
                "{host}, port {port}: another program listens there already. Choose another --port, or leave it out.",
                **values,
            ) from None
        if error.errno == errno.EADDRNOTAVAIL:
            raise ListeningError("“{host}” is no address of this computer.", **values) from None
        reason = error.strerror or type(error).__name__
        raise ListeningError("{host}, port {port}: cannot listen there ({reason}).", **values, reason=reason) from None
    prepare()
    return Listening(server, tasks, _address(host, _port_of(server)))


def _port_of(server: Any) -> int:
    """The port that was found; of several addresses of one name, the first one's."""
    several = getattr(server, "effective_listen", None)
    return int(several[0][1] if several else server.effective_port)


def _address(host: str, port: int) -> str:
    """What to type into a browser on this computer."""
    name = _ANY.get(host, host)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"
