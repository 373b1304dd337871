"""The door to APScheduler: it only wakes the question "what is due?"; the tables know that, and when to ask again.

Besides, one asks every BEAT: the clock of a machine may be set or sleep, and of several processes the one that planned
something may die before it is due. Whatever is missed so is told before it would count as late (after 15 minutes).
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

BEAT = timedelta(minutes=5)
_LATE = 90.0  # seconds after which a look that did not come counts as missing
_JOB = "look"


def sleep(now: datetime, due: datetime | None) -> timedelta:
    """How long nobody needs to ask, when the next thing that is known is due at an instant, or nothing is."""
    return BEAT if due is None else max(timedelta(), min(due - now, BEAT))


class Waker:
    """Calls `look` at the start, whenever something is due by the clock, whenever woken, and every BEAT.

    `look` does what is due and says when the next thing is. Everything happens inside the running event loop.
    """

    def __init__(
        self,
        look: Callable[[], Awaitable[datetime | None]],
        clock: Callable[[], datetime],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._look = look
        self._clock = clock
        self._seconds = seconds
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._looking = self._once_more = False
        self._expected = float("-inf")  # the next look, by `seconds`

    def start(self) -> None:
        """Ask at once, and from then on as often as needed."""
        self._scheduler.start()
        self.wake()

    def stop(self) -> None:
        """Stop asking."""
        self._scheduler.shutdown(wait=False)

    def wake(self) -> None:
        """Something was planned: ask now, or once more after the look that is going on."""
        if self._looking:
            self._once_more = True
        elif self._scheduler.running:
            self._ask_in(timedelta())

    def is_on_time(self) -> bool:
        """Whether the look that was to come has come, or is still to come."""
        return self._seconds() < self._expected + _LATE

    def _ask_in(self, pause: timedelta) -> None:
        self._expected = self._seconds() + pause.total_seconds()
        at = datetime.now(UTC) + pause
        self._scheduler.add_job(self._ask, "date", run_date=at, id=_JOB, replace_existing=True, misfire_grace_time=None)

    async def _ask(self) -> None:
        self._looking, self._once_more, due = True, False, None
        try:
            due = await self._look()
        except asyncio.CancelledError:
            return  # stopped between two slices; what is left stays due
        finally:
            self._looking = False
            if self._scheduler.running:
                self._ask_in(timedelta() if self._once_more else sleep(self._clock(), due))
