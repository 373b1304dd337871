"""Each way in which Telegram can fail as one of the few ways that the rest of the bot knows."""

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.channel import Busy, InDoubt, Moved, Offline, Refused, SendError, Unreachable
from bot.telegram.transport import NotDelivered

GONE = ("chat not found", "user not found", "peer_id_invalid", "not enough rights", "have no rights", "was deactivated")
TOO_BIG = "file is too big"


def send_error(error: TelegramError) -> SendError:
    """What an error of Telegram means for the message that was to be sent."""
    match error:
        case RetryAfter():
            return Busy(seconds(error))
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case Forbidden():
            return Unreachable(str(error))
        case BadRequest() if mentions(error, *GONE):
            return Unreachable(str(error))
        case BadRequest() if mentions(error, TOO_BIG):
            return Refused("the file is larger than the 20 MB that Telegram lets a bot fetch")
        case BadRequest():
            return Refused(str(error))
        case NotDelivered() | Conflict():
            return Offline(str(error))
        case InvalidToken():
            return Offline("Telegram no longer accepts the token")
        case _:
            return InDoubt(str(error))


def mentions(error: TelegramError, *reasons: str) -> bool:
    """Whether Telegram's description of an error holds one of these: it has no codes to tell errors apart."""
    said = str(error).casefold()
    return any(reason in said for reason in reasons)


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())
