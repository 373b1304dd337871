"""Telegram: the one place that imports python-telegram-bot."""

from bot.telegram.messenger import SECRET_HEADER, Profile, Receive, Telegram, WrongToken

__all__ = ["SECRET_HEADER", "Profile", "Receive", "Telegram", "WrongToken"]
