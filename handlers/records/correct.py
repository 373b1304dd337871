"""Correcting what was saved: a new version of a line, or taking a record out; the old stays for whoever asks."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from db import drafts as stored
from db import post, quick, records
from db.catalogue import indicators
from db.models import Entry, Pending, Record, Unit
from handlers import texts, vi, visibility, wording, words
from handlers.context import Context
from handlers.conversation import Blank, Conversation, begin
from handlers.message import Reply, choices
from handlers.records import (
    adding,
    anew,
    changes,
    checking,
    for_writer,
    history,
    lines,
    meant,
    moving,
    redating,
    showing,
    undone,
    which_line,
)
from handlers.records.changes import Draft
from handlers.vi import answers
from handlers.vi.reading import Fact, Reading

_VOID_WORDS = frozenset({"xoa", "rut", "huy", "bo"})
_OF_WHAT_STANDS = ("sua cai", "sua viec", "sua so", "sua lai", "sua tin", "doi cai", "doi lai", "chinh lai", "sua cho")
_BECOMES = re.compile(
    r"(?:(?:em|bac|co|chu|anh|chi|toi|muon|can|nho) )*(?:sua|doi|chinh)(?: giup| gium| lai| cai| so)* \d+(?: \w+)? "
    r"(?:thanh|qua|sang|lai) \d+\b(?! gio| h\b)"
)
_TAKES_OUT = re.compile(
    r"(?:em )?(?:bo|xoa|rut|huy|go)(?: giup| gium| dum| ho)? (?:cai|viec|so|tin|dong|lan|phieu)(?: ghi)? "
    r"(?:vua|hoi|moi|luc|do|nay|kia|cuoi|sang|trua|chieu|da (?:ghi|luu))\b.*"
)
_MENDS_TO = re.compile(
    r"(?:(?:thoi|a|ua|ma|em) )*(?:sua|doi|chinh)(?: lai| thanh| la| giup| gium)* \d\S*(?: [a-z]+){0,2}"
)  # "thôi sửa 12 suất"
_MENDED = frozenset({"can_nha", "m", "km", "m2", "bong_den", "camera", "other"})  # things that one repairs
_NAMED_BECOMES = re.compile(
    r"(?:em )?(?:(?:sua|doi|chinh)(?: giup| gium| lai| cai| so| dong| muc)*|dong) (?:[a-z]+ ){1,4}"
    r"(?:thanh|la|con|xuong|len) \d{1,6}"
    r"|(?:em )?(?:sua|doi|chinh) (?!duong|nha|cau|hem|cong|den|mai|bong|ngay)(?:[a-z]+ ){0,4}?(?:hom|bua|ngay) \S+ "
    r"(?:\S+ ){0,3}?(?:thanh|la|lai) \d{1,6}(?: (?:phan|suat|em|ho|nguoi|luot|vu|cu|ky|kg|trieu)(?: qua| gao)?)?"
)
_TAKES_BACK = re.compile(
    r"(?:em |cho (?:toi|bac|co|chu|anh|chi) )?(?:rut lai|xoa bo|huy bo) (?:cai|viec|so|dong|phieu|lan) "
)
_SPENT = re.compile(r"\b(?:het|ton) (?:\d|gan|hon|khoang)")  # "sửa lại nhà văn hóa hết 20 triệu" mends a house
_SHORT = 7  # words: a longer sentence is a new one
_LONGEST_REASON = 12  # words
_MOST_OFFERED = 4
REASONS = ("Ghi nhầm", "Ghi trùng", "Chưa làm")
_OF_BACK = ("Số trước mới đúng", "Sửa nhầm")  # why a correction is taken back


def wants(reading: Reading) -> bool:
    """Whether a sentence corrects what stands in the book: "sửa cái hồi sáng thành 30 phần" too."""
    said = words.bare(reading.text)
    named = bool(meant.number_in(reading.text)) or moving.is_wished(reading)
    takes_out = not reading.facts and _TAKES_OUT.fullmatch(said) is not None
    takes_out = takes_out or (not reading.facts and _TAKES_BACK.match(said) is not None)
    becomes = _BECOMES.match(said) is not None or _NAMED_BECOMES.fullmatch(said) is not None
    of_what_stands = said.startswith(_OF_WHAT_STANDS) and _SPENT.search(said) is None
    counts = bool(reading.facts) and all(fact.unit not in _MENDED for fact in reading.facts)
    if counts and _MENDS_TO.fullmatch(said):
        return True
    return (
        (bool(reading.facts or words.bare_number(reading) is not None) and _SAID_WRONG.match(said) is not None)
        or reading.intent == "correct"
        or named
        or takes_out
        or becomes
        or of_what_stands
    )


def is_no_slip(ctx: Context, reading: Reading) -> bool:
    """Whether what was only forgotten is told, of figures that no recent record has: "à quên, còn 4 hộ nghèo"."""
    told = {fact.indicator for fact in reading.facts}
    if not told or None in told or not adding.forgotten(reading) or meant.number_in(reading.text):
        return False
    if any(fact.per_item for fact in reading.facts):
        return False  # "quên, mỗi phần 200 ngàn" is of the parcels told before
    return told.isdisjoint(e.indicator for each in meant.recent(ctx) for e in records.lines(ctx.session, each))


def says_wrong(reading: Reading) -> bool:
    """Whether a sentence says that what was told before was wrong, or not all."""
    return adding.is_meant(reading) or _SAID_WRONG.match(words.bare(reading.text)) is not None


_SAID_WRONG = re.compile(  # "hồi nãy chú nói lộn, 3 triệu rưỡi"
    r"(?:(?:a|ay|ua|ui|oi|da|em|khong|ma|hoi nay|luc nay|hoi sang|hoi trua|vua roi|khi nay|ban nay"
    r"|toi|bac|co|chu|anh|chi|minh) )*"
    r"(?:(?:(?:noi|ghi|bao|nhan|go|bam|danh|dem|tinh|nho|ke) )?(?:nham|lon|sai)|"
    r"(?:noi|ghi|bao|nhan|nhap|bam|danh|viet|dem|tinh|ke)(?: bi)? (?:du|thua|thieu|sot))\b"
    r"|(?:(?:a|ua|da|em|oi) )*quen\b"
    r"|(?:\S+ ){1,6}(?:nham|lon)(?: roi| em| a| do)*$"
)


def adds(ctx: Context, reading: Reading) -> bool:
    """Whether a sentence tells more of what was recorded last, and does not name it: "thêm 500 ngàn của anh Tư nữa"."""
    if any(fact.indicator and not fact.planned for fact in reading.facts) or not adding.is_meant(reading):
        return False
    if not adding.forgotten(reading) and {fact.unit for fact in reading.facts if not _gives(fact)} != {"dong"}:
        return False  # "mới thêm 2 hộ tạm trú" is a matter of its own
    last = next(iter(meant.recent(ctx)), None)
    return last is not None and bool(changes.told(ctx, last, reading))


def _gives(fact: Fact) -> bool:
    """Whether a number may only tell how many gave: "2 nhà góp thêm 400 ngàn"."""
    return fact.aside and fact.unit in {"ho", "can_nha", "nguoi"}


def strikes(ctx: Context, reading: Reading) -> bool:
    """Whether a sentence takes out a recent record that it names by its words: "bo cai xe lan di"."""
    if not takes_out(reading):
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
    if said[:1] != ["bo"] or not 1 < len(said) <= _SHORT or reading.facts or "?" in reading.text:
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
    for record in [named] if named is not None and may_change(ctx, named) else meant.lately(ctx):
        standing = records.lines(ctx.session, record)
        same = [at for at, e in enumerate(standing) if (e.indicator, e.value) == (fact.indicator, fact.value)]
        if len(same) == 1:
            return _strike(ctx, record, standing, same, reading.text)
    return None


def _strike(ctx: Context, record: Record, standing: Sequence[Entry], places: Sequence[int], why: str) -> list[Reply]:
    """Strike lines of a record with what they were worth; take it out where nothing is left of it."""
    struck = lines.with_worths([entry.indicator for entry in standing], places)
    if len(standing) == len(struck):
        return begin(ctx, CORRECT, out(ctx, record, why))
    ids = tuple(standing[at].id or 0 for at in struck)
    return begin(ctx, CORRECT, Draft(record.number, why=why, struck=ids))


def redate(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Move what stands as it is told to another day: "20 phần quà là hôm kia, không phải hôm nay"; else None."""
    moved = redating.of_another_day(ctx, reading)
    return None if moved is None else begin(ctx, CORRECT, moved)


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
        return [nothing_waits(ctx)]
    if found is not None:
        return found
    if takes_out(reading) and meant.number_in(reading.text) is None:
        return [Reply(texts.records.nothing_to_take_out(ctx.who))]
    others = None if ctx.leads else meant.told_by_another(ctx, reading)
    if others is not None:
        return [Reply(not_yours(ctx, others))]
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
    return of_record(ctx, record, reading) if one is None else begin(ctx, CORRECT, one)


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
        return begin(ctx, CORRECT, less) if less else [Reply(texts.records.not_done(ctx.who))]
    counted = strike_counted(ctx, reading) or denied_beside(ctx, reading, ())
    if counted is not None:
        return counted
    number = meant.number_in(reading.text)
    if number is not None:
        return _numbered(ctx, number, reading)
    if (redating.redates(reading) or redating.is_day_alone(reading)) and (last := next(iter(meant.recent(ctx)), None)):
        return of_record(ctx, last, reading)
    if which_line.becomes(reading):
        by_number = which_line.of_the_number(ctx, reading)
        return None if by_number is None else begin(ctx, CORRECT, by_number)
    fitting = meant.by_words(ctx, reading)
    timed = reading.at is not None or reading.day is not None
    row = _row_named(ctx, reading, fitting)
    if row is not None:
        return begin(ctx, CORRECT, row)
    if takes_out(reading) and not timed and meant.names_another(fitting, words.bare(reading.text)):
        return None
    named = meant.by_own_words(fitting, words.bare(reading.text), alone=True) if takes_out(reading) else None
    if named is not None:
        return of_record(ctx, named, reading)
    may_be_meant = fitting or _of_the_committee(ctx, reading) if takes_out(reading) else ()
    if len(may_be_meant) > 1 or (may_be_meant and not fitting):
        numbers = tuple(r.number for r in may_be_meant[:_MOST_OFFERED])
        return begin(ctx, CORRECT, Draft("", among=numbers, why=reading.text))
    record = _just_saved_in_suat(ctx, reading) or _named_by_words(ctx, reading, fitting)
    record = record or next(
        (r for r in (*fitting, *meant.by_others(ctx, reading)) if changes.is_of(ctx, r, reading)), None
    )
    record = record or next((r for r in fitting if not reading.facts or changes.told(ctx, r, reading)), None)
    record = record or next((r for r in fitting if changes.left_out(ctx, r, reading)), None)
    record = record or meant.behind(ctx, reading)
    return None if record is None else of_record(ctx, record, reading)


def denied_beside(ctx: Context, reading: Reading, told: Sequence[Decimal]) -> list[Reply] | None:
    """Correct the record that holds a number denied, which a draft does not: "không phải 12 mà là 15"; else None."""
    denied = which_line.of_the_denied(ctx, reading, told)
    return None if denied is None else begin(ctx, CORRECT, denied)


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
    if not said.startswith(_OF_WHAT_STANDS) or any(fact.indicator for fact in reading.facts):
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
    own = [r for r in found if may_change(ctx, r)] if row or named else []
    for record in own if named else own[:1]:
        standing = records.lines(ctx.session, record)
        struck = list(standing[int(row[1]) - 1 : int(row[1])]) if row else []
        struck = _called(standing, named[1], alone=" so " in f" {words.bare(reading.text)} ") if named else struck
        if struck:
            ids = tuple(entry.id or 0 for entry in struck)
            whole = len(ids) == len(standing)
            return out(ctx, record, reading.text) if whole else Draft(record.number, why=reading.text, struck=ids)
    return None


def _called(standing: Sequence[Entry], name: str, *, alone: bool) -> list[Entry]:
    """The lines of a record that are called by a name, with what they were worth unless those `alone` are meant."""
    told = set(name.split())
    found = [at for at, e in enumerate(standing) if told <= changes.words_of(e) | lines.words_of(lines.of_entry(e))]
    codes = [entry.indicator for entry in standing]
    return [standing[at] for at in (found if alone else lines.with_worths(codes, found))]


def not_yours(ctx: Context, record: Record) -> str:
    """That a record is for its writer to change, or for those who lead."""
    return texts.records.not_yours(ctx.who, record.number, showing.name_of(ctx, record.person_id))


def of_record(ctx: Context, record: Record, reading: Reading) -> list[Reply]:
    """Begin to correct one record as a sentence says."""
    if not may_change(ctx, record):
        return [Reply(not_yours(ctx, record))]
    if records.is_void(ctx.session, record):
        return [Reply(texts.records.is_out(record.number))]
    draft = which_line.of_two_alike(ctx, record, reading) or _draft(ctx, record, reading)
    same_day = (
        draft is None and redating.is_day_alone(reading) and records.days(ctx.session, record) == (reading.day,) * 2
    )
    if same_day or (draft is not None and draft.lines and changes.stands(ctx, record, draft.lines)):
        told = [wording.span(*records.days(ctx.session, record))] if same_day else showing.standing(ctx, record)
        return [Reply(texts.records.stands_so(ctx.who, record.number, told))]
    if draft is not None:
        return begin(ctx, CORRECT, draft)
    why_not = moving.wanted(ctx, record, reading)
    if isinstance(why_not, str):
        return [Reply(why_not)]
    asks = which_line.of_any(ctx, record, reading) if changes.leaves_open(reading) else None
    if asks is not None:
        return begin(ctx, CORRECT, asks)
    if not reading.facts:
        return [Reply(_to_what(ctx, record))]
    return [Reply(texts.records.nothing_to_correct(ctx.who))]


def _to_what(ctx: Context, record: Record) -> str:
    told = showing.standing(ctx, record)
    return texts.records.change_to_what(ctx.who, record.number, told, showing.example(ctx, record))


def corrects(ctx: Context, record: Record, reading: Reading) -> bool:
    """Whether a sentence changes something of a record, or takes it out."""
    return _draft(ctx, record, reading) is not None


def _draft(ctx: Context, record: Record, reading: Reading) -> Draft | None:
    if takes_out(reading):
        return out(ctx, record, reading.text)
    changed = changes.told(ctx, record, reading)
    if changed:
        return Draft(record.number, changed, reading.text)
    added = changes.left_out(ctx, record, reading)
    if added:
        return Draft(record.number, why=reading.text, added=added)
    unit = moving.wanted(ctx, record, reading)
    if isinstance(unit, Unit):
        return Draft(record.number, why=reading.text, unit_id=unit.id)
    days = redating.days(ctx, reading)
    return (
        Draft(record.number, why=reading.text, days=days)
        if days and days != records.days(ctx.session, record)
        else None
    )


def out(ctx: Context, record: Record, why: str = "", remarks: tuple[str, ...] = ()) -> Draft:
    """Taking a record out as it stands now; later than ten minutes after it was written somebody has to say why."""
    seen = tuple(e.id or 0 for e in records.lines(ctx.session, record))
    return Draft(record.number, why=why, asks_why=ctx.now - record.at > meant.JUST_SAVED, seen=seen, remarks=remarks)


def takes_out(reading: Reading) -> bool:
    """Whether a sentence takes something out of the book: "rút #KP9-0001", "xóa cái hồi sáng"."""
    return bool(_VOID_WORDS & set(words.bare(reading.text).split()[:2])) and not reading.facts


def may_change(ctx: Context, record: Record) -> bool:
    """Whether a person may correct a record: its writer, who leads the committee, the ward."""
    return record.person_id == ctx.person.id or (ctx.leads and record.unit_id == ctx.unit.id) or ctx.role == "ward"


def nothing_waits(ctx: Context) -> Reply:
    """The answer to "lưu", "bỏ" and the like when nothing is open: what was written last, and what can be done."""
    last = next(iter(meant.recent(ctx)), None)
    if last is None:
        return Reply(texts.general.nothing_open(ctx.who))
    told = [e for e in records.lines(ctx.session, last) if visibility.of_entry(ctx, e)]
    brief = wording.short_entry(told[0]) if told else ""
    return Reply(texts.records.nothing_waits(last.number, brief, showing.example(ctx, last)))


def withdrawn(ctx: Context, record: Record, why: str) -> Reply:
    """Take a record out; a tap takes that back again."""
    stood = for_writer.seen_lines(ctx, record)
    told = showing.in_short(ctx, records.lines(ctx.session, record))
    made = records.void(ctx.session, record, ctx.person, ctx.now, why)
    drop_waiting(ctx, record.number, lambda _: True)  # nothing is left that it would change
    for_writer.withdrawn(ctx, record, stood, "" if _is_request(why) or why == words.UNDO else why)
    return _undoable(texts.records.undone(record.number, told), record.number, [entry.id or 0 for entry in made])


def taken_back(ctx: Context, record: Record, made: list[int]) -> Reply:
    """What was taken back, with what that changed; the record itself, where it stands no longer."""
    for_writer.changed(ctx, record)
    number, standing = record.number, showing.standing(ctx, record)
    told = showing.of_made(ctx, record, made) or standing
    example = showing.example(ctx, record, made)
    gone = "" if standing else showing.in_short(ctx, [ctx.session.get_one(Entry, entry_id) for entry_id in made])
    text = texts.records.taken_back(number, told, example) if standing else texts.records.undone(number, gone)
    return _undoable(text, number, made)


def _undoable(text: str, number: str, made: list[int]) -> Reply:
    return Reply(text, choices(words.UNDO), about=f"change:{number}:{','.join(map(str, made))}")


# --- the conversation ---


def _ask_which(ctx: Context, draft: Draft) -> Reply | None:
    if draft.number:
        return None
    named = [records.by_number(ctx.session, number) for number in draft.among]
    found = [r for r in named if r is not None and not records.is_void(ctx.session, r)]
    told = [
        texts.records.one_of_yours(r.number, "; ".join(showing.standing(ctx, r)), wording.clock(r.at, ctx.zone))
        for r in found
    ]
    return Reply(texts.records.which_record(ctx.who, told), choices(*(f"#{r.number}" for r in found), words.NOT_NOW))


def _hear_which(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    number = meant.number_in(reading.text)
    record = meant.numbered(ctx, number) if asked and number else None
    return _draft(ctx, record, vi.read(draft.why, ctx.today)) if record and may_change(ctx, record) else None


def _ask_why(ctx: Context, draft: Draft) -> Reply | None:
    record = records.by_number(ctx.session, draft.number) if draft.asks_why and not _reason(draft.why) else None
    if record is None:
        return None
    seen = [e for e in records.lines(ctx.session, record) if visibility.of_entry(ctx, e)]
    rows = [f"{wording.lower_first(indicators()[e.indicator].name)}: {wording.short_entry(e)}" for e in seen]
    told = "; ".join(rows)
    text = texts.records.ask_why(ctx.who, record.number, told, wording.clock(record.at, ctx.zone), out=draft.takes_out)
    return Reply(text, choices(*(REASONS if draft.takes_out else _OF_BACK), words.KEEP))


def _fits_why(_ctx: Context, _draft: Draft, reading: Reading) -> bool:
    return not reading.facts and answers.is_a_slip(reading.text)


def _hear_why(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    short = len(words.bare(reading.text).split()) <= _LONGEST_REASON
    if not asked or not short or reading.facts or reading.question is not None or words.is_yes(reading.text):
        return None
    if words.is_left_open(reading.text) or words.is_as_before(reading.text):
        return None
    if not answers.is_a_slip(reading.text) and (
        answers.is_a_remark(reading.text) or answers.is_a_request(reading.text)
    ):
        return None
    own = next((reason for reason in (*REASONS, *_OF_BACK) if words.same(reading.text, reason)), None)
    return replace(draft, why=wording.lower_first(own) if own else reading.text, asks_why=False)


def _hear(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: ARG001, FBT001
    record = records.by_number(ctx.session, draft.number)
    if record is None or meant.number_in(reading.text) not in {None, draft.number} or draft.edited or draft.back:
        return None
    if not reading.facts and reading.question is None:
        why = _why(draft, reading)
        if why is not None or (words.only_says_wrong(reading.text) and not words.is_yes(reading.text)):
            return draft if why is None else replace(draft, why=why, remarks=_with_reason(draft, why))
    if draft.takes_out:
        return None
    of_it = len(words.bare(reading.text).split()) <= _SHORT and not _is_a_deed(reading)
    changed = changes.told(ctx, record, reading) if of_it else ()
    return Draft(draft.number, changed, reading.text) if changed else None


def _why(draft: Draft, reading: Reading) -> str | None:
    """The reason that is told beside a change without having been asked for: "đánh máy sai", "vì ghi trùng"."""
    own = next((reason for reason in REASONS if words.same(reading.text, reason)), None)
    if own is not None:
        return wording.lower_first(own)
    few = len(words.bare(reading.text).split()) <= _LONGEST_REASON
    slip = _SLIP.fullmatch(words.bare(reading.text)) is not None
    return reading.text.strip(" .") if few and (slip or (draft.takes_out and _reason(reading.text))) else None


_SLIP = re.compile(
    r"(?:(?:a|da|tai|do|vi|hoi nay|luc nay|toi|bac|co|chu|anh|chi|em) )*"
    r"(?:ghi|danh may|danh|go|bam|dem|tinh|nho|nghe|nhap|viet|noi|doc|coi|cong) (?:may )?"
    r"(?:nham|lon|sai|sot|thieu|trung|du|lai|thua)(?: (?:so|roi|ten|ngay|nguoi|em|a|thoi|do|nhe|nha))*"
    r"|(?:nham|lon|sai|trung) (?:so|phieu|viec)(?: (?:roi|em|a|thoi))*"
)


def _with_reason(draft: Draft, why: str) -> tuple[str, ...]:
    """What is to be known beside a change, with its reason; where something is taken out the recap tells that."""
    if draft.takes_out:
        return draft.remarks
    kept = [remark for remark in draft.remarks if remark != texts.records.reason_kept(draft.why)]
    return (*kept, texts.records.reason_kept(why))


def _is_a_deed(reading: Reading) -> bool:
    """Whether a few words with one number tell a deed of their own, and correct nothing: "hòa giải 2 vụ"."""
    corrects = wants(reading) or words.puts_right(reading) or adding.is_meant(reading)
    return len(reading.facts) == 1 and not corrects and not anew.says_little_more(reading)


def _recap(ctx: Context, draft: Draft) -> Reply:
    record = records.by_number(ctx.session, draft.number)
    if record is None:
        return Reply(texts.general.record_unknown(draft.number))
    if draft.takes_out:
        reason = _reason(draft.why) or (None if _is_request(draft.why) else draft.why)
        text = texts.records.void_recap(draft.number, showing.standing(ctx, record), reason, draft.remarks)
        return Reply(text, choices(words.WITHDRAW, words.KEEP))
    if draft.back:
        told = showing.of_back(ctx, record, draft.back)
        recap = texts.records.back_recap(draft.number, told, draft.why)
        return Reply(recap, choices(words.SAVE, words.DROP))
    if draft.unit_id:
        name = ctx.session.get_one(Unit, draft.unit_id).name
        recap = texts.committees.move_recap(draft.number, name, showing.standing(ctx, record))
        return Reply(recap, choices(words.SAVE, words.DROP))
    overtaken = changes.stale(ctx, draft)
    if overtaken:  # it is made of the newest once it is agreed to (`_on_top`)
        since = changes.since(ctx, overtaken)
        moved = _of_the_newest(ctx, draft, overtaken)
        rows = changes.shown(ctx, moved, record) if moved else []
        text = texts.records.overtaken(draft.number, since, rows) if rows else ""
        text = text or texts.records.not_the_newest(ctx.who, draft.number, since)
        return Reply(text, choices(*((words.ACCEPT, words.LEAVE) if draft.edited else (words.SAVE, words.DROP))))
    unit = ctx.session.get(Unit, record.unit_id)
    new = [lines.into_ledger(line) for _, line in draft.lines]
    odd = checking.about_correction(ctx, unit, record, new) if unit else []
    rows = changes.shown(ctx, draft, record)
    if draft.edited:
        text = texts.records.edit_recap(ctx.who, draft.number, rows, (*draft.remarks, *odd))
        return Reply(text, choices(words.ACCEPT, words.LEAVE))
    return Reply(
        texts.records.correct_recap(draft.number, rows, (*draft.remarks, *odd)), choices(words.SAVE, words.DROP)
    )


def _reason(text: str) -> str | None:
    """The reason in a sentence that takes a record out.

    >>> _reason("xóa #KP9-0001 vì ghi trùng"), _reason("xóa #KP9-0001")
    ('ghi trùng', None)
    """
    found = _BECAUSE.search(text)
    return found[1].strip(" .") or None if found else None


def _is_request(text: str) -> bool:
    """Whether the words only ask to take something out, and give no reason."""
    return not text or bool(_VOID_WORDS & set(words.bare(text).split()[:2]))


_BECAUSE = re.compile(r"(?:^|\s)(?:vì|do|lý do:?|ly do:?)\s+(.+)", re.IGNORECASE)


def _saves_in_vain(ctx: Context, draft: Draft) -> bool:
    """Whether "lưu" is said of what is to be taken out."""
    return draft.takes_out and words.names_saving(ctx.message.text)


def _puzzled(ctx: Context, draft: Draft) -> str | None:
    if not draft.number:
        return texts.records.one_at_a_time(ctx.who)
    return texts.records.takes_out(draft.number) if _saves_in_vain(ctx, draft) else None


def lists(pending: Pending) -> bool:
    """Whether what waits only lists records of which one is to be taken out: it goes once something else is said."""
    return pending.conversation == CORRECT.name and '"number":""' in pending.known


def _finish(ctx: Context, draft: Draft) -> list[Reply]:
    record = records.by_number(ctx.session, draft.number)
    if record is None:
        return [Reply(texts.general.record_unknown(draft.number))]
    overtaken = changes.stale(ctx, draft)
    if overtaken:
        return _on_top(ctx, draft, overtaken)
    done = _done(ctx, draft, record)
    drop_waiting(
        ctx, draft.number, lambda other: bool(changes.stale(ctx, other))
    )  # it would be offered again and again
    return done


def drop_waiting(ctx: Context, number: str, which: Callable[[Draft], bool]) -> None:
    """Drop what was proposed of a record before and never decided, where another word has overtaken it."""
    for pending in stored.of_chat(ctx.session, ctx.chat):
        draft = CORRECT.load(pending.known) if pending.conversation == CORRECT.name else None
        if draft is not None and (not draft.number or (draft.number == number and which(draft))):
            quick.delete(ctx.session, pending)


def _done(ctx: Context, draft: Draft, record: Record) -> list[Reply]:
    if draft.takes_out:
        return [withdrawn(ctx, record, _reason(draft.why) or draft.why)]
    if draft.unit_id:
        for_writer.moved(ctx, record, ctx.session.get_one(Unit, draft.unit_id).name)
        return moving.move(ctx, record, draft.unit_id, draft.why)
    made = changes.make(ctx, draft, record, draft.why)
    if draft.back:
        return [taken_back(ctx, record, made)]
    for_writer.changed(ctx, record)
    return [_undoable(texts.records.corrected(draft.number, ctx.who), draft.number, made)]


def _on_top(ctx: Context, draft: Draft, overtaken: list[Entry]) -> list[Reply]:
    """Somebody changed it meanwhile: say what, and show the same correction of what stands now."""
    remarks = tuple(changes.since(ctx, overtaken))
    record = records.by_number(ctx.session, draft.number)
    if record is not None and records.is_void(ctx.session, record):
        return [Reply(texts.records.is_out(draft.number))]
    if record is not None and draft.takes_out:
        return begin(ctx, CORRECT, replace(out(ctx, record, draft.why, remarks), asks_why=draft.asks_why))
    still = _of_the_newest(ctx, draft, overtaken)
    if still is None:
        return [Reply(texts.records.not_the_newest(ctx.who, draft.number, remarks))]
    if record is not None and not draft.edited and _was_seen(ctx, draft):
        return _done(ctx, still, record)
    return begin(ctx, CORRECT, replace(still, remarks=remarks))


def _was_seen(ctx: Context, draft: Draft) -> bool:
    """Whether what a correction makes of the newest version was shown just now, so that "lưu" agrees to that."""
    told = _recap(ctx, draft).text
    shown = [one for one in post.newest(ctx.session, ctx.chat, 3) if one.edits_id is None]
    return any(told in json.loads(one.reply)["text"] for one in shown[:1])


def _of_the_newest(ctx: Context, draft: Draft, overtaken: list[Entry]) -> Draft | None:
    """The same correction of what stands now; None where nothing of it is left."""
    moved = {e.id: records.standing(ctx.session, e) for e in overtaken}
    kept = [(moved.get(i) if i in moved else ctx.session.get_one(Entry, i), line) for i, line in draft.lines]
    still = tuple((e.id or 0, line) for e, line in kept if e is not None)
    return replace(draft, lines=still, struck=()) if still else None


def _to(draft: Draft) -> str:
    """What a correction makes of its record, in a few words."""
    told = [lines.in_short(line) for _, line in draft.lines[:2]]
    if draft.days is not None and not told:
        return wording.span(*draft.days)
    return draft.amount or ", ".join(told)


CORRECT: Conversation[Draft] = Conversation(
    name="sua",
    draft=Draft,
    title=lambda draft: texts.records.change_of(draft.number, _to(draft), out=draft.takes_out),
    blanks=(
        Blank(_ask_which, _hear_which),
        which_line.WHICH,
        Blank(_ask_why, _hear_why, fits=_fits_why),
        Blank(lambda _c, _d: None, _hear),
    ),
    recap=_recap,
    finish=_finish,
    resumes=words.SHOW,
    unanswered=lambda _ctx, draft: texts.records.reason_first(draft.takes_out) if draft.asks_why else None,
    puzzled=_puzzled,
    agrees=lambda _, draft, said: not (draft.takes_out and words.names_saving(said)),
    dropped=lambda ctx, draft: texts.records.left_as_it_is(ctx.who, draft.number),
)
