"""The request for news at Telegram, as the place where what comes is kept before it is confirmed."""

import json
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from telegram.error import NetworkError

from bot.outage import Outage
from bot.telegram.transport import Transport
from bot.telegram.updates import Raw

Take = Callable[[list[Raw]], Awaitable[None]]


class NotKept(NetworkError):
    """What came could not be kept; Telegram itself is in reach."""


class Polling(Transport):
    """Gives each batch to `take` before python-telegram-bot sees it: the library's next request confirms the batch.

    If `take` fails, the request has failed, and the library asks for the same batch again. To the library goes only the
    number of the last update, so that it knows from where to ask. `line` is told when an answer has come.
    """

    def __init__(self, take: Take, rejected: Callable[[], None], line: Outage, *, proxy: str | None = None) -> None:
        super().__init__(read_timeout=4.0, proxy=proxy)  # beyond the time that Telegram was asked to wait
        self._take = take
        self._rejected = rejected
        self._line = line
        self.heard = float("-inf")  # by the monotonic clock, when Telegram last answered and what came was kept

    async def do_request(self, *args: Any, **named: Any) -> tuple[int, bytes]:
        """Ask for news; keep them; pass on how far they go."""
        status, body = await super().do_request(*args, **named)
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
            self._rejected()  # the library gives up silently
        if status != HTTPStatus.OK:
            return status, body
        try:
            news = [{**update, "update_id": int(update["update_id"])} for update in json.loads(body)["result"]]
        except (KeyError, TypeError, ValueError):
            raise NetworkError("an answer that is none") from None
        self._line.works()
        try:
            await self._take(news)
        except Exception as error:
            raise NotKept("what came could not be kept") from error
        self.heard = time.monotonic()
        last = [{"update_id": update["update_id"]} for update in news[-1:]]
        return status, json.dumps({"ok": True, "result": last}).encode()
