"""What the meeting room does unasked: each person once at each step, whatever the clock does, never in quiet hours."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.press.__main__ import make
from db import people, post
from db.engine import reading, writing
from db.models import Meeting, MeetingSeries, Outgoing, Person
from db.post import Chat
from db.room import calendars, tasks
from db.room.tables import PressOrder, Task
from jobs import room

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)  # 8 o'clock
EVERYBODY = ("truong-ban", "thu-ky", "thanh-vien")


@pytest.fixture
def committee(ward: Engine) -> Engine:
    """Khu phố 9; everybody can be reached at a chat named like their key."""
    with writing(ward) as session:
        for key in EVERYBODY:
            post.contact(session, Chat("far", "main", key), START).person_id = someone(session, key).id
    return ward


def someone(session: Session, key: str) -> Person:
    person = people.find_person(session, key)
    assert person is not None
    return person


def give(engine: Engine, key: str, due: date, at: datetime = START) -> None:
    with writing(engine) as session:
        unit = people.find_unit(session, "KP9")
        assert unit is not None
        who, by = someone(session, key), someone(session, "thu-ky")
        tasks.give(
            session,
            Task(unit_id=unit.id or 0, number=0, what="vận động hẻm 12", who=who.name, who_id=who.id, due=due,
                 made_by=by.id or 0, made_at=at),
        )  # fmt: skip


def held(engine: Engine, at: datetime) -> int:
    with writing(engine) as session:
        unit = people.find_unit(session, "KP9")
        assert unit is not None
        series = MeetingSeries(unit_id=unit.id or 0, rule="ONCE", hour="19:00", place="nhà văn hóa", since=at.date())
        session.add(series)
        session.flush()
        meeting = Meeting(series_id=series.id or 0, unit_id=unit.id or 0, day=at.date(), at=at, place=series.place)
        session.add(meeting)
        session.flush()
        return meeting.id or 0


def run(engine: Engine, now: datetime) -> int:
    with writing(engine) as session:
        return room.run(session, now, ZONE)[0] if room.has_work(session, now, ZONE) else 0


def told(engine: Engine) -> Counter[tuple[str, str]]:
    """How often each chat was told under each kind of key ("task:3d")."""
    with reading(engine) as session:
        rows = session.exec(select(Outgoing.chat, Outgoing.key)).all()
    kinds = {chat_key: f"{chat_key[1].split(':')[0]}:{chat_key[1].split(':')[-2]}" for chat_key in rows}
    return Counter((chat, kinds[chat, key]) for chat, key in rows)


def test_a_task_is_reminded_of_once_at_each_step_and_its_lateness_told_to_the_chair(committee: Engine) -> None:
    give(committee, "thanh-vien", date(2026, 11, 30))
    for hours in range(0, 24 * 20, 4):
        run(committee, START + timedelta(hours=hours))
    assert told(committee) == {
        ("thanh-vien", "task:3d"): 1, ("thanh-vien", "task:0d"): 1, ("thanh-vien", "task:late"): 1,
        ("truong-ban", "task:chair"): 1,
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_after_days_off_each_person_is_told_once_of_the_newest_step_only(committee: Engine, seed: int) -> None:
    """The process is off at random for minutes to days; an oracle says what must have been told when it comes back."""
    chance = random.Random(seed)
    due = date(2026, 11, 21) + timedelta(days=chance.randint(4, 9))
    give(committee, "thanh-vien", due)
    held(committee, datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
    steps = {"3d": due - timedelta(days=3), "0d": due, "late": due + timedelta(days=1)}
    expected: set[tuple[str, str]] = set()
    now = START
    while now < START + timedelta(days=25):
        local = now.astimezone(ZONE)
        reached = local.date() if local.hour >= 8 else local.date() - timedelta(days=1)
        awake = local.replace(hour=7, minute=0) <= local < local.replace(hour=20, minute=30)
        come = [step for step, day in steps.items() if day <= reached]
        if awake and come:
            expected |= {("thanh-vien", f"task:{come[-1]}")} | (
                {("truong-ban", "task:chair")} if come[-1] == "late" else set()
            )
        days = (reached - date(2026, 11, 22)).days
        asked = [step for step in (3, 7, 14) if step <= days]
        if awake and asked:
            expected |= {("thu-ky", f"minutes:{asked[-1]}")}
            expected |= {("truong-ban", f"minutes:{asked[-1]}")} if asked[-1] >= 7 else set()
        run(committee, now)
        if chance.random() < 0.5:
            run(committee, now)  # a second process at the same time
        now += timedelta(minutes=chance.choice((5, 40, 300, 60 * 24, 60 * 24 * 3, 60 * 24 * 9)))
    assert told(committee) == dict.fromkeys(expected, 1)


def test_nothing_is_told_in_the_quiet_hours_and_it_is_made_up_for_in_the_morning(committee: Engine) -> None:
    give(committee, "thanh-vien", date(2026, 11, 30))
    night = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)  # 21 o'clock of the day
    assert run(committee, night) == 0
    assert run(committee, night + timedelta(hours=10, minutes=30)) == 1  # half past seven


def test_a_task_that_is_done_or_was_given_after_a_step_is_not_reminded_of(committee: Engine) -> None:
    give(committee, "thanh-vien", date(2026, 11, 23))  # its three days before are over
    assert run(committee, START) == 0
    with writing(committee) as session:
        task = session.exec(select(Task)).one()
        tasks.finish(session, task, "done", task.made_by, START)
    assert run(committee, START + timedelta(days=5)) == 0


def test_a_person_who_cannot_be_reached_is_told_of_to_whoever_gave_the_task(committee: Engine) -> None:
    give(committee, "thanh-vien", date(2026, 11, 30))
    with writing(committee) as session:
        post.mark_unreachable(session, Chat("far", "main", "thanh-vien"), "blocked")
    run(committee, datetime(2026, 11, 30, 2, 0, tzinfo=UTC))
    assert told(committee) == {("thu-ky", "task:0d"): 1}


def test_the_next_instant_is_known_so_that_nobody_wakes_in_vain(committee: Engine) -> None:
    give(committee, "thanh-vien", date(2026, 11, 30))
    with reading(committee) as session:
        assert room.next_due(session, START, ZONE) == datetime(2026, 11, 27, 1, 0, tzinfo=UTC)


# --- the calendar of the telephone ---


def events(engine: Engine) -> list[tuple[str, str, int, str, str]]:
    with reading(engine) as session:
        made = [
            (order.chat, Calendar.from_ical(make("calendar", order.content.encode())))
            for order in session.exec(select(PressOrder).order_by(col(PressOrder.id)))
        ]
    return [
        (chat, str(event["uid"]), int(str(event["sequence"])), str(event["status"]), str(file["method"]))
        for chat, file in made for event in file.walk("VEVENT")
    ]  # fmt: skip


def test_a_moved_and_then_cancelled_meeting_is_sent_again_under_the_same_uid_once_each(committee: Engine) -> None:
    meeting_id = held(committee, datetime(2026, 12, 5, 12, 0, tzinfo=UTC))
    with writing(committee) as session:
        calendars.keep(session, session.get_one(Meeting, meeting_id), someone(session, "thanh-vien").id or 0)
    assert run(committee, START) == 0
    for state, version in (("planned", 2), ("cancelled", 3)):
        with writing(committee) as session:
            meeting = session.get_one(Meeting, meeting_id)
            meeting.at, meeting.version, meeting.state = meeting.at + timedelta(days=1), version, state
            session.add(meeting)
        assert [run(committee, START + timedelta(hours=version)) for _ in range(3)] == [1, 0, 0]
    (first, moved), (_, cancelled) = ((e[:2], e[2:]) for e in events(committee))
    assert (moved, cancelled) == ((1, "CONFIRMED", "PUBLISH"), (2, "CANCELLED", "CANCEL"))
    assert {e[:2] for e in events(committee)} == {first}
