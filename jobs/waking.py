"""The door to APScheduler: it only wakes the question "what is due?"; the tables know the answer."""

from collections.abc import Callable
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

EVERY = timedelta(seconds=30)


class Waker:
    """Calls a function now and then at a steady pace, inside the running event loop."""

    def __init__(self, call: Callable[[], object]) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        trigger = IntervalTrigger(seconds=int(EVERY.total_seconds()))
        self._scheduler.add_job(call, trigger, coalesce=True, max_instances=1, misfire_grace_time=None)
        self._call = call

    def start(self) -> None:
        """Ask once at once, then at the pace. Must be called in a running event loop."""
        self._call()
        self._scheduler.start()

    def stop(self) -> None:
        """Stop asking."""
        self._scheduler.shutdown(wait=False)
