"""Known phrases one letter away from what was typed; only ever to ask back."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cache

from db.catalogue import indicators
from handlers.vi import misspelt, words
from handlers.vi.dates import when

_SHORTEST = 6  # letters; shorter phrases are too near to one another
_LONG = 16  # letters; so long a phrase may have two letters wrong
_ALIKE = 0.8  # how much of the letters with their diacritics must agree
_SIZES = (4, 3, 2)  # words, the longest phrases first
_LOOKED_AT = 40  # words of a message
_MOST = 3  # phrases offered
_POLITE = frozenset(
    "vay a em nhi ha oi nha nhe ta da lan nghen hen".split()
)  # words at the end that belong to no phrase


@cache
def _phrases() -> dict[int, dict[str, tuple[str, str]]]:
    """By number of words: the phrase without diacritics, as spelled, and its indicator."""
    by_size: dict[int, dict[str, tuple[str, str]]] = {}
    for code, indicator in indicators().items():
        for phrase in indicator.phrases:
            if len(phrase) >= _SHORTEST:
                by_size.setdefault(phrase.count(" ") + 1, {})[words.fold(phrase)] = (phrase, code)
    return by_size


def nearest(text: words.Text) -> tuple[str, list[tuple[str, str]]] | None:
    """The words as typed and the phrases with their indicators that they are nearly spelled like, the nearest first.

    None as well where a phrase is spelled right: then there is nothing to guess.

    >>> nearest(words.split("hộ nghèp còn mấy"))
    ('hộ nghèp', [('hộ nghèo', 'ho_ngheo')])
    """
    for size in _SIZES:
        for first in range(min(len(text.lows), _LOOKED_AT) - size + 1):
            typed = " ".join(text.lows[first : first + size])
            if (
                len(typed) < _SHORTEST
                or text.bares[first + size - 1] in _POLITE
                or text.bares[first + size - 1 : first + size + 1] == ("bao", "nhieu")
                or not typed.replace(" ", "").isalpha()
            ):
                continue
            close = _close(typed, size, folds=text.folds)
            if close and close[0][0] == typed:
                return None
            if close and not misspelt.all_known(text.lows[first : first + size], folds=text.folds):
                return text.raw[text.starts[first] : text.ends[first + size - 1]], close
    return None


def alike(text: words.Text) -> list[str]:
    """Up to three known phrases that sound most like a message, the most alike first; none where nothing does.

    >>> alike(words.split("số điện thoại phường")), alike(words.split("thủ tục khai sinh"))
    ([], [])
    """
    from rapidfuzz import fuzz, process

    known = {bare: phrase for phrases in _phrases().values() for bare, (phrase, _) in phrases.items()}
    days = {place for first, end in when(text, _ANY_DAY).places for place in range(first, end)}
    told = [word for place, word in enumerate(text.words) if word.kind == "word" and place not in days]
    while told and told[-1].low != "quà" and told[-1].bare in _TOO:
        told.pop()  # vui quá em ơi
    kept = [word for word in told if word.bare not in _OF_ANY]
    said, typed = [word.bare for word in kept], {word.low for word in kept}
    bare = " ".join(said)
    found = process.extract(
        bare, known.keys(), scorer=fuzz.token_set_ratio, score_cutoff=_SOUNDS_LIKE, limit=_LOOKED_AT
    )
    near = [known[phrase] for phrase, _, _ in found if _shares_a_word(known[phrase], said, typed)]
    return near[:_MOST] if len(bare) >= _SHORTEST else []


def _shares_a_word(phrase: str, said: Sequence[str], typed: AbstractSet[str]) -> bool:
    """Whether a phrase has most of its words of weight in common with what was said, or is it but for a letter.

    `said` are the words without diacritics, `typed` the same as they came: one typed with its marks is no other word.
    """
    from rapidfuzz.distance import OSA

    weighty = {word for word in phrase.split() if words.fold(word) not in _WEIGHTLESS}
    shared = {word for word in weighty if word in typed or words.fold(word) in typed}
    if 2 * len(shared) > len(weighty) and any(len(word) >= _WEIGHTY for word in shared):
        return True
    bare = " ".join(said)
    return _is_a_slip(words.fold(phrase), bare) and OSA.normalized_similarity(words.fold(phrase), bare) >= _ALIKE


def _is_a_slip(phrase: str, typed: str) -> bool:
    """Whether the words that differ may be slips of the finger: a short one begins as it should.

    >>> _is_a_slip("ho ngheo", "ho gheo"), _is_a_slip("tui qua", "tu qua"), _is_a_slip("tui qua", "vui qua")
    (True, True, False)
    """
    pairs = list(zip(phrase.split(), typed.split(), strict=False))
    return all(known[0] == said[0] or max(len(known), len(said)) > _SHORT for known, said in pairs)


_SHORT = 4  # letters of a word in which a wrong first letter makes another word


_TOO = _POLITE | {"qua"}  # at the end of a sentence that tells of no gifts
_SOUNDS_LIKE = 72  # of 100
_WEIGHTY = 3  # letters
_OF_ANY = _POLITE | frozenset(
    "toi tui minh bac co chu anh chi em ong ba con chau may voi cho di cai va la thi ma roi da duoc o vo "
    "vao cua nay do kia".split()
)  # words that tell nothing of what a sentence is about
_WEIGHTLESS = _OF_ANY | frozenset(
    "phuong khu pho to so ho nguoi luot phan suat cuoc vu can tong tien dong nam thang quy thanh xong lam "
    "bao nhieu moi mot".split()
)  # places, units and counts: they stand beside whatever is counted
_ANY_DAY = date(2026, 11, 21)  # the words that tell a day are the same on any


def _close(typed: str, size: int, *, folds: bool) -> list[tuple[str, str]]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    known = _phrases().get(size, {})
    wrong = 2 if len(typed) >= _LONG else 1
    found = process.extract(words.fold(typed), known.keys(), scorer=OSA.distance, score_cutoff=wrong, limit=_MOST)
    close = (known[bare] for bare, _, _ in found if _is_a_slip(bare, words.fold(typed)))
    return [row for row in close if folds or len(typed) >= _LONG or OSA.normalized_similarity(typed, row[0]) >= _ALIKE]
