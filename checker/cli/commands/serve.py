"""`plancheck serve`: the local page, for those without a command line."""

import logging
import os
import sys
from contextlib import suppress

import click

from checker.cli.command import LANG, Option, command, jobs_option, number_option, pack_option
from checker.cli.outcome import Outcome, is_debugging, note_on_stand_in, standard_output, write_out
from checker.engine import is_durable_here
from checker.i18n import N_, say
from checker.model import Language
from checker.reporting.printable import printable

_LAST_PORT = 65535
_JOBS = 2
"""So that a file that takes long does not keep everybody else waiting."""


@command(
    "Serve a local web page on which plans are checked without a command line: choose or "
    "drop files, read the report, and download it, the letter that returns a plan, or a "
    "blank plan. Two versions of a plan are compared, several plans reviewed together. "
    "Nothing stays on a disk.",
    Option(
        "--host",
        "Address to listen on (default: 127.0.0.1, this computer only). On any other, the "
        "network can reach the page, and plans travel unencrypted.",
        "ADDRESS",
        default="127.0.0.1",
    ),
    number_option(
        ["--port"],
        N_("Port to listen on (default: 0, one that is free)."),
        range(_LAST_PORT + 1),
        N_("“{value}” is no port: a whole number from 0 to 65535."),
        0,
    ),
    Option(
        ["--open/--no-open", "opens"],
        "Open the page in a browser, where there is a screen (default: --open).",
        default=True,
    ),
    pack_option(),
    jobs_option("Processes that may check at the same time (default: 2).", default=_JOBS),
    LANG,
    epilog=N_(
        "Ctrl-C ends it. Exit status: 0 it was ended; 2 wrong usage, or it cannot listen "
        "there; 3 the rule pack cannot be used."
    ),
)
def run(lang: Language, *, host: str, port: int, jobs: int, pack: str | None, opens: bool) -> Outcome:
    """The page, until somebody ends it."""
    from checker.web.application import Settings
    from checker.web.guard import is_loopback
    from checker.web.server import listen

    if not is_debugging():
        # Of what a server has to say of those who hang up on it, nothing is of use to whoever started it.
        logging.disable(logging.CRITICAL)
    settings = Settings(host, pack, lang, _is_insisted(), jobs, shows_errors=is_debugging())
    listening = listen(settings, port)
    if not is_loopback(host):
        click.echo(
            say(
                lang,
                "Warning: {host} is not only this computer. Whoever can reach it on the network can "
                "use this page and its time, and plans travel unencrypted, so that others on the way "
                "can read and change them. Without --host, only this computer can reach the page.",
                host=printable(host),
            ),
            err=True,
        )
    if not is_durable_here():
        click.echo(note_on_stand_in(lang), err=True)
    with standard_output():
        write_out(
            say(
                lang,
                "plancheck listens on {address} – open it in a browser; Ctrl-C ends it.",
                address=listening.address,
            )
            + "\n",
            is_json=False,
        )
    # Ctrl-C is how it is meant to end, from the moment when it is said.
    with suppress(KeyboardInterrupt):
        if opens and _has_screen():
            import webbrowser

            webbrowser.open(listening.address)
        listening.run()
    return Outcome("")


def _is_insisted() -> bool:
    """Whether somebody has named the language, so that a browser is not asked for its own."""
    ctx: click.Context | None = click.get_current_context()
    while ctx is not None:
        if ctx.get_parameter_source("lang") is click.core.ParameterSource.COMMANDLINE:
            return True
        ctx = ctx.parent
    return False


def _has_screen() -> bool:
    """Whether a browser would come up in a window: one that takes over the terminal helps nobody."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
