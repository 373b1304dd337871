"""Each question asks for what questions.txt says."""

from datetime import date
from pathlib import Path

import pytest

from handlers import vi
from handlers.vi.reading import Question

ON = date(2026, 11, 21)
ROWS = [
    tuple(line.split(" → "))
    for line in (Path(__file__).parent / "questions.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def told(question: Question) -> str:
    words = [",".join(question.indicators) or "-", question.aggregate]
    if question.period:
        words.append(f"{question.period.start}..{question.period.end}")
    if question.unit:
        words.append(f"@{question.unit}")
    return " ".join(words)


@pytest.mark.parametrize(("said", "asked"), ROWS)
def test_a_question_asks_for_what_the_table_says(said: str, asked: str) -> None:
    reading = vi.read(said, ON)
    assert reading.intent == "ask"
    assert reading.question is not None
    assert told(reading.question) == asked


FRAMES = ("dạ {}", "chị ơi {}", "{} vậy em", "{} vậy ạ", "cho em hỏi {}", "cho chú biết {}", "{} nhỉ")


@pytest.mark.parametrize("frame", FRAMES)
def test_politeness_changes_no_question(frame: str) -> None:
    for said, asked in ROWS:
        reading = vi.read(frame.format(said.rstrip("?")), ON)
        assert reading.question is not None, said
        assert told(reading.question) == asked, frame.format(said)
