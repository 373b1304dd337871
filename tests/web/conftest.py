"""The web chat under test: a fresh database, a tiny talk, a server on a free port."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import fresh
from tests.web.site import Served, Talk, served


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    engine = fresh.empty(f"sqlite:///{tmp_path}/web.db")
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
