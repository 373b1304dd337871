"""The processes that share a database: which of them answers a message, which speaks for a bot, which are gone."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlmodel import Session, col, delete, select, update

from db.models import Duty, Worker
from db.post import Chat, insert_new

_CLAIM = text("""
    UPDATE incoming SET worker_id = :me
    WHERE state = 'waiting' AND (worker_id IS NULL OR worker_id NOT IN (SELECT id FROM worker))
    RETURNING channel, bot, chat
""")
_TAKE_DUTY = text("""
    UPDATE duty SET worker_id = :me
    WHERE channel = :channel AND bot = :bot AND worker_id NOT IN (SELECT id FROM worker)
""")


def join(session: Session, host: str, pid: int) -> int:
    """Write down a process that begins to work; its number."""
    worker = Worker(host=host, pid=pid)
    session.add(worker)
    session.flush()
    return worker.id or 0


def beat(session: Session, worker_id: int) -> bool:
    """Show that a process lives; False when the others have given it up meanwhile."""
    alive = update(Worker).where(col(Worker.id) == worker_id).values(beat=col(Worker.beat) + 1)
    return session.connection().execute(alive).rowcount == 1


def others(session: Session, worker_id: int) -> Sequence[Worker]:
    """The other processes."""
    return session.exec(select(Worker).where(Worker.id != worker_id)).all()


def leave(session: Session, worker_id: int, beat: int | None = None) -> None:
    """Strike a process off, if `beat` is given only when it has not moved since: what it held is free."""
    gone = delete(Worker).where(col(Worker.id) == worker_id)
    session.connection().execute(gone if beat is None else gone.where(col(Worker.beat) == beat))


def claim(session: Session, worker_id: int) -> list[Chat]:
    """Take over the waiting messages that no living process answers; their chats."""
    rows = session.connection().execute(_CLAIM, {"me": worker_id})
    return list(dict.fromkeys(Chat(*row) for row in rows))


def on_duty(session: Session, channel: str, bot: str, worker_id: int) -> bool:
    """Speak for a bot, unless a living process does; whether this one does now."""
    insert_new(session, Duty, [{"channel": channel, "bot": bot, "worker_id": worker_id}])
    session.connection().execute(_TAKE_DUTY, {"channel": channel, "bot": bot, "me": worker_id})
    session.expire_all()
    return session.get_one(Duty, (channel, bot)).worker_id == worker_id
