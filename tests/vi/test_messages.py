"""Messages of members and of newspapers are read as the tables say; what is misread is listed and must shrink."""

from pathlib import Path

import pytest

from handlers import vi
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


@pytest.mark.parametrize("said", NOTHING)
def test_a_message_that_counts_nothing_holds_no_fact(said: str) -> None:
    assert vi.read(said, messages.ON).facts == ()
