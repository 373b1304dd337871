"""Setting what returns: the committee's meeting, giao ban, figures due, the dates of the Front."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session, select

from db import meetings
from db.models import MeetingSeries, Unit
from handlers import texts, wording, words
from handlers.context import Context
from handlers.conversation import Blank, Conversation, begin
from handlers.figures import subject
from handlers.meetings import free_days, front, hours, leads, schedule
from handlers.meetings.hours import Timed
from handlers.message import Reply, choices
from handlers.vi import answers, meeting_words
from handlers.vi.meeting_words import Wish
from handlers.vi.reading import Reading, Recurrence
from handlers.vi.words import beside

_AT_ONCE = {"so_lieu": "17:00", "ngay": "08:00"}  # of what has no place: the hour, when none is said
_CLASH = timedelta(hours=2)
_ODD = re.compile(r"BYMONTHDAY=(29|30|31)$")
_HOW_OFTEN = re.compile(r"FREQ=(?:MONTHLY|YEARLY|WEEKLY)(?:;INTERVAL=\d+)?")


@dataclass(frozen=True, slots=True)
class Draft(Timed):
    """A rule in the making. `every` is how often, while the day is open: "2 tháng một lần"."""

    kind: str = "hop"
    title: str = "Họp ban"
    rule: str | None = None
    words: str = ""
    every: str = "hàng tháng"
    odd: int | None = None  # a day that some months do not have, until it is settled
    none: tuple[int, int, int] | None = None  # a day that its month does not have: day, month, its last day
    shift: str = ""
    shift_words: str = ""
    place: str | None = None
    steps: tuple[str, ...] = ()  # how long before it people are to be reminded, as it was wished


def open_from(ctx: Context, wish: Wish, reading: Reading) -> list[Reply]:
    """Begin to set a rule from a sentence; one that is in force already is only told."""
    draft = Draft(
        hour=hours.clock(wish.to.hour) or _AT_ONCE.get(wish.kind),
        sure=wish.to.sure or in_office(wish),
        kind=wish.kind,
        title=wish.title,
        unit_id=unit_of(ctx, wish.title),
        none=meeting_words.impossible_day(reading.text),
        shift=wish.shift.shift if wish.shift else "",
        shift_words=wish.shift.words if wish.shift else "",
        place=hours.known_place(ctx, wish.place) or ("" if wish.kind in _AT_ONCE else None),
        steps=wish.steps,
    )
    draft = _with_rule(draft, wish.rule) if wish.rule else draft
    standing = _same(ctx.session, draft) if draft.rule is not None and draft.odd is None else None
    if standing is not None and _says_the_same(draft, standing):
        common = meetings.steps_for(ctx.session, draft.unit_id, draft.kind)
        wished = leads.said(draft.steps) if draft.steps and draft.steps != common else None
        offered = choices(texts.meetings.remind_before(wished)) if wished else ()
        return [Reply(texts.meetings.rule_stands(line(standing), leads.said(common), wished), offered)]
    return begin(ctx, SET_MEETING, draft)


def _says_the_same(draft: Draft, standing: MeetingSeries) -> bool:
    """Whether a rule that was told has nothing that the rule in force has not."""
    place = draft.place is None or words.same(draft.place, standing.place)
    hour = draft.hour is None or (draft.sure and draft.hour == standing.hour)
    return (draft.rule, draft.shift) == (standing.rule, standing.shift) and hour and place


def open_change(ctx: Context, wish: Wish) -> list[Reply] | None:
    """Begin to change the hour or the place of what returns, its days as they are; None where nothing does."""
    known = meetings.series(ctx.session, unit_of(ctx, wish.title), "giao_ban" if wish.kind == "giao_ban" else "hop")
    hour = hours.clock(wish.to.hour or wish.which.hour)
    place = hours.known_place(ctx, wish.place) if wish.act == "place" else None
    if known is None or known.rule == schedule.FRONT or not (hour or place):
        return None
    draft = Draft(
        hour=hour or known.hour, kind=known.kind, title=known.title, unit_id=known.unit_id, rule=known.rule,
        words=meeting_words.rule_said(known.rule), shift=known.shift,
        shift_words=meeting_words.shift_said(known.shift) if known.shift else "", place=place or known.place,
    )  # fmt: skip
    return begin(ctx, SET_MEETING, draft)


def in_office(wish: Wish) -> bool:
    """Whether an hour is one of the morning's office hours, in which giao ban is held: "giao ban 8h"."""
    giao_ban = wish.title.startswith("Giao ban")
    return giao_ban and wish.to.hour is not None and _OFFICE[0] <= wish.to.hour.hour < _OFFICE[1]


_OFFICE = (7, 12)  # o'clock


def open_front(ctx: Context) -> list[Reply]:
    """Begin to be reminded of the yearly dates of the Front."""
    draft = Draft(
        _AT_ONCE["ngay"], kind="ngay", title="Ngày của Mặt trận", unit_id=ctx.unit.id or 0, rule=schedule.FRONT,
        words="các ngày lễ, kỷ niệm trong năm của Mặt trận", place="",
    )  # fmt: skip
    return begin(ctx, SET_MEETING, draft)


def groups(ctx: Context) -> Sequence[Unit]:
    """The self-managed groups of one's own unit."""
    return ctx.session.exec(select(Unit).where(Unit.parent_id == ctx.unit.id, Unit.kind == "to")).all()


def unit_of(ctx: Context, title: str) -> int:
    """The self-managed group that a title names, when it is a unit of its own; otherwise one's own unit."""
    number = title.removeprefix("Họp dân tổ " if title.startswith("Họp dân") else "Họp tổ ")
    named = (g.id for g in groups(ctx) if number != title and g.name.split()[-1] == number)
    return next(named, ctx.unit.id) or 0


def _with_rule(draft: Draft, said: Recurrence) -> Draft:
    """The draft with a rule; one without its day only says how often."""
    if _HOW_OFTEN.fullmatch(said.rule):
        return replace(draft, rule=None, every=said.words)
    odd = _ODD.search(said.rule)
    title = draft.title or _date_name(said)
    return replace(draft, rule=said.rule, words=said.words, title=title, odd=int(odd[1]) if odd else None, none=None)


def _date_name(said: Recurrence) -> str:
    """What is kept on a yearly day, by the rule; its words when we know no name."""
    for month, day, name in front.DATES:
        if said.rule == f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}":
            return name
    for month, day, name in front.LUNAR_DATES:
        if said.rule == f"LUNAR:{day}/{month}":
            return name
    return texts.general.upper_first(said.words.removesuffix(" hằng năm"))


# --- the blanks ---


def _ask_rule(ctx: Context, draft: Draft) -> Reply | None:
    if draft.none is not None and draft.rule is None:
        return Reply(texts.meetings.no_such_day(*draft.none), choices("Ngày cuối tháng", "Ngày 28 hằng tháng"))
    if draft.odd is not None:
        return Reply(texts.meetings.not_every_month(draft.odd), choices("Ngày cuối tháng", "Ngày 28 hằng tháng"))
    if draft.rule is not None:
        return None
    offered = choices("Ngày 5 hằng tháng", "Tối thứ Sáu tuần đầu")
    standing = _same(ctx.session, draft) if draft.title and draft.every in _EVERY_MONTH else None
    if standing is not None:
        return Reply(texts.meetings.ask_rule_instead(line(standing)), choices(words.DROP))
    if draft.every != "hàng tháng":
        return Reply(texts.meetings.ask_month_day(draft.every))
    return Reply(texts.meetings.ask_rule(wording.lower_first(draft.title)), offered)


_EVERY_MONTH = ("hàng tháng", "hằng tháng")


def _hear_rule(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if words.steers(reading.text) or words.is_as_before(reading.text) or _sets_another(ctx, draft, reading):
        return None
    moved = meeting_words.shift(reading.text)
    every = beside(reading.text, draft.every)
    said = meeting_words.rule(reading.text) or (_with_a_day(f"{reading.text} {every}") if asked else None)
    if asked and draft.odd is not None and words.bare(reading.text).startswith(("giu", "van", f"ngay {draft.odd}")):
        return replace(draft, odd=None)
    if moved is not None:
        draft = replace(draft, shift=moved.shift, shift_words=moved.words)
    elif said is None:
        return None
    if asked and draft.hour is None:  # "thứ bảy tuần đầu tháng, 7 giờ tối"
        draft = hours.hear_hour(ctx, draft, reading, False) or draft  # noqa: FBT003 (not the hour)
    return draft if said is None else _with_rule(replace(draft, none=meeting_words.impossible_day(reading.text)), said)


def _with_a_day(text: str) -> Recurrence | None:
    """The rule that words state with its day; None where they would only say how often, which is known."""
    said = meeting_words.rule(text)
    return None if said is None or _HOW_OFTEN.fullmatch(said.rule) else said


def _sets_another(ctx: Context, draft: Draft, reading: Reading) -> bool:
    """Whether a message sets another kind of rule, and so says nothing of this one."""
    wish = meeting_words.wish(reading.text, ctx.today)
    return wish is not None and wish.act == "rule" and wish.kind != draft.kind and bool(wish.title)


def _hear_hour(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    return None if _sets_another(ctx, draft, reading) else hours.hear_hour(ctx, draft, reading, asked)


def _ask_place(ctx: Context, draft: Draft) -> Reply | None:
    if draft.place is not None:
        return None
    return Reply(texts.meetings.ask_place(), hours.offered_places(ctx))


def _hear_place(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    return replace(draft, place=place) if (place := hours.place(ctx, reading, asked=asked)) else None


# --- reading it back, and doing it ---


def _recap(ctx: Context, draft: Draft) -> Reply:
    series = _series(ctx, draft)
    days = schedule.days(series.rule, ctx.today, 3, series.shift, anchor=series.since)
    whose = _committee(ctx, draft) if draft.title != _OF_THE_WARD else ""
    text = texts.meetings.recap(
        draft.title, whose, _rule_words(draft), hours.said(series.hour), series.place,
        [_dated(draft, day) for day in days], _notes(ctx, draft, series, days),
    )  # fmt: skip
    return Reply(text, choices(words.SAVE, words.EDIT, words.DROP))


def _dated(draft: Draft, day: date) -> str:
    """One of the next dates, with the feast that it is."""
    feast = front.named(day) if draft.rule == schedule.FRONT else None
    return f"{schedule.said(day)}: {feast}" if feast else schedule.said(day)


_OF_THE_WARD = "Giao ban phường"


def _committee(ctx: Context, draft: Draft) -> str:
    """The committee whose rule it is, also of a self-managed group in it."""
    unit = ctx.session.get_one(Unit, draft.unit_id)
    return unit.name if unit.kind != "to" or unit.parent_id is None else ctx.session.get_one(Unit, unit.parent_id).name


def _rule_words(draft: Draft) -> str:
    return f"{draft.words} ({draft.shift_words})" if draft.shift_words else draft.words


def _notes(ctx: Context, draft: Draft, series: MeetingSeries, days: list[date]) -> list[str]:
    """What is odd about the next dates: holidays, something else at the same time; and what is replaced."""
    notes = []
    if draft.kind in meetings.ATTENDED:
        free = ((day, free_days.named(day)) for day in days)
        notes += [texts.meetings.note_free(wording.day(day), name) for day, name in free if name]
        notes += _avoided(series, days)
        begins = [schedule.instant(day, series.hour, ctx.zone) for day in days]
        others = _others(ctx, draft, days[-1])
        clashing = [(title, at) for title, at in others if any(abs(at - own) < _CLASH for own in begins)]
        notes += _clashes(ctx, clashing, len(days))
    old = _same(ctx.session, draft)
    if old is not None and (old.rule, old.hour, old.place) != (series.rule, series.hour, series.place):
        notes.append(texts.meetings.note_replaces(line(old)))
    common = meetings.steps_for(ctx.session, draft.unit_id, draft.kind)
    if draft.steps and draft.steps != common:
        notes.append(texts.meetings.note_common_steps(leads.said(common), leads.said(draft.steps)))
    return notes


def _clashes(ctx: Context, clashing: list[tuple[str, datetime]], days: int) -> list[str]:
    """What else stands on the days: told once where it is the same at the same hour."""
    told: dict[tuple[str, str], list[datetime]] = {}
    for title, at in clashing:
        told.setdefault((wording.lower_first(title), wording.hour(at, ctx.zone)), []).append(at)
    return [
        texts.meetings.note_clash(what, wording.moment(ats[0], ctx.zone))
        if len(ats) == 1
        else texts.meetings.note_clashes(
            what,
            hour,
            len(ats),
            ", ".join(f"{at.astimezone(ctx.zone):%d/%m}" for at in ats) if len(ats) < days else None,
        )
        for (what, hour), ats in told.items()
    ]


def _avoided(series: MeetingSeries, days: list[date]) -> list[str]:
    """Which of the next days the rule had to leave for a holiday, or by more than a day."""
    from_ = [(schedule.avoided(series, day), day) for day in days]
    return [
        texts.meetings.note_avoided(wording.day(old), free_days.named(old), schedule.said(new), earlier=new < old)
        for old, new in from_
        if old is not None and (free_days.named(old) is not None or abs(old - new) > timedelta(days=1))
    ]


def _others(ctx: Context, draft: Draft, until: date) -> list[tuple[str, datetime]]:
    """The other meetings up to a day, also those that are not written down yet, by name and instant."""
    found = [(m.title, m.at) for m in meetings.ahead(ctx.session, draft.unit_id, ctx.now) if m.title != draft.title]
    for series in meetings.in_force(ctx.session, draft.unit_id):
        if series.title == draft.title or series.kind not in meetings.ATTENDED or series.planned_to is None:
            continue
        later = schedule.days(series.rule, series.planned_to + timedelta(days=1), 12, series.shift, anchor=series.since)
        written = {at for title, at in found if title == series.title}
        begin = (schedule.instant(day, series.hour, ctx.zone) for day in later if day <= until)
        found += [(series.title, at) for at in begin if at not in written]
    return found


def _same(session: Session, draft: Draft) -> MeetingSeries | None:
    found = meetings.in_force(session, draft.unit_id)
    return next((s for s in found if (s.kind, s.title) == (draft.kind, draft.title)), None)


def line(series: MeetingSeries) -> str:
    """A rule in force in one line."""
    rule = meeting_words.rule_said(series.rule)
    avoided = f" ({meeting_words.shift_said(series.shift)})" if series.shift else ""
    return texts.meetings.series_line(series.title, rule + avoided, hours.said(series.hour), series.place)


def _series(ctx: Context, draft: Draft) -> MeetingSeries:
    rule = draft.rule or ""
    once_each = re.sub(r";INTERVAL=\d+", "", rule)
    first = next(iter(schedule.days(once_each, ctx.today, 1)), ctx.today)
    return MeetingSeries(
        unit_id=draft.unit_id, kind=draft.kind, title=draft.title, rule=rule, shift=draft.shift,
        hour=draft.hour or "19:00", place=hours.DEFAULT_PLACE if draft.place is None else draft.place,
        since=first if once_each != rule else ctx.today,
    )  # fmt: skip


def _finish(ctx: Context, draft: Draft) -> list[Reply]:
    if draft.rule is None:
        return [Reply(texts.meetings.ask_rule(wording.lower_first(draft.title)))]
    series = schedule.put_in_force(ctx.session, _series(ctx, draft), ctx.now, ctx.zone)
    first = meetings.of_series(ctx.session, series, ctx.now)[0]
    subject.is_now(ctx, first)
    before = leads.said(meetings.steps_for(ctx.session, draft.unit_id, draft.kind))
    whom = {"so_lieu": "nơi nào chưa có số liệu"}.get(draft.kind, "từng người")
    attended = draft.kind in meetings.ATTENDED
    at = wording.moment(first.at, ctx.zone)
    return [Reply(texts.meetings.rule_set(ctx.who, at, before, whom, attended=attended))]


SET_MEETING: Conversation[Draft] = Conversation(
    name="lich-hop",
    draft=Draft,
    title=lambda _: texts.meetings.title("rule"),
    blanks=(
        Blank(_ask_rule, _hear_rule),
        Blank(hours.ask_hour, _hear_hour, fits=hours.fits_a_time),
        Blank(_ask_place, _hear_place, fits=hours.fits_a_place),
        Blank(lambda _c, _d: None, hours.hear_unit),
    ),
    recap=_recap,
    finish=_finish,
    dropped=lambda ctx, draft: texts.meetings.rule_not_set(ctx.who, before=_same(ctx.session, draft) is not None),
    fits=answers.changes_a_meeting,
)
