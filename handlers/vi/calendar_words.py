"""Days, months and years as numbers: 15/11, ngày 5 tháng 8 năm 2012, hai mươi tư tháng bảy, mùng 8 âl."""

from datetime import date
from typing import NamedTuple

from handlers.vi import cues, lunar, number_words, numbers, spans, units
from handlers.vi.phrases import Vocabulary
from handlers.vi.reading import Span
from handlers.vi.words import Text

MONTH = Vocabulary("tháng th thg")
YEAR = Vocabulary("năm")
AT_THAT_TIME = frozenset({"hoi", "luc"})  # before a time, and no part of it: "so với hồi đầu năm"
_GLUE = ("/", "-")
_LUNAR = cues.listed("calendar", "lunar")
_SOLAR = cues.listed("calendar", "solar")
LUNAR_MONTHS = cues.by_number("lunar_month")
_YEARS_AGO = cues.by_number("years_away")
_MONTHS_AWAY = cues.by_number("months_away")


class Said(NamedTuple):
    """What was said of a date, up to but without the word `end`; what was left out is None."""

    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    lunar: bool = False


def resolve(said: Said, on: date, *, ahead: bool) -> date | Span | None:
    """Find the day or span meant: the latest not in the future, or with `ahead` the next."""
    if said.lunar:
        return _lunar(said, on, ahead=ahead)
    if said.day is not None:
        return _solar(said, on, ahead=ahead)
    if said.month is not None:
        return _month(said.month, said.year, on, ahead=ahead)
    return spans.year(said.year) if said.year and spans.FIRST_YEAR <= said.year <= spans.LAST_YEAR else None


def _lunar(said: Said, on: date, *, ahead: bool) -> date | Span | None:
    if said.day is None:
        first = _lunar(said._replace(day=1), on, ahead=ahead)
        return lunar.month(first) if isinstance(first, date) else None
    number = said.day
    if said.month is None:
        return lunar.near(number, on, ahead=ahead)
    if said.year is not None:
        return lunar.day(said.year, said.month, number)
    return lunar.following(said.month, number, on) if ahead else lunar.latest(said.month, number, on)


def _solar(said: Said, on: date, *, ahead: bool) -> date | None:
    number = said.day or 1
    if said.month is not None and said.year is not None:
        return spans.make(said.year, said.month, number)
    if said.month is not None:
        tries = [spans.make(year, said.month, number) for year in range(on.year - 8, on.year + 9)]
    else:
        tries = [_of_month(on, away, number) for away in range(-3, 4)]
    return pick(tries, on, ahead=ahead)


def _of_month(on: date, away: int, number: int) -> date | None:
    month = spans.shift(on.replace(day=1), away)
    return spans.make(month.year, month.month, number) if month else None


def pick(tries: list[date | None], on: date, *, ahead: bool) -> date | None:
    """Choose the latest day not in the future, or with `ahead` the next, the day itself counting in both."""
    if ahead:
        return min((there for there in tries if there and there >= on), default=None)
    return max((there for there in tries if there and there <= on), default=None)


def _month(number: int, year: int | None, on: date, *, ahead: bool) -> Span | None:
    if year is None:
        year = on.year
        if ahead and number < on.month:
            year += 1
        elif not ahead and number > on.month:
            year -= 1
    return spans.month(year, number) if spans.FIRST_YEAR <= year <= spans.LAST_YEAR else None


def slashed(text: Text, place: int) -> Said | None:
    """Read 15/11, 15/11/2026, 15-11-2026, 2026-11-15, 10.05.2000, 11/2026.

    >>> from handlers.vi.words import split
    >>> slashed(split("15/11/2026"), 0), slashed(split("11/2026"), 0)
    (Said(end=5, day=15, month=11, year=2026, lunar=False), Said(end=3, day=None, month=11, year=2026, lunar=False))
    """
    parts, end = _glued_numbers(text, place)
    if len(parts) == 3:
        if len(parts[0]) == 4:
            parts.reverse()
        year = _year_of(parts[2])
        said = Said(end, int(parts[0]), int(parts[1]), year) if len(parts[0] + parts[1]) <= 4 and year else None
        return said if said and spans.make(year or 0, said.month or 0, said.day or 0) else None
    if len(parts) != 2 or len(parts[0]) > 2:
        return None
    if len(parts[1]) == 4:
        known = parts[1][0] != "0"  # the KP9-0001 of a record is no month
        return Said(end, None, int(parts[0]), int(parts[1])) if 1 <= int(parts[0]) <= 12 and known else None
    return Said(end, int(parts[0]), int(parts[1])) if is_day(parts[0], parts[1]) else None


def with_year(text: Text, said: Said, on: date) -> Said:
    """Read on behind 27/7: năm ngoái, năm 2025; not behind "27/7 năm học"."""
    if said.year is not None or not said.day or not (YEAR.has(text, said.end) or _YEARS_AGO.at(text, said.end)):
        return said
    year, end = after_month(text, said.end, on)
    return said._replace(year=year, end=end) if year else said


def is_day(day: str, month: str) -> bool:
    """Say whether two numbers may be a day and a month of some year."""
    return len(day) <= 2 and len(month) <= 2 and spans.make(2000, int(month), int(day)) is not None


def _glued_numbers(text: Text, place: int) -> tuple[list[str], int]:
    """Collect numbers joined by one and the same / or -, or in one piece by dots, at most three."""
    low = text.lows[place]
    if "." in low or "," in low:
        parts = low.split(".")
        return (
            (parts, place + 1)
            if len(parts) == 3 and len(parts[2]) == 4 and all(map(str.isdecimal, parts))
            else ([], place)
        )
    parts, end, glue = [low], place + 1, None
    while end + 1 < len(text.lows) and text.lows[end] in _GLUE and glue in (None, text.lows[end]) and len(parts) < 3:
        apart = text.starts[end] != text.ends[end - 1] or text.starts[end + 1] != text.ends[end]
        if apart or not text.lows[end + 1].isdecimal():
            break
        parts, end, glue = [*parts, text.lows[end + 1]], end + 2, text.lows[end]
    return parts, end


def _year_of(digits: str) -> int | None:
    if len(digits) == 4:
        return int(digits)
    return 2000 + int(digits) if len(digits) == 2 and 15 <= int(digits) <= 49 else None


def day_number(text: Text, place: int) -> tuple[int, int] | None:
    """Read the number of a day, 1 to 31, in digits or words: 5, 05, mười lăm, hai mươi tư, hai mốt."""
    found = _small(text, place)
    return found if found and 1 <= found[0] <= 31 else None


def month_number(text: Text, place: int) -> tuple[int, int] | None:
    """Read the number of a month in digits or words: 11, tư, mười một, mười hai."""
    if place >= len(text.lows):
        return None
    if text.kinds[place] == "number":
        found = _digits(text, place)
        return found if found and 1 <= found[0] <= 12 else None
    ones = number_words.one(text, place)
    if ones:
        return ones, place + 1
    if number_words.is_ten(text, place):
        more = number_words.one(text, place + 1)
        return (10 + more, place + 2) if more in (1, 2) else (10, place + 1)
    return None


def _digits(text: Text, place: int) -> tuple[int, int] | None:
    low = text.lows[place]
    return (int(low), place + 1) if low.isdecimal() and len(low) <= 2 else None


def _small(text: Text, place: int) -> tuple[int, int] | None:
    if place >= len(text.lows):
        return None
    if text.kinds[place] == "number":
        return _digits(text, place)
    tens, ones = 0, number_words.one(text, place)
    if text.lows[place] == "hăm":
        tens, place = 20, place + 1
    elif number_words.is_ten(text, place):
        tens, place = 10, place + 1
    elif ones and number_words.is_ten(text, place + 1):
        tens, place = 10 * ones, place + 2
    elif ones and ones <= 3 and number_words.one(text, place + 1) and not MONTH.has(text, place + 1):
        tens, place = 10 * ones, place + 1
    ones = None if YEAR.has(text, place) and tens and not MONTH.has(text, place + 1) else number_words.one(text, place)
    if ones:
        return tens + ones, place + 1
    return (tens, place) if tens else None


def year_number(text: Text, place: int) -> tuple[int, int] | None:
    """Read a year: 2022, hai nghìn không trăm hai mươi hai, hai không hai hai, một chín tám tư."""
    if place >= len(text.lows):
        return None
    if text.kinds[place] == "number":
        low = text.lows[place]
        return (int(low), place + 1) if low.isdecimal() and len(low) == 4 else None
    said = _two_halves(text, place)
    if said:
        return said
    number = numbers.at(text, place)
    if number and not number.in_digits and number.value == int(number.value) and 1000 <= number.value <= 2200:
        return int(number.value), number.end
    return None


def early_year(text: Text, place: int) -> tuple[int, int] | None:
    """Read the three digits of a year long past: năm 938."""
    number = numbers.at(text, place) if place < len(text.lows) else None
    if number is None or number.scaled or not 100 <= number.value < 1000 or units.begins(text, number.end):
        return None
    return int(number.value), number.end


def short_year(text: Text, place: int) -> tuple[int, int] | None:
    """Read the two digits of a year of our days, where nothing is counted behind them: hồi năm 22, năm 22 tặng."""
    low = text.lows[place] if place < len(text.lows) else ""
    behind = text.bares[place + 1] if place + 1 < len(text.lows) else ""
    ends = not behind or behind in _BEHIND_A_YEAR
    return (2000 + int(low), place + 1) if len(low) == 2 and low.isdecimal() and "10" <= low < "50" and ends else None


_BEHIND_A_YEAR = frozenset("thi sao la tang phat trao duoc bao may so kp khu minh co lam thu ? ! nha nhe a em".split())


def _two_halves(text: Text, place: int) -> tuple[int, int] | None:
    """Read hai không | mười ba, một chín | tám tư, hai không | linh chín."""
    first, second = number_words.one(text, place), number_words.one(text, place + 1)
    if first not in (1, 2) or second is None or place + 2 >= len(text.lows):
        return None
    century = first * 10 + second
    if number_words.is_odd(text, place + 2) and (ones := number_words.one(text, place + 3)) is not None:
        return century * 100 + ones, place + 4
    third, fourth = number_words.one(text, place + 2), number_words.one(text, place + 3)
    if third is not None and fourth is not None:
        return century * 100 + third * 10 + fourth, place + 4
    rest = _small(text, place + 2)
    return (century * 100 + rest[0], rest[1]) if rest and rest[0] >= 10 else None


def after_day(text: Text, day: int, place: int, on: date) -> Said:
    """Read on behind the number of a day: tháng 8 năm 2012, tháng chạp, âl, tây."""
    month = year = None
    is_lunar = False
    away = _MONTHS_AWAY.at(text, place)
    if away and not (text.folds and text.lows[away[1] - 1] == "sau"):  # "thang sau" is more often tháng sáu
        there = spans.shift(on.replace(day=1), away[0])
        return Said(away[1], day, there.month, there.year) if there else Said(place, day)
    if MONTH.has(text, place):
        found = LUNAR_MONTHS.at(text, place + 1)
        is_lunar = found is not None
        month_found = found or month_number(text, place + 1)
        if month_found:
            month, place = month_found
    elif found := LUNAR_MONTHS.at(text, place):
        (month, place), is_lunar = found, True
    if month is not None:
        year, place = after_month(text, place, on)
    said = marked(text, Said(place, day, month, year, is_lunar))
    if month is None and said.lunar and MONTH.has(text, said.end) and not _MONTHS_AWAY.at(text, said.end):
        behind = after_day(text, day, said.end, on)  # 14 âm lịch tháng 8
        return behind._replace(lunar=True) if behind.month else said
    if month is not None and year is None and said.end > place:
        year, end = after_month(text, said.end, on)
        said = said._replace(year=year, end=end)
    return said


def after_month(text: Text, place: int, on: date) -> tuple[int | None, int]:
    """Read the year behind a month: /2026, -2026, năm 2026, năm ngoái, 2026; the place stays where there is none."""
    if found := _YEARS_AGO.at(text, place):
        return on.year + found[0], found[1]
    behind = place + 1 if place < len(text.lows) and (YEAR.has(text, place) or text.lows[place] in _GLUE) else place
    year = year_number(text, behind) or (early_year(text, behind) if behind > place and YEAR.has(text, place) else None)
    if year is None or (behind == place and not text.lows[place].isdecimal()):
        return None, place
    return year


def years_ago(text: Text, place: int) -> tuple[int, int] | None:
    """Read năm nay, năm ngoái, năm sau as how many years away."""
    return _YEARS_AGO.at(text, place)


def marked(text: Text, said: Said) -> Said:
    """Take the mark of the lunar or solar calendar behind a date."""
    if found := _LUNAR.at(text, said.end):
        return said._replace(end=found[1], lunar=True)
    if found := _SOLAR.at(text, said.end):
        return said._replace(end=found[1], lunar=False)
    return said
