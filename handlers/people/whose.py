"""Whose matter a message goes on with: the committee of the button, words, draft or meeting that it answers."""

import json
from collections.abc import Sequence

from sqlmodel import Session

from db import meetings, post, quick, records
from db.models import Button, Incoming, Meeting, MeetingSeries, Outgoing, Pending, Record, StandIn
from db.room import sittings
from db.room.tables import Note, Paper
from handlers import conversation, words
from handlers.context import Context
from handlers.meetings import coming
from handlers.message import message_json, reply_json
from handlers.records import meant

ASKED = "unit:"  # begins what the answers to our question are about: the unit, and the message that waits for it
_OF_A_MEETING = frozenset({"meeting", "tick", "minutes", "waive"})


def answered(ctx: Context, units: Sequence[int]) -> int | None:
    """The committee of what a message answers or goes on with, as far as anything but its words tells."""
    told = button(ctx)
    if told is not None:
        return _of_button(ctx, told.about)
    record = _referred_to(ctx) if ctx.message.refers_to else None
    if record is not None:
        return record.unit_id
    if coming.is_answer(ctx.message.text):
        meeting = meetings.heard_of(ctx.session, ctx.person, ctx.unit, ctx.now)
        return meeting.unit_id if meeting else None
    pending = conversation.top(ctx.session, ctx.chat)
    if pending is not None:
        return _of_draft(ctx.session, pending)
    sitting = [unit_id for unit_id in units if sittings.opened(ctx.session, unit_id, ctx.now)]
    return sitting[0] if len(sitting) == 1 else None


def button(ctx: Context) -> Button | post.Offered | None:
    """The button that was tapped, or whose word was typed."""
    if ctx.message.tap:
        return ctx.session.get(Button, ctx.message.tap)
    found = post.last_buttons(ctx.session, ctx.chat)
    return next((b for b in found if b.about and words.same(ctx.message.text, b.word)), None)


def undecided(ctx: Context) -> tuple[Outgoing, str] | None:
    """The open question whose matter a message is, and the words of that message."""
    found = post.open_about(ctx.session, ctx.chat, ASKED) if ctx.others and not ctx.chat.practice else ()
    lately = [(told, about) for told, about in found if ctx.now - told.at < conversation.KEPT_FOR]
    if not lately:
        return None
    row = quick.get_one(ctx.session, Incoming, int(lately[-1][1].rpartition(":")[2]))
    return lately[-1][0], message_json.validate_json(row.message).text


def _referred_to(ctx: Context) -> Record | None:
    """The record that the words answered or edited led to, or that our words answered are about."""
    to = ctx.message.refers_to or ""
    said, ours = post.said(ctx.session, ctx.chat, to), post.answered(ctx.session, ctx.chat, to)
    if said is not None:
        return records.told_in(ctx.session, said.id or 0)
    number = meant.number_in(reply_json.validate_json(ours.reply).text) if ours else None
    return records.by_number(ctx.session, number) if number else None


def _of_button(ctx: Context, about: str) -> int | None:
    kind, _, rest = about.removeprefix("room:").partition(":")
    told = rest.partition(":")[0]
    if kind in {"record", "change"}:
        record = records.by_number(ctx.session, told)
        return record.unit_id if record else None
    if not told.isdecimal():
        return None
    if kind == "draft":
        pending = ctx.session.get(Pending, int(told))
        return _of_draft(ctx.session, pending) if pending else None
    found: Meeting | Paper | None = None
    if kind == "paper":
        found = ctx.session.get(Paper, int(told))
    elif kind in _OF_A_MEETING:
        found = ctx.session.get(Meeting, int(told))
    elif kind in {"standin", "log"}:
        part = ctx.session.get(StandIn, int(told)) if kind == "standin" else ctx.session.get(Note, int(told))
        found = ctx.session.get(Meeting, part.meeting_id) if part else None
    return found.unit_id if found else None


def _of_draft(session: Session, pending: Pending) -> int | None:
    """The committee of a draft: of the record it changes, of the meeting or rule it changes, or its own."""
    known = json.loads(pending.known)
    record = records.by_number(session, known.get("number") or next(iter(known.get("among") or ()), ""))
    meeting = session.get(Meeting, known.get("meeting_id") or 0)
    series = session.get(MeetingSeries, known.get("series_id") or 0)
    found = record or meeting or series
    return found.unit_id if found else known.get("unit_id") or None
