"""What a message may ask of the database, so that it does not creep up again; tests/bench/desk.py tells who asks."""

import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, TextClause, event
from sqlmodel import select

from bot.desk import Desk
from db import people, post, quick
from db.engine import reading, writing
from db.models import Outgoing
from db.post import Chat
from handlers.message import Address, Message
from tests import fresh

NOW = datetime(2026, 11, 21, 1, tzinfo=UTC)
SAID = (
    ("hôm nay tặng 500 phần quà cho hộ nghèo", 22),
    ("lưu", 29),
    ("tháng này tặng bao nhiêu phần quà?", 20),
)  # with how many statements at most, BEGIN among them
CALLS = {
    "hôm nay tặng {} phần quà cho hộ nghèo": 2450,
    "lưu": 1410,
}  # how many calls of functions at most, C's among them


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """A database with the sample ward, of which a member writes on Telegram."""
    engine = fresh.ward(f"sqlite:///{tmp_path}/khupho.db")
    with writing(engine) as session:
        contact = post.contact(session, Chat("telegram", "main", "1"), NOW)
        person = people.find_person(session, "thanh-vien")
        contact.person_id = person.id if person else None
    return engine


def test_a_logged_sentence_and_an_asked_figure_ask_little_of_the_database(engine: Engine) -> None:
    desk = Desk(engine, lambda: NOW, ZoneInfo("Asia/Ho_Chi_Minh"))
    for words, at_most in SAID:
        answer = _told(desk, words)
        with quick.overheard(engine) as statements:
            answer()
        assert len(statements) <= at_most, (words, len(statements), statements)
        assert not any("RETURNING" in statement for statement in statements), "SQLite would copy what a row changes"
    with reading(engine) as session:
        replies = session.exec(select(Outgoing.reply)).all()
    assert any("KP9-0001" in reply for reply in replies)
    assert any("500" in reply and "S1" in reply for reply in replies)
    engine.dispose()


def test_a_deed_takes_few_calls_of_functions_and_makes_no_statement_anew(engine: Engine) -> None:
    desk = Desk(engine, lambda: NOW, ZoneInfo("Asia/Ho_Chi_Minh"))
    made: list[object] = []
    event.listen(engine, "before_execute", lambda _, statement, *__: made.append(statement))
    for number in range(3):
        for words, at_most in CALLS.items():
            said = words.format(200 + number)
            answer = _told(desk, said, number)
            made.clear()
            calls = _calls(answer)
            if number == 2:  # the first times make what is kept
                assert calls <= at_most, (said, calls)
                assert not made, (said, made)
    engine.dispose()


def _told(desk: Desk, words: str, number: int = 0) -> Callable[[], object]:
    """Let the member write; what answers them. The same words come again under another `number`."""
    desk.receive([Message(Address("telegram", "main", "1"), f"{number}{words}", NOW, words)])
    found = desk.next_message(Chat("telegram", "main", "1"))
    assert found is not None
    return partial(desk.answer, *found)


def _calls(what: Callable[[], object]) -> int:
    """How many functions something calls: a measure of its cost that is the same on every machine."""
    counted: Counter[str] = Counter()
    sys.setprofile(lambda _frame, kind, _about: counted.update([kind]))
    try:
        what()
    finally:
        sys.setprofile(None)
    return counted["call"] + counted["c_call"]


def test_a_look_at_the_clock_that_finds_nothing_makes_no_statement_anew() -> None:
    engine = fresh.ward()
    desk = Desk(engine, lambda: NOW, ZoneInfo("Asia/Ho_Chi_Minh"))
    desk.tick()
    made: list[object] = []
    event.listen(engine, "before_execute", lambda _, statement, *__: made.append(statement))
    assert desk.tick() == 0
    assert all(isinstance(statement, TextClause) for statement in made), made  # what is text costs nothing to make
    engine.dispose()


def test_messages_of_many_chats_are_asked_about_together(tmp_path: Path) -> None:
    engine = fresh.ward(f"sqlite:///{tmp_path}/khupho.db")
    chats = [Chat("telegram", "main", str(number)) for number in range(16)]
    with writing(engine) as session:
        members = people.members(session, 2, NOW.date())
        for number, chat in enumerate(chats):
            post.contact(session, chat, NOW).person_id = members[number % len(members)][0].id
    desk = Desk(engine, lambda: NOW, ZoneInfo("Asia/Ho_Chi_Minh"))
    desk.receive([Message(Address("telegram", "main", chat.chat), "1", NOW, "chào em") for chat in chats])
    with quick.overheard(engine) as statements:
        assert desk.answer_round(chats, seconds=60).answered == chats
    for table in ("contact", "membership", "practice"):
        assert sum(f"FROM {table} " in statement for statement in statements) == 1, table
    engine.dispose()
