"""How fast a bot may speak: in all, to one chat, to a group, and for how long it was asked to be silent."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from handlers.message import Reply

SECOND = 1.01  # of the messenger's clock, with a margin for messages that overtake each other on the way
BULK = 0.97  # share of the limit that reminders and broadcasts may take, evenly spread
BEHIND = 2  # of these that came late, as while replies took their turn, may follow each other at once
MINUTE = 60.0
SEVERAL = 2  # chats that are refused within a short time mean that the whole bot is too fast
AT_ONCE = 2.0  # seconds


@dataclass(frozen=True, slots=True)
class Tariff:
    """How a plan counts: the messages that a reply makes, and a reply cut down to one of them."""

    cost: Callable[[Reply], int]
    brief: Callable[[Reply], Reply]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a messenger allows one bot; without numbers, anything."""

    per_second: int | None = None  # messages to all chats together
    per_chat: float | None = None  # messages a second to one chat, after a burst
    burst: int = 3
    per_group: int | None = None  # messages a minute to one group
    at_once: int = 100  # requests under way
    tariff: Tariff | None = None  # how the messages of a plan are counted


class Pace:
    """Says who has to wait for how long. Time is a monotonic number of seconds, given with each question."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._sent: deque[float] = deque(maxlen=limits.per_second)
        self._next_bulk = -math.inf
        self._free: dict[str, float] = {}  # when the burst of a chat is full again
        self._groups: dict[str, deque[float]] = {}
        self._held: dict[str, float] = {}
        self._all_held = -math.inf
        self._refused: dict[str, float] = {}

    def room(self, now: float) -> int:
        """How many messages may go to all chats together now."""
        if now < self._all_held:
            return 0
        if self._limits.per_second is None:
            return self._limits.at_once
        while self._sent and self._sent[0] <= now - SECOND:
            self._sent.popleft()
        return self._limits.per_second - len(self._sent)

    def wait(self, now: float) -> float:
        """Seconds until there is room."""
        if now < self._all_held:
            return self._all_held - now
        return 0.0 if self.room(now) > 0 else self._sent[0] + SECOND - now

    def wait_of(self, chat: str, now: float, *, group: bool, bulk: bool) -> float:
        """Seconds until a message may go to a chat, if there is room."""
        waits = [self._held.get(chat, now) - now, self._burst_wait(chat, now)]
        if group and len(sent := self._groups.get(chat, deque())) == self._limits.per_group:
            waits.append(sent[0] + MINUTE - now)
        if bulk and self._limits.per_second is not None:
            waits.append(self._next_bulk - now)
        return max(0.0, *waits)

    def took(self, chat: str, now: float, *, group: bool, bulk: bool) -> None:
        """Count a message."""
        if self._limits.per_second is not None:
            self._sent.append(now)
        if self._limits.per_chat is not None:
            self._free[chat] = max(self._free.get(chat, now), now) + 1 / self._limits.per_chat
        if group and self._limits.per_group is not None:
            self._groups.setdefault(chat, deque(maxlen=self._limits.per_group)).append(now)
        if bulk and self._limits.per_second is not None:
            spacing = 1 / (BULK * self._limits.per_second)
            self._next_bulk = max(self._next_bulk, now - BEHIND * spacing) + spacing
        self._forget(now)

    def hold(self, chat: str, seconds: float, now: float) -> None:
        """Say nothing to a chat for a while."""
        self._held[chat] = max(self._held.get(chat, now), now + seconds)

    def hold_all(self, seconds: float, now: float) -> None:
        """Say nothing to anybody for a while."""
        self._all_held = max(self._all_held, now + seconds)

    def refused(self, chat: str, seconds: float, now: float) -> None:
        """The messenger asked us to wait: this chat does, and all of them when several were refused at once."""
        self._refused = {other: at for other, at in self._refused.items() if at > now - AT_ONCE} | {chat: now}
        self.hold(chat, seconds, now)
        if len(self._refused) >= SEVERAL:
            self.hold_all(seconds, now)

    def release(self) -> None:
        """The messenger can be reached again: nobody is held any more."""
        self._held.clear()
        self._all_held = -math.inf

    def waiting(self, now: float) -> int:
        """How many chats have to wait for a reason of their own."""
        self._forget(now, at_least=0)
        return len(self._held.keys() | self._free.keys() | self._groups.keys())

    def _burst_wait(self, chat: str, now: float) -> float:
        if self._limits.per_chat is None:
            return 0.0
        return self._free.get(chat, now) - now - (self._limits.burst - 1) / self._limits.per_chat

    def _forget(self, now: float, at_least: int = 1000) -> None:
        """Drop what no longer holds anybody."""
        if len(self._free) + len(self._held) + len(self._groups) >= at_least:
            self._free = {chat: at for chat, at in self._free.items() if at > now}
            self._held = {chat: at for chat, at in self._held.items() if at > now}
            self._groups = {chat: sent for chat, sent in self._groups.items() if sent[-1] > now - MINUTE}
