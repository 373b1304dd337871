"""Each message tells of the activity and the figures that facts.txt says."""

from datetime import date
from pathlib import Path

import pytest

from handlers import vi
from handlers.vi import words
from handlers.vi.reading import Fact

ON = date(2026, 11, 21)
ROWS = [
    tuple(line.split(" → "))
    for line in (Path(__file__).parent / "facts.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def told(fact: Fact) -> str:
    marks = (
        ("/1" if fact.per_item else "") + (" dự định" if fact.planned else "") + (" thay đổi" if fact.change else "")
    )
    return f"{fact.value.normalize():f} {fact.indicator}{marks}"


@pytest.mark.parametrize(("said", "meant"), ROWS)
def test_a_message_tells_what_the_table_says(said: str, meant: str) -> None:
    reading = vi.read(said, ON)
    counted = [told(fact) for fact in reading.facts if fact.indicator]
    assert f"{reading.activity or '-'} | {'; '.join(counted) or '-'}" == meant


@pytest.mark.parametrize("asked", ["hộ nghèo còn mấy?", "ai dự?", "in báo cáo tháng 10", "xin chào"])
def test_what_tells_of_nothing_has_no_activity(asked: str) -> None:
    assert vi.read(asked, ON).activity is None


def test_a_number_that_is_understood_and_counts_nowhere_is_set_aside() -> None:
    households, land = vi.read("5 hộ hiến đất mở hẻm, tổng 62m2", ON).facts
    assert households.aside
    assert households.indicator is None
    assert not land.aside


FRAMES = ("dạ em báo cáo: {}", "{} ạ", "{} nha chị", "chị ơi, {}", "ghi giùm chú {}", "{}. cảm ơn em")


@pytest.mark.parametrize("frame", FRAMES)
def test_ordinary_words_around_a_message_change_no_activity_and_no_indicator(frame: str) -> None:
    for said, meant in ROWS:
        typed = (words.fold(frame) if said == words.fold(said) else frame).format(said)
        reading = vi.read(typed, ON)
        counted = [told(fact) for fact in reading.facts if fact.indicator]
        assert f"{reading.activity or '-'} | {'; '.join(counted) or '-'}" == meant, typed
