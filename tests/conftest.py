"""What holds for every test, wherever it stands; plancheck run on plans; LibreOffice; and Chromium, for pages.

Where something that Chromium needs is not there, its tests are skipped; with `PLANCHECK_BROWSER` set they fail instead,
so that they cannot go missing unnoticed. `PLANCHECK_AXE` is another axe.min.js than the one of axe-core-python.
"""

from __future__ import annotations

import faulthandler
import io
import json
import os
import shutil
import subprocess
import sys
from copy import deepcopy
from gettext import NullTranslations
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker import i18n, load_pack
from checker.__main__ import main
from checker.cases import read_base
from checker.engine import is_durable_here

from .commands import VARIABLES, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from selenium.webdriver import Chrome

    from checker.pack.model import Pack


DURABLE_LOADS = sys.platform in {"linux", "darwin"} or is_durable_here()
"""Where durable_rules can be had by a command of the README. There, a test of it that cannot run fails."""

SECONDS_UNTIL_HUNG = 120
NEEDED = {
    "chromium": shutil.which("chromium"),
    "chromedriver (Debian's chromium-driver)": shutil.which("chromedriver"),
    "selenium": find_spec("selenium"),
    "axe-core-python": os.environ.get("PLANCHECK_AXE") or find_spec("axe_core_python"),
}
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--hide-scrollbars",
    # A name that somebody on the internet has made to mean this computer.
    "--host-resolver-rules=MAP evil.example 127.0.0.1",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests of durable_rules, marked so or given it as their `engine`, on platforms that lack it."""
    if DURABLE_LOADS:
        return
    skip = pytest.mark.skip(reason="durable_rules is not here")
    for item in items:
        parameters = item.callspec.params if hasattr(item, "callspec") else {}
        if item.get_closest_marker("durable") or parameters.get("engine") == "durable_rules":
            item.add_marker(skip)


class _Missing(NullTranslations):
    def gettext(self, message: str) -> str:
        raise KeyError(message)


@pytest.fixture(autouse=True, scope="session")
def every_message_is_translated() -> None:
    """In Chinese, what the catalogue does not have is an error."""
    i18n._chinese().add_fallback(_Missing())


@pytest.fixture
def watchdog() -> Iterator[None]:
    """Ends the run where an input hangs it, also inside C."""
    faulthandler.dump_traceback_later(SECONDS_UNTIL_HUNG, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The circular whose plans can be written as workbooks and Word documents."""
    return load_pack("sipo-2012-113")


@pytest.fixture(scope="session")
def conforming(pack: Pack) -> dict[str, Any]:
    """A plan that keeps every rule: measures 7 12 13 17 19 20 21 23 26, and 4 16 32 36."""
    plan = deepcopy(read_base(pack))
    entries = {entry["number"]: entry for entry in plan["measures"]}
    # Without a request, there would be a hint that one may be needed.
    entries[16]["sipo_support"] = entries[26]["sipo_support"]
    return plan


@pytest.fixture
def write(tmp_path: Path, conforming: dict[str, Any]) -> Callable[..., Path]:
    """`write("a.json", plan_year=2012)`: a conforming plan with other members, as a file."""

    def write(name: str, **members: Any) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({**conforming, **members}, ensure_ascii=False), encoding="utf-8")
        return path

    return write


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """`run("check", path, stdin=b"…")`: plancheck in this process, in no language but the one that is asked for."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)

    def run(*args: object, stdin: bytes = b"") -> Run:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = main([str(arg) for arg in args])
        out, err = capsys.readouterr()
        return Run(int(status), out, err)

    return run


@pytest.fixture(scope="session")
def by_office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str, str], bytes]:
    """`by_office(raw, "docx", "odt")`: a document as LibreOffice saves it in another format."""
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice (soffice)")
    folder = tmp_path_factory.mktemp("office")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def saved(raw: bytes, suffix: str, to: str) -> bytes:
        given = folder / f"plan.{suffix}"
        given.write_bytes(raw)
        command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", folder / "out", given]
        subprocess.run(command, check=True, capture_output=True, timeout=240, env={**os.environ, "LC_ALL": "C.UTF-8"})
        return (folder / "out" / f"plan.{to}").read_bytes()

    return saved


@pytest.fixture(scope="session")
def printed(
    by_office: Callable[[bytes, str, str], bytes], tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., str]:
    """`printed(raw, "docx")`: what stands on the pages that LibreOffice prints, a form feed behind each."""
    if shutil.which("pdftotext") is None:
        pytest.skip("needs poppler (pdftotext)")
    path = tmp_path_factory.mktemp("printed") / "plan.pdf"

    def printed(raw: bytes, suffix: str) -> str:
        path.write_bytes(by_office(raw, suffix, "pdf"))
        command = ["pdftotext", "-layout", path, "-"]
        return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()

    return printed


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    missing = [name for name, there in NEEDED.items() if not there]
    if missing:
        reason = f"not installed here: {', '.join(missing)}"
        if os.environ.get("PLANCHECK_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(NEEDED["chromium"])
    for argument in ARGUMENTS:
        options.add_argument(argument)
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('chromium')}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.set_script_timeout(120)
    yield driver
    driver.quit()


@pytest.fixture
def visit(chromium: Chrome) -> Iterator[Callable[..., Chrome]]:
    """`visit(url, width=390, scripts=False)`: a page on a screen of that width or on paper; the logs begin with it."""

    def visit(url: str, *, width: int = 1440, scheme: str = "light", media: str = "", scripts: bool = True) -> Chrome:
        size = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
        chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})
        chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        for log in ("browser", "performance"):
            chromium.get_log(log)
        chromium.get(url)
        return chromium

    yield visit
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    chromium.get("about:blank")


@pytest.fixture
def axe(chromium: Chrome) -> Callable[[], list[Any]]:
    """`axe()`: what axe-core objects to on the page that is open."""
    found = find_spec("axe_core_python")
    beside = Path(str(found.origin)).with_name("axe.min.js") if found else ""
    source = Path(os.environ.get("PLANCHECK_AXE") or beside).read_text("utf-8")

    def axe() -> list[Any]:
        chromium.execute_script(source)
        told = chromium.execute_async_script(
            "const done = arguments[0];"
            "axe.run(document, {resultTypes: ['violations']}).then(done, error => done({error: String(error)}))"
        )
        assert len(told["passes"]) > 15
        return [
            (violation["id"], violation["help"], [node["html"][:300] for node in violation["nodes"][:3]])
            for violation in told["violations"]
        ]

    return axe
