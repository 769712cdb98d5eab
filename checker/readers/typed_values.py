"""What people type into a form, as values of a document: days, figures, amounts, yes and no, codes, items, lists.

Every function takes a text and gives its value, or `Unclear` where it is not certain what is meant: never a guess.
Blanks around a value and characters that nobody can see count for nothing; full-width signs are the half-width ones,
and every dash is a hyphen. The `written_` functions are the other way round: what they give is read as the value again.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final
from unicodedata import normalize

from checker.i18n import messages_of, say
from checker.model import Language, Number, Text
from checker.readers.limits import decimal_integer
from checker.readers.text import excerpt
from checker.values import INVISIBLE, WHITE_SPACE, is_blank, number_of, shown_day

# What people take for the same

_LONGEST_LABEL: Final = 256
"""Characters, more than any name or title has. To bring the marks above letters into order takes the square of them."""


def label_key(text: str) -> str:
    """`text` so that spellings people take for the same are the same: width, case, blanks and punctuation are gone.

    Nothing is left of a text that is too long to be a label.
    """
    if len(text) > _LONGEST_LABEL:
        return ""
    plain = normalize("NFKC", text).casefold()
    return "".join(character for character in plain if character.isalnum())


def labels_by_key(written: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Pairs (what is written, the code meant) -> a row of `Labels`; what would stand for two codes stands for none."""
    meant: dict[str, set[str]] = {}
    for text, code in written:
        meant.setdefault(label_key(text), set()).add(code)
    return {key: min(codes) for key, codes in meant.items() if key and len(codes) == 1}


# What is no value


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a text is no value of its kind: `code` is one of `UNCLEAR`, whose messages `values` fill."""

    code: str
    values: Mapping[str, str | int | Text] = field(default_factory=dict)

    @property
    def wording(self) -> str:
        """What is said of it, for `i18n.say`."""
        return UNCLEAR[self.code][0]

    @property
    def remedy(self) -> str:
        """What may be written instead, for `i18n.say`."""
        return UNCLEAR[self.code][1]


UNCLEAR: Final = messages_of("unclear")
"""What is said of a text that is no value: by code, what was found, and what may be written."""


def unclear(code: str, text: str, **values: str | int | Text) -> Unclear:
    """Why `text` is no value; its beginning is quoted."""
    return Unclear(code, {"found": excerpt(" ".join(text[:_LONGEST].split())), **values})


HALF_WIDTH: Final[Mapping[int, int | str]] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63), "-"),
    0xFFE5: "¥",
}
"""Full-width signs to the half-width ones, and dashes to hyphens, sign for sign."""

_PLAIN: Final = {**HALF_WIDTH, **dict.fromkeys(map(ord, WHITE_SPACE), " ")}
_UNSEEN: Final = re.compile(f"[{INVISIBLE}]")

_LONGEST: Final = 800
"""Characters; longer than any figure or day is."""

_NOTHING: Final = frozenset(("无", "none", "n/a", "-", "--", "/", "\\"))
"""What is written into a field of a form on purpose to say that there is nothing for it."""


def plain(text: str) -> str:
    """`text` as it is compared: half-width signs, hyphens for dashes, and nothing that is invisible or around it."""
    return _UNSEEN.sub("", text).translate(_PLAIN).strip(" ")


def is_nothing(text: str) -> bool:
    """Whether `text` says that there is nothing: 无, none, a dash."""
    return plain(text[:_LONGEST]).lower() in _NOTHING


# Texts in quotation marks, where without them a form would mean something else: `"Law, Policy"` is one department. The
# marks are the straight ones, and one inside is doubled, as in CSV. Only what is quoted as a whole is quoted: a title
# that begins with a quoted word is not.

QUOTED: Final = r'"(?:[^"]|"")*+"'
"""A pattern for a quoted text, its marks included."""
_WHOLE: Final = re.compile(QUOTED)


def quoted(text: str) -> str:
    """`text` in quotation marks."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def unquoted(text: str) -> str | None:
    """What stands between the marks, or None where `text` is not quoted as a whole."""
    return text[1:-1].replace('""', '"') if _WHOLE.fullmatch(text) else None


def quoted_where_needed(text: str, read: Callable[[str], object]) -> str:
    """`text` such that `read` gives it back: in quotation marks only where it would not."""
    return text if read(text) == text else quoted(text)


# Chinese numbers

_DIGITS: Final = {
    **{sign: value for value, sign in enumerate("〇一二三四五六七八九")},
    **{sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **dict.fromkeys("○◯Oo", 0),
    "两": 2,
}
_TENS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TEN: Final = 10
_CHINESE: Final = "[〇零一二三四五六七八九两壹贰叁肆伍陆柒捌玖十拾百佰千仟]{1,12}"
_YEAR_DIGIT: Final = "[〇零○◯Oo一二三四五六七八九]"


def chinese_number(text: str) -> int | None:
    """The number that Chinese numerals below 10,000 are, 七, 二十一 or 二〇一三; None for signs that are no number."""
    if len(text) == len("二〇一三") and set(text) <= _DIGITS.keys():
        return int("".join(str(_DIGITS[sign]) for sign in text))
    total, digit, before = 0, None, 10_000
    for sign in text:
        if sign in _TENS:
            if _TENS[sign] >= before or digit == 0 or (digit is None and (total or _TENS[sign] > _TEN)):
                return None
            before = _TENS[sign]
            total += (1 if digit is None else digit) * before
            digit = None
        elif sign not in _DIGITS or digit:
            return None
        else:
            digit = _DIGITS[sign]
    return total + (digit or 0) if text else None


# Days

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_COUNTED: Final = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_DAYS: Final = (
    rf"(?P<y1>[0-9]{{4}}|{_YEAR_DIGIT}{{4}}) ?年 ?(?P<m1>{_COUNTED}) ?月 ?(?P<d1>{_COUNTED}) ?[日号]?",
    r"(?P<y2>(?<![0-9])[0-9]{4}) ?(?P<s2>[-/.]) ?(?P<m2>[0-9]{1,2}) ?(?P=s2) ?(?P<d2>[0-9]{1,2})(?![0-9])[日号]?",
    r"(?P<y3>(?<![0-9])[0-9]{4})(?P<m3>[0-9]{2})(?P<d3>[0-9]{2})(?![0-9])",
    rf"(?P<d4>(?<![0-9])[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m4>{_MONTH}),? (?P<y4>[0-9]{{4}})(?![0-9])",
    rf"(?P<m5>(?<![a-z]){_MONTH}) (?P<d5>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<y5>[0-9]{{4}})(?![0-9])",
)
"""2013年6月30日 and 二〇一三年六月三十日; 2013-06-30, 2013/6/30, 2013.6.30; 20130630; 30 June 2013; June 30, 2013."""
_DAY: Final = re.compile("|".join(_DAYS), re.IGNORECASE)
_BY: Final = re.compile(r"(?:by|on|before|until|截至|截止到?|至|到|于|在)? ?", re.IGNORECASE)
_BEHIND: Final = re.compile(
    r" ?[(]?(?:(?:星期|周|礼拜)[一二三四五六日天])?[)]?"
    r"(?:[T ]?(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.0+)?)?Z?| ?(?:[01]?[0-9]|2[0-4])[时点])? ?"
    r"(?:之前|以前|前|止|为止)?[.。;]?"
)
"""A day of the week, a time of day, the word for `by`: what may stand behind a day without changing it."""
_PART_OF_YEAR: Final = re.compile(
    rf"(?:[0-9]{{4}}|{_YEAR_DIGIT}{{4}}) ?(?:[-/.] ?[0-9]{{1,2}}|年 ?(?:{_COUNTED}) ?月|年 ?[上下]半年|"
    "年 ?第?[一二三四1-4] ?季度|年?[初中底末]|年)"
)
_WITHOUT_YEAR: Final = re.compile(rf"(?:{_COUNTED}) ?月 ?(?:{_COUNTED}) ?[日号]|[0-9]{{1,2}}[-./][0-9]{{1,2}}$")


def day_of(text: str) -> str | Unclear:
    """The day in ISO 8601 (`2012-12-20`). `2013年6月30日前` is that day, as `by 2013-06-30` is."""
    seen = plain(text[: _LONGEST + 1])
    if len(seen) > _LONGEST:
        return unclear("no-day", text)
    begin = _BY.match(seen)
    at = begin.end() if begin is not None else 0
    found = _DAY.match(seen, at) or _DAY.match(seen)
    if found is None or _BEHIND.fullmatch(seen, found.end()) is None:
        return _no_day(text, seen)
    return _dated(text, found)


def _dated(text: str, found: re.Match[str]) -> str | Unclear:
    year, month, day = _parts_of(found)
    if not year or not month:
        return unclear("no-day", text)
    if month > len(_MONTHS):
        return unclear("no-such-month", text, month=month)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        return unclear("no-such-day", text, day=_both(f"{year:04}-{month:02}-{day:02}"), days=last)
    return date(year, month, day).isoformat()


def _parts_of(found: re.Match[str]) -> tuple[int, int, int]:
    style = next(number for number in range(1, len(_DAYS) + 1) if found[f"y{number}"])
    year = "".join(str(_DIGITS.get(sign, sign)) for sign in found[f"y{style}"])
    return int(year), _counted(found[f"m{style}"]), _counted(found[f"d{style}"])


def _counted(text: str) -> int:
    """A month or a day of a month; 0 for what is none."""
    if text.isdecimal():
        return int(text)
    name = text[:3].lower()
    return _MONTHS.index(name) + 1 if name in _MONTHS else chinese_number(text) or 0


def _no_day(text: str, seen: str) -> Unclear:
    found = [_dated(text, each) for each in _DAY.finditer(seen)]
    days = list(dict.fromkeys(day for day in found if isinstance(day, str)))
    if len(days) > 1:
        return unclear("two-days", text, first=_both(days[0]), second=_both(days[1]))
    if days:
        return unclear("more-than-a-day", text)
    no_days = [day for day in found if isinstance(day, Unclear)]
    if no_days:
        return no_days[0]
    if _PART_OF_YEAR.match(seen):
        return unclear("day-missing", text)
    return unclear("year-missing" if _WITHOUT_YEAR.match(seen) else "no-day", text)


def _both(day: str) -> Text:
    return Text(shown_day(day, "en"), shown_day(day, "zh"))


# Figures

_GROUPED: Final = r"[0-9]{1,3}(?:(?:,[0-9]{3})++|(?: [0-9]{3})++)|[0-9]++"
_FIGURE: Final = rf"[-+]? ?(?:{_GROUPED})(?:\.[0-9]*+)?(?:E[-+]?[0-9]{{1,3}})?|{_CHINESE}"
_COUNTERS: Final = (
    "(?:年度|人次|[家名个人件项所位支批版次年条篇场处座户届期稿])(?:企业|单位|机构|代理人|人员|专利|联盟|平台|基地)?"
)
_COUNT: Final = re.compile(rf"(?:(?:第|V\.?|VERSION) ?)?({_FIGURE}) ?(万)? ?(?:{_COUNTERS})?", re.IGNORECASE)
"""A whole number, and the word for what is counted, which says nothing of how many; also of a version (第1版, v1)."""
_UNITS: Final = {
    "": 1,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "thousand": 10**3,
    "10,000": 10**4,
    "10000": 10**4,
    "10 000": 10**4,
    "100 million": 10**8,
    "million": 10**6,
    "billion": 10**9,
}
"""What a unit of money multiplies yuan by."""
_SCALE: Final = "千万|百万|十万|亿|万|千|thousand|million|billion"
_YUAN: Final = "人民币|元|圆|yuan|cny|rmb"
_AMOUNT: Final = re.compile(
    rf"(?:人民币|CNY|RMB)? ?¥? ?({_FIGURE}) ?({_SCALE})? ?({_YUAN})?(?: ?人民币|整|正)?", re.IGNORECASE
)
_UNIT: Final = rf"(?:(?:{_YUAN}) )?((?:100 million|10,000|10000|10 000|{_SCALE}) ?(?:{_YUAN})?|{_YUAN})"
_UNIT_AROUND: Final = re.compile(
    rf"(?:[(\[]|单位 ?:? ?|unit ?:? ?|in |[/,] ?)(?:单位 ?:? ?|unit ?:? ?|in )?{_UNIT}(?: ?[)\]]|$)|"
    "((?:千|十|百)?万元|千元|亿元)$",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(r"\( ?([^()]+?) ?\)$")
_INEXACT: Final = re.compile(
    r"约|近|余|几|数[十百千万]|多(?!少)|左右|上下|以上|以下|以内|以外|不少于|不低于|不超过|至少|至多|最多|超过|大于|小于|[~≥≤<>±+]|"
    r"\b(?:about|approx|around|at least|at most|over|more than|less than|up to|nearly)\b",
    re.IGNORECASE,
)
_OTHER_CURRENCY: Final = re.compile(r"[美欧港日英澳]元|英镑|欧元|USD|EUR|HKD|GBP|JPY|[$€£]", re.IGNORECASE)
_MOST_EXACT: Final = 2**53
"""Up to here, every whole number is a float."""
_A_NUMBER: Final = re.compile(r"[0-9][0-9,.]*")


def count_of(text: str) -> int | float | Unclear:
    """A whole number: `30`, `1,200`, `35家`, `第1版`, `三十`. Beyond 64 bits it is a float, as in a YAML file."""
    return figure_of(text, is_whole=True)


def figure_of(text: str, *, is_whole: bool = False) -> int | float | Unclear:
    """A number, as `count_of` has it, that need not be whole."""
    seen = plain(text[: _LONGEST + 1])
    found = _COUNT.fullmatch(seen) if len(seen) <= _LONGEST else None
    value = None if found is None else _decimal_of(found[1])
    if found is None or value is None:
        return _no_figure(text, seen, "count" if is_whole else "figure")
    value *= 10**4 if found[2] else 1
    return unclear("not-whole", text) if is_whole and value != value.to_integral_value() else _number(value, found[1])


def amount_of(text: str, unit: str = "") -> int | float | Unclear:
    """An amount in yuan: `6,800,000`, `680万元`, `￥6.8百万`; units are multiplied as decimals, exactly.

    `unit` is what stands around the text, in the heading or the label (`unit_in`): it holds for a text that names none,
    and one that names another is unclear.
    """
    seen = plain(text[: _LONGEST + 1])
    found = _AMOUNT.fullmatch(seen) if len(seen) <= _LONGEST else None
    value = None if found is None else _decimal_of(found[1])
    if found is None or value is None:
        return _no_figure(text, seen, "amount")
    own = f"{found[2] or ''}{found[3] or ''}"
    if own and unit and multiple_of(own) != multiple_of(unit):
        return unclear("units-differ", text, unit=own, around=unit)
    return _number(value * (multiple_of(own or unit) or 1), found[1])


def unit_in(label: str) -> str:
    """The unit of money that a heading or a label names (`金额（万元）`, `Amount (10,000 yuan)`); empty where none."""
    found = _UNIT_AROUND.search(plain(label[:_LONGEST]))
    return "" if found is None else (found[1] or found[2]).strip()


def names_money(label: str) -> bool:
    """Whether a heading or a label names a unit of money by its name, as (万元) does and (万) does not."""
    return re.search(_YUAN, unit_in(label), re.IGNORECASE) is not None


def bare_number(written: str, unit: str, labels: Sequence[str]) -> str | Unclear:
    """A number that stays as it is written, without the unit that one of the `labels` of its field names in brackets.

    Nobody knows what it is under a heading in another `unit` of money, nor what 万 alone means under 万立方米.
    """
    if multiple_of(unit) not in (None, 1, *(multiple_of(unit_in(label)) for label in labels)):
        return unclear("unit-not-asked", written, unit=unit)
    seen = plain(written) if len(written) <= _LONGEST else ""
    for label in labels:
        named = _IN_BRACKETS.search(plain(label))
        own = "" if named is None else named[1]
        if own and own != seen and seen.endswith(own):
            return seen.removesuffix(own)
        if own.startswith("万") and seen.endswith("万"):
            return unclear("units-differ", written, unit="万", around=own)
    return written


def multiple_of(unit: str) -> int | None:
    """What a unit of money multiplies yuan by: 10,000 for 万元. None for what is no unit of money."""
    scale = re.sub(_YUAN, "", unit, flags=re.IGNORECASE).strip().lower()
    return _UNITS.get(scale) if unit else None


def _decimal_of(figure: str) -> Decimal | None:
    """What a figure is, exactly; None where Chinese numerals are in an order that is no number."""
    if figure[-1] in _DIGITS or figure[-1] in _TENS:
        number = chinese_number(figure)
        return None if number is None else Decimal(number)
    return Decimal(figure.replace(",", "").replace(" ", ""))


def _number(value: Decimal, figure: str) -> int | float:
    """A number of a document; a whole one is an integer as far as integers go, or as the figure has all its digits."""
    is_whole = value == value.to_integral_value() and ("e" not in figure.lower() or abs(value) < _MOST_EXACT)
    return decimal_integer(f"{value.to_integral_value():f}") if is_whole else float(value)


def _no_figure(text: str, seen: str, kind: str) -> Unclear:
    """Why a text is no count, figure or amount; `kind` is which of them it should be."""
    if len(seen) > _LONGEST:
        return unclear(f"no-{kind}", text)
    if kind == "amount" and _OTHER_CURRENCY.search(seen):
        return unclear("other-currency", text)
    numbers = len(_A_NUMBER.findall(seen))
    if _INEXACT.search(seen) and (numbers or re.search(_CHINESE, seen)):
        return unclear(f"inexact-{kind}", text)
    return unclear(f"two-{kind}s" if numbers > 1 else f"no-{kind}", text)


def written_number(number: float) -> str:
    """A figure with its thousands set apart: `6,800,000`."""
    if isinstance(number, int) or (number.is_integer() and abs(number) < _MOST_EXACT):
        return f"{int(number):,}"
    return repr(number)


def digits_of(text: str) -> str | Unclear:
    """A code made of figures, such as that of a place: 420100."""
    seen = plain(text[: _LONGEST + 1])
    return seen if seen.isascii() and seen.isdecimal() and len(seen) <= _LONGEST else unclear("no-digits", text)


# Words for values

_FLAGS: Final = {
    **dict.fromkeys(("是", "yes", "y", "true", "有", "√", "✓", "✔", "已出台"), True),
    **dict.fromkeys(("否", "no", "n", "false", "没有", "×", "✗", "✘", "未出台"), False),
}
_BOX: Final = re.compile(r"([☑☒■√✓✔☐□◻])([^☑☒■√✓✔☐□◻]+)")
_EMPTY_BOXES: Final = "☐□◻"
_SEAL: Final = re.compile(r" ?\((?:盖章|公章|签章|加盖公章)\)$")


def _ticked(seen: str) -> str:
    """Of several choices with a box before each, the one that is ticked; any other text as it is."""
    boxes = _BOX.findall(seen)
    ticked = [word.strip(" /、,;") for sign, word in boxes if sign not in _EMPTY_BOXES]
    is_choice = len(boxes) > 1 and len(ticked) == 1 and "".join(map("".join, boxes)) == seen
    return ticked[0] if is_choice else seen


def flag_of(text: str) -> bool | Unclear:
    """Yes or no, in either language, also as the one of two boxes that is ticked. 无 is neither: it may say nothing."""
    word = _ticked(plain(text[:_LONGEST]).lower())
    return _FLAGS[word] if word in _FLAGS else unclear("no-flag", text)


def written_flag(flag: bool, lang: Language) -> str:  # noqa: FBT001 - the value itself
    """Yes or no."""
    return say(lang, "yes" if flag else "no")


def code_of(text: str, codes: Mapping[str, str]) -> str | Unclear:
    """The code that is meant, also as the one of several boxes that is ticked; `codes` is a row of `Labels`."""
    seen = _ticked(plain(text[:_LONGEST]))
    found = codes.get(label_key(text)) or codes.get(label_key(_SEAL.sub("", seen)))
    found = None if set(_EMPTY_BOXES).intersection(seen) else found
    return unclear("no-code", text) if found is None else found


# Numbers of items

_BEFORE: Final = r"(?:(?:NO\.?|ITEM|MEASURE|TASK|第|措施|任务|事项|序号) ?)?"
_ITEM_NUMBER: Final = (
    rf"(?P<digits>[0-9]{{1,400}})(?:\.0+)?|(?P<chinese>{_CHINESE})|(?P<circled>[①-⑳])|"
    r"(?P<code>[A-Z]{1,8}[.-][0-9]{1,4})"
)
_BEHIND_ITEM: Final = r"(?: ?[项号条](?:工作|具体|重点)?(?:措施|任务)?)?"
_ITEM: Final = re.compile(
    rf"{_BEFORE}[(\[〔【]?(?:{_ITEM_NUMBER})[)\]〕】]?{_BEHIND_ITEM}(?P<title>[ .、:,-]*(?P<name>.*))",
    re.IGNORECASE | re.DOTALL,
)
_ROMAN: Final = re.compile(r"[\u2160-\u216f]")
"""Roman numerals of one sign each, as input methods for Chinese write them."""
_MOST_DIGITS: Final = 18
_NO_TITLE: Final = " .、:,-"


def item_number_of(text: str, codes: Mapping[str, str]) -> Number | Unclear:
    """An item's number: `7`, `07`, `第七项`, `（七）`, `No. 7`, `II.5`, its title, or both where they agree.

    `codes` is the row of the items' numbers and titles. A text in quotation marks is the number as it stands there.
    """
    exact = unquoted(text)
    if exact is not None:
        return exact
    seen = _ROMAN.sub(lambda numeral: normalize("NFKC", numeral[0]), plain(text[: _LONGEST + 1]))
    if seen in codes.values():
        return _numbered_as(seen)
    found = _ITEM.fullmatch(seen) if len(seen) <= _LONGEST else None
    number = None if found is None else _item_number(found, codes)
    name = "" if found is None else found["name"].strip(_NO_TITLE)
    if number is not None and not name:
        return number
    titled = _titled(seen, codes)
    if titled is not None:
        return _numbered_as(titled)
    meant = None if number is None else _titled(name, codes)
    if number is not None and meant == str(number):
        return number
    return unclear("no-item" if meant is None else "item-differs", text)


def _titled(title: str, codes: Mapping[str, str]) -> str | None:
    """The item of that title; figures alone are none, however they are set apart."""
    return codes.get(label_key(title)) if any(map(str.isalpha, title)) else None


def _item_number(found: re.Match[str], codes: Mapping[str, str]) -> Number | None:
    if found["digits"] is not None:
        # A longer one would be no integer of a document, and means the number all the same.
        return int(found["digits"]) if len(found["digits"]) <= _MOST_DIGITS else found["digits"]
    if found["circled"] is not None:
        return ord(found["circled"]) - ord("①") + 1
    if found["code"] is not None:
        return codes.get(label_key(found["code"]))
    return chinese_number(found["chinese"])


def _numbered_as(code: str) -> Number:
    number = number_of(code)
    return code if number is None else number


def written_item_number(number: Number, codes: Mapping[str, str]) -> str:
    """An item's number, in quotation marks where without them another would be read."""
    if isinstance(number, str):
        return quoted_where_needed(number, lambda text: item_number_of(text, codes))
    return str(number)


# Lists in one cell: departments one after another, actions on lines of their own or numbered. A bracket that holds a
# list is never torn apart: 专利处（机械、电学） is one department. An entry that would be taken for several, or for
# none, is written in quotation marks. A cell that says 无 is an empty list.

_LINE_END: Final = "\r\n"
_ITEM_ENDS: Final = f"、;；,，{_LINE_END}"
_QUOTED: Final = re.compile(QUOTED)
_CLOSED_BY: Final = {"(": ")", "（": "）", "[": "]", "【": "】", "〔": "〕", "《": "》", "「": "」"}
_SAME: Final = str.maketrans("（）", "()")


def items_of(text: str) -> list[str]:
    """Short entries such as departments, which 、 ; ， or a new line set apart, or numbers; brackets stay whole."""
    if is_nothing(text):
        return []
    numbered = [_without_end(entry) for entry in _numbered(text)]
    return numbered if len(numbered) > 1 and all(numbered) else _entries(text, _ITEM_ENDS, _brackets(text))


def lines_of(text: str) -> list[str]:
    """Entries that are sentences, such as actions: a line each; or, where they are numbered, a number each.

    The numbers themselves, and the blanks around an entry, are not part of it.
    """
    if is_nothing(text):
        return []
    return _numbered(text) or _entries(text, _LINE_END, {})


def written_items(items: Sequence[str], lang: Language) -> str:
    """Short entries in one cell, such that `items_of` gives them back."""
    return _written(items, "、" if lang == "zh" else "; ", items_of) or say(lang, "none")


def written_lines(entries: Sequence[str], lang: Language) -> str:
    """Sentences in one cell, numbered where there are several, such that `lines_of` gives them back."""
    if len(entries) > 1:
        numbered = "\n".join(f"{number}. {entry}" for number, entry in enumerate(entries, 1))
        if lines_of(numbered) == list(entries):
            return numbered
    return _written(entries, "\n", lines_of) or say(lang, "none")


def _written(entries: Sequence[str], joint: str, read: Callable[[str], list[str]]) -> str:
    text = joint.join(entry if read(entry) == [entry] else quoted(entry) for entry in entries)
    # Two entries can be what neither of them is alone: a number and what is numbered, the two halves of a bracket.
    return text if read(text) == list(entries) else joint.join(map(quoted, entries))


def _entries(text: str, ends: str, brackets: Mapping[int, int]) -> list[str]:
    """What the signs `ends` set apart outside of `brackets` (where each opens -> where it closes)."""
    found: list[str] = []
    begin = 0
    while begin <= len(text):
        whole = _QUOTED.match(text, _behind_blanks(text, begin, ends))
        end = len(text) if whole is None else _behind_blanks(text, whole.end(), ends)
        if whole is not None and (end == len(text) or text[end] in ends):
            found.append(whole[0][1:-1].replace('""', '"'))
        else:
            end = begin
            while end < len(text) and text[end] not in ends:
                end = brackets.get(end, end) + 1
            entry = text[begin:end]
            if not is_blank(entry):
                found.append(entry.strip(WHITE_SPACE))
        begin = end + 1
    return found


def _behind_blanks(text: str, at: int, ends: str) -> int:
    while at < len(text) and text[at] in WHITE_SPACE and text[at] not in ends:
        at += 1
    return at


def _brackets(text: str) -> dict[int, int]:
    """Where each outermost bracket opens -> where it closes; one that never does goes to the end of its line."""
    found: dict[int, int] = {}
    open_: list[tuple[int, str]] = []
    for at, sign in enumerate(text):
        if sign in _CLOSED_BY:
            open_.append((at, _CLOSED_BY[sign].translate(_SAME)))
        elif open_ and sign.translate(_SAME) == open_[-1][1]:
            found[open_.pop()[0]] = at
    line_end = len(text)
    for at in range(len(text) - 1, -1, -1):
        if text[at] in _LINE_END:
            line_end = at
        elif open_ and open_[-1][0] == at:
            found[open_.pop()[0]] = line_end - 1
    return found


def _without_end(entry: str) -> str:
    return entry.rstrip(f"{WHITE_SPACE}、;；,，。")


# Numbers in front of the entries

_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STYLES: Final = (
    r"(?P<circled>[①-⑳])",
    r"(?P<digits>[0-9]{1,3})(?:、|\.(?![0-9])|\))",
    r"\((?P<bracketed>[0-9]{1,3})\)",
    r"(?P<chinese>[一二三四五六七八九十]{1,3})、",
    r"\((?P<chinese_bracketed>[一二三四五六七八九十]{1,3})\)",
)
_MARKS: Final = tuple(re.compile(style) for style in _STYLES)
_ANYWHERE: Final = "circled"
"""The style whose signs are numbers of entries wherever they stand; those of others only where an entry can begin."""
_BEFORE_ENTRY: Final = frozenset("\n\r。；;")


def _numbered(text: str) -> list[str]:
    """The entries of a text that begins with the number one and goes on counting; none of any other."""
    plain = text.translate(HALF_WIDTH)
    begin = len(text) - len(text.lstrip(WHITE_SPACE))
    mark = next((mark for mark in _MARKS if _value(mark.match(plain, begin)) == 1), None)
    if mark is None:
        return []
    bounds: list[tuple[int, int]] = []
    for found in mark.finditer(plain):
        if _value(found) == len(bounds) + 1 and _can_begin(plain, found):
            bounds.append(found.span())
    ends = [*(start for start, _ in bounds[1:]), len(text)]
    entries = [text[after:end].strip(WHITE_SPACE) for (_, after), end in zip(bounds, ends, strict=True)]
    return entries if all(entries) else []


def _value(found: re.Match[str] | None) -> int:
    """The number that a mark is; 0 where it is none."""
    if found is None or found.lastgroup is None:
        return 0
    sign = found[found.lastgroup]
    if sign in _CIRCLED:
        return _CIRCLED.index(sign) + 1
    if sign.isdecimal():
        return int(sign)
    return chinese_number(sign) or 0


def _can_begin(plain: str, found: re.Match[str]) -> bool:
    before = found.start()
    while before and plain[before - 1] == " ":
        before -= 1
    return not before or found.lastgroup == _ANYWHERE or plain[before - 1] in _BEFORE_ENTRY
