"""The Chinese catalogue has what the sources say, no more and no less, all of it translated, and compiled."""

import re
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter

import pytest

import checker
from checker.i18n import CATALOGUE, N_, say
from checker.reporting.naming import nouns

from .names import load_tool

TOOL = load_tool()
PACKAGE = Path(checker.__file__).parent
MESSAGES = {(message.context, message.english) for message in TOOL.messages_in(PACKAGE)}
CHINESE = {(message.context, message.id): message for message in TOOL.read_catalogue(PACKAGE) if message.id}
NOUNS = set(nouns(None))
"""What a kind of document is called: Chinese has one form of each noun, and needs it in other places."""


def values_of(words: str) -> set[str]:
    """The places of a text, but for the words of a kind of document: a language names them where it needs them."""
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None} - nouns(None).keys()


def test_the_catalogue_has_the_messages_of_the_sources():
    assert set(CHINESE) == MESSAGES, "run .ci/messages.py"


def test_every_message_is_translated_with_the_same_values():
    for (_, english), message in CHINESE.items():
        assert message.string, english
        assert not message.fuzzy, english
        assert values_of(english) - NOUNS == values_of(message.string) - NOUNS, english
        assert english.count("⟦") == english.count("⟧"), english
        assert message.string.count("⟦") == message.string.count("⟧"), english
        assert not re.search(r"[一-鿿，。：；（）]", english), english


def test_the_catalogue_is_compiled():
    with CATALOGUE.open("rb") as file:
        compiled = GNUTranslations(file)
    for (context, english), message in CHINESE.items():
        found = compiled.gettext(english) if context is None else compiled.pgettext(context, english)
        assert found == message.string, "run .ci/messages.py"


def test_a_context_tells_what_is_meant():
    assert (say("en", N_("Why", context="rule")), say("zh", N_("Why", context="rule"))) == ("Why", "理由")
    assert (say("en", "Why"), say("zh", "Why")) == ("Why", "原因")


def test_a_message_that_is_not_in_the_catalogue_is_noticed():
    with pytest.raises(KeyError):
        say("zh", "No such message.")
