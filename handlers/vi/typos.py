"""Known phrases one letter away from what was typed; only ever to ask back."""

from functools import cache

from db.catalogue import indicators
from handlers.vi import words

_ALIKE = 80  # of 100: recovers nineteen in twenty phrases with one letter wrong
_SHORTEST = 6  # letters; shorter phrases are too near to one another
_SIZES = (4, 3, 2)  # words, the longest phrases first
_LOOKED_AT = 40  # words of a message
_MOST = 3  # phrases offered


@cache
def _phrases(*, folded: bool) -> dict[int, dict[str, tuple[str, str]]]:
    """By number of words: the phrase as compared, as spelled, and its indicator."""
    by_size: dict[int, dict[str, tuple[str, str]]] = {}
    for code, indicator in indicators().items():
        for phrase in indicator.phrases:
            if len(phrase) >= _SHORTEST:
                compared = words.fold(phrase) if folded else phrase
                by_size.setdefault(compared.count(" ") + 1, {})[compared] = (phrase, code)
    return by_size


def nearest(text: words.Text) -> tuple[str, list[tuple[str, str]]] | None:
    """The words as typed and the phrases with their indicators that they are nearly spelled like, the nearest first.

    None as well where a phrase is spelled right: then there is nothing to guess.

    >>> nearest(words.split("hộ nghèp còn mấy"))
    ('hộ nghèp', [('hộ nghèo', 'ho_ngheo')])
    """
    from rapidfuzz import fuzz, process

    typed_words = text.bares if text.folds else text.lows
    for size in _SIZES:
        known = _phrases(folded=text.folds).get(size, {})
        for first in range(min(len(typed_words), _LOOKED_AT) - size + 1):
            typed = " ".join(typed_words[first : first + size])
            if len(typed) < _SHORTEST or not typed.replace(" ", "").isalpha():
                continue
            close = process.extract(typed, known.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST)
            if close and close[0][0] == typed:
                return None
            if close:
                said = text.raw[text.words[first].start : text.words[first + size - 1].end]
                return said, [known[compared] for compared, _, _ in close]
    return None
