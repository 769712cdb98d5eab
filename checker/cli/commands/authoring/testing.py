"""`plancheck rules test [PACK]`: runs the cases of a rule pack, and says what they leave out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from checker.authoring.coverage import run_rules
from checker.authoring.trials import engines_here
from checker.cli.authoring.run import Run
from checker.cli.authoring.selection import no_such_rule, pack_argument
from checker.cli.command import Command
from checker.cli.options import choice_option, flag_option, lang_option, output_option
from checker.cli.outcome import Outcome, Status
from checker.cli.screen import width
from checker.engine import engine_version
from checker.i18n import say
from checker.pack.loading import one_pack

if TYPE_CHECKING:
    from checker.model import Language
    from checker.pack.model import Pack, Rule

FORMATS: Final = ("text", "json", "junit")


def make_command(name: str, lang: Language) -> Command:
    """The command `rules test`, in `lang`."""

    def test(pack: str | None, rules: tuple[str, ...], format: str, output: str | None, *, allow_gaps: bool) -> Outcome:  # noqa: A002 - click names parameters after their options
        chosen = one_pack(pack)
        engines = engines_here()
        tested = tuple(run_rules(chosen, _chosen(chosen, rules, lang), engines))
        versions: dict[str, str] = {engine: engine_version(engine) for engine in engines}
        run = Run(chosen, versions, tested, Path.cwd(), not allow_gaps)
        return Outcome(
            _rendered(run, format, output, lang),
            Status.GOOD if run.is_good else Status.FOUND,
            output=output,
            is_json=format == "json",
        )

    selection = click.Option(
        ["--rule", "rules"],
        multiple=True,
        metavar=say(lang, "RULE"),
        help=say(lang, "Only this rule; may be given several times."),
    )
    return Command(
        name,
        lang,
        help=say(
            lang,
            "Run the cases of a rule pack by every evaluator there is. Told for each rule: which "
            "case did not come out as it says; and what its cases leave out, which may be a case "
            "that keeps the rule, one that breaks it, or one at a point where one of its "
            "conditions turns.",
        ),
        callback=test,
        params=[
            pack_argument(lang),
            selection,
            flag_option("allow-gaps", say(lang, "What the cases leave out is told, and is no failure.")),
            choice_option(
                "format", say(lang, "Form of the output (default: text)."), FORMATS, lang, default=FORMATS[0]
            ),
            output_option(lang),
            lang_option(lang),
        ],
        epilog=say(
            lang,
            "Exit status, the highest that applies: 0 all is as the cases say, and nothing is "
            "left out; 1 a case failed, or the cases leave something out (not with "
            "--allow-gaps); 2 wrong usage; 3 the rule pack or its cases cannot be used.",
        ),
    )


def _chosen(pack: Pack, ids: tuple[str, ...], lang: Language) -> tuple[Rule, ...]:
    for id_ in ids:
        if id_ not in pack.rules_by_id:
            raise no_such_rule(id_, pack, lang)
    return tuple(rule for rule in pack.rules if rule.id in ids) if ids else pack.rules


def _rendered(run: Run, format_: str, output: str | None, lang: Language) -> str | bytes:
    if format_ == "json":
        from checker.cli.authoring import run_json

        return json.dumps(run_json.data(run, lang), ensure_ascii=False, indent=2) + "\n"
    if format_ == "junit":
        from checker.cli.authoring import run_junit

        return run_junit.render(run, lang)
    from checker.cli.authoring import run_text

    return run_text.render(run, lang, width(output))
