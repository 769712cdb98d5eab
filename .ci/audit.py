"""Asks pip-audit whether a locked package is known to be vulnerable, and says what is so: also that it is not known.

`python audit.py LOCK…`, where pip-audit is installed. The exit status is 0 where every package was asked about and
nothing stands against any, 1 where something does, and 75 (a failure that may pass) where not every package could be
asked about: pip-audit itself then leaves packages out and calls that success.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

ADVISORIES: Final = Path(__file__).with_name("advisories.toml")
GOOD, FOUND, NOT_KNOWN = 0, 1, 75
_PATIENCE: Final = 300
"""Seconds that pip-audit may take."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """An advisory that stands for a while."""

    id: str
    package: str
    reason: str
    expires: date


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit comes to: what stands against a package, what is allowed for now, and what is not known."""

    against: tuple[str, ...]
    allowed: tuple[str, ...]
    unknown: tuple[str, ...]
    asked: int

    @property
    def status(self) -> int:
        """The exit status."""
        if self.against:
            return FOUND
        return NOT_KNOWN if self.unknown or not self.asked else GOOD

    def lines(self) -> Iterator[str]:
        """What is said of it."""
        yield from (f"VULNERABLE: {line}" for line in self.against)
        yield from (f"allowed: {line}" for line in self.allowed)
        if self.against:
            yield "Take a release that mends it (.ci/lock --upgrade); where there is none, see .ci/advisories.toml."
        if self.status == NOT_KNOWN:
            yield f"NOT AUDITED: {len(self.unknown)} of {self.asked} packages could not be asked about"
            yield from sorted({f"  {reason}" for reason in self.unknown})[:3]
        elif not self.against:
            yield f"{self.asked} packages, nothing against any of them"


def read_allowed(text: str) -> tuple[Allowed, ...]:
    """The advisories that stand for a while. Raises `TypeError` for one that does not say all it has to."""
    return tuple(Allowed(**row) for row in tomllib.loads(text).get("advisory", ()))


def judged(found: Mapping[str, Any], allowed: Sequence[Allowed], today: date) -> Audit:
    """What pip-audit's JSON comes to on that day."""
    against, standing, unknown = [], [], []
    for package in found["dependencies"]:
        if "skip_reason" in package:
            unknown.append(package["skip_reason"].partition(":")[0])
        for advisory in package.get("vulns", ()):
            names = {advisory["id"], *advisory.get("aliases", ())}
            mended = ", ".join(advisory.get("fix_versions", ())) or "no release yet"
            line = f"{package['name']} {package['version']}: {advisory['id']} (mended by: {mended})"
            stands = [each for each in allowed if each.id in names and each.package == package["name"]]
            if stands and stands[0].expires >= today:
                standing.append(f"{line}, until {stands[0].expires}: {stands[0].reason}")
            else:
                against.append(line + (f", allowed until {stands[0].expires} only" if stands else ""))
    return Audit(tuple(against), tuple(standing), tuple(unknown), len(found["dependencies"]))


def ask(locks: Sequence[str]) -> Mapping[str, Any]:
    """What pip-audit knows of the packages in these locks; nothing at all where it fails."""
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off"]
    command += ["--disable-pip", "--require-hashes", *(word for lock in locks for word in ("--requirement", lock))]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command and the locks of this repository
            command, capture_output=True, encoding="utf-8", check=False, timeout=_PATIENCE
        )
        found: Mapping[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return {"dependencies": []}
    return found


def main(locks: Sequence[str]) -> int:
    """Audit, say what came of it, and return the exit status."""
    audit = judged(ask(locks), read_allowed(ADVISORIES.read_text(encoding="utf-8")), datetime.now(UTC).date())
    sys.stdout.writelines(f"{line}\n" for line in audit.lines())
    return audit.status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
