"""Telegram's side of a webhook: brings each update, in order, again and again until the bot answers that it has it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus

import aiohttp

from tests.botapi.world import World

SECRET = "X-Telegram-Bot-Api-Secret-Token"
AGAIN = 0.02  # seconds until an update is brought once more


@dataclass
class Courier:
    """Brings what waits to a server of ours, whatever public address the bot gave for it."""

    world: World
    base: str
    answers: list[int] = field(default_factory=list)  # the status of each delivery

    async def run(self) -> None:
        """Bring until cancelled."""
        async with aiohttp.ClientSession() as session:
            while True:  # noqa: ASYNC110 - what waits is no event
                await asyncio.sleep(0 if await self._bring(session) else AGAIN)

    async def _bring(self, session: aiohttp.ClientSession) -> bool:
        hook = self.world.webhook
        if not (hook and self.world.waiting):
            return False
        update, path = self.world.waiting[0], "/" + hook["url"].split("/", 3)[3]
        headers = {SECRET: hook["secret_token"]} if "secret_token" in hook else {}
        with suppress(aiohttp.ClientError):
            async with session.post(self.base + path, json=update, headers=headers) as answer:
                self.answers.append(answer.status)
                if answer.status == HTTPStatus.OK:
                    self.world.confirm(update["update_id"] + 1)
                    return True
        return False


@asynccontextmanager
async def bringing(world: World, base: str) -> AsyncIterator[Courier]:
    """A courier at work while the block runs."""
    courier = Courier(world, base)
    task = asyncio.create_task(courier.run())
    try:
        yield courier
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
