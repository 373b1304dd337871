"""A province on one evening: 5 000 committees meet at the same hour; planning them, and inviting everybody."""

import time
from collections.abc import Callable
from datetime import timedelta

from sqlmodel import func, select

from db.engine import MEMORY, connect, reading, writing
from db.models import Outgoing
from tests.jobs.test_province import MEETING, NOW, fill, next_look, tick

SMALL, LARGE = 500, 5_000
MEMBERS = 9
QUIET = 0.012  # seconds that the plain loop takes on a machine that does nothing else


def main() -> None:
    """Print what each part takes, as on a machine that does nothing else, and how much more for ten times as many."""
    small, large = _measure(SMALL), _measure(LARGE)
    for name, few in small.items():
        many = large[name]
        print(f"evening: {name:34} {few:8.4f} s for {SMALL:,}, {many:8.4f} s for {LARGE:,}: x {many / few:.1f}")


def _measure(committees: int) -> dict[str, float]:
    engine = connect(MEMORY)
    with writing(engine) as session:
        fill(session, committees, MEMBERS)
    found = {"planning two months": _takes(lambda: tick(engine, NOW))}
    _takes(lambda: tick(engine, MEETING - timedelta(hours=73)))  # plans on, so that the next only invites
    found["inviting everybody"] = _takes(lambda: tick(engine, MEETING - timedelta(hours=72)))
    found["looking when nothing is due"] = _takes(lambda: next_look(engine))
    with reading(engine) as session:
        assert session.exec(select(func.count()).select_from(Outgoing)).one() == committees * MEMBERS
    engine.dispose()
    return found


def _takes(work: Callable[[], object]) -> float:
    """Processor time of some work, scaled by what the plain loop takes before and after it."""
    before, began = _plain_loop(), time.process_time()
    work()
    took = time.process_time() - began
    return took * QUIET * 2 / (before + _plain_loop())


def _plain_loop() -> float:
    """The processor time of 300 000 additions: how busy the machine is."""
    began, total = time.process_time(), 0
    for number in range(300_000):
        total += number
    return time.process_time() - began


if __name__ == "__main__":
    main()
