"""The local page in a real browser: with scripts and without, by mouse, keyboard and dropping, in both languages."""

from __future__ import annotations

import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from checker import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "plans"
DRAFT = EXAMPLES / "hubei-draft.yaml"
FOUND = len(check(DRAFT).findings)
GOOD = EXAMPLES / "hubei.json"
KIND = "sipo-2012-113 provincial-plan/1"


@pytest.fixture(scope="module")
def address(serving):
    with serving("-m", "checker", "serve", "--no-open") as server:
        yield server.address
        assert server.err.read_text("utf-8") == ""


@pytest.fixture
def browse(visit, address):
    return lambda path="", **more: visit(address + path, **more)


@pytest.fixture
def downloads(chromium, tmp_path):
    """Waits for a download, and gives the file."""
    chromium.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})

    def wait() -> Path:
        for _ in range(200):
            done = [path for path in tmp_path.iterdir() if path.suffix not in (".crdownload", ".tmp")]
            if done and not list(tmp_path.glob("*.crdownload")):
                done[0].rename(tmp_path.with_name(f"{tmp_path.name}-{done[0].name}"))
                return tmp_path.with_name(f"{tmp_path.name}-{done[0].name}")
            time.sleep(0.05)
        raise AssertionError("nothing was downloaded")

    return wait


def one(browser: Chrome, selector: str) -> WebElement:
    return browser.find_element("css selector", selector)


def text_of(browser: Chrome, selector: str) -> str:
    return one(browser, selector).text


def until(test: Callable[[], Any]) -> Any:
    for _ in range(200):
        try:
            found = test()
        except Exception:  # noqa: BLE001 - the page is just being replaced
            found = None
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it never came")


def choose(browser: Chrome, *files: Path) -> None:
    one(browser, "#files").send_keys("\n".join(map(str, files)))


def check(browser: Chrome) -> None:
    one(browser, "button.main").click()
    until(lambda: one(browser, ".offer"))


def complaints(browser: Chrome) -> list[str]:
    return [entry["message"] for entry in browser.get_log("browser")]


def asked_for(browser: Chrome) -> set[str]:
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return {
        message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"
    }


def drop(browser: Chrome, sizes: dict[str, int]) -> None:
    """Drag files over the page and let them go there."""
    browser.execute_script(
        """
        const carried = new DataTransfer();
        for (const [name, size] of Object.entries(arguments[0])) {
          carried.items.add(new File([new Uint8Array(size)], name));
        }
        const heading = document.querySelector("h1");
        for (const kind of ["dragenter", "dragover"]) {
          heading.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: carried}));
        }
        window.wasOver = document.querySelector(".drop").classList.contains("over");
        const event = new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: carried});
        heading.dispatchEvent(event);
        window.wasTaken = event.defaultPrevented;
        """,
        sizes,
    )


@pytest.mark.parametrize(("lang", "verdict"), [("en", "Return"), ("zh", "退回重新制定")])
def test_a_plan_is_chosen_and_its_report_comes(lang, verdict, browse, address):
    browser = browse(f"?lang={lang}")
    choose(browser, DRAFT)
    assert "hubei-draft.yaml" in text_of(browser, ".chosen")
    assert text_of(browser, ".says") == {"en": "Files chosen: 1", "zh": "已选择1份文件"}[lang]
    check(browser)
    assert verdict.lower() in text_of(browser, ".single .badge").lower()
    assert len(browser.find_elements("css selector", ".finding")) == FOUND
    assert complaints(browser) == []
    asked = {url.removeprefix(address).partition("?")[0] for url in asked_for(browser)}
    assert {each.partition("/")[0] for each in asked} <= {"", "report", "favicon.ico"}
    assert browser.get_cookies() == []


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("answer", ["letter", "html"])
def test_a_report_leads_to_its_downloads(answer, browse, downloads, *, scripts):
    browser = browse("?lang=zh", scripts=scripts)
    choose(browser, DRAFT)
    check(browser)
    one(browser, f'.offer a[href*="/{answer}?"]').click()
    found = downloads()
    named = "hubei-draft（退回通知）.docx" if answer == "letter" else f"hubei-draft（核对报告）.{answer}"
    assert found.name.endswith(named)
    assert found.stat().st_size > 1000
    assert one(browser, ".offer")


def test_a_download_speaks_the_language_that_is_shown(browse, downloads):
    browser = browse("?lang=zh")
    choose(browser, DRAFT)
    check(browser)
    one(browser, '[data-speak="en"]').click()
    one(browser, '.offer a[href*="/letter?"]').click()
    assert downloads().name.endswith("hubei-draft letter.docx")
    one(browser, ".offer a").click()
    until(lambda: text_of(browser, "h1") == "Check documents")


def test_back_correct_save_and_check_again(browse, tmp_path):
    """What an office does: a file that was changed since is asked for again in words, not by the browser's error."""
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(DRAFT.read_bytes())
    browser = browse("?lang=zh")
    choose(browser, plan)
    check(browser)
    found = len(browser.find_elements("css selector", ".finding"))
    plan.write_bytes(DRAFT.read_bytes().replace(b"2013-08-31", b"2013-08-30") + b"\n")
    browser.back()
    until(lambda: one(browser, "button.main"))
    if browser.execute_script("return document.querySelector('#files').files.length"):
        one(browser, "button.main").click()
    # Whether the browser kept the choice or not: either it is empty, or it was noticed.
    assert until(lambda: not browser.execute_script("return document.querySelector('#files').files.length"))
    said = text_of(browser, ".says")
    assert said in ("", "“plan.yaml”在选择之后已经修改、移动或者删除，请重新选择该文件。")
    choose(browser, plan)
    check(browser)
    assert len(browser.find_elements("css selector", ".finding")) == found


def test_a_file_that_changes_while_the_page_is_open_is_asked_for_again(browse, tmp_path):
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(DRAFT.read_bytes())
    browser = browse("?lang=en")
    choose(browser, plan)
    time.sleep(1.1)
    plan.write_bytes(GOOD.read_bytes())
    one(browser, "button.main").click()
    until(lambda: "has been changed" in text_of(browser, ".says"))
    assert text_of(browser, "h1") == "Check documents"
    assert not one(browser, ".chosen").is_displayed()


def test_without_scripts_everything_works(browse):
    browser = browse("?lang=zh", scripts=False)
    assert one(browser, "#files").is_displayed()
    assert not one(browser, ".pick").is_displayed()
    choose(browser, DRAFT)
    check(browser)
    assert text_of(browser, "h1") == "组织实施方案核对报告"
    assert len(browser.find_elements("css selector", ".finding")) == FOUND
    one(browser, '.languages a[lang="en"]').click()
    until(lambda: text_of(browser, "h1") == "Check: implementation plan")
    assert complaints(browser) == []


def test_without_a_file_nothing_is_sent(browse, address):
    browser = browse("?lang=en")
    browser.get_log("performance")
    one(browser, "button.main").click()
    assert not browser.execute_script("return document.querySelector('form.check').checkValidity()")
    assert asked_for(browser) == set()
    assert browser.current_url == f"{address}?lang=en"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_blank_plan_is_downloaded(browse, downloads, *, scripts):
    browser = browse("?lang=zh", scripts=scripts)
    one(browser, f'select[name="kind"] option[value="{KIND}"]').click()
    if scripts:
        shown = (
            "return [...document.querySelectorAll('select[name=sender] optgroup')].filter((one) => !one.hidden).length"
        )
        assert browser.execute_script(shown) == 1
    one(browser, 'select[name="sender"] option[value="CN-HB"]').click()
    one(browser, 'form[action="/blank"] button').click()
    found = downloads()
    assert found.name.endswith("湖北省知识产权局组织实施方案.xlsx")
    cells = [cell.value for sheet in load_workbook(found) for row in sheet.rows for cell in row]
    assert "湖北省知识产权局" in cells


def test_files_are_dropped_anywhere(browse):
    browser = browse("?lang=zh")
    drop(browser, {"甲.yaml": 10, "乙.yaml": 2_000_000})
    assert browser.execute_script("return [window.wasOver, window.wasTaken]") == [True, True]
    assert {tuple(row.text.split("\n")) for row in browser.find_elements("css selector", ".chosen li")} == {
        ("甲.yaml", "1 KiB"),
        ("乙.yaml", "1.9 MiB"),
    }
    assert not browser.execute_script("return document.querySelector('.drop').classList.contains('over')")
    # The next key is the one that sends them.
    assert browser.execute_script("return document.activeElement.matches('button.main')")
    check(browser)
    assert text_of(browser, "h1") == "组织实施方案审核报告"


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ({"大.yaml": 17 * 1024 * 1024}, "大.yaml超过16 MiB，请另选文件。"),
        ({f"{n}.yaml": 1 for n in range(65)}, "所选文件超过64份，请减少文件数量。"),
        ({f"{n}.yaml": 12 * 1024 * 1024 for n in range(3)}, "所选文件合计超过32 MiB，请减少文件数量。"),
    ],
    ids=["large", "many", "together"],
)
def test_too_much_is_said_before_it_is_sent(sizes, words, browse):
    browser = browse("?lang=zh")
    drop(browser, sizes)
    assert text_of(browser, ".says.wrong") == words
    assert not browser.execute_script("return document.querySelector('form.check').checkValidity()")
    assert one(browser, "#files").get_attribute("aria-invalid") is not None
    drop(browser, {"a.yaml": 1})
    assert text_of(browser, ".says") == "已选择1份文件"
    assert browser.execute_script("return document.querySelector('form.check').checkValidity()")


def test_a_keyboard_is_enough(browse):
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    browser = browse("?lang=en")
    seen = []
    for _ in range(10):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        seen.append(
            browser.execute_script(
                """
                const one = document.activeElement;
                const shown = one.id === "files" ? one.nextElementSibling : one;
                return [one.id || one.name || one.textContent.trim(), getComputedStyle(shown).outlineStyle !== "none"];
                """
            )
        )
    assert seen == [
        [name, True]
        for name in ("Start", "Help", "中文", "English", "files", "Check", "kind", "sender", "format", "Download")
    ]
    choose(browser, GOOD)
    one(browser, "button.main").send_keys(Keys.ENTER)
    until(lambda: one(browser, ".offer"))
    assert "Pass" in text_of(browser, ".single .badge")


@pytest.mark.parametrize(("lang", "scheme"), [("en", "light"), ("zh", "dark")])
@pytest.mark.parametrize("page", ["start", "chosen", "report", "compared", "help", "checklist", "refusal"])
def test_axe_finds_nothing(page, lang, scheme, browse, axe):
    paths = {"refusal": "nowhere", "help": "help", "checklist": f"checklist?kind={KIND}"}
    path = paths.get(page, "")
    browser = browse(f"{path}{'&' if '?' in path else '?'}lang={lang}", scheme=scheme)
    match page:
        case "chosen":
            drop(browser, {f"{n}.yaml": 17 * 1024 * 1024 if n == 20 else 1 for n in range(40)})
        case "report" | "compared":
            choose(browser, DRAFT, *([GOOD] if page == "compared" else []))
            check(browser)
    assert axe() == []


@pytest.mark.parametrize("width", [320, 720, 1280])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_sticks_out(lang, width, browse):
    out = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    browser = browse(f"?lang={lang}", width=width)
    assert browser.execute_script(out) <= 0
    drop(browser, {f"{'很长的文件名' * 12}.yaml": 1, "a" * 120 + ".yaml": 1})
    assert browser.execute_script(out) <= 0
    for path in ("nowhere?", "help?", f"checklist?kind={KIND}&"):
        browser = browse(f"{path}lang={lang}", width=width)
        assert browser.execute_script(out) <= 0
    browser = browse(f"?lang={lang}", width=width)
    choose(browser, DRAFT)
    check(browser)
    assert browser.execute_script("return document.querySelector('.offer').scrollWidth") <= width


class Elsewhere(BaseHTTPRequestHandler):
    """A page of somebody else, which wants something of the local page."""

    page = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.page.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def elsewhere():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def put(page: str) -> str:
        Elsewhere.page = page
        return f"http://evil.example:{server.server_port}/"

    yield put
    server.shutdown()
    server.server_close()


def test_a_form_of_another_site_is_refused(chromium, browse, address, elsewhere):
    browse()
    for policy in ("", '<meta name="referrer" content="no-referrer">'):
        chromium.get(
            elsewhere(
                f'{policy}<form method="post" enctype="multipart/form-data" action="{address}?lang=en">'
                '<input name="name" value="a.json"><input name="content" value="e30="></form>'
                "<script>document.forms[0].submit()</script>"
            )
        )
        assert until(lambda: text_of(chromium, "h1")) == "Refused: another site asked"


def test_another_site_reads_and_shows_nothing(chromium, browse, address, elsewhere):
    browse()
    chromium.get(
        elsewhere(
            f'<iframe src="{address}"></iframe><script>'
            f"const data = new FormData(); data.append('files', new File(['{{}}'], 'a.json'));"
            f"const ask = (more) => fetch('{address}', more).then((got) => got.text(), () => 'failed');"
            "Promise.all([ask({}), ask({method: 'POST', body: data})])"
            ".then((got) => { document.title = got.join(' '); });</script>"
        )
    )
    assert until(lambda: chromium.title) == "failed failed"
    chromium.switch_to.frame(0)
    assert chromium.find_elements("css selector", "#files") == []
    chromium.switch_to.default_content()


def test_a_name_made_to_mean_this_computer_gets_nothing(chromium, browse, address):
    browse()
    chromium.get(re.sub("127.0.0.1", "evil.example", address) + "?lang=zh")
    assert text_of(chromium, "h1") == "不接受此访问地址"
    assert chromium.find_elements("css selector", "#files") == []
