"""Photos that are shown again, and taken off a record."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice

from db import records
from db.models import Entry, File, Record, Unit
from handlers import conversation, texts, units, vi, visibility, wording, words
from handlers.context import Context
from handlers.message import Attached, Reply, choices
from handlers.records import correct, meant, photo_words
from handlers.records.attached import FEW, TAKES_OFF
from handlers.vi.reading import Reading, Span

OFF, BACK = "photo-off", "photo-back"
LATELY = timedelta(days=31)  # how far back a record is looked for
_MOST_SHOWN = 10  # in one answer; as many as an album holds
_SHOW = (
    "xem lai hinh", "coi lai hinh", "xem lai anh", "coi lai anh",
    "xem anh", "xem hinh", "gui lai anh", "gui lai hinh", "cho anh", "anh cua", "hinh cua", "anh dau", "coi anh",
    "coi hinh", "hinh dau", "tam hinh", "tam anh", "may hinh", "hinh anh", "may cai anh", "may cai hinh", "may tam anh",
)  # fmt: skip


def asked_for(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """The photos of a record, of one's newest one that has any if none is named; None for any other message."""
    if ("nua" in said or "khac" in said) and (beside := others(ctx, said)) is not None:
        return beside
    if reading.facts:  # "xem hình việc 40 phần"
        names = ("hinh" in said or "anh" in said) and _FIRST_SHOWS.match(said) and _shows(reading.text, said)
        return [_of_figures(ctx, reading)] if names else None
    takes_off = TAKES_OFF.search(reading.text.casefold()) is not None and len(said.split()) <= FEW
    takes_off = takes_off or (("tam" in said or "hinh" in said) and photo_words.takes_one_off(said))
    days = _days(reading)
    if not (takes_off or _shows(reading.text, said)):
        return _of_days(ctx, reading, said, days) if days and _names_them(reading, said) else None
    number = meant.number_in(reading.text)
    if takes_off:
        record = records.by_number(ctx.session, number) if number else None
        record = record or meant.by_own_words(_with_any(ctx), said) or _given_last(ctx)
        return [offer_to_take_off(ctx, record)]
    if number:
        return [_shown(ctx, number)]
    shown = _of_days(ctx, reading, said, days) if days else None
    if shown is not None:
        return shown
    told = _OF_PHOTOS.sub(" ", f" {said} ").strip()
    things, deed = _things(told), _deed(reading)
    if things or (deed is not None and _GIVES.search(told)):
        return [_of_a_deed(ctx, things, deed, told)]
    record = meant.by_own_words(_with_any(ctx), told) or _named_by(ctx, told)
    return [_with_photos(ctx, record) if record else _newest(ctx, said)]


def _things(told: str) -> set[str]:
    """The words of weight that tell what photos are to show: not how one asks, nor what was done with it."""
    return {word for word in told.split() if word.isalnum()} - meant.LIGHT - _HOW_ONE_ASKS


def _deed(reading: Reading) -> str | None:
    """The kind of deed that words name."""
    deed = reading.activity or vi.activity_of((reading.question and reading.question.indicator) or "")
    return None if deed == "khac" else deed


def _of_a_deed(ctx: Context, things: set[str], deed: str | None, told: str) -> Reply:
    """The photos of the deed that words tell: of that kind and with most of the words; else that there are none."""
    lately = records.recent(ctx.session, ctx.person, ctx.now - LATELY, ctx.unit)
    made = [*lately, *records.recent_of(ctx.session, ctx.unit, ctx.now - _OF_A_YEAR)]
    gifts = _GIVES.search(told) is not None
    shared = {r.id: len(things & set(words.bare(r.text).split())) for r in made}
    most = max(shared.values(), default=0)
    alike = [r for r in made if deed is None or deed in meant.activities(ctx, r)]
    fitting = [
        r
        for r in alike
        if shared[r.id] * 2 >= len(things) and (things or not gifts or _GIFTS.search(words.bare(r.text)))
    ]
    fitting = fitting or [r for r in made if most > 1 and shared[r.id] == len(things)]
    if not fitting:
        others = dict.fromkeys(r.number for r in alike if deed is not None and records.photos(ctx.session, r))
        if photo_words.are_of_a_meeting(f"hinh {told}"):
            return Reply(texts.photos.no_meetings(ctx.who))
        return Reply(texts.photos.none_like(ctx.who), choices(*map(texts.photos.show, list(others)[:2])))
    best = max(shared[r.id] for r in fitting)
    named = [r for r in fitting if shared[r.id] == best]
    return _with_photos(ctx, next((r for r in named if records.photos(ctx.session, r)), named[0]))


_GIVES = re.compile(r"\b(?:phat|trao|tang|cho|bieu) qua\b")
_GIFTS = re.compile(r"\bqua\b")
_HOW_ONE_ASKS = frozenset(
    "xem coi hinh anh tam buc gui goi may cac co con nao nua khac khong hong ko chua giup gium dum luon het them dau "
    "bua dot lan the thi vay voi nhen nghe nghen di thu roi phat trao tang bieu dua lam to chuc bao nhieu duoc tui oi "
    "nhung dum ghi luu gan mo ra dang muon".split()
)


def others(ctx: Context, said: str) -> list[Reply] | None:
    """The photos beside those shown last: "còn hình nào nữa không"; None for any other message."""
    if _OTHERS.fullmatch(said) is None:
        return None
    last = conversation.said_last(ctx)
    shows = last is not None and ("nh của #" in last.reply or "Xem riêng" in last.reply)
    shown = {found[0] for found in _NUMBERS.finditer(last.reply)} if last is not None and shows else set()
    made = records.recent_of(ctx.session, ctx.unit, ctx.now - LATELY)
    found = [r for r in made if records.photos(ctx.session, r) and f"#{r.number}" not in shown]
    if not found:
        return [Reply(texts.photos.no_others(ctx.who, some=bool(shown)))]
    return [_all_of(ctx, found, texts.photos.LATELY)]


_NUMBERS = re.compile(r"#[A-Z]+\d*-\d+")
_OTHERS = re.compile(
    r"(?:(?:da|em|oi|the|vay|roi|u|a|co|con) )*(?:(?:may|cac) )?(?:tam hinh|tam anh|hinh|anh|tam)(?: anh)?"
    r"(?: (?:nao|gi|khac|nua|cua viec khac))+(?: (?:khong|hong|ko|em|a|vay|ha|chua|oi|con))*"
)


def wants_photos(text: str) -> bool:
    """Whether words ask to see photos, of whatever: "hình dọn vệ sinh đâu", "còn hình nào nữa không".

    >>> [wants_photos(said) for said in ("hinh don ve sinh dau", "xem ảnh #KP9-0001", "còn hộ nghèo nào nữa không")]
    [True, True, False]
    """
    said = words.bare(text)
    return _shows(text, said) or _OTHERS.fullmatch(said) is not None


def lacking(ctx: Context, said: str) -> list[Reply] | None:
    """The newest records of the committee that have no photo: "việc nào chưa có hình"; None for any other message."""
    if ("nao" not in said and "may" not in said) or _LACKS.fullmatch(said) is None:
        return None
    made = records.recent_of(ctx.session, ctx.unit, ctx.now - _OF_A_YEAR)
    if not made:
        return [Reply(texts.photos.no_records(ctx.who))]
    found = list(islice((r for r in made if not records.photos(ctx.session, r)), _MOST_LACKING + 1))
    shown = found[:_MOST_LACKING]
    rows = [texts.photos.bare_row(r.number, _named(ctx, r), _day_of(ctx, r)) for r in shown]
    told = texts.photos.lacking(ctx.who, rows, more=len(found) > len(shown))
    return [Reply(told, choices(*(texts.photos.show(r.number) for r in shown)))]


def _day_of(ctx: Context, record: Record) -> str:
    return wording.short_days(*records.days(ctx.session, record), ctx.today)


_MOST_LACKING = 5
_LACKS = re.compile(  # "còn việc nào chưa gắn ảnh không em", "mấy việc chưa có hình", "cái nào thiếu hình"
    r"(?:(?:em|oi|da|cho|toi|tui|bac|chi|co|chu|minh|xem|coi|hoi|con|thang nay|tuan nay|hom nay|bua nay|nam nay) )*"
    r"(?:(?:nhung|cac|may) )?(?:viec|cai|vu|dot|buoi|so|lan ghi|ban ghi|phieu)(?: nao| da ghi| ghi)*"
    r" (?:ma |con |van )*(?:chua|thieu|khong|hong|ko)(?: (?:co|duoc|gan|gui|kem|dua|up|them))*"
    r" (?:tam )?(?:hinh|anh)(?: anh| nao| minh hoa)?(?: (?:khong|hong|ko|vay|em|a|con|ta|het|nua|roi|hen|ha|nhi))*"
)


def asks_for_any(reading: Reading, said: str) -> bool:
    """Whether photos are asked for, and those of nothing that is named: "xem ảnh", "cho coi hình đi em".

    >>> said = ("xem ảnh", "cho coi hinh di em", "xem hình hôm phát quà", "xem ảnh hôm qua", "xem #KP9-0001")
    >>> [asks_for_any(vi.read(text, date(2026, 11, 20)), words.bare(text)) for text in said]
    [True, True, False, False, False]
    """
    if reading.facts or reading.day or reading.period or meant.number_in(reading.text):
        return False
    return _ANY.fullmatch(said) is not None and _shows(reading.text, said)


_ANY = re.compile(
    r"(?:(?:em|oi|da|cho|toi|bac|chi|anh|co|chu|minh|gui|mo|may|cac|cai|tam|het|xem|coi|lai|anh|hinh|nay|do|vua|moi|hoi"
    r"|di|nha|nhe|nghe|a|giup|gium|voi|dau|thu)(?: |$))+"
)


def of_draft(ctx: Context, files: Sequence[str]) -> Reply:
    """The photos of a record in the making."""
    found = [file for sha256 in files[-_MOST_SHOWN:] if (file := ctx.session.get(File, sha256))]
    return Reply(
        texts.photos.of_draft(len(files)), attached=tuple(Attached(f.sha256, f.name, f.media_type) for f in found)
    )


def asked_for_beside(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """The same beside a draft, where a figure or a day is told that would change it: "hình hôm qua"."""
    told = reading.facts or reading.day or reading.period
    return asked_for(ctx, reading, said) if told and _FIRST_SHOWS.match(said) else None


# --- those of a day, of a month, of one sitting ---


def _days(reading: Reading) -> Span | None:
    return reading.period if reading.day is None else Span(reading.day, reading.day)


def _names_them(reading: Reading, said: str) -> bool:
    """Whether words begin with photos and tell a time: "ảnh tặng quà tháng này"; not "ảnh nghỉ hôm nay", who is he.

    >>> said = ("hình tặng quà hôm qua", "ảnh tháng 10", "anh tang qua thang nay", "ảnh nghỉ hôm nay", "anh ban nay")
    >>> [_names_them(vi.read(text, date(2026, 11, 20)), words.bare(text)) for text in said]
    [True, True, True, False, False]
    """
    named = _NAMES_THEM.match(said)
    if named is None or _ASKS_ELSE.search(said):
        return False
    asks = reading.question is not None and reading.question.indicator is not None
    return named[1] == "hinh" or asks or _ONLY_A_TIME.fullmatch(said, named.end()) is not None


_NAMES_THEM = re.compile(
    r"(?:(?:em|oi|da|cho|toi|bac|chi|co|chu|may|cac|nhung) )*(anh|hinh) (?!nhu\b|thuc\b|dung\b|huong\b)"
)
_ASKS_ELSE = re.compile(r"\b(?:bao nhieu|nhieu|hoi|muon|duoc|tong|khong|chua|tinh|dem)\b")
_ONLY_A_TIME = re.compile(
    r"(?:(?:cua|trong|hoi|ngay|thang|tuan|nam|quy|hom|bua|nay|qua|kia|truoc|roi|ngoai|dau|cuoi|sang|trua|chieu|toi|em|nha"
    r"|nhe|di|a|[\d/]+|thu|hai|ba|tu|sau|bay|chu|nhat)(?: |$))+"
)


def _of_days(ctx: Context, reading: Reading, said: str, days: Span) -> list[Reply] | None:
    """The photos of what was done on some days: "xem hình hôm qua", "ảnh tặng quà tháng này".

    None where there are none and a record is named, or "anh" may be who speaks.
    """
    since = datetime.combine(days.start, time(), ctx.zone)
    made = records.recent_of(ctx.session, ctx.unit, since)
    found = [r for r in made if _falls_into(ctx, r, days) and records.photos(ctx.session, r)]
    deed = reading.activity or vi.activity_of((reading.question and reading.question.indicator) or "")
    if deed not in {None, "khac"}:
        found = [record for record in found if deed in meant.activities(ctx, record)]
    else:
        told = _OF_PHOTOS.sub(" ", f" {said} ").strip()
        found = [record for record in found if meant.by_own_words([record], told)] or found
    if found:
        return [_all_of(ctx, found, wording.span(days.start, days.end))]
    if reading.text.isascii() and "hinh" not in said and "xem anh" not in said:
        return None
    named = _named_by(ctx, _OF_PHOTOS.sub(" ", f" {said} ").strip())
    return None if named else [Reply(texts.photos.none_in(ctx.who, wording.span(days.start, days.end)))]


def _falls_into(ctx: Context, record: Record, days: Span) -> bool:
    first, last = records.days(ctx.session, record)
    return first <= days.end and last >= days.start


def _all_of(ctx: Context, found: Sequence[Record], when: str) -> Reply:
    """The photos of several records, the newest first, as many as go into one answer."""
    if len(found) == 1:
        return _with_photos(ctx, found[0])
    each = [_with_photos(ctx, record) for record in found]
    rows = [
        texts.photos.row(record.number, brief(ctx, record), len(records.photos(ctx.session, record)))
        for record in found
    ]
    attached = tuple(photo for reply in each for photo in reply.attached)
    told = texts.photos.of_several(when, rows[:_MOST_SHOWN], len(found), found[0].number, len(attached), _MOST_SHOWN)
    return Reply(told, attached=attached[:_MOST_SHOWN])


_FIRST_SHOWS = re.compile(
    r"(?:(?:em|oi|da|con|co|cho|toi|bac|chi|anh|chu|may|cai|tam) )*(?:xem|coi|gui lai|hinh|anh)\b"
    r"(?! (?:nhu|thuc|dung|so)\b)"
)


def _of_figures(ctx: Context, reading: Reading) -> Reply:
    """The photos of the record that tells some figures, of several the newest that has any."""
    found = of_figures(ctx, records.recent_of(ctx.session, ctx.unit, ctx.now - _OF_A_YEAR), reading)
    if reading.day is not None:
        found = [record for record in found if reading.day in records.days(ctx.session, record)] or found
    shown = [record for record in found if records.photos(ctx.session, record)] or found
    return _with_photos(ctx, shown[0]) if shown else Reply(texts.photos.none_so(ctx.who, reading.facts[0].text))


def of_figures(ctx: Context, found: Sequence[Record], reading: Reading) -> list[Record]:
    """Those of some records that tell the figures of a message."""
    told = {(fact.indicator, fact.value) for fact in reading.facts}
    kept = [(r, {(e.indicator, e.value) for e in records.lines(ctx.session, r)}) for r in found]
    exact = [record for record, standing in kept if told <= standing]
    values = {value for _, value in told}
    return exact or [record for record, standing in kept if values <= {value for _, value in standing}]


def _shows(text: str, said: str) -> bool:
    """Whether photos are asked for: "xem hình", "hình hôm phát quà đâu"; not where "anh" is who speaks or is meant."""
    said = _SPEAKER.sub(" ", said.replace("anh em", ""))
    if "cho anh" in said and not text.isascii() and "ảnh" not in text.casefold():
        said = said.replace("cho anh", "cho")
    return words.says(said, *_SHOW) or _WHERE_ARE.fullmatch(said) is not None


_SPEAKER = re.compile(r"\bcho anh (?=(?:hoi|xem|coi|biet|gui|ghi|luu|nhap|dat|lich|so|bang|bao|doc|nghe)\b)")
_WHERE_ARE = re.compile(  # "hình hôm phát quà đâu", "có hình buổi dọn vệ sinh không"
    r"(?:(?:em|oi|da|con|co|cho|toi|tui|bac|chi|co|chu|may|cai|tam|xem|coi) )*"
    r"(?:hinh (?!thuc|nhu|dung|phat dau|su)(?:\w+ ){1,6}?(?:dau|dau roi|o dau)"
    r"|co hinh (?:\w+ ){1,6}?(?:khong|hong|ko|chua))"
    r"(?: (?:roi|em|a|con|vay|ta|het|nhi|ha))*"
)
_OF_PHOTOS = re.compile(r" (?:(?:dau|xem|coi|hinh|anh|tam|khong|hong|chua|bua|con|roi)(?= ))+")


def _named_by(ctx: Context, said: str) -> Record | None:
    """The record of the committee that some words name, whoever made it: one with photos, else the only one without."""
    found = records.recent_of(ctx.session, ctx.unit, ctx.now - _OF_A_YEAR)
    named = [record for record in found if meant.by_own_words([record], said)]
    shown = [record for record in named if records.photos(ctx.session, record)]
    told = set(said.split())
    sure = [record for record in named if len(told & set(words.bare(record.text).split())) > 1]
    return meant.by_own_words(shown, said) or meant.by_own_words(sure, said, alone=True)


_OF_A_YEAR = timedelta(days=366)


def _given_last(ctx: Context) -> Record | None:
    """The record that was given a photo last, whenever it was written itself."""
    given = records.pictured_since(ctx.session, ctx.person, ctx.now - LATELY)
    return given[0] if given is not None else None


def offer_to_take_off(ctx: Context, record: Record | None, only: Sequence[str] = ()) -> Reply:
    """The question whether photos go from a record: which of all that it has, or `only` some of them."""
    if record is None:
        return Reply(texts.photos.none_to_take_off(ctx.who))
    if not correct.may_change(ctx, record):
        return Reply(correct.not_yours(ctx, record))
    shown = _with_photos(ctx, record)
    shown = replace(shown, attached=tuple(photo for photo in shown.attached if not only or photo.file in only))
    places = [f"{words.OFF} {place}" for place in range(1, len(shown.attached) + 1)]
    if not places:
        return shown
    offered = (*places, words.ALL_OFF) if len(places) > 1 else (words.OFF,)
    told = texts.photos.take_which_off(record.number, len(places), brief(ctx, record))
    about = ",".join((record.number, *(photo.file for photo in shown.attached)))
    return replace(shown, text=told, choices=choices(*offered, words.KEEP), about=f"{OFF}:{about}")


def taken_off(ctx: Context, about: str, word: str) -> list[Reply]:
    """Take photos off a record as was tapped: one by its place among those that were shown, all of them, or none."""
    number, *shown = about.split(",")
    record = records.by_number(ctx.session, number)
    if record is None or not correct.may_change(ctx, record):
        return [Reply(texts.photos.unknown(number))]
    shown = shown or list(records.photos(ctx.session, record)[-_MOST_SHOWN:])  # asked before they stood beside it
    place = word.rpartition(" ")[2]
    if words.same(word, words.KEEP):
        return [Reply(texts.photos.kept_on(number))]
    return off(ctx, record, shown[int(place) - 1 : int(place)] if place.isdecimal() else shown)


def off(ctx: Context, record: Record, gone: Sequence[str]) -> list[Reply]:
    """Take photos off a record, as far as they are still there; they can be had back."""
    there = records.photos(ctx.session, record)
    gone = [file for file in gone if file in there]
    if not gone:
        return [Reply(texts.photos.off_already(record.number, len(there)))]
    records.detach(ctx.session, record, gone)
    told = texts.photos.taken_off(record.number, len(gone), len(there) - len(gone))
    return [Reply(told, choices(words.UNDO), about=f"{BACK}:{','.join((record.number, *gone))}")]


def _shown(ctx: Context, number: str) -> Reply:
    record = records.by_number(ctx.session, number)
    unit = ctx.session.get(Unit, record.unit_id) if record else None
    if record is None or unit is None or not units.may_see(ctx, unit):
        return Reply(texts.photos.unknown(number))
    return _with_photos(ctx, record)


def _newest(ctx: Context, said: str) -> Reply:
    """The photos of what this person wrote last, and of what they wrote on the same day unless it is but the last."""
    found = _with_any(ctx)
    if not found:
        return Reply(texts.photos.show_which(ctx.who))
    last = conversation.said_last(ctx)
    put = texts.photos.PUT.search(last.reply) if last is not None else None
    if put is not None:
        return _shown(ctx, put[1])
    if words.says(
        said, "vua", "moi", "cuoi", "sau cung", "anh nay", "hinh nay", "tam do", "tam nay"
    ) and not words.says(said, "may", "cac", "nhung", "het"):
        return _with_photos(ctx, found[0])
    day = _written(ctx, found[0])
    return _all_of(ctx, [record for record in found if _written(ctx, record) == day], f"ghi ngày {wording.day(day)}")


def _written(ctx: Context, record: Record) -> date:
    return record.at.astimezone(ctx.zone).date()


def _with_any(ctx: Context) -> list[Record]:
    """What this person recorded lately and has photos, newest first."""
    recent = records.recent(ctx.session, ctx.person, ctx.now - LATELY, ctx.unit)
    return [record for record in recent if records.photos(ctx.session, record)]


def _with_photos(ctx: Context, record: Record) -> Reply:
    hashes = records.photos(ctx.session, record)
    if not hashes:
        return Reply(texts.photos.has_none(ctx.who, record.number))
    files = [file for sha256 in hashes[-_MOST_SHOWN:] if (file := ctx.session.get(File, sha256))]
    names = [texts.photos.name(record.number, place) for place in range(1, len(files) + 1)]
    told = texts.photos.shown(record.number, len(hashes), brief(ctx, record))
    return Reply(told, attached=tuple(Attached(f.sha256, n, f.media_type) for f, n in zip(files, names, strict=True)))


def brief(ctx: Context, record: Record) -> str:
    """What a record tells, in the few words of a button."""
    first = _first(ctx, record)
    if first is None:
        return ""
    named = wording.named_entry(first, wording.thing(first, record.text))
    return named if len(named) <= _ON_A_BUTTON else wording.short_entry(first)


def _named(ctx: Context, record: Record) -> str:
    first = _first(ctx, record)
    return wording.named_entry(first, wording.thing(first, record.text)) if first is not None else ""


def _first(ctx: Context, record: Record) -> Entry | None:
    """The entry by which a record is known best."""
    told = [e for e in records.lines(ctx.session, record) if visibility.of_entry(ctx, e)]
    return next((entry for entry in told if entry.indicator not in _RECEIVERS), told[0] if told else None)


_RECEIVERS = frozenset({"ho_duoc_ho_tro"})  # told beside what was given, by which one knows a deed
_ON_A_BUTTON = 20  # letters
