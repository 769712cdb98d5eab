"""What several documents, items and senders are called in English: as the pack says, and else by the rule."""

from msgspec.structs import replace

from checker.model import Text
from checker.reporting.nouns import nouns

from .small_pack import small_pack


def test_the_plural_of_a_pack_goes_before_the_rule():
    kind = replace(small_pack().main_document, document=Text("analysis", "分析"), item=Text("city branch", "市分支"))
    assert nouns(kind)["documents"].en == "analysises"
    words = nouns(replace(kind, plurals={"document": "analyses"}))
    assert {name: words[name].en for name in ("documents", "Documents", "items", "Document")} == {
        "documents": "analyses",
        "Documents": "Analyses",
        "items": "city branches",
        "Document": "Analysis",
    }
