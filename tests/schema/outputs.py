"""What plancheck prints as JSON, held against the schema that `plancheck schema` has for it, by its `format`."""

import json
from functools import cache
from typing import Any

import jsonschema

from checker.resources import rules_folder, schema_bytes

SCHEMAS = rules_folder().parent / "schemas"


def schema_of(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(schema_bytes(name))
    return schema


@cache
def names() -> dict[str, str]:
    """The formats of everything that has a schema -> the name of the schema."""
    published = sorted(path.name.partition(".")[0] for path in SCHEMAS.glob("*.schema.json"))
    formats = {name: schema_of(name).get("properties", {}).get("format", {}) for name in published}
    return {known["const"]: name for name, known in formats.items() if "const" in known}


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema_of(name), format_checker=jsonschema.FormatChecker())


def read(text: str) -> Any:
    """What `text` says as JSON. It has to keep to the schema of its format."""
    data = json.loads(text)
    validator(names()[data["format"]]).validate(data)
    return data
