"""What is put into inputs: values of every type and near misses, texts that show up escapes, tokens of each format."""

from typing import Final

TEXTS: Final = (
    *("", " ", "\u3000", "\x00", "\x1b[2J\x1b]0;x\x07", "\u0085\u2028\u2029\ufeff", "\u202e\u2066\u200b\u00ad"),
    *("\ud800", "\udfff\ud800", "\U0010ffff\uffff\ufffe\ufdd0", "𠮷野家👨‍👩‍👧‍👦e\u0301", "=1+1"),
    *('=HYPERLINK("http://evil.example")', "＝1", "@x", "-1", "<script>alert(1)</script>]]>&amp;<!--"),
    *("::error::x%0A\r\n##[group]", "| a | `b` [c](javascript:x) ![](x)\n\n# d"),
    *("{measure.number} {0} {} {x!r:>99}", "%s%n", "a\r\nb\tc\vd\fe", "../../../etc/passwd", "x" * 5000),
    *("长" * 40_000, "/measures/0~1~0", "7", "07", "７", "七", "2013-02-30", "2012-12-21", "0000-00-00"),
    *("9999-12-31", "2012-12-21T00:00:00Z", "true", "null", "1e400", "CN-HB", "XPCC", "sipo-2012-113"),
    *("approval", "refused", "Sheet1!A1"),
)
NUMBERS: Final = (
    *(0, -1, 7, 7.0, 7.5, -0.0, 42, 43, 2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63) - 1, 2**64, 10**30, 10**400),
    *(1e-320, 1e308, float("inf"), float("-inf"), float("nan")),
)
MEMBERS: Final = ("format", "number", "rule", "__proto__", "", "measures", "\x1b", "a/b~c", "$ref", "<<", "x" * 300)

JSON_TOKENS: Final = tuple(
    token.encode()
    for token in (
        *("{", "}", "[", "]", ",", ":", '"', "\\", "\\u", "\\ud800", "\\u0000", "//", "/*", "null", "true", "NaN"),
        *("-", "1e999", "-0", "01", "1" * 400, "[" * 70, '{"a":' * 70, "\ufeff", "\x00", "\x0c", "'", "\u2028", "{},"),
    )
)
CSV_TOKENS: Final = (b",", b",,", b'"', b'""', b'"\n"', b"\r\n", b"\n", b"true", b"false", b"1", b"-1", b"IV.2", b"x")

YAML_TOKENS: Final = tuple(
    token.encode()
    for token in (
        *("&a ", "*a", "*b", "<<: *a\n", "<<: [*a, *a]\n", "!!str ", "!!int ", "!!binary ", "!!set ", "!!omap ", "!x "),
        *("!!python/object/apply:os.system ", "!<tag:yaml.org,2002:str> ", "!!float ", "!!timestamp ", "!!null ", "! "),
        *("\t", "\n\t", "  ", "\n", "\r", "\r\n", "\u0085", "\u2028", "\ufeff", "---\n", "...\n", "%YAML 1.1\n---\n"),
        *("%TAG ! x\n---\n", "? ", "- ", ": ", ":\n", "|\n", ">-\n", "|9\n", "|+2\n", "'", '"', "#", " #", "@", "`"),
        *("~", "=", ".inf", "-.INF", ".nan", "0o17", "0x1f", "0b11", "1_000", "12:30:45", "190:20:30.15", "yes", "NO"),
        *("2012-12-21 ", "2012-12-21T10:00:00Z", "[", "]", "{", "}", ",", "[" * 70, "{a: " * 70, "- " * 70, "\\x1b"),
        *('"\\ud800"', '"\\U0011FFFF"', "\x00", "\x7f", "&a [*a]", "? [a]\n: b\n", "a: &a\n  <<: *a\n", "：", "，"),
    )
)
XML_TOKENS: Final = tuple(
    token.encode()
    for token in (
        *("<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;", "&#0;", "&#27;", "&#xD800;", "]]>", "<![CDATA[", "<!--"),
        *("-->", "<?x?>"),
        *('<?xml version="1.0" encoding="UTF-16"?>', '<?xml version="1.1"?>', "<a>", "</a>", "<c/>", "<row/>", "<si/>"),
        *("<v>1e999</v>", "<v>-1</v>", '<c t="s"><v>99999</v></c>', '<c t="e"><v>#REF!</v></c>', "<f>1/0</f>", "\x00"),
        '<row r="0">',
        '<row r="1048577">',
        '<c r="ZZZZ99999999">',
        '<mergeCell ref="A1:XFD1048576"/>',
        "\ufeff",
        "&",
    )
)
XML_VALUES: Final = (
    *("", "0", "-1", "1", "2", "7", "1048576", "1048577", "99999999999999999999", "1e3", "NaN", "A1", "A0"),
    *("XFD1", "A1:"),
    *("ZZZZ9", "A1:XFD1048576", "s", "b", "e", "n", "d", "str", "inlineStr", "true", "t", "hidden", "veryHidden", "７"),
    *("../../x", "/xl/workbook.xml", "xl/worksheets/sheet1.xml", "http://x/", "file:///etc/passwd", "rId1", "rId999"),
    *("措施", "Measures", "x" * 40_000, "yyyy-mm-dd", "General", "[h]:mm", "2012-12-21", "41264", "41264.5"),
    *("60", "-0.5"),
    *("2958466", "1.7976931348623157e308", "#N/A", "2012年12月21日", "\u202e", " ", "\u3000"),
)
