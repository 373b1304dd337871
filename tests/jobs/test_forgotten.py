"""A draft that was left for two days is dropped, and its person told once: at that moment, but never at night."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from bot.desk import Desk
from db import post
from db.engine import reading, writing
from db.models import Contact, Outgoing, Pending, Person
from db.post import Chat
from handlers.message import Address, Message, reply_json
from jobs import forgotten

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)  # 8 o'clock
EXPIRY = START + timedelta(days=2)
SENTENCE = "sáng nay tặng 70 phần quà"
CHAT = Chat("far", "main", "thu-ky")
AWAY = timedelta(hours=13)  # from 8 o'clock into the quiet hours


@pytest.fixture
def desk(ward: Engine) -> Desk:
    """The secretary can be reached in a chat of a far-off messenger."""
    with writing(ward) as session:
        person = session.exec(select(Person).where(Person.key == "thu-ky")).one()
        session.add(Contact(channel=CHAT.channel, bot=CHAT.bot, chat=CHAT.chat, person_id=person.id, used_at=START))
    return Desk(ward, lambda: START, ZONE)


def say(desk: Desk, text: str, at: datetime = START) -> None:
    desk.clock = lambda: at
    desk.receive([Message(Address(CHAT.channel, CHAT.bot, CHAT.chat), f"{at}:{text}", at, text=text)])
    while (found := desk.next_message(CHAT)) is not None:
        desk.answer(*found)


def look(desk: Desk, at: datetime) -> int:
    desk.clock = lambda: at
    return desk.tick()


def notices(desk: Desk) -> list[str]:
    """What was told of dropped drafts, in whatever message."""
    with reading(desk.engine) as session:
        told = [reply_json.validate_json(reply).text for reply in session.exec(select(Outgoing.reply)).all()]
    return [text for text in told if "để hai ngày chưa xong" in text]


def test_the_person_is_told_at_the_moment_of_expiry_and_once(desk: Desk) -> None:
    say(desk, SENTENCE)
    assert desk.next_due() == EXPIRY
    assert look(desk, EXPIRY - timedelta(seconds=1)) == 0
    assert look(desk, EXPIRY) == 1
    assert look(desk, EXPIRY + timedelta(minutes=1)) == 0
    say(desk, "năm nay tặng mấy phần quà?", EXPIRY + timedelta(minutes=2))
    assert len(notices(desk)) == 1
    assert "70 phần quà" in notices(desk)[0]
    assert desk.next_due() is None


def test_the_buttons_under_the_draft_are_taken_off(desk: Desk) -> None:
    say(desk, SENTENCE)
    look(desk, EXPIRY)
    with reading(desk.engine) as session:
        assert post.open_abouts(session, CHAT, "draft:") == []


def test_in_the_quiet_hours_it_waits_for_the_morning(desk: Desk) -> None:
    say(desk, SENTENCE, START + AWAY)
    morning = datetime(2026, 11, 24, 7, 0, tzinfo=ZONE)
    with reading(desk.engine) as session:
        assert forgotten.next_due(session, START, ZONE) == morning
        assert forgotten.next_due(session, EXPIRY + AWAY, ZONE) == morning
    assert look(desk, EXPIRY + AWAY) == 0
    assert look(desk, morning) == 1


def test_who_writes_at_night_is_told_with_the_answer_and_not_again_in_the_morning(desk: Desk) -> None:
    say(desk, SENTENCE, START + AWAY)
    say(desk, "cảm ơn em", EXPIRY + AWAY)
    assert look(desk, datetime(2026, 11, 24, 7, 0, tzinfo=ZONE)) == 0
    assert len(notices(desk)) == 1


def test_who_cannot_be_written_to_is_told_with_the_next_answer(desk: Desk) -> None:
    say(desk, SENTENCE)
    with writing(desk.engine) as session:
        post.mark_unreachable(session, CHAT, "blocked")
    assert look(desk, EXPIRY) == 0
    assert desk.next_due() is None
    say(desk, "cảm ơn em", EXPIRY + timedelta(days=1))
    assert len(notices(desk)) == 1


def test_a_draft_that_somebody_is_just_going_on_with_is_left_alone(desk: Desk) -> None:
    say(desk, SENTENCE)
    desk.receive([Message(Address(CHAT.channel, CHAT.bot, CHAT.chat), "late", EXPIRY, text="lưu")])
    assert look(desk, EXPIRY) == 0


def test_of_an_absence_without_its_reason_nothing_is_told(desk: Desk) -> None:
    say(desk, "họp ban ngày 30/11 19h tại nhà văn hóa")
    say(desk, "lưu")
    say(desk, "vắng")
    with reading(desk.engine) as session:
        assert session.exec(select(Pending.conversation)).all() == ["vang"]
    look(desk, EXPIRY)
    with reading(desk.engine) as session:
        assert session.exec(select(Pending)).all() == []
    assert notices(desk) == []


@pytest.mark.parametrize("answers", [False, True], ids=["two-looks", "a-look-and-an-answer"])
def test_of_two_at_the_same_moment_one_tells(desk: Desk, *, answers: bool) -> None:
    for round_ in range(5):
        begun = START + timedelta(days=10 * round_)
        say(desk, SENTENCE, begun)
        late, start = begun + timedelta(days=2, hours=1), Barrier(2)
        desk.clock = lambda late=late: late  # type: ignore[misc]
        if answers:
            desk.receive([Message(Address(CHAT.channel, CHAT.bot, CHAT.chat), f"{late}", late, text="cảm ơn em")])

        def drop(late: datetime = late, start: Barrier = start) -> None:
            start.wait()
            with writing(desk.engine) as session:
                forgotten.run(session, late, ZONE)

        def answer(start: Barrier = start) -> None:
            found = desk.next_message(CHAT)
            assert found is not None
            start.wait()
            desk.answer(*found)

        jobs: list[Callable[[], None]] = [drop, answer if answers else drop]
        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(job) for job in jobs]:
                done.result()
        assert len(notices(desk)) == round_ + 1
