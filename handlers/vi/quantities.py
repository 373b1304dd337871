"""Quantities in a message: numbers with their units, qualifiers, prices, shares and corrections."""

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from handlers.vi import numbers, units
from handlers.vi.reading import Alternative, Qualifier
from handlers.vi.words import Text

Role = Literal["plain", "part", "whole", "percent"]


class Quantity(NamedTuple):
    """One quantity: its place in the message (`start`, `end`) and among its words (`first` up to but without `last`)."""

    value: Decimal
    unit: str
    start: int
    end: int
    first: int
    last: int
    value_max: Decimal | None = None
    qualifier: Qualifier = "exact"
    per_item: bool = False
    planned: bool = False
    role: Role = "plain"
    noun: str = ""
    doubt: tuple[Alternative, ...] = ()
    slang: bool = False


def quantities(text: Text, on: date) -> tuple[Quantity, ...]:
    """Read the quantities of a message in the order of the text."""
    found = []
    place = 0
    while place < len(text.words):
        number = numbers.at(text, place) if numbers.starts(text, place) else None
        unit = units.at(text, number.end) if number else None
        if number is None or (unit is None and not number.scaled):
            place += 1
            continue
        end = unit[1] if unit else number.end
        code = unit[0].code if unit else "dong"
        times = unit[0].times if unit else Decimal(1)
        found.append(
            Quantity(
                number.value * times,
                code,
                text.words[place].start,
                text.words[end - 1].end,
                place,
                end,
                slang=number.slang,
                noun=" ".join(word.raw for word in text.words[number.end : end]),
            )
        )
        place = end
    return tuple(found)
