"""The doors at which messengers bring what people write: /hook/telegram and the like."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

FOLDER = "/hook/"
LARGEST = 2**20  # bytes; an update with a long message and the one it answers has some 150 000


@dataclass(frozen=True, slots=True)
class Door:
    """Where one bot of a messenger brings things: it shows itself by a secret in the header `header`.

    `take` keeps what is in a body before it returns, is False for a wrong secret, and raises ValueError for a body that
    it cannot read.
    """

    header: str
    take: Callable[[bytes, str | None], Awaitable[bool]]


def path(name: str) -> str:
    """The path of the door of that name."""
    return FOLDER + name
