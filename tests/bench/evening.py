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


def main() -> None:
    """Print what each part takes, and how much more for ten times the committees."""
    small, large = _measure(SMALL), _measure(LARGE)
    for name, few in small.items():
        many = large[name]
        print(f"evening: {name:34} {few:8.4f} s for {SMALL:,}, {many:8.4f} s for {LARGE:,}: x {many / few:.1f}")


def _measure(committees: int) -> dict[str, float]:
    engine = connect(MEMORY)
    with writing(engine) as session:
        fill(session, committees, MEMBERS)
    found = {"planning two months": _takes(lambda: tick(engine, NOW))}
    found["inviting everybody"] = _takes(lambda: tick(engine, MEETING - timedelta(hours=72)))
    found["looking when nothing is due"] = _takes(lambda: next_look(engine))
    with reading(engine) as session:
        assert session.exec(select(func.count()).select_from(Outgoing)).one() == committees * MEMBERS
    engine.dispose()
    return found


def _takes(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
