"""The units that things are counted in, and their spellings, from units.toml."""

import tomllib
from decimal import Decimal
from importlib import resources
from typing import NamedTuple

from handlers.vi.phrases import Phrases
from handlers.vi.words import Text


class Unit(NamedTuple):
    """A unit as spelled: its code, and by what the number is multiplied (tạ → kg × 100).

    `price`: it may be paid for one by one, so an amount beside it may be its price. `ask`: its size differs from place to place.
    """

    code: str
    times: Decimal
    ask: bool = False


def _load() -> Phrases[Unit]:
    table = tomllib.loads(resources.files(__package__).joinpath("units.toml").read_text(encoding="utf-8"))
    rows = []
    for row in table["unit"]:
        unit = Unit(row["code"], Decimal(str(row.get("times", 1))), row.get("ask", False))
        rows += [(spelling, unit) for spelling in row["spellings"]]
    return Phrases(rows)


SPELLINGS = _load()


def at(text: Text, place: int) -> tuple[Unit, int] | None:
    """Read the unit that begins at a word, and the place after it."""
    return SPELLINGS.at(text, place)


def begins(text: Text, place: int) -> bool:
    """Say whether a unit begins at a word."""
    return at(text, place) is not None


def is_money(text: Text, place: int) -> bool:
    """Say whether the unit that begins at a word is đồng."""
    found = at(text, place)
    return found is not None and found[0].code == "dong"
