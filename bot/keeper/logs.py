"""What the bot writes down of itself: lines of text or of JSON, never what people said, never a secret.

The words of an exception may repeat a message or a row, so they are left out unless they come from the system, the
database's driver or a sentence of our own; the places in the code and the kind of error are always told. Long numbers
(telephones, identity cards, chats) and the secrets of the configuration are blotted out wherever they stand.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

from bot.channel import SendError
from db.mistake import Mistake

QUIET = ("alembic", "apscheduler", "asyncio")
_TOKEN = re.compile(r"(?<!\d)\d{5,}:[A-Za-z0-9_-]{8,}")
_PASSWORD = re.compile(r"(?<=://)([^/\s:@]+):[^/\s@]+@")
_LONG_NUMBER = re.compile(r"(?<!\w)(?:\d{9,}|0\d{2,3}[ .]\d{3}[ .]\d{3,4})(?!\w)")
_HARMLESS = {
    "OperationalError",
    "InterfaceError",
    "InternalError",
    "ProgrammingError",
    "IntegrityError",
    "DatabaseError",
}
_BLOT = "***"
_ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def set_up(form: str, secrets: Sequence[str] = (), out: TextIO = sys.stderr) -> None:
    """Write everything from INFO on to `out`, as "text" or as "json" (one object a line). `secrets` are blotted out."""
    handler = logging.StreamHandler(out)
    handler.setFormatter(_Json(secrets) if form == "json" else _Text(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for chatty in QUIET:
        logging.getLogger(chatty).setLevel(logging.WARNING)


class _Text(logging.Formatter):
    """A line for people, the places of an error below it."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return self._clean(super().format(record))

    def formatException(self, ei: _ErrorInfo) -> str:  # noqa: N802 (logging's name)
        """The places in the code, the kind of error, and its words where they are harmless."""
        return "" if ei[1] is None else "\n".join(_told(ei[1]))

    def _clean(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, _BLOT)
        return _LONG_NUMBER.sub(_BLOT, _PASSWORD.sub(rf"\1:{_BLOT}@", _TOKEN.sub(_BLOT, line)))


class _Json(_Text):
    """A line for programs: time (ISO, UTC), level, logger, message, and error where there was one."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._clean(record.getMessage()),
        }
        if record.exc_info:
            told["error"] = self._clean(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)


def _told(error: BaseException) -> list[str]:
    """An error and what it came from, the first cause first."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [*_told(earlier), "which led to:"] if earlier else []
    lines += [place.rstrip() for place in traceback.format_tb(error.__traceback__)]
    return [*lines, f"{type(error).__name__}{_words(error)}"]


def _words(error: BaseException) -> str:
    """The first line of what an error says, if it cannot repeat what somebody wrote."""
    if not (type(error).__name__ in _HARMLESS or isinstance(error, Mistake | SendError | OSError)):
        return " (its words are not written down: they may repeat a message)"
    return f": {(str(error).strip().splitlines() or [''])[0]}"
