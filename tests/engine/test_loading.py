"""durable_rules is imported with its symbols bound late, and whoever lacks it is told how to get it."""

import os
import sys
from importlib.abc import MetaPathFinder
from typing import Any

import pytest

import checker.engine
from checker.engine import load_durable_rules
from checker.errors import EngineError

MODULE = "durable_rules_engine"


class Watching(MetaPathFinder):
    """Sees with which flags the module is looked for, and lets others find it, or says that it does not load."""

    def __init__(self, *, loads: bool) -> None:
        self.loads = loads
        self.seen: list[int] = []

    def find_spec(self, fullname: str, *_more: Any) -> None:
        if fullname != MODULE:
            return
        if hasattr(sys, "getdlopenflags"):
            self.seen.append(sys.getdlopenflags())
        if not self.loads:
            raise ImportError(f"{fullname}: undefined symbol")


@pytest.fixture
def watching(request, monkeypatch):
    """The module is imported as if for the first time; the one that is loaded already is put back afterwards."""
    found = Watching(loads=request.param)
    monkeypatch.setattr(sys, "meta_path", [found, *sys.meta_path])
    monkeypatch.delitem(sys.modules, MODULE, raising=False)
    return found


@pytest.fixture
def no_durable(monkeypatch):
    """Of this process, one in which durable_rules is not installed."""
    cached = (checker.engine.default_engine, checker.engine.is_durable_here, checker.engine.engine_version)
    for each in cached:
        each.cache_clear()
    monkeypatch.setattr(checker.engine, "find_spec", lambda _name: None)
    yield
    for each in cached:
        each.cache_clear()


@pytest.mark.durable
@pytest.mark.skipif(not hasattr(sys, "setdlopenflags"), reason="this platform binds symbols in its own way")
@pytest.mark.parametrize("watching", [True], indirect=True)
def test_symbols_are_bound_late_and_only_for_this_module(watching):
    before = sys.getdlopenflags()
    assert load_durable_rules().__name__ == MODULE
    assert [flags & (os.RTLD_LAZY | os.RTLD_NOW) for flags in watching.seen] == [os.RTLD_LAZY]
    assert sys.getdlopenflags() == before


@pytest.mark.skipif(not hasattr(sys, "setdlopenflags"), reason="this platform binds symbols in its own way")
@pytest.mark.parametrize("watching", [False], indirect=True)
def test_a_module_that_does_not_load_leaves_the_flags_as_they_were(watching):
    before = sys.getdlopenflags()
    with pytest.raises(ImportError, match="undefined symbol"):
        load_durable_rules()
    assert watching.seen
    assert sys.getdlopenflags() == before


@pytest.mark.parametrize("watching", [True], indirect=True)
def test_it_is_imported_without_flags_where_the_platform_has_none(watching, monkeypatch):
    monkeypatch.delattr(sys, "setdlopenflags", raising=False)
    monkeypatch.setitem(sys.modules, MODULE, os)
    assert load_durable_rules() is os
    assert watching.seen == []


@pytest.mark.usefixtures("no_durable")
def test_the_reference_evaluator_stands_in_where_durable_rules_is_not_here():
    assert not checker.engine.stands_in()
    assert checker.engine.default_engine() == "reference"
    assert checker.engine.stands_in()
    assert checker.engine.engine_version("durable_rules") == ""
    for lang in ("en", "zh"):
        with pytest.raises(EngineError) as caught:
            checker.engine.make_evaluator("durable_rules", [], [], "plan")
        assert checker.engine.INSTALL_COMMAND in caught.value.message(lang)
