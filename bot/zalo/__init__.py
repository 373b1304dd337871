"""Zalo: the Zalo Bot API of 2026, without buttons, editing or files; its facts are named where they are used."""

from bot.zalo.messenger import SECRET_HEADER, Zalo, shared_link

__all__ = ["SECRET_HEADER", "Zalo", "shared_link"]
