"""At every question one may leave it open, go back, give up, or say that it is as the last time."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.terminal import Terminal
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
EARLIER = (
    "hôm qua tặng 20 phần quà cho hộ nghèo, 6 triệu", "lưu", "họp ban ngày 5 hằng tháng 19h tại nhà văn hóa", "lưu",
)  # fmt: skip
QUESTIONS = {  # what is asked, and what leads there
    "which activity": ("/ghi",),
    "a first figure": ("/ghi", "tặng quà"),
    "a further figure": ("/ghi", "tặng quà", "25"),
    "the day of a deed": ("/ghi", "tặng quà", "25", "bỏ qua"),
    "what an amount means": ("tặng quà mỗi phần ba trăm",),
    "slang for money": ("chị Sáu cho 2 củ quỹ khuyến học",),
    "where a figure belongs": ("sáng nay thăm 5 cụ",),
    "how many of a price": ("mỗi phần 300k và 5kg gạo",),
    "whether an odd number is right": ("còn 400 hộ nghèo",),
    "on which day of the month": ("họp ban hai tháng một lần",),
    "at what hour": ("họp ban ngày 8 hằng tháng",),
    "at what place": ("họp ban ngày 8 hằng tháng", "20h"),
    "to which day": ("hoãn họp tháng 12",),
    "a task for whom": ("giao việc: lập danh sách hộ nghèo",),
    "why a record is taken out": ("@2026-11-21T09:00", "xóa #KP9-0001"),
    "a task until when": ("giao anh Ví Dụ sửa đèn hẻm 3",),
}
STEERING = ("bỏ qua", "quay lại", "thôi", "như lần trước")
LOST = ("chưa hiểu", "không có việc nào đang chờ", "Đã lưu")


def speaking(engine: Engine) -> Terminal:
    """The chair of khu phố 9."""
    clock = Clock(parse("2026-11-21T08:00", ZONE))
    return Terminal(Desk(engine, clock, ZONE), clock, "truong-ban")


@pytest.fixture(scope="module")
def book() -> bytes:
    """The sample ward, in which the chair has recorded a deed and set the meeting."""
    engine = fresh.ward()
    list(speaking(engine).run(EARLIER))
    told = fresh.content(engine)
    engine.dispose()
    return told


@pytest.fixture
def chair(book: bytes) -> Iterator[Terminal]:
    """The chair, who said all that before."""
    engine = fresh.copy(book)
    yield speaking(engine)
    engine.dispose()


@pytest.mark.parametrize("word", STEERING)
@pytest.mark.parametrize("leading", QUESTIONS.values(), ids=QUESTIONS)
def test_a_word_that_steers_is_understood_at_every_question(
    chair: Terminal, leading: tuple[str, ...], word: str
) -> None:
    asked = "\n".join(chair.run(leading))
    assert "?" in asked
    answer = "\n".join(chair.run([word]))
    assert not any(lost in answer for lost in LOST), answer
    if word == "thôi":
        assert "chưa xong" not in answer
