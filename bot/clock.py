"""The clock of the bot: the real one, or one that a demo or a dialogue moves by hand."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from db.mistake import Mistake


class Clock:
    """Tells the time, shifted by as much as it was moved forward; a fixed one stands still between moves."""

    def __init__(self, at: datetime | None = None) -> None:
        self._fixed = at
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        """The instant it is now, in UTC."""
        return self._fixed or datetime.now(UTC) + self._ahead

    def set(self, to: datetime) -> None:
        """Move to an instant; time never goes back (an earlier instant changes nothing)."""
        if to <= self():
            return
        if self._fixed is not None:
            self._fixed = to.astimezone(UTC)
        else:
            self._ahead = to - datetime.now(UTC)


def parse(text: str, zone: ZoneInfo) -> datetime:
    """An ISO instant; without an offset it is local time of the committee.

    Raises Mistake.

    >>> parse("2026-12-04T07:00", ZoneInfo("Asia/Ho_Chi_Minh")).isoformat()
    '2026-12-04T00:00:00+00:00'
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise Mistake(f"not an instant: {text!r} (one looks like 2026-12-04T07:00)") from error
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
