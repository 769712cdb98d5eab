"""`plancheck schema NAME`: a JSON Schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.cli.command import Argument, Command
from checker.cli.options import OneOf, lang_option, output_option
from checker.cli.outcome import Outcome
from checker.i18n import say
from checker.resources import schema_bytes

if TYPE_CHECKING:
    from checker.model import Language

SCHEMAS: Final = (
    "plan",
    "report",
    "review",
    "comparison",
    "verification",
    "fix",
    "rule-pack",
    "cases",
    "rule-tests",
    "rule-lints",
    "rule-analysis",
)


def make_command(name: str, lang: Language) -> Command:
    """The command `schema`, in `lang`."""

    def schema(schema: str, output: str | None) -> Outcome:
        return Outcome(schema_bytes(schema), output=output, is_json=True)

    explanation = say(lang, "Which schema: {names}.", names=say(lang, ", ").join(SCHEMAS))
    return Command(
        name,
        lang,
        help=say(
            lang,
            "Print the JSON Schema of a file that plancheck reads, or of what a command prints with --format json.",
        ),
        callback=schema,
        params=[
            Argument("schema", explanation, metavar=say(lang, "NAME"), **OneOf(SCHEMAS, lang).settings),
            output_option(lang),
            lang_option(lang),
        ],
    )
