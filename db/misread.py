"""The sentences that nobody understood, for the keeper: what was said and how often, not who said it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import desc, func
from sqlmodel import Session, col, select

from db.models import Unmatched


@dataclass(frozen=True, slots=True)
class Misread:
    """A sentence that was not understood, with how often it was said and when last."""

    text: str
    times: int
    at: datetime


def lately(session: Session, since: datetime, most: int) -> list[Misread]:
    """Each sentence since an instant once, the most frequent first."""
    times, last = func.count(), func.max(Unmatched.at)
    found = session.exec(
        select(Unmatched.text, times, last)
        .where(Unmatched.at >= since)
        .group_by(col(Unmatched.text))
        .order_by(desc(times), desc(last))
        .limit(most)
    ).all()
    return [Misread(" ".join(text.split()), count, at) for text, count, at in found]
