"""Copies of the whole database: made beside the running bot, checked, put back.

SQLite is copied by VACUUM INTO, PostgreSQL by its own pg_dump and pg_restore: both give one moment of the records while
others write. Putting a copy back never throws away what was there: it is moved aside.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from time import sleep

from sqlalchemy import Engine, NullPool, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from db.engine import connect, url_of
from db.mistake import Mistake

_LOCK_SECONDS = 30
_BEGINS = {b"SQLite format 3\x00": "sqlite", b"PGDMP": "postgresql"}
_OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
_TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"


class CannotCopy(Mistake):
    """The copy could not be made, or not be put back; the text says why and never holds a password."""


class Damaged(CannotCopy):
    """The copy is not whole, or not a copy of our records; it is not put back."""


def suffix(address: str) -> str:
    """The end of the name of a copy: a SQLite file that any tool opens, or a dump for pg_restore."""
    return ".db" if _is_sqlite(url_of(address)) else ".dump"


def beside(address: str) -> Path:
    """The folder in which the database lies, or the current one for a database on a server."""
    url = url_of(address)
    return Path(url.database or "").parent if _is_sqlite(url) else Path()


def write(address: str, path: Path) -> None:
    """Copy the database at `address` into the file `path`, which is empty or not there, and check it.

    Raises CannotCopy; the file is then of no use.
    """
    url = url_of(address)
    if _is_sqlite(url):
        _vacuum_into(_file(url), path)
    else:
        _program("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")
    with path.open("rb+") as written:
        os.fsync(written.fileno())
    check(path)


def check(path: Path) -> None:
    """Read a copy from end to end. Raises Damaged when it was cut off or is not what it should be."""
    if _kind(path) == "sqlite":
        _check_sqlite(path)
    else:
        _check_dump(path)


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def restore(path: Path, address: str, stamp: str, *, replace: bool) -> str | None:
    """Put a copy in the place of the database at `address`; where what was there is now, None if nothing was.

    `stamp` goes into the name under which the old records are kept. Without `replace` only an empty place is filled.
    An older copy is brought to the newest schema. Raises CannotCopy, and CannotOpen for a copy of a newer bot; then
    everything is as before.
    """
    check(path)
    url = url_of(address)
    if _kind(path) != url.get_backend_name():
        raise CannotCopy(f"{path} is a copy of the other kind of database than the one to restore")
    if _is_sqlite(url):
        return _restore_sqlite(path, _file(url), stamp, replace=replace)
    return _restore_postgresql(path, address, stamp, replace=replace)


def _kind(path: Path) -> str:
    """The kind of database that a file is a copy of."""
    try:
        with path.open("rb") as file:
            begin = file.read(max(map(len, _BEGINS)))
    except OSError as error:
        raise CannotCopy(f"{path}: {error.strerror}") from error
    for known, kind in _BEGINS.items():
        if begin.startswith(known):
            return kind
    raise Damaged(f"{path} is not a copy of the records")


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _file(url: URL) -> Path:
    if url.database in {None, "", ":memory:"}:
        raise CannotCopy("a database in memory has no copies")
    return Path(url.database or "")


# --- SQLite ---


def _vacuum_into(source: Path, path: Path) -> None:
    if not source.is_file():
        raise CannotCopy(f"there is no database {source}")
    try:
        with closing(sqlite3.connect(source, timeout=_LOCK_SECONDS)) as connection:
            connection.execute("VACUUM INTO ?", (str(path),))
    except sqlite3.Error as error:
        raise CannotCopy(f"{source}: {error}") from error


def _check_sqlite(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)) as connection:
            whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            loose = connection.execute("PRAGMA foreign_key_check").fetchone()
            connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise Damaged(f"{path}: {error}") from error
    if not whole or loose:
        raise Damaged(f"{path} is damaged")


def _restore_sqlite(copy: Path, target: Path, stamp: str, *, replace: bool) -> str | None:
    if target.exists() and not replace:
        raise CannotCopy(f"{target} is there already; --replace moves it aside")
    if target.exists():
        _close_for_good(target)
    new = target.with_name(f"{target.name}.new")
    try:
        shutil.copyfile(copy, new)
        new.chmod(0o600)
        connect(f"sqlite:///{new}").dispose()
        aside = target.with_name(f"{target.name}.before-{stamp}") if target.exists() else None
        if aside:
            _move(target, aside)
        new.replace(target)
    except OSError as error:
        raise CannotCopy(f"{target}: {error.strerror}") from error
    finally:
        new.unlink(missing_ok=True)
    return str(aside) if aside else None


def _close_for_good(target: Path) -> None:
    """Bring what stands in the log of a database into its file. Raises CannotCopy while a bot has it open."""
    try:
        with closing(sqlite3.connect(target, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise CannotCopy(f"{target} is in use; stop the bot first") from error
    except sqlite3.DatabaseError:
        return  # it is broken, which is why a copy is put back


def _move(target: Path, aside: Path) -> None:
    for log in ("-wal", "-shm"):
        beside = target.with_name(target.name + log)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + log))
    target.replace(aside)


# --- PostgreSQL ---


def _program(name: str, url: URL, *arguments: str) -> None:
    """Run a program of PostgreSQL on a database; the password goes by the environment, where nobody else sees it."""
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    plain = url.set(drivername="postgresql", password=None).render_as_string()
    _run([name, f"--dbname={plain}", *arguments], environment)


def _check_dump(path: Path) -> None:
    try:
        _run(["pg_restore", f"--file={os.devnull}", str(path)], dict(os.environ))
    except CannotCopy as error:
        raise Damaged(f"{path}: {error}") from error


def _run(command: list[str], environment: dict[str, str]) -> None:
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 (our own words)
    except FileNotFoundError as error:
        raise CannotCopy(f"{command[0]} is not installed (it comes with PostgreSQL's client programs)") from error
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or [f"{command[0]} ended with {done.returncode}"]
        raise CannotCopy(lines[0])


def _restore_postgresql(copy: Path, address: str, stamp: str, *, replace: bool) -> str | None:
    """The old tables stay in a schema of their own, and come back if the copy cannot be used."""
    url = url_of(address)
    engine = create_engine(url, poolclass=NullPool)
    aside = f"before_{stamp.lower()}"
    try:
        tables = _number(engine, _TABLES)
        if tables and not replace:
            raise CannotCopy("the database holds tables already; --replace moves them aside")
        if not _left_alone(engine):
            raise CannotCopy("the database is in use; stop the bot first")
        _do(engine, f'ALTER SCHEMA public RENAME TO "{aside}"', "CREATE SCHEMA public")
        try:
            _program("pg_restore", url, "--single-transaction", "--no-owner", "--no-privileges", str(copy))
            connect(address).dispose()
        except Mistake:
            _do(engine, "DROP SCHEMA public CASCADE", f'ALTER SCHEMA "{aside}" RENAME TO public')
            raise
        if not tables:
            _do(engine, f'DROP SCHEMA "{aside}" CASCADE')
    except DBAPIError as error:
        raise CannotCopy(str(error.orig).strip().splitlines()[0]) from error
    return f"the schema {aside}" if tables else None


def _left_alone(engine: Engine) -> bool:
    """Whether nobody else is connected; a bot that has just stopped takes a moment to be gone."""
    for _ in range(10):
        if _number(engine, _OTHERS) == 0:
            return True
        sleep(0.2)
    return False


def _number(engine: Engine, question: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text(question)).scalar_one())


def _do(engine: Engine, *statements: str) -> None:
    """Do several statements, all or none."""
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
