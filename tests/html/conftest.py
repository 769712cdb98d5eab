"""A small circular, a review and a report made by hand, so that the golden files stand for the page alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from msgspec.structs import replace

from checker.model import (
    NOWHERE,
    Clause,
    Engine,
    Finding,
    Place,
    Report,
    RuleStatus,
    Severity,
    Text,
    Verdict,
)
from checker.pack.conditions import Block, Op, Test
from checker.pack.loading import load_pack
from checker.pack.model import Bound, Grade, Stage
from checker.review_model import (
    DecisionOutcome,
    FileStanding,
    Review,
    ReviewedDecision,
    ReviewedFile,
    RosterRow,
    SenderState,
)

from ..reporting.small_pack import FORMAT, small_pack, table  # noqa: TID252 - folders of tests are no packages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model import Language, Number, Pointer
    from checker.pack.model import Pack

PACK_ID = "test-2020-9"
DAY = 20201226
OFFICES = {
    "CN-BJ": Text("Beijing Municipal Intellectual Property Office", "北京市知识产权局"),
    "CN-FJ": Text("Fujian Intellectual Property Office", "福建省知识产权局"),
    "CN-HB": Text("Hubei Intellectual Property Office", "湖北省知识产权局"),
    "CN-HN": Text("Hunan Intellectual Property Office", "湖南省知识产权局"),
    "CN-YN": Text("Yunnan Intellectual Property Office", "云南省知识产权局"),
}
MEASURES: dict[Number, tuple[str, Text]] = {
    4: ("optional", Text("Local patent legislation", "地方专利立法")),
    7: ("required", Text("Provincial supporting policies", "地方专利配套政策体系")),
    16: ("optional", Text("Patent investment and financing", "专利投融资服务")),
    26: ("required", Text("Enterprise IP management standards", "推行企业知识产权管理规范")),
    33: ("national", Text("Multilateral IP affairs", "多边知识产权事务")),
}
RULES = {
    "objective-missing": ("II.1", Severity.ERROR, Stage.DOCUMENT, "Objective missing", "缺少工作目标"),
    "required-measure-missing": ("II.2", Severity.ERROR, Stage.DOCUMENT, "Required measure missing", "缺少必做措施"),
    "optional-measures-few": ("II.2", Severity.ERROR, Stage.DOCUMENT, "Few optional measures", "选做措施偏少"),
    "submitted-late": ("II.3", Severity.ERROR, Stage.DOCUMENT, "Submitted after the deadline", "逾期报送"),
    "office-without-plan": ("II.3", Severity.ERROR, Stage.REVIEW, "An office has sent no plan", "有局未报送方案"),
    "target-shortfall": ("plan", Severity.INFO, Stage.REVIEW, "A national figure is missed", "未达到全国目标"),
}
PLAN_RULES = [id_ for id_, rule in RULES.items() if rule[2] is Stage.DOCUMENT]


@pytest.fixture(scope="session")
def real_pack() -> Pack:
    return load_pack("sipo-2012-113")


@pytest.fixture(scope="session")
def pack() -> Pack:
    """A circular with five offices, five measures, a deadline, four rules for plans and two across them."""
    blank, small = Block(), small_pack()
    late = Block(own=(Test("submitted_on", Op.MORE_THAN, DAY, "deadline"),))
    rules = tuple(
        replace(
            small.rules[0],
            id=id_,
            clause=clause,
            grades=(Grade(severity),),
            title=Text(en, zh),
            applies_if=blank,
            violated_if=(late if id_ == "submitted-late" else blank,),
            stage=stage,
        )
        for id_, (clause, severity, stage, en, zh) in RULES.items()
    )
    return replace(
        small,
        id=PACK_ID,
        version="1.0.0",
        digest="fedcba9876543210" * 4,
        citation=Text("Circular T. [2020] No. 9", "测知发〔2020〕9号"),
        title=Text("Circular on a test", "关于测试的通知"),
        clauses={
            "II.1": Text("What an implementation plan contains", "组织实施方案的内容"),
            "II.2": Text("Required and optional measures", "必做、选做措施"),
            "II.3": Text("Submission of the plans", "组织实施方案的报送"),
            "plan": Text("The promotion plan for 2021", "2021年推进计划"),
        },
        bounds={
            "deadline": Bound(
                "deadline",
                DAY,
                is_day=True,
                clause="II.3",
                meaning=Text("the last day for plans", "报送方案的最后一日"),
            )
        },
        tables={
            "office": table("office", {"code": None, "name": None}, list(OFFICES.items()), "name"),
            "catalogue_measure": table(
                "catalogue_measure",
                {"number": None, "class": "class", "title": None},
                [(number, class_, title) for number, (class_, title) in MEASURES.items()],
                "title",
            ),
        },
        rules=rules,
    )


def _selection(
    required: tuple[Number, ...] = (),
    missing: tuple[Number, ...] = (),
    optional: tuple[Number, ...] = (),
    national: tuple[Number, ...] = (),
    unknown: tuple[Number, ...] = (),
) -> dict[str, tuple[Number, ...]]:
    return {
        "required": required,
        "missing": missing,
        "optional": optional,
        "national": national,
        "unknown": unknown,
    }


class Made(NamedTuple):
    """What the tests are made of."""

    review: Review
    report: Report


@pytest.fixture(scope="session")
def made() -> dict[Language, Made]:
    """By language: a review with every standing but `undetermined`, and the report of Hubei in it."""
    return {lang: _made(lang) for lang in ("en", "zh")}


def _made(lang: Language) -> Made:
    beijing = _report(lang, "CN-BJ", Verdict.PASS, selection=_selection(required=(7, 26), optional=(4, 16)))
    fujian = _report(lang, "CN-FJ", Verdict.REVIEW, [_few()], status="draft", selection=_selection((7, 26), (), (4,)))
    hubei = _report(lang, "CN-HB", Verdict.RETURN, _hubei(), version=2, selection=_selection((7,), (26,), (16,), (33,)))
    older = _report(lang, "CN-HB", Verdict.RETURN, _hubei()[:1], selection=_selection((7, 26)), name="in/CN-HB-1.json")
    hunan = [
        _report(lang, "CN-HN", Verdict.PASS, selection=_selection((7, 26), (), (4, 16)), name=f"in/CN-HN-{letter}.json")
        for letter in "ab"
    ]
    stray = _unreadable(lang)
    reports = (beijing, fujian, hubei, older, *hunan, stray)
    rows = (
        _row(beijing),
        _row(fujian),
        replace(_row(hubei), superseded=["in/CN-HB-1.json"]),
        RosterRow(FORMAT, "CN-HN", state=SenderState.TO_DECIDE),
        RosterRow(FORMAT, "CN-YN"),
    )
    statuses = {id_: RuleStatus.VIOLATED for id_, rule in RULES.items() if rule[2] is Stage.REVIEW}
    review = Review(
        pack_id=PACK_ID,
        pack_version="1.0.0",
        pack_digest="fedcba9876543210" * 4,
        roster=rows,
        findings=(_absent("CN-FJ"), _absent("CN-YN"), _shortfall()),
        rules=statuses,
        items={FORMAT: {4: 1, 7: 2, 16: 2, 26: 1, 33: 1}},
        reports=reports,
        engine=Engine("reference", "1.0"),
        lang=lang,
        files=(
            *(
                ReviewedFile(report.name or "", FileStanding.JUDGED, office=report.office)
                for report in (beijing, hubei)
            ),
            ReviewedFile("in/CN-HB-1.json", FileStanding.SUPERSEDED, of="in/CN-HB.json", office="CN-HB"),
            ReviewedFile("in/mail.eml", FileStanding.OTHER, reason=Text("a mail", "邮件")),
            ReviewedFile(
                "in/notice.json",
                FileStanding.UNREAD,
                office="CN-YN",
                is_guess=True,
                reason=Text("The file ends too early.", "文件不完整。"),
            ),
        ),
        decisions=(
            ReviewedDecision(
                decision="return",
                office="CN-HB",
                file="in/CN-HB.json",
                sha256="0" * 64,
                rule=None,
                at=None,
                again_by="2021-01-31",
                reason="late",
                by="Wang",
                date="2021-01-10",
                outcome=DecisionOutcome.OUTDATED,
                why=Text("No plan with these contents is in the review.", "本次审核中没有该内容的方案。"),
            ),
        ),
    )
    return Made(review, hubei)


def _report(lang: Language, office: str, verdict: Verdict, findings: Iterable[Finding] = (), **other: Any) -> Report:
    listed = tuple(findings)
    violated = {finding.rule for finding in listed}
    report = Report(
        pack_id=PACK_ID,
        pack_version="1.0.0",
        pack_digest="fedcba9876543210" * 4,
        document=FORMAT,
        name=f"in/{office}.json",
        sha256="0123456789abcdef" * 4,
        office=office,
        plan_year=2021,
        status="submitted",
        version=1,
        verdict=verdict,
        selection=_selection(),
        findings=listed,
        rules={rule: RuleStatus.VIOLATED if rule in violated else RuleStatus.SATISFIED for rule in PLAN_RULES},
        engine=Engine("reference", "1.0"),
        lang=lang,
    )
    return replace(report, **other)


def _row(report: Report) -> RosterRow:
    return RosterRow(
        FORMAT,
        report.office or "",
        report.name,
        report.status,
        report.version,
        report.verdict,
        report.counts,
        state=SenderState.DRAFT if report.status == "draft" else SenderState.TO_DECIDE,
    )


def _finding(rule: str, at: Pointer, subject: Number | None, message: Text, fix: Text | None, **other: Any) -> Finding:
    clause, severity, *_ = RULES[rule]
    finding = Finding(rule, severity, at, Place(12, 3), subject, message, Clause(PACK_ID, clause), {}, fix)
    return replace(finding, **other)


def _hubei() -> list[Finding]:
    """A finding about the plan, a missing measure, and two about one measure."""
    return [
        _finding(
            "submitted-late",
            ("submission", "date"),
            None,
            Text("The plan was submitted on 2020-12-28.", "方案于2020年12月28日报送。"),
            Text("Speak to the office.", "请与办公室联系。"),
            because={"bound": {"deadline": "2020-12-26"}},
        ),
        _finding(
            "required-measure-missing",
            ("measures",),
            26,
            Text("Measure 26 is not listed.", "方案没有列入第26项措施。"),
            Text("Add an entry for measure 26.", "请补列第26项措施。"),
        ),
        _finding(
            "objective-missing",
            ("measures", 0),
            7,
            Text("Measure 7 has no objective.", "第7项措施没有写明工作目标。"),
            Text("State the objective.", "请写明工作目标。"),
        ),
        _finding(
            "optional-measures-few",
            ("measures", 0),
            7,
            Text("Measure 7 stands alone.", "第7项措施没有配套。"),
            None,
            severity=Severity.WARNING,
            exception="Few people & “reform” <underway>",
        ),
    ]


def _few() -> Finding:
    return _finding(
        "optional-measures-few",
        ("measures",),
        None,
        Text("1 optional measure is listed.", "方案列入选做措施1项。"),
        Text("Take up another one.", "请增选措施。"),
        severity=Severity.WARNING,
    )


def _absent(office: str) -> Finding:
    name = OFFICES[office]
    message = Text(f"{name.en} has no submitted plan.", f"没有{name.zh}已报送的方案。")
    return _finding("office-without-plan", (office,), office, message, Text("Ask for it.", "请催报。"), place=NOWHERE)


def _shortfall() -> Finding:
    message = Text("The plans add up to 3 of 20 pilots.", "各局方案合计3个，目标20个。")
    return _finding("target-shortfall", (), 16, message, None, place=NOWHERE)


def _unreadable(lang: Language) -> Report:
    message = Text("The file ends too early.", "文件不完整。")
    finding = Finding("unreadable", Severity.ERROR, (), Place(1, 1), None, message, Clause("provincial-plan/1", None))
    report = _report(lang, "", Verdict.INVALID, [finding], name="in/notice.json")
    return replace(
        report,
        pack_id=None,
        pack_version=None,
        pack_digest=None,
        office=None,
        plan_year=None,
        status=None,
        version=None,
        rules={},
    )
