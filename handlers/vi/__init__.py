"""Understanding Vietnamese: text and a day in, a Reading out."""

from handlers.vi.activities import activity_of
from handlers.vi.understanding import read

__all__ = ["activity_of", "read"]
