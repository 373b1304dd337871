"""Whoever has the meetings in the telephone's calendar is sent the file again when one is moved or cancelled; once."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db import invitees, post, units
from db.models import Meeting
from db.room import calendars, tasks
from db.room.tables import CalendarCopy
from handlers import texts, wording
from handlers.message import Reply
from handlers.room import orders, phone

SLICE = 200  # files ordered in one transaction


def due(session: Session, now: datetime) -> Sequence[tuple[CalendarCopy, Meeting]]:
    """The copies that are to be sent again, but for those of people who cannot be reached; at most a slice."""
    return calendars.outdated(session, now, SLICE)


def run(session: Session, now: datetime, zone: ZoneInfo) -> tuple[int, bool]:
    """Order the files of what has changed: how many, and whether there may be more."""
    found = due(session, now)
    claimed = tasks.claim_all(session, [_key(copy, meeting) for copy, meeting in found], now)
    people = invitees.reached(session, {copy.person_id for copy, _ in found})
    there = units.by_id(session, {meeting.unit_id for _, meeting in found})
    for copy, meeting in found:
        copy.sequence = calendars.sequence(meeting)
        session.add(copy)
        chat = people[copy.person_id].chat
        if chat is not None and _key(copy, meeting) in claimed:
            cancelled = meeting.state == "cancelled"
            reply = Reply(texts.papers.calendar_changed(wording.moment(meeting.at, zone), cancelled=cancelled))
            file = phone.file_of(session, [meeting], there, now, zone)
            orders.place(session, chat, file, reply, now, priority=post.REMINDER)
    session.flush()
    return len(claimed), len(found) >= SLICE


def _key(copy: CalendarCopy, meeting: Meeting) -> str:
    return f"ics:{meeting.id}:{meeting.version}:{copy.person_id}"
