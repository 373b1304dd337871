"""The stand-in of Telegram takes what the Bot API takes and nothing else."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from tests.botapi import PIXEL, TOKEN, BotApi

Given = dict[str, Any]
CHAT = {"chat_id": 7}
BUTTON = {"text": "Lưu", "callback_data": "k3y"}


def keyboard(*rows: list[Given]) -> Given:
    return {**CHAT, "text": "?", "reply_markup": {"inline_keyboard": list(rows)}}


async def call(api: BotApi, method: str, token: str = TOKEN, **body: Any) -> Given:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{api.url}/bot{token}/{method}", **body) as answer,
    ):
        said: Given = await answer.json()
        assert said["ok"] == (answer.status == 200)
        return said


def answers(method: str, given: Given) -> tuple[Given, list[str]]:
    """What the stand-in says to a request, and the violations that it noted."""

    async def ask() -> tuple[Given, list[str]]:
        async with BotApi() as api:
            api.person("Bác Tư", 7)
            said = await call(api, method, json=given)
            noted, api.violations[:] = list(api.violations), []
            return said, noted

    return asyncio.run(ask())


ALLOWED: dict[str, tuple[str, Given]] = {
    "a text at the limit": ("sendMessage", {**CHAT, "text": "à" * 4096}),
    "a text at the limit after its markup is taken out": (
        "sendMessage",
        {**CHAT, "text": f"<b>{'&lt;' * 4096}</b>", "parse_mode": "HTML"},
    ),
    "a number as text, as in a form": ("sendMessage", {"chat_id": "7", "text": "?"}),
    "an object as text, as in a form": (
        "sendMessage",
        {**CHAT, "text": "?", "reply_markup": json.dumps({"inline_keyboard": [[BUTTON]]})},
    ),
    "64 bytes in a button": ("sendMessage", keyboard([BUTTON | {"callback_data": "ư" * 32}])),
    "a list of commands": ("setMyCommands", {"commands": [{"command": "giup", "description": "Em làm được gì"}]}),
}


@pytest.mark.parametrize("case", ALLOWED)
def test_takes(case: str) -> None:
    said, noted = answers(*ALLOWED[case])
    assert said["ok"]
    assert noted == []


FORBIDDEN: dict[str, tuple[str, Given, str]] = {
    "an unknown method": ("sendThoughts", {}, "no method sendThoughts"),
    "an unknown parameter": ("sendMessage", {**CHAT, "text": "?", "colour": "red"}, "no parameter colour"),
    "a parameter that is missing": ("sendMessage", {"text": "?"}, "chat_id is missing"),
    "no text": ("sendMessage", CHAT, "message text is empty"),
    "an empty text": ("sendMessage", {**CHAT, "text": " \n"}, "message text is empty"),
    "a text beyond the limit": ("sendMessage", {**CHAT, "text": "à" * 4097}, "message is too long"),
    "emoji beyond the limit": ("sendMessage", {**CHAT, "text": "🌾" * 2049}, "message is too long"),
    "a number that is none": ("editMessageText", {**CHAT, "message_id": "x", "text": "?"}, "message_id is no Integer"),
    "a truth that is a number": ("sendMessage", {**CHAT, "text": "?", "protect_content": 1}, "is no Boolean"),
    "markup that is no markup": ("sendMessage", {**CHAT, "text": "1 < 2", "parse_mode": "HTML"}, "unescaped <"),
    "markup that does not exist": ("sendMessage", {**CHAT, "text": "<h1>?</h1>", "parse_mode": "HTML"}, 'tag "h1"'),
    "markup that does not end": ("sendMessage", {**CHAT, "text": "<b>?", "parse_mode": "HTML"}, "can't find end tag"),
    "a keyboard of another form": (
        "sendMessage",
        {**CHAT, "text": "?", "reply_markup": [[BUTTON]]},
        "reply_markup is no",
    ),
    "a button without a word": ("sendMessage", keyboard([{"callback_data": "k"}]), "text is missing"),
    "a button with an empty word": ("sendMessage", keyboard([BUTTON | {"text": " "}]), "BUTTON_TEXT_INVALID"),
    "a button that does nothing": ("sendMessage", keyboard([{"text": "Lưu"}]), "BUTTON_TYPE_INVALID"),
    "65 bytes in a button": (
        "sendMessage",
        keyboard([BUTTON | {"callback_data": "ư" * 32 + "u"}]),
        "BUTTON_DATA_INVALID",
    ),
    "a row too long": ("sendMessage", keyboard([BUTTON] * 9), "REPLY_MARKUP_TOO_LONG"),
    "an edit of nothing": ("editMessageText", {**CHAT, "text": "?"}, "message_id is missing"),
    "a command in capitals": (
        "setMyCommands",
        {"commands": [{"command": "Giup", "description": "?"}]},
        "BOT_COMMAND_INVALID",
    ),
    "a description too long": ("setMyShortDescription", {"short_description": "à" * 121}, "longer than 120"),
    "too much news at once": ("getUpdates", {"limit": 101}, "out of range"),
    "a picture that is none": ("sendPhoto", {**CHAT, "photo": 5}, "photo is no InputFile"),
}


@pytest.mark.parametrize("case", FORBIDDEN)
def test_refuses_and_notes(case: str) -> None:
    method, given, reason = FORBIDDEN[case]
    said, (noted,) = answers(method, given)
    assert said["error_code"] == 400
    assert reason in said["description"]
    assert reason in noted


def test_a_test_in_which_the_bot_asked_for_what_is_not_allowed_fails() -> None:
    async def scene() -> None:
        async with BotApi() as api:
            await call(api, "sendMessage", json={"text": "?"})

    with pytest.raises(AssertionError):
        asyncio.run(scene())


def test_takes_files_in_a_form_and_gives_them_back() -> None:
    async def scene() -> None:
        async with BotApi() as api:
            api.person("Bác Tư", 7)
            form = aiohttp.FormData({"chat_id": "7", "caption": "ảnh"})
            form.add_field("photo", PIXEL, filename="a.png", content_type="image/png")
            sent = await call(api, "sendPhoto", data=form)
            file = await call(api, "getFile", json={"file_id": sent["result"]["photo"][-1]["file_id"]})
            path = f"{api.url}/file/bot{TOKEN}/{file['result']['file_path']}"
            async with aiohttp.ClientSession() as session, session.get(path) as answer:
                assert await answer.read() == PIXEL

    asyncio.run(scene())


def test_an_update_waits_until_it_is_confirmed_and_not_longer() -> None:
    async def scene() -> None:
        async with BotApi() as api:
            tu = api.person("Bác Tư")
            first, second = tu.write("một"), tu.write("hai")
            for _ in range(2):
                news = await call(api, "getUpdates")
                assert [update["update_id"] for update in news["result"]] == [first, second]
            news = await call(api, "getUpdates", json={"offset": second, "limit": 1})
            assert [update["message"]["text"] for update in news["result"]] == ["hai"]
            news = await call(api, "getUpdates", json={"offset": second + 1})
            assert news["result"] == []

    asyncio.run(scene())


def test_of_two_who_ask_for_news_the_first_is_sent_away() -> None:
    async def scene() -> None:
        async with BotApi() as api:
            first = asyncio.create_task(call(api, "getUpdates", json={"timeout": 30}))
            while not api.asked("getUpdates"):  # noqa: ASYNC110 - the request is on its way
                await asyncio.sleep(0.01)
            second = asyncio.create_task(call(api, "getUpdates", json={"timeout": 30}))
            assert (await first)["error_code"] == 409
            api.person("Bác Tư").write("chào em")
            assert len((await second)["result"]) == 1

    asyncio.run(scene())


def test_a_person_can_be_played_by_hand() -> None:
    async def scene() -> None:
        async with BotApi() as api, aiohttp.ClientSession(api.url) as session:

            async def act(name: str, /, **form: Any) -> str:
                async with session.post(f"/person/{name}", data={"chat": 7} | form) as answer:
                    return await answer.text()

            await act("write", text="chào em", name="Bác Tư")
            await act("photo", caption="ảnh đây")
            await act("write", text="@khupho_thu_bot ơi", group=-1)
            await call(api, "sendMessage", json=keyboard([BUTTON]))
            assert await act("tap", word="Sửa") == "no button Sửa\n"
            await act("tap", word="Lưu")
            await act("edit", number=1, text="chào bác")
            kinds = [next(kind for kind in update if kind != "update_id") for update in api.waiting]
            assert kinds == ["message", "message", "message", "callback_query", "edited_message"]
            async with session.get("/chat/7") as answer:
                assert (await answer.text()).splitlines()[-1].endswith("< ? [Lưu]")
            await act("block")
            assert (await call(api, "sendMessage", json={**CHAT, "text": "?"}))["error_code"] == 403
            await act("unblock")
            async with session.post("/fault", data={"method": "sendMessage", "retry_after": 3}) as answer:
                assert answer.status == 200
            assert (await call(api, "sendMessage", json={**CHAT, "text": "?"}))["parameters"] == {"retry_after": 3}
            async with session.get("/violations") as answer:
                assert await answer.json() == []
            for trouble in (
                {"drop": "before"},
                {"drop": "middle"},
                {"drop": "after"},
                {"chance": "1", "drop": "before"},
            ):
                await session.post("/fault", data={"method": "sendMessage", "times": 1, **trouble})
                with pytest.raises(aiohttp.ClientError):
                    await call(api, "sendMessage", json={**CHAT, "text": "?"})
            await session.post("/fault", data={"code": 502, "times": 99})
            await session.delete("/fault")
            assert (await call(api, "getMe"))["ok"]
            await session.post("/updates", data={"twice": 1, "strange": '{"hologram": {"id": 1}}'})
            offset = api.waiting[-1]["update_id"] + 1
            first = (await call(api, "getUpdates", json={"allowed_updates": ["message"]}))["result"]
            again = (await call(api, "getUpdates", json={"allowed_updates": ["message"], "offset": offset}))["result"]
            assert [update["message"] for update in again if "message" in update] == [
                update["message"] for update in first if "message" in update
            ]
            assert "hologram" in first[-1]

    asyncio.run(scene())
