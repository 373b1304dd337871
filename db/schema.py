"""The schema of a database: which version it has, and bringing it to the newest by Alembic, loaded only if needed.

The migrations form one chain, and each is called by its number: the newest is the file with the highest one.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from db.mistake import Mistake

UPGRADE_LOCK = 0x6B687570686F  # "khupho"; any number that no other program uses
_MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST = max(path.name[:4] for path in (_MIGRATIONS / "versions").glob("[0-9]*.py"))


class Newer(Mistake):
    """The database was written by a newer version of the bot."""


def version(connection: Connection) -> str | None:
    """The version of a database; None when it has no tables of ours yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def upgrade(connection: Connection) -> None:
    """Bring the schema up to date, one process at a time: SQLite by the writer's turn, PostgreSQL by a lock.

    Raises Newer.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK})
    if version(connection) != NEWEST:
        _migrate(connection)


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise Newer("it was written by a newer version of the bot") from error
