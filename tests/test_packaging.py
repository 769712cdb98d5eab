"""What is installed is what was promised: the data, the types, one version, and the same from every folder."""

import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PathDistribution
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from packaging.requirements import Requirement

import checker
from checker.engine import INSTALL_COMMAND
from checker.pack.loading import installed_packs
from checker.pack.snapshot import SNAPSHOT
from checker.readers import SUFFIXES

BASE_PLAN = "checker/rules/sipo-2012-113/documents/provincial-plan.base.yaml"
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def run(*command: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel: the one that `.ci/run` built and installed, or one built here from the checkout."""
    built = os.environ.get("PLANCHECK_WHEEL")
    if built:
        return Path(built)
    folder = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that has in it what the wheel installs, and nothing else."""
    folder = tmp_path_factory.mktemp("site")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def plancheck(installed: Path, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "-m", "checker", *arguments, cwd=cwd, PYTHONPATH=str(installed))


def project() -> dict[str, object]:
    described: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return described


def distribution(installed: Path) -> PathDistribution:
    (folder,) = installed.glob("*.dist-info")
    return PathDistribution(folder)


def checked_in(*folders: str) -> list[str]:
    """Every file below these folders of the checkout."""
    return [
        path.relative_to(ROOT).as_posix() for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()
    ]


def test_no_snapshot_lies_beside_a_pack_of_the_checkout() -> None:
    assert [name for name in checked_in("rules") if name.endswith(SNAPSHOT)] == []


def test_the_wheel_has_everything_and_nothing_else(installed: Path) -> None:
    names = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    assert {
        "checker/locale/zh/LC_MESSAGES/plancheck.mo",
        "checker/py.typed",
        "checker/rules/sipo-2012-113/II.2/required-measure-missing/rule.yaml",
        *(f"checker/rules/{pack}/{SNAPSHOT}" for pack in installed_packs()),
        *(f"checker/{data}" for data in checked_in("rules", "schemas")),
    } <= names
    named = f"plancheck-{project()['version']}"
    assert {name.partition("/")[0] for name in names} == {"checker", f"{named}.data", f"{named}.dist-info"}
    assert {name for name in names if ".data/" in name} == {
        f"{named}.data/data/share/man/{place}/plancheck.1" for place in ("man1", "zh_CN/man1")
    }
    assert [name for name in names if "__pycache__" in name or "/tests/" in name] == []
    rules = {name.rpartition("/")[0] for name in names if name.endswith("/rule.yaml")}
    cases = {name.rpartition("/")[0] for name in names if name.endswith("/cases.yaml")}
    assert rules == cases
    assert any(name.endswith("dist-info/licenses/LICENSE") for name in names)


def test_an_installed_plancheck_works_from_any_folder(installed: Path, tmp_path: Path) -> None:
    where = run(
        sys.executable, "-c", "import checker; print(checker.__file__)", cwd=tmp_path, PYTHONPATH=str(installed)
    )
    assert Path(where.stdout.strip()) == installed / "checker" / "__init__.py"
    plan = (installed / BASE_PLAN).read_bytes()
    (tmp_path / "plan.yaml").write_bytes(plan)
    done = plancheck(installed, "check", "plan.yaml", "--format", "json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert (report["verdict"], report["input"]["name"]) == ("pass", "plan.yaml")
    assert {row["status"] for row in report["rules"]} <= {"satisfied", "violated", "not-applicable"}
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_an_installed_rule_pack_is_not_read_from_yaml_again(installed: Path, tmp_path: Path) -> None:
    plan = yaml.safe_load((installed / BASE_PLAN).read_text(encoding="utf-8"))
    (tmp_path / "plan.json").write_text(json.dumps(plan, default=str), encoding="utf-8")
    script = (
        "import sys, pathlib, checker\nprint(checker.check(pathlib.Path('plan.json')).verdict, 'yaml' in sys.modules)"
    )
    done = run(sys.executable, "-c", script, cwd=tmp_path, PYTHONPATH=str(installed))
    assert (done.stdout, done.stderr) == ("pass False\n", "")


def test_the_command_is_the_module(installed: Path) -> None:
    (script,) = distribution(installed).entry_points.select(group="console_scripts")
    assert (script.name, script.value) == ("plancheck", "checker.__main__:start")


def test_the_version_stands_in_one_place(installed: Path, tmp_path: Path) -> None:
    version = str(project()["version"])
    assert distribution(installed).version == version
    assert plancheck(installed, "--version", cwd=tmp_path).stdout == f"plancheck {version}\n"
    written = [
        path.name for path in (installed / "checker").rglob("*.py") if version in path.read_text(encoding="utf-8")
    ]
    assert written == []
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] in {"Unreleased", version}


def test_durable_rules_is_asked_for_where_it_is_sure_to_build_and_by_an_extra_on_every_cpython(installed: Path) -> None:
    asked = [Requirement(line) for line in distribution(installed).requires or []]
    for version in ("3.11", "3.12", "3.13", "3.14", "3.15"):
        for platform in ("linux", "darwin", "win32"):
            for python in ("CPython", "PyPy"):
                here = {"python_version": version, "sys_platform": platform, "platform_python_implementation": python}
                plain, engine = (
                    {str(each.specifier) for each in asked if each.name == "durable-rules" and wants(each, here, extra)}
                    for extra in ("", "engine")
                )
                is_sure = python == "CPython" and platform != "win32" and version in {"3.11", "3.12"}
                assert plain == ({"==2.0.28"} if is_sure else set())
                assert engine == ({"==2.0.28"} if python == "CPython" else set())


def wants(requirement: Requirement, python: dict[str, str], extra: str) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({**python, "extra": extra})


def test_the_command_that_installs_the_engine_is_that_of_the_project() -> None:
    setting, *_, requirement = INSTALL_COMMAND.split()
    (line,) = project_extras()["engine"]
    assert line.partition(";")[0] == requirement
    for name in ("README.md", "README.zh-CN.md", "action.yml", ".ci/run", ".ci/lock"):
        assert setting.removeprefix("CPPFLAGS=") in (ROOT / name).read_text(encoding="utf-8"), name


def project_extras() -> dict[str, list[str]]:
    extras: dict[str, list[str]] = project()["optional-dependencies"]  # type: ignore[assignment]
    return extras


def test_the_public_face_is_sorted_and_complete() -> None:
    assert list(checker.__all__) == sorted(set(checker.__all__))
    assert {"PackError", "Report", "check", "load_pack", "review"} <= set(checker.__all__)
    for name in checker.__all__:
        assert getattr(checker, name).__name__ == name
    with pytest.raises(AttributeError, match="no_such_name"):
        checker.no_such_name  # noqa: B018 - it is the access that is tested


def test_a_typed_program_is_checked_against_the_installed_types(installed: Path, tmp_path: Path) -> None:
    done = run(
        *(sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", tmp_path / "cache"),
        *("--follow-imports=silent", HERE / "typing_usage.py"),
        cwd=tmp_path,
        MYPYPATH=str(installed),
    )
    assert done.returncode == 0, done.stdout + done.stderr


def shipped(name: str) -> object:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_the_pre_commit_hook_takes_the_plans_and_runs(installed: Path, tmp_path: Path) -> None:
    hooks = shipped(".pre-commit-hooks.yaml")
    assert isinstance(hooks, list)
    (hook,) = hooks
    taken = re.compile(hook["files"])
    plans = [f"{folder}{suffix}" for suffix in SUFFIXES for folder in ("plans/a", "plans/2013/b", "x/plans/~c")]
    assert [name for name in plans if not taken.search(name)] == []
    others = ("a.json", "plans/a.txt", "plans.yaml", "explans/a.json", "plans/~$a.xlsx", "plans/2013/~$a.docx")
    assert [name for name in others if taken.search(name)] == []
    command, *arguments = hook["entry"].split()
    assert command == "plancheck"
    (tmp_path / "broken.json").write_text("{}")
    assert plancheck(installed, *arguments, "broken.json", cwd=tmp_path).returncode == 2
