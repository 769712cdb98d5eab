"""What may be changed in a stored report, each change a function of it."""

from __future__ import annotations

from typing import Any


def pass_it(report: Any) -> None:
    report["verdict"] = "pass"


def leave_out_a_finding(report: Any) -> None:
    report["findings"].pop()


def soften(report: Any) -> None:
    report["findings"][0]["severity"] = "info"


def rephrase(report: Any) -> None:
    report["findings"][0]["message"] = "All is well."


def add_a_finding(report: Any) -> None:
    report["findings"].append({**report["findings"][0], "subject": 7, "at": "/measures/0"})


def repeat_a_finding(report: Any) -> None:
    report["findings"].append(report["findings"][0])


def turn_round(report: Any) -> None:
    report["findings"].reverse()


def satisfy(report: Any) -> None:
    for row in report["rules"]:
        if row["status"] == "violated":
            row["status"] = "satisfied"
            return


def leave_out_a_rule(report: Any) -> None:
    report["rules"].pop(0)


def repeat_a_rule(report: Any) -> None:
    report["rules"].append(report["rules"][0])


def another_office(report: Any) -> None:
    report["office"] = "CN-BJ"


def count_none(report: Any) -> None:
    report["counts"]["error"] = 0


def another_selection(report: Any) -> None:
    report["selection"]["missing"] = [12]


def a_float(report: Any) -> None:
    report["findings"][0]["line"] = float(report["findings"][0]["line"])


def fail(report: Any) -> None:
    report["engine"]["failure"] = "it failed"
