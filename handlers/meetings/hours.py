"""The blanks that every talk about a meeting shares: the hour, morning or evening, and whether people may be woken."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from db import invitees, meetings
from db.models import Unit
from handlers import texts, units, wording, words
from handlers.context import Context
from handlers.meetings import leads, schedule
from handlers.message import Choice, Reply, choices
from handlers.room import people_there
from handlers.vi import answers, committees, meeting_words, proposals
from handlers.vi.reading import Reading
from handlers.vi.words import split

DEFAULT_PLACE = "nhà văn hóa khu phố"
_USUAL = ("nhà văn hóa", "trụ sở khu phố", "văn phòng khu phố", "ủy ban", "ủy ban phường")
_SOON = timedelta(hours=12)  # after the quiet hours: what is later than that can wait until they end
_PARTS = {"sang": "morning", "trua": "noon", "chieu": "afternoon", "toi": "evening", "dem": "night", "khuya": "night"}


@dataclass(frozen=True, slots=True)
class Timed:
    """What has an hour, "19:30"; not `sure` while morning or evening is open."""

    hour: str | None = None
    sure: bool = True
    unit_id: int = field(default=0, kw_only=True)  # whose meeting it is


@dataclass(frozen=True, slots=True)
class Single(Timed):
    """One meeting on a day; `wakes` says whether people may be told in the quiet hours, None while it is not asked.

    It is asked below the recap, so that its answer has `agreed` to the whole.
    """

    day: date | None = None
    wakes: bool | None = None
    agreed: bool = field(default=False, kw_only=True)


T = TypeVar("T", bound=Timed)
S = TypeVar("S", bound=Single)


def hear_unit(ctx: Context, draft: T, reading: Reading, asked: bool) -> T | None:  # noqa: ARG001, FBT001
    """Take another committee of the person's that a short message names, where they may set meetings: "của kp 7"."""
    short = len(words.bare(reading.text).split()) <= _ONLY_THE_UNIT and not reading.facts
    name = committees.meant(split(reading.text)) if short else None
    unit = units.named(ctx, name) if name else None
    known = {draft.unit_id, *(other.id for other, _ in ctx.others)}
    if not isinstance(unit, Unit) or unit.id != ctx.unit.id or not ctx.leads or draft.unit_id not in known:
        return None
    return replace(draft, unit_id=unit.id or 0) if draft.unit_id != unit.id else None


def title_of(ctx: Context, title: str, unit_id: int) -> str:
    """A meeting by name; whose it is, for whoever is of several committees."""
    unit = ctx.session.get_one(Unit, unit_id)
    several = any(other.kind in invitees.COMMITTEES for other, _ in ctx.others)
    return texts.meetings.of_unit(title, unit.name) if several and unit.kind in invitees.COMMITTEES else title


def none_known(ctx: Context) -> Reply:
    """That no meeting is known, of which committee for whoever is of several, and how one is set."""
    return Reply(texts.meetings.no_meeting(ctx.who, ctx.unit.name if ctx.others else None, leads=ctx.leads))


_ONLY_THE_UNIT = 7  # words: "không phải, của khu phố 7 nhé"


def clock(at: time | None) -> str | None:
    """An hour as it is kept."""
    return f"{at:%H:%M}" if at else None


def in_short(draft: Single) -> str:
    """The day and hour of a meeting in the making, as far as they are known: "19 giờ 21/11"."""
    hour = said(draft.hour) if draft.hour else ""
    return f"{hour} {draft.day:%d/%m}".strip() if draft.day else hour


def said(hour: str) -> str:
    """An hour as it is said.

    >>> said("19:00"), said("07:30")
    ('19 giờ', '7 giờ 30')
    """
    hours, minutes = hour.split(":")
    return f"{int(hours)} giờ" + (f" {minutes}" if minutes != "00" else "")


def ask_hour(_ctx: Context, draft: Timed) -> Reply | None:
    """Ask for the hour, or whether it is in the morning."""
    if draft.hour is None:
        return Reply(texts.meetings.ask_hour(), choices("19h", "19h30", "8h sáng"))
    if draft.sure:
        return None
    spoken = said(draft.hour)
    late = "chiều" if int(draft.hour[:2]) < _FIRST_OF_EVENING else "tối"
    return Reply(texts.meetings.ask_half(spoken, late), choices(f"{spoken} sáng", f"{spoken} {late}"))


_FIRST_OF_EVENING = 6


def hear_hour(ctx: Context, draft: T, reading: Reading, asked: bool) -> T | None:  # noqa: FBT001
    """Take an hour, a bare number when it was asked for, or "tối" for one that was open."""
    heard = meeting_words.when(reading.text, ctx.today, ctx.today)
    if heard.hour is not None:
        return replace(draft, hour=clock(heard.hour), sure=heard.sure)
    if not asked:
        return None
    if words.is_as_before(reading.text) and (before := _last_time(ctx)):
        return replace(draft, hour=before[0], sure=True)
    part = _PARTS.get(words.bare(reading.text).removeprefix("buoi ").partition(" ")[0])
    if draft.hour is not None and part is not None:
        at = time.fromisoformat(draft.hour)
        return replace(draft, hour=clock(meeting_words.in_part(at, part)), sure=True)
    number = words.bare(reading.text)
    if number.isdecimal() and len(number) <= 2 and int(number) <= 23:
        return replace(draft, hour=f"{int(number):02}:00", sure=not 1 <= int(number) <= 12)
    return None


def fits_a_time(_ctx: Context, _draft: Timed, reading: Reading) -> bool:
    """Whether words answer plainly when a meeting is, or name its committee."""
    short = len(words.bare(reading.text).split()) <= _ONLY_THE_UNIT and not reading.facts and not reading.question
    return answers.is_a_time(reading.text) or (short and committees.meant(split(reading.text)) is not None)


def fits_a_place(ctx: Context, _draft: Timed, reading: Reading) -> bool:
    """Whether words answer plainly where a meeting is."""
    counts = any(fact.indicator for fact in reading.facts)
    known = any(words.same(place_, reading.text) for place_ in _places(ctx))
    return not counts and (known or answers.is_a_place(reading.text))


def at(ctx: Context, draft: Single) -> datetime | None:
    """When the meeting is to begin; None while that is open."""
    if draft.day is None or draft.hour is None or not draft.sure:
        return None
    return schedule.instant(draft.day, draft.hour, ctx.zone)


def ask_day(ctx: Context, draft: Single) -> Reply | None:
    """Ask for the day, and again when day and hour are over."""
    if draft.day is None:
        return which_day(ctx)
    begins = at(ctx, draft)
    if begins is not None and begins <= ctx.now:
        return Reply(texts.meetings.in_the_past(wording.moment(begins, ctx.zone)))
    return None


def which_day(ctx: Context) -> Reply:
    """The question for the day."""
    return Reply(texts.meetings.ask_day(example(ctx.today + _FAR)))


_FAR = timedelta(days=10)


def example(day: date) -> str:
    """A day as it may be typed: "6/2"."""
    return f"{day.day}/{day.month}"


def hear_day(ctx: Context, draft: S, reading: Reading, asked: bool) -> S | None:  # noqa: FBT001
    """Take a day, and the hour beside it."""
    heard = meeting_words.when(reading.text, ctx.today, ctx.today)
    if heard.day is None and asked:
        heard = meeting_words.when(f"ngày {reading.text.strip()}", ctx.today, ctx.today)
    if heard.day is None:
        return hear_hour(ctx, draft, reading, False) if asked else None  # noqa: FBT003 (not the hour)
    dated = replace(draft, day=heard.day)
    return dated if heard.hour is None else replace(dated, hour=clock(heard.hour), sure=heard.sure)


def ask_wake(ctx: Context, draft: S, recap: Callable[[Context, S], Reply]) -> Reply | None:
    """In the quiet hours ask whoever leads, below the recap, whether people may be told at once of what is soon."""
    begins = at(ctx, draft)
    if draft.wakes is not None or begins is None or not leads.quiet(ctx.now, ctx.zone):
        return None
    morning = leads.morning(ctx.now, ctx.zone)
    if begins > morning + _SOON:
        return None
    until = wording.moment(morning, ctx.zone)
    offered = choices(words.WAKE, words.WAIT, words.DROP) if begins > morning else choices(words.WAKE, words.DROP)
    asked = texts.meetings.ask_wake(until if begins > morning else None)
    return Reply(f"{recap(ctx, draft).text}\n{asked}", offered)


def hear_wake(ctx: Context, draft: S, reading: Reading, asked: bool) -> S | None:  # noqa: FBT001
    """Take "báo ngay" or "để sáng"; a mere yes wakes nobody, unless the meeting is over by the morning."""
    said_ = words.bare(reading.text)
    if said_.startswith("bao ngay"):
        return replace(draft, wakes=True, agreed=asked)
    if asked and (said_.startswith(_IN_THE_MORNING) or words.is_yes(reading.text)):
        begins = at(ctx, draft)
        return replace(draft, wakes=begins is not None and begins <= leads.morning(ctx.now, ctx.zone), agreed=True)
    return None


_IN_THE_MORNING = ("de sang", "sang mai", "de mai", "de 7", "7 gio", "7h", "mai bao", "mai hay bao")


def has_agreed(_ctx: Context, draft: Single) -> bool:
    """Whether the meeting was agreed to by the answer when to tell people of it."""
    return draft.agreed


_ANSWERS = frozenset({"du", "vang", "chua ro", "da biet"})  # to another meeting: no place is called so


def place(ctx: Context, reading: Reading, *, asked: bool) -> str | None:
    """Where a message says that a meeting is; any words that are no order will do when the place was asked for."""
    if asked and words.is_as_before(reading.text):
        before = _last_time(ctx)
        return before[1] if before else None
    if words.says(words.bare(reading.text), "moi them", "moi luon", "moi ca"):
        return None  # "mời thêm chú Năm ở tổ 3": that is where he lives
    text = proposals.whether(reading.text) or reading.text
    named = meeting_words.place(text)
    if named is None and (not asked or _says_no_place(ctx, reading, text)):
        return None
    return known_place(ctx, named or text)


def _says_no_place(ctx: Context, reading: Reading, text: str) -> bool:
    """Whether words are a question, an order or a rule, and so no place."""
    other = reading.question is not None or reading.recurrence is not None
    other = other or words.steers(reading.text) or words.bare(reading.text) in _ANSWERS
    other = other or not (answers.may_be_a_name(text) or answers.is_a_place(text))
    return other or meeting_words.asks(text) or meeting_words.wish(text, ctx.today) is not None


def _last_time(ctx: Context) -> tuple[str, str] | None:
    """The hour and the place at which the committee meets, or met last."""
    series = meetings.series(ctx.session, ctx.unit.id or 0)
    if series is not None:
        return series.hour, series.place
    last = meetings.last(ctx.session, ctx.unit.id or 0, ctx.now)
    return (f"{last.at.astimezone(ctx.zone):%H:%M}", last.place) if last else None


def known_place(ctx: Context, named: str | None) -> str | None:
    """A place as it is written: those the committee meets at are known again without diacritics."""
    if named is None:
        return None
    said_ = _POLITE_END.sub("", named.strip())
    of_somebody = _HOME.fullmatch(said_)
    if of_somebody is not None:
        return f"nhà {_called(ctx, of_somebody['who'])}"
    return wording.lower_first(next((k for k in _places(ctx) if words.same(k, said_)), said_)) or None


_POLITE_END = re.compile(  # "nhà văn hóa nha em", but not "nhà em"
    r"(?:[\s,]+(?:nha|nhé|nhe|nghe|nghen|nhen|ạ|nè|luôn|luon)(?:\s+(?:em|con|cháu|chau|bác|bac|chị|chi|anh))?)+[\s.!]*$",
    re.IGNORECASE,
)


_HOME = re.compile(  # "nhà bác", which would name nobody to the others
    r"(?:nhà|nha)\s+(?P<who>tôi|toi|tui|mình|minh|bác|bac|cô|co|chú|chu|anh|chị|chi|em|con|ông|ong|bà|ba|dì|di)",
    re.IGNORECASE,
)


def _called(ctx: Context, said_: str) -> str:
    """Who is meant by a form of address alone, as all call them: the speaker, or the one member who is called so."""
    title, bare = words.bare(ctx.who), words.bare(said_)
    others = [one for one, _ in people_there.members(ctx) if words.bare(one.title) == bare != title]
    meant = others[0] if len(others) == 1 else ctx.person
    return f"{meant.title} {meant.name.split()[-1]}"


def _places(ctx: Context) -> list[str]:
    return [*(s.place for s in meetings.in_force(ctx.session, ctx.unit.id or 0)), DEFAULT_PLACE, *_USUAL]


def offered_places(ctx: Context) -> tuple[Choice, ...]:
    """The places that are offered: where the committee meets, and the usual one."""
    usual = meetings.series(ctx.session, ctx.unit.id or 0)
    known = dict.fromkeys((usual.place if usual else DEFAULT_PLACE, DEFAULT_PLACE))
    return choices(*(texts.general.upper_first(each) for each in known))


def waits(ctx: Context, begins: datetime, *, wakes: bool) -> str:
    """When people are told of a change made now."""
    now = leads.free(ctx.now, begins, ctx.zone, wakes=wakes)
    return "ngay bây giờ" if now else "lúc " + wording.moment(leads.morning(ctx.now, ctx.zone), ctx.zone)
