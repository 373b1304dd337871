"""A draft outlives the process: a desk made anew on the same database goes on with it, by words and by buttons."""

from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.terminal import Terminal
from db.engine import connect, writing
from db.models import Record
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LOG = "hôm nay tặng 20 phần quà cho hộ nghèo"


@pytest.fixture
def restarted(tmp_path: Path) -> Iterator[Callable[[], Terminal]]:
    """A bot that is started anew on the same database each time it is asked for."""
    address, clock, open_engines = (
        f"sqlite:///{tmp_path}/khupho.db",
        Clock(parse("2026-11-21T08:00", ZONE)),
        list[Engine](),
    )
    fresh.ward(address).dispose()

    def start() -> Terminal:
        while open_engines:
            open_engines.pop().dispose()
        open_engines.append(connect(address))
        return Terminal(Desk(open_engines[0], clock, ZONE), clock, "thu-ky")

    yield start
    for engine in open_engines:
        engine.dispose()


def saved(terminal: Terminal) -> int:
    with writing(terminal.desk.engine) as session:
        return len(session.exec(select(Record)).all())


def test_a_draft_is_there_after_a_restart_and_is_saved(restarted: Callable[[], Terminal]) -> None:
    list(restarted().run([LOG]))
    told = "\n".join(restarted().run(["22 phần", "@2026-11-21T09:30", "năm nay ra quân mấy người?"]))
    assert "22 phần quà" in told
    assert "(Còn việc chưa xong: 22 phần)" in told
    last = restarted()
    assert "Đã lưu #KP9-0001" in "\n".join(last.run(["lưu"]))
    assert saved(last) == 1


def test_an_open_question_is_there_after_a_restart(restarted: Callable[[], Terminal]) -> None:
    list(restarted().run(["/ghi", "Tặng quà"]))
    assert "trị giá bao nhiêu" in "\n".join(restarted().run(["25"]))


def test_what_was_dropped_stays_dropped_after_a_restart(restarted: Callable[[], Terminal]) -> None:
    list(restarted().run([LOG, "bỏ"]))
    last = restarted()
    list(last.run(["lưu"]))
    assert saved(last) == 0
