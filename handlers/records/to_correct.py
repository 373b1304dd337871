"""Which record a sentence corrects or takes out, and beginning that correction."""

import re
from collections.abc import Sequence
from decimal import Decimal

from db import records
from db.models import Entry, Record
from handlers import texts, vi, words
from handlers.context import Context
from handlers.conversation import begin
from handlers.message import Reply
from handlers.records import (
    adding,
    changes,
    correct,
    correction_words,
    history,
    lines,
    meant,
    redating,
    showing,
    undone,
    which_line,
)
from handlers.records.changes import Draft
from handlers.vi.reading import Reading

_MOST_OFFERED = 4


def strikes(ctx: Context, reading: Reading) -> bool:
    """Whether a sentence takes out a recent record that it names by its words: "bo cai xe lan di"."""
    if not correction_words.takes_out(reading):
        return False
    found = meant.recent(ctx)
    named = meant.by_own_words(found, words.bare(reading.text), alone=True) is not None
    return named or _row_named(ctx, reading, found) is not None


def strikes_another(ctx: Context, reading: Reading, told: str) -> bool:
    """Whether a sentence takes out a recent record by words that are none of a draft's: "rút cái ba lô"."""
    named = _A_DEED.match(words.bare(reading.text)) is not None
    record = meant.by_own_words(meant.recent(ctx), words.bare(reading.text), alone=True) if named else None
    shared = set(words.bare(record.text).split()) & set(words.bare(reading.text).split()) if record else set()
    return bool(shared) and shared.isdisjoint(words.bare(told).split())


_A_DEED = re.compile(r"(?:em )?(?:rut|xoa|huy)(?: giup| gium| dum)? (?:cai|viec|vu|buoi) ")


def strikes_just_saved(ctx: Context, reading: Reading) -> bool:
    """Whether a few words strike something of what was saved just now: "bo y kien" would be "bộ ý kiến" else."""
    said = words.bare(reading.text).split()
    if said[:1] != ["bo"] or not 1 < len(said) <= correction_words.SHORT or reading.facts or "?" in reading.text:
        return False
    last = next(iter(meant.recent(ctx)), None)
    told = set(said[1:]) - {"cai", "so", "dong", "di", "em", "nha", "nhe", "ra", "giup", "gium"}
    standing = records.lines(ctx.session, last) if last and ctx.now - last.at <= meant.JUST_SAVED else []
    return bool(told) and any(told <= changes.words_of(entry) for entry in standing)


def strike_counted(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Strike what was recorded in these days and is named as it was counted: "xóa 9 bóng đèn"; else None."""
    if _TAKES_OUT_COUNTED.match(words.bare(reading.text)) is None:
        return None
    fact = lines.only_fact(reading)
    if fact is None or fact.unit == "can_nha":
        return None  # "xóa 2 nhà tạm" tells a deed
    number = meant.number_in(reading.text)
    named = meant.numbered(ctx, number) if number is not None else None
    for record in [named] if named is not None and correct.may_change(ctx, named) else meant.lately(ctx):
        standing = records.lines(ctx.session, record)
        same = [at for at, e in enumerate(standing) if (e.indicator, e.value) == (fact.indicator, fact.value)]
        if len(same) == 1:
            return _strike(ctx, record, standing, same, reading.text)
    return None


def _strike(ctx: Context, record: Record, standing: Sequence[Entry], places: Sequence[int], why: str) -> list[Reply]:
    """Strike lines of a record with what they were worth; take it out where nothing is left of it."""
    struck = lines.with_worths([entry.indicator for entry in standing], places)
    if len(standing) == len(struck):
        return begin(ctx, correct.CORRECT, correct.out(ctx, record, why))
    ids = tuple(standing[at].id or 0 for at in struck)
    return begin(ctx, correct.CORRECT, Draft(record.number, why=why, struck=ids))


def redate(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Move what stands as it is told to another day: "20 phần quà là hôm kia, không phải hôm nay"; else None."""
    moved = redating.of_another_day(ctx, reading)
    return None if moved is None else begin(ctx, correct.CORRECT, moved)


_TAKES_OUT_COUNTED = re.compile(
    r"(?:(?:khong phai|khong|a|y|ua|da|em|oi|thoi|ma|toi|bac|co|chu|anh|chi|minh|muon|dinh|noi|la|chi) )*"
    r"(?:xoa|rut|huy|bo)(?: giup| gium| dum)?(?: cai| so| dong| phieu| viec| vu)? \d"
    r"(?!.*\bra (?:mua|lam|cho|lo|phu|giup|tang|sam))"  # "bỏ 3 triệu ra mua gạo" spends
)


def open_from(ctx: Context, reading: Reading) -> list[Reply]:
    """Begin a correction from a sentence: by record number, else of what this person logged last that fits."""
    of_no_record = elsewhere_corrected(ctx, reading)
    if of_no_record is not None:
        return of_no_record
    found = found_from(ctx, reading)
    if found is None and _DROPS_IT.fullmatch(words.bare(reading.text)):
        return [correct.nothing_waits(ctx)]
    if found is not None:
        return found
    if correction_words.takes_out(reading) and meant.number_in(reading.text) is None:
        return [Reply(texts.records.nothing_to_take_out(ctx.who))]
    others = None if ctx.leads else meant.told_by_another(ctx, reading)
    if others is not None:
        return [Reply(correct.not_yours(ctx, others))]
    return [Reply(texts.records.nothing_to_correct(ctx.who))]


_DROPS_IT = re.compile(  # "bỏ việc đó đi", which names none
    r"(?:(?:thoi|em|a|vay) )*(?:bo|huy|xoa)"
    r"(?: (?:giup|gium|luon|het|cai|viec|vu|so|chuyen|do|nay|ay|di|em|nha|nghen|a))+"
)


def elsewhere_corrected(ctx: Context, reading: Reading) -> list[Reply] | None:
    """What to say where something is to be corrected that stands in no record, or it is asked who did so."""
    number = meant.number_in(reading.text)
    said = words.bare(meant.beside_number(reading.text)).strip()
    if number is not None and _WHO_CHANGED.search(said):
        return showing.show(ctx, number)
    if reading.facts or number is not None:
        return None
    if _WHO_CHANGED.search(said):
        return [history.changed_by_others(ctx)]
    of = next((what for what, phrases in _OF_NO_RECORD.items() if phrases.search(said)), None)
    return [Reply(texts.records.not_corrected_here(ctx.who, of))] if of else None


_WHO_CHANGED = re.compile(r"^(?:(?:ua|ma|sao|em|oi) )*(?:ai|nguoi nao) (?:da |moi |vua |dam )?(?:sua|doi|xoa|chinh)\b")
_OF_NO_RECORD = {
    "unit": re.compile(r"\bten (?:cua )?(?:khu pho|kp|ap|phuong|ban)\b"),
    "person": re.compile(r"\b(?:nham|lon|sai|sua|doi)(?: lai)?(?: ten)? (?:nguoi|ten nguoi|nguoi ghi)\b"),
}


def _numbered(ctx: Context, number: str, reading: Reading) -> list[Reply]:
    """Begin to correct the record of a number, or to strike the line of it that is named."""
    record = meant.numbered(ctx, number)
    if record is None:
        return [Reply(texts.general.record_unknown(number))]
    reading = _without_number(reading)
    one = _row_named(ctx, reading, [record]) if not records.is_void(ctx.session, record) else None
    return correct.of_record(ctx, record, reading) if one is None else begin(ctx, correct.CORRECT, one)


def _without_number(reading: Reading) -> Reading:
    """A message whose record number is no number of anything: "sửa #KP9-0001 hộ đăng ký thành 320" tells no 1 hộ."""
    digits = meant.end_of_number(reading.text)
    if not any(fact.start < digits < fact.end for fact in reading.facts):
        return reading
    return vi.read(f"{reading.text[:digits]}:{reading.text[digits:]}", reading.on)


def found_from(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Begin to correct the record that a sentence means; None where no record fits."""
    if adding.leaves_undone(reading):
        less = undone.of_saved(ctx, reading)
        return begin(ctx, correct.CORRECT, less) if less else [Reply(texts.records.not_done(ctx.who))]
    counted = strike_counted(ctx, reading) or denied_beside(ctx, reading, ())
    if counted is not None:
        return counted
    number = meant.number_in(reading.text)
    if number is not None:
        return _numbered(ctx, number, reading)
    redated = _of_which_the_day_is(ctx, reading)
    if redated is not None:
        return correct.of_record(ctx, redated, reading)
    if which_line.becomes(reading):
        by_number = which_line.of_the_number(ctx, reading)
        return None if by_number is None else begin(ctx, correct.CORRECT, by_number)
    fitting = _fitting(ctx, reading)
    timed = reading.at is not None or reading.day is not None
    row = _row_named(ctx, reading, fitting)
    if row is not None:
        return begin(ctx, correct.CORRECT, row)
    if correction_words.takes_out(reading) and not timed and meant.names_another(fitting, words.bare(reading.text)):
        return None
    named = (
        meant.by_own_words(fitting, words.bare(reading.text), alone=True)
        if correction_words.takes_out(reading)
        else None
    )
    if named is not None:
        return correct.of_record(ctx, named, reading)
    may_be_meant = fitting or _of_the_committee(ctx, reading) if correction_words.takes_out(reading) else ()
    if len(may_be_meant) > 1 or (may_be_meant and not fitting):
        numbers = tuple(r.number for r in may_be_meant[:_MOST_OFFERED])
        return begin(ctx, correct.CORRECT, Draft("", among=numbers, why=reading.text))
    record = _just_saved_in_suat(ctx, reading) or _named_by_words(ctx, reading, fitting)
    record = record or next(
        (r for r in (*fitting, *meant.by_others(ctx, reading)) if changes.is_of(ctx, r, reading)), None
    )
    record = record or next((r for r in fitting if not reading.facts or changes.told(ctx, r, reading)), None)
    record = record or next((r for r in fitting if changes.left_out(ctx, r, reading)), None)
    record = record or meant.behind(ctx, reading)
    return None if record is None else correct.of_record(ctx, record, reading)


def _fitting(ctx: Context, reading: Reading) -> Sequence[Record]:
    """The records that a correction may be of; that first which was recorded or corrected just now."""
    fitting = meant.by_words(ctx, reading)
    return fitting if correction_words.takes_out(reading) else meant.last_written_first(ctx, fitting, reading)


def _of_which_the_day_is(ctx: Context, reading: Reading) -> Record | None:
    """The record whose day is put right: the one of its words, else what was written last; None where none is."""
    if not (redating.redates(reading) or redating.is_day_alone(reading) or redating.was_wrong(reading)):
        return None
    found = meant.recent(ctx)
    denied = meant.day_denied(reading)
    found = [r for r in found if denied is not None and records.days(ctx.session, r)[0] == denied] or found
    named = meant.by_own_words(found, words.bare(words.beside_its_day(reading)), alone=True)
    return named or next(iter(meant.last_written_first(ctx, found, vi.read("", reading.on))), None)


def denied_beside(ctx: Context, reading: Reading, told: Sequence[Decimal]) -> list[Reply] | None:
    """Correct the record that holds a number denied, which a draft does not: "không phải 12 mà là 15"; else None."""
    denied = which_line.of_the_denied(ctx, reading, told)
    return None if denied is None else begin(ctx, correct.CORRECT, denied)


def of_no_unit_held(ctx: Context, reading: Reading, held: Sequence[lines.DraftLine]) -> list[Reply] | None:
    """Correct what was saved with a number of a unit that a draft beside it does not hold: "sửa lại 70 triệu"."""
    told = {fact.unit for fact in reading.facts}
    units = {line.unit for line in held}.union(*(lines.units_of(line.indicator) for line in held if line.indicator))
    if adding.is_meant(reading) or adding.forgotten(reading) or not told.isdisjoint(units):
        return None
    record = next((each for each in meant.recent(ctx) if changes.told(ctx, each, reading)), None)
    return None if record is None else correct.of_record(ctx, record, reading)


def _of_the_committee(ctx: Context, reading: Reading) -> Sequence[Record]:
    """What the committee recorded lately, where who leads it takes out something "đã ghi" and names no more of it."""
    names_none = _NAMES_NONE.fullmatch(words.bare(reading.text)) is not None
    return meant.lately_of_all(ctx) if ctx.leads and names_none else ()


_NAMES_NONE = re.compile(
    r"(?:(?:em|thoi|muon) )*(?:bo|xoa|rut|huy|go)(?: (?:giup|gium|dum|ho))? (?:cai|viec|so|tin|dong|lan|phieu)"
    r"(?: (?:da|moi|vua|ghi|luu|roi|do|nay|di|em|nha|nhe|giup|gium|toi|bac|co|chu|anh|chi))*"
)


def _named_by_words(ctx: Context, reading: Reading, found: Sequence[Record]) -> Record | None:
    """The record whose words name what is to become another number: "sửa cái hiến máu thành 15"."""
    said = words.bare(reading.text)
    if not said.startswith(correction_words.OF_WHAT_STANDS) or any(fact.indicator for fact in reading.facts):
        return None
    named = " ".join(word for word in said.split() if word not in _CORRECTING and not word.isdecimal())
    record = meant.by_own_words(found, named)
    return record if record is not None and changes.told(ctx, record, reading) else None


_CORRECTING = frozenset("sua doi chinh lai thanh la con len xuong so tin".split())


def _just_saved_in_suat(ctx: Context, reading: Reading) -> Record | None:
    """What was saved just now, where a number is told in its word and names no parcels: "120 suất mới đúng"."""
    newest = next(iter(meant.recent(ctx)), None)  # whatever else was told of parcels: "lộn 13 suất" of grants
    named = "qua" in words.bare(reading.text).split() or all(fact.unit != "suat" for fact in reading.facts)
    if newest is None or named or ctx.now - newest.at > meant.JUST_SAVED:
        return None
    return newest if changes.told(ctx, newest, reading) else None


_ROW = re.compile(
    r"(?:(?:thoi|em) )*(?:bo|xoa|rut)(?: giup| gium)?(?: cai)? dong (\d{1,2})"
    r"(?: di| nha| nhe| em| ra| trong| cua| o)*"
)
_NAMED_ROW = re.compile(
    r"(?:em )?(?:bo|xoa|rut|go)(?: giup| gium| dum| ho)?(?: cai| cac)?(?: dong| muc| so| vu| viec| chuyen)? ([a-z ]+?)"
    r"(?: (?:di|nha|nhe|nghe|nghen|em|ra|giup|gium|dum|ho|khoi so|luon|toi|bac|co|chu|anh|chi|trong|cua|o|ben|tren))*"
)


def _row_named(ctx: Context, reading: Reading, found: Sequence[Record]) -> Draft | None:
    """Striking lines of the record that was written last: "bỏ dòng 2", "xóa dòng học bổng"."""
    said = words.bare(words.without_reason(meant.beside_number(reading.text)))
    row, named = (kind.fullmatch(said) for kind in (_ROW, _NAMED_ROW))
    own = [r for r in found if correct.may_change(ctx, r)] if row or named else []
    for record in own if named else own[:1]:
        standing = records.lines(ctx.session, record)
        struck = list(standing[int(row[1]) - 1 : int(row[1])]) if row else []
        struck = _called(standing, named[1], alone=" so " in f" {words.bare(reading.text)} ") if named else struck
        if struck:
            ids = tuple(entry.id or 0 for entry in struck)
            whole = len(ids) == len(standing)
            return (
                correct.out(ctx, record, reading.text) if whole else Draft(record.number, why=reading.text, struck=ids)
            )
    return None


_DOING = frozenset({"phat", "tang", "trao", "cho", "vu", "khoan", "may"})


def _called(standing: Sequence[Entry], name: str, *, alone: bool) -> list[Entry]:
    """The lines of a record that are called by a name, with what they were worth unless those `alone` are meant."""
    told = set(name.split())
    told = told - _DOING or told  # "cái phát quà"
    found = [at for at, e in enumerate(standing) if told <= changes.words_of(e) | lines.words_of(lines.of_entry(e))]
    codes = [entry.indicator for entry in standing]
    return [standing[at] for at in (found if alone else lines.with_worths(codes, found))]
