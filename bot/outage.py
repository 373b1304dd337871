"""Whether the other side can be reached: one line in the log when it no longer can, one when it can again."""

import logging
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

SUSPICIOUS = 3  # failures without a success between them
LONGEST = 30.0  # seconds between two tries


class Outage:
    """The failures of one thing that the bot depends on. `name` says in the log what it is."""

    def __init__(self, name: str, after: int = SUSPICIOUS, now: Callable[[], float] = time.monotonic) -> None:
        self._name = name
        self._after = after
        self._now = now
        self._failures = 0
        self._pause = 0.0
        self._until = 0.0
        self.down = False

    def failed(self, reason: object) -> float:
        """Count a failure; seconds until the next try, longer each time, 0 while it may be a single mishap."""
        self._failures += 1
        if self._failures < self._after:
            return 0.0
        if not self.down:
            self.down = True
            why = (str(reason).strip().splitlines() or [type(reason).__name__])[0]
            log.warning("%s is out of reach (%s); everything waits, trying again", self._name, why)
        now = self._now()
        if now >= self._until:
            self._pause = min(max(1.0, self._pause * 2), LONGEST)
            self._until = now + self._pause
        return self._until - now

    def works(self) -> bool:
        """Count a success; whether it ends an outage."""
        was_down, self.down = self.down, False
        self._failures, self._pause, self._until = 0, 0.0, 0.0
        if was_down:
            log.warning("%s is in reach again", self._name)
        return was_down
