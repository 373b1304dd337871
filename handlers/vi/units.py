"""The units that things are counted in, and their spellings, from units.toml."""

from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from db import phrase_tables
from handlers.vi.phrases import Phrases
from handlers.vi.words import Text, fold, unify

# Without their marks these are có, vốn, do, giờ, từ, số, mà, chứ, and seldom cô, vôn, độ, giỏ, tủ, sổ, mA, chú.
_MOSTLY_OTHERS = frozenset(("co", "von", "do", "gio", "tu", "so", "ma", "chu"))
_COUNT_ANYTHING = frozenset("cai con chiec bo".split())
_REACH = 14
"""How many words away another word still says what a unit means: hiến … công, camera … mắt."""


class Unit(NamedTuple):
    """A unit as spelled: its code ("" for what only looks like one) and what the number is multiplied by (tạ: 100).

    `near`: words one of which must stand near for this meaning. `ask`: its size differs from place to place.
    `measure`: it measures and does not count, so "một" and thousands of it are meant.
    """

    code: str
    times: Decimal
    near: frozenset[str] = frozenset()
    ask: bool = False
    measure: bool = False


@cache
def _rows() -> list[dict[str, Any]]:
    table = phrase_tables.load(phrase_tables.beside(__file__, "units.toml"))
    rows: list[dict[str, Any]] = table["unit"]
    return rows


def listed() -> list[str]:
    """Give all spellings of units."""
    return [spelling for row in _rows() for spelling in row["spellings"]]


def _load() -> Phrases[tuple[Unit, ...]]:
    meanings: dict[str, list[Unit]] = {}
    for row in _rows():
        unit = _unit(row)
        for spelling in row["spellings"]:
            meanings.setdefault(unify(spelling), []).append(unit)
    return Phrases((spelling, tuple(sorted(same, key=_plain_last))) for spelling, same in meanings.items())


def _unit(row: dict[str, Any]) -> Unit:
    near = frozenset(fold(unify(word)) for word in row.get("near", ()))
    return Unit(row["code"], Decimal(str(row.get("times", 1))), near, row.get("ask", False), row.get("measure", False))


def _plain_last(unit: Unit) -> bool:
    return not unit.near


SPELLINGS = _load()


def at(text: Text, place: int) -> tuple[Unit, int] | None:
    """Read the unit that begins at a word, and the place after it.

    >>> from handlers.vi.words import split
    >>> at(split("2 công"), 1)[0].code, at(split("hiến 2 công"), 2)[0].code
    ('ngay_cong', 'other')
    """
    found = SPELLINGS.at(text, place)
    if found is None:
        return None
    meanings, end = found
    if text.folds and end == place + 1 and text.lows[place] in _MOSTLY_OTHERS and not _glued(text, place):
        return None
    for unit in meanings:
        if not unit.near or not unit.near.isdisjoint(text.bares[max(0, place - _REACH) : _own_until(text, end)]):
            return (unit, end) if unit.code else None
    return None


def _own_until(text: Text, end: int) -> int:
    """Give how far behind a unit words are of what it counts: up to the next number, for that counts its own."""
    if text.bares[end - 1] not in _COUNT_ANYTHING:
        return end + _REACH
    return next((digit for digit in text.digits if end < digit < end + _REACH), end + _REACH)


def _glued(text: Text, place: int) -> bool:
    """Say whether a unit touches its number, as in 1000mA."""
    return place > 0 and text.ends[place - 1] == text.starts[place]


def begins(text: Text, place: int) -> bool:
    """Say whether a unit begins at a word."""
    return at(text, place) is not None


def is_money(text: Text, place: int) -> bool:
    """Say whether the unit that begins at a word is đồng."""
    found = at(text, place)
    return found is not None and found[0].code == "dong"
