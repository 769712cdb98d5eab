"""The page in a real browser: Debian's Chromium, driven by Selenium, asking nothing of any network."""

import base64
import json
import re
from typing import Any

import pytest

from checker.review_model import Review

SHOWN = "return [...document.querySelectorAll('.finding')].filter(node => node.checkVisibility()).map(node => node.id)"


def run(browser, script: str, *arguments: object) -> Any:
    return browser.execute_script(script, *arguments)


def all_of(browser, selector: str) -> list[Any]:
    return browser.find_elements("css selector", selector)


def one(browser, selector: str) -> Any:
    return browser.find_element("css selector", selector)


def settle(browser) -> None:
    """Wait until what a click, a key or a filter has set going is done."""
    browser.execute_async_script(
        "const done = arguments[0]; setTimeout(() => requestAnimationFrame(() => done()), 200)"
    )


def click(browser, selector: str) -> None:
    run(browser, "arguments[0].scrollIntoView({block: 'center'})", one(browser, selector))
    one(browser, selector).click()
    settle(browser)


def choose(browser, selector: str, value: str) -> None:
    run(
        browser,
        "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change', {bubbles: true}))",
        one(browser, selector),
        value,
    )
    settle(browser)


def listed(browser) -> set[str]:
    """The anchors of the findings that no filter hides."""
    ids = run(browser, "return [...document.querySelectorAll('.finding:not([hidden])')].map(node => node.id)")
    return set(ids)


def status(browser) -> str:
    return one(browser, ".shown").text


def requested(browser) -> list[str]:
    """Every address that was asked for since the page was opened."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]


def all_findings(reviewed: Review) -> int:
    return len(reviewed.findings) + sum(len(report.findings) for report in reviewed.reports)


@pytest.mark.parametrize("name", ["review.en", "review.zh", "report.en", "report.zh"])
def test_nothing_runs_loads_or_complains(name, opened):
    browser = opened(name)
    for part in ("matrix", "findings", "checked"):
        run(browser, "document.getElementById(arguments[0])?.scrollIntoView()", part)
    settle(browser)
    assert browser.get_log("browser") == []
    assert requested(browser) == [browser.current_url]
    assert run(browser, "return typeof window.__pwned") == "undefined"
    assert run(browser, "return document.querySelectorAll('script').length") == 1


def test_what_an_office_wrote_is_read_as_it_was_written(opened, sting):
    browser = opened("review.en")
    shown = run(browser, "return document.getElementById('findings').textContent")
    assert sting in shown
    assert run(browser, "return document.querySelectorAll('img, iframe, object, .finding script').length") == 0
    choose(browser, "#by-text", "")
    one(browser, "#by-text").send_keys(sting)
    settle(browser)
    assert len(listed(browser)) > 0
    assert run(browser, "return typeof window.__pwned") == "undefined"


def test_a_page_that_breaks_the_policy_would_be_noticed(opened, tmp_path, pages):
    text = (pages / "report.en.html").read_text("utf-8")
    broken = tmp_path / "broken.html"
    broken.write_text(text.replace("</main>", "<script>window.__pwned = 1</script><img src='x.png'></main>"), "utf-8")
    browser = opened(broken)
    assert len(browser.get_log("browser")) == 2
    assert run(browser, "return typeof window.__pwned") == "undefined"


def test_the_languages_are_switched(opened):
    browser = opened("review.en")
    assert one(browser, "h1").text == "Review of implementation plans"
    click(browser, "[data-speak='zh-Hans']")
    assert run(browser, "return document.documentElement.lang") == "zh-Hans"
    assert one(browser, "h1").text == "组织实施方案审核报告"
    assert browser.title.startswith("组织实施方案审核报告")
    assert one(browser, "#by-office option").text == "全部单位"
    assert one(browser, "#by-rule optgroup").get_attribute("label") == "格式与读取"
    assert status(browser).startswith("显示全部问题")
    assert one(browser, "nav").get_attribute("aria-label") == "目录"
    pressed = {
        node.get_attribute("data-speak"): node.get_attribute("aria-pressed") for node in all_of(browser, "[data-speak]")
    }
    assert pressed == {"zh-Hans": "true", "en": "false"}
    body = one(browser, "main").text
    assert not re.search(r"\b(Clause|Found|Office|Measure|Verdict)\b", body)
    click(browser, "[data-speak='en']")
    assert one(browser, "h1").text == "Review of implementation plans"
    assert not re.search("依据|修改：|单位", one(browser, "main").text)


def test_findings_are_filtered_by_office_rule_severity_and_text(opened, reviewed):
    browser = opened("review.en")
    everything = all_findings(reviewed)
    assert status(browser) == f"All findings are shown: {everything}"

    hubei = next(node.get_attribute("value") for node in all_of(browser, "#by-office option") if "Hubei" in node.text)
    choose(browser, "#by-office", hubei)
    of_hubei = [report for report in reviewed.reports if report.office == "CN-HB"]
    wanted = sum(len(report.findings) for report in of_hubei)
    assert len(listed(browser)) == wanted > 1
    assert status(browser) == f"Findings shown: {wanted} of {everything}"
    assert [node.get_attribute("id") for node in all_of(browser, ".office:not([hidden])")] == [hubei]

    rule = "objective-missing"
    choose(browser, "#by-rule", rule)
    assert len(listed(browser)) == sum(finding.rule == rule for report in of_hubei for finding in report.findings)
    choose(browser, "#by-office", "")
    of_rule = [finding for report in reviewed.reports for finding in report.findings if finding.rule == rule]
    assert len(listed(browser)) == len(of_rule) > 1

    click(browser, "[type='reset']")
    assert len(listed(browser)) == everything
    click(browser, "[name='severity'][value='error']")
    click(browser, "[name='severity'][value='info']")
    wanted = sum(
        finding.severity == "warning"
        for findings in (reviewed.findings, *(report.findings for report in reviewed.reports))
        for finding in findings
    )
    assert len(listed(browser)) == wanted > 0
    click(browser, "[name='severity'][value='warning']")
    assert listed(browser) == set()
    assert status(browser) == "No finding fits the filters."

    click(browser, "[type='reset']")
    one(browser, "#by-text").send_keys("OBJECTIVE  to achieve")
    settle(browser)
    found = listed(browser)
    assert 0 < len(found) < everything
    texts = [one(browser, f"[id='{id_}']").get_attribute("textContent").lower() for id_ in found]
    assert all("objective" in text and "achieve" in text for text in texts)


def test_a_tile_leaves_those_it_counts_in_roster_matrix_and_findings(opened):
    browser = opened("review.en")
    count = int(one(browser, ".shares [data-became='draft'] .amount").text)
    click(browser, ".shares [data-became='draft']")
    rows = (
        "return [...document.querySelectorAll(arguments[0])].filter(row => !row.hidden).map(row => row.dataset.office)"
    )
    offices = run(browser, rows, ".roster tr[data-office]")
    assert len(offices) == count > 1
    assert run(browser, rows, ".matrix tbody tr") == offices
    assert {id_.partition("f")[0] for id_ in listed(browser) if id_[0] == "o"} <= set(offices)
    assert one(browser, ".narrowed").is_displayed()
    click(browser, ".narrowed a")
    assert len(run(browser, rows, ".matrix tbody tr")) == 32
    assert status(browser).startswith("All findings")


def test_the_roster_is_sorted_by_its_heads(opened):
    browser = opened("review.en")
    cells = (
        "return [...document.querySelector('.roster').tBodies[0].rows].map(row => row.cells[arguments[0]].innerText)"
    )
    offices = run(browser, cells, 0)
    assert offices[:3] == ["Beijing", "Tianjin", "Hebei"]
    head = ".roster thead th:nth-of-type(4)"
    click(browser, f"{head} button")
    errors = [int(text or -1) for text in run(browser, cells, 3)]
    assert errors == sorted(errors, reverse=True) != [*reversed(errors)]
    assert one(browser, head).get_attribute("aria-sort") == "descending"
    assert all_of(browser, ".roster [aria-sort]") == [one(browser, head)]
    click(browser, ".roster thead th:first-of-type button")
    assert run(browser, cells, 0) == offices


def test_a_filter_outlives_the_language(opened):
    browser = opened("review.en")
    choose(browser, "#by-rule", "objective-missing")
    found = listed(browser)
    click(browser, "[data-speak='zh-Hans']")
    assert listed(browser) == found
    assert status(browser).endswith(f"中的{len(found)}项")
    one(browser, "#by-text").send_keys("工作目标")
    settle(browser)
    assert listed(browser) == found
    # What is searched is what can be read.
    click(browser, "[data-speak='en']")
    assert listed(browser) == set()


@pytest.mark.parametrize("hidden_by", ["", "filter", "fold"])
def test_a_cell_leads_to_its_findings(hidden_by, opened):
    browser = opened("review.en")
    selector = ".matrix td.error a"
    target = one(browser, selector).get_attribute("href").partition("#")[2]
    if hidden_by == "filter":
        choose(browser, "#by-office", "across")
        assert target not in listed(browser)
    if hidden_by == "fold":
        click(browser, "#close-all")
        assert target not in run(browser, SHOWN)
    label = one(browser, selector).get_attribute("aria-label")
    assert re.fullmatch(r"[A-Z][\w ]+, measure \d+, .+: findings: \d+, at least one an error", label)
    click(browser, selector)
    assert target in run(browser, SHOWN)
    assert run(browser, "return document.activeElement.id") == target
    top, bottom, height = run(
        browser,
        "const box = document.activeElement.getBoundingClientRect();return [box.top, box.bottom, innerHeight]",
    )
    bar = run(browser, "return document.querySelector('.filters').getBoundingClientRect().bottom")
    assert bar <= top < bottom <= height


def test_a_figure_of_the_roster_leads_to_the_findings_it_counts(opened):
    browser = opened("review.zh")
    link = one(browser, ".roster a.error")
    count, office = int(link.text), link.get_attribute("href").partition("#")[2]
    click(browser, ".roster a.error")
    found = listed(browser)
    assert len(found) == count
    assert {id_.partition("f")[0] for id_ in found} == {office}
    assert one(browser, "#by-office").get_attribute("value") == office
    assert run(browser, "return document.activeElement.id") == office


@pytest.mark.parametrize("row", [2, 17, 32])
def test_an_office_of_the_roster_leads_to_its_heading(row, opened, heavy):
    browser = opened(heavy)
    link = one(browser, f".roster tbody tr:nth-child({row}) th a")
    name, office = link.text, link.get_attribute("href").partition("#")[2]
    click(browser, f".roster tbody tr:nth-child({row}) th a")
    heading = one(browser, f"#{office} h3")
    assert heading.text.startswith(name)
    bar = run(browser, "return document.querySelector('.filters').getBoundingClientRect().bottom")
    top = run(browser, "return arguments[0].getBoundingClientRect().top", heading)
    assert bar <= top < bar + 60


def test_a_rule_leads_to_its_findings(opened):
    browser = opened("review.en")
    click(browser, ".checked a[data-rule='objective-missing']")
    rules = run(
        browser, "return [...document.querySelectorAll('.finding:not([hidden])')].map(node => node.dataset.rule)"
    )
    assert set(rules) == {"objective-missing"}
    assert run(browser, "return document.activeElement.id") == "findings"


def test_the_keyboard_gets_everywhere(opened):
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    browser = opened("review.en")

    def press(*keys: str) -> str:
        ActionChains(browser).send_keys(*keys).perform()
        settle(browser)
        return str(run(browser, "return document.activeElement.outerHTML"))

    assert 'class="skip"' in press(Keys.TAB)
    assert run(browser, "return document.activeElement.getBoundingClientRect().top") >= 0
    assert 'id="findings"' in press(Keys.ENTER)[:200]
    assert 'id="by-office"' in press(Keys.TAB)
    run(browser, "document.querySelector('[data-speak]').focus()")
    press(Keys.SPACE)
    assert run(browser, "return document.documentElement.lang") == "zh-Hans"
    run(browser, "document.querySelector('.matrix td.error a').focus()")
    outline = run(browser, "return getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    assert 'class="finding error"' in press(Keys.ENTER)
    run(browser, "document.querySelector('summary').focus()")
    before = run(browser, "return document.querySelector('details').open")
    press(Keys.ENTER)
    assert run(browser, "return document.querySelector('details').open") is not before


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_only_tables_scroll_sideways(width, opened):
    browser = opened("review.en", width=width)
    assert run(browser, "return document.documentElement.scrollWidth") == width
    wide = run(
        browser,
        "const box = document.querySelector('.tall'); box.scrollLeft = 9999; box.scrollTop = 200;"
        "const inside = box.getBoundingClientRect();"
        "const head = box.querySelector('thead').getBoundingClientRect();"
        "const office = box.querySelector('tbody tr:nth-child(20) th').getBoundingClientRect();"
        "return [box.scrollWidth > box.clientWidth, box.scrollTop, head.top - inside.top, office.left - inside.left]",
    )
    assert wide == [width < 1000, 200, 1, 1]


def test_without_scripts_everything_is_there(opened, reviewed):
    browser = opened("review.zh", scripts=False)
    assert run(browser, "return document.documentElement.className") == ""
    assert one(browser, "h1").text == "组织实施方案审核报告"
    assert all_of(browser, ".finding[hidden]") == []
    assert len(all_of(browser, ".finding")) == all_findings(reviewed)
    assert [node for node in all_of(browser, ".scripted") if node.is_displayed()] == []
    target = one(browser, ".matrix td.error a").get_attribute("href").partition("#")[2]
    assert target in run(browser, SHOWN)


def test_paper_shows_every_finding_and_no_control(opened, reviewed):
    browser = opened("review.en", media="print", scheme="dark")
    assert run(browser, "return [...document.querySelectorAll('details')].some(node => !node.open)")
    assert len(run(browser, SHOWN)) == all_findings(reviewed)
    controls = all_of(browser, "button:not(th button), select, input, nav, .skip")
    assert len(controls) > 8
    assert [node.get_attribute("outerHTML") for node in controls if node.is_displayed()] == []
    assert run(browser, "return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_paper_is_a4_with_the_matrix_on_a_page_of_its_own(opened):
    browser = opened("review.zh")
    click(browser, "#close-all")
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"]
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", base64.b64decode(printed))
    sizes = [tuple(round(float(side) / 72 * 25.4) for side in box) for box in boxes]
    assert set(sizes) == {(210, 297), (297, 210)}
    assert sizes.count((297, 210)) == 1
    assert run(browser, "return [...document.querySelectorAll('details')].every(node => !node.open)")


def test_a_full_review_opens_and_can_be_filtered(opened, heavy):
    browser = opened(heavy)
    findings = len(all_of(browser, ".finding"))
    assert findings > 1500
    assert heavy.stat().st_size < 2000 * findings
    run(
        browser,
        "const menu = document.querySelector('#by-rule');"
        "menu.value = 'objective-missing'; menu.dispatchEvent(new Event('change', {bubbles: true}));",
    )
    assert 0 < run(browser, "return document.querySelectorAll('.finding:not([hidden])').length") < findings


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["review.en", "review.zh", "report.en", "report.zh", "reports.en"])
def test_axe_finds_nothing(name, scheme, opened, axe):
    browser = opened(name, scheme=scheme)
    run(browser, "for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert axe() == []
