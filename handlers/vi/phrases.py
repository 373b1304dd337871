"""Finding known phrases among the words of a message: accented ones exactly, bare ones where the message leaves out diacritics."""

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
            same_first.sort(key=lambda phrase: (-len(phrase.bares), phrase.lows == phrase.bares))

    def at(self, text: words.Text, place: int, *, folds: bool | None = None) -> tuple[T, int] | None:
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
        may_fold = text.folds if folds is None else folds
        for phrase in candidates:
            end = place + len(phrase.bares)
            if text.bares[place:end] == phrase.bares and (
                text.lows[place:end] == phrase.lows or (may_fold and _left_out(text.lows[place:end], phrase))
            ):
                return phrase.meaning, end
        return None


def _left_out(lows: tuple[str, ...], phrase: _Phrase[T]) -> bool:
    """Say whether each word is the phrase's own or the phrase's own without its diacritics."""
    return all(low in (full, bare) for low, full, bare in zip(lows, phrase.lows, phrase.bares, strict=True))
