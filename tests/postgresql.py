"""A PostgreSQL of the tests' own, on a socket in a temporary folder beside theirs, thrown away afterwards."""

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import NullPool, create_engine, make_url, text

from db.engine import connect

DEBIAN = Path("/usr/lib/postgresql")
FAST = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class Cluster:
    """A running server that hands out empty databases with the newest schema."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._server = create_engine(self.address("postgres").replace("://", "+psycopg://"), poolclass=NullPool)
        self._server.connect().close()  # tells which version it is
        self._create("model")
        connect(self.address("model")).dispose()

    def address(self, database: str, user: str = "postgres") -> str:
        """The address of a database of this server, there or not."""
        return f"postgresql://{user}@/{database}?host={self._folder}"

    def empty(self) -> str:
        """The address of a new database without tables."""
        return self._create(f"empty{next(self._numbers)}")

    def fresh(self) -> str:
        """The address of a new database with tables and no rows."""
        return self._create(f"fresh{next(self._numbers)}", "model")

    def copy(self, address: str) -> str:
        """The address of a new database with all that is in another, which nobody has open."""
        return self._create(f"copy{next(self._numbers)}", str(make_url(address).database))

    def drop(self, address: str) -> None:
        """Throw a database away, whoever still has it open."""
        self._tell(f"DROP DATABASE {make_url(address).database} WITH (FORCE)")

    def _create(self, name: str, model: str = "template1") -> str:
        # a quarter of the work of copying by way of the log, and the only way before PostgreSQL 15
        how = "STRATEGY FILE_COPY" if (self._server.dialect.server_version_info or ()) >= (15,) else ""
        self._tell(f"CREATE DATABASE {name} TEMPLATE {model} {how}")
        return self.address(name)

    def _tell(self, statement: str) -> None:
        with self._server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(statement))


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL that is installed; None when there is none."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    return max((p.parent for p in DEBIAN.glob("*/bin/initdb")), key=lambda p: int(p.parent.name), default=None)


@contextmanager
def cluster(programs: Path) -> Iterator[Cluster]:
    """A new server for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="khupho-pg-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")) as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")  # the server refuses to run as root
        _run([programs / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"])
        control: list[str | Path] = [programs / "pg_ctl", "-D", folder / "data", "-w"]
        _run([*control, "-l", folder / "log", "-o", f"-k {folder} {FAST}", "start"])
        try:
            yield Cluster(folder)
        finally:
            _run([*control, "-m", "immediate", "stop"])


def _run(command: list[str | Path]) -> None:
    other = "postgres" if os.geteuid() == 0 else None
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=other, group=other, cwd="/")
