"""The process from which bots are forked: orders come as lines of JSON, each is answered by a number."""

import gc
import json
import os
import secrets
import signal
import sys
from contextlib import suppress
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import bot.run  # noqa: F401 - loads nearly all
from bot import shift
from bot.__main__ import main
from bot.clock import Clock
from bot.desk import Desk
from bot.sample import fill
from bot.terminal import Terminal
from db.engine import MEMORY, connect, writing

REHEARSED = ("hôm nay tặng 70 phần quà cho hộ nghèo", "à nhầm, 65 phần thôi", "lưu", "năm nay tặng bao nhiêu phần quà?")


def rehearse() -> None:
    """Load what is loaded by the first words of somebody."""
    engine, clock = connect(MEMORY), Clock()
    with writing(engine) as session:
        fill(session)
    for _ in Terminal(Desk(engine, clock, ZoneInfo("Asia/Ho_Chi_Minh")), clock, "thu-ky").run(REHEARSED):
        pass
    engine.dispose()


def live(order: dict[str, Any]) -> NoReturn:
    """Be the bot."""
    shift._RUN = secrets.token_hex(8)  # what tells one process from another is each child's own
    nothing, log = os.open(os.devnull, os.O_RDWR), os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for number, target in ((0, nothing), (1, nothing), (2, log)):
        os.dup2(target, number)
    os.environ.update({f"KHUPHO_{name.upper()}": value for name, value in order["settings"].items()})
    status = 1
    try:
        status = main(["run", "--config", os.devnull])
    finally:
        os._exit(status)


def serve() -> None:
    """Fork and bury as told until nobody tells any more, then end those that are left."""
    rehearse()
    children: set[int] = set()
    gc.freeze()
    for line in sys.stdin:
        order = json.loads(line)
        if "bury" in order:
            _, status = os.waitpid(order["bury"], 0)
            children.discard(order["bury"])
            print(os.waitstatus_to_exitcode(status), flush=True)
        else:
            pid = os.fork()
            if pid == 0:
                live(order)
            children.add(pid)
            print(pid, flush=True)
    for pid in children:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    serve()
