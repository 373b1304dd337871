"""Telegram: by its Bot API, as it stands on the wire."""

from bot.telegram.errors import WrongToken
from bot.telegram.messenger import LIMITS, SECRET_HEADER, Profile, Receive, Telegram

__all__ = ["LIMITS", "SECRET_HEADER", "Profile", "Receive", "Telegram", "WrongToken"]
