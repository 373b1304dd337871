"""One person on several messengers: a code from one is typed in the other; addresses listed, preferred, taken back."""

import re
import secrets
from datetime import datetime

from sqlmodel import Session

from db import addresses, looking, post
from db.models import Contact, Person
from db.post import Chat
from handlers import outbox, texts, words
from handlers.context import Context
from handlers.message import Reply, choices

_CODE = re.compile(r"^\W*lien\s*ket\s+(\d{3}[\s.]?\d{3})\W*$")
_LINK = frozenset(
    "lien ket, lienket, noi zalo, noi telegram, lien ket zalo, lien ket telegram, lien ket trang web".split(", ")
)
_UNLINK = frozenset("bo lien ket, bolienket, huy lien ket, go lien ket".split(", "))
_LIST = frozenset("dia chi, diachi, dia chi cua toi, toi dung o dau".split(", "))
_PREFER = re.compile(
    r"^(?:nhan|nhac|bao)(?: tin)?(?: cho)? (?:toi|em|bac|co|chu|anh|chi|minh) (?:qua|o|ben|tren) (\w+(?: \w+)?)$"
)
_MESSENGERS = {"zalo": "zalo", "telegram": "telegram", "tele": "telegram", "web": "web", "trang web": "web"}


def code_in(text: str) -> str | None:
    """The six digits of a linking code.

    >>> code_in("LIENKET 482913"), code_in("Liên kết 482 913"), code_in("liên kết 30 hộ")
    ('482913', '482913', None)
    """
    found = _CODE.match(words.bare(text).replace("lienket", "lien ket", 1))
    return "".join(c for c in found[1] if c.isdigit()) if found else None


def link(session: Session, contact: Contact, code: str, now: datetime) -> Person | str:
    """Let a chat belong to whoever made the code, who is told so where they made it; or why the code cannot be used."""
    found = addresses.redeem(session, code, Chat(contact.channel, contact.bot, contact.chat), now)
    return found if isinstance(found, str) else _give(session, contact, found, now)


def sign_in(session: Session, channel: str, bot: str, door: str, code: str, now: datetime) -> str | None:
    """The chat that a code opens on a messenger of our own: the one its maker has there, else a new one.

    `door` is where the code was typed, so that nobody guesses for long. None when the code cannot be used.
    """
    found = addresses.redeem(session, code, Chat(channel, bot, f"door:{door}"), now)
    if isinstance(found, str):
        return None
    known = [one for one in addresses.of_person(session, found) if (one.channel, one.bot) == (channel, bot)]
    if known:
        return known[-1].chat
    chat = Chat(channel, bot, secrets.token_urlsafe(16))
    person = _give(session, post.contact(session, chat, now), found, now)
    hello = Reply(texts.addresses.linked(person.title, person.name, channel))
    outbox.queue(session, chat, f"linked:{chat.chat}", hello, now)
    return chat.chat


def _give(session: Session, contact: Contact, person_id: int, now: datetime) -> Person:
    """Let a chat belong to a person, and tell them in their other chats."""
    person = session.get_one(Person, person_id)
    others = addresses.of_person(session, person_id)
    contact.person_id = person_id
    session.add(contact)
    session.flush()
    looking.again_for(session, person_id, now)
    told = Reply(texts.addresses.linked_elsewhere(person.title, contact.channel))
    for one in others:
        key = f"linked:{contact.id}:{one.id}:{now.isoformat()}"
        outbox.queue(session, Chat(one.channel, one.bot, one.chat), key, told, now)
    return person


def answer(ctx: Context) -> list[Reply] | None:
    """What a member says about their addresses; None when it is about something else."""
    said = words.bare(ctx.message.text)
    if code_in(ctx.message.text):
        return [Reply(texts.addresses.known_already(ctx.who, ctx.person.name))]
    if said in _LINK:
        return [Reply(texts.addresses.code(ctx.who, addresses.new_code(ctx.session, ctx.person.id or 0, ctx.now)))]
    if said in _LIST:
        return [_list(ctx)]
    if said in _UNLINK:
        return [_ask_unlink(ctx)]
    preferred = _PREFER.match(said)
    if preferred and preferred[1] in _MESSENGERS:
        return [_prefer(ctx, _MESSENGERS[preferred[1]])]
    return None


def decided(ctx: Context, word: str) -> list[Reply]:
    """The answer to "really unlink this chat?"."""
    contact = post.find_contact(ctx.session, ctx.chat)
    if contact is None or not words.same(word, words.UNLINK):
        return [Reply(texts.addresses.stays(ctx.who))]
    addresses.unlink(ctx.session, contact)
    return [Reply(texts.addresses.unlinked(ctx.who))]


def _own(ctx: Context) -> list[Contact]:
    return list(addresses.of_person(ctx.session, ctx.person.id or 0))


def _list(ctx: Context) -> Reply:
    first = post.reach(ctx.session, ctx.person.id or 0)
    lines = [
        (one.channel, one.id == (first.id if first else None), one.unreachable is not None, _is_here(ctx, one))
        for one in _own(ctx)
    ]
    return Reply(texts.addresses.listed(ctx.who, lines))


def _is_here(ctx: Context, contact: Contact) -> bool:
    return Chat(contact.channel, contact.bot, contact.chat) == ctx.chat


def _ask_unlink(ctx: Context) -> Reply:
    others = [one.channel for one in _own(ctx) if not _is_here(ctx, one) and one.unreachable is None]
    return Reply(
        texts.addresses.really_unlink(ctx.who, ctx.chat.channel, others),
        choices(words.UNLINK, words.NOT_NOW),
        about="unlink",
    )


def _prefer(ctx: Context, channel: str) -> Reply:
    chosen = next((one for one in reversed(_own(ctx)) if one.channel == channel), None)
    if chosen is None:
        return Reply(texts.addresses.not_linked(ctx.who, channel))
    addresses.prefer(ctx.session, chosen)
    return Reply(texts.addresses.preferred(ctx.who, channel))
