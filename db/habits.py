"""What a person usually records, and what a committee does at this time of the year."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session, col, select

from db import records
from db.models import Person, Record, Unit

_LATELY = timedelta(days=180)
_SEASON = timedelta(days=21)  # on either side of the same day in earlier years
_YEARS = 3
_LOOKED_AT = 50  # records back from now for one that is alike


def activities(session: Session, person: Person, unit: Unit, today: date) -> list[str]:
    """Codes of activities, the likeliest first: this person's of late, the committee's in these weeks of past years."""
    since = today - timedelta(days=366 * _YEARS) - _SEASON
    rows = session.exec(
        select(col(Record.activity), col(Record.day_to), col(Record.person_id)).where(
            Record.unit_id == unit.id, Record.day_to >= since, col(Record.activity).is_not(None)
        )
    ).all()
    weight: Counter[str] = Counter()
    for activity, day, person_id in rows:
        own, late = person_id == person.id, day > today - _LATELY
        weight[activity or ""] += (2 if own and late else 0) + (3 if not late and _same_season(day, today) else 0)
    return [activity for activity, count in weight.most_common() if count]


def _same_season(day: date, today: date) -> bool:
    """Whether a day of an earlier year lies within three weeks of today's place in the year."""
    apart = abs(day.timetuple().tm_yday - today.timetuple().tm_yday)
    return min(apart, 365 - apart) <= _SEASON.days


def last_like(session: Session, person: Person, unit: Unit, activity: str | None) -> Record | None:
    """The newest record of a person in a unit that still counts, of an activity (None: of any)."""
    wanted = select(Record).where(Record.person_id == person.id, Record.unit_id == unit.id)
    if activity is not None:
        wanted = wanted.where(Record.activity == activity)
    found: Sequence[Record] = session.exec(wanted.order_by(col(Record.id).desc()).limit(_LOOKED_AT)).all()
    return next((record for record in found if records.lines(session, record)), None)
