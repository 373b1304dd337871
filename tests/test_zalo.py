"""The bot on the stand-in of Zalo: polling, the webhook's intake, sending, and all that goes wrong."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.channel import (
    Busy,
    Hook,
    InDoubt,
    NotPermitted,
    Offline,
    Refused,
    SendError,
    Spent,
    StartError,
    Unreachable,
)
from bot.zalo import Zalo
from bot.zalo.api import WrongToken
from handlers.message import Address, Message, Photo, Reply, choices
from tests.zaloapi import Knobs, ZaloApi
from tests.zaloapi.server import TOKEN
from tests.zaloapi.world import Failure, until

BOTH_TRANSPORTS = pytest.mark.parametrize("status", ["200", "real"])
SECRET = "mot-bi-mat-dai"


@asynccontextmanager
async def receiving(
    api: ZaloApi, got: list[Message] | None = None, hook: Hook | None = None, token: str = TOKEN
) -> AsyncIterator[Zalo]:
    """The bot from its first question for news (or its webhook) until the block ends."""
    kept: list[Message] = [] if got is None else got
    zalo = Zalo(token, lambda _: None, base_url=api.url, hook=hook, photo_hosts=(".127.0.0.1",))
    running = asyncio.create_task(zalo.run(kept.extend))
    try:
        await until(lambda: running.done() or api.polls or any(method == "setWebhook" for method, _ in api.asked))
        yield zalo
        if running.done():
            await running
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError, StartError):
            await running


def run(scene: Callable[[], Coroutine[None, None, None]]) -> None:
    asyncio.run(asyncio.wait_for(scene(), 60))


def to(chat: str) -> Address:
    return Address("zalo", "main", chat)


@BOTH_TRANSPORTS
@pytest.mark.parametrize("queue", ["live_only", "pop_once"])
def test_each_message_arrives_once_and_in_order(status: Any, queue: Any) -> None:
    async def scene() -> None:
        got: list[Message] = []
        async with ZaloApi(Knobs(http_status_mode=status, queue_mode=queue)) as api, receiving(api, got):
            hoa = api.person("Cô Hoa")
            for number in range(10):
                await until(lambda: api.polls)
                hoa.write(f"việc {number}")
            await until(lambda: len(got) == 10)
            assert [message.text for message in got] == [f"việc {number}" for number in range(10)]
            assert api.dropped == 0

    run(scene)


@BOTH_TRANSPORTS
def test_an_idle_poll_is_followed_by_the_next_at_once(status: Any) -> None:
    async def scene() -> None:
        knobs = Knobs(http_status_mode=status, poll_seconds=0.01)
        async with ZaloApi(knobs) as api, receiving(api):
            await until(lambda: sum(method == "getUpdates" for method, _ in api.asked) > 20)

    run(scene)


@pytest.mark.parametrize("form", ["json", "nginx_html"])
def test_a_refused_question_for_news_is_asked_again_and_not_at_once(form: Any) -> None:
    async def scene() -> None:
        got: list[Message] = []
        async with ZaloApi(Knobs(queue_mode="pop_once")) as api:
            api.failures.append(Failure("getUpdates", 429, form))
            async with receiving(api, got):
                await until(lambda: any(method == "getUpdates" for method, _ in api.asked))
                polls = len(api.asked)
                await asyncio.sleep(0.3)
                assert len(api.asked) == polls
                api.person("Cô Hoa").write("chào em")
                await until(lambda: got)

    run(scene)


def test_what_comes_again_and_again_is_not_asked_for_hot() -> None:
    async def scene() -> None:
        got: list[Message] = []
        async with ZaloApi(Knobs(queue_mode="replay")) as api, receiving(api, got):
            api.person("Cô Hoa").write("chào em")
            await until(lambda: len(got) >= 2)
            polls = len(api.asked)
            await asyncio.sleep(0.5)
            assert len(api.asked) <= polls + 1
            assert {message.id for message in got} == {got[0].id}

    run(scene)


def test_the_next_question_goes_out_before_the_talk_has_answered() -> None:
    async def scene() -> None:
        async with ZaloApi() as api:
            asked_again = asyncio.Event()

            async def slow_talk() -> None:
                await until(lambda: api.polls)  # nobody has answered yet, and the next poll waits already
                asked_again.set()

            tasks: list[asyncio.Task[None]] = []

            def receive(_: Sequence[Message]) -> None:
                tasks.append(asyncio.create_task(slow_talk()))

            zalo = Zalo(TOKEN, lambda _: None, base_url=api.url)
            running = asyncio.create_task(zalo.run(receive))
            await until(lambda: api.polls)
            api.person("Cô Hoa").write("chào")
            await asked_again.wait()
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running

    run(scene)


def test_what_cannot_be_kept_at_once_is_kept_later_for_zalo_brings_it_only_once() -> None:
    async def scene() -> None:
        got: list[Message] = []
        locked = [OperationalError("BEGIN IMMEDIATE", None, Exception("database is locked"))]

        def receive(messages: Sequence[Message]) -> None:
            if locked:
                raise locked.pop()
            got.extend(messages)

        async with ZaloApi() as api:
            zalo = Zalo(TOKEN, lambda _: None, base_url=api.url)
            running = asyncio.create_task(zalo.run(receive))
            await until(lambda: api.polls)
            api.person("Cô Hoa").write("chào em")
            await until(lambda: running.done() or got)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
        assert [message.text for message in got] == ["chào em"]

    run(scene)


def test_an_event_that_cannot_be_read_stops_only_itself() -> None:
    async def scene() -> None:
        got: list[Message] = []
        async with ZaloApi(Knobs(queue_mode="pop_once", unsupported_without_message=True)) as api, receiving(api, got):
            hoa = api.person("Cô Hoa")
            hoa.unsupported()
            api.accept({"event_name": "message.text.received", "message": {"text": "không ai"}}, hoa.id, hoa.id)
            hoa.write("chào em")
            await until(lambda: got)
            assert [message.text for message in got] == ["chào em"]

    run(scene)


FAILURES: dict[str, tuple[Failure, type[SendError]]] = {
    "a chat that is gone": (Failure("sendMessage", 410), Unreachable),
    "a chat we may not write to": (Failure("sendMessage", 422), NotPermitted),
    "a text that is refused": (Failure("sendMessage", 400), Refused),
    "a plan that is used up": (Failure("sendMessage", 429), Spent),
    "a front door that is asked too often": (Failure("sendMessage", 429, "nginx_html"), Busy),
    "a gateway without an answer": (Failure("sendMessage", 504, "nginx_html"), Offline),
    "a fault of theirs called 403": (Failure("sendMessage", 403), Offline),
    "a token that was reset": (Failure("sendMessage", 401), Offline),
    "a connection that breaks when all is done": (Failure("sendMessage", form="reset_after"), InDoubt),
}


@BOTH_TRANSPORTS
@pytest.mark.parametrize("case", FAILURES)
def test_each_failure_is_told_apart(case: str, status: Any) -> None:
    failure, kind = FAILURES[case]

    async def scene() -> None:
        async with ZaloApi(Knobs(http_status_mode=status)) as api, receiving(api) as zalo:
            hoa = api.person("Cô Hoa")
            hoa.write("chào")
            api.failures.append(Failure(failure.method, failure.code, failure.form))
            with pytest.raises(kind) as raised:
                await zalo.send(to(hoa.id), Reply("Dạ em chào cô."), {}, replaces=None)
            assert type(raised.value) is kind or kind is Offline
            assert "stand-in" not in str(raised.value)

    run(scene)


def test_whom_the_plan_does_not_serve_is_not_heard_and_cannot_be_written_to() -> None:
    async def scene() -> None:
        got: list[Message] = []
        async with ZaloApi(Knobs(users_limit=1)) as api, receiving(api, got) as zalo:
            first, second = api.person("Cô Hoa"), api.person("Chú Tám")
            first.write("chào")
            await until(lambda: got and api.polls)
            assert second.write("chào") is None
            with pytest.raises(NotPermitted):
                await zalo.send(to(second.id), Reply("Dạ em chào chú."), {}, replaces=None)

    run(scene)


def test_a_reply_arrives_with_its_choices_as_words() -> None:
    async def scene() -> None:
        async with ZaloApi() as api, receiving(api) as zalo:
            hoa = api.person("Cô Hoa")
            hoa.write("chào")
            identity = await zalo.send(to(hoa.id), Reply("Lưu không ạ?", choices("Lưu", "Bỏ")), {}, replaces=None)
            assert identity
            assert api.texts(hoa.id) == ["Lưu không ạ?\n\nTrả lời bằng một trong các chữ:\n• Lưu\n• Bỏ"]

    run(scene)


def test_taking_the_choices_off_a_message_costs_nothing_and_a_new_state_with_choices_is_told() -> None:
    async def scene() -> None:
        async with ZaloApi() as api, receiving(api) as zalo:
            hoa = api.person("Cô Hoa")
            hoa.write("chào")
            assert await zalo.send(to(hoa.id), Reply("Lưu không ạ?\n✔ Lưu"), {}, replaces="5b1e") == "5b1e"
            await zalo.send(to(hoa.id), Reply("Có mặt: 3", choices("Xong")), {}, replaces="5b1e")
            assert [text.partition("\n")[0] for text in api.texts(hoa.id)] == ["Có mặt: 3"]

    run(scene)


def test_what_waited_for_the_start_goes_out_as_soon_as_there_is_a_line_and_nothing_after_the_end() -> None:
    async def scene() -> None:
        async with ZaloApi() as api:
            api.known.add("hoa")
            zalo = Zalo(TOKEN, lambda _: None, base_url=api.url)
            waited = asyncio.create_task(zalo.send(to("hoa"), Reply("Em nhắc cô."), {}, replaces=None))
            await asyncio.sleep(0)
            running = asyncio.create_task(zalo.run(lambda _: None))
            assert await waited
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
            with pytest.raises(Offline):
                await zalo.send(to("hoa"), Reply("Em nhắc cô."), {}, replaces=None)
            assert api.texts("hoa") == ["Em nhắc cô."]

    run(scene)


def test_once_a_part_is_out_the_whole_is_in_doubt() -> None:
    async def scene() -> None:
        async with ZaloApi() as api, receiving(api) as zalo:
            hoa = api.person("Cô Hoa")
            hoa.write("chào")
            api.failures.append(Failure("sendMessage", 504, after=1))
            with pytest.raises(InDoubt):
                await zalo.send(to(hoa.id), Reply("dòng chữ " * 400), {}, replaces=None)
            assert len(api.texts(hoa.id)) == 1

    run(scene)


def test_a_picture_is_fetched_from_zalos_own_hosts_only() -> None:
    async def scene() -> None:
        got: list[Message] = []
        async with ZaloApi() as api, receiving(api, got) as zalo:
            api.person("Cô Hoa").photo(api.picture("hem.jpg", b"jpeg"), "dọn hẻm")
            await until(lambda: got)
            loaded = await zalo.fetch(got[0].photos[0])
            assert (loaded.content, loaded.media_type, loaded.name) == (b"jpeg", "image/jpeg", "hem.jpg")
            for elsewhere in ("http://evil.example/zdn.vn", "http://127.0.0.1.evil.example/a", "file:///etc/passwd"):
                with pytest.raises(Refused):
                    await zalo.fetch(Photo(elsewhere))
            with pytest.raises(Refused):
                await zalo.fetch(Photo(f"{api.url}/picture/gone.jpg"))

    run(scene)


@pytest.mark.parametrize("token", ["4321:sai", "9:khac\n"])
def test_a_wrong_token_is_told_in_one_line_without_the_token(token: str) -> None:
    async def scene() -> None:
        async with ZaloApi() as api, receiving(api, token=token):
            pass

    with pytest.raises(WrongToken) as raised:
        run(scene)
    assert token.strip() not in str(raised.value)


def test_a_token_without_a_secret_is_no_token() -> None:
    with pytest.raises(WrongToken):
        Zalo("abc", lambda _: None)


def test_the_newline_at_the_end_of_a_file_with_the_token_does_no_harm() -> None:
    async def scene() -> None:
        async with ZaloApi() as api, receiving(api, token=f"{TOKEN}\n") as zalo:
            assert zalo.shown_as == "Bot Khu Phố Thử"

    run(scene)


def test_polling_does_not_take_a_webhook_away() -> None:
    async def scene() -> None:
        async with ZaloApi() as api:
            api.webhook = {"url": "https://elsewhere.example/hook", "secret": SECRET}
            async with receiving(api):
                pass

    with pytest.raises(StartError, match="webhook"):
        run(scene)


@pytest.mark.parametrize("body", ["flat", "wrapped"])
def test_what_is_brought_to_the_webhook_is_kept_before_zalo_is_told(body: Any) -> None:
    async def scene() -> None:
        got: list[Message] = []
        hook = Hook("https://kp.example.vn/zalo/main", SECRET)
        knobs = Knobs(webhook_body=body, probe_on_set_webhook=False)
        async with ZaloApi(knobs) as api, receiving(api, got, hook) as zalo:
            await until(lambda: api.webhook)
            event = api.person("Cô Hoa").write("chào em")
            posted = json.dumps({"ok": True, "result": event} if body == "wrapped" else event).encode()
            assert await zalo.take(posted, SECRET)
            assert [message.text for message in got] == ["chào em"]
            assert await zalo.take(b"", None)  # a probe
            for wrong in (None, "", "sai", SECRET + "x"):
                assert not await zalo.take(posted, wrong)
            with pytest.raises(ValueError, match="Expecting"):
                await zalo.take(b"{", SECRET)
            assert len(got) == 1

    run(scene)


def test_no_line_of_the_log_holds_the_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def scene() -> None:
        async with ZaloApi() as api, receiving(api) as zalo:
            hoa = api.person("Cô Hoa")
            hoa.write("chào")
            api.failures.append(Failure("getUpdates", 502, "nginx_html"))
            with suppress(SendError):
                await zalo.send(to("nobody"), Reply("chào"), {}, replaces=None)

    run(scene)
    assert "stand-in" not in caplog.text
    assert caplog.records
