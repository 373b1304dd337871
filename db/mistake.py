"""The root of what ends a command with one line instead of a traceback."""


class Mistake(Exception):
    """Something typed, configured or found on this machine stands in the way; the text says what, in one line."""
