"""Words that are plainly about something else are never taken for the answer to whatever question is open.

Each kind of open question is asked once; every message is then said to a copy of that moment. The draft must stand as
it was, so that its question can be offered again.
"""

from functools import cache
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col, select

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.terminal import Terminal
from db.models import Pending
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AT = "2026-11-20T09:00"
BEFORE = ("họp ban tối mai 19h tại nhà văn hóa", "lưu", "tặng 30 phần quà", "lưu")
OPEN = {
    "whether one meeting is right": ("họp chi bộ tối thứ sáu tuần sau 19h tại nhà văn hóa",),
    "the place of one meeting": ("họp chi bộ tối thứ sáu tuần sau 19h",),
    "the hour of one meeting": ("họp đột xuất ngày 28 tại nhà văn hóa",),
    "the day of one meeting": ("họp đột xuất tại nhà văn hóa",),
    "how often one meets": ("đặt lịch họp",),
    "the place of every meeting": ("họp giao ban thứ hai hàng tuần 8h sáng",),
    "whether to move a meeting": ("dời họp qua chủ nhật",),
    "the new place of a meeting": ("đổi chỗ họp",),
    "the new day of a meeting": ("dời họp",),
    "what to write down": ("/ghi",),
    "the first figure": ("/ghi", "Tặng quà"),
    "the next figure": ("/ghi", "Tặng quà", "25 phần"),
    "which fund": ("thu quỹ 1 triệu hôm qua",),
    "which figure": ("bữa nay lo cho bà con 2 triệu",),
    "whether to save": ("trao 12 suất học bổng",),
    "what the task is": ("giao việc cho anh Dụ",),
    "who has the task": ("giao việc: sửa đèn hẻm 12",),
    "the deadline": ("giao việc: bác Mẫu sửa đèn hẻm 12",),
    "why it is taken out": ("@2026-11-20T15:00", "xóa #KP9-0001"),
    "why one is absent": ("tối mai tôi bận",),
    "what was meant by a phrase": ("phát quà bà con hôm qua",),
}
ELSE = (
    "lich hop", "lịch họp", "mấy giờ họp", "may gio hop", "ai đi họp", "ai có mặt", "hôm nay có gì", "tuan nay co gi",
    "việc của tôi", "viec cua toi", "năm nay tặng bao nhiêu quà", "nam nay tang bao nhieu qua", "biểu đồ quà",
    "báo cáo tháng này", "con so lieu nao chua nop", "khu phố nào chưa nộp", "khi nào nộp số liệu", "chốt tháng 10",
    "giúp", "giup", "xóa cái hồi sáng", "xoa cai hoi sang", "số điện thoại phường", "so dien thoai phuong",
    "cảm ơn em", "nội dung họp: sửa cống", "giao việc cho chị Thử: mua nước",
)  # fmt: skip
OF_A_MEETING = (
    "hủy buổi mai",
    "huy cuoc hop ngay mai",
    "dời họp qua thứ bảy",
    "doi hop sang toi chu nhat",
)  # the draft's own, where it changes one
OF_A_DEED = ("hôm qua dọn vệ sinh 30 người", "hom qua don ve sinh 30 nguoi")  # what is to be written down
REMARKS = ("bữa nay mệt quá", "bua nay met qua", "trời mưa quá em ơi", "gửi ảnh lại")  # why one is absent, or a task
ASKED = ("chủ nhật họp không em", "chu nhat hop khong em")  # a day of a meeting is none of a deed
NAMED = ("bà Bảy nghèo lắm", "bà bảy nghèo lắm")  # nobody's name is the number that is asked for


def heard(question: str) -> tuple[str, ...]:
    """What is said while a question is open and does not answer it."""
    of_a_meeting = () if question.startswith(("whether to move", "whether one meeting", "the new")) else OF_A_MEETING
    of_a_deed: tuple[str, ...] = () if question == "what to write down" else OF_A_DEED
    of_a_deed += ("hôm qua bà Tư cho 10 ký gạo giúp hộ nghèo",) if question == "whether one meeting is right" else ()
    named = NAMED if question.endswith("figure") else ASKED if question == "whether to save" else ()
    remarks = () if question.startswith(("why one", "what the task")) else REMARKS
    return (*ELSE, *of_a_meeting, *of_a_deed, *named, *remarks)


@cache
def asked(question: str) -> tuple[bytes, int, str]:
    """The book while a question is open, and the draft that asks it: its key, what is known."""
    engine, clock = fresh.copy(_begun()), Clock(parse(AT, ZONE))
    said_to(Terminal(Desk(engine, clock, ZONE), clock, "thu-ky"), OPEN[question])
    with Session(engine) as session:
        draft = session.exec(select(Pending).order_by(col(Pending.id).desc())).one()
        found = fresh.content(engine), draft.id or 0, draft.known
    engine.dispose()
    return found


@cache
def _begun() -> bytes:
    engine, clock = fresh.ward(), Clock(parse(AT, ZONE))
    said_to(Terminal(Desk(engine, clock, ZONE), clock, "thu-ky"), BEFORE)
    content = fresh.content(engine)
    engine.dispose()
    return content


def said_to(terminal: Terminal, lines: tuple[str, ...]) -> list[str]:
    """What comes back to some lines."""
    return [answer for line in lines for answer in terminal.run([line])]


@pytest.mark.parametrize("question", OPEN)
def test_what_is_about_something_else_is_no_answer(question: str) -> None:
    content, key, known = asked(question)
    clock = Clock(parse("2026-11-20T15:01" if OPEN[question][0].startswith("@") else "2026-11-20T09:01", ZONE))
    swallowed = []
    for message in heard(question):
        engine = fresh.copy(content)
        answers = said_to(Terminal(Desk(engine, clock, ZONE), clock, "thu-ky"), (message,))
        with Session(engine) as session:
            draft = session.get(Pending, key)
            if draft is None or draft.known != known or not answers:
                swallowed.append((message, answers))
        engine.dispose()
    assert swallowed == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("the place of one meeting", "nhà chú Tư gần chợ"),
        ("the place of one meeting", "bờ kè"),
        ("the place of one meeting", "quan ca phe co Ba"),
        ("the hour of one meeting", "7 rưỡi tối nha em"),
        ("the day of one meeting", "chắc thứ bảy tuần sau"),
        ("the new place of a meeting", "đình thần"),
        ("the new day of a meeting", "dời họp qua chủ nhật"),
        ("what to write down", "dọn vệ sinh 25 người hôm qua"),
        ("the first figure", "40"),
        ("what the task is", "gửi giấy mời cho bà con"),
        ("who has the task", "Tư Hùng"),
        ("who has the task", "chi hội phụ nữ"),
        ("the deadline", "trước thứ sáu tuần sau"),
        ("why it is taken out", "ghi trùng với chị Thử"),
        ("why one is absent", "đưa cháu đi học"),
        ("why one is absent", "mệt trong người"),
    ],
)
def test_an_answer_in_ones_own_words_is_taken(question: str, answer: str) -> None:
    content, key, known = asked(question)
    engine, clock = fresh.copy(content), Clock(parse("2026-11-20T15:01", ZONE))
    said_to(Terminal(Desk(engine, clock, ZONE), clock, "thu-ky"), (answer,))
    with Session(engine) as session:
        draft = session.get(Pending, key)
        assert draft is None or draft.known != known
    engine.dispose()
