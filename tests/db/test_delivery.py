"""What goes out: the first of each chat by priority and age, begun and settled once."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from db import delivery, post
from db.delivery import Settled
from db.engine import reading, writing
from db.models import Outgoing
from db.post import BROADCAST, REMINDER, REPLY, Chat
from tests.db.book import NOW

HERE, THERE = Chat("telegram", "main", "1"), Chat("telegram", "main", "2")


def put(engine: Engine, chat: Chat, *messages: tuple[str, int]) -> None:
    with writing(engine) as session:
        for key, priority in messages:
            assert post.post(session, chat, key, "{}", NOW, priority=priority)


def keys(session: Session, bot: str = "main", seconds: int = 0, most: int = 9) -> list[str]:
    found = delivery.due(session, "telegram", bot, NOW + timedelta(seconds=seconds), most)
    return [session.get_one(Outgoing, due.id).key for due in found]


def test_of_each_chat_the_most_urgent_and_oldest_is_due(engine: Engine) -> None:
    put(engine, HERE, ("b", BROADCAST), ("m", REMINDER), ("r1", REPLY), ("r2", REPLY))
    put(engine, THERE, ("t", REMINDER))
    with reading(engine) as session:
        assert keys(session) == ["r1", "t"]
        assert keys(session, most=1) == ["r1"]
        for expected in ("r1", "r2", "m", "b"):
            assert expected in keys(session)
            session.exec(select(Outgoing).where(Outgoing.key == expected)).one().state = "sent"
            session.flush()
        assert keys(session) == ["t"]


def test_what_has_to_wait_holds_up_its_chat_and_no_other(engine: Engine) -> None:
    put(engine, HERE, ("first", REPLY), ("second", REPLY))
    put(engine, THERE, ("other", REPLY))
    put(engine, Chat("telegram", "spare", "1"), ("of another bot", REPLY))
    with writing(engine) as session:
        session.exec(select(Outgoing).where(Outgoing.key == "first")).one().not_before = NOW + timedelta(seconds=30)
    with reading(engine) as session:
        assert keys(session) == ["other"]
        assert keys(session, seconds=30) == ["first", "other"]
        assert keys(session, bot="spare") == ["of another bot"]


def test_a_message_is_begun_and_settled_once(engine: Engine) -> None:
    put(engine, HERE, ("a", REPLY))
    with writing(engine) as session:
        (due,) = delivery.due(session, "telegram", "main", NOW, 9)
        assert delivery.begin(session, [due.id]) == {due.id}
        assert delivery.begin(session, [due.id]) == set()
        delivery.settle(session, [Settled(due.id, "sent", "m1")])
        delivery.settle(session, [Settled(due.id, "waiting", error="too late")])
    with reading(engine) as session:
        row = session.exec(select(Outgoing)).one()
        assert (row.state, row.tries, row.message_id, row.error) == ("sent", 1, "m1", None)


def test_a_change_knows_the_message_it_replaces_and_a_group_is_known_as_one(engine: Engine) -> None:
    with writing(engine) as session:
        post.contact(session, HERE, NOW, group=True)
        first = session.get_one(Outgoing, post.post(session, HERE, "a", "{}", NOW))
        first.state, first.message_id = "sent", "m1"
        post.post(session, HERE, "b", "{}", NOW, edits=first)
        (due,) = delivery.due(session, "telegram", "main", NOW, 9)
        assert (due.replaces, due.edits_id, due.group) == ("m1", first.id, True)


@pytest.mark.parametrize(("again", "state"), [(True, "waiting"), (False, "sent")])
def test_a_doubt_is_decided_once(engine: Engine, again: bool, state: str) -> None:
    put(engine, HERE, ("r", REPLY), ("m", REMINDER))
    with writing(engine) as session:
        delivery.begin(session, [1, 2])
    with writing(engine) as session:
        assert [row.key for row in delivery.interrupted(session, "telegram", "main")] == ["m"]
        assert [row.key for row in delivery.in_doubt(session)] == ["m"]
        assert delivery.decide(session, 2, again=again)
        assert not delivery.decide(session, 2, again=again)
        assert not delivery.decide(session, 99, again=again)
        assert [row.state for row in session.exec(select(Outgoing).order_by("id"))] == ["waiting", state]
