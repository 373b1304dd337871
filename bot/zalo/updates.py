"""What Zalo tells us (an event) as what the talk understands (a Message)."""

import re
from datetime import UTC, datetime
from typing import Any

from handlers.message import Address, Message, Photo

CHANNEL = "zalo"
GROUP = "GROUP"
_SECONDS = 10**12  # a date below is in seconds, above in milliseconds

Json = dict[str, Any]


def unwrapped(body: object) -> Json | None:
    """The event in the body of a webhook: flat as it is seen in practice, or wrapped as it is documented.

    >>> unwrapped({"ok": True, "result": {"event_name": "x"}}), unwrapped({"event_name": "y"}), unwrapped([])
    ({'event_name': 'x'}, {'event_name': 'y'}, None)
    """
    if not isinstance(body, dict):
        return None
    inner = body.get("result")
    return inner if body.get("ok") is True and isinstance(inner, dict) else body


def to_message(event: Json, bot: str, name: str) -> Message | None:
    """The message in an event, or None where nobody is to be answered: another bot spoke, or in a group a thing we
    cannot read. `bot` is our name of the bot, `name` the one that people see and mention.

    Raises KeyError, TypeError or ValueError for an event of another shape.
    """
    said = event.get("message")
    if not isinstance(said, dict) or said["from"].get("is_bot"):
        return None
    group = said["chat"].get("chat_type") == GROUP
    text = said.get("text") or said.get("caption") or ""
    picture = said.get("photo_url") or said.get("photo")
    if group and not (text or picture):
        return None
    return Message(
        address=Address(CHANNEL, bot, str(said["chat"]["id"])),
        id=str(said["message_id"]),
        at=_instant(said.get("date")),
        text=without_mention(text, name) if group else text,
        kind="photo" if picture else "text" if text else "other",
        photos=(Photo(str(picture)),) if picture else (),
        sender_name=said["from"].get("display_name") or None,
        group=group,
        sender=str(said["from"]["id"]) if group else None,
    )


def _instant(date: object) -> datetime:
    stamp = int(str(date))
    return datetime.fromtimestamp(stamp / 1000 if stamp >= _SECONDS else stamp, UTC)


def without_mention(text: str, name: str) -> str:
    """Leave out the mention of the bot, whose name has spaces; else the words go on from the first command.

    >>> without_mention("@Bot Khu Phố hộ nghèo còn mấy?", "Bot Khu Phố")
    'hộ nghèo còn mấy?'
    >>> without_mention("@Bot Tên Khác /solieu", "Bot Khu Phố")
    '/solieu'
    """
    left = (
        re.sub(rf"\s*@{re.escape(name)}[,:]?(?!\w)", "", text, count=1, flags=re.IGNORECASE).strip() if name else text
    )
    if left.startswith("@"):
        command = re.search(r"(?<!\S)/\w+.*", left, re.DOTALL)
        return command[0] if command else left
    return left
