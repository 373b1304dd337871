"""Rules of repetition in a message: ngày 5 hàng tháng, thứ bảy cuối tháng, rằm hàng tháng."""

from handlers.vi.reading import Recurrence
from handlers.vi.words import Text


def recurrence(text: Text) -> Recurrence | None:
    """Read how often something returns."""
    return None
