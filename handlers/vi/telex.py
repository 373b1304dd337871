"""Undoing Telex that was typed with the input method off: "tawngj 20 phaanf quaf" is tặng 20 phần quà."""

import re
from functools import cache

from handlers.vi import cues, number_words, units
from handlers.vi.words import Text, cut

_LEFT_OVER = re.compile(r"aa|ee|oo|dd|w")
_ONE_LETTER = str.maketrans("", "", "w")
_TONES = "sfrxj"


@cache
def _known() -> frozenset[str]:
    """Give every word, without diacritics, that readers of numbers and dates go by."""
    spellings = [*units.listed(), *cues.listed_all(), *number_words.listed(), "tặng trao hỗ trợ nghèo khu phố hòa giải"]
    return frozenset(bare for _, bares in cut(spellings) for bare in bares)


def undone(text: Text) -> Text:
    """Give a message its plain words back; a word counts as Telex only where it becomes a known one.

    >>> from handlers.vi.words import split
    >>> undone(split("tawngj 20 phaanf quaf")).bares
    ('tang', '20', 'phan', 'qua')
    """
    if text.accented or not _LEFT_OVER.search(text.raw.lower()):
        return text
    bares = tuple([_plain(bare) for bare in text.bares])
    if not any(_LEFT_OVER.search(typed) for typed, bare in zip(text.bares, bares, strict=True) if typed != bare):
        return text
    return text.respelled(bares, bares)


def _plain(typed: str) -> str:
    """Undo one word: doubled letters, w, and one letter that stands for a tone.

    >>> _plain("ddoongf"), _plain("muwowi"), _plain("book")
    ('dong', 'muoi', 'book')
    """
    known = _known()
    if typed in known or not typed.isalpha() or len(typed) > 8:
        return typed
    single = re.sub(r"(aa|ee|oo|dd)", lambda pair: pair.group()[0], typed).translate(_ONE_LETTER)
    tries = [
        single,
        *(single[:place] + single[place + 1 :] for place in range(1, len(single)) if single[place] in _TONES),
    ]
    return next((plain for plain in tries if plain in known), typed)
