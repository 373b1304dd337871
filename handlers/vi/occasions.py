"""What something is done for: Tết, 27/7, Trung thu, 18/11, bão lũ."""

from datetime import date

from handlers.vi import cues, lunar, spans
from handlers.vi.phrases import Vocabulary
from handlers.vi.words import Text

_FAMOUS = {
    "3/2", "8/3", "26/3", "30/4", "1/5", "19/5", "1/6", "6/6", "28/6", "27/7", "19/8", "2/9", "1/10", "10/10", "17/10",
    "20/10", "18/11", "20/11", "22/12",
}  # fmt: skip
_PHRASES = cues.by_meaning("occasion")
LUNAR_DAYS = {
    tuple(name.split()) for name in ("trung thu", "tết trung thu", "vu lan", "lễ vu lan", "tet trung thu", "le vu lan")
}
FIRSTS = _PHRASES.firsts
"""The words, without diacritics, at which the name of an occasion may begin."""
_FOR = Vocabulary("nhân dịp mừng niệm ứng mùa")
_FOR_DIRECTLY = Vocabulary("quà tết phần hè nhi vui đón cho bánh")
_DAY_WORD = Vocabulary("ngày")
_AFTER_ANOTHER_BAO = frozenset("nhieu nhiu hiem cao tro ve luc gao lau gio dam quan ton xi".split())
"""What follows bao where it is no bão: con bao nhieu, mua bao hiem, con bao cao thang 10."""
_LUNAR = {"tet": (1, 1), "trung_thu": (8, 15), "vu_lan": (7, 15)}


def within(text: Text) -> bool:
    """Say whether an occasion is named anywhere in a message."""
    return _PHRASES.within(text)


def at(text: Text, place: int) -> tuple[str, int] | None:
    """Read the name of an occasion."""
    found = _PHRASES.at(text, place)
    if found is None or text.bares[found[1] - 1] != "bao" or found[1] >= len(text.bares):
        return found
    return None if text.bares[found[1]] in _AFTER_ANOTHER_BAO else found


def of_day(day: int | None, month: int | None) -> str | None:
    """Give the code of a well-known day of the year.

    >>> of_day(27, 7), of_day(26, 7)
    ('27/7', None)
    """
    code = f"{day}/{month}"
    return code if code in _FAMOUS else None


def is_name(text: Text, place: int) -> bool:
    """Say whether the day at a word only names what something is for: quà 27/7, nhân ngày 27/7, chào mừng 18/11."""
    if _FOR_DIRECTLY.has(text, place - 1) or _FOR.has(text, place - 1):
        return True
    return _DAY_WORD.has(text, place - 1) and _FOR.has(text, place - 2)


def any_day(day: int | None, month: int | None) -> str | None:
    """Give the code that a day named as an occasion has."""
    return f"{day}/{month}" if day and month and spans.make(2000, month, day) else None


def day_of(code: str, on: date, years_ago: int = 0) -> date | None:
    """Give the latest day of an occasion, or that of some years ago.

    >>> day_of("18/11", date(2026, 11, 21), 1)
    datetime.date(2025, 11, 18)
    """
    if code in _LUNAR:
        month, number = _LUNAR[code]
        latest = lunar.latest(month, number, on)
        return lunar.day(on.year - years_ago, month, number) if years_ago else latest
    day, _, month_number = code.partition("/")
    if not month_number:
        return None
    this_year = spans.make(on.year - years_ago, int(month_number), int(day))
    if years_ago or (this_year and this_year <= on):
        return this_year
    return spans.make(on.year - 1, int(month_number), int(day))
