"""Whom meetings concern, and the chat that reaches each of them, for many meetings with few queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from db import health
from db.models import Contact, Meeting, Membership, Person, Unit
from db.outside import Line
from db.post import Chat
from db.quick import Prepared

LEADERS = ("chair", "secretary")
COMMITTEES = ("phuong", "khu_pho")  # the kinds of units whose meetings have the same names


@dataclass(frozen=True, slots=True)
class Invitee:
    """A person whom a meeting concerns: the unit they belong to, since when, and the chat that reaches them."""

    person_id: int
    title: str
    name: str
    role: str
    since: date
    unit_id: int
    unit: str
    chat: Chat | None
    guest: bool = False  # of another unit than that of the meeting
    several: bool = False  # of another committee as well


class Reached(NamedTuple):
    """A person by their form of address and the chat that reaches them."""

    title: str
    chat: Chat | None


def concerned(session: Session, some: Sequence[Meeting], day: date) -> dict[int, list[Invitee]]:
    """The people whom each meeting concerns on a day, by meeting, in the order in which they joined.

    A meeting of a committee concerns its members; giao ban of a ward also the chairs of its khu phố (that
    a committee goes to, its chair and secretary); figures due the chair and secretary of the committee, or of each khu
    phố of the ward.
    """
    units = {m.unit_id for m in some}
    below = _below(session, units, day)
    theirs = members(session, units | {child for children in below.values() for child in children}, day)
    return {m.id or 0: list(_of(m, theirs, below.get(m.unit_id, ()))) for m in some}


def _of(meeting: Meeting, members: dict[int, list[Invitee]], below: Sequence[int]) -> Iterable[Invitee]:
    own, children = members.get(meeting.unit_id, []), [i for unit in below for i in members.get(unit, [])]
    if meeting.kind == "so_lieu":
        return [i for i in (children if below else own) if i.role in LEADERS]
    if meeting.kind == "giao_ban" and below:
        return [*own, *(replace(i, guest=True, several=False) for i in children if i.role == "chair")]
    return [i for i in own if i.role in LEADERS] if meeting.kind == "giao_ban" else own


def _below(session: Session, units: Iterable[int], day: date) -> dict[int, list[int]]:
    """The khu phố of each ward on a day."""
    found: dict[int, list[int]] = defaultdict(list)
    for parent, child in _BELOW.all(session, units=tuple(units), day=day):
        found[parent or 0].append(child or 0)
    return found


_BELOW = Prepared(
    select(col(Unit.parent_id), col(Unit.id))
    .where(
        col(Unit.parent_id).in_(bindparam("units", expanding=True)),
        Unit.kind == "khu_pho",
        col(Unit.valid_from) <= bindparam("day"),
        or_(col(Unit.valid_to).is_(None), col(Unit.valid_to) >= bindparam("day")),
    )
    .order_by(col(Unit.id))
)


def members(session: Session, units: Iterable[int], day: date) -> dict[int, list[Invitee]]:
    """The people of some units on a day, by unit, in the order in which they joined."""
    rows = _MEMBERS.all(session, units=tuple(units), day=day)
    reached = chats(session, {person.id or 0 for _, person, _, _ in rows})
    found: dict[int, dict[int, Invitee]] = defaultdict(dict)
    for held, person, unit, several in rows:
        number = person.id or 0
        found[held.unit_id][number] = Invitee(
            number, person.title, person.name, held.role, held.since, held.unit_id, unit, reached.get(number),
            several=several,
        )  # fmt: skip
    return {unit: list(people.values()) for unit, people in found.items()}


_OTHER, _ITS = aliased(Membership), aliased(Unit)
_IN_ANOTHER = sa.and_(
    col(Unit.kind).in_(COMMITTEES),
    sa.exists().where(
        col(_OTHER.person_id) == Membership.person_id,
        col(_OTHER.unit_id) != Membership.unit_id,
        col(_OTHER.since) <= bindparam("day"),
        or_(col(_OTHER.until).is_(None), col(_OTHER.until) >= bindparam("day")),
        col(_ITS.id) == _OTHER.unit_id,
        col(_ITS.kind).in_(COMMITTEES),
    ),
)
"""Whether a member of a committee belongs to another committee as well."""
_MEMBERS = Prepared(
    select(Membership, Person, col(Unit.name), _IN_ANOTHER)
    .join(Person)
    .join(Unit, col(Unit.id) == col(Membership.unit_id))
    .where(
        col(Membership.unit_id).in_(bindparam("units", expanding=True)),
        col(Membership.since) <= bindparam("day"),
        or_(col(Membership.until).is_(None), col(Membership.until) >= bindparam("day")),
    )
    .order_by(col(Membership.id))
)


def reached(session: Session, people: Iterable[int]) -> dict[int, Reached]:
    """The form of address of some people (by id) and the chat to write to each of them in."""
    wanted = tuple(people)
    there = chats(session, wanted)
    rows = session.exec(select(Person.id, Person.title).where(col(Person.id).in_(wanted))).all()
    return {person or 0: Reached(title, there.get(person or 0)) for person, title in rows}


def chats(session: Session, people: Iterable[int], *, sure: bool = False) -> dict[int, Chat]:
    """The chat to write to each person in: the best of those that work; `sure`: only if its bot can send now."""
    found: dict[int, Chat] = {}
    for person, channel, bot, chat in (_SURE_CHATS if sure else _CHATS).all(session, people=tuple(people)):
        found.setdefault(person or 0, Chat(channel, bot, chat))
    return found


_REACHING = (
    select(col(Contact.person_id), col(Contact.channel), col(Contact.bot), col(Contact.chat))
    .outerjoin(Line, health.OF_CONTACT)
    .where(col(Contact.person_id).in_(bindparam("people", expanding=True)), health.USABLE)
    .order_by(*health.BEST)
)
_CHATS, _SURE_CHATS = Prepared(_REACHING), Prepared(_REACHING.where(~health.IN_TROUBLE))
