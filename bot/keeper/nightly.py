"""The nightly copy while the bot runs: made by a process of its own, so that nobody waits; a failure is told."""

import asyncio
import logging
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from jobs import backups

log = logging.getLogger(__name__)


@dataclass
class Nightly:
    """Looks whether a copy is due whenever it is called. `failed` is called with the night and the reason, once."""

    address: str
    folder: Path
    keep: int
    at: time
    clock: Callable[[], datetime]
    zone: ZoneInfo
    failed: Callable[[str, str], None]
    _making: asyncio.Task[None] | None = field(default=None, init=False)
    _failed_on: str = field(default="", init=False)

    def look(self) -> None:
        """Begin a copy if one is due and none is being made. Must be called in the running loop."""
        if self._making is not None and not self._making.done():
            return
        now = self.clock()
        night = now.astimezone(self.zone).date().isoformat()
        if self._failed_on != night and backups.is_due(self.folder, now, self.zone, self.at):
            self._making = asyncio.create_task(self._make(night))

    async def _make(self, night: str) -> None:
        """Run `python -m bot backup`; the database's address goes by the environment, for it may hold a password."""
        arguments = ("-m", "bot", "backup", "--folder", str(self.folder), "--keep", str(self.keep))
        others = {name: value for name, value in os.environ.items() if not name.startswith("KHUPHO_")}
        environment = others | {"KHUPHO_DATABASE_URL": self.address}
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, "--config", os.devnull, env=environment, stdout=DEVNULL, stderr=PIPE,
            preexec_fn=_step_back if hasattr(os, "nice") else None,
        )  # fmt: skip
        try:
            _, complaint = await process.communicate()
        except asyncio.CancelledError:
            process.kill()
            await process.communicate()
            raise
        if process.returncode == 0:
            log.info("the nightly copy is made")
            return
        why = (complaint.decode().strip().splitlines() or ["no reason given"])[-1].removeprefix("khupho: ")
        log.error("the nightly copy was not made: %s", why)
        self._failed_on = night
        self.failed(night, why)

    async def finish(self) -> None:
        """Wait until a copy that is being made is whole."""
        if self._making is not None:
            await self._making

    async def stop(self) -> None:
        """Give up a copy that is being made: the next start makes it up."""
        if self._making is not None:
            self._making.cancel()
            with suppress(asyncio.CancelledError):
                await self._making


def _step_back() -> None:
    """Whoever waits for an answer goes first."""
    os.nice(10)
