"""A report that tells of several khu phố, or of several days, at once, cut into what it tells of each."""

import re
from itertools import pairwise

from handlers.vi import committees
from handlers.vi.dates import when
from handlers.vi.reading import Reading
from handlers.vi.words import split


def by_place(reading: Reading) -> list[str]:
    """The parts of a report that tell each of another khu phố; none where it tells of one, or denies one.

    >>> from datetime import date
    >>> from handlers.vi import read
    >>> by_place(read("hôm nay kp9 dọn vệ sinh 20 người, kp5 dọn 15 người", date(2026, 11, 21)))
    ['hôm nay kp9 dọn vệ sinh 20 người', 'hôm nay kp5 dọn 15 người']
    >>> by_place(read("hôm qua phát 10 phần quà ở kp 5, 20 phần ở kp 7", date(2026, 11, 21)))
    ['hôm qua phát 10 phần quà ở kp 5', 'hôm qua phát 20 phần ở kp 7']
    >>> by_place(read("kp 9 cùng kp 5 dọn vệ sinh 20 người, 3 tấn rác", date(2026, 11, 21)))
    []
    """
    text = split(reading.text)
    found = committees.places_named(text)
    several = len({name for name, _, _ in found}) > 1
    return _cut(reading, [(text.starts[first], text.ends[end - 1]) for _, first, end in found]) if several else []


def by_day(reading: Reading) -> list[str]:
    """The parts of a report that tell each of another day; none where it tells of one.

    >>> from datetime import date
    >>> from handlers.vi import read
    >>> by_day(read("hôm qua phát 10 phần quà, hôm nay phát 20 phần quà", date(2026, 11, 21)))
    ['hôm qua phát 10 phần quà', 'hôm nay phát 20 phần quà']
    >>> by_day(read("tặng 10 phần quà hôm qua, 20 phần hôm nay", date(2026, 11, 21)))
    ['tặng 10 phần quà hôm qua', 'tặng 20 phần hôm nay']
    >>> by_day(read("1. Ngày 15/11: phát 10 phần quà\\n2. Ngày 17/11: hòa giải 2 vụ", date(2026, 11, 21)))
    ['Ngày 15/11: phát 10 phần quà', 'Ngày 17/11: hòa giải 2 vụ']
    >>> by_day(read("hôm qua họp, nay phát 20 phần quà", date(2026, 11, 21)))
    []
    """
    if len(reading.facts) <= 1 or any(fact.planned for fact in reading.facts):
        return []
    text = split(reading.text)
    spans = [(text.starts[first], text.ends[end - 1]) for first, end in when(text, reading.on).places]
    found = [(span, when(split(reading.text[slice(*span)]), reading.on)) for span in spans]
    told = [(span, one.day) for span, one in found if one.day and not one.occasion]  # "mừng ngày 27/7" tells no day
    return _cut(reading, [span for span, _ in told]) if len({day for _, day in told}) > 1 else []


def _cut(reading: Reading, names: list[tuple[int, int]]) -> list[str]:
    """What is told of each, its name before its figures or behind them; none where one has no figure."""
    if not reading.facts:
        return []
    length, begins, first = len(reading.text), reading.facts[0].start, names[0][0]
    before = _parts(reading, [0, *(start for start, _ in names[1:]), length])
    if before:
        lead = (
            _NUMBERED.sub("", reading.text[:first]) if first < begins else ""
        )  # told once for all of them: the day, what was done
        return [before[0], *(f"{lead}{part}" for part in before[1:])]
    behind = _parts(reading, [0, *(end for _, end in names[:-1]), length])
    lead, figures = reading.text[:begins], tuple(fact.text for fact in reading.facts)
    return [*behind[:1], *(f"{lead}{part}" if part.startswith(figures) else part for part in behind[1:])]


def _parts(reading: Reading, cuts: list[int]) -> list[str]:
    spans = list(pairwise(cuts))
    told = [any(start <= fact.start < end for fact in reading.facts) for start, end in spans]
    told_of = [_NEXT_NUMBER.sub("", _NUMBERED.sub("", reading.text[start:end])) for start, end in spans]
    parts = [_JOINED.sub("", part.strip(_MARKS)) for part in told_of]
    return [part.strip(_MARKS) for part in parts] if all(told) else []


_MARKS = " ,;.\n"
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}[.)/]|[-–•*+])\s+")  # the place of a line in a list
_NEXT_NUMBER = re.compile(r"\n\s*(?:\d{1,2}[.)/]|[-–•*+])\s*$")
_JOINED = re.compile(r"^(?:(?:và|va|còn|con|rồi|roi)\s+)+|(?:[\s,]+(?:và|va|còn|con|rồi|roi|ở|tại|tai))+$")
