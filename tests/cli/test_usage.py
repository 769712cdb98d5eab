"""Help, which language is spoken, and what a shell completes."""

import re

import pytest
from click.shell_completion import ShellComplete

from checker.cli.commands.packs import COMMANDS as TOOLS
from checker.cli.program import COMMANDS, language_of, make_program
from checker.reporting.page import columns

ENGLISH = re.compile(r"Usage|Options|Commands|Arguments|Error|Show|Try|Missing|Invalid|No such|Did you|default")
CHINESE = re.compile(r"[一-鿿]")
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


@pytest.mark.parametrize(("group", "commands"), [((), COMMANDS), (("rules",), TOOLS)], ids=["program", "rules"])
def test_the_help_of_a_group_names_every_command_in_it(run, group, commands):
    text = run(*group, "--help").out
    assert [name for name in commands if not re.search(rf"^  {name} +\S", text, re.MULTILINE)] == []
    for words in ("--traceability",) if group else ("0 nothing", "1 something", "2 wrong usage", "3 plancheck"):
        assert words in " ".join(text.split())


@pytest.mark.parametrize(
    "args", [["chekc", "a"], ["check"], ["check", "a", "-x"], ["check", "a", "--fail-on", "info"], ["items", "12"]]
)
def test_nothing_of_click_s_own_words_is_in_the_chinese(run, args):
    for lang in ("en", "zh"):
        assert bool(ENGLISH.search(run(*args, "--lang", lang).err)) is (lang == "en")


def test_the_language_goes_before_the_command_or_behind_it(run):
    listed = ("rules", "--pack", "sipo-2012-113")
    assert run("--lang", "zh", *listed).out == run(*listed, "--lang", "zh").out != run(*listed).out


@pytest.mark.parametrize(
    ("args", "environ", "system", "language"),
    [
        *(("", {}, None, "en"), ("", {"LANG": "zh"}, None, "zh"), ("", {"LANG": "zh_CN.GBK"}, None, "zh")),
        *(("", {"LANG": "C.UTF-8"}, None, "en"), ("", {"LANG": "de_DE.UTF-8"}, None, "en")),
        ("", {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, None, "en"),
        ("", {"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, None, "zh"),
        ("", {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": "C"}, None, "en"),
        ("", {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, None, "zh"),
        # The arguments decide before the locale.
        *((f"check --lang{sign}zh a.json", {"LANG": "en_GB.UTF-8"}, None, "zh") for sign in " ="),
        ("--lang zh check", {"LANG": "en_GB.UTF-8"}, None, "zh"),
        ("--lang zh check --lang en", {"LANG": "en_GB.UTF-8"}, None, "en"),
        *((f"check{more}", {"LANG": "en_GB.UTF-8"}, None, "en") for more in (" --lang", " --lang fr", " -- --lang zh")),
        # Windows names its locale itself.
        *(("", {}, "Chinese (Simplified)_China", "zh"), ("", {}, "English_United Kingdom", "en")),
        ("", {"LANG": "en_GB"}, "zh_CN", "en"),
    ],
)
def test_arguments_or_the_locale_say_the_language(args, environ, system, language):
    assert language_of(args.split(), environ, system) == language


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion(shell, start):
    def complete(words: str, cursor: int) -> str:
        # What is complete already, and where the cursor is: fish says the second otherwise.
        at = "" if shell == "fish" else str(cursor)
        env = {"_PLANCHECK_COMPLETE": f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": at}
        return start(env=env).stdout.decode()

    assert set(COMMANDS) <= set(re.findall(r"[\w-]+", complete("plancheck ", 1)))
    assert "file" in complete("plancheck check ", 2)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("rules test --format ju", "junit"),
        ("explain submitted-l", "submitted-late"),
        ("check --ignore submitted-late,submitted-l", "submitted-late,submitted-late"),
        ("template cn-hb", "CN-HB"),
        ("template legal-a", "legal-affairs"),
    ],
)
def test_values_rules_and_offices_are_completed(words, found):
    *args, incomplete = words.split()
    completed = ShellComplete(make_program("en"), {}, "plancheck", "").get_completions(args, incomplete)
    assert (found, "plain") in [(each.value, each.type) for each in completed]
