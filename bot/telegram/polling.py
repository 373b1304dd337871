"""Asking Telegram for news: what comes is kept before the next question confirms it."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.outage import Outage
from bot.telegram.calls import plain
from bot.telegram.errors import seconds
from bot.telegram.transport import Transport
from bot.telegram.updates import Raw
from db.engine import unavailable

POLL = 30  # seconds that a request for news may wait at Telegram
SILENCE = 4.0  # seconds beyond that until an answer is given up
UPDATES = ("message", "edited_message", "callback_query")
PAUSE = 1.0  # seconds until what could not be kept is asked for again
LAST_WORD = 1  # seconds for Telegram to answer when we stop

log = logging.getLogger(__name__)

Take = Callable[[Sequence[Raw]], Awaitable[None]]


class Polling:
    """Gives each batch to `take`, and confirms it only when that has kept it. `line` tells the log of outages."""

    def __init__(self, api: Bot, news: Transport, take: Take, line: Outage) -> None:
        self._api = api
        self._news = news
        self._take = take
        self._line = line
        self._next: int | None = None  # the first update that is not confirmed
        self.heard = float("-inf")  # by the monotonic clock, when Telegram last answered and what came was kept

    async def run(self) -> None:
        """Ask until cancelled. Raises InvalidToken."""
        while True:
            pause = await self._asked()
            await asyncio.sleep(pause)

    async def confirm(self) -> None:
        """Let Telegram know what was kept; the next start would do so too."""
        if self._next is not None:
            with suppress(TelegramError, TimeoutError):
                await asyncio.wait_for(self._ask(wait=0, limit=1), LAST_WORD)

    async def _asked(self) -> float:
        """Ask once, and keep what comes; seconds until the next question."""
        try:
            news = await self._ask(wait=POLL)
        except InvalidToken:
            raise
        except RetryAfter as error:
            return max(seconds(error), self._line.failed(error))
        except TelegramError as error:
            return self._line.failed(error)
        self._line.works()
        try:
            await self._take(news)
        except Exception as error:
            if not unavailable(error):  # of tables that cannot be had the log tells already
                log.exception("what Telegram brought could not be kept, it will bring it again")
            return PAUSE
        self.heard = time.monotonic()
        self._next = news[-1]["update_id"] + 1 if news else self._next
        return 0.0

    async def _ask(self, wait: int, limit: int | None = None) -> list[Raw]:
        told = plain(offset=self._next, timeout=wait, limit=limit, allowed_updates=UPDATES)
        try:
            news: Any = await self._news.post(f"{self._api.base_url}/getUpdates", told, read_timeout=wait + SILENCE)
            return [{**update, "update_id": int(update["update_id"])} for update in news]
        except (KeyError, TypeError, ValueError):
            raise NetworkError("an answer that is none") from None
