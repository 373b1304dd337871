"""A message edited after it was sent, or answered by its own writer: the record it led to follows, once accepted."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from db import drafts as stored
from db import post, records
from db.models import Entry, Incoming, Pending, Record, Unit
from handlers import texts, vi, words
from handlers.context import Context
from handlers.conversation import begin
from handlers.message import Reply, message_json, reply_json
from handlers.records import changes, correct, correction_words, drafts, lines, meant, showing
from handlers.records.changes import Draft
from handlers.records.lines import DraftLine
from handlers.vi.reading import Reading

_FRAGMENT = 7  # words; a longer answer to a message of ours is a new sentence


def original(ctx: Context) -> Incoming | None:
    """The message that is edited, as it first came."""
    return post.said(ctx.session, ctx.chat, ctx.message.refers_to or "")


def said_on(ctx: Context, said: Incoming) -> date:
    """The day on which a message was written, on which its "hôm nay" rests."""
    return said.at.astimezone(ctx.zone).date()


def text_of(ctx: Context, said: Incoming) -> str:
    """What a message says, after every edit of it that came before this one."""
    return _texts_before(ctx, said)[-1]


def _texts_before(ctx: Context, said: Incoming) -> list[str]:
    edits = [e for e in post.edits(ctx.session, ctx.chat, said.message_id) if (e.id or 0) < (ctx.incoming_id or 0)]
    return [message_json.validate_json(row.message).text for row in (said, *edits)]


def _accepted(ctx: Context, said: Incoming, record: Record) -> str:
    """What a message said when the book last followed it: an edit that was declined is proposed again."""
    reasons = {entry.why for entry in records.history(ctx.session, record)}
    first, *edits = _texts_before(ctx, said)
    return next((text for text in reversed(edits) if text in reasons), first)


def draft_with(ctx: Context, said: Incoming) -> Pending | None:
    """The open draft that a message is among the words of."""
    waiting = stored.of_chat(ctx.session, ctx.chat)
    return next((pending for pending in waiting if said.id in json.loads(pending.heard)), None)


def overtook(ctx: Context, pending: Pending) -> bool:
    """Whether an edit of this message came before the message itself, and a draft was opened with what it says."""
    return ctx.incoming_id in json.loads(pending.heard)


def opened(pending: Pending, said: Incoming) -> bool:
    """Whether a message opened a draft, so that all of it is to be read anew."""
    return bool(json.loads(pending.heard)[:1] == [said.id])


def of_record(ctx: Context, said: Incoming, reading: Reading) -> list[Reply] | None:
    """What an edit makes of the record that the message led to; None when it led to none."""
    record = records.told_in(ctx.session, said.id or 0)
    if record is None or not correct.may_change(ctx, record):
        return None
    if records.is_void(ctx.session, record):
        return [Reply(texts.corrections.is_out(record.number))]
    draft = _difference(ctx, record, vi.read(_accepted(ctx, said, record), said_on(ctx, said)), reading)
    draft = draft or _against_the_book(ctx, record, reading)
    if draft is None:
        told, example = showing.standing(ctx, record), showing.example(ctx, record)
        return [Reply(texts.corrections.edit_changes_nothing(record.number, told, example))]
    correct.drop_waiting(ctx, record.number, lambda other: bool(other.edited))
    return begin(ctx, correct.CORRECT, draft)


def _against_the_book(ctx: Context, record: Record, now: Reading) -> Draft | None:
    """What the words say otherwise than the book, where the edit itself changed no number."""
    standing = records.lines(ctx.session, record)
    pairs = [(entry, line) for line in lines.gather(now).lines if (entry := _of(line, standing)) is not None]
    changed = [(entry, changes.as_entry(line, entry)) for entry, line in pairs]
    odd = [(e.id or 0, line) for e, line in changed if _value(lines.into_ledger(line)) != _value(e)]
    return Draft(record.number, tuple(odd), now.text, edited=True) if odd else None


def _difference(ctx: Context, record: Record, was: Reading, now: Reading) -> Draft | None:
    """What the new words say otherwise than the old ones, as a change of what stands in the book today."""
    old, new = lines.gather(was).lines, lines.gather(now).lines
    standing = records.lines(ctx.session, record)
    changed: list[tuple[int, DraftLine]] = []
    added = []
    for line in new:
        if any(_alike(line, other) for other in old):
            continue
        entry = _of(line, standing)
        if entry is not None and _value(lines.into_ledger(changes.as_entry(line, entry))) != _value(entry):
            changed.append((entry.id or 0, changes.as_entry(line, entry)))
        elif entry is None and line.indicator is not None:
            added.append(line)
    gone = [_of(line, standing) for line in old if not any(_same_kind(line, other) for other in new)]
    struck = tuple(entry.id or 0 for entry in gone if entry is not None)
    first, days = drafts.days(ctx, was), drafts.days(ctx, now)
    moved = days if days != first else None
    if len(struck) == len(standing) and not changed and not added:
        why = now.text if _IS_WHY.match(words.bare(now.text)) else ""
        return replace(correct.out(ctx, record, why), asks_why=not why)
    if not (changed or added or struck or moved):
        return None
    remarks = changes.since(ctx, _versions_known(ctx, record, was.text))
    return Draft(
        record.number, tuple(changed), now.text, tuple(added), struck, moved, edited=True, remarks=tuple(remarks)
    )


_IS_WHY = re.compile(r"(?:chua|khong|ko) (?:\S+ ?){1,5}$")  # "chưa trao" tells itself why


def _versions_known(ctx: Context, record: Record, text: str) -> Sequence[Entry]:
    """The newest version of each line that came of the words as they were, or of their writer's taking them back."""
    known: dict[int, Entry] = {}
    for entry in records.history(ctx.session, record):
        own_undo = entry.why == words.UNDO and entry.person_id == ctx.person.id
        if entry.version == 1 or entry.why == text or own_undo:
            known[entry.line] = entry
    return list(known.values())


def _alike(line: DraftLine, other: DraftLine) -> bool:
    return _same_kind(line, other) and _value(line) == _value(other)


def _same_kind(line: DraftLine, other: DraftLine) -> bool:
    return (line.indicator, line.unit) == (other.indicator, other.unit)


def _value(told: DraftLine | Entry | records.Line) -> tuple[object, ...]:
    return told.value, told.value_max, told.qualifier


def _of(line: DraftLine, standing: Sequence[Entry]) -> Entry | None:
    """The entry that a line of the words is about."""
    named = [e for e in standing if e.indicator == line.indicator]
    return next(iter(named or [e for e in standing if line.indicator is None and changes.is_about(line, e)]), None)


def unit_meant(ctx: Context) -> Unit | None:
    """The unit of the record or draft that an edited or answered message led to; None when it led to none."""
    said = original(ctx)
    record = records.told_in(ctx.session, said.id or 0) if said else _told_of(ctx)
    pending = draft_with(ctx, said) if said and record is None else None
    known = json.loads(pending.known).get("unit_id") if pending else None
    unit_id = record.unit_id if record else known
    return ctx.session.get(Unit, unit_id) if unit_id else None


def answering(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The correction of a record by an answer to the words it came from, or to our word about it; None: no such."""
    record = _answered(ctx, reading)
    if record is None or not (
        reading.facts or words.bare_number(reading) is not None or correction_words.wants(reading)
    ):
        return None
    if reading.question is not None or not correct.corrects(ctx, record, reading):
        return None
    return correct.of_record(ctx, record, reading)


def _answered(ctx: Context, reading: Reading) -> Record | None:
    to = ctx.message.refers_to or ""
    said = post.said(ctx.session, ctx.chat, to)
    if said is not None:
        return records.told_in(ctx.session, said.id or 0)
    fragment = len(words.bare(reading.text).split()) <= _FRAGMENT
    record = _told_of(ctx) if fragment else None
    return meant.numbered(ctx, record.number) if record else None


def _told_of(ctx: Context) -> Record | None:
    """The record that our message tells of which is answered."""
    ours = post.answered(ctx.session, ctx.chat, ctx.message.refers_to or "")
    number = meant.number_in(reply_json.validate_json(ours.reply).text) if ours else None
    return records.by_number(ctx.session, number) if number else None
