"""The nightly copy of a running bot: made once a night, beside the talk; a failure reaches the keeper once."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Clock
from bot.keeper.nightly import Nightly
from jobs import backups
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
EVENING = datetime(2026, 11, 21, 20, tzinfo=ZONE)


def nightly(folder: Path, clock: Clock, told: list[tuple[str, str]], database: str) -> Nightly:
    return Nightly(database, folder, 3, time(2, 30), clock, ZONE, lambda night, why: told.append((night, why)))


@pytest.fixture
def database(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path}/khupho.db"
    fresh.ward(address).dispose()
    return address


def test_one_copy_is_made_each_night_however_often_one_looks(tmp_path: Path, database: str) -> None:
    async def scene() -> None:
        now = datetime.now(UTC)
        clock, told = Clock(now), list[tuple[str, str]]()
        copies = nightly(tmp_path / "copies", clock, told, database)
        for _ in range(3):
            copies.look()
            copies.look()
            await copies.finish()
        (first,) = backups.found(tmp_path / "copies")
        await asyncio.sleep(1.1)  # a copy is named by the second in which it is made
        clock.set(now + timedelta(days=1))
        copies.look()
        await copies.finish()
        assert first in backups.found(tmp_path / "copies")
        assert len(backups.found(tmp_path / "copies")) == 2
        assert told == []

    asyncio.run(scene())


def test_a_bot_that_stops_gives_up_the_copy_it_is_making(tmp_path: Path, database: str) -> None:
    async def scene() -> None:
        told = list[tuple[str, str]]()
        copies = nightly(tmp_path / "copies", Clock(EVENING), told, database)
        copies.look()
        await asyncio.sleep(0.05)
        await copies.stop()
        assert backups.found(tmp_path / "copies") == []
        assert told == []

    asyncio.run(scene())


def test_a_failure_is_told_once_a_night_and_the_next_night_tries_again(tmp_path: Path, database: str) -> None:
    async def scene() -> None:
        folder = tmp_path / "copies"
        folder.touch()  # a file stands where the folder should be
        clock, told = Clock(EVENING), list[tuple[str, str]]()
        copies = nightly(folder, clock, told, database)
        for _ in range(3):
            copies.look()
            await copies.finish()
        assert [night for night, _ in told] == ["2026-11-21"]
        assert "copies" in told[0][1]
        folder.unlink()
        clock.set(EVENING + timedelta(hours=7))
        copies.look()
        await copies.finish()
        assert len(backups.found(folder)) == 1

    asyncio.run(scene())
