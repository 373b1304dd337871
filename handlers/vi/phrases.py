"""Finding known phrases among the words of a message, with diacritics, or without where the message leaves them out."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from handlers.vi import words

T = TypeVar("T")


_Node = dict[str, Any]
"""A place in the tree of words: the words that may follow, each with its node, and under _ENDS the phrases that end."""
_ENDS = ""


class Phrases(Generic[T]):
    """Phrases and what they mean; the longest one that stands at a place wins."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self._tree: _Node = {}
        listed = list(rows)
        spellings = words.cut(spelling for spelling, _ in listed)
        for (lows, bares), (_, meaning) in zip(spellings, listed, strict=True):
            node = self._tree
            for bare in bares:
                node = node.setdefault(bare, {})
            node.setdefault(_ENDS, []).append((lows, meaning))
        self.firsts = frozenset(self._tree)
        self._lasts = frozenset(bares[-1] for _, bares in spellings)
        self._longest = max(len(bares) for _, bares in spellings)

    def at(self, text: words.Text, place: int) -> tuple[T, int] | None:
        """Give the meaning of the longest phrase that begins at a word, and the place after it.

        >>> units = Phrases([("phần", "phan"), ("phần quà", "phan_qua")])
        >>> units.at(words.split("70 phần quà"), 1)
        ('phan_qua', 3)
        """
        bares = text.bares
        if place >= len(bares):
            return None
        node = self._tree.get(bares[place])
        if node is None:
            return None
        found: tuple[T, int] | None = None
        end = place
        while node is not None:
            end += 1
            if _ENDS in node and (standing := _standing(node[_ENDS], text, place, end)) is not None:
                found = standing
            node = node.get(bares[end]) if end < len(bares) else None
        return found

    def places(self, text: words.Text) -> list[int]:
        """Give the words at which a phrase may begin, cheaply: most messages hold none of most phrases."""
        firsts = self.firsts
        if firsts.isdisjoint(text.bares):
            return []
        return [place for place, bare in enumerate(text.bares) if bare in firsts]

    def within(self, text: words.Text) -> bool:
        """Say whether any phrase stands anywhere in a message."""
        return any(self.at(text, place) for place in self.places(text))

    def before(self, text: words.Text, place: int) -> tuple[T, int] | None:
        """Give the meaning of the longest phrase that ends right before a word, and the place where it begins."""
        if place <= 0 or text.bares[place - 1] not in self._lasts:
            return None
        for first in range(max(0, place - self._longest), place):
            node = self._tree
            for bare in text.bares[first:place]:
                following = node.get(bare)
                if following is None:
                    break
                node = following
            else:
                if _ENDS in node and (found := _standing(node[_ENDS], text, first, place)):
                    return found[0], first
        return None


def _standing(ends: list[tuple[tuple[str, ...], T]], text: words.Text, first: int, end: int) -> tuple[T, int] | None:
    """Give the phrase that the words are, with their diacritics, or without where the message leaves them out."""
    lows = text.lows[first:end]
    for spelling, meaning in ends:
        if lows == spelling:
            return meaning, end
    if not text.folds:
        return None
    for spelling, meaning in ends:
        if all(low in (full, words.fold(full)) for low, full in zip(lows, spelling, strict=True)):
            return meaning, end
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
