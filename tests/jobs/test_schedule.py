"""From the rule of a meeting to its days, solar and lunar."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.meetings import schedule

SINCE = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=5", ["2026-12-05", "2027-01-05", "2027-02-05"]),
        ("FREQ=MONTHLY;BYMONTHDAY=21", ["2026-11-21", "2026-12-21", "2027-01-21"]),
        ("FREQ=MONTHLY;BYDAY=-1SA", ["2026-11-28", "2026-12-26", "2027-01-30"]),
        ("FREQ=MONTHLY;BYDAY=1FR", ["2026-12-04", "2027-01-01", "2027-02-05"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2026-11-30", "2026-12-31", "2027-01-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["2026-12-31", "2027-01-31", "2027-03-31"]),
        ("FREQ=WEEKLY;BYDAY=MO", ["2026-11-23", "2026-11-30", "2026-12-07"]),
        ("LUNAR:15", ["2026-11-23", "2026-12-23", "2027-01-22"]),
        ("LUNAR:1", ["2026-12-09", "2027-01-08", "2027-02-06"]),
    ],
)
def test_a_rule_gives_its_days(rule: str, expected: list[str]) -> None:
    assert [day.isoformat() for day in schedule.days(rule, SINCE, 3)] == expected


def test_an_hour_of_a_place_is_an_instant() -> None:
    at = schedule.instant(date(2026, 12, 5), "19:30", ZoneInfo("Asia/Ho_Chi_Minh"))
    assert at == datetime(2026, 12, 5, 12, 30, tzinfo=UTC)
