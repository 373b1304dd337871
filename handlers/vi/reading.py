"""What was understood of one message: the shapes that the readers fill and the talk acts on.

Named tuples, because they are made in half the time of dataclasses, and dataclasses take long to import.
"""

from datetime import date, time
from decimal import Decimal
from functools import partial
from typing import Literal, NamedTuple

Intent = Literal["log", "status", "ask", "correct", "meeting", "report", "help", "other"]
Qualifier = Literal["exact", "about", "nearly", "over", "under"]
Aggregate = Literal["sum", "latest", "ratio", "count", "list", "compare"]


class Span(NamedTuple):
    """Days from `start` to `end`, both included; `words` names it as one would say it ("tháng 11/2026")."""

    start: date
    end: date
    words: str = ""


class Fact(NamedTuple):
    """A quantity in the text; `start` and `end` are its place, `text` its words.

    `change` marks a change of a level ("giảm 3 hộ nghèo", value -3) instead of the level itself; `aside` a number that
    is understood and belongs to no indicator ("5 hộ hiến đất"), so that nobody need be asked about it.
    """

    value: Decimal
    unit: str
    text: str
    start: int
    end: int
    value_max: Decimal | None = None
    qualifier: Qualifier = "exact"
    per_item: bool = False
    planned: bool = False
    indicator: str | None = None
    change: bool = False
    aside: bool = False


fact = partial(tuple.__new__, Fact)
"""Makes a Fact of all its fields in a third of the time."""


class Question(NamedTuple):
    """What is asked for. `unit` is a committee as named ("khu pho 9", "phuong"); None means one's own.

    `likely` is what a question most likely asks for that names nothing rightly: it is asked back, never answered.

    A comparison is of `period` with the span `against`, where they are named.
    """

    indicator: str | None
    aggregate: Aggregate
    period: Span | None = None
    unit: str | None = None
    indicators: tuple[str, ...] = ()  # all that are asked for together ("so ho voi nhan khau")
    occasion: str | None = None
    against: Span | None = None
    likely: str | None = None


class Alternative(NamedTuple):
    """One reading of a doubtful fact, offered as a choice: the label to show and the value and indicator it means."""

    label: str
    value: Decimal | None = None
    unit: str | None = None
    indicator: str | None = None
    said: str | None = None  # in which words it is meant, where the label says more


class Doubt(NamedTuple):
    """Something to ask back: the question in Vietnamese, the fact it is about, at most three readings of it."""

    question: str
    fact: int | None = None
    alternatives: tuple[Alternative, ...] = ()


class Recurrence(NamedTuple):
    """A rule of repetition: RFC 5545 ("FREQ=MONTHLY;BYMONTHDAY=5") or a lunar day of each month ("LUNAR:15")."""

    rule: str
    words: str


class Reading(NamedTuple):
    """All that one message says, read on the day `on`."""

    text: str
    on: date
    intent: Intent = "other"
    activity: str | None = None
    day: date | None = None  # the one day stated for what is told
    period: Span | None = None
    facts: tuple[Fact, ...] = ()
    question: Question | None = None
    doubts: tuple[Doubt, ...] = ()
    occasion: str | None = None  # "tet", "27/7", "18/11", "trung_thu", "vu_lan", "covid", "bao_lu", ...
    unit: str | None = None  # the committee named in a message that is not a question
    at: time | None = None
    recurrence: Recurrence | None = None
    place: str | None = None

    @property
    def period_named(self) -> Span | None:
        """The days named, in a question as in any other message."""
        return self.question.period if self.question else self.period

    @property
    def unit_named(self) -> str | None:
        """The committee named, in a question as in any other message."""
        return self.question.unit if self.question else self.unit
