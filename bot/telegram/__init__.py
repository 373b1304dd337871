"""Telegram: the one place that imports python-telegram-bot."""

from bot import lean

# The library would load cryptography for Telegram Passport wherever it is installed (8 MB), and httpx (2 MB), by which
# it would talk if we did not give it connections of our own.
with lean.without("cryptography"), lean.put_off("telegram.request._httpxrequest", "HTTPXRequest"):
    import telegram  # noqa: F401

from bot.telegram.messenger import LIMITS, SECRET_HEADER, Profile, Receive, Telegram, WrongToken

__all__ = ["LIMITS", "SECRET_HEADER", "Profile", "Receive", "Telegram", "WrongToken"]
