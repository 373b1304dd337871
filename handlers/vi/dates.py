"""Days and spans that a message states."""

from datetime import date
from typing import NamedTuple

from handlers.vi.reading import Span
from handlers.vi.words import Text


class When(NamedTuple):
    """What a message says of time. `places` are the words it takes, each from first up to but without last."""

    day: date | None = None
    span: Span | None = None
    words: str = ""
    places: tuple[tuple[int, int], ...] = ()
    future: bool = False
    occasion: str | None = None
    versus: Span | None = None


def when(text: Text, on: date) -> When:
    """Read the day or span of a message written on `on`."""
    return When()
