"""What an address does not take goes to the person's next one at once, and is sent there once."""

import asyncio

import pytest
from sqlalchemy import Engine

from bot.channel import NotPermitted, Offline, Refused, SendError, Spent, Unreachable
from bot.sender import GIVE_UP
from db import lines, post
from db.engine import reading, writing
from db.post import REMINDER, Chat
from tests.far_end import BOT, FarEnd
from tests.test_sender import Post, opened

NEXT = Chat("near", BOT, "b")


@pytest.fixture
def office(ward: Engine) -> Post:
    made = opened(ward, FarEnd())
    made.known("thu-ky", "a")
    with writing(ward) as session:
        first, second = post.find_contact(session, Chat("far", BOT, "a")), post.contact(session, NEXT, made.clock())
        assert first is not None
        first.preferred, second.person_id = True, first.person_id
        lines.register(session, "near", BOT)
    return made


@pytest.mark.parametrize("error", [Unreachable("blocked"), NotPermitted("422"), Refused("no such words")])
def test_a_reminder_that_is_not_taken_goes_to_the_next_address(office: Post, error: SendError) -> None:
    number = office.put("Em nhắc họp.", priority=REMINDER)
    office.far.fails = [error]
    asyncio.run(office.send_all())
    row = office.row(number)
    assert (row.channel, row.chat, row.state) == ("near", "b", "waiting")


def test_a_reminder_that_alone_cannot_be_delivered_goes_to_the_next_address(office: Post) -> None:
    number = office.put("Em nhắc họp.", priority=REMINDER)
    for _ in range(GIVE_UP):
        office.far.fails = [Offline("502")]
        asyncio.run(office.send_all())
        office.sender._line.works()
        office.clock.move(minutes=2)
    assert office.row(number).channel == "near"


def test_what_the_last_address_refuses_too_is_lost_and_not_passed_round(office: Post) -> None:
    number = office.put("Em nhắc họp.", priority=REMINDER)
    office.far.fails = [Refused("no such words")]
    asyncio.run(office.send_all())
    near = opened(office.engine, FarEnd(name="near", fails=[Refused("no such words")]))
    asyncio.run(near.send_all())
    assert (office.row(number).channel, office.row(number).state) == ("near", "failed")


def test_a_reply_stays_in_the_chat_of_its_question(office: Post) -> None:
    number = office.put("Đã lưu.")
    office.far.fails = [Refused("no such words")]
    asyncio.run(office.send_all())
    assert (office.row(number).channel, office.row(number).state) == ("far", "failed")


def test_a_messenger_that_is_out_of_reach_is_noted_and_noted_again_when_it_is_back(office: Post) -> None:
    for number in range(3):
        office.put("Em nhắc họp.", chat=f"c{number}", priority=REMINDER)
    office.far.fails = [Offline("502")] * 3
    asyncio.run(office.send_all())
    assert _line(office, "down_since") is not None
    office.clock.move(minutes=5)
    asyncio.run(office.send_all())
    assert _line(office, "down_since") is None


def test_when_the_plan_is_used_up_nothing_more_is_tried_until_the_next_month(office: Post) -> None:
    for chat in ("a", "c", "d"):
        office.put("Em nhắc họp.", chat=chat, priority=REMINDER)
    office.far.fails = [Spent(8 * 24 * 3600)] * 3
    asyncio.run(office.send_all())
    office.clock.move(hours=1)
    tried = office.far.tried
    asyncio.run(office.send_all())
    assert office.far.tried == tried
    assert _line(office, "spent_until") is not None


def _line(office: Post, field: str) -> object:
    with reading(office.engine) as session:
        found = {line.channel: line for line in lines.every(session)}
        return getattr(found["far"], field)
