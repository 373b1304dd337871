"""Every known phrase of a message in one pass: a tree of words, walked once from each word of the text."""

from collections.abc import Iterable
from typing import NamedTuple

from handlers.vi import words

# A short word that is another everyday word once its diacritics are gone (qua: qua/quà, den: đến/đèn, no: nó/nợ) says
# too little alone in a message without diacritics; longer phrases with it are still found.
TOO_SHORT_WITHOUT_MARKS = frozenset(
    "qua den no to ban can don vu nha hop vay hang dat thanh tang trao cho gop dong hien co con tham vieng ai gi nao "
    "sao chua may khong cay dan vao ra bo sua lam moi du lo hoi tinh hem cong che chay doi nop".split()
)


class Mention(NamedTuple):
    """A phrase of the lexicon in the text: what it stands for, and its words from `first` up to but without `end`."""

    label: str
    first: int
    end: int


class _Node:
    """A place in the tree: the words that may follow, and the phrases that end here."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.ends: list[tuple[str, tuple[str, ...], bool]] = []


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
        for label, phrase in rows:
            cut = words.split(phrase)
            node = self._tree
            for bare in cut.bares:
                node = node.next.setdefault(bare, _Node())
            clear = label in lenient or len(cut.bares) > 1 or cut.bares[0] not in TOO_SHORT_WITHOUT_MARKS
            node.ends.append((label, cut.lows, clear and label not in strict))

    def spot(self, text: words.Text) -> list[Mention]:
        """All phrases in the text, in the order of their first word; of one label only the longest at a place.

        >>> Lexicon([("ho_ngheo", "hộ nghèo"), ("so_ho", "hộ")]).spot(words.split("còn 3 hộ nghèo"))
        [Mention(label='so_ho', first=2, end=3), Mention(label='ho_ngheo', first=2, end=4)]
        """
        found: list[Mention] = []
        starts, bares, lows, folds = self._tree.next, text.bares, text.lows, text.folds
        for first, bare in enumerate(bares):
            node = starts.get(bare)
            end = first + 1
            while node is not None:
                for label, spelling, may_fold in node.ends:
                    here = lows[first:end]
                    if here == spelling or (folds and may_fold and _left_out(here, spelling)):
                        found.append(Mention(label, first, end))
                node = node.next.get(bares[end]) if end < len(bares) else None
                end += 1
        return found


def _left_out(here: tuple[str, ...], spelling: tuple[str, ...]) -> bool:
    """Say whether each word is the phrase's own, or that without its diacritics."""
    return all(low == full or low == words.fold(full) for low, full in zip(here, spelling, strict=True))


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
