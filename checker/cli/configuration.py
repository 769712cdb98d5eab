"""A configuration file: `plancheck.toml`, or `[tool.plancheck]` in `pyproject.toml`, above the working directory.

Its keys are the names of options of `check`, `review` and `assess`, and count for each; `lang` is for every command.
What is said on the command line wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import msgspec

from checker.errors import ConfigurationError
from checker.i18n import N_
from checker.reporting.printable import flowing, printable

OWN: Final = "plancheck.toml"
_SHARED: Final = "pyproject.toml"
_TABLE: Final = b"[tool.plancheck"

_LISTS: Final = ("ignore", "report", "select")
_FLAGS: Final = ("cross-check", "readback", "statistics")
_LANG: Final = "lang"
_PARAMETERS: Final = {"report": "reports", "format": "made_as"}
"""What options are called in the program that have another name there."""

KEYS: Final = (*_LISTS, *_FLAGS, "as-of", "engine", "fail-on", "format", "jobs", _LANG, "pack")
_JUDGING: Final = ("check", "review", "assess")
_ALONE: Final[Mapping[str, str]] = {"readback": "check"}
"""Options that one command has."""


class Configuration(msgspec.Struct, frozen=True):
    """What a configuration file says, by key; `file` is its name for people, None where there is none."""

    file: str | None = None
    values: Mapping[str, Any] = {}

    def defaults(self, commands: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Command -> option -> value, as click takes them for want of others."""
        return {command: dict(self._of(command)) for command in commands} if self.values else {}

    def _of(self, command: str) -> Iterator[tuple[str, Any]]:
        for key, value in self.values.items():
            if key == _LANG or (command in _JUDGING and _ALONE.get(key, command) == command):
                yield _PARAMETERS.get(key, key.replace("-", "_")), value


def read_configuration(folder: Path) -> Configuration:
    """The first configuration file in `folder` or one around it. Raises `ConfigurationError`."""
    for here in (folder, *folder.parents):
        for name in (OWN, _SHARED):
            try:
                raw = (here / name).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError as error:
                if name == OWN:
                    raise ConfigurationError(
                        "the configuration file {file} cannot be read: {reason}.", file=name, reason=error.strerror
                    ) from error
                continue
            if name == OWN or _TABLE in raw:
                return Configuration(name, {key: _value(name, key, value, here) for key, value in _table(name, raw)})
    return Configuration()


def _table(name: str, raw: bytes) -> Iterator[tuple[str, Any]]:
    import tomllib

    try:
        table: Any = tomllib.loads(raw.decode())
        yield from (table if name == OWN else table["tool"]["plancheck"]).items()
    except (ValueError, RecursionError, KeyError, AttributeError, TypeError) as error:
        reason = flowing(str(error))
        raise ConfigurationError(
            "the configuration file {file} is no TOML: {reason}.", file=name, reason=reason
        ) from error


def _value(name: str, key: str, value: object, folder: Path) -> object:
    """The value as it would stand on the command line."""
    if key not in KEYS:
        from checker.schema.faults import nearest

        near = nearest(key, KEYS) or ", ".join(KEYS)
        raise ConfigurationError(
            "the configuration file {file} has the key “{key}”, which is no option here; there is {near}.",
            file=name,
            key=printable(key),
            near=near,
        )
    if key in _FLAGS:
        fits, wanted = isinstance(value, bool), N_("{file}: “{key}” is true or false.")
    elif key in _LISTS:
        fits = isinstance(value, list) and all(isinstance(each, str) for each in value)
        wanted = N_("{file}: “{key}” is a list of texts.")
    else:
        fits = isinstance(value, str | int | date) and not isinstance(value, bool)
        wanted = N_("{file}: “{key}” is a text or a number.")
    if not fits:
        raise ConfigurationError(wanted, file=name, key=key)
    if key == "pack" and (folder / str(value)).is_dir():
        # A folder is one seen from the file.
        return str(folder / str(value))
    return value if key in (*_FLAGS, *_LISTS) else str(value)
