"""Whoever has the meetings in the telephone's calendar is sent the file again when one is moved or cancelled; once."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db import post
from db.models import Meeting
from db.post import Chat
from db.room import calendars, tasks
from db.room.tables import CalendarCopy
from handlers import texts_paper, wording
from handlers.message import Reply
from handlers.room import orders, phone


def due(session: Session, now: datetime) -> Sequence[tuple[CalendarCopy, Meeting]]:
    """The copies that are to be sent again, but for those of people who cannot be reached."""
    return [(copy, m) for copy, m in calendars.outdated(session, now) if post.reach(session, copy.person_id)]


def run(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Order the files of what has changed; how many."""
    sent = 0
    for copy, meeting in due(session, now):
        contact = post.reach(session, copy.person_id)
        if contact is None or not tasks.claim(session, f"ics:{meeting.id}:{meeting.version}:{copy.person_id}", now):
            continue
        calendars.keep(session, meeting, copy.person_id)
        cancelled = meeting.state == "cancelled"
        reply = Reply(texts_paper.calendar_changed(wording.moment(meeting.at, zone), cancelled=cancelled))
        chat = Chat(contact.channel, contact.bot, contact.chat)
        file = phone.file_of(session, [meeting], now, zone)
        orders.place(session, chat, file, reply, now, priority=post.REMINDER)
        sent += 1
    return sent
