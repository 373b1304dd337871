"""Push messages to browsers in which a web chat is not open: sent beside the message, which waits on the page."""

import asyncio
import json
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from sqlalchemy import Engine
from sqlmodel import col, delete, select

from bot.connections import aiohttp, connector
from bot.web import push
from db.engine import reading, writing
from db.models import Visit
from db.outside import Push

HOSTS = (".googleapis.com", ".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")
GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
KEPT = 24 * 3600  # seconds that the service keeps a message for a telephone that is off
SHOWN = 140  # letters of a message
SECONDS = 15

log = logging.getLogger(__name__)


class Pusher:
    """Sends push messages with a private key; `contact` tells the services whose they are. Used in one event loop."""

    def __init__(
        self,
        engine: Engine,
        key: str,
        contact: str,
        clock: Callable[[], datetime],
        hosts: tuple[str, ...] = HOSTS,
        schemes: tuple[str, ...] = ("https",),
    ) -> None:
        self.public = push.public(key)
        self._engine = engine
        self._key = key
        self._contact = contact
        self._clock = clock
        self._hosts = hosts
        self._schemes = schemes
        self._sending: set[asyncio.Task[None]] = set()

    def takes(self, endpoint: str) -> bool:
        """Whether an address is one of a push service: nobody lets us post elsewhere."""
        parts = urlsplit(endpoint)
        return parts.scheme in self._schemes and f".{parts.hostname or ''}".endswith(self._hosts)

    def subscribe(self, visit: int, endpoint: str, p256dh: str, auth: str) -> None:
        """Push to a browser from now on. Raises ValueError for an address or keys that cannot be right."""
        if not self.takes(endpoint):
            raise ValueError("this is no push service that we know")
        push.sealed(b"", p256dh, auth)
        with writing(self._engine) as session:
            kept = session.get(Push, endpoint) or Push(
                endpoint=endpoint, visit_id=visit, p256dh="", auth="", at=self._clock()
            )
            kept.visit_id, kept.p256dh, kept.auth = visit, p256dh, auth
            session.add(kept)

    def tell(self, chat: str, text: str) -> None:
        """Push the beginning of a message to the browsers of a chat, without waiting for it."""
        task = asyncio.create_task(self._tell(chat, text))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def sent(self) -> None:
        """Wait for what is under way."""
        await asyncio.gather(*self._sending, return_exceptions=True)

    async def _tell(self, chat: str, text: str) -> None:
        with reading(self._engine) as session:
            open_now = select(Push).join(Visit, col(Visit.id) == Push.visit_id).where(Visit.chat == chat)
            browsers = session.exec(open_now).all()
        body = json.dumps({"text": text.partition("\n")[0][:SHOWN]}, ensure_ascii=False).encode()
        for browser in browsers:
            with suppress(aiohttp.ClientError, TimeoutError, ValueError):
                await self._post(browser, body)

    async def _post(self, browser: Push, body: bytes) -> None:
        headers = {
            "Authorization": push.authorization(self._key, browser.endpoint, self._contact, self._clock()),
            "Content-Encoding": "aes128gcm",
            "TTL": str(KEPT),
            "Urgency": "high",
        }
        said = push.sealed(body, browser.p256dh, browser.auth)
        limit = aiohttp.ClientTimeout(total=SECONDS)
        async with (
            aiohttp.ClientSession(connector=connector(browser.endpoint), timeout=limit) as client,
            client.post(browser.endpoint, data=said, headers=headers, allow_redirects=False) as answer,
        ):
            if answer.status in GONE:
                with writing(self._engine) as session:
                    session.connection().execute(delete(Push).where(col(Push.endpoint) == browser.endpoint))
            elif answer.status >= HTTPStatus.BAD_REQUEST:
                log.warning("a push service answered %s", answer.status)
