"""The command `read`: JSON lines in, what was understood of each message out; no database."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, TextIO

from handlers import vi
from handlers.vi import numbers, words
from handlers.vi.reading import Fact, Question, Reading, Span


def main(lines: Iterable[str], out: TextIO) -> int:
    """Answer each line in order; exit status 1 if one of them was malformed."""
    status = 0
    for line in lines:
        if not line.strip():
            continue
        try:
            answer = _answer(line)
        except ValueError as wrong:
            answer = {"error": str(wrong)}
            status = 1
        out.write(_printable(json.dumps(answer, ensure_ascii=False)) + "\n")
        out.flush()
    return status


def _printable(text: str) -> str:
    """Half a surrogate pair, which JSON can carry and no encoding can print, becomes its escape again."""
    return text.encode("utf-8", "backslashreplace").decode()


def _answer(line: str) -> dict[str, Any]:
    asked = _parsed(line)
    text, on = asked.pop("text", None), asked.pop("on", None)
    if not isinstance(text, str):
        raise ValueError('"text" must be the message, a string')  # noqa: TRY004 (every malformed line is one kind of mistake)
    if not isinstance(on, str):
        raise ValueError('"on" must be the day of the message, like "2026-11-21"')  # noqa: TRY004
    return asked | as_json(vi.read(text, date.fromisoformat(on)))


def _parsed(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(asked, dict):
        raise ValueError('expected an object with "text" and "on"')  # noqa: TRY004
    return asked


def as_json(reading: Reading) -> dict[str, Any]:
    """A reading in the form of the command's output."""
    return {
        "intent": reading.intent,
        "activity": reading.activity,
        "date": reading.day.isoformat() if reading.day else None,
        "period": _span(reading.period),
        "facts": [_fact(fact) for fact in reading.facts or _quotient(reading)],
        "question": _question(reading.question) if reading.question else None,
        "unsure": [doubt.question for doubt in reading.doubts],
    }


def _quotient(reading: Reading) -> list[Fact]:
    """A message that is nothing but 3/4 may mean the day or the number; both are told."""
    value = numbers.alone(words.split(reading.text)) if reading.day else None
    return [Fact(value, "other", reading.text, 0, len(reading.text))] if value is not None else []


def _span(span: Span | None) -> dict[str, str] | None:
    return {"from": span.start.isoformat(), "to": span.end.isoformat()} if span else None


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "value": _number(abs(fact.value) if fact.change else fact.value),
        "value_max": None if fact.value_max is None else _number(fact.value_max),
        "unit": fact.unit,
        "qualifier": fact.qualifier,
        "per_item": fact.per_item,
        "planned": fact.planned,
        "indicator": fact.indicator,
        "text": fact.text,
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "indicator": question.indicator or question.likely,
        "aggregate": question.aggregate,
        "period": _span(question.period),
        "unit": question.unit,
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
