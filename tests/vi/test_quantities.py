"""Each message holds the quantities that quantities.txt says."""

import pytest

from tests.vi import notation


@pytest.mark.parametrize(("said", "read"), notation.rows("quantities.txt"))
def test_a_message_holds_the_quantities_of_the_table(said: str, read: str) -> None:
    assert notation.told(said) == read
