"""Help and wrong usage, in either language and with none of click's own words in the Chinese."""

from __future__ import annotations

import re

import pytest
from click.shell_completion import ShellComplete

from checker.cli.commands.rules import COMMANDS as TOOLS
from checker.cli.program import COMMANDS, make_program
from checker.reporting.columns import columns

ENGLISH = re.compile(r"Usage|Options|Commands|Arguments|Error|Show|Try|Missing|Invalid|No such|Did you|default")
CHINESE = re.compile(r"[一-鿿]")
PACK = "sipo-2012-113"


PAGES = [(), *((command,) for command in COMMANDS), *(("rules", tool) for tool in TOOLS)]


@pytest.mark.parametrize("args", PAGES, ids=" ".join)
def test_every_help_page_is_in_either_language(run, args):
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


def test_the_help_of_the_program_names_every_command_and_the_exit_statuses(run):
    text = run("--help").out
    for command in COMMANDS:
        assert re.search(rf"^  {command} +\S", text, re.MULTILINE)
    for words in ("0 nothing", "1 something", "2 wrong usage", "3 plancheck", "_PLANCHECK_COMPLETE"):
        assert words in " ".join(text.split())


@pytest.mark.parametrize(
    ("args", "english", "chinese"),
    [
        (["chekc", "a"], "no command “chekc”. Did you mean “check”?", "没有“chekc”这一命令。是否应为“check”？"),
        (["check"], "Missing: FILE…", "缺少参数：文件"),
        (
            ["check", "a", "--fail-no", "error"],
            "Did you mean “--fail-on”?",
            "没有“--fail-no”这一选项。是否应为“--fail-on”",
        ),
        (["check", "a", "-x"], "no option “-x”", "没有“-x”这一选项"),
        (["check", "a", "--as-of"], "“--as-of” needs a value", "选项“--as-of”须带参数值"),
        (["check", "a", "--cross-check=yes"], "“--cross-check” takes no value", "选项“--cross-check”不带参数值"),
        (["check", "a", "--as-of", "2012-02-30"], "--as-of: “2012-02-30” is no day", "--as-of：“2012-02-30”不是"),
        (["check", "a", "--as-of", "\uff12012-12-26"], "is no day", "不是日历中"),
        (
            ["check", "a", "--fail-on", "info"],
            "“info” is none of error, warning, never",
            "不在可选值error、warning、never之内",
        ),
        (["items", "12"], "Not expected here: 12", "多余的参数：12"),
        (["explain", "objective-mising"], "Did you mean “objective-missing”?", "是否应为“objective-missing”？"),
        (["template", "--pack", PACK, "湖北"], "Did you mean “CN-HB”?", "是否应为“CN-HB”？"),
        (["rules", "tset"], "no command “tset”. Did you mean “test”?", "没有“tset”这一命令。是否应为“test”？"),
        (["rules", "test", "nowhere"], "no rule pack “nowhere”", "没有规则包“nowhere”"),
        (
            ["rules", "--traceability", "test"],
            "The option “--traceability” does not go with the command “test”",
            "选项“--traceability”不能放在命令“test”之前",
        ),
    ],
)
def test_wrong_usage_is_told_in_either_language(run, args, english, chinese):
    for lang, said in (("en", english), ("zh", chinese)):
        done = run(*args, "--lang", lang) if args[-1] != "--as-of" else run("--lang", lang, *args)
        assert done.status == 2
        assert done.out == ""
        assert said in done.err
        assert bool(ENGLISH.search(done.err)) is (lang == "en")


def test_a_language_that_is_none_is_wrong_usage(run):
    for args in (["--lang", "fr", "rules"], ["rules", "--lang", "fr"]):
        done = run(*args)
        assert done.status == 2
        assert "“fr” is none of en, zh" in done.err


def test_hostile_arguments_are_shown_and_not_obeyed(run):
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


def test_the_group_of_rules_is_still_the_list_where_no_tool_is_called(run):
    listed = run("rules", "--pack", PACK)
    assert listed.status == 0
    of_pack = ("rules", "--pack", PACK)
    assert run("--lang", "zh", *of_pack).out == run(*of_pack, "--lang", "zh").out != listed.out
    text = run("rules", "--help").out
    for tool in TOOLS:
        assert re.search(rf"^  {tool} +\S", text, re.MULTILINE)
    assert "--traceability" in text


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion(shell, start):
    def complete(words: str, cursor: int) -> str:
        # What is complete already, and where the cursor is: fish says the second otherwise.
        at = "" if shell == "fish" else str(cursor)
        env = {"_PLANCHECK_COMPLETE": f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": at}
        return start(env=env).stdout.decode()

    assert set(COMMANDS) <= set(re.findall(r"[\w-]+", complete("plancheck ", 1)))
    assert "junit" in complete("plancheck rules test --format ", 4)
    assert "file" in complete("plancheck check ", 2)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("explain submitted-l", "plain,submitted-late"),
        ("check --ignore submitted-late,submitted-l", "plain,submitted-late,submitted-late"),
        ("template cn-hb", "plain,CN-HB"),
        ("template legal-a", "plain,legal-affairs"),
    ],
)
def test_rules_and_offices_are_completed(words, found):
    program = make_program("en")
    *args, incomplete = words.split()
    completed = ShellComplete(program, {}, "plancheck", "").get_completions(args, incomplete)
    assert found in [f"{each.type},{each.value}" for each in completed]
