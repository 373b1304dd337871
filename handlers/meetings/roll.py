"""Who comes to a meeting: by name for those who lead, with whom the bot could not reach; as counts for the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from db import invitees, notices, standins
from db.invitees import Invitee
from db.models import Attendance, Meeting, StandIn
from handlers import texts, wording, words
from handlers.context import Context
from handlers.meetings import hours, reminding
from handlers.message import Choice, Reply

GROUPS = (
    ("du", texts.coming.COMING), ("vang", texts.coming.AWAY), ("chua_ro", texts.coming.UNSURE),
    (None, texts.coming.SILENT),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the roll; `given` is their answer to the meeting as it is now."""

    person: Invitee
    given: Attendance | None
    stand_in: StandIn | None
    unreached: bool

    def told_to(self, reader: Invitee | None) -> str:
        """The name with form of address, why the person is away and who comes instead; to oneself the form alone."""
        notes = [self.given.reason] if self.given and self.given.reason else []
        if self.stand_in is not None:
            other = self.stand_in
            notes.append(texts.coming.goes_instead(other.name, other.state, outside=other.stand_in_id is None))
        own = reader is not None and reader.person_id == self.person.person_id
        return (self.person.title if own else called(self.person)) + (f" ({'; '.join(notes)})" if notes else "")


def called(person: Invitee) -> str:
    """A person by name; one from another unit than the meeting's with the unit."""
    return f"{person.title} {person.name}" + (f" ({person.unit})" if person.guest else "")


def rows(
    meeting: Meeting,
    people: Sequence[Invitee],
    answers: dict[tuple[int, int], Attendance],
    told: dict[tuple[int, int], list[notices.Told]],
    instead: dict[tuple[int, int], StandIn],
) -> list[Row]:
    """The roll of a meeting from what the tables know, everything by (meeting, person)."""
    found = []
    for person in people:
        key = (meeting.id or 0, person.person_id)
        given = answers.get(key)
        now = given if given and given.version == meeting.version else None
        lost = any(t.state in {"failed", "doubt"} for t in told.get(key, ()) if t.version == meeting.version)
        found.append(Row(person, now, instead.get(key), now is None and (person.chat is None or lost)))
    return found


def shown(
    head: str, roll: Sequence[Row], meeting: Meeting, reader: Invitee | None, *, asked_before: bool = False
) -> Reply:
    """The roll by name for somebody who leads, who is asked themselves where they alone have not answered.

    Who is `asked_before`, in a reminder of the same moment, is not asked once more.
    """
    given = [
        (word, title, [r for r in roll if (r.given.answer if r.given else None) == word]) for word, title in GROUPS
    ]
    silent = [r for r in given[-1][2] if not r.unreached]
    own = reader is not None and [r.person.person_id for r in silent] == [reader.person_id]
    groups = [(title, [r.told_to(reader) for r in found]) for _, title, found in given[:-1]]
    groups.append((texts.coming.SILENT, [] if own else [r.told_to(reader) for r in silent]))
    who = reader.title if reader is not None else ""
    text = texts.coming.roll(
        head, groups, [called(r.person) for r in roll if r.unreached], who, only_own=own, asks=not asked_before
    )
    asked = tuple(Choice(word, about=reminding.about(meeting)) for word in (words.COMES, words.ABSENT))
    asked = asked if own and not asked_before else ()
    return Reply(text, asked, about=about(meeting))


def of(session: Session, meeting: Meeting, ctx: Context) -> list[Row]:
    """The roll of one meeting, read now."""
    some = [meeting]
    people = invitees.concerned(session, some, ctx.today)[meeting.id or 0]
    return rows(
        meeting, people, notices.answers(session, some), notices.told(session, some), standins.of(session, some)
    )


def about(meeting: Meeting) -> str:
    """By this a message that shows a roll is found again, to be kept true."""
    return f"roll:{meeting.id}"


def reply(ctx: Context, meeting: Meeting) -> Reply:
    """Who comes, for the person who asks."""
    roll = of(ctx.session, meeting, ctx)
    when = wording.moment(meeting.at, ctx.zone)
    if ctx.leads:
        me = next((r.person for r in roll if r.person.person_id == ctx.person.id), None)
        return shown(f"{hours.title_of(ctx, meeting.title, meeting.unit_id)}, {when}", roll, meeting, me)
    counts = [sum((r.given.answer if r.given else None) == word for r in roll) for word, _ in GROUPS]
    return Reply(texts.coming.roll_counts(meeting.title, when, *counts))


def of_one(ctx: Context, meeting: Meeting, person_id: int) -> Reply | None:
    """Whether one person comes, to somebody who leads; None for one who is not asked to that meeting."""
    found = next((row for row in of(ctx.session, meeting, ctx) if row.person.person_id == person_id), None)
    if found is None:
        return None
    told = found.given.answer if found.given else None
    name, reason = called(found.person), found.given.reason if found.given else None
    head = f"{hours.title_of(ctx, meeting.title, meeting.unit_id)}, {wording.moment(meeting.at, ctx.zone)}"
    return Reply(texts.coming.of_one(ctx.who, head, name, told, reason, reached=not found.unreached))


def coming(ctx: Context, meeting: Meeting) -> list[str]:
    """Who said that they come, by name; whoever asks by their form of address."""
    there = [r.person for r in of(ctx.session, meeting, ctx) if r.given is not None and r.given.answer == "du"]
    return [ctx.who if person.person_id == ctx.person.id else called(person) for person in there]


def silent(ctx: Context, meeting: Meeting) -> tuple[list[str], list[str]]:
    """Who of the others has not answered, by name: those whom the bot asks by itself, and whom it cannot reach."""
    rows_ = [r for r in of(ctx.session, meeting, ctx) if r.given is None and r.person.person_id != ctx.person.id]
    return [called(r.person) for r in rows_ if not r.unreached], [called(r.person) for r in rows_ if r.unreached]
