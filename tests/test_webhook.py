"""The webhook: what Telegram brings is kept before it is told so, and nobody else is let in."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from zoneinfo import ZoneInfo

import httpx
import pytest

from bot.channel import Hook
from bot.clock import Clock
from bot.telegram import SECRET_HEADER, Telegram
from bot.web.app import create
from bot.web.channel import Web
from bot.web.doors import Door
from bot.web.doors import path as door_path
from bot.web.server import serve
from handlers.message import Choice, Reply
from tests import fresh
from tests.botapi import TOKEN, BotApi, until
from tests.botapi.courier import SECRET, bringing
from tests.test_telegram import Kept

PUBLIC = "https://khupho.example"
HOOK = Hook(PUBLIC + door_path("telegram"), "s3cret-of-the-hook")


@asynccontextmanager
async def open_door(api: BotApi, kept: Kept) -> AsyncIterator[tuple[Telegram, str]]:
    """A bot with a webhook, and the address of its server."""
    engine = fresh.empty()
    telegram = Telegram(TOKEN, api.url, hook=HOOK)
    doors = {"telegram": Door(SECRET_HEADER, telegram.take)}
    app = create(Web(engine), lambda _: None, Clock(), ZoneInfo("Asia/Ho_Chi_Minh"), doors=doors)
    async with serve(app, "127.0.0.1", 0) as base:
        running = asyncio.create_task(telegram.run(kept))
        await until(lambda: running.done() or api.webhook)
        try:
            yield telegram, base
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
    engine.dispose()


def play(scene: Callable[[BotApi, Kept, Telegram, str], Awaitable[None]], kept: Kept | None = None) -> Kept:
    kept = kept or Kept()

    async def played() -> None:
        async with BotApi() as api, open_door(api, kept) as (telegram, base):
            await scene(api, kept, telegram, base)

    asyncio.run(played())
    return kept


def test_receives_what_is_written_and_tapped_without_ever_asking_for_it() -> None:
    async def scene(api: BotApi, kept: Kept, telegram: Telegram, base: str) -> None:
        tu = api.person("Bác Tư")
        assert (api.webhook["url"], api.webhook["secret_token"]) == (HOOK.url, HOOK.secret)
        assert api.webhook["allowed_updates"] == ["message", "edited_message", "callback_query"]
        async with bringing(api, base):
            tu.write("@khupho_thu_bot chào em")
            await until(lambda: kept.messages)
            (said,) = kept.messages.values()
            assert said.text == "chào em"
            await telegram.send(said.address, Reply("Đúng không ạ?", (Choice("Lưu", "k3y"),)), {}, replaces=None)
            tu.tap("Lưu")
            await until(lambda: len(kept.messages) == 2 and not api.turning)
        assert api.asked("getUpdates") == []

    play(scene)


def test_what_cannot_be_kept_is_refused_and_brought_again() -> None:
    async def scene(api: BotApi, kept: Kept, _: Telegram, base: str) -> None:
        async with bringing(api, base) as courier:
            api.person("Bác Tư").write("tặng 70 phần quà")
            await until(lambda: kept.messages)
            await until(lambda: not api.waiting)
            assert courier.answers == [503, 503, 200]

    assert play(scene, Kept(broken=2)).texts() == ["tặng 70 phần quà"]


def test_an_update_that_cannot_be_read_is_brought_only_once() -> None:
    async def scene(api: BotApi, kept: Kept, _: Telegram, base: str) -> None:
        async with bringing(api, base) as courier:
            api.update(message={"message_id": "?"})
            api.person("Bác Tư").write("hai")
            await until(lambda: kept.messages)
            await until(lambda: len(courier.answers) == 2)
            assert courier.answers == [200, 200]

    play(scene)


UPDATE = json.dumps(
    {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "x"}}
)
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        (JSON, UPDATE, 403),
        (JSON | {SECRET: ""}, UPDATE, 403),
        (JSON | {SECRET: HOOK.secret[:-1]}, UPDATE, 403),
        (JSON | {SECRET: HOOK.secret + "x"}, UPDATE, 403),
        ({"Content-Type": "text/plain", SECRET: HOOK.secret}, UPDATE, 415),
        ({SECRET: HOOK.secret}, UPDATE, 415),
        (JSON | {SECRET: HOOK.secret}, UPDATE[:-5], 400),
        (JSON | {SECRET: HOOK.secret}, "7", 400),
        (JSON | {SECRET: HOOK.secret}, "[]", 400),
        (JSON | {SECRET: HOOK.secret}, '{"update_id": "1"}', 400),
        (JSON | {SECRET: HOOK.secret}, "\xff", 400),
        (JSON | {SECRET: HOOK.secret}, " " * (2**20 + 1), 413),
        (JSON | {SECRET: HOOK.secret}, UPDATE, 200),
    ],
)
def test_nobody_else_is_let_in_and_nothing_strange(headers: dict[str, str], body: str, status: int) -> None:
    async def scene(_: BotApi, __: Kept, ___: Telegram, base: str) -> None:
        async with httpx.AsyncClient(base_url=base) as client:
            answer = await client.post(door_path("telegram"), content=body.encode("latin-1"), headers=headers)
            assert answer.status_code == status
            assert HOOK.secret not in answer.text

    assert len(play(scene).messages) == (status == 200)


def test_there_is_no_door_without_a_webhook() -> None:
    async def scene() -> None:
        engine = fresh.empty()
        app = create(Web(engine), lambda _: None, Clock(), ZoneInfo("Asia/Ho_Chi_Minh"))
        async with serve(app, "127.0.0.1", 0) as base, httpx.AsyncClient(base_url=base) as client:
            answer = await client.post(door_path("telegram"), content=UPDATE, headers=JSON)
            assert answer.status_code == 403
        engine.dispose()

    asyncio.run(scene())
