"""What the pages on CI, the GitHub action and the pre-commit hook say is so: every command line in them is run."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.reporting import FORMATS

from .pages import DOCS, ROOT, fenced, name_of, plancheck, run, text_of

PAGES = sorted(DOCS.glob("ci*.md"))
EXAMPLES = ROOT / "examples"
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
COMMAND = re.compile(r"(?<![\w-])plancheck [a-z][^'\n]*")
BASH = shutil.which("bash") or "bash"
ON_BASH = pytest.mark.skipif(sys.platform == "win32", reason="the action's steps are bash")


def commands(page: Path) -> list[str]:
    return [found[0] for _, text in fenced(page) for found in COMMAND.finditer(text)]


@pytest.fixture
def repository(tmp_path):
    """A repository of plans: one passes, one would be returned, and the two as the first and second of an office."""
    for folder in ("plans", "inbox"):
        (tmp_path / folder).mkdir()
        shutil.copy(EXAMPLES / "plans" / "hubei-draft.yaml", tmp_path / folder / "first.yaml")
        shutil.copy(EXAMPLES / "plans" / "hubei.yaml", tmp_path / folder / "second.yaml")
    return tmp_path


def test_both_languages_show_the_same():
    assert [page.name for page in PAGES] == ["ci.md", "ci.zh-CN.md"]
    english, chinese = map(fenced, PAGES)
    assert english == chinese
    assert {language for language, _ in english} == {"yaml", "groovy", "sh"}


@pytest.mark.parametrize("command", sorted({command for page in PAGES for command in commands(page)}))
def test_every_command_runs(command, repository):
    name, *arguments = shlex.split(command)
    assert name == "plancheck"
    before = set(repository.iterdir())
    done = plancheck(*arguments, folder=repository)
    # 1: the draft has errors, offices have no plan. Wrong usage would be 2, and said on stderr.
    compares = arguments[0] == "compare"
    wanted = {report.partition("=")[2] for report in arguments if "=" in report}
    assert done.returncode == (0 if compares else 1)
    assert set(re.findall(r"[\w-]+\.[a-z]+", done.stderr, re.ASCII)) == wanted
    assert {path.name for path in set(repository.iterdir()) - before} == wanted
    assert done.stdout


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_formats_are_those_there_are(page):
    table = text_of(page).partition("| --- | --- |\n")[2].partition("\n\n")[0]
    named = re.findall(r"`([a-z]+)`", "".join(line.split("|")[1] for line in table.splitlines()))
    assert set(named) == set(FORMATS) - {"text"}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_inputs_of_the_action_are_explained(page):
    rows = re.findall(r"^\| `([a-z-]+)` \| (?:`([^`]*)`|[^|`]+) \| ", text_of(page), re.MULTILINE)
    assert dict(rows) == {name: str(settings["default"]) for name, settings in ACTION["inputs"].items()}
    assert list(dict(rows)) == list(ACTION["inputs"])


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_is_used_of_this_repository_is_there(page):
    shown = [yaml.safe_load(text) for language, text in fenced(page) if language == "yaml"]
    steps = [
        step for one in shown for job in (one, *one.get("jobs", {}).values()) for step in job.get("steps", ()) if step
    ]
    used = [step for step in steps if step.get("uses", "").startswith("<owner>/plancheck@")]
    assert len(used) == 2
    for step in used:
        assert set(step["with"]) <= set(ACTION["inputs"])
    ours = [step["uses"] for step in ACTION["runs"]["steps"] if "uses" in step]
    theirs = [step["uses"] for step in steps if "uses" in step and step not in used]
    assert set(ours) <= set(theirs)
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (asked,) = [hook for one in shown for repo in one.get("repos", ()) for hook in repo["hooks"]]
    (hook,) = [hook for hook in hooks if hook["id"] == asked["id"]]
    assert COMMAND.fullmatch(hook["entry"])


def step_of(id_: str) -> dict[str, Any]:
    (step,) = (step for step in ACTION["runs"]["steps"] if step.get("id") == id_)
    assert "${{" not in step["run"], "what is given could be run as a command"
    return step


def run_step(id_: str, folder: Path, given: dict[str, str], **more: str) -> subprocess.CompletedProcess[str]:
    """Run a step as the runner does, `given` in the place of what the workflow gives."""
    step = step_of(id_)
    known = {f"inputs.{name}": str(settings["default"]) for name, settings in ACTION["inputs"].items()} | given
    filled = {
        name: re.sub(r"\$\{\{ (\S+) \}\}", lambda found: known[found[1]], text) for name, text in step["env"].items()
    }
    assert step["shell"] == "bash"
    temporary = folder / "runner"
    temporary.mkdir(exist_ok=True)
    for name in ("output", "summary"):
        (temporary / name).write_text("")
    runner = {
        "RUNNER_TEMP": str(temporary),
        "GITHUB_OUTPUT": str(temporary / "output"),
        "GITHUB_STEP_SUMMARY": str(temporary / "summary"),
        "GITHUB_SERVER_URL": "https://git.example",
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }
    command = [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return run(command, folder, **runner, **filled, **more)


def command_in(folder: Path, name: str, script: str) -> None:
    """A command of that name on the path of the steps."""
    (folder / "bin").mkdir(exist_ok=True)
    command = folder / "bin" / name
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(0o755)


@pytest.fixture
def workspace(repository):
    """The repository, and the command that the action has installed."""
    command_in(repository, "plancheck", f'exec "{sys.executable}" -m checker "$@"')
    return repository


@ON_BASH
def test_the_action_notes_what_it_finds_and_hands_it_on(workspace):
    done = run_step("check", workspace, {})
    assert done.returncode == 1
    assert done.stderr.startswith("Written: ")
    errors = [line for line in done.stdout.splitlines() if line.startswith("::error file=plans/first.yaml,line=")]
    assert len(errors) == 6
    summary = (workspace / "runner" / "summary").read_text(encoding="utf-8")
    assert "plans/second.yaml" in summary
    key, _, file = (workspace / "runner" / "output").read_text(encoding="utf-8").strip().partition("=")
    assert ACTION["outputs"]["sarif"]["value"] == f"${{{{ steps.check.outputs.{key} }}}}"
    (made,) = json.loads(Path(file).read_text(encoding="utf-8"))["runs"]
    assert [result["level"] for result in made["results"]].count("error") == 6
    upload = ACTION["runs"]["steps"][-1]
    assert f"steps.check.outputs.{key}" in upload["if"]
    assert upload["with"] == {"sarif_file": ACTION["outputs"]["sarif"]["value"]}


@ON_BASH
@pytest.mark.parametrize(
    ("given", "status"),
    [
        *(({"inputs.fail-on": "never", "inputs.lang": "zh"}, 0), ({"inputs.paths": "plans/second.yaml"}, 0)),
        *(({"inputs.paths": "\n  plans/second.yaml\nmy plans\n"}, 1), ({"inputs.paths": "plans/absent.yaml"}, 2)),
        *(({"inputs.paths": ""}, 2), ({"inputs.fail-on": "$(touch hacked)"}, 2), ({"inputs.paths": "--help"}, 2)),
    ],
    ids=["never", "one-plan", "two-lines", "absent", "nothing", "command", "option"],
)
def test_the_action_does_what_it_is_asked(given, status, workspace):
    (workspace / "my plans").mkdir()
    shutil.copy(workspace / "plans" / "first.yaml", workspace / "my plans")
    done = run_step("check", workspace, given)
    assert done.returncode == status, done.stdout + done.stderr
    assert not (workspace / "hacked").exists()


@ON_BASH
def test_the_action_reviews(workspace):
    done = run_step("check", workspace, {"inputs.review": "true"})
    assert done.returncode == 1
    assert any(line.startswith("::error title=An office has sent no plan") for line in done.stdout.splitlines())


@ON_BASH
def test_the_action_leaves_out_a_summary_that_is_too_long(workspace):
    long = 'head -c 1100000 /dev/zero | tr "\\0" x > "${word#markdown=}"'
    command_in(workspace, "plancheck", f'for word; do case "$word" in markdown=*) {long};; esac; done; exit 1')
    done = run_step("check", workspace, {})
    assert done.returncode == 1
    assert (workspace / "runner" / "plancheck.md").stat().st_size > 1_000_000
    assert (workspace / "runner" / "summary").read_bytes() == b""


@ON_BASH
@pytest.mark.parametrize(
    ("version", "system", "source"),
    [
        ("", "Linux", "/actions/plancheck[engine]"),
        ("", "Windows", "/actions/plancheck"),
        ("v0.1.0", "macOS", "plancheck[engine] @ git+https://git.example/owner/plancheck@v0.1.0"),
        ("v0.1.0", "Windows", "plancheck @ git+https://git.example/owner/plancheck@v0.1.0"),
    ],
)
def test_the_action_installs_what_it_came_with_or_the_version_asked_for(version, system, source, tmp_path):
    command_in(tmp_path, "python", 'printf "%s\\n" "$CPPFLAGS" "$@"')
    given = {
        "inputs.version": version,
        "github.action_path": "/actions/plancheck",
        "github.action_repository": "owner/plancheck",
    }
    done = run_step("install", tmp_path, given, RUNNER_OS=system)
    flag = "-DPyEval_CallObject=PyObject_CallObject"
    assert (done.returncode, done.stdout.splitlines()) == (0, [flag, "-m", "pip", "install", source])
