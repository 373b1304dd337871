"""Trouble on the way to Telegram and with the clock: all are answered, nothing comes twice, the log says it once."""

import asyncio
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.clock import parse
from bot.desk import Desk
from bot.sender import Sender
from db import post
from db.engine import writing
from db.post import Chat
from handlers import outbox, texts
from handlers.message import Reply
from tests import fresh
from tests.botapi import BotApi, Fault, Person
from tests.far_end import HandClock
from tests.talking import talking
from tests.test_telegram_whole import GIFTS, MEETING, logged
from tests.web.site import jpeg
from tests.whole import ZONE, Whole, figures, play

FETCHABLE = 20 * 2**20  # bytes that Telegram lets a bot fetch
ASKED = "@khupho_thu_bot năm nay tặng bao nhiêu phần quà?"


@pytest.fixture
def engine() -> Iterator[Engine]:
    opened = fresh.ward()
    yield opened
    opened.dispose()


def put(engine: Engine, person: Person, text: str, clock: HandClock) -> None:
    """Put an answer on its way."""
    with writing(engine) as session:
        chat = Chat("telegram", "main", str(person.id))
        post.contact(session, chat, clock())
        outbox.queue(session, chat, f"{person.id}:{text}", Reply(text), clock())


def test_ten_minutes_of_502_are_waited_out_and_told_once(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    clock, words = HandClock(), ["một", "hai", "ba"]

    async def scene() -> int:
        async with BotApi() as api, talking(api) as telegram:
            sender, people = (
                Sender(Desk(engine, clock, ZONE), telegram, clock.seconds),
                [api.person("A"), api.person("B")],
            )
            for person in people:
                for text in words:
                    put(engine, person, text, clock)
            api.faults.append(Fault("sendMessage", times=10**6, code=502))
            over = clock() + timedelta(minutes=10)
            while clock() < over:
                clock.move(seconds=max(sender.turn(), 0.05))
                await sender.finish()
            tries = len(api.asked("sendMessage"))
            api.faults.clear()
            while any(person.chat.told != words for person in people):
                clock.move(seconds=max(sender.turn(), 0.05))
                await sender.finish()
            return tries

    assert asyncio.run(asyncio.wait_for(scene(), 60)) < 50
    told = [record.message for record in caplog.records if record.levelno >= logging.WARNING]
    assert [line.partition(" (")[0] for line in told] == [
        "telegram:main is out of reach",
        "telegram:main is in reach again",
    ]


def test_a_clock_that_jumps_either_way_holds_up_nobody_and_reminds_nobody_twice(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu, thu = bot.known("truong-ban"), bot.known("thu-ky")
        await bot.hears(tu, MEETING)
        await bot.after(lambda: tu.tap("Lưu"), tu)
        await bot.moved("2026-12-02T19:00")
        for now in ("2026-12-02T08:00", "2026-11-25T19:00", "2026-12-03T23:00", "2026-12-02T19:00"):
            bot.clock.set(parse(now, ZONE))
            bot.office.tick()
            assert "họp ban" in (await bot.hears(tu, "khi nào họp?")).casefold()
        assert thu.screen().count("[Dự] [Vắng]") == 1

    play(tmp_path, scene)


def large(size: int) -> bytes:
    """A picture of so many bytes."""
    return jpeg(64, 48).ljust(size, b"\0")


def test_a_photo_as_large_as_telegram_lets_one_fetch_is_kept(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu = bot.known("truong-ban")
        answer = await bot.after(lambda: tu.photo(large(FETCHABLE), caption=GIFTS), tu)
        assert "📎1" in answer
        assert "20 MB" not in answer

    play(tmp_path, scene)


def test_of_a_photo_too_large_to_fetch_the_words_are_kept_and_the_person_told(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu = bot.known("truong-ban")
        answer = await bot.after(lambda: tu.photo(large(FETCHABLE + 1), caption=GIFTS), tu)
        assert "📎" not in answer
        assert texts.photos.left_out("bác", 1) in tu.screen()
        assert (await bot.after(lambda: tu.tap("Lưu"), tu)) != ""
        assert len(figures(bot.engine)) == 2
        alone = await bot.after(lambda: tu.photo(large(FETCHABLE + 1)), tu)
        assert alone == texts.photos.unreadable("bác")

    play(tmp_path, scene)


def test_a_photo_cut_off_on_its_way_is_asked_for_again(tmp_path: Path) -> None:
    async def scene(bot: Whole) -> None:
        tu = bot.known("truong-ban")
        bot.api.faults.append(Fault("file", drop="middle"))
        assert "📎1" in await bot.after(lambda: tu.photo(jpeg(64, 48), caption=GIFTS), tu)

    play(tmp_path, scene)


@pytest.mark.parametrize("method", ["getUpdates", "sendMessage"])
def test_an_answer_of_telegram_cut_off_in_the_middle_loses_nothing(tmp_path: Path, method: str) -> None:
    async def scene(bot: Whole) -> None:
        tu = bot.known("truong-ban")
        bot.api.faults.append(Fault(method, drop="middle"))
        await logged(bot, tu)
        assert len(figures(bot.engine)) == 2
        assert [text.partition("\n")[0] for text in tu.chat.told].count("Em ghi thế này, đúng không ạ?") <= 2

    play(tmp_path, scene)


@pytest.mark.parametrize("heard", [True, False], ids=["by its last word", "when an answer is refused"])
def test_a_group_that_became_a_supergroup_is_answered_there(tmp_path: Path, *, heard: bool) -> None:
    async def scene(bot: Whole) -> None:
        tu, group = bot.known("truong-ban"), bot.api.group("Khu phố 9")
        await logged(bot, tu)
        assert (await bot.hears(tu, ASKED, group)).startswith("70 phần quà")
        grown = bot.api.move(group)
        if not heard:
            bot.api.waiting.clear()
            assert await bot.hears(tu, ASKED, group) == ""
            assert "70 phần quà" in tu.screen(grown)
        assert (await bot.hears(tu, "@khupho_thu_bot còn năm ngoái?", grown)) != ""

    play(tmp_path, scene)
