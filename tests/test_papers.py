"""Papers: only the chair approves, only what was seen, and only then a paper is numbered; whose they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.press.work import Press
from bot.sample import SINCE
from bot.terminal import Terminal
from db import people
from db.engine import reading, writing
from db.models import Button, Membership, Outgoing, Person, Unit
from db.post import Chat
from db.room.tables import HallCode, Paper, PressOrder, Task
from handlers.message import Address, Message, reply_json
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass
class Hall:
    """Khu phố 9 around a meeting on the fifth of December, one person talking at a time."""

    engine: Engine
    clock: Clock
    talk: Terminal

    def say(self, who: str, *lines: str) -> str:
        """What the bot answers to a person."""
        return "\n".join(self.talk.run([f"!as {who}", *lines]))

    def tap(self, who: str, token: str) -> None:
        """Tap a button, as a messenger tells of it."""
        chat = Address("terminal", "main", who)
        desk = self.talk.desk
        desk.receive([Message(chat, f"tap-{uuid4()}", self.clock(), kind="tap", tap=token)])
        while (found := desk.next_message(Chat("terminal", "main", who))) is not None:
            desk.answer(*found)

    def at(self, instant: str) -> None:
        list(self.talk.run([f"@{instant}"]))

    def papers(self) -> list[tuple[str, int | None, int]]:
        with reading(self.engine) as session:
            return [(p.kind, p.number, p.version) for p in session.exec(select(Paper).order_by(col(Paper.id)))]


@pytest.fixture
def hall() -> Iterator[Hall]:
    ward = fresh.ward()
    clock = Clock(parse("2026-11-21T08:00", ZONE))
    hall = Hall(ward, clock, Terminal(Desk(ward, clock, ZONE), clock, "thanh-vien"))
    hall.say("thu-ky", "họp ban ngày 5 hàng tháng 19h tại nhà văn hóa", "lưu")
    hall.say("truong-ban")
    yield hall
    ward.dispose()


def test_a_member_cannot_have_a_paper_made_and_sees_only_what_is_approved(hall: Hall) -> None:
    assert "chưa ai soạn giấy mời" in hall.say("thanh-vien", "làm giấy mời")
    assert hall.papers() == []
    hall.say("thu-ky", "làm giấy mời")
    assert hall.papers() == [("giay_moi", None, 1)]
    assert "📎" not in hall.say("thanh-vien", "giấy mời")
    hall.say("truong-ban", "Duyệt")
    assert "📎 giay-moi-05-12-2026.docx" in hall.say("thanh-vien", "giấy mời")


def test_nobody_approves_what_has_changed_since_they_saw_it(hall: Hall) -> None:
    hall.say("thu-ky", "làm giấy mời")
    shown = hall.say("truong-ban")
    assert "[Duyệt]" in shown
    with writing(hall.engine) as session:  # the content changes without a newer draft before the chair's eyes
        paper = session.exec(select(Paper)).one()
        paper.version += 1
        session.add(paper)
    assert "bản mới hơn" in hall.say("truong-ban", "Duyệt")
    assert [number for _, number, _ in hall.papers()] == [None]


def test_papers_of_a_kind_are_numbered_one_after_the_other_in_a_year_and_anew_in_the_next(hall: Hall) -> None:
    numbers = []
    for month in ("2026-11-25", "2026-12-25", "2027-01-25"):
        hall.at(f"{month}T09:00")
        hall.say("truong-ban", "làm giấy mời", "Duyệt")
        numbers.append([number for kind, number, _ in hall.papers() if kind == "giay_moi"][-1])
    assert numbers == [1, 2, 1]


def test_the_minutes_name_who_came_in_whose_place(hall: Hall) -> None:
    hall.at("2026-12-02T19:00")
    hall.say("thanh-vien", "tôi bận, nhờ chị Thử đi thay")
    hall.say("thu-ky", "Nhận lời")
    hall.at("2026-12-05T19:00")
    hall.say("thu-ky", "khai mạc", "có mặt", "bế mạc", "làm biên bản")
    with reading(hall.engine) as session:
        content = session.exec(select(Paper.content).where(Paper.kind == "bien_ban")).one()
    assert "Vắng có lý do (1): Phạm Văn Ví Dụ (Lê Thị Thử dự thay)" in content


def test_the_chair_sees_answers_in_the_message_that_told_them_before(hall: Hall) -> None:
    hall.at("2026-12-02T19:00")
    assert "Chưa trả lời (3)" in hall.say("truong-ban", "ai dự?")
    hall.say("thanh-vien", "vắng vì đi Cần Thơ")
    hall.say("thu-ky", "dự")
    with reading(hall.engine) as session:
        shown = session.exec(select(Outgoing).where(col(Outgoing.reply).contains("Chưa trả lời (3)"))).one()
        changed = session.exec(select(Outgoing.reply).where(Outgoing.edits_id == shown.id).order_by(col(Outgoing.id)))
        last = reply_json.validate_json(list(changed)[-1]).text
    assert "Dự (1): chị Lê Thị Thử" in last
    assert "Vắng (1): anh Phạm Văn Ví Dụ (đi Cần Thơ)" in last
    assert "Bác chưa trả lời, bác có dự không ạ?" in last


def test_a_draft_made_again_without_a_change_is_the_same_version(hall: Hall) -> None:
    hall.say("thu-ky", "làm giấy mời", "làm giấy mời")
    assert hall.papers() == [("giay_moi", None, 1)]
    hall.say("thu-ky", "thêm vào nội dung họp: sửa cống", "làm giấy mời")
    assert hall.papers() == [("giay_moi", None, 2)]


def test_a_code_of_the_hall_is_good_around_its_meeting_and_for_its_own_committee_only(hall: Hall) -> None:
    with writing(hall.engine) as session:
        other = people.find_unit(session, "KP3")
        assert other is not None
        stranger = Person(key="kp3", name="Võ Thị Khác", title="cô")
        session.add(stranger)
        session.flush()
        session.add(Membership(person_id=stranger.id or 0, unit_id=other.id or 0, role="member", since=SINCE))
    hall.at("2026-12-05T18:15")
    assert "📎 diem-danh-05-12-2026.png" in hall.say("thu-ky", "mã qr điểm danh")
    with reading(hall.engine) as session:
        code = session.exec(select(HallCode.code)).one()
    assert "không phải của cuộc họp" in hall.say("kp3", code)
    assert "có mặt lúc 18 giờ 15" in hall.say("thanh-vien", f"/start {code}")
    assert "Có mặt 1/3" in hall.say("thanh-vien", code)  # a second time changes nothing
    hall.say("thu-ky", "khai mạc", "bế mạc")
    assert "chỉ dùng được" in hall.say("truong-ban", code)


def test_what_is_said_in_one_committee_does_not_reach_another(hall: Hall) -> None:
    hall.say("thu-ky", "giao anh Ví Dụ vận động hẻm 12, hạn 25/12")
    with writing(hall.engine) as session:
        unit = session.exec(select(Unit).where(Unit.code == "KP2")).one()
        chair = Person(key="kp2", name="Đỗ Văn Hai", title="chú")
        session.add(chair)
        session.flush()
        session.add(Membership(person_id=chair.id or 0, unit_id=unit.id or 0, role="chair", since=SINCE))
    assert "không có việc nào" in hall.say("kp2", "việc chưa xong")
    assert "không thấy việc #1" in hall.say("kp2", "xong việc #1")
    with reading(hall.engine) as session:
        assert session.exec(select(Task.state)).all() == ["open"]


def test_quick_taps_on_the_tick_list_are_all_taken_and_a_repeated_one_changes_nothing(hall: Hall) -> None:
    with writing(hall.engine) as session:
        unit = session.exec(select(Unit).where(Unit.code == "KP9")).one()
        for number in range(1, 12):
            person = Person(key=f"tv{number}", name=f"Thành Viên {number}", title="anh")
            session.add(person)
            session.flush()
            session.add(Membership(person_id=person.id or 0, unit_id=unit.id or 0, role="member", since=SINCE))
    hall.at("2026-12-05T18:50")
    first = hall.say("thu-ky", "điểm danh")
    assert "(trang 1/2)" in first
    assert first.count("☐") == 10
    with reading(hall.engine) as session:
        tokens = {b.word: b.token for b in session.exec(select(Button).where(col(Button.word).startswith("☐")))}
    for word in ("☐ anh Thành Viên 1", "☐ anh Thành Viên 2", "☐ anh Thành Viên 1", "☐ anh Thành Viên 3"):
        hall.tap("thu-ky", tokens[word])
    second = hall.say("thu-ky", "Trang 2")
    assert "Có mặt 3/14" in second
    assert "☐ anh Thành Viên 11" in second
    assert "Có mặt 4/14" in hall.say("thu-ky", "☐ anh Thành Viên 11")


def test_an_order_is_kept_until_the_press_has_made_it(hall: Hall) -> None:
    desk = Desk(hall.engine, hall.clock, ZONE)
    hall.say("truong-ban", "làm giấy mời")
    with reading(hall.engine) as session:
        assert {order.state for order in session.exec(select(PressOrder))} == {"done"}
    Press(desk).print_all()  # nothing is left to do
    assert "📎" not in hall.say("truong-ban")
