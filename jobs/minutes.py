"""Overdue minutes are asked for: of the secretary, later of the chair as well; of each once at each step."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db import invitees, post
from db.invitees import Invitee
from db.models import Meeting
from db.post import Chat
from db.room import sittings, tasks
from handlers import outbox, texts, wording
from handlers.message import Choice, Reply
from handlers.outbox import Letter
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
    claimed = tasks.claim_all(session, [_key(meeting, step) for meeting, step in found], now)
    fallen = [(meeting, step) for meeting, step in found if _key(meeting, step) in claimed]
    members = invitees.members(session, {meeting.unit_id for meeting, _ in fallen}, today)
    letters = [
        _letter(meeting, step, person, person.chat, zone)
        for meeting, step in fallen
        for person in _asked(members.get(meeting.unit_id, []), step)
        if person.chat
    ]
    return outbox.queue_all(session, letters, now, priority=post.REMINDER), len(found) >= SLICE


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def next_due(session: Session, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next instant after `now` at which minutes may have to be asked for."""
    today = reached_day(now, zone)
    begins = ((step, sittings.first_from(session, _begin(today - timedelta(days=step - 1), zone))) for step in STEPS)
    days = [at.astimezone(zone).date() + timedelta(days=step) for step, at in begins if at]
    return datetime.combine(min(days), HOUR, zone) if days else None


def _key(meeting: Meeting, step: int) -> str:
    return f"minutes:{meeting.id}:{step}"


def _asked(members: Sequence[Invitee], step: int) -> list[Invitee]:
    """Those who are to write the minutes; the chair hears of it late, or where there is no secretary."""
    secretaries = [person for person in members if person.role == "secretary"]
    chairs = [person for person in members if person.role in {"chair", "ward"}]
    return [*secretaries, *chairs] if step >= TO_CHAIR or not secretaries else secretaries


def _letter(meeting: Meeting, step: int, person: Invitee, chat: Chat, zone: ZoneInfo) -> Letter:
    buttons = (
        Choice(texts.room.MAKE_MINUTES, about=f"room:minutes:{meeting.id}"),
        Choice(texts.papers.WAIVE, about=f"room:waive:{meeting.id}"),
    )
    when = wording.moment(meeting.at, zone)
    when = texts.meetings.of_unit_at(person.unit, when) if person.several else when
    text = texts.papers.minutes_wanted(person.title, when)
    return Letter(f"{_key(meeting, step)}:{person.person_id}", chat, Reply(text, buttons))
