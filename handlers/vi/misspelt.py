"""Words that are none: what no Vietnamese syllable can be is read as the known word one letter away from it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from handlers.vi import number_words, tree, units
from handlers.vi.words import Text, cut, fold

_ONSETS = frozenset(["", *"b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()])
_RIMES = frozenset(
    "a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ic ich iec iem ien ieng iep iet "
    "ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oap oat oay oc oe oen oeo oet oi om on ong ooc oong op "
    "ot u ua uan uang uat uay uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych "
    "uyen uyet uynh uyt uyu y yem yen yet yeu ych ynh".split()
)
# An open ă or â, an open ươ, and a closing stop with a tone that none bears: phầ, nhườ, phàt.
_NEVER = re.compile(r".*(?:[ăằắẳẵặâầấẩẫậ]|ư[ơờớởỡợ]|[àảãằẳẵầẩẫèẻẽềểễìỉĩòỏõồổỗờởỡùủũừửữỳỷỹ](?:c|ch|p|t))")
_SHORTEST, _LONGEST = 3, 8  # letters
_KEPT = 4096
_VOWELS = frozenset("aeiou")
_MAY, _THE_MAY = frozenset({"mây", "mầy"}), ("mấy",)  # where it counts
_NOT_COUNTED = frozenset({"mấy", "phẩy", "chấm", "hàng", "cả"})  # words of numbers that are more than that


class _Nearest(dict[str, tuple[str, ...]]):
    """The known words one letter away from each word that is none; of one that may be a word, nothing."""

    def __missing__(self, low: str) -> tuple[str, ...]:
        if len(self) >= _KEPT:
            self.clear()
        found = self[low] = _THE_MAY if low in _MAY else () if _may_be_a_word(low) else tuple(_near(low))
        return found


_NEAREST = _Nearest()


def righted(text: Text) -> Text:
    """Give a message with its misspelt words as they were meant; numbers and names stay as they are.

    >>> from handlers.vi.words import split
    >>> righted(split("còn mmấy hộ nghhèo, tặng bao nhiuê phầ quà")).lows
    ('còn', 'mấy', 'hộ', 'nghèo', ',', 'tặng', 'bao', 'nhiêu', 'phần', 'quà')
    >>> righted(split("cty Yagi mở Zalo")).lows
    ('cty', 'yagi', 'mở', 'zalo')
    """
    near = list(map(_NEAREST.__getitem__, text.lows))
    if not any(near):
        return text
    lows, bares = list(text.lows), list(text.bares)
    for place, words in enumerate(near):
        word = _meant(text, place, words) if words and not _is_a_name(text, place) else None
        if word is not None:
            lows[place] = word if text.accented else fold(word)
            bares[place] = fold(word)
    return text.respelled(tuple(lows), tuple(bares))


def all_known(lows: Sequence[str], *, folds: bool) -> bool:
    """Say whether some words all stand in known phrases as they are spelled, or without their diacritics.

    >>> all_known(("quỹ", "hết", "bao", "nhiêu"), folds=False), all_known(("hộ", "nghèp"), folds=False)
    (True, False)
    """
    return all(fold(low) in _vocabulary() and (folds or low in _vocabulary()[fold(low)]) for low in lows)


def _is_a_name(text: Text, place: int) -> bool:
    """Say whether a word is an abbreviation, or begins with a capital in the middle of a sentence."""
    raw = text.raws[place]
    return raw.isupper() or (raw[:1].isupper() and place > 0 and text.kinds[place - 1] == "word")


def _meant(text: Text, place: int, near: tuple[str, ...]) -> str | None:
    """Choose the word that goes on a known phrase, else any; the one with the letters typed, or the longest."""
    if near is _THE_MAY and not units.begins(text, place + 1):
        return None  # clouds
    if not text.accented:
        near = tuple({fold(word): word for word in near}.values())
    chosen = [word for word in near if _goes_on(text, place, fold(word))] or list(near)
    letters = sorted(text.lows[place] if text.accented else text.bares[place])
    swapped = [word for word in chosen if sorted(word if text.accented else fold(word)) == letters]
    longest = [word for word in chosen if len(word) == max(map(len, chosen))]
    best = swapped or longest
    return best[0] if len(best) == 1 else None


def _goes_on(text: Text, place: int, bare: str) -> bool:
    before = text.bares[place - 1] if place else ""
    following = text.bares[place + 1] if place + 1 < len(text.bares) else ""
    return tree.follows(before, bare) or tree.follows(bare, following)


def _may_be_a_word(low: str) -> bool:
    """Say whether a word is a syllable or an abbreviation, as far as its letters tell, or else known."""
    if len(low) > _LONGEST or not low.isalpha():
        return True
    if _NEVER.fullmatch(low):
        return False
    bare = fold(low)
    return len(low) < _SHORTEST or _is_syllable(bare) or _VOWELS.isdisjoint(bare) or bare in _vocabulary()


def _is_syllable(bare: str) -> bool:
    return any(bare[:length] in _ONSETS and bare[length:] in _RIMES for length in range(4))


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    """All words of known phrases but those of numbers, by their letters without diacritics."""
    found: dict[str, set[str]] = {}
    for word in tree.words():
        found.setdefault(fold(word), set()).add(word)
    return {bare: frozenset(words) for bare, words in found.items()}


@cache
def _counted() -> frozenset[str]:
    """The words of numbers, which nothing is changed into."""
    return frozenset(low for lows, _ in cut(number_words.listed()) for low in lows) - _NOT_COUNTED


def _near(low: str) -> Iterator[str]:
    """Give the known words that a word becomes by one letter put right; with its diacritics if it has some."""
    from rapidfuzz import process  # only for a word that is none
    from rapidfuzz.distance import OSA

    bare = fold(low)
    if low != bare:
        known = [word for words in _vocabulary().values() for word in words]
        found = [word for word, _, _ in process.extract(low, known, scorer=OSA.distance, score_cutoff=1, limit=None)]
    else:
        close = process.extract(bare, _vocabulary().keys(), scorer=OSA.distance, score_cutoff=1, limit=None)
        found = [word for word, _, _ in close for word in _vocabulary()[word]]
    yield from (word for word in found if word not in _counted() and fold(word) != bare)
