"""Requests to the Bot API, told as plain JSON; every way in which they can fail is a SendError.

There are libraries that make an object of each part of what is said and answered, of which we need one number: that
takes twice as long as the request itself, and their hundreds of types take 8 MB and a tenth of the time of a start.
"""

import asyncio
import json
import re
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bot.channel import InDoubt, Loaded
from bot.telegram.errors import WrongToken, failure
from bot.telegram.transport import READ, Answer, Transport

OFFICIAL = "https://api.telegram.org"
SILENCE = 4.0  # seconds beyond those that a request for news may wait until an answer is given up


class Api:
    """One bot's way to Telegram. Its errors hold no address: addresses contain the token."""

    def __init__(
        self, token: str, base_url: str | None = None, proxy: str | None = None, patience: float = READ
    ) -> None:
        """`patience`: seconds of silence after which an answer is given up. Raises WrongToken."""
        if not re.fullmatch(r"\d+:[\w-]+", token):
            raise WrongToken("a token has the form 123456:ABC-DEF")
        base = (base_url or OFFICIAL).rstrip("/")
        self._methods, self._files = f"{base}/bot{token}/", f"{base}/file/bot{token}/"
        self._own = base_url is not None
        self._patience = patience
        self._transport = Transport(proxy)

    @property
    def date(self) -> str:
        """When the last answer was made, by the clock there, as HTTP writes it."""
        return self._transport.date

    async def open(self) -> None:
        """Open the pool of connections."""
        await self._transport.open()

    async def close(self) -> None:
        """Close all connections."""
        await self._transport.close()

    async def call(self, method: str, **parameters: object) -> Any:
        """The result of a method; a parameter that is None is left out. Raises SendError."""
        return await self._asked(method, parameters, self._patience)

    async def poll(self, seconds: int, **parameters: object) -> Any:
        """The news, for which Telegram may wait so long. Raises SendError."""
        return await self._asked("getUpdates", {"timeout": seconds, **parameters}, seconds + SILENCE)

    async def upload(self, method: str, field: str, file: Loaded, **parameters: object) -> Any:
        """The result of a method that is given a file, as its parameter `field`. Raises SendError."""
        told = {name: str(value) for name, value in parameters.items() if value is not None}
        return _result(await self._transport.upload(self._methods + method, told, field, file, self._patience))

    async def download(self, path: str) -> bytes:
        """A file by the path that `getFile` told; a server of one's own may have it on our disk. Raises SendError."""
        if self._own and Path(path).is_absolute():
            return await asyncio.to_thread(Path(path).read_bytes)
        answer = await self._transport.get(self._files + quote(path), self._patience)
        if not _succeeded(answer):
            raise failure(answer.status, _read(answer))
        return answer.body

    async def _asked(self, method: str, parameters: dict[str, object], patience: float) -> Any:
        told = {name: value for name, value in parameters.items() if value is not None}
        return _result(await self._transport.post(self._methods + method, told, patience))


def _result(answer: Answer) -> Any:
    told = _read(answer)
    if not _succeeded(answer):
        raise failure(answer.status, told)
    if "result" not in told:
        raise InDoubt("an answer that is none")
    return told["result"]


def _succeeded(answer: Answer) -> bool:
    return HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES


def _read(answer: Answer) -> dict[str, Any]:
    """What an answer says; nothing when it is not the API's own, but of something on the way."""
    try:
        told = json.loads(answer.body.decode("utf-8", "replace"))
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
