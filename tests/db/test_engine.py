"""Opening the database: what is promised of each engine, and one clear line when it cannot be opened."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, select

from db.engine import MEMORY, PATIENCE, CannotOpen, connect, reading, writing
from db.models import Membership, Unit
from tests import postgresql
from tests.db.book import SINCE


def refused(address: str) -> str:
    with pytest.raises(CannotOpen) as caught:
        connect(address)
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence


def test_sqlite_writes_ahead_waits_for_others_and_keeps_foreign_keys(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/khupho.db")
    with engine.connect() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    engine.dispose()
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30_000, "synchronous": 2}


def test_a_row_that_points_nowhere_is_refused(engine: Engine) -> None:
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(Membership(person_id=77, unit_id=77, role="member", since=SINCE))


def test_the_migrations_lead_to_the_tables_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_opening_twice_keeps_what_is_there(engine: Engine, address: str) -> None:
    with writing(engine) as session:
        session.add(Unit(kind="khu_pho", name="Khu phố 9", code="KP9", valid_from=SINCE))
    again = connect(address)
    with reading(again) as session:
        assert [unit.name for unit in session.exec(select(Unit))] == ["Khu phố 9"]
    again.dispose()


def opened_by_two(address: str) -> None:
    opening = [
        sys.executable,
        "-c",
        "import sys; from db.engine import connect; connect(sys.argv[1]).dispose()",
        address,
    ]
    processes = [subprocess.Popen(opening, stderr=subprocess.PIPE) for _ in range(2)]
    assert [(process.communicate()[1], process.returncode) for process in processes] == [(b"", 0)] * 2


def test_two_processes_may_open_an_empty_sqlite_file_at_once(tmp_path: Path) -> None:
    opened_by_two(f"sqlite:///{tmp_path}/khupho.db")


def test_two_processes_may_open_an_empty_postgresql_database_at_once(cluster: postgresql.Cluster) -> None:
    opened_by_two(cluster.empty())


@pytest.mark.parametrize("patience", [PATIENCE, 1.0])
def test_a_database_in_memory_is_one_for_all_its_sessions(patience: float) -> None:
    engine = connect(MEMORY, patience)
    with writing(engine) as session:
        session.add(Unit(kind="khu_pho", name="Khu phố 9", code="KP9", valid_from=SINCE))
    with reading(engine) as session:
        assert session.exec(select(Unit)).one().code == "KP9"
    engine.dispose()


def fail_in_the_middle(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(Unit(kind="khu_pho", name="Khu phố 9", code="KP9", valid_from=SINCE))
        session.flush()
        raise ZeroDivisionError


def test_a_failed_writing_session_leaves_nothing_behind(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_in_the_middle(engine)
    with reading(engine) as session:
        assert session.exec(select(Unit)).all() == []


def test_a_writer_takes_its_turn_before_it_reads(tmp_path: Path) -> None:
    """Two writers that read first and then write never meet "database is locked": the second waits at the door."""
    engine = connect(f"sqlite:///{tmp_path}/khupho.db")

    def add(number: int) -> None:
        with writing(engine) as session:
            count = len(session.exec(select(Unit)).all())
            session.add(Unit(kind="to", name=f"Tổ {count + 1}", code=f"T{number}", valid_from=SINCE))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(40)))
    with Session(engine) as session:
        assert {unit.name for unit in session.exec(select(Unit))} == {f"Tổ {n}" for n in range(1, 41)}
    engine.dispose()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert refused(f"sqlite:///{tmp_path}/nowhere/khupho.db").endswith(f"there is no folder {tmp_path}/nowhere")


def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    assert "unable to open database file" in refused(f"sqlite:///{tmp_path}")


def test_a_file_that_is_not_a_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Kính gửi Ban công tác Mặt trận khu phố 9. " * 20, "utf-8")
    before = letter.read_bytes()
    assert "file is not a database" in refused(f"sqlite:///{letter}")
    assert letter.read_bytes() == before


@pytest.mark.parametrize(
    "address", ["", "khupho.db", "postgresql//bot:s3cret@host/khupho", "postgresql://bot:s3cret@host:port/khupho"]
)
def test_what_is_not_an_address_is_refused_without_repeating_its_password(address: str) -> None:
    sentence = refused(address)
    assert "not a database address" in sentence
    assert "s3cret" not in sentence


def test_an_unknown_kind_of_database_is_refused() -> None:
    assert "oracel" in refused("oracel://bot:s3cret@host/khupho")


def test_a_postgresql_that_does_not_answer_is_named_without_the_password() -> None:
    sentence = refused("postgresql://bot:s3cret@127.0.0.1:1/khupho")
    assert "127.0.0.1" in sentence
    assert "s3cret" not in sentence


def test_a_postgresql_database_that_is_not_there_is_named(cluster: postgresql.Cluster) -> None:
    assert 'database "nowhere" does not exist' in refused(cluster.address("nowhere"))


def test_a_database_of_a_newer_version_of_the_bot_is_left_alone(address: str) -> None:
    engine = connect(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    assert "newer version" in refused(address)
