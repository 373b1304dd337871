"""The browsers in which web chats are open: listed, ended, and up to where each has read."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from db.models import Contact, Outgoing, Visit

WEB = "web"
NOTED_EVERY = timedelta(hours=1)  # that a browser was here need not be written down more often


def begin(session: Session, chat: str, device: str, now: datetime) -> int:
    """A browser opens a chat; the number that its cookie carries."""
    visit = Visit(chat=chat, device=device, since=now, seen=now)
    session.add(visit)
    session.flush()
    return visit.id or 0


def find(session: Session, visit_id: int, chat: str) -> Visit | None:
    """An open visit; None once it was ended."""
    visit = session.get(Visit, visit_id)
    return visit if visit is not None and visit.chat == chat else None


def of_person(session: Session, person_id: int) -> Sequence[Visit]:
    """The browsers in which a person's web chats are open, oldest first."""
    return session.exec(
        select(Visit)
        .join(Contact, (col(Contact.chat) == Visit.chat) & (col(Contact.channel) == WEB))
        .where(Contact.person_id == person_id)
        .order_by(col(Visit.id))
    ).all()


def end(session: Session, visit_id: int) -> None:
    """Close a chat in one browser; its cookie opens nothing any more."""
    visit = session.get(Visit, visit_id)
    if visit is not None:
        session.delete(visit)
        session.flush()


def read_up_to(session: Session, visit: Visit, at: datetime) -> None:
    """A browser has shown all messages up to an instant; that never goes back."""
    visit.read_at = max(at, visit.read_at or at)
    session.add(visit)


def unread(session: Session, chat: str) -> int:
    """How many messages of the bot no browser has shown yet in a web chat; 0 before the first was shown."""
    last = session.exec(select(func.max(Visit.read_at)).where(Visit.chat == chat)).one()
    if last is None:
        return 0
    told = select(func.count()).select_from(Outgoing).where(
        Outgoing.channel == WEB, Outgoing.chat == chat, col(Outgoing.edits_id).is_(None), Outgoing.at > last
    )  # fmt: skip
    return session.exec(told).one()
