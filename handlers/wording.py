"""How numbers, days and spans are written in Vietnamese: dots for thousands, a decimal comma, dd/mm/yyyy."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from db.catalogue import Indicator, indicators
from db.figure import Figure, Ratio
from db.models import Entry
from handlers.records import own_words

MILLION = 1_000_000
BILLION = 1000 * MILLION
_HUNDREDTH = MILLION // 100

UNIT_WORDS = {
    "dong": "đồng", "phan_qua": "phần", "suat": "suất", "ho": "hộ", "nguoi": "người", "luot": "lượt", "kg": "kg",
    "tan": "tấn", "m2": "m²", "m": "m", "km": "km", "ngay_cong": "ngày công", "can_nha": "căn", "cuoc": "cuộc",
    "buoi": "buổi", "vu": "vụ", "don": "đơn", "nguon_tin": "nguồn tin", "percent": "%", "cay": "cây",
    "don_vi_mau": "đơn vị máu", "camera": "camera", "bong_den": "bóng đèn", "the_bhyt": "thẻ", "hoc_bong": "suất",
    "xe_dap": "chiếc", "other": "",
}  # fmt: skip
QUALIFIER_WORDS = {"exact": "", "about": "khoảng ", "nearly": "gần ", "over": "trên ", "under": "dưới "}
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def number(value: Decimal) -> str:
    """A number as it is printed.

    >>> number(Decimal("243957000")), number(Decimal("62.5")), number(Decimal("-3"))
    ('243.957.000', '62,5', '-3')
    """
    text = f"{value.normalize():,f}"
    return text.replace(",", "_").replace(".", ",").replace("_", ".")


def marked(said: str) -> str:
    """A number with what it counts, as the bot itself writes it; words that we do not know all stay as typed.

    >>> marked("6 cu gia"), marked("25 ho"), marked("15 chau thieu nhi"), marked("3 gia dinh"), marked("2 lo mam")
    ('6 cụ già', '25 hộ', '15 cháu thiếu nhi', '3 gia đình', '2 lo mam')
    >>> marked("14 dong chi"), marked("2 ho can ngheo"), marked("2 con bo"), marked("5 can")
    ('14 đồng chí', '2 hộ cận nghèo', '2 con bo', '5 can')
    """
    if not said.isascii():
        return said
    number_, *counted = _PAIR.sub(lambda pair: pair[0].replace(" ", "_"), said).split(" ")
    if not number_[:1].isdigit() or any(word not in _MARKED for word in counted):
        return said
    return " ".join([number_, *(_MARKED[word].replace("_", " ") for word in counted)])


_PAIR = re.compile(r"\b(?:gia dinh|can ngheo|can nha|dong chi|thieu nhi|hoc sinh)\b")
_WITH_MARKS = (
    "cụ già ông bà hộ nghèo cận_nghèo gia_đình nhà căn_nhà người dân lượt em học_sinh cháu thiếu_nhi bé anh đồng_chí "
    "phần quà suất triệu ngàn nghìn trăm tỷ đêm buổi lần vụ cuộc cây cuốn tập vở bao rác mét đường ký xe con cái chiếc"
)
_MARKED = {
    "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).replace("đ", "d"): word
    for word in _WITH_MARKS.split()
}


def lower_first(text: str) -> str:
    """A name within a sentence.

    >>> lower_first("Số hộ nghèo"), lower_first("Vụ hòa giải"), lower_first("BHYT")
    ('số hộ nghèo', 'vụ hòa giải', 'BHYT')
    """
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def percent(value: Decimal) -> str:
    """A percentage with two decimals, rounded half up; whole ones without decimals.

    >>> percent(Decimal(298) / 319 * 100), percent(Decimal(100)), percent(Decimal(2600) / 27)
    ('93,42%', '100%', '96,30%')
    """
    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return (number(rounded) if rounded == rounded.to_integral_value() else f"{rounded:f}".replace(".", ",")) + "%"


def whole_millions(value: Decimal) -> str | None:
    """Money that is whole millions, as one says it; None for other amounts.

    >>> whole_millions(Decimal("1800000000")), whole_millions(Decimal("21000000")), whole_millions(Decimal("300000"))
    ('1 tỷ 800 triệu', '21 triệu', None)
    """
    if value < MILLION or value % MILLION:
        return None
    billions, rest = divmod(int(value), BILLION)
    parts = [f"{number(Decimal(billions))} tỷ"] if billions else []
    return " ".join([*parts, *([f"{rest // MILLION} triệu"] if rest else [])])


def brief(value: Decimal, unit: str) -> str:
    """A number as short as it can be said exactly.

    >>> brief(Decimal("21000000"), "dong"), brief(Decimal("243957000"), "dong"), brief(Decimal(70), "phan_qua")
    ('21 triệu', '243.957.000', '70')
    >>> brief(Decimal("12450000"), "dong"), brief(Decimal("500000"), "dong")
    ('12,45 triệu', '500.000')
    """
    if unit != "dong" or not MILLION <= value < BILLION or value % _HUNDREDTH:
        return (whole_millions(value) if unit == "dong" else None) or number(value)
    return f"{number(value / MILLION)} triệu"


def amount(
    value: Decimal, unit: str, qualifier: str = "exact", value_max: Decimal | None = None, noun: str = ""
) -> str:
    """A value with its qualifier and its unit (or the noun that says more than the unit); money also as it is said.

    >>> amount(Decimal("1800000000"), "dong", "over")
    'trên 1.800.000.000 đồng (1 tỷ 800 triệu)'
    >>> amount(Decimal(70), "phan_qua"), amount(Decimal("98"), "percent", "over")
    ('70 phần', 'trên 98%')
    >>> amount(Decimal(5), "ho", value_max=Decimal(7), noun="hộ nghèo")
    '5-7 hộ nghèo'
    """
    said = whole_millions(value) if unit == "dong" and value_max is None else None
    return short_amount(value, unit, qualifier, value_max, noun) + (f" ({said})" if said else "")


def short_amount(
    value: Decimal, unit: str, qualifier: str = "exact", value_max: Decimal | None = None, noun: str = ""
) -> str:
    """A value with its qualifier and its unit, money in digits only."""
    top = "" if value_max is None else f"-{number(value_max)}"
    word = noun or UNIT_WORDS.get(unit, "")
    space = "" if unit == "percent" or not word else " "
    return f"{QUALIFIER_WORDS[qualifier]}{number(value)}{top}{space}{word}"


def figure(found: Figure) -> str:
    """The value of a figure."""
    indicator = found.indicator
    noun = indicator.together and _kinds_told(found)
    if indicator.code == _THINGS:
        noun = own_words.only(indicator.unit, *(source.record.text for source in found.sources))
    return amount(found.value, indicator.unit, found.qualifier, found.value_max, noun or indicator.noun)


def is_named_by_records(indicator: Indicator) -> bool:
    """Whether it takes the words of its records to say what a figure counts."""
    return bool(indicator.together) or indicator.code == _THINGS


_THINGS = "tang_vat_pham"


def thing(found: Entry, text: str) -> str:
    """The one thing that the text of a record tells to be counted by a line of several: “cuốn tập” and no “món”."""
    return own_words.only(indicators()[_THINGS].unit, text) if found.indicator == _THINGS else ""


def _kinds_told(found: Figure) -> str:
    """What a sum of several kinds is of, by the words of its records: trees and pots only where both were told."""
    told = kinds_in(found.indicator, *(source.record.text for source in found.sources))
    return found.indicator.together if len(told) > 1 or not found.sources else next(iter(told), "")


def kinds_in(indicator: Indicator, *texts: str) -> list[str]:
    """Which of the kinds that an indicator counts together are named in some texts.

    >>> tree = indicators()["cay_xanh"]
    >>> kinds_in(tree, "trồng 15 cây"), kinds_in(tree, "20 chậu cây", "nay trong 15 cay xanh, 5 cháu phụ")
    (['cây'], ['cây', 'chậu hoa'])
    """
    said = [text.lower() for text in texts]
    found = {kind for kind, named in _KINDS.items() if any(named.search(text) for text in said)}
    return [kind for kind in indicator.together.split(" và ") if kind in found]


_KINDS = {  # "chau" without its marks is a child as well
    "cây": re.compile(r"(?<!chậu )(?<!chau )\b(?:cây|cay)\b"),
    "chậu hoa": re.compile(r"\b(?:chậu|chau (?:hoa|bong|cay|kieng|canh))\b"),
}


def how_many(name: str) -> str:
    """The name of a figure as it is asked for: of what is counted, the number.

    >>> how_many("Vụ hòa giải thành"), how_many("Trị giá quà đã tặng")
    ('số vụ hòa giải thành', 'trị giá quà đã tặng')
    """
    said = lower_first(name)
    return f"số {said}" if said.split()[0] in _COUNTED else said


_COUNTED = frozenset(
    "vụ cuộc lượt hộ suất nhà thẻ người trẻ cây xe quà bình camera công gương nguồn ngày nhân phương thanh thành tập "
    "tổ ý đèn đơn đảng cử khu hội".split()
)


def figure_line(found: Figure) -> str:
    """A figure in one line: what it is about and how much."""
    return f"{lower_first(found.indicator.name)}: {figure(found)}"


def entry(found: Entry, noun: str = "") -> str:
    """An entry in one line: what it is about and how much."""
    return f"{indicators()[found.indicator].name}: {entry_value(found, noun)}"


def entry_value(found: Entry, noun: str = "") -> str:
    """How much an entry says, a change with its sign."""
    indicator = indicators()[found.indicator]
    if found.change:
        return change(found.value, indicator.unit, indicator.noun, found.qualifier, found.value_max)
    return amount(found.value, indicator.unit, found.qualifier, found.value_max, noun or indicator.noun)


def change(
    value: Decimal, unit: str, noun: str = "", qualifier: str = "exact", value_max: Decimal | None = None
) -> str:
    """How much something rose or fell.

    >>> change(Decimal(-2), "ho", "hộ nghèo")
    'giảm 2 hộ nghèo'
    """
    sign = "tăng" if value > 0 else "giảm"
    return f"{sign} {amount(abs(value), unit, qualifier, value_max, noun)}"


def short_entry(found: Entry, noun: str = "") -> str:
    """How much an entry says, as short as it goes on a button; `noun` is what the record itself calls it."""
    indicator = indicators()[found.indicator]
    if found.change:
        return change(found.value, indicator.unit, indicator.noun, found.qualifier, found.value_max)
    return short_amount(found.value, indicator.unit, found.qualifier, found.value_max, noun or indicator.noun)


def named_entry(found: Entry, noun: str = "") -> str:
    """How much an entry says of what, in a few words: “15 suất học bổng”, “nhà đại đoàn kết xây, sửa: 1 căn”."""
    indicator = indicators()[found.indicator]
    value, name = short_entry(found, noun), lower_first(indicator.name)
    if noun:
        return value
    noun = indicator.noun or UNIT_WORDS.get(indicator.unit, "")
    if indicator.unit != "dong" and noun and name.startswith(f"{noun} "):
        return value.removesuffix(noun) + _LONGER.sub("", name)
    return value if " " in noun and indicator.unit != "dong" else f"{name}: {value}"


_LONGER = re.compile(r",.*| đã .*")  # of a name, what a few words do without


def short_days(first: date, last: date, today: date) -> str:
    """The days of a deed as they stand beside it, the year where it is another.

    >>> short_days(date(2026, 8, 18), date(2026, 8, 18), date(2026, 11, 20))
    '18/8'
    >>> short_days(date(2025, 3, 1), date(2025, 3, 31), date(2026, 11, 20))
    'tháng 3/2025'
    >>> short_days(date(2026, 10, 1), date(2026, 10, 10), date(2026, 11, 20))
    '1/10-10/10'
    """
    named = span(first, last)
    if first != last and not named.startswith("từ "):
        return named
    year = f"/{last.year}" if last.year != today.year or first.year != last.year else ""
    since = f"{first.day}/{first.month}" + (f"/{first.year}" if first.year != last.year else "")
    return f"{since}-{last.day}/{last.month}{year}" if first != last else f"{since}{year}"


def ratio(found: Ratio) -> str:
    """The value of a ratio: a percentage, or an average in its unit."""
    if found.indicator.unit == "percent":
        return QUALIFIER_WORDS[found.qualifier] + percent(found.percent)
    average = found.percent.quantize(Decimal(1 if found.indicator.unit == "dong" else "0.1"), ROUND_HALF_UP)
    rounded = found.indicator.unit == "dong" and found.qualifier == "exact" and average != found.percent
    return amount(average, found.indicator.unit, "about" if rounded else found.qualifier, noun=found.indicator.noun)


def day(value: date) -> str:
    """A day as it is printed.

    >>> day(date(2022, 7, 5))
    '05/07/2022'
    """
    return "%02d/%02d/%04d" % (value.day, value.month, value.year)  # noqa: UP031 (a fifth of what strftime takes)


def day_from(value: date, today: date) -> str:
    """A day as it is said, with its weekday.

    >>> day_from(date(2026, 11, 21), date(2026, 11, 21)), day_from(date(2026, 11, 15), date(2026, 11, 21))
    ('hôm nay, thứ Bảy 21/11/2026', 'Chủ nhật 15/11/2026')
    """
    near = {today: "hôm nay, ", today - timedelta(days=1): "hôm qua, ", today + timedelta(days=1): "ngày mai, "}
    return f"{near.get(value, '')}{WEEKDAYS[value.weekday()]} {day(value)}"


def span(start: date, end: date) -> str:
    """A period by its shortest ordinary name.

    >>> span(date(2022, 1, 1), date(2022, 12, 31)), span(date(2026, 11, 1), date(2026, 11, 30))
    ('năm 2022', 'tháng 11/2026')
    >>> span(date(2019, 1, 1), date(2021, 12, 31)), span(date(2026, 1, 1), date(2026, 11, 21))
    ('2019-2021', 'từ đầu năm 2026 đến 21/11')
    """
    if start == end:
        return f"ngày {day(start)}"
    first, last = (start.month, start.day) == (1, 1), (end.month, end.day) == (12, 31)
    if first and last:
        return f"năm {start.year}" if start.year == end.year else f"{start.year}-{end.year}"
    month_end = (end + timedelta(days=1)).day == 1
    if start.day == 1 and month_end and start.year == end.year:
        if start.month == end.month:
            return f"tháng {start.month}/{start.year}"
        if (start.month, end.month) in {(1, 6), (7, 12)}:
            return f"6 tháng {'đầu' if start.month == 1 else 'cuối'} năm {start.year}"
        if start.month % 3 == 1 and end.month == start.month + 2:
            return f"quý {end.month // 3}/{start.year}"
    if first and start.year == end.year:
        return f"từ đầu năm {start.year} đến {end:%d/%m}"
    return f"từ {day(start)} đến {day(end)}"


def moment(value: datetime, zone: ZoneInfo) -> str:
    """An instant as it is said in a place.

    >>> moment(datetime.fromisoformat("2026-12-05T12:00:00+00:00"), ZoneInfo("Asia/Ho_Chi_Minh"))
    '19 giờ, thứ Bảy 05/12/2026'
    """
    local = value.astimezone(zone)
    return f"{hour(value, zone)}, {WEEKDAYS[local.weekday()]} {day(local.date())}"


def hour(value: datetime, zone: ZoneInfo) -> str:
    """The time of an instant as it is said in a place.

    >>> hour(datetime.fromisoformat("2026-12-05T12:05:00+00:00"), ZoneInfo("Asia/Ho_Chi_Minh"))
    '19 giờ 05'
    """
    local = value.astimezone(zone)
    return f"{local.hour} giờ" + (f" {local.minute:02}" if local.minute else "")


def clock(value: datetime, zone: ZoneInfo) -> str:
    """An instant as it stands in a list.

    >>> clock(datetime.fromisoformat("2026-12-05T12:00:00+00:00"), ZoneInfo("Asia/Ho_Chi_Minh"))
    '19 giờ ngày 05/12/2026'
    """
    return f"{hour(value, zone)} ngày {day(value.astimezone(zone).date())}"
