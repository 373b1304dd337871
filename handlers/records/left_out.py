"""What was left out of a deed that stands already, and is told after it: what it was worth, more households."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from db import records
from db.catalogue import indicators
from db.models import Entry, Record
from handlers import texts, wording, words
from handlers.context import Context
from handlers.conversation import begin
from handlers.message import Reply, choices
from handlers.records import adding, changes, lines, meant, showing
from handlers.records.changes import Draft
from handlers.records.correct import CORRECT
from handlers.records.lines import DraftLine
from handlers.vi.reading import Reading

_MOST = 2  # numbers: how many there were, and what they were worth
_LONGEST = 14  # words
_DEEDS = frozenset("tang phat trao thu gop van dong ung nop cho mua chi quy bieu them".split())
_NAMES_MONEY = ("tri gia", "tien qua", "kinh phi", "gia tri", "tien hoc bong", "moi phan", "moi suat", "tong tien")
_OF_HOUSEHOLDS = frozenset({"ho_ngheo", "ho_can_ngheo"})
_LEVELS = ("hien", "tong", "danh sach", "ra soat", "dau nam", "cuoi nam", "thoat", "binh xet")
_STILL_SO_MANY = re.compile(r"\bcon (?:lai )?\d")  # "à quên, còn 4 hộ nghèo"
_CARED_FOR = "ho_duoc_ho_tro"


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Put what was left out to the record that it is of; None for any other message.

    An ordinary deed costs a look at its letters, no more.
    """
    text = reading.text
    if "sót" in text or "sot" in text or "quên" in text or "quen" in text or "thiếu" in text or "thieu" in text:
        more = _households(ctx, reading)
        if more is not None:
            return more
    names_money = "giá" in text or " gia " in text or "iền" in text or "ien" in text or "phí" in text or "phi" in text
    return _worth(ctx, reading) if names_money or "mỗi" in text or "moi " in text else None


def _worth(ctx: Context, reading: Reading) -> list[Reply] | None:
    """What a deed was worth that stands: "mà 15 phần quà hôm qua trị giá 3 triệu nữa nha", "tiền quà là 4tr8"."""
    said = words.bare(reading.text)
    money = [fact for fact in reading.facts if fact.unit == "dong" and not fact.planned]
    counts = [fact for fact in reading.facts if fact.unit != "dong"]
    if reading.intent != "log" or "?" in reading.text or len(money) != 1 or len(reading.facts) > _MOST:
        return None
    plain = len(said.split()) <= _LONGEST and words.says(said, *_NAMES_MONEY) and _DEEDS.isdisjoint(said.split())
    if not plain or (counts and (counts[0].per_item or counts[0].change)):
        return None
    gathered = lines.gather(reading._replace(facts=tuple(money)))
    told = next(iter((*gathered.prices, *gathered.lines)), None)
    if told is None or told.indicator not in {None, *lines.WORTH.values()}:
        return None
    count = (counts[0].indicator, counts[0].value) if counts else None
    for record in _of_its_day(ctx, reading):
        draft = _with_worth(ctx, record, count, told, per_item=bool(gathered.prices))
        if draft is not None:
            return begin(ctx, CORRECT, replace(draft, why=reading.text))
    return None


def _of_its_day(ctx: Context, reading: Reading) -> Sequence[Record]:
    """The records of these days that a message may be of; of the day that it names, those of that day."""
    found = meant.recent(ctx)
    if reading.day is None:
        return found
    of_it = [r for r in found if reading.day in records.days(ctx.session, r)]
    return of_it or [r for r in found if r.at.astimezone(ctx.zone).date() == reading.day]


def _with_worth(
    ctx: Context, record: Record, count: tuple[str | None, object] | None, told: DraftLine, *, per_item: bool
) -> Draft | None:  # fmt: skip
    """What a record's things were worth, added to it or instead of what stands; None where it has no such thing."""
    standing = records.lines(ctx.session, record)
    things = [e for e in standing if e.indicator in lines.WORTH and count in {None, (e.indicator, e.value)}]
    if len(things) != 1:
        return None
    code = lines.WORTH[things[0].indicator]
    if told.indicator not in {None, code, "qua_tri_gia"}:
        return None
    line = replace(told, indicator=code)
    line = lines.total(lines.of_entry(things[0]), line) if per_item else line
    stands = next((entry for entry in standing if entry.indicator == code), None)
    if stands is None:
        return Draft(record.number, added=(line,))
    same = lines.into_ledger(line).value == stands.value
    return None if same else Draft(record.number, ((stands.id or 0, changes.as_entry(line, stands)),))


def _households(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Households left out of what was saved just now: "ghi sót 2 hộ nghèo" tells no level."""
    fact = lines.only_fact(reading)
    if fact is None or fact.indicator not in _OF_HOUSEHOLDS or fact.change or not adding.forgotten(reading):
        return None
    said = words.bare(reading.text)
    if words.says(said, *_LEVELS) or _STILL_SO_MANY.search(said) or "?" in reading.text:
        return None
    last = meant.written_last(ctx)
    standing = records.lines(ctx.session, last) if last is not None else []
    things = next((entry for entry in standing if entry.indicator in lines.WORTH), None)
    cared_for = next((entry for entry in standing if entry.indicator == _CARED_FOR), None)
    if last is None or (things is None and cared_for is None):
        return None
    if cared_for is not None:
        return begin(ctx, CORRECT, _with_more(last, cared_for, things, DraftLine(
            _CARED_FOR, fact.value, "ho", fact.text), reading.text))  # fmt: skip
    more = _so_many(things, fact.value) if things is not None else ""
    told = showing.in_short(ctx, standing)
    level = f"{indicators()[fact.indicator].name} là {wording.number(fact.value)}"
    asked = texts.records.ask_left_out(ctx.who, fact.text, last.number, told)
    return [Reply(asked, choices(texts.general.upper_first(texts.records.made_into(last.number, more)), level))]


def _with_more(record: Record, cared_for: Entry, things: Entry | None, more: DraftLine, why: str) -> Draft:
    """A record with more households in it; that what they were given stays is told beside it."""
    line = changes.as_entry(adding.together(lines.of_entry(cared_for), more), cared_for)
    remarks: tuple[str, ...] = ()
    if things is not None:
        kept = wording.short_entry(things)
        remarks = (texts.records.things_stay(kept, record.number, _so_many(things, more.value)),)
    return Draft(record.number, ((cared_for.id or 0, line),), why, remarks=remarks)


def _so_many(things: Entry, more: Decimal) -> str:
    """How many things there are with so many more of them."""
    return wording.short_amount(things.value + more, "", noun=indicators()[things.indicator].noun)
