"""Khu phố that are merged or renamed: the ward asks by the old name and by the new one, and loses no figure."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.terminal import Terminal
from db import units
from db.engine import writing
from db.models import Unit
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def ward() -> Iterator[Terminal]:
    """Khu phố 1 and 2 became Khu phố 10 in mid-year, khu phố 3 is called Khu phố Bình Minh since."""
    engine = fresh.ward()
    clock = Clock(parse("2026-03-10T08:00", ZONE))
    terminal = Terminal(Desk(engine, clock, ZONE), clock, "phuong")
    for said in ("kp 1 tặng 20 phần quà", "lưu", "kp 2 tặng 30 phần quà", "lưu", "kp 3 tặng 7 phần quà", "lưu"):
        list(terminal.run([said]))
    list(terminal.run(["@2026-07-01T08:00"]))
    with writing(engine) as session:
        old = [session.exec(select(Unit).where(Unit.code == code)).one() for code in ("KP1", "KP2", "KP3")]
        units.merge(session, old[:2], "Khu phố 10", date(2026, 7, 1), clock())
        units.rename(session, old[2], "Khu phố 11", date(2026, 7, 1), clock())
    list(terminal.run(["@2026-11-21T08:00", "kp 10 tặng 5 phần quà", "lưu"]))
    yield terminal
    engine.dispose()


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("năm nay khu phố 10 tặng bao nhiêu phần quà?", "55 phần quà"),
        ("tháng 3 khu phố 10 tặng bao nhiêu phần quà?", "50 phần quà"),
        ("năm nay khu phố 1 tặng bao nhiêu phần quà?", "20 phần quà"),
        ("năm nay khu phố 3 tặng bao nhiêu phần quà?", "7 phần quà"),
        ("năm nay khu phố 11 tặng bao nhiêu phần quà?", "7 phần quà"),
        ("năm nay toàn phường tặng bao nhiêu phần quà?", "62 phần quà"),
    ],
)
def test_a_figure_is_found_by_the_old_name_and_by_the_new(ward: Terminal, asked: str, answered: str) -> None:
    assert next(iter(ward.run([asked]))) == f"< {answered}"


def test_days_before_a_merger_name_the_khu_pho_of_then(ward: Terminal) -> None:
    told = "\n".join(ward.run(["tháng 3 khu phố 10 tặng bao nhiêu phần quà?"]))
    assert "Khi đó là Khu phố 1, Khu phố 2; Khu phố 10 có từ 01/07/2026." in told


def test_days_after_a_merger_point_to_what_a_khu_pho_became(ward: Terminal) -> None:
    told = "\n".join(ward.run(["tháng 10 khu phố 1 tặng bao nhiêu phần quà?"]))
    assert told.startswith("< Dạ Khu phố 1 đã kết thúc ngày 30/06/2026")
    assert "Khu phố 10" in told


def test_nothing_is_recorded_for_a_khu_pho_that_has_ended(ward: Terminal) -> None:
    told = "\n".join(ward.run(["hôm nay kp 1 tặng 5 phần quà"]))
    assert told.startswith("< Dạ Khu phố 1 đã kết thúc ngày 30/06/2026")
