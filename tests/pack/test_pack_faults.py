"""A fault in a rule pack is told to its author with file and line, in both languages, before any document is read."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from checker import check, load_pack
from checker.errors import PackError, UnknownPackError
from checker.resources import rules_folder

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

ID = "sipo-2012-113"

PACK = "pack.yaml"
PLAN = "documents/provincial-plan.yaml"
DEPARTMENTS_PLAN = "documents/department-plan.yaml"
REPORT = "documents/progress-report.yaml"
REPORT_FORM = "documents/progress-report.form.yaml"
FORM = "documents/provincial-plan.form.yaml"
DEPARTMENTS_FORM = "documents/department-plan.form.yaml"
ROUNDS = "tables/support_rounds.csv"
MEASURES = "tables/measures.csv"
REGION = "II.1/region-outside-jurisdiction/rule.yaml"
DEPARTMENT = "II.2/approval-by-wrong-department/rule.yaml"
UNUSED = "II.2/exception-unused/rule.yaml"
MISSING = "II.2/required-measure-missing/rule.yaml"
LATE = "II.3/submitted-late/rule.yaml"
COMPLETION = "plan/completion-after-plan-year/rule.yaml"
PATH = "plan-4/legislation-path-mismatch/rule.yaml"
RULES = (REGION, DEPARTMENT, UNUSED, MISSING, LATE, COMPLETION, PATH)

UNDER_NO = "number: {is: {of: catalogue_measure.number}}"
"""What stands under `no entry`: the place of a group of tests is that of the first of them."""
NOT_JUDGED = "The rule judges each"
NO_MEMBER = "has no member"
NO_COLUMN = "The table has no column"


class Broken(NamedTuple):
    """One change that breaks a pack: what is told of it, and on which line (how that line then begins)."""

    file: str
    old: str
    new: str
    told: str
    line: str


FAULTS = {
    # What rules say of facts.
    "unknown kind judged": Broken(
        REGION, "for_each: region", "for_each: regin", "There is no kind of fact “regin”", "for_each: regin"
    ),
    "unknown kind": Broken(MISSING, "no entry:", "no entri:", "There is no kind of fact “entri”", UNDER_NO),
    "unknown member": Broken(REGION, "{has_code: true}", "{has_kode: true}", NO_MEMBER, "region: {has_kode"),
    "unknown member of the plan": Broken(
        REGION, "{has_province: true}", "{has_provinc: true}", NO_MEMBER, "plan: {has_provinc:"
    ),
    "unknown member inside no": Broken(
        DEPARTMENT, "    department: {of:", "    departments: {of:", NO_MEMBER, "departments: {of:"
    ),
    "unknown member compared with": Broken(
        REGION,
        "{is_not: {of: plan.province}}",
        "{is_not: {of: plan.provinc}}",
        NO_MEMBER,
        "province: {is_not: {of: plan.provinc}}",
    ),
    "free text in a condition": Broken(
        REGION, "region: {has_code: true}", "region: {name: x}", "is free text", "region: {name: x}"
    ),
    "number that the catalogue has not": Broken(
        PATH, "    number: 4\n", "    number: 44\n", "no row with the number 44", "number: 44"
    ),
    "kind that is not judged": Broken(
        REGION, "plan: {has_province: true}", "measure: {number: 7}", NOT_JUDGED, "measure: {number: 7}"
    ),
    "member of a kind that is not judged": Broken(
        REGION, "{is_not: {of: plan.province}}", "{is_not: {of: measure.class}}", NOT_JUDGED, "province: {is_not:"
    ),
    "bound named as a member": Broken(
        LATE, "after: {bound: deadline}", "after: {of: bound.deadline}", NOT_JUDGED, "day: {after:"
    ),
    "some of what there is one of": Broken(
        REGION, "plan: {has_province: true}", "some plan: {has_province: true}", "is the one fact", "some plan:"
    ),
    "join by inequality": Broken(
        DEPARTMENT,
        "department: {of: request.approval_department}",
        "department: {is_not: {of: request.approval_department}}",
        "Inside “some” or “no”",
        "department: {is_not:",
    ),
    "join with what is not judged": Broken(
        UNUSED, "rule: {of: exception.rule}", "rule: {of: region.code}", NOT_JUDGED, "rule: {of: region.c"
    ),
    "operator that does not fit a flag": Broken(
        REGION, "{has_code: true}", "{has_code: {is_not: true}}", "The operator “is_not”", "region: {has_code:"
    ),
    "operator that does not fit a code": Broken(
        DEPARTMENT,
        "{one_of: [pending, approved]}",
        "{less_than: 3}",
        "The operator “less_than”",
        "approval_status: {less_than",
    ),
    "operator for counts on a day": Broken(
        LATE, "{after: {bound", "{more_than: {bound", "The operator “more_than”", "day: {more_than"
    ),
    "operator for days on a count": Broken(
        COMPLETION, "{more_than: 0}", "{after: 0}", "The operator “after”", "milestones_after_plan_year: {after: 0}"
    ),
    "literal of another type": Broken(
        COMPLETION, "{more_than: 0}", '{more_than: "0"}', "The value “0”", "milestones_after_plan_year:"
    ),
    "true is no count": Broken(
        COMPLETION, "{more_than: 0}", "{more_than: true}", "The value “", "milestones_after_plan_year:"
    ),
    "day that does not exist": Broken(
        LATE, "{after: {bound: deadline}}", "{after: 2012-02-30}", "The value “2012-02-30”", "day: {after: 2012"
    ),
    "day that is no day": Broken(
        LATE, "{after: {bound: deadline}}", "{after: Christmas}", "The value “Christmas”", "day: {after: Chris"
    ),
    "code with a slip": Broken(
        PATH,
        "legislation_path: {is_not: propose}",
        "legislation_path: {is_not: propse}",
        "“propse” is not a code",
        "legislation_path: {is_not: propse}",
    ),
    "code with a slip in a list": Broken(
        DEPARTMENT,
        "[pending, approved]",
        "[pending, aproved]",
        "“aproved” is not a code",
        "approval_status: {one_of: [pending, ap",
    ),
    "number that the table does not have": Broken(
        MISSING,
        "{class: required}",
        "{number: 44}",
        "The table has no row with the number 44",
        "catalogue_measure: {number: 44}",
    ),
    "unknown bound": Broken(LATE, "after: {bound: deadline}", "after: {bound: dedline}", "has no bound", "day:"),
    "bound of another type": Broken(
        LATE, "after: {bound: deadline}", "after: {bound: plan_year}", "The bound “plan_year” cannot", "day:"
    ),
    "members of different types": Broken(
        REGION,
        "{is_not: {of: plan.province}}",
        "{is_not: {of: plan.year}}",
        "cannot be compared with a member",
        "province: {is_not: {of: plan.year}}",
    ),
    # What rules say to people.
    "placeholder of a kind that is not judged": Broken(
        REGION,
        "  zh: 地区“{region.name}”的代码",
        "  zh: 措施{measure.number}地区“{region.name}”的代码",
        NOT_JUDGED,
        "zh: 措施{measure.number}",
    ),
    "placeholder of an unknown member": Broken(
        REGION, "  zh: 地区“{region.name}”", "  zh: 地区“{region.nam}”", NO_MEMBER, "zh: 地区“{region.nam}”"
    ),
    "placeholder of an unknown bound": Broken(
        LATE, "报送，晚于{bound.deadline}", "报送，晚于{bound.dedline}", "has no bound", "zh: 方案于"
    ),
    "value of what was found in a text about the duty": Broken(
        LATE, "  zh: 方案应当在", "  zh: 方案{plan.office}应当在", "only the message and the remedy", "zh: 方案{plan"
    ),
    "subject of a kind that is not judged": Broken(
        PATH, "subject: measure.number", "subject: request.number", NOT_JUDGED, "subject: request.number"
    ),
    "subject that is a bound": Broken(
        PATH, "subject: measure.number", "subject: bound.deadline", NOT_JUDGED, "subject: bound.deadline"
    ),
    "place of a kind that is not judged": Broken(
        PATH, 'at: "{measure}/legislation/path"', 'at: "{region}/code"', "The place begins at “region”", 'at: "{region}'
    ),
    "document that is not declared": Broken(
        LATE, "[provincial-plan/1,", "[provincial-plan/2,", "declares no document provincial-plan/2", "documents: ["
    ),
    # Clauses.
    "clause that does not exist": Broken(LATE, "clause: II.3", "clause: II.4", "There is no clause", "clause: II.4"),
    "clause of a measure that does not exist": Broken(
        PATH, "clause: plan 4", "clause: plan 43", "There is no clause", "clause: plan 43"
    ),
    "clause that is not the folder's": Broken(
        LATE, "clause: II.3", "clause: II.2", "stands in the folder “II.3”", "clause: II.2"
    ),
    "bound of a clause that does not exist": Broken(
        PACK, "    clause: plan 32", "    clause: plan 99", "There is no clause", "clause: plan 99"
    ),
    "plan year of a clause that does not exist": Broken(
        PACK, "2013-12-31\n  clause: plan", "2013-12-31\n  clause: plans", "There is no clause", "clause: plans"
    ),
    "clause twice": Broken(PACK, "  - id: I\n", "  - id: II.1\n", "stands here more than once", "- id: II.1"),
    # What the pack declares.
    "header of a table that is another one": Broken(
        MEASURES, "number,", "numbers,", "The header of the table", "numbers,"
    ),
    "sender at a member that is not there": Broken(
        PLAN, "member: office", "member: ofice", "has nothing at “ofice”", "sender: {"
    ),
    "year at a member that is not there": Broken(
        PLAN, "\nyear: plan_year", "\nyear: plan_jear", "has nothing at “plan_jear”", "year: plan_jear"
    ),
    "status at a member that is not there": Broken(
        PLAN, "status: {member: status", "status: {member: state", "has nothing at “state”", "status: {"
    ),
    "version at a member that is not there": Broken(
        PLAN, "version: submission/version", "version: submission/edition", "has nothing at “submission/e", "version:"
    ),
    "items in a list that is not there": Broken(
        PLAN, "items: {list: measures", "items: {list: mesures", "has nothing at “mesures”", "items: {"
    ),
    "number of an item at a member that is not there": Broken(
        PLAN,
        "list: measures, number: number",
        "list: measures, number: nowhere",
        "has nothing at “nowhere”",
        "items: {",
    ),
    "items that are read although faulty, deeper down": Broken(
        PLAN,
        "  alliance:\n",
        "  alliance:\n    even_if_faulty: true\n",
        "is for the items of a list of the document itself",
        "even_if_faulty:",
    ),
    "id that is not the folder's": Broken(PACK, f"id: {ID}", f"id: {ID}4", "The id is", f"id: {ID}4"),
    "document without a file": Broken(
        PACK,
        "department-plan, progress",
        "departments-plan, progress",
        "There is no file documents/departments-plan.yaml",
        "documents: [",
    ),
    "key that is no column": Broken(PACK, "key: [word]", "key: [words]", NO_COLUMN, "key: [words]"),
    "key of several, one of them no column": Broken(
        PACK, "key: [number, target]", "key: [number, targets]", NO_COLUMN, "key: [number, targets]"
    ),
    "key of a table that others refer to": Broken(
        PACK,
        "key: [number]\n    label: title\n    columns:\n      number: {type: number, meaning: {en: number of the main",
        "key: [nummer]\n    label: title\n    columns:\n      number: {type: number, meaning: {en: number of the main",
        NO_COLUMN,
        "key: [nummer]",
    ),
    "label that is no column": Broken(
        PACK,
        "label: name\n    columns:\n      code: {type: code, meaning: {en: code of the office",
        "label: nam\n    columns:\n      code: {type: code, meaning: {en: code of the office",
        NO_COLUMN,
        "label: nam",
    ),
    "column of a table that does not exist": Broken(
        PACK, "in: task,", "in: tasks,", "There is no table or list called “tasks”", "task: {type: number, in: tasks"
    ),
    "counting facts that do not exist": Broken(
        PACK, "count_distinct: request", "count_distinct: requests", "No kind of fact and no table", "count_distinct:"
    ),
    "counting a member that does not exist": Broken(PACK, "of: sender", "of: senders", NO_MEMBER, "of: senders"),
    "counting where there is no such member": Broken(
        PACK, "where: {asks_for:", "where: {ask_for:", NO_MEMBER, "where: {ask_for"
    ),
    "counting by a member that does not exist": Broken(
        PACK, "target: name}", "target: names}", NO_MEMBER, "by: {number: number, target: names}"
    ),
    # Forms.
    "field that the schema does not have": Broken(
        FORM, "path: plan_year,", "path: year,", "has nothing at “year”", "- {path: year"
    ),
    "list that the schema does not have": Broken(
        FORM, "list: schedule", "list: schedules", "no list or object at “measures/schedules”", "list: schedules"
    ),
    "sheet of entries that no sheet has": Broken(
        FORM,
        "of: measures\n    list: schedule",
        "of: measure\n    list: schedule",
        "No sheet has the list",
        "of: measure",
    ),
    "field that a cell cannot hold": Broken(
        FORM, "path: actions,", "path: schedule,", "cannot be written in a cell: array", "- {path: schedule,"
    ),
    "field that cannot be what it is said to be": Broken(
        FORM, "{path: rule, is: rule,", "{path: rule, is: items,", "cannot be “items”", "- {path: rule, is: items"
    ),
    "codes without labels": Broken(
        FORM, "name: legislation_path", "name: legislation_ways", "say by `in` which", "- path: legislation/path"
    ),
    "codes with labels for some of them": Broken(
        FORM, "in: class\n", "in: progress\n", "has no label for: required, optional, national", "in: progress"
    ),
    "column shown that the table does not have": Broken(
        FORM, "{shows: class,", "{shows: grade,", NO_COLUMN, "- {shows: grade"
    ),
    "column shown from no table": Broken(
        FORM,
        "from: catalogue_lead",
        "from: lead",
        "There is no table called “lead”",
        "- {shows: department, from: lead",
    ),
    "column shown from a table that is not of items": Broken(
        FORM, "{shows: progress,", "{shows: code, from: place,", "No column of “place”", "- {shows: code, from: place"
    ),
    "label of two fields": Broken(
        FORM, "zh: 年度进度", "zh: 工作目标", "“工作目标” is what the field “progress”", "- {path: objective"
    ),
    "label of two sheets": Broken(FORM, "zh: 报请事项", "zh: 时间安排", "“时间安排” is what the sheet", "label:"),
    "name of two fields": Broken(
        FORM,
        "{path: basic_patents,",
        "{path: basic_patents, name: title,",
        "Two fields",
        "- {path: basic_patents, name",
    ),
    "group of no fields": Broken(FORM, "  legislation: {en", "  laws: {en", "a path that begins so", "laws:"),
    "rows of no table": Broken(
        FORM, "{table: place,", "{table: region,", "There is no table called “region”", "choices: {table: region"
    ),
    "rows by a column that the table does not have": Broken(
        FORM, "where: {class: required}", "where: {grade: required}", NO_COLUMN, "rows: {table: catalogue_measure"
    ),
    "rows that fill no field": Broken(FORM, "{region: name,", "{place: name,", "no field “place”", "choices: {table"),
    # Tables.
    "another header": Broken(ROUNDS, "number,places", "number,place", "The header of the table", "number,place"),
    "too few cells": Broken(ROUNDS, "26,15", "26", "2 cells; it has 1", "26"),
    "too many cells": Broken(ROUNDS, "26,15", "26,15,x", "2 cells; it has 3", "26,15,x"),
    "cell that is no count": Broken(ROUNDS, "26,15", "26,many", "values of type count; “many”", "26,many"),
    "cell that is no flag": Broken(
        MEASURES,
        "1,1,national,phased,,,true,Revision of the Patent",
        "1,1,national,phased,,,yes,Revision of the Patent",
        "values of type flag; “yes”",
        "1,1,",
    ),
    "code that is not in its list": Broken(
        MEASURES, "\n1,1,national", "\n1,1,nationl", "“nationl” in the column class", "1,1,nationl"
    ),
    "number that is not in its table": Broken(ROUNDS, "26,15", "62,15", "“62” in the column number", "62,15"),
    "row twice": Broken(ROUNDS, "27,10", "26,10", "“26” stands in line 2 already", "26,10"),
    "office twice": Broken(
        "../common/tables/offices.csv", "\nCN-AH,", "\nCN-BJ,11,x,北京\nCN-AH,", "“CN-BJ” stands in line", "CN-BJ,11,x"
    ),
    "row without a key": Broken(ROUNDS, "26,15", ",15", "has an empty cell", ",15"),
    "text in one language": Broken(
        "tables/departments.csv", ",条法司", ",", "should stand in both languages", "legal-affairs,"
    ),
    "quotation mark that is not closed": Broken(ROUNDS, "27,10", '27,"10', "The row cannot be read", '27,"10'),
    # Documents.
    "schema that does not exist": Broken(
        PLAN, "schema: provincial-plan", "schema: provincal-plan", "There is no schema provincal-plan", "schema:"
    ),
    "senders of a table that does not exist": Broken(
        PLAN, "table: office, names", "table: offices, names", "There is no table called “offices”", "sender:"
    ),
    "items of a table that does not exist": Broken(
        PLAN, "table: catalogue_measure}", "table: catalogue}", "There is no table called “catalogue”", "items:"
    ),
    "held against a document that is not declared before": Broken(
        REPORT,
        "{document: provincial-plan/1,",
        "{document: progress-report/1,",
        "no document progress-report/1 before this one",
        "against:",
    ),
    "held against what there is no room for": Broken(
        REPORT, "member: plan,", "member: plans,", "has nothing at “plans”", "against:"
    ),
    "filled in where there is no room for it": Broken(
        REPORT, "schedule/milestone]", "schedule/text]", "has nothing at “text”", "against:"
    ),
    "shown of what is held against, where there is nothing": Broken(
        REPORT_FORM, "{shows: targets,", "{shows: target,", "nothing at “target”", "- {shows: target,"
    ),
    "a period that stands nowhere": Broken(
        REPORT, "period: reports_until", "period: until", "nothing at “until”", "period:"
    ),
    "compilation of a path that leads nowhere": Broken(
        PLAN, "{path: objective, label", "{path: objectiv, label", "nothing at “objectiv”", "- {path: objectiv,"
    ),
    "compilation with funds nowhere": Broken(
        PLAN, "{amount: funding/amount_cny,", "{amount: funding/yuan,", "nothing at “funding/yuan”", "funds:"
    ),
    "compilation with milestones without a day": Broken(
        PLAN, "{list: schedule, day: due,", "{list: schedule, day: date,", "nothing at “date”", "milestones:"
    ),
    "compilation by a class that is no column": Broken(PLAN, "class: class\n", "class: klass\n", NO_COLUMN, "class:"),
    "compilation by a group that is no column": Broken(
        PLAN, "groups: [task, main_task]", "groups: [task, main]", NO_COLUMN, "groups:"
    ),
    "compilation by a group without a table": Broken(
        PLAN, "groups: [task, main_task]", "groups: [title]", "No table is behind", "groups:"
    ),
    "totals of facts that do not exist": Broken(
        PLAN, "    of: detail\n", "    of: details\n", "No kind of fact is called “details”", "of: details"
    ),
    "totals of a member that does not exist": Broken(
        PLAN, "    amount: amount\n", "    amount: sum\n", NO_MEMBER, "amount: sum"
    ),
    "announced in a table that does not exist": Broken(
        PLAN, "table: national_target\n", "table: target\n", "There is no table called “target”", "table: target"
    ),
    "announced in a column that does not exist": Broken(
        PLAN, "      most: at_most\n", "      most: upmost\n", NO_COLUMN, "most: upmost"
    ),
    "exceptions of a kind that does not exist": Broken(
        PLAN, "{kind: exception,", "{kind: exceptions,", "No kind of fact is called “exceptions”", "exceptions:"
    ),
    "tally of a kind that does not exist": Broken(
        PLAN, "    of: catalogue_measure", "    of: catalogue", "No kind of fact and no table", "of: catalogue"
    ),
    "tally of a member that does not exist": Broken(
        PLAN,
        "member: number\n    where: {class: national}",
        "member: numbers\n    where: {class: national}",
        NO_MEMBER,
        "of: entry",
    ),
    "tally of rows that an unknown kind has": Broken(
        PLAN, "not_in: entry", "not_in: entri", "No kind of fact is called “entri”", "not_in: entri"
    ),
    "path of facts that points nowhere": Broken(
        PLAN, "each: [exceptions]", "each: [exception]", "has no list or object at “exception”", "each: [exception]"
    ),
    "path of a member that points nowhere": Broken(
        PLAN, "text: justification", "text: justifiction", "has nothing at “justifiction”", "text: justifiction"
    ),
    "way that does not fit what the path holds": Broken(
        PLAN, "count: targets/trained_agents", "flag: targets/trained_agents", "“flag” cannot be read", "flag: targets"
    ),
    "member read in two ways": Broken(
        PLAN,
        "there: approval/date",
        "there: approval/date\n        known: approved_on",
        "just one way",
        "there: approval/d",
    ),
    "option that the way needs": Broken(
        PLAN,
        "take: secretariat_of\n        from: department\n",
        "take: secretariat_of\n",
        "The way “take” needs `from`",
        "take: secretariat_of",
    ),
    "option that the way does not have": Broken(
        PLAN,
        "known: lead_approved_for",
        "known: lead_approved_for\n        first: 2",
        "has no option `first`",
        "first: 2",
    ),
    "member read off an unknown one": Broken(
        PLAN, "known: lead_approved_for", "known: lead_approvd_for", NO_MEMBER, "known: lead_approvd_for"
    ),
    "taken from a table that does not exist": Broken(
        PLAN,
        "take: secretariat_of\n        from: department\n",
        "take: secretariat_of\n        from: departments\n",
        "No kind of fact and no table is called “departments”",
        "take: secretariat_of",
    ),
    "taken from a column that does not exist": Broken(
        PLAN, "take: secretariat_of", "take: secretary_of", NO_MEMBER, "take: secretary_of"
    ),
    "looked up by an unknown member": Broken(
        PLAN, "by: {approval_department: code}", "by: {approval_by: code}", NO_MEMBER, "by: {approval_by: code}"
    ),
    "looked up by an unknown column": Broken(
        PLAN, "by: {approval_department: code}", "by: {approval_department: kode}", NO_MEMBER, "by: {approval_dep"
    ),
    "codes of a list that does not exist": Broken(
        PLAN,
        "in: stated_day\n",
        "in: stated_days\n",
        "There is no table or list called “stated_days”",
        "in: stated_days",
    ),
    "words of a table that does not exist": Broken(
        PLAN, "in: placeholder\n", "in: placeholders\n", "There is no table or list called “placeholders”", "in: placeh"
    ),
    "names of a table that does not exist": Broken(
        PLAN,
        "in: place\n        column: name\n        by: {place: code}",
        "in: places\n        column: name\n        by: {place: code}",
        "There is no table or list called “places”",
        "in: places",
    ),
    "names in a column that does not exist": Broken(
        PLAN,
        "column: name\n        by: {place: code}",
        "column: nam\n        by: {place: code}",
        NO_COLUMN,
        "column: nam",
    ),
    "holding of an unknown member": Broken(
        PLAN, "holds: {approval_status: refused}", "holds: {approval: refused}", NO_MEMBER, "holds: {approval: refused}"
    ),
    "holding of an unknown code": Broken(
        PLAN,
        "holds: {approval_status: refused}",
        "holds: {approval_status: refusd}",
        "“refusd” is not a code",
        "holds:",
    ),
    "holding of free text": Broken(
        PLAN, "holds: {approval_status: refused}", "holds: {title: x}", "“measure.title” is free text", "holds: {title"
    ),
    "one of several that is no flag": Broken(
        PLAN,
        "amount_cny}]\n        meaning: {en: funds are stated for this",
        "amount_cny}, {text: funding/source}]\n        meaning: {en: funds are stated for this",
        "“any_of” is one of several flags",
        "any_of:",
    ),
    "nth by an unknown member": Broken(
        PLAN, "nth: [same_name, has_code]", "nth: [same_name, has_kode]", NO_MEMBER, "nth: [same_name"
    ),
    "member read off itself": Broken(
        PLAN, "known: lead_approved_for", "known: secretariat_of_lead", "in a circle", "known: secretariat_of_lead"
    ),
    "identity by an unknown member": Broken(
        PLAN, "identity: [named_rule]", "identity: [name_rule]", NO_MEMBER, "identity: [name_rule]"
    ),
    "days within an unknown bound": Broken(
        PLAN, "due: {after: plan_year}", "due: {after: plan_yer}", "There is no bound “plan_yer”", "where: {due: {after"
    ),
    "counting items by an unknown member": Broken(
        PLAN, "where: {due: {after:", "where: {dew: {after:", "The items of the list have no member", "where: {dew"
    ),
    "second kind that is the document as a whole": Broken(
        PLAN, "    each: [exceptions]\n", "", "Only one kind can be the document as a whole", "meaning: {en: an exc"
    ),
    # The files.
    "field that the schema does not know": Broken(
        LATE, "severity: error", "severity: error\nseverety: error", "There is no field “severety”", "severety: error"
    ),
    "field that is missing": Broken(LATE, "severity: error\n", "", "The field “severity” is missing", "clause: II.3"),
    "value that the schema does not know": Broken(
        LATE, "severity: error", "severity: grave", "Found the text “grave”", "severity: grave"
    ),
    "text without Chinese": Broken(
        LATE,
        "  zh: 方案于{stated_day.day}报送，晚于{bound.deadline}，此前没有按期报送的版本。",
        "  zh: late",
        "Found the text “late”",
        "zh: late",
    ),
    "same key twice": Broken(
        LATE, "severity: error", "severity: error\nseverity: error", "The key “severity”", "severity: error"
    ),
    "no YAML": Broken(LATE, "severity: error", "severity: [error", "", "decidable:"),
    "no YAML in a document": Broken(PLAN, "year: plan_year", "year: [plan_year", "", "status:"),
    "no YAML in the pack": Broken(PACK, "issued: 2012-11-23", "issued: [2012-11-23", "", ""),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the pack with the rules that are damaged here, and of what stands beside it for all packs."""

    def unneeded(folder: str, names: Collection[str]) -> set[str]:
        rules = {rule.split("/")[1] for rule in RULES}
        in_clause = folder.rpartition(ID)[2].count("/") == 1 and not folder.endswith(("/documents", "/tables"))
        return {"snapshot.json"} | (set(names) - rules if in_clause else set())

    shutil.copytree(rules_folder() / "common", tmp_path / "common")
    return shutil.copytree(rules_folder() / ID, tmp_path / ID, ignore=unneeded)


def faults_of(folder: Path) -> list[tuple[str, int | None, str]]:
    """The faults with which a pack is refused: file, line and what is said in English."""
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    for fault in caught.value.faults:
        for lang in ("en", "zh"):
            told = fault.message(lang)
            assert told.startswith(f"{fault.file}:" if fault.line is None else f"{fault.file}:{fault.line}: ")
            for name in fault.values:
                assert f"{{{name}}}" not in told
    assert len(caught.value.message("zh").splitlines()) == len(caught.value.faults)
    return [(fault.file, fault.line, fault.message("en")) for fault in caught.value.faults]


def change(path: Path, old: str, new: str) -> list[str]:
    """Change a file, and give its lines."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{text.count(old)} times: {old}"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")
    return path.read_text(encoding="utf-8").splitlines()


def test_the_copy_is_sound(folder: Path) -> None:
    assert {f"{rule.folder.parent.name}/{rule.id}/rule.yaml" for rule in load_pack(folder).rules} == set(RULES)


@pytest.mark.parametrize("broken", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_with_file_and_line_and_nothing_else_is(broken: Broken, folder: Path) -> None:
    path = (folder / broken.file).resolve()
    lines = change(path, broken.old, broken.new)
    faults = faults_of(folder)
    assert len(faults) == 1, faults
    ((file, line, told),) = faults
    assert file == str(path)
    assert broken.told in told
    assert line is not None
    assert lines[line - 1].strip().startswith(broken.line)


def test_a_kind_like_one_that_does_not_exist(folder: Path) -> None:
    """Which members it should have had, nobody knows: nothing is said of what looks at them."""
    lines = change(folder / DEPARTMENTS_PLAN, "like: entry", "like: entri")
    ((file, line, told),) = faults_of(folder)
    assert (file, line) == (str(folder / DEPARTMENTS_PLAN), lines.index("    like: entri") + 1)
    assert "No kind of fact is called “entri”" in told


def test_every_fault_is_told_at_once(folder: Path) -> None:
    change(folder / LATE, "after: {bound: deadline}", "after: {bound: dedline}")
    change(folder / REGION, "{has_code: true}", "{has_kode: true}")
    change(folder / ROUNDS, "26,15", "26,many")
    change(folder / PLAN, "not_in: entry", "not_in: entri")
    change(folder / FORM, "path: plan_year,", "path: year,")
    change(folder / DEPARTMENTS_FORM, "path: plan_year,", "path: year, kind: count,")
    files = (DEPARTMENTS_FORM, ROUNDS, FORM, PLAN, REGION, LATE)
    assert [file for file, _, _ in faults_of(folder)] == [str(folder / name) for name in files]


def test_a_form_of_no_document(folder: Path) -> None:
    (folder / FORM).rename(folder / "documents/report.form.yaml")
    ((file, _, told),) = faults_of(folder)
    assert file == str(folder / "documents/report.form.yaml")
    assert "There is no file documents/report.yaml" in told


@pytest.mark.parametrize("name", [ROUNDS, "../common/tables/offices.csv"])
def test_a_table_that_is_not_there(name: str, folder: Path) -> None:
    path = (folder / name).resolve()
    path.unlink()
    assert [(file, line) for file, line, _ in faults_of(folder)] == [(str(path), None)]


def test_a_table_that_is_no_text(folder: Path) -> None:
    (folder / ROUNDS).write_bytes(b"number,places\n26,15\n27,\xff\n")
    ((file, line, told),) = faults_of(folder)
    assert (file, line) == (str(folder / ROUNDS), 3)
    assert "no text in UTF-8" in told


def test_a_pack_without_documents(folder: Path) -> None:
    shutil.rmtree(folder / "documents")
    ((file, line, told),) = faults_of(folder)
    assert (file, line) == (str(folder / "documents"), None)
    assert "declares no kind of document" in told


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
@pytest.mark.parametrize("kind", ["pipe", "zero", "folder", "nothing"])
def test_a_rule_that_is_no_file(kind: str, folder: Path) -> None:
    (folder / LATE).unlink()
    if kind == "pipe":
        os.mkfifo(folder / LATE)
    elif kind == "zero":
        (folder / LATE).symlink_to("/dev/zero")
    elif kind == "folder":
        (folder / LATE).mkdir()
    ((file, line, told),) = faults_of(folder)
    assert (file, line) == (str(folder / LATE), None)
    assert "should hold a rule" in told


@pytest.mark.parametrize("text", ["", "- a\n", "text\n", "null\n"])
@pytest.mark.parametrize("name", [LATE, PLAN, PACK, FORM])
def test_a_file_that_is_no_group_of_fields(name: str, text: str, folder: Path) -> None:
    (folder / name).write_text(text)
    ((file, line, _),) = faults_of(folder)
    assert file == str(folder / name)
    assert line in (None, 1)


def test_a_rule_of_the_same_name_under_two_clauses(folder: Path) -> None:
    shutil.copytree(folder / "II.3/submitted-late", folder / "plan/submitted-late")
    ((file, line, told),) = faults_of(folder)
    assert (file, line) == (str(folder / "plan/submitted-late/rule.yaml"), None)
    assert "A second rule" in told


def test_a_rule_whose_name_is_none(folder: Path) -> None:
    (folder / "II.3/submitted-late").rename(folder / "II.3/Submitted_Late")
    ((file, _, told),) = faults_of(folder)
    assert file == str(folder / "II.3/Submitted_Late/rule.yaml")
    assert "“Submitted_Late” cannot be a name" in told


def test_a_pack_without_rules(folder: Path) -> None:
    for rule in RULES:
        shutil.rmtree((folder / rule).parent)
    ((file, line, told),) = faults_of(folder)
    assert (file, line) == (str(folder), None)
    assert "There is no rule in this folder" in told


def test_a_folder_that_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(UnknownPackError) as caught:
        load_pack(tmp_path)
    assert ID in caught.value.message("en")
    assert str(tmp_path) in caught.value.message("zh")


def test_no_document_is_read_before_the_fault_is_told(folder: Path, tmp_path: Path) -> None:
    change(folder / LATE, "after: {bound: deadline}", "after: {bound: dedline}")
    with pytest.raises(PackError):
        check(tmp_path / "no-such-plan.yaml", pack=folder)
