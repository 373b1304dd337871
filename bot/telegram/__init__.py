"""Telegram: the one place that imports python-telegram-bot."""

from bot.telegram.messenger import Profile, Receive, Telegram, WrongToken

__all__ = ["Profile", "Receive", "Telegram", "WrongToken"]
