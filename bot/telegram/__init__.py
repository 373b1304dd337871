"""Telegram: the one place that imports python-telegram-bot."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _without(*modules: str) -> Iterator[None]:
    """Do without modules that are not loaded yet, as if they were not installed."""
    absent = dict.fromkeys(name for name in modules if name not in sys.modules)
    sys.modules.update(absent)  # type: ignore[arg-type]  # None says so
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


# The library would load these where they are installed, 9 MB, for Telegram Passport and for a command line of httpx's.
with _without("cryptography", "httpx._main"):
    import telegram  # noqa: F401

from bot.telegram.messenger import LIMITS, SECRET_HEADER, Profile, Receive, Telegram, WrongToken  # noqa: E402 (after that)

__all__ = ["LIMITS", "SECRET_HEADER", "Profile", "Receive", "Telegram", "WrongToken"]
