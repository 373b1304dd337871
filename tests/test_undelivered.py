"""`python -m bot undelivered`: what is in doubt is listed, and decided by the keeper."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.__main__ import main
from bot.sample import fill
from db import lines, people, post
from db.engine import connect, reading, writing
from db.models import Outgoing
from handlers import outbox
from handlers.message import Reply
from tests.far_end import BOT, START


def doubtful(address: str) -> None:
    engine = connect(address)
    with writing(engine) as session:
        for text in ("họp ban\nngày mai", "nhắc nộp báo cáo"):
            number = outbox.queue(session, post.Chat("far", BOT, "a"), text, Reply(text), START, priority=post.REMINDER)
            row = session.get_one(Outgoing, number)
            row.state, row.error = "doubt", "timed out"
    engine.dispose()


def states(address: str) -> list[str]:
    engine = connect(address)
    with reading(engine) as session:
        found = [session.get_one(Outgoing, number).state for number in (1, 2)]
    engine.dispose()
    return found


def test_what_is_in_doubt_is_listed(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    doubtful(address)
    assert main(["undelivered", "--database", address]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1: 2026-11-21T02:00+00:00 far a: họp ban (doubt: timed out)",
        "2: 2026-11-21T02:00+00:00 far a: nhắc nộp báo cáo (doubt: timed out)",
    ]


def test_the_keeper_sends_again_or_takes_as_arrived(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    doubtful(address)
    assert main(["undelivered", "--database", address, "--resend", "1", "--arrived", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert states(address) == ["waiting", "sent"]


def test_a_number_that_is_not_in_doubt_is_one_line_and_changes_nothing(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    doubtful(address)
    assert main(["undelivered", "--database", address, "--resend", "1", "9"]) == 1
    assert capsys.readouterr().err == "khupho: message 9 is not in doubt\n"
    assert states(address) == ["doubt", "doubt"]


def test_what_was_told_by_no_way_is_listed_too(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    engine, now = connect(address), datetime.now(UTC)
    with writing(engine) as session:
        fill(session)
        lines.register(session, "far", BOT)
        person = people.find_person(session, "thu-ky")
        assert person is not None
        here = post.Chat("far", BOT, "a")
        post.contact(session, here, now).person_id = person.id
        for text, state, minutes in (("lost", "failed", 1), ("held up", "waiting", 20), ("on its way", "waiting", 1)):
            at = now - timedelta(minutes=minutes)
            number = outbox.queue(session, here, text, Reply(text), at, priority=post.REMINDER)
            session.get_one(Outgoing, number).state = state
    engine.dispose()
    assert main(["undelivered", "--database", address, "--json"]) == 0
    assert {row["text"]: row["state"] for row in json.loads(capsys.readouterr().out)} == {
        "lost": "failed", "held up": "waiting",
    }  # fmt: skip
