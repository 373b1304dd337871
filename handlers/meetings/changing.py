"""Changing one meeting without touching its rule: moved, postponed, at another place, cancelled; or ending a rule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from db import invitees, meetings, notices, quick
from db.models import Meeting, MeetingSeries
from handlers import texts, wording, words
from handlers.context import Context
from handlers.conversation import Blank, Conversation, begin, top
from handlers.figures import subject
from handlers.meetings import calling, coming, hours, roll, ruling, schedule
from handlers.meetings.hours import Single
from handlers.message import Reply, choices
from handlers.records import meant
from handlers.texts.meetings import News
from handlers.vi import answers, lunar, meeting_words, proposals
from handlers.vi.meeting_words import Time, Wish
from handlers.vi.reading import Reading

_CLASH = timedelta(hours=2)
_LATELY = timedelta(days=2)
_HOUR = re.compile(r"(?:luc )?\d{1,2}(?: ?(?:h|g|gio))?(?: ?(?:ruoi|\d{2}))?(?: (?:sang|chieu|toi))?")


@dataclass(frozen=True, slots=True)
class Draft(Single):
    """A change in the making: "move", "place", "cancel" of a meeting, or "end" of a rule (`series_id`)."""

    act: str = "move"
    meeting_id: int | None = None
    series_id: int | None = None
    place: str | None = None
    none: tuple[int, int, int] | None = None
    unknown: bool = False  # cancelled because nobody knows the day yet
    despite: str | None = None  # who comes, where it was to be cancelled because nobody does


def open_from(ctx: Context, wish: Wish, reading: Reading) -> list[Reply]:
    """Begin to change a meeting from a sentence."""
    if wish.act == "end":
        return _open_end(ctx, wish)
    wish = _in_full(ctx, wish, reading)
    named = wish.which.day or (wish.which.span.end if wish.which.span else None)
    unit_id = ruling.unit_of(ctx, wish.title)
    if named is not None:
        schedule.plan_until(ctx.session, unit_id, named, ctx.now, ctx.zone)
    ahead = meetings.ahead(ctx.session, unit_id, ctx.now)
    if wish.act == "cancel" and not any(named == _day(ctx, m) for m in ahead) and calling.drop(ctx, named):
        return [Reply(texts.meetings.not_called(ctx.who))]
    if not ahead:
        return [hours.none_known(ctx)]
    meeting = _told_last(ctx, ahead, wish, reading) or _meant(ctx, _of_the_committee(ahead, reading), wish)
    none = meeting_words.impossible_day(reading.text)
    place = hours.known_place(ctx, wish.place)
    draft = Draft(act=wish.act, meeting_id=meeting.id if meeting else None, place=place, none=none)
    if meeting is not None and wish.by is not None:
        return _begin(ctx, _placed(ctx, draft, meeting.at + wish.by))
    if meeting is not None and wish.act == "move":
        to = meeting_words.when(wish.target, ctx.today, _base(ctx, meeting)) if wish.to != Time() else Time()
        draft = _timed(ctx, draft, meeting, _on_the_weekday(ctx, to, meeting, reading.text))
    elif meeting is not None:
        draft = _placed(ctx, draft, meeting.at)
        draft = replace(draft, despite=_coming_all_the_same(ctx, meeting, reading) if wish.act == "cancel" else None)
    if wish.proposed and meeting is not None and wish.act == "move" and hours.at(ctx, draft) == meeting.at:
        told = coming.next_one(ctx, meeting)
        return [replace(told, text=f"{texts.meetings.set_already()}\n{told.text}")]
    return _begin(ctx, draft)


def _coming_all_the_same(ctx: Context, meeting: Meeting, reading: Reading) -> str | None:
    """Who comes to a meeting that is to be cancelled because nobody does: "không ai đi thì nghỉ họp"."""
    nobody = _IF_NOBODY_COMES.search(words.bare(reading.text)) is not None
    return ", ".join(roll.coming(ctx, meeting)) or None if nobody else None


_IF_NOBODY_COMES = re.compile(
    r"\b(?:khong|ko|hong|chang|chua) (?:co )?(?:ai|nguoi nao)(?: \w+)? (?:di|du|toi|den|hop|ranh)\b"
    r"|\b(?:vang|nghi|ban) (?:het|ca|nhieu|dong)\b|\b(?:ai|moi nguoi|ca ban) (?:cung |deu )?(?:vang|nghi|ban)\b"
)


def _in_full(ctx: Context, wish: Wish, reading: Reading) -> Wish:
    """A wish in which an hour is no place, and that says by how much a meeting is moved where it says no time."""
    if wish.act == "place" and _HOUR.fullmatch(words.bare(wish.place or "")):  # "đổi giờ họp thành 19 rưỡi"
        said = words.bare(wish.place or "").replace(" ruoi", " gio ruoi").replace("gio gio", "gio")
        to = meeting_words.when(said if "gio" in said else f"{said} gio", ctx.today, ctx.today)
        return replace(wish, act="move", place=None, to=to, target=said if "gio" in said else f"{said} gio")
    if wish.act == "move" and wish.to == Time() and wish.by is None:
        return replace(wish, by=proposals.by(words.bare(reading.text)))
    return wish


def _begin(ctx: Context, draft: Draft) -> list[Reply]:
    """Open the change, in place of one that still waits."""
    waiting = top(ctx.session, ctx.chat)
    if waiting is not None and waiting.conversation == CHANGE.name:
        quick.delete(ctx.session, waiting)
    return begin(ctx, CHANGE, draft)


def _placed(ctx: Context, draft: Draft, at: datetime) -> Draft:
    """The draft with the instant to which its meeting goes, or at which it stays."""
    local = at.astimezone(ctx.zone)
    return replace(draft, day=local.date(), hour=f"{local:%H:%M}")


def waiting_move(ctx: Context, meeting: Meeting) -> datetime | None:
    """To when a meeting is about to be moved in this chat, while that is not saved; None where it is not."""
    waiting = top(ctx.session, ctx.chat)
    draft = CHANGE.load(waiting.known) if waiting is not None and waiting.conversation == CHANGE.name else None
    return hours.at(ctx, draft) if draft is not None and (draft.act, draft.meeting_id) == ("move", meeting.id) else None


def open_back(ctx: Context, said: str) -> list[Reply] | None:
    """Propose to take the last change of a meeting back; None where none was changed lately and no meeting is named."""
    changed = meetings.changed_since(ctx.session, ctx.unit.id or 0, ctx.now - _LATELY, ctx.now)
    if changed is None or not (words.says(said, "hop", "lich", "gio") or _is_the_last_deed(ctx, changed)):
        return None
    if not ctx.leads:
        told = coming.next_one(ctx, changed if changed.state == "planned" else None)
        return [replace(told, text=f"{texts.meetings.as_it_is()}\n{told.text}")]
    if changed.state == "cancelled":
        return calling.again(ctx, changed)
    if changed.moved_from is not None:
        return _begin(ctx, _placed(ctx, Draft(meeting_id=changed.id), _back_to(ctx, changed, changed.moved_from, said)))
    usual = ctx.session.get_one(MeetingSeries, changed.series_id).place
    if usual == changed.place:
        return [coming.next_one(ctx, changed)]
    return _begin(ctx, _placed(ctx, Draft(act="place", meeting_id=changed.id, place=usual), changed.at))


def _back_to(ctx: Context, changed: Meeting, before: datetime, said: str) -> datetime:
    """To when a meeting goes back: "giữ ngày cũ" leaves its new hour, "lấy giờ cũ" its new day."""
    old, new = before.astimezone(ctx.zone), changed.at.astimezone(ctx.zone)
    day, hour = words.says(said, "ngay cu"), words.says(said, "gio cu")
    if day == hour or old.date() == new.date() or old.time() == new.time():
        return before
    return datetime.combine(*((old.date(), new.time()) if day else (new.date(), old.time())), ctx.zone)


def _is_the_last_deed(ctx: Context, changed: Meeting) -> bool:
    """Whether nothing was saved since a meeting was changed, so that "như cũ" alone is about it."""
    saved = next(iter(meant.recent(ctx)), None)
    return changed.changed_at is not None and (saved is None or saved.at < changed.changed_at)


def _open_end(ctx: Context, wish: Wish) -> list[Reply]:
    rules = meetings.in_force(ctx.session, ruling.unit_of(ctx, wish.title))
    ended = next((s for s in rules if (s.kind, s.title) == (wish.kind, wish.title)), None) or next(
        (s for s in rules if s.kind == wish.kind), None
    )
    if ended is None:
        return [hours.none_known(ctx)]
    return _begin(ctx, Draft(act="end", series_id=ended.id))


def _told_last(ctx: Context, ahead: Sequence[Meeting], wish: Wish, reading: Reading) -> Meeting | None:
    """The meeting set or told a moment ago, where words name none: "đổi lại 18h30 cho sớm"."""
    if wish.which != Time() or words.says(words.bare(reading.text), "hop", "giao ban"):
        return None
    told = subject.the_meeting(ctx)
    return next((each for each in ahead if each.id == told), None)


def _of_the_committee(ahead: Sequence[Meeting], reading: Reading) -> list[Meeting]:
    """The committee's own meetings where words say "họp ban", though one of the people may come first; else all."""
    named = _NAMES_THE_COMMITTEE.search(words.bare(reading.text)) is not None
    return [m for m in ahead if not m.title.startswith("Họp dân")] or list(ahead) if named else list(ahead)


_NAMES_THE_COMMITTEE = re.compile(r"\bhop ban\b(?! (?:chuyen|ve|viec)\b)")


def _meant(ctx: Context, ahead: list[Meeting], wish: Wish) -> Meeting | None:
    """The meeting of the sentence: on the day it names, in the span it names, or the next of its kind."""
    which, same = wish.which, [m for m in ahead if (m.kind == "giao_ban") == (wish.kind == "giao_ban")] or ahead
    if wish.title not in {"Họp ban", "Giao ban"}:
        named = [m for m in same if m.title == wish.title]  # "họp dân" may be one of a group, or about something
        same = named or [m for m in same if m.title.startswith(f"{wish.title} ")]
    if not same:
        return None
    if which.day is not None:
        return next((m for m in same if which.day in {_day(ctx, m), m.day}), None)
    if which.span is not None:
        within = (m for m in same if which.span.start <= _day(ctx, m) <= which.span.end)
        return next(within, same[0] if wish.proposed else None)
    day = wish.to.day if wish.proposed else None
    of_that_month = (m for m in same if day and (_day(ctx, m).year, _day(ctx, m).month) == (day.year, day.month))
    return next(of_that_month, same[0])


def _day(ctx: Context, meeting: Meeting) -> date:
    return meeting.at.astimezone(ctx.zone).date()


def _base(ctx: Context, meeting: Meeting) -> date:
    """From where days without a month are counted: from the month of the meeting."""
    return max(ctx.today, _day(ctx, meeting).replace(day=1))


def _on_the_weekday(ctx: Context, to: Time, meeting: Meeting, said: str) -> Time:
    """The time with a weekday of no week as the first one after the meeting, or before it: "dời lên thứ hai"."""
    if not to.weekday or to.day is None or to.near:
        return to
    day = _day(ctx, meeting)
    later = day + timedelta(days=(to.day.weekday() - day.weekday()) % 7)
    earlier = later - timedelta(days=7)
    possible = earlier > ctx.today or (earlier == ctx.today and to.hour is not None)
    return replace(to, day=earlier if possible and later != day and proposals.earlier(said) else later)


def _timed(ctx: Context, draft: Draft, meeting: Meeting, to: Time) -> Draft:
    """The draft with the new time; what is not said stays as it was."""
    local = meeting.at.astimezone(ctx.zone)
    day = to.day
    hour = hours.clock(to.hour)
    if hour is None and day is not None and _fits(local, to.part):
        hour = f"{local:%H:%M}"
    if day is None and hour is not None:
        day = local.date()
    if to.hour is not None and not to.sure:  # 9 o'clock for 8 in the morning is 9 in the morning
        nearest = min((to.hour.hour % 12, to.hour.hour % 12 + 12), key=lambda of_day: abs(of_day - local.hour))
        return replace(draft, day=day, hour=f"{nearest:02}:{to.hour.minute:02}", sure=True)
    return replace(draft, day=day, hour=hour, sure=to.sure)


def _fits(local: datetime, part: str | None) -> bool:
    return (
        part is None
        or meeting_words.in_part(local.time().replace(hour=(local.hour - 1) % 12 + 1), part) == local.time()
    )


# --- the blanks ---


def _ask_which(ctx: Context, draft: Draft) -> Reply | None:
    if draft.act == "end" or draft.meeting_id is not None:
        return None
    ahead = meetings.ahead(ctx.session, ctx.unit.id or 0, ctx.now)[:4]
    lines = [f"{m.title}: {wording.moment(m.at, ctx.zone)}" for m in ahead]
    return Reply(texts.meetings.which_meeting(lines), choices(*(f"{_day(ctx, m):%d/%m/%Y}" for m in ahead)))


def _hear_which(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if not asked or draft.meeting_id is not None:
        return None
    day = meeting_words.when(reading.text, ctx.today, ctx.today).day
    ahead = meetings.ahead(ctx.session, ctx.unit.id or 0, ctx.now)
    found = next((m for m in ahead if day in {_day(ctx, m), m.day}), None)
    return replace(draft, meeting_id=found.id) if found else None


def _ask_day(ctx: Context, draft: Draft) -> Reply | None:
    if draft.act != "move":
        return None
    if draft.none is not None and draft.day is None:
        day, month, last = draft.none
        return Reply(texts.meetings.no_such_day(day, month, last), choices(f"{last}/{month}"))
    meeting = ctx.session.get(Meeting, draft.meeting_id) if draft.day is None else None
    if meeting is None:
        return hours.ask_day(ctx, draft)
    near, later = (hours.example(_possible_day(_day(ctx, meeting) + timedelta(days=days))) for days in (1, 7))
    return Reply(texts.meetings.ask_day_instead(near, later))


def _possible_day(day: date) -> date:
    """A day to propose: after Tết where it is one of its days."""
    while (found := lunar.of(day)) is not None and found[1] == 1 and found[2] <= _TET:
        day += timedelta(days=1)
    return day


_TET = 5  # days


def _hear_day(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if draft.act != "move" or draft.meeting_id is None or proposals.as_before(words.bare(reading.text)):
        return None
    if asked and words.bare(reading.text).startswith(_HELD_NOT):
        return replace(draft, act="cancel", unknown=words.bare(reading.text).startswith("chua biet"))
    heard = hours.hear_day(ctx, draft, reading, asked)
    if heard is None:
        return None
    meeting = ctx.session.get_one(Meeting, draft.meeting_id)
    to = meeting_words.when(reading.text, ctx.today, _base(ctx, meeting))
    if to.weekday and not to.near:
        heard = replace(heard, day=_on_the_weekday(ctx, to, meeting, reading.text).day)
    return heard if heard.hour is not None else _timed(ctx, heard, meeting, replace(to, day=heard.day))


def _fits_the_day(ctx: Context, draft: Draft, reading: Reading) -> bool:
    """Whether words say to which day the meeting goes, or that it is not held."""
    return hours.fits_a_time(ctx, draft, reading) or words.bare(reading.text).startswith(_HELD_NOT)


_HELD_NOT = ("huy", "chua biet", "nghi")


def _ask_hour(ctx: Context, draft: Draft) -> Reply | None:
    return hours.ask_hour(ctx, draft) if draft.act == "move" else None


def _hear_hour(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    return hours.hear_hour(ctx, draft, reading, asked) if draft.act == "move" else None


def _ask_place(_ctx: Context, draft: Draft) -> Reply | None:
    return Reply(texts.meetings.ask_place()) if draft.act == "place" and not draft.place else None


def _hear_place(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    return replace(draft, place=place) if (place := hours.place(ctx, reading, asked=asked)) else None


# --- reading it back, and doing it ---


def _recap(ctx: Context, draft: Draft) -> Reply:
    offered = choices(words.SAVE, words.EDIT, words.DROP)
    if draft.act == "end":
        ended = ctx.session.get_one(MeetingSeries, draft.series_id)
        return Reply(texts.meetings.end_recap(ruling.line(ended)), choices(words.END, words.KEEP))
    meeting = ctx.session.get(Meeting, draft.meeting_id)
    if meeting is None:
        return Reply(texts.meetings.meeting_over(ctx.who))
    what = wording.lower_first(hours.title_of(ctx, meeting.title, meeting.unit_id))
    old = _when(ctx, meeting.at, meeting.place)
    if draft.act == "cancel":
        return Reply(_called_off(ctx, draft, meeting, what), choices(words.CANCEL, words.KEEP))
    at = hours.at(ctx, draft) if draft.act == "move" else meeting.at
    new = _when(ctx, at or meeting.at, draft.place or meeting.place)
    notes = _notes(ctx, meeting, at) if at and at != meeting.at else []
    return Reply(texts.meetings.move_recap(what, old, new, notes, moved=draft.act == "move"), offered)


def _called_off(ctx: Context, draft: Draft, meeting: Meeting, what: str) -> str:
    when = wording.moment(meeting.at, ctx.zone)
    if draft.unknown:
        return texts.meetings.put_off_recap(ctx.who, what, when)
    if draft.despite:
        return texts.meetings.cancel_although(ctx.who, what, when, draft.despite)
    return texts.meetings.cancel_recap(what, when, returns=meeting.kind != "dot_xuat")


def _when(ctx: Context, at: datetime, place: str) -> str:
    local = at.astimezone(ctx.zone)
    return f"{hours.said(f'{local:%H:%M}')}, {schedule.said(local.date())}" + (f", tại {place}" if place else "")


def _notes(ctx: Context, meeting: Meeting, at: datetime) -> list[str]:
    others = meetings.ahead(ctx.session, meeting.unit_id, ctx.now)
    return [
        texts.meetings.note_clash(wording.lower_first(m.title), wording.moment(m.at, ctx.zone))
        for m in others
        if m.id != meeting.id and abs(m.at - at) < _CLASH
    ]


def _finish(ctx: Context, draft: Draft) -> list[Reply]:
    if draft.act == "end":
        return _end(ctx, draft)
    meeting = ctx.session.get(Meeting, draft.meeting_id)
    if meeting is None or meeting.at <= ctx.now or meeting.state != "planned":
        return [Reply(texts.meetings.meeting_over(ctx.who))]
    at = meeting.at
    news = _news(ctx, meeting, cancelled=draft.act == "cancel")
    if draft.act == "cancel":
        meetings.cancel(ctx.session, meeting, ctx.now)
    else:
        at = (hours.at(ctx, draft) if draft.act == "move" else meeting.at) or meeting.at
        if at <= ctx.now:
            return [Reply(texts.meetings.in_the_past(wording.moment(at, ctx.zone)))]
        place = draft.place or meeting.place
        if (at, place) == (meeting.at, meeting.place):
            return [Reply(texts.meetings.nothing_changes(wording.moment(at, ctx.zone)))]
        _move(ctx, meeting, at, place)
        subject.is_now(ctx, meeting)
    meeting.wakes = bool(draft.wakes)
    ctx.session.add(meeting)
    meetings.note_told(ctx.session, meeting, ctx.person, "cancelled" if draft.act == "cancel" else "moved", ctx.now)
    told = texts.meetings.whom_it_tells(ctx.who, news, hours.waits(ctx, at, wakes=meeting.wakes))
    if draft.act != "cancel":
        return [Reply(texts.meetings.changed(ctx.who, told))]
    what = wording.lower_first(hours.title_of(ctx, meeting.title, meeting.unit_id))
    return [Reply(texts.meetings.called_off(ctx.who, what, wording.moment(at, ctx.zone), told))]


def _move(ctx: Context, meeting: Meeting, at: datetime, place: str) -> None:
    """Move it; whoever moves it and had said dự comes at the new time too."""
    mine = meetings.answers(ctx.session, meeting).get(ctx.person.id or 0)
    meetings.move(ctx.session, meeting, at, place, ctx.now)
    if mine is not None and mine.answer == "du":
        meetings.answer(ctx.session, meeting, ctx.person, "du", ctx.now)


def _news(ctx: Context, meeting: Meeting, *, cancelled: bool) -> News:
    """Whom the change of a meeting is told: who knows of it, and of an extraordinary one that is held whoever can be
    reached; who leads was asked to telephone the others."""
    people = invitees.concerned(ctx.session, [meeting], ctx.today)[meeting.id or 0]
    others = [p for p in people if p.person_id != ctx.person.id]
    knowing = {person for (_, person), rows in notices.told(ctx.session, [meeting]).items() if rows}
    knowing |= {person for _, person in notices.answers(ctx.session, [meeting])}
    extraordinary = meeting.kind == "dot_xuat"
    reached = [p for p in others if p.chat is not None]
    told = reached if extraordinary and not cancelled else [p for p in reached if p.person_id in knowing]
    return News(len(told), called=extraordinary and len(reached) < len(others), cancelled=cancelled)


def _end(ctx: Context, draft: Draft) -> list[Reply]:
    series = ctx.session.get_one(MeetingSeries, draft.series_id)
    meetings.end(ctx.session, series, ctx.today)
    for meeting in meetings.of_series(ctx.session, series, ctx.now):
        meetings.cancel(ctx.session, meeting, ctx.now)
    attended = series.kind in meetings.ATTENDED
    return [Reply(texts.meetings.rule_ended(wording.lower_first(series.title), attended=attended))]


def _kept(ctx: Context, draft: Draft) -> str:
    """What stays, after the change was not wanted."""
    meeting = ctx.session.get(Meeting, draft.meeting_id) if draft.meeting_id else None
    if meeting is None:
        return texts.general.kept(ctx.who)
    what = wording.lower_first(hours.title_of(ctx, meeting.title, meeting.unit_id))
    return texts.meetings.stays(ctx.who, what, wording.moment(meeting.at, ctx.zone))


def _saves_in_vain(draft: Draft, said: str) -> bool:
    """Whether "lưu" is said of a meeting or a rule that would be taken away."""
    return draft.act in {"cancel", "end"} and words.names_saving(said)


def _which_of_the_two(ctx: Context, draft: Draft) -> str:
    return texts.meetings.away_or_kept(ctx.who, words.END if draft.act == "end" else words.CANCEL)


_DEEDS = {
    "move": ("doi", "doi di", "doi luon", "doi nhe", "doi nha", "u doi", "u doi di", "doi hop", "doi lich"),
    "cancel": ("huy hop", "huy", "huy di", "huy luon", "huy nhe", "huy nha", "u huy", "u huy di"),
    "end": ("bo lich", "bo lich di", "bo lich nhe", "bo lich nha"),
}


CHANGE: Conversation[Draft] = Conversation(
    name="doi-hop",
    draft=Draft,
    title=lambda draft: texts.meetings.title(draft.act, hours.in_short(draft)),
    deeds=lambda draft: _DEEDS.get(draft.act, ()),
    blanks=(
        Blank(_ask_which, _hear_which),
        Blank(_ask_day, _hear_day, fits=_fits_the_day),
        Blank(_ask_hour, _hear_hour, fits=hours.fits_a_time),
        Blank(_ask_place, _hear_place, fits=hours.fits_a_place),
        Blank(lambda ctx, draft: hours.ask_wake(ctx, draft, _recap), hours.hear_wake),
    ),
    recap=_recap,
    finish=_finish,
    fits=answers.changes_a_meeting,
    dropped=_kept,
    agrees=lambda _, draft, said: not _saves_in_vain(draft, said),
    puzzled=lambda ctx, draft: _which_of_the_two(ctx, draft) if _saves_in_vain(draft, ctx.message.text) else None,
    settled=hours.has_agreed,
)
