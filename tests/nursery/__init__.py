"""Bots that start quickly, to be killed often: forked from one process that has loaded everything already.

Each is a process of its own, which ends by a real signal and leaves nothing behind but its database.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from tests.botapi import TOKEN, BotApi
from tests.commands import ROOT, environment


@dataclass(frozen=True)
class Child:
    """A bot that runs."""

    nursery: "Nursery"
    pid: int

    async def kill(self) -> None:
        """Kill it as by `kill -9`, and see it gone; it has to have lived until then."""
        assert await self._ended_by(signal.SIGKILL) == -signal.SIGKILL

    async def end(self) -> None:
        """End it as a service manager does; it has to end well."""
        assert await self._ended_by(signal.SIGTERM) == 0

    async def _ended_by(self, number: signal.Signals) -> int:
        os.kill(self.pid, number)
        return await self.nursery.ask({"bury": self.pid})


@dataclass(frozen=True)
class Nursery:
    """Where bots are born."""

    mother: "subprocess.Popen[str]"

    async def born(self, engine: Engine, api: BotApi, log: Path, **more: str) -> Child:
        """Start `python -m bot run` with these settings more; what it logs is appended to `log`."""
        settings = {
            "database_url": str(engine.url), "keeper_person": "phuong", "backup_keep": "0", "web_port": "0",
            "telegram_token": TOKEN, "telegram_base_url": api.url, "telegram_per_chat": "1000",
            "telegram_per_second": "1000", **more,
        }  # fmt: skip
        return Child(self, await self.ask({"settings": settings, "log": str(log)}))

    async def ask(self, order: object) -> int:
        """Give an order to the mother; what she answers."""
        return await asyncio.to_thread(self._ask, order)

    def _ask(self, order: object) -> int:
        assert self.mother.stdin
        assert self.mother.stdout
        self.mother.stdin.write(json.dumps(order) + "\n")
        self.mother.stdin.flush()
        return int(self.mother.stdout.readline())


@contextmanager
def opened() -> Iterator[Nursery]:
    """A nursery while the block runs; its children do not outlive it."""
    command = [sys.executable, "-m", "tests.nursery"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, env=environment(), cwd=ROOT, text=True) as mother:  # type: ignore[call-overload]
        yield Nursery(mother)
