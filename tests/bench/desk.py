"""What a message costs in the desk: processor time and statements of each part, in one process, without a network.

python -m tests.bench.desk, with --where for the lines that ask the most.
"""

import argparse
import asyncio
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, event

from bot.channel import Loaded
from bot.desk import Desk
from bot.pace import Limits
from bot.sender import Sender
from db.engine import connect
from handlers.message import Address, Message, Reply
from tests.bench import calibration
from tests.bench.load import FIRST_CHAT
from tests.bench.messengers import prepare
from tests.commands import ROOT

PEOPLE = 100
AHEAD = 25  # messages that wait when the desk looks: they are answered in one commit
SAID: dict[str, Callable[[int], str]] = {
    "log": lambda n: f"hôm nay tặng {100 + n * 3} phần quà cho hộ nghèo",
    "save": lambda _: "lưu",
    "ask": lambda _: "tháng này tặng bao nhiêu phần quà?",
    "log again": lambda n: f"hôm qua thu quỹ vì người nghèo được {40 + n} triệu 500 nghìn",
    "change": lambda n: f"{60 + n} triệu",
    "save again": lambda _: "lưu",
    "correct": lambda n: f"sửa lại {80 + n} triệu",
    "yes": lambda _: "đúng",
}


@dataclass
class Nowhere:
    """A messenger that takes everything at once."""

    name: str = "telegram"
    bot: str = "main"
    limits: Limits = field(default_factory=lambda: Limits(100_000, 1000))
    sent: int = 0

    async def send(self, to: Address, reply: Reply, files: dict[str, Loaded], *, replaces: str | None) -> str:  # noqa: ARG002
        """Count it."""
        self.sent += 1
        return str(self.sent)

    async def fetch(self, photo: object) -> Loaded:
        """There is none."""
        raise NotImplementedError


@dataclass
class Part:
    """What one part of the way cost so far."""

    seconds: float = 0.0
    statements: Counter[str] = field(default_factory=Counter)


class Ledger:
    """What every part of the way cost, by name: processor time, or its statements by where they come from."""

    def __init__(self, engine: Engine, *, counting: bool) -> None:
        self.parts: dict[str, Part] = {}
        self._now = Part()
        if counting:
            event.listen(engine, "connect", lambda connection, _: connection.set_trace_callback(self._asked))

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count what is done meanwhile."""
        self._now = self.parts.setdefault(name, Part())
        began = time.process_time()
        yield
        self._now.seconds += time.process_time() - began

    def _asked(self, statement: str) -> None:
        self._now.statements["COMMIT" if statement == "COMMIT" else _origin()] += 1


def _origin() -> str:
    """The nearest lines of ours that a statement comes from."""
    frames = [f for f in traceback.extract_stack() if f.filename.startswith(str(ROOT))]
    ours = [f for f in frames if f.name not in {"run", "_rows", "first", "all", "_asked", "_origin"}]
    return " < ".join(f"{Path(f.filename).stem}:{f.lineno} {f.name}" for f in ours[-1:-4:-1])


def main(*, where: bool = False, rounds: int = 1) -> None:
    """Print what each kind of message cost, in ms of processor time and statements a message."""
    loop = calibration()
    spent, asked = _measured(rounds, counting=False), _measured(rounds, counting=True)
    loop = min(loop, calibration())
    print(f"desk: the plain loop took {1000 * loop:.1f} ms")
    many = PEOPLE * rounds
    for name, part in spent.items():
        count = many * (len(SAID) if name in {"inbox", "outbox"} else 1)
        statements = asked[name].statements
        print(f"desk: {name:12} {1000 * part.seconds / count:6.2f} ms, {statements.total() / count:5.1f} statements")
        for line, times in statements.most_common() if where else ():
            print(f"        {times / count:5.2f}  {line}")
    whole = sum(part.seconds for part in spent.values()) / many / len(SAID)
    print(f"desk: a message    {1000 * whole:6.2f} ms; {1000 * whole * 0.012 / loop:.2f} ms at 12 ms a loop")


def _measured(rounds: int, *, counting: bool) -> dict[str, Part]:
    with tempfile.TemporaryDirectory(prefix="khupho-bench-") as folder:
        database = Path(folder) / "khupho.db"
        prepare(database, PEOPLE, 0)
        engine = connect(f"sqlite:///{database}")
        ledger = Ledger(engine, counting=counting)
        engine.dispose()
        for number in range(rounds):
            _day(engine, ledger, number)
        engine.dispose()
    return ledger.parts


def _day(engine: Engine, ledger: Ledger, number: int) -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    now = datetime(2026, 11, 20, 1, tzinfo=UTC) + timedelta(hours=number)
    desk = Desk(engine, lambda: now, zone)
    sender = Sender(desk, Nowhere())
    for step, (kind, words) in enumerate(SAID.items()):
        messages = [
            Message(Address("telegram", "main", str(FIRST_CHAT + n)), f"{number}-{step}", now, words(n))
            for n in range(PEOPLE)
        ]
        for begin in range(0, PEOPLE, AHEAD):
            with ledger.part("inbox"):
                desk.receive(messages[begin : begin + AHEAD])
            with ledger.part(kind):
                desk.answer_round(desk.waiting(), seconds=60)
            with ledger.part("outbox"):
                asyncio.run(_send(sender))


async def _send(sender: Sender) -> None:
    """Send until nothing is left."""
    while True:
        sender.turn()
        if not sender._under_way:
            return
        await asyncio.sleep(0)
        await asyncio.sleep(0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--where", action="store_true")
    parser.add_argument("--rounds", type=int, default=1)
    main(**vars(parser.parse_args()))
