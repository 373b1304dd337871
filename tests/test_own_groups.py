"""Self-managed groups: whoever is in one is invited to its meetings, and is nobody else's member for that."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from sqlmodel import col, select

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.terminal import Terminal
from db import ledger
from db.catalogue import indicators
from db.engine import reading, writing
from db.models import Contact, Membership, Outgoing, Person, Unit
from db.people import find_unit
from handlers.message import Address, Message
from tests import fresh
from tests.whole import ZONE


@pytest.fixture
def town() -> Iterator[Terminal]:
    engine = fresh.ward()
    clock = Clock(parse("2026-11-21T08:00", ZONE))
    yield Terminal(Desk(engine, clock, ZONE), clock, "truong-ban")
    engine.dispose()


def say(town: Terminal, who: str, *lines: str) -> str:
    return "\n".join(town.run([f"!as {who}", *lines]))


def test_somebody_from_outside_joins_a_group_by_a_code_and_is_invited_to_its_meetings_only(town: Terminal) -> None:
    offered = say(town, "truong-ban", "thêm bác Tám vào tổ tự quản 2")
    code = re.search(r"KP-\w{4}-\w{4}", offered)
    assert code is not None
    say(town, "truong-ban", "họp tổ 2 ngày 10 hàng tháng 19h tại nhà bác Tám", "lưu")
    say(town, "truong-ban", "họp ban ngày 8 hàng tháng 19h tại nhà văn hóa", "lưu")
    chat = Address("far", "main", "tam")
    for number, text in enumerate((code[0], "Nguyễn Văn Tám", "bác", "lưu")):
        town.desk.receive([Message(chat, str(number), town.clock(), text=text)])
        for waiting in town.desk.waiting():
            found = town.desk.next_message(waiting)
            assert found is not None
            town.desk.answer(*found)
    say(town, "truong-ban", "@2026-12-11T08:00")
    with reading(town.desk.engine) as session:
        assert session.exec(select(Contact.person_id).where(Contact.chat == "tam")).one() is not None
        told = select(Outgoing.reply).where(Outgoing.chat == "tam", col(Outgoing.key).startswith("reminder:"))
        invited = list(session.exec(told))
    assert invited
    assert all("họp tổ 2" in reply for reply in invited)


def test_a_group_does_not_make_its_members_people_of_two_committees_nor_its_committee_incomplete(
    town: Terminal,
) -> None:
    say(town, "truong-ban", "thêm anh Ví Dụ vào tổ 2 làm tổ trưởng")
    assert "Khu phố 9" in say(town, "thanh-vien", "còn 3 hộ nghèo")
    assert "Đã lưu #KP9-0001" in say(town, "thanh-vien", "lưu")
    with reading(town.desk.engine) as session:
        unit = find_unit(session, "KP9")
        assert unit is not None
        found = ledger.figure(session, indicators()["ho_ngheo"], unit, date(2026, 11, 21), date(2026, 11, 21))
        assert found is not None
        assert not found.missing
        assert session.exec(select(Unit.code).where(Unit.kind == "to")).all() == ["KP9-T2"]


def test_a_name_that_two_members_share_is_asked_about(town: Terminal) -> None:
    with writing(town.desk.engine) as session:
        unit = find_unit(session, "KP9")
        assert unit is not None
        twin = Person(key="twin", name="Võ Thị Thử", title="chị")
        session.add(twin)
        session.flush()
        session.add(Membership(person_id=twin.id or 0, unit_id=unit.id or 0, role="member", since=date(2026, 1, 1)))
    assert "mấy người tên như vậy" in say(town, "truong-ban", "thêm chị Thử vào tổ 2")
