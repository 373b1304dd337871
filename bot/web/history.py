"""What a chat looks like on the page: what was said and answered, in order, edits in their place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, union_all
from sqlmodel import Session, col, select

from db.models import Button, Incoming, Outgoing
from db.room.tables import PressOrder
from handlers.figures.charts import chart_json
from handlers.message import Address, Attached, Message, Photo, Reply, Table, message_json, reply_json

TAP = "tap-"  # begins the message id of a tap, the rest is its token
LATE = timedelta(minutes=5)  # a file that was made later than this stands where it came
OVERLAP = timedelta(seconds=30)  # two writers may commit in another order than they looked at the clock
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ON_THE_PAGE = ("sending", "sent", "doubt")


@dataclass(frozen=True, slots=True)
class Option:
    """A choice under a message: may it still be tapped, and was it the one?"""

    word: str
    token: str
    open: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message on the page; `key` orders the bubbles, `client` is the page's own id of a message it sent.

    In a common room `sender` is the chat of whoever said it, and `name` what they are called. `answers` is the message
    (as the talk knows it) that it answers.
    """

    id: str
    key: str
    mine: bool
    at: datetime
    text: str
    client: str | None = None
    table: Table | None = None
    choices: tuple[Option, ...] = ()
    photos: tuple[Photo, ...] = ()
    attached: tuple[Attached, ...] = ()
    sender: str | None = None
    name: str | None = None
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some bubbles in order, and where the older ones begin (None: there are none)."""

    bubbles: list[Bubble]
    before: int | None


def instant(cursor: int) -> datetime:
    """The instant that a cursor stands for (microseconds since 1970)."""
    return _EPOCH + timedelta(microseconds=cursor)


def cursor(at: datetime) -> int:
    """An instant as a cursor.

    >>> instant(cursor(datetime(2026, 12, 4, tzinfo=UTC))).isoformat()
    '2026-12-04T00:00:00+00:00'
    """
    return (at - _EPOCH) // timedelta(microseconds=1)


def page(session: Session, chat: Address, limit: int, before: int | None = None) -> Page:
    """The newest `limit` bubbles before a cursor; more if several share the oldest instant, which is never split."""
    earlier = instant(before) if before is not None else None
    moments = union_all(
        _until(select(Incoming.at).where(*_said(chat)), Incoming.at, earlier),
        _until(select(Outgoing.at).where(*_shown(chat), col(Outgoing.edits_id).is_(None)), Outgoing.at, earlier),
    ).subquery()
    oldest = session.exec(select(moments.c.at).order_by(moments.c.at.desc()).offset(limit - 1).limit(1)).first()
    incoming = _until(select(Incoming).where(*_said(chat)), Incoming.at, earlier)
    roots = _until(select(Outgoing).where(*_shown(chat), col(Outgoing.edits_id).is_(None)), Outgoing.at, earlier)
    if oldest is not None:
        incoming = incoming.where(Incoming.at >= oldest)
        roots = roots.where(Outgoing.at >= oldest)
    bubbles = _bubbles(session, chat, session.exec(incoming).all(), session.exec(roots).all())
    return Page(bubbles, before=cursor(oldest) if oldest is not None and _more(session, moments, oldest) else None)


def changed(session: Session, chat: Address, since: int) -> list[Bubble]:
    """The bubbles that are new or look different since a cursor."""
    after = instant(since)
    said = session.exec(select(Incoming).where(*_said(chat), Incoming.at >= after)).all()
    answered = session.exec(select(Outgoing).where(*_shown(chat), Outgoing.at >= after)).all()
    tapped = session.exec(
        select(Outgoing)
        .where(*_shown(chat))
        .where(col(Outgoing.id).in_(select(Button.outgoing_id).where(col(Button.used_at) >= after)))
    ).all()
    return _bubbles(session, chat, said, _roots(session, [*answered, *tapped]))


def mark(session: Session, chat: Address) -> int:
    """A cursor that misses nothing: before the newest row, and before every answer that is still on its way."""
    newest = max(_newest(session, Incoming, chat), _newest(session, Outgoing, chat))
    waiting = session.exec(
        select(func.min(Outgoing.at)).where(*_of(Outgoing, chat), Outgoing.state == "waiting")
    ).first()
    return cursor(min(newest, waiting or newest) - OVERLAP)


def newest(session: Session, chat: Address) -> datetime | None:
    """When the last thing was said in a chat; None when nothing was."""
    last = (session.exec(select(func.max(table.at)).where(*_of(table, chat))).first() for table in (Incoming, Outgoing))
    return max((at for at in last if at is not None), default=None)


def working(session: Session, chat: Address) -> bool:
    """Is a message of this chat still to be answered?"""
    waiting = select(Incoming.id).where(*_of(Incoming, chat), Incoming.state == "waiting")
    return session.exec(waiting).first() is not None


def message_id(session: Session, chat: Address, bubble: str) -> str | None:
    """The message that a bubble of this chat shows ("i17", "o23"), as the talk knows it; None when it is not theirs."""
    number = int(bubble[1:])
    said = bubble.startswith("i")
    row: Incoming | Outgoing | None = session.get(Incoming, number) if said else session.get(Outgoing, number)
    if row is None or (row.channel, row.bot, row.chat) != (chat.channel, chat.bot, chat.chat):
        return None
    return row.message_id if isinstance(row, Incoming) else str(row.id)  # so `Web.send` calls it


def file_in(session: Session, chat: Address, sha256: str) -> Attached | None:
    """The file as this chat knows it: sent as a photo or received as an attachment; None when it is not theirs."""
    answers = session.exec(select(Outgoing.reply).where(*_shown(chat), col(Outgoing.reply).contains(sha256)))
    for reply in answers:
        for attached in reply_json.validate_json(reply).attached:
            if attached.file == sha256:
                return attached
    said = session.exec(select(Incoming.message).where(*_of(Incoming, chat), col(Incoming.message).contains(sha256)))
    if any(photo.file == sha256 for message in said for photo in message_json.validate_json(message).photos):
        return Attached(sha256, "anh.jpg", "image/*")
    return None


def _bubbles(
    session: Session, chat: Address, incoming: Iterable[Incoming], outgoing: Sequence[Outgoing]
) -> list[Bubble]:
    last = _last_edits(session, chat, outgoing)
    replies = {row.id: reply_json.validate_json(last[row.id].reply) for row in outgoing}
    options = _options(session, chat, replies.values())
    said = [(row, message_json.validate_json(row.message)) for row in incoming]
    bubbles = [_mine(row, message) for row, message in said if _worth_showing(message)]
    places = _places(session, chat, outgoing)
    bubbles += [_theirs(row, replies[row.id], options, places.get(row.id) or _place(row)) for row in outgoing]
    return sorted(bubbles, key=lambda bubble: bubble.key)


def _worth_showing(message: Message) -> bool:
    return message.kind != "tap" and not message.text.startswith("/start")


def _mine(row: Incoming, message: Message) -> Bubble:
    key = _key(row.at, row.id, row.id, 0)
    return Bubble(
        f"i{row.id}", key, True, row.at, message.text, client=row.message_id, photos=message.photos,  # noqa: FBT003
        sender=message.sender, name=message.sender_name, answers=message.refers_to,
    )  # fmt: skip


def _theirs(row: Outgoing, reply: Reply, options: dict[str, Option], key: str) -> Bubble:
    shown = tuple(options[choice.token] for choice in reply.choices if choice.token in options)
    return Bubble(
        f"o{row.id}", key, False, row.at, reply.text, table=reply.table, choices=shown, attached=reply.attached  # noqa: FBT003
    )  # fmt: skip


def _place(row: Outgoing) -> str:
    """The key of a message of the bot."""
    kind, _, number = row.key.partition(":")
    answers = number.partition(":")[0]
    return _key(row.at, int(answers) if kind == "reply" and answers.isdigit() else None, row.id, 1)


def _places(session: Session, chat: Address, outgoing: Iterable[Outgoing]) -> dict[int | None, str]:
    """The keys of files that were made a little later: each goes with its answer, whatever was said meanwhile."""
    rows = [(row, int(found[1])) for row in outgoing if (found := _MADE.fullmatch(row.key))]
    if not rows:
        return {}
    made = session.exec(select(PressOrder).where(col(PressOrder.id).in_([number for _, number in rows]))).all()
    orders = {order.id: order for order in made}
    soon = [(row, orders[number]) for row, number in rows if number in orders and row.at - orders[number].at < LATE]
    below = _below(session, chat, [order for _, order in soon if order.machine == "chart"])
    return {row.id: f"{below.get(it.id) or _key(it.at, None, None, 1)}-{row.id:010d}" for row, it in soon}


def _below(session: Session, chat: Address, charts: Sequence[PressOrder]) -> dict[int | None, str]:
    """The keys of the answers below which pictures belong, by the orders for these."""
    if not charts:
        return {}
    answered = select(Outgoing).where(
        *_shown(chat), col(Outgoing.at).in_([order.at for order in charts]), col(Outgoing.edits_id).is_(None)
    )
    told = [(row, reply_json.validate_json(row.reply).chart) for row in session.exec(answered)]
    drawn = [(row, chart_json.dump_json(chart).decode()) for row, chart in told if chart is not None]
    return {
        order.id: _place(row)
        for order in charts
        for row, content in drawn
        if (row.at, content) == (order.at, order.content)
    }


_MADE = re.compile(r"press:([0-9]+)(?::sorry|:slow)?")  # "press:7:keeper" is told somebody else


def _key(at: datetime, answers: int | None, row: int | None, side: int) -> str:
    """By instant; within one instant (a clock that stands still) each answer right after what it answers."""
    after = 10**10 - 1 if answers is None else answers
    return f"{cursor(at):017d}-{after:010d}-{side}-{row or 0:010d}"


def _options(session: Session, chat: Address, replies: Iterable[Reply]) -> dict[str, Option]:
    """The choices by token: open until used, and the one that was tapped."""
    tokens = [choice.token for reply in replies for choice in reply.choices]
    buttons = session.exec(select(Button).where(col(Button.token).in_(tokens))).all()
    taps = [TAP + button.token for button in buttons if button.used_at]
    tapped = set(
        session.exec(select(Incoming.message_id).where(*_of(Incoming, chat), col(Incoming.message_id).in_(taps)))
    )
    return {
        button.token: Option(
            button.word,
            button.token,
            open=button.used_at is None,
            chosen=TAP + button.token in tapped,
        )
        for button in buttons
    }


def _last_edits(session: Session, chat: Address, roots: Sequence[Outgoing]) -> dict[int | None, Outgoing]:
    """What is now shown in place of each message."""
    last: dict[int | None, Outgoing] = {row.id: row for row in roots}
    root_of = {row.id: row.id for row in roots}
    frontier = list(root_of)
    while frontier:
        edits = session.exec(
            select(Outgoing).where(*_shown(chat), col(Outgoing.edits_id).in_(frontier)).order_by(col(Outgoing.id))
        ).all()
        for edit in edits:
            root_of[edit.id] = root = root_of[edit.edits_id]
            last[root] = max(last[root], edit, key=lambda row: row.id or 0)
        frontier = [edit.id for edit in edits]
    return last


def _roots(session: Session, rows: Sequence[Outgoing]) -> list[Outgoing]:
    """The messages in whose place the rows are shown."""
    roots: dict[int | None, Outgoing] = {}
    for row in rows:
        root: Outgoing | None = row
        while root is not None and root.edits_id is not None:
            root = session.get(Outgoing, root.edits_id)
        if root is not None:
            roots[root.id] = root
    return list(roots.values())


def _newest(session: Session, table: type[Incoming | Outgoing], chat: Address) -> datetime:
    return session.exec(select(func.max(table.at)).where(*_of(table, chat))).first() or _EPOCH + OVERLAP


def _more(session: Session, moments: Any, oldest: datetime) -> bool:
    return session.exec(select(moments.c.at).where(moments.c.at < oldest).limit(1)).first() is not None


def _until(statement: Any, column: Any, before: datetime | None) -> Any:
    return statement if before is None else statement.where(column < before)


def _of(table: type[Incoming | Outgoing], chat: Address) -> tuple[ColumnElement[bool] | bool, ...]:
    return table.channel == chat.channel, table.bot == chat.bot, table.chat == chat.chat


def _said(chat: Address) -> tuple[ColumnElement[bool] | bool, ...]:
    return *_of(Incoming, chat), col(Incoming.message_id).not_like(f"{TAP}%")


def _shown(chat: Address) -> tuple[ColumnElement[bool] | bool, ...]:
    return *_of(Outgoing, chat), col(Outgoing.state).in_(_ON_THE_PAGE)
