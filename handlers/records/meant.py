"""Which record somebody means: by its number, by when it was written, by what it tells."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from db import ledger, records
from db.catalogue import indicators
from db.models import Record, Unit
from handlers import units, vi, visibility, words
from handlers.context import Context
from handlers.conversation import said_last
from handlers.vi.dates import when
from handlers.vi.reading import Reading, Span
from handlers.vi.words import split

_NUMBER = re.compile(r"#?\b([A-Za-z]{1,4}\d{0,6}-\d{4,})\b")
_RECENT, _FAR_BACK = timedelta(days=2), timedelta(days=31)
JUST_SAVED = timedelta(minutes=10)  # in which a number is taken for it anew, and nobody need say why it goes
JUST_NOW = ("hoi nay", "vua", "luc nay", "moi ghi", "vua roi", "cuoi cung", "gan nhat", "moi nhat")
_PARTS = {  # parts of a day: from an hour until before another
    "sang": (4, 11), "trua": (10, 14), "chieu": (12, 18), "toi": (17, 24), "khuya": (20, 24),
}  # fmt: skip


def number_in(text: str) -> str | None:
    """The record number in a sentence.

    >>> number_in("sửa #kp9-0142 thành 30"), number_in("tổ 5-6")
    ('KP9-0142', None)
    """
    found = _NUMBER.search(text) if "-" in text else None
    return found[1].upper() if found else None


def end_of_number(text: str) -> int:
    """Where the record number in a sentence ends; 0 where it has none."""
    found = _NUMBER.search(text)
    return found.end() if found else 0


def beside_number(text: str) -> str:
    """A sentence without the record number in it.

    >>> beside_number("sửa #KP9-0142 thành 30 suất")
    'sửa  thành 30 suất'
    """
    return _NUMBER.sub("", text)


def shown_last(ctx: Context) -> Record | None:
    """The one record that the newest message of the chat asks to put right, by its number; None for any other."""
    last = said_last(ctx)
    if last is None or ctx.now - last.at >= JUST_SAVED or not any(asks in last.reply for asks in _ASKS_TO_CHANGE):
        return None
    numbers = {found[1] for found in _NUMBER.finditer(last.reply)}
    return numbered(ctx, *numbers) if len(numbers) == 1 else None


_ASKS_TO_CHANGE = ("Cần sửa thì nhắn", "nhắn số đúng giúp em")  # of `texts.records.record` and `change_to_what`


def numbered(ctx: Context, number: str) -> Record | None:
    """The record of a number, when this person may see it."""
    found = records.by_number(ctx.session, number)
    unit = ctx.session.get(Unit, found.unit_id) if found else None
    return found if unit is not None and units.may_see(ctx, unit) else None


def recent(ctx: Context) -> Sequence[Record]:
    """What this person recorded in the last two days and still counts, newest first."""
    return records.recent(ctx.session, ctx.person, ctx.now - _RECENT, ctx.unit)


def written_last(ctx: Context) -> Record | None:
    """What this person recorded or corrected last, where that was just now: "nhầm rồi" is of that."""
    made = records.last_by(ctx.session, ctx.person, ctx.unit)
    if not made or ctx.now - made[0].at > JUST_SAVED:
        return None
    record = ctx.session.get_one(Record, made[0].record_id)
    return None if records.is_void(ctx.session, record) else record


def last_written_first(ctx: Context, found: Sequence[Record], reading: Reading) -> Sequence[Record]:
    """Some records, that first which was recorded or corrected just now; one further back too where none is named."""
    last = written_last(ctx)
    named = reading.day or reading.period or reading.at or reading.activity not in {None, "khac"}
    if last is None or (last not in found and named):
        return found
    return [last, *(record for record in found if record.id != last.id)]


def lately(ctx: Context) -> Sequence[Record]:
    """What this person recorded in the last month and still counts, newest first."""
    return records.recent(ctx.session, ctx.person, ctx.now - _FAR_BACK, ctx.unit)


def lately_of_all(ctx: Context) -> Sequence[Record]:
    """What anybody of the committee recorded in these days and still counts, newest first."""
    return records.recent_of(ctx.session, ctx.unit, ctx.now - _RECENT)


def by_others(ctx: Context, reading: Reading) -> Sequence[Record]:
    """What others of the committee recorded in these days, newest first: for who leads it and tells a figure of it."""
    if not ctx.leads or not reading.facts:
        return ()
    found = records.recent_of(ctx.session, ctx.unit, ctx.now - _RECENT)
    return [r for r in found if r.person_id != ctx.person.id]


def told_by_another(ctx: Context, reading: Reading) -> Record | None:
    """The one record of others in these days that holds a number of a sentence: "sửa cái 30 phần quà thành 35"."""
    named = {fact.indicator for fact in reading.facts}
    numbers = {Decimal(low) for low in split(reading.text).lows if low.isdecimal()}
    found = records.recent_of(ctx.session, ctx.unit, ctx.now - _RECENT) if named and numbers else []
    for record in found if len(numbers) > 1 else ():
        seen = [e for e in records.lines(ctx.session, record) if visibility.of_entry(ctx, e)]
        if record.person_id != ctx.person.id and any(e.indicator in named and e.value in numbers for e in seen):
            return record
    return None


def by_own_words(found: Sequence[Record], said: str, *, alone: bool = False) -> Record | None:
    """The record that shares most words of weight with bare words ("cái phát gạo"), of several the newest.

    With `alone` none is meant by words that fit several as well.
    """
    place = words.place(" ".join(word for word in said.split() if word not in {"gan", "vao", "vo", "cho"}))
    if place is not None:
        return found[place] if place < len(found) else None
    told = set(said.split()) - LIGHT
    shared = {r.id: len(told & set(words.bare(r.text).split())) for r in found}
    most = max(shared.values(), default=0)
    best = [r for r in found if most and shared[r.id] == most]
    return best[0] if best and not (alone and len(best) > 1) else None


def names_another(found: Sequence[Record], said: str) -> bool:
    """Whether bare words name something that none of some records tells of: "bỏ cái quà trung thu"."""
    told = set(said.split()) - LIGHT - _DEEDS
    return len(told) > 1 and all(told.isdisjoint(words.bare(r.text).split()) for r in found)


_DEEDS = frozenset("xoa bo rut huy go giup gium dum ra khoi so luon het ghi tin vi do con luc gio".split())
LIGHT = frozenset(
    "cua cai viec buoi anh hinh tam lan nay do kia vao vo gan cho em toi minh bac co chu chi hoi nay vua roi moi ghi "
    "la o di nhe nha a da duoc mot may cac nhung vu anh lai sang chieu toi trua qua hom ngay va voi ho".split()
)  # words that tell nothing of what was done


def by_words(ctx: Context, reading: Reading) -> Sequence[Record]:
    """The recent records that the words fit ("cái hồi sáng", "cái vừa ghi"), newest first; all when none fits."""
    said = words.bare(reading.text)
    if words.says(said, *JUST_NOW):
        return recent(ctx)[:1]
    found = _of_a_day(ctx, reading.day) or recent(ctx)
    if reading.at is not None:
        at = reading.at.hour
        found = [r for r in found if _hour(ctx, r) == at] or found
    else:
        spans = [span for part, span in _PARTS.items() if words.says(said, part)]
        found = [r for r in found if all(low <= _hour(ctx, r) < high for low, high in spans)] or found
    denied = day_denied(reading)
    if denied is not None:  # it is moved away from there
        found = [r for r in found if records.days(ctx.session, r)[0] == denied] or found
    elif reading.period is not None and reading.day is None:
        found = _of_a_period(ctx, found, reading.period)
    elif reading.day is not None and not spans_today(said) and not puts_day_right(reading):
        found = [r for r in found if reading.day in {*records.days(ctx.session, r), _written(ctx, r)}] or found
    if reading.activity not in {None, "khac"}:
        fitting = [r for r in found if reading.activity in activities(ctx, r)]
        found = fitting or ([] if _lies_back(ctx, reading.day) else found)  # of that day there is another deed, or none
    return found


def _of_a_day(ctx: Context, day: date | None) -> Sequence[Record]:
    """What was recorded for a day that lies further back: "sửa quà hôm thứ hai" said on Friday.

    It is one's own; to who leads the committee and recorded nothing for that day, it is what the others did.
    """
    if day is None or not _lies_back(ctx, day):
        return ()
    since = datetime.combine(day, time(), ctx.zone)
    own = _for_day(ctx, records.recent(ctx.session, ctx.person, since, ctx.unit), day)
    return own if own or not ctx.leads else _for_day(ctx, records.recent_of(ctx.session, ctx.unit, since), day)


def _of_a_period(ctx: Context, found: Sequence[Record], of: Span) -> Sequence[Record]:
    """The records of a month or a week that is named: "ghi nhầm tháng 3 rồi"; all where none is of it."""
    days = [(r, records.days(ctx.session, r)) for r in found]
    just = [r for r, (start, _) in days if start == of.start]
    return just or [r for r, (start, end) in days if of.start <= start <= end <= of.end] or found


def _for_day(ctx: Context, found: Sequence[Record], day: date) -> Sequence[Record]:
    return [r for r in found if day in {*records.days(ctx.session, r), _written(ctx, r)}]


def _lies_back(ctx: Context, day: date | None) -> bool:
    return day is not None and _FAR_BACK >= ctx.today - day >= _RECENT


def activities(ctx: Context, record: Record) -> set[str | None]:
    """The activity of a record, and those that its figures tell of where it tells several deeds."""
    return {record.activity, *(vi.activity_of(entry.indicator) for entry in records.lines(ctx.session, record))}


def day_denied(reading: Reading) -> date | None:
    """The day on which something was not: "hôm qua chứ không phải hôm nay"."""
    told = _DENIED.search(reading.text) if reading.day is not None else None
    return when(split(told[1]), reading.on).day if told else None


def beside_denied(reading: Reading) -> str:
    """A sentence without the day that it denies."""
    return reading.text if day_denied(reading) is None else _DENIED.sub("", reading.text, count=1)


def puts_day_right(reading: Reading) -> bool:
    """Whether a sentence says that a day was told wrongly: "ghi lộn ngày, bão lụt là hôm thứ tư".

    >>> said = ("hôm kia chớ hổng phải hôm nay", "em ghi nhầm ngày, cái đó hôm thứ tư", "nhầm, ngày 15 mới đúng")
    >>> [puts_day_right(vi.read(text, date(2026, 11, 20))) for text in said]
    [True, True, False]
    """
    if reading.day is None:
        return False
    return _DAY_WRONG.search(words.bare(reading.text)) is not None or day_denied(reading) is not None


_DENIED = re.compile(
    r"\b(?:không|khong|ko|hông|hong|hổng|hỏng|hok|hem|k) (?:phải|phai) (?:(?:là|la) )?([^,.;]+)", re.IGNORECASE
)
_DAY_WRONG = re.compile(r"\b(?:lon|nham|sai)(?: cai)? ngay\b(?! \d)")


def fits_more(said: str, text: str, other: str) -> bool:
    """Whether bare words share more words of weight with one text than with another."""
    told = set(said.split()) - LIGHT - _DEEDS
    return len(told & set(words.bare(text).split())) > len(told & set(words.bare(other).split()))


def behind(ctx: Context, reading: Reading) -> Record | None:
    """The record that a level told by this committee rests on, whoever wrote it: "ủa sao hộ nghèo 12, 11 thôi"."""
    for fact in reading.facts:
        indicator = indicators().get(fact.indicator or "")
        if indicator is None or indicator.kind not in {"stock", "yearly"}:
            continue
        year = date(ctx.today.year, 1, 1), date(ctx.today.year, 12, 31)
        found = ledger.figure(ctx.session, indicator, ctx.unit, *year)
        own = [source.record for source in found.sources if source.record.unit_id == ctx.unit.id] if found else []
        if own:
            return own[-1]
    return None


def spans_today(said: str) -> bool:
    """Whether "hồi sáng" and the like only name a part of the day of writing."""
    return words.says(said, "hoi sang", "hoi trua", "hoi chieu", "hoi toi")


def _hour(ctx: Context, record: Record) -> int:
    return record.at.astimezone(ctx.zone).hour


def _written(ctx: Context, record: Record) -> object:
    return record.at.astimezone(ctx.zone).date()
