"""Who takes part in which item under No. 139: every row of the table, against the sentences of the circular.

The rules go by the table alone, and a case cannot tell whether a single one of its 441 rows is there.
"""

import re
from pathlib import Path

from checker import load_pack

SENTENCES = Path(__file__).with_name("participants-2011-139.txt").read_text(encoding="utf-8")
EVERYBODY = "provinces, autonomous regions and municipalities directly under the Central Government"
CORPS = " and Xinjiang Production and Construction Corps"
CONDITION = " where national hi-tech development zones are located"
OFFICES = {
    "Beijing": "CN-BJ", "Chongqing": "CN-CQ", "Fujian": "CN-FJ", "Gansu": "CN-GS", "Guangdong": "CN-GD",
    "Guangxi": "CN-GX", "Guizhou": "CN-GZ", "Hebei": "CN-HE", "Heilongjiang": "CN-HL", "Henan": "CN-HA",
    "Hubei": "CN-HB", "Hunan": "CN-HN", "Jiangsu": "CN-JS", "Liaoning": "CN-LN", "Shaanxi": "CN-SN",
    "Shanghai": "CN-SH", "Sichuan": "CN-SC", "Tianjin": "CN-TJ", "Xinjiang": "CN-XJ", "Yunnan": "CN-YN",
}  # fmt: skip


def stated(all_offices: list[str]) -> set[tuple[str, str, bool]]:
    """Item, office, and whether only where a national hi-tech zone lies."""
    found = set()
    programme = ""
    for line in SENTENCES.splitlines():
        if re.fullmatch(r"[IVX]+\.", line):
            programme = line
        elif line and not line.startswith("#"):
            who, items = re.fullmatch(
                r"(?:IP offices of )?(.+?)(?: IP Office)? participates? in Work Items? (.+)", line
            ).groups()  # type: ignore[union-attr]
            is_conditional = who.endswith(CONDITION)
            who = who.removesuffix(CONDITION)
            if who.startswith(EVERYBODY):
                offices = [each for each in all_offices if each != "XPCC" or who.endswith(CORPS)]
            else:
                offices = [OFFICES[name] for name in re.split(r", | and ", who)]
            found |= {
                (f"{programme}{item}", each, is_conditional) for item in re.findall(r"\d", items) for each in offices
            }
    return found


def test_every_row_is_in_the_circular_and_every_sentence_of_it_in_the_table():
    pack = load_pack("sipo-2011-139")
    rows = [fact.members for fact in pack.tables["assignment"].facts]
    table = {(row["item"], row["office"], row["conditional"]) for row in rows}
    assert table == stated(list(pack.tables["office"].by_key))
    assert len(rows) == len(table) == 441
    assert sum(not conditional for _, _, conditional in table) == 410
