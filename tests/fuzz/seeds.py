"""What is mutated: the examples, the hostile inputs of tests/evil, and random plans."""

import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from checker.checking import Options, check_source
from checker.errors import UnreadableError, UnwritableError
from checker.office.conversion import BLANKS, blank_document, written_document
from checker.office.conversion import SUFFIXES as WRITABLE
from checker.pack.loading import installed_packs, load_pack
from checker.pack.model import Pack
from checker.readers import read_path
from checker.resources import rules_folder
from checker.schema import validate

TESTS = Path(__file__).parents[1]
EXAMPLES = TESTS.parent / "examples"
PACK_SUFFIXES = (".yaml", ".csv")

sys.path.append(str(TESTS / "properties"))

from generating import Documents, stock_of  # noqa: E402 - it is in the folder just named


@cache
def pack() -> Pack:
    """The pack whose plans can be written as workbooks and Word documents."""
    return load_pack("sipo-2012-113")


@cache
def packs() -> tuple[Pack, ...]:
    return tuple(map(load_pack, installed_packs()))


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
    """A document as data: one of the examples, or a random one of any kind."""
    if random.random() < 0.5:
        return document_seed(random.choice(packs()), random)
    paths = [path for suffix in (".json", ".yaml") for path in files(suffix)[0]]
    try:
        return _data_of(random.choice(paths))
    except UnreadableError:
        return {}


def prepare() -> None:
    """Make once what takes long, so that no input is blamed for it: what random documents are drawn from."""
    for each in packs():
        for document in each.documents.values():
            stock_of(each, document)


def document_seed(of: Pack, random: Random) -> dict[str, Any]:
    """A random document of some kind that a pack declares."""
    return Documents(of, random.choice(list(of.documents.values())), random).make()


def written_seed(suffix: str, random: Random) -> bytes:
    """A file of that suffix that plancheck makes, a random valid plan or an empty form, or else some file of it."""
    format_ = suffix.removeprefix(".")
    if format_ in BLANKS and (suffix not in WRITABLE or random.random() < 0.2):
        office = str(random.choice(list(pack().tables[pack().main_document.roster].by_key)))
        return blank_document(format_, pack(), pack().main_document, office, random.choice(("en", "zh")))
    if suffix in WRITABLE:
        kind = pack().main_document
        plan: Any = validate(Documents(pack(), kind, random, faults=False).make(), kind.schema, installed_packs()).data
        try:
            return written_document(suffix, plan, pack(), kind, random.choice(("en", "zh")))
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
def pack_files() -> Mapping[Path, bytes]:
    """The files of all rule packs, by their names in a folder of packs: tables they share, and schemas of their own."""
    folder = rules_folder()
    found = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.suffix in PACK_SUFFIXES}
    for each in packs():
        for document in each.documents.values():
            told: Any = read_path(each.folder / "documents" / f"{document.name}.yaml").data
            name = f"{told['schema']}.schema.json"
            found[Path(each.id, "schemas", name)] = (folder.with_name("schemas") / name).read_bytes()
    return dict(sorted(found.items()))
