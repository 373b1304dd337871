"""The web chat under test: a fresh database, a tiny talk, a server on a free port."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.engine import connect
from tests.web.site import Served, Talk, served


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all its tables, to be copied."""
    path = tmp_path_factory.mktemp("web") / "empty.db"
    connect(f"sqlite:///{path}").dispose()
    return path


@pytest.fixture
def talk(empty_database: Path, tmp_path: Path) -> Iterator[Talk]:
    engine = connect(f"sqlite:///{shutil.copy(empty_database, tmp_path / 'web.db')}")
    yield Talk(engine)
    engine.dispose()


@pytest.fixture
def site(talk: Talk) -> Iterator[Served]:
    with served(talk) as site:
        yield site


@pytest.fixture
def demo_site(talk: Talk) -> Iterator[Served]:
    with served(talk, demo=True) as site:
        yield site
