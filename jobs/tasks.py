"""The reminders of tasks: some days before, on the day, and once it is over to the chair as well; each once.

A step that was slept through is told late; when a later step is due too, only that one is told.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db import invitees, post
from db.invitees import Invitee, Reached
from db.room import tasks
from db.room.tables import Task
from handlers import outbox, texts, wording
from handlers.message import Reply, choices
from handlers.outbox import Letter

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
    settled = tasks.settle(session, found, now)
    fallen = [(task, step) for task, step in settled if task.due and _given(task, zone) < task.due + STEPS[step]]
    people = invitees.reached(session, {p for task, _ in fallen for p in (task.who_id, task.made_by) if p})
    late = {task.unit_id for task, step in fallen if step == "late"}
    members = invitees.members(session, late, now.astimezone(zone).date())
    letters = [
        letter for task, step in fallen for letter in _letters(task, step, people, members.get(task.unit_id, []))
    ]
    return outbox.queue_all(session, letters, now, priority=post.REMINDER), len(found) >= SLICE


def next_due(session: Session, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next instant after `now` at which a task is to be reminded of."""
    reached = reached_day(now, zone)
    days = (tasks.next_day(session, reached - away) for away in STEPS.values())
    first = min((day + away for day, away in zip(days, STEPS.values(), strict=True) if day), default=None)
    return None if first is None else datetime.combine(first, HOUR, zone)


def reached_day(now: datetime, zone: ZoneInfo) -> date:
    """The newest day whose hour for reminders has come."""
    local = now.astimezone(zone)
    return local.date() if local.time() >= HOUR else local.date() - timedelta(days=1)


def _given(task: Task, zone: ZoneInfo) -> date:
    return task.made_at.astimezone(zone).date()


def _letters(task: Task, step: str, people: dict[int, Reached], members: Sequence[Invitee]) -> Iterator[Letter]:
    """What is told of a step, but to those who cannot be reached: the chair hears too of what is over."""
    person, reply = _asked(task, step, people)
    if asked := people[person].chat:
        yield Letter(_key(task, step, person), asked, reply)
    due = wording.day(task.due) if task.due else ""
    for chair in (m for m in members if step == "late" and m.role in {"chair", "ward"}):
        if chair.chat and chair.person_id not in {task.who_id, person}:
            text = texts.tasks.overdue_to_chair(chair.title, task.who, task.number, task.what, due)
            yield Letter(_key(task, "chair", chair.person_id), chair.chat, Reply(text))


def _key(task: Task, step: str, person_id: int) -> str:
    return f"task:{task.id}:{task.version}:{step}:{person_id}"


def _asked(task: Task, step: str, people: dict[int, Reached]) -> tuple[int, Reply]:
    """Who is reminded, and in what words: whoever has the task, or whoever gave it when they cannot be written to."""
    what, due = task.what, wording.day(task.due) if task.due else ""
    done = choices(texts.tasks.finish(task.number))
    if task.who_id is None or people[task.who_id].chat is None:
        giver, late = people[task.made_by], step == "late"
        return task.made_by, Reply(
            texts.tasks.for_other(giver.title, task.who, task.number, what, due, late=late), done
        )
    title = people[task.who_id].title
    text = {
        "3d": texts.tasks.soon(title, task.number, what, due),
        "0d": texts.tasks.today(title, task.number, what),
        "late": texts.tasks.overdue(title, task.number, what, due),
    }[step]
    return task.who_id, Reply(text, done)
