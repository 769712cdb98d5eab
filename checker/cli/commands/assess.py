"""`plancheck assess REPORT… --against PLAN`: a review of reports, with how what was planned stands."""

from __future__ import annotations

from checker.cli.commands.review import reviewing_command
from checker.cli.running import against_option
from checker.i18n import N_

run = reviewing_command(
    N_(
        "Assess the reports of many senders on their plans: for each sender and each item whether it is done, late, "
        "missing or not yet due, figures by sender and by item, who has not reported, and all that a review says. "
        "What is due by the day of --as-of counts as due, or else what is due by the day for which each report speaks."
    ),
    N_(
        "Files, folders and ZIP archives with the reports. “-” is standard input; of several reports of one sender, "
        "the one that speaks for the latest day counts."
    ),
    against_option(
        "The compilation of the plans as JSON, or a plan; may be given several times. Who has one here is to report.",
        required=True,
    ),
    epilog=N_(
        "Exit status, the highest that applies: 0 nothing at or above --fail-on; 1 something is, in a report, or "
        "something is due of a sender without a report, or a decision does not apply; 2 an input cannot be read or "
        "breaks its format; 3 the rules could not be judged."
    ),
)
