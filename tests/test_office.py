"""The office: messages of one chat in order, others not held up, answers brought back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import NoReturn
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, Engine, event
from sqlmodel import col, func, select

from bot.desk import Desk
from bot.office import Office
from db import people, post
from db.engine import reading, writing
from db.models import File, Incoming, Outgoing
from db.post import Chat
from handlers import texts
from handlers.message import Photo
from tests.far_end import BOT, START, FarEnd, HandClock, message
from tests.web.site import jpeg

PICTURE = jpeg(60, 40)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LOG = "sáng nay tặng 70 phần quà cho hộ nghèo, trị giá 21 triệu"


def known(ward: Engine, *keys: str) -> None:
    with writing(ward) as session:
        for key in keys:
            person = people.find_person(session, key)
            assert person is not None
            post.contact(session, Chat("far", BOT, key), START).person_id = person.id


@asynccontextmanager
async def open_office(ward: Engine, far: FarEnd) -> AsyncIterator[Office]:
    office = Office(Desk(ward, HandClock(), ZONE), [far])
    office.start()
    try:
        yield office
    finally:
        await office.stop()


def test_a_slow_photo_holds_up_its_own_chat_only_and_keeps_its_order(ward: Engine) -> None:
    known(ward, "thu-ky")
    others = {f"khach-{number}" for number in range(50)}

    async def day() -> list[str]:
        far = FarEnd(pictures={"photo": PICTURE}, slow={"photo": asyncio.Event()})
        async with open_office(ward, far) as office:
            office.receive([message("thu-ky", "1", LOG, photos=(Photo("photo"),)), message("thu-ky", "2", "lưu")])
            office.receive([message(other, "1", "chào em") for other in others])
            await far.until(lambda sent: len(sent) == len(others))
            assert {sent.chat for sent in far.sent} == others
            far.slow["photo"].set()
            await far.until(lambda sent: any("Đã lưu" in s.text for s in sent))
            return [sent.text for sent in far.sent if sent.replaces is None and sent.chat == "thu-ky"]

    recap, saved = asyncio.run(day())
    assert "📎1" in recap
    assert "#KP9-0001" in saved
    with reading(ward) as session:
        assert session.exec(select(File.content)).all() == [PICTURE]


def test_what_was_waiting_when_the_process_died_is_answered_at_the_start(ward: Engine) -> None:
    known(ward, "thu-ky")
    Desk(ward, HandClock(), ZONE).receive([message("thu-ky", "1", "giúp")])

    async def day() -> list[str]:
        far = FarEnd()
        async with open_office(ward, far):
            await far.until(lambda sent: len(sent) == 1)
        return [sent.text for sent in far.sent]

    assert asyncio.run(day()) == [texts.general.short_help("chị")]


def test_a_message_is_kept_when_receive_returns(ward: Engine) -> None:
    async def day() -> None:
        async with open_office(ward, FarEnd()) as office:
            office.receive([message("thu-ky", "1", "giúp")])
            with reading(ward) as session:
                assert session.exec(select(Incoming.message_id)).all() == ["1"]

    asyncio.run(day())


def test_what_is_answered_begins_to_be_sent_in_the_commit_of_its_answer(ward: Engine) -> None:
    known(ward, "thu-ky", "truong-ban")
    left_waiting: list[object] = []

    def committed(connection: Connection) -> None:
        left_waiting.append(connection.scalar(select(func.count()).where(col(Outgoing.state) == "waiting")))

    async def day() -> list[str]:
        far = FarEnd()
        async with open_office(ward, far) as office:
            await asyncio.sleep(0.05)  # the sender has seen to what was left
            event.listen(ward, "commit", committed)
            office.receive([message(who, "1", "giúp") for who in ("thu-ky", "truong-ban")])
            await far.until(lambda sent: len(sent) == 2)
            event.remove(ward, "commit", committed)
        return [sent.chat for sent in far.sent]

    assert set(asyncio.run(day())) == {"thu-ky", "truong-ban"}
    assert len(left_waiting) > 1, "the messages were taken in, and answered"
    assert not any(left_waiting)
    with reading(ward) as session:
        assert set(session.exec(select(Outgoing.state)).all()) == {"sent"}


def test_a_bug_beside_the_answers_leaves_them_to_be_sent_by_themselves(
    ward: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    known(ward, "thu-ky")

    async def day() -> list[str]:
        far = FarEnd()
        async with open_office(ward, far) as office:
            await asyncio.sleep(0.05)
            (sender,) = office._senders.values()
            note = sender._note_and_begin
            bugs: list[Exception] = [KeyError("x"), ZeroDivisionError()]
            monkeypatch.setattr(sender, "_note_and_begin", lambda *a: raised(bugs.pop()) if bugs else note(*a))
            office.receive([message("thu-ky", "1", "giúp"), message("thu-ky", "2", "giúp")])
            await far.until(lambda sent: len(sent) == 2)
        return [sent.text for sent in far.sent]

    assert asyncio.run(day()) == [texts.general.short_help("chị")] * 2
    with reading(ward) as session:
        assert set(session.exec(select(Outgoing.state)).all()) == {"sent"}


def test_a_bug_beside_the_talk_does_not_end_the_answering(
    ward: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    known(ward, "thu-ky")
    monkeypatch.setattr("bot.office._AFTER_A_BUG", 0.01)

    async def day() -> list[str]:
        far = FarEnd()
        async with open_office(ward, far) as office:
            answer_round = office.desk.answer_round
            bugs = [ZeroDivisionError(), KeyError("x")]
            monkeypatch.setattr(
                office.desk, "answer_round", lambda *a, **b: raised(bugs.pop()) if bugs else answer_round(*a, **b)
            )
            office.receive([message("thu-ky", "1", "giúp")])
            await far.until(lambda sent: len(sent) == 1)
        return [sent.text for sent in far.sent]

    assert asyncio.run(day()) == [texts.general.short_help("chị")]
    assert [record.message for record in caplog.records if "round of answers" in record.message]


def raised(error: Exception) -> NoReturn:
    raise error


def test_stopping_finishes_the_answers_in_hand(ward: Engine) -> None:
    known(ward, "thu-ky")

    async def day() -> None:
        async with open_office(ward, FarEnd()) as office:
            office.receive([message("thu-ky", str(n), "giúp") for n in range(5)])

    asyncio.run(day())
    with reading(ward) as session:
        assert set(session.exec(select(Incoming.state))) == {"done"}


def test_a_message_of_a_messenger_that_is_no_longer_run_stops_nobody(ward: Engine) -> None:
    known(ward, "thu-ky")
    gone = message("thu-ky", "1", "", photos=(Photo("photo"),))
    Desk(ward, HandClock(), ZONE).receive([gone])

    async def day() -> list[str]:
        far = FarEnd(name="near")
        async with open_office(ward, far) as office:
            with writing(ward) as session:
                person = people.find_person(session, "thu-ky")
                assert person is not None
                post.contact(session, Chat("near", BOT, "thu-ky"), START).person_id = person.id
            here = message("thu-ky", "1", "giúp")
            office.receive([type(here)(type(here.address)("near", BOT, "thu-ky"), "1", START, text="giúp")])
            await far.until(lambda sent: len(sent) == 1)
        return [sent.text for sent in far.sent]

    assert asyncio.run(day()) == [texts.general.short_help("chị")]


def test_a_flood_of_one_person_delays_nobody_by_more_than_three_answers_and_none_of_it_is_lost(ward: Engine) -> None:
    known(ward, "thu-ky", "truong-ban", "phuong")
    flood = [message("thu-ky", str(n), "giúp") for n in range(60)]

    async def day() -> None:
        async with open_office(ward, FarEnd()) as office:
            office.receive(flood)
            for number in range(10):
                await asyncio.sleep(0)
                for key in ("truong-ban", "phuong"):
                    office.receive([message(key, str(number), "giúp")])
            await until_answered(ward)

    asyncio.run(day())
    with reading(ward) as session:
        answers = session.exec(
            select(Outgoing.chat).where(col(Outgoing.key).startswith("reply:")).order_by(col(Outgoing.id))
        ).all()
        told = session.exec(select(Outgoing).where(col(Outgoing.key).startswith("many:"))).all()
    assert answers.count("thu-ky") == 60
    places = [place for place, chat in enumerate(answers) if chat == "truong-ban"]
    assert len(places) == 10
    assert max(later - earlier for earlier, later in pairwise([0, *places])) <= 4
    assert len(told) == 1
    assert "không bỏ tin nào" in told[0].reply


async def until_answered(ward: Engine) -> None:
    """Wait until no message waits."""
    while True:
        with reading(ward) as session:
            if session.exec(select(Incoming.id).where(Incoming.state == "waiting")).first() is None:
                return
        await asyncio.sleep(0.01)


def test_a_second_process_takes_over_from_the_first_without_answering_twice(ward: Engine) -> None:
    known(ward, "thu-ky")

    async def day() -> list[str]:
        far = FarEnd()
        first = Office(Desk(ward, HandClock(), ZONE), [far])
        first.start()
        async with open_office(ward, far) as second:
            second.receive([message("thu-ky", "1", "giúp")])
            await far.until(lambda sent: len(sent) == 1)
            await first.stop()
            second.receive([message("thu-ky", "2", "giúp")])
            await far.until(lambda sent: len(sent) == 2)
        return [sent.text for sent in far.sent]

    assert asyncio.run(day()) == [texts.general.short_help("chị")] * 2
