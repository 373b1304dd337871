"""The hall: a meeting is opened and closed, and a code is shown by which people say that they are there."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from db.models import Meeting
from db.room import presence, sittings, talking, tasks
from handlers import texts, wording, words
from handlers.context import Context
from handlers.conversation import top
from handlers.message import Choice, Reply, choices
from handlers.room import attendance, orders, unopened
from handlers.room import tasks as given

_CODE = re.compile(r"\bHOP(?:-|[\s-]?(?=[A-Z]*[2-9]))([A-Z2-9]{6})\b", re.IGNORECASE)  # "hop phuong" is none


def begin(ctx: Context, _rest: str, *, counts: bool = True) -> list[Reply]:
    """Open the meeting at hand; whoever opens it is there. It `counts` who is, where no roll follows."""
    if not ctx.leads:
        return [Reply(texts.room.only_leaders(ctx.who, "mở cuộc họp"))]
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    if going_on is not None:
        return [Reply(texts.room.already_open(wording.clock(going_on[1].opened_at, ctx.zone)))]
    meeting = sittings.near(ctx.session, ctx.unit.id or 0, ctx.now)
    if meeting is None:
        return [Reply(texts.room.no_meeting_at_hand(ctx.who))]
    sittings.begin(ctx.session, meeting, ctx.person.id or 0, ctx.now)
    if attendance.is_member(ctx, meeting):
        presence.note(ctx.session, meeting, ctx.person.id or 0, ctx.now, "tick")
        attendance.refresh(ctx, meeting)
    taken_up = [p.text for p in talking.taken_up(ctx.session, meeting)]
    there = attendance.tally(ctx, meeting) if counts else ""
    text = texts.room.opened(ctx.who, wording.clock(ctx.now, ctx.zone), there, taken_up)
    text = "\n".join([text, *unopened.kept_lines(ctx, meeting)])
    return [Reply(text, choices(texts.room.TICK, texts.room.SHOW_CODE))]


def is_the_hour(ctx: Context) -> bool:
    """Whether a meeting is about to begin or has just done so, and was not opened yet."""
    meeting = sittings.near(ctx.session, ctx.unit.id or 0, ctx.now)
    return meeting is not None and abs(meeting.at - ctx.now) <= _ABOUT_THE_HOUR


_ABOUT_THE_HOUR = timedelta(hours=1)


def too_early(ctx: Context) -> list[Reply] | None:
    """To "mình họp nghen" hours before the meeting of the day; None where there is none to come."""
    ahead = sittings.coming(ctx.session, ctx.unit.id or 0, ctx.now)
    if not ahead or ahead[0].at.astimezone(ctx.zone).date() != ctx.today:
        return None
    if sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now) is not None:
        return None
    at = wording.hour(ahead[0].at, ctx.zone)
    sooner = wording.hour((ctx.now + timedelta(hours=1)).replace(minute=0), ctx.zone)
    opens = ahead[0].at - ctx.now <= sittings.AROUND
    return [Reply(texts.room.not_yet(ctx.who, at, None if opens else sooner))]


def end_at(ctx: Context, told: time | None) -> list[Reply] | None:
    """Close the meeting that goes on, at the hour that is told; None where none goes on."""
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    if going_on is None:
        return None
    today = ctx.now.astimezone(ctx.zone).date()
    at = datetime.combine(today, told, ctx.zone) if told else ctx.now
    at = at + _HALF_A_DAY if at < going_on[1].opened_at else at
    return end(replace(ctx, now=at) if going_on[1].opened_at <= at <= ctx.now else ctx, "")


_HALF_A_DAY = timedelta(hours=12)


def end(ctx: Context, _rest: str) -> list[Reply]:
    """Close the meeting that goes on."""
    if not ctx.leads:
        return [Reply(texts.room.only_leaders(ctx.who, "kết thúc cuộc họp"))]
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    if going_on is None:
        return unopened.offer(ctx, noted=False) or [Reply(texts.room.not_open(ctx.who))]
    meeting, held = going_on
    stands = given.stand_without_a_day(ctx)
    sittings.end(ctx.session, held, ctx.now)
    counts = (
        len(talking.notes(ctx.session, meeting)),
        [ballot.way for ballot in talking.ballots(ctx.session, meeting)],
        len(tasks.of_meeting(ctx.session, meeting)),
    )
    there, everybody = len(presence.of(ctx.session, meeting)), attendance.count(ctx, meeting).members
    text = texts.room.closed(wording.clock(ctx.now, ctx.zone), there, everybody, *counts)
    return [*stands, Reply(text, choices(texts.room.MAKE_MINUTES))]


def over(ctx: Context, _rest: str) -> list[Reply] | None:
    """ "Xong", "hết giờ rồi nghỉ" in a meeting: whether it is to be closed; None where something else is asked."""
    if not _goes_on_undisturbed(ctx):
        return None
    return [Reply(texts.room.whether_over(ctx.who), (Choice(words.ADJOURN, about=_CLOSES),))]


_CLOSES = "room:close"


def go_on(ctx: Context, _rest: str) -> list[Reply] | None:
    """ "Chưa, khoan", "vô họp lại": the meeting goes on, and no line of the minutes is made of it."""
    return [Reply(texts.room.goes_on(ctx.who))] if _goes_on_undisturbed(ctx) else None


def pause(ctx: Context, _rest: str) -> list[Reply] | None:
    """ "Nghỉ giải lao" in a meeting: it goes on afterwards, and no line of the minutes is made of it."""
    return [Reply(texts.room.pause(ctx.who))] if _goes_on_undisturbed(ctx) else None


def _goes_on_undisturbed(ctx: Context) -> bool:
    """Whether a meeting goes on that this person may lead, and nothing waits for their answer."""
    if not ctx.leads or sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now) is None:
        return False
    return top(ctx.session, ctx.chat) is None


# --- the code in the hall ---


def code(ctx: Context, _rest: str) -> list[Reply]:
    """The code of the meeting at hand, as words and as a QR code to show in the hall."""
    if not ctx.leads:
        return [Reply(texts.room.only_leaders(ctx.who, "lấy mã điểm danh"))]
    meeting = sittings.at_hand(ctx.session, ctx.unit.id or 0, ctx.now)
    if meeting is None:
        return [Reply(texts.room.no_meeting_at_hand(ctx.who))]
    shown = sittings.hall_code(ctx.session, meeting)
    reply = Reply(texts.room.hall_code(shown, wording.moment(meeting.at, ctx.zone)))
    file = orders.File("qr", _scanned(ctx, shown), f"diem-danh-{meeting.day:%d-%m-%Y}.png", "image/png")
    orders.place(ctx.session, ctx.chat, file, reply, ctx.now)
    return []


def _scanned(ctx: Context, shown: str) -> str:
    """What the QR code says: a link into the bot where the messenger has such links, else the code itself."""
    return ctx.message.link.replace("{}", shown) if ctx.message.link else shown


def code_typed(ctx: Context, text: str) -> list[Reply] | None:
    """Somebody sends the code of a hall: it says that they are there, around the hour of the meeting only."""
    found = _CODE.search(text)
    if found is None:
        return None
    meeting: Meeting | None = sittings.by_code(ctx.session, f"HOP-{found[1].upper()}")
    if meeting is None or meeting.unit_id != ctx.unit.id:
        return [Reply(texts.room.code_unknown())]
    if not sittings.admits(ctx.session, meeting, ctx.now):
        return [Reply(texts.room.code_over(wording.moment(meeting.at, ctx.zone)))]
    noted = presence.note(ctx.session, meeting, ctx.person.id or 0, ctx.now, "code")
    return attendance.welcomed(ctx, meeting, noted)
