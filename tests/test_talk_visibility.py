"""What a member may not see stays unseen, by whatever way it is asked for: name, number, code, history, table."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.terminal import Terminal
from db.engine import writing
from db.models import Membership, Person, Unit
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SECRET = ("4 vụ", "3 vụ", "75%")


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """Khu phố 9 has told of gifts and of conciliation; somebody of khu phố 3 is there too."""
    engine = fresh.ward()
    clock = Clock(parse("2026-11-21T08:00", ZONE))
    with writing(engine) as session:
        other = Person(key="kp3", name="Hồ Văn Ba", title="chú")
        session.add(other)
        session.flush()
        unit = session.exec(select(Unit).where(Unit.code == "KP3")).one()
        session.add(Membership(person_id=other.id or 0, unit_id=unit.id or 0, role="chair", since=date(2020, 1, 1)))
    chat = Terminal(Desk(engine, clock, ZONE), clock, "thu-ky")
    for said in ("tặng 70 phần quà, 21 triệu", "lưu", "hòa giải nhận 4 vụ, thành 3 vụ", "lưu"):
        list(chat.run([said]))
    assert "[S13]" in "\n".join(chat.run(["năm nay tặng bao nhiêu phần quà?"]))
    assert "[S21]" in "\n".join(chat.run(["năm nay hòa giải thành mấy vụ?"]))
    yield chat
    engine.dispose()


@pytest.mark.parametrize(
    "asked",
    [
        "khu phố 9 năm nay tặng bao nhiêu phần quà?",
        "toàn phường năm nay tặng bao nhiêu phần quà?",
        "S13",
        "xem #KP9-0001",
        "lịch sử #KP9-0001",
        "khôi phục #KP9-0001",
        "sửa #KP9-0001 thành 65 phần",
        "xóa #KP9-0001",
        "số liệu khu phố 9",
        "khu phố nào tặng quà nhiều nhất phường?",
    ],
)
def test_another_committee_sees_nothing(terminal: Terminal, asked: str) -> None:
    terminal.become("kp3")
    told = "\n".join(terminal.run([asked]))
    assert "70" not in told
    assert "21.000.000" not in told
    assert "trục trặc" not in told


@pytest.mark.parametrize(
    "asked",
    [
        "năm nay hòa giải được mấy vụ, thành mấy?",
        "tỷ lệ hòa giải thành?",
        "hòa giải tháng này so với tháng trước?",
        "S21",
        "xem #KP9-0002",
        "lịch sử #KP9-0002",
        "/solieu",
    ],
)
def test_a_member_does_not_see_what_is_for_the_chair(terminal: Terminal, asked: str) -> None:
    terminal.become("thanh-vien")
    told = "\n".join(terminal.run([asked]))
    assert not any(secret in told for secret in SECRET), told
    assert "trục trặc" not in told


def test_a_member_who_logs_for_the_chair_is_not_told_the_sum(terminal: Terminal) -> None:
    terminal.become("thanh-vien")
    told = "\n".join(terminal.run(["hôm 3/11 hòa giải nhận 1 vụ, thành 1 vụ"]))
    assert "1 vụ" in told
    assert "→" not in told


@pytest.mark.parametrize("asked", ["chốt số liệu tháng 10", "chỉ tiêu quỹ vì người nghèo năm nay 30tr"])
def test_a_member_neither_closes_nor_sets_targets(terminal: Terminal, asked: str) -> None:
    terminal.become("thanh-vien")
    told = "\n".join(terminal.run([asked]))
    assert "trưởng ban" in told
    assert "[Lưu]" not in told
    assert "[Chốt]" not in told
