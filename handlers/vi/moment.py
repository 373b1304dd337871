"""What reading a date at a word needs and gives."""

from datetime import date
from typing import NamedTuple

from handlers.vi import calendar_words, occasions, spans
from handlers.vi.calendar_words import Said
from handlers.vi.reading import Span
from handlers.vi.words import Text


class Sight(NamedTuple):
    """The message, the day it was written, and whether it looks ahead."""

    text: Text
    on: date
    ahead: bool


class Moment(NamedTuple):
    """A day or a span found from the word `first` up to but without `end`; with neither, only the words are taken.

    `said` is what was said of it, to complete the other end of a range. `weak` ones count only where there is no other.
    """

    first: int
    end: int
    day: date | None = None
    span: Span | None = None
    said: Said | None = None
    occasion: str | None = None
    ahead: bool = False
    weak: bool = False


def of(sight: Sight, first: int, said: Said, *, weak: bool = False) -> Moment:
    """Make a moment of what was said, finding the day or span that it means."""
    found = calendar_words.resolve(said, sight.on, ahead=sight.ahead)
    span = found if isinstance(found, Span) else None
    day = found if isinstance(found, date) else None
    return Moment(first, said.end, day, span, said, weak=weak)


def named(sight: Sight, place: int, said: Said) -> Moment:
    """Make a moment of a day, telling a day from a day that names an occasion."""
    found = of(sight, place, said)
    ranges = sight.text.lows[said.end : said.end + 1] == ("-",)
    if said.year is None and not ranges and occasions.is_name(sight.text, place):
        return Moment(place, said.end, occasion=occasions.any_day(said.day, said.month))
    return found._replace(occasion=occasions.of_day(said.day, said.month))


def away(sight: Sight, place: int, days: int, end: int) -> Moment:
    """Make a moment of a day some days on or back."""
    day = spans.later(sight.on, days)
    return Moment(place, end, day=day, ahead=days > 0)
