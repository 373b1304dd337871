"""Hours of day, and whether morning or evening is left open."""

from datetime import time

import pytest

from handlers.vi import hours
from handlers.vi.words import split


@pytest.mark.parametrize(
    ("said", "hour", "minute", "sure"),
    [
        ("tối nay 19h tại nhà văn hóa", 19, 0, True),
        ("họp lúc 19h30", 19, 30, True),
        ("7 giờ tối", 19, 0, True),
        ("7 rưỡi tối thứ 6", 19, 30, True),
        ("7h30 tối", 19, 30, True),
        ("tối thứ 6 lúc 7 rưỡi", 19, 30, True),
        ("8g sáng", 8, 0, True),
        ("2g30 chiều", 14, 30, True),
        ("14:30", 14, 30, True),
        ("1 giờ trưa", 13, 0, True),
        ("12 giờ trưa", 12, 0, True),
        ("hai mươi giờ kém bốn phút", 19, 56, True),
        ("bảy giờ mười lăm phút", 7, 15, False),
        ("năm giờ linh năm", 5, 5, False),
        ("lúc 9 giờ", 9, 0, False),
        ("7g30 toi mai hop", 19, 30, True),
        ("toi thu 6 luc 7h", 19, 0, True),
        ("đổi giờ họp tháng này thành 19 rưỡi", 19, 30, True),
        ("doi hop qua 18 ruoi", 18, 30, True),
    ],
)
def test_an_hour_is_read_with_its_part_of_the_day(said: str, hour: int, minute: int, sure: bool) -> None:
    found = hours.read(split(said))
    assert found is not None
    assert (found.at, found.sure) == (time(hour, minute), sure)


@pytest.mark.parametrize(
    "said", ["kéo dài trong 3 giờ", "5:8", "25:61", "7 hộ", "giờ này chưa xong", "họp xong", "h", "mua 19 rưỡi"]
)
def test_what_is_no_hour_is_none(said: str) -> None:
    assert hours.hour(split(said)) is None


def test_an_hour_does_not_swallow_the_number_behind_it() -> None:
    assert hours.places(split("8 giờ 5 hộ có mặt")) == ((0, 2),)
