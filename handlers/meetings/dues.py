"""Figures that are due: whoever reports is thanked at once and reminded no more."""

from datetime import timedelta

from db import invitees, looking, meetings, notices
from db.models import Meeting
from handlers import texts, wording
from handlers.context import Context
from handlers.meetings import reminding
from handlers.message import Reply

_OPEN = timedelta(days=31)  # before figures are due, that they come in is noticed


def thanks(ctx: Context) -> list[Reply]:
    """Thanks to the person who has just told figures that they were reminded of; nothing for others."""
    units = {ctx.unit.id, ctx.unit.parent_id}
    waiting = meetings.figures_due(ctx.session, [u for u in units if u], ctx.now, ctx.now + _OPEN)
    return [Reply(text) for meeting in waiting if (text := _thanks(ctx, meeting)) is not None]


def _thanks(ctx: Context, meeting: Meeting) -> str | None:
    me, unit = ctx.person.id or 0, ctx.unit.id or 0
    start, end = reminding.month_due(meeting.at.astimezone(ctx.zone).date())
    told = notices.told(ctx.session, [meeting])
    concerned = {i.person_id for i in invitees.concerned(ctx.session, [meeting], ctx.today)[meeting.id or 0]}
    mine = told.get((meeting.id or 0, me), [])
    if me not in concerned or unit not in notices.reported(ctx.session, [unit], start, end):
        return None
    looking.again(ctx.session, [meeting.unit_id], ctx.now)  # the other one who was reminded is thanked as well
    if not mine or any(t.step == meetings.THANKS for t in mine):
        return None
    meetings.note_told(ctx.session, meeting, ctx.person, meetings.THANKS, ctx.now)
    return texts.meetings.figures_thanks(ctx.who, ctx.unit.name, wording.span(start, end))
