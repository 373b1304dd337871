"""Which figure of a record becomes another number, where a correction tells the number alone: asked, then heard."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from db import records
from db.catalogue import indicators
from db.models import Entry, Record
from handlers import texts, visibility, wording, words
from handlers.context import Context
from handlers.conversation import Blank
from handlers.message import Reply, choices
from handlers.records import changes, lines, meant
from handlers.records.changes import Draft
from handlers.records.lines import DraftLine
from handlers.vi.reading import Reading

_BECOMES = re.compile(r"(.*?)\b(\d{1,6})(?: [a-z]+){0,2} (?:thanh|qua|sang|len|xuong|con) (\d{1,6})\b(?! gio| h\b)")
_LAST = re.compile(r"(\d{1,6})(?!.*\d)")
BOTH = "Cả hai"
_BOTH_SAID = frozenset({"ca hai", "ca 2", "ca hai so", "ca 2 so", "hai so", "het", "tat ca"})


def of_two_alike(ctx: Context, record: Record, reading: Reading) -> Draft | None:
    """What asks which of the lines that hold one number is meant: "sửa 2 vụ thành 3" of 2 taken in, 2 made up."""
    said = words.bare(meant.beside_number(reading.text))
    found = _BECOMES.search(said) if "?" not in reading.text else None
    if found is None:
        return None
    alike = [entry for entry in records.lines(ctx.session, record) if entry.value == Decimal(found[2])]
    before = set(found[1].split())
    named = [entry for entry in alike if not changes.words_of(entry).isdisjoint(before)]
    if len(alike) < _TWO or len(named) == 1:
        return None
    return Draft(record.number, why=reading.text, amount=found[3], of_lines=tuple(entry.id or 0 for entry in alike))


_TWO = 2


def becomes(reading: Reading) -> bool:
    """Whether a sentence makes one mere number another, and says nothing of what they count: "sửa 30 thành 35"."""
    mere = not reading.facts and reading.day is None  # "sửa hôm 16/11 thành 22" names a record by its day
    return mere and _BECOMES.search(words.bare(meant.beside_number(reading.text))) is not None


def of_the_number(ctx: Context, reading: Reading) -> Draft | None:
    """The change of the newest record that holds the number which becomes another one; None where none does."""
    found = _BECOMES.search(words.bare(reading.text))
    return None if found is None else _of_the_number(ctx, reading, found[2], found[3])


def _of_the_number(ctx: Context, reading: Reading, old: str, new: str) -> Draft | None:
    for record in meant.recent(ctx):
        standing = records.lines(ctx.session, record)
        alike = [entry for entry in standing if changes.is_told_as(old, entry)]
        if len(alike) > 1:
            ids = tuple(entry.id or 0 for entry in alike)
            return Draft(record.number, why=reading.text, amount=new, of_lines=ids)
        if alike:
            return _changed(ctx, record, alike, Draft(record.number, why=reading.text), Decimal(new))
    return None


_MENDS = re.compile(r"(?:(?:a|ua|da|em|oi|thoi|ma|nham|lon) )*(?:sua|doi|chinh)\b")
_NOT_THAT = re.compile(
    r".*?\b(?:khong|ko|hong|k) phai (?:la )?(\d{1,6})(?: [a-z]+){0,2}?(?: ma)?(?: la)? (\d{1,6})\b(?! gio| h\b)"
)


def of_the_denied(ctx: Context, reading: Reading, told: Sequence[Decimal]) -> Draft | None:
    """The change of the record that holds the number denied, "không phải 12 mà là 15", where nothing `told` is that.

    So is beside a draft the number that is to become another one: "sửa 5 thành 3" while a draft of 20 waits.
    """
    if reading.day is not None:
        return None
    becomes_ = _BECOMES.search(words.bare(meant.beside_number(reading.text))) if told else None
    if becomes_ is not None and _MENDS.match(words.bare(reading.text)):
        only = lines.only_fact(reading)
        plain = not reading.facts or (only is not None and only.value == Decimal(becomes_[3]))
        other = plain and Decimal(becomes_[2]) not in told
        return _of_the_number(ctx, reading, becomes_[2], becomes_[3]) if other else None
    if "ph" not in reading.text or reading.facts:
        return None
    found = _NOT_THAT.match(words.bare(meant.beside_number(reading.text)))
    if found is None or Decimal(found[1]) in told:
        return None
    return _of_the_number(ctx, reading, found[1], found[2])


def _changed(ctx: Context, record: Record, chosen: Sequence[Entry], draft: Draft, amount: Decimal) -> Draft:
    """A draft in which these lines become a number, and what they were worth with them."""
    changed = {entry.id or 0: changes.as_entry(_line(entry, amount), entry) for entry in chosen}
    changed |= changes.followed_by(ctx, record, records.lines(ctx.session, record), changed)
    return replace(draft, lines=tuple(changed.items()), amount="", of_lines=())


def of_any(ctx: Context, record: Record, reading: Reading) -> Draft | None:
    """What asks which line a mere number is of: "sửa #KP9-0142 thành 30"; None of a record with a line alone."""
    found = _LAST.search(words.bare(meant.beside_number(reading.text)))
    standing = [e for e in records.lines(ctx.session, record) if visibility.of_entry(ctx, e)]
    if found is None or len(standing) < _TWO:
        return None
    return Draft(record.number, why=reading.text, amount=found[1], of_lines=tuple(entry.id or 0 for entry in standing))


def _ask(ctx: Context, draft: Draft) -> Reply | None:
    if not draft.amount:
        return None
    entries = _entries(ctx, draft)
    told = [wording.entry(entry) for entry in entries]
    one = wording.number(entries[0].value) if len({entry.value for entry in entries}) == 1 else None
    text = texts.records.which_line(ctx.who, draft.number, told, draft.amount, one)
    names = [indicators()[entry.indicator].name for entry in entries]
    return Reply(text, choices(*names, *([BOTH] if one is not None and len(entries) == _TWO else [])))


def _hear(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    record = records.by_number(ctx.session, draft.number) if asked and draft.amount else None
    chosen = [] if record is None else _chosen(ctx, draft, reading)
    if record is None or not chosen:
        return None
    only = lines.only_fact(reading)
    amount = only.value if only is not None else Decimal(draft.amount)
    return _changed(ctx, record, chosen, draft, amount)


def _line(entry: Entry, amount: Decimal) -> DraftLine:
    """The number as the line's: 25 of 21 triệu is 25 triệu."""
    unit = indicators()[entry.indicator].unit
    millions = unit == "dong" and amount < _THOUSAND <= entry.value / _THOUSAND
    return DraftLine(entry.indicator, amount * _THOUSAND**2 if millions else amount, unit, words.plain(amount))


_THOUSAND = Decimal(1000)


def _chosen(ctx: Context, draft: Draft, reading: Reading) -> Sequence[Entry]:
    """The lines that an answer names: by a button, by some words ("phần quà"), or with its number ("42 phần")."""
    entries = _entries(ctx, draft)
    if meant.number_in(reading.text) not in {None, draft.number}:
        return []
    said = words.bare(meant.beside_number(reading.text))
    named = [entry for entry in entries if words.same(reading.text, indicators()[entry.indicator].name)]
    if named or said in _BOTH_SAID or words.same(reading.text, BOTH):
        return named or (entries if len(entries) == _TWO else [])
    spoken = {word for word in said.split() if not word.isdecimal()} - _BESIDE
    told = spoken - {_MAKES} or spoken  # "cái thành" names a line, "thành 25 phần" the parcels
    if not told or len(said.split()) > _SHORT or (reading.question is not None and "?" in reading.text):
        return []
    fits = [entry for entry in entries if told <= _words_of(entry)]
    return fits if len(fits) == 1 else []


def _words_of(entry: Entry) -> set[str]:
    """All words by which a line may be called, that of its unit as well."""
    indicator = indicators()[entry.indicator]
    unit = wording.UNIT_WORDS.get(indicator.unit, "")
    return set(words.bare(f"{indicator.name} {indicator.noun} {unit}").split())


def _entries(ctx: Context, draft: Draft) -> list[Entry]:
    return [ctx.session.get_one(Entry, entry_id) for entry_id in draft.of_lines]


def _fits(ctx: Context, draft: Draft, reading: Reading) -> bool:
    return bool(_chosen(ctx, draft, reading))


_MAKES = "thanh"
_BESIDE = frozenset("la cai so dong em nha nhe nghen a da do chi anh bac co chu muc sua cua thoi".split())
_SHORT = 8  # words

WHICH: Blank[Draft] = Blank(_ask, _hear, fits=_fits)
