"""Every known phrase of a message in one pass: a tree of words, walked once from each word of the text."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import itemgetter

from handlers.vi import tree, words
from handlers.vi.tree import Label, Mention

# What is something else of every day once its diacritics are gone (qua: qua/quà, den: đến/đèn, tuyen duong: tuyên
# dương/tuyến đường) says too little in a message without diacritics; longer phrases with it are still found.
TOO_SHORT_WITHOUT_MARKS = frozenset(["tuyen duong"]) | frozenset(
    "qua den no to ban can don vu nha hop vay hang dat thanh tang trao cho gop dong hien co con tham trong ai gi nao "
    "sao chua may khong cay dan vao ra bo sua lam moi quy lo hoi tinh cong che chay doi nop".split()
)
_MOST_TOO_SHORT = max(phrase.count(" ") + 1 for phrase in TOO_SHORT_WITHOUT_MARKS)


_first = itemgetter(1)


def add(rows: Iterable[tuple[Label, str]], foldable: Iterable[Label] = (), exact: Iterable[Label] = ()) -> None:
    """Add (label, phrase) rows to the tree; a phrase may stand under several labels.

    Short words under `foldable` labels are read without diacritics all the same; phrases under `exact` ones never.
    """
    lenient, strict = frozenset(foldable), frozenset(exact)
    labels: dict[str, list[Label]] = {}
    for label, phrase in rows:
        labels.setdefault(phrase, []).append(label)
    for (lows, bares), under in zip(words.cut(labels), labels.values(), strict=True):
        clear = len(bares) > _MOST_TOO_SHORT or " ".join(bares) not in TOO_SHORT_WITHOUT_MARKS
        folded = [label for label in under if label not in strict and (clear or label in lenient)]
        tree.add_labels(lows, bares, tuple(under), tuple(folded))


def longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Leave out each mention that lies inside a longer one; they come in order, the shorter first where one begins.

    >>> longest([Mention("so_ho", 2, 3), Mention("ho_ngheo", 2, 4), Mention("qua", 5, 6)])
    [Mention(label='ho_ngheo', first=2, end=4), Mention(label='qua', first=5, end=6)]
    """
    kept: list[Mention] = []
    last, begins, reach = "", -1, -1
    for one in mentions:
        label, first, end = one
        if end > reach:
            if first == begins:
                while kept and kept[-1][1] == first:
                    kept.pop()
            kept.append(one)
            last, begins, reach = label, first, end
        elif first == begins and end == reach and label != last:
            kept.append(one)
            last = label
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
