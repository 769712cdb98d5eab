"""Copies of Word documents: comments at cells and paragraphs, one at the beginning, and marking them again."""

from io import BytesIO
from pathlib import Path
from typing import Any

import docx.opc.exceptions
import pytest
from docx import Document
from docx.oxml.ns import qn
from msgspec.structs import replace

import checker.office.marking
from checker import check
from checker.model import Engine, Text, Verdict
from checker.office.marking import mark as mark_file
from checker.readers.docx import elements_in, open_document

from ..office_files import packed, parts_of, saved  # noqa: TID252 - folders of tests are no packages

DRAFT = Path(__file__).resolve().parents[2] / "examples" / "plans" / "hubei-draft.docx"
PLACES = ("Table[1]!B2", "Table[2]!B3", "Paragraph[1]", "Table[1]!B2", None, "Table[1]!Z99")


def plain() -> bytes:
    """A title, a table with an empty cell and merged ones, a paragraph with a comment of somebody's."""
    document: Any = Document()
    document.add_paragraph("组织实施方案")
    table = document.add_table(3, 3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"值{number}"
    table.cell(1, 1).text = ""
    table.cell(2, 0).merge(table.cell(2, 1))
    other = document.add_table(3, 2)
    other.cell(2, 1).text = "x"
    document.add_comment(document.paragraphs[0].runs, "请核实", "张三", "张")
    return saved(document)


def comments_of(raw: bytes) -> list[tuple[str, str]]:
    return [(comment.author, comment.text) for comment in Document(BytesIO(raw)).part._comments_part.comments]


def commented(raw: bytes) -> dict[str, str]:
    """What each of our comments is on: the text of its paragraph -> that of the comment."""
    document: Any = Document(BytesIO(raw))
    texts = {str(comment.comment_id): comment.text for comment in document.part._comments_part.comments}
    found = {}
    for start in document.element.body.iter(qn("w:commentRangeStart")):
        paragraph = next(start.iterancestors(qn("w:p")))
        found[texts[start.get(qn("w:id"))]] = "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
    return {on: text for text, on in found.items()}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_findings_are_comments_where_they_stand(copy, lang):
    raw = plain()
    marked = copy(raw, *PLACES, lang=lang)
    assert open_document(marked).blocks == open_document(raw).blocks
    (theirs, first, *rest) = comments_of(marked)
    assert theirs == ("张三", "请核实")
    assert first[1].startswith("RETURN: " if lang == "en" else "【退回重新制定】")
    # Two of them have no place there is.
    assert first[1].count("To do: " if lang == "en" else "修改：") == 2
    assert {author for author, _ in [first, *rest]} == {"plancheck"}
    assert len(rest) == 3
    places = elements_in(Document(BytesIO(marked)).element)
    for place in ("Table[1]!B2", "Table[2]!B3", "Paragraph[1]"):
        (mark, *_) = places[place].iter(qn("w:commentRangeStart"))
        assert mark is not None
    assert sum("Error: " in text or "错误：" in text for _, text in rest) >= 2


def test_a_passing_document_comes_back_clean(mark):
    raw = plain()
    assert mark(raw).content == raw
    marked = mark(raw, *PLACES).content
    clean = mark(marked).content
    assert comments_of(clean) == [("张三", "请核实")]
    assert commented(clean) == {"组织实施方案": "请核实"}
    assert open_document(clean).blocks == open_document(raw).blocks


@pytest.mark.parametrize("langs", [("en", "zh"), ("zh", "zh")])
def test_marks_of_an_earlier_check_are_replaced(copy, langs):
    raw = plain()
    again = copy(copy(raw, *PLACES, lang=langs[0]), "Table[2]!B3", lang=langs[1])
    assert comments_of(again) == comments_of(copy(raw, "Table[2]!B3", lang=langs[1]))
    assert copy(raw, *PLACES) == copy(raw, *PLACES)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_example_comes_back_with_each_finding_at_its_place(pack, lang):
    raw = DRAFT.read_bytes()
    report = check(DRAFT, lang=lang)
    marked = mark_file(raw, report, pack)
    assert (marked.reason, marked.lost) == (None, ())
    said = "\n".join(text for _, text in comments_of(marked.content))
    assert "provincial-plan/1" not in said
    for finding in report.findings:
        assert finding.message.in_language(lang) in said
    places = {finding.place.cell for finding in report.findings}
    assert len(comments_of(marked.content)) == 1 + len(places)


def test_very_many_findings_and_a_failure(report_on, pack):
    raw = plain()
    report = report_on(raw, *["Table[1]!B2"] * 300, *[None] * 100)
    failed = replace(report, engine=Engine("x", "1", Text("It failed.", "失败。")), verdict=Verdict.UNDETERMINED)
    marked = mark_file(raw, failed, pack).content
    _, (_, first), (_, cell) = comments_of(marked)
    assert "It failed." in first
    assert "… and 50 more" in first
    assert "Further findings at this place" in cell
    assert len(cell) < 9_000


@pytest.mark.parametrize(
    "raw",
    [
        plain()[:3000],
        packed({name: part for name, part in parts_of(plain()).items() if name != "word/document.xml"}),
        packed({name: part for name, part in parts_of(plain()).items() if name != "[Content_Types].xml"}),
        packed({**parts_of(plain()), "word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}),
        packed({**parts_of(plain()), "word/comments.xml": b"<x"}),
        packed({**parts_of(plain()), "word/styles.xml": bytes(100_000_000)}),
    ],
)
def test_a_file_that_cannot_be_copied_is_told(mark, raw):
    marked = mark(raw, *PLACES)
    assert marked.reason is not None
    assert marked.reason.zh
    said = [paragraph.text for paragraph in Document(BytesIO(marked.content)).paragraphs]
    assert marked.reason.en in said
    assert len(said) == len(PLACES) + 2


@pytest.mark.parametrize("error", [KeyError("x"), docx.opc.exceptions.PackageNotFoundError(), AttributeError("x")])
def test_whatever_the_library_raises_is_a_reason(mark, monkeypatch, error):
    def broken(*raw: object) -> Any:
        if raw:
            raise error
        return Document()

    monkeypatch.setattr(checker.office.marking, "Document", broken)
    marked = mark(plain(), *PLACES)
    assert "cannot be copied" in str(marked.reason)
