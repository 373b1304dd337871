"""Requests to the Zalo Bot API: how they are made, and each way in which they can fail as one of ours.

An error comes as HTTP 200 with `ok: false` or with a real status, as JSON or as a page of a proxy: all are read alike,
the body first. No error holds an address, because addresses contain the token.
"""

import asyncio
import json
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from bot.channel import (
    Busy,
    InDoubt,
    Loaded,
    NotPermitted,
    Offline,
    Refused,
    SendError,
    Spent,
    StartError,
    Unreachable,
)
from bot.connections import aiohttp, connector

Json = dict[str, Any]

OFFICIAL = "https://bot-api.zaloplatforms.com"
OPENING = 0.5  # seconds from the start of a bot until it may speak
CONNECT = 10  # seconds to connect
ANSWER = 150  # seconds for an answer: while sending a photo Zalo fetches it from us
AFTER_POLL = 10  # seconds beyond a poll's own time before it is given up
HOT = 30.0  # seconds to stay away when Zalo's front door says that we ask too often
LARGEST_PHOTO = 20 * 2**20  # bytes
PHOTO_HOSTS = (".zdn.vn", ".zadn.vn", ".zalo.me", ".zaloapp.com")
VIETNAM = timezone(timedelta(hours=7))  # plans are counted in months of Vietnam

IDLE = 408  # a poll ended without news
UNKNOWN_CHAT = 410
NOT_PERMITTED = 422
NO_MORE = 429
WRONG_TOKEN = 401
TEMPORARY = 403  # documented as "internal server error"

logging.getLogger("aiohttp.client").setLevel(logging.WARNING)


class Idle(SendError):
    """A poll ended without news."""


class NotFound(Refused):
    """Zalo knows no such method, or there is no webhook."""


class Unauthorized(Offline):
    """Zalo does not (or no longer) accept the token."""


class WrongToken(StartError):
    """Zalo does not know the token. The text does not hold it."""


class Api:
    """One bot's way to Zalo. Every failure is a SendError."""

    def __init__(self, token: str, base_url: str | None = None, proxy: str | None = None) -> None:
        token = token.strip()  # a newline at its end would be answered with "not found"
        number, _, secret = token.partition(":")
        if not (number.isdigit() and secret):
            raise WrongToken("a token has the form 123456:ABC-DEF")
        self._base = f"{(base_url or OFFICIAL).rstrip('/')}/bot{token}/"
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None
        self._opened = asyncio.Event()

    async def open(self) -> None:
        """Open the pool of connections."""
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=connector(OFFICIAL), proxy=self._proxy)  # pictures too
            self._opened.set()

    async def close(self) -> None:
        """Close all connections."""
        self._opened.clear()
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def call(self, method: str, **parameters: object) -> Json:
        """Ask for something; the result (empty where Zalo gives none). Raises SendError."""
        return _result(*await self._post(method, parameters, ANSWER))

    async def poll(self, seconds: int) -> Json:
        """Wait for one thing that somebody did. Raises Idle when nobody did, or another SendError."""
        return _result(*await self._post("getUpdates", {"timeout": str(seconds)}, seconds + AFTER_POLL))

    async def download(self, url: str, hosts: tuple[str, ...]) -> Loaded:
        """A picture from Zalo's own hosts. Raises Refused for good, Offline to try again."""
        parts = urlsplit(url)
        if not f".{parts.hostname or ''}".endswith(hosts):
            raise Refused("the picture does not lie with Zalo")
        session = await self._connected()
        try:
            async with session.get(url, timeout=_timeout(ANSWER), allow_redirects=False) as answer:
                if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    raise Offline(f"Zalo answered {answer.status} for a picture")
                if answer.status != HTTPStatus.OK:
                    raise Refused(f"Zalo answered {answer.status} for a picture")
                content = await answer.content.read(LARGEST_PHOTO + 1)
                while len(content) <= LARGEST_PHOTO and (more := await answer.content.read(2**16)):
                    content += more
                media_type = answer.content_type
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Offline(f"a picture could not be fetched: {type(error).__name__}") from None
        if len(content) > LARGEST_PHOTO:
            raise Refused("the picture is larger than 20 MB")
        return Loaded(content, media_type, parts.path.rpartition("/")[2] or "anh.jpg")

    async def _post(self, method: str, parameters: Json, seconds: float) -> tuple[int, str, bytes]:
        session = await self._connected()
        try:
            async with session.post(self._base + method, json=parameters, timeout=_timeout(seconds)) as answer:
                return answer.status, answer.content_type, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError) as error:
            raise Offline(f"no connection to Zalo: {type(error).__name__}") from None
        except (aiohttp.ClientError, TimeoutError) as error:
            raise InDoubt(f"Zalo's answer was lost: {type(error).__name__}") from None

    async def _connected(self) -> aiohttp.ClientSession:
        """The pool, also if what waited to be sent comes a moment before it is opened. Raises Offline."""
        with suppress(TimeoutError):
            async with asyncio.timeout(OPENING):
                await self._opened.wait()
        if self._session is None:
            raise Offline("the connection to Zalo is closed")
        return self._session


def _timeout(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT)


def _result(status: int, media_type: str, body: bytes) -> Json:
    """What an answer holds. Raises SendError."""
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise _unread(status, media_type)
    if answer.get("ok") is True:
        result = answer.get("result")
        return result if isinstance(result, dict) else {}
    code = answer.get("error_code") or answer.get("errorCode") or status
    raise _error(int(code) if str(code).isdigit() else status, str(answer.get("description") or ""))


def _unread(status: int, media_type: str) -> SendError:
    """An answer that is not the API's own: of something on the way."""
    if status == NO_MORE:
        return Busy(HOT)
    if status == HTTPStatus.OK:
        return InDoubt(f"an answer of Zalo that cannot be read ({media_type})")
    return _error(status, "")


def _error(code: int, description: str) -> SendError:
    said = f"Zalo answered {code} {description}".strip()
    if code == IDLE:
        return Idle(said)
    if code == UNKNOWN_CHAT:
        return Unreachable(said)
    if code == NOT_PERMITTED:
        return NotPermitted(said)
    if code == NO_MORE:
        return Spent(until_next_month(datetime.now(UTC)))
    if code == WRONG_TOKEN:
        return Unauthorized("Zalo does not accept the token")
    if code == HTTPStatus.NOT_FOUND:
        return NotFound(said)
    if code == TEMPORARY or code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Offline(said)
    return Refused(said)


def until_next_month(now: datetime) -> float:
    """Seconds until the plan's next month.

    >>> until_next_month(datetime(2026, 11, 30, 16, 59, 30, tzinfo=UTC))
    30.0
    """
    here = now.astimezone(VIETNAM)
    first = here.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return ((first + timedelta(days=32)).replace(day=1) - here).total_seconds()
