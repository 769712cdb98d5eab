"""Runs the two commands of the README as they stand there, in fresh copies, with the newest release of everything.

`python newest.py COPY`, where COPY is a copy of the repository that nobody has used, and `python3` is the Python that
the commands are to find. The exit status is 0 where both do what the README says of them, and 1 where they do not; with
1, what is newer here than in the locks is named. A release that is known to break them for a while stands in
`advisories.toml`: then they are run again without it, and have to do what they should.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

BESIDE: Final = Path(__file__).parent
ADVISORIES: Final = BESIDE / "advisories.toml"
LOCK: Final = BESIDE / "locks" / "test.txt"
PASSED, FAILED = 0, 1

_HEADING: Final = "\n## Two commands\n"
_OURS: Final = ("CPPFLAGS", "PLANCHECK_", "PYTEST_", "PYTHON", "VIRTUAL_ENV", "PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT")
"""How the names of variables begin that a newcomer has not set, or that are set here."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A command of the README, the exit status that it promises, and a line that it promises to print."""

    command: str
    status: int
    prints: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A release with which the commands are known to fail for a while."""

    package: str
    version: str
    reason: str
    expires: date

    def __str__(self) -> str:
        return f"{self.package} {self.version}"


def promises_of(readme: str) -> tuple[Promise, Promise]:
    """The two commands under their heading: one checks a draft that has errors, one passes the tests.

    Raises `ValueError` where there are not two, or where the README does not show what the first one prints.
    """
    section = readme.partition(_HEADING)[2].partition("\n## ")[0]
    commands = re.findall(r"^```sh\n(.*?)\n```$", section, re.MULTILINE | re.DOTALL)
    if len(commands) != 2:  # noqa: PLR2004 - as the heading says
        raise ValueError(f"two commands are expected in the README, and {len(commands)} stand there")
    sets_up, tests = commands
    check = "plancheck check" + sets_up.partition("/plancheck check")[2]
    shown = re.search(rf"^\$ {re.escape(check)}\n(.+)$", readme, re.MULTILINE)
    if shown is None:
        raise ValueError(f"the README does not show what this prints: {check}")
    return Promise(sets_up, 1, shown[1]), Promise(tests, 0)


def read_releases(text: str) -> tuple[Release, ...]:
    """The releases that are known to fail. Raises `TypeError` for one that does not say all it has to."""
    return tuple(Release(**row) for row in tomllib.loads(text).get("release", ()))


def broken_promise(promises: Sequence[Promise], copy: Path, without: Sequence[Release] = ()) -> str | None:
    """What does not hold of the commands, run one after another in `copy`; None where all of it does.

    `without` are releases that pip must not take, neither to install nor to build with.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    # What was built here before, perhaps in another way, is no evidence.
    environment["PIP_CACHE_DIR"] = str(copy.with_name("cache"))
    if without:
        constraints = copy.with_name("constraints.txt")
        constraints.write_text("".join(f"{each.package}!={each.version}\n" for each in without), encoding="utf-8")
        environment |= {"PIP_CONSTRAINT": str(constraints), "PIP_BUILD_CONSTRAINT": str(constraints)}
    for promise in promises:
        sys.stdout.write(f"$ {promise.command}\n")
        sys.stdout.flush()
        with subprocess.Popen(  # noqa: S603 - a command of this repository's README
            ["/bin/sh", "-c", promise.command], cwd=copy, env=environment, stdout=subprocess.PIPE, encoding="utf-8"
        ) as running:
            printed = list(_passed_on(running))
        if running.returncode != promise.status:
            return f"exit status {running.returncode} instead of {promise.status}: {promise.command}"
        if promise.prints and promise.prints not in printed:
            return f"“{promise.prints}” was not printed: {promise.command}"
    return None


def _passed_on(running: subprocess.Popen[str]) -> Iterator[str]:
    """The lines that it prints, each of which is printed here too."""
    for line in running.stdout or ():
        sys.stdout.write(line)
        sys.stdout.flush()
        yield line.rstrip("\n")


def newer_than_locked(copy: Path, lock: str) -> tuple[str, ...]:
    """What is installed in the environment of `copy` in another version than the locked one."""
    listing = [str(copy / ".venv" / "bin" / "python"), "-m", "pip", "list", "--format", "json"]
    try:
        done = subprocess.run(listing, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - fixed
        here = {_plain(each["name"]): each["version"] for each in json.loads(done.stdout)}
    except (OSError, ValueError):
        return ()
    locked = {_plain(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock, re.MULTILINE)}
    return tuple(
        f"{name} {version} (locked: {locked[name]})"
        for name, version in here.items()
        if locked.get(name, version) != version
    )


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def outcome(fresh: Path, releases: Sequence[Release], today: date, lock: str) -> tuple[int, list[str]]:
    """Run the commands on copies of `fresh`; the exit status, and what is said of it."""
    promises = promises_of((fresh / "README.md").read_text(encoding="utf-8"))
    standing = [each for each in releases if each.expires >= today]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "newest"
        shutil.copytree(fresh, copy, symlinks=True)
        broken = broken_promise(promises, copy)
        if broken is None:
            idle = [f"{each} is named in advisories.toml, and nothing fails: take it out" for each in standing]
            return PASSED, ["README's two commands do what it says, with the newest of everything", *idle]
        said = [f"README's commands fail with the newest of everything: {broken}"]
        said += [f"  newer than locked: {each}" for each in newer_than_locked(copy, lock)]
        said += [f"  {each} was allowed until {each.expires} only" for each in releases if each not in standing]
        if not standing:
            return FAILED, [*said, "Mend it here, or name the release, why and until when, in .ci/advisories.toml."]
        copy = Path(folder) / "without"
        shutil.copytree(fresh, copy, symlinks=True)
        broken = broken_promise(promises, copy, standing)
    if broken is not None:
        return FAILED, [*said, f"  so they do without {', '.join(map(str, standing))}: {broken}"]
    return PASSED, [*said, *(f"allowed: {each}, until {each.expires}: {each.reason}" for each in standing)]


def main(arguments: Sequence[str]) -> int:
    """Run them, say what came of it, and return the exit status."""
    (fresh,) = arguments
    releases = read_releases(ADVISORIES.read_text(encoding="utf-8"))
    status, said = outcome(Path(fresh), releases, datetime.now(UTC).date(), LOCK.read_text(encoding="utf-8"))
    sys.stdout.writelines(f"NEWEST: {line}\n" for line in said)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
