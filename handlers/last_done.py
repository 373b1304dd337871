""" "Hoàn tác": takes back what was done last, whatever that was; an older record goes only where that is agreed to."""

from dataclasses import replace
from datetime import datetime

from db import meetings, post, quick, records
from db.models import Entry, Pending, Record
from handlers import conversation, texts, waiting, wording, words
from handlers.context import Context
from handlers.meetings import coming
from handlers.message import Reply
from handlers.records import changes, correct, meant, photos, undoing
from handlers.room import taking_back


def undo(ctx: Context) -> list[Reply]:
    """Take back what was done last; the book at once only where it was just told of."""
    photos_put = None if is_offered(ctx) else photos.put_wrongly(ctx)
    if photos_put is not None:
        return photos_put
    last = taking_back.last(ctx)
    of_a_meeting = _of_a_meeting(ctx, last.at if last else None)
    if of_a_meeting is not None:
        return of_a_meeting
    if last is not None and last.done is not None:
        return taking_back.take_back(ctx, last, last.done)
    if is_offered(ctx):
        return undoing.undo_last(ctx)
    written = records.last_by(ctx.session, ctx.person, ctx.unit)
    pending = conversation.top(ctx.session, ctx.chat)
    of_a_draft = _of_the_draft(ctx, pending, written[0].at if written else None) if pending is not None else None
    return _asked_first(ctx, written) if of_a_draft is None else of_a_draft


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
    if kind.name == taking_back.TAKE_BACK.name:
        quick.delete(ctx.session, pending)
        return taking_back.TAKE_BACK.finish(ctx, taking_back.TAKE_BACK.load(pending.known))
    touched = pending.expires - conversation.KEPT_FOR
    seen = conversation.is_shown_last(ctx) or since is None or touched > since
    if kind.name != correct.CORRECT.name:
        return conversation.undo(ctx, kind, pending) if seen else None
    number = correct.CORRECT.load(pending.known).number
    quick.delete(ctx.session, pending)
    told = texts.records.change_dropped(number) if number else texts.records.left_as_it_is(ctx.who, "")
    return [Reply(told)]


def _of_a_meeting(ctx: Context, since: datetime | None) -> list[Reply] | None:
    """Take back an answer given otherwise since an instant; of a meeting just set it is told how; None of others."""
    after = max(filter(None, (since, ctx.now - meant.JUST_SAVED)))
    answered = meetings.last_answer(ctx.session, ctx.person, after)
    ahead = meetings.ahead(ctx.session, ctx.unit.id or 0, ctx.now) if ctx.leads else ()
    changed = [each for each in ahead if each.changed_at is not None and each.changed_at >= after]
    newest = max(changed, key=lambda each: each.changed_at or after, default=None)
    set_at = (newest.changed_at if newest is not None else None) or after
    if answered is not None and answered.at >= set_at and answered.at != since:
        return coming.take_back(ctx, answered)
    if newest is None or set_at == since:
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
