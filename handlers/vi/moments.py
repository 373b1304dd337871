"""Reading one day or span at a word: hôm qua, thứ 7 tuần rồi, ngày 15/11, quý 3, 6 tháng đầu năm, rằm tháng 7."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from handlers.vi import calendar_words, lunar, numbers, occasions, spans, units
from handlers.vi.calendar_words import Said
from handlers.vi.phrases import Phrases, Vocabulary
from handlers.vi.reading import Span
from handlers.vi.words import Text


class Sight(NamedTuple):
    """The message, the day it was written, and whether it looks ahead."""

    text: Text
    on: date
    ahead: bool


class Moment(NamedTuple):
    """A day or a span found from the word `first` up to but without `end`; with neither, only the words are taken.

    `said` is what was said of it, to complete the other end of a range. `weak` moments count only where there is no other.
    """

    first: int
    end: int
    day: date | None = None
    span: Span | None = None
    said: Said | None = None
    occasion: str | None = None
    ahead: bool = False
    weak: bool = False


Reader = Callable[[Sight, int], Moment | None]

_DAY_BEFORE = Vocabulary("ngày hôm bữa sáng trưa chiều tối đêm từ đến tới dịp nhân mừng quà khoảng hạn hết trước nay")
_PLACE_BEFORE = Vocabulary("đường phố tư ba hẻm ngõ trường chợ khu số cầu công trình tổ ấp viên lộ hầm phiên lớp")
_RATIO_BEFORE = Vocabulary("thành đạt giải hg vụ đơn dự họp có được là với đủ")
_EACH = Vocabulary("mỗi hàng hằng từng một")
_TIMES = Vocabulary("lần kỳ")
_NOT_A_WEEKDAY = Vocabulary("lần đợt kỳ khóa người tuần vụ cái con hộ lớp hạng quý căn phần đứa bước nhiệm xếp")
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_WEEKDAYS = {2: 0, 3: 1, 4: 2, 5: 3, 6: 4, 7: 5}
_DAYS_AWAY = Phrases(
    [
        *(
            (words, days)
            for days, names in {
                0: "hôm nay|bữa nay|ngày nay|hnay|hôm ni|sáng nay|trưa nay|chiều nay|tối nay|đêm nay|hồi sáng|hồi sáng nay|hồi chiều|hồi trưa|"
                "trưa nầy|bữa ni|h nay|hồi nãy|lúc nãy|mới nãy|sớm nay|hôm nai|ngày hôm nay|sáng sớm nay|s nay|c nay|t nay",
                -1: "hôm qua|bữa qua|hqua|h qua|ngày hôm qua|tối qua|sáng qua|chiều qua|trưa qua|đêm qua|tối hôm qua|sáng hôm qua|"
                "chiều hôm qua|tối hqua|hum qua|hôm wa|hqa|bửa qua|ngày qua|trưa hôm qua|đêm hôm qua|hồi hôm|hồi hôm qua|bữa wa",
                -2: "hôm kia|bữa kia|ngày hôm kia|bữa hôm kia|tối hôm kia|sáng hôm kia|chiều hôm kia|hôm kìa qua",
                -3: "hôm kìa|bữa kìa|bữa kiển",
                1: "ngày mai|sáng mai|trưa mai|chiều mai|tối mai|đêm mai|bữa mai|hôm mai|sớm mai|sáng ngày mai|tối ngày mai|chiều ngày mai",
                2: "ngày mốt|ngày kia|bữa mốt|sáng mốt|chiều mốt|tối mốt|mốt|sáng ngày mốt|tối ngày mốt|hôm mốt",
                3: "ngày kìa|bữa kìa tới",
            }.items()
            for words in names.split("|")
        ),
    ]
)
_MAI = Vocabulary("mai")
_DONE_TOMORROW = {"hop", "co", "di", "phat", "tang", "trao", "lam", "ra", "to", "nha", "nhe", ""}
_NOT_TOMORROW = Vocabulary("chị cô bà em bé anh ông chú hoa cây chậu gốc sương ban thị xuân ngọc tuyết")
_AGO = ("này", "nay"), ("trước", "rồi", "qua", "vừa rồi", "vừa qua"), ("sau", "tới", "tiếp theo")
_SPANS: Phrases[tuple[str, int]] = Phrases(
    [
        *(
            (f"{unit} {word}", (unit, away))
            for unit in ("tuần", "tháng", "quý", "năm")
            for away, words in zip((0, -1, 1), _AGO, strict=True)
            for word in words
        ),
        *(
            (f"{before} {unit}", (unit, 0))
            for unit in ("tuần", "tháng", "quý", "năm")
            for before in ("trong", "cả", "nguyên")
        ),
        ("năm ngoái", ("năm", -1)),
        ("tháng ngoái", ("tháng", -1)),
        ("năm kia", ("năm", -2)),
        ("năm nay", ("năm", 0)),
        ("tháng nay", ("tháng", 0)),
        ("tuần vừa rồi", ("tuần", -1)),
        ("nửa đầu năm", ("nửa đầu", 0)),
        ("nửa cuối năm", ("nửa cuối", 0)),
        ("đầu năm đến nay", ("đầu năm", 0)),
        ("đầu năm tới nay", ("đầu năm", 0)),
        ("đầu năm tới giờ", ("đầu năm", 0)),
        ("đầu năm đến giờ", ("đầu năm", 0)),
        ("đầu năm nay đến nay", ("đầu năm", 0)),
        ("từ đầu năm", ("đầu năm", 0)),
        ("từ đầu năm đến nay", ("đầu năm", 0)),
        ("từ đầu năm tới nay", ("đầu năm", 0)),
        ("từ đầu năm tới giờ", ("đầu năm", 0)),
        ("từ đầu năm đến giờ", ("đầu năm", 0)),
        ("từ đầu năm nay", ("đầu năm", 0)),
        ("lũy kế năm", ("đầu năm", 0)),
        ("lũy kế từ đầu năm", ("đầu năm", 0)),
        *(
            (f"từ đầu {unit}{tail}", (f"đầu {unit}", 0))
            for unit in ("tháng", "quý", "tuần")
            for tail in ("", " đến nay", " tới nay", " tới giờ", " đến giờ", " này")
        ),
    ]
)
_WEEKDAY_WEEK = Phrases(
    [
        *(
            (f"{prefix}{word}", ("week", away))
            for prefix in ("tuần ", "của tuần ", "trong tuần ")
            for away, words in zip((0, -1, 1), _AGO, strict=True)
            for word in words
        ),
        ("này", ("this", 0)),
        *((word, ("before", 0)) for word in ("rồi", "vừa rồi", "qua", "vừa qua", "trước")),
        *((word, ("after", 0)) for word in ("tới", "sau", "tới đây", "sắp tới")),
    ]
)
_NUMBER_SPAN = Phrases(
    [
        *((f"tháng {which} năm", which) for which in ("đầu", "cuối")),
    ]
)
_COUNT_UNITS = Phrases(
    [
        ("ngày", "day"),
        ("hôm", "day"),
        ("bữa", "day"),
        ("tuần", "week"),
        ("tháng", "month"),
        ("năm", "year"),
        ("tuần lễ", "week"),
    ]
)
_COUNT_TURNS = Phrases(
    [
        *((word, "ago") for word in ("trước", "trước đây")),
        *((word, "past") for word in ("qua", "vừa qua", "gần đây", "trở lại đây", "rồi", "nay")),
        *((word, "hence") for word in ("sau", "nữa", "tới", "tiếp theo")),
    ]
)


def at(sight: Sight, place: int) -> Moment | None:
    """Read the day or span that begins at a word."""
    word = sight.text.words[place]
    if word.kind == "number":
        return _number(sight, place)
    reader = _READERS.get(word.bare)
    return reader(sight, place) if reader else None


def moment(sight: Sight, first: int, said: Said, *, weak: bool = False) -> Moment:
    """Make a moment of what was said, finding the day or span that it means."""
    found = calendar_words.resolve(said, sight.on, ahead=sight.ahead)
    span = found if isinstance(found, Span) else None
    day = found if isinstance(found, date) else None
    return Moment(first, said.end, day, span, said, weak=weak)


def _number(sight: Sight, place: int) -> Moment | None:
    """Read what begins with digits, looking at the next word first: most numbers are no dates."""
    text = sight.text
    following = text.bares[place + 1] if place + 1 < len(text.bares) else ""
    if following in _JOINING:
        return _first_of_days(sight, place) or _slashed(sight, place) or _years(sight, place)
    if following in _COUNTING:
        return _counted(sight, place) or _day_before_month(sight, place) or _day_with_calendar(sight, place)
    low = text.lows[place]
    if "." in low:
        return _slashed(sight, place)
    return _years(sight, place) if len(low) == 4 else None


_JOINING = {"/", "-", "den", "toi"}
_COUNTING = {
    "ngay",
    "hom",
    "bua",
    "tuan",
    "thang",
    "th",
    "nam",
    "gieng",
    "chap",
    "am",
    "al",
    "a",
    "duong",
    "tay",
    "dl",
    "tet",
    "ta",
}


def _first_of_days(sight: Sight, place: int) -> Moment | None:
    """Read the 8 of 8–18/11 and of "từ 8 đến 18/11"."""
    text = sight.text
    if place + 2 >= len(text.words) or text.lows[place + 1] not in {"-", "đến", "tới", "den", "toi"}:
        return None
    if text.words[place + 2].kind != "number" or not text.lows[place].isdigit():
        return None
    last = calendar_words.slashed(text, place + 2)
    if (
        last is None
        or text.lows[place + 3 : place + 4] == ("-",)
        or last.day is None
        or not 0 < int(text.lows[place]) < last.day
        or units.begins(text, last.end)
    ):
        return None
    return moment(sight, place, Said(place + 1, int(text.lows[place]), last.month, last.year))


def _slashed(sight: Sight, place: int) -> Moment | None:
    text = sight.text
    said = calendar_words.slashed(text, place)
    if said is None or _is_document(text, said.end):
        return None
    dashed = text.lows[place + 1] == "-" if said.end > place + 1 else False
    marked = _DAY_BEFORE.has(text, place - 1)
    if _PLACE_BEFORE.has(text, place - 1) and not said.year:
        return Moment(place, said.end)
    if said.year is None and not marked and (dashed or _is_share(text, place, said.end)):
        return None
    if said.year is None and dashed and units.begins(text, said.end):
        return None
    return _named(sight, place, calendar_words.marked(text, said))


def _named(sight: Sight, place: int, said: Said) -> Moment:
    """Tell a day from a day that names an occasion."""
    found = moment(sight, place, said)
    if said.year is None and occasions.is_name(sight.text, place):
        name = occasions.any_day(said.day, said.month)
        return Moment(place, said.end, occasion=name)
    return found._replace(occasion=occasions.of_day(said.day, said.month))


def _is_document(text: Text, end: int) -> bool:
    """Say whether a slash and more follow, as in 86/2023/NĐ-CP."""
    return end + 1 < len(text.words) and text.lows[end] == "/" and text.words[end].start == text.words[end - 1].end


def _is_share(text: Text, place: int, end: int) -> bool:
    """Say whether a/b is a share of something counted: 26/27 đơn, hg 5/5."""
    unit = units.at(text, end)
    if unit and unit[0].code:
        return True
    return _RATIO_BEFORE.has(text, place - 1) and int(text.lows[place]) <= int(text.lows[place + 2])


def _years(sight: Sight, place: int) -> Moment | None:
    """Read 2019-2021, and a year alone where nothing else is said of time."""
    text = sight.text
    first = _year_token(text, place)
    if first is None or units.begins(text, place + 1) or (place and text.lows[place - 1] in {"/", "-"}):
        return None
    if place + 2 < len(text.words) and text.lows[place + 1] in {"-", "đến"} and (last := _year_token(text, place + 2)):
        kind = _TERMS.before(text, place)
        if first <= last:
            return Moment(place, place + 3, span=spans.years(first, last, kind[0] if kind else ""), weak=kind is None)
    return Moment(place, place + 1, span=spans.year(first), said=Said(place + 1, year=first), weak=True)


_TERMS = Phrases([(words, words.split(" của")[0]) for words in ("nhiệm kỳ", "giai đoạn", "niên khóa", "nk")])


def _year_token(text: Text, place: int) -> int | None:
    word = text.words[place]
    if len(word.low) != 4 or not word.low.isdigit() or not 1900 <= int(word.low) <= 2100:
        return None
    glued = (
        place + 1 < len(text.words) and text.words[place + 1].kind == "word" and text.words[place + 1].start == word.end
    )
    return None if glued else int(word.low)


def _counted(sight: Sight, place: int) -> Moment | None:
    """Read 6 tháng đầu năm, 3 ngày trước, 2 tuần nữa, 5 ngày qua."""
    text = sight.text
    number = numbers.at(text, place)
    if number is None or number.value != int(number.value) or number.value > 3000:
        return None
    count = int(number.value)
    if found := _NUMBER_SPAN.at(text, number.end):
        return _part_of_year(sight, place, count, *found) if count in {3, 6, 9} else None
    unit = _COUNT_UNITS.at(text, number.end)
    turn = _COUNT_TURNS.at(text, unit[1]) if unit else None
    if unit and turn:
        return _turned(sight, place, turn[1], count, unit[0], turn[0])
    return None


def _part_of_year(sight: Sight, place: int, count: int, which: str, end: int) -> Moment:
    year, end = _year_behind(sight, end)
    if year is None:
        begins = sight.on.replace(month=1 if which == "đầu" else 13 - count, day=1)
        year = sight.on.year if begins <= sight.on or sight.ahead or sight.on.month > 3 else sight.on.year - 1
    return Moment(place, end, span=spans.part_of_year(year, count, which))


def _year_behind(sight: Sight, end: int) -> tuple[int | None, int]:
    """Read what follows the word năm: 2026, nay, ngoái."""
    if found := calendar_words.years_ago(sight.text, end - 1):
        return sight.on.year + found[0], found[1]
    return calendar_words.year_number(sight.text, end) or (None, end)


def _turned(sight: Sight, place: int, end: int, count: int, unit: str, turn: str) -> Moment | None:
    away = count if turn == "hence" else -count
    if unit in {"day", "week"}:
        day = spans.later(sight.on, away * (7 if unit == "week" else 1))
    else:
        day = spans.shift(sight.on, away * (12 if unit == "year" else 1))
    if day is None:
        return None
    if turn == "past":
        return Moment(place, end, span=spans.named(day, sight.on))
    if unit == "month":
        return Moment(place, end, span=spans.month(day.year, day.month), ahead=away > 0)
    if unit == "year":
        return Moment(place, end, span=spans.year(day.year), ahead=away > 0)
    return Moment(place, end, day=day, ahead=away > 0)


def _day_before_month(sight: Sight, place: int) -> Moment | None:
    """Read 7 tháng 5 năm 1954, 23 tháng chạp, 23 chạp."""
    text = sight.text
    found = calendar_words.day_number(text, place)
    if found is None:
        return None
    said = calendar_words.after_day(text, found[0], found[1], sight.on)
    if said.month is None or _TIMES.has(text, said.end) or units.begins(text, said.end):
        return None
    return _named(sight, place, said) if said.lunar or spans.make(2000, said.month, found[0]) else None


def _day_with_calendar(sight: Sight, place: int) -> Moment | None:
    """Read 15 âl, 5 tây; 28 tết."""
    text = sight.text
    found = calendar_words.day_number(text, place)
    if found is None:
        return None
    if _TET.has(text, found[1]) and found[0] >= 20:
        return _days_before_tet(sight, place, found[1] + 1, found[0])
    said = calendar_words.marked(text, Said(found[1], found[0]))
    return moment(sight, place, said) if said.end > found[1] and text.lows[found[1]] != "ta" else None


_TET = Vocabulary("tết")


def _days_before_tet(sight: Sight, place: int, end: int, number: int) -> Moment:
    """Read 28 Tết, a day of the last lunar month; 30 Tết is its last day even when it has 29."""
    on = sight.on
    tries: list[date | None] = []
    for year in (on.year - 1, on.year, on.year + 1):
        last = lunar.eve(year)
        tries.append(last if number == 30 else lunar.day(year - 1, 12, number))
    return Moment(place, end, calendar_words.pick(tries, on, ahead=sight.ahead), occasion="tet")


def _ngay(sight: Sight, place: int) -> Moment | None:
    """Read what follows the word ngày, hôm, bữa: 15/11, mùng 5, 15 tháng 8, hai mươi tư tháng bảy."""
    text = sight.text
    if found := _DAYS_AWAY.at(text, place):
        return _away(sight, place, *found)
    following = place + 1
    if not _DAY_WORD.has(text, place) or following >= len(text.words):
        return None
    if text.words[following].kind == "number" and (found_date := _after_ngay(sight, place)):
        return found_date
    if text.bares[following] in _READERS and text.bares[following] in {"mung", "mong", "ram", "thu", "chu"}:
        inner = at(sight, following)
        return inner._replace(first=place) if inner else None
    number = calendar_words.day_number(text, following)
    if number is None:
        return _no_such_day(text, place)
    said = calendar_words.after_day(text, number[0], number[1], sight.on)
    spelled = text.words[following].kind != "number"
    if said.month is None and (spelled or _counts(text, said.end)):
        return None
    return _named(sight, following, said)._replace(first=place)


def _no_such_day(text: Text, place: int) -> Moment | None:
    """Take the words of "ngày 0 tháng 4", so that no month is read in them."""
    if text.words[place + 1].kind != "number" or not calendar_words.MONTH.has(text, place + 2):
        return None
    month = calendar_words.month_number(text, place + 3)
    if month is None:
        return None
    return Moment(place, calendar_words.after_month(text, month[1], date.min)[1])


def _counts(text: Text, end: int) -> bool:
    """Say whether a number there counts something: hôm 5 hộ, bữa 3 giờ."""
    return units.begins(text, end) or _COUNT_UNITS.at(text, end) is not None


def _after_ngay(sight: Sight, place: int) -> Moment | None:
    text = sight.text
    said = calendar_words.slashed(text, place + 1)
    if (
        said is None
        and (parts := text.lows[place + 1].split("."))[1:]
        and len(parts) == 2
        and calendar_words.is_day(*parts)
    ):
        said = Said(place + 2, int(parts[0]), int(parts[1]))
    if said is None or said.day is None:
        return None
    return _named(sight, place + 1, calendar_words.marked(text, said))._replace(first=place)


_DAY_WORD = Vocabulary("ngày hôm bữa")


def _away(sight: Sight, place: int, days: int, end: int) -> Moment | None:
    day = spans.later(sight.on, days)
    return Moment(place, end, day=day, ahead=days > 0)


def _relative_day(sight: Sight, place: int) -> Moment | None:
    text = sight.text
    found = _DAYS_AWAY.at(text, place)
    if (
        found
        and text.bares[place] == "mot"
        and (text.lows[place] != "mốt" or (place and numbers.starts(text, place - 1)))
    ):
        return None
    return _away(sight, place, *found) if found else None


def _mai(sight: Sight, place: int) -> Moment | None:
    text = sight.text
    following = text.bares[place + 1] if place + 1 < len(text.bares) else ""
    if text.folds and text.lows[place] == text.bares[place] and following not in _DONE_TOMORROW:
        return None
    if not _MAI.has(text, place) or _NOT_TOMORROW.has(text, place - 1) or (place and text.words[place].raw != "mai"):
        return None
    return _away(sight, place, 1, place + 1)


def _nay(sight: Sight, place: int) -> Moment | None:
    """Read "nay" at the beginning of what is said: nay phát 10 phần."""
    if sight.text.lows[place] != "nay" or (place and sight.text.words[place - 1].kind != "mark"):
        return None
    return _away(sight, place, 0, place + 1)


def _mung(sight: Sight, place: int) -> Moment | None:
    """Read mùng 8, mùng 3 Tết, mồng mười tháng chín."""
    text = sight.text
    if not _FIRST_TEN.has(text, place) or _is_slashed(text, place + 1):
        return None
    number = calendar_words.day_number(text, place + 1)
    if number is None:
        return None
    if _TET.has(text, number[1]):
        return _day_of_tet(sight, place, number[1] + 1, number[0])
    return _named(sight, place, calendar_words.after_day(text, number[0], number[1], sight.on))


_FIRST_TEN = Vocabulary("mùng mồng")


def _is_slashed(text: Text, place: int) -> bool:
    """Say whether a date like 18/11 stands there: then "mung" before it is mừng."""
    return (
        place < len(text.words)
        and text.words[place].kind == "number"
        and calendar_words.slashed(text, place) is not None
    )


def _day_of_tet(sight: Sight, place: int, end: int, number: int) -> Moment:
    said = Said(end, number, 1, None, lunar=True)
    year, end = calendar_words.after_month(sight.text, end, sight.on)
    return moment(sight, place, said._replace(year=year, end=end))._replace(occasion="tet")


def _ram(sight: Sight, place: int) -> Moment | None:
    """Read rằm, rằm tháng 7, rằm trung thu."""
    text = sight.text
    if not _FIFTEENTH.has(text, place) or _EACH.has(text, place + 1):
        return None
    said = calendar_words.after_day(text, 15, place + 1, sight.on)._replace(lunar=True)
    return moment(sight, place, said)._replace(occasion={7: "vu_lan", 8: "trung_thu"}.get(said.month or 0))


_FIFTEENTH = Vocabulary("rằm")


def _thang(sight: Sight, place: int) -> Moment | None:
    """Read tháng này, tháng 11, tháng 11/2026, tháng tư năm ngoái, t11."""
    text = sight.text
    if found := _SPANS.at(text, place):
        return _relative_span(sight, place, *found)
    if not _MONTH_WORD.has(text, place) or _EACH.has(text, place - 1):
        return None
    if text.lows[place] in {"t", "th"} and not _glued(text, place):
        return None
    number = calendar_words.LUNAR_MONTHS.at(text, place + 1) or calendar_words.month_number(text, place + 1)
    if number is None or _TIMES.has(text, number[1]):
        return None
    year, end = calendar_words.after_month(text, number[1], sight.on)
    said = Said(end, None, number[0], year)
    by_moon = end < len(text.lows) and text.lows[end] in {"âm", "âl", "al"}
    return moment(sight, place, calendar_words.marked(text, said) if by_moon else said)


_MONTH_WORD = Vocabulary("tháng th t")


def _glued(text: Text, place: int) -> bool:
    return place + 1 < len(text.words) and text.words[place + 1].start == text.words[place].end


def _quy(sight: Sight, place: int) -> Moment | None:
    """Read quý này, quý 3, quý III/2026; never quỹ, a fund."""
    text = sight.text
    if found := _SPANS.at(text, place):
        return _relative_span(sight, place, *found)
    number = (
        _QUARTERS.get(text.lows[place + 1]) if _QUARTER_WORD.has(text, place) and place + 1 < len(text.lows) else None
    )
    if number is None:
        return None
    year, end = calendar_words.after_month(text, place + 2, sight.on)
    if year is None:
        current = (sight.on.month - 1) // 3 + 1
        year = sight.on.year + (number < current if sight.ahead else -(number > current))
    return Moment(place, end, span=spans.quarter(year, number)) if 1 <= year <= spans.LAST_YEAR else None


_QUARTER_WORD = Vocabulary("quý")


def _nam(sight: Sight, place: int) -> Moment | None:
    """Read năm nay, năm 2022, năm hai không hai hai."""
    text = sight.text
    if found := _SPANS.at(text, place):
        return _relative_span(sight, place, *found)
    if not calendar_words.YEAR.has(text, place) or numbers.multiplies(text, place + 1):
        return None
    year = calendar_words.year_number(text, place + 1) or calendar_words.early_year(text, place + 1)
    if year is None or _before_christ(text, year[1]) or not 1 <= year[0] <= 2200:
        return None
    return moment(sight, place, Said(year[1], year=year[0]))


def _before_christ(text: Text, end: int) -> bool:
    return end < len(text.lows) and text.lows[end] in {"tcn", "trcn"}


def _relative_span(sight: Sight, place: int, meaning: tuple[str, int], end: int) -> Moment | None:
    kind, away = meaning
    on = sight.on
    if kind == "tuần":
        day = spans.later(on, 7 * away)
        return Moment(place, end, span=spans.week(day) if day else None, ahead=away > 0)
    if kind == "năm":
        return Moment(place, end, span=spans.year(on.year + away), ahead=away > 0)
    if kind.startswith("đầu"):
        return Moment(place, end, span=_since(on, kind))
    if kind.startswith("nửa"):
        return Moment(place, end, span=spans.part_of_year(on.year, 6, kind[4:]))
    moved = spans.shift(on, away * (3 if kind == "quý" else 1))
    if moved is None:
        return None
    span = spans.quarter(moved.year, (moved.month + 2) // 3) if kind == "quý" else spans.month(moved.year, moved.month)
    return Moment(place, end, span=span, ahead=away > 0)


def _since(on: date, kind: str) -> Span:
    start = {
        "đầu năm": on.replace(month=1, day=1),
        "đầu quý": on.replace(month=(on.month - 1) // 3 * 3 + 1, day=1),
        "đầu tháng": on.replace(day=1),
        "đầu tuần": on - timedelta(days=on.weekday()),
    }[kind]
    return Span(start, on, f"từ {kind} đến nay")


def _edge(sight: Sight, place: int) -> Moment | None:
    """Read đầu tháng, giữa tháng 10, cuối tháng trước, từ đầu năm, đầu năm 2022."""
    text = sight.text
    if found := _SPANS.at(text, place):
        return _relative_span(sight, place, *found)
    which = {"dau": "đầu", "giua": "giữa", "cuoi": "cuối"}[text.bares[place]]
    if not _EDGES.has(text, place) or not calendar_words.MONTH.has(text, place + 1):
        return None
    month = _thang(sight, place + 1)
    span = month.span if month and month.span else spans.month(sight.on.year, sight.on.month)
    end = month.end if month else place + 2
    return Moment(place, end, span=spans.third_of_month(span.start.year, span.start.month, which))


_EDGES = Vocabulary("đầu giữa cuối")


def _tu(sight: Sight, place: int) -> Moment | None:
    found = _SPANS.at(sight.text, place)
    if found is None:
        return None
    year = calendar_words.year_number(sight.text, found[1])
    if year and found[0][0] == "đầu năm" and 1 <= year[0] <= sight.on.year:
        end = min(date(year[0], 12, 31), sight.on)
        return Moment(place, year[1], span=Span(date(year[0], 1, 1), end, f"từ đầu năm {year[0]}"))
    return _relative_span(sight, place, *found)


def _weekday(sight: Sight, place: int) -> Moment | None:
    """Read thứ 7, thứ bảy tuần rồi, chủ nhật tới, CN, t7."""
    text = sight.text
    found = weekday_number(text, place)
    if found is None:
        return None
    number, end = found
    if text.bares[end : end + 1] == ("xanh",):
        return Moment(place, end)  # Chủ nhật xanh is a name
    turn = _WEEKDAY_WEEK.at(text, end)
    if turn:
        day = _weekday_of(sight.on, number, *turn[0])
        return Moment(place, turn[1], day=day, ahead=bool(day and day > sight.on))
    if date_behind := _date_behind(sight, end):
        return date_behind._replace(first=place)
    away = (number - sight.on.weekday()) % 7 if sight.ahead else -((sight.on.weekday() - number) % 7)
    return Moment(place, end, day=spans.later(sight.on, away))


def _date_behind(sight: Sight, end: int) -> Moment | None:
    """Read the date that follows its weekday: thứ 7 ngày 21/11, thứ bảy, 21/11."""
    text = sight.text
    if end < len(text.lows) and text.lows[end] in {",", "("}:
        end += 1
    if end < len(text.words) and (text.words[end].kind == "number" or text.bares[end] == "ngay"):
        found = at(sight, end)
        return found if found and found.day else None
    return None


def weekday_number(text: Text, place: int) -> tuple[int, int] | None:
    """Read a weekday as its number, Monday being 0, and the place after it."""
    if _SUNDAY.at(text, place) and not _NOT_A_WEEKDAY.has(text, place - 1):
        return 6, place + (2 if text.bares[place] == "chu" else 1)
    low = text.lows[place]
    if low != "t" and not _WEEKDAY_WORD.has(text, place):
        return None
    if _NOT_A_WEEKDAY.has(text, place - 1) or place + 1 >= len(text.words):
        return None
    following = text.words[place + 1]
    if low == "t" and (following.start != text.words[place].end or following.kind != "number"):
        return None
    if following.kind == "number":
        number = int(following.low) if following.low.isdigit() and len(following.low) == 1 else None
    else:
        number = numbers.one(text, place + 1)
    weekday = _WEEKDAYS.get(number or 0)
    return (weekday, place + 2) if weekday is not None else None


_SUNDAY = Phrases([("chủ nhật", 6), ("chúa nhật", 6), ("cn", 6)])
_WEEKDAY_WORD = Vocabulary("thứ")


def _weekday_of(on: date, number: int, kind: str, away: int) -> date | None:
    monday = on - timedelta(days=on.weekday())
    if kind in {"week", "this"}:
        return spans.later(monday, number + 7 * away)
    if kind == "before":
        return spans.later(on, -((on.weekday() - number - 1) % 7 + 1))
    return spans.later(on, (number - on.weekday() - 1) % 7 + 1)


def _t(sight: Sight, place: int) -> Moment | None:
    """Read t7 as Saturday and t11, t7/2026 as months."""
    text = sight.text
    if sight.text.lows[place] == "t" and _glued(text, place):
        has_year = place + 2 < len(text.lows) and text.lows[place + 2] == "/"
        return (None if has_year else _weekday(sight, place)) or _thang(sight, place)
    return _relative_day(sight, place)


def _term(sight: Sight, place: int) -> Moment | None:
    """Read nhiệm kỳ 2019-2021, giai đoạn 2021-2025."""
    text = sight.text
    found = _TERMS.at(text, place)
    if found is None or found[1] >= len(text.words) or text.words[found[1]].kind != "number":
        return None
    years = _years(sight, found[1])
    return years._replace(first=place, weak=False) if years else None


def _ago(sight: Sight, place: int) -> Moment | None:
    """Read cách đây 3 ngày, trước đây 2 tuần."""
    text = sight.text
    if place + 2 >= len(text.words) or not _LONG_AGO.at(text, place):
        return None
    number = numbers.at(text, place + 2)
    unit = _COUNT_UNITS.at(text, number.end) if number else None
    if number is None or unit is None or number.value != int(number.value) or number.value > 3000:
        return None
    return _turned(sight, place, unit[1], int(number.value), unit[0], "ago")


_LONG_AGO = Phrases([("cách đây", True), ("cách nay", True)])


def _spelled_count(sight: Sight, place: int) -> Moment | None:
    if _COUNTING.isdisjoint(sight.text.bares[place + 1 : place + 5]):
        return _relative_day(sight, place) if sight.text.bares[place] == "mot" else None
    return _counted(sight, place) or _day_before_month(sight, place) or _relative_day(sight, place)


def _week(sight: Sight, place: int) -> Moment | None:
    found = _SPANS.at(sight.text, place)
    if found and found[1] == place + 2 and (inner := at(sight, place + 1)):
        return inner  # trong năm 2022, trong tháng 11
    if found is None and _is_term(sight.text, place):
        return _within(sight, place)
    return _relative_span(sight, place, *found) if found else None


def _is_term(text: Text, place: int) -> bool:
    """Say whether a word is the trong of a term still to run, in a message that tells nothing of the past."""
    return _WITHIN.has(text, place) and not any(_PAST.has(text, there) for there in range(len(text.words)))


def _within(sight: Sight, place: int) -> Moment | None:
    """Read "hoàn thành trong 2 tuần" as the day two weeks ahead."""
    text = sight.text
    start = place + 2 if _WITHIN_OF.has(text, place + 1) else place + 1
    number = numbers.at(text, start) if start < len(text.words) else None
    unit = _COUNT_UNITS.at(text, number.end) if number else None
    if number is None or unit is None or number.value != int(number.value) or number.value > 100:
        return None
    if _COUNT_TURNS.at(text, unit[1]) or units.begins(text, unit[1]):
        return None
    if unit[1] < len(text.words) and text.words[unit[1]].kind != "mark":
        return None
    day = _turned(sight, place, unit[1], int(number.value), unit[0], "hence")
    if day and day.span:
        there = spans.shift(sight.on, int(number.value) * (12 if unit[0] == "year" else 1))
        return Moment(place, unit[1], day=there, ahead=True)
    return day


_WITHIN = Vocabulary("trong")
_WITHIN_OF = Vocabulary("vòng")
_PAST = Vocabulary("đã được xong rồi vừa qua có tặng trao")


def _eve(sight: Sight, place: int) -> Moment | None:
    found = _EVE.at(sight.text, place)
    return _days_before_tet(sight, place, found[1], 30) if found else None


_EVE = Phrases([("giao thừa", True)])

_READERS: dict[str, Reader] = {
    **dict.fromkeys(("ngay", "hom", "bua"), _ngay),
    **dict.fromkeys(
        (
            "hnay",
            "h",
            "s",
            "c",
            "hqua",
            "hqa",
            "hum",
            "sang",
            "trua",
            "chieu",
            "toi",
            "dem",
            "hoi",
            "luc",
            "moi",
            "som",
            "mot",
        ),
        _relative_day,
    ),
    "mai": _mai,
    "nay": _nay,
    **dict.fromkeys(("mung", "mong"), _mung),
    "ram": _ram,
    **dict.fromkeys(("thang", "th"), _thang),
    "t": _t,
    "quy": _quy,
    **dict.fromkeys(("tuan", "nua", "trong", "ca", "nguyen", "luy"), _week),
    **dict.fromkeys(("dau", "giua", "cuoi"), _edge),
    "tu": _tu,
    **dict.fromkeys(("thu", "chu", "chua", "cn"), _weekday),
    **dict.fromkeys(("nhiem", "giai", "nien", "nk"), _term),
    "cach": _ago,
    "giao": _eve,
}


def _nam_or_count(sight: Sight, place: int) -> Moment | None:
    return _nam(sight, place) or _spelled_count(sight, place)


_READERS["nam"] = _nam_or_count
for _digit in ("mot", "hai", "ba", "bon", "sau", "bay", "tam", "chin", "muoi"):
    _READERS[_digit] = _spelled_count

FIRSTS = frozenset(_READERS)
"""The words, without diacritics, at which a day or a span may begin, besides numbers."""
