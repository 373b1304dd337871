"""Correcting what was saved: a new version of a line, or taking a record out; the old stays for whoever asks."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from db import records
from db.catalogue import indicators
from db.models import Entry, File, Person, Record, Unit
from db.records import Line
from handlers import checking, lines, texts, texts_record, units, visibility, wording, words
from handlers.context import Context
from handlers.conversation import Blank, Conversation, begin
from handlers.lines import DraftLine
from handlers.message import Attached, Reply, choices
from handlers.vi.reading import Reading

_NUMBER = re.compile(r"#?\b([A-Za-z]{1,4}\d{0,6}-\d{4,})\b")
_VOID_WORDS = frozenset({"xoa", "rut", "huy", "bo"})
_RECENT = timedelta(days=2)
_SHORT = 7  # words: a longer sentence is a new one


@dataclass(frozen=True, slots=True)
class Draft:
    """A correction in the making: which record, and which lines become what; no lines means it is taken out."""

    number: str
    lines: tuple[tuple[int, DraftLine], ...] = ()  # entry id and its new form
    why: str = ""


def number_in(text: str) -> str | None:
    """The record number in a sentence.

    >>> number_in("sửa #kp9-0142 thành 30"), number_in("tổ 5-6")
    ('KP9-0142', None)
    """
    found = _NUMBER.search(text)
    return found[1].upper() if found else None


def open_from(ctx: Context, reading: Reading) -> list[Reply]:
    """Begin a correction from a sentence: by record number, else of what this person logged last that fits."""
    record = _meant(ctx, reading)
    if record is None:
        number = number_in(reading.text)
        return [Reply(texts.record_unknown(number) if number else texts_record.nothing_to_correct(ctx.who))]
    if not may_change(ctx, record):
        return [Reply(texts_record.not_yours(record.number))]
    if _VOID_WORDS & set(words.bare(reading.text).split()[:2]) and not reading.facts:
        return begin(ctx, CORRECT, Draft(record.number, why=reading.text))
    changes = _changes(ctx, record, reading)
    if not changes:
        return [Reply(texts_record.nothing_to_correct(ctx.who))]
    return begin(ctx, CORRECT, Draft(record.number, changes, reading.text))


def show(ctx: Context, number: str) -> list[Reply]:
    """A record as it stands, with its photos."""
    record = records.by_number(ctx.session, number)
    unit = ctx.session.get(Unit, record.unit_id) if record else None
    if record is None or unit is None or not units.may_see(ctx, unit):
        return [Reply(texts.record_unknown(number))]
    return [_shown(ctx, record, unit)]


def _shown(ctx: Context, record: Record, unit: Unit) -> Reply:
    person = ctx.session.get(Person, record.person_id)
    by = texts_record.recorded_by(f"{person.title} {person.name}" if person else "?", record.at, ctx.zone)
    when = wording.span(record.day_from, record.day_to)
    standing = records.lines(ctx.session, record)
    told = [wording.entry(e) for e in standing if visibility.of_entry(ctx, e)]
    words_shown = record.text if len(told) == len(standing) else texts_record.not_for_all()
    photos = tuple(
        Attached(file.sha256, file.name, file.media_type)
        for sha256 in records.photos(ctx.session, record)
        if (file := ctx.session.get(File, sha256))
    )
    return Reply(texts_record.record(record.number, unit.name, when, told, by, words_shown), attached=photos)


def undo(ctx: Context, number: str) -> list[Reply]:
    """Take a record out at once, as the button under it offers."""
    record = records.by_number(ctx.session, number)
    if record is None or not may_change(ctx, record):
        return [Reply(texts.record_unknown(number))]
    records.void(ctx.session, record, ctx.person, ctx.now, words.UNDO)
    return [Reply(texts_record.undone(number))]


def _meant(ctx: Context, reading: Reading) -> Record | None:
    """The record a sentence is about: the one it numbers, else the newest of this person that has such a figure."""
    number = number_in(reading.text)
    if number is not None:
        found = records.by_number(ctx.session, number)
        unit = ctx.session.get(Unit, found.unit_id) if found else None
        return found if unit is not None and units.may_see(ctx, unit) else None
    recent = records.recent(ctx.session, ctx.person, ctx.now - _RECENT, ctx.unit)
    if reading.at is not None:
        recent = [r for r in recent if r.at.astimezone(ctx.zone).hour == reading.at.hour] or recent
    return next((r for r in recent if not reading.facts or _changes(ctx, r, reading)), None)


def may_change(ctx: Context, record: Record) -> bool:
    """Whether a person may correct a record: its writer, who leads the committee, the ward."""
    return record.person_id == ctx.person.id or (ctx.leads and record.unit_id == ctx.unit.id) or ctx.role == "ward"


def _changes(ctx: Context, record: Record, reading: Reading) -> tuple[tuple[int, DraftLine], ...]:
    """Which lines of a record a sentence changes: each stated figure to the line of the same indicator or unit."""
    stated = list(lines.gather(reading).lines)
    number = words.bare_number(reading)
    standing = records.lines(ctx.session, record)
    if not stated and number is not None and len(standing) == 1:
        only = indicators()[standing[0].indicator]
        stated = [DraftLine(only.code, number, only.unit, reading.text)]
    found: dict[int, DraftLine] = {}  # of two figures for one line the later is meant ("50 là nhầm, có 40 thôi")
    for line in stated:
        entry = next((e for e in standing if _is_about(line, e)), None)
        if entry is not None and entry.id is not None:
            found[entry.id] = _as_entry(line, entry)
    return tuple(found.items())


def _is_about(line: DraftLine, entry: Entry) -> bool:
    indicator = indicators()[entry.indicator]
    return line.indicator == entry.indicator or line.unit in {indicator.unit, *indicator.also}


def _as_entry(line: DraftLine, entry: Entry) -> DraftLine:
    return DraftLine(
        entry.indicator, line.value, line.unit, line.said, line.value_max, line.qualifier, change=entry.change,
        counts_for=entry.counts_for, standard=line.standard or entry.standard,
    )  # fmt: skip


def _recap(ctx: Context, draft: Draft) -> Reply:
    record = records.by_number(ctx.session, draft.number)
    standing = records.lines(ctx.session, record) if record else []
    if not draft.lines:
        told = [wording.entry(e) for e in standing]
        text = texts_record.void_recap(draft.number, told, _reason(draft.why))
        return Reply(text, choices(words.WITHDRAW, words.KEEP))
    by_id = {entry.id: entry for entry in standing}
    changes = [(by_id[entry_id], lines.into_ledger(line)) for entry_id, line in draft.lines if entry_id in by_id]
    shown = [_change(entry, new) for entry, new in changes]
    unit = ctx.session.get(Unit, record.unit_id) if record else None
    odd = checking.about_correction(ctx, unit, record, [new for _, new in changes]) if record and unit else []
    return Reply(texts_record.correct_recap(draft.number, shown, odd), choices(words.SAVE, words.DROP))


def _change(entry: Entry, new: Line) -> str:
    indicator = indicators()[entry.indicator]
    value = wording.amount(new.value, indicator.unit, new.qualifier, new.value_max)
    return f"{indicator.name}: {wording.number(entry.value)} → {value}"


def _hear(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: ARG001, FBT001
    record = records.by_number(ctx.session, draft.number)
    if record is None or number_in(reading.text) not in {None, draft.number}:
        return None
    if not draft.lines:
        return replace(draft, why=reading.text) if _reason(reading.text) else None
    changes = _changes(ctx, record, reading) if len(words.bare(reading.text).split()) <= _SHORT else ()
    return Draft(draft.number, changes, reading.text) if changes else None


def _reason(text: str) -> str | None:
    """The reason in a sentence that takes a record out.

    >>> _reason("xóa #KP9-0001 vì ghi trùng"), _reason("xóa #KP9-0001")
    ('ghi trùng', None)
    """
    found = _BECAUSE.search(text)
    return found[1].strip(" .") or None if found else None


_BECAUSE = re.compile(r"(?:^|\s)(?:vì|do|lý do:?|ly do:?)\s+(.+)", re.IGNORECASE)


def _finish(ctx: Context, draft: Draft) -> list[Reply]:
    record = records.by_number(ctx.session, draft.number)
    if record is None:
        return [Reply(texts.record_unknown(draft.number))]
    if not draft.lines:
        records.void(ctx.session, record, ctx.person, ctx.now, _reason(draft.why) or draft.why)
        return [Reply(texts_record.undone(draft.number))]
    for entry_id, line in draft.lines:
        entry = ctx.session.get(Entry, entry_id)
        if entry is None or not entry.current:
            return [Reply(texts_record.changed_meanwhile(draft.number))]
        records.correct(ctx.session, entry, ctx.person, lines.into_ledger(line), ctx.now, draft.why)
    return [Reply(texts_record.corrected(draft.number, ctx.who))]


CORRECT: Conversation[Draft] = Conversation(
    name="sua", draft=Draft, blanks=(Blank(lambda _c, _d: None, _hear),), recap=_recap, finish=_finish
)
