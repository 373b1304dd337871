"""The web server of the bot: one port, inside the loop that everything else runs in."""

import asyncio
import errno
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette

from bot.channel import StartError
from bot.web.channel import Bell

GRACE_SECONDS = 3


class PortInUse(StartError):
    """Another program listens there already."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"port {port} on {host} is already in use")
        self.host = host
        self.port = port


class CannotListen(StartError):
    """The address cannot be listened on: it is not ours, or the port needs more rights."""


class _Server(uvicorn.Server):
    """A server that leaves the process's signals to the process."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serve(app: Starlette, host: str, port: int) -> AsyncIterator[str]:
    """Serve the app while the block runs; give its address ("http://127.0.0.1:8080"). Port 0 takes any free one.

    Raises PortInUse or CannotListen before anything is served.
    """
    listener = _listen(host, port)
    config = uvicorn.Config(
        app, access_log=False, log_config=None, server_header=False, lifespan="off",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )  # fmt: skip  # no access log: invitation codes stand in addresses
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    server = _Server(config)
    bell: Bell = app.state.bell
    bell.open()
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"
    finally:
        bell.close()
        server.should_exit = True
        await task


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(host, port) from error
        raise CannotListen(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
