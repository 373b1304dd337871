"""How the letterbox fares, counted from the tables, so that every process tells whoever watches the same."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session

from db.columns import Instant
from db.post import REMINDER

RECENT = 10_000  # messages that "recent" means: the newest so many


@dataclass(frozen=True, slots=True)
class Vitals:
    """One look. Ages in seconds, 0 when nothing waits; what is recent is counted among the newest `RECENT` messages."""

    waiting_in: int
    waiting_out: int
    oldest_in: float
    oldest_out: float
    retries_in: int  # recent messages taken up again, each time counted
    retries_out: int
    set_aside: int  # messages that could not be answered
    failed_out: int  # messages that will never arrive
    in_doubt: int  # messages of which nobody knows whether they arrived
    reminder_lag: float  # age of the oldest reminder that is due and not sent
    recent: int  # messages heard
    not_understood: int  # of these

    @property
    def understood(self) -> float:
        """The share of recent messages that was understood, from 0 to 1."""
        return 1 - self.not_understood / max(self.recent, 1)


_LOOK = text("""
    SELECT
      (SELECT count(*) FROM incoming WHERE state = 'waiting') AS waiting_in,
      (SELECT count(*) FROM outgoing WHERE state = 'waiting') AS waiting_out,
      (SELECT min(at) FROM incoming WHERE state = 'waiting') AS since_in,
      (SELECT min(at) FROM outgoing WHERE state = 'waiting') AS since_out,
      (SELECT coalesce(sum(tries), 0) FROM incoming WHERE tries > 0 AND id > newest.incoming - :recent) AS retries_in,
      (SELECT coalesce(sum(tries - 1), 0) FROM outgoing WHERE tries > 1 AND id > newest.outgoing - :recent)
        AS retries_out,
      (SELECT count(*) FROM incoming WHERE state = 'failed') AS set_aside,
      (SELECT count(*) FROM outgoing WHERE state = 'failed' AND id > newest.outgoing - :recent) AS failed_out,
      (SELECT count(*) FROM outgoing WHERE state = 'doubt') AS in_doubt,
      (SELECT min(at) FROM outgoing WHERE state = 'waiting' AND priority = :reminder) AS reminder_since,
      (SELECT count(*) FROM incoming WHERE state <> 'aside' AND id > newest.incoming - :recent) AS recent,
      (SELECT count(*) FROM unmatched
        WHERE at >= (SELECT min(at) FROM incoming WHERE id > newest.incoming - :recent)) AS not_understood
    FROM (SELECT coalesce((SELECT max(id) FROM incoming), 0) AS incoming,
                 coalesce((SELECT max(id) FROM outgoing), 0) AS outgoing) AS newest
""").columns(since_in=Instant, since_out=Instant, reminder_since=Instant)


def look(session: Session, now: datetime) -> Vitals:
    """Count."""
    row = session.connection().execute(_LOOK, {"recent": RECENT, "reminder": REMINDER}).mappings().one()

    def age(since: datetime | None) -> float:
        return max((now - since).total_seconds(), 0) if since else 0

    counts = {
        name: int(row[name])
        for name in (
            "waiting_in", "waiting_out", "retries_in", "retries_out", "set_aside", "failed_out", "in_doubt", "recent",
            "not_understood",
        )
    }  # fmt: skip
    return Vitals(
        oldest_in=age(row["since_in"]),
        oldest_out=age(row["since_out"]),
        reminder_lag=age(row["reminder_since"]),
        **counts,
    )
