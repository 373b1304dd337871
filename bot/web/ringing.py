"""Whether browsers are told of new messages while the page is closed: where the keeper has set a key for it."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from sqlalchemy import Engine

from bot.channel import StartError

NOBODY = "https://localhost"  # the contact of a bot without a public address


class Pusher(Protocol):
    """Tells the browsers in which a chat is not open; without one, messages wait on the page."""

    public: str

    def subscribe(self, visit: int, endpoint: str, p256dh: str, auth: str) -> None:
        """Push to a browser from now on. Raises ValueError."""
        ...

    def tell(self, chat: str, text: str) -> None:
        """Push the beginning of a message."""
        ...


def pusher(engine: Engine, key: str | None, public: str | None, clock: Callable[[], datetime]) -> Pusher | None:
    """Pushes signed with a key; None without one. The library is loaded only if needed. Raises StartError."""
    if key is None:
        return None
    try:
        from bot.web.pushing import Pusher as Pushes

        return Pushes(engine, key, public or NOBODY, clock)
    except ModuleNotFoundError as error:
        raise StartError("[web] push_key needs the library cryptography: pip install '.[push]'") from error
    except ValueError as error:
        raise StartError("[web] push_key is not what `python -m bot push-key` printed") from error
