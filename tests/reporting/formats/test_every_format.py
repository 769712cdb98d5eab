"""What holds for every format: reviews, empty input, hostile text, and the same bytes in another process."""

from __future__ import annotations

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
from checker.model import Language, Verdict
from checker.reporting import FORMATS, Layout
from checker.reporting.roster import RosterStanding, standing_name

LANGS: list[Language] = ["en", "zh"]
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What a terminal obeys, what reorders text, and what no encoding has; tabs and line breaks are a format's own."""

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""What JSON itself does not allow: the formats that hand on a plan's text as it is are free of no more than that."""

FAITHFUL = {"json", "ndjson"}
WHOLE = [name for name, format_ in FORMATS.items() if format_.whole]


def text_of(rendered: str | bytes) -> str:
    """The text of what was rendered; of a zip file, that of its parts."""
    if isinstance(rendered, str):
        return rendered
    if not rendered.startswith(b"PK"):
        return rendered.decode("utf-8-sig")
    with ZipFile(io.BytesIO(rendered)) as parts:
        return html.unescape("\n".join(parts.read(name).decode() for name in parts.namelist()))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", WHOLE)
def test_a_review_says_what_became_of_every_office(name, lang, reviews, review_pack):
    before = reviews[lang].to_dict()
    text = text_of(FORMATS[name].render_review(reviews[lang], review_pack))
    assert reviews[lang].to_dict() == before
    files = {row.file for row in reviews[lang].roster if row.file}
    assert {file for file in files if file not in text and file.removeprefix("inbox/") not in text} == set()
    assert "inbox/unknown.json" in text
    assert re.search(r"read(%20| )me\.txt", text)


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"ndjson", "statistics"}))
def test_a_review_names_the_offices_that_sent_nothing(name, reviews, review_pack):
    text = text_of(FORMATS[name].render_review(reviews["zh"], review_pack))
    assert "浙江省" in text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"ndjson"}))
def test_a_review_that_was_not_judged_says_so(name, lang, failed_reviews, review_pack):
    text = text_of(FORMATS[name].render_review(failed_reviews[lang], review_pack))
    assert {"en": "durable_rules stopped", "zh": "durable_rules 中止"}[lang] in text.replace("\\_", "_")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", FORMATS)
def test_a_plan_that_was_not_judged_says_so(name, lang, samples, pack):
    report = samples["undetermined", lang]
    text = text_of(FORMATS[name].render([report], {pack.id: pack}))
    assert report.engine.failure is not None
    failure = report.engine.failure.in_language(lang)
    assert failure in re.sub(r"\s+", " ", text.replace("\\_", "_"))
    # The page has totals of all its findings, whatever they are worth.
    assert name == "html" or say(lang, "no error, no warning") not in text


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_to_render_is_no_failure(name, pack):
    FORMATS[name].render([], {pack.id: pack}, Layout(many=True))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("known", [True, False], ids=["with its pack", "without its pack"])
def test_hostile_text_stays_text(name, lang, known, hostile, pack):
    rendered = FORMATS[name].render([hostile[lang]], {pack.id: pack} if known else {})
    text = text_of(rendered)
    assert (UNWRITABLE if name in FAITHFUL else CONTROLS).search(text) is None
    assert "evil.example" in text or name == "statistics"
    if name not in FAITHFUL:
        assert "\t" not in text.replace("\t\t", "")
        assert not any(line.lstrip().startswith("::warning::z") for line in text.splitlines())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_in_a_review_stays_text(name, lang, hostile_reviews, review_pack):
    text = text_of(FORMATS[name].render_review(hostile_reviews[lang], review_pack))
    assert (UNWRITABLE if name in FAITHFUL else CONTROLS).search(text) is None


@pytest.mark.parametrize("name", [name for name, format_ in FORMATS.items() if format_.streams])
def test_a_format_that_streams_is_the_sum_of_its_reports(name, samples, pack):
    reports = list(samples.values())
    packs, layout = {pack.id: pack}, Layout(many=True)
    together = FORMATS[name].render(reports, packs, layout)
    parts = [FORMATS[name].render([report], packs, layout) for report in reports]
    joined = b"".join(part if isinstance(part, bytes) else part.encode() for part in parts)
    assert (together if isinstance(together, bytes) else together.encode()) == joined


SCRIPT = """
import hashlib, json, pickle, sys
from checker.reporting import FORMATS
review, pack, reports = pickle.load(open(sys.argv[1], "rb"))
digests = {}
for name, format_ in FORMATS.items():
    for kind, rendered in (
        ("review", format_.render_review(review, pack)),
        ("reports", format_.render(reports, {pack.id: pack})),
    ):
        raw = rendered if isinstance(rendered, bytes) else rendered.encode()
        digests[f"{name} {kind}"] = hashlib.sha256(raw).hexdigest()
print(json.dumps(digests))
"""


def test_another_process_on_another_day_gives_the_same_bytes(hostile_reviews, review_pack, samples, tmp_path):
    stored = tmp_path / "review.pickle"
    reports = [samples[name, "zh"] for name in ("returned", "passed", "excepted")]
    stored.write_bytes(pickle.dumps((hostile_reviews["en"], review_pack, reports)))
    runs = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai")):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, stored],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        )
        runs.append(json.loads(done.stdout))
    assert runs[0] == runs[1]
    assert len(runs[0]) == 2 * len(FORMATS)


@pytest.mark.parametrize("lang", LANGS)
def test_every_standing_has_a_name_of_its_own(lang):
    names = [standing_name(standing, lang) for standing in RosterStanding]
    assert len(set(names)) == len(names)
    assert {verdict.value for verdict in Verdict} < {standing.value for standing in RosterStanding}
