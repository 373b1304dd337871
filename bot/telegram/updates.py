"""What Telegram tells us (an update) as what the talk understands (a Message)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from telegram.constants import ChatType, MessageAttachmentType, MessageEntityType

from bot.telegram import wire
from handlers.message import Address, Message, Photo

CHANNEL = "telegram"
TAP = "tap:"  # begins the id of the message that a tap is; Telegram's number of the tap follows
LINK = "https://t.me/{}?start={{}}"  # opens the bot with a word said to it
ATTACHMENTS = frozenset(kind.value for kind in MessageAttachmentType)

Raw = dict[str, Any]


def to_message(raw: Raw, bot_name: str, me_username: str, now: datetime) -> Message | None:
    """The message in an update, or None if nobody said anything (a member joined, a title changed, ...).

    `bot_name` is our name of the bot, `me_username` Telegram's. A tap carries no time: it gets `now`. Raises ValueError
    or OverflowError for what no update of Telegram can be.
    """
    update = wire.update.validate_python(raw)
    if update.callback_query:
        return _tap(update.callback_query, bot_name, me_username, now)
    if update.message:
        return _said(update.message, raw["message"], bot_name, me_username)
    if update.edited_message:
        return _edit(update.edited_message, raw["edited_message"], bot_name, me_username)
    return None


def _tap(query: wire.CallbackQuery, bot_name: str, me_username: str, now: datetime) -> Message | None:
    if query.message is None or not query.data:  # a button of a game, or under an inline result: none of ours
        return None
    return Message(
        address=Address(CHANNEL, bot_name, str(query.message.chat.id)),
        id=TAP + query.id,
        at=now,
        kind="tap",
        tap=query.data,
        sender_name=query.sender.full_name,
        **_place(query.message.chat, query.sender, me_username),
    )


def _place(chat: wire.Chat, sender: wire.User | None, me_username: str) -> Raw:
    """How to reach us alone, and in a group whose message it is."""
    link = {"link": LINK.format(me_username)}
    return (
        link if chat.type == ChatType.PRIVATE else link | {"group": True, "sender": str(sender.id) if sender else None}
    )


def _edit(edited: wire.Said, raw: Raw, bot_name: str, me_username: str) -> Message | None:
    message = _said(edited, raw, bot_name, me_username)
    if message is None or edited.edit_date is None:
        return None
    identity = f"edit:{edited.message_id}:{edited.edit_date}"
    at = datetime.fromtimestamp(edited.edit_date, UTC)
    return replace(message, id=identity, at=at, kind="edit", refers_to=str(edited.message_id))


def _said(said: wire.Said, raw: Raw, bot_name: str, me_username: str) -> Message | None:
    if said.migrate_to_chat_id:
        return _moved(said, bot_name, me_username)
    photos = tuple(_photos(said))
    words = said.text or said.caption or ""
    if not (words or photos) and ATTACHMENTS.isdisjoint(raw):
        return None
    text, meant = _for_us(said, words, me_username)
    group = said.chat.type != ChatType.PRIVATE
    return Message(
        address=Address(CHANNEL, bot_name, str(said.chat.id)),
        id=str(said.message_id),
        at=datetime.fromtimestamp(said.date, UTC),
        text=text,
        kind="photo" if photos else "text" if words else "other",
        photos=photos,
        sender_name=_name(said),
        addressed=meant or not group,
        refers_to=str(said.reply_to_message.message_id) if said.reply_to_message else None,
        forwarded=said.forward_origin is not None,
        album=said.media_group_id,
        **_place(said.chat, None if said.sender_chat else said.sender, me_username),
    )


def _moved(said: wire.Said, bot_name: str, me_username: str) -> Message:
    """A group became a supergroup, which is another chat: its number is the text."""
    return Message(
        address=Address(CHANNEL, bot_name, str(said.chat.id)),
        id=str(said.message_id),
        at=datetime.fromtimestamp(said.date, UTC),
        text=str(said.migrate_to_chat_id),
        kind="moved",
        sender_name=_name(said),
        **_place(said.chat, said.sender, me_username),
    )


def _photos(said: wire.Said) -> Iterator[Photo]:
    """The picture at its largest; also one that was sent as a file, to keep its quality."""
    if said.photo:
        yield Photo(max(said.photo, key=lambda size: size.width * size.height).file_id)
    elif said.document and (said.document.mime_type or "").startswith("image/"):
        yield Photo(said.document.file_id)


def _for_us(said: wire.Said, text: str, me_username: str) -> tuple[str, bool]:
    """The words without our name in them, and whether they are meant for us: a command, our name, an answer to us."""
    me, written = f"@{me_username}".casefold(), text
    meant = _is_ours(said.reply_to_message, me_username)
    for entity in said.entities if said.text else said.caption_entities:
        part = _part(written, entity)
        if entity.type == MessageEntityType.MENTION and part.casefold() == me:
            text, meant = _without(text, part), True
        elif entity.type == MessageEntityType.BOT_COMMAND and entity.offset == 0:
            command, _, name = part.partition("@")
            if not name or f"@{name}".casefold() == me:
                text, meant = text.replace(part, command, 1), True
    return text, meant


def _part(text: str, entity: wire.MessageEntity) -> str:
    """The words of an entity, which is counted in UTF-16 units."""
    units = text.encode("utf-16-le")
    return units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "replace")


def _is_ours(answered: wire.Answered | None, me_username: str) -> bool:
    return bool(answered and answered.sender and answered.sender.username == me_username)


def _without(text: str, mention: str) -> str:
    """Leave out a mention and the gap that it leaves.

    >>> _without("em @khupho_bot ơi", "@khupho_bot"), _without("@khupho_bot, hộ nghèo còn mấy?", "@khupho_bot")
    ('em ơi', 'hộ nghèo còn mấy?')
    """
    return re.sub(rf"[ \t]*{re.escape(mention)}\b[,:]?", "", text, count=1).strip()


def _name(said: wire.Said) -> str | None:
    if said.sender_chat:  # an administrator who writes in the name of the group
        return said.sender_chat.title
    return said.sender.full_name if said.sender else None
