"""Days of the Vietnamese lunar calendar, through lunar-vn; each result is checked by converting it back."""

from datetime import date, timedelta
from functools import lru_cache

from handlers.vi.reading import Span

_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@lru_cache(maxsize=1024)
def day(year: int, month: int, number: int) -> date | None:
    """Give the day of a lunar date, or None where that lunar year has no such day.

    >>> day(2026, 1, 1), day(2026, 7, 15)
    (datetime.date(2026, 2, 17), datetime.date(2026, 8, 27))
    """
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12 and 1 <= number <= 30):
        return None
    from lunar_vn import LunarDate, lunar_to_solar, solar_to_lunar  # a tenth of a cold start, for few messages

    wanted = LunarDate(day=number, month=month, year=year, leap=False)
    try:
        found = lunar_to_solar(wanted)
        return found if solar_to_lunar(found) == wanted else None
    except ValueError:
        return None


@lru_cache(maxsize=256)
def of(on: date) -> tuple[int, int, int] | None:
    """Give the lunar year, month and day of a day."""
    if not _FIRST_YEAR < on.year < _LAST_YEAR:
        return None
    from lunar_vn import solar_to_lunar

    lunar = solar_to_lunar(on)
    return lunar.year, lunar.month, lunar.day


def tet(year: int) -> date | None:
    """Give the first day of a lunar year."""
    return day(year, 1, 1)


def eve(year: int) -> date | None:
    """Give the last day before the Tết of a year."""
    first = tet(year)
    return first - timedelta(days=1) if first else None


def latest(month: int, number: int, on: date) -> date | None:
    """Give the latest such lunar day not after a day."""
    found = [same for year in (on.year, on.year - 1) if (same := day(year, month, number)) and same <= on]
    return found[0] if found else None


def following(month: int, number: int, on: date) -> date | None:
    """Give the next such lunar day, the day itself included."""
    found = [same for year in (on.year - 1, on.year, on.year + 1) if (same := day(year, month, number)) and same >= on]
    return found[0] if found else None


def near(number: int, on: date, *, ahead: bool = False) -> date | None:
    """Give the latest, or with `ahead` the next, day of that number in any lunar month (a leap one too)."""
    step = timedelta(days=1 if ahead else -1)
    for away in range(60):
        there = on + step * away
        lunar = of(there)
        if lunar and lunar[2] == number:
            return there
    return None


def month(first: date) -> Span:
    """Give the lunar month that begins on a day."""
    following = near(1, first + timedelta(days=1), ahead=True) or first + timedelta(days=30)
    lunar = of(first)
    number = lunar[1] if lunar else first.month
    return Span(first, following - timedelta(days=1), f"tháng {number} âm lịch")
