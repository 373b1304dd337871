"""The bot on Telegram: receives and keeps before it confirms, answers taps, survives what goes wrong."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import pytest

from bot.telegram import Profile, Telegram, WrongToken
from handlers.message import Choice, Message, Reply
from tests.botapi import TOKEN, BotApi, Fault, until
from tests.talking import talking

PROFILE = Profile(
    commands=(("start", "Bắt đầu"), ("giup", "Em làm được gì")),
    description="Em ghi giúp việc của khu phố.",
    short_description="Sổ tay của khu phố",
)


class Kept:
    """What was received, as a table with a unique key would keep it; `broken` as when the disk is full."""

    def __init__(self, *, broken: int = 0) -> None:
        self.messages: dict[str, Message] = {}
        self.batches: list[int] = []
        self.broken = broken

    def __call__(self, messages: Sequence[Message]) -> None:
        self.batches.append(len(messages))
        if self.broken:
            self.broken -= 1
            raise OSError("No space left on device")
        self.messages |= {f"{message.address}/{message.id}": message for message in messages}

    def texts(self) -> list[str]:
        return [message.text for message in self.messages.values()]


def test_receives_what_is_written_tapped_edited_and_photographed() -> None:
    async def scene() -> None:
        async with BotApi() as api:
            tu, kept = api.person("Bác Tư"), Kept()
            async with talking(api, kept) as telegram:
                tu.write("/start a1B2")
                await until(lambda: kept.messages)
                (start,) = kept.messages.values()
                assert (start.text, start.sender_name, telegram.username) == ("/start a1B2", "Bác Tư", "khupho_thu_bot")
                await telegram.send(start.address, Reply("Đúng không ạ?", (Choice("Lưu", "k3y"),)), {}, replaces=None)
                tu.tap("Lưu")
                tu.edit(int(start.id), "tặng 26 phần quà")
                tu.photo(caption="ảnh đây")
                await until(lambda: len(kept.messages) == 4)
                assert [message.kind for message in kept.messages.values()] == ["text", "tap", "edit", "photo"]
                assert [message.tap for message in kept.messages.values()] == [None, "k3y", None, None]
                (photo,) = list(kept.messages.values())[-1].photos
                assert (await telegram.fetch(photo)).media_type == "image/jpeg"

    asyncio.run(scene())


def test_a_button_stops_turning_when_it_is_tapped() -> None:
    async def scene() -> None:
        async with BotApi() as api:
            tu, kept = api.person("Bác Tư"), Kept()
            async with talking(api, kept) as telegram:
                tu.write("chào em")
                await until(lambda: kept.messages)
                address = next(iter(kept.messages.values())).address
                await telegram.send(address, Reply("Đúng không ạ?", (Choice("Lưu", "k3y"),)), {}, replaces=None)
                tu.tap("Lưu")
                await until(lambda: api.asked("answerCallbackQuery"))
                await until(lambda: not api.turning)
                tu.tap("Lưu")
                api.turning.clear()  # as when the tap has waited too long
                tu.write("em ơi")
                await until(lambda: "em ơi" in kept.texts())

    asyncio.run(scene())


def test_in_a_group_it_knows_when_it_is_meant() -> None:
    async def scene() -> None:
        async with BotApi() as api:
            tu, group, kept = api.person("Bác Tư"), api.group("Khu phố 9"), Kept()
            async with talking(api, kept) as telegram:
                tu.write("mai họp nhé", group)
                tu.write("@khupho_thu_bot hộ nghèo còn mấy?", group)
                tu.write("/giup@khupho_thu_bot", group)
                tu.write("/giup@bot_khac", group)
                await until(lambda: len(kept.messages) == 4)
                meant = [message.text for message in kept.messages.values() if message.addressed]
                assert meant == ["hộ nghèo còn mấy?", "/giup"]
                address = next(iter(kept.messages.values())).address
                await telegram.send(address, Reply("Còn 3 hộ."), {}, replaces=None)
                tu.write("cảm ơn em", group, answers=group.from_bot()[-1])
                await until(lambda: len(kept.messages) == 5)
                assert list(kept.messages.values())[-1].addressed
                assert tu.screen(group) == "Còn 3 hộ."

    asyncio.run(scene())


def test_nothing_is_confirmed_before_it_is_kept() -> None:
    async def scene() -> None:
        async with BotApi() as api:
            tu = api.person("Bác Tư")
            received, may_commit = asyncio.Event(), asyncio.Event()

            async def keep(messages: Sequence[Message]) -> None:
                if messages:
                    received.set()
                    await may_commit.wait()

            for number in range(150):
                tu.write(f"tin {number}")
            async with talking(api, keep):
                await received.wait()
                assert len(api.waiting) == 150
                assert not any(asked.get("offset") for asked in api.asked("getUpdates"))
                may_commit.set()
                await until(lambda: not api.waiting)

    asyncio.run(scene())


def test_what_could_not_be_kept_is_asked_for_again() -> None:
    async def scene() -> None:
        async with BotApi() as api:
            tu, kept = api.person("Bác Tư"), Kept(broken=1)
            tu.write("tặng 70 phần quà")
            tu.write("hộ nghèo còn mấy?")
            async with talking(api, kept):
                await until(lambda: not api.waiting)
                assert kept.texts() == ["tặng 70 phần quà", "hộ nghèo còn mấy?"]
                assert kept.batches[:2] == [2, 2]

    asyncio.run(scene())


def test_what_was_not_confirmed_comes_again_after_a_restart() -> None:
    async def scene() -> None:
        async with BotApi() as api:
            tu, broken, kept = api.person("Bác Tư"), Kept(broken=9), Kept()
            tu.write("tặng 70 phần quà")
            async with talking(api, broken):
                await until(lambda: broken.batches)
            assert api.waiting
            async with talking(api, kept):
                await until(lambda: not api.waiting)
            assert kept.texts() == ["tặng 70 phần quà"]

    asyncio.run(scene())


def test_what_was_kept_is_confirmed_when_the_bot_stops() -> None:
    async def scene() -> None:
        async with BotApi() as api:
            kept = Kept()
            async with talking(api, kept):
                api.person("Bác Tư").write("chào em")
                await until(lambda: kept.messages)
            assert not api.waiting

    asyncio.run(scene())


MALFORMED: dict[str, dict[str, Any]] = {
    "a message without a chat": {"message": {"message_id": 1, "date": 1, "text": "?"}},
    "a message that is a word": {"message": "?"},
    "a time beyond all times": {
        "message": {"message_id": 1, "date": 10**18, "chat": {"id": 1, "type": "private"}, "text": "?"}
    },
    "a tap by nobody": {"callback_query": {"id": "1", "chat_instance": "1", "data": "?"}},
}


@pytest.mark.parametrize("case", MALFORMED)
def test_one_update_that_cannot_be_read_stops_only_itself(case: str) -> None:
    async def scene() -> None:
        async with BotApi() as api:
            tu, kept = api.person("Bác Tư"), Kept()
            tu.write("một")
            api.update(**MALFORMED[case])
            tu.write("hai")
            async with talking(api, kept):
                await until(lambda: not api.waiting)
            assert kept.texts() == ["một", "hai"]

    asyncio.run(scene())


def test_tells_telegram_what_to_show_of_the_bot() -> None:
    async def scene() -> None:
        async with BotApi() as api, talking(api, profile=PROFILE):
            await until(lambda: "short_description" in api.profile)
            commands = [(command["command"], command["description"]) for command in api.profile["commands"]]
            assert commands == list(PROFILE.commands)
            assert api.profile["description"] == PROFILE.description
            assert api.profile["short_description"] == PROFILE.short_description

    asyncio.run(scene())


def test_receives_even_if_telegram_does_not_take_the_description() -> None:
    async def scene() -> None:
        async with BotApi() as api:
            api.faults.append(Fault("setMyCommands", retry_after=3600))
            kept = Kept()
            async with talking(api, kept, PROFILE):
                api.person("Bác Tư").write("chào em")
                await until(lambda: kept.messages)

    asyncio.run(scene())


def test_waits_for_telegram_if_it_is_away_at_the_start_and_later_and_tells_so_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scene() -> None:
        async with BotApi() as api:
            kept = Kept()
            api.faults += [
                Fault("getMe", times=2, code=502),
                Fault("getUpdates", code=502),
                Fault("getUpdates", drop="before"),
            ]
            api.faults.append(Fault("getUpdates", drop="middle"))
            api.person("Bác Tư").write("chào em")
            async with talking(api, kept):
                await until(lambda: kept.messages)

    asyncio.run(scene())
    told = [record.message.partition(" (")[0] for record in caplog.records if "reach" in record.message]
    asked = ("telegram:main, asked at the start,", "telegram:main, asked for news,")
    assert told == [f"{who} is {where}" for who in asked for where in ("out of reach", "in reach again")]


@pytest.mark.parametrize("answer", ["<html>Đăng nhập wifi</html>", "{}", '{"ok": true, "result": [{}]}', "[]"])
def test_an_answer_that_is_none_does_not_stop_the_receiving(answer: str) -> None:
    async def scene() -> None:
        async with BotApi() as api:
            kept = Kept()
            api.faults.append(Fault("getUpdates", garbled=answer))
            api.person("Bác Tư").write("chào em")
            async with talking(api, kept):
                await until(lambda: kept.messages)

    asyncio.run(scene())


def test_stops_even_if_telegram_no_longer_answers() -> None:
    async def scene() -> None:
        async with BotApi() as api, talking(api):
            api.faults.append(Fault("getUpdates", times=99, slow=3600))
            api.person("Bác Tư").write("chào em")

    asyncio.run(scene())


@pytest.mark.parametrize("token", ["", "không phải", "987654", "123456:another", "123456:a/../b"])
def test_a_wrong_token_is_told_without_repeating_it(token: str) -> None:
    async def scene() -> None:
        async with BotApi() as api:
            with pytest.raises(WrongToken) as wrong:
                await Telegram(token, api.url).run(lambda _: None)
            assert not token or token not in str(wrong.value)

    asyncio.run(scene())


def test_a_token_that_is_taken_back_ends_the_run() -> None:
    async def scene() -> None:
        async with BotApi() as api:
            running = asyncio.create_task(Telegram(TOKEN, api.url).run(lambda _: None))
            await until(lambda: api.asked("getUpdates"))
            api.token = "123456:new"
            api.person("Bác Tư").write("chào em")
            with pytest.raises(WrongToken):
                await running

    asyncio.run(scene())


def test_no_token_comes_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    secret = TOKEN.partition(":")[2]

    async def scene() -> None:
        async with BotApi() as api:
            tu, kept = api.person("Bác Tư"), Kept(broken=1)
            api.faults += [Fault("getMe", drop="before"), Fault("setMyCommands", code=502)]
            tu.write("chào em")
            async with talking(api, kept, PROFILE):
                await until(lambda: kept.messages)
                await api.stop()
        with pytest.raises(WrongToken):
            async with BotApi(token="123456:new") as other:
                await Telegram(TOKEN, other.url).run(lambda _: None)

    with caplog.at_level(logging.DEBUG):
        asyncio.run(scene())
    assert "Telegram" in caplog.text
    assert secret not in caplog.text
