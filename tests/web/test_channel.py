"""The web chat as one more messenger, and the server under it."""

import asyncio

import pytest

from bot.channel import Channel, Refused
from bot.web.app import create
from bot.web.channel import Web, address
from bot.web.porch import PortInUse
from bot.web.server import serve
from handlers.message import Photo, Reply
from tests.web.site import ZONE, Talk, jpeg


def test_it_is_a_channel(talk: Talk) -> None:
    channel: Channel = talk.web
    assert (channel.name, channel.bot) == ("web", "main")


def test_sending_names_the_row_that_says_it(talk: Talk) -> None:
    row = talk.queue("a", Reply("chào"))
    talk.queue("b", Reply("chào"))
    assert asyncio.run(talk.web.send(address("a"), Reply("chào"), {}, replaces=None)) == str(row)


def test_what_no_row_says_cannot_be_sent(talk: Talk) -> None:
    with pytest.raises(Refused):
        asyncio.run(talk.web.send(address("a"), Reply("chào"), {}, replaces=None))


def test_a_picture_is_fetched_as_it_was_uploaded(talk: Talk) -> None:
    kept = talk.keep_file(jpeg(), "anh.jpg", "image/jpeg")
    assert asyncio.run(talk.web.fetch(Photo(kept.file, kept.file))).content == jpeg()
    with pytest.raises(Refused):
        asyncio.run(talk.web.fetch(Photo("0" * 64)))


def test_a_port_in_use_is_said_plainly(talk: Talk) -> None:
    async def twice() -> None:
        async with serve(_app(talk), "127.0.0.1", 0) as url:
            port = int(url.rpartition(":")[2])
            with pytest.raises(PortInUse, match=f"port {port} on 127.0.0.1 is already in use"):
                async with serve(_app(talk), "127.0.0.1", port):
                    pass

    asyncio.run(twice())


def test_serving_ends_when_the_block_ends_even_at_once(talk: Talk) -> None:
    async def briefly() -> None:
        async with serve(_app(talk), "127.0.0.1", 0):
            pass

    asyncio.run(briefly())


def _app(talk: Talk):  # type: ignore[no-untyped-def]
    return create(Web(talk.engine), talk.receive, talk.clock, ZONE)
