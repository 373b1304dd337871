"""SQLite databases for a test to begin with: made once and then copied, as migrations take a third of a second."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from sqlalchemy import Engine

from bot.sample import fill
from db.engine import MEMORY, _sqlite, connect, url_of, writing


def empty(address: str = MEMORY) -> Engine:
    """A new SQLite database with all tables and no rows, open."""
    return copy(_model(with_ward=False), address)


def ward(address: str = MEMORY) -> Engine:
    """A new SQLite database with the sample ward, open."""
    return copy(_model(with_ward=True), address)


def content(engine: Engine) -> bytes:
    """Everything in a SQLite database, to open copies of it."""
    found: bytes = _raw(engine).serialize()
    return found


@cache
def _model(*, with_ward: bool) -> bytes:
    engine = connect(MEMORY)
    if with_ward:
        with writing(engine) as session:
            fill(session)
    found = content(engine)
    engine.dispose()
    return found


def copy(model: bytes, address: str = MEMORY) -> Engine:
    """A new SQLite database with this content, open."""
    url = url_of(address)
    if address != MEMORY:
        Path(url.database or "").write_bytes(model)
        return connect(address)
    engine = _sqlite(url)
    with closing(sqlite3.connect(":memory:")) as source:
        source.deserialize(model)
        source.backup(_raw(engine))
    return engine


def _raw(engine: Engine) -> sqlite3.Connection:
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw
