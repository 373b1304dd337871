"""Photos that are shown again, and taken off a record."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from db import records
from db.models import File, Record, Unit
from handlers import texts, units, visibility, wording, words
from handlers.context import Context
from handlers.message import Attached, Reply, choices
from handlers.records import correct, meant
from handlers.records.attached import FEW, TAKES_OFF
from handlers.vi.reading import Reading

OFF = "photo-off"
LATELY = timedelta(days=31)  # how far back a record is looked for
_MOST_SHOWN = 10  # in one answer; as many as an album holds
_SHOW = (
    "xem lai hinh", "coi lai hinh", "xem lai anh", "coi lai anh",
    "xem anh", "xem hinh", "gui lai anh", "gui lai hinh", "cho anh", "anh cua", "hinh cua", "anh dau", "coi anh",
    "coi hinh", "hinh dau", "tam hinh", "tam anh", "may hinh", "hinh anh", "may cai anh", "may cai hinh", "may tam anh",
)  # fmt: skip


def asked_for(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """The photos of a record, of one's newest one that has any if none is named; None for any other message."""
    if reading.facts:  # "xem hình việc 40 phần"
        names = ("hinh" in said or "anh" in said) and _FIRST_SHOWS.match(said) and _shows(reading.text, said)
        return [_of_figures(ctx, reading)] if names else None
    takes_off = TAKES_OFF.search(reading.text.casefold()) is not None and len(said.split()) <= FEW
    if not (takes_off or _shows(reading.text, said)):
        return None
    number = meant.number_in(reading.text)
    if takes_off:
        record = records.by_number(ctx.session, number) if number else None
        record = record or meant.by_own_words(_with_any(ctx), said) or next(iter(_with_any(ctx)), None)
        return [_offer_to_take_off(ctx, record)]
    if number:
        return [_shown(ctx, number)]
    told = _OF_PHOTOS.sub(" ", f" {said} ").strip()
    record = meant.by_own_words(_with_any(ctx), told) or _named_by(ctx, told)
    return [_with_photos(ctx, record) if record else _newest(ctx)]


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
    r"(?:hinh (?!thuc|nhu|dung|phat|su)(?:\w+ ){1,6}?(?:dau|dau roi|o dau)"
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


def _offer_to_take_off(ctx: Context, record: Record | None) -> Reply:
    if record is None:
        return Reply(texts.photos.show_which(ctx.who))
    if not correct.may_change(ctx, record):
        return Reply(texts.records.not_yours(ctx.who, record.number))
    shown = _with_photos(ctx, record)
    places = [f"{words.OFF} {place}" for place in range(1, len(shown.attached) + 1)]
    if not places:
        return shown
    offered = (*places, words.ALL_OFF) if len(places) > 1 else (words.OFF,)
    told = texts.photos.take_which_off(record.number, len(places), brief(ctx, record))
    return replace(shown, text=told, choices=choices(*offered, words.KEEP), about=f"{OFF}:{record.number}")


def taken_off(ctx: Context, number: str, word: str) -> list[Reply]:
    """Take photos off a record as was tapped: one by its place, all of them, or none."""
    record = records.by_number(ctx.session, number)
    if record is None or not correct.may_change(ctx, record):
        return [Reply(texts.photos.unknown(number))]
    shown = records.photos(ctx.session, record)[-_MOST_SHOWN:]
    place = word.rpartition(" ")[2]
    if words.same(word, words.KEEP):
        return [Reply(texts.photos.kept_on(number))]
    gone = shown[int(place) - 1 : int(place)] if place.isdecimal() else shown
    records.detach(ctx.session, record, gone)
    return [Reply(texts.photos.taken_off(number, len(gone), len(records.photos(ctx.session, record))))]


def _shown(ctx: Context, number: str) -> Reply:
    record = records.by_number(ctx.session, number)
    unit = ctx.session.get(Unit, record.unit_id) if record else None
    if record is None or unit is None or not units.may_see(ctx, unit):
        return Reply(texts.photos.unknown(number))
    return _with_photos(ctx, record)


def _newest(ctx: Context) -> Reply:
    found = next(iter(_with_any(ctx)), None)
    return _with_photos(ctx, found) if found else Reply(texts.photos.show_which(ctx.who))


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
    told = [e for e in records.lines(ctx.session, record) if visibility.of_entry(ctx, e)]
    return wording.short_entry(told[0]) if told else ""
