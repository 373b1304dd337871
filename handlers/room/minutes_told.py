"""The minutes of a meeting that nobody opened here, told afterwards in one message: taken apart, shown, and kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from db import quick
from db.models import Meeting, Person
from db.room import papers, presence, sittings, talking
from db.room.tables import Note
from handlers import texts, wording, words
from handlers.context import Context
from handlers.conversation import Blank, Conversation, begin, top
from handlers.meetings import hours, ruling, schedule
from handlers.message import Choice, Reply, choices
from handlers.room import attendance, people_there, tasks, unopened
from handlers.room.agenda import LONGEST
from handlers.room.phone import LASTS
from handlers.vi import answers, dates, meeting_words, told_minutes
from handlers.vi.reading import Reading
from handlers.vi.told_minutes import Told
from handlers.vi.words import split

_LATELY = timedelta(days=3)  # a meeting that no day is told of was held since
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Draft(hours.Single):
    """Minutes in the making; `meeting_id` is that of the meeting in the calendar, where it stands there."""

    title: str = "Họp ban"
    place: str | None = None
    meeting_id: int | None = None
    part: str | None = None  # of the day, where it is told without the hour
    end: str | None = None
    count: int | None = None
    households: bool = False  # whether it is households that were counted
    everyone: bool = False
    here: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    counted: str | None = None  # how many were told to be there, before another number was


def answer(ctx: Context, reading: Reading, bare: str) -> list[Reply] | None:
    """Take the minutes of a meeting that was held apart; None for any other words, and while that meeting goes on."""
    told = told_minutes.told(reading.text, ctx.today)
    if told is None or (told.day in {None, ctx.today} and sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)):
        return None
    if not ctx.leads:
        return [Reply(texts.room.only_leaders(ctx.who, "ghi biên bản"))]
    alone = len(told.lines) + len(told.given) == 1 and not told.roll
    if alone and told.explicit and told.day is None:
        return None  # one point of the minutes that are being written
    kept = unopened.concluded(ctx, reading, bare) if alone and not told.explicit else None
    return kept or _open(ctx, told)


def one_point(ctx: Context, text: str) -> list[Reply]:
    """Ask of which day a point is that was told for the minutes, where no meeting was held lately."""
    return _open(ctx, Told("Họp ban", lines=(text[:LONGEST],), explicit=True))


def _open(ctx: Context, told: Told) -> list[Reply]:
    draft = Draft(
        hours.clock(told.hour), told.sure, told.day, unit_id=ruling.unit_of(ctx, told.title), title=told.title,
        place=hours.known_place(ctx, told.place), part=told.part, end=hours.clock(told.end), count=told.people,
        households=told.households, everyone=told.everyone, here=told.here, away=told.away, called=told.called,
        lines=tuple(line[:LONGEST] for line in told.lines), given=told.given,
    )  # fmt: skip
    tasks_of = [(given, tasks.said_of(ctx, given)) for given in draft.given]
    draft = replace(
        draft,
        lines=(*draft.lines, *(given for given, task in tasks_of if task is None)),
        given=tuple(given for given, task in tasks_of if task is not None),
    )
    draft = _found(ctx, draft)
    meeting = _meeting(ctx, draft)
    if _approved(ctx, meeting):
        return [Reply(texts.room.minutes_are_approved())]
    before = top(ctx.session, ctx.chat)
    earlier = TELL.load(before.known) if before is not None and before.conversation == TELL.name else None
    if before is not None and earlier is not None and _is_of_the_same(earlier, draft):
        quick.delete(ctx.session, before)
        draft = _together(earlier, draft)
    return begin(ctx, TELL, draft)


def _is_of_the_same(earlier: Draft, draft: Draft) -> bool:
    """Whether minutes in the making are of the meeting of which more is told."""
    return (earlier.meeting_id, earlier.day, earlier.title) == (draft.meeting_id, draft.day, draft.title)


def _together(earlier: Draft, draft: Draft) -> Draft:
    """What was told first with what is told now; of two numbers of those who were there the newer one stands."""
    first, now = (each.count is not None or bool(each.called) for each in (earlier, draft))
    added = replace(
        draft if now else earlier,
        lines=tuple(dict.fromkeys((*earlier.lines, *draft.lines))),
        given=tuple(dict.fromkeys((*earlier.given, *draft.given))),
        counted=earlier.counted,
    )
    if first and now and not draft.called and not earlier.everyone:  # a number alone changes no names
        names = tuple(line for line in earlier.called if "/" not in line)
        added = replace(added, here=earlier.here, away=earlier.away, called=names)
    if now and earlier.count is not None and (draft.count, draft.households) != (earlier.count, earlier.households):
        added = replace(added, counted=texts.room.counted(earlier.count, households=earlier.households))
    hour, sure = (draft.hour, draft.sure) if draft.hour else (earlier.hour, earlier.sure)
    return replace(added, hour=hour, sure=sure, place=draft.place or earlier.place, end=draft.end or earlier.end)


def _approved(ctx: Context, meeting: Meeting | None) -> bool:
    paper = papers.find(ctx.session, meeting, "bien_ban") if meeting is not None else None
    return paper is not None and paper.approved_at is not None


def _meeting(ctx: Context, draft: Draft) -> Meeting | None:
    return ctx.session.get(Meeting, draft.meeting_id) if draft.meeting_id is not None else None


def _found(ctx: Context, draft: Draft) -> Draft:
    """The draft with the meeting of its day in the calendar; without a day with that of these days."""
    unit = draft.unit_id
    if draft.day is None:
        last = sittings.never_opened(ctx.session, unit, ctx.now - _LATELY, ctx.now)
        last = last or sittings.last_held(ctx.session, unit, ctx.now)
        there = [last] if last is not None and ctx.now - last.at < _LATELY else []
    else:
        start = datetime.combine(draft.day, time(), ctx.zone)
        there = [m for m in sittings.between(ctx.session, unit, start, start + _A_DAY) if m.at <= ctx.now]
    own = [m for m in there if m.title == draft.title or m.title.startswith(f"{draft.title} ")]
    if draft.title == "Họp ban":  # "họp" alone names none
        own = own or [m for m in there if not m.title.startswith(("Họp dân", "Họp tổ", "Họp chi"))]
    meeting = own[-1] if own else None
    if meeting is None:
        return replace(draft, meeting_id=None)
    return replace(draft, meeting_id=meeting.id, day=meeting.at.astimezone(ctx.zone).date(), title=meeting.title)


# --- what is asked of a meeting that does not stand in the calendar ---


def _ask_day(ctx: Context, draft: Draft) -> Reply | None:
    if draft.meeting_id is not None:
        return None
    if draft.day is None:
        return Reply(texts.room.minutes_of_which_day(ctx.who), choices("Hôm nay", "Hôm qua", words.NOT_NOW))
    at = hours.at(ctx, draft)
    return Reply(texts.room.minutes_are_of_the_past(ctx.who)) if at is not None and at > ctx.now else None


def _hear_day(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if draft.meeting_id is not None and not asked:
        return None
    day = dates.when(split(reading.text), ctx.today, ahead=False).day
    if day is None and asked:
        day = dates.when(split(f"ngày {reading.text.strip()}"), ctx.today, ahead=False).day
    if day is None or day > ctx.today:
        return None
    dated = _found(ctx, replace(draft, day=day))
    return hours.hear_hour(ctx, dated, reading, False) or dated  # noqa: FBT003 (not the hour)


def _ask_hour(ctx: Context, draft: Draft) -> Reply | None:
    if draft.meeting_id is not None or draft.hour is not None:
        return hours.ask_hour(ctx, draft) if draft.meeting_id is None else None
    title, day = wording.lower_first(draft.title), draft.day or ctx.today
    asked = texts.room.minutes_at_which_hour(title, f"{wording.WEEKDAYS[day.weekday()]} {wording.day(day)}")
    return Reply(asked, choices(*_HOURS.get(draft.part or "", ("19h", "19h30", "8h sáng")), words.NOT_NOW))


_HOURS = {"morning": ("8h", "9h"), "afternoon": ("14h", "15h"), "evening": ("19h", "19h30"), "night": ("19h", "19h30")}


def _hear_hour(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    heard = hours.hear_hour(ctx, draft, reading, asked) if draft.meeting_id is None else None
    if heard is None or heard.sure or heard.hour is None or draft.part is None:
        return heard
    at = meeting_words.in_part(time.fromisoformat(heard.hour), draft.part)
    return replace(heard, hour=hours.clock(at), sure=True)


def _ask_place(ctx: Context, draft: Draft) -> Reply | None:
    if draft.meeting_id is not None or draft.place is not None:
        return None
    return Reply(texts.meetings.ask_place(), (*hours.offered_places(ctx), *choices(words.NOT_NOW)))


def _hear_place(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    place = hours.place(ctx, reading, asked=asked) if draft.meeting_id is None else None
    return replace(draft, place=place) if place else None


def _left_place(_ctx: Context, draft: Draft) -> Draft:
    return replace(draft, place=hours.DEFAULT_PLACE)


# --- who was there ---


def _ticked(ctx: Context, draft: Draft) -> list[Person]:
    """The members who were there by what was told: by name, all but those away, or all."""
    everybody = [person for person, _ in people_there.members(ctx)]
    if draft.here:
        named = [people_there.meant(ctx, name) for name in draft.here]
        return [found[0] for found in named if len(found) == 1]
    if not draft.title.startswith(_OF_THE_COMMITTEE):
        return []
    if (draft.everyone or (draft.count == len(everybody) and not draft.households)) and not draft.away:
        return everybody
    gone = [people_there.meant(ctx, name) for name in draft.away]
    away = [found[0].id for found in gone if len(found) == 1]
    told = bool(away) and len(away) == len(gone) and draft.count in {None, len(everybody) - len(away)}
    return [person for person in everybody if person.id not in away] if told else []


_OF_THE_COMMITTEE = ("Họp ban", "Họp Mặt trận", "Họp đột xuất", "Họp thêm", "Giao ban")


def _roll(ctx: Context, draft: Draft, ticked: Sequence[Person]) -> list[str]:
    """What is told of who was there that the ticks do not tell."""
    told = []
    if draft.count is not None and len(ticked) != draft.count and not any("/" in line for line in draft.called):
        day = f"{draft.day:%d/%m}" if draft.day is not None and draft.title.startswith(_OF_PEOPLE) else None
        told = [texts.room.so_many_there(draft.count, draft.title if day else None, day, households=draft.households)]
    names = (*draft.here, *draft.away)
    strangers = any(len(people_there.meant(ctx, name)) != 1 for name in names)
    by_name = ticked and (names or draft.everyone) and not strangers and not any("(" in line for line in draft.called)
    return told if by_name else [*told, *draft.called]


_OF_PEOPLE = "Họp dân"


def _outdated(ctx: Context, meeting: Meeting | None, draft: Draft, ticked: Sequence[Person]) -> Note | None:
    """The line of the minutes that counts those who were there otherwise than what is told now."""
    if meeting is None or not (ticked or draft.count is not None):
        return None
    counts = [note for note in talking.notes(ctx.session, meeting) if texts.room.SO_MANY_THERE.search(note.text)]
    same = {line.casefold() for line in _roll(ctx, draft, ticked)}
    if not counts or counts[-1].text.casefold() in same:
        return None
    if draft.count is None and texts.room.counted_there(counts[-1].text) == str(len(ticked)):
        return None
    return counts[-1]


def _recap(ctx: Context, draft: Draft) -> Reply:
    meeting, at = _meeting(ctx, draft), hours.at(ctx, draft)
    begins = meeting.at if meeting is not None else at or ctx.now
    ticked = _ticked(ctx, draft)
    given = [draft_ for each in draft.given if (draft_ := tasks.said_of(ctx, each)) is not None]
    text = texts.room.minutes_told(
        wording.lower_first(draft.title),
        wording.moment(begins, ctx.zone),
        meeting.place if meeting is not None else draft.place or hours.DEFAULT_PLACE,
        [people_there.called(person) for person in ticked],
        [*_roll(ctx, draft, ticked), *draft.lines],
        [
            texts.room.given_there(each.who or "", each.what, wording.day(each.due) if each.due else None)
            for each in given
        ],
        new=meeting is None,
        instead=_told_instead(_outdated(ctx, meeting, draft, ticked), draft, ticked),
    )
    return Reply(text, choices(words.SAVE, words.DROP))


def _told_instead(outdated: Note | None, draft: Draft, ticked: Sequence[Person]) -> str | None:
    """The word that a line of the minutes is replaced by what is told now."""
    now = texts.room.counted(draft.count, households=draft.households) if draft.count is not None else None
    if outdated is None:
        there = now or (texts.room.counted(len(ticked)) if ticked else None)
        return (
            texts.room.told_anew(draft.counted, there) if draft.counted and there not in {None, draft.counted} else None
        )
    was = texts.room.counted_there(outdated.text, unit=True)
    return texts.room.counted_anew(was, now or texts.room.counted(len(ticked)), everyone=draft.everyone)


def _finish(ctx: Context, draft: Draft) -> list[Reply]:
    meeting = _meeting(ctx, draft) or _held(ctx, draft)
    if _approved(ctx, meeting):
        return [Reply(texts.room.minutes_are_approved())]
    if sittings.sitting(ctx.session, meeting) is None:
        held = sittings.begin(ctx.session, meeting, ctx.person.id or 0, min(meeting.at, ctx.now))
        sittings.end(ctx.session, held, max(meeting.at, min(_ended(ctx, draft, meeting), ctx.now)))
    ticked = _ticked(ctx, draft)
    for person in ticked:
        presence.note(ctx.session, meeting, person.id or 0, ctx.now, "tick")
    if ticked:
        attendance.refresh(ctx, meeting)
    outdated = _outdated(ctx, meeting, draft, ticked)
    if outdated is not None:
        talking.strike(ctx.session, meeting, outdated.number)
    said = [texts.general.upper_first(line) for line in (*_roll(ctx, draft, ticked), *draft.lines)]
    noted = [talking.note(ctx.session, meeting, ctx.person.id or 0, line, ctx.now) for line in said]
    given = [tasks.said_of(ctx, each) for each in draft.given]
    told = [tasks.keep(ctx, each, meeting) for each in given if each is not None]
    lines = [texts.room.noted(note.number, note.text) for note in noted]
    there = attendance.tally(ctx, meeting) if ticked else None
    gone = [texts.room.struck_as_outdated(outdated.number, outdated.text)] if outdated is not None else []
    text = texts.room.minutes_kept(ctx.who, wording.moment(meeting.at, ctx.zone), [*gone, *lines], told, there)
    last = sittings.last_held(ctx.session, ctx.unit.id or 0, ctx.now)
    called = bool(presence.of(ctx.session, meeting))
    tick = choices(texts.room.TICK) if last is not None and last.id == meeting.id and not called else ()
    paper = (Choice(texts.room.MAKE_MINUTES, about=f"room:minutes:{meeting.id}"),)
    counted = noted[:1] if draft.title.startswith(_OF_PEOPLE) and draft.count is not None else []
    book = tuple(Choice(texts.room.TO_THE_BOOK, about=f"room:log:{note.id}") for note in counted)
    return [Reply(text, (*book, *unopened.to_give(draft.lines), *tick, *paper))]


def _held(ctx: Context, draft: Draft) -> Meeting:
    """The meeting written down now, after it was held."""
    return schedule.call(
        ctx.session, draft.unit_id, draft.title, draft.day or ctx.today, draft.hour or "",
        draft.place or hours.DEFAULT_PLACE, ctx.now, ctx.zone, held=True,
    )  # fmt: skip


def _ended(ctx: Context, draft: Draft, meeting: Meeting) -> datetime:
    """When it was over, as it was told or as long as one takes."""
    if draft.end is None:
        return meeting.at + LASTS
    return schedule.instant(meeting.at.astimezone(ctx.zone).date(), draft.end, ctx.zone)


def _in_short(draft: Draft) -> str:
    return texts.room.minutes_title(hours.in_short(draft))


TELL: Conversation[Draft] = Conversation(
    name="bien-ban",
    draft=Draft,
    title=_in_short,
    blanks=(
        Blank(_ask_day, _hear_day, fits=hours.fits_a_time),
        Blank(_ask_hour, _hear_hour, fits=hours.fits_a_time),
        Blank(_ask_place, _hear_place, _left_place, fits=hours.fits_a_place),
    ),
    recap=_recap,
    finish=_finish,
    dropped=lambda ctx, _: texts.room.minutes_dropped(ctx.who),
    fits=answers.changes_a_meeting,
)
