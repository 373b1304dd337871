"""Reading days and spans that are counted: 3 ngày trước, 2 tuần nữa, 6 tháng đầu năm, cách đây 2 tháng."""

from handlers.vi import calendar_words, committees, cues, numbers, spans, units
from handlers.vi.moment import Moment, Sight
from handlers.vi.numbers import Number
from handlers.vi.phrases import Vocabulary
from handlers.vi.words import Text

_NUMBER_SPAN = cues.by_meaning("part_of_year")


_COUNT_UNITS = cues.by_meaning("count_unit")


_COUNT_TURNS = cues.by_meaning("count_turn")


_LONG_AGO = cues.listed("time", "long_ago")


_WITHIN = Vocabulary("trong")


_WITHIN_OF = Vocabulary("vòng")


_KIN = Vocabulary("anh chị cô chú bác ông bà dì cậu mợ thím em")
_SHORT_MONTHS = {("t",), ("th",)}
_MONTHS = frozenset(map(str, range(2, 12)))
_SHORT = 40
_PAST = Vocabulary("tốn hết làm mất đã được xong rồi vừa qua có tặng trao phát mỗi góp thu gom nấu")


def counted(sight: Sight, place: int) -> Moment | None:
    """Read 6 tháng đầu năm, 3 ngày trước, 2 tuần nữa, 5 ngày qua."""
    text = sight.text
    if text.bares[place + 1 : place + 2] in _SHORT_MONTHS:  # 6t đầu năm
        part = _NUMBER_SPAN.at(text, place + 1) if text.lows[place] in _MONTHS else None
        return _part_of_year(sight, place, int(text.lows[place]), *part) if part else None
    number = numbers.at(text, place)
    if number is None or number.value != int(number.value) or number.value > 3000 or _is_a_name(text, number):
        return None
    count = int(number.value)
    if place and text.bares[place - 1 : place + 1] == ("nha", "tam"):
        return None  # bao nhieu nha tam nam nay
    if number.in_digits and (months := _months_of_year(sight, place, number.end, count)):
        return months
    if found := _NUMBER_SPAN.at(text, number.end):
        return _part_of_year(sight, place, count, *found) if 2 <= count < 12 else None
    unit = _COUNT_UNITS.at(text, number.end)
    turn = _COUNT_TURNS.at(text, unit[1]) if unit else None
    if unit and turn and not (count > _FEW and text.bares[number.end] in _YESTERDAY):
        return _turned(sight, place, turn[1], count, unit[0], turn[0])
    return None


_FEW = 10
_YESTERDAY = frozenset({"hom", "bua"})  # "thu quỹ 300 hôm qua" counts no days


def _is_a_name(text: Text, number: Number) -> bool:
    """Say whether a number is a person's name or a committee's: ông Sáu năm nay, khu phố 5 năm nay."""
    person = number.loose and _KIN.has(text, number.first - 1) and text.raws[number.first][0].isupper()
    return person or committees.is_number_of(text, number.first)


def _part_of_year(sight: Sight, place: int, count: int, which: str, end: int) -> Moment:
    year, end = _year_behind(sight, end)
    if year is None:
        begins = sight.on.replace(month=1 if which == "đầu" else 13 - count, day=1)
        year = sight.on.year if begins <= sight.on or sight.ahead or sight.on.month > 3 else sight.on.year - 1
    return Moment(place, end, span=spans.part_of_year(year, count, which))


def _months_of_year(sight: Sight, place: int, end: int, count: int) -> Moment | None:
    """Read 9 tháng năm 2026, its first nine months; whoever writes a day in digits does not spell out its month."""
    text = sight.text
    if not (2 <= count < 12 and calendar_words.MONTH.has(text, end) and calendar_words.YEAR.has(text, end + 1)):
        return None
    year = calendar_words.year_number(text, end + 2)
    return Moment(place, year[1], span=spans.part_of_year(year[0], count, "đầu")) if year else None


def _year_behind(sight: Sight, end: int) -> tuple[int | None, int]:
    """Read what follows the word năm: 2026, nay, ngoái."""
    if found := calendar_words.years_ago(sight.text, end - 1):
        return sight.on.year + found[0], found[1]
    return calendar_words.year_number(sight.text, end) or (None, end)


def _turned(sight: Sight, place: int, end: int, count: int, unit: str, turn: str) -> Moment | None:
    away = count if turn == "hence" else -count
    if unit in {"day", "week"}:
        running = unit == "day" and turn == "past" and count > 1 and sight.text.bares[end - 1] == "nay"
        day = spans.later(sight.on, away * (7 if unit == "week" else 1) + running)  # "3 ngày nay" has today in it
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


def ago(sight: Sight, place: int) -> Moment | None:
    """Read cách đây 3 ngày, trước đây 2 tuần."""
    text = sight.text
    if place + 2 >= len(text.lows) or not _LONG_AGO.at(text, place):
        return None
    number = numbers.at(text, place + 2)
    unit = _COUNT_UNITS.at(text, number.end) if number else None
    if number is None or unit is None or number.value != int(number.value) or number.value > 3000:
        return None
    return _turned(sight, place, unit[1], int(number.value), unit[0], "ago")


def within(sight: Sight, place: int) -> Moment | None:
    """Read "hoàn thành trong 2 tuần" as the day two weeks ahead, in a short message that tells nothing of the past."""
    text = sight.text
    if not _WITHIN.has(text, place) or len(text.lows) > _SHORT or _PAST.places(text):
        return None
    start = place + 2 if _WITHIN_OF.has(text, place + 1) else place + 1
    number = numbers.at(text, start) if start < len(text.lows) else None
    unit = _COUNT_UNITS.at(text, number.end) if number else None
    if number is None or unit is None or number.value != int(number.value) or number.value > 100:
        return None
    if _COUNT_TURNS.at(text, unit[1]) or units.begins(text, unit[1]):
        return None
    if unit[1] < len(text.lows) and text.kinds[unit[1]] != "mark":
        return None
    day = _turned(sight, place, unit[1], int(number.value), unit[0], "hence")
    if day and day.span:
        there = spans.shift(sight.on, int(number.value) * (12 if unit[0] == "year" else 1))
        return Moment(place, unit[1], day=there, ahead=True)
    return day
