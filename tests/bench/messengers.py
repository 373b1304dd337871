"""The whole bot under load beside the echo bots of others, in one run: messages a second, CPU, waits, memory."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

import psutil
from sqlmodel import Session, select

from bot.sample import fill
from db import post
from db.engine import connect, writing
from db.models import Membership, Person, Unit
from db.post import Chat
from handlers import outbox
from handlers.message import Reply
from tests.bench.load import COMMITTEES, FIRST_CHAT
from tests.botapi import TOKEN
from tests.commands import ROOT, environment

PEERS = Path(os.environ.get("KHUPHO_BENCH_PEERS", ROOT / ".venv-bench")) / "bin" / "python"
PEOPLE, EACH = 200, 10
WAITING = 10_000  # messages after an outage
AUDIENCE = 2_000  # people of a broadcast
LIMIT = 30  # messages a second to all chats
BARS = {"CPU": 1.0, "0 ms": 0.6, "50 ms": 30.0, "broadcast": 0.93}
Result = dict[str, float]


def main() -> None:
    """Print every figure beside those of the peers, and each ratio beside its bar."""
    names = ["khupho"]
    names += [name for name in ("ptb_echo", "aiogram_echo") if PEERS.exists()]
    if len(names) == 1:
        print(f"messengers: the peers are skipped, there is no {PEERS}")
    found = {name: _measure(name) for name in names}
    ours, ptb, aiogram = found["khupho"], found.get("ptb_echo"), found.get("aiogram_echo")
    if ptb and aiogram:
        _against("CPU a message, ours / stock PTB's echo", ours["cpu"] / ptb["cpu"], BARS["CPU"], at_most=True)
        _against("rate at 0 ms, ours / aiogram's echo", ours["rate 0"] / aiogram["rate 0"], BARS["0 ms"])
        _against("rate at 50 ms, ours / stock PTB's echo", ours["rate 50"] / ptb["rate 50"], BARS["50 ms"])
    _outage(ours["rate 0"])
    _broadcast()


def _measure(name: str) -> Result:
    fast, slow = _run(name, each=EACH), _run(name, people=PEOPLE if name != "ptb_echo" else 40, each=4, slow=0.05)
    print(
        f"messengers: {name:12} {fast['per_second']:7.0f}/s at 0 ms {slow['per_second']:7.0f}/s at 50 ms "
        f"{fast['cpu']:6.2f} ms CPU a message, {fast['idle']:4.0f} MB idle, {fast['loaded']:4.0f} MB under load"
    )
    for rate in (30, 100):
        paced = _run(name, each=rate * 10 // PEOPLE or 1, rate=rate, slow=0.05)
        print(
            f"messengers: {name:12} at {rate:3}/s and 50 ms: p50 {paced['p50']:6.0f} p95 {paced['p95']:6.0f} "
            f"p99 {paced['p99']:6.0f} ms"
        )
    return {"cpu": fast["cpu"], "rate 0": fast["per_second"], "rate 50": slow["per_second"]}


def _outage(full_speed: float) -> None:
    found = _run("khupho", people=500, each=WAITING // 500)
    share = found["per_second"] / full_speed
    print(
        f"messengers: {WAITING} waiting: {found['per_second']:.0f}/s, {share:.2f} of full speed, "
        f"{found['loaded']:.0f} MB"
    )


def _broadcast() -> None:
    found = _run("khupho", people=30, each=3, rate=1, slow=0.05, expect=AUDIENCE, per_second=LIMIT)
    _against("broadcast, share of the limit", found["unasked_per_second"] / LIMIT, BARS["broadcast"])
    print(f"messengers: broadcast: most in a second {found['most_in_a_second']:.0f}, replies p95 {found['p95']:.0f} ms")


def _against(what: str, ratio: float, bar: float, *, at_most: bool = False) -> None:
    holds = ratio <= bar if at_most else ratio >= bar
    print(
        f"messengers: {what}: {ratio:.2f}, bar {'<=' if at_most else '>='} {bar:g}: {'held' if holds else 'NOT HELD'}"
    )


def _run(
    name: str, people: int = PEOPLE, each: int = 1, rate: float = 0, slow: float = 0, expect: int = 0,
    per_second: int = 100_000,
) -> Result:  # fmt: skip
    """One bot under one load: what the load measured, with CPU (ms a message) and memory (MB) of the bot."""
    script = "talk" if name == "khupho" else "echo"
    told = {"people": people, "each": each, "rate": rate, "slow": slow, "script": script, "expect": expect}
    arguments = [f"--{key}={value}" for key, value in told.items()]
    with (
        tempfile.TemporaryDirectory(prefix="khupho-bench-") as folder,
        _process(sys.executable, "-m", "tests.bench.load", *arguments) as load,
    ):
        assert load.stdout is not None
        url = load.stdout.readline().strip()
        with _bot(name, url, Path(folder) / "khupho.db", people, expect, per_second) as bot:
            assert load.stdout.readline() == "go\n"
            before, idle = cpu(bot), memory(bot)
            found: Result = json.loads(load.stdout.readline())
            messages = people * each + expect
            return found | {"cpu": (cpu(bot) - before) * 1000 / messages, "idle": idle, "loaded": memory(bot)}


@contextmanager
def _bot(name: str, url: str, database: Path, people: int, expect: int, per_second: int) -> Iterator[psutil.Process]:
    if name == "khupho":
        prepare(database, people, expect)
        settings = {
            "telegram_token": TOKEN, "telegram_base_url": url, "database_url": f"sqlite:///{database}", "web_port": "0",
            "telegram_per_second": str(per_second), "telegram_per_chat": "1000" if per_second != LIMIT else "1",
            "backup_keep": "0",
        }  # fmt: skip
        command, told = [sys.executable, "-m", "bot", "run"], environment(**settings)
    else:
        command, told = [str(PEERS), str(ROOT / "tests" / "bench" / "peers" / f"{name}.py"), url, TOKEN], environment()
    with _process(*command, environment=told) as process:
        yield psutil.Process(process.pid)


@contextmanager
def _process(*command: str, environment: dict[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT, env=environment
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def prepare(database: Path, people: int, expect: int) -> None:
    """A database with people of some committees, known on Telegram, and maybe a broadcast to the others."""
    engine, now = connect(f"sqlite:///{database}"), datetime.now(UTC)
    with writing(engine) as session:
        fill(session)
        units = _committees(session)
        for number in range(people):
            person = Person(key=f"nguoi-{number}", name=f"Người {number}", title="bác")
            session.add(person)
            session.flush()
            unit = units[number % len(units)]
            session.add(Membership(person_id=person.id or 0, unit_id=unit or 0, role="member", since=date(2020, 1, 1)))
            post.contact(session, _chat(number), now).person_id = person.id
        for number in range(people, people + expect):
            outbox.queue(session, _chat(number), f"all:{number}", Reply("Mời bà con"), now, priority=post.BROADCAST)
    engine.dispose()


def _committees(session: Session) -> list[int | None]:
    """The khu phố of the sample ward and some more, so that each has ten members where there are 200 people."""
    there = list(session.exec(select(Unit).where(Unit.kind == "khu_pho")))
    more = [
        Unit(
            kind="khu_pho", name=f"Khu phố {n}", code=f"KP{n}", parent_id=there[0].parent_id,
            valid_from=there[0].valid_from,
        )
        for n in range(10, 10 + COMMITTEES - len(there))
    ]  # fmt: skip
    session.add_all(more)
    session.flush()
    return [unit.id for unit in (*there, *more)]


def _chat(number: int) -> Chat:
    return Chat("telegram", "main", str(FIRST_CHAT + number))


def cpu(process: psutil.Process) -> float:
    """Seconds of processor time that a process has used."""
    times = process.cpu_times()
    return float(times.user + times.system)


def memory(process: psutil.Process) -> float:
    """MB of memory that a process holds; 0 when it has gone."""
    with suppress(psutil.NoSuchProcess):
        return float(process.memory_info().rss) / 2**20
    return 0.0


if __name__ == "__main__":
    began = time.monotonic()
    main()
    print(f"messengers: took {time.monotonic() - began:.0f} s")
