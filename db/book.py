"""More tables of the ledger: what units became, what was told, targets, closed months, imports, witnesses."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.columns import Amount, Instant


class Predecessor(SQLModel, table=True):
    """That a unit came out of another: the whole of it (merged), or a part of it (split), whose past stays whole."""

    unit_id: int = Field(foreign_key="unit.id", primary_key=True)
    predecessor_id: int = Field(foreign_key="unit.id", primary_key=True, index=True)
    whole: bool = True
    at: datetime = Field(sa_type=Instant)


class FormerName(SQLModel, table=True):
    """A name that a unit bore until a day (the last one included)."""

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    name: str
    until: date
    at: datetime = Field(sa_type=Instant)


class Term(SQLModel, table=True):
    """The dates of a committee's term (nhiệm kỳ), which differ from place to place."""

    __table_args__ = (UniqueConstraint("unit_id", "day_from"),)
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    day_from: date
    day_to: date
    name: str = ""


class Told(SQLModel, table=True):
    """A figure as it was told: what was asked, what was known then, what came out. Its code is made of its id."""

    __table_args__ = (Index("ix_told_person", "person_id", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str  # "figure" | "ratio" | "fund"
    unit_id: int = Field(foreign_key="unit.id")
    indicator: str
    day_from: date
    day_to: date
    occasion: str | None = None
    standard: str | None = None
    person_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime = Field(sa_type=Instant)
    last_entry: int  # the newest entry then: exact where two things happen in one instant
    value: Decimal = Field(sa_type=Amount)  # of a ratio computed from counts: the numerator
    value_max: Decimal | None = Field(default=None, sa_type=Amount)
    qualifier: str = "exact"
    bottom: Decimal | None = Field(default=None, sa_type=Amount)  # the denominator


class Witness(SQLModel, table=True):
    """That two records are of one deed: `record_id` counts, `other_id` was withdrawn and bears it out."""

    record_id: int = Field(foreign_key="record.id", primary_key=True)
    other_id: int = Field(foreign_key="record.id", primary_key=True, index=True)
    person_id: int = Field(foreign_key="person.id")  # who said that they are one
    at: datetime = Field(sa_type=Instant)


class Target(SQLModel, table=True):
    """What a unit was set to reach in a year. A new figure is a new row; the newest counts."""

    __table_args__ = (Index("ix_target", "unit_id", "indicator", "year", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    indicator: str
    year: int
    value: Decimal = Field(sa_type=Amount)
    person_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=Instant)


class Closing(SQLModel, table=True):
    """That a unit's figures of a month are closed (chốt): what is written to it later is "bổ sung"."""

    __table_args__ = (UniqueConstraint("unit_id", "month"),)
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    month: date  # its first day
    person_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=Instant)
    last_entry: int  # the newest entry then


class Batch(SQLModel, table=True):
    """A file that was imported as a whole, and may be taken back as a whole."""

    id: int | None = Field(default=None, primary_key=True)
    file: str
    sha256: str = Field(index=True)
    person_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=Instant)
    undone_at: datetime | None = Field(default=None, sa_type=Instant)


class Imported(SQLModel, table=True):
    """That a record came in with a file."""

    record_id: int = Field(foreign_key="record.id", primary_key=True)
    batch_id: int = Field(foreign_key="batch.id", index=True)
