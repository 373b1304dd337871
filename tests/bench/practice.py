"""The readers' score on practice rows, the test cases of other projects as JSON lines, where that file is present."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.read import as_json
from handlers import vi
from handlers.vi import dates, quantities, words
from handlers.vi.dates import When
from handlers.vi.quantities import Quantity

_DEFAULT = Path(__file__).parents[3] / "shared" / "data" / "practice_vi.jsonl"
_DAY = date(2026, 11, 21)
_UNITS = {
    **{unit: (unit, 1) for unit in ("m", "kg", "km")},
    "%": ("percent", 1),
    "m²": ("m2", 1),
    "km²": ("m2", 1_000_000),
    "ha": ("m2", 10_000),
}
_NOT_FACTS = {"min", "s"}  # durations are no facts


def path() -> Path:
    """Give the practice file: the one that KHUPHO_PRACTICE names, or the one beside the checkout."""
    return Path(os.environ.get("KHUPHO_PRACTICE", _DEFAULT))


def rows() -> Iterator[dict[str, Any]]:
    """Give the rows that projects agree on."""
    with path().open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if not row["contested"]:
                yield row


def is_right(row: dict[str, Any]) -> bool | None:
    """Say whether a row is read as expected; None where it asks for nothing that is read here."""
    on = date.fromisoformat(row["reference_time"][:10]) if row["reference_time"] else _DAY
    text = words.split(row["text"])
    when = dates.when(text, on)
    expected = row["value"]
    match row["dimension"]:
        case "time":
            return _is_time(when, expected)
        case "numeral" | "fraction":
            return _values(row["text"], on) == [_number(expected)]
        case "amount-of-money":
            return _is_money(quantities.quantities(text, on, when), expected)
        case "quantity":
            return _is_quantity(quantities.quantities(text, on, when), expected)
    return None


def _values(text: str, on: date) -> list[Decimal]:
    return [_number(fact["value"]) for fact in as_json(vi.read(text, on))["facts"]]


def _number(value: object) -> Decimal:
    return round(Decimal(str(value)), 6)


def _is_time(when: When, expected: dict[str, Any] | None) -> bool | None:
    if expected is None:
        return when.day is None and when.span is None
    wanted = _wanted(expected)
    if not wanted:
        return None
    starts = [there for there in (when.day, when.span.start if when.span else None) if there]
    ends = [when.span.end] if when.span else starts
    start_right = any(all(getattr(there, name) == value for name, value in wanted.items()) for there in starts)
    last = {name: expected[f"end.{name}"] for name in ("year", "month", "day") if f"end.{name}" in expected}
    return start_right and any(all(getattr(there, name) == value for name, value in last.items()) for there in ends)


def _wanted(expected: dict[str, Any]) -> dict[str, int]:
    if isinstance(expected.get("value"), str):
        there = date.fromisoformat(expected["value"][:10])
        return {"year": there.year, "month": there.month} | ({} if there.day == 1 else {"day": there.day})
    wanted = {name: expected[f"start.{name}"] for name in ("year", "month", "day") if f"start.{name}" in expected}
    return wanted if wanted.get("year", 1) > 0 else {}


def _is_money(found: tuple[Quantity, ...], expected: dict[str, Any]) -> bool:
    if len(found) != 1:
        return False
    if expected["type"] == "interval":
        low, high = expected["from"], expected["to"]
        return _same(found[0], low["value"], low["unit"]) and found[0].value_max == _number(high["value"])
    return _same(found[0], expected["value"], expected["unit"])


def _same(found: Quantity, value: object, unit: str) -> bool:
    return found.unit == ("dong" if unit == "VND" else "other") and round(found.value, 6) == _number(value)


def _is_quantity(found: tuple[Quantity, ...], expected: dict[str, Any]) -> bool | None:
    if expected["unit"] in _NOT_FACTS:
        return not found
    unit, times = _UNITS.get(expected["unit"], ("other", 1))
    return len(found) == 1 and found[0].unit == unit and round(found[0].value, 6) == _number(expected["value"]) * times


def main() -> None:
    """Print the share of rows read right, by kind."""
    if not path().exists():
        print(f"practice: skipped, there is no {path()}")
        return
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in rows():
        verdict = is_right(row)
        if verdict is not None:
            total[row["dimension"]] += 1
            right[row["dimension"]] += verdict
    for kind, count in total.items():
        print(f"practice: {kind:16} {right[kind]:4} of {count:4} right, {right[kind] / count:6.1%}")
