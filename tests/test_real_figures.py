"""Every figure of two real reports can be told in the chat, asked back, and comes out the same (real_figures.toml)."""

import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.terminal import Terminal
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TOLD = tomllib.loads((Path(__file__).parent / "real_figures.toml").read_text("utf-8"))["told"]
ROWS = [(row["by"], row["at"], row["says"], *pair) for row in TOLD for pair in row["answers"].items()]


@pytest.mark.parametrize(("by", "at", "says", "asked", "answered"), ROWS, ids=[f"{row[4]} - {row[3]}" for row in ROWS])
def test_what_was_told_is_answered(by: str, at: str, says: str, asked: str, answered: str) -> None:
    engine = fresh.ward()
    clock = Clock(parse(at, ZONE))
    terminal = Terminal(Desk(engine, clock, ZONE), clock, by)
    recap = list(terminal.run([says]))
    saved = list(terminal.run(["lưu"]))
    answer = list(terminal.run([asked]))
    engine.dispose()
    assert "[Lưu]" in recap[-1], recap
    assert saved[0].startswith("< Đã lưu #"), (recap, saved)
    assert answer[0] == f"< {answered}" or answer[0].startswith(f"< {answered} "), (recap, answer)
