"""Photos: with words they belong to what is told, alone they are put to the draft or to a recent record."""

import hashlib
from datetime import datetime, timedelta

from sqlmodel import Session

from db import post, records
from db.models import Pending
from handlers import conversation, drafts, log, texts
from handlers.context import Context
from handlers.message import Reply, choices

_LATE = timedelta(hours=12)
_MOST_OFFERED = 3


def keep(session: Session, content: bytes, media_type: str, name: str, now: datetime) -> str:
    """Store the bytes of a photo under the SHA-256 of its content, which is returned."""
    sha256 = hashlib.sha256(content).hexdigest()
    post.store_file(session, sha256, content, media_type, name, now)
    return sha256


def received(ctx: Context, pending: Pending | None) -> list[Reply]:
    """Photos without words: into the open draft, else asked which record they show."""
    files = tuple(p.file for p in ctx.message.photos if p.file)
    if not files:
        return [Reply(texts.no_words(ctx.who))]
    if pending is not None and pending.conversation == log.LOG.name:
        return _into_draft(ctx, pending, files)
    recent = records.recent(ctx.session, ctx.person, ctx.now - _LATE, ctx.unit)[:_MOST_OFFERED]
    if not recent:
        return [Reply(texts.photo_alone(ctx.who))]
    offered = choices(*(f"#{r.number}" for r in recent))
    return [Reply(texts.photo_for_what(), offered, about="photo:" + ",".join(files))]


def chosen(ctx: Context, files: list[str], number: str) -> list[Reply]:
    """Put waiting photos to the record that was tapped."""
    record = records.by_number(ctx.session, number)
    if record is None or record.unit_id != ctx.unit.id:
        return [Reply(texts.record_unknown(number))]
    for sha256 in files:
        records.attach(ctx.session, record, sha256, ctx.now)
    return [Reply(texts.photo_attached(record.number, len(records.photos(ctx.session, record))))]


def _into_draft(ctx: Context, pending: Pending, files: tuple[str, ...]) -> list[Reply]:
    draft = log.LOG.load(pending.known)
    for sha256 in files:
        draft = drafts.with_photo(draft, sha256)
    pending.known = log.LOG.dump(draft)
    pending.version += 1
    ctx.session.add(pending)
    ctx.session.flush()
    return conversation.again(ctx, log.LOG, pending)
