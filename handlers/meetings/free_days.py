"""The door to the public holidays of Vietnam, with Tết and Giỗ Tổ by the lunar calendar, known offline."""

from datetime import date
from functools import lru_cache

_FIRST, _LAST = 1901, 2100  # the years that the lunar table of the library knows


def named(day: date) -> str | None:
    """The holiday on a day, None on others.

    >>> named(date(2027, 2, 6)), named(date(2027, 2, 11))
    ('Tết Nguyên đán', None)
    """
    return _year(day.year).get(day) if _FIRST <= day.year <= _LAST else None


@lru_cache(maxsize=8)
def _year(year: int) -> dict[date, str]:
    from holidays import country_holidays  # 19 MB, for the committees that avoid holidays

    named = country_holidays("VN", years=year, language="vi")
    return {day: name.replace("Tết Nguyên Đán", "Tết Nguyên đán") for day, name in named.items()}
