"""Every known phrase of a message in one pass: a tree of words, walked once from each word of the text."""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from handlers.vi import words

# What is something else of every day once its diacritics are gone (qua: qua/quà, den: đến/đèn, tuyen duong: tuyên
# dương/tuyến đường) says too little in a message without diacritics; longer phrases with it are still found.
TOO_SHORT_WITHOUT_MARKS = frozenset(["tuyen duong"]) | frozenset(
    "qua den no to ban can don vu nha hop vay hang dat thanh tang trao cho gop dong hien co con tham trong ai gi nao "
    "sao chua may khong cay dan vao ra bo sua lam moi quy lo hoi tinh cong che chay doi nop".split()
)
_MOST_TOO_SHORT = max(phrase.count(" ") + 1 for phrase in TOO_SHORT_WITHOUT_MARKS)


class Mention(NamedTuple):
    """A phrase of the lexicon in the text: what it stands for, and its words from `first` up to but without `end`."""

    label: str
    first: int
    end: int


mention = partial(tuple.__new__, Mention)
"""Makes a Mention of its fields in a third of the time; a message holds dozens."""

L = TypeVar("L", bound=Hashable)
_first, _end = attrgetter("first"), attrgetter("end")


class _Spelling(NamedTuple, Generic[L]):
    """A phrase as it ends a path in the tree: its words with diacritics, the same without, and what it stands for."""

    lows: tuple[str, ...]
    bares: tuple[str, ...]
    labels: list[L]
    folded: list[L]  # those for which the diacritics may be left out


_Node = dict[str, Any]
"""A place in the tree of words: the words that may follow, each with its node, and under _ENDS the phrases that end."""
_ENDS = ""


class Lexicon(Generic[L]):
    """Phrases under labels; a phrase may stand under several."""

    def __init__(self, rows: Iterable[tuple[L, str]], foldable: Iterable[L] = (), exact: Iterable[L] = ()) -> None:
        """Take (label, phrase) rows.

        Short words under `foldable` labels are read without diacritics all the same; phrases under `exact` ones never.
        """
        self._tree: _Node = {}
        lenient, strict = frozenset(foldable), frozenset(exact)
        labels: dict[str, list[L]] = {}
        for label, phrase in rows:
            labels.setdefault(phrase, []).append(label)
        for (lows, bares), under in zip(words.cut(labels), labels.values(), strict=True):
            node = self._tree
            for bare in bares:
                node = node[bare] if bare in node else node.setdefault(bare, {})
            clear = len(bares) > _MOST_TOO_SHORT or " ".join(bares) not in TOO_SHORT_WITHOUT_MARKS
            folded = [label for label in under if label not in strict and (clear or label in lenient)]
            node.setdefault(_ENDS, []).append(_Spelling(lows, bares, under, folded))

    def spot(self, text: words.Text) -> list[tuple[L, int, int]]:
        """All phrases in the text, in the order of their first word: label, first word, the word after the last.

        >>> Lexicon([("ho_ngheo", "hộ nghèo"), ("so_ho", "hộ")]).spot(words.split("còn 3 hộ nghèo"))
        [('so_ho', 2, 3), ('ho_ngheo', 2, 4)]
        """
        found: list[tuple[L, int, int]] = []
        starts, bares, lows, folds = self._tree, text.bares, text.lows, text.folds
        length = len(bares)
        for first, bare in enumerate(bares):
            node = starts.get(bare)
            end = first + 1
            while node is not None:
                if _ENDS in node:
                    here = lows[first:end]
                    for spelling in node[_ENDS]:
                        if spelling.lows == here:
                            labels = spelling.labels
                        elif folds and spelling.folded and _left_out(here, spelling):
                            labels = spelling.folded
                        else:
                            continue
                        for label in labels:
                            found.append((label, first, end))  # noqa: PERF401 - one or two labels: a loop is faster
                node = node.get(bares[end]) if end < length else None
                end += 1
        return found


def _left_out(here: tuple[str, ...], spelling: _Spelling[L]) -> bool:
    """Say whether each word is the phrase's own, or that without its diacritics."""
    return all(low in (full, bare) for low, full, bare in zip(here, spelling.lows, spelling.bares, strict=True))


def longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Leave out each mention that lies inside a longer one.

    >>> longest([Mention("so_ho", 2, 3), Mention("ho_ngheo", 2, 4), Mention("qua", 5, 6)])
    [Mention(label='ho_ngheo', first=2, end=4), Mention(label='qua', first=5, end=6)]
    """
    kept: list[Mention] = []
    last, begins, reach = "", -1, -1
    for one in sorted(sorted(mentions, key=_end, reverse=True), key=_first):
        label, first, end = one
        if end > reach or (first == begins and end == reach and label != last):
            kept.append(one)
            last, begins, reach = one
    return kept


def covered(mentions: Iterable[Mention]) -> set[int]:
    """All words that stand in one of the mentions."""
    return {place for mention in mentions for place in range(mention.first, mention.end)}


def beginning(mentions: Sequence[Mention], low: int, high: int) -> Sequence[Mention]:
    """Those of the mentions, which are in order, that begin from one word up to another.

    >>> beginning([Mention("a", 1, 2), Mention("b", 4, 5), Mention("c", 9, 10)], 2, 9)
    [Mention(label='b', first=4, end=5)]
    """
    return mentions[bisect_left(mentions, low, key=_first) : bisect_left(mentions, high, key=_first)]
