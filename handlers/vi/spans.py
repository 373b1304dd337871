"""The spans of the calendar that people name: weeks, months, quarters, halves, years."""

from datetime import date, timedelta

from handlers.vi.reading import Span

FIRST_YEAR, LAST_YEAR = 1, 9998
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_THIRDS = {"đầu": (1, 10), "giữa": (11, 20), "cuối": (21, 31)}


def last_day(year: int, month: int) -> int:
    """Give the number of days of a month."""
    if month == 2 and year % 4 == 0 and (year % 100 or year % 400 == 0):
        return 29
    return _DAYS[month - 1]


def make(year: int, month: int, day: int) -> date | None:
    """Give a day, or None where the calendar has no such day."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= last_day(year, month)):
        return None
    return date(year, month, day)


def shift(on: date, months: int) -> date | None:
    """Go some months on or back; the 31st becomes the last day of a shorter month."""
    count = on.year * 12 + on.month - 1 + months
    year, month = count // 12, count % 12 + 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return date(year, month, min(on.day, last_day(year, month)))


def later(on: date, days: int) -> date | None:
    """Go some days on or back, None beyond the calendar."""
    count = on.toordinal() + days
    return date.fromordinal(count) if date.min.toordinal() <= count < date.max.toordinal() - 366 else None


def named(start: date, end: date) -> Span:
    """Give a span of any two days its words.

    >>> named(date(2026, 11, 1), date(2026, 11, 10)).words
    'từ 1/11/2026 đến 10/11/2026'
    """
    return Span(start, end, f"từ {start:%-d/%-m/%Y} đến {end:%-d/%-m/%Y}")


def week(on: date) -> Span:
    """Give the week, Monday to Sunday, of a day."""
    monday = on - timedelta(days=on.weekday())
    sunday = monday + timedelta(days=6)
    return Span(monday, sunday, f"tuần {monday:%-d/%-m}–{sunday:%-d/%-m/%Y}")


def month(year: int, number: int) -> Span:
    """Give a whole month.

    >>> month(2026, 11).words
    'tháng 11/2026'
    """
    return Span(date(year, number, 1), date(year, number, last_day(year, number)), f"tháng {number}/{year}")


def months(year: int, first: int, last: int) -> Span:
    """Give several months of a year."""
    end = date(year, last, last_day(year, last))
    return Span(date(year, first, 1), end, f"từ tháng {first}/{year} đến tháng {last}/{year}")


def third_of_month(year: int, number: int, which: str) -> Span:
    """Give the beginning, middle or end of a month, ten days each.

    >>> third_of_month(2026, 2, "cuối").end
    datetime.date(2026, 2, 28)
    """
    first, last = _THIRDS[which]
    end = date(year, number, min(last, last_day(year, number)))
    return Span(date(year, number, first), end, f"{which} tháng {number}/{year}")


def quarter(year: int, number: int) -> Span:
    """Give a quarter."""
    span = months(year, number * 3 - 2, number * 3)
    return Span(span.start, span.end, f"quý {number}/{year}")


def part_of_year(year: int, count: int, which: str) -> Span:
    """Give the first or last months of a year: 6 tháng đầu năm 2026."""
    first = 1 if which == "đầu" else 13 - count
    span = months(year, first, first + count - 1)
    return Span(span.start, span.end, f"{count} tháng {which} năm {year}")


def is_year(span: Span) -> bool:
    """Whether a span is a whole year."""
    return (span.start.month, span.start.day, span.end.month, span.end.day) == (1, 1, 12, 31)


def year(number: int) -> Span:
    """Give a whole year."""
    return Span(date(number, 1, 1), date(number, 12, 31), f"năm {number}")


def years(first: int, last: int, kind: str = "") -> Span:
    """Give several years; `kind` is what they are, nhiệm kỳ or giai đoạn."""
    return Span(date(first, 1, 1), date(last, 12, 31), f"{kind} {first}-{last}".strip())
