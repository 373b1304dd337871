"""Finding known phrases among the words of a message, with diacritics, or without where the message leaves them out."""

from collections.abc import Iterable
from typing import Generic, Self, TypeVar

from handlers.vi import tree, words

T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases and what they mean; the longest one that stands at a place wins."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        listed = list(rows)
        spellings = words.cut(spelling for spelling, _ in listed)
        for (lows, bares), (_, meaning) in zip(spellings, listed, strict=True):
            tree.add_meaning(lows, bares, self, meaning)
        self.firsts = frozenset([bares[0] for _, bares in spellings])
        self.lasts = frozenset([bares[-1] for _, bares in spellings])
        self._number = tree.new_table()

    def at(self, text: words.Text, place: int) -> tuple[T, int] | None:
        """Give the meaning of the longest phrase that begins at a word, and the place after it.

        >>> units = Phrases([("phần", "phan"), ("phần quà", "phan_qua")])
        >>> units.at(words.split("70 phần quà"), 1)
        ('phan_qua', 3)
        """
        found = text.found or tree.found(text)
        here = found.begun.get(place)
        if here is not None and self in here:
            meaning, length = here[self]
            return meaning, place + length
        return None if found.known >= self._number else self._again(text).at(text, place)

    def _again(self, text: words.Text) -> Self:
        """Find the phrases of a message again, because this table was made after they were found."""
        tree.found(text, self._number)
        return self

    def places(self, text: words.Text) -> list[int]:
        """Give the words at which a phrase begins."""
        found = text.found or tree.found(text)
        if self in found.tables:
            return [place for place, here in found.begun.items() if self in here]
        return [] if found.known >= self._number else self._again(text).places(text)

    def within(self, text: words.Text) -> bool:
        """Say whether any phrase stands anywhere in a message."""
        found = text.found or tree.found(text)
        return self in found.tables or (found.known < self._number and self._again(text).within(text))

    def before(self, text: words.Text, place: int) -> tuple[T, int] | None:
        """Give the meaning of the longest phrase that ends right before a word, and the place where it begins."""
        found = text.found or tree.found(text)
        here = found.ended.get(place)
        if here is not None and self in here:
            meaning, length = here[self]
            return meaning, place - length
        return None if found.known >= self._number else self._again(text).before(text, place)


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
        return [place for place in words.places(text.bares, self._bares) if self.has(text, place)]
