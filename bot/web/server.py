"""The web server of the bot: one port, inside the loop that everything else runs in."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette

from bot.web.channel import Bell
from bot.web.porch import address, listening

GRACE_SECONDS = 3


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
    with listening(host, port) as listener:
        async with opened(app, listener):
            yield address(listener)


@asynccontextmanager
async def opened(app: Starlette, listener: socket.socket) -> AsyncIterator[None]:
    """Serve whoever comes to a port while the block runs."""
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
        yield
    finally:
        bell.close()
        server.should_exit = True
        await task
