"""One look at Telegram for the doctor: does it answer, does it know the token, what time is it there?"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.telegram.messenger import OFFICIAL, WrongToken
from bot.telegram.transport import Transport

PATIENCE = 10.0  # seconds for an answer


@dataclass(frozen=True, slots=True)
class Found:
    """What Telegram said. `ahead` is how far our clock is ahead of its own, None when it did not tell."""

    username: str
    seconds: float  # until it answered
    ahead: timedelta | None
    webhook: str  # "" while it is asked for news
    webhook_trouble: str  # what went wrong when it last brought us something, "" when nothing did
    waiting: int  # messages there that we have not got yet


class NoAnswer(Exception):
    """Telegram could not be reached; the text says why and holds no token."""


async def probe(token: str, base_url: str | None, proxy: str | None, now: datetime) -> Found:
    """Ask who we are and how our webhook fares. Raises WrongToken and NoAnswer."""
    base = (base_url or OFFICIAL).rstrip("/")
    transport = Transport(base, read_timeout=PATIENCE, proxy=proxy)
    api = Bot(token, base_url=f"{base}/bot", request=transport, get_updates_request=transport)
    began = time.monotonic()
    try:
        await transport.initialize()
        me = await api.get_me()
        took = time.monotonic() - began
        about = await api.get_webhook_info()
    except InvalidToken:
        raise WrongToken("Telegram does not know this token") from None
    except TelegramError as error:
        raise NoAnswer(str(error)) from None
    finally:
        await transport.shutdown()
    there = parsedate_to_datetime(transport.date) if transport.date else None
    return Found(
        me.username or "", took, now - there if there else None, about.url, about.last_error_message or "",
        about.pending_update_count,
    )  # fmt: skip
