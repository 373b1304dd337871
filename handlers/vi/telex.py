"""Undoing Telex that was typed with the input method off: "tawngj 20 phaanf quaf" is tặng 20 phần quà."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from handlers.vi import cues, number_words, units
from handlers.vi.words import Text, cut, fold

_LEFT_OVER = re.compile(r"aa|ee|oo|dd|w")
_ONE_LETTER = str.maketrans("", "", "w")
_TONES = "sfrxj"


@cache
def _known() -> frozenset[str]:
    """Give every word, without diacritics, that readers of numbers and dates go by."""
    spellings = [*units.listed(), *cues.listed_all(), *number_words.listed(), "tặng trao hỗ trợ nghèo khu phố hòa giải"]
    return frozenset(bare for _, bares in cut(spellings) for bare in bares)


@cache
def _typed() -> dict[str, str]:
    """Give every such word by the letters that Telex is typed with."""
    spellings = [*units.listed(), *cues.listed_all(), *number_words.listed(), "tặng trao hỗ trợ nghèo khu phố hòa giải"]
    return {keys: low for lows, _ in cut(spellings) for low in lows for keys in _keys(low) if keys != low}


def _keys(low: str) -> Iterator[str]:
    """Give what is typed for a word, the tone at its end or right behind its vowel, and ươ with one w or two.

    >>> list(_keys("phần")), list(_keys("mười"))
    (['phaanf', 'phaafn'], ['muwowif', 'muwowfi', 'muowif', 'muowfi'])
    """
    plain, tone, inside = "", "", ""
    for letter in low:
        parts = unicodedata.normalize("NFD", letter.replace("đ", "dd"))
        base, marks = parts[0], parts[1:]
        kept = base + "".join(base if mark in _DOUBLED else _MARKS.get(mark, mark) for mark in marks)
        said = "".join(_TONED.get(mark, "") for mark in marks)
        kept = "".join(part for part in kept if part not in _TONED)
        plain, tone, inside = plain + kept, tone + said, inside + kept + said
    typed = dict.fromkeys((plain + tone, inside))
    yield from typed
    yield from (keys.replace("uwow", "uow") for keys in typed if "uwow" in keys)


_DOUBLED = "\u0302"  # â, ê, ô
_MARKS = {"\u0306": "w", "\u031b": "w", "d": "d"}
_TONED = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}


def undone(text: Text) -> Text:
    """Give a message its plain words back; a word counts as Telex only where it becomes a known one.

    >>> from handlers.vi.words import split
    >>> undone(split("tawngj 20 phaanf quaf")).bares
    ('tang', '20', 'phan', 'qua')
    """
    if not _LEFT_OVER.search(text.raw.lower()):
        return text
    if text.accented:
        lows = tuple([_typed().get(low, low) for low in text.lows])
        return text if lows == text.lows else text.respelled(lows, tuple(map(fold, lows)))
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
