"""The line to Telegram: answers of any form, connections that are kept, requests side by side, silence that ends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import NetworkError, TimedOut

from bot.telegram.calls import call
from bot.telegram.transport import NotDelivered, Transport
from tests.botapi import TOKEN, BotApi, Fault, until

MANY = 256
SAID = b'{"ok": true, "result": {"message_id": 7}}'
FORMS = {
    "of a length that is told": b"Content-Length: %d\r\n\r\n%b" % (len(SAID), SAID),
    "in pieces": b"Transfer-Encoding: chunked\r\n\r\n5\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n"
    % (SAID[:5], len(SAID) - 5, SAID[5:]),
    "as long as the connection lasts": b"Connection: close\r\n\r\n" + SAID,
}


class Far:
    """A server that gives every request the same answer, and counts who calls."""

    def __init__(self, answer: bytes) -> None:
        self.answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + answer
        self.connections = 0
        self.heads: list[bytes] = []
        self.bodies: list[bytes] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while not reader.at_eof():
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError:
                break
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0])
            self.heads.append(head)
            self.bodies.append(await reader.readexactly(length))
            writer.write(self.answer)
            if b"Connection: close" in self.answer:
                break
        writer.close()


@asynccontextmanager
async def bot_at(url: str, read_timeout: float = 20) -> AsyncIterator[Bot]:
    transport = Transport(url, read_timeout=read_timeout)
    await transport.initialize()
    try:
        yield Bot(TOKEN, base_url=f"{url}/bot", request=transport, get_updates_request=transport)
    finally:
        await transport.shutdown()


@pytest.mark.parametrize("form", FORMS)
def test_reads_an_answer(form: str) -> None:
    async def scene() -> None:
        far = Far(FORMS[form])
        async with (
            await asyncio.start_server(far.serve, "127.0.0.1", 0) as server,
            bot_at(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}") as bot,
        ):
            for _ in range(3):
                assert await call(bot, "sendMessage", chat_id=5, text="Chào bác.") == {"message_id": 7}
        assert far.connections == (3 if "lasts" in form else 1)
        assert far.heads[0].startswith(f"POST /bot{TOKEN}/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:".encode())
        assert far.bodies == ['{"chat_id":5,"text":"Chào bác."}'.encode()] * 3

    asyncio.run(scene())


def test_many_requests_are_under_way_at_once() -> None:
    async def scene() -> None:
        async with BotApi() as api, bot_at(api.url) as bot:
            people = [api.person(f"Người {number}") for number in range(MANY)]
            api.faults.append(Fault("sendMessage", times=MANY, slow=3600))
            sends = [asyncio.create_task(call(bot, "sendMessage", chat_id=one.id, text="?")) for one in people]
            await until(lambda: len(api.asked("sendMessage")) == MANY)
            assert not any(send.done() for send in sends)
            for send in sends:
                send.cancel()
            await asyncio.gather(*sends, return_exceptions=True)

    asyncio.run(scene())


def test_an_answer_that_does_not_come_is_given_up_and_its_connection_with_it() -> None:
    async def scene() -> None:
        async with BotApi() as api, bot_at(api.url, read_timeout=0.2) as bot:
            tu = api.person("Bác Tư")
            api.faults.append(Fault("sendMessage", slow=3600))
            with pytest.raises(TimedOut):
                await call(bot, "sendMessage", chat_id=tu.id, text="một")
            await call(bot, "sendMessage", chat_id=tu.id, text="hai")
            assert tu.screen() == "hai"

    asyncio.run(scene())


def test_a_connection_that_was_closed_meanwhile_is_not_written_to() -> None:
    async def scene() -> None:
        async with BotApi() as api, bot_at(api.url) as bot:
            tu = api.person("Bác Tư")
            await call(bot, "sendMessage", chat_id=tu.id, text="một")
            port = api.url.rpartition(":")[2]
            await api.stop()
            with pytest.raises(NotDelivered):
                await call(bot, "sendMessage", chat_id=tu.id, text="hai")
            async with BotApi(port=int(port)) as again:
                ba = again.person("Bác Ba")
                await call(bot, "sendMessage", chat_id=ba.id, text="ba")
                assert ba.screen() == "ba"

    asyncio.run(scene())


def test_what_is_no_answer_at_all_leaves_the_message_in_doubt() -> None:
    async def scene() -> None:
        far = Far(b"")
        far.answer = b"SSH-2.0-OpenSSH_9.2\r\n\r\n"
        async with (
            await asyncio.start_server(far.serve, "127.0.0.1", 0) as server,
            bot_at(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}") as bot,
        ):
            with pytest.raises(NetworkError) as raised:
                await call(bot, "sendMessage", chat_id=5, text="?")
            assert not isinstance(raised.value, NotDelivered)
            assert TOKEN not in str(raised.value)

    asyncio.run(scene())
