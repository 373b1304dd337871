"""Whole messages and what is read in them, as messages.txt and news.txt write it down; run, it gives the score.

`text → activity | day | facts`: the day is one day, a span (from..to) or "-"; a fact is its value (≥ over, ≤ under,
≈ about, < nearly, a..b a range), its unit, behind a colon its indicator ("-": none; left out: not looked at),
"each" and "planned".
"*" leaves open what stands in its place; \\n stands for a new line. All are written on 2026-11-21.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from handlers import vi
from handlers.vi.reading import Fact, Reading

ON = date(2026, 11, 21)
_SIGNS = {"≥": "over", "≤": "under", "≈": "about", "<": "nearly"}
_OPEN = "*"


class Told(NamedTuple):
    """A fact as a table tells it; None and "*" leave open."""

    value: str
    qualifier: str
    unit: str
    indicator: str | None
    each: bool
    planned: bool


class Row(NamedTuple):
    """A message and what is to be read in it; with `more`, other facts may stand beside those told."""

    said: str
    activity: str
    day: str
    facts: tuple[Told, ...]
    more: bool


def rows(name: str) -> list[Row]:
    """Give the rows of a table; lines with # are comments."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [_row(line) for line in lines if line and not line.startswith("#")]


def _row(line: str) -> Row:
    said, meant = line.split(" → ", 1)
    activity, day, facts = (part.strip() for part in meant.split("|"))
    told = [_told(fact.split()) for fact in facts.split(";") if fact.strip() not in {"", "-", _OPEN}]
    return Row(
        said.replace("\\n", "\n"), activity, day, tuple(told), _OPEN in [fact.strip() for fact in facts.split(";")]
    )


def _told(words: list[str]) -> Told:
    value, (unit, _, indicator), marks = words[0], words[1].partition(":"), words[2:]
    qualifier = _SIGNS.get(value[0], "exact")
    return Told(value.lstrip("".join(_SIGNS)), qualifier, unit, indicator or None, "each" in marks, "planned" in marks)


def wrong(row: Row, reading: Reading) -> list[str]:
    """What is read otherwise than the row says, in words; each begins with what it concerns."""
    found = []
    if row.activity not in {_OPEN, reading.activity or "-"}:
        found.append(f"activity {reading.activity}, not {row.activity}")
    if row.day not in {_OPEN, day(reading)}:
        found.append(f"day {day(reading)}, not {row.day}")
    return [*found, *_wrong_facts(row, reading.facts)]


def day(reading: Reading) -> str:
    """Write down the day or span that a message states."""
    span = reading.period
    return f"{span.start}..{span.end}" if span else str(reading.day or "-")


def _wrong_facts(row: Row, facts: tuple[Fact, ...]) -> Iterator[str]:
    left = list(facts)
    for told in row.facts:
        fact = next((fact for fact in left if _value(fact) == told.value and told.unit in {_OPEN, fact.unit}), None)
        if fact is None:
            yield f"missing {told.value} {told.unit}"
            continue
        left.remove(fact)
        yield from _wrong_marks(told, fact)
    if not row.more:
        yield from (f"invented {_value(fact)} {fact.unit}" for fact in left)


def _value(fact: Fact) -> str:
    value = f"{abs(fact.value):f}"
    return value if fact.value_max is None else f"{value}..{fact.value_max:f}"


def _wrong_marks(told: Told, fact: Fact) -> Iterator[str]:
    if (fact.qualifier, fact.per_item) != (told.qualifier, told.each):
        yield f"qualifier of {told.value}: {fact.qualifier}{' each' if fact.per_item else ''}"
    if fact.planned != told.planned:
        yield f"planned of {told.value}: {fact.planned}"
    if told.indicator not in {None, fact.indicator or "-"}:
        yield f"indicator of {told.value}: {fact.indicator}, not {told.indicator}"


def main(names: list[str]) -> None:
    """Print what is misread in the tables, and the score."""
    count: Counter[str] = Counter()
    for row in [row for name in names for row in rows(name)]:
        errors = wrong(row, vi.read(row.said, ON))
        count.update(["messages", *(["facts"] * len(row.facts)), *(error.split()[0] for error in errors)])
        if errors:
            print(f"{row.said}\n    {'; '.join(errors)}")
    print(dict(count))


if __name__ == "__main__":
    main(sys.argv[1:])
