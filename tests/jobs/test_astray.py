"""What cannot be told where it was to go takes another way; for what has none somebody telephones."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from db import failover, lines, people, post, workers
from db.engine import reading, writing
from db.models import Contact, Outgoing
from db.post import REMINDER, REPLY, Chat
from handlers import outbox
from handlers.message import Reply, choices, reply_json
from jobs import astray
from tests import fresh
from tests.far_end import START
from tests.whole import ZONE

LATER = START + astray.PATIENCE + timedelta(seconds=1)
MUCH_LATER = START + astray.LATE + timedelta(seconds=1)
TELEGRAM, ZALO = Chat("telegram", "main", "7"), Chat("zalo", "main", "7")


@dataclass
class Town:
    """The sample ward with two messengers that work."""

    engine: Engine

    def knows(self, key: str, chat: Chat, *, preferred: bool = False) -> None:
        with writing(self.engine) as session:
            person = people.find_person(session, key)
            assert person is not None
            contact = post.contact(session, chat, START)
            contact.person_id, contact.preferred = person.id, preferred
            session.add(contact)

    def put(self, chat: Chat, key: str, *, priority: int = REMINDER) -> int:
        with writing(self.engine) as session:
            reply = Reply("Em nhắc chị việc số 3.", choices("Xong"))
            number = outbox.queue(session, chat, key, reply, START, priority=priority)
            assert number is not None
            return number

    def down(self, channel: str) -> None:
        with writing(self.engine) as session:
            lines.note(session, channel, "main", START)

    def looks(self, now: datetime, keeper: str | None = None) -> None:
        with writing(self.engine) as session:
            self._alive(session)
            astray.run(session, now, ZONE, keeper)

    def _alive(self, session: Session) -> None:
        """Let a process speak for each line: without one it counts as down."""
        me = workers.join(session, "here", 1)
        for line in lines.every(session):
            workers.on_duty(session, line.channel, line.bot, me)

    def place(self, number: int) -> tuple[str, str]:
        with reading(self.engine) as session:
            row = session.get_one(Outgoing, number)
            return row.channel, row.state

    def called(self) -> list[tuple[str, str]]:
        with reading(self.engine) as session:
            rows = session.exec(select(Outgoing).where(col(Outgoing.key).startswith("called:"))).all()
            return [(row.chat, reply_json.validate_json(row.reply).text) for row in rows]


@pytest.fixture
def town() -> Town:
    engine = fresh.ward()
    with writing(engine) as session:
        for channel in ("telegram", "zalo"):
            lines.register(session, channel, "main")
    town = Town(engine)
    town.knows("truong-ban", Chat("zalo", "main", "chair"))
    town.knows("thu-ky", TELEGRAM, preferred=True)
    return town


def test_what_waits_for_a_messenger_that_is_down_takes_another_way_with_its_buttons(town: Town) -> None:
    town.knows("thu-ky", ZALO)
    number = town.put(TELEGRAM, "task:1:1:0d:2")
    town.down("telegram")
    town.looks(START + timedelta(minutes=1))
    assert town.place(number) == ("telegram", "waiting")  # it may be a mishap
    town.looks(LATER)
    assert town.place(number) == ("zalo", "waiting")
    town.looks(MUCH_LATER)
    with reading(town.engine) as session:
        row = session.get_one(Outgoing, number)
        assert row.chat == ZALO.chat
        assert [button.word for button in post.buttons(session, row)] == ["Xong"]


def test_where_the_last_message_is_in_doubt_is_tried_after_where_it_arrived(town: Town) -> None:
    town.knows("thu-ky", ZALO)
    for chat, state in ((TELEGRAM, "doubt"), (ZALO, "sent")):
        number = town.put(chat, f"task:1:1:{state}:2")
        with writing(town.engine) as session:
            session.get_one(Outgoing, number).state = state
    with writing(town.engine) as session:
        person = people.find_person(session, "thu-ky")
        assert person is not None
        best = post.reach(session, person.id or 0)
        assert best is not None
        assert best.channel == "zalo"  # though Telegram is preferred
        session.get_one(Outgoing, 1).state = "sent"
        best = post.reach(session, person.id or 0)
        assert best is not None
        assert best.channel == "telegram"


def test_what_is_being_sent_or_in_doubt_is_never_moved(town: Town) -> None:
    town.knows("thu-ky", ZALO)
    for state in ("sending", "doubt", "sent"):
        number = town.put(TELEGRAM, f"task:1:1:{state}:2")
        with writing(town.engine) as session:
            session.get_one(Outgoing, number).state = state
        with writing(town.engine) as session:
            assert not failover.move(session, number, ZALO, START)
        assert town.place(number) == ("telegram", state)


def test_whoever_has_no_other_way_is_for_the_telephone_once(town: Town) -> None:
    town.put(TELEGRAM, "task:1:1:0d:2")
    town.down("telegram")
    town.looks(LATER)
    assert town.called() == []
    for minutes in (0, 5, 60):
        town.looks(MUCH_LATER + timedelta(minutes=minutes))
    ((chat, text),) = town.called()
    assert chat == "chair"
    assert "chị Lê Thị Thử: em chưa gửi được" in text
    assert "“Em nhắc chị việc số 3.”" in text


@pytest.mark.parametrize(("state", "why"), [("failed", "không nhắn được"), ("doubt", "có thể chưa nhận được")])
def test_what_failed_or_is_in_doubt_is_for_the_telephone_at_once(town: Town, state: str, why: str) -> None:
    number = town.put(TELEGRAM, "task:1:1:0d:2")
    with writing(town.engine) as session:
        session.get_one(Outgoing, number).state = state
    town.looks(START)
    assert why in town.called()[0][1]


def test_what_something_newer_has_overtaken_is_not_for_the_telephone(town: Town) -> None:
    number = town.put(TELEGRAM, "task:1:1:0d:2")
    with writing(town.engine) as session:
        row = session.get_one(Outgoing, number)
        row.state, row.error = "failed", failover.OVERTAKEN
    town.looks(START)
    assert town.called() == []


def test_without_a_leader_in_reach_the_keeper_is_told_how_many(town: Town) -> None:
    town.knows("phuong", Chat("telegram", "main", "keeper"))
    town.down("zalo")
    town.put(Chat("zalo", "main", "chair"), "task:1:1:0d:1")
    with writing(town.engine) as session:
        contact = post.find_contact(session, TELEGRAM)
        assert contact is not None
        contact.unreachable = "blocked"
    town.looks(MUCH_LATER, keeper="phuong")
    ((chat, text),) = town.called()
    assert chat == "keeper"
    assert "bác Trần Văn Mẫu" in text  # the ward's officer leads the chair


def test_a_bot_for_which_no_process_speaks_counts_as_down(town: Town) -> None:
    town.knows("thu-ky", ZALO)
    number = town.put(TELEGRAM, "task:1:1:0d:2")
    with writing(town.engine) as session:
        workers.on_duty(session, "zalo", "main", workers.join(session, "here", 1))
        astray.run(session, START, ZONE, None)
        astray.run(session, LATER, ZONE, None)
    assert town.place(number) == ("zalo", "waiting")


def test_when_the_plan_of_a_month_is_used_up_reminders_and_replies_go_another_way(town: Town) -> None:
    town.knows("thu-ky", Chat("web", "main", "w"))
    with writing(town.engine) as session:
        lines.register(session, "web", "main")
        lines.spent(session, "telegram", "main", START + timedelta(days=9))
    reminder, reply = town.put(TELEGRAM, "task:1:1:0d:2"), town.put(TELEGRAM, "reply:1:0", priority=REPLY)
    town.looks(LATER)
    assert town.place(reminder) == town.place(reply) == ("web", "waiting")
    town.looks(START + timedelta(days=10))
    with reading(town.engine) as session:
        assert all(line.spent_until is None for line in lines.every(session))


def test_a_reply_that_nobody_wants_in_a_month_is_not_sent_then(town: Town) -> None:
    with writing(town.engine) as session:
        lines.spent(session, "telegram", "main", START + timedelta(days=9))
    reply = town.put(TELEGRAM, "reply:1:0", priority=REPLY)
    town.looks(LATER)
    assert town.place(reply) == ("telegram", "failed")


def test_an_address_at_which_we_are_not_permitted_is_tried_again_after_a_day(town: Town) -> None:
    with writing(town.engine) as session:
        post.mark_unreachable(session, TELEGRAM, "422", START + timedelta(days=1))
    for hours, reachable in ((23, False), (25, True)):
        town.looks(START + timedelta(hours=hours))
        with reading(town.engine) as session:
            contact = session.exec(select(Contact).where(Contact.chat == "7")).one()
            assert (contact.unreachable is None) == reachable
