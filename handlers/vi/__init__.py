"""Understanding Vietnamese: text and a day in, a Reading out."""

from handlers.vi.understanding import read

__all__ = ["read"]
