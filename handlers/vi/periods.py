"""Reading one span at a word: tháng 11, quý III/2026, năm ngoái, đầu tháng, từ đầu năm, nhiệm kỳ 2019-2021."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from handlers.vi import calendar_words, cues, moment, number_words, numbers, spans, units
from handlers.vi.calendar_words import Said
from handlers.vi.moment import Moment, Sight
from handlers.vi.phrases import Vocabulary
from handlers.vi.reading import Span
from handlers.vi.words import Text

_QUARTERS = {
    "1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4,
    "mot": 1, "bon": 4, "đầu": 1, "cuối": 4,
}  # fmt: skip


_SPANS = cues.by_meaning("span")


_SCHOOL_YEAR = ("nam", "hoc")
_TERMS = cues.by_meaning("term")


_EACH = Vocabulary("mỗi hàng hằng từng một")


_TIMES = Vocabulary("lần kỳ")


_MONTH_WORD = Vocabulary("tháng th thg t")


_QUARTER_WORD = Vocabulary("quý quí")


_WEEK = Vocabulary("tuần")
_NUMBERED = {"đầu tháng", "đầu quý"}
_HIGH_SEASON = (10, 17), (11, 18)  # tháng cao điểm Vì người nghèo
_EDGES = Vocabulary("đầu giữa cuối")


def years(sight: Sight, place: int) -> Moment | None:
    """Read 2019-2021, and a year alone where nothing else is said of time."""
    text = sight.text
    first = _year_token(text, place)
    counts = units.begins(text, place + 1) and text.lows[place + 1] not in _UNTIL_YEAR
    if first is None or counts or (place and text.lows[place - 1] in {"/", "-"}):
        return None
    divided = text.lows[place + 1 : place + 2] == ("/",) and text.kinds[place + 2 : place + 3] == ("number",)
    if divided and _year_token(text, place + 2) != first + 1:
        return None  # 1930/2043 người
    if place + 2 < len(text.lows) and text.lows[place + 1] in _UNTIL_YEAR and (last := _year_token(text, place + 2)):
        if text.bares[max(0, place - 2) : place] == _SCHOOL_YEAR:
            return Moment(place, place + 3)
        kind = _TERMS.before(text, place)
        if first <= last:
            return Moment(place, place + 3, span=spans.years(first, last, kind[0] if kind else ""), weak=kind is None)
    return Moment(place, place + 1, span=spans.year(first), said=Said(place + 1, year=first), weak=True)


_UNTIL_YEAR = frozenset({"-", "đến", "tới", "den", "toi"})


def _year_token(text: Text, place: int) -> int | None:
    low = text.lows[place]
    if len(low) != 4 or not low.isdecimal() or not 1900 <= int(low) <= 2100:
        return None
    runs_on = glued(text, place) and text.kinds[place + 1] == "word"
    return None if runs_on else int(low)


def thang(sight: Sight, place: int) -> Moment | None:
    """Read tháng này, tháng 11, tháng 11/2026, tháng tư năm ngoái, t11, and the lunar tháng giêng, tháng chạp."""
    text = sight.text
    if found := _SPANS.at(text, place):
        return _relative_span(sight, place, *found)
    if not _MONTH_WORD.has(text, place) or _EACH.has(text, place - 1) or text.lows[place - 1 : place] == ("/",):
        return None
    if text.lows[place] in {"t", "th"} and not glued(text, place):
        return None
    if text.bares[place - 1 : place] == ("theo",) and text.kinds[place + 1 : place + 2] != ("number",):
        return None  # theo tháng năm 2022, by the months of that year
    by_name = calendar_words.LUNAR_MONTHS.at(text, place + 1)
    number = by_name or calendar_words.month_number(text, place + 1)
    if number is None or _TIMES.has(text, number[1]):
        return None
    year, end = calendar_words.after_month(text, number[1], sight.on)
    said = Said(end, None, number[0], year, lunar=by_name is not None)
    marked = by_name or text.lows[end : end + 1] in _BY_MOON or text.lows[end : end + 2] == ("am", "lich")
    return moment.of(sight, place, calendar_words.marked(text, said) if marked else said)


_BY_MOON = frozenset({("âm",), ("âl",), ("al",)})


def glued(text: Text, place: int) -> bool:
    """Say whether a word touches the one behind it."""
    return place + 1 < len(text.lows) and text.starts[place + 1] == text.ends[place]


def quy(sight: Sight, place: int) -> Moment | None:
    """Read quý này, quý 3, quý III/2026; never quỹ, a fund: thu quy 3 trieu."""
    text = sight.text
    if found := _SPANS.at(text, place):
        return _relative_span(sight, place, *found)
    named = _QUARTER_WORD.has(text, place) or _is_short_quarter(text, place)
    number = _QUARTERS.get(text.lows[place + 1]) if named and place + 1 < len(text.lows) else None
    if number is None or text.bares[place + 2 : place + 3] in _OF_MONEY:
        return None
    year, end = calendar_words.after_month(text, place + 2, sight.on)
    if year is None:
        current = (sight.on.month - 1) // 3 + 1
        year = sight.on.year + (number < current if sight.ahead else -(number > current))
    return Moment(place, end, span=spans.quarter(year, number)) if 1 <= year <= spans.LAST_YEAR else None


_OF_MONEY = {("trieu",), ("tr",), ("ty",), ("ti",), ("ngan",), ("nghin",), ("k",), ("dong",)}  # thu quy 3 trieu


def _is_short_quarter(text: Text, place: int) -> bool:
    """Say whether a q is a quarter, q3, and not a part of a town: P4 Q3."""
    if text.lows[place] != "q" or not glued(text, place) or text.kinds[place + 1] != "number":
        return False
    return not place or text.kinds[place - 1] == "word"


def nam(sight: Sight, place: int) -> Moment | None:
    """Read năm nay, năm 2022, năm hai không hai hai."""
    text = sight.text
    if found := _SPANS.at(text, place):
        return _until_now(sight, place, *found) or _relative_span(sight, place, *found)
    if not calendar_words.YEAR.has(text, place) or number_words.multiplies(text, place + 1):
        return None
    if text.bares[place - 1 : place] == ("sinh",):
        return Moment(place, place + 2)
    year = calendar_words.year_number(text, place + 1) or calendar_words.early_year(text, place + 1)
    year = year or calendar_words.short_year(text, place + 1)
    if year is None or _before_christ(text, year[1]) or not 1 <= year[0] <= 2200:
        return None
    return moment.of(sight, place, Said(year[1], year=year[0]))


def _until_now(sight: Sight, place: int, meaning: str, end: int) -> Moment | None:
    """Read năm ngoái giờ này, tầm này năm ngoái: that year until the same day."""
    bares = sight.text.bares
    if meaning != _LAST_YEAR:
        return None
    before = place >= _TWO and bares[place - 2 : place] in _AS_NOW
    if not before and bares[end : end + 2] not in _AS_NOW and bares[end + 1 : end + 3] not in _AS_NOW:
        return None
    first = place - (3 if bares[place - 3 : place - 2] == ("thoi",) else 2) if before else place
    day = spans.shift(sight.on, -12)
    return Moment(first, end, span=spans.named(day.replace(month=1, day=1), day)) if day else None


_LAST_YEAR, _TWO = "năm -1", 2
_AS_NOW = {(word, "nay") for word in ("gio", "luc", "tam", "co", "khoang", "diem", "ngay", "dao")}


def _before_christ(text: Text, end: int) -> bool:
    return end < len(text.lows) and text.lows[end] in {"tcn", "trcn"}


def _relative_span(sight: Sight, place: int, meaning: str, end: int) -> Moment | None:
    kind, _, count = meaning.partition(" ")
    away = int(count) if count.lstrip("-").isdecimal() else 0
    on = sight.on
    if away <= 0 and kind in _LATELY and _is_of_several(sight.text, place, end):
        return Moment(place, end, span=_LATELY[kind](on))
    if kind == "tuần":
        day = spans.later(on, 7 * away)
        return Moment(place, end, span=spans.week(day) if day else None, ahead=away > 0)
    if kind == "năm":
        number = min(max(on.year + away, spans.FIRST_YEAR), spans.LAST_YEAR)
        return Moment(place, end, span=spans.year(number), ahead=away > 0)
    if kind == "cao":
        since = date(on.year - (on < date(on.year, *_HIGH_SEASON[0])), *_HIGH_SEASON[0])
        return Moment(place, end, span=spans.named(since, date(since.year, *_HIGH_SEASON[1])))
    if kind == "đầu":
        return Moment(place, end, span=_since(on, meaning))
    if kind == "nửa":
        ago = calendar_words.years_ago(sight.text, end - 1)
        number, end = ago or calendar_words.year_number(sight.text, end) or (0, end)
        return Moment(place, end, span=spans.part_of_year(on.year + number if number < 1000 else number, 6, count))
    months = away * (3 if kind == "quý" else 1)
    if not away and (year := _SPANS.at(sight.text, end)) and year[0] == _LAST_YEAR:  # tháng này năm ngoái
        months, end = -12, year[1]
    moved = spans.shift(on, months)
    if moved is None:
        return None
    span = spans.quarter(moved.year, (moved.month + 2) // 3) if kind == "quý" else spans.month(moved.year, moved.month)
    return Moment(place, end, span=span, ahead=away > 0)


def _is_of_several(text: Text, place: int, end: int) -> bool:
    """Say whether "tháng nay", "năm qua" are several: mấy tháng nay, những năm qua; no "tháng mấy năm nay"."""
    if text.bares[place - 1 : place] not in _SEVERAL or text.bares[place - 2 : place - 1] in _ASKED_BEFORE:
        return False
    if text.lows[end - 1] == "qua":
        return True
    begins = place == 1 or not text.raw.isascii()  # "tang duoc may thang nay" may be of this month
    return text.lows[end - 1] == "nay" and begins and (text.bares[place] != "nam" or text.bares[place - 1] != "may")


_SEVERAL = {("may",), ("nhung",), ("nhieu",), ("cac",)}
_ASKED_BEFORE = {("thang",), ("quy",), ("tuan",), ("ngay",), ("nam",), ("thu",)}
_LATELY: dict[str, Callable[[date], Span]] = {  # how far back the last weeks, months and years go
    "tuần": lambda on: Span(on - timedelta(days=30), on),
    "tháng": lambda on: _since(on, "đầu năm"),
    "năm": lambda on: spans.years(on.year - 4, on.year, "các năm"),
}


def _weekend(sight: Sight, place: int) -> Moment | None:
    """Read cuối tuần qua as that Saturday and Sunday."""
    week = relative(sight, place + 1) if place + 1 < len(sight.text.lows) else None
    if week is None or week.span is None or not _WEEK.has(sight.text, place + 1):
        return None
    saturday = week.span.start + timedelta(days=5)
    return Moment(place, week.end, span=spans.named(saturday, week.span.end), ahead=week.ahead)


def _week_begins(sight: Sight, place: int) -> Moment | None:
    """Read đầu tuần, đầu tuần trước as that Monday; a week to come is not read."""
    if not _WEEK.has(sight.text, place + 1):
        return None
    week = relative(sight, place + 1)
    if week is None:
        return Moment(place, place + 2, day=sight.on - timedelta(days=sight.on.weekday()))
    return None if week.span is None or week.ahead else Moment(place, week.end, day=week.span.start)


def _since(on: date, kind: str) -> Span:
    start = {
        "đầu năm": on.replace(month=1, day=1),
        "đầu quý": on.replace(month=(on.month - 1) // 3 * 3 + 1, day=1),
        "đầu tháng": on.replace(day=1),
        "đầu tuần": on - timedelta(days=on.weekday()),
    }[kind]
    return Span(start, on, f"từ {kind} đến nay")


def edge(sight: Sight, place: int) -> Moment | None:
    """Read đầu tháng, giữa tháng 10, cuối tháng trước, từ đầu năm, đầu năm 2022."""
    text = sight.text
    if found := _SPANS.at(text, place):
        return _relative_span(sight, place, *found)
    if text.bares[place] == "cuoi" and (weekend := _weekend(sight, place)):
        return weekend
    if text.bares[place] == "dau" and (monday := _week_begins(sight, place)):
        return monday
    which = {"dau": "đầu", "giua": "giữa", "cuoi": "cuối"}[text.bares[place]]
    before = place - (text.bares[max(0, place - 1)] in calendar_words.AT_THAT_TIME)
    if text.bares[max(0, before - 2) : before] == _COMPARED_WITH and text.bares[place : place + 2] in _EDGES_OF_YEAR:
        return _edge_of_year(sight, place)
    if not _EDGES.has(text, place) or not calendar_words.MONTH.has(text, place + 1):
        return None
    month = thang(sight, place + 1)
    span = month.span if month and month.span else spans.month(sight.on.year, sight.on.month)
    end = month.end if month else place + 2
    return Moment(place, end, span=spans.third_of_month(span.start.year, span.start.month, which))


def _edge_of_year(sight: Sight, place: int) -> Moment | None:
    """Read the đầu năm, cuối năm with which something is compared: this 1 January, the last 31 December."""
    text, year = sight.text, sight.on.year
    if _YEAR_NAMED.has(text, place + 2) or any(calendar_words.year_number(text, digit) for digit in text.digits):
        return None  # so với đầu năm ngoái; cuối năm 2025 so với đầu năm
    if text.bares[place] == "dau":
        return Moment(place, place + 2, span=_first_day(year))
    return Moment(place, place + 2, span=Span(date(year - 1, 12, 31), date(year - 1, 12, 31), f"cuối năm {year - 1}"))


def as_the_year_began(bares: Sequence[str], year: int) -> Span | None:
    """Read "đầu năm" as the first day of a year; None in "từ đầu năm", "6 tháng đầu năm", "đầu năm tới giờ".

    >>> as_the_year_began("hoi dau nam may ho".split(), 2026).start, as_the_year_began(["tu", "dau", "nam"], 2026)
    (datetime.date(2026, 1, 1), None)
    """
    said = tuple(bares)
    at = next((at for at in range(len(said)) if said[at : at + 2] == ("dau", "nam")), None)
    if at is None or said[at - 1 : at] in _NO_BEGINNING or said[at + 2 : at + 3] in _GOES_ON:
        return None
    return _first_day(year)


def _first_day(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 1, 1), f"đầu năm {year}")


def until_it_ended(bares: Sequence[str]) -> bool:
    """Say whether the end of a year is spoken of as well."""
    return ("cuoi", "nam") in pairwise(bares)


_NO_BEGINNING = frozenset({("tu",), ("voi",), ("thang",), ("quy",), ("nua",)})
_GOES_ON = frozenset((word,) for word in ("den", "toi", "-"))
_COMPARED_WITH = ("so", "voi")
_EDGES_OF_YEAR = {("dau", "nam"), ("cuoi", "nam")}
_YEAR_NAMED = Vocabulary("ngoái trước rồi qua kia sau tới")


def tu(sight: Sight, place: int) -> Moment | None:
    """Read từ đầu năm, từ đầu năm 2022."""
    found = _SPANS.at(sight.text, place)
    if found is None or (found[0] in _NUMBERED and calendar_words.month_number(sight.text, found[1])):
        return None  # từ đầu tháng 10
    year = calendar_words.year_number(sight.text, found[1])
    if year and found[0] == "đầu năm" and 1 <= year[0] <= sight.on.year:
        end = min(date(year[0], 12, 31), sight.on)
        return Moment(place, year[1], span=Span(date(year[0], 1, 1), end, f"từ đầu năm {year[0]}"))
    return _relative_span(sight, place, *found)


def term(sight: Sight, place: int) -> Moment | None:
    """Read nhiệm kỳ 2019-2021, giai đoạn 2021-2025."""
    text = sight.text
    found = _TERMS.at(text, place)
    if found is None or found[1] >= len(text.lows) or text.kinds[found[1]] != "number":
        return None
    span = years(sight, found[1])
    return span._replace(first=place, weak=False) if span else None


def decade(sight: Sight, place: int) -> Moment | None:
    """Read thập niên 90, những năm 1990, thập kỷ tám mươi."""
    text = sight.text
    if text.bares[place : place + 2] not in _DECADES or place + 2 >= len(text.lows):
        return None
    number = numbers.at(text, place + 2)
    if number is None or number.value % 10 or not (number.value < 100 or spans.LAST_YEAR > number.value >= 1000):
        return None
    if text.kinds[number.end + 1 : number.end + 2] == ("number",) and text.lows[number.end] in _AND_ANOTHER:
        return None  # những năm 2020 và 2021
    first = int(number.value)
    if first < 100:
        first += 2000 if first <= sight.on.year % 100 else 1900
    return Moment(place, number.end, span=spans.years(first, first + 9, "thập niên"))


_AND_ANOTHER = frozenset({"và", "va", ",", "-"})
_DECADES = {("thap", "nien"), ("thap", "ky"), ("nhung", "nam")}


def relative(sight: Sight, place: int) -> Moment | None:
    """Read tuần này, trong tháng, nửa đầu năm."""
    found = _SPANS.at(sight.text, place)
    return _relative_span(sight, place, *found) if found else None
