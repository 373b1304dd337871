"""Rules of repetition in a message: ngày 5 hàng tháng, tối thứ sáu tuần đầu hằng tháng, hai tháng một lần."""

from typing import NamedTuple

from handlers.vi import calendar_words, cues, number_words, numbers, weekdays
from handlers.vi.phrases import Vocabulary
from handlers.vi.reading import Recurrence
from handlers.vi.words import Text

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_EVERY = Vocabulary("hàng hằng mỗi từng")
_PERIODS = {"ngày": "DAILY", "tuần": "WEEKLY", "tháng": "MONTHLY", "quý": "MONTHLY", "năm": "YEARLY"}
_WORDS = {"DAILY": "ngày", "WEEKLY": "tuần", "MONTHLY": "tháng", "YEARLY": "năm"}
_PERIOD_WORDS = cues.by_meaning("period")
_TIMES = cues.listed("repeat", "times")
_WEEK_OF_MONTH = cues.by_number("week_of_month")
_WEEK_NAMES = {1: "đầu tiên", 2: "thứ hai", 3: "thứ ba", 4: "thứ tư", -1: "cuối cùng"}
_LAST_DAY = cues.listed("repeat", "last_day")
_FIFTEENTH = Vocabulary("rằm")
_REPEATING = frozenset("hang moi tung lan nao dau cuoi tuan nhat nhi chot".split())
_DAY_WORD = Vocabulary("ngày mùng mồng bữa hôm")


class _Every(NamedTuple):
    """How often: the frequency, every how many of it, and the word for it."""

    freq: str
    interval: int
    word: str
    first: int
    end: int


def recurrence(text: Text) -> Recurrence | None:
    """Read how often something returns, as an RFC 5545 rule, or a lunar day of each month.

    >>> from handlers.vi.words import split
    >>> recurrence(split("họp ngày 5 hàng tháng"))
    Recurrence(rule='FREQ=MONTHLY;BYMONTHDAY=5', words='ngày 5 hằng tháng')
    >>> recurrence(split("tối thứ sáu tuần đầu hằng tháng")).rule
    'FREQ=MONTHLY;BYDAY=1FR'
    """
    if _PERIOD_WORDS.firsts.isdisjoint(text.bares) or _REPEATING.isdisjoint(text.bares):
        return None
    every = _every(text)
    weekday = _weekday(text)
    if weekday and (ordinal := _ordinal(text, weekday[1])) and (every is None or every.freq == "MONTHLY"):
        return _nth_weekday(weekday[0], ordinal, every)
    if last := _last_day(text, every):
        return last
    if every is None:
        return None
    if weekday and every.freq in {"WEEKLY", "DAILY"}:
        return Recurrence(
            _rule("WEEKLY", every.interval, f"BYDAY={_DAYS[weekday[0]]}"),
            f"{_DAY_NAMES[weekday[0]]} {_spoken('tuần', every.interval)}",
        )
    if every.freq == "MONTHLY" and (lunar := _lunar_day(text)):
        return Recurrence(f"LUNAR:{lunar}", f"{_lunar_name(lunar)} hằng tháng")
    if every.freq == "MONTHLY" and (day := _month_day(text, every)):
        comma = "," if every.interval > 1 and every.word != "quý" else ""
        words = f"ngày {day}{comma} {_spoken(every.word, every.interval)}"
        return Recurrence(_rule("MONTHLY", every.interval, f"BYMONTHDAY={day}"), words)
    if every.freq == "YEARLY" and (yearly := _year_day(text)):
        return yearly
    return Recurrence(_rule(every.freq, every.interval), _spoken(every.word, every.interval))


def said(rule: str) -> str:
    """Say a rule.

    >>> said("FREQ=MONTHLY;BYDAY=1FR"), said("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=10"), said("LUNAR:15/7")
    ('thứ Sáu đầu tiên hằng tháng', 'ngày 10, 2 tháng một lần', 'rằm tháng 7 âm lịch hằng năm')
    """
    if rule.startswith("LUNAR:"):
        day, _, month = rule.removeprefix("LUNAR:").partition("/")
        return _lunar_yearly(int(day), int(month)) if month else f"{_lunar_name(int(day))} hằng tháng"
    parts = dict(part.split("=") for part in rule.split(";"))
    interval = int(parts.get("INTERVAL", "1"))
    how_often = _spoken(_WORDS[parts["FREQ"]], interval)
    if "BYMONTH" in parts:
        return f"ngày {parts['BYMONTHDAY']}/{parts['BYMONTH']} {how_often}"
    if "BYMONTHDAY" in parts:
        if parts["BYMONTHDAY"] == "-1":
            return _last_of_month(interval)
        return f"ngày {parts['BYMONTHDAY']}{',' if interval > 1 else ''} {how_often}"
    if "BYDAY" not in parts:
        return how_often
    ordinal, day_of_week = parts["BYDAY"][:-2], _DAY_NAMES[_DAYS.index(parts["BYDAY"][-2:])]
    return f"{day_of_week} {_WEEK_NAMES[int(ordinal)] + ' ' if ordinal else ''}{how_often}"


def _last_of_month(interval: int) -> str:
    return "ngày cuối mỗi tháng" if interval == 1 else f"ngày cuối tháng, {_spoken('tháng', interval)}"


def _lunar_yearly(day: int, month: int) -> str:
    name = "rằm" if day == 15 else f"mùng {day}" if day <= 10 else f"ngày {day}"
    return f"{name} tháng {month} âm lịch hằng năm"


def _lunar_name(day: int) -> str:
    if day == 15:
        return "rằm"
    return f"{'mùng' if day <= 10 else 'ngày'} {day} âm lịch"


def _rule(freq: str, interval: int, *parts: str) -> str:
    return ";".join([f"FREQ={freq}", *([f"INTERVAL={interval}"] if interval > 1 else []), *parts])


def _spoken(word: str, interval: int) -> str:
    """Say how often.

    >>> _spoken("tháng", 1), _spoken("tháng", 2), _spoken("quý", 3)
    ('hằng tháng', '2 tháng một lần', 'hằng quý')
    """
    if word == "quý":
        return "hằng quý" if interval == 3 else f"{interval // 3} quý một lần"
    return f"hằng {word}" if interval == 1 else f"{interval} {word} một lần"


def _every(text: Text) -> _Every | None:
    """Find hàng tháng, mỗi tuần, hai tháng một lần, tháng nào cũng."""
    for place in _PERIOD_WORDS.places(text):
        period = _PERIOD_WORDS.at(text, place)
        if period is None:
            continue
        word, end = period
        if _EVERY.has(text, place - 1) or text.bares[end : end + 2] == ("nao", "cung"):
            return _made(word, 1, place - 1, end)
        times = _TIMES.at(text, end)
        count = _count_before(text, place)
        if times and count and 1 <= count <= 24:
            return _made(word, count, place - 1, times[1])
        if times and text.lows[end : end + 1] != ("lần",) and text.bares[end : end + 1] != ("lan",):
            return _made(word, 1, place, times[1])
    return None


def _made(word: str, count: int, first: int, end: int) -> _Every:
    return _Every(_PERIODS[word], count * 3 if word == "quý" else count, word, first, end)


def _count_before(text: Text, place: int) -> int | None:
    if place == 0 or not number_words.starts(text, place - 1):
        return None
    number = numbers.at(text, place - 1)
    return int(number.value) if number and number.end == place and number.value == int(number.value) else None


def _weekday(text: Text) -> tuple[int, int] | None:
    """Find the weekday and the place after it, leaving out the "thứ hai" of "tuần thứ hai"."""
    for place in range(len(text.lows)):
        found = weekdays.read(text, place)
        if found:
            return found
    return None


def _ordinal(text: Text, end: int) -> int | None:
    """Read which of the month: tuần đầu, đầu tiên, cuối tháng, tuần thứ 2."""
    found = _WEEK_OF_MONTH.at(text, end) or (
        _WEEK_OF_MONTH.at(text, end + 1) if text.bares[end : end + 1] in {("cua",), ("trong",)} else None
    )
    return found[0] if found else None


def _nth_weekday(day: int, ordinal: int, every: _Every | None) -> Recurrence:
    interval = every.interval if every else 1
    word = every.word if every else "tháng"
    words = f"{_DAY_NAMES[day]} {_WEEK_NAMES[ordinal]} {_spoken(word, interval)}"
    return Recurrence(_rule("MONTHLY", interval, f"BYDAY={ordinal}{_DAYS[day]}"), words)


def _last_day(text: Text, every: _Every | None) -> Recurrence | None:
    for place in range(len(text.lows)):
        if _LAST_DAY.at(text, place):
            interval = every.interval if every and every.freq == "MONTHLY" else 1
            return Recurrence(_rule("MONTHLY", interval, "BYMONTHDAY=-1"), _last_of_month(interval))
    return None


def _lunar_day(text: Text) -> int | None:
    for place in range(len(text.lows)):
        if _FIFTEENTH.has(text, place):
            return 15
        found = calendar_words.day_number(text, place + 1) if _DAY_WORD.has(text, place) else None
        if found:
            said = calendar_words.marked(text, calendar_words.Said(found[1], found[0]))
            if said.lunar:
                return found[0]
    return None


def _year_day(text: Text) -> Recurrence | None:
    """Read the day of each year: 27/7, ngày 27 tháng 7, rằm tháng 7, mùng 10 tháng 3 âm lịch."""
    for place in range(len(text.lows)):
        fifteenth = _FIFTEENTH.has(text, place)
        found = (15, place + 1) if fifteenth else calendar_words.day_number(text, place)
        if found is None or text.bares[found[1] : found[1] + 1] not in {("thang",), ("/",)}:
            continue
        day, end = found
        month = calendar_words.day_number(text, end + 1)
        if month is None or not 1 <= month[0] <= 12:
            continue
        if fifteenth or calendar_words.marked(text, calendar_words.Said(month[1], day)).lunar:
            return Recurrence(f"LUNAR:{day}/{month[0]}", _lunar_yearly(day, month[0]))
        return Recurrence(
            _rule("YEARLY", 1, f"BYMONTH={month[0]}", f"BYMONTHDAY={day}"), f"ngày {day}/{month[0]} hằng năm"
        )
    return None


def _month_day(text: Text, every: _Every) -> int | None:
    """Read the day of each month: "ngày 5 hàng tháng", right before it also the mere number, "hạn là 25 hàng tháng"."""
    for place in range(len(text.lows)):
        if _DAY_WORD.has(text, place) and (found := calendar_words.day_number(text, place + 1)):
            return found[0]
    of_a_month = text.bares[every.first - 2 : every.first - 1] in {("thang",), ("nam",), ("quy",), ("/",)}
    found = calendar_words.day_number(text, every.first - 1) if every.first and not of_a_month else None
    in_digits = found is not None and text.raws[every.first - 1].isdecimal()  # "thứ bảy hằng tháng"
    return found[0] if found is not None and in_digits and found[1] == every.first else None
