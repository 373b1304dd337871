"""Overdue minutes are asked for: of the secretary, later of the chair as well; of each once at each step."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db import people, post
from db.models import Meeting, Person
from db.post import Chat
from db.room import papers, sittings, tasks
from handlers import outbox, texts_paper, texts_room, wording
from handlers.message import Choice, Reply
from jobs.tasks import HOUR, reached_day

STEPS = (3, 7, 14)  # days after the meeting
TO_CHAIR = 7  # from this step on the chair hears of it too
FORGOTTEN = timedelta(days=30)  # older meetings are not asked about any more


def run(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Queue what is due; how many messages."""
    reached = reached_day(now, zone)
    told = 0
    for meeting in sittings.past(session, now - FORGOTTEN, now):
        days = (reached - meeting.at.astimezone(zone).date()).days
        come = [step for step in STEPS if step <= days]
        if come and _wanted(session, meeting):
            told += _ask(session, meeting, come[-1], days, now, zone)
    return told


def next_due(session: Session, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next instant after `now` at which minutes are to be asked for."""
    moments = (
        datetime.combine(meeting.at.astimezone(zone).date() + timedelta(days=step), HOUR, zone)
        for meeting in sittings.past(session, now - FORGOTTEN, now + FORGOTTEN)
        for step in STEPS
    )
    return min((moment for moment in moments if moment > now), default=None)


def _wanted(session: Session, meeting: Meeting) -> bool:
    paper = papers.find(session, meeting, "bien_ban")
    written = paper is not None and paper.approved_at is not None
    return not written and not tasks.claimed(session, f"minutes:{meeting.id}:waived")


def _ask(session: Session, meeting: Meeting, step: int, days: int, now: datetime, zone: ZoneInfo) -> int:
    members = people.members(session, meeting.unit_id, now.astimezone(zone).date())
    secretaries = [person for person, role in members if role == "secretary"]
    chairs = [person for person, role in members if role in {"chair", "ward"}]
    asked = [*secretaries, *chairs] if step >= TO_CHAIR or not secretaries else secretaries
    return sum(_tell(session, meeting, step, days, person, now, zone) for person in asked)


def _tell(
    session: Session, meeting: Meeting, step: int, days: int, person: Person, now: datetime, zone: ZoneInfo
) -> int:
    contact = post.reach(session, person.id or 0)
    key = f"minutes:{meeting.id}:{step}:{person.id}"
    if contact is None or not tasks.claim(session, key, now):
        return 0
    text = texts_paper.minutes_wanted(person.title, wording.moment(meeting.at, zone), days)
    buttons = (
        Choice(texts_room.MAKE_MINUTES, about=f"room:minutes:{meeting.id}"),
        Choice(texts_paper.WAIVE, about=f"room:waive:{meeting.id}"),
    )
    chat = Chat(contact.channel, contact.bot, contact.chat)
    return 0 if outbox.queue(session, chat, key, Reply(text, buttons), now, priority=post.REMINDER) is None else 1
