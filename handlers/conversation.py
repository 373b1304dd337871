"""A conversation fills the blanks of a draft, one question at a time, shows it, and does it when told to.

State between messages is one row (Pending) per draft; drafts of one chat are a stack, the newest on top.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from pydantic import TypeAdapter
from sqlmodel import Session, col, select

from db.models import Pending
from db.post import Chat
from handlers import texts, words
from handlers.context import Context
from handlers.message import Reply, choices
from handlers.vi.reading import Reading

KEPT_FOR = timedelta(days=2)

D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Blank(Generic[D]):
    """Something a conversation must know.

    `ask` is the question while it is open, None once it is filled. `hear` fills it from a message, `asked` when it was
    just asked for (then a bare number or word is enough); None when the message says nothing of it.
    """

    ask: Callable[[Context, D], Reply | None]
    hear: Callable[[Context, D, Reading, bool], D | None]


@dataclass(frozen=True, slots=True)
class Conversation(Generic[D]):
    """A kind of conversation: its draft, its blanks in the order of asking, its recap, and what it does in the end.

    Without a recap it is done as soon as every blank is filled.
    """

    name: str
    draft: type[D]
    blanks: tuple[Blank[D], ...]
    recap: Callable[[Context, D], Reply] | None
    finish: Callable[[Context, D], list[Reply]]

    def load(self, known: str) -> D:
        """The draft from its JSON."""
        return TypeAdapter(self.draft).validate_json(known)

    def dump(self, draft: D) -> str:
        """The draft as JSON."""
        return TypeAdapter(self.draft).dump_json(draft).decode()


def top(session: Session, chat: Chat) -> Pending | None:
    """The draft of a chat that waits for the next word."""
    return session.exec(
        select(Pending)
        .where(Pending.channel == chat.channel, Pending.bot == chat.bot, Pending.chat == chat.chat)
        .order_by(col(Pending.id).desc())
    ).first()


def begin(ctx: Context, conversation: Conversation[D], draft: D) -> list[Reply]:
    """Open a conversation with what is known; asks, shows the recap, or is done at once."""
    pending = Pending(
        channel=ctx.chat.channel, bot=ctx.chat.bot, chat=ctx.chat.chat, conversation=conversation.name,
        known=conversation.dump(draft), expires=ctx.now + KEPT_FOR,
    )  # fmt: skip
    ctx.session.add(pending)
    ctx.session.flush()
    return _show(ctx, conversation, pending, draft)


def go_on(ctx: Context, conversation: Conversation[D], pending: Pending, reading: Reading) -> list[Reply] | None:
    """Take a message as the next word of a draft; None when it is plainly about something else."""
    draft = conversation.load(pending.known)
    said = reading.text
    open_blank = _open_blank(ctx, conversation, draft)
    if words.is_no(said):
        _close(ctx, pending)
        return [Reply(texts.dropped(ctx.who))]
    if open_blank is None and words.is_yes(said):
        _close(ctx, pending)
        return conversation.finish(ctx, draft)
    if words.same(said, words.SHOW):
        return again(ctx, conversation, pending)
    if open_blank is None and words.is_edit(said):
        return [_bound(Reply(texts.how_to_change(ctx.who), choices(words.DROP)), pending)]
    changed = _heard(ctx, conversation, draft, open_blank, reading)
    if changed is None:
        return None
    pending.known = conversation.dump(changed)
    pending.version += 1
    pending.expires = ctx.now + KEPT_FOR
    ctx.session.add(pending)
    return _show(ctx, conversation, pending, changed)


def again(ctx: Context, conversation: Conversation[D], pending: Pending) -> list[Reply]:
    """Ask or show once more what a draft waits for."""
    return _show(ctx, conversation, pending, conversation.load(pending.known))


def remind(ctx: Context, conversation: Conversation[D], pending: Pending, title: str) -> Reply:
    """A short word that a draft is still open: its open question, or its name with what can be done."""
    open_blank = _open_blank(ctx, conversation, conversation.load(pending.known))
    if open_blank is not None:
        return again(ctx, conversation, pending)[0]
    return _bound(Reply(texts.draft_waits(title), choices(words.SAVE, words.SHOW, words.DROP)), pending)


def _heard(
    ctx: Context, conversation: Conversation[D], draft: D, open_blank: Blank[D] | None, reading: Reading
) -> D | None:
    """The draft with every blank filled that the message says something of; the one asked for listens first."""
    changed = open_blank.hear(ctx, draft, reading, True) if open_blank else None  # noqa: FBT003 (asked)
    if changed is not None:
        return changed
    current, any_change = draft, False
    for blank in conversation.blanks:
        later = blank.hear(ctx, current, reading, False)  # noqa: FBT003 (not asked)
        if later is not None:
            current, any_change = later, True
    return current if any_change else None


def _open_blank(ctx: Context, conversation: Conversation[D], draft: D) -> Blank[D] | None:
    return next((b for b in conversation.blanks if b.ask(ctx, draft) is not None), None)


def _show(ctx: Context, conversation: Conversation[D], pending: Pending, draft: D) -> list[Reply]:
    for blank in conversation.blanks:
        question = blank.ask(ctx, draft)
        if question is not None:
            return [_bound(question, pending)]
    if conversation.recap is not None:
        return [_bound(conversation.recap(ctx, draft), pending)]
    _close(ctx, pending)
    return conversation.finish(ctx, draft)


def _bound(reply: Reply, pending: Pending) -> Reply:
    """Bind the choices to this draft as it stands, so that an old button never decides about a newer draft."""
    return Reply(reply.text, reply.choices, reply.table, reply.attached, about=f"draft:{pending.id}:{pending.version}")


def _close(ctx: Context, pending: Pending) -> None:
    ctx.session.delete(pending)
    ctx.session.flush()
