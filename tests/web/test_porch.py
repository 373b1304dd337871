"""The port of the web chat before anybody comes: the site is made for the first visitor, as soon as it can be."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import httpx
from sqlalchemy import Engine
from starlette.applications import Starlette

from bot.web.app import create
from bot.web.channel import Web
from bot.web.porch import SOON, address, attend, listening
from db.engine import MEMORY, connect
from tests.far_end import HandClock
from tests.test_faults import locked
from tests.whole import GENEROUS, ZONE


def site(engine: Engine, made: list[Starlette]) -> Callable[[], Starlette]:
    """What makes the site, and notes it."""

    def make() -> Starlette:
        made.append(create(Web(engine), lambda _: None, HandClock(), ZONE))
        return made[-1]

    return make


async def visited(make: Callable[[], Starlette], visit: Callable[[httpx.AsyncClient], Awaitable[None]]) -> None:
    """Keep a port while somebody visits."""
    with listening("127.0.0.1", 0) as listener:
        attending = asyncio.create_task(attend(listener, make))
        async with httpx.AsyncClient(base_url=address(listener), timeout=GENEROUS) as client:
            await visit(client)
        attending.cancel()
        with suppress(asyncio.CancelledError):
            await attending


def test_the_site_is_made_once_somebody_comes() -> None:
    engine, made = connect(MEMORY), list[Starlette]()

    async def visit(client: httpx.AsyncClient) -> None:
        await asyncio.sleep(0.05)
        assert made == []
        assert [(await client.get("/healthz")).status_code for _ in range(2)] == [200, 200]
        assert len(made) == 1

    asyncio.run(visited(site(engine, made), visit))
    engine.dispose()


def test_whoever_comes_while_the_tables_are_locked_is_let_in_afterwards(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/khupho.db", patience=0.02)

    async def visit(client: httpx.AsyncClient) -> None:
        with locked(engine):
            asked = asyncio.create_task(client.get("/healthz"))
            await asyncio.sleep(SOON / 2)
            assert not asked.done()
        assert (await asked).status_code == 200

    asyncio.run(visited(site(engine, []), visit))
    engine.dispose()


def test_nobody_came_and_it_ends_at_once() -> None:
    engine, made = connect(MEMORY), list[Starlette]()

    async def visit(_: httpx.AsyncClient) -> None:
        await asyncio.sleep(0)

    asyncio.run(visited(site(engine, made), visit))
    assert made == []
    engine.dispose()
