"""A committee's year, hour by hour: the bot off at random, two at once, meetings moved meanwhile, people come and go.

Beside the bot lives an oracle that only knows the rules. At every instant both must say the same: nobody is told twice,
nobody is missed, late notices say so, nothing stale is sent.
"""

import json
import random
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from db import looking, meetings, post
from db.engine import connect, reading, writing
from db.models import Meeting, MeetingSeries, Membership, Outgoing, Person, Unit
from db.post import Chat
from handlers import wording
from handlers.meetings import schedule
from jobs import reminders
from tests.jobs.oracle import ANSWERS, TELEPHONE, Expected, Oracle

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 11, 1, 6, 0, tzinfo=ZONE)
PLACE = "nhà văn hóa"
JITTER = (0, 0, 0, 10, 40)  # minutes past the hour at which a process looks


@dataclass
class World:
    """The committee in the tables, and beside it as the oracle knows it; `seed` decides what happens."""

    engines: list[Engine]  # of two processes, each with connections and a thread of its own
    dice: random.Random
    pool: ThreadPoolExecutor
    oracle: Oracle = field(default_factory=Oracle)
    unit: int = 0
    seen: int = 0  # the last message looked at
    told: list[tuple[datetime, Expected]] = field(default_factory=list)
    count: int = 0
    lists: dict[str, dict[str, list[str]]] = field(default_factory=dict)  # that the chair was told at the last look
    summaries: list[dict[str, list[str]]] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)  # whom the bot could not reach then

    def open(self, now: datetime) -> None:
        with writing(self.engines[0]) as session:
            unit = Unit(kind="khu_pho", name="Khu phố 9", code="KP9", valid_from=now.date())
            session.add(unit)
            session.flush()
            self.unit = unit.id or 0
            for _ in range(5):
                self.join(session, now)
            rule = MeetingSeries(
                unit_id=self.unit, rule="FREQ=MONTHLY;BYMONTHDAY=5", hour="19:00", place=PLACE, since=now.date()
            )
            schedule.put_in_force(session, rule, now, ZONE)

    # --- what happens ---

    def happen(self, now: datetime) -> None:
        """Let one thing happen in the life of the committee, in the tables and to the oracle."""
        what = self.dice.choice(HAPPENINGS)
        with writing(self.engines[0]) as session:
            self.learn(session, now)
            what(self, session, now)
            self.learn(session, now)

    def learn(self, session: Session, now: datetime) -> None:
        """Tell the oracle of the meetings that the rule has brought."""
        for meeting in session.exec(select(Meeting)).all():
            if str(meeting.id) not in self.oracle.meetings:
                begins = meeting.at.astimezone(ZONE).replace(tzinfo=None)
                changed = (meeting.changed_at or now).astimezone(ZONE).replace(tzinfo=None)
                self.oracle.called(str(meeting.id), begins, changed, urgent=meeting.kind == "dot_xuat")

    def ahead(self, session: Session, now: datetime) -> Meeting | None:
        some = meetings.ahead(session, self.unit, now)[:2]
        return self.dice.choice(some) if some else None

    def somebody(self, session: Session) -> Person | None:
        known = list(self.oracle.members)
        return session.exec(select(Person).where(Person.key == self.dice.choice(known))).one() if known else None

    def answer(self, session: Session, now: datetime) -> None:
        meeting, person = self.ahead(session, now), self.somebody(session)
        if meeting and person and person.key not in self.oracle.blocked:
            word = self.dice.choice(("du", "du", "vang", "chua_ro"))
            meetings.answer(session, meeting, person, word, now)
            self.oracle.answered(str(meeting.id), person.key, word, local(now))

    def move(self, session: Session, now: datetime) -> None:
        meeting = self.ahead(session, now)
        if meeting is None:
            return
        hour = self.dice.choice((6, 8, 14, 19, 21))
        at = (now + timedelta(days=self.dice.randint(1, 9))).replace(hour=hour, minute=0)
        meetings.move(session, meeting, at, PLACE, now)
        self.oracle.moved(str(meeting.id), local(at), local(now))

    def cancel(self, session: Session, now: datetime) -> None:
        meeting = self.ahead(session, now)
        if meeting is not None and self.dice.random() < 0.5:
            meetings.cancel(session, meeting, now)
            self.oracle.cancelled(str(meeting.id), local(now))

    def call(self, session: Session, now: datetime) -> None:
        at = now + timedelta(hours=self.dice.randint(2, 60))
        schedule.call(session, self.unit, "Họp đột xuất", at.date(), f"{at:%H}:00", PLACE, now, ZONE)

    def join(self, session: Session, now: datetime) -> None:
        if len(self.oracle.members) >= 9:
            return
        self.count += 1
        person = Person(key=f"p{self.count}", name=f"Người {self.count}", title="bác")
        session.add(person)
        session.flush()
        role = "chair" if self.count == 1 else "member"
        session.add(Membership(person_id=person.id or 0, unit_id=self.unit, role=role, since=now.date()))
        post.contact(session, Chat("terminal", "main", person.key), now).person_id = person.id
        looking.again(session, [self.unit], now)
        self.oracle.members[person.key] = local(now)

    def leave(self, session: Session, now: datetime) -> None:
        person = self.somebody(session)
        if person is None or person.key == self.oracle.chair or len(self.oracle.members) <= 3:
            return
        role = session.exec(select(Membership).where(Membership.person_id == person.id)).one()
        role.until = now.date() - timedelta(days=1)
        session.add(role)
        del self.oracle.members[person.key]

    def block(self, session: Session, _now: datetime) -> None:
        person = self.somebody(session)
        if person is not None and (person.key != self.oracle.chair or self.dice.random() < 0.2):
            self.oracle.blocked.add(person.key)

    def later(self, session: Session, now: datetime) -> None:
        """Somebody who was told wants to hear of it in an hour."""
        meeting, person = self.ahead(session, now), self.somebody(session)
        one = self.oracle.meetings[str(meeting.id)] if meeting else None
        if meeting and one and person and person.key in one.knows and one.begins > local(now) + timedelta(hours=1):
            meetings.snooze(session, meeting, person, now + timedelta(hours=1))
            one.again[person.key] = local(now) + timedelta(hours=1)

    def come_back(self, session: Session, now: datetime) -> None:
        """Whoever had blocked the bot writes to it again."""
        for key in sorted(self.oracle.blocked):
            post.contact(session, Chat("terminal", "main", key), now)
        self.oracle.blocked.clear()
        self.oracle.lost.clear()

    # --- the bot awake ---

    def look(self, now: datetime) -> list[Expected]:
        """Both processes look at the clock in the same moment, or one alone; what arrived, and how it is worded."""
        self.lists, self.failed = {}, set()
        awake = self.engines[: self.dice.choice((1, 1, 2))]
        if not any(list(self.pool.map(lambda engine: self.run(engine, now), awake))):  # both have ended
            return []
        with writing(self.engines[0]) as session:
            self.learn(session, now)
            return sorted(e for row in self.new(session) if (e := self.delivered(session, row, now)) is not None)

    def run(self, engine: Engine, now: datetime) -> bool:
        """One process does what is due; False when nothing is."""
        with reading(engine) as session:
            at = reminders.next_look(session, ZONE)
        if at is None or at > now:
            return False
        with writing(engine) as session:
            reminders.run(session, now, ZONE)
        return True

    def new(self, session: Session) -> list[Outgoing]:
        rows = session.exec(select(Outgoing).where(col(Outgoing.id) > self.seen).order_by(col(Outgoing.id))).all()
        self.seen = max((row.id or 0 for row in rows), default=self.seen)
        return list(rows)

    def delivered(self, session: Session, row: Outgoing, now: datetime) -> Expected | None:
        """Hand a message over: whoever blocked the bot does not get it, and the bot learns so only now."""
        if row.chat in self.oracle.blocked:
            row.state = "failed"
            self.failed.add(row.chat)
            post.mark_unreachable(session, Chat(row.channel, row.bot, row.chat), "blocked")
            session.add(row)
            return None
        row.state = "sent"
        session.add(row)
        _, number, version, _person, step, *_ = row.key.split(":")
        meeting, text = session.get_one(Meeting, int(number)), json.loads(row.reply)["text"]
        assert version == str(meeting.version)
        assert meeting.at > now, "of a meeting that has begun"
        assert wording.moment(meeting.at, ZONE) in text, "not the time at which it is"
        if step == "summary":
            self.lists[number] = lists(text, row.chat)
        return Expected(number, row.chat, step, "đến trễ" in text)


HAPPENINGS = (
    World.answer, World.answer, World.answer, World.move, World.cancel, World.call, World.join, World.leave,
    World.block, World.come_back, World.later,
)  # fmt: skip


def lists(text: str, reader: str) -> dict[str, list[str]]:
    """Who stands under which answer in a summary, and whom to telephone; who reads it is called "bác" alone."""
    found = {}
    for line in text.split("\n")[1:]:
        title = TELEPHONE if TELEPHONE in line else line.partition(" (")[0]
        if people := re.findall(r"\b(?:bác Người (\d+)|bác(?=,|$| \())", line.partition(": ")[2]):
            found[title] = sorted(f"p{number}" if number else reader for number in people)
    return found


def local(at: datetime) -> datetime:
    return at.astimezone(ZONE).replace(tzinfo=None)


def live(world: World, days: int) -> int:
    """Let so many days go by; how many notices were told. Fails at the first instant at which bot and oracle differ."""
    dice, now, told = world.dice, START, 0
    world.open(now)
    off_until = now
    while now < START + timedelta(days=days):
        now += timedelta(hours=1)
        if dice.random() < 0.04:
            world.happen(now - timedelta(minutes=dice.randint(1, 8)))
        if now < off_until:
            continue
        if dice.random() < 0.004:
            off_until = now + timedelta(minutes=dice.choice((5, 90, 600, 3000, 9 * 24 * 60)))
            continue
        instant = now + timedelta(minutes=dice.choice(JITTER))
        if instant.minute:
            instant += timedelta(minutes=10)
        actual, expected = world.look(instant), world.oracle.awake(local(instant))
        assert actual == expected, instant.isoformat()
        assert world.lists == world.oracle.lists, instant.isoformat()
        world.summaries += list(world.lists.values())
        world.oracle.lost |= world.failed
        told += len(actual)
    return told


@contextmanager
def opened(address: str, seed: int) -> Iterator[World]:
    """A world without anybody in it, for as long as a block lasts."""
    engines = [connect(address), connect(address)]
    try:
        with ThreadPoolExecutor(len(engines)) as pool:
            yield World(engines, random.Random(seed), pool)
    finally:
        for engine in engines:
            engine.dispose()


@pytest.mark.parametrize("seed", [1, 2])
def test_two_months_go_by_as_the_rules_say(address: str, seed: int) -> None:
    with opened(address, seed) as world:
        assert live(world, 60) > 20


def test_a_year_goes_by_as_the_rules_say(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path}/khupho.db", 2026) as world:
        assert live(world, 365) > 300
        assert {title for told in world.summaries for title in told} == {*ANSWERS.values(), TELEPHONE}
