"""What a committee means by words of its own: learned from a sentence and its meaning, put in place before reading."""

import json
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from db import phrase_tables
from handlers.vi import number_words, numbers, words
from handlers.vi.dates import when
from handlers.vi.reading import Reading
from handlers.vi.understanding import read

_LEAST = 4  # letters of a phrase; a shorter one stands in too much


class Lesson(NamedTuple):
    """Words (without diacritics) and what is read in their place; a `whole` one is a sentence and no part of any."""

    phrase: str
    instead: str
    whole: bool = False


def learn(said: str, meaning: str, on: date) -> Lesson | None:
    """What is to be learned so that a sentence says what its meaning says; None when there is nothing to learn.

    >>> learn("lợp bạt 20 hộ", "sửa nhà, 20 hộ", date(2026, 11, 21))
    Lesson(phrase='lop bat', instead='sửa nhà', whole=False)
    >>> learn("phat cu si hai chuc", "tặng quà, 20 suất", date(2026, 11, 21))
    Lesson(phrase='phat cu si', instead='tặng quà', whole=False)
    >>> learn("phat 3 lo nuoc mam", "tang 3 phan qua", date(2026, 11, 21))
    Lesson(phrase='lo nuoc mam', instead='phan qua', whole=False)
    """
    wanted = read(meaning, on)
    if not understood(wanted) or understood_as(read(said, on)) == understood_as(wanted):
        return None
    if wanted.facts:
        part = Lesson(
            _unknown(said, meaning, {fact.value for fact in wanted.facts}),
            meaning[: wanted.facts[0].start].strip(" ,.:;"),
        )
        fits = len(part.phrase) >= _LEAST and bool(part.instead)
        counted = _counted(said, meaning, wanted.facts[0].value) if len(wanted.facts) == 1 else None
        for each in (part if fits else None, counted):
            if each is not None and understood_as(read(applied(each, said), on)) == understood_as(wanted):
                return each
    return Lesson(" ".join(_without_days(said, meaning)), meaning, whole=True)


def _without_days(said: str, meaning: str | None = None) -> tuple[str, ...]:
    """The bare words of a sentence but for the days before and behind them, which stay when it is said again.

    Where its meaning tells a day of its own, all of them.
    """
    text = words.split(said)
    if meaning is not None and when(words.split(meaning), _ANY_DAY).places:
        return text.bares
    first, end = _core(text)
    return text.bares[first:end]


def _core(text: words.Text) -> tuple[int, int]:
    """Where the words begin and end that tell no day."""
    first, end = 0, len(text.lows)
    for start, stop in sorted(when(text, _ANY_DAY).places):
        first = stop if start <= first else first
    for start, stop in sorted(when(text, _ANY_DAY).places, reverse=True):
        end = start if stop >= end else end
    return (first, end) if first < end else (0, len(text.lows))


_ANY_DAY = date(2026, 11, 21)  # the words that tell a day are the same on any


def phrase(said: str, meaning: str, on: date) -> Lesson | None:
    """What is to be learned so that some words say what others do; None when the others say nothing by themselves.

    >>> phrase("phát lộc", "tặng quà", date(2026, 11, 21))
    Lesson(phrase='phat loc', instead='tặng quà', whole=False)
    >>> phrase("lụi hụi", "abc", date(2026, 11, 21)) is None
    True
    """
    row = " ".join(words.split(said).bares)
    by_itself = read(_SOME, on).activity
    known = understood(read(meaning, on)) or read(f"{meaning} {_SOME}", on).activity not in {None, "khac", by_itself}
    return (
        Lesson(row, meaning) if known and len(row) >= _LEAST and row != " ".join(words.split(meaning).bares) else None
    )


_SOME = "20 phần"  # behind words that need a figure to say something


def _unknown(said: str, meaning: str, values: Collection[Decimal]) -> str:
    """The longest row of words of a sentence that are neither numbers nor said in its meaning; "hai chục" is its 20."""
    shared = set(words.split(meaning).bares)
    text, place = words.split(said), 0
    rows: list[list[str]] = [[]]
    while place < len(text.words):
        word = text.words[place]
        number = numbers.at(text, place) if number_words.starts(text, place) else None
        if number is not None and number.value in values:
            rows.append([])
            place = number.end
            continue
        if word.kind == "word" and word.bare not in shared:
            rows[-1].append(word.bare)
        else:
            rows.append([])
        place += 1
    return max((" ".join(row) for row in rows), key=len)


def _counted(said: str, meaning: str, value: Decimal) -> Lesson | None:
    """What is counted in a sentence and in its meaning, each behind the same number: "3 lọ nước mắm", "3 phần quà"."""
    rows = [_behind(words.split(text), value) for text in (said, meaning)]
    return Lesson(" ".join(words.split(rows[0]).bares), rows[1]) if all(rows) and " " in rows[0] else None


def _behind(text: words.Text, value: Decimal) -> str:
    """The words behind a number, up to the next sign; "" where it does not stand in the text."""
    for place in range(len(text.words)):
        number = numbers.at(text, place) if number_words.starts(text, place) else None
        if number is not None and number.value == value:
            end = number.end
            while end < len(text.words) and text.words[end].kind == "word":
                end += 1
            return text.raw[text.starts[number.end] : text.ends[end - 1]] if end > number.end else ""
    return ""


def applied(lesson: Lesson, text: str) -> str:
    """A message with the meaning in place of the words that were taught.

    >>> applied(Lesson("phat loc", "tặng quà"), "hôm qua phát lộc 30 suất")
    'hôm qua tặng quà 30 suất'
    >>> applied(Lesson("phat loc", "tặng quà"), "hom qua phat loc 30 suat")  # beside "hôm qua" without its marks
    'hom qua tang qua 30 suat'
    """
    raw, place = _found(lesson, text)
    return raw[: place[0]] + words.beside(text, lesson.instead) + raw[place[1] :] if place else text


def as_said(lesson: Lesson, text: str) -> str:
    """The words of a lesson as they were said, with their diacritics.

    >>> as_said(Lesson("phat loc", "tặng quà"), "hôm qua Phát lộc 30 suất")
    'Phát lộc'
    """
    raw, place = _found(lesson, text)
    return raw[place[0] : place[1]] if place else lesson.phrase


def _found(lesson: Lesson, text: str) -> tuple[str, tuple[int, int] | None]:
    """A text, and where in it the words of a lesson stand."""
    split = words.split(text)
    if lesson.whole:
        first, end = (0, len(split.words)) if " ".join(split.bares) == lesson.phrase else _core(split)
        same = " ".join(split.bares[first:end]) == lesson.phrase
        return split.raw, (split.words[first].start, split.words[end - 1].end) if same else None
    row = tuple(lesson.phrase.split(" "))
    for first in range(len(split.bares) - len(row) + 1):
        if split.bares[first : first + len(row)] == row:
            return split.raw, (split.starts[first], split.ends[first + len(row) - 1])
    return split.raw, None


def spoilt(lesson: Lesson, on: date) -> str | None:
    """The plainest sentence of the dialogues that is understood and would say something else; None: there is none."""
    for line, bare in _by_length():
        other = applied(lesson, line) if lesson.phrase in bare else line
        now = read(line, on) if other != line else None
        if now is not None and understood(now) and understood_as(read(other, on)) != understood_as(now):
            return line
    return None


def understood(reading: Reading) -> bool:
    """Whether a message says something that we can act on."""
    return any(fact.indicator for fact in reading.facts) or bool(reading.question and reading.question.indicators)


def understood_as(reading: Reading) -> tuple[object, ...]:
    """What matters of a reading: which figures it tells, or asks for."""
    asked = reading.question.indicators if reading.question else ()
    return reading.intent, asked, tuple((fact.indicator, fact.value) for fact in reading.facts)


@cache
def _by_length() -> tuple[tuple[str, str], ...]:
    """What members say in the dialogues, each with its bare words: those with marks and the shortest first."""
    by_length = sorted(spoken(), key=lambda line: (line.isascii(), len(line)))
    return tuple((line, " ".join(words.split(line).bares)) for line in by_length)


@cache
def spoken() -> tuple[str, ...]:
    """What members say in the dialogues that the bot is tested with."""
    told = phrase_tables.loads(Path(__file__).with_name("spoken.toml").read_text(encoding="utf-8"))["lines"]
    return tuple(json.loads(line) for line in told)
