"""A message that asks twice, "mấy căn nhà, cho ai vậy", as its two questions; the second may lean on the first."""

import re

from handlers import vi, words
from handlers.figures import funds
from handlers.vi.reading import Question, Reading

_BREAK = re.compile(
    r"\s*[,;?]\s*(?:(?:và|va|rồi|roi|với|voi|vs|thêm|them)\s+)?"
    r"|\s+(?=(?:còn|con)\s)|\s+(?:và|va|rồi|roi|với lại|voi lai|với|voi|luôn với)\s+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b(?:bao nhieu|bao nhiu|bn|may|nhiu|nhieu)\b")
_ASKS = re.compile(rf"{_NUMBER.pattern}|\b(?:ai|dau|hoi nao|khi nao|bao gio)\b|\b(?:khong|hong|hok|chua)\b(?: \w+)?$")
_TOLD_AS_ONE = re.compile(r"\b(?:ton|con lai|nop|con (?:bao nhieu|may|nhieu|bn)|giu lai)\b")  # of a fund, by one answer
_LONG = 24  # words


def of(reading: Reading) -> tuple[Reading, Reading] | None:
    """The two questions of a message; None for one question, or for two figures that are asked for alike."""
    if reading.intent != "ask" or reading.facts or reading.question is None or reading.question.against is not None:
        return None
    if reading.question.aggregate == "compare" or len(reading.text.split()) > _LONG:
        return None
    for found in _BREAK.finditer(reading.text):
        first, second = reading.text[: found.start()], reading.text[found.end() :]
        if _NUMBER.search(words.bare(first)) and _asks(words.bare(second)):
            return _read(reading, first, second)
    return None


def _asks(said: str) -> bool:
    return _ASKS.search(said) is not None and _TOLD_AS_ONE.search(said) is None


def _read(whole: Reading, first: str, second: str) -> tuple[Reading, Reading] | None:
    """The halves; those of several figures that are asked for of one time are left together."""
    one, other = vi.read(first, whole.on), vi.read(second, whole.on)
    if one.question is None or not one.question.indicators or one.facts or other.facts:
        return None
    if one.question.indicators[0].startswith("quy_") and funds.spends(words.bare(second)):
        return None  # "vận động được bao nhiêu, chi bao nhiêu": a fund tells both at once
    apart = other.period_named is not None or _occasion(other) is not None
    if whole.question is not None and len(whole.question.indicators) > len(one.question.indicators) and not apart:
        return None
    if other.intent not in {"ask", "other"}:
        return None
    return one, other if apart or other.question is None else other._replace(question=_leaning(other.question, one))


def _occasion(reading: Reading) -> str | None:
    return reading.question.occasion if reading.question is not None else reading.occasion


def _leaning(asks: Question, first: Reading) -> Question:
    """A question that names no time, or no khu phố, is of those of the one before it."""
    before = first.question
    if before is None or not asks.indicators:
        return asks
    return asks._replace(period=before.period, occasion=before.occasion, unit=asks.unit or before.unit)
