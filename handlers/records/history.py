"""Every version of a record: what it said, who changed it, when and why; who else told the same."""

from datetime import timedelta
from itertools import groupby, pairwise

from db import records
from db.catalogue import indicators
from db.models import Entry, Person, Unit
from handlers import texts, units, visibility, wording
from handlers.context import Context
from handlers.message import Reply
from handlers.records import showing


def show(ctx: Context, number: str) -> Reply:
    """The versions of a record's lines, line by line, the oldest first."""
    record = records.by_number(ctx.session, number)
    unit = ctx.session.get(Unit, record.unit_id) if record else None
    if record is None or unit is None or not units.may_see(ctx, unit):
        return Reply(texts.general.record_unknown(number))
    seen = [e for e in records.history(ctx.session, record) if visibility.of_entry(ctx, e)]
    told = [line for _, versions in groupby(seen, key=lambda e: e.line) for line in _line(ctx, list(versions))]
    others = [f"{w.person.title} {w.person.name} (#{w.number})" for w in records.witnesses(ctx.session, record)]
    return Reply(texts.book.history(record.number, told, others, showing.example(ctx, record)))


def changed_by_others(ctx: Context) -> Reply:
    """What others made of the records that a person made lately: "ai sửa số của tôi"."""
    mine = records.recent(ctx.session, ctx.person, ctx.now - _LATELY, ctx.unit)
    told = []
    for record in mine:
        by, rows = showing.made_by_others(ctx, record)
        if by is not None and rows:
            told.append(texts.book.changed_by_other(record.number, f"{by.title} {by.name}", rows))
    return Reply(texts.book.changed_by_others(ctx.who, told[:_MOST]))


_LATELY, _MOST = timedelta(days=31), 8


def _line(ctx: Context, versions: list[Entry]) -> list[str]:
    """A line of a record by name, and below it what became of it."""
    did = ["wrote", *(_did(earlier, later) for earlier, later in pairwise(versions))]
    return [
        indicators()[versions[-1].indicator].name,
        *(_version(ctx, entry, what) for entry, what in zip(versions, did, strict=True)),
    ]


def _did(earlier: Entry, later: Entry) -> str:
    if later.voided:
        return "voided"
    return "restored" if earlier.voided else "changed"


def _version(ctx: Context, entry: Entry, did: str) -> str:
    person = ctx.session.get(Person, entry.person_id)
    by = f"{person.title} {person.name}" if person else "?"
    return texts.book.version(wording.entry_value(entry), did, by, wording.clock(entry.at, ctx.zone), entry.why)
