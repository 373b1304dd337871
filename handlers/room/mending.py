"""The minutes put right in ordinary words, until they are approved: whom they lack, a line said otherwise, one more."""

from dataclasses import replace
from datetime import timedelta

from db.models import Meeting
from db.room import papers, presence, sittings, talking
from db.room.tables import Sitting
from handlers import texts
from handlers.context import Context
from handlers.conversation import top
from handlers.message import Reply, choices
from handlers.room import attendance, notes, people_there, sent_back
from handlers.vi import mending
from handlers.vi.mending import Mend
from handlers.vi.reading import Reading


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Change the minutes of the meeting that goes on or was held last, or say how; None for any other words."""
    told = mending.told(reading.text) if "?" not in reading.text else None
    held = _held(ctx) if told is not None else None
    if told is None or held is None or _is_to_be_passed_on(ctx):
        return None
    meeting, sitting = held
    ended = sitting.closed_at
    if not told.named and ended is not None and ctx.now - ended > _LATELY:
        return None
    if not ctx.leads:
        return [Reply(texts.papers.how_to_mend(ctx.who, leads=False))] if told.named else None
    paper = papers.find(ctx.session, meeting, "bien_ban")
    if paper is not None and paper.approved_at is not None:
        return [Reply(texts.room.minutes_are_approved())] if told.named else None
    before = _state(ctx, meeting)
    replies = _mended(ctx, meeting, told)
    if replies is None or ended is None or _state(ctx, meeting) == before:
        return replies
    last = replies[-1]
    text = f"{last.text}\n{texts.papers.make_anew(shown=paper is not None)}"
    return [*replies[:-1], replace(last, text=text, choices=(*last.choices, *choices(texts.room.MAKE_MINUTES)))]


_LATELY = timedelta(days=1)


def _is_to_be_passed_on(ctx: Context) -> bool:
    """Whether the chair is asked what the secretary should change: then it is not changed here."""
    waiting = top(ctx.session, ctx.chat)
    return waiting is not None and waiting.conversation == sent_back.CHANGES.name


def _held(ctx: Context) -> tuple[Meeting, Sitting] | None:
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    if going_on is not None:
        return going_on
    meeting = sittings.last_held(ctx.session, ctx.unit.id or 0, ctx.now)
    held = sittings.sitting(ctx.session, meeting) if meeting is not None else None
    return (meeting, held) if meeting is not None and held is not None else None


def _state(ctx: Context, meeting: Meeting) -> tuple[set[int], list[str]]:
    """Who is listed and what is noted, by which it is seen whether anything was changed."""
    return set(presence.of(ctx.session, meeting)), [each.text for each in talking.notes(ctx.session, meeting)]


def _mended(ctx: Context, meeting: Meeting, told: Mend) -> list[Reply] | None:
    if told.kind == "missing":
        return _listed(ctx, meeting, told)
    if told.kind == "strike":
        return notes.strike(ctx, str(told.number))
    if told.kind == "rewrite":
        return notes.rewrite(ctx, f"{told.number} thành {told.said}")
    if told.kind == "add":
        return notes.take(ctx, told.said)
    lines = {note.number: note.text for note in talking.notes(ctx.session, meeting)}
    if told.kind == "which":
        line = lines.get(told.number or 0)
        return [
            Reply(
                texts.room.line_is_wrong(told.number or 0, line) if line else texts.room.struck(told.number or 0, None)
            )
        ]
    offered = choices(texts.papers.add_line(told.said)) if told.said else ()
    return [Reply(texts.papers.which_to_mend(told.said, list(lines.items())), offered)]


def _listed(ctx: Context, meeting: Meeting, told: Mend) -> list[Reply] | None:
    """Somebody of the committee whom the minutes lack is ticked; whoever is no member is told to be none."""
    meant = people_there.meant(ctx, told.said)
    if len(meant) > 1:
        return [Reply(texts.room.who_is_meant(told.said, [people_there.called(each) for each in meant]))]
    if not meant:
        return [Reply(texts.papers.is_a_guest(told.said))] if told.named else None
    called = ctx.who if meant[0].id == ctx.person.id else people_there.called(meant[0])
    if (meant[0].id or 0) in presence.of(ctx.session, meeting):
        return [Reply(texts.papers.is_listed(called, attendance.tally(ctx, meeting)))]
    presence.note(ctx.session, meeting, meant[0].id or 0, meeting.at, "tick")
    attendance.refresh(ctx, meeting)
    return [Reply(texts.papers.listed_now(called, attendance.tally(ctx, meeting)))]
