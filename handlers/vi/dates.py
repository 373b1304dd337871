"""Days and spans that a message states, as a whole."""

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from handlers.vi import calendar_words, cues, moments, occasions, spans, units, words
from handlers.vi import moment as of_moment
from handlers.vi.calendar_words import Said
from handlers.vi.moment import Moment, Sight
from handlers.vi.reading import Span
from handlers.vi.words import Text


class When(NamedTuple):
    """What a message says of time: one day, or a span instead.

    `words` are the message's own. `places` are all words taken by dates, each from first up to but without last.
    `versus` is the span that is compared with (so với tháng trước, cùng kỳ năm ngoái). `pair` are the two spans of
    "tháng 8 và tháng 9"; `span` is both together where one follows the other, else the first of them.
    `second` is a span of its own said further on: "tháng 8 bao nhiêu, tháng 9 bao nhiêu".
    """

    day: date | None = None
    span: Span | None = None
    words: str = ""
    places: tuple[tuple[int, int], ...] = ()
    future: bool = False
    occasion: str | None = None
    versus: Span | None = None
    pair: tuple[Span, Span] | None = None
    second: Span | None = None


_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 12, 31)  # beyond, no message was written
_AHEAD = cues.listed("time", "ahead")
_SINCE_WORDS = cues.listed("time", "since")
_UNTIL = cues.listed("time", "until")
_UNTIL_NOW = cues.listed("time", "until_now")
_COMING = cues.listed("time", "coming")
_MOVED = cues.listed("time", "moved")
_FIRSTS = moments.FIRSTS | occasions.FIRSTS
_SOME_YEARS = 5
_AGE = 4  # words from "năm nay" to "tuổi"
_A_YEAR_AND_A_DAY = _TWO = 2  # moments
_COMPARED = cues.listed("time", "compared")
_NOT_THIS = cues.listed("correction", "not_this")
_SAME_PERIOD = cues.listed("time", "same_period")
_AND = frozenset({("và",), ("va",), ("&",), ("+",), (",",)})
_NO_MONTH = frozenset({("/",), (".",), ("%",), ("giờ",), ("gio",), ("h",)})
_JOINS = frozenset({"và", "va", "với", "voi", "cùng", "cung", "lẫn", "lan", "hay", "&", "+", ","})


def when(text: Text, on: date, *, ahead: bool | None = None) -> When:
    """Read the day or span of a message written on `on`; `ahead` overrules whether it looks into the future.

    >>> from handlers.vi.words import split
    >>> when(split("hôm qua tặng 70 phần quà"), date(2026, 11, 21)).day
    datetime.date(2026, 11, 20)
    >>> when(split("6 tháng đầu năm làm được gì?"), date(2026, 11, 21)).span.words
    '6 tháng đầu năm 2026'
    """
    on = min(max(on, _EARLIEST), _LATEST)
    looks_ahead = _looks_ahead(text) if ahead is None else ahead
    found, occasion = _scan(Sight(text, on, looks_ahead))
    stated = [moment for moment in found if moment.day or moment.span]
    stated = [moment for moment in stated if not _NOT_THIS.before(text, moment.first)] or stated
    versus = None
    earliest = stated[0] if stated else None
    beside = _beside(text, stated)
    if not beside and (compared := [moment for moment in stated if _is_compared(text, moment, earliest)]):
        stated = [moment for moment in stated if not _is_compared(text, moment, earliest)]
        others = (moment.span for moment in compared if not _SAME_PERIOD.before(text, moment.first))
        versus = next(others, None)
    chosen = _choose(text, stated) if stated else None
    if chosen is None:
        same = _same_period(text, on, None)
        return When(None, None, "", _places(found), looks_ahead, occasion, versus or same)
    pair = beside or _pair(text, stated, chosen)
    return When(
        chosen.day,
        _together(pair) if pair else chosen.span,
        text.raw[text.starts[chosen.first] : text.ends[chosen.end - 1]],
        _places(found),
        looks_ahead or chosen.ahead,
        occasion,
        versus or _same_period(text, on, chosen.span),
        pair,
        _second(stated, chosen),
    )


def _looks_ahead(text: Text) -> bool:
    return _AHEAD.within(text)


def _scan(sight: Sight) -> tuple[list[Moment], str | None]:
    """Find all moments in one pass, and the first occasion that is named; a well-known day only where none is."""
    found: list[Moment] = []
    name = None
    text = sight.text
    reach = 0
    for_something = occasions.within(text)
    for place in _candidates(text):
        if place < reach:
            continue
        if for_something and (named := occasions.at(text, place)) is not None:
            since = _since_occasion(sight, place, *named)
            name = name or (None if since else named[0])
            day = since or _day_of_occasion(sight, place, *named)
            found += [day] if day else []
            reach = day.end if day else named[1]
        elif (moment := moments.at(sight, place)) is not None:
            moment = _told(text, _coming(sight, _as_range(sight, moment)))
            found.append(_day_in_week(found, moment))
            found += _next_month(sight, moment)
            reach = found[-1].end
    return found, name or next((moment.occasion for moment in found if moment.occasion), None)


def _next_month(sight: Sight, moment: Moment) -> list[Moment]:
    """Read the second month of "tháng 8 và 9"; in "tháng 8 và 9 hộ" there is none."""
    text, said, place = sight.text, moment.said, moment.end
    if said is None or said.day or not said.month or said.lunar or text.lows[place : place + 1] not in _AND:
        return []
    number = calendar_words.month_number(text, place + 1)
    if number is None or units.at(text, number[1]) or text.lows[number[1] : number[1] + 1] in _NO_MONTH:
        return []
    return [of_moment.of(sight, place + 1, Said(number[1], None, number[0], said.year))]


def _told(text: Text, moment: Moment) -> Moment:
    """Leave out the day of a paper, Kế hoạch số 81/KH-MTTQ-BTT ngày 20/9/2025, and the year of an age."""
    place = moment.first - 1
    if place >= 0 and text.lows[place] in {",", "("}:
        place -= 1
    if place >= 2 and text.kinds[place] == "number":
        place -= 1
    if moment.span and "tuoi" in text.bares[moment.end : moment.end + _AGE]:
        return Moment(moment.first, moment.end)  # năm nay đã 78 tuổi
    if moment.day is None or place < 2 or text.lows[place - 1] not in {"/", "-"}:
        return moment
    initials = text.raws[place]
    return Moment(moment.first, moment.end) if initials.isalpha() and initials.isupper() else moment


def _candidates(text: Text) -> list[int]:
    """Give the words at which a date or an occasion may begin."""
    return sorted([*moments.digits(text), *words.places(text.bares, _FIRSTS)])


def _since_occasion(sight: Sight, place: int, code: str, end: int) -> Moment | None:
    """Read "từ Ngày hội năm ngoái", from that day up to today."""
    if not _SINCE_WORDS.before(sight.text, place):
        return None
    ago = calendar_words.years_ago(sight.text, end)
    day = occasions.day_of(code, sight.on, -ago[0] if ago else 0)
    now = _UNTIL_NOW.at(sight.text, ago[1] if ago else end)
    end = now[1] if now else ago[1] if ago else end
    return _until_now(Moment(place, end, day), day, sight.on, end) if day else None


def _day_of_occasion(sight: Sight, place: int, code: str, end: int) -> Moment | None:
    """Read "trung thu vừa rồi phát 120 phần" as that day, "quà trung thu" only as what something is for."""
    text = sight.text
    if text.lows[place:end] not in occasions.LUNAR_DAYS or occasions.is_name(text, place):
        return None
    ago = calendar_words.years_ago(text, end)
    day = occasions.day_of(code, sight.on, -ago[0] if ago else 0)
    return Moment(place, ago[1] if ago else end, day, occasion=code) if day else None


def _coming(sight: Sight, moment: Moment) -> Moment:
    """Read on behind a date: "tháng 12 tới" and "15/12 sắp tới" are yet to come."""
    coming = _COMING.at(sight.text, moment.end)
    if coming is None or moment.said is None or moment.said.year is not None:
        return moment
    ahead = of_moment.of(sight._replace(ahead=True), moment.first, moment.said)
    return ahead._replace(end=coming[1], occasion=moment.occasion, ahead=True)


def _places(found: list[Moment]) -> tuple[tuple[int, int], ...]:
    return tuple((moment.first, moment.end) for moment in found)


def _as_range(sight: Sight, first: Moment) -> Moment:
    """Join a moment and the one behind đến, or -, to a span; từ … makes a span up to today."""
    text, on = sight.text, sight.on
    start = first.day or (first.span.start if first.span else None)
    if start is None:
        return first
    if now := _UNTIL_NOW.at(text, first.end):
        return _until_now(first, start, on, now[1])
    until = _UNTIL.at(text, first.end)
    last = moments.at(sight, until[1]) if until and until[1] < len(text.lows) else None
    if until and last is None and first.said and first.said.month and not first.said.day:
        last = _last_month(sight, until[1])
    if last is not None and (joined := _joined(sight, first, last)):
        return joined
    since = _SINCE_WORDS.before(text, first.first)
    if (
        since
        and start <= on
        and last is None
        and (first.said is not None or not first.weak)
        and not (first.span and first.span.end >= on and first.span.start != start)
    ):
        return _until_now(first, start, on, first.end)
    return first


def _last_month(sight: Sight, place: int) -> Moment | None:
    """Read the 8 of tháng 3-8."""
    text = sight.text
    if place >= len(text.lows) or text.kinds[place] != "number":
        return None
    number = calendar_words.month_number(text, place)
    if number is None or units.at(text, number[1]) or text.lows[number[1] : number[1] + 1] in _NO_MONTH:
        return None
    return of_moment.of(sight, place, Said(number[1], None, number[0]))


def _until_now(first: Moment, start: date, on: date, end: int) -> Moment:
    if start > on:
        return first
    words = first.span.words if first.span and first.span.words.startswith("từ") else f"từ {_name(first)} đến nay"
    return Moment(first.first, end, span=Span(start, on, words), occasion=first.occasion)


def _name(moment: Moment) -> str:
    if moment.span:
        return moment.span.words
    return f"{moment.day:%-d/%-m/%Y}" if moment.day else ""


def _joined(sight: Sight, first: Moment, last: Moment) -> Moment | None:
    if first.said and last.said:
        first, last = _completed(sight, first, last)
    start = first.day or (first.span.start if first.span else None)
    end = last.day or (last.span.end if last.span else None)
    if start is None or end is None or not start <= end:
        return None
    if first.day and last.day and _is_anniversary(start, end):
        return Moment(first.first, last.end)
    if (
        first.span
        and last.span
        and first.said
        and last.said
        and first.said.month
        and last.said.month
        and start.year == end.year
    ):
        span = spans.months(start.year, start.month, end.month)
    elif first.span and last.span and first.said and last.said and not first.said.month:
        span = spans.years(start.year, end.year)
    else:
        span = spans.named(start, end)
    return Moment(
        first.first, last.end, span=span, occasion=first.occasion or last.occasion, weak=first.weak and last.weak
    )


def _is_anniversary(start: date, end: date) -> bool:
    """Say whether two days only tell how old something is: (18/11/1930 - 18/11/2025)."""
    return (start.day, start.month) == (end.day, end.month) and end.year - start.year >= _SOME_YEARS


def _completed(sight: Sight, first: Moment, last: Moment) -> tuple[Moment, Moment]:
    """Give each end of a range what only the other says: 16/3 – 30/3/2021, ngày 1 đến 10/11."""
    one, other = first.said or Said(0), last.said or Said(0)
    one = one._replace(
        month=one.month or other.month if one.day else one.month,
        year=one.year or other.year,
        lunar=one.lunar or other.lunar if one.day else one.lunar and other.lunar,
    )
    if not other.day and not one.lunar:
        other = other._replace(lunar=False)  # từ tháng giêng đến tháng ba: of the calendar on the wall
        last = of_moment.of(sight, last.first, other, weak=last.weak) if last.said and last.said.lunar else last
    first = of_moment.of(sight, first.first, one._replace(end=first.end), weak=first.weak)
    start = first.day or (first.span.start if first.span else None)
    if start is not None and other.year is None and (other.day or other.month):
        later = sight._replace(on=start, ahead=True)
        last = of_moment.of(
            later, last.first, other._replace(month=other.month or (one.month if other.day else None)), weak=last.weak
        )
    return first, last


def _day_in_week(found: list[Moment], moment: Moment) -> Moment:
    """Read "tuần sau thứ 3": the weekday is that of the week just named."""
    before = found[-1] if found else None
    if (
        before is None
        or before.end != moment.first
        or before.span is None
        or moment.day is None
        or moment.said is not None
    ):
        return moment
    if (before.span.end - before.span.start).days != 6 or moment.ahead:
        return moment
    found.pop()
    day = spans.later(before.span.start, moment.day.weekday())
    return Moment(before.first, moment.end, day=day, ahead=before.ahead)


def _is_compared(text: Text, moment: Moment, first: Moment | None) -> bool:
    if moment.first and text.bares[moment.first - 1] in calendar_words.AT_THAT_TIME:  # so với hồi đầu năm
        moment = moment._replace(first=moment.first - 1)
    if _SAME_PERIOD.before(text, moment.first):
        return True
    if moment.span is None or (text.bares[moment.first - 1] == "hon" and text.kinds[moment.first] == "number"):
        return False  # hơn 2 năm nay
    if text.lows[moment.first - 1] == "so" and text.folds and not text.accented:
        return moment is not first  # "so quy 2" is mostly số
    return _COMPARED.before(text, moment.first) is not None


def _same_period(text: Text, on: date, span: Span | None) -> Span | None:
    """Find the span that cùng kỳ means: the same days a year before."""
    if not _SAME_PERIOD.within(text):
        return None
    own = span if span and span.start.year == on.year else Span(on.replace(month=1, day=1), on)
    start, end = spans.shift(own.start, -12), spans.shift(own.end, -12)
    return Span(start, end, "cùng kỳ năm trước") if start and end else None


def _pair(text: Text, stated: list[Moment], chosen: Moment) -> tuple[Span, Span] | None:
    """Find the second span of "tháng 8 và tháng 9"."""
    after = next((moment for moment in stated if moment.first == chosen.end + 1), None)
    if after is None or after.span is None or chosen.span is None or text.lows[chosen.end] not in _JOINS:
        return None
    return chosen.span, after.span


def _beside(text: Text, stated: list[Moment]) -> tuple[Span, Span] | None:
    """Find the two spans of "so tháng này tháng trước"."""
    if not _sets_beside(text):
        return None
    pairs = ((one.span, other.span) for one, other in pairwise(stated) if one.end == other.first)
    return next(((first, second) for first, second in pairs if first and second), None)


def sets_side_by_side(text: Text, when: When) -> bool:
    """Say whether two spans are compared without a word between them: "so năm nay năm ngoái"."""
    adjoining = any(end == first for (_, end), (first, _) in pairwise(when.places))
    return when.pair is not None and adjoining and _sets_beside(text)


def _sets_beside(text: Text) -> bool:
    if "so" not in text.lows:
        return False
    return any(low == "so" and text.bares[at + 1 : at + 2] not in _SO_WITH for at, low in enumerate(text.lows))


_SO_WITH = frozenset({("voi",), ("vs",)})


def _second(stated: list[Moment], chosen: Moment) -> Span | None:
    """Find the next span that is said after the one chosen."""
    if len(stated) == 1 or chosen.span is None:
        return None
    return next((moment.span for moment in stated if moment.first > chosen.end and moment.span), None)


def _together(pair: tuple[Span, Span]) -> Span:
    """Join two spans of which one begins the day after the other; else give the first."""
    earlier, later = sorted(pair, key=lambda span: span.start)
    if (later.start - earlier.end).days != 1:
        return pair[0]
    return Span(earlier.start, later.end, f"{earlier.words} và {later.words}")


def _choose(text: Text, stated: list[Moment]) -> Moment | None:
    """Choose the moment a message is about: what it is moved to, the first, or a day within the span before it."""
    moved = [moment for moment in stated if moment.day and _MOVED.before(text, moment.first)]
    if moved:
        return moved[0]
    strong = [moment for moment in stated if not moment.weak] or stated
    if not strong:
        return None
    first, last = strong[0], strong[-1]
    if len(strong) > _TWO and last.day and "hay" in text.bares[first.end : strong[1].first]:
        return last  # "hôm qua hay hôm kia ta, hôm kia"
    if first.span is not None and (first.span.end - first.span.start).days < 32:
        for moment in strong[1:]:
            if moment.day and first.span.start <= moment.day <= first.span.end:
                return moment
    if len(strong) == _A_YEAR_AND_A_DAY and first.said and first.said.year and first.said.month is None:
        only = strong[1].day
        return strong[1] if only and only.year == first.said.year else first
    return first
