"""What is mutated: the examples, the hostile inputs of tests/evil, and random plans."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.checking import Options, check_source
from checker.errors import UnreadableError, UnwritableError
from checker.forms import SUFFIXES as WRITABLE
from checker.forms import TEMPLATES, render_template, write_plan
from checker.pack.loading import installed_packs, load_pack
from checker.readers import read_path
from checker.resources import rules_folder
from checker.schema import check_plan

if TYPE_CHECKING:
    from random import Random

    from checker.pack.model import Pack

TESTS = Path(__file__).parents[1]
EXAMPLES = TESTS.parent / "examples"

sys.path.append(str(TESTS / "properties"))

from generating import Plans  # noqa: E402 - it is in the folder just named


@cache
def pack() -> Pack:
    return load_pack(installed_packs()[0])


@cache
def files(suffix: str) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """The sound files of a suffix, and the hostile ones."""
    sound = (path for folder in (EXAMPLES, TESTS / "marking") for path in folder.rglob(f"*{suffix}"))
    return tuple(sorted(sound)), tuple(sorted((TESTS / "evil").glob(f"*{suffix}")))


def file_seed(suffix: str, random: Random) -> bytes:
    """The bytes of some file of that suffix; of none, where there is none."""
    sound, hostile = files(suffix)
    chosen = hostile if hostile and (not sound or random.random() < 0.3) else sound
    return random.choice(chosen).read_bytes() if chosen else b""


@cache
def _data_of(path: Path) -> Any:
    return read_path(path).data


def plan_seed(random: Random) -> Any:
    """A plan as data: one of the examples, or a random one."""
    if random.random() < 0.5:
        return Plans(pack(), random).plan()
    paths = [path for suffix in (".json", ".yaml") for path in files(suffix)[0]]
    try:
        return _data_of(random.choice(paths))
    except UnreadableError:
        return {}


def written_seed(suffix: str, random: Random, most: int | None = None) -> bytes:
    """A file of that suffix that plancheck makes, a random valid plan or an empty form, or else some file of it.

    The plan has `most` measures, where that is said.
    """
    format_ = suffix.removeprefix(".")
    if format_ in TEMPLATES and (suffix not in WRITABLE or random.random() < 0.2):
        office = random.choice(list(pack().offices.values()))
        form = render_template(format_, pack(), office, random.choice(("en", "zh")))
        return form if isinstance(form, bytes) else form.encode()
    if suffix in WRITABLE:
        plan = check_plan(Plans(pack(), random, faults=False).plan(), installed_packs()).data
        plan["measures"] = plan["measures"][:most]
        try:
            return write_plan(suffix, plan, pack(), random.choice(("en", "zh")))
        except UnwritableError:
            pass
    return file_seed(suffix, random)


@cache
def report_seeds() -> tuple[tuple[dict[str, Any], Path], ...]:
    """Reports on some of the examples as they are kept, each with its plan."""
    sound = [path for suffix in (".json", ".yaml", ".xlsx") for path in files(suffix)[0] if "marking" not in path.parts]
    chosen = sound[::5]
    langs = ("en", "zh")
    return tuple(
        (check_source(path, Options(pack(), lang=langs[place % 2]), name=path.name).to_dict(), path)
        for place, path in enumerate(chosen)
    )


@cache
def pack_files() -> tuple[Path, ...]:
    """The files of the rule pack that fit a suite: those below its folder, without its snapshot."""
    folder = rules_folder() / pack().id
    return tuple(sorted(path.relative_to(folder) for path in folder.rglob("*.yaml")))
