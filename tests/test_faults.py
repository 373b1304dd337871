"""The tables cannot be had for a while: everything waits, nothing is lost, the log says so once, nobody restarts."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot.desk import Desk
from bot.office import Office
from bot.sample import fill
from db import people, post
from db.engine import connect, reading, writing
from db.models import Incoming
from db.post import Chat
from handlers import texts
from tests.far_end import BOT, START, FarEnd, HandClock, message

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another process has the writer's turn and keeps it."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        yield
        other.kill()


@contextmanager
def full(database: Path) -> Iterator[None]:
    """The disk is full: what is left of it is taken by another file."""
    ballast = database.parent / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (2**16, 2**12, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    yield
    ballast.unlink()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of three megabytes; where it may not be made the test is skipped, but never in CI."""
    command = ["mount", "-t", "tmpfs", "-o", f"size=3m,uid={os.getuid()},mode=700", "tmpfs", str(tmp_path)]
    sudo = [] if os.getuid() == 0 else ["sudo", "-n"]
    made = subprocess.run([*sudo, *command], capture_output=True, check=False)
    if made.returncode and os.environ.get("CI") == "true":
        pytest.fail("a small disk cannot be made")
    if made.returncode:
        pytest.skip("a small disk cannot be made here")
    yield tmp_path
    subprocess.run([*sudo, "umount", "-l", str(tmp_path)], check=True)


def opened(database: Path) -> Engine:
    engine = connect(f"sqlite:///{database}", patience=0.05)
    with writing(engine) as session:
        fill(session)
        person = people.find_person(session, "thu-ky")
        assert person is not None
        post.contact(session, Chat("far", BOT, "thu-ky"), START).person_id = person.id
    return engine


def hand_over(office: Office) -> None:
    """Hand over more messages than a small disk holds."""
    for number in range(2000):
        office.desk.receive([message("nobody", str(number), "x" * 3000)])


def survived(
    database: Path, fault: Callable[[Path], AbstractContextManager[None]], caplog: pytest.LogCaptureFixture
) -> None:
    """While the fault lasts a message is refused and one that was taken before waits; afterwards both are answered."""
    engine = opened(database)

    async def day() -> list[str]:
        far = FarEnd()
        office = Office(Desk(engine, HandClock(), ZONE), [far])
        office.start()
        office.receive([message("thu-ky", "1", "giúp")])
        with fault(database):
            await asyncio.sleep(0)
            with pytest.raises(OperationalError):
                hand_over(office)
            await asyncio.sleep(0.3)
        office.receive([message("thu-ky", "3", "giúp")])
        await far.until(lambda sent: sum(s.text == texts.short_help("chị") for s in sent) == 2)
        await office.stop()
        return [sent.text for sent in far.sent if sent.chat == "thu-ky"]

    assert asyncio.run(day()).count(texts.short_help("chị")) == 2
    with reading(engine) as session:
        assert set(session.exec(select(Incoming.state).where(Incoming.chat == "thu-ky"))) == {"done"}
    engine.dispose()
    with sqlite3.connect(database) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()
    assert not [record for record in caplog.records if record.exc_info]
    for name in ("the database is out of reach", "the database is in reach again"):
        assert sum(name in record.message for record in caplog.records) <= 2


def test_a_lock_held_by_another_process(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    survived(tmp_path / "khupho.db", locked, caplog)


def test_a_full_disk(small_disk: Path, caplog: pytest.LogCaptureFixture) -> None:
    survived(small_disk / "khupho.db", full, caplog)
