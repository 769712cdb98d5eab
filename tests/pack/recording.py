"""Which files each version of a rule pack is made of, as `versions.yaml` beside this has it.

`python tests/pack/recording.py` records the packs as they are now, with plancheck installed. A version that is not
released yet may be recorded again, deliberately; one that is released is what it is, and a change needs a new version.
`--released DAY` says that the versions recorded are released.
"""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from checker import load_pack
from checker.pack.loading import installed_packs
from checker.pack.model import Pack
from checker.pack.snapshot import SNAPSHOT, digest_of

VERSIONS: Final = Path(__file__).with_name("versions.yaml")
COMMAND: Final = "python tests/pack/recording.py"
_HEAD: Final = f"""\
# Every version of every rule pack: the day of its release (null: not yet), the digest that reports show (the files it
# judges by), and the digest over all of its files (cases, traceability and the base documents too).
# Made by {COMMAND}; a test compares it with rules/.
"""

Record = dict[str, dict[str, dict[str, Any]]]
"""Pack id -> version -> `released`, `digest` and `files`."""


def read_record() -> Record:
    """The record as it is kept."""
    record: Record = yaml.safe_load(VERSIONS.read_text(encoding="utf-8"))
    return record


def record_text(record: Record) -> str:
    """A record as it is written."""
    return _HEAD + yaml.safe_dump(record, sort_keys=False)


def digests_of(pack: Pack) -> dict[str, str]:
    """What a version stands for: the digest over what the pack judges by, and the one over all of its files."""
    files = (path for path in pack.folder.rglob("*") if path.is_file() and path.name != SNAPSHOT)
    return {
        "digest": pack.digest,
        "files": digest_of({path.relative_to(pack.folder).as_posix(): path for path in files}),
    }


def fault_of(pack: Pack, record: Record) -> str | None:
    """What is wrong between a pack and its record, and what to do; None where they agree."""
    known = record.get(pack.id, {}).get(pack.version)
    if known is None:
        return f"{pack.id}: version {pack.version} is not recorded. Run: {COMMAND}"
    if all(known[name] == digest for name, digest in digests_of(pack).items()):
        return None
    if known["released"] is not None:
        return (
            f"{pack.id}: a file was changed after version {pack.version} was released on {known['released']}. "
            f"Give pack.yaml a new version, then run: {COMMAND}"
        )
    return f"{pack.id}: a file was changed since version {pack.version} was recorded. If that is meant, run: {COMMAND}"


def recorded(pack: Pack, record: Record, released: str | None = None) -> Record:
    """The record with the pack as it is now. Raises `ValueError` where that would change a released version."""
    known = record.get(pack.id, {}).get(pack.version, {"released": None})
    if known["released"] is not None:
        fault = fault_of(pack, record)
        if fault:
            raise ValueError(fault)
        return record
    version = {"released": released, **digests_of(pack)}
    return {**record, pack.id: {**record.get(pack.id, {}), pack.version: version}}


def _record_now(arguments: Sequence[str]) -> str | None:
    """Write the record anew; what stands in the way of that, if anything."""
    match arguments:
        case []:
            released = None
        case ["--released", day]:
            released = date.fromisoformat(day).isoformat()
        case _:
            return f"Usage: {COMMAND} [--released YYYY-MM-DD]"
    record = read_record() if VERSIONS.exists() else {}
    try:
        for pack in map(load_pack, installed_packs()):
            record = recorded(pack, record, released)
    except ValueError as error:
        return str(error)
    VERSIONS.write_text(record_text(record), encoding="utf-8", newline="\n")
    return None


if __name__ == "__main__":
    sys.exit(_record_now(sys.argv[1:]))
