"""Help and wrong usage, in either language and with none of click's own words in the Chinese."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.shell_completion import ShellComplete

import checker
from checker.cli.commands.rules import COMMANDS as TOOLS
from checker.cli.program import COMMANDS, make_program
from checker.reporting.columns import columns

if TYPE_CHECKING:
    from collections.abc import Callable

ENGLISH = re.compile(r"Usage|Options|Commands|Arguments|Error|Show|Try|Missing|Invalid|No such|Did you|default")
CHINESE = re.compile(r"[一-鿿]")
PACK = "sipo-2012-113"


PAGES = [(), *((command,) for command in COMMANDS), *(("rules", tool) for tool in TOOLS)]


@pytest.mark.parametrize("args", PAGES, ids=" ".join)
def test_every_help_page_is_in_either_language(run: Callable[..., Any], args: tuple[str, ...]) -> None:
    english = run(*args, "--help", "--lang", "en")
    assert english.status == 0
    assert english.out.startswith(f"Usage: {' '.join(['plancheck', *args])} ")
    assert not CHINESE.search(english.out)
    assert run(*args, "-h").out == english.out
    chinese = run(*args, "--help", "--lang", "zh")
    assert chinese.out.startswith(f"用法：{' '.join(['plancheck', *args])} ")
    assert not ENGLISH.search(chinese.out)
    for done, lang in ((english, "en"), (chinese, "zh")):
        assert max(columns(line, lang) for line in done.out.splitlines()) <= 80
        assert done.err == ""


def test_the_help_of_the_program_names_every_command_and_the_exit_statuses(run: Callable[..., Any]) -> None:
    text = run("--help").out
    for command in COMMANDS:
        assert re.search(rf"^  {command} +\S", text, re.MULTILINE)
    for words in ("0 nothing", "1 something", "2 wrong usage", "3 plancheck", "_PLANCHECK_COMPLETE"):
        assert words in " ".join(text.split())


def test_every_option_has_a_help_text(run: Callable[..., Any]) -> None:
    for page in PAGES:
        for line in run(*page, "--help").out.splitlines():
            if line.startswith("  -"):
                assert re.search(r"--\S+( \S+)?(  +\S|$)", line), line


@pytest.mark.parametrize(
    ("args", "english", "chinese"),
    [
        (["chekc", "a"], "no command “chekc”. Did you mean “check”?", "没有“chekc”这一命令。是否应为“check”？"),
        (["check"], "Missing: FILE…", "缺少参数：文件"),
        (["explain"], "Missing: RULE", "缺少参数：规则"),
        (
            ["check", "a", "--fail-no", "error"],
            "Did you mean “--fail-on”?",
            "没有“--fail-no”这一选项。是否应为“--fail-on”",
        ),
        (["check", "a", "-x"], "no option “-x”", "没有“-x”这一选项"),
        (["check", "a", "--as-of"], "“--as-of” needs a value", "选项“--as-of”须带参数值"),
        (["check", "a", "--cross-check=yes"], "“--cross-check” takes no value", "选项“--cross-check”不带参数值"),
        (["check", "a", "--as-of", "2012-02-30"], "--as-of: “2012-02-30” is no day", "--as-of：“2012-02-30”不是"),
        (["check", "a", "--as-of", "20121226"], "“20121226” is no day", "“20121226”不是日历中"),
        (["check", "a", "--as-of", "\uff12012-12-26"], "is no day", "不是日历中"),
        (["check", "a", "--format", "jsno"], "is none of text, json, ", "不在可选值text、json、"),
        (
            ["check", "a", "--fail-on", "info"],
            "“info” is none of error, warning, never",
            "不在可选值error、warning、never之内",
        ),
        (["check", "a", "--engine", "clips"], "“clips” is none of durable_rules, reference", "“clips”不在可选值"),
        (["items", "--pack", PACK, "--group", "require"], "Did you mean “required”?", "是否应为“required”？"),
        (["items", "12"], "Not expected here: 12", "多余的参数：12"),
        (["schema", "plans"], "Did you mean “plan”?", "是否应为“plan”？"),
        (["explain", "objective-mising"], "Did you mean “objective-missing”?", "是否应为“objective-missing”？"),
        (["template", "--pack", PACK, "CN-HHB"], "Nobody with the code “CN-HHB”", "没有代码为“CN-HHB”"),
        (["template", "--pack", PACK, "cn-hb"], "Did you mean “CN-HB”?", "是否应为“CN-HB”？"),
        (["template", "--pack", PACK, "Hubei"], "Did you mean “CN-HB”?", "是否应为“CN-HB”？"),
        (["template", "--pack", PACK, "湖北"], "Did you mean “CN-HB”?", "是否应为“CN-HB”？"),
        (["rules", "--pack", "sipo-2011"], "no rule pack “sipo-2011”", "没有规则包“sipo-2011”"),
        (["rules", "tset"], "no command “tset”. Did you mean “test”?", "没有“tset”这一命令。是否应为“test”？"),
        (["rules", "new"], "Missing: ID", "缺少参数：标识"),
        (["rules", "lint", "a", "b"], "Not expected here: b", "多余的参数：b"),
        (["rules", "test", "nowhere"], "no rule pack “nowhere”", "没有规则包“nowhere”"),
        (
            ["rules", "--traceability", "test"],
            "The option “--traceability” does not go with the command “test”",
            "选项“--traceability”不能放在命令“test”之前",
        ),
    ],
)
def test_wrong_usage_is_told_in_either_language(
    run: Callable[..., Any], args: list[str], english: str, chinese: str
) -> None:
    for lang, said in (("en", english), ("zh", chinese)):
        done = run(*args, "--lang", lang) if args[-1] != "--as-of" else run("--lang", lang, *args)
        assert done.status == 2
        assert done.out == ""
        assert said in done.err
        assert bool(ENGLISH.search(done.err)) is (lang == "en")


def test_a_language_that_is_none_is_wrong_usage(run: Callable[..., Any]) -> None:
    for args in (["--lang", "fr", "rules"], ["rules", "--lang", "fr"]):
        done = run(*args)
        assert done.status == 2
        assert "“fr” is none of en, zh" in done.err


def test_without_a_command_the_help_is_shown_as_an_error(run: Callable[..., Any]) -> None:
    done = run()
    assert done.status == 2
    assert done.out == ""
    assert done.err.startswith("Usage: plancheck ")


def test_hostile_arguments_are_shown_and_not_obeyed(run: Callable[..., Any]) -> None:
    evil = "\x1b[31mevil\n"
    for args in (
        [evil],
        ["check", "a", f"--{evil}"],
        ["explain", evil],
        ["template", "--pack", PACK, evil],
        ["measures", evil],
        ["check", "a", "--format", evil],
    ):
        done = run(*args)
        assert done.status == 2
        assert "\x1b" not in done.err
        assert "evil" in done.err


def test_the_group_of_rules_is_still_the_list_where_no_tool_is_called(run: Callable[..., Any]) -> None:
    listed = run("rules", "--pack", PACK)
    assert listed.status == 0
    of_pack = ("rules", "--pack", PACK)
    assert run("--lang", "zh", *of_pack).out == run(*of_pack, "--lang", "zh").out != listed.out
    text = run("rules", "--help").out
    for tool in TOOLS:
        assert re.search(rf"^  {tool} +\S", text, re.MULTILINE)
    assert "--traceability" in text
    before, after = run("rules", "--lang", "zh", "lint", PACK), run("rules", "lint", PACK, "--lang", "zh")
    assert before.out == after.out != run("rules", "lint", PACK).out


def test_the_version(run: Callable[..., Any]) -> None:
    done = run("--version")
    assert re.fullmatch(r"plancheck \S.*\n", done.out)
    assert done.status == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion(shell: str) -> None:
    def complete(**env: str) -> str:
        home = {"PYTHONPATH": str(Path(checker.__file__).parent.parent)}
        return subprocess.run(
            [sys.executable, "-m", "checker"],
            env={**os.environ, **home, **env},
            capture_output=True,
            text=True,
            check=False,
        ).stdout

    if shell != "bash":
        # For bash, click asks which bash there is.
        assert "_PLANCHECK_COMPLETE" in complete(_PLANCHECK_COMPLETE=f"{shell}_source")
    # What is complete already, and where the cursor is: fish says the second otherwise.
    at = {"fish": ("", "", "")}.get(shell, ("1", "3", "2"))
    commands = complete(_PLANCHECK_COMPLETE=f"{shell}_complete", COMP_WORDS="plancheck ", COMP_CWORD=at[0])
    for command in COMMANDS:
        assert command in commands
    formats = complete(
        _PLANCHECK_COMPLETE=f"{shell}_complete", COMP_WORDS="plancheck check --format ", COMP_CWORD=at[1]
    )
    assert "json" in formats
    files = complete(_PLANCHECK_COMPLETE=f"{shell}_complete", COMP_WORDS="plancheck check ", COMP_CWORD=at[2])
    assert "file" in files
    tools = complete(_PLANCHECK_COMPLETE=f"{shell}_complete", COMP_WORDS="plancheck rules ", COMP_CWORD=at[2])
    for tool in TOOLS:
        assert tool in tools
    words = "plancheck rules test --format "
    formats = complete(_PLANCHECK_COMPLETE=f"{shell}_complete", COMP_WORDS=words, COMP_CWORD="4" if at[0] else "")
    assert "junit" in formats


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("explain submitted-l", "plain,submitted-late"),
        ("check --ignore submitted-late,submitted-l", "plain,submitted-late,submitted-late"),
        ("template cn-hb", "plain,CN-HB"),
        ("template legal-a", "plain,legal-affairs"),
    ],
)
def test_rules_and_offices_are_completed(words: str, found: str) -> None:
    program = make_program("en")
    *args, incomplete = words.split()
    completed = ShellComplete(program, {}, "plancheck", "").get_completions(args, incomplete)
    assert found in [f"{each.type},{each.value}" for each in completed]
