"""The reminders of a committee's meetings: what is due is asked of the tables, so a missed run is made up for.

Each person is told once at each step. A step that was slept through is told late and says so; when a later step is due
as well, only that one is told.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db import meetings, people, post
from db.models import Attendance, Meeting, MeetingSeries, Person, Reminded
from db.post import Chat
from handlers import meeting as talk
from handlers import outbox, schedule, texts, wording

LATE_AFTER = timedelta(minutes=15)


def run(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Plan the meetings ahead and queue every reminder that is due; how many were queued."""
    for series in meetings.all_series(session):
        schedule.plan(session, series, now, zone)
    return sum(_tell(session, meeting, now, zone) for meeting in meetings.ahead(session, now))


def next_due(session: Session, now: datetime) -> datetime | None:
    """The next instant after `now` at which a reminder falls due."""
    moments = (meeting.at - lead for meeting in meetings.ahead(session, now) for lead in meetings.STEPS.values())
    return min((moment for moment in moments if moment > now), default=None)


def _tell(session: Session, meeting: Meeting, now: datetime, zone: ZoneInfo) -> int:
    due = [step for step, lead in meetings.STEPS.items() if meeting.at - lead <= now]
    if not due:
        return 0
    told = meetings.told(session, meeting)
    today = now.astimezone(zone).date()
    return sum(
        _tell_person(session, meeting, person, due, now, zone)
        for person, _role in people.members(session, meeting.unit_id, today)
        if (person.id or 0, due[-1]) not in told
    )


def _tell_person(
    session: Session, meeting: Meeting, person: Person, due: list[str], now: datetime, zone: ZoneInfo
) -> int:
    """Tell one person of the newest step that is due; earlier ones are noted as overtaken."""
    for overtaken in due[:-1]:
        _note(session, meeting, person, overtaken, now)
    step = due[-1]
    given = meetings.answers(session, meeting).get(person.id or 0)
    contact = post.reach(session, person.id or 0)
    if contact is None or not _concerns(given, step) or not _note(session, meeting, person, step, now):
        return 0  # whoever cannot be reached yet is told as soon as they can
    late = _lateness(session, meeting, person, step, now, zone)
    reply = talk.reminder(person, meeting, given, step, wording.moment(meeting.at, zone), late)
    key = f"reminder:{meeting.id}:{meeting.version}:{person.id}:{step}"
    chat = Chat(contact.channel, contact.bot, contact.chat)
    outgoing = outbox.queue(session, chat, key, reply, now, priority=post.REMINDER)
    return 0 if outgoing is None else 1


def _lateness(
    session: Session, meeting: Meeting, person: Person, step: str, now: datetime, zone: ZoneInfo
) -> str | None:
    """How late a reminder is, in words; None when it is on time, or when meeting or member are newer than its due."""
    due = meeting.at - meetings.STEPS[step]
    day = due.astimezone(zone).date()
    member = people.membership(session, person.id or 0, now.astimezone(zone).date())
    newer = session.get_one(MeetingSeries, meeting.series_id).since >= day or (member and member.since >= day)
    return None if newer or now - due <= LATE_AFTER else texts.lag(int((now - due).total_seconds() // 60))


def _concerns(given: Attendance | None, step: str) -> bool:
    """The two hours' reminder is not for somebody who has said that they will not come."""
    return not (step == "2h" and given is not None and given.answer == "vang")


def _note(session: Session, meeting: Meeting, person: Person, step: str, now: datetime) -> bool:
    """Write down that a person was told; False when another run did so before."""
    row: dict[str, object] = {
        "meeting_id": meeting.id,
        "version": meeting.version,
        "person_id": person.id,
        "step": step,
        "at": now,
    }
    return post.insert_new(session, Reminded, [row]) == 1
