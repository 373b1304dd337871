"""Overdue minutes are asked for: of the secretary, later of the chair as well; of each once at each step."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db import people, post
from db.models import Meeting, Person
from db.post import Chat
from db.room import sittings, tasks
from handlers import outbox, texts_paper, texts_room, wording
from handlers.message import Choice, Reply
from jobs.tasks import HOUR, SLICE, reached_day

STEPS = (3, 7, 14)  # days after the meeting
TO_CHAIR = 7  # from this step on the chair hears of it too
FORGOTTEN = 31  # days; older meetings are not asked about any more


def due(session: Session, now: datetime, zone: ZoneInfo) -> list[tuple[Meeting, int]]:
    """The meetings whose minutes are to be asked for at a step, at most a slice of each step."""
    today = reached_day(now, zone)
    found = []
    for step, until in zip(STEPS, (*STEPS[1:], FORGOTTEN), strict=True):
        first, last = _begin(today - timedelta(days=until - 1), zone), _begin(today - timedelta(days=step - 1), zone)
        found += [(meeting, step) for meeting in sittings.without_minutes(session, step, first, last, SLICE)]
    return found


def run(session: Session, now: datetime, zone: ZoneInfo) -> tuple[int, bool]:
    """Queue a slice of what is due: how many messages, and whether there may be more."""
    found, today = due(session, now, zone), reached_day(now, zone)
    return sum(_ask(session, meeting, step, today, now, zone) for meeting, step in found), len(found) >= SLICE


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def next_due(session: Session, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next instant after `now` at which minutes are to be asked for."""
    moments = (
        datetime.combine(meeting.at.astimezone(zone).date() + timedelta(days=step), HOUR, zone)
        for meeting in sittings.past(session, now - timedelta(days=FORGOTTEN), now + timedelta(days=FORGOTTEN))
        for step in STEPS
    )
    return min((moment for moment in moments if moment > now), default=None)


def _ask(session: Session, meeting: Meeting, step: int, today: date, now: datetime, zone: ZoneInfo) -> int:
    """Settle a step: ask those who are to write the minutes."""
    if not tasks.claim(session, f"minutes:{meeting.id}:{step}", now):
        return 0
    days = (today - meeting.at.astimezone(zone).date()).days
    members = people.members(session, meeting.unit_id, today)
    secretaries = [person for person, role in members if role == "secretary"]
    chairs = [person for person, role in members if role in {"chair", "ward"}]
    asked = [*secretaries, *chairs] if step >= TO_CHAIR or not secretaries else secretaries
    when = wording.moment(meeting.at, zone)
    return sum(
        _tell(session, meeting, step, person, texts_paper.minutes_wanted(person.title, when, days), now)
        for person in asked
    )


def _tell(session: Session, meeting: Meeting, step: int, person: Person, text: str, now: datetime) -> int:
    contact = post.reach(session, person.id or 0)
    if contact is None:
        return 0
    buttons = (
        Choice(texts_room.MAKE_MINUTES, about=f"room:minutes:{meeting.id}"),
        Choice(texts_paper.WAIVE, about=f"room:waive:{meeting.id}"),
    )
    chat = Chat(contact.channel, contact.bot, contact.chat)
    key = f"minutes:{meeting.id}:{step}:{person.id}"
    return 0 if outbox.queue(session, chat, key, Reply(text, buttons), now, priority=post.REMINDER) is None else 1
