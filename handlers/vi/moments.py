"""Reading the day or span at a word: which reader is asked is told by the word, without its diacritics."""

from collections.abc import Callable

from handlers.vi import counted, days, numbers, periods, weekdays
from handlers.vi.moment import Moment, Sight
from handlers.vi.words import Text

Reader = Callable[[Sight, int], Moment | None]
_JOINING = {"/", "-", "den", "toi"}
_COUNTING = frozenset("ngay hom bua tuan thang th thg t nam gieng chap am al a duong tay dl tet ta".split())
_BEHIND_DIGITS = _COUNTING | _JOINING


def at(sight: Sight, place: int) -> Moment | None:
    """Read the day or span that begins at a word."""
    if sight.text.kinds[place] == "number":
        return _number(sight, place)
    reader = _READERS.get(sight.text.bares[place])
    return reader(sight, place) if reader else None


def digits(text: Text) -> list[int]:
    """Give the numbers in digits that a day or a span may begin with, which most do not."""
    lows, following = text.lows, (*text.bares[1:], "")
    return [
        place
        for place in text.digits
        if following[place] in _BEHIND_DIGITS or "." in (low := lows[place]) or len(low) == 4
    ]


def _number(sight: Sight, place: int) -> Moment | None:
    """Read what begins with digits, looking at the next word first: most numbers are no dates."""
    text = sight.text
    following = text.bares[place + 1] if place + 1 < len(text.bares) else ""
    if following in _JOINING:
        return days.first_of_days(sight, place) or days.slashed(sight, place) or periods.years(sight, place)
    if following in _COUNTING:
        return _counted(sight, place) or days.with_calendar(sight, place)
    low = text.lows[place]
    if "." in low:
        return days.slashed(sight, place)
    return periods.years(sight, place) if len(low) == 4 else None


def _day(sight: Sight, place: int) -> Moment | None:
    """Read what follows ngày, hôm, bữa."""
    found = days.ngay(sight, place)
    if found is None and sight.text.lows[place] in {"ngày", "ngay", "hôm", "hom", "bữa", "bua"}:
        inner = weekdays.weekday(sight, place + 1) if place + 1 < len(sight.text.lows) else None
        return inner._replace(first=place) if inner else None
    return found


def _t(sight: Sight, place: int) -> Moment | None:
    """Read t7 as Saturday and t11, t7/2026 as months."""
    text = sight.text
    if text.lows[place] == "t" and periods.glued(text, place):
        has_year = place + 2 < len(text.lows) and text.lows[place + 2] == "/"
        return (None if has_year else weekdays.weekday(sight, place)) or periods.thang(sight, place)
    return days.relative(sight, place)


def _spelled(sight: Sight, place: int) -> Moment | None:
    """Read what begins with a number in words: ba ngày trước, hai mươi ba tháng chạp; and mốt."""
    if _COUNTING.isdisjoint(sight.text.bares[place + 1 : place + 5]):
        return days.relative(sight, place) if sight.text.bares[place] == "mot" else None
    return _counted(sight, place) or days.relative(sight, place)


def _counted(sight: Sight, place: int) -> Moment | None:
    """Read 3 ngày trước, 15 tháng 8; the 5 of "3 triệu 5 hôm nay" counts no days."""
    text = sight.text
    whole = numbers.at(text, place - 2) if place >= _AMOUNT else None
    ends_amount = whole is not None and whole.end == place + 1 and text.bares[place + 1] != "ngay"
    if ends_amount and at(sight, place + 1) is not None:
        return None
    return counted.counted(sight, place) or days.before_month(sight, place)


_AMOUNT = 2  # words: "3 triệu"


def _year(sight: Sight, place: int) -> Moment | None:
    return periods.nam(sight, place) or _spelled(sight, place)


def _inside(sight: Sight, place: int) -> Moment | None:
    """Read trong tháng 11, trong tuần sau, trong năm 2022, cả năm, trong 2 tuần."""
    text = sight.text
    following = _WHOLE.get(text.bares[place + 1]) if place + 1 < len(text.bares) else None
    inner = following(sight, place + 1) if following else None
    return inner or periods.relative(sight, place) or counted.within(sight, place)


_WHOLE: dict[str, Reader] = {
    "tuan": periods.relative, "thang": periods.thang, "nam": periods.nam, "quy": periods.quy, "qui": periods.quy
}  # fmt: skip
_READERS: dict[str, Reader] = {
    **dict.fromkeys("hnay h s c hqua hqa hum sang trua chieu toi dem hoi luc moi som".split(), days.relative),
    **dict.fromkeys("mot hai ba bon sau bay tam chin muoi".split(), _spelled),
    **dict.fromkeys("ngay hom bua".split(), _day),
    **dict.fromkeys("mung mong".split(), days.mung),
    **dict.fromkeys("thang th thg".split(), periods.thang),
    **dict.fromkeys("tuan nua luy".split(), periods.relative),
    **dict.fromkeys("trong ca nguyen".split(), _inside),
    **dict.fromkeys("dau giua cuoi".split(), periods.edge),
    **dict.fromkeys("thu chu chua cn".split(), weekdays.weekday),
    **dict.fromkeys("nhiem giai nien nk".split(), periods.term),
    **dict.fromkeys("thap nhung".split(), periods.decade),
    "mai": days.mai,
    "nay": days.nay,
    "ram": days.ram,
    "t": _t,
    "quy": periods.quy,
    "qui": periods.quy,
    "q": periods.quy,
    "nam": _year,
    "tu": periods.tu,
    "cach": counted.ago,
    "giao": days.eve,
}
FIRSTS = frozenset(_READERS)
"""The words, without diacritics, at which a day or a span may begin, besides numbers."""
