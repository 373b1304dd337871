"""The requests of every day, told to Telegram as plain JSON.

The library makes an object of each part of what is said, and of each part of the answer, of which we need one number:
that takes twice as long as the request itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from telegram import Bot
from telegram.request import RequestData


@dataclass(frozen=True, slots=True)
class _Plain:
    """Parameters as they go out: what a transport asks of the library's own where there is no file."""

    parameters: Mapping[str, object]
    contains_files: bool = False


def plain(**parameters: object) -> RequestData:
    """Parameters as a transport takes them; one that is None is left out."""
    return cast("RequestData", _Plain({name: value for name, value in parameters.items() if value is not None}))


async def call(api: Bot, method: str, **parameters: object) -> Any:
    """The result of a method of the Bot API, as JSON; a parameter that is None is left out. Raises TelegramError."""
    return await api.request.post(f"{api.base_url}/{method}", plain(**parameters))
