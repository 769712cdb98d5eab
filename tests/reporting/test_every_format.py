"""What holds for every format: reviews, empty input, hostile text, and the same bytes in another process."""

import html
import io
import json
import os
import pickle
import re
import subprocess
import sys
from zipfile import ZipFile

import pytest

from checker.i18n import say
from checker.model import LANGUAGES, Verdict
from checker.reporting import FORMATS
from checker.reporting.roster import RosterStanding, standing_name

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What a terminal obeys, what reorders text, and what no encoding has; tabs and line breaks are a format's own."""

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""What JSON itself does not allow: the formats that hand on a plan's text as it is are free of no more than that."""

FAITHFUL = {"json", "ndjson"}
FINDINGS_ALONE = {"concise", "statistics", "gitlab"}
FAILED = {"en": "durable_rules stopped", "zh": "durable_rules 中止"}
LANGS = pytest.mark.parametrize("lang", LANGUAGES)
EVERY = pytest.mark.parametrize("name", FORMATS)


def text_of(rendered: str | bytes) -> str:
    """The text of what was rendered; of a zip file, that of its parts."""
    if isinstance(rendered, str):
        return rendered
    if not rendered.startswith(b"PK"):
        return rendered.decode("utf-8-sig")
    with ZipFile(io.BytesIO(rendered)) as parts:
        return html.unescape("\n".join(parts.read(name).decode() for name in parts.namelist()))


def test_the_default_comes_first_and_each_has_a_suffix_of_its_own():
    assert list(FORMATS)[:2] == ["text", "json"]
    suffixes = {format_.suffix for format_ in FORMATS.values()}
    assert len(suffixes) == len(FORMATS)
    assert all(suffix.startswith(".") for suffix in suffixes)


def test_a_format_is_imported_when_it_is_used():
    code = (
        "import sys; from checker.reporting import FORMATS; "
        "assert not {f'checker.reporting.{name}' for name in FORMATS} & set(sys.modules); "
        "FORMATS['json'].render([], {}); "
        "assert 'tabulate' not in sys.modules and 'wcwidth' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@EVERY
def test_rendering_changes_nothing_and_gives_the_same_again(name, samples, reviews, render, render_review):
    reports, review = list(samples.values()), reviews["en"]
    before = [each.to_dict() for each in (*reports, review)]
    assert render(name, *reports, many=True) == render(name, *reports, many=True)
    assert render_review(name, review) == render_review(name, review)
    assert [each.to_dict() for each in (*reports, review)] == before
    # Nothing to render is no failure.
    render(name, many=True)


@EVERY
def test_a_report_is_rendered_without_its_pack(name, samples):
    text = text_of(FORMATS[name].render([samples["returned", "en"]], {}))
    assert "required-measure-missing" in text
    assert Verdict.RETURN.value in text.lower() or name in FINDINGS_ALONE


@LANGS
@EVERY
def test_a_review_says_what_became_of_every_office_and_every_file(name, lang, reviews, render_review):
    text = text_of(render_review(name, reviews[lang]))
    assert name in {"ndjson", "statistics"} or {"en": "Zhejiang", "zh": "浙江省"}[lang] in text
    if name not in FINDINGS_ALONE:
        files = {row.file for row in reviews[lang].roster if row.file}
        assert {file for file in files if file not in text and file.removeprefix("inbox/") not in text} == set()
        assert "inbox/unknown.json" in text
        assert re.search(r"read(%20| )me\.txt", text)


@LANGS
@EVERY
def test_what_was_not_judged_says_so(name, lang, samples, failed_reviews, render, render_review):
    assert name == "ndjson" or FAILED[lang] in text_of(render_review(name, failed_reviews[lang])).replace("\\_", "_")
    report = samples["undetermined", lang]
    text = text_of(render(name, report))
    assert report.engine.failure.in_language(lang) in re.sub(r"\s+", " ", text.replace("\\_", "_"))
    # The page has totals of all its findings, whatever they are worth.
    assert name == "html" or say(lang, "no error, no warning") not in text


@LANGS
@EVERY
@pytest.mark.parametrize("known", [True, False], ids=["with its pack", "without its pack"])
def test_hostile_text_stays_text(name, lang, known, samples, pack):
    text = text_of(FORMATS[name].render([samples["hostile", lang]], {pack.id: pack} if known else {}))
    assert (UNWRITABLE if name in FAITHFUL else CONTROLS).search(text) is None
    assert "evil.example" in text or name == "statistics"
    if name not in FAITHFUL:
        assert "\t" not in text.replace("\t\t", "")
        assert not any(line.lstrip().startswith("::warning::z") for line in text.splitlines())


@LANGS
@EVERY
def test_hostile_text_in_a_review_stays_text(name, lang, hostile_reviews, render_review):
    text = text_of(render_review(name, hostile_reviews[lang]))
    assert (UNWRITABLE if name in FAITHFUL else CONTROLS).search(text) is None


@pytest.mark.parametrize("name", [name for name, format_ in FORMATS.items() if format_.streams])
def test_a_format_that_streams_is_the_sum_of_its_reports(name, samples, render):
    reports = samples.values()
    parts = [render(name, report, many=True) for report in reports]
    assert render(name, *reports, many=True) == parts[0][:0].join(parts)


SCRIPT = """
import hashlib, json, pickle, sys
from checker.reporting import FORMATS
review, pack, reports = pickle.load(open(sys.argv[1], "rb"))
digests = {}
for name, format_ in FORMATS.items():
    for kind, rendered in (
        ("review", format_.render_reviews([review], {pack.id: pack})),
        ("reports", format_.render(reports, {pack.id: pack})),
    ):
        raw = rendered if isinstance(rendered, bytes) else rendered.encode()
        digests[f"{name} {kind}"] = hashlib.sha256(raw).hexdigest()
print(json.dumps(digests))
"""


def test_another_process_on_another_day_gives_the_same_bytes(hostile_reviews, pack, samples, tmp_path):
    stored = tmp_path / "review.pickle"
    reports = [samples[name, "zh"] for name in ("returned", "passed", "excepted")]
    stored.write_bytes(pickle.dumps((hostile_reviews["en"], pack, reports)))
    runs = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, stored], env=environment, capture_output=True, text=True, check=True
        )
        runs.append(json.loads(done.stdout))
    assert runs[0] == runs[1]
    assert len(runs[0]) == 2 * len(FORMATS)


@LANGS
def test_every_standing_has_a_name_of_its_own(lang):
    names = [standing_name(standing, lang) for standing in RosterStanding]
    assert len(set(names)) == len(names)
    assert {verdict.value for verdict in Verdict} < {standing.value for standing in RosterStanding}
