"""The reminders of tasks: some days before, on the day, and once it is over to the chair as well; each once.

A step that was slept through is told late; when a later step is due too, only that one is told.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db import people, post
from db.models import Person
from db.post import Chat
from db.room import tasks
from db.room.tables import Task
from handlers import outbox, texts_task, wording
from handlers.message import Reply, choices

STEPS = {"3d": timedelta(days=-3), "0d": timedelta(), "late": timedelta(days=1)}  # from the day on which it is due
HOUR = time(8)  # of the day, in the committee's zone
SLICE = 200  # tasks looked at in one transaction


def due(session: Session, now: datetime, zone: ZoneInfo) -> list[tuple[Task, str]]:
    """The tasks of which a step is due and not settled, at most a slice of each step."""
    today = reached_day(now, zone)
    days = {
        "late": (date.min, today - STEPS["late"]), "0d": (today, today),
        "3d": (today + timedelta(days=1), today - STEPS["3d"]),
    }  # fmt: skip
    return [(task, step) for step, span in days.items() for task in tasks.to_remind(session, step, *span, SLICE)]


def run(session: Session, now: datetime, zone: ZoneInfo) -> tuple[int, bool]:
    """Queue a slice of what is due: how many messages, and whether there may be more."""
    found = due(session, now, zone)
    return sum(_remind(session, task, step, now, zone) for task, step in found), len(found) >= SLICE


def next_due(session: Session, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next instant after `now` at which a task is to be reminded of."""
    today = now.astimezone(zone).date()
    days = (day + away for day in tasks.days_due(session, today - STEPS["late"]) for away in STEPS.values())
    moments = (datetime.combine(day, HOUR, zone) for day in days)
    return min((moment for moment in moments if moment > now), default=None)


def reached_day(now: datetime, zone: ZoneInfo) -> date:
    """The newest day whose hour for reminders has come."""
    local = now.astimezone(zone)
    return local.date() if local.time() >= HOUR else local.date() - timedelta(days=1)


def _remind(session: Session, task: Task, step: str, now: datetime, zone: ZoneInfo) -> int:
    """Settle a step: tell whoever has the task, and the chair when it is over; nobody of one older than the task."""
    given = task.made_at.astimezone(zone).date()
    if not tasks.settle(session, task, step, now) or task.due is None or given >= task.due + STEPS[step]:
        return 0
    told = _tell(session, task, step, *_asked(session, task, step), now)
    if step == "late":
        for chair in _chairs(session, task, now):
            text = texts_task.overdue_to_chair(chair.title, task.who, task.number, task.what, wording.day(task.due))
            told += _tell(session, task, "chair", chair, Reply(text), now)
    return told


def _asked(session: Session, task: Task, step: str) -> tuple[Person, Reply]:
    """Who is reminded, and in what words: whoever has the task, or whoever gave it when they cannot be written to."""
    person = session.get(Person, task.who_id) if task.who_id else None
    what, due = task.what, wording.day(task.due) if task.due else ""
    done = choices(texts_task.finish(task.number))
    if person is None or post.reach(session, person.id or 0) is None:
        giver = session.get_one(Person, task.made_by)
        late = step == "late"
        return giver, Reply(texts_task.for_other(giver.title, task.who, task.number, what, due, late=late), done)
    text = {
        "3d": texts_task.soon(person.title, task.number, what, due),
        "0d": texts_task.today(person.title, task.number, what),
        "late": texts_task.overdue(person.title, task.number, what, due),
    }[step]
    return person, Reply(text, done)


def _chairs(session: Session, task: Task, now: datetime) -> list[Person]:
    """Who leads the committee, unless they have the task themselves or are told of it as the one who gave it."""
    members = people.members(session, task.unit_id, now.date())
    own = {task.who_id, None if task.who_id and post.reach(session, task.who_id) else task.made_by}
    return [person for person, role in members if role in {"chair", "ward"} and person.id not in own]


def _tell(session: Session, task: Task, step: str, person: Person, reply: Reply, now: datetime) -> int:
    contact = post.reach(session, person.id or 0)
    if contact is None:
        return 0
    chat = Chat(contact.channel, contact.bot, contact.chat)
    key = f"task:{task.id}:{task.version}:{step}:{person.id}"
    return 0 if outbox.queue(session, chat, key, reply, now, priority=post.REMINDER) is None else 1
