"""A person of two committees: each matter goes where it belongs, with one's rights there, and is never guessed."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, select

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.terminal import Terminal
from db import people
from db.engine import writing
from db.models import Membership, Person, Record, Unit
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LOG = "sáng nay tặng 20 phần quà cho hộ nghèo"


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """The sample ward, in which "thu-ky" leads Khu phố 9, and "hai-noi" is a member of Khu phố 5 and 7."""
    engine = fresh.ward()
    clock = Clock(parse("2026-11-21T08:00", ZONE))
    yield Terminal(Desk(engine, clock, ZONE), clock, "hai-noi")
    engine.dispose()


def said(terminal: Terminal, *lines: str) -> str:
    return "\n".join(terminal.run(lines))


def numbers(terminal: Terminal) -> list[str]:
    with writing(terminal.desk.engine) as session:
        return [record.number for record in session.exec(select(Record).order_by(col(Record.id)))]


def invited(terminal: Terminal, unit: str, role: str = "member") -> str:
    with writing(terminal.desk.engine) as session:
        found = people.find_unit(session, unit)
        assert found is not None
        return people.invite(session, found, role, terminal.clock())


def give(terminal: Terminal, key: str, unit: str, role: str) -> None:
    """Give somebody one more role."""
    with writing(terminal.desk.engine) as session:
        person = session.exec(select(Person).where(Person.key == key)).one()
        where = session.exec(select(Unit).where(Unit.name == unit)).one()
        session.add(Membership(person_id=person.id or 0, unit_id=where.id or 0, role=role, since=date(2020, 1, 1)))


def test_a_tap_on_the_question_takes_up_the_message_that_waits(terminal: Terminal) -> None:
    assert "[Khu phố 5] [Khu phố 7]" in said(terminal, LOG)
    assert "Khu phố 7 · hôm nay" in said(terminal, "Khu phố 7")
    said(terminal, "lưu")
    assert numbers(terminal) == ["KP7-0001"]


def test_another_word_than_an_answer_is_asked_about_again_and_nothing_is_lost(terminal: Terminal) -> None:
    said(terminal, LOG)
    assert "hay Khu phố 7" in said(terminal, "hôm qua trồng 30 cây xanh")
    assert "30 cây" in said(terminal, "kp 5")


@pytest.mark.parametrize("greeting", ["xin chào", "/start", "giúp em", "asdkjh qwe"])
def test_what_is_about_no_committee_is_not_asked_about(terminal: Terminal, greeting: str) -> None:
    assert "[Khu phố 5]" not in said(terminal, greeting)


def test_an_invitation_adds_a_committee_once(terminal: Terminal) -> None:
    code = invited(terminal, "Khu phố 1")
    terminal.become("thanh-vien")
    assert "có thêm Khu phố 1" in said(terminal, f"/start {code}")
    assert "có thêm" not in said(terminal, f"/start {code}")
    assert "Khu phố 1 hay Khu phố 9" in said(terminal, LOG).replace(
        "Khu phố 9 hay Khu phố 1", "Khu phố 1 hay Khu phố 9"
    )


def test_an_expired_invitation_adds_nothing(terminal: Terminal) -> None:
    code = invited(terminal, "Khu phố 1")
    terminal.become("thanh-vien")
    said(terminal, "@2026-12-21T08:00")
    assert "hết hạn" in said(terminal, f"/start {code}")


def test_one_leads_only_where_one_is_a_leader(terminal: Terminal) -> None:
    give(terminal, "thu-ky", "Khu phố 3", "member")
    terminal.become("thu-ky")
    asked = said(terminal, "họp ban khu phố 3 ngày 5 hàng tháng 19h tại nhà văn hóa")
    assert "Em hiểu thế này" not in asked
    assert "Họp ban Khu phố 9" in said(terminal, "họp ban khu phố 9 ngày 5 hàng tháng 19h tại nhà văn hóa")
    assert "Đã đặt lịch" in said(terminal, "lưu")


def test_figures_for_leaders_are_not_told_of_the_committee_that_one_only_belongs_to(terminal: Terminal) -> None:
    give(terminal, "truong-ban", "Khu phố 3", "chair")
    terminal.become("truong-ban")
    said(terminal, "khu phố 3 hòa giải nhận 6 vụ, thành 5 vụ", "lưu")
    give(terminal, "thu-ky", "Khu phố 3", "member")
    terminal.become("thu-ky")
    said(terminal, "chuyển sang khu phố 9")
    assert "6 vụ" not in said(terminal, "khu phố 3 năm nay nhận mấy vụ hòa giải?")
    assert "6 vụ" not in said(terminal, "so sánh số vụ hòa giải khu phố 9 với khu phố 3")


def test_a_draft_is_finished_in_the_committee_in_which_it_was_begun(terminal: Terminal) -> None:
    give(terminal, "thu-ky", "Khu phố 3", "secretary")
    terminal.become("thu-ky")
    said(terminal, "họp ban khu phố 9 ngày 5 hàng tháng 19h tại nhà văn hóa")
    said(terminal, "khu phố 3 hôm nay tặng 20 phần quà cho hộ nghèo", "lưu")
    assert "Đã đặt lịch" in said(terminal, "lưu")
    assert "ngày 5 hằng tháng" in said(terminal, "chuyển sang khu phố 9", "các lịch họp đang có")


def test_practice_is_never_asked_about(terminal: Terminal) -> None:
    said(terminal, "/tap")
    assert "[Khu phố 5]" not in said(terminal, LOG)


def test_which_committee_was_switched_to_is_kept_for_the_person(terminal: Terminal) -> None:
    assert "Khu phố 5" in said(terminal, "chuyển sang khu phố 5")
    told = said(terminal, "hôm nay có gì?")
    assert "hay Khu phố 7" not in told


def test_a_meeting_says_whose_it_is_to_whoever_is_of_two_committees(terminal: Terminal) -> None:
    give(terminal, "truong-ban", "Khu phố 5", "chair")
    said(terminal, "!as truong-ban", "khu phố 5 họp ban ngày 5 hàng tháng 19h tại nhà văn hóa", "lưu")
    told = said(terminal, "@2026-12-02T20:00")
    assert "Em mời bác họp ban Khu phố 5:" in told
    told = said(terminal, "!as hai-noi")
    assert "Em mời cô họp ban Khu phố 5:" in told
    assert "Họp ban Khu phố 5: 19 giờ" in said(terminal, "lịch họp", "kp 5")
    assert "ghi cô dự họp Khu phố 5, 19 giờ, thứ Bảy 05/12" in said(terminal, "dự")
    said(terminal, "!as truong-ban", "đổi họp sang 20h", "lưu")
    assert "Em báo cô: họp ban Khu phố 5 dời lịch" in said(terminal, "!as hai-noi")


def test_whoever_is_of_one_committee_is_not_told_its_name_each_time(terminal: Terminal) -> None:
    said(terminal, "!as truong-ban", "họp ban ngày 5 hàng tháng 19h tại nhà văn hóa", "lưu")
    assert "Em mời bác họp ban:" in said(terminal, "@2026-12-02T20:00")


def test_who_heads_two_committees_sees_whose_meeting_it_is_and_may_change_that(terminal: Terminal) -> None:
    with writing(terminal.desk.engine) as session:
        person = people.find_person(session, "hai-noi")
        assert person is not None
        for role in session.exec(select(Membership).where(Membership.person_id == person.id)):
            role.role = "chair"
    told = said(terminal, "họp ban khu phố 5 ngày 28/11 19h tại nhà văn hóa")
    assert "Họp ban Khu phố 5: 19 giờ" in told
    assert "Họp ban Khu phố 7: 19 giờ" in said(terminal, "không phải, khu phố 7")
    said(terminal, "lưu")
    assert "Họp ban Khu phố 7" in said(terminal, "lịch họp")
    assert "Em dời họp ban Khu phố 7" in said(terminal, "dời họp khu phố 7 sang ngày 29/11")
    said(terminal, "thôi")
    assert "chưa có lịch họp của Khu phố 5" in said(terminal, "lịch họp khu phố 5")


def test_a_word_that_steers_asks_once_more_whose_matter_it_is_or_drops_it(terminal: Terminal) -> None:
    which = said(terminal, "hôm nay phát 15 phần quà")
    assert "Khu phố 5 hay Khu phố 7" in which
    assert said(terminal, "lưu") == which
    assert "không ghi việc này" in said(terminal, "thôi bỏ")
    assert "15 phần quà" not in said(terminal, "khu phố 7")
