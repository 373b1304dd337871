"""Every known phrase of a message in one pass: a tree of words, walked once from each word of the text."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from handlers.vi import words

# What is something else of every day once its diacritics are gone (qua: qua/quà, den: đến/đèn, tuyen duong: tuyên
# dương/tuyến đường) says too little in a message without diacritics; longer phrases with it are still found.
TOO_SHORT_WITHOUT_MARKS = frozenset(["tuyen duong"]) | frozenset(
    "qua den no to ban can don vu nha hop vay hang dat thanh tang trao cho gop dong hien co con tham ai gi nao "
    "sao chua may khong cay dan vao ra bo sua lam moi quy lo hoi tinh cong che chay doi nop".split()
)


class Mention(NamedTuple):
    """A phrase of the lexicon in the text: what it stands for, and its words from `first` up to but without `end`."""

    label: str
    first: int
    end: int


_first = attrgetter("first")


class _Spelling(NamedTuple):
    """A phrase as it ends a path in the tree: its words with diacritics, the same without, and what it stands for."""

    lows: tuple[str, ...]
    bares: tuple[str, ...]
    exact: list[str]  # labels for which it must be spelled so
    folded: list[str]  # labels for which the diacritics may be left out


class _Node:
    """A place in the tree: the words that may follow, and the phrases that end here."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.ends: list[_Spelling] = []


class Lexicon:
    """Phrases under labels; a phrase may stand under several."""

    def __init__(
        self, rows: Iterable[tuple[str, str]], foldable: Iterable[str] = (), exact: Iterable[str] = ()
    ) -> None:
        """Take (label, phrase) rows.

        Short words under `foldable` labels are read without diacritics all the same; phrases under `exact` ones never.
        """
        self._tree = _Node()
        lenient, strict = frozenset(foldable), frozenset(exact)
        labels: dict[str, list[str]] = {}
        for label, phrase in rows:
            labels.setdefault(phrase, []).append(label)
        for (lows, bares), under in zip(_cut(list(labels)), labels.values(), strict=True):
            node = self._tree
            for bare in bares:
                node = node.next.setdefault(bare, _Node())
            clear = " ".join(bares) not in TOO_SHORT_WITHOUT_MARKS
            folded = [label for label in under if label not in strict and (clear or label in lenient)]
            node.ends.append(_Spelling(lows, bares, [label for label in under if label not in folded], folded))

    def spot(self, text: words.Text) -> list[Mention]:
        """All phrases in the text, in the order of their first word.

        >>> Lexicon([("ho_ngheo", "hộ nghèo"), ("so_ho", "hộ")]).spot(words.split("còn 3 hộ nghèo"))
        [Mention(label='so_ho', first=2, end=3), Mention(label='ho_ngheo', first=2, end=4)]
        """
        found: list[Mention] = []
        starts, bares, lows, folds = self._tree.next, text.bares, text.lows, text.folds
        for first, bare in enumerate(bares):
            node = starts.get(bare)
            end = first + 1
            while node is not None:
                for spelling in node.ends:
                    here = lows[first:end]
                    if here == spelling.lows:
                        found += [Mention(label, first, end) for label in spelling.exact]
                    elif not folds or not spelling.folded or not _left_out(here, spelling):
                        continue
                    found += [Mention(label, first, end) for label in spelling.folded]
                node = node.next.get(bares[end]) if end < len(bares) else None
                end += 1
        return found


def _cut(phrases: list[str]) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The words of each phrase with and without diacritics; those of letters alone are cut all at once, faster."""
    low = words.unify("\n".join(phrases))
    for phrase, line, bare in zip(phrases, low.split("\n"), words.fold(low).split("\n"), strict=True):
        if phrase.replace(" ", "").isalpha():
            yield tuple(line.split(" ")), tuple(bare.split(" "))
        else:
            cut = words.split(phrase)
            yield cut.lows, cut.bares


def _left_out(here: tuple[str, ...], spelling: _Spelling) -> bool:
    """Say whether each word is the phrase's own, or that without its diacritics."""
    return all(low in (full, bare) for low, full, bare in zip(here, spelling.lows, spelling.bares, strict=True))


def longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Leave out each mention that lies inside a longer one.

    >>> longest([Mention("so_ho", 2, 3), Mention("ho_ngheo", 2, 4), Mention("qua", 5, 6)])
    [Mention(label='ho_ngheo', first=2, end=4), Mention(label='qua', first=5, end=6)]
    """
    kept: list[Mention] = []
    reach = -1
    for mention in sorted(mentions, key=lambda m: (m.first, -m.end)):
        same = bool(kept) and (mention.first, mention.end) == (kept[-1].first, kept[-1].end)
        if mention.end > reach or (same and mention.label != kept[-1].label):
            kept.append(mention)
            reach = max(reach, mention.end)
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
