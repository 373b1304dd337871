"""How one reply becomes requests to Telegram, and how a picture is fetched from there."""

import asyncio
import logging
import mimetypes
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import TypeVar

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, TelegramError

from bot import picture
from bot.channel import Busy, InDoubt, Loaded, Offline, Refused, SendError
from bot.telegram import texts
from bot.telegram.calls import call
from bot.telegram.errors import mentions, send_error
from bot.telegram.texts import Piece
from bot.telegram.transport import NotDelivered
from handlers.message import Attached, Choice, Photo, Reply

LARGEST_PHOTO = 10 * 2**20
LARGEST_FILE = 50 * 2**20
SHOWN_AS_PHOTO = ("image/jpeg", "image/png", "image/webp")
UNEDITABLE = ("message can't be edited", "message to edit not found", "message_id_invalid", "there is no text in")
NO_PREVIEW = {"is_disabled": True}  # Telegram would open one-time links to draw a preview of them

Step = Callable[[], Awaitable[str]]
Keyboard = list[list[dict[str, str]]]
T = TypeVar("T")

log = logging.getLogger(__name__)


async def send(api: Bot, chat: int, reply: Reply, files: dict[str, Loaded], replaces: str | None) -> str:
    """Send a reply, its first message in place of `replaces`; the id of the message that has the choices."""
    if replaces is None and texts.fits_caption(reply):
        (only,) = reply.attached
        content = await _to_be_seen(files[only.file])
        return await _call(partial(_hand, api, chat, only, content, reply.text))
    pieces = texts.pieces(reply)
    keyboards = [None] * (len(pieces) - 1) + [_keyboard(reply.choices)]
    steps: list[Step] = [partial(_say, api, chat, *said) for said in zip(pieces, keyboards, strict=False)]
    if replaces is not None and pieces:
        steps[0] = partial(_show, api, chat, int(replaces), pieces[0], keyboards[0])
    steps += [partial(_hand, api, chat, one, await _to_be_seen(files[one.file]), "") for one in reply.attached]
    ids = await _in_order(steps)
    return ids[len(pieces) - 1] if pieces else ids[0]


async def _to_be_seen(file: Loaded) -> bytes:
    """The bytes of a file as they may be sent: a picture without what the camera noted of place and time."""
    if not file.media_type.startswith("image/"):
        return file.content
    try:
        content, _ = await asyncio.to_thread(picture.shown, file.content, picture.LARGE_EDGE)
    except picture.NotAPicture:
        raise Refused("a picture that cannot be shown") from None
    return content


async def fetch(api: Bot, photo: Photo) -> Loaded:
    """The bytes of a picture that somebody sent. Raises Refused for good, other SendError to try again."""
    try:
        return await _call(partial(_load, api, photo))
    except InDoubt as error:
        raise Offline(str(error)) from None


async def _load(api: Bot, photo: Photo) -> Loaded:
    file = await api.get_file(photo.ref)
    content = bytes(await file.download_as_bytearray())
    name = PurePosixPath(file.file_path or "").name
    return Loaded(content, mimetypes.guess_type(name)[0] or "image/jpeg", name)


async def _in_order(steps: Sequence[Step]) -> list[str]:
    """Send the parts of one reply. Once a part is out, the whole must not be said to be unsent."""
    if not steps:
        raise Refused("there is nothing in the reply")
    return [await (_later_part(step) if number else _call(step)) for number, step in enumerate(steps)]


async def _call(step: Callable[[], Awaitable[T]]) -> T:
    """Do a request; whatever goes wrong is a SendError. The library fails in its own ways on an answer that is none."""
    try:
        return await step()
    except SendError:
        raise
    except TelegramError as error:
        raise send_error(error) from None
    except Exception as error:
        log.exception("an answer of Telegram cannot be read")
        raise InDoubt(f"an answer that cannot be read ({type(error).__name__})") from None


async def _later_part(step: Step) -> str:
    while True:
        try:
            return await _call(step)
        except Busy as busy:
            await asyncio.sleep(busy.retry_after)
        except Offline as error:
            raise InDoubt(f"only a part was delivered: {error}") from None


async def _say(api: Bot, chat: int, piece: Piece, keyboard: Keyboard | None) -> str:
    said = await call(api, "sendMessage", chat_id=chat, **_shown(piece, keyboard))
    return str(said["message_id"])


async def _show(api: Bot, chat: int, replaced: int, piece: Piece, keyboard: Keyboard | None) -> str:
    """Edit a message. Doing so twice is no different from once, so a lost answer leaves nothing in doubt."""
    try:
        await call(api, "editMessageText", chat_id=chat, message_id=replaced, **_shown(piece, keyboard))
    except BadRequest as error:
        if mentions(error, *UNEDITABLE):
            return await _say(api, chat, piece, keyboard)
        if not mentions(error, "message is not modified"):
            raise
    except NetworkError as error:
        raise NotDelivered(str(error)) from None
    return str(replaced)


def _shown(piece: Piece, keyboard: Keyboard | None) -> dict[str, object]:
    return {
        "text": piece.text,
        "parse_mode": ParseMode.HTML if piece.html else None,
        "reply_markup": keyboard and {"inline_keyboard": keyboard},
        "link_preview_options": NO_PREVIEW,
    }


async def _hand(api: Bot, chat: int, attached: Attached, content: bytes, caption: str) -> str:
    if len(content) > LARGEST_FILE:
        raise Refused("the file is larger than the 50 MB that Telegram takes")
    if attached.media_type in SHOWN_AS_PHOTO and len(content) <= LARGEST_PHOTO:
        sent = await api.send_photo(chat, content, caption or None, filename=attached.name)
    else:
        sent = await api.send_document(chat, content, caption=caption or None, filename=attached.name)
    return str(sent.message_id)


def _keyboard(choices: tuple[Choice, ...]) -> Keyboard | None:
    rows = texts.button_rows(choices)
    return [[{"text": choice.word, "callback_data": choice.token} for choice in row] for row in rows] or None
