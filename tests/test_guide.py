"""Every sentence that the guide tells people to try is understood and answered."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from bot.clock import Clock, parse
from bot.demo import tell
from bot.desk import Desk
from bot.terminal import Terminal
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
GUIDE = Path(__file__).parents[1] / "docs" / "huong-dan.md"


def sentences() -> list[tuple[str, str]]:
    """Each sentence with who is to say it."""
    found, by = [], "truong-ban"
    for line in GUIDE.read_text("utf-8").splitlines():
        if line.startswith("### "):
            by = "phuong" if line == "### Phường" else "truong-ban"
        elif line.startswith("> "):
            found.append((by, line.removeprefix("> ")))
    return found


@pytest.fixture(scope="module")
def told() -> Engine:
    engine = fresh.empty()
    clock = Clock(parse("2021-04-08T08:00", ZONE))
    tell(Desk(engine, clock, ZONE), clock)
    return engine


@pytest.mark.parametrize(("by", "said"), sentences())
def test_the_guides_sentence_is_understood(told: Engine, by: str, said: str) -> None:
    clock = Clock(parse("2023-01-05T08:00", ZONE))
    terminal = Terminal(Desk(told, clock, ZONE), clock, by)
    answer = "\n".join(terminal.run([said]))
    list(terminal.run(["bỏ"]))
    assert answer
    for sign in ("chưa hiểu", "trục trặc", "không rõ", "là số gì"):
        assert sign not in answer, answer
