"""A text cut to the length that a messenger takes, as messengers count: in UTF-16 units."""


def split(text: str, limit: int) -> list[str]:
    r"""Cut a text into parts of at most `limit` units: between paragraphs or lines if one can, else between words.

    >>> split("một hai\nba bốn", 10), split("một hai ba", 8), split("🌾🌾🌾", 4), split(" ", 9)
    (['một hai', 'ba bốn'], ['một hai', 'ba'], ['🌾🌾', '🌾'], [])
    """
    parts = []
    while units(text) > limit:
        longest = text[: _letters(text, limit)]
        cut = max(longest.rfind("\n"), 0) or max(longest.rfind(" "), 0) or len(longest)
        parts.append(text[:cut])
        text = text[cut:].removeprefix(text[cut] if text[cut] in "\n " else "")
    return [part for part in [*parts, text] if part.strip()]


def units(text: str) -> int:
    """The length of a text in UTF-16 units.

    >>> units("nghĩa"), units("🌾")
    (5, 2)
    """
    return len(text.encode("utf-16-le")) // 2


def _letters(text: str, limit: int) -> int:
    """How many letters of the text make at most `limit` units."""
    used = 0
    for index, letter in enumerate(text):
        used += 2 if ord(letter) > 0xFFFF else 1
        if used > limit:
            return index
    return len(text)
