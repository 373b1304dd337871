"""The nightly copy of the records: when it is due, how it is named, how many are kept.

What is due is asked of the folder, so a missed night is made up for. A copy is named for its moment and its content:
"khupho-20261121T190000Z-3fa9c1d2e4b5.db" ends with the first letters of its SHA-256, so that no change goes unseen.
"""

import os
import re
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from db import copies
from db.copies import CannotCopy, Damaged

STAMP = "%Y%m%dT%H%M%SZ"
ABANDONED = timedelta(hours=1)  # after which an unfinished copy is nobody's any more
_NAME = re.compile(r"khupho-(\d{8}T\d{6}Z)-([0-9a-f]{12})\.(?:db|dump)")


def folder_for(address: str, told: Path | None) -> Path:
    """Where copies go: where the keeper said, else into "backups" beside the SQLite file, or here."""
    return told or copies.beside(address) / "backups"


def make(address: str, folder: Path, keep: int, now: datetime) -> Path:
    """Copy the database at `address` into the folder, check the copy, drop all but the newest `keep`; the new copy.

    Raises CannotCopy; nothing unfinished then lies there under the name of a copy.
    """
    _tidy(folder, now)
    stamp = now.astimezone(UTC).strftime(STAMP)
    part = folder / f"khupho-{stamp}.part"
    try:
        os.close(
            os.open(part, os.O_CREAT | os.O_EXCL, 0o600)
        )  # whoever makes it first has the turn; it is for us alone
    except FileExistsError:
        raise CannotCopy(f"another process is making {part}") from None
    except OSError as error:
        raise CannotCopy(f"{part}: {error.strerror}") from error
    try:
        copies.write(address, part)
        whole = folder / f"khupho-{stamp}-{copies.fingerprint(part)[:12]}{copies.suffix(address)}"
        part.rename(whole)
    except OSError as error:
        raise CannotCopy(f"{part}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
    for old in found(folder)[:-keep]:
        old.unlink(missing_ok=True)
    return whole


def found(folder: Path) -> list[Path]:
    """The copies in a folder, the oldest first."""
    return sorted(path for path in folder.glob("khupho-*") if _NAME.fullmatch(path.name))


def newest(folder: Path) -> datetime | None:
    """The moment of the newest copy; None when there is none."""
    names = [_NAME.fullmatch(path.name) for path in found(folder)[-1:]]
    return next((datetime.strptime(name[1], STAMP).replace(tzinfo=UTC) for name in names if name), None)


def is_due(folder: Path, now: datetime, zone: ZoneInfo, at: time) -> bool:
    """Whether no copy was made since the last time that the clock showed `at`; none is due while one is being made."""
    if any(not _abandoned(part, now) for part in folder.glob("khupho-*.part")):
        return False
    local = now.astimezone(zone)
    night = local.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    last = newest(folder)
    return last is None or last < (night if night <= local else night - timedelta(days=1))


def check(path: Path) -> None:
    """Read a copy from end to end; one under its own name must be as it was written. Raises Damaged."""
    named = _NAME.fullmatch(path.name)
    if named and path.is_file() and not copies.fingerprint(path).startswith(named[2]):
        raise Damaged(f"{path} is damaged: its content is not what its name says")
    copies.check(path)


def _tidy(folder: Path, now: datetime) -> None:
    """Make the folder, take away what a killed process left."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotCopy(f"{folder}: {error.strerror}") from error
    for part in folder.glob("khupho-*.part*"):
        if _abandoned(part, now):
            part.unlink(missing_ok=True)


def _abandoned(part: Path, now: datetime) -> bool:
    try:
        return now.timestamp() - part.stat().st_mtime > ABANDONED.total_seconds()
    except FileNotFoundError:
        return True
