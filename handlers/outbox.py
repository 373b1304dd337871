"""Putting replies on their way: each choice gets a one-shot button, and a decided message loses its buttons."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from db import post, quick
from db.models import Button, Outgoing
from db.post import Chat
from handlers.figures import charts
from handlers.message import WITHOUT_PICTURES, Choice, Reply, reply_json

_UNARMED = '"token":""'  # in the JSON of a reply: a choice without its button


def queue(
    session: Session, chat: Chat, key: str, reply: Reply, now: datetime, *, priority: int = post.REPLY
) -> int | None:
    """Put a reply on its way with a fresh token for each choice; its id, None when `key` was on its way before."""
    armed = replace(reply, choices=tuple([Choice(c.word, post.new_token(), c.about) for c in reply.choices]))
    outgoing_id = post.post(session, chat, key, _json(armed), now, priority=priority)
    if outgoing_id is not None:
        _put_buttons(session, chat, outgoing_id, armed, armed.choices)
        if reply.chart is not None and chat.channel not in WITHOUT_PICTURES:
            charts.order(session, chat, reply.chart, now)
    return outgoing_id


def _put_buttons(session: Session, chat: Chat, outgoing_id: int, shown: Reply, new: Sequence[Choice]) -> None:
    """Put a button behind each of the new choices of a message."""
    buttons = [
        {
            "token": choice.token, "outgoing_id": outgoing_id, "channel": chat.channel, "bot": chat.bot,
            "chat": chat.chat, "place": shown.choices.index(choice), "word": choice.word,
            "about": choice.about or shown.about,
        }
        for choice in new
    ]  # fmt: skip
    quick.insert_many(session, Button, buttons)


def merged(replies: list[Reply]) -> list[Reply]:
    """Replies as one, where messages are few: what cannot be joined (a second table or chart) stays apart."""
    joined: list[Reply] = []
    for reply in replies:
        last = joined[-1] if joined else None
        if last is None or (last.table and reply.table) or (last.chart and reply.chart) or last.table:
            joined.append(reply)
            continue
        own = tuple(replace(c, about=c.about or one.about) for one in (last, reply) for c in one.choices)
        joined[-1] = Reply(
            f"{last.text}\n\n{reply.text}", own, reply.table, last.attached + reply.attached,
            reply.about or last.about, last.chart or reply.chart,
        )  # fmt: skip
    return joined


class Letter(NamedTuple):
    """A reply on its way to somebody, under the key of its decision."""

    key: str
    chat: Chat
    reply: Reply


def queue_all(session: Session, letters: Sequence[Letter], now: datetime, *, priority: int) -> int:
    """Put letters on their way that get their buttons when they are sent; how many were not on their way before."""
    rows: list[dict[str, object]] = [
        {
            "key": key, "channel": chat.channel, "bot": chat.bot, "chat": chat.chat, "at": now, "priority": priority,
            "reply": unarmed(reply), "state": "waiting", "tries": 0,
        }
        for key, chat, reply in letters
    ]  # fmt: skip
    return len(post.insert_keyed(session, Outgoing, rows))


def replace_shown(session: Session, outgoing: Outgoing, reply: Reply, now: datetime) -> None:
    """Show a message anew in its place. A choice that stands as before keeps its button, so quick taps are not lost."""
    standing = {(b.word, b.about): b for b in post.buttons(session, outgoing)}
    armed, new = list[Choice](), list[Choice]()
    for choice in reply.choices:
        same = standing.pop((choice.word, choice.about), None)
        armed.append(replace(choice, token=same.token if same else post.new_token()))
        new += [] if same else armed[-1:]
    for gone in standing.values():
        gone.used_at = now
        session.add(gone)
    chat = Chat(outgoing.channel, outgoing.bot, outgoing.chat)
    shown = replace(reply, choices=tuple(armed))
    _put_buttons(session, chat, outgoing.id or 0, shown, new)
    post.post(session, chat, f"shown:{outgoing.id}:{post.new_token()}", _json(shown), now, edits=outgoing)


def unarmed(reply: Reply) -> str:
    """A reply to be sent to many, as JSON: its choices get their buttons when each message is about to be sent."""
    return _json(reply)


def armed(session: Session, chat: Chat, outgoing_id: int, reply: str) -> str:
    """The JSON of a message that is about to be sent, with a button behind each choice that has none yet."""
    if _UNARMED not in reply:
        return reply
    before = reply_json.validate_json(reply)
    shown = replace(before, choices=tuple(c if c.token else replace(c, token=post.new_token()) for c in before.choices))
    new = [choice for choice, old in zip(shown.choices, before.choices, strict=True) if not old.token]
    _put_buttons(session, chat, outgoing_id, shown, new)
    written = _json(shown)
    post.rewrite(session, outgoing_id, written)
    return written


def close(session: Session, outgoing: Outgoing, word: str | None, now: datetime) -> None:
    """Make the buttons of a message void and show it without them, with the chosen word marked."""
    post.close_buttons(session, outgoing, now)
    shown = reply_json.validate_json(outgoing.reply)
    text = f"{shown.text}\n✔ {word}" if word else shown.text
    settled = _json(replace(shown, text=text, choices=(), about=""))
    later: list[_Settled] | None = session.info.get(_LATER)
    if later is None:
        _show_settled(session, _Settled(outgoing, settled, now))
    else:
        later.append(_Settled(outgoing, settled, now))


@contextmanager
def replies_first(session: Session) -> Iterator[None]:
    """Messages that lose their buttons meanwhile are shown so after what is queued meanwhile.

    The answer is what somebody waits for, and in one chat a message leaves only when the one before it has arrived.
    """
    later = session.info[_LATER] = list[_Settled]()
    try:
        yield
        for settled in later:
            _show_settled(session, settled)
    finally:
        del session.info[_LATER]


class _Settled(NamedTuple):
    outgoing: Outgoing
    reply: str
    now: datetime


_LATER = "settled"


def _show_settled(session: Session, settled: _Settled) -> None:
    outgoing = settled.outgoing
    chat = Chat(outgoing.channel, outgoing.bot, outgoing.chat)
    post.post(session, chat, f"closed:{outgoing.id}", settled.reply, settled.now, edits=outgoing)


def _json(reply: Reply) -> str:
    return reply_json.dump_json(reply).decode()
