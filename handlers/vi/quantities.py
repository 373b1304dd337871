"""Quantities in a message: numbers with their units, qualifiers, prices, shares and corrections."""

from datetime import date

from handlers.vi import (
    amounts,
    corrections,
    dates,
    divided,
    hours,
    inferred,
    names,
    number_words,
    numbers,
    plans,
    prices,
    qualifiers,
)
from handlers.vi.amounts import Quantity, Role
from handlers.vi.dates import When
from handlers.vi.numbers import Number
from handlers.vi.words import Text, fold

__all__ = ["Quantity", "Role", "quantities"]


def quantities(text: Text, on: date, when: When | None = None) -> tuple[Quantity, ...]:
    """Read the quantities of a message in the order of the text; `when` saves reading the dates again.

    >>> from handlers.vi.words import split
    >>> [(str(q.value), q.unit) for q in quantities(split("tặng 70 phần quà, trị giá 21tr"), date(2026, 11, 21))]
    [('70', 'phan_qua'), ('21000000', 'dong')]
    """
    when = when or dates.when(text, on)
    if not _is_date(text, when) and (alone := inferred.whole(text)):
        return alone
    found = _all(text, _taken(text, when))
    if not found:
        return ()
    if qualifiers.within(text):
        found = [_qualified(text, quantity, before) for before, quantity in zip([None, *found], found, strict=False)]
    found = prices.marked(text, found)
    found = plans.marked(text, found, ahead=_lies_ahead(when, on))
    return tuple(_signed(text, corrections.resolved(text, found)))


def _signed(text: Text, found: list[Quantity]) -> list[Quantity]:
    """Take a minus only where the quantity is all there is; elsewhere it is a dash, or trừ a verb."""
    if len(found) == 1 and numbers.is_minus(text, 0) and found[0].first == 1 and found[0].last == len(text.lows):
        return [found[0].but(value=-found[0].value)]
    return found


def _is_date(text: Text, when: When) -> bool:
    """Say whether a message is a date and no more; four digits alone may as well be a number."""
    return bool(when.places) and when.places[0] == (0, len(text.lows)) and len(text.lows) > 1


def _lies_ahead(when: When, on: date) -> bool:
    return bool((when.day and when.day > on) or (when.span and when.span.start > on))


def _taken(text: Text, when: When) -> dict[int, int]:
    """Map every word of a date or an hour to the place after it."""
    spans = (*when.places, *hours.places(text))
    return {place: end for first, end in spans for place in range(first, end)}


def _all(text: Text, taken: dict[int, int]) -> list[Quantity]:
    found: list[Quantity] = []
    reach = 0
    for place in number_words.places(text):
        if place < reach:
            continue
        reach = taken[place] if place in taken else _next(text, place, found)
    return found


def _next(text: Text, place: int, found: list[Quantity]) -> int:
    """Read what begins at a word, add it to what was found, and give the place to go on from."""
    in_words = text.kinds[place] == "word"
    if in_words and (zero := inferred.none_left(text, place)) is not None:
        found.append(zero)
        return zero.last
    number = numbers.at(text, place)
    if (
        not in_words
        and (end := names.end_of(text, place, number)) is not None
        and not inferred.is_handed_on(text, place, number)
    ):
        return end
    if number is None:
        return place + 1
    if number.loose and not divided.of(text, number) and (end := divided.whole_part(text, number)):
        return end
    read = (
        inferred.chained(text, number, found)
        or divided.of(text, number)
        or amounts.of(text, number)
        or inferred.of(text, number, found)
    )
    found += read
    return _past_again(text, number, max(number.end, read[-1].last)) if read else number.end


def _past_again(text: Text, number: Number, end: int) -> int:
    """Pass over a number that is written out again: 1.000.000 đ (một triệu đồng)."""
    if end >= len(text.lows) or text.lows[end] != "(":
        return end
    again = numbers.at(text, end + 1) if end + 1 < len(text.lows) else None
    if again is None or again.in_digits or again.value != number.value:
        return end
    return next(
        (place for place in range(again.end, min(again.end + 3, len(text.lows))) if text.lows[place] == ")"), end
    )


def _is_where(text: Text, quantity: Quantity, begins: int, before: Quantity | None) -> bool:
    """Say whether a trên tells where, 16 camera trên 4 tuyến hẻm, or of how many, 26 vụ trên 27 vụ."""
    if text.bares[begins : quantity.first] != ("tren",):
        return False
    part = before is not None and _is_part(text, before, quantity, begins)
    return part or quantity.role == "whole" or fold(quantity.noun.lower()).startswith(_PLACES)


def _is_part(text: Text, part: Quantity, whole: Quantity, on: int) -> bool:
    """Say whether one is out of the other: 290 hộ đạt văn hóa trên 305 hộ."""
    between = text.kinds[part.last : on]
    if not between or part.unit != whole.unit or part.value > whole.value or part.unit == "dong":
        return False
    return all(kind == "word" for kind in between) and text.bares[on - 1] not in _AND


_AND = frozenset(("va", "voi", "cung", "them"))


_PLACES = ("tuyen", "con duong", "con hem", "duong", "hem", "khu", "xa", "phuong", "ap", "truc")


def _qualified(text: Text, quantity: Quantity, earlier: Quantity | None) -> Quantity:
    before = qualifiers.before(text, quantity.first, quantity.value, money=quantity.unit in {"dong", "percent"})
    if before is not None and not _is_where(text, quantity, before[1], earlier):
        return quantity.but(qualifier=before[0])
    if quantity.qualifier == "exact" and (after := qualifiers.after(text, quantity.last)):
        return quantity.but(qualifier=after[0])
    return quantity
