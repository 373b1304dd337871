"""The common room of a committee: whose it is, and that what is said aside is kept once and waits for nobody."""

from datetime import timedelta

from sqlalchemy import Engine
from sqlmodel import Session, select

from db import common_room, people, post
from db.engine import reading, writing
from db.models import Incoming, Membership
from db.post import Chat
from tests.db.book import NOW

DAY = NOW.date()


def chat_of(session: Session, key: str) -> Chat:
    """The web chat of somebody of the sample ward."""
    chat, person = Chat("web", "main", key), people.find_person(session, key)
    assert person is not None
    post.contact(session, chat, NOW).person_id = person.id
    session.flush()
    return chat


def rooms(session: Session, key: str) -> list[str]:
    """The committees whose rooms are open to somebody."""
    known = common_room.member(session, chat_of(session, key), DAY)
    return [unit.name for unit in known.committees] if known else []


def test_a_room_is_open_to_the_people_of_its_committee(ward: Engine) -> None:
    with writing(ward) as session:
        assert rooms(session, "truong-ban") == ["Khu phố 9"]
        assert rooms(session, "hai-noi") == ["Khu phố 5", "Khu phố 7"]
        assert rooms(session, "phuong") == []
        assert common_room.member(session, Chat("web", "main", "nobody"), DAY) is None


def test_a_room_is_shut_after_the_last_day(ward: Engine) -> None:
    with writing(ward) as session:
        held = session.exec(select(Membership)).first()
        assert held is not None
        held.until = DAY
        session.add(held)
        session.flush()
        assert rooms(session, "truong-ban") == ["Khu phố 9"]
        held.until = DAY - timedelta(days=1)
        session.add(held)
        session.flush()
        assert rooms(session, "truong-ban") == []


def test_what_is_said_aside_is_kept_once_and_waits_for_nobody(ward: Engine) -> None:
    room = Chat("web", "main", common_room.name(2))
    with writing(ward) as session:
        for _ in range(2):
            common_room.keep(session, room, "a", NOW, "{}")
    with reading(ward) as session:
        assert session.exec(select(Incoming.state)).all() == [common_room.ASIDE]
        assert post.waiting_chats(session) == []
        assert post.next_waiting(session, room) is None


def test_a_room_has_its_name_on_the_web_alone() -> None:
    assert common_room.unit_of(Chat("telegram", "main", common_room.name(2))) is None
    assert common_room.unit_of(Chat("web", "main", "2")) is None
