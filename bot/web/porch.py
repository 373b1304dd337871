"""The port of the web chat while nobody is there: the site is loaded for its first visitor, 5 MB and 0.2 s."""

import asyncio
import errno
import logging
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from bot.channel import StartError
from bot.web.channel import Web
from bot.web.doors import Door
from bot.web.links import Links
from db.engine import unavailable
from handlers.message import Message

if TYPE_CHECKING:
    from starlette.applications import Starlette

SOON = 1.0  # seconds until a visitor is let in whose site needs a database that cannot be had just now

log = logging.getLogger(__name__)


class PortInUse(StartError):
    """Another program listens there already."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"port {port} on {host} is already in use")
        self.host = host
        self.port = port


class CannotListen(StartError):
    """The address cannot be listened on: it is not ours, or the port needs more rights."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What monitoring asks of: the parts of the bot, each telling whether it works; `token` opens the figures."""

    parts: Mapping[str, Callable[[], bool]]
    token: str | None


def site(
    web: Web,
    receive: Callable[[Sequence[Message]], None],
    clock: Callable[[], datetime],
    zone: tzinfo,
    doors: Mapping[str, Door],
    links: Links,
    asked: Asked,
) -> "Starlette":
    """The site of the running bot."""
    from bot.web.app import create
    from bot.web.health import Health

    health = Health(web.engine, clock, asked.parts, asked.token)
    return create(web, receive, clock, zone, doors=doors, health=health, links=links)


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Take a port, 0 for any free one. Raises PortInUse or CannotListen."""
    listener = _listen(host, port)
    try:
        yield listener
    finally:
        listener.close()


def address(listener: socket.socket) -> str:
    """Where visitors come ("http://127.0.0.1:8080")."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


async def attend(listener: socket.socket, make: Callable[[], "Starlette"]) -> None:
    """Serve visitors until cancelled, by a site that is made when the first one knocks."""
    await _knock(listener)
    site = await _made(make)
    from bot.web.server import opened

    async with opened(site, listener):
        await asyncio.Event().wait()


async def _knock(listener: socket.socket) -> None:
    """Wait until somebody comes, without letting them in yet."""
    loop, come = asyncio.get_running_loop(), asyncio.Event()
    try:
        loop.add_reader(listener, come.set)
    except NotImplementedError:  # Windows
        return
    try:
        await come.wait()
    finally:
        loop.remove_reader(listener)


async def _made(make: Callable[[], "Starlette"]) -> "Starlette":
    while True:
        try:
            return make()
        except Exception as error:
            if not unavailable(error):
                raise
            log.info("the web chat waits for the database")
        await asyncio.sleep(SOON)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(host, port) from error
        raise CannotListen(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
