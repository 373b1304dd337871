"""A record told of the wrong committee goes to the right one: taken out there, written down here, traced both ways."""

from db import records
from db.models import Record, Unit
from handlers import texts, units, words
from handlers.context import Context
from handlers.message import Reply
from handlers.records import showing
from handlers.vi import committees
from handlers.vi.reading import Reading
from handlers.vi.words import split

_SHORT = 9  # words: "việc #KP8-0001 là của khu phố 9 chứ em"
_DENIES = ("khong phai", "ko phai", "k phai", "chu khong")


def is_wished(reading: Reading) -> bool:
    """Whether a sentence puts another committee in place of one: "không phải kp 8, kp 9"."""
    return _named(reading) is not None and words.says(words.bare(reading.text), *_DENIES)


def wanted(ctx: Context, record: Record, reading: Reading) -> Unit | str | None:
    """The committee that a correction puts a record in, or why it cannot; None when it names none."""
    name = _named(reading)
    if name is None:
        return None
    unit = units.named(ctx, name)
    if isinstance(unit, Unit) and unit.id == record.unit_id:
        return texts.committees.there_already(record.number, unit.name, showing.example(ctx, record))
    return unit


def _named(reading: Reading) -> str | None:
    text = split(reading.text)
    alone = not reading.facts and reading.intent != "ask" and len(words.bare(reading.text).split()) <= _SHORT
    return committees.meant(text) if alone else None


def move(ctx: Context, record: Record, unit_id: int, why: str) -> list[Reply]:
    """Do it: a new record in the right committee with what stands of the old one, its photos and its words."""
    unit = ctx.session.get_one(Unit, unit_id)
    standing = records.lines(ctx.session, record)
    about = records.About(
        standing[0].day_from, standing[0].day_to, record.text, record.activity, record.occasion, record.covers,
        record.within, record.incoming_id, heard=records.heard(ctx.session, record),
    )  # fmt: skip
    new = records.add(ctx.session, unit, ctx.person, about, [records.line_of(e) for e in standing], ctx.now)
    for sha256 in records.photos(ctx.session, record):
        records.attach(ctx.session, new, sha256, ctx.now)
    records.void(ctx.session, record, ctx.person, ctx.now, why)
    units.speak_for(ctx, unit)
    before = ctx.session.get_one(Unit, record.unit_id).name
    return [Reply(texts.committees.moved(ctx.who, record.number, unit.name, new.number, before))]
