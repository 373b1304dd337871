"""A meeting that began and was never opened here: it is opened afterwards, with what was said of it before."""

import re
from collections.abc import Sequence
from datetime import timedelta

from db import post, quick
from db.models import Incoming, Meeting
from db.room import presence, sittings, talking
from handlers import outbox, texts, wording, words
from handlers.context import Context
from handlers.message import Choice, Reply, choices
from handlers.records import edits
from handlers.room import attendance
from handlers.room.agenda import LONGEST
from handlers.room.phone import LASTS
from handlers.vi import room
from handlers.vi.reading import Reading

_ABOUT = "room:late:"  # and the meeting, and the message of which the words are kept (0: none)
_KEPT = timedelta(days=3)  # later one makes its minutes, of which the secretary is reminded


def offer(ctx: Context, *, noted: bool) -> list[Reply] | None:
    """Offer to open the meeting of these days that nobody opened, and keep the message for its minutes if `noted`."""
    meeting = _unopened(ctx)
    if meeting is None or (not noted and ctx.now - meeting.at > sittings.LONGEST):
        return None
    keeps = noted and ctx.incoming_id is not None
    about = f"{_ABOUT}{meeting.id}:{ctx.incoming_id if keeps else 0}"
    when = wording.moment(meeting.at, ctx.zone)
    text = texts.room.open_late(ctx.who, when, _line(ctx.message.text) if keeps else None)
    return [Reply(text, (Choice(words.OPEN_LATE, about=about),))]


def concluded(ctx: Context, reading: Reading, bare: str) -> list[Reply] | None:
    """ "Họp thống nhất mỗi tổ đóng 200 ngàn" of a meeting that was not opened; None for any other words."""
    decided = ctx.leads and "?" not in reading.text and _DECIDED.match(bare) is not None
    return offer(ctx, noted=True) if decided else None


_DECIDED = re.compile(
    r"(?:(?:bua|toi|hom|chieu|sang|hoi|luc) (?:nay|nay|qua) )?(?:(?:ban|minh|da|cuoc|buoi|bua|hop|xong|roi|em|moi nguoi"
    r"|ca ban|deu|nay) )*(?:thong nhat|ket luan|quyet dinh|nhat tri)(?: \w+){3}"
    r"(?!.* (?:gi|nao|ai|chua|khong)(?: em| a| vay)*$)"
)


def _unopened(ctx: Context) -> Meeting | None:
    """The last meeting that has begun, where nobody opened it and none goes on."""
    unit = ctx.unit.id or 0
    if not ctx.leads or sittings.opened(ctx.session, unit, ctx.now) is not None:
        return None
    return sittings.never_opened(ctx.session, unit, ctx.now - _KEPT, ctx.now + sittings.BEFORE)


def _line(text: str) -> str:
    """What goes into the minutes of a message: what stands behind "ghi biên bản", else all of it."""
    wish = room.wish(text)
    return (wish.rest if wish is not None and wish.kind == "note" else text.strip())[:LONGEST]


def open_now(ctx: Context, told: list[str]) -> list[Reply]:
    """Open the meeting that was offered, as of its hour; one of an earlier day is over as well."""
    meeting = ctx.session.get_one(Meeting, int(told[0]))
    if not ctx.leads or meeting.unit_id != ctx.unit.id:
        return [Reply(texts.room.only_leaders(ctx.who, "mở cuộc họp"))]
    if sittings.sitting(ctx.session, meeting) is None:
        held = sittings.begin(ctx.session, meeting, ctx.person.id or 0, min(meeting.at, ctx.now))
        if ctx.now - meeting.at > sittings.AROUND:
            sittings.end(ctx.session, held, meeting.at + LASTS)
        if attendance.is_member(ctx, meeting):
            presence.note(ctx.session, meeting, ctx.person.id or 0, ctx.now, "tick")
    goes_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now) is not None
    at, kept = wording.clock(min(meeting.at, ctx.now), ctx.zone), kept_lines(ctx, meeting)
    text = texts.room.opened_late(at, attendance.tally(ctx, meeting), kept, goes_on=goes_on)
    offered = choices(texts.room.TICK, texts.room.SHOW_CODE if goes_on else texts.room.MAKE_MINUTES)
    return [Reply(text, (*to_give(kept), *offered))]


def to_give(lines: Sequence[str]) -> tuple[Choice, ...]:
    """A button for the task that a line of the minutes gives; typed it gives the same."""
    given = [task for line in lines if (task := room.given_in(line)) is not None]
    return choices(*(texts.general.upper_first(task) for task in given[:1] if len(task) <= _A_BUTTON))


_A_BUTTON = 60  # letters


def kept_lines(ctx: Context, meeting: Meeting) -> list[str]:
    """Put into the minutes what was said before the meeting was opened, and tell it line by line."""
    lines = []
    for outgoing, about in post.open_about(ctx.session, ctx.chat, f"{_ABOUT}{meeting.id}:"):
        number = int(about.rpartition(":")[2])
        if number:
            text = _line(edits.text_of(ctx, quick.get_one(ctx.session, Incoming, number)))
            note = talking.note(ctx.session, meeting, ctx.person.id or 0, text, ctx.now)
            lines.append(texts.room.noted(note.number, note.text))
        outbox.close(ctx.session, outgoing, words.OPEN_LATE, ctx.now)
    return lines
