"""Which committee a message means, and whether this person may see it: the one place that decides it."""

from collections.abc import Iterator

from sqlmodel import Session, select

from db import practice, remembered, units
from db.book import FormerName
from db.models import Unit
from handlers import texts, words
from handlers.context import LEADERS, Context

_KINDS = {"khu pho": "Khu phố", "khu dan cu": "Khu dân cư", "ap": "Ấp", "khom": "Khóm", "thon": "Thôn"}


def named(ctx: Context, name: str) -> Unit | str:
    """The unit that a message names ("khu pho 9", "phuong"), or the sentence that says why not."""
    wanted = words.bare(name)
    if ctx.unit.kind == practice.KIND:
        own = words.bare(ctx.unit.name).startswith(wanted) or wanted.startswith("to ")
        return ctx.unit if own else texts.figures.other_unit(ctx.who, [ctx.unit.name])
    if wanted.startswith("to "):  # groups of neighbours are part of their khu phố in the book
        return ctx.unit
    ward = ctx.unit if ctx.unit.kind == "phuong" else _parent(ctx.session, ctx.unit)
    if wanted in {"phuong", "toan phuong"} and ward is not None:
        found: Unit | None = ward
    else:
        found = max(_bearing(ctx, wanted, ward), key=lambda u: units.existed(u, ctx.today), default=None)
    if found is None:
        return texts.figures.unknown_unit(spelled(name))
    return found if may_see(ctx, found) else not_seen(ctx)


def not_seen(ctx: Context) -> str:
    """That figures of other committees are not for this person."""
    return texts.figures.other_unit(ctx.who, _own(ctx))


def _own(ctx: Context) -> list[str]:
    """The names of the units that a person is of."""
    return sorted([ctx.unit.name, *(unit.name for unit, _ in ctx.others)])


def is_unknown(told: Unit | str, name: str) -> bool:
    """Whether `named` told that no unit near this committee bears a name."""
    return isinstance(told, str) and told == texts.figures.unknown_unit(spelled(name))


def may_see(ctx: Context, unit: Unit) -> bool:
    """One's own units and those it came out of; for the ward every unit below it.

    Whoever leads here but not in another committee of theirs sees that one only when speaking for it.
    """
    if unit.id == ctx.unit.id or (ctx.role == "ward" and unit.parent_id == ctx.unit.id):
        return True
    if any(unit.id == other.id and (role in LEADERS or not ctx.leads) for other, role in ctx.others):
        return True
    return unit.id in {u.id for u in units.lineage(ctx.session, ctx.unit).before}


def speak_for(ctx: Context, unit: Unit) -> None:
    """A person of several committees speaks for this one until they say otherwise."""
    if ctx.others:
        remembered.speak_for(ctx.session, ctx.person.id or 0, unit.id or 0, ctx.now)


def _bearing(ctx: Context, wanted: str, ward: Unit | None) -> Iterator[Unit]:
    """The units of a ward that bear a name, or bore it."""
    former = ctx.session.exec(select(FormerName)).all()
    names = {(f.unit_id, words.bare(f.name)) for f in former}
    for unit in ctx.session.exec(select(Unit).where(practice.real(Unit.id))):
        if (words.bare(unit.name) == wanted or (unit.id, wanted) in names) and _below(unit, ward):
            yield unit


def spelled(name: str) -> str:
    """The name of a unit as it was meant ("khu pho 88" is the reader's plain form)."""
    kind, _, number = name.rpartition(" ")
    return f"{_KINDS.get(kind, kind)} {number}".strip()


def _parent(session: Session, unit: Unit) -> Unit | None:
    return session.get(Unit, unit.parent_id) if unit.parent_id else None


def _below(unit: Unit, ward: Unit | None) -> bool:
    return ward is None or unit.id == ward.id or unit.parent_id == ward.id
