"""Copies of the records: put back they give the same answers, damaged they are refused, nothing is thrown away."""

import json
import sqlite3
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, text
from sqlmodel import SQLModel

from bot.__main__ import main
from bot.figures import Line, lines
from db.copies import CannotCopy, Damaged
from db.engine import CannotOpen, connect, reading, writing
from db.province import Size
from db.province import fill as fill_province
from jobs import backups
from tests import fresh, postgresql

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2026, 1, 1, 2, 30, tzinfo=UTC).time()
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def province() -> bytes:
    """Ledgers of several years, as a SQLite file."""
    engine = fresh.empty()
    _fill(engine)
    content = fresh.content(engine)
    engine.dispose()
    return content


@pytest.fixture(scope="module")
def province_on_a_server(cluster: postgresql.Cluster) -> str:
    """The same as a database of PostgreSQL."""
    address = cluster.fresh()
    engine = connect(address)
    _fill(engine)
    engine.dispose()
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def records(request: pytest.FixtureRequest, province: bytes, tmp_path: Path) -> Iterator[str]:
    """The address of a database with ledgers of several years, once on each engine."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path}/khupho.db"
        fresh.copy(province, address).dispose()
        yield address
        return
    cluster: postgresql.Cluster = request.getfixturevalue("cluster")
    address = cluster.copy(request.getfixturevalue("province_on_a_server"))
    yield address
    cluster.drop(address)


def _fill(engine: Engine) -> None:
    with writing(engine) as session:
        fill_province(session, Size(units=12, years=2, entries=400, seed=5))


@pytest.fixture
def small(tmp_path: Path) -> str:
    """A SQLite database with the sample ward."""
    address = f"sqlite:///{tmp_path}/khupho.db"
    fresh.ward(address).dispose()
    return address


def figures(address: str) -> list[Line]:
    """Every figure of every unit."""
    engine = connect(address)
    with reading(engine) as session:
        found = list(lines(session, None, date(2015, 1, 1), NOW.date()))
    engine.dispose()
    return found


def tables(address: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    engine = connect(address)
    with engine.connect() as connection:
        rows = {
            name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for name, table in SQLModel.metadata.tables.items()
        }
    engine.dispose()
    return rows


def destroy(address: str) -> None:
    """Lose the records: a broken file, or tables that somebody dropped."""
    if address.startswith("sqlite"):
        Path(address.removeprefix("sqlite:///")).write_bytes(b"\x00" * 5000)
        return
    engine = connect(address)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM entry"))
        connection.execute(text("DROP TABLE record CASCADE"))
    engine.dispose()


def backed_up(address: str, folder: Path, capsys: Capture) -> Path:
    capsys.readouterr()
    assert main(["backup", "--database", address, "--folder", str(folder), "--json"]) == 0
    return Path(json.loads(capsys.readouterr().out)["file"])


def refusal(capsys: Capture, *arguments: str) -> str:
    """The one line with which a command gives up."""
    capsys.readouterr()
    assert main(arguments) == 1
    (line,) = capsys.readouterr().err.splitlines()
    return line


def test_after_a_disaster_the_copy_gives_every_figure_and_every_row_again(
    records: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = tmp_path / "copies"
    before, told = tables(records), figures(records)
    assert len(told) > 100
    backed_up(records, folder, capsys)
    destroy(records)
    assert main(["restore", "--database", records, "--folder", str(folder), "--replace"]) == 0
    assert figures(records) == told
    assert tables(records) == before


def test_a_copy_goes_into_an_empty_database_without_being_asked_twice(
    small: str, tmp_path: Path, capsys: Capture
) -> None:
    copy = backed_up(small, tmp_path / "copies", capsys)
    elsewhere = f"sqlite:///{tmp_path}/elsewhere.db"
    assert main(["restore", str(copy), "--database", elsewhere]) == 0
    assert tables(elsewhere) == tables(small)


def test_what_is_there_is_not_replaced_unless_told_and_then_kept(small: str, tmp_path: Path, capsys: Capture) -> None:
    copy = backed_up(small, tmp_path / "copies", capsys)
    assert "--replace" in refusal(capsys, "restore", str(copy), "--database", small)
    assert main(["restore", str(copy), "--database", small, "--replace", "--json"]) == 0
    aside = json.loads(capsys.readouterr().out)["aside"]
    assert tables(f"sqlite:///{aside}") == tables(small)


def test_an_empty_postgresql_database_is_filled_and_a_full_one_kept_aside(
    cluster: postgresql.Cluster, tmp_path: Path, capsys: Capture
) -> None:
    fresh, empty = cluster.fresh(), cluster.empty()
    assert main(["sample", "--database", fresh]) == 0
    copy = backed_up(fresh, tmp_path, capsys)
    assert main(["restore", str(copy), "--database", empty]) == 0
    assert tables(empty) == tables(fresh)
    assert "--replace" in refusal(capsys, "restore", str(copy), "--database", empty)
    assert main(["restore", str(copy), "--database", empty, "--replace", "--json"]) == 0
    assert "before_" in capsys.readouterr().out
    assert tables(empty) == tables(fresh)


def test_records_in_use_are_not_replaced(records: str, tmp_path: Path, capsys: Capture) -> None:
    copy = backed_up(records, tmp_path / "copies", capsys)
    bot = connect(records)
    with bot.connect() as connection:
        connection.execute(text("SELECT count(*) FROM unit"))
        connection.rollback()
        line = refusal(capsys, "restore", str(copy), "--database", records, "--replace")
    bot.dispose()
    assert "stop the bot first" in line


def test_it_is_made_while_others_write(small: str, tmp_path: Path, capsys: Capture) -> None:
    engine = connect(small)
    with writing(engine) as session:
        session.connection().execute(text("UPDATE person SET name = 'Chưa ghi'"))
        copy = backed_up(small, tmp_path / "copies", capsys)
    engine.dispose()
    rows = sqlite3.connect(copy).execute("SELECT count(*) FROM person WHERE name = 'Chưa ghi'").fetchone()
    assert rows == (0,)


def cut(path: Path, chance: Random) -> None:
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def cut_by_a_page(path: Path, _: Random) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def one_letter_changed(path: Path, chance: Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [cut, cut_by_a_page, one_letter_changed])
@pytest.mark.parametrize("seed", range(5))
def test_a_damaged_copy_is_refused_and_nothing_is_touched(
    records: str, tmp_path: Path, capsys: Capture, damage: Callable[[Path, Random], None], seed: int
) -> None:
    copy, before = backed_up(records, tmp_path / "copies", capsys), tables(records)
    damage(copy, Random(seed))
    assert str(copy) in refusal(capsys, "restore", str(copy), "--database", records, "--replace")
    assert tables(records) == before


@pytest.mark.parametrize("seed", range(8))
def test_a_copy_that_was_cut_off_is_refused_under_any_name(
    records: str, tmp_path: Path, capsys: Capture, seed: int
) -> None:
    copy = backed_up(records, tmp_path / "copies", capsys).rename(tmp_path / "of-last-week")
    cut(copy, Random(seed))
    with pytest.raises(Damaged):
        backups.check(copy)


def test_what_is_no_copy_or_not_there_is_named(small: str, tmp_path: Path, capsys: Capture) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Kính gửi Ban công tác Mặt trận", "utf-8")
    assert "letter.txt" in refusal(capsys, "restore", str(letter), "--database", small, "--replace")
    assert "nowhere" in refusal(capsys, "restore", str(tmp_path / "nowhere"), "--database", small, "--replace")
    assert "no copy" in refusal(capsys, "restore", "--database", small, "--folder", str(tmp_path / "empty"))
    strange = tmp_path / "strange.db"
    sqlite3.connect(strange).execute("CREATE TABLE t (a)")
    assert "alembic_version" in refusal(capsys, "restore", str(strange), "--database", small, "--replace")


def test_a_copy_of_a_newer_bot_is_refused_and_everything_stays(records: str, tmp_path: Path, capsys: Capture) -> None:
    before, engine = tables(records), connect(records)
    with engine.begin() as connection:
        known = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    copy = backed_up(records, tmp_path / "copies", capsys)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :known"), {"known": known})
    engine.dispose()
    assert "newer version" in refusal(capsys, "restore", str(copy), "--database", records, "--replace")
    assert tables(records) == before


def test_a_copy_of_one_kind_of_database_is_not_put_into_the_other(
    small: str, cluster: postgresql.Cluster, tmp_path: Path, capsys: Capture
) -> None:
    copy = backed_up(small, tmp_path / "copies", capsys)
    assert "other kind" in refusal(capsys, "restore", str(copy), "--database", cluster.empty())


def test_a_database_that_is_not_there_leaves_no_copy(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "copies"
    line = refusal(capsys, "backup", "--database", f"sqlite:///{tmp_path}/nowhere.db", "--folder", str(folder))
    assert "nowhere.db" in line
    assert list(folder.iterdir()) == []
    assert not (tmp_path / "nowhere.db").exists()


def test_no_password_is_shown_when_the_server_is_away(tmp_path: Path, capsys: Capture) -> None:
    address = "postgresql://bot:s3cret@127.0.0.1:1/khupho"
    line = refusal(capsys, "backup", "--database", address, "--folder", str(tmp_path))
    assert "127.0.0.1" in line
    assert "s3cret" not in line


def test_only_the_newest_are_kept_and_strangers_are_left_alone(small: str, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    made = [backups.make(small, folder, 3, NOW + timedelta(days=n)) for n in range(5)]
    (folder / "khupho-notes.txt").write_text("của tôi", "utf-8")
    backups.make(small, folder, 3, NOW + timedelta(days=9))
    assert backups.found(folder)[:2] == made[3:]
    assert len(backups.found(folder)) == 3
    assert (folder / "khupho-notes.txt").exists()


def test_a_copy_is_for_the_keeper_alone(small: str, tmp_path: Path) -> None:
    copy = backups.make(small, tmp_path / "copies", 3, NOW)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_it_is_due_once_a_night_by_the_committees_clock(small: str, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    night = datetime(2026, 11, 22, 2, 30, tzinfo=ZONE)
    assert backups.is_due(folder, night - timedelta(hours=9), ZONE, AT), "there is none yet"
    backups.make(small, folder, 3, night - timedelta(hours=9))
    assert not backups.is_due(folder, night - timedelta(minutes=1), ZONE, AT)
    assert backups.is_due(folder, night, ZONE, AT)
    backups.make(small, folder, 3, night)
    assert not backups.is_due(folder, night + timedelta(hours=23), ZONE, AT)
    assert backups.is_due(folder, night + timedelta(days=5, hours=9), ZONE, AT), "a missed night is made up for"


def test_none_is_due_while_another_process_makes_one_and_what_a_killed_one_left_is_taken_away(
    small: str, tmp_path: Path
) -> None:
    (tmp_path / "khupho-20261121T030000Z.part").touch()
    now = datetime.now(UTC)
    assert not backups.is_due(tmp_path, now, ZONE, AT)
    later = now + backups.ABANDONED + timedelta(minutes=1)
    assert backups.is_due(tmp_path, later, ZONE, AT)
    backups.make(small, tmp_path, 3, later)
    assert list(tmp_path.glob("*.part")) == []


def test_a_folder_that_cannot_be_made_is_named(small: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotCopy, match="file"):
        backups.make(small, tmp_path / "file" / "copies", 3, NOW)


def test_a_database_in_memory_has_no_copy(tmp_path: Path) -> None:
    with pytest.raises(CannotCopy, match="memory"):
        backups.make("sqlite://", tmp_path, 3, NOW)
    with pytest.raises(CannotOpen):
        backups.make("nonsense", tmp_path, 3, NOW)
