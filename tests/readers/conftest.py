"""Inputs that hang a reader, wherever they come up, end the run."""

import faulthandler

import pytest

SECONDS_UNTIL_HUNG = 120


@pytest.fixture(autouse=True)
def watchdog():
    """Ends the run where an input hangs it, also inside C."""
    faulthandler.dump_traceback_later(SECONDS_UNTIL_HUNG, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()
