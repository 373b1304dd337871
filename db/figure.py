"""What a figure is: its value, how sure it is, and the entries it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from db.catalogue import Indicator
from db.models import Entry, Record, Unit

Qualifier = Literal["exact", "about", "nearly", "over", "under"]
_QUALIFIERS: dict[str, Qualifier] = {"about": "about", "nearly": "nearly", "over": "over", "under": "under"}
_OPPOSITE: dict[Qualifier, Qualifier] = {"nearly": "over", "under": "over", "over": "under"}


@dataclass(frozen=True, slots=True)
class Source:
    """An entry that a figure rests on, with the record it stands in."""

    entry: Entry
    record: Record


@dataclass(frozen=True, slots=True)
class Figure:
    """What entries amount to: over `start`..`end` for a flow or a yearly figure, as of `end` for a stock.

    `as_of` is the day of the newest level of a stock; `value_max` is set when a range is among the entries. `besides`
    are entries that count for somebody else (tính cho phường), `missing` the units that told nothing, and `standards`
    those by which the counted levels were judged.
    """

    indicator: Indicator
    value: Decimal
    qualifier: Qualifier
    start: date
    end: date
    sources: tuple[Source, ...]
    value_max: Decimal | None = None
    as_of: date | None = None
    besides: tuple[Source, ...] = ()
    missing: tuple[Unit, ...] = ()
    standards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share computed from two figures, or as somebody reported it when the counts are not known."""

    indicator: Indicator
    percent: Decimal
    qualifier: Qualifier
    numerator: Figure | None
    denominator: Figure | None
    reported: Figure | None = None

    @property
    def has_too_much(self) -> bool:
        """Whether a part is more than its whole, which can only be when something of the whole was not told."""
        top, bottom = self.numerator, self.denominator
        if self.reported or top is None or bottom is None or self.indicator.unit != "percent":
            return False
        return top.value > bottom.value and not bottom.indicator.target_of


@dataclass(frozen=True, slots=True)
class FundBalance:
    """A fund over a period: what was collected (thu), what was paid out or handed up (nộp), what is left (còn)."""

    indicator: Indicator
    collected: Figure | None
    paid: Figure | None
    left: Decimal
    qualifier: Qualifier
    start: date
    end: date


def inherited(qualifiers: Sequence[str]) -> Qualifier:
    """The qualifier of a sum: that of its parts when they agree, "about" when they pull both ways.

    >>> inherited(["exact", "over"]), inherited(["over", "nearly"]), inherited([])
    ('over', 'about', 'exact')
    """
    kinds = {q for q in qualifiers if q != "exact"}
    if not kinds:
        return "exact"
    if len(kinds) > 1:
        return "about"
    return _QUALIFIERS[kinds.pop()]


def against(qualifier: Qualifier) -> Qualifier:
    """The qualifier of what is taken away or divided by: 10 less "over 3" is under 7.

    >>> against("over"), against("nearly"), against("exact")
    ('under', 'over', 'exact')
    """
    return _OPPOSITE.get(qualifier, qualifier)
