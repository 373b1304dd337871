"""Rules of repetition, as RFC 5545 has them, and said back."""

import pytest
from dateutil.rrule import rrulestr

from handlers.vi.recurrence import recurrence
from handlers.vi.words import split
from tests.vi import notation

ROWS = notation.rows("recurrences.txt")


@pytest.mark.parametrize(("said", "read"), ROWS)
def test_a_rule_is_what_the_table_says(said: str, read: str) -> None:
    found = recurrence(split(said))
    assert found is not None
    assert f"{found.rule} | {found.words}" == read


@pytest.mark.parametrize("rule", [read.split(" | ")[0] for _, read in ROWS if not read.startswith("LUNAR")])
def test_a_rule_is_understood_by_others(rule: str) -> None:
    assert rrulestr(rule).count is not None


@pytest.mark.parametrize("said", [said for said, _ in ROWS])
def test_a_rule_said_back_reads_as_itself(said: str) -> None:
    found = recurrence(split(said))
    assert found is not None
    again = recurrence(split(found.words))
    assert again is not None
    assert again.rule == found.rule


@pytest.mark.parametrize("said", ["thứ bảy tuần này họp", "ngày mai họp", "tháng 10 họp 2 lần", "tặng 70 phần quà"])
def test_what_happens_once_has_no_rule(said: str) -> None:
    assert recurrence(split(said)) is None
