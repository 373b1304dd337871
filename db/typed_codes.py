"""Codes that people read aloud or off a wall, and type."""

import secrets

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0, 1: they look alike and sound alike


def drawn(length: int) -> str:
    """Letters and digits that nobody can guess, a digit among them: so typed by hand it is told apart from words."""
    while True:
        code = "".join(secrets.choice(_ALPHABET) for _ in range(length))
        if not code.isalpha():
            return code
