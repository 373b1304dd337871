"""`python -m bot unmatched`: what nobody understood is there for the keeper, without who said it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from db.engine import writing
from db.models import Unmatched
from tests import fresh


@pytest.fixture
def address(tmp_path: Path) -> str:
    """A database in which two sentences were not understood of late, one of them twice, and one long ago."""
    url = f"sqlite:///{tmp_path / 'khupho.db'}"
    engine, now = fresh.ward(url), datetime.now(UTC)
    with writing(engine) as session:
        for text, days in (("chia lộc", 1), ("phát lộc\nđầu xuân", 2), ("chia lộc", 3), ("lâu rồi", 300)):
            session.add(Unmatched(person_id=1, at=now - timedelta(days=days), text=text))
    engine.dispose()
    return url


def test_the_most_frequent_comes_first_and_nobody_is_named(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["unmatched", "--database", address, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(row["text"], row["times"]) for row in told] == [("chia lộc", 2), ("phát lộc đầu xuân", 1)]
    assert all(set(row) == {"text", "times", "at"} for row in told)


def test_it_is_readable(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["unmatched", "--database", address, "--days", "365"]) == 0
    assert capsys.readouterr().out.startswith("2 × chia lộc (last ")
