"""One look at Telegram for the doctor: does it answer, does it know the token, what time is it there?"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.channel import SendError
from bot.telegram.api import Api
from bot.telegram.errors import Unauthorized, WrongToken

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
    api = Api(token, base_url, proxy, PATIENCE)
    await api.open()
    began = time.monotonic()
    try:
        me = await api.call("getMe")
        took = time.monotonic() - began
        about = await api.call("getWebhookInfo")
    except Unauthorized:
        raise WrongToken("Telegram does not know this token") from None
    except SendError as error:
        raise NoAnswer(str(error)) from None
    finally:
        await api.close()
    there = parsedate_to_datetime(api.date) if api.date else None
    return Found(
        me["username"], took, now - there if there else None, about["url"], about.get("last_error_message", ""),
        about["pending_update_count"],
    )  # fmt: skip
