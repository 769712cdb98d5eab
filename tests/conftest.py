"""What holds for every test, wherever it stands."""

from __future__ import annotations

import sys

import pytest

DURABLE_LOADS = sys.version_info < (3, 13)
"""Where durable_rules loads (pyproject.toml installs it nowhere else). There, a test of it that cannot run fails."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests of durable_rules, marked so or given it as their `engine`, on Pythons that cannot load it."""
    if DURABLE_LOADS:
        return
    skip = pytest.mark.skip(reason="durable_rules does not load on this Python")
    for item in items:
        parameters = item.callspec.params if hasattr(item, "callspec") else {}
        if item.get_closest_marker("durable") or parameters.get("engine") == "durable_rules":
            item.add_marker(skip)
