"""`plancheck serve`: the local page, for those without a command line."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

import click

from checker.cli.command import Command
from checker.cli.delivery import standard_output, write_out
from checker.cli.options import jobs_option, lang_option, pack_option
from checker.cli.outcome import Outcome
from checker.cli.screen import is_debugging
from checker.engine import is_durable_here
from checker.engine.loading import INSTALL_COMMAND
from checker.reporting.printable import printable
from checker.texts import say

if TYPE_CHECKING:
    from checker.model import Language

_LAST_PORT = 65535
_JOBS = 2
"""So that a file that takes long does not keep everybody else waiting."""


def make_command(name: str, lang: Language) -> Command:
    """The command `serve`, in `lang`."""

    def serve(*, host: str, port: int, jobs: int, pack: str | None, opens: bool) -> Outcome:
        from checker.serving.application import Settings
        from checker.serving.guard import is_loopback
        from checker.serving.server import listen

        if not is_debugging():
            # Of what a server has to say of those who hang up on it, nothing is of use to whoever started it.
            logging.disable(logging.CRITICAL)
        settings = Settings(host, pack, lang, _is_insisted(), jobs, shows_errors=is_debugging())
        listening = listen(settings, port)
        if not is_loopback(host):
            click.echo(say(lang, "serving.warning", host=printable(host)), err=True)
        if not is_durable_here():
            click.echo(say(lang, "engine.stands-in", command=INSTALL_COMMAND), err=True)
        with standard_output():
            write_out(say(lang, "serving.listening", address=listening.address) + "\n", is_json=False)
        if opens and _has_screen():
            _open(listening.address)
        listening.run()
        # Ctrl-C is how it is meant to end.
        return Outcome("")

    return Command(
        name,
        lang,
        callback=serve,
        params=[
            click.Option(
                ["--host"],
                default="127.0.0.1",
                metavar=say(lang, "cli.serve.metavar-host"),
                help=say(lang, "cli.serve.host"),
            ),
            _port_option(lang),
            click.Option(["--open/--no-open", "opens"], default=True, help=say(lang, "cli.serve.open")),
            pack_option(lang),
            jobs_option(lang, default=_JOBS, key="serve.jobs"),
            lang_option(lang),
        ],
        epilog=say(lang, "cli.serve.epilog"),
    )


def _port_option(lang: Language) -> click.Option:
    def convert(ctx: click.Context, param: click.Parameter, value: str) -> int:
        if not (value.isascii() and value.isdecimal() and int(value[:6]) <= _LAST_PORT):
            raise click.BadParameter(say(lang, "cli.serve.not-a-port", value=printable(value)), ctx, param)
        return int(value)

    return click.Option(
        ["--port"],
        default="0",
        callback=convert,
        metavar=say(lang, "cli.metavar-jobs"),
        help=say(lang, "cli.serve.port"),
    )


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


def _open(address: str) -> None:
    import webbrowser

    webbrowser.open(address)
