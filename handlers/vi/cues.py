"""The little words that readers of numbers and dates go by, from cues.toml."""

from functools import cache

from db import phrase_tables
from handlers.vi.phrases import Phrases

Table = dict[str, list[str]]


@cache
def _tables() -> dict[str, Table]:
    return phrase_tables.load(phrase_tables.beside(__file__, "cues.toml"))


def table(name: str) -> Table:
    """Give the rows of one table: what they mean, and their spellings."""
    return _tables()[name]


def listed_all() -> list[str]:
    """Give all spellings of all tables."""
    return [spelling for rows in _tables().values() for spellings in rows.values() for spelling in spellings]


def by_meaning(name: str) -> Phrases[str]:
    """Give all spellings of a table with what their row means."""
    return Phrases((spelling, meaning) for meaning, spellings in table(name).items() for spelling in spellings)


def by_number(name: str) -> Phrases[int]:
    """Give all spellings of a table whose rows mean numbers."""
    return Phrases((spelling, int(meaning)) for meaning, spellings in table(name).items() for spelling in spellings)


def listed(name: str, row: str) -> Phrases[bool]:
    """Give the spellings of one row of a table.

    >>> from handlers.vi.words import split
    >>> listed("correction", "slip").at(split("à nhầm, 35 phần"), 0)
    (True, 2)
    """
    return Phrases((spelling, True) for spelling in table(name)[row])
