"""The hour of day in a message: 19h30, 7 giờ tối, 7 rưỡi tối, 8g sáng, 14:30."""

from datetime import time
from typing import NamedTuple

from handlers.vi import calendar_words, cues, number_words, numbers
from handlers.vi.phrases import Vocabulary
from handlers.vi.words import Text


class Hour(NamedTuple):
    """An hour of day and its words, `first` up to but without `last`; not `sure` where am or pm is left open."""

    at: time
    first: int
    last: int
    sure: bool


_HOUR = Vocabulary("giờ h g")
_MARKS = frozenset(("gio", "h", "g", "ruoi", ":"))
_MINUTE = Vocabulary("phút p ph")
_SECOND = Vocabulary("giây s")
_LESS = Vocabulary("kém")
_HALF = Vocabulary("rưỡi rưởi rui")
_PARTS = cues.by_meaning("hour_part")
_NOT_AN_HOUR = Vocabulary("trong mất suốt kéo dài hơn mỗi làm")
_NUMBERED = Vocabulary("tổ kp phố ấp khóm hẻm thôn")
_OF_AN_HOUR = Vocabulary("rưỡi kém đúng hơn tại ở ngày thứ chủ hôm bữa mai nay có mặt họp tập nha nhé ạ")
_AT_HOUR = Vocabulary("lúc vào thành qua sang")  # đổi giờ họp thành 19 rưỡi
_NOON = 12
_LOOK_BACK = 6
_EVENINGS = {("thu",), ("nay",), ("mai",), ("mot",), ("ngay",), ("chu",), ("cn",), ("hom",), ("mung",), ("ram",)}


def read(text: Text) -> Hour | None:
    """Read the first hour of day in a message.

    >>> from handlers.vi.words import split
    >>> read(split("họp tối thứ 6 lúc 7 rưỡi"))
    Hour(at=datetime.time(19, 30), first=5, last=7, sure=True)
    """
    return next(iter(_all(text)), None)


def hour(text: Text) -> time | None:
    """Give the first hour of day in a message.

    >>> from handlers.vi.words import split
    >>> hour(split("tối nay 19h tại nhà văn hóa")), hour(split("7 giờ tối")), hour(split("2g30 chiều"))
    (datetime.time(19, 0), datetime.time(19, 0), datetime.time(14, 30))
    """
    found = read(text)
    return found.at if found else None


def part(text: Text) -> str | None:
    """Give the part of the day that a message names anywhere: "morning", "noon", "afternoon", "evening" or "night".

    >>> from handlers.vi.words import split
    >>> part(split("tối thứ sáu tuần đầu hằng tháng họp ban lúc 7h")), part(split("tôi họp lúc 7h"))
    ('evening', None)
    """
    for place in _PARTS.places(text):
        found = _PARTS.at(text, place)
        if found and (text.lows[place] != "toi" or text.bares[place + 1 : place + 2] in _EVENINGS):
            return found[0]
    return None


def in_part(at: time, part: str) -> time:
    """Give an hour of twelve as one of twenty-four.

    >>> in_part(time(7, 30), "evening")
    datetime.time(19, 30)
    """
    return at.replace(hour=_in_part(at.hour, part)[0])


def places(text: Text) -> tuple[tuple[int, int], ...]:
    """Give the words that hours of day take, each from first up to but without last."""
    return tuple((found.first, found.last) for found in _all(text))


def _all(text: Text) -> list[Hour]:
    found: list[Hour] = []
    if _MARKS.isdisjoint(text.bares):
        return found
    for place in range(len(text.lows)):
        marks = _HOUR.has(text, place) or text.lows[place] == ":" or _HALF.has(text, place)
        if not marks or place == 0 or (found and place < found[-1].last):
            continue
        hour_read = _colon(text, place) if text.lows[place] == ":" else _spoken(text, place)
        if hour_read:
            found.append(hour_read)
    return found


def _colon(text: Text, place: int) -> Hour | None:
    """Read 14:30 and 8:00:00."""
    if place + 1 >= len(text.lows):
        return None
    before, after = text.lows[place - 1], text.lows[place + 1]
    apart = text.ends[place - 1] != text.starts[place] or text.ends[place] != text.starts[place + 1]
    if apart or len(after) != 2:
        return None
    last = place + 2
    if last + 1 < len(text.lows) and text.lows[last] == ":" and text.kinds[last + 1] == "number":
        last += 2
    return _made(text, place - 1, last, _digits(before, 23), _digits(after, 59))


def _digits(low: str, most: int) -> int | None:
    return int(low) if low.isdecimal() and len(low) <= 2 and int(low) <= most else None


def _spoken(text: Text, place: int) -> Hour | None:
    """Read the hour whose word giờ, h or rưỡi stands at a place."""
    first, value = _number_before(text, place)
    if value is None or value > 24 or _NOT_AN_HOUR.has(text, first - 1):
        return None
    letter = text.lows[place] in {"h", "g"}
    if letter and text.starts[place] != text.ends[place - 1]:
        return None
    if _HALF.has(text, place):
        part = _PARTS.at(text, place + 1) or _part_before(text, first)
        sure = value <= _NOON if part else value > _NOON and _AT_HOUR.has(text, first - 1)
        return _made(text, first, place + 1, value, 30) if sure else None
    if not letter and _NUMBERED.has(text, first - 1) and _is_now(text, place + 1):
        return None
    minutes, last = _minutes(text, place + 1, glued=letter)
    if minutes is None or (not letter and text.lows[place + 1 : place + 2] in {("công",), ("cong",)}):
        return None
    if minutes < 0:
        value, minutes = (value - 1) % 24, minutes + 60
    return _made(text, first, last, value, minutes)


def _is_now(text: Text, place: int) -> bool:
    """Say whether the giờ of "tổ 4 giờ chú Hùng làm tổ trưởng" is now: a word follows that is of no hour."""
    goes_on = place < len(text.lows) and text.kinds[place] == "word"
    return goes_on and not _PARTS.at(text, place) and not _OF_AN_HOUR.has(text, place)


def _number_before(text: Text, place: int) -> tuple[int, int | None]:
    """Read the number that ends right before a word, up to three words long."""
    if _HALF.has(text, place):
        digits = text.kinds[place - 1] == "number"
        value = _digits(text.lows[place - 1], 24) if digits else number_words.one(text, place - 1)
        return place - 1, value
    for first in (place - 3, place - 2, place - 1):
        if first >= 0 and number_words.starts(text, first):
            number = numbers.at(text, first)
            if number and number.end == place and not number.scaled and number.value == int(number.value):
                return first, int(number.value) if number.value <= 99 else None
    return place, None


def _minutes(text: Text, place: int, *, glued: bool) -> tuple[int | None, int]:
    """Read what follows giờ: 30, 30 phút, rưỡi, kém mười, linh năm; no minutes are 0."""
    if _HALF.has(text, place):
        return 30, place + 1
    if _LESS.has(text, place):
        less = _small(text, place + 1)
        if less is None:
            return None, place
        return -less[0], less[1] + _MINUTE.has(text, less[1])
    found = _small(text, place)
    if found is None or (glued and text.starts[place] != text.ends[place - 1]):
        return 0, place
    value, last = found
    said = _MINUTE.has(text, last)
    if not said and not glued and text.kinds[place] == "number":
        return 0, place
    if not said and not glued and number_words.is_loose_count(text, place, last):
        return 0, place
    last = last + said
    seconds = _small(text, last)
    if seconds and _SECOND.has(text, seconds[1]):
        last = seconds[1] + 1
    return (value, last) if value < 60 else (None, place)


def _small(text: Text, place: int) -> tuple[int, int] | None:
    """Read a number of minutes, also linh năm and không tám."""
    if place >= len(text.lows):
        return None
    if number_words.is_odd(text, place) or number_words.one(text, place) == 0:
        ones = number_words.one(text, place + 1)
        return (ones, place + 2) if ones is not None else None
    if not number_words.starts(text, place):
        return None
    number = numbers.at(text, place)
    if number is None or number.scaled or number.value != int(number.value) or number.value > 99:
        return None
    return int(number.value), number.end


def _part_before(text: Text, first: int) -> str | None:
    for place in range(first - 1, max(-1, first - 1 - _LOOK_BACK), -1):
        if text.lows[place] in {".", ";", "\n"}:
            return None
        found = _PARTS.at(text, place)
        if found and not (text.lows[place] == "toi" and calendar_words.day_number(text, place + 1)):
            return found[0]
    return None


def _made(text: Text, first: int, last: int, value: int | None, minutes: int | None) -> Hour | None:
    if value is None or minutes is None:
        return None
    behind = _PARTS.at(text, last)
    part = behind[0] if behind else _part_before(text, first)
    value, sure = _in_part(value % 24, part)
    return Hour(time(value, minutes), first, last, sure)


def _in_part(value: int, part: str | None) -> tuple[int, bool]:
    """Turn an hour of twelve into one of twenty-four."""
    if part is None or value > 12:
        return value, value > 12 or value == 0
    if part == "morning":
        return value % 12, True
    if part == "noon":
        return (value + 12 if value < 9 else value), True
    if part == "night" and (value < 5 or value == 12):
        return value % 12, True
    return value % 12 + 12, True
