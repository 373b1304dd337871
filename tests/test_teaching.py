"""Who may teach the bot a committee's words: whoever leads it, and the bot's keeper; of others it is what they mean."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.terminal import Terminal
from db.engine import writing
from db.remembered import Taught
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def terminal(request: pytest.FixtureRequest) -> Iterator[Terminal]:
    """A plain member at a terminal of a bot that is kept by somebody."""
    engine = fresh.ward()
    clock = Clock(parse("2026-11-21T08:00", ZONE))
    yield Terminal(Desk(engine, clock, ZONE, keeper=request.param), clock, "thanh-vien")
    engine.dispose()


@pytest.mark.parametrize(
    ("terminal", "learns"),
    [("thanh-vien", True), ("Phạm Văn Ví Dụ", True), ("thu-ky", False), (None, False)],
    indirect=["terminal"],
)
def test_the_keeper_teaches_also_as_a_plain_member(terminal: Terminal, *, learns: bool) -> None:
    told = "\n".join(terminal.run(["hôm nay đã phát lộc đầu xuân", "ý là: tặng quà, 20 suất"]))
    assert "20 phần quà" in told
    assert ("em học rồi" in told) is learns
    with writing(terminal.desk.engine) as session:
        assert len(session.exec(select(Taught)).all()) == learns
