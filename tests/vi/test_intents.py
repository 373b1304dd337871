"""Each message wants what intents.txt says."""

from datetime import date, time
from pathlib import Path

import pytest

from handlers import vi

ON = date(2026, 11, 21)
ROWS = [
    tuple(line.split(" → "))
    for line in (Path(__file__).parent / "intents.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("said", "wanted"), ROWS)
def test_a_message_wants_what_the_table_says(said: str, wanted: str) -> None:
    assert vi.read(said, ON).intent == wanted


def test_an_empty_message_wants_nothing() -> None:
    assert vi.read("", ON).intent == "other"
    assert vi.read(" \n\t", ON).intent == "other"


def test_a_rule_of_meetings_has_its_day_hour_and_place() -> None:
    reading = vi.read("họp ban ngày 5 hàng tháng 19h tại nhà văn hóa", ON)
    assert reading.recurrence is not None
    assert reading.recurrence.rule == "FREQ=MONTHLY;BYMONTHDAY=5"
    assert reading.at == time(19)
    assert reading.place == "nhà văn hóa"


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("họp ban tối mai 19h ở trụ sở khu phố nha", "trụ sở khu phố"),
        ("họp ban tối mai 19h, địa điểm: nhà bác Ba", "nhà bác Ba"),
        ("họp ban tại văn phòng khu phố lúc 19h tối mai", "văn phòng khu phố"),
        ("họp ở đâu?", None),
        ("họp ban tối mai 19h", None),
    ],
)
def test_the_place_of_a_meeting_is_what_stands_after_its_word(said: str, place: str | None) -> None:
    assert vi.read(said, ON).place == place


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("KP9 tặng 20 phần quà", "khu pho 9"),
        ("khu phố 12 còn 2 hộ nghèo", "khu pho 12"),
        ("kp.3 tặng 5 phần quà", "khu pho 3"),
        ("ấp 5 trao 10 phần quà", "ap 5"),
        ("tổ 8B hòa giải 1 vụ", "to 8b"),
        ("phát quà ở tổ 5 khu phố 3", "khu pho 3"),
        ("toàn phường tặng 4300 phần quà", "phuong"),
        ("kp mình tặng 20 phần quà", None),
        ("7 tổ tham gia dọn rác", None),
    ],
)
def test_the_committee_named_is_told(said: str, unit: str | None) -> None:
    assert vi.read(said, ON).unit == unit
