"""How requests reach Telegram: over the connections of aiohttp, which are kept.

What carries no file is put on one of them as it stands: aiohttp's own objects around a request and an answer take twice
the time of sending the one and reading the other.
"""

import asyncio
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from typing import NamedTuple

import aiohttp
from pydantic_core import to_json
from yarl import URL

from bot.channel import InDoubt, Loaded, Offline, SendError

USER_AGENT = "khupho"
OPENING = 0.5  # seconds from the start of a bot until it may speak
CONNECT = 10.0
READ = 20.0  # without a byte
WRITE = 20.0
WRITE_FILES = 180.0  # 50 MB over a slow line
KEEP_ALIVE = 30.0  # a new TLS connection from Vietnam costs half a second


class _Way(NamedTuple):
    """Where requests of one method go: what a connection is chosen by, and how each of them begins."""

    to: aiohttp.ClientRequest
    head: str


class Answer(NamedTuple):
    """What came back: whether it is a good one is for others to tell."""

    status: int
    body: bytes


class Transport:
    """Posts and fetches over kept-alive connections. Its errors hold no address: addresses contain the token."""

    def __init__(self, proxy: str | None = None) -> None:
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None
        self._ways: dict[str, _Way] = {}
        self._opened = asyncio.Event()
        self.date = ""  # when the last answer was made, by the clock there, as HTTP writes it

    async def open(self) -> None:
        """Open the pool of connections."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE)
            self._session = aiohttp.ClientSession(
                connector=connector, headers={"User-Agent": USER_AGENT}, proxy=self._proxy
            )
            self._opened.set()

    async def close(self) -> None:
        """Close all connections."""
        self._opened.clear()
        self._ways.clear()
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def post(self, url: str, parameters: dict[str, object], read: float) -> Answer:
        """Post parameters as JSON; the answer may be silent for `read` seconds. Raises Offline and InDoubt."""
        session, limits = self._session or await self._connected(), _limits(WRITE, read)
        with _failing():
            if self._proxy is None:
                return await self._put(session, url, parameters, limits)
            return await self._asked(session.post(url, json=parameters, timeout=limits))

    async def upload(self, url: str, parameters: dict[str, str], field: str, file: Loaded, read: float) -> Answer:
        """Post parameters with a file in the field of that name. Raises Offline and InDoubt."""
        session, limits = self._session or await self._connected(), _limits(WRITE_FILES, read)
        form = aiohttp.FormData(parameters, quote_fields=False)
        form.add_field(field, file.content, filename=file.name, content_type=file.media_type)
        with _failing():
            return await self._asked(session.post(url, data=form, timeout=limits))

    async def get(self, url: str, read: float) -> Answer:
        """Fetch a file. Raises Offline and InDoubt."""
        session = self._session or await self._connected()
        with _failing():
            return await self._asked(session.get(url, timeout=_limits(WRITE, read)))

    async def _asked(self, request: AbstractAsyncContextManager[aiohttp.ClientResponse]) -> Answer:
        async with request as answer:
            self.date = answer.headers.get("Date", "")
            return Answer(answer.status, await answer.read())

    async def _put(
        self, session: aiohttp.ClientSession, url: str, parameters: dict[str, object], limits: aiohttp.ClientTimeout
    ) -> Answer:
        """Post parameters on a connection as it stands. Raises what a session raises, and Offline."""
        way, told = self._way(url), to_json(parameters)
        if session.connector is None:
            raise Offline("the connection to Telegram is closed")
        async with asyncio.timeout(limits.total):
            connection = await session.connector.connect(way.to, [], limits)
            try:
                answer, body = await _exchanged(connection, f"{way.head}{len(told)}\r\n\r\n".encode() + told, limits)
            except BaseException:
                connection.close()
                raise
            connection.release()
        self.date = answer.headers.get("Date", "")
        return Answer(answer.code, body)

    def _way(self, url: str) -> _Way:
        """Where requests to an address go, worked out once."""
        way = self._ways.get(url)
        if way is None:
            to = aiohttp.ClientRequest(
                "POST", URL(url), loop=asyncio.get_running_loop(), response_class=aiohttp.ClientResponse
            )
            head = (
                f"POST {to.url.raw_path_qs} HTTP/1.1\r\nHost: {to.url.host_port_subcomponent}\r\n"
                f"User-Agent: {USER_AGENT}\r\nContent-Type: application/json\r\nContent-Length: "
            )
            way = self._ways[url] = _Way(to, head)
        return way

    async def _connected(self) -> aiohttp.ClientSession:
        """The pool, also if what waited to be sent comes a moment before it is opened. Raises Offline."""
        with suppress(TimeoutError):
            async with asyncio.timeout(OPENING):
                await self._opened.wait()
        if self._session is None:
            raise Offline("the connection to Telegram is closed")
        return self._session


async def _exchanged(
    connection: aiohttp.connector.Connection, request: bytes, limits: aiohttp.ClientTimeout
) -> tuple[aiohttp.http.RawResponseMessage, bytes]:
    """What is answered to a request on a connection: its head and its body."""
    for _ in range(2):
        await asyncio.sleep(0)  # so that the loop sees when a connection that was kept has ended
    line, out = connection.protocol, connection.transport
    if line is None or out is None or out.is_closing():
        raise Offline("the connection was closed meanwhile")
    line.set_response_params(read_until_eof=True, read_timeout=limits.sock_read)
    out.write(request)
    line.start_timeout()
    answer, content = await line.read()
    return answer, await content.read()


def _limits(write: float, read: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=CONNECT + write + read, sock_connect=CONNECT, sock_read=read)


@contextmanager
def _failing() -> Iterator[None]:
    """Whatever goes wrong is Offline, where the request cannot have been taken, or InDoubt."""
    try:
        yield
    except SendError:
        raise
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError) as error:
        raise Offline(f"no connection: {type(error).__name__}") from None
    except TimeoutError:
        raise InDoubt("no answer in time") from None
    except Exception as error:  # noqa: BLE001 - aiohttp's own, and those of its parser for what is no answer
        kind = Offline if _was_closed(error) else InDoubt
        raise kind(f"connection lost: {type(error).__name__}") from None


def _was_closed(error: Exception) -> bool:
    """Whether a kept-alive connection proved closed before the request was written whole."""
    return "Cannot write to closing transport" in str(error.__cause__ or error)
