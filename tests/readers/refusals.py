"""With what an input is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from checker.errors import UnreadableError

from ..texts.names import name_of  # noqa: TID252 - folders of tests are no packages


def refusal(read: Callable[..., Any], *arguments: object, **options: object) -> UnreadableError:
    """The error with which `read(…)` refuses: a line in either language, with nothing that a terminal would obey."""
    with pytest.raises(UnreadableError) as caught:
        read(*arguments, **options)
    for lang in ("en", "zh"):
        message = caught.value.message(lang)
        assert message.isprintable()
        assert len(message) < 500
    return caught.value


def key_of(read: Callable[..., Any], *arguments: object, **options: object) -> str:
    """The short name of what is said then."""
    return name_of(refusal(read, *arguments, **options).wording).removeprefix("documents.")
