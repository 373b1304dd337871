""" "Hoàn tác": takes back what was done last, whatever that was; an older record goes only where that is agreed to."""

from dataclasses import replace
from datetime import datetime

from db import meetings, post, quick, records
from db.models import Attendance, Entry, Pending, Record
from db.room import tasks as book
from db.room.tables import Task
from handlers import conversation, texts, waiting, wording, words
from handlers.context import Context
from handlers.meetings import coming
from handlers.message import Reply
from handlers.records import changes, correct, meant, photos, undoing
from handlers.room import tasks


def undo(ctx: Context) -> list[Reply]:
    """Take back an answer to a meeting, a task, a step of a draft; the book at once only where it was just told of."""
    if is_offered(ctx):
        return undoing.undo_last(ctx)
    written = records.last_by(ctx.session, ctx.person, ctx.unit)
    since = written[0].at if written else None
    pending = conversation.top(ctx.session, ctx.chat)
    of_a_draft = _of_the_draft(ctx, pending, since) if pending is not None else None
    if of_a_draft is not None:
        return of_a_draft
    beside = _beside_the_book(ctx, since)
    return _asked_first(ctx, written) if beside is None else beside


def unless_offered(ctx: Context) -> list[Reply] | None:
    """Take back what was done last; None where the newest message offers it, whose button then does it."""
    return photos.put_back(ctx) if is_offered(ctx) else photos.put_wrongly(ctx) or undo(ctx)


def is_offered(ctx: Context) -> bool:
    """Whether the newest message offers it, a draft called to mind below it left out."""
    shown = [each.reply for each in post.newest(ctx.session, ctx.chat, _LOOKED_AT) if each.edits_id is None][:2]
    if len(shown) > 1 and f'"about":"{ctx.world}draft:' in shown[0] and f'"word":"{words.SHOW}"' in shown[0]:
        shown = shown[1:]
    return bool(shown) and f'"word":"{words.UNDO}"' in shown[0]


_LOOKED_AT = 6  # messages, changes of earlier ones among them


def _of_the_draft(ctx: Context, pending: Pending, since: datetime | None) -> list[Reply] | None:
    """One step back in a draft that was told or changed after the book was written in; None for one that waits."""
    kind = waiting.conversation(pending)
    if kind.name == coming.ABSENCE.name:
        return None
    touched = pending.expires - conversation.KEPT_FOR
    seen = conversation.is_shown_last(ctx) or since is None or touched > since
    if kind.name != correct.CORRECT.name:
        return conversation.undo(ctx, kind, pending) if seen else None
    number = correct.CORRECT.load(pending.known).number
    quick.delete(ctx.session, pending)
    told = texts.records.change_dropped(number) if number else texts.records.left_as_it_is(ctx.who, "")
    return [Reply(told)]


def _beside_the_book(ctx: Context, since: datetime | None) -> list[Reply] | None:
    """Take back an answer to a meeting or a task just given; of a meeting just set it is told how; None of others."""
    after = max(filter(None, (since, ctx.now - meant.JUST_SAVED)))
    given = book.last_given(ctx.session, ctx.unit.id or 0, ctx.person.id or 0, after)
    answered = meetings.last_answer(ctx.session, ctx.person, after)
    ahead = meetings.ahead(ctx.session, ctx.unit.id or 0, ctx.now) if ctx.leads else ()
    changed = [each for each in ahead if each.changed_at is not None and each.changed_at >= after]
    last: Task | Attendance | None = given
    if answered is not None and (given is None or answered.at >= given.made_at):
        last = answered
    at = last.at if isinstance(last, Attendance) else last.made_at if last is not None else after
    newest = max(changed, key=lambda each: each.changed_at or after, default=None)
    if newest is not None and (newest.changed_at or after) > at:
        last = None
    if isinstance(last, Attendance):
        return coming.take_back(ctx, last)
    if last is not None:
        return tasks.dropped(ctx, f"#{last.number}")
    if newest is None:
        return None
    return [Reply(texts.meetings.not_undone(ctx.who, wording.day(newest.at.astimezone(ctx.zone).date())))]


def _asked_first(ctx: Context, written: list[Entry]) -> list[Reply]:
    """Show what would be taken back of the book, and ask: something else was said since."""
    if not written:
        return [Reply(texts.general.nothing_open(ctx.who))]
    record = ctx.session.get_one(Record, written[0].record_id)
    if written[0].version == 1 and written[0].at == record.at:
        return conversation.begin(ctx, correct.CORRECT, correct.out(ctx, record))
    draft = changes.Draft(record.number, back=tuple(entry.id or 0 for entry in written))
    if changes.stale(ctx, draft):
        return [Reply(texts.records.nothing_to_correct(ctx.who))]
    late = ctx.now - written[0].at > meant.JUST_SAVED and not all(entry.voided for entry in written)
    return conversation.begin(ctx, correct.CORRECT, replace(draft, asks_why=late))
