"""Calling one meeting outside the rule: extraordinary, or one more."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from db import invitees, meetings, quick
from db.models import Meeting
from handlers import texts, wording, words
from handlers.context import Context
from handlers.conversation import Blank, Conversation, begin, top
from handlers.figures import subject
from handlers.meetings import hours, ruling, schedule
from handlers.meetings.hours import Single
from handlers.message import Reply, choices
from handlers.vi import answers, meeting_words
from handlers.vi.meeting_words import Wish
from handlers.vi.reading import Reading

_CLASH = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Draft(Single):
    """A meeting of a unit in the making; `none` is a day that its month does not have: day, month, its last day.

    `group` is the number of a self-managed group that should meet and has nobody yet: then the committee is called.
    """

    title: str = "Họp ban"
    place: str | None = None
    none: tuple[int, int, int] | None = None
    group: str = ""
    at_once: bool = False
    aside: str = ""  # how many are expected, which the calendar has no place for


_AT_ONCE = re.compile(
    r"\bhop\b.*\b(?:(?:ngay|lien|luon|gap) (?:bay gio|lap tuc|tuc thi|tuc khac)|(?:lap tuc|tuc thi)\b)"
    r"|\bhop(?: (?:ban|dot xuat|gap|khan|khan cap|bat thuong))* bay gio\b(?! (?:sang|trua|chieu|toi|ruoi|kem|\d))"
)


def is_at_once(text: str) -> bool:
    """Whether a meeting is to be now; "bay gio" without its marks is seven o'clock only where more says so."""
    return _AT_ONCE.search(words.bare(text)) is not None and "bảy" not in text.casefold()


def _now(ctx: Context, draft: Draft) -> Draft:
    """The draft with the next moment on the clock face, where it is to be at once: the people are told first."""
    if not draft.at_once:
        return draft
    soon = ctx.now.astimezone(ctx.zone) + _A_MOMENT
    soon -= timedelta(minutes=soon.minute % 5, seconds=soon.second, microseconds=soon.microsecond)
    return replace(draft, day=soon.date(), hour=f"{soon:%H:%M}", sure=True)


_A_MOMENT = timedelta(minutes=5)


def open_from(ctx: Context, wish: Wish, reading: Reading) -> list[Reply]:
    """Begin to call a meeting from a sentence."""
    none = meeting_words.impossible_day(reading.text)
    unit_id = ruling.unit_of(ctx, f"Họp tổ {wish.group}")
    sure = wish.to.sure or ruling.in_office(wish)
    draft = Draft(
        hours.clock(wish.to.hour), sure, None if none else wish.to.day, title=wish.title,
        place=hours.known_place(ctx, wish.place), none=none, unit_id=unit_id,
        group=wish.group if unit_id == ctx.unit.id and ctx.unit.kind == "khu_pho" else "",
        at_once=wish.to.day in {None, ctx.today} and is_at_once(reading.text), aside=_expected(reading),
    )  # fmt: skip
    return begin(ctx, CALL, _now(ctx, draft))


def _expected(reading: Reading) -> str:
    """How many are to come, as it was typed: "dự kiến 60 hộ"; "" where that is not told."""
    told = next((fact for fact in reading.facts if fact.unit in {"ho", "nguoi"}), None)
    if told is None:
        return ""
    before = _ABOUT.search(reading.text[: told.start])
    return f"{before[0] if before else ''}{reading.text[told.start : told.end]}".strip()


_ABOUT = re.compile(
    r"(?:\b(?:dự kiến|dự tính|dự trù|khoảng|chừng|tầm|cỡ|độ|mời|du kien|du tinh|du tru|khoang|chung|tam|co|do|moi) )+$",
    re.IGNORECASE,
)


def again(ctx: Context, cancelled: Meeting) -> list[Reply]:
    """Propose to call a meeting that was cancelled, as it was."""
    local = cancelled.at.astimezone(ctx.zone)
    draft = Draft(
        f"{local:%H:%M}", day=local.date(), title=cancelled.title, place=cancelled.place, unit_id=cancelled.unit_id
    )
    return begin(ctx, CALL, draft)


def drop(ctx: Context, day: date | None) -> bool:
    """Drop the meeting in the making that is to be on a day, if there is one: nobody knows of it yet."""
    waiting = top(ctx.session, ctx.chat)
    if day is None or waiting is None or waiting.conversation != CALL.name or CALL.load(waiting.known).day != day:
        return False
    quick.delete(ctx.session, waiting)
    return True


def waiting_for(ctx: Context, title: str) -> str | None:
    """When the meeting of a title is to be that waits here to be saved; None where none does."""
    waiting = top(ctx.session, ctx.chat)
    draft = CALL.load(waiting.known) if waiting is not None and waiting.conversation == CALL.name else None
    at = hours.at(ctx, draft) if draft is not None and draft.title == title and draft.place is not None else None
    return wording.moment(at, ctx.zone) if at is not None else None


def _ask_day(ctx: Context, draft: Draft) -> Reply | None:
    if draft.none is not None and draft.day is None:
        day, month, last = draft.none
        return Reply(texts.meetings.no_such_day(day, month, last), choices(f"{last}/{month}"))
    return hours.ask_day(ctx, _now(ctx, draft))


def _hear_day(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if is_at_once(reading.text):
        return _now(ctx, replace(draft, at_once=True))
    return None if _is_of_another(ctx, reading) else hours.hear_day(ctx, draft, reading, asked)


def _hear_hour(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if is_at_once(reading.text):
        return None
    return None if _is_of_another(ctx, reading) else hours.hear_hour(ctx, draft, reading, asked)


def _is_of_another(ctx: Context, reading: Reading) -> bool:
    """Whether words are about something else than the hour of the meeting in the making: a rule, one's own absence."""
    return _IS_BUSY.search(words.bare(reading.text)) is not None or _sets_a_rule(ctx, reading)


_IS_BUSY = re.compile(
    r"\b(?:toi|tui|minh|bac|anh|chi|em|co|chu) (?:\w+ )?(?:ban|vang|khong (?:hop|di|du|toi) duoc)\b"
    r"(?!.*\b(?:doi|chuyen)\b)"
)


def _sets_a_rule(ctx: Context, reading: Reading) -> bool:
    """Whether a message sets what returns, and so says nothing of the one meeting."""
    wish = meeting_words.wish(reading.text, ctx.today)
    return wish is not None and wish.act == "rule"


def _ask_place(ctx: Context, draft: Draft) -> Reply | None:
    if draft.place is not None:
        return None
    return Reply(texts.meetings.ask_place(), hours.offered_places(ctx))


def _hear_place(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if is_at_once(reading.text):
        return None
    place = None if _sets_a_rule(ctx, reading) else hours.place(ctx, reading, asked=asked)
    return replace(draft, place=place) if place else None


def _recap(ctx: Context, draft: Draft) -> Reply:
    at = hours.at(ctx, _now(ctx, draft))
    if at is None:
        return hours.which_day(ctx)
    draft = _now(ctx, draft)
    others = [m for m in meetings.ahead(ctx.session, draft.unit_id, ctx.now) if abs(m.at - at) < _CLASH]
    notes = [texts.meetings.note_clash(wording.lower_first(m.title), wording.moment(m.at, ctx.zone)) for m in others]
    notes += [texts.meetings.note_empty_group(int(draft.group))] if draft.group else []
    notes += (
        [texts.meetings.note_expected(draft.aside)] if draft.aside and draft.aside not in (draft.place or "") else []
    )
    when = f"{hours.said(draft.hour or '')}, {schedule.said(at.astimezone(ctx.zone).date())}"
    title = hours.title_of(ctx, draft.title, draft.unit_id)
    text = texts.meetings.once_recap(title, when, draft.place or hours.DEFAULT_PLACE, notes)
    return Reply(text, choices(words.SAVE, words.EDIT, words.DROP))


def _finish(ctx: Context, draft: Draft) -> list[Reply]:
    draft = _now(ctx, draft)
    at = hours.at(ctx, draft)
    if at is None or at <= ctx.now or draft.day is None:
        return [hours.which_day(ctx)]
    place = draft.place or hours.DEFAULT_PLACE
    meeting = schedule.call(
        ctx.session, draft.unit_id, draft.title, draft.day, draft.hour or "", place, ctx.now, ctx.zone
    )
    meeting.wakes = bool(draft.wakes)
    subject.is_now(ctx, meeting)
    meetings.note_told(ctx.session, meeting, ctx.person, "new", ctx.now)
    people = invitees.concerned(ctx.session, [meeting], ctx.today)[meeting.id or 0]
    told = sum(p.person_id != ctx.person.id and p.chat is not None for p in people)
    unreached = [f"{p.title} {p.name}" for p in people if p.chat is None and p.person_id != ctx.person.id]
    waits = hours.waits(ctx, at, wakes=meeting.wakes)
    return [Reply(texts.meetings.once_set(ctx.who, wording.moment(at, ctx.zone), told, waits, unreached))]


CALL: Conversation[Draft] = Conversation(
    name="goi-hop",
    draft=Draft,
    title=lambda draft: texts.meetings.title("call", hours.in_short(draft)),
    blanks=(
        Blank(_ask_day, _hear_day, fits=hours.fits_a_time),
        Blank(hours.ask_hour, _hear_hour, fits=hours.fits_a_time),
        Blank(_ask_place, _hear_place, fits=hours.fits_a_place),
        Blank(lambda ctx, draft: hours.ask_wake(ctx, draft, _recap), hours.hear_wake),
        Blank(lambda _c, _d: None, hours.hear_unit),
    ),
    recap=_recap,
    finish=_finish,
    dropped=lambda ctx, _: texts.meetings.not_called(ctx.who),
    settled=hours.has_agreed,
    fits=answers.changes_a_meeting,
)
