"""Tasks: what somebody is to do until a day, and who was told of it."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Integer, String, bindparam, cast, exists, literal
from sqlmodel import Session, col, func, select

from db import looking
from db.models import Meeting
from db.post import inserted
from db.quick import Prepared
from db.room.tables import Nudge, Task


def give(session: Session, task: Task) -> Task:
    """Write down a task under the next number of its unit."""
    last = session.exec(select(func.max(Task.number)).where(Task.unit_id == task.unit_id)).one()
    task.number = (last or 0) + 1
    looking.plan(session)
    session.add(task)
    session.flush()
    return task


def by_number(session: Session, unit_id: int, number: int) -> Task | None:
    """The task that people call by a number."""
    return session.exec(select(Task).where(Task.unit_id == unit_id, Task.number == number)).first()


def unfinished(session: Session, unit_id: int, person_id: int | None = None) -> Sequence[Task]:
    """The open tasks of a unit (of one person), the most urgent first."""
    wanted = select(Task).where(Task.unit_id == unit_id, Task.state == "open")
    if person_id is not None:
        wanted = wanted.where(Task.who_id == person_id)
    return session.exec(wanted.order_by(col(Task.due).is_(None), col(Task.due), col(Task.number))).all()


def ended_since(session: Session, unit_id: int, since: datetime) -> Sequence[Task]:
    """The tasks of a unit that were ended since an instant, the newest first."""
    ended = select(Task).where(Task.unit_id == unit_id, Task.state != "open", col(Task.ended_at) >= since)
    return session.exec(ended.order_by(col(Task.ended_at).desc())).all()


def of_meeting(session: Session, meeting: Meeting) -> Sequence[Task]:
    """The tasks given at a meeting, but for those that were taken back."""
    given = select(Task).where(Task.meeting_id == meeting.id, Task.state != "dropped")
    return session.exec(given.order_by(col(Task.number))).all()


def finish(session: Session, task: Task, state: str, person_id: int, now: datetime) -> None:
    """End a task: "done" or "dropped"."""
    task.state, task.ended_by, task.ended_at = state, person_id, now
    session.add(task)
    session.flush()


def reopen(session: Session, task: Task) -> None:
    """Let a task that was ended be open again."""
    task.state, task.ended_by, task.ended_at = "open", None, None
    looking.plan(session)
    session.add(task)
    session.flush()


def change_due(session: Session, task: Task, due: date | None) -> None:
    """Give a task another day; its reminders begin anew."""
    task.due, task.version = due, task.version + 1
    looking.plan(session)
    session.add(task)
    session.flush()


def change_who(session: Session, task: Task, who: str, who_id: int | None) -> None:
    """Give a task to somebody else; its reminders begin anew."""
    task.who, task.who_id, task.version = who, who_id, task.version + 1
    looking.plan(session)
    session.add(task)
    session.flush()


def to_remind(session: Session, step: str, first: date, last: date, most: int) -> Sequence[Task]:
    """The open tasks due on some days (both included) of which a step is not settled yet, at most so many."""
    return _TO_REMIND.all(session, step=f":{step}", first=first, last=last, most=most)


_KEY = literal("task:") + cast(Task.id, String) + ":" + cast(Task.version, String) + bindparam("step", type_=String)
_TO_REMIND = Prepared(
    select(Task)
    .where(
        Task.state == "open", col(Task.due).between(bindparam("first"), bindparam("last")),
        ~exists().where(col(Nudge.key) == _KEY),
    )
    .order_by(col(Task.due), col(Task.id))
    .limit(bindparam("most", type_=Integer))
)  # fmt: skip


def settle(session: Session, found: Sequence[tuple[Task, str]], now: datetime) -> list[tuple[Task, str]]:
    """Promise that these steps of tasks are dealt with once; those that no other run has dealt with."""
    keys = [f"task:{task.id}:{task.version}:{step}" for task, step in found]
    claimed = claim_all(session, keys, now)
    return [each for key, each in zip(keys, found, strict=True) if key in claimed]


def next_day(session: Session, after: date) -> date | None:
    """The first day after a day on which an open task is due."""
    return _NEXT_DAY.first(session, after=after)


_NEXT_DAY = Prepared(select(func.min(Task.due)).where(Task.state == "open", col(Task.due) > bindparam("after")))


def claim(session: Session, key: str, now: datetime) -> bool:
    """Promise to tell something once; False when another run did so before."""
    return bool(claim_all(session, [key], now))


def claim_all(session: Session, keys: Sequence[str], now: datetime) -> set[str]:
    """Promise to tell these things once; those that no other run has promised before."""
    return {key for (key,) in inserted(session, Nudge, [{"key": key, "at": now} for key in keys])}
