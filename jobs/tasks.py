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


def run(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Queue what is due; how many messages."""
    reached = reached_day(now, zone)
    return sum(
        _remind(session, task, step, now)
        for task in tasks.due_by(session, reached - STEPS["3d"])
        if (step := _step(task, reached, zone)) is not None
    )


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


def _step(task: Task, reached: date, zone: ZoneInfo) -> str | None:
    """The newest step of a task that has come; None for one that came before the task was given."""
    given = task.made_at.astimezone(zone).date()
    come = [step for step, away in STEPS.items() if task.due and given < task.due + away <= reached]
    return come[-1] if come else None


def _remind(session: Session, task: Task, step: str, now: datetime) -> int:
    """Tell whoever has the task, or whoever gave it when they cannot be told; the chair too when it is over."""
    person = session.get(Person, task.who_id) if task.who_id else None
    giver = session.get_one(Person, task.made_by)
    what, due = task.what, wording.day(task.due or now.date())
    done = choices(texts_task.finish(task.number))
    if person is not None and post.reach(session, person.id or 0) is not None:
        text = {
            "3d": texts_task.soon(person.title, task.number, what, due),
            "0d": texts_task.today(person.title, task.number, what),
            "late": texts_task.overdue(person.title, task.number, what, due),
        }[step]
        told = _tell(session, task, step, person, Reply(text, done), now)
    else:
        other = texts_task.for_other(giver.title, task.who, task.number, what, due, late=step == "late")
        told = _tell(session, task, step, giver, Reply(other, done), now)
    if step == "late":
        for chair in _chairs(session, task, now):
            text = texts_task.overdue_to_chair(chair.title, task.who, task.number, what, due)
            told += _tell(session, task, "chair", chair, Reply(text), now)
    return told


def _chairs(session: Session, task: Task, now: datetime) -> list[Person]:
    """Who leads the committee, unless they have the task themselves or are told of it as the one who gave it."""
    members = people.members(session, task.unit_id, now.date())
    own = {task.who_id, None if task.who_id and post.reach(session, task.who_id) else task.made_by}
    return [person for person, role in members if role in {"chair", "ward"} and person.id not in own]


def _tell(session: Session, task: Task, step: str, person: Person, reply: Reply, now: datetime) -> int:
    contact = post.reach(session, person.id or 0)
    key = f"task:{task.id}:{task.version}:{step}:{person.id}"
    if contact is None or not tasks.claim(session, key, now):
        return 0  # whoever cannot be reached yet is told as soon as they can
    chat = Chat(contact.channel, contact.bot, contact.chat)
    return 0 if outbox.queue(session, chat, key, reply, now, priority=post.REMINDER) is None else 1
