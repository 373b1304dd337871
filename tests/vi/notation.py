"""How the tables of this folder write quantities and dates down, and reading those tables."""

from datetime import date
from pathlib import Path

from handlers.vi import dates, quantities, words
from handlers.vi.quantities import Quantity

ON = date(2026, 11, 21)


def rows(name: str) -> list[tuple[str, str]]:
    """Give the rows of a table: what is said → what is read; lines with # are comments."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" → ", 1) for line in lines if line and not line.startswith("#"))
    return [(said, read) for said, read in pairs]


def told(text: str, on: date = ON) -> str:
    """Write the quantities of a message down: 70 phan_qua, ≥1800000000 dong, 300000 dong each."""
    found = quantities.quantities(words.split(text), on)
    return ", ".join(map(_one, found)) or "-"


_SIGNS = {"exact": "", "over": "≥", "under": "≤", "about": "≈", "nearly": "<"}


def _one(quantity: Quantity) -> str:
    most = "" if quantity.value_max is None else f"..{quantity.value_max:f}"
    marks = [
        quantity.role if quantity.role in {"part", "whole"} else "",
        "each" if quantity.per_item else "",
        "planned" if quantity.planned else "",
        "slang" if quantity.slang else "",
        "?" if quantity.doubt else "",
    ]
    return " ".join([f"{_SIGNS[quantity.qualifier]}{quantity.value:f}{most}", quantity.unit, *filter(None, marks)])


def stated(text: str, on: date = ON) -> str:
    """Write down the day or span of a message, what it is for, and what it is compared with."""
    when = dates.when(words.split(text), on)
    parts = [
        str(when.day) if when.day else "",
        f"{when.span.start}..{when.span.end}" if when.span else "",
        f"for {when.occasion}" if when.occasion else "",
        f"versus {when.versus.start}..{when.versus.end}" if when.versus else "",
    ]
    return " ".join(filter(None, parts)) or "-"
