"""The self-managed groups of a committee: units of the kind "to" below it, whose members are its own or others."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, or_, select

from db import looking
from db.models import Membership, Person, Unit

KIND = "to"


def find(session: Session, committee: Unit, name: str, day: date) -> Unit | None:
    """The group of a committee that is called so on a day."""
    return session.exec(
        select(Unit).where(
            Unit.parent_id == committee.id, Unit.kind == KIND, Unit.name == name, Unit.valid_from <= day,
            or_(col(Unit.valid_to).is_(None), col(Unit.valid_to) >= day),
        )
    ).first()  # fmt: skip


def made(session: Session, committee: Unit, name: str, day: date, now: datetime) -> Unit:
    """The same, made when it is not there yet."""
    found = find(session, committee, name, day)
    if found is None:
        number = name.rsplit(maxsplit=1)[-1]
        found = Unit(
            kind=KIND, name=name, code=f"{committee.code}-T{number}", parent_id=committee.id, valid_from=day,
            made_at=now,
        )  # fmt: skip
        session.add(found)
        session.flush()
    return found


def join(session: Session, group: Unit, person: Person, role: str, day: date, now: datetime) -> None:
    """Put a person into a group from a day on, or give them another role in it."""
    held = _held(session, group, person, day) or Membership(
        person_id=person.id or 0, unit_id=group.id or 0, role=role, since=day
    )
    held.role = role
    session.add(held)
    session.flush()
    looking.again(session, [group.id or 0], now)


def leave(session: Session, group: Unit, person: Person, day: date, now: datetime) -> None:
    """Take a person out of a group from a day on."""
    held = _held(session, group, person, day)
    if held is not None:
        held.until = day - timedelta(days=1)
        session.add(held)
        session.flush()
        looking.again(session, [group.id or 0], now)


def _held(session: Session, group: Unit, person: Person, day: date) -> Membership | None:
    return session.exec(
        select(Membership).where(
            Membership.unit_id == group.id, Membership.person_id == person.id,
            or_(col(Membership.until).is_(None), col(Membership.until) >= day),
        )
    ).first()  # fmt: skip
