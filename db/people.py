"""Who is who: people, the committees and their members, invitations."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import Session, col, or_, select

from db import practice, typed_codes
from db.models import Invitation, Membership, Person, Unit
from db.quick import Prepared

INVITATION_DAYS = 7


def membership(session: Session, person_id: int, day: date) -> Membership | None:
    """The role a person holds on a day; the newest when there are several."""
    return next(iter(memberships(session, person_id, day)), None)


def memberships(session: Session, person_id: int, day: date) -> Sequence[Membership]:
    """The roles a person holds on a day, the newest first; those in a group only where there is no other."""
    return [held for held, _ in memberships_in(session, person_id, day)]


def memberships_in(session: Session, person_id: int, day: date) -> Sequence[tuple[Membership, Unit]]:
    """The same, each with its unit."""
    rows = _MEMBERSHIPS.all(session, person=person_id, day=day)
    return [(held, unit) for held, unit in rows if unit.kind != "to"] or rows


def foresee(session: Session, people: Sequence[Person], day: date) -> None:
    """Find out at once what some people's memberships are, so that it need not be asked for each."""
    found: dict[int, list[tuple[Membership, Unit]]] = {person.id or 0: [] for person in people}
    for held, unit in _MEMBERSHIPS_OF.all(session, people=sorted(found), day=day):
        found[held.person_id].append((held, unit))
    _MEMBERSHIPS.foresee(session, [({"person": person_id, "day": day}, held) for person_id, held in found.items()])


_HELD = (
    col(Membership.since) <= bindparam("day"),
    or_(col(Membership.until).is_(None), col(Membership.until) >= bindparam("day")),
)
_IN_UNITS = (
    select(Membership, Unit).join(Unit).where(*_HELD).order_by(col(Membership.since).desc(), col(Membership.id).desc())
)
_MEMBERSHIPS = Prepared(_IN_UNITS.where(col(Membership.person_id) == bindparam("person")), remembered=True)
_MEMBERSHIPS_OF = Prepared(_IN_UNITS.where(col(Membership.person_id).in_(bindparam("people", expanding=True))))


def members(session: Session, unit_id: int, day: date) -> Sequence[tuple[Person, str]]:
    """The people of a unit on a day with their roles, in the order in which they joined."""
    return _MEMBERS.all(session, unit=unit_id, day=day)


_MEMBERS = Prepared(
    select(Person, col(Membership.role))
    .join(Membership)
    .where(col(Membership.unit_id) == bindparam("unit"), *_HELD)
    .order_by(col(Membership.id))
)


def find_person(session: Session, key_or_name: str) -> Person | None:
    """A person by key, or by name in any case."""
    wanted = key_or_name.casefold()
    by_key = _BY_KEY.first(session, key=wanted)
    return by_key or next((p for p in session.exec(select(Person)).all() if p.name.casefold() == wanted), None)


_BY_KEY = Prepared(select(Person).where(col(Person.key) == bindparam("key")))


def is_called(person: Person, key_or_name: str | None) -> bool:
    """Whether somebody is meant by a key or a name in any case."""
    return key_or_name is not None and key_or_name.casefold() in {person.key, person.name.casefold()}


def find_unit(session: Session, name_or_code: str) -> Unit | None:
    """A unit that is valid today or was, by name or code in any case; the newest when the name was used twice."""
    wanted = " ".join(name_or_code.split()).casefold()
    real = select(Unit).where(practice.real(Unit.id))
    units = session.exec(real.order_by(col(Unit.valid_from).desc())).all()
    return next((u for u in units if wanted in {u.name.casefold(), u.code.casefold()}), None)


def invite(session: Session, unit: Unit, role: str, now: datetime) -> str:
    """Make a one-time code like "KP-7Q4M-2XKD" and keep its hash; it expires after INVITATION_DAYS days."""
    code = new_code()
    session.add(
        Invitation(
            code_hash=code_hash(code),
            unit_id=unit.id or 0,
            role=role,
            expires=now + timedelta(days=INVITATION_DAYS),
        )
    )
    return code


def new_code() -> str:
    """A code of invitation; its digit tells it apart from "kp minh phat"."""
    code = typed_codes.drawn(8)
    return f"KP-{code[:4]}-{code[4:]}"


def plain(code: str) -> str:
    """A code without what does not matter in it: case, spaces and dashes."""
    return "".join(c for c in code.upper() if c.isalnum())


def code_hash(code: str) -> str:
    """The hash under which a code is kept; case, spaces and dashes do not matter.

    It is slow on purpose: a code has 40 bits, and a stolen database must not give away open invitations.

    >>> code_hash("kp 7q4m 2xkd") == code_hash("KP-7Q4M-2XKD")
    True
    """
    return hashlib.scrypt(plain(code).encode(), salt=b"khupho invitation", n=2**12, r=8, p=1, dklen=32).hex()


def invitation(session: Session, code: str) -> Invitation | None:
    """The invitation behind a code, used or not, expired or not."""
    return session.get(Invitation, code_hash(code))
