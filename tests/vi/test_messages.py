"""Messages of members and of newspapers are read as the tables say; what is misread is listed and must shrink."""

from decimal import Decimal
from pathlib import Path

import pytest

from handlers import vi
from handlers.vi import words
from handlers.vi.reading import Reading
from tests.vi import messages
from tests.vi.messages import Row

TOLD = [*messages.rows("messages.txt"), *messages.rows("news.txt")]
NOTHING = [
    line
    for line in (Path(__file__).parent / "nothing.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("row", TOLD, ids=lambda row: row.said)
def test_a_message_is_read_as_the_table_says(row: Row) -> None:
    assert messages.wrong(row, vi.read(row.said, messages.ON)) == []


@pytest.mark.parametrize("row", messages.rows("misread.txt"), ids=lambda row: row.said)
def test_what_is_misread_is_listed_until_it_is_not(row: Row) -> None:
    assert messages.wrong(row, vi.read(row.said, messages.ON)), "read right: move it to messages.txt or news.txt"


def test_leaving_out_the_marks_changes_no_figure_and_no_day() -> None:
    for row in TOLD:
        full, bare = vi.read(row.said, messages.ON), vi.read(words.fold(row.said), messages.ON)
        assert [told[:2] for told in figures(bare)] == [told[:2] for told in figures(full)], words.fold(row.said)
        assert messages.day(bare) == messages.day(full), words.fold(row.said)


FRAMES = (
    "dạ em báo cáo: {}", "{} ạ", "{} nha chị", "chị ơi, {}", "ghi giùm chú: {}", "{}. cảm ơn em", "thưa các bác, {}",
    "{} nghen mọi người", "tin từ khu phố: {}", "{} 😀", "(Ảnh: Minh Anh) {}",
)  # fmt: skip


@pytest.mark.parametrize("turn", range(3))
def test_ordinary_words_around_a_message_change_no_figure_and_no_day(turn: int) -> None:
    for place, row in enumerate(TOLD):
        split = words.split(row.said)
        if split.folds and not row.said.isascii():
            continue  # what is half without marks is read by how many there are in all
        frame = FRAMES[(place + 4 * turn) % len(FRAMES)]
        framed = vi.read((words.fold(frame) if row.said.isascii() else frame).format(row.said), messages.ON)
        alone = vi.read(row.said, messages.ON)
        assert figures(framed) == figures(alone), (frame, row.said)
        assert messages.day(framed) == messages.day(alone), (frame, row.said)


def figures(reading: Reading) -> list[tuple[Decimal, str, str | None]]:
    return [(fact.value, fact.unit, fact.indicator) for fact in reading.facts]


@pytest.mark.parametrize("said", NOTHING)
def test_a_message_that_counts_nothing_holds_no_fact(said: str) -> None:
    assert vi.read(said, messages.ON).facts == ()
