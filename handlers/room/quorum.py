"""The committee's own rule of how many must be there."""

from db.room import presence
from db.room.tables import Quorum
from handlers import texts
from handlers.context import Context
from handlers.message import Reply
from handlers.room import people_there
from handlers.vi import room


def said(ctx: Context, text: str) -> list[Reply] | None:
    """Keep a rule that is told ("cần 2/3 có mặt"); None when the message tells none."""
    share = room.quorum(text)
    if share is None:
        return None
    if not ctx.leads:
        return [Reply(texts.room.only_leaders(ctx.who, "đặt số người phải có mặt"))]
    rule = ctx.session.get(Quorum, ctx.unit.id) or Quorum(
        unit_id=ctx.unit.id or 0, top=share.top, set_by=ctx.person.id or 0, set_at=ctx.now
    )
    rule.top, rule.bottom, rule.over = share.top, share.bottom, share.over
    rule.set_by, rule.set_at = ctx.person.id or 0, ctx.now
    ctx.session.add(rule)
    ctx.session.flush()
    members = len(people_there.members(ctx))
    return [Reply(texts.room.quorum_set(spoken(rule), presence.needed(rule, members), members))]


def spoken(rule: Quorum) -> str:
    """A rule in words.

    >>> from datetime import UTC, datetime
    >>> spoken(Quorum(unit_id=1, top=2, bottom=3, set_by=1, set_at=datetime(2026, 1, 1, tzinfo=UTC)))
    'ít nhất 2/3 thành viên'
    """
    if rule.bottom is None:
        return f"ít nhất {rule.top} người"
    if rule.over:
        return "quá nửa số thành viên"
    return f"ít nhất {rule.top}%" if rule.bottom == _PERCENT else f"ít nhất {rule.top}/{rule.bottom} thành viên"


_PERCENT = 100
