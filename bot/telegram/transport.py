"""How requests reach Telegram: python-telegram-bot's transport over aiohttp, a tenth of the CPU time of its own.

What carries no file is put on one of aiohttp's connections as it stands: its own objects around a request and an answer
take twice the time of sending the one and reading the other.
"""

import asyncio
import select
from contextlib import suppress
from http import HTTPStatus
from typing import Any, NamedTuple, cast

from pydantic_core import from_json, to_json
from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.connections import aiohttp, connector

OPENING = 0.5  # seconds from the start of a bot until it may speak
CONNECT = 10.0
WRITE = 20.0
WRITE_FILES = 180.0  # 50 MB over a slow line
KEEP_ALIVE = 30.0  # a new TLS connection from Vietnam costs half a second


class _Way(NamedTuple):
    """Where requests of one method go: what a connection is chosen by, and how each of them begins."""

    to: aiohttp.ClientRequest
    head: str


class NotDelivered(NetworkError):
    """The request did not reach Telegram, or Telegram said that it failed: safe to repeat."""


class Transport(BaseRequest):
    """Posts and fetches over kept-alive connections. Its errors hold no address: addresses contain the token."""

    def __init__(self, base_url: str, *, read_timeout: float = 20.0, proxy: str | None = None) -> None:
        self._base_url = base_url
        self._read_timeout = read_timeout
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None
        self._ways: dict[str, _Way] = {}
        self._opened = asyncio.Event()
        self.date = ""  # when the last answer was made, by the clock there, as HTTP writes it

    @property
    def read_timeout(self) -> float:
        """Seconds of silence after which an answer is given up."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool of connections."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=connector(self._base_url, self._proxy, limit=0, keepalive_timeout=KEEP_ALIVE),
                headers={"User-Agent": self.USER_AGENT},
                proxy=self._proxy,
            )
            self._opened.set()

    async def shutdown(self) -> None:
        """Close all connections."""
        self._opened.clear()
        self._ways.clear()
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """What Telegram answered; of what is no JSON the library says so."""
        try:
            return cast("dict[str, Any]", from_json(payload))
        except ValueError:
            return BaseRequest.parse_json_payload(payload)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request; the status and the body of the answer."""
        session = self._session or await self._open_session()
        files = request_data is not None and request_data.contains_files
        read = _seconds(read_timeout, self._read_timeout)
        connect = _seconds(connect_timeout, CONNECT)
        write = _seconds(write_timeout, WRITE_FILES if files else WRITE) + _seconds(pool_timeout, 0)
        timeout = aiohttp.ClientTimeout(total=connect + write + read, sock_connect=connect, sock_read=read)
        parameters = request_data.parameters if request_data and not files else None
        form = _form(request_data) if request_data and files else None
        try:
            if parameters is not None and self._proxy is None:
                return _checked(*await self._put(session, url, parameters, timeout))
            async with session.request(method, url, json=parameters, data=form, timeout=timeout) as answer:
                self.date = answer.headers.get("Date", "")
                return _checked(answer.status, await answer.read())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError) as error:
            raise NotDelivered(f"no connection: {type(error).__name__}") from None
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            kind = NotDelivered if _was_closed(error) else NetworkError
            raise kind(f"connection lost: {type(error).__name__}") from None

    async def _put(
        self, session: aiohttp.ClientSession, url: str, parameters: object, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        """Post parameters as JSON. Raises what a session raises, and NotDelivered."""
        way, told = self._way(url), to_json(parameters)
        if session.connector is None:
            raise NotDelivered("the connection to Telegram is closed")
        async with asyncio.timeout(limits.total):
            connection = await session.connector.connect(way.to, [], limits)
            try:
                answer, body = await _asked(connection, f"{way.head}{len(told)}\r\n\r\n".encode() + told, limits)
            except BaseException:
                connection.close()
                raise
            connection.release()
        self.date = answer.headers.get("Date", "")
        return answer.code, body

    def _way(self, url: str) -> _Way:
        """Where requests to an address go, worked out once."""
        way = self._ways.get(url)
        if way is None:
            to = aiohttp.ClientRequest(
                "POST", URL(url), loop=asyncio.get_running_loop(), response_class=aiohttp.ClientResponse
            )
            head = (
                f"POST {to.url.raw_path_qs} HTTP/1.1\r\nHost: {to.url.host_port_subcomponent}\r\n"
                f"User-Agent: {self.USER_AGENT}\r\nContent-Type: application/json\r\nContent-Length: "
            )
            way = self._ways[url] = _Way(to, head)
        return way

    async def _open_session(self) -> aiohttp.ClientSession:
        """The pool, also if what waited to be sent comes a moment before it is opened. Raises NotDelivered."""
        with suppress(TimeoutError):
            async with asyncio.timeout(OPENING):
                await self._opened.wait()
        if self._session is None:
            raise NotDelivered("the connection to Telegram is closed")
        return self._session


async def _asked(
    connection: aiohttp.connector.Connection, request: bytes, limits: aiohttp.ClientTimeout
) -> tuple[aiohttp.http.RawResponseMessage, bytes]:
    """What is answered to a request on a connection: its head and its body."""
    if connection.transport is not None and _says_more(connection.transport):
        for _ in range(2):
            await asyncio.sleep(0)  # so that the loop sees when a connection that was kept has ended
    line, out = connection.protocol, connection.transport
    if line is None or out is None or out.is_closing():
        raise NotDelivered("the connection was closed meanwhile")
    line.set_response_params(read_until_eof=True, read_timeout=limits.sock_read)
    out.write(request)
    line.start_timeout()
    answer, content = await line.read()
    return answer, await content.read()


def _says_more(out: asyncio.Transport) -> bool:
    """Whether something came on a connection that nobody has read yet: most likely its end, for nothing is due."""
    there = out.get_extra_info("socket")
    return there is None or there.fileno() < 0 or _is_readable(there.fileno())


def _is_readable(number: int) -> bool:
    if not hasattr(select, "poll"):  # Windows
        return True
    asked = select.poll()
    asked.register(number, select.POLLIN)
    return bool(asked.poll(0))


def _seconds(given: object, default: float) -> float:
    return float(given) if isinstance(given, int | float) else default


def _was_closed(error: aiohttp.ClientError) -> bool:
    """Whether a kept-alive connection proved closed before the request was written whole."""
    return "Cannot write to closing transport" in str(error.__cause__ or error)


def _form(request_data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)
    for part, (name, content, media_type) in request_data.multipart_data.items():
        form.add_field(part, content, filename=name, content_type=media_type)
    return form


def _checked(status: int, body: bytes) -> tuple[int, bytes]:
    """Let through what python-telegram-bot tells apart itself. A gateway's time-out leaves open what became of it."""
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        raise BadRequest("the file is too large")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.GATEWAY_TIMEOUT:
        raise NotDelivered(f"Telegram answered {status}")
    return status, body
