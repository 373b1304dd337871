"""Which committee a message means, and whether this person may see it: the one place that decides it."""

from sqlmodel import Session, select

from db.models import Unit
from handlers import texts_figures, words
from handlers.context import Context


def named(ctx: Context, name: str) -> Unit | str:
    """The unit that a message names ("khu pho 9", "phuong"), or the sentence that says why not."""
    if words.bare(name).startswith("to "):  # groups of neighbours are part of their khu phố in the book
        return ctx.unit
    ward = ctx.unit if ctx.unit.kind == "phuong" else _parent(ctx.session, ctx.unit)
    wanted = words.bare(name)
    if wanted in {"phuong", "toan phuong"} and ward is not None:
        found: Unit | None = ward
    else:
        known = ctx.session.exec(select(Unit)).all()
        found = next((u for u in known if words.bare(u.name) == wanted and _below(u, ward)), None)
    if found is None:
        return texts_figures.unknown_unit(name)
    return found if may_see(ctx, found) else texts_figures.other_unit(ctx.who, ctx.unit.name)


def may_see(ctx: Context, unit: Unit) -> bool:
    """One's own unit; for the ward every unit below it."""
    return unit.id == ctx.unit.id or (ctx.role == "ward" and unit.parent_id == ctx.unit.id)


def _parent(session: Session, unit: Unit) -> Unit | None:
    return session.get(Unit, unit.parent_id) if unit.parent_id else None


def _below(unit: Unit, ward: Unit | None) -> bool:
    return ward is None or unit.id == ward.id or unit.parent_id == ward.id
