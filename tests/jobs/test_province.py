"""Many committees on one evening: few questions to the tables, one look for all, none when nothing is due."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, insert
from sqlmodel import Session, SQLModel

from db import quick
from db.engine import reading, writing
from db.models import Contact, MeetingSeries, Membership, Person, Unit
from db.room.tables import Task
from jobs import reminders, room
from tests import fresh

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)
MEETING = datetime(2026, 12, 5, 12, 0, tzinfo=UTC)
MEMBERS = 3


def fill(session: Session, committees: int, members: int = MEMBERS) -> None:
    """So many committees that all meet on the fifth at 19 o'clock, each member with a chat."""
    everybody = range(1, committees * members + 1)
    rows: dict[type[SQLModel], list[dict[str, object]]] = {
        Unit: [
            {"id": n, "kind": "khu_pho", "name": f"Khu phố {n}", "code": f"K{n}", "valid_from": NOW.date()}
            for n in range(1, committees + 1)
        ],
        Person: [{"id": n, "key": f"{n}", "name": f"Người {n}", "title": "bác"} for n in everybody],
        Membership: [
            {
                "person_id": n, "unit_id": (n - 1) // members + 1, "since": NOW.date(),
                "role": "member" if (n - 1) % members else "chair",
            }
            for n in everybody
        ],
        Contact: [
            {"channel": "terminal", "bot": "main", "chat": f"{n}", "person_id": n, "used_at": NOW} for n in everybody
        ],
        MeetingSeries: [
            {
                "unit_id": n, "title": "Họp ban", "rule": "FREQ=MONTHLY;BYMONTHDAY=5", "hour": "19:00",
                "place": "nhà văn hóa", "since": NOW.date(),
            }
            for n in range(1, committees + 1)
        ],
    }  # fmt: skip
    for table, some in rows.items():
        session.connection().execute(insert(table), some)


def tick(engine: Engine, now: datetime) -> int:
    """Do what is due, as the bot does; how many were told."""
    told, more = 0, True
    while more:
        with writing(engine) as session:
            count, more = reminders.run(session, now, ZONE)
        told += count
    return told


def next_look(engine: Engine) -> datetime | None:
    with reading(engine) as session:
        return reminders.next_look(session, ZONE)


@pytest.fixture
def engine() -> Iterator[Engine]:
    opened = fresh.empty()
    yield opened
    opened.dispose()


def evening(committees: int) -> tuple[int, int]:
    """How many people are told three days before, and by how many statements."""
    engine = fresh.empty()
    with writing(engine) as session:
        fill(session, committees)
    tick(engine, NOW)
    with quick.overheard(engine) as seen:
        told = tick(engine, MEETING - timedelta(days=3))
    engine.dispose()
    return told, len(seen)


def test_ten_times_the_committees_are_told_by_hardly_more_questions() -> None:
    (few, asked_few), (many, asked_many) = evening(10), evening(100)
    assert (few, many) == (10 * MEMBERS, 100 * MEMBERS)
    assert asked_many <= asked_few * (100 // reminders.BATCH + 2)  # as many for a slice of fifty as for ten


def minutes(committees: int) -> tuple[int, int]:
    """How many are asked for overdue minutes and a task on one morning, and by how many statements."""
    engine = fresh.empty()
    with writing(engine) as session:
        fill(session, committees)
        rows = [
            {
                "unit_id": n, "number": 1, "what": "vận động hẻm 12", "who": "Người", "who_id": n * MEMBERS,
                "due": MEETING.date(), "version": 1, "state": "open", "made_by": n * MEMBERS - 1, "made_at": NOW,
            }
            for n in range(1, committees + 1)
        ]  # fmt: skip
        session.connection().execute(insert(Task), rows)
    tick(engine, NOW)
    with quick.overheard(engine) as seen, writing(engine) as session:
        told, _ = room.run(session, MEETING + timedelta(days=3, hours=14), ZONE)
    engine.dispose()
    return told, len(seen)


def test_overdue_minutes_and_tasks_of_ten_times_the_committees_are_asked_for_by_as_many_statements() -> None:
    (few, asked_few), (many, asked_many) = minutes(10), minutes(100)
    assert (few, many) == (10 * 3, 100 * 3)  # the minutes of the chair, the task of its member and of the chair
    assert asked_many == asked_few


def test_a_look_at_which_nothing_is_due_asks_twice_and_writes_nothing(engine: Engine) -> None:
    with writing(engine) as session:
        fill(session, 20)
    tick(engine, NOW)
    with quick.overheard(engine) as seen:
        due = next_look(engine)
    assert due is not None
    assert due > NOW + timedelta(minutes=5)
    assert [statement.split()[0] for statement in seen] == ["BEGIN", "SELECT", "SELECT"]


def test_an_evening_is_looked_at_only_when_something_may_fall_due(engine: Engine) -> None:
    """Three steps, the mornings between, the chair's summary, the beginning: one look for all."""
    with writing(engine) as session:
        fill(session, 20)
    tick(engine, NOW)
    looks = []
    while (moment := next_look(engine)) is not None and moment <= MEETING:
        told = tick(engine, moment)
        if moment > MEETING - timedelta(days=4):
            looks.append((int((MEETING - moment).total_seconds() // 3600), told))
    assert looks == [(72, 60), (60, 0), (36, 0), (24, 60), (12, 0), (4, 20), (2, 60), (0, 0)]
