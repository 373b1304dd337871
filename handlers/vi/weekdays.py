"""Reading a weekday: thứ 7, thứ bảy tuần rồi, chủ nhật tới, CN, t7."""

from datetime import date, timedelta

from handlers.vi import cues, days, number_words, spans
from handlers.vi.moment import Moment, Sight
from handlers.vi.phrases import Vocabulary
from handlers.vi.words import Text

_NOT_A_WEEKDAY = Vocabulary("lần đợt kỳ khóa người tuần vụ cái con hộ lớp hạng quý căn phần đứa bước nhiệm xếp")


_WEEKDAYS = {2: 0, 3: 1, 4: 2, 5: 3, 6: 4, 7: 5}


_WEEKDAY_WEEK = cues.by_meaning("weekday_turn")


_THIS_WEEK = frozenset({"week 0", "this 0"})


_SUNDAY = cues.listed("weekday", "sunday")


_NAMES_GO_ON = {("xanh",), ("la",)}  # "Chủ nhật xanh" is a name, "thứ tư là …" the fourth point
_A_DAY = {"hom", "bua", "ngay", "sang", "chieu"}  # "sửa quà hôm thứ hai là 24"
# Behind these it returns (thứ 6 hằng tuần), or is no weekday (căn nhà thứ 5 của khu phố).
_NO_DAY = {
    ("hang", "tuan"), ("moi", "tuan"), ("hang", "thang"), ("moi", "thang"),
    ("cua", "kp"), ("cua", "khu"), ("cua", "phuong"), ("cua", "ap"), ("cua", "nam"), ("lien", "tiep"), ("trong", "nam"),
}  # fmt: skip
_COLLECTED = {("dot",), ("lan",), ("tr",), ("trieu",), ("k",), ("ngan",), ("nghin",), ("ty",), ("ho",)}  # thu 3 đợt
_WEEKDAY_WORD = Vocabulary("thứ")

WRITTEN = r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|chu nhat|cn)"
"""A weekday in bare words, as a part of a pattern."""


def weekday(sight: Sight, place: int) -> Moment | None:
    """Read thứ 7, thứ bảy tuần rồi, chủ nhật tới, CN, t7."""
    text = sight.text
    found = read(text, place)
    if found is None:
        return None
    day_of_week, end = found
    behind = text.bares[end : end + 1]
    goes_on = behind in _NAMES_GO_ON and (behind != ("la",) or text.bares[max(place - 1, 0)] not in _A_DAY)
    if goes_on or text.bares[end : end + 2] in _NO_DAY:
        return Moment(place, end)
    turn = _WEEKDAY_WEEK.at(text, end)
    if turn:
        day = _weekday_of(sight.on, day_of_week, turn[0])
        if day and day < sight.on and sight.ahead and turn[0] in _THIS_WEEK:
            day = spans.later(day, 7)  # of what is to come, "thứ tư này" said on a Sunday is the next one
        return Moment(place, turn[1], day=day, ahead=bool(day and day > sight.on))
    if date_behind := _date_behind(sight, end):
        return date_behind._replace(first=place)
    away = (day_of_week - sight.on.weekday()) % 7 if sight.ahead else -((sight.on.weekday() - day_of_week) % 7)
    return Moment(place, end, day=spans.later(sight.on, away))


def _date_behind(sight: Sight, end: int) -> Moment | None:
    """Read the date that follows its weekday: thứ 7 ngày 21/11, thứ bảy, 21/11."""
    text = sight.text
    if end < len(text.lows) and text.lows[end] in {",", "("}:
        end += 1
    if end >= len(text.lows):
        return None
    digits = text.kinds[end] == "number"
    found = days.slashed(sight, end) or days.before_month(sight, end) if digits else days.ngay(sight, end)
    return found if found and found.day else None


def read(text: Text, place: int) -> tuple[int, int] | None:
    """Read a weekday as its number, Monday being 0, and the place after it."""
    if _SUNDAY.at(text, place) and not _NOT_A_WEEKDAY.has(text, place - 1):
        return 6, place + (2 if text.bares[place] == "chu" else 1)
    low = text.lows[place]
    if low != "t" and not _WEEKDAY_WORD.has(text, place):
        return None
    if _NOT_A_WEEKDAY.has(text, place - 1) or place + 1 >= len(text.lows):
        return None
    if low == "t" and (text.starts[place + 1] != text.ends[place] or text.kinds[place + 1] != "number"):
        return None
    if text.kinds[place + 1] == "number":
        digit = text.lows[place + 1]
        number = int(digit) if digit.isdecimal() and len(digit) == 1 else None
    else:
        number = number_words.one(text, place + 1)
    weekday = _WEEKDAYS.get(number or 0)
    if low == "thu" and text.bares[place + 2 : place + 3] in _COLLECTED:
        return None
    return (weekday, place + 2) if weekday is not None else None


def _weekday_of(on: date, number: int, turn: str) -> date | None:
    kind, _, away = turn.partition(" ")
    monday = on - timedelta(days=on.weekday())
    if kind in {"week", "this"}:
        return spans.later(monday, number + 7 * int(away))
    if kind == "before":
        return spans.later(on, -((on.weekday() - number - 1) % 7 + 1))
    return spans.later(on, (number - on.weekday() - 1) % 7 + 1)
