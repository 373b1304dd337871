"""When the bot wakes: when something is due, when something was planned, and at a slow beat besides."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, update
from sqlmodel import col, func, select

from bot.desk import Desk
from bot.office import Office
from db import lines, post
from db.engine import reading, writing
from db.models import Outgoing
from db.post import Chat
from jobs import reminders, waking
from jobs.waking import BEAT, Waker
from tests import fresh
from tests.far_end import FarEnd, HandClock, message
from tests.jobs.test_province import MEETING, NOW, fill, tick

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = timedelta(days=1)


def wakes(desk: Desk, clock: HandClock, until: datetime) -> list[tuple[datetime, int]]:
    """The instants at which it wakes up to one, each with how many were told, if nobody else wakes it."""
    found = []
    while clock() < until:
        found.append((clock(), desk.tick()))
        with writing(desk.engine) as session:
            session.connection().execute(update(Outgoing).values(state="sent"))
        clock.at += waking.sleep(clock(), desk.next_look())
    return found


def test_an_evening_of_many_wakes_it_once_when_it_is_due_and_at_the_beat() -> None:
    engine = fresh.empty()
    with writing(engine) as session:
        fill(session, 20)
    tick(engine, NOW)
    odd = timedelta(minutes=2)  # so that no beat falls on a step
    clock, hours = HandClock(MEETING - timedelta(days=3, hours=1) + odd), timedelta(hours=2)
    found = wakes(Desk(engine, clock, ZONE), clock, clock() + hours)
    told = [(at, count) for at, count in found[1:] if count]  # at first the minutes of November are asked for
    assert told == [(MEETING - timedelta(days=3), 60)]
    assert len(found) == hours // BEAT + 1
    engine.dispose()


def test_as_long_as_nothing_is_known_only_the_beat_wakes_it() -> None:
    engine, clock, hours = fresh.empty(), HandClock(), timedelta(hours=1)
    assert len(wakes(Desk(engine, clock, ZONE), clock, clock() + hours)) == hours // BEAT
    engine.dispose()


def test_while_something_told_is_not_sent_it_looks_every_minute_whether_it_goes_astray(ward: Engine) -> None:
    desk = Desk(ward, HandClock(), ZONE)
    with writing(ward) as session:
        lines.begun(session, "far", "main")
        post.contact(session, Chat("far", "main", "a"), desk.clock()).person_id = 1
        post.post(session, Chat("far", "main", "a"), "reminder", "{}", desk.clock(), priority=post.REMINDER)
    assert desk.next_look() == desk.clock() + timedelta(minutes=1)


def test_it_never_sleeps_longer_than_the_beat_nor_less_than_nothing() -> None:
    now = datetime(2026, 12, 5, tzinfo=UTC)
    assert waking.sleep(now, None) == waking.sleep(now, now + DAY) == BEAT
    assert waking.sleep(now, now + timedelta(seconds=7)) == timedelta(seconds=7)
    assert waking.sleep(now, now - DAY) == timedelta()


class Watched:
    """A waker whose looks are counted; each says what is due next by `due`."""

    def __init__(self, due: Callable[[int], datetime | None]) -> None:
        self.count, self._due = 0, due
        self.looked = asyncio.Event()
        self.seconds = 0.0
        self.waker = Waker(self._look, lambda: datetime.now(UTC), lambda: self.seconds)

    async def _look(self) -> datetime | None:
        self.count += 1
        self.looked.set()
        return self._due(self.count)

    async def until(self, count: int) -> None:
        while self.count < count:
            self.looked.clear()
            await asyncio.wait_for(self.looked.wait(), 30)


def test_the_waker_looks_at_the_start_when_due_and_when_woken() -> None:
    async def day() -> int:
        watched = Watched(lambda count: datetime.now(UTC) + timedelta(milliseconds=20) if count == 1 else None)
        watched.waker.start()
        await watched.until(2)  # at the start, and 20 ms later
        watched.waker.wake()
        watched.waker.wake()  # both before the look: it is one
        await watched.until(3)
        await asyncio.sleep(0)
        watched.waker.stop()
        return watched.count

    assert asyncio.run(day()) == 3


def test_a_look_that_failed_is_followed_by_another() -> None:
    def fails(count: int) -> None:
        if count == 1:
            raise OSError("of the tests")

    async def day() -> int:
        watched = Watched(fails)
        watched.waker.start()
        await watched.until(1)
        watched.waker.wake()
        await watched.until(2)
        watched.waker.stop()
        return watched.count

    assert asyncio.run(day()) == 2


def test_a_look_that_does_not_come_is_noticed() -> None:
    async def day() -> list[bool]:
        watched = Watched(lambda _: None)
        seen = [watched.waker.is_on_time()]  # it was not started
        watched.waker.start()
        await watched.until(1)
        await asyncio.sleep(0)
        for watched.seconds in (BEAT.total_seconds(), BEAT.total_seconds() + 120):
            seen.append(watched.waker.is_on_time())
        watched.waker.stop()
        return seen

    assert asyncio.run(day()) == [False, True, False]


def queued(engine: Engine, like: str) -> int:
    with reading(engine) as session:
        return session.exec(select(func.count()).select_from(Outgoing).where(col(Outgoing.key).startswith(like))).one()


async def until(done: Callable[[], bool]) -> None:
    for _ in range(10_000):
        if done():
            return
        await asyncio.sleep(0)  # one turn of the loop
    raise TimeoutError


def test_whoever_writes_while_a_province_is_invited_is_answered_in_between() -> None:
    engine, far = fresh.empty(), FarEnd()
    with writing(engine) as session:
        fill(session, 3 * reminders.BATCH)
        post.contact(session, Chat("far", "main", "somebody"), NOW).person_id = 1
    tick(engine, NOW)
    invited = []

    async def evening() -> None:
        office = Office(Desk(engine, HandClock(MEETING - timedelta(days=3)), ZONE), [far])
        office.start()
        await until(lambda: queued(engine, "reminder:") > 0)
        office.receive([message("somebody", "1", "giúp")])
        await until(lambda: queued(engine, "reply:") > 0)
        invited.append(queued(engine, "reminder:"))
        await office.stop()

    asyncio.run(evening())
    assert 0 < invited[0] < 3 * reminders.BATCH * 3
    engine.dispose()
