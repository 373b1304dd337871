"""One tree of the words of all known phrases, walked once from each word of a message, whichever reader asks first."""

from _thread import allocate_lock  # threading would be imported for this alone
from collections import defaultdict
from collections.abc import Callable, Hashable
from functools import cache, partial
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from handlers.vi.records import Record
from handlers.vi.words import Text

Label = tuple[str, str]
"""What a phrase stands for: the kind of thing, and its name. Most are cues, of the kind CUE."""
CUE, _NAME = "c", "i"
_PAIR = 2  # words


class Mention(NamedTuple):
    """A phrase in the text: what it stands for, and its words from `first` up to but without `end`."""

    label: str
    first: int
    end: int


Cued = tuple[frozenset[str], int, int]
"""A phrase of the text that is a cue, by one name or several, and its words as those of a Mention."""

mention = partial(tuple.__new__, Mention)
"""Makes a Mention of its fields in a third of the time; a message holds dozens."""

Meanings = dict[Hashable, tuple[Any, int]]
"""What a phrase means in each table that knows it, and its number of words."""


class Found(Record):
    """The phrases of a message, in the order of their first words.

    `cues` are the cues and `named` their names, `mentions` the other labels by kind, and `reach` tells how far the
    longest of both goes from each word. `begun` are the meanings of phrases by their first word, `ended` by the place
    after their last one: in each table that of the longest. `tables` has whatever table knows one of them, `known`
    counts those that there were.
    """

    __slots__ = ("begun", "cues", "ended", "known", "mentions", "named", "reach", "tables")

    def __init__(self, length: int) -> None:
        """Begin without any, in a message of some words."""
        self.known = _COUNT
        self.cues: list[Cued] = []
        self.named: frozenset[str] = _NO_CUES
        self.mentions: defaultdict[str, list[Mention]] = defaultdict(list)
        self.reach = [0] * (length + 1)
        self.begun: dict[int, Meanings] = {}
        self.ended: dict[int, Meanings] = {}
        self.tables: set[Hashable] = set()


_Meaning = tuple[frozenset[str], tuple[Label, ...], Meanings]
"""All that a phrase stands for: cues by name, other labels, and what it means in tables."""
_NO_CUES: frozenset[str] = frozenset()
_names = _words = itemgetter(0)
_NOTHING: _Meaning = (_NO_CUES, (), {})


_Phrase = tuple[tuple[str, ...], tuple[str, ...], _Meaning, _Meaning | None]
"""A phrase: its words with and without diacritics, what it stands for, and what where its diacritics are left out."""


class _Place(Record):
    """A place in the tree: the words that may follow, each with its own place, and the phrases that end here."""

    __slots__ = ("following", "phrases", "plain")

    def __init__(self) -> None:
        """Begin at a leaf, where no phrase ends yet."""
        self.following = _NOWHERE
        self.phrases: tuple[_Phrase, ...] = ()
        self.plain: tuple[_Meaning | None] | None = None  # for a message without diacritics, once one was read

    def at(self, bare: str) -> "_Place":
        """Give the place behind a word, made where there was none."""
        if bare not in self.following:
            if not self.following:
                self.following = {}
            self.following[bare] = _Place()
        return self.following[bare]

    def add(self, lows: tuple[str, ...], bares: tuple[str, ...], spelled: _Meaning, folded: _Meaning | None) -> None:
        """Let a phrase end here. The first that is spelled in a way has what all of them stand for."""
        for number, (others, _, meaning, left_out) in enumerate(self.phrases):
            if others == lows:
                first = lows, bares, _both(meaning, spelled), left_out
                more = ((lows, bares, _NOTHING, folded),) if folded else ()
                self.phrases = (*self.phrases[:number], first, *self.phrases[number + 1 :], *more)
                break
        else:
            self.phrases = (*self.phrases, (lows, bares, spelled, folded))
        self.plain = None

    def nearly(self, here: tuple[str, ...]) -> _Meaning | None:
        """Give what words stand for as they are spelled, or what they name but for the marks of one of them."""
        for phrase in self.phrases:
            if phrase[0] == here:
                return phrase[2]
        return None if len(here) == 1 else self._but_for_one(here)

    def _but_for_one(self, here: tuple[str, ...]) -> _Meaning | None:
        """Give what differs by the marks of one word: of many words, or a name with marks left out ("đảng vien")."""
        found = None
        for lows, bares, _, meaning in self.phrases:
            wrong = [place for place, low in enumerate(here) if low != lows[place]]
            if meaning is None or len(wrong) != 1:
                continue
            if len(here) == _PAIR and not _sounds_alike(here[wrong[0]], lows[wrong[0]]):
                left_out = here[wrong[0]] == bares[wrong[0]]
                names = tuple([name for name in meaning[1] if left_out and name[0] == _NAME])
                found = _both(found or _NOTHING, (_NO_CUES, names, {}))
            else:
                found = _both(found or _NOTHING, meaning)
        return found

    def unmarked(self, here: tuple[str, ...]) -> _Meaning | None:
        """Give what words stand for that have no diacritics, as no word of their message has any."""
        if self.plain is None:
            self.plain = (self.left_out(here),)
        return self.plain[0]

    def left_out(self, here: tuple[str, ...]) -> _Meaning | None:
        """Give what words stand for, where each may be a phrase's own or that without its diacritics."""
        found = None
        for lows, _, meaning, _ in self.phrases:
            if lows == here:
                found = meaning
                break
        for lows, bares, _, folded in self.phrases:
            if folded is None or lows == here:
                continue
            if all(low in (full, bare) for low, full, bare in zip(here, lows, bares, strict=True)):
                found = folded if found is None else _both(found, folded)
        return found


_NOWHERE: dict[str, _Place] = {}
"""What follows the last word of a phrase: it stays empty."""


def _sounds_alike(one: str, other: str) -> bool:
    """Say whether two spellings differ by hỏi and ngã alone, which sound alike in the South: hổ trợ, hỗ trợ."""
    return one.translate(_FALLING) == other.translate(_FALLING)


_FALLING = str.maketrans("ẢẨẲẺỂỈỎỔỞỦỬỶảẩẳẻểỉỏổởủửỷ", "ÃẪẴẼỄĨÕỖỠŨỮỸãẫẵẽễĩõỗỡũữỹ")


def _both(one: _Meaning, more: _Meaning) -> _Meaning:
    """Join what two spellings stand for; in a table the first one counts."""
    return one[0] | more[0], one[1] + more[1], {**more[2], **one[2]}


_ROOT = _Place()
_LATER: list[Callable[[], None]] = []
_ADDING = allocate_lock()
_COUNT = 0  # tables


def words() -> set[str]:
    """Give every word of every phrase, as it is spelled."""
    if _LATER:
        _add_later()
    found: set[str] = set()
    places = [_ROOT]
    while places:
        place = places.pop()
        found.update(chain.from_iterable(map(_words, place.phrases)))
        places += place.following.values()
    return found


def follows(bare: str, following: str) -> bool:
    """Say whether some phrase begins with two words, without diacritics."""
    place = _ROOT.following.get(bare)
    return place is not None and following in place.following


def new_table() -> int:
    """Count one more table of meanings, all of which has been added, and give its number."""
    global _COUNT  # noqa: PLW0603 - there is one tree
    _COUNT += 1
    return _COUNT


def add_meaning(lows: tuple[str, ...], bares: tuple[str, ...], table: Hashable, meaning: Hashable) -> None:
    """Add what a phrase means in a table; its diacritics may be left out."""
    means = _meant(table, meaning, len(lows))
    _add(lows, bares, means, means)


@cache
def _meant(table: Hashable, meaning: Hashable, length: int) -> _Meaning:
    """Give what phrases of as many words mean that mean the same: there is a third as many as phrases."""
    return _NO_CUES, (), {table: (meaning, length)}


def add_labels(
    lows: tuple[str, ...], bares: tuple[str, ...], labels: tuple[Label, ...], folded: tuple[Label, ...]
) -> None:
    """Add what a phrase stands for; only for some of it the diacritics may be left out."""
    _add(lows, bares, _sorted_out(labels), _sorted_out(folded) if folded else None)


@cache
def _sorted_out(labels: tuple[Label, ...]) -> _Meaning:
    cues = frozenset([name for kind, name in labels if kind == CUE])
    return cues, tuple([label for label in labels if label[0] != CUE]), {}


def _add(lows: tuple[str, ...], bares: tuple[str, ...], spelled: _Meaning, folded: _Meaning | None) -> None:
    place = _ROOT
    for bare in bares:
        place = place.at(bare)
    place.add(lows, bares, spelled, folded)


def later(add: Callable[[], None]) -> None:
    """Have phrases added when the first message is read, and not when a module is imported."""
    _LATER.append(add)


def _add_later() -> None:
    """Add what was left for later; another thread that reads a message meanwhile waits until all of it is there."""
    with _ADDING:
        while _LATER:
            _LATER[-1]()
            _LATER.pop()


def found(text: Text, table: int = 0) -> Found:
    """Give the phrases of a message, which keeps them for whoever asks next; they are found again for a newer table."""
    if text.found is None or text.found.known < table:
        if _LATER:
            _add_later()
        text.found = _walked(text)
    kept: Found = text.found
    return kept


def _walked(text: Text) -> Found:
    """Walk the tree from each word as far as the message goes along with it."""
    lows, bares = text.lows, (*text.bares, "")
    found = Found(len(lows))
    cues, mentions, reach, begun, ended = found.cues, found.mentions, found.reach, found.begun, found.ended
    standing = _Place.nearly if not text.folds else _Place.left_out if text.accented else _Place.unmarked
    for first, root in enumerate(map(_ROOT.following.get, text.bares)):
        place, end = root, first + 1
        while place is not None:
            if place.phrases and (meaning := standing(place, lows[first:end])) is not None:
                names, others, meanings = meaning
                if names:
                    cues.append((names, first, end))
                    reach[first] = end
                for kind, name in others:
                    mentions[kind].append(mention((name, first, end)))
                    reach[first] = end
                if meanings:
                    begun[first] = {**begun[first], **meanings} if first in begun else meanings
                    ended[end] = {**meanings, **ended[end]} if end in ended else meanings
            place = place.following.get(bares[end])
            end += 1
    found.named = _NO_CUES.union(*map(_names, cues))
    found.tables.update(*begun.values())
    return found
