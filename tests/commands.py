"""Cases of commands, as data: which files there are, what is run, and what has to come of it.

A file of cases is a list of them in YAML. A case says

- `why` it is there, in a sentence;
- `files`: name -> what is in it: a text; members that a plan has which keeps every rule but for them; or something of
  this repository, `{like: path, but: {old: new}}`, a file with other words or a folder of such (`but: {file: {old:
  new}}`). Nothing is an empty folder. Beside them stands `examples`, the folder of that name;
- `first`: what is run before, and makes what the case is about; what it says is looked at by nobody;
- `run`: the arguments of plancheck, or `steps`, each with a `run` of its own and what is expected of it; a step may
  have a file as its `stdin`, and a JSON `patch` of files that is made before.

What is expected of a run:

- `status`: the exit status;
- `out`, `err`: words that stand in what is printed there, one text or several; "" is nothing at all. Blanks and the
  ends of lines count for nothing, as lines are broken where a page ends;
- `lacks`: words that stand in neither;
- `json`: where something stands in the JSON that is printed -> what stands there (`find` has the language of places);
- `makes`: the files that are written -> words in each. No other file is written, changed or taken away, in any case;
- `refused`: words on standard error. It is wrong usage, so the exit status is 2, and nothing is printed or written.

Words that are given as `{en: …, zh: …}` make the case be run in either language. Whatever is printed as JSON has to
keep to its schema.
"""

from __future__ import annotations

import json
import shlex
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonpatch
import pytest
import yaml

from checker.resources import rules_folder

from .schema.outputs import names, validator

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
LANGUAGES = ("en", "zh")
TEXTS = ("out", "err", "lacks", "refused")
OF_A_CASE = {"why", "files", "first", "steps"}
OF_A_STEP = {"run", "stdin", "patch", "status", "json", "makes", *TEXTS}
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "PLANCHECK_DEBUG", "COLUMNS", "PYTHONIOENCODING")
"""What plancheck heeds of the environment it is run in."""


@dataclass(frozen=True)
class Run:
    """How a run of plancheck ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was printed as JSON, each document of which keeps to the schema of its format."""
        data = json.loads(self.out)
        for each in data if isinstance(data, list) else [data]:
            if isinstance(each, dict) and each.get("format") in names():
                validator(names()[each["format"]]).validate(each)
        return data


def cases_in(path: Path) -> list[Any]:
    """The cases in a file, each as parameters of a test: the case and its language."""
    made = []
    for case in understood(load_cases(path), OF_A_CASE | OF_A_STEP):
        steps = understood(case["steps"], OF_A_STEP) if "steps" in case else [case]
        speaks = any(isinstance(step.get(name), dict) for step in steps for name in TEXTS)
        for lang in LANGUAGES if speaks else (None,):
            named = f"{path.stem}: {case['why']}" + (f" [{lang}]" if lang else "")
            made.append(pytest.param(case, lang, id=named))
    return made


def hold(case: dict[str, Any], lang: str | None, folder: Path, plan: dict[str, Any], run: Callable[..., Run]) -> None:
    """Run a case in a folder, which is the current one, and see that what it expects is so."""
    (folder / "examples").symlink_to(ROOT / "examples", target_is_directory=True)
    for name, content in case.get("files", {}).items():
        write_file(folder / name, content, plan)
    spoken = ["--lang", lang] if lang else []
    for command in _listed(case.get("first", [])):
        run(*shlex.split(command), *spoken)
    for step in case.get("steps", [case]):
        for name, patch in step.get("patch", {}).items():
            data = json.loads((folder / name).read_text("utf-8"))
            (folder / name).write_text(json.dumps(jsonpatch.apply_patch(data, patch), ensure_ascii=False), "utf-8")
        before = _contents(folder)
        stdin = (folder / step["stdin"]).read_bytes() if "stdin" in step else b""
        done = run(*shlex.split(step["run"]), *spoken, stdin=stdin)
        _compare(step, done, lang)
        after = _contents(folder)
        made = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        assert made == set(step.get("makes", ())), f"made: {made}; {done}"
        for name, words in step.get("makes", {}).items():
            assert _missing(words, after[name].decode("utf-8", "replace")) == [], f"{name} has no {words}"


def find(data: Any, place: str) -> Any:
    """What stands at a place: names and numbers with dots between them.

    `*` stands for all entries of a list, and `name=value` for those of which a member has that value: what follows is
    then a list, of what stands there in each.
    """
    head, _, rest = place.partition(".")
    if not place:
        return data
    if head == "*" or "=" in head:
        name, _, value = head.partition("=")
        chosen = [each for each in data if head == "*" or str(each[name]) == value]
        return [found for each in chosen for found in _spread(find(each, rest), rest)]
    return find(data[int(head)] if isinstance(data, list) else data[head], rest)


def _spread(found: Any, rest: str) -> list[Any]:
    """A list of lists is one list."""
    return found if "*" in rest or "=" in rest else [found]


class Loader(yaml.SafeLoader):
    """What PyYAML reads, with days as the texts they are written as, as in JSON."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as it is declared
        first: [resolver for resolver in resolvers if resolver[0] != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@cache
def load_cases(path: Path) -> Any:
    """What stands in a file of cases."""
    return yaml.load(path.read_text("utf-8"), Loader)  # noqa: S506 - it is a safe one


def understood(cases: Any, names: set[str]) -> Any:
    """The cases, if they say nothing but what is looked at: what is misspelt would hold whatever comes of it."""
    for case in cases:
        assert case.keys() <= names, f"{case.keys() - names} in {case}"
    return cases


def _listed(words: Any) -> list[str]:
    return [words] if isinstance(words, str) else list(words)


def write_file(path: Path, content: Any, plan: dict[str, Any]) -> None:
    """Write what a case says of a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    match content:
        case None:
            path.mkdir()
        case str():
            path.write_text(content, "utf-8")
        case bytes():
            path.write_bytes(content)
        case {"like": name, **more}:
            source = (rules_folder().parent if name.startswith("rules/") else ROOT) / name
            if source.is_dir():
                shutil.copytree(source, path, ignore=shutil.ignore_patterns("snapshot.pickle"))
                for file, words in more.get("but", {}).items():
                    _reword(path / file, words)
            else:
                shutil.copy(source, path)
                _reword(path, more.get("but", {}))
        case _:
            data = {**plan, **content}
            text = json.dumps(data, ensure_ascii=False)
            if path.suffix in (".yaml", ".yml"):
                text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
            path.write_text(text, "utf-8")


def _reword(path: Path, words: dict[str, str]) -> None:
    for old, new in words.items():
        text = path.read_text("utf-8")
        assert old in text, f"{path} has no {old!r}"
        path.write_text(text.replace(old, new), "utf-8")


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _compare(step: dict[str, Any], done: Run, lang: str | None) -> None:
    if "refused" in step:
        step = {"status": 2, "out": "", "err": step["refused"], **step}
    assert done.status == step["status"], done
    for name, said in (("out", done.out), ("err", done.err)):
        words = _spoken(step.get(name, []), lang)
        assert _missing(words, said) == [] and (said == "" or words != [""]), done  # noqa: PT018 - one question
    lacking = _spoken(step.get("lacks", []), lang)
    assert _missing(lacking, done.out + done.err) == lacking, done
    assert "Traceback" not in done.err
    if "--format json" in step["run"] and done.out:
        assert done.json is not None
    for place, value in step.get("json", {}).items():
        found = find(done.json, place)
        assert found == value, f"{place}: {found}"


def _spoken(words: Any, lang: str | None) -> list[str]:
    """The words in the language that is spoken."""
    return _listed(words[lang] if isinstance(words, dict) else words)


def _missing(words: Any, text: str) -> list[str]:
    """The words that do not stand in a text, wherever its lines end."""
    together = "".join(text.split())
    return [each for each in _listed(words) if "".join(each.split()) not in together]
