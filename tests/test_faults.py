"""The tables cannot be had for a while: everything waits, nothing is lost, the log says so once, nobody restarts."""

import asyncio
import logging
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
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from bot.desk import Desk
from bot.office import Office
from bot.sample import fill
from db import people, post
from db.engine import connect, reading, writing
from db.models import Incoming, Outgoing
from db.post import Chat
from handlers import texts
from tests import postgresql
from tests.botapi import until
from tests.far_end import BOT, START, FarEnd, HandClock, message
from tests.web.site import Talk, member, served

PATIENCE = 0.02  # seconds that a writer waits; the bot itself waits a second
LASTS = 30 * PATIENCE  # as for the bot half a minute: only how many tries fail meanwhile makes a difference
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

AS_ROOT = [] if os.getuid() == 0 else ["sudo", "-n"]
HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked(engine: Engine) -> Iterator[None]:
    """Another process has the writer's turn and keeps it."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(engine.url.database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        yield
        other.kill()


@contextmanager
def full(engine: Engine) -> Iterator[None]:
    """The disk is full: what is left of it is taken by another file."""
    ballast = folder_of(engine) / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (2**16, 2**12, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    yield
    ballast.unlink()


@contextmanager
def read_only(engine: Engine) -> Iterator[None]:
    """The disk has become read-only, as the system makes it after an error; files that are open would hinder that."""
    remount = [*AS_ROOT, "mount", "-o"]
    engine.dispose()
    subprocess.run([*remount, "remount,ro", str(folder_of(engine))], check=True)
    yield
    subprocess.run([*remount, "remount,rw", str(folder_of(engine))], check=True)


@contextmanager
def standing_by(engine: Engine) -> Iterator[None]:
    """The server of PostgreSQL takes nothing in, as one that stands by for another."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as server:
        for order in ("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()"):
            server.exec_driver_sql(order)
        yield
        for order in ("ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()"):
            server.exec_driver_sql(order)


def folder_of(engine: Engine) -> Path:
    return Path(engine.url.database or "").parent


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of three megabytes; where it may not be made the test is skipped, but never in CI."""
    command = ["mount", "-t", "tmpfs", "-o", f"size=3m,uid={os.getuid()},mode=700", "tmpfs", str(tmp_path)]
    made = subprocess.run([*AS_ROOT, *command], capture_output=True, check=False)
    if made.returncode and os.environ.get("CI") == "true":
        pytest.fail("a small disk cannot be made")
    if made.returncode:
        pytest.skip("a small disk cannot be made here")
    yield tmp_path
    subprocess.run([*AS_ROOT, "umount", "-l", str(tmp_path)], check=True)


def hand_over(office: Office) -> None:
    """Hand over more messages than a small disk holds."""
    for number in range(2000):
        office.receive([message("nobody", str(number), "x" * 3000)])


def survived(
    address: str, fault: Callable[[Engine], AbstractContextManager[None]], caplog: pytest.LogCaptureFixture
) -> None:
    """While the fault lasts a message is refused and one that was taken before waits; afterwards both are answered."""
    engine = connect(address, patience=PATIENCE)
    with writing(engine) as session:
        fill(session)
        person = people.find_person(session, "thu-ky")
        assert person is not None
        post.contact(session, Chat("far", BOT, "thu-ky"), START).person_id = person.id

    async def day() -> list[str]:
        far = FarEnd()
        office = Office(Desk(engine, HandClock(), ZONE), [far])
        office.start()
        office.receive([message("thu-ky", "1", "giúp")])
        with fault(engine):
            await asyncio.sleep(0)
            with pytest.raises(DBAPIError):
                hand_over(office)
            await asyncio.sleep(LASTS)
        await until(lambda: taken(office))
        await far.until(lambda sent: sum(s.text == texts.general.short_help("chị") for s in sent) == 2)
        await office.stop()
        return [sent.text for sent in far.sent if sent.chat == "thu-ky"]

    assert asyncio.run(day()) == [texts.general.short_help("chị")] * 2
    with reading(engine) as session:
        assert set(session.exec(select(Incoming.state).where(Incoming.chat == "thu-ky"))) == {"done"}
        assert set(session.exec(select(Outgoing.state))) == {"sent"}
    engine.dispose()
    assert not [record for record in caplog.records if record.exc_info]
    warnings = [record.message for record in caplog.records if record.levelno >= logging.WARNING]
    assert [line.partition(" (")[0] for line in warnings] == [
        "the database is out of reach",
        "the database is in reach again",
    ]
    assert len(warnings[0].splitlines()) == 1


def taken(office: Office) -> bool:
    """Bring a message once more, as messengers do until it is taken."""
    try:
        office.receive([message("thu-ky", "3", "giúp")])
    except DBAPIError:
        return False
    return True


def test_a_lock_held_by_another_process(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    survived(f"sqlite:///{tmp_path}/khupho.db", locked, caplog)


@pytest.mark.parametrize("fault", [full, read_only])
def test_a_disk_that_takes_nothing(
    small_disk: Path, fault: Callable[[Engine], AbstractContextManager[None]], caplog: pytest.LogCaptureFixture
) -> None:
    survived(f"sqlite:///{small_disk}/khupho.db", fault, caplog)
    with sqlite3.connect(small_disk / "khupho.db") as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()


def test_a_server_that_takes_nothing(cluster: postgresql.Cluster, caplog: pytest.LogCaptureFixture) -> None:
    survived(cluster.fresh(), standing_by, caplog)


def test_the_page_is_told_to_try_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    engine = connect(f"sqlite:///{tmp_path}/khupho.db", patience=PATIENCE)
    with served(Talk(engine)) as site, member(site) as client:
        said = {"id": "first-word", "text": "giúp"}
        with locked(engine):
            assert client.post("/chat/send", json=said).status_code == 503
        assert client.post("/chat/send", json=said).status_code == 202
    engine.dispose()
    assert not [record for record in caplog.records if record.exc_info]
