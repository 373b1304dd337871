"""An old button that takes a photo off: what was meant when it was asked, once."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.terminal import Terminal
from db.engine import reading
from db.models import Button
from db.post import new_token
from handlers.message import Address, Message
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """A member with two photos beside what was written last."""
    monkeypatch.chdir(Path(__file__).parent / "dialogues")
    engine, clock = fresh.ward(), Clock(parse("2026-11-20T08:00", ZONE))
    terminal = Terminal(Desk(engine, clock, ZONE), clock, "thu-ky")
    list(terminal.run(["> trồng 7 cây xanh", "> lưu", "> !photo qua.jpg, cay.jpg | #KP9-0001"]))
    yield terminal
    engine.dispose()


def token(terminal: Terminal, word: str) -> str:
    """The first button with a word."""
    with reading(terminal.desk.engine) as session:
        return session.exec(select(Button.token).where(Button.word == word).order_by(Button.token)).all()[0]


def tap(terminal: Terminal, token: str) -> str:
    """What is answered to a tap."""
    address = Address("terminal", "main", terminal.key)
    tapped = Message(address, f"tap-{new_token()}", terminal.clock(), kind="tap", tap=token)
    terminal.desk.receive([tapped])
    (chat,) = terminal.desk.waiting()
    found = terminal.desk.next_message(chat)
    assert found is not None
    terminal.desk.answer(*found)
    return "\n".join(terminal.run(["# what was answered"]))


def test_an_old_button_takes_off_the_photo_that_it_showed_and_no_other(terminal: Terminal) -> None:
    list(terminal.run(["> gỡ ảnh #KP9-0001"]))
    old = token(terminal, "Gỡ ảnh 1")
    list(terminal.run(["> xem ảnh #KP9-0001", "> gỡ ảnh #KP9-0001", "> gỡ ảnh 1"]))
    answer = tap(terminal, old)
    assert "em gỡ ra khỏi #KP9-0001 rồi ạ, còn 📎1" in answer
    assert "0 ảnh" not in answer
