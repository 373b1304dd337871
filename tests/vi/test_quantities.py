"""Each message holds the quantities that quantities.txt says."""

import pytest

from handlers.vi import corrections, cues
from handlers.vi.words import split
from tests.vi import notation


@pytest.mark.parametrize(("said", "read"), notation.rows("quantities.txt"))
def test_a_message_holds_the_quantities_of_the_table(said: str, read: str) -> None:
    assert notation.told(said) == read


@pytest.mark.parametrize("row", ["slip", "not_this", "was_wrong", "fixing"])
def test_every_way_to_take_something_back_is_looked_for(row: str) -> None:
    for spelling in cues.table("correction")[row]:
        assert not corrections._DENYING.isdisjoint(split(spelling).bares), spelling
