"""What was spoken of at a meeting: proposals, the notes of the minutes, votes."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, func, or_, select

from db.models import Meeting
from db.room.tables import Ballot, Note, Proposal


def propose(session: Session, unit_id: int, person_id: int, text: str, now: datetime, meeting: Meeting | None) -> None:
    """Keep what a member wants to be spoken of: at the meeting that is going on, else at the next one."""
    meeting_id = meeting.id if meeting else None
    session.add(Proposal(unit_id=unit_id, person_id=person_id, text=text, at=now, meeting_id=meeting_id))
    session.flush()


def proposals(session: Session, unit_id: int, meeting: Meeting | None) -> Sequence[Proposal]:
    """What was proposed for a meeting, or still waits for one."""
    waiting = col(Proposal.meeting_id).is_(None)
    mine = waiting if meeting is None else or_(waiting, col(Proposal.meeting_id) == meeting.id)
    return session.exec(select(Proposal).where(Proposal.unit_id == unit_id, mine).order_by(col(Proposal.id))).all()


def withdraw(session: Session, proposal: Proposal) -> None:
    """Take a proposal back."""
    session.delete(proposal)
    session.flush()


def taken_up(session: Session, meeting: Meeting) -> Sequence[Proposal]:
    """What was proposed for a meeting that was opened."""
    return session.exec(select(Proposal).where(Proposal.meeting_id == meeting.id).order_by(col(Proposal.id))).all()


def note(session: Session, meeting: Meeting, person_id: int, text: str, now: datetime) -> Note:
    """Put a line into the minutes."""
    last = session.exec(select(func.max(Note.number)).where(Note.meeting_id == meeting.id)).one()
    made = Note(meeting_id=meeting.id or 0, number=(last or 0) + 1, text=text, person_id=person_id, at=now)
    session.add(made)
    session.flush()
    return made


def notes(session: Session, meeting: Meeting) -> Sequence[Note]:
    """The lines of the minutes that stand, in order."""
    standing = select(Note).where(Note.meeting_id == meeting.id, col(Note.struck).is_(False))
    return session.exec(standing.order_by(col(Note.number))).all()


def rewrite(session: Session, meeting: Meeting, number: int, text: str) -> Note | None:
    """Give a line of the minutes another wording; None when there is none of that number."""
    found = next((note for note in notes(session, meeting) if note.number == number), None)
    if found is not None:
        found.text = text
        session.add(found)
        session.flush()
    return found


def strike(session: Session, meeting: Meeting, number: int) -> Note | None:
    """Take a line out of the minutes; None when there is none of that number."""
    found = session.exec(
        select(Note).where(Note.meeting_id == meeting.id, Note.number == number, col(Note.struck).is_(False))
    ).first()
    if found is not None:
        found.struck = True
        session.add(found)
        session.flush()
    return found


def bring_back(session: Session, meeting: Meeting, number: int | None) -> Note | None:
    """Bring a line back into the minutes, the last of those taken out where no number is told; None without one."""
    out = (
        select(Note).where(Note.meeting_id == meeting.id, col(Note.struck).is_(True)).order_by(col(Note.number).desc())
    )
    found = session.exec(out if number is None else out.where(Note.number == number)).first()
    if found is not None:
        found.struck = False
        session.add(found)
        session.flush()
    return found


def restore(session: Session, note: Note) -> None:
    """Put a line back into the minutes that was taken out."""
    note.struck = False
    session.add(note)
    session.flush()


def ask(session: Session, meeting: Meeting, way: str, question: str) -> Ballot:
    """Put a question to the vote."""
    last = session.exec(select(func.max(Ballot.number)).where(Ballot.meeting_id == meeting.id)).one()
    made = Ballot(meeting_id=meeting.id or 0, number=(last or 0) + 1, way=way, question=question)
    session.add(made)
    session.flush()
    return made


def uncounted(session: Session, meeting: Meeting) -> Ballot | None:
    """The question of a meeting whose result is not told yet."""
    return session.exec(
        select(Ballot)
        .where(Ballot.meeting_id == meeting.id, col(Ballot.counted_at).is_(None))
        .order_by(col(Ballot.number).desc())
    ).first()


def ballots(session: Session, meeting: Meeting) -> Sequence[Ballot]:
    """The votes of a meeting that were counted, in order."""
    counted = select(Ballot).where(Ballot.meeting_id == meeting.id, col(Ballot.counted_at).is_not(None))
    return session.exec(counted.order_by(col(Ballot.number))).all()


def ask_again(session: Session, ballot: Ballot) -> None:
    """A question is voted on once more: its result counts no more."""
    ballot.counted_at = None
    session.add(ballot)
    session.flush()


def tell(session: Session, ballot: Ballot, counts: tuple[int, int, int], present: int, now: datetime) -> None:
    """Write down the result of a vote: for, against, other opinions, of so many present."""
    ballot.agree, ballot.against, ballot.other = counts
    ballot.present, ballot.counted_at = present, now
    session.add(ballot)
    session.flush()
