"""From what was said, ticked and voted to the content of a paper."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from db import meetings, people, standins
from db.models import Attendance as Answer
from db.models import Meeting, Person, Unit
from db.room import presence, sittings, talking, tasks
from db.room.tables import Proposal, Quorum, Task
from handlers import wording
from handlers.context import Context
from handlers.papers import agenda as agenda_paper
from handlers.papers import invitation as invitation_paper
from handlers.papers import minutes as minutes_paper
from handlers.papers.heading import Issuer, Session
from handlers.papers.minutes import Attendance, Course, Vote
from handlers.papers.paper import Paper
from handlers.room import agenda, people_there, quorum, votes
from handlers.texts.room import WAYS


def invitation(ctx: Context, meeting: Meeting) -> Paper:
    """The invitation to a meeting."""
    start, end = agenda.month(meeting.at.astimezone(ctx.zone).date())
    topics = [
        "Kiểm điểm các việc đã giao",
        f"Kết quả công tác {wording.span(start, end)}, nhiệm vụ thời gian tới",
        *(p.text for p in talking.proposals(ctx.session, meeting.unit_id, meeting)),
    ]
    return invitation_paper.compose(_issuer(ctx), _session(ctx, meeting), topics, ctx.today, ctx.zone)


def agenda_of(ctx: Context, meeting: Meeting) -> Paper:
    """The agenda of a meeting."""
    start, end = agenda.month(meeting.at.astimezone(ctx.zone).date())
    return agenda_paper.compose(
        _issuer(ctx), _session(ctx, meeting),
        [_row(ctx, task) for task in tasks.unfinished(ctx.session, meeting.unit_id)], wording.span(start, end),
        _figures(ctx, meeting), _proposed(ctx, talking.proposals(ctx.session, meeting.unit_id, meeting)),
        ctx.today, ctx.zone,
    )  # fmt: skip


def minutes(ctx: Context, meeting: Meeting, opened: datetime, closed: datetime | None) -> Paper:
    """The minutes of a meeting that was held."""
    start, end = agenda.month(meeting.at.astimezone(ctx.zone).date())
    course = Course(
        opened, closed, _attendance(ctx, meeting), wording.span(start, end), _figures(ctx, meeting),
        _proposed(ctx, talking.taken_up(ctx.session, meeting)),
        [note.text for note in talking.notes(ctx.session, meeting)],
        [Vote(WAYS[b.way], b.question, votes.result_words(b), votes.passed(b))
         for b in talking.ballots(ctx.session, meeting)],
        [_row(ctx, task) for task in tasks.of_meeting(ctx.session, meeting)],
    )  # fmt: skip
    held_on = opened.astimezone(ctx.zone).date()
    return minutes_paper.compose(_issuer(ctx), _led(ctx, meeting), course, held_on, ctx.zone)


def _led(ctx: Context, meeting: Meeting) -> Session:
    """The meeting with who led it and wrote it down: where chair or secretary was away, whoever opened it there."""
    session, held = _session(ctx, meeting), sittings.sitting(ctx.session, meeting)
    there = presence.of(ctx.session, meeting)
    opener = ctx.session.get(Person, held.opened_by) if held is not None and held.opened_by in there else None
    if opener is None:
        return session
    away = [
        person.name for person, _ in people.members(ctx.session, meeting.unit_id, meeting.day) if person.id not in there
    ]
    wrote = [note.person_id for note in talking.notes(ctx.session, meeting) if note.person_id in there]
    writer = ctx.session.get_one(Person, max(wrote, key=wrote.count)) if wrote else opener
    return replace(
        session,
        chair=opener.name if session.chair in away else session.chair,
        stands_in=session.chair in away and session.chair != opener.name,
        secretary=writer.name if session.secretary in away else session.secretary,
    )


def _issuer(ctx: Context) -> Issuer:
    unit = ctx.unit
    ward = ctx.session.get(Unit, unit.parent_id) if unit.parent_id else None
    return Issuer(unit.name, ward.name if ward else unit.name, of_ward=unit.kind == "phuong")


def _session(ctx: Context, meeting: Meeting) -> Session:
    chair = people_there.in_role(ctx.session, meeting, "chair") or people_there.in_role(ctx.session, meeting, "ward")
    secretary = people_there.in_role(ctx.session, meeting, "secretary")
    title = "Họp Ban Công tác Mặt trận" if meeting.title == "Họp ban" else meeting.title
    return Session(
        title, meeting.at, meeting.place, chair.name if chair else "", secretary.name if secretary else "",
    )  # fmt: skip


def _figures(ctx: Context, meeting: Meeting) -> list[tuple[str, ...]]:
    start, end = agenda.month(meeting.at.astimezone(ctx.zone).date())
    return [(f.name, f.value, f.code) for f in agenda.figures(ctx, ctx.unit, start, end)]


def _proposed(ctx: Context, found: Sequence[Proposal]) -> list[str]:
    return [f"{p.text} ({ctx.session.get_one(Person, p.person_id).name})" for p in found]


def _row(ctx: Context, task: Task) -> tuple[str, ...]:
    """A task in a table; papers name people without a form of address."""
    who = ctx.session.get_one(Person, task.who_id).name if task.who_id else task.who
    return f"#{task.number}", task.what, who, wording.day(task.due) if task.due else ""


def _attendance(ctx: Context, meeting: Meeting) -> Attendance:
    there = presence.of(ctx.session, meeting)
    said = meetings.answers(ctx.session, meeting)
    everybody = [person for person, _ in people.members(ctx.session, meeting.unit_id, meeting.day)]
    absent = [p for p in everybody if p.id not in there]
    instead = _instead(ctx, meeting)
    excused = {p.id: said[p.id or 0].reason or "xin vắng" for p in absent if _excused(said.get(p.id or 0))} | {
        p.id: f"{instead[p.id or 0]} dự thay" for p in absent if p.id in instead
    }
    return Attendance(
        [p.name for p in everybody if p.id in there],
        [f"{p.name} ({excused[p.id]})" for p in absent if p.id in excused],
        [p.name for p in absent if p.id not in excused],
        [p.name for p in everybody if p.id in there and there[p.id].late],
        [f"{p.name} ({left.astimezone(ctx.zone):%H:%M})"
         for p in everybody if p.id in there and (left := there[p.id].left_at)],
        _rule(ctx, meeting, len(there), len(everybody)),
    )  # fmt: skip


def _instead(ctx: Context, meeting: Meeting) -> dict[int, str]:
    """Who goes in whose place (by id): a member as papers name people, others as they were named."""
    agreed = {person: s for (_, person), s in standins.of(ctx.session, [meeting]).items() if s.state == "accepted"}
    return {
        person: ctx.session.get_one(Person, s.stand_in_id).name if s.stand_in_id else s.name
        for person, s in agreed.items()
    }


def _excused(given: Answer | None) -> bool:
    return given is not None and given.answer == "vang"


def _rule(ctx: Context, meeting: Meeting, present: int, members: int) -> str:
    rule = ctx.session.get(Quorum, meeting.unit_id)
    if rule is None:
        return ""
    kept = "đủ" if present >= presence.needed(rule, members) else "chưa đủ"
    return f"Theo quy định của Ban ({quorum.spoken(rule)}): {kept} số người để họp."
