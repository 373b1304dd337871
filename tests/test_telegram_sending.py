"""A reply of the bot becomes requests that Telegram accepts; each way of failing is told apart."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.channel import Busy, InDoubt, Loaded, Moved, Offline, Refused, Unreachable
from bot.picture import media_type as kind_of_picture
from bot.telegram import Telegram
from handlers.message import Address, Attached, Choice, Photo, Reply, Table
from tests.botapi import PIXEL, TOKEN, BotApi, Fault, Person
from tests.botapi.world import Chat
from tests.talking import talking

LOGGED = Choice("Lưu", "token-1"), Choice("Sửa", "token-2"), Choice("Bỏ", "token-3")
SHEET = Attached("f1", "báo cáo.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
CHART = Attached("f2", "biểu đồ.png", "image/png")
FILES = {"f1": Loaded(b"PK...", SHEET.media_type, SHEET.name), "f2": Loaded(PIXEL, "image/png", CHART.name)}

TABLE = """Số &lt;liệu&gt;:

<pre>Khu phố   Hộ
────────────
KP 1 &amp; 2  26
KP &lt;3&gt;     9</pre>"""

Scene = Callable[[BotApi, Telegram, Person], Awaitable[None]]


def play(scene: Scene) -> None:
    """Play a scene with a bot and one person who can be written to."""

    async def whole() -> None:
        async with BotApi() as api, talking(api) as telegram:
            await scene(api, telegram, api.person("Bác Tư"))

    asyncio.run(whole())


async def send(telegram: Telegram, to: Chat, reply: Reply, replaces: str | None = None) -> str:
    return await telegram.send(Address("telegram", "main", str(to.id)), reply, FILES, replaces=replaces)


REQUESTS: dict[str, tuple[Reply, list[tuple[str, dict[str, Any]]]]] = {
    "words, which are no markup": (Reply("1 < 2 & <b>"), [("sendMessage", {"text": "1 < 2 & <b>"})]),
    "buttons two in a row": (
        Reply("Đúng không ạ?", LOGGED),
        [("sendMessage", {"text": "Đúng không ạ?", "buttons": [["Lưu", "Sửa"], ["Bỏ"]]})],
    ),
    "long words on buttons one below the other": (
        Reply("Loại nào ạ?", (Choice("Tặng quà cho hộ nghèo", "a"), Choice("Khác", "b"))),
        [("sendMessage", {"text": "Loại nào ạ?", "buttons": [["Tặng quà cho hộ nghèo"], ["Khác"]]})],
    ),
    "a table as aligned text, with its signs escaped": (
        Reply("Số <liệu>:", table=Table(("Khu phố", "Hộ"), (("KP 1 & 2", "26"), ("KP <3>", "9")))),
        [("sendMessage", {"text": TABLE, "parse_mode": "HTML"})],
    ),
    "a picture with its words": (Reply("Bảy năm", attached=(CHART,)), [("sendPhoto", {"caption": "Bảy năm"})]),
    "a file with its words": (Reply("Xin gửi", attached=(SHEET,)), [("sendDocument", {"caption": "Xin gửi"})]),
    "a file without words": (Reply("", attached=(SHEET,)), [("sendDocument", {})]),
    "a file beside words with buttons": (
        Reply("Gửi phường không ạ?", (Choice("Gửi", "t"),), attached=(SHEET,)),
        [("sendMessage", {"text": "Gửi phường không ạ?", "buttons": [["Gửi"]]}), ("sendDocument", {})],
    ),
    "two files": (
        Reply("Xin gửi", attached=(SHEET, CHART)),
        [("sendMessage", {"text": "Xin gửi"}), ("sendDocument", {}), ("sendPhoto", {})],
    ),
    "words too long to stand under a picture": (
        Reply("à" * 1025, attached=(CHART,)),
        [("sendMessage", {"text": "à" * 1025}), ("sendPhoto", {})],
    ),
    "a long text in parts, the buttons under the last": (
        Reply("a" * 4000 + "\n" + "b" * 4000, (Choice("Lưu", "t"),)),
        [("sendMessage", {"text": "a" * 4000}), ("sendMessage", {"text": "b" * 4000, "buttons": [["Lưu"]]})],
    ),
    "an emoji counts twice": (
        Reply("🌾" * 2049),
        [("sendMessage", {"text": "🌾" * 2048}), ("sendMessage", {"text": "🌾"})],
    ),
}


@pytest.mark.parametrize("case", REQUESTS)
def test_sends(case: str) -> None:
    reply, expected = REQUESTS[case]

    async def scene(api: BotApi, telegram: Telegram, tu: Person) -> None:
        await send(telegram, tu.chat, reply)
        sent = [(call.method, _shown(call.values)) for call in api.calls if call.method.startswith("send")]
        assert sent == expected

    play(scene)


def _shown(values: dict[str, Any]) -> dict[str, Any]:
    shown = {name: values[name] for name in ("text", "caption", "parse_mode") if name in values}
    keyboard = values.get("reply_markup", {}).get("inline_keyboard")
    return shown | ({"buttons": [[button["text"] for button in row] for row in keyboard]} if keyboard else {})


def test_sends_a_table_of_any_length() -> None:
    table = Table(("Tổ", "Hộ"), tuple((f"Tổ {number} & bạn", str(number)) for number in range(500)))

    async def scene(_: BotApi, telegram: Telegram, tu: Person) -> None:
        await send(telegram, tu.chat, Reply("Các tổ:", table=table))
        first, *tables = [message["text"] for message in tu.chat.from_bot()]
        assert first == "Các tổ:"
        assert len(tables) > 1
        assert all(f"Tổ {number} & bạn" in "\n".join(tables) for number in range(500))

    play(scene)


def test_a_token_of_64_bytes_is_accepted_and_comes_back() -> None:
    async def scene(api: BotApi, telegram: Telegram, tu: Person) -> None:
        await send(telegram, tu.chat, Reply("?", (Choice("Lưu", "k" * 64),)))
        tu.tap("Lưu")
        assert api.waiting[-1]["callback_query"]["data"] == "k" * 64

    play(scene)


def test_files_arrive_whole_and_under_their_names() -> None:
    async def scene(api: BotApi, telegram: Telegram, tu: Person) -> None:
        await send(telegram, tu.chat, Reply("Xin gửi", attached=(SHEET, CHART)))
        _, sheet, chart = tu.chat.from_bot()
        assert sheet["document"]["file_name"] == "báo cáo.docx"
        assert api.files[sheet["document"]["file_id"]][1] == b"PK..."
        assert kind_of_picture(api.files[chart["photo"][-1]["file_id"]][1]) == "image/png"

    play(scene)


def test_no_link_is_opened_by_telegram_for_a_preview() -> None:
    async def scene(api: BotApi, telegram: Telegram, tu: Person) -> None:
        shown = await send(telegram, tu.chat, Reply("https://khupho.example/vao/ma-mot-lan"))
        await send(telegram, tu.chat, Reply("https://khupho.example/vao/ma-khac"), shown)
        for values in api.asked("sendMessage") + api.asked("editMessageText"):
            assert values["link_preview_options"] == {"is_disabled": True}

    play(scene)


def test_shows_the_result_in_place_of_the_question_and_takes_its_buttons_away() -> None:
    async def scene(_: BotApi, telegram: Telegram, tu: Person) -> None:
        asked = await send(telegram, tu.chat, Reply("Đúng không ạ?", LOGGED))
        assert tu.screen() == "Đúng không ạ? [Lưu] [Sửa] [Bỏ]"
        assert await send(telegram, tu.chat, Reply("Em đã lưu, số 12."), asked) == asked
        assert tu.screen() == "Em đã lưu, số 12."

    play(scene)


def test_showing_the_same_again_is_no_error() -> None:
    async def scene(_: BotApi, telegram: Telegram, tu: Person) -> None:
        asked = await send(telegram, tu.chat, Reply("Đúng không ạ?", LOGGED))
        assert await send(telegram, tu.chat, Reply("Đúng không ạ?", LOGGED), asked) == asked

    play(scene)


def test_says_anew_what_can_no_longer_be_edited() -> None:
    async def scene(_: BotApi, telegram: Telegram, tu: Person) -> None:
        asked = await send(telegram, tu.chat, Reply("Đúng không ạ?", LOGGED))
        tu.chat.messages[int(asked)]["date"] -= 3 * 24 * 3600
        assert await send(telegram, tu.chat, Reply("Em đã lưu."), asked) != asked
        assert await send(telegram, tu.chat, Reply("Chào bác."), "999999") != asked
        assert tu.screen().endswith("Em đã lưu.\nChào bác.")

    play(scene)


def test_what_is_shown_in_place_may_be_longer_and_bring_files() -> None:
    async def scene(_: BotApi, telegram: Telegram, tu: Person) -> None:
        asked = await send(telegram, tu.chat, Reply("Đúng không ạ?", LOGGED))
        long = Reply("a" * 4000 + "\n" + "b" * 4000, (Choice("Tiếp", "t"),), attached=(SHEET,))
        last = await send(telegram, tu.chat, long, asked)
        assert last != asked
        assert tu.screen() == "a" * 4000 + "\n" + "b" * 4000 + " [Tiếp]\n(báo cáo.docx)"

    play(scene)


FAILURES: dict[str, tuple[Fault, type[Exception]]] = {
    "asked to wait": (Fault("sendMessage", retry_after=3), Busy),
    "blocked by the person": (Fault("sendMessage", code=403), Unreachable),
    "refused": (Fault("sendMessage", code=400), Refused),
    "a server that fails": (Fault("sendMessage", code=502), Offline),
    "a gateway that does not know": (Fault("sendMessage", code=504), InDoubt),
    "a connection that breaks": (Fault("sendMessage", drop="before"), InDoubt),
    "an answer that is lost": (Fault("sendMessage", drop="after"), InDoubt),
    "an answer that is a page": (Fault("sendMessage", garbled="<html>Đăng nhập wifi</html>"), InDoubt),
    "an answer that is empty": (Fault("sendMessage", garbled="{}"), InDoubt),
    "an answer of another form": (Fault("sendMessage", garbled='{"ok": true, "result": [1]}'), InDoubt),
}


@pytest.mark.parametrize("case", FAILURES)
def test_tells_apart(case: str) -> None:
    fault, expected = FAILURES[case]

    async def scene(api: BotApi, telegram: Telegram, tu: Person) -> None:
        api.faults.append(fault)
        with pytest.raises(expected):
            await send(telegram, tu.chat, Reply("Chào bác."))
        assert len(tu.chat.from_bot()) == (fault.drop == "after" or bool(fault.garbled))

    play(scene)


def test_says_how_long_telegram_asks_to_wait() -> None:
    async def scene(api: BotApi, telegram: Telegram, tu: Person) -> None:
        api.faults.append(Fault("sendMessage", retry_after=42))
        with pytest.raises(Busy) as busy:
            await send(telegram, tu.chat, Reply("Chào bác."))
        assert busy.value.retry_after == 42

    play(scene)


def test_a_person_who_blocked_the_bot_is_unreachable_until_they_come_back() -> None:
    async def scene(_: BotApi, telegram: Telegram, tu: Person) -> None:
        tu.chat.blocked = True
        with pytest.raises(Unreachable):
            await send(telegram, tu.chat, Reply("Nhắc họp"))
        tu.chat.blocked = False
        await send(telegram, tu.chat, Reply("Nhắc họp"))
        assert tu.screen() == "Nhắc họp"

    play(scene)


def test_a_chat_that_is_gone_is_unreachable() -> None:
    async def scene(_: BotApi, telegram: Telegram, tu: Person) -> None:
        tu.chat.gone = True
        with pytest.raises(Unreachable, match="not found"):
            await send(telegram, tu.chat, Reply("Nhắc họp"))

    play(scene)


def test_a_group_that_grew_tells_its_new_number() -> None:
    async def scene(api: BotApi, telegram: Telegram, _: Person) -> None:
        old = api.group("Khu phố 9")
        new = api.move(old)
        with pytest.raises(Moved) as moved:
            await send(telegram, old, Reply("Nhắc họp"))
        assert moved.value.chat == str(new.id)

    play(scene)


def test_what_telegram_does_not_take_is_refused() -> None:
    async def scene(api: BotApi, telegram: Telegram, tu: Person) -> None:
        for reply in (Reply(" "), Reply("?", (Choice("Lưu", "k" * 65),)), Reply("?", (Choice("Lưu"),))):
            with pytest.raises(Refused):
                await send(telegram, tu.chat, reply)
        assert api.violations.pop() == "sendMessage: InlineKeyboardButton: callback_data is empty"
        assert api.violations.pop() == "sendMessage: BUTTON_DATA_INVALID"
        assert tu.screen() == ""

    play(scene)


def test_a_file_beyond_the_limit_is_refused_before_it_is_sent() -> None:
    async def scene(api: BotApi, telegram: Telegram, tu: Person) -> None:
        huge = {SHEET.file: Loaded(bytes(50 * 2**20 + 1), SHEET.media_type, SHEET.name)}
        with pytest.raises(Refused, match="50 MB"):
            await telegram.send(
                Address("telegram", "main", str(tu.id)), Reply("", attached=(SHEET,)), huge, replaces=None
            )
        assert not api.asked("sendDocument")

    play(scene)


def test_an_edit_whose_answer_is_lost_may_be_repeated() -> None:
    async def scene(api: BotApi, telegram: Telegram, tu: Person) -> None:
        asked = await send(telegram, tu.chat, Reply("Đúng không ạ?", LOGGED))
        api.faults.append(Fault("editMessageText", drop="after"))
        with pytest.raises(Offline):
            await send(telegram, tu.chat, Reply("Em đã lưu."), asked)
        assert await send(telegram, tu.chat, Reply("Em đã lưu."), asked) == asked
        assert tu.screen() == "Em đã lưu."

    play(scene)


def test_a_reply_of_which_a_part_is_out_is_in_doubt_and_not_unsent() -> None:
    async def scene(api: BotApi, telegram: Telegram, tu: Person) -> None:
        api.faults.append(Fault("sendDocument", code=502))
        with pytest.raises(InDoubt):
            await send(telegram, tu.chat, Reply("Gửi không ạ?", (Choice("Gửi", "t"),), attached=(SHEET,)))

    play(scene)


def test_waits_between_the_parts_of_a_reply_if_telegram_asks_to() -> None:
    async def scene(api: BotApi, telegram: Telegram, tu: Person) -> None:
        api.faults.append(Fault("sendDocument", retry_after=1))
        await send(telegram, tu.chat, Reply("Gửi không ạ?", (Choice("Gửi", "t"),), attached=(SHEET,)))
        assert tu.screen() == "Gửi không ạ? [Gửi]\n(báo cáo.docx)"

    play(scene)


def test_fetches_a_picture_that_somebody_sent() -> None:
    async def scene(api: BotApi, telegram: Telegram, _: Person) -> None:
        for suffix, media_type in ((".jpg", "image/jpeg"), (".png", "image/png"), ("", "image/jpeg")):
            ref = api.store(suffix, PIXEL)["file_id"]
            assert await telegram.fetch(Photo(ref)) == Loaded(PIXEL, media_type, f"{ref}{suffix}")

    play(scene)


def test_a_picture_that_cannot_be_fetched_is_refused_or_tried_again() -> None:
    async def scene(api: BotApi, telegram: Telegram, _: Person) -> None:
        huge = api.store(".jpg", bytes(20 * 2**20 + 1))["file_id"]
        with pytest.raises(Refused, match="20 MB"):
            await telegram.fetch(Photo(huge))
        with pytest.raises(Refused):
            await telegram.fetch(Photo("never-seen"))
        api.faults.append(Fault("getFile", drop="after"))
        with pytest.raises(Offline):
            await telegram.fetch(Photo(api.store(".jpg", PIXEL)["file_id"]))

    play(scene)


def test_without_telegram_nothing_is_sent_and_nothing_in_doubt() -> None:
    async def scene() -> None:
        async with BotApi() as api:
            tu = api.person("Bác Tư")
            never_run = Telegram(TOKEN, api.url)
            async with talking(api) as telegram:
                await send(telegram, tu.chat, Reply("Chào bác."))
                with pytest.raises(Offline):
                    await send(never_run, tu.chat, Reply("Chào bác."))
                await api.stop()
                with pytest.raises(Offline):
                    await send(telegram, tu.chat, Reply("Chào bác."))

    asyncio.run(scene())
