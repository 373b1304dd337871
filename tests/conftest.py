"""What several tests stand on: an empty database on each engine, the sample ward, a clock that stands still."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.sample import fill
from db.engine import connect, writing
from tests import fresh, postgresql

MEMORY = Path("/dev/shm")  # files there are in memory: no test waits for a disk
ROOM = 2 * 2**30  # bytes that must be free there
IN_MEMORY = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
if IN_MEMORY:
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what the tests start is compiled once, not by each process


def pytest_collection_finish() -> None:
    """Leave alone what is there for good: looking through it again and again took a tenth of the time."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgresql.Cluster]:
    """A PostgreSQL server; where it is not installed tests are skipped, but never in CI."""
    programs = postgresql.binaries()
    if programs is None and os.environ.get("CI") == "true":
        pytest.fail("PostgreSQL is not installed")
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with postgresql.cluster(programs) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without rows, once on each engine."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path}/khupho.db"
        fresh.empty(address).dispose()
        yield address
        return
    cluster: postgresql.Cluster = request.getfixturevalue("cluster")
    address = cluster.fresh()
    yield address
    if IN_MEMORY:  # on a disk that would take longer than the test
        cluster.drop(address)


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    """An open database without rows, once on each engine."""
    opened = connect(address)
    yield opened
    opened.dispose()


@pytest.fixture
def ward(engine: Engine) -> Engine:
    """The same with the sample ward in it."""
    with writing(engine) as session:
        fill(session)
    return engine


LONGEST = (
    "test_kills.py",
    "test_contract_dialogues.py",
    "test_browser.py",
    "test_practice.py",
    "test_browser_whole.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the files that take longest begin, so that no process waits at the end for another's last file."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))
