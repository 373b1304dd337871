"""What Zalo's ways must not break: nothing counts twice, nothing is sent twice, a talk survives what comes between."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.office import Office
from bot.pace import Limits
from bot.zalo import Zalo
from db import post
from db.engine import reading, writing
from db.models import Outgoing
from db.outside import Line
from db.post import REMINDER, Chat
from handlers import outbox
from handlers.message import Reply
from tests import fresh
from tests.everywhere import Everywhere, play
from tests.whole import ZONE, figures
from tests.zaloapi import ZaloApi
from tests.zaloapi.server import TOKEN
from tests.zaloapi.world import Failure, Person, until

START = "2026-11-21T08:00"
GIFTS = "sáng nay khu phố tặng 70 phần quà cho hộ nghèo"


def chair(bot: Everywhere) -> Person:
    bot.person("truong-ban", "", "zalo")
    return Person(bot.zalo, "truong-ban", "Bác Mẫu")


async def says(bot: Everywhere, who: Person, text: str, message_id: str | None = None) -> None:
    await until(lambda: bot.zalo.polls)
    who.write(text, message_id=message_id)
    await until(lambda: not bot.zalo.queue and bot.zalo.polls)
    await bot.quiet()


def put(bot: Everywhere, text: str) -> None:
    """A reminder for the chair."""
    with writing(bot.engine) as session:
        chat = Chat("zalo", "main", "truong-ban")
        outbox.queue(session, chat, f"task:{text}", Reply(text), bot.clock(), priority=REMINDER)
    bot.office.tick()


def line(bot: Everywhere) -> Line:
    with reading(bot.engine) as session:
        return session.get_one(Line, ("zalo", "main"))


def states(bot: Everywhere) -> list[str]:
    with reading(bot.engine) as session:
        return [row.state for row in session.exec(select(Outgoing).where(Outgoing.priority == REMINDER)).all()]


def test_what_zalo_brings_again_is_logged_once(tmp_path: Path) -> None:
    async def scene(bot: Everywhere) -> None:
        who = chair(bot)
        await says(bot, who, GIFTS, "5b1e")
        await says(bot, who, "lưu", "5b1f")
        for identity, text in (("5b1e", GIFTS), ("5b1f", "lưu")):
            await says(bot, who, text, identity)
        assert [value for _, value in figures(bot.engine)] == [70]

    play(tmp_path, START, scene)


def test_a_number_is_data_and_a_reminder_in_between_does_not_take_a_draft_away(tmp_path: Path) -> None:
    async def scene(bot: Everywhere) -> None:
        who = chair(bot)
        await says(bot, who, GIFTS)
        put(bot, "Em nhắc bác việc số 3.")
        await bot.quiet()
        await says(bot, who, "75 phần")
        await says(bot, who, "lưu")
        assert [value for _, value in figures(bot.engine)] == [75]

    play(tmp_path, START, scene)


@pytest.mark.parametrize(
    ("failure", "tries", "sent", "state", "reachable"),
    [
        (Failure("sendMessage", 504, "nginx_html"), 2, 1, "sent", True),
        (Failure("sendMessage", 403), 2, 1, "sent", True),
        (Failure("sendMessage", 410), 1, 0, "failed", False),
        (Failure("sendMessage", 422), 1, 0, "failed", False),
        (Failure("sendMessage", form="reset_after"), 1, 1, "doubt", True),
    ],
)
def test_a_failure_sends_a_reminder_once_or_not_at_all(
    tmp_path: Path, failure: Failure, tries: int, sent: int, state: str, *, reachable: bool
) -> None:
    async def scene(bot: Everywhere) -> None:
        chair(bot)
        bot.zalo.failures.append(Failure(failure.method, failure.code, failure.form))
        put(bot, "Em nhắc bác việc số 3.")
        await bot.quiet()
        bot.office.tick()
        await bot.quiet()
        assert (len(bot.zalo.texts("truong-ban")), states(bot)) == (sent, [state])
        assert sum(method == "sendMessage" for method, _ in bot.zalo.asked) == tries
        with reading(bot.engine) as session:
            contact = post.find_contact(session, Chat("zalo", "main", "truong-ban"))
            assert contact is not None
            assert (contact.unreachable is None) == reachable

    play(tmp_path, START, scene)


@pytest.mark.parametrize("status", ["200", "real"])
def test_when_the_plan_is_spent_a_reminder_goes_where_else_the_person_is_and_the_keeper_hears_once(
    tmp_path: Path, status: Any
) -> None:
    async def scene(bot: Everywhere) -> None:
        bot.person("truong-ban", "", "zalo", "telegram")
        bot.person("phuong", "", "telegram")
        bot.zalo.knobs.http_status_mode = status
        bot.zalo.failures.append(Failure("sendMessage", 429, times=9))
        for text, later in (("Em nhắc bác việc số 3.", "08:04"), ("Em nhắc bác việc số 4.", "08:08")):
            put(bot, text)
            await until(lambda: line(bot).spent_until)
            await bot.at(f"2026-11-21T{later}")
            await bot.quiet()
            assert [told for told in bot.arrived("truong-ban") if told[1] == text] == [("telegram", text)]
        assert len([text for _, text in bot.arrived("phuong") if "hết" in text]) == 1
        assert sum(method == "sendMessage" for method, _ in bot.zalo.asked) == 1

    play(tmp_path, START, scene)


def test_a_front_door_that_is_asked_too_often_is_left_alone_and_nothing_is_lost(tmp_path: Path) -> None:
    async def first(bot: Everywhere) -> None:
        chair(bot)
        bot.zalo.failures.append(Failure("sendMessage", 429, "nginx_html"))
        put(bot, "Em nhắc bác việc số 3.")
        await until(lambda: any(method == "sendMessage" for method, _ in bot.zalo.asked))
        put(bot, "Em nhắc bác việc số 4.")
        await asyncio.sleep(0.3)
        assert sum(method == "sendMessage" for method, _ in bot.zalo.asked) == 1
        assert (states(bot), line(bot).spent_until) == (["waiting"] * 2, None)

    async def after_a_restart(bot: Everywhere) -> None:
        await bot.quiet()
        assert bot.zalo.texts("truong-ban") == ["Em nhắc bác việc số 3.", "Em nhắc bác việc số 4."]

    play(tmp_path, START, first)
    play(tmp_path, START, after_a_restart, "truong-ban")


def test_what_cannot_be_read_is_answered_kindly_alone_and_not_at_all_in_a_group(tmp_path: Path) -> None:
    async def scene(bot: Everywhere) -> None:
        who = chair(bot)
        for act in (partial(who.unsupported, "zgr-1"), who.unsupported, partial(who.voice, "https://x.zdn.vn/v.aac")):
            await until(lambda: bot.zalo.polls)
            act()
            await until(lambda: not bot.zalo.queue and bot.zalo.polls)
            await bot.quiet()
        assert bot.zalo.texts("zgr-1") == []
        told = bot.zalo.texts("truong-ban")
        assert [text.partition(" thôi")[0] for text in told] == ["Dạ em chỉ đọc được chữ và ảnh"] * 2

    play(tmp_path, START, scene)


def test_two_processes_on_one_database_have_one_poller(tmp_path: Path) -> None:
    async def scene() -> None:
        engine, clock = fresh.empty(f"sqlite:///{tmp_path}/khupho.db"), Clock(parse(START, ZONE))
        async with ZaloApi() as api:
            bots = [Zalo(TOKEN, lambda _: None, base_url=api.url, limits=Limits()) for _ in range(2)]
            offices = [Office(Desk(engine, clock, ZONE), [bot]) for bot in bots]
            for office in offices:
                office.start()
            pairs = list(zip(offices, bots, strict=True))
            tasks = [asyncio.create_task(o.attend(b, lambda o=o, b=b: b.run(o.receive))) for o, b in pairs]  # type: ignore[misc]
            await until(lambda: api.polls)
            most = 0
            for _ in range(40):
                await asyncio.sleep(0.01)
                most = max(most, api.polls)
            for office in offices:
                await office.stop()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            assert most == 1
        engine.dispose()

    asyncio.run(scene())


def test_a_talk_goes_on_where_it_was_after_a_restart(tmp_path: Path) -> None:
    async def first(bot: Everywhere) -> None:
        await says(bot, chair(bot), GIFTS)

    async def second(bot: Everywhere) -> None:
        await says(bot, Person(bot.zalo, "truong-ban", "Bác Mẫu"), "lưu", "sau-khi-tat")
        assert [value for _, value in figures(bot.engine)] == [70]

    play(tmp_path, START, first)
    play(tmp_path, "2026-11-21T08:05", second, "truong-ban")
