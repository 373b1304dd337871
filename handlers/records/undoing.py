"""Taking back what was written: a record as a whole, or the last correction of it."""

from dataclasses import replace

from db import records
from db.models import Entry, Record
from handlers import texts, words
from handlers.context import Context
from handlers.conversation import begin
from handlers.message import Reply
from handlers.records import changes, correct, meant
from handlers.records.changes import Draft


def undo(ctx: Context, number: str) -> list[Reply]:
    """Take a record out, as the button under it offers: at once for ten minutes, with a reason later.

    A record that was corrected since is shown first: the button was under another version of it.
    """
    record = records.by_number(ctx.session, number)
    if record is None or not correct.may_change(ctx, record):
        return [Reply(texts.general.record_unknown(number))]
    standing = records.lines(ctx.session, record)
    if not standing:
        return [Reply(texts.corrections.is_out(number))]
    first = [e for e in records.history(ctx.session, record) if e.version == 1]
    remarks = tuple(changes.since(ctx, first))
    if ctx.now - record.at <= meant.JUST_SAVED and not remarks:
        return [correct.withdrawn(ctx, record, words.UNDO)]
    return begin(ctx, correct.CORRECT, correct.out(ctx, record, remarks=remarks))


def take_back(ctx: Context, number: str, entries: tuple[int, ...]) -> list[Reply]:
    """Take a correction back, as the button under it offers: at once for ten minutes, with a reason later."""
    record = records.by_number(ctx.session, number)
    if record is None or not correct.may_change(ctx, record):
        return [Reply(texts.general.record_unknown(number))]
    draft = Draft(number, back=entries)
    overtaken = changes.stale(ctx, draft)
    if overtaken:
        return [Reply(texts.corrections.not_the_newest(ctx.who, number, changes.since(ctx, overtaken)))]
    made_so = [ctx.session.get_one(Entry, entry_id) for entry_id in entries]
    if ctx.now - made_so[0].at > meant.JUST_SAVED:
        asks_why = not all(entry.voided for entry in made_so)  # it needs no reason to count again
        return begin(ctx, correct.CORRECT, replace(draft, asks_why=asks_why))
    made = changes.make(ctx, draft, record, words.UNDO)
    return [correct.taken_back(ctx, record, made)]


def back_to(ctx: Context, record: Record) -> list[Reply] | None:
    """Offer what a record was before its last correction: "trả lại #KP9-0012"; None where it was not corrected."""
    last = records.last_change(ctx.session, record)
    before = {(entry.line, entry.version): entry for entry in records.history(ctx.session, record)}
    restored = any(e.version > 1 and before[e.line, e.version - 1].voided for e in last)
    if not last or restored:
        return None
    late = ctx.now - last[0].at > meant.JUST_SAVED
    return begin(ctx, correct.CORRECT, Draft(record.number, back=tuple(e.id or 0 for e in last), asks_why=late))


def undo_last(ctx: Context) -> list[Reply]:
    """Take back what this person did last to the book."""
    last = records.last_by(ctx.session, ctx.person, ctx.unit)
    if not last:
        return [Reply(texts.corrections.nothing_to_correct(ctx.who))]
    record = ctx.session.get_one(Record, last[0].record_id)
    if last[0].version == 1 and last[0].at == record.at:
        return undo(ctx, record.number)
    return take_back(ctx, record.number, tuple(entry.id or 0 for entry in last))


def redo_last(ctx: Context) -> list[Reply] | None:
    """ "Khôi phục lại" right after a correction was taken back: it stands again; None where none was."""
    last = records.last_by(ctx.session, ctx.person, ctx.unit)
    if not last or last[0].why != words.UNDO or ctx.now - last[0].at > meant.JUST_SAVED:
        return None
    return undo_last(ctx)
