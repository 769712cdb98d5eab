"""Reviews made by hand, as the reports are; and text that every format has to survive."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from checker.model import LANGUAGES, NOWHERE, Clause, Engine, Finding, Place, RuleStatus, Severity, Text
from checker.pack.model import Grade, Stage
from checker.review_model import (
    DecisionOutcome,
    FileStanding,
    Review,
    ReviewedDecision,
    ReviewedFile,
    RosterRow,
    SenderState,
)

from ..conftest import selection  # noqa: TID252 - folders of tests are no packages
from ..small_pack import FORMAT, table  # noqa: TID252 - as above

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Language, Report
    from checker.pack.model import Pack

    Samples = dict[tuple[str, Language], Report]

GOLDEN = Path(__file__).parent / "golden"

OFFICES = {
    "CN-AH": ("Anhui", "安徽省"),
    "CN-BJ": ("Beijing Municipal", "北京市"),
    "CN-GD": ("Guangdong", "广东省"),
    "CN-HB": ("Hubei", "湖北省"),
    "CN-NM": ("Inner Mongolia Autonomous Region", "内蒙古自治区"),
    "CN-SH": ("Shanghai Municipal", "上海市"),
    "CN-ZJ": ("Zhejiang", "浙江省"),
    "XPCC": ("Xinjiang Production and Construction Corps", "新疆生产建设兵团"),
}

EVIL = (
    "=cmd|' /C calc'!A0 +1 @SUM(1) <script>alert(1)</script> [x](http://evil.example) ![x](http://evil.example/a.png) "
    "@user #12 `code` a|b ]]> \"quoted\" 'single' %0A ::error::x ##[error]y {0} &amp; \\ _x003D_"
    "\x1b[31mred\x1b[0m\x00\x07\r\n::warning::z\ttab\u202e\u200b\ufffe"
)
"""What a plan may hold, all of it at once: for spreadsheets, browsers, terminals, CI servers and parsers of XML."""


@pytest.fixture(scope="session")
def review_pack(pack: Pack) -> Pack:
    """The test pack with eight offices and two rules across plans."""
    rule = replace(pack.rules[0], clause="II.3", stage=Stage.REVIEW, for_each="office", anchor="review")
    absent, missed = Text("An office has sent no plan", "有局未报送方案"), Text("A figure is missed", "全国目标未达到")
    rows = [(code, Text(f"{en} Intellectual Property Office", f"{zh}知识产权局")) for code, (en, zh) in OFFICES.items()]
    return replace(
        pack,
        tables={**pack.tables, "office": table("office", {"code": None, "name": None}, rows, "name")},
        rules=(
            *pack.rules,
            replace(rule, id="plan-absent", title=absent),
            replace(rule, id="figure-missed", title=missed, clause="plan", grades=(Grade(Severity.INFO),)),
        ),
    )


def _across(rule: str, severity: Severity, office: str | None, subject: str | int, message: Text, fix: Text) -> Finding:
    at = () if office is None else (office,)
    clause = Clause("test-2020-9", "II.3" if office else "plan")
    return Finding(rule, severity, at, NOWHERE, subject, message, clause, {}, fix)


def _row(report: Report, *superseded: str) -> RosterRow:
    return RosterRow(
        FORMAT,
        report.office or "",
        report.name,
        report.status,
        report.version,
        report.verdict,
        report.counts,
        list(superseded),
        SenderState.DRAFT if report.status == "draft" else SenderState.TO_DECIDE,
    )


def _file(report: Report, standing: FileStanding = FileStanding.JUDGED, **other: Any) -> ReviewedFile:
    digest = "fedcba9876543210" * 4
    return ReviewedFile(report.name or "", standing, digest, document=FORMAT, office=report.office, **other)


def _review(samples: Samples, lang: Language) -> Review:
    """An office for everything that can become of one, and a file of none."""

    def sent(sample: str, office: str, file: str, version: int, status: str = "submitted") -> Report:
        return replace(samples[sample, lang], office=office, name=f"inbox/{file}", version=version, status=status)

    older, returned = sent("excepted", "CN-AH", "anhui.json", 1), sent("returned", "CN-AH", "anhui-2.json", 2)
    passed = sent("passed", "CN-BJ", "beijing.yaml", 1)
    excepted = sent("excepted", "CN-GD", "guangdong.yaml", 1)
    invalid = sent("invalid", "CN-HB", "hubei.json", 1)
    draft = sent("excepted", "CN-NM", "neimenggu.yaml", 1, "draft")
    one, other = sent("passed", "CN-SH", "shanghai-a.json", 3), sent("returned", "CN-SH", "shanghai-b.json", 3)
    undetermined = sent("undetermined", "XPCC", "bingtuan.json", 1)
    stranger = replace(samples["unreadable", lang], name="inbox/unknown.json")
    absent = Text("{} has no submitted plan in this review.", "本次审核中没有{}已报送的方案。")
    ask = Text("Ask the office for its plan.", "请催报。")
    return Review(
        pack_id="test-2020-9",
        pack_version="1.0.0",
        pack_digest="fedcba9876543210" * 4,
        roster=(
            _row(returned, "inbox/anhui.json"),
            _row(passed),
            _row(excepted),
            _row(invalid),
            _row(draft),
            RosterRow(FORMAT, "CN-SH", state=SenderState.TO_DECIDE),
            RosterRow(FORMAT, "CN-ZJ"),
            _row(undetermined),
        ),
        findings=(
            *(
                _across(
                    "plan-absent",
                    Severity.ERROR,
                    office,
                    office,
                    Text(
                        absent.en.format(f"{OFFICES[office][0]} Intellectual Property Office"),
                        absent.zh.format(f"{OFFICES[office][1]}知识产权局"),
                    ),
                    ask,
                )
                for office in ("CN-NM", "CN-ZJ")
            ),
            _across(
                "figure-missed",
                Severity.INFO,
                None,
                16,
                Text("The plans add up to 3; the promotion plan announces 20.", "各局方案合计3，推进计划提出20。"),
                Text("Nothing for a single office.", "无需单个局整改。"),
            ),
        ),
        rules={"plan-absent": RuleStatus.VIOLATED, "figure-missed": RuleStatus.VIOLATED},
        items={FORMAT: {7: 3, 16: 2, 26: 4, 33: 1, "P2": 0}},
        reports=(returned, older, passed, excepted, invalid, draft, one, other, undetermined, stranger),
        engine=Engine("durable_rules", "2.0.28"),
        lang=lang,
        files=(
            _file(older, FileStanding.SUPERSEDED, of="inbox/anhui-2.json"),
            *(_file(report) for report in (returned, passed, excepted, invalid, draft, one, other, undetermined)),
            _file(stranger, FileStanding.UNREAD, reason=stranger.findings[0].message),
            ReviewedFile(
                "inbox/read me.txt", FileStanding.OTHER, reason=Text("a text that is no document", "不是方案的文本")
            ),
        ),
        decisions=(
            ReviewedDecision(
                decision="accept",
                office="CN-BJ",
                file="inbox/beijing.yaml",
                sha256="0123456789abcdef" * 4,
                rule=None,
                at=None,
                again_by=None,
                reason="complete",
                by="Wang",
                date="2013-01-10",
                outcome=DecisionOutcome.OUTDATED,
                why=Text("No plan with these contents is in the review.", "本次审核中没有该内容的方案。"),
            ),
        ),
    )


@pytest.fixture(scope="session")
def reviews(samples: Samples) -> dict[Language, Review]:
    """The review in each language."""
    return {lang: _review(samples, lang) for lang in LANGUAGES}


@pytest.fixture(scope="session")
def failed_reviews(reviews: dict[Language, Review]) -> dict[Language, Review]:
    """The same where the rules across plans could not be judged."""
    failure = Text("durable_rules stopped", "durable_rules 中止")
    return {
        lang: replace(
            review,
            findings=(),
            rules=dict.fromkeys(review.rules, RuleStatus.NOT_RUN),
            engine=replace(review.engine, failure=failure),
        )
        for lang, review in reviews.items()
    }


def _hostile(samples: Samples, lang: Language) -> Report:
    made = samples["returned", lang]
    finding = Finding(
        "measure-unknown",
        Severity.ERROR,
        ("measures", 0, f"=key{EVIL}"),
        Place(3, 7),
        f"=43{EVIL}",
        Text(EVIL, EVIL),
        Clause("test-2020-9", "plan"),
        {},
        Text(f"-{EVIL}", f"-{EVIL}"),
        f"+{EVIL}",
    )
    cell = replace(finding, at=(), place=Place(None, None, f"Measures!{EVIL}"), subject=7, fix=None)
    return replace(
        made,
        name=f"=plans/{EVIL}\udc80.yaml",
        office=f"@{EVIL}",
        findings=(finding, cell),
        selection=selection(unknown=(f"=43{EVIL}",)),
    )


@pytest.fixture(scope="session")
def hostile(samples: Samples) -> dict[Language, Report]:
    """A report full of `EVIL`, in each language."""
    return {lang: _hostile(samples, lang) for lang in LANGUAGES}


@pytest.fixture(scope="session")
def hostile_reviews(reviews: dict[Language, Review], hostile: dict[Language, Report]) -> dict[Language, Review]:
    """A review in which such a report is the plan of an office, and another is of none."""
    made = {}
    for lang, review in reviews.items():
        plan = replace(hostile[lang], office="CN-AH")
        superseded = f"=inbox/{EVIL}"
        rows = (_row(plan, superseded), *review.roster[1:])
        made[lang] = replace(review, roster=rows, reports=(plan, *review.reports[2:], hostile[lang]))
    return made


@pytest.fixture
def golden() -> Callable[[str, str | bytes], None]:
    """Compare what was rendered with a golden file; PLANCHECK_WRITE_GOLDEN=1 writes it, for a person to read."""

    def compare(name: str, rendered: str | bytes) -> None:
        raw = rendered if isinstance(rendered, bytes) else rendered.encode()
        if os.environ.get("PLANCHECK_WRITE_GOLDEN") == "1":
            (GOLDEN / name).write_bytes(raw)
        assert raw == (GOLDEN / name).read_bytes()

    return compare
