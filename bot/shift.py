"""This process among those that share its database: shows that it lives, takes over from those that are gone.

Nobody's clock decides. A process is gone when its beat stands still for a while by our own monotonic clock, or at once
when it ran on this machine and is no longer there.
"""

import os
import secrets
import socket
import time
from collections.abc import Callable, Iterable

from bot.desk import Desk
from db import workers
from db.engine import writing
from db.models import Worker
from db.post import Chat

EVERY = 2.0  # seconds between two beats
SILENT = 7.0  # seconds without a beat after which a process of another machine is gone
_RUN = secrets.token_hex(8)  # tells this process from an earlier one with the same number


class Shift:
    """One process at work."""

    def __init__(self, desk: Desk, now: Callable[[], float] = time.monotonic, machine: str | None = None) -> None:
        self._engine = desk.engine
        self._now = now
        self._machine = machine or socket.gethostname()
        self._heard: dict[int, tuple[int, float]] = {}  # of each other process its last beat, and when we saw it first
        self.worker_id = 0

    def look(self, bots: Iterable[tuple[str, str]]) -> tuple[list[Chat], set[tuple[str, str]]]:
        """Give a sign of life and look after the others.

        The chats whose waiting messages we took over, and those of the given (channel, bot) that we speak for.
        """
        with writing(self._engine) as session:
            if not workers.beat(session, self.worker_id):
                self.worker_id = workers.join(session, f"{self._machine}:{_RUN}", os.getpid())
            for other in workers.others(session, self.worker_id):
                if self._gone(other):
                    workers.leave(session, other.id or 0, other.beat)
            chats = workers.claim(session, self.worker_id)
            return chats, {bot for bot in bots if workers.on_duty(session, *bot, self.worker_id)}

    def end(self) -> None:
        """Leave what waits to the others."""
        with writing(self._engine) as session:
            workers.leave(session, self.worker_id)

    def _gone(self, other: Worker) -> bool:
        machine, _, run = other.host.rpartition(":")
        if machine == self._machine and run != _RUN and not _runs(other.pid):
            return True
        beat, since = self._heard.get(other.id or 0, (-1, 0.0))
        if beat != other.beat:
            self._heard[other.id or 0] = (other.beat, self._now())
            return False
        return self._now() - since >= SILENT


def _runs(pid: int) -> bool:
    """Whether a process of another run exists on this machine; where that cannot be told, yes."""
    if os.name != "posix":
        return True
    if pid == os.getpid():  # as in a container, where every run has the same number
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
