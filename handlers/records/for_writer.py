"""Whoever wrote a record is told in a few words what somebody else made of it: at once, in the quiet hours later."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from db import people, post, quick
from db.models import Pending, Person, Record
from db.post import Chat
from handlers import outbox, texts
from handlers.context import Context
from handlers.conversation import Conversation
from handlers.meetings import leads
from handlers.message import Reply
from handlers.records import meant, showing


@dataclass(frozen=True, slots=True)
class News:
    """What is to be told when the quiet hours are over."""

    text: str


NEWS: Conversation[News] = Conversation(  # it waits for no word: with the next answer, or in the morning, it is told
    name="bao-tin",
    draft=News,
    title=lambda news: news.text,
    blanks=(),
    recap=None,
    finish=lambda _ctx, news: [Reply(news.text)],
)


def changed(ctx: Context, record: Record) -> None:
    """Tell whoever wrote a record what somebody else made of it just now, in one message however often it was."""
    seen = _as_writer(ctx, record)
    if seen is not None:
        rows = showing.made_since(seen, record, ctx.person, ctx.now - meant.JUST_SAVED)
        _tell(seen, record, texts.book.yours_changed(seen.who, _by(ctx), record.number, rows))


def withdrawn(ctx: Context, record: Record, lines: Sequence[str], why: str) -> None:
    """Tell whoever wrote a record that somebody else took it out; `lines` are what stood."""
    seen = _as_writer(ctx, record)
    if seen is not None:
        text = texts.book.yours_withdrawn(seen.who, _by(ctx), record.number, lines, why)
        _tell(seen, record, text)


def restored(ctx: Context, record: Record) -> None:
    """Tell whoever wrote a record that somebody else lets it count again."""
    seen = _as_writer(ctx, record)
    if seen is not None:
        _tell(seen, record, texts.book.yours_restored(seen.who, _by(ctx), record.number))


def moved(ctx: Context, record: Record, unit: str) -> None:
    """Tell whoever wrote a record that somebody else gives it to another committee."""
    seen = _as_writer(ctx, record)
    if seen is not None:
        _tell(seen, record, texts.book.yours_moved(seen.who, _by(ctx), record.number, unit))


def seen_lines(ctx: Context, record: Record) -> list[str]:
    """The lines of a record as its writer may see them, where that is somebody else; none else."""
    seen = _as_writer(ctx, record)
    return showing.standing(seen, record) if seen is not None else []


def _by(ctx: Context) -> str:
    return f"{ctx.person.title} {ctx.person.name}"


def _as_writer(ctx: Context, record: Record) -> Context | None:
    """The circumstances as they are for the writer of a record; None for one's own, in practice, or of who left."""
    if record.person_id == ctx.person.id or ctx.chat.practice:
        return None
    held = people.memberships_in(ctx.session, record.person_id, ctx.today)
    contact = post.reach(ctx.session, record.person_id) if held else None
    if contact is None:
        return None
    role = next((one.role for one, unit in held if unit.id == record.unit_id), held[0][0].role)
    chat = Chat(contact.channel, contact.bot, contact.chat)
    return replace(ctx, person=ctx.session.get_one(Person, record.person_id), role=role, chat=chat)


def _tell(seen: Context, record: Record, text: str) -> None:
    key = f"yours:{record.number}:"
    last = next(iter(post.newest(seen.session, seen.chat, 1)), None)
    if last is not None and last.key.startswith(key) and seen.now - last.at <= meant.JUST_SAVED:
        if last.state == "waiting":
            post.rewrite(seen.session, last.id or 0, outbox.unarmed(Reply(text)))
        else:
            outbox.replace_shown(seen.session, last, Reply(text), seen.now)
        return
    if not leads.quiet(seen.now, seen.zone):
        key += f"{seen.now:%Y%m%dT%H%M%S%f}"
        outbox.queue(seen.session, seen.chat, key, Reply(text), seen.now, priority=post.REMINDER)
        return
    quick.insert_one(
        seen.session, Pending, channel=seen.chat.channel, bot=seen.chat.bot, chat=seen.chat.chat,
        conversation=NEWS.name, known=NEWS.dump(News(text)), asked=0, heard="[]", expires=seen.now, practice=False,
    )  # fmt: skip
