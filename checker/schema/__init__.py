"""Whether a document is valid under the published schemas, and an explanation of every fault of one that is not."""

from checker.faults import Fault
from checker.schema.absence import prune
from checker.schema.faults import REMEDIES
from checker.schema.gate import Schema, resolved
from checker.schema.validity import Checked, explain, is_valid, validate
from checker.values import is_blank

__all__ = ["REMEDIES", "Checked", "Fault", "Schema", "explain", "is_blank", "is_valid", "prune", "resolved", "validate"]
