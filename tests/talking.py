"""A bot on the stand-in of Telegram for as long as a block lasts."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from bot.telegram import Profile, Receive, Telegram
from handlers.message import Message
from tests.botapi import TOKEN, BotApi, until


@asynccontextmanager
async def talking(
    api: BotApi, receive: Receive | None = None, profile: Profile | None = None
) -> AsyncIterator[Telegram]:
    """The bot, receiving by `receive`, from its first request for news until the block ends."""
    telegram = Telegram(TOKEN, api.url, profile=profile)
    running = asyncio.create_task(telegram.run(receive or _forget))
    try:
        await until(lambda: running.done() or api.asked("getUpdates"))
        yield telegram
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def _forget(_: Sequence[Message]) -> None:
    pass
