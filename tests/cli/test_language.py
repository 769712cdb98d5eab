"""Which language is spoken."""

import pytest

from checker.cli.program import language_of


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        *(({}, "en"), ({"LANG": "zh_CN.UTF-8"}, "zh"), ({"LANG": "zh_CN.GBK"}, "zh"), ({"LANG": "zh"}, "zh")),
        *(({"LANG": "C.UTF-8"}, "en"), ({"LANG": "de_DE.UTF-8"}, "en")),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
    ],
)
def test_the_locale_decides(environ, language):
    assert language_of([], environ) == language


@pytest.mark.parametrize(
    ("args", "language"),
    [
        *((["check", "--lang", "zh", "a.json"], "zh"), (["check", "--lang=zh"], "zh")),
        *((["--lang", "zh", "check"], "zh"), (["--lang", "zh", "check", "--lang", "en"], "en")),
        *((["check", "--lang"], "en"), (["check", "--lang", "fr"], "en")),
        (["check", "--", "--lang", "zh"], "en"),
    ],
)
def test_the_arguments_decide_before_the_locale(args, language):
    assert language_of(args, {"LANG": "en_GB.UTF-8"}) == language


def test_windows_names_its_locale_itself():
    assert language_of([], {}, "Chinese (Simplified)_China") == "zh"
    assert language_of([], {}, "English_United Kingdom") == "en"
    assert language_of([], {"LANG": "en_GB"}, "zh_CN") == "en"
