"""A small circular, reports and a review made by hand (world.yaml), and text that every format has to survive."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from checker.model import (
    LANGUAGES,
    NOWHERE,
    Clause,
    Engine,
    Finding,
    Language,
    Place,
    Report,
    RuleStatus,
    Severity,
    Text,
    Verdict,
)
from checker.pack.model import Grade, Pack, Stage, Table
from checker.readers import read_path
from checker.reporting import FORMATS, Layout
from checker.review_model import (
    DecisionOutcome,
    FileStanding,
    Review,
    ReviewedDecision,
    ReviewedFile,
    RosterRow,
    SenderState,
)
from checker.schema import Schema

WORLD: Any = read_path(Path(__file__).with_name("world.yaml")).data
PACK_ID, FORMAT = "test-2020-9", "provincial-plan/1"
DIGEST, PACK_DIGEST = "0123456789abcdef" * 4, "fedcba9876543210" * 4
TALLIES = ("required", "missing", "optional", "national", "unknown")
SENT = [row for row in WORLD["review"]["reports"] if "office" in row]

EVIL = (
    "=cmd|' /C calc'!A0 +1 @SUM(1) <script>alert(1)</script> [x](http://evil.example) ![x](http://evil.example/a.png) "
    "@user #12 `code` a|b ]]> \"quoted\" 'single' %0A ::error::x ##[error]y {0} &amp; \\ _x003D_"
    "\x1b[31mred\x1b[0m\x00\x07\r\n::warning::z\ttab\u202e\u200b\ufffe"
)
"""What a plan may hold, all of it at once: for spreadsheets, browsers, terminals, CI servers and parsers of XML."""


def some_rows(table: Table, rows: list[dict[str, Any]]) -> Table:
    """The table with these rows only."""
    return replace(table, rows=tuple(tuple(row.get(name) for name in table.names) for row in rows))


@pytest.fixture(scope="session")
def pack(pack: Pack) -> Pack:
    """The small circular: the document of No. 113, with eight offices, five measures, and rules of its own."""
    offices, measures = pack.tables["office"], pack.tables["catalogue_measure"]
    any_rule = pack.rules_by_id["plan-year-mismatch"]
    late = pack.rules_by_id["submitted-late"]
    kind = pack.main_document
    stages = {**dict.fromkeys(WORLD["rules"], Stage.DOCUMENT), **dict.fromkeys(WORLD["rules_across"], Stage.REVIEW)}
    return replace(
        pack,
        id=PACK_ID,
        version="1.0.0",
        digest=PACK_DIGEST,
        folder=Path(),
        citation=Text(*WORLD["citation"]),
        title=Text(*WORLD["title"]),
        clauses={id_: Text(*clause["title"]) for id_, clause in WORLD["clauses"].items()},
        clause_labels={id_: Text(*clause["cited"]) for id_, clause in WORLD["clauses"].items()},
        bounds={"deadline": pack.bounds["deadline"]},
        tables={
            "office": some_rows(offices, [{**offices.by_key[code]} for code in WORLD["offices"]]),
            "catalogue_measure": some_rows(
                measures, [{**row, "title": Text(*row["title"])} for row in WORLD["measures"]]
            ),
        },
        # With a validator of its own: one that is compiled cannot go to another process.
        documents={FORMAT: replace(kind, schema=Schema(kind.schema.node))},
        rules=tuple(
            replace(
                late if id_ == late.id else any_rule,
                id=id_,
                clause=told["clause"],
                grades=(Grade(Severity(told["severity"])),),
                in_principle=id_ == "optional-measures-too-few",
                **dict.fromkeys(("title", "duty", "rationale", "message", "remedy"), Text(*told["title"])),
                stage=stages[id_],
            )
            for id_, told in {**WORLD["rules"], **WORLD["rules_across"]}.items()
        ),
    )


def finding_of(told: dict[str, Any]) -> Finding:
    """A finding as world.yaml has it."""
    rule = {**WORLD["rules"], **WORLD["rules_across"]}.get(told["rule"], {})
    return Finding(
        told["rule"],
        Severity(told.get("severity", rule.get("severity", "error"))),
        tuple(told["at"]),
        Place(**told["place"]) if "place" in told else NOWHERE,
        told.get("subject"),
        Text(*told["says"]),
        Clause(PACK_ID if rule else FORMAT, rule.get("clause", told.get("clause"))),
        {},
        Text(*told["fix"]) if "fix" in told else None,
        told.get("exception"),
    )


def selection(told: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    """The lists of a report's `selection`, those that are not told empty."""
    return {name: tuple(told.get(name, ())) for name in TALLIES}


def report_of(told: dict[str, Any], lang: Language) -> Report:
    """A report as world.yaml has it: on a submitted plan of Hubei, where nothing else is said."""
    findings = tuple(map(finding_of, told.get("findings", ())))
    is_read, failure = told.get("is_read", True), told.get("failure")
    is_judged = is_read and failure is None
    statuses = dict.fromkeys(WORLD["rules"], RuleStatus.SATISFIED if is_judged else RuleStatus.NOT_RUN)
    statuses |= {finding.rule: RuleStatus.VIOLATED for finding in findings if finding.rule in statuses}
    statuses |= dict.fromkeys(told.get("not_applicable", ()), RuleStatus.NOT_APPLICABLE)
    statuses |= dict.fromkeys(told.get("not_run", ()), RuleStatus.NOT_RUN)
    tallies = told.get("selection", {"required": [7, 26], "optional": [16, "P2"]})
    return Report(
        pack_id=PACK_ID,
        pack_version="1.0.0",
        pack_digest=PACK_DIGEST,
        document=FORMAT,
        name="plans/hubei-draft.yaml" if is_read else "-",
        sha256=DIGEST,
        office=told.get("office", "CN-HB") if is_read else None,
        plan_year=2021 if is_read else None,
        status=told.get("status", "submitted") if is_read else None,
        version=told.get("version", 2) if is_read else None,
        verdict=Verdict(told["verdict"]),
        selection=selection(tallies if is_read else {}),
        findings=findings,
        rules=statuses,
        engine=Engine("durable_rules", "2.0.28", Text(*failure) if failure else None),
        lang=lang,
    )


def hostile_report(made: Report) -> Report:
    """A report full of `EVIL`: in every text of a finding, with a place in a file and with one in a cell."""
    finding = Finding(
        "measure-unknown",
        Severity.ERROR,
        ("measures", 0, f"=key{EVIL}"),
        Place(3, 7),
        f"=43{EVIL}",
        Text(EVIL, EVIL),
        Clause(PACK_ID, "plan"),
        {},
        Text(f"-{EVIL}", f"-{EVIL}"),
        f"+{EVIL}",
    )
    cell = replace(finding, at=(), place=Place(None, None, f"Measures!{EVIL}"), subject=7, fix=None)
    tallies = selection({"unknown": [f"=43{EVIL}"]})
    name, office = f"=plans/{EVIL}\udc80.yaml", f"@{EVIL}"
    return replace(made, name=name, office=office, findings=(finding, cell), selection=tallies)


def row_of(report: Report, superseded: list[str]) -> RosterRow:
    state = SenderState.DRAFT if report.status == "draft" else SenderState.TO_DECIDE
    found = (report.status, report.version, report.verdict, report.counts)
    return RosterRow(FORMAT, report.office or "", report.name, *found, superseded, state)


def review_of(samples: dict[tuple[str, Language], Report], lang: Language) -> Review:
    """The review that world.yaml has."""
    told = WORLD["review"]
    reports, files, rows = [], [], {}
    for row in told["reports"]:
        report = replace(samples[row["is"], lang], name=row["file"])
        if "office" in row:
            report = replace(report, office=row["office"], version=row["version"])
            report = replace(report, status=row.get("status", report.status))
            if "by" not in row and row.get("stands", True):
                rows[report.office] = row_of(report, row.get("superseded", []))
            standing = FileStanding.SUPERSEDED if "by" in row else FileStanding.JUDGED
            file = ReviewedFile(row["file"], standing, PACK_DIGEST, row.get("by"), FORMAT, report.office)
        else:
            reason = report.findings[0].message
            file = ReviewedFile(row["file"], FileStanding.UNREAD, PACK_DIGEST, document=FORMAT, reason=reason)
        reports.append(report)
        files.append(file)
    files.sort(key=lambda file: file.standing is not FileStanding.SUPERSEDED)
    files.append(
        ReviewedFile(
            "inbox/read me.txt", FileStanding.OTHER, reason=Text("a text that is no document", "不是方案的文本")
        )
    )
    of_nobody = {"CN-SH": SenderState.TO_DECIDE, "CN-ZJ": SenderState.NOT_SENT}
    decision = ReviewedDecision(
        decision="accept",
        office="CN-BJ",
        file="inbox/beijing.yaml",
        sha256=DIGEST,
        rule=None,
        at=None,
        again_by=None,
        reason="complete",
        by="Wang",
        date="2013-01-10",
        outcome=DecisionOutcome.OUTDATED,
        why=Text("No plan with these contents is in the review.", "本次审核中没有该内容的方案。"),
    )
    return Review(
        pack_id=PACK_ID,
        pack_version="1.0.0",
        pack_digest=PACK_DIGEST,
        roster=tuple(
            rows[office] if office in rows else RosterRow(FORMAT, office, state=of_nobody[office])
            for office in WORLD["offices"]
        ),
        findings=tuple(map(finding_of, told["findings"])),
        rules=dict.fromkeys(WORLD["rules_across"], RuleStatus.VIOLATED),
        items={FORMAT: {int(number) if number.isdigit() else number: count for number, count in told["items"].items()}},
        reports=tuple(reports),
        engine=Engine("durable_rules", "2.0.28"),
        lang=lang,
        files=tuple(files),
        decisions=(decision,),
    )


@pytest.fixture(scope="session")
def samples() -> dict[tuple[str, Language], Report]:
    """The reports of world.yaml and a hostile one, by name and language."""
    made = {(name, lang): report_of(told, lang) for name, told in WORLD["reports"].items() for lang in LANGUAGES}
    return made | {("hostile", lang): hostile_report(made["returned", lang]) for lang in LANGUAGES}


@pytest.fixture(scope="session")
def reviews(samples):
    """The review of world.yaml, in each language."""
    return {lang: review_of(samples, lang) for lang in LANGUAGES}


@pytest.fixture(scope="session")
def failed_reviews(reviews):
    """The same where the rules across plans could not be judged."""
    engine = Engine("durable_rules", "2.0.28", Text(*WORLD["review"]["failure"]))
    not_run = dict.fromkeys(WORLD["rules_across"], RuleStatus.NOT_RUN)
    return {lang: replace(made, findings=(), rules=not_run, engine=engine) for lang, made in reviews.items()}


@pytest.fixture(scope="session")
def hostile_reviews(reviews, samples):
    """A review in which the hostile report is on the plan of an office, and another is of none."""
    made = {}
    for lang, review in reviews.items():
        hostile = samples["hostile", lang]
        plan = replace(hostile, office="CN-AH")
        rows = (row_of(plan, [f"=inbox/{EVIL}"]), *review.roster[1:])
        made[lang] = replace(review, roster=rows, reports=(plan, *review.reports[2:], hostile))
    return made


@pytest.fixture(scope="session")
def render(pack):
    """`render("csv", report, …)`: reports in a format; what is named is of the layout."""
    return lambda name, *reports, **layout: FORMATS[name].render(reports, {pack.id: pack}, Layout(**layout))


@pytest.fixture(scope="session")
def render_review(pack):
    """`render_review("csv", review)`: a review in a format; what is named is of the layout."""
    return lambda name, review, **layout: FORMATS[name].render_reviews([review], {pack.id: pack}, Layout(**layout))
