"""Each way in which Telegram can fail as one of the few ways that the rest of the bot knows."""

from http import HTTPStatus
from typing import Any

from bot.channel import Busy, InDoubt, Moved, Offline, Refused, SendError, StartError, Unreachable

GONE = ("chat not found", "user not found", "peer_id_invalid", "not enough rights", "have no rights", "was deactivated")
TOO_BIG = "file is too big"


class WrongToken(StartError):
    """Telegram does not know the token. The text does not hold it."""


class Unauthorized(Offline):
    """Telegram does not (or no longer) accept the token."""


def failure(status: int, answer: dict[str, Any]) -> SendError:
    """What it means that Telegram, or something on the way to it, answered with a status other than success."""
    said = str(answer.get("description") or f"Telegram answered {status}")
    match answer.get("parameters"):
        case {"migrate_to_chat_id": int(chat)}:
            return Moved(str(chat))
        case {"retry_after": int() | float() as seconds}:
            return Busy(seconds)
    match status:
        case HTTPStatus.BAD_REQUEST:
            return _refusal(said)
        case HTTPStatus.FORBIDDEN:
            return Unreachable(said)
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.NOT_FOUND:  # the latter for a token that can be none
            return Unauthorized("Telegram does not accept the token")
        case HTTPStatus.CONFLICT:
            return Offline(said)
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return Refused("the file is too large")
        case HTTPStatus.GATEWAY_TIMEOUT:  # leaves open what became of it
            return InDoubt(said)
        case _ if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Offline(f"Telegram answered {status}")
        case _:
            return InDoubt(said)


def _refusal(said: str) -> SendError:
    """Why Telegram does not do what it was asked: it has no codes to tell the reasons apart."""
    if mentions(said, *GONE):
        return Unreachable(said)
    if mentions(said, TOO_BIG):
        return Refused("the file is larger than the 20 MB that Telegram lets a bot fetch")
    return Refused(said)


def mentions(said: object, *reasons: str) -> bool:
    """Whether what Telegram says of an error holds one of these."""
    words = str(said).casefold()
    return any(reason in words for reason in reasons)
