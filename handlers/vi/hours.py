"""The hour of day in a message: 19h30, 7 giờ tối, 7 rưỡi tối."""

from datetime import time
from typing import NamedTuple

from handlers.vi.words import Text


class Hour(NamedTuple):
    """An hour of day; `sure` is False where morning or evening is left open ("7 giờ"). The words are first up to last."""

    at: time
    first: int
    last: int
    sure: bool


def read(text: Text) -> Hour | None:
    """Read the first hour of day in a message."""
    return None


def hour(text: Text) -> time | None:
    """Give the first hour of day in a message."""
    found = read(text)
    return found.at if found else None
