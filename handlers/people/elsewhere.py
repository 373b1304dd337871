"""A draft begun on one messenger may be finished on another: it is offered there once, and comes when asked for."""

from collections.abc import Sequence

from db import drafts, post
from db.models import Pending
from db.post import Chat
from handlers import outbox, texts, words
from handlers.context import Context
from handlers.message import Reply, choices


def newest(ctx: Context) -> Pending | None:
    """The newest draft that waits in another chat of the person."""
    return next((p for p in _waiting(ctx) if Chat(p.channel, p.bot, p.chat) != ctx.chat), None)


def _waiting(ctx: Context) -> Sequence[Pending]:
    return drafts.of_person(ctx.session, ctx.person.id or 0, ctx.now)


def offer(ctx: Context, pending: Pending, title: str) -> Reply | None:
    """A word that a draft waits elsewhere; None when this chat was told of it already."""
    about = f"bring:{pending.id}"
    if post.told_about(ctx.session, ctx.chat, about):
        return None
    return Reply(texts.addresses.draft_elsewhere(title, pending.channel), choices(words.BRING), about=about)


def bring(ctx: Context, pending_id: int) -> Pending | None:
    """Let a draft (0: the newest) wait here instead of where it was begun; None when it is done or dropped by now."""
    found = (p for p in _waiting(ctx) if pending_id in (0, p.id) and Chat(p.channel, p.bot, p.chat) != ctx.chat)
    pending = next(found, None)
    if pending is None:
        return None
    old = Chat(pending.channel, pending.bot, pending.chat)
    for outgoing, _ in post.open_about(ctx.session, old, f"draft:{pending.id}:"):
        outbox.close(ctx.session, outgoing, None, ctx.now)
    pending.channel, pending.bot, pending.chat = ctx.chat.channel, ctx.chat.bot, ctx.chat.chat
    pending.version += 1
    ctx.session.add(pending)
    ctx.session.flush()
    return pending


def is_asked_for(text: str) -> bool:
    """Whether somebody asks to go on with what was begun elsewhere.

    >>> is_asked_for("Ghi tiếp ở đây"), is_asked_for("ghi tiep"), is_asked_for("ghi tiếp 30 phần")
    (True, True, False)
    """
    return words.bare(text) in {"ghi tiep", "ghi tiep o day", "lam tiep", "tiep tuc o day"}
