"""The words of the meeting room, from room.toml."""

from functools import cache
from typing import Any

from db import phrase_tables
from handlers.vi.phrases import Phrases
from handlers.vi.words import Text


@cache
def _tables() -> dict[str, Any]:
    return phrase_tables.load(phrase_tables.beside(__file__, "room.toml"))


@cache
def table(name: str) -> Phrases[str]:
    """Give all phrases of a table with the name of their row."""
    return Phrases((phrase, row) for row, phrases in _tables()[name].items() for phrase in phrases)


@cache
def row(name: str, *rows: str) -> Phrases[str]:
    """Give the phrases of some rows of a table with the name of their row."""
    return Phrases((phrase, row) for row in rows for phrase in _tables()[name][row])


@cache
def _polite() -> Phrases[bool]:
    return Phrases((phrase, True) for phrase in _tables()["polite"])


def after_politeness(text: Text, place: int) -> int:
    """Give the place of the first word from a place on that is more than politeness."""
    while place < len(text.lows) and (found := _polite().at(text, place)) is not None:
        place = found[1]
    return place
