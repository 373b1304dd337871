"""A small ward for tests of the tables: one ward, khu phố that come and go, one person."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlmodel import Session

from db.models import Person, Unit

SINCE = date(2015, 1, 1)
NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Book:
    """The units by their codes, and somebody who writes."""

    units: dict[str, Unit]
    person: Person


def open_book(session: Session) -> Book:
    """A ward PM of KP1 and KP9, and of KP2, which became KP3 at the new year of 2023."""
    ward = Unit(kind="phuong", name="Phường Mẫu", code="PM", valid_from=SINCE)
    person = Person(key="thu-ky", name="Lê Thị Thử", title="chị")
    session.add_all([ward, person])
    session.flush()
    below = [
        Unit(kind="khu_pho", name=f"Khu phố {n}", code=f"KP{n}", parent_id=ward.id, valid_from=since, valid_to=until)
        for n, since, until in (
            (1, SINCE, None),
            (9, SINCE, None),
            (2, SINCE, date(2022, 12, 31)),
            (3, date(2023, 1, 1), None),
        )
    ]
    session.add_all(below)
    session.flush()
    return Book({unit.code: unit for unit in (ward, *below)}, person)
