"""The meetings in the telephone's own calendar: sent when asked for, and again when one is moved or cancelled."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db.models import Meeting, Unit
from db.room import calendars, sittings
from handlers import texts
from handlers.context import Context
from handlers.message import Reply
from handlers.papers.events import Event, Events, events_json
from handlers.room import orders

LASTS = timedelta(minutes=90)


def send(ctx: Context, _rest: str) -> list[Reply]:
    """The coming meetings as a calendar file."""
    coming = sittings.coming(ctx.session, ctx.unit.id or 0, ctx.now)
    if not coming:
        return [Reply(texts.papers.no_meeting_ahead(ctx.who, leads=ctx.leads))]
    for meeting in coming:
        calendars.keep(ctx.session, meeting, ctx.person.id or 0)
    file = file_of(ctx.session, coming, {ctx.unit.id or 0: ctx.unit}, ctx.now, ctx.zone)
    orders.place(ctx.session, ctx.chat, file, Reply(texts.papers.calendar(len(coming))), ctx.now)
    return []


def stop(ctx: Context, _rest: str) -> list[Reply]:
    """No more calendar files."""
    calendars.forget(ctx.session, ctx.person.id or 0)
    return [Reply(texts.papers.calendar_stopped(ctx.who))]


def file_of(
    session: Session, found: Sequence[Meeting], units: Mapping[int, Unit], now: datetime, zone: ZoneInfo
) -> orders.File:
    """The calendar file of meetings of these units (by id); of a cancelled one, the file that takes it out again."""
    cancelled = all(meeting.state == "cancelled" for meeting in found)
    events = tuple(_event(session, meeting, units[meeting.unit_id], now) for meeting in found)
    content = Events("CANCEL" if cancelled else "PUBLISH", zone.key, events)
    name = "huy-lich-hop.ics" if cancelled else "lich-hop.ics"
    return orders.File("calendar", events_json.dump_json(content).decode(), name, orders.CALENDAR)


def _event(session: Session, meeting: Meeting, unit: Unit, now: datetime) -> Event:
    return Event(
        calendars.uid(session, meeting), calendars.sequence(meeting), now, meeting.at, meeting.at + LASTS,
        f"{meeting.title} {unit.name}", meeting.place, cancelled=meeting.state == "cancelled",
    )  # fmt: skip
