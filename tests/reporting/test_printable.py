import pytest

from checker.reporting.printable import flowing, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("湖北省 plan-1.yaml", "湖北省 plan-1.yaml"),
        ("a\x1b[31mb", "a\\u001b[31mb"),
        ("a\x9b31mb", "a\\u009b31mb"),
        ("a\nb\tc\r", "a\\u000ab\\u0009c\\u000d"),
        ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
        ("a\u200bb\ufeff", "a\\u200bb\\ufeff"),
        ("a\u2028b", "a\\u2028b"),
        ("a\udc80b", "a\\udc80b"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("\x07\x00\x7f", "\\u0007\\u0000\\u007f"),
    ],
)
def test_what_a_terminal_would_obey_or_hide_is_spelled_out(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  a \n\n b\t\u3000c\xa0 ", "a b c"),
        ("第一行；\n  第二行", "第一行；第二行"),
        ("第一行\r\n第二行", "第一行第二行"),
        ("第一行 第二行", "第一行 第二行"),
        ("共\n3项", "共 3项"),
        ("a\x1c\x1bb", "a\\u001c\\u001bb"),
        ("", ""),
    ],
)
def test_prose_has_single_blanks_and_no_line_breaks(text, shown):
    assert flowing(text) == shown


def test_no_text_is_endless():
    assert len(printable("x" * 1_000_000)) == 4000
    assert flowing("汉" * 1_000_000).endswith("汉…")
    assert printable("x" * 4000) == "x" * 4000
