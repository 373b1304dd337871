"""Finding known phrases among the words of a message, with diacritics, or without where the message leaves them out."""

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from handlers.vi import words

T = TypeVar("T")


class _Phrase(NamedTuple, Generic[T]):
    lows: tuple[str, ...]
    bares: tuple[str, ...]
    meaning: T


class Phrases(Generic[T]):
    """Phrases and what they mean; the longest one that stands at a place wins."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[_Phrase[T]]] = {}
        for spelling, meaning in rows:
            pieces = words.split(spelling)
            phrase = _Phrase(pieces.lows, pieces.bares, meaning)
            self._by_first.setdefault(phrase.bares[0], []).append(phrase)
        for same_first in self._by_first.values():
            same_first.sort(key=lambda phrase: -len(phrase.bares))
        self._longest = max(len(phrase.bares) for same_first in self._by_first.values() for phrase in same_first)
        self.firsts = frozenset(self._by_first)
        self._lasts = frozenset(phrase.bares[-1] for same_first in self._by_first.values() for phrase in same_first)

    def at(self, text: words.Text, place: int) -> tuple[T, int] | None:
        """Give the meaning of the longest phrase that begins at a word, and the place after it.

        >>> units = Phrases([("phần", "phan"), ("phần quà", "phan_qua")])
        >>> units.at(words.split("70 phần quà"), 1)
        ('phan_qua', 3)
        """
        if place >= len(text.bares):
            return None
        candidates = self._by_first.get(text.bares[place])
        if candidates is None:
            return None
        for phrase in candidates:
            end = place + len(phrase.bares)
            if text.bares[place:end] == phrase.bares and _stands(phrase, text, place, end):
                return phrase.meaning, end
        return None

    def places(self, text: words.Text) -> list[int]:
        """Give the words at which a phrase may begin, cheaply: most messages hold none of most phrases."""
        if self.firsts.isdisjoint(text.bares):
            return []
        firsts = self.firsts
        return [place for place, bare in enumerate(text.bares) if bare in firsts]

    def within(self, text: words.Text) -> bool:
        """Say whether any phrase stands anywhere in a message."""
        return any(self.at(text, place) for place in self.places(text))

    def before(self, text: words.Text, place: int) -> tuple[T, int] | None:
        """Give the meaning of the longest phrase that ends right before a word, and the place where it begins."""
        if place <= 0 or text.bares[place - 1] not in self._lasts:
            return None
        for first in range(max(0, place - self._longest), place):
            for phrase in self._by_first.get(text.bares[first], ()):
                if text.bares[first:place] == phrase.bares and _stands(phrase, text, first, place):
                    return phrase.meaning, first
        return None


class Vocabulary:
    """A set of single words, matched with or without diacritics as the message is."""

    def __init__(self, spellings: str) -> None:
        self._lows = frozenset(words.unify(spellings).split())
        self._bares = frozenset(map(words.fold, self._lows))

    def has(self, text: words.Text, place: int) -> bool:
        """Say whether the word at a place is one of these.

        >>> days = Vocabulary("ngày hôm bữa")
        >>> days.has(words.split("bua 15/11"), 0), days.has(words.split("bửa củi"), 0)
        (True, False)
        """
        if not 0 <= place < len(text.lows):
            return False
        low = text.lows[place]
        return low in self._lows or (text.folds and low in self._bares)

    def places(self, text: words.Text) -> list[int]:
        """Give the places of these words in a message."""
        if self._bares.isdisjoint(text.bares):
            return []
        bares = self._bares
        return [place for place, bare in enumerate(text.bares) if bare in bares and self.has(text, place)]


def _stands(phrase: _Phrase[T], text: words.Text, first: int, end: int) -> bool:
    """Say whether the words are the phrase's own, or its own without diacritics where the message leaves them out."""
    lows = text.lows[first:end]
    if lows == phrase.lows:
        return True
    return text.folds and all(
        low in (full, bare) for low, full, bare in zip(lows, phrase.lows, phrase.bares, strict=True)
    )
