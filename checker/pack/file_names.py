"""What the files of a rule pack are called, and the groups that they come in."""

from typing import Final

PACK: Final = "pack.yaml"
DOCUMENTS: Final = "documents"
FORMS: Final = "forms"
SCHEMAS: Final = "schemas"
TRACEABILITY: Final = "traceability.yaml"
RULE: Final = "rule.yaml"
CASES: Final = "cases.yaml"
BASE: Final = ".base.yaml"
FORM: Final = ".form.yaml"
