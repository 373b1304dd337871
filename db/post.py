"""The letterbox: what messengers handed over, what goes out to them, and the buttons under it."""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, String, bindparam, func, inspect, update
from sqlmodel import Session, col, select

from db import health, looking, quick
from db.columns import Instant
from db.models import WAITING, Button, Contact, File, Incoming, Outgoing, Person, Secret
from db.outside import Line
from db.quick import Change, Prepared
from db.remembered import Subject

REPLY, REMINDER, BROADCAST = 0, 1, 2
TRIES = 3
_A_WHILE = timedelta(minutes=1)  # when a chat was used last is known to a minute: not every message writes it
TO_KEEPER = "keeper:"  # begins the key of what the keeper has to know: a warning is better told twice than never


@dataclass(frozen=True, slots=True)
class Chat:
    """One chat of one bot on one messenger, as the tables key it; `practice` sets the drafts of a practice apart."""

    channel: str
    bot: str
    chat: str
    practice: bool = False


def insert_new(session: Session, table: type, rows: Sequence[dict[str, object]]) -> int:
    """Insert the rows that are not there yet by any unique key; return how many were new."""
    return len(inserted(session, table, rows))


def inserted(session: Session, table: type, rows: Sequence[dict[str, object]]) -> list[tuple[Any, ...]]:
    """Insert the rows that are not there yet by any unique key; the primary keys of those that were new."""
    if not rows:
        return []
    statement = _unless_there(table, session.get_bind().dialect.name).returning(*inspect(table).primary_key)
    return [tuple(row) for row in session.connection().execute(statement, list(rows))]


@cache
def _unless_there(table: type, database: str) -> Any:
    """The insertion of rows that are not there yet by any unique key."""
    return quick.inserting(database)(table).on_conflict_do_nothing()


def secret(session: Session, name: str) -> str:
    """A secret of this installation, the same in every process: 43 letters, digits, _ and -; made on first use."""
    insert_new(session, Secret, [{"name": name, "value": secrets.token_urlsafe(32)}])
    return session.get_one(Secret, name).value


def insert_all(session: Session, table: type, rows: Sequence[dict[str, object]]) -> None:
    """Insert many rows quickly, but for those that are there already by any unique key."""
    if rows:
        session.connection().execute(_unless_there(table, session.get_bind().dialect.name), list(rows))


def insert_keyed(session: Session, table: type[Outgoing], rows: Sequence[dict[str, object]]) -> dict[str, int]:
    """Insert the messages whose key is not there yet; the ids of the new ones by key."""
    if not rows:
        return {}
    statement = _unless_there(table, session.get_bind().dialect.name).returning(col(table.key), col(table.id))
    return {key: number or 0 for key, number in session.connection().execute(statement, list(rows))}


def contact(session: Session, chat: Chat, now: datetime, *, group: bool = False) -> Contact:
    """The contact behind a chat, made on its first message; a message shows that it can be reached."""
    return writer(session, chat, now, group=group)[0]


def writer(session: Session, chat: Chat, now: datetime, *, group: bool = False) -> tuple[Contact, Person | None]:
    """The same, with the person whose contact it is."""
    contact, person = _CONTACT.first(session, **_keys(chat)) or (None, None)
    if contact is None:
        return quick.insert_one(session, Contact, **_keys(chat), used_at=now, group=group), None
    if contact.unreachable is not None and contact.person_id is not None:
        looking.again_for(session, contact.person_id, now)
    used_at = now if now - contact.used_at >= _A_WHILE else contact.used_at
    quick.change(session, contact, used_at=used_at, unreachable=None, retry_at=None)
    return contact, person


def foresee(session: Session, chats: Sequence[Chat]) -> list[Person]:
    """Find out at once who writes in some chats, so that `writer` need not ask for each; the people it knows."""
    people: list[Person] = []
    for (channel, bot), here in by_bot(chats).items():
        rows = _CONTACTS.all(session, channel=channel, bot=bot, chats=here)
        found = {row[0].chat: [row] for row in rows}
        _CONTACT.foresee(session, [(_keys(Chat(channel, bot, chat)), found.get(chat, [])) for chat in here])
        people += filter(None, [person for _, person in rows])
    return people


def by_bot(chats: Sequence[Chat]) -> dict[tuple[str, str], list[str]]:
    """The names of chats on their messengers, by channel and bot."""
    found: dict[tuple[str, str], list[str]] = {}
    for chat in chats:
        found.setdefault((chat.channel, chat.bot), []).append(chat.chat)
    return found


def _keys(chat: Chat | Outgoing) -> dict[str, str]:
    return {"channel": chat.channel, "bot": chat.bot, "chat": chat.chat}


def of(table: type, chat: Chat | Outgoing) -> tuple[ColumnElement[bool], ...]:
    """The condition that a row of a table is of a chat, or of the chat of a message."""
    return tuple(col(getattr(table, name)) == value for name, value in _keys(chat).items())


def _of_chat(table: type) -> tuple[ColumnElement[bool], ...]:
    """The same, for the chat whose `_keys` are given to a statement made once: that costs a third."""
    return tuple(col(getattr(table, name)) == bindparam(name) for name in ("channel", "bot", "chat"))


def of_chats(table: Any) -> tuple[ColumnElement[bool], ...]:
    """The condition that a row of a table is of one of some chats of a bot."""
    here = (col(getattr(table, name)) == bindparam(name) for name in ("channel", "bot"))
    return *here, col(table.chat).in_(bindparam("chats", expanding=True))


_CONTACT = Prepared(select(Contact, Person).outerjoin(Person).where(*_of_chat(Contact)), remembered=True)
_CONTACTS = Prepared(select(Contact, Person).outerjoin(Person).where(*of_chats(Contact)))
_WAITING = select(Incoming).where(*_of_chat(Incoming), WAITING).order_by(col(Incoming.id))
_NEXT_WAITING = Prepared(_WAITING.limit(1))
_OPEN_HERE = (*_of_chat(Button), col(Button.used_at).is_(None))
_LAST_BUTTONS = Prepared(
    select(col(Button.token), col(Button.outgoing_id), col(Button.word), col(Button.about))
    .where(
        *_OPEN_HERE,
        col(Button.outgoing_id) == select(func.max(Button.outgoing_id)).where(*_OPEN_HERE).scalar_subquery(),
    )
    .order_by(col(Button.place)),
    remembered=True,
)
_BUTTONS = Prepared(
    select(Button)
    .where(col(Button.outgoing_id) == bindparam("outgoing"), col(Button.used_at).is_(None))
    .order_by(col(Button.place))
)
_OPEN_ABOUT = Prepared(
    select(col(Button.outgoing_id), col(Button.about))
    .where(
        *_OPEN_HERE,
        func.substr(Button.about, 1, bindparam("length", type_=Integer)) == bindparam("about", type_=String),
    )
    .distinct()
    .order_by(col(Button.outgoing_id))
)


def find_contact(session: Session, chat: Chat) -> Contact | None:
    """The contact behind a chat, if there is one."""
    found = _CONTACT.first(session, **_keys(chat))
    return found[0] if found else None


def reach(session: Session, person_id: int) -> Contact | None:
    """The chat to write to a person in: the best of those that work; None when none does."""
    return session.exec(
        select(Contact).outerjoin(Line, health.OF_CONTACT).where(Contact.person_id == person_id, health.USABLE)
        .order_by(*health.BEST).limit(1)
    ).first()  # fmt: skip


def mark_unreachable(session: Session, chat: Chat, why: str, retry_at: datetime | None = None) -> None:
    """Note that a chat cannot be written to until somebody writes from there, or until an instant."""
    found = find_contact(session, chat)
    if found is not None:
        found.unreachable, found.retry_at = why, retry_at
        session.add(found)


def waiting_chats(session: Session) -> list[Chat]:
    """The chats with messages still to be handled, the longest waiting first."""
    rows = session.exec(
        select(Incoming.channel, Incoming.bot, Incoming.chat)
        .where(Incoming.state == "waiting")
        .order_by(col(Incoming.id))
    ).all()
    return list(dict.fromkeys(Chat(*row) for row in rows))


def heard_since(session: Session, chat: Chat, since: datetime) -> int:
    """How many messages came in a chat after a moment."""
    came = select(func.count()).select_from(Incoming).where(*of(Incoming, chat), col(Incoming.at) > since)
    return session.exec(came).one()


def heard_before(session: Session, chat: Chat, incoming_id: int) -> Incoming | None:
    """The message of a chat that came before another one."""
    came = select(Incoming).where(*of(Incoming, chat), col(Incoming.id) < incoming_id)
    return session.exec(came.order_by(col(Incoming.id).desc()).limit(1)).first()


def next_waiting(session: Session, chat: Chat) -> Incoming | None:
    """The oldest message of a chat that is still to be handled."""
    return _NEXT_WAITING.first(session, **_keys(chat))


class Waiting(NamedTuple):
    """A message that is still to be handled: its id, itself as JSON, and the process that answers it."""

    id: int
    message: str
    worker_id: int | None


def to_answer(session: Session, chats: Sequence[Chat]) -> dict[Chat, Waiting]:
    """The oldest message of each chat that has one to be handled, by nobody else until the end of the transaction."""
    found: dict[Chat, Waiting] = {}
    for (channel, bot), here in by_bot(chats).items():
        for number, chat, message, worker_id in _TO_ANSWER.all(session, channel=channel, bot=bot, chats=here):
            found[Chat(channel, bot, chat)] = Waiting(number or 0, message, worker_id)
    return found


_OLDEST = select(func.min(Incoming.id)).where(*of_chats(Incoming), WAITING).group_by(col(Incoming.chat))
_TO_ANSWER = Prepared(
    select(col(Incoming.id), col(Incoming.chat), col(Incoming.message), col(Incoming.worker_id))
    .where(col(Incoming.id).in_(_OLDEST), WAITING)
    .order_by(col(Incoming.id))
    .with_for_update()
)


def done(session: Session, answered: Sequence[int]) -> None:
    """These messages are handled."""
    _DONE.run_many(session, [{"incoming": incoming_id} for incoming_id in answered])


_DONE = Change(update(Incoming).where(col(Incoming.id) == bindparam("incoming")).values(state="done"))


def taken(session: Session, incoming_id: int) -> Incoming | None:
    """A message that is still to be handled, by nobody else until the end of the transaction."""
    return _TAKEN.first(session, id=incoming_id)


_TAKEN = Prepared(select(Incoming).where(col(Incoming.id) == bindparam("id"), WAITING).with_for_update())


def waiting(session: Session, chat: Chat) -> Sequence[Incoming]:
    """The messages of a chat that are still to be handled, oldest first."""
    return session.exec(_WAITING, params=_keys(chat)).all()


def said(session: Session, chat: Chat, message_id: str) -> Incoming | None:
    """The message of a chat that its messenger knows by an id."""
    return session.exec(select(Incoming).where(*of(Incoming, chat), Incoming.message_id == message_id)).first()


def edits(session: Session, chat: Chat, message_id: str) -> Sequence[Incoming]:
    """The edits of a message, in the order in which they came."""
    return session.exec(
        select(Incoming)
        .where(
            *of(Incoming, chat),
            col(Incoming.message_id).startswith(f"edit:{message_id}:", autoescape=True),
        )
        .order_by(col(Incoming.id))
    ).all()


def containing(session: Session, chat: Chat, words: str) -> str | None:
    """The id of the last message of a chat with some words in it: of those that were said, else of ours."""
    said = session.exec(
        select(Incoming.message_id)
        .where(
            *of(Incoming, chat),
            col(Incoming.message).contains(words, autoescape=True), col(Incoming.message_id).not_like("edit:%"),
        )
        .order_by(col(Incoming.id).desc())
    ).first()  # fmt: skip
    ours = (
        select(Outgoing.message_id)
        .where(*of(Outgoing, chat), col(Outgoing.reply).contains(words, autoescape=True))
        .order_by(col(Outgoing.id).desc())
    )  # fmt: skip
    return said or session.exec(ours).first()


def answered(session: Session, chat: Chat, message_id: str) -> Outgoing | None:
    """The message that a messenger knows by an id, as we sent it to a chat."""
    return session.exec(
        select(Outgoing).where(*of(Outgoing, chat), Outgoing.message_id == message_id).order_by(col(Outgoing.id).desc())
    ).first()


def set_aside(session: Session) -> Sequence[Incoming]:
    """The messages that could not be answered, oldest first."""
    return session.exec(select(Incoming).where(Incoming.state == "failed").order_by(col(Incoming.id))).all()


def post(
    session: Session,
    chat: Chat,
    key: str,
    reply: str,
    now: datetime,
    *,
    priority: int = REPLY,
    edits: Outgoing | None = None,
) -> int | None:
    """Put a reply (as JSON) on its way; its id, None when this decision (`key`) was sent on its way before."""
    new = quick.insert_new(
        session, Outgoing, key=key, **_keys(chat), at=now, priority=priority, reply=reply,
        edits_id=edits.id if edits else None,
    )  # fmt: skip
    return new[0] if new else None


def rewrite(session: Session, outgoing_id: int, reply: str) -> None:
    """What a message says, written anew before it is sent."""
    session.connection().execute(update(Outgoing).where(col(Outgoing.id) == outgoing_id).values(reply=reply))


def new_token() -> str:
    """A token for a button: 16 characters, of which eleven cannot be guessed (64 bits).

    The first five tell the sixteenth of a second, so that new ones stand together in their index: a commit then writes
    a few pages of it, and not one for each button.
    """
    moment = int(time.time() * 16)
    return "".join([_DIGITS[moment >> shift & 63] for shift in (24, 18, 12, 6, 0)]) + secrets.token_urlsafe(8)


_DIGITS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"  # of base 64, in the order of their codes


class Offered(NamedTuple):
    """A choice that is open, as far as whoever types it need know it: a button without its row."""

    token: str
    outgoing_id: int
    word: str
    about: str
    used_at: None = None  # it is open


def last_buttons(session: Session, chat: Chat) -> list[Offered]:
    """The open buttons of the newest message of a chat that has any, in their order."""
    return [Offered(*row) for row in _LAST_BUTTONS.all(session, **_keys(chat))]


def offered_since(session: Session, told: Outgoing) -> bool:
    """Whether a later message to the same chat had buttons, used by now or not."""
    later = select(Button.outgoing_id).where(*of(Button, told), Button.outgoing_id > (told.id or 0))
    return session.exec(later.limit(1)).first() is not None


def told_since(session: Session, told: Outgoing, words: str) -> bool:
    """Whether a later message to the same chat has these words."""
    later = select(Outgoing.id).where(
        *of(Outgoing, told),
        col(Outgoing.id) > (told.id or 0),
        col(Outgoing.edits_id).is_(None),  # a message that is changed tells it anew, and did so before
        col(Outgoing.reply).contains(words, autoescape=True),
    )
    return session.exec(later.limit(1)).first() is not None


def open_about(session: Session, chat: Chat, about: str) -> Sequence[tuple[Outgoing, str]]:
    """The messages of a chat with open buttons about something that begins so, each with what it is about."""
    return [(quick.get_one(session, Outgoing, number), about) for number, about in open_abouts(session, chat, about)]


def open_abouts(session: Session, chat: Chat, about: str) -> list[tuple[int, str]]:
    """The same, with the ids of the messages."""
    return _OPEN_ABOUT.all(session, **_keys(chat), about=about, length=len(about))


def told_about(session: Session, chat: Chat, about: str) -> bool:
    """Whether a message with choices about this was ever sent to a chat."""
    found = select(Outgoing.id).join(Button).where(
        *of(Outgoing, chat), Button.about == about
    )  # fmt: skip
    return session.exec(found).first() is not None


def last_about(session: Session, chat: Chat, about: str, since: datetime) -> tuple[str, datetime | None] | None:
    """What the newest message to a chat since an instant about something that begins so was about; when it was closed.

    None where there was no such message.
    """
    found = (
        select(Button.about, Button.used_at)
        .join(Outgoing)
        .where(*of(Outgoing, chat), Outgoing.at >= since, col(Button.about).startswith(about, autoescape=True))
        .order_by(col(Button.outgoing_id).desc())
    )
    return session.exec(found.limit(1)).first()


def open_everywhere(session: Session, about: str) -> Sequence[tuple[Outgoing, str]]:
    """The messages of any chat with open buttons about something that begins so, each with one that it is about."""
    rows = session.exec(
        select(Outgoing, Button.about)
        .join(Button)
        .where(col(Button.used_at).is_(None), col(Button.about).startswith(about, autoescape=True))
        .order_by(col(Outgoing.id))
    ).all()
    return list({outgoing.id: (outgoing, about) for outgoing, about in rows}.values())


def close_buttons(session: Session, outgoing: Outgoing, now: datetime) -> None:
    """Make every button of a message void: one choice was made, so none can be made again."""
    _CLOSE_BUTTONS.run(session, outgoing=outgoing.id, now=now)


_CLOSE_BUTTONS = Change(
    update(Button)
    .where(col(Button.outgoing_id) == bindparam("outgoing"), col(Button.used_at).is_(None))
    .values(used_at=bindparam("now", type_=Instant))
)


def buttons(session: Session, outgoing: Outgoing) -> Sequence[Button]:
    """The open buttons of a message."""
    return _BUTTONS.all(session, outgoing=outgoing.id)


def move_chat(session: Session, old: Chat, new: str) -> None:
    """A chat has a new name on its messenger: what waits for it goes there, and whose it is, is found there."""
    moved = Chat(old.channel, old.bot, new)
    session.connection().execute(
        update(Outgoing).where(*of(Outgoing, old), col(Outgoing.state).in_(("waiting", "sending"))).values(chat=new)
    )
    session.connection().execute(
        update(Button)
        .where(*of(Button, old), col(Button.outgoing_id).in_(select(col(Outgoing.id)).where(*of(Outgoing, moved))))
        .values(chat=new)
    )
    if session.get(Subject, (old.channel, old.bot, new)) is None:
        session.connection().execute(update(Subject).where(*of(Subject, old)).values(chat=new))
    session.expire_all()
    known = find_contact(session, old)
    if known is None:
        return
    if find_contact(session, Chat(old.channel, old.bot, new)) is None:
        known.chat = new
    else:
        known.unreachable = "the chat has a new name"
    session.add(known)


def unsent(session: Session, chat: Chat) -> Sequence[Outgoing]:
    """What waits to be sent to one chat, in order."""
    return _UNSENT.all(session, **_keys(chat))


_UNSENT = Prepared(select(Outgoing).where(*_of_chat(Outgoing), WAITING).order_by(col(Outgoing.id)))


def newest(session: Session, chat: Chat, count: int) -> Sequence[Outgoing]:
    """The newest messages to a chat, the newest first."""
    return session.exec(
        select(Outgoing).where(*of(Outgoing, chat)).order_by(col(Outgoing.id).desc()).limit(count)
    ).all()


def changes(session: Session, outgoing: Outgoing) -> Sequence[Outgoing]:
    """The changes of a message, in order."""
    return session.exec(
        select(Outgoing)
        .where(*of(Outgoing, outgoing), col(Outgoing.id) > outgoing.id, Outgoing.edits_id == outgoing.id)
        .order_by(col(Outgoing.id))
    ).all()


def store_file(session: Session, sha256: str, content: bytes, media_type: str, name: str, now: datetime) -> None:
    """Keep the bytes of a file once, under the hash of its content."""
    if session.get(File, sha256) is None:
        session.add(File(sha256=sha256, content=content, media_type=media_type, name=name, at=now))
        session.flush()
