"""Units in time: merged, renamed, split; what a unit came out of, what it became, and the term of its committee."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, or_, select

from db import family, practice
from db.book import FormerName, Predecessor, Term
from db.known import AsOf, moment
from db.mistake import Mistake
from db.models import MeetingSeries, Membership, Unit


class BadUnits(Mistake):
    """These units cannot be merged, renamed or split so; the text says why in one line."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """What was merged into a unit, over any number of steps; what it became; what it is a part of."""

    unit: Unit
    before: tuple[Unit, ...]
    after: tuple[Unit, ...]
    split_from: Unit | None


@dataclass(frozen=True, slots=True)
class Outside:
    """Days on which a unit did not exist, and the units that did in its place."""

    unit: Unit
    start: date
    end: date
    before: bool
    instead: tuple[Unit, ...]


def by_id(session: Session, some: Iterable[int]) -> dict[int, Unit]:
    """Some units by their ids."""
    found = session.exec(select(Unit).where(col(Unit.id).in_(tuple(some)))).all()
    return {unit.id or 0: unit for unit in found}


def existed(unit: Unit, day: date) -> bool:
    """Whether a unit was there on a day."""
    return unit.valid_from <= day and (unit.valid_to is None or day <= unit.valid_to)


def lineage(session: Session, unit: Unit, as_of: AsOf = None) -> Lineage:
    """Where a unit comes from and what became of it."""
    found = family.of(session, [unit], moment(as_of))
    split = session.exec(
        select(Unit)
        .join(Predecessor, col(Predecessor.predecessor_id) == Unit.id)
        .where(Predecessor.unit_id == unit.id, ~col(Predecessor.whole))
    ).first()
    after = session.exec(
        select(Unit)
        .join(Predecessor, col(Predecessor.unit_id) == Unit.id)
        .where(Predecessor.predecessor_id == unit.id)
        .order_by(col(Unit.id))
    ).all()
    return Lineage(unit, found.units(found.ancestors(unit.id or 0)), tuple(after), split)


def outside(session: Session, unit: Unit, start: date, end: date) -> Outside | None:
    """That a unit did not exist on any of some days, with those to ask instead; None when it did."""
    if unit.valid_from <= end and (unit.valid_to is None or unit.valid_to >= start):
        return None
    early = end < unit.valid_from
    found = lineage(session, unit)
    split = (found.split_from,) if found.split_from else ()
    others = (*found.before, *split) if early else found.after
    return Outside(unit, start, end, early, tuple(u for u in others if existed(u, start) or existed(u, end)))


def add(
    session: Session, name: str, since: date, now: datetime, *, ward: Unit | None = None, code: str | None = None
) -> Unit:
    """A new ward, or with `ward` a khu phố (ấp, khóm …) of it, that exists from a day on.

    Raises BadUnits for a name that is taken on that day, a code in use, or a ward that is none.
    """
    if ward is not None and ward.kind != "phuong":
        raise BadUnits(f"{ward.name} is not a ward")
    if by_name(session, name, since, below=ward) is not None:
        raise BadUnits(f"there is a {name} already")
    unit = Unit(
        kind="khu_pho" if ward else "phuong", name=name, code=code or _free_code(session, name),
        parent_id=ward.id if ward else None, valid_from=since, made_at=now,
    )  # fmt: skip
    return _kept(session, unit)


def merge(
    session: Session, old: Sequence[Unit], name: str, on: date, now: datetime, *, code: str | None = None
) -> Unit:
    """Make one new unit out of several from a day on. Its members are theirs; each keeps a role. Raises BadUnits."""
    if len({u.id for u in old}) < 2:
        raise BadUnits("it takes two different units to merge")
    new = _opened(session, old, name, on, now, code)
    for unit in old:
        _close(session, unit, on, now)
        session.add(Predecessor(unit_id=new.id or 0, predecessor_id=unit.id or 0, whole=True, at=now))
        _move_members(session, unit, new, on)
    session.flush()
    return new


def split(session: Session, old: Unit, names: Sequence[str], on: date, now: datetime) -> list[Unit]:
    """Make several new units out of one from a day on; its past stays its own, its members too. Raises BadUnits."""
    if len(set(names)) < 2:
        raise BadUnits("it takes two different names to split")
    parts = [_opened(session, [old], name, on, now, None) for name in names]
    for part in parts:
        session.add(Predecessor(unit_id=part.id or 0, predecessor_id=old.id or 0, whole=False, at=now))
    _close(session, old, on, now)
    session.flush()
    return parts


def rename(session: Session, unit: Unit, name: str, on: date, now: datetime) -> None:
    """Give a unit another name from a day on; it stays itself, and the old name still finds it. Raises BadUnits."""
    if name == unit.name:
        raise BadUnits(f"{unit.name} is called so already")
    session.add(FormerName(unit_id=unit.id or 0, name=unit.name, until=on - timedelta(days=1), at=now))
    unit.name = name
    session.add(unit)
    session.flush()


def names(session: Session, unit: Unit) -> tuple[FormerName, ...]:
    """The names that a unit bore before, the oldest first."""
    found = select(FormerName).where(FormerName.unit_id == unit.id).order_by(col(FormerName.until))
    return tuple(session.exec(found).all())


def by_name(session: Session, name: str, day: date, *, below: Unit | None = None) -> Unit | None:
    """A unit by its name or code, now or formerly: the one that bore it on a day before any other."""
    wanted = " ".join(name.split()).casefold()
    former = session.exec(select(FormerName, Unit).join(Unit).order_by(col(FormerName.until).desc())).all()
    real = select(Unit).where(practice.real(Unit.id))
    units = session.exec(real.order_by(col(Unit.valid_from).desc(), col(Unit.id))).all()
    bearing = [(u, not any(f.unit_id == u.id and day <= f.until for f, _ in former)) for u in units
               if wanted in {u.name.casefold(), u.code.casefold()}]  # fmt: skip
    bearing += [(u, day <= f.until) for f, u in former if f.name.casefold() == wanted]
    inside = family.of(session, [below]).scope(below.id or 0) if below else None
    found = [(u, then) for u, then in bearing if inside is None or u.id in inside]
    return max(found, key=lambda pair: (pair[1] and existed(pair[0], day), existed(pair[0], day)), default=(None,))[0]


def term(session: Session, unit: Unit, day: date) -> Term | None:
    """The term that a committee is in on a day: as set for it, or else for the ward above it."""
    found = session.exec(
        select(Term).where(
            or_(Term.unit_id == unit.id, Term.unit_id == unit.parent_id), Term.day_from <= day, Term.day_to >= day
        )
    ).all()
    return max(found, key=lambda t: (t.unit_id == unit.id, t.day_from), default=None)


def set_term(session: Session, unit: Unit, start: date, end: date, name: str = "") -> Term:
    """Set the dates of a term; the same first day again changes the last one. Raises BadUnits."""
    if end < start:
        raise BadUnits(f"a term cannot end on {end}, before it begins on {start}")
    known = select(Term).where(Term.unit_id == unit.id, Term.day_from == start)
    found = session.exec(known).first() or Term(unit_id=unit.id or 0, day_from=start, day_to=end)
    found.day_to, found.name = end, name
    session.add(found)
    session.flush()
    return found


def _opened(session: Session, old: Sequence[Unit], name: str, on: date, now: datetime, code: str | None) -> Unit:
    first = old[0]
    for unit in old:
        if not existed(unit, on - timedelta(days=1)):
            raise BadUnits(f"{unit.name} does not exist on the day before {on}")
        if (unit.kind, unit.parent_id) != (first.kind, first.parent_id):
            raise BadUnits(f"{unit.name} and {first.name} are not side by side under the same unit")
    new = Unit(
        kind=first.kind, name=name, code=code or _free_code(session, name), parent_id=first.parent_id, valid_from=on,
        made_at=now,
    )  # fmt: skip
    return _kept(session, new)


def _kept(session: Session, new: Unit) -> Unit:
    if session.exec(select(Unit.id).where(Unit.code == new.code)).first() is not None:
        raise BadUnits(f"the code {new.code} is in use already; choose another one")
    session.add(new)
    session.flush()
    return new


def _free_code(session: Session, name: str) -> str:
    """A short code for record numbers: "Khu phố 3" is KP3, and KP3B when there was one before."""
    words = name.replace("Đ", "D").replace("đ", "d").split()
    short = "".join(word if word.isdecimal() else word[0].upper() for word in words)
    taken = set(session.exec(select(Unit.code)).all())
    return next(code for code in (short, *(f"{short}{c}" for c in "BCDEFGHIJKLMNOPQRSTUVWXYZ")) if code not in taken)


def _close(session: Session, unit: Unit, on: date, now: datetime) -> None:
    unit.valid_to, unit.closed_at = on - timedelta(days=1), now
    session.add(unit)
    running = select(MeetingSeries).where(MeetingSeries.unit_id == unit.id, col(MeetingSeries.until).is_(None))
    for series in session.exec(running).all():
        series.until = on
        session.add(series)


def _move_members(session: Session, old: Unit, new: Unit, on: date) -> None:
    held = session.exec(
        select(Membership).where(
            Membership.unit_id == old.id, or_(col(Membership.until).is_(None), col(Membership.until) >= on)
        )
    ).all()
    for one in held:
        session.add(Membership(person_id=one.person_id, unit_id=new.id or 0, role=one.role, since=on, until=one.until))
        one.until = on - timedelta(days=1)
        session.add(one)
