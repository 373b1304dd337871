"""Opening the database: SQLite by default, PostgreSQL by address, brought to the newest schema."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, NullPool, StaticPool, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlmodel import Session, create_engine

from db import schema
from db.mistake import Mistake

MEMORY = "sqlite://"
PATIENCE = 30.0  # seconds to wait for another writer of a SQLite file


class CannotOpen(Mistake):
    """The database cannot be opened; the text says why in one line and never holds a password."""


def connect(address: str, patience: float = PATIENCE) -> Engine:
    """Open the database at `address` ("sqlite:///khupho.db", "postgresql://…") and bring its schema up to date.

    `patience` is how many seconds a writer of a SQLite file, once it is open, waits for another. Raises CannotOpen.
    """
    url = url_of(address)
    try:
        engine = (
            _sqlite(url)
            if url.get_backend_name() == "sqlite"
            else create_engine(url, pool_pre_ping=True, hide_parameters=True)
        )
        with ExitStack() as on_failure:
            on_failure.callback(engine.dispose)
            with engine.connect().execution_options(immediate=True) as connection, connection.begin():
                schema.upgrade(connection)
            on_failure.pop_all()
        if engine.dialect.name == "sqlite" and patience != PATIENCE and not isinstance(engine.pool, StaticPool):
            _be_patient(engine, patience)
    except schema.Newer as error:
        raise CannotOpen(f"{_shown(url)}: {error}") from error
    except (DBAPIError, sqlite3.Error, NoSuchModuleError, ModuleNotFoundError, OSError) as error:
        raise CannotOpen(f"{_shown(url)}: {_reason(error)}") from error
    return engine


def look(address: str) -> str | None:
    """The version of a database, without changing it; None when it is not there or empty.

    A SQLite file is read through. Raises CannotOpen.
    """
    url = url_of(address)
    in_file = url.get_backend_name() == "sqlite"
    if in_file and not Path(url.database or "").is_file():
        return None
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            if in_file and connection.exec_driver_sql("PRAGMA quick_check").scalar() != "ok":
                raise CannotOpen(f"{_shown(url)}: the file is damaged")
            return schema.version(connection)
    except (DBAPIError, sqlite3.Error, NoSuchModuleError, ModuleNotFoundError) as error:
        raise CannotOpen(f"{_shown(url)}: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]


def url_of(address: str) -> URL:
    """The parts of a database address, with the driver that we use. Raises CannotOpen."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:  # its own words would repeat a password
        raise CannotOpen("this is not a database address (examples: sqlite:///khupho.db, postgresql://…)") from error
    return url.set(drivername="postgresql+psycopg") if url.drivername in {"postgresql", "postgres"} else url


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that only reads."""
    with Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session that takes the writer's turn at once and commits at the end, or leaves nothing behind."""
    with (
        engine.connect().execution_options(immediate=True) as connection,
        Session(connection, expire_on_commit=False) as session,
    ):
        yield session
        session.commit()


# SQLite's primary result codes, and PostgreSQL's states and classes of states.
_SQLITE_TROUBLE = {5, 6, 7, 8, 10, 11, 13, 14, 15, 26}  # BUSY to NOTADB, without what a wrong statement gives
_SQLITE_BROKEN = {8, 10, 14}  # READONLY, IOERR, CANTOPEN
_POSTGRESQL_TROUBLE = ("08", "25006", "40", "53", "55P", "57", "58")  # gone, read-only, deadlock, full, locked, stopped


def unavailable(error: BaseException) -> bool:
    """Whether the database itself is the reason of an error: locked, full, read-only or gone. Asking again may help."""
    if not isinstance(error, DBAPIError):
        return False
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _SQLITE_TROUBLE
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or state is None or state.startswith(_POSTGRESQL_TROUBLE)


def _be_patient(engine: Engine, seconds: float) -> None:
    """From now on wait so long for another writer."""

    @event.listens_for(engine, "connect")
    def limit(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA busy_timeout={round(seconds * 1000)}")

    engine.dispose()


def _renew(context: ExceptionContext) -> None:
    """Open a connection anew that met a broken disk or was opened while the disk was read-only: it would stay so."""
    if getattr(context.original_exception, "sqlite_errorcode", 0) & 0xFF in _SQLITE_BROKEN:
        context.is_disconnect = True


def _sqlite(url: URL) -> Engine:
    in_memory = url.database in {None, "", ":memory:"}
    if not in_memory and url.database and not Path(url.database).parent.is_dir():
        raise FileNotFoundError(f"there is no folder {Path(url.database).parent}")
    pool: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {}
    engine = create_engine(url, connect_args={"check_same_thread": False}, hide_parameters=True, **pool)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={round(PATIENCE * 1000)}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA temp_store=MEMORY")  # what a statement might have to take back is no file
        cursor.close()

    if not in_memory:
        event.listen(engine, "handle_error", _renew)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine
