"""Reading whatever may arrive, a million times: python -m tests.vi.fuzz --inputs 1000000.

Every input follows from --seed and its number, so what fails is found again with --from NUMBER --inputs 1.
"""

import argparse
import json
import random
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TextIO

from bot.read import as_json
from handlers import vi
from handlers.vi import cues, number_words, units, words
from handlers.vi.reading import Reading

_LATEST = date.max.toordinal()
_USUAL = date(2026, 11, 21).toordinal()
_SHORT = 240  # letters; longer rows of the tables are whole reports, and slow the run down
_LONG = 40  # words
_SIGNS = "0123456789.,;:/-–+×x%()[]\"'?!~=&* \n\tkmtrđhgpồộàéẽ\u0301\u0323²½Ⅳ３𝟐🎁\u200b\u202e\ud83d\x00"
_RANGES = (
    (0x20, 0x7F),
    (0xC0, 0x250),
    (0x300, 0x370),
    (0x1EA0, 0x1F00),
    (0x2000, 0x2200),
    (0xFF00, 0xFFF0),
    (0, 0x110000),
)

Strategy = Callable[[random.Random], str]


@cache
def _messages() -> list[str]:
    """Give what the tables beside this module say, line by line."""
    lines = [
        line.split(" → ")[0]
        for table in sorted(Path(__file__).parent.glob("*.txt"))
        for line in table.read_text(encoding="utf-8").splitlines()
    ]
    return [line for line in lines if 0 < len(line) <= _SHORT and line[0] != "#"]


@cache
def _vocabulary() -> list[str]:
    """Give the spellings that the readers know, and the words of the messages."""
    return [*cues.listed_all(), *units.listed(), *number_words.listed(), *(" ".join(_messages()).split())]


def any_letters(luck: random.Random) -> str:
    """Letters from anywhere in Unicode, combining marks and halves of surrogate pairs among them."""
    low, high = luck.choice(_RANGES)
    return "".join(chr(luck.randrange(low, high)) for _ in range(luck.randrange(60)))


def any_bytes(luck: random.Random) -> str:
    """Bytes, taken for text as a careless program would."""
    return luck.randbytes(luck.randrange(80)).decode(
        *luck.choice((("latin-1",), ("utf-8", "replace"), ("utf-16", "replace")))
    )


def signs(luck: random.Random) -> str:
    """Digits and marks thrown together."""
    return "".join(luck.choices(_SIGNS, k=luck.randrange(60)))


def mutated(luck: random.Random) -> str:
    """Write a message with some letters wrong, left out, doubled or put in, with or without its diacritics."""
    letters = list(luck.choice(_messages()))
    for _ in range(luck.randrange(1, 6)):
        place = luck.randrange(len(letters) + 1)
        letters[place : place + luck.randrange(3)] = luck.choice(
            ("", luck.choice(_SIGNS), "".join(letters[place : place + 2]) * 2)
        )
    text = "".join(letters)
    form = luck.choice((str, str, str.upper, str.title, words.fold, _decomposed))
    return form(text)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def joined(luck: random.Random) -> str:
    """Run the beginning of one message on into the end of another."""
    first, last = luck.choice(_messages()), luck.choice(_messages())
    between = luck.choice((" ", ", ", "\n", " - ", "", " và ", ". "))
    return first[: luck.randrange(len(first) + 1)] + between + last[luck.randrange(len(last) + 1) :]


def heaped(luck: random.Random) -> str:
    """Known words in no order, with digits between them."""
    said = luck.choices(_vocabulary(), k=luck.randrange(_LONG))
    said = [str(luck.randrange(10 ** luck.randrange(1, 8))) if luck.random() < 0.2 else word for word in said]
    return luck.choice((" ", " ", ", ", "")).join(said)


def nested(luck: random.Random) -> str:
    """Numbers within numbers: a few of their words again and again, in digits and in brackets."""
    few = luck.choices(
        ("(", ")", "/", "-", "x", ",", "1", "05", "3.000", *number_words.listed()), k=luck.randrange(1, 6)
    )
    return luck.choice((" ", "")).join(few * luck.randrange(1, 30))


STRATEGIES: tuple[Strategy, ...] = (any_letters, any_bytes, signs, mutated, joined, heaped, nested)


def inputs(seed: int, first: int, count: int) -> Iterator[tuple[int, str, date]]:
    """Give numbered inputs: a text, and the day it was written on, which mostly is a usual one."""
    for number in range(first, first + count):
        luck = random.Random(f"{seed}:{number}")
        text = STRATEGIES[number % len(STRATEGIES)](luck)
        on = _USUAL + luck.randrange(-400, 400) if luck.random() < 0.95 else luck.randrange(1, _LATEST + 1)
        yield number, text, date.fromordinal(on)


def check(reading: Reading) -> None:
    """Raise AssertionError where a reading does not hang together, or cannot be printed."""
    text, facts = reading.text, reading.facts
    json.dumps(as_json(reading))
    assert all(text[fact.start : fact.end] == fact.text for fact in facts), "a fact is not where it says"
    assert [fact.start for fact in facts] == sorted(fact.start for fact in facts), "facts out of order"
    assert all(fact.value.is_finite() for fact in facts), "no number"
    assert all(doubt.fact is None or doubt.fact < len(facts) for doubt in reading.doubts), "a doubt about nothing"
    assert all(1 <= len(doubt.alternatives) <= 3 for doubt in reading.doubts), "no choice, or too many"
    assert reading.period is None or reading.period.start <= reading.period.end, "a span that ends before it begins"


def main(arguments: list[str], out: TextIO, read: Callable[[str, date], Reading] = vi.read) -> int:
    """Read the inputs; gives the exit status, 1 if one of them failed, and tells of the first ten."""
    parser = argparse.ArgumentParser(prog="python -m tests.vi.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="another number gives other inputs")
    parser.add_argument("--from", dest="first", type=int, default=0, help="the number of the first input")
    asked = parser.parse_args(arguments)
    failed, slowest = 0, (0.0, 0, "")
    for number, text, on in inputs(asked.seed, asked.first, asked.inputs):
        start = time.process_time()
        try:
            check(read(text, on))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            failed += 1
            if failed <= 10:
                print(f"\nfailed: input {number}: {error!r}: read({text!r}, {on!r})", file=out)
        slowest = max(slowest, ((time.process_time() - start) * 1000, number, text))
        _show(number - asked.first + 1, asked.inputs, failed, out)
    spent, number, text = slowest
    print(f"\n{asked.inputs} inputs, {failed} failed", file=out)
    print(f"the slowest: input {number}, of {len(text)} letters, {spent:.1f} ms", file=out)
    return int(failed > 0)


def _show(done: int, whole: int, failed: int, out: TextIO) -> None:
    """Draw the bar, a hundred times in all."""
    if done * 100 // whole > (done - 1) * 100 // whole:
        share = done * 100 // whole
        print(
            f"\r[{'#' * (share // 2):50}] {share:3} % of {whole} inputs, {failed} failed", end="", file=out, flush=True
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stderr))
