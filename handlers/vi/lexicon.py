"""The words that the upper readers look for, from three tables, and where they stand in a message."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from db import phrase_tables
from db.catalogue import indicators
from handlers.vi import spotting, tree, words
from handlers.vi.records import Record
from handlers.vi.spotting import longest
from handlers.vi.tree import CUE, Cued, Found, Label, Mention, mention

_SENTENCE_ENDS = frozenset(".;!?\n")
_CLAUSE_ENDS = frozenset(".;!?\n,()[]")
_WITH_CUES = ("facts.toml", "intents.toml")
_LAST_OF_ALL = frozenset("con chau di cau thim ba ong me".split())  # people spoken to, at the end of what is said
_AFTER_PARTICLE = frozenset("vay ? . ! em e chi c anh a co chu bac ta ha nhi z".split())
_ADDRESSED = _LAST_OF_ALL | {"em"}
_ENDING = frozenset("? . ! oi a nhi vay ha".split())
_BORROWING = frozenset({"duoc", "dc", "von", "tien", "cho", "luot"})  # before "vay" they speak of loans
_BORROWED = frozenset({"borrow", "vay", "vay_luot_ho", "vay_so_tien"})
_names, _first = itemgetter(0), itemgetter(1)
_NONE: frozenset[str] = frozenset()
_VAY, _SURELY = ("vay",), "vậy"
_WONDERING = frozenset({"amount", "who", "what"})
_GOING_ON = frozenset(
    "con ca thi la ai gio em chi anh giam tang nam thang kp khu bua".split()
)  # behind a "vay" that begins a message: vậy
_ADDRESS = frozenset("da em oi chi anh co chu bac alo the u cho hoi biet ,".split())  # before what is said
_OWING = frozenset({"no"})  # vay còn nợ
_ASKING = frozenset({"show", "list", "recount"})
_RECOUNTING = frozenset({"list", "recount"})
_LONGEST = 4  # words of a phrase that may hide a shorter one


class Topic(NamedTuple):
    """What a message can be about: the activity it tells of, and unit → indicator for numbers beside it ("": none).

    `told` is its rank where a figure of the indicator `figure` is told, even if it is not mentioned.
    """

    name: str
    activity: str
    rank: int
    facts: dict[str, str]
    told: int = 0
    figure: str = ""


class Scene(Record):
    """A message with every known phrase in it, each kind in the order of the text.

    `cues` are those phrases that are cues, `beside` the same and the topics; `alone` are words that name an indicator
    where nothing else does; `clauses` and `sentences` are the places of the marks that end them, for `around`.
    """

    __slots__ = ("_said", "alone", "beside", "clauses", "cues", "indicators", "named", "sentences", "text", "topics")

    def __init__(
        self,
        text: words.Text,
        cues: list[Cued],
        named: frozenset[str],
        topics: list[Mention],
        indicators: list[Mention],
        alone: list[Mention],
    ) -> None:
        """Take what was found in a message."""
        self.text = text
        self.cues = cues
        self.named = named
        self._said: dict[str, list[Mention]] = {}
        self.beside = sorted([*cues, *[(_only(name), first, end) for name, first, end in topics]], key=_first)
        self.topics, self.indicators, self.alone = topics, indicators, alone
        lows = text.lows
        self.clauses = [place for place in text.marks if lows[place] in _CLAUSE_ENDS]
        self.sentences = [place for place in self.clauses if lows[place] in _SENTENCE_ENDS]

    def has(self, *names: str) -> bool:
        """Say whether one of these cues stands anywhere in the message."""
        return not self.named.isdisjoint(names)

    def said(self, name: str) -> list[Mention]:
        """Give the places where a cue stands."""
        if name not in self.named:
            return []
        if name not in self._said:
            self._said[name] = [mention((name, first, end)) for names, first, end in self.cues if name in names]
        return self._said[name]


@cache
def _only(name: str) -> frozenset[str]:
    return frozenset((name,))


@cache
def table(name: str) -> dict[str, Any]:
    """One of this package's tables."""
    return phrase_tables.load(phrase_tables.beside(__file__, name))


@cache
def topics() -> dict[str, Topic]:
    """All topics by name."""
    return {
        name: Topic(name, row["activity"], row["rank"], row["facts"], row.get("told", 0), row.get("figure", ""))
        for name, row in table("topics.toml").items()
    }


def _add_phrases() -> None:
    """Move all phrases into the tree: cues, topics ("t"), indicators ("i") and what names an indicator alone ("a")."""
    rows: list[tuple[Label, str]] = []

    def add(label: Label, phrases: Iterable[str]) -> None:
        rows.extend([(label, phrase) for phrase in phrases])

    foldable, exact = [], []
    for name, row in table("topics.toml").items():
        add(("t", name), row.pop("phrases"))
    for cues in map(table, _WITH_CUES):
        for name, phrases in cues.pop("cues").items():
            add((CUE, name), phrases)
        foldable += [(CUE, name) for name in cues["foldable"]]
        exact += [(CUE, name) for name in cues["exact"]]
    for code, indicator in indicators().items():
        add(("i", code), indicator.phrases)
        add(("a", code), indicator.alone)
        foldable.append(("a", code))
    spotting.add(rows, foldable, exact)


tree.later(_add_phrases)


def scene(text: words.Text) -> Scene:
    """Find every known phrase of a message."""
    spotted = tree.found(text)
    if text.folds and "recount" in spotted.named:
        spotted = _named_through(spotted)
    if silent := _silent(text, spotted):
        spotted = _without(silent, spotted)
    found = spotted.mentions
    about, named = longest(found["t"]), longest(found["i"])
    if "duong" in map(_names, about):
        about = [one for one in about if one.label != "duong" or not _is_where(text, one)]
    if "nha_ddk" in map(_names, named):
        named = [one for one in named if one.label != "nha_ddk" or text.bares[one.end : one.end + 2] != _OF_CULTURE]
    if shares := _covered_by("share", spotted):  # "phần" in "phần trăm" counts no gifts
        about, named = _outside(about, shares), _outside(named, shares)
    return Scene(
        text, spotted.cues, spotted.named, about, named, [one for one in found["a"] if not _inside(one, spotted.reach)]
    )


_OF_CULTURE = ("van", "hoa")  # "sửa nhà văn hóa" mends nobody's home


def _named_through(spotted: Found) -> Found:
    """Leave out the kể that is part of what is named: phuong tien sinh ke cho ho ngheo."""
    within = {place for one in spotted.mentions["i"] for place in range(one.first + 1, one.end)}
    cues = [(names - _RECOUNTING if first in within else names, first, end) for names, first, end in spotted.cues]
    if cues != spotted.cues:
        spotted.cues = [cue for cue in cues if cue[0]]
        spotted.named = _NONE.union(*map(_names, spotted.cues))
    return spotted


def _covered_by(name: str, spotted: Found) -> set[int]:
    """All words that stand in a cue."""
    places: set[int] = set()
    if name not in spotted.named:
        return places
    for names, first, end in spotted.cues:
        if name in names:
            places.update(range(first, end))
    return places


def _silent(text: words.Text, spotted: Found) -> set[int]:
    """Words that only make a sentence polite: "cho em hỏi" gives nothing, "hộ nghèo vay em" (vậy) borrows nothing."""
    silent = _covered_by("show", spotted)
    vay = words.places(text.bares, _VAY) if "vay" in text.bares and (text.folds or _SURELY in text.lows) else []
    wondering = not spotted.named.isdisjoint(_WONDERING)
    if particles := {place for place in vay if (wondering and _is_particle(text, place)) or _goes_on(text, place)}:
        silent |= particles
        silent |= {first for names, first, end in spotted.cues if end - 1 in silent and not _BORROWED.isdisjoint(names)}
        mentions = chain.from_iterable(spotted.mentions.values())
        silent |= {one.first for one in mentions if one.end - 1 in silent and one.label in _BORROWED}
    return silent


def _without(silent: set[int], spotted: Found) -> Found:
    """Leave out the phrases that begin at silent words, but for those that ask to be shown something."""
    kept = Found(len(spotted.reach) - 1)
    for names, first, end in spotted.cues:
        left = names & _ASKING if first in silent else names
        if left:
            kept.cues.append((left, first, end))
    kept.named = _NONE.union(*map(_names, kept.cues))
    for kind, found in spotted.mentions.items():
        kept.mentions[kind] = [one for one in found if one.first not in silent]
    for _, first, end in chain(kept.cues, *kept.mentions.values()):
        kept.reach[first] = max(kept.reach[first], end)
    return kept


def _is_particle(text: words.Text, place: int) -> bool:
    following = text.bares[place + 1] if place + 1 < len(text.bares) else "?"
    before = text.bares[max(0, place - 2) : place]
    ends = place + 2 >= len(text.bares) or text.bares[place + 2] in _ENDING
    spoken_to = following in _AFTER_PARTICLE or (following in _LAST_OF_ALL and ends)
    borrowing = before == ("luot", "ho") or not _BORROWING.isdisjoint(before[-1:])
    borrowing = borrowing and not (before[-1:] == ("tien",) and following in _ADDRESSED)  # "nhieu tien vay con"
    return spoken_to and (text.lows[place] == _SURELY or (text.folds and not borrowing))


def _goes_on(text: words.Text, place: int) -> bool:
    """Say whether a "vay" only begins what goes on from before: "vay con nam ngoai" (vậy còn năm ngoái)."""
    if not (text.folds or text.lows[place] == _SURELY) or not _ADDRESS.issuperset(text.bares[:place]):
        return False
    following = text.bares[place + 1 : place + 3]
    if following[:1] == ("may",):  # "vay may ho can ngheo", but not "vay may ho"
        return "ngheo" in text.bares[place + 2 :] and _BORROWING.isdisjoint(text.bares[place + 2 :])
    return not _GOING_ON.isdisjoint(following[:1]) and _OWING.isdisjoint(following[1:])


def _outside(mentions: list[Mention], places: set[int]) -> list[Mention]:
    return [one for one in mentions if not places.issuperset(range(one.first, one.end))]


def _is_where(text: words.Text, one: Mention) -> bool:
    """Say whether a way only tells where something is: hai hộ ở hẻm 90."""
    numbered = one.end < len(text.kinds) and text.kinds[one.end] == "number"
    return numbered and one.first > 0 and text.bares[one.first - 1] in _AT


_AT = frozenset({"o", "tai", "trong"})


def _inside(one: Mention, reach: list[int]) -> bool:
    """Say whether a longer phrase holds the word, as "ủng hộ" holds "hộ"."""
    before = reach[max(0, one.first - _LONGEST) : one.first]
    return reach[one.first] > one.end or max(before, default=0) >= one.end


def around(ends: list[int], place: int, length: int) -> tuple[int, int]:
    """The words between two marks: from the one before a place to the one after it.

    >>> around([3, 8], 5, 12), around([3, 8], 1, 12), around([3, 8], 10, 12)
    ((4, 8), (0, 3), (9, 12))
    """
    after = bisect_left(ends, place)
    return (ends[after - 1] + 1 if after else 0), (ends[after] if after < len(ends) else length)
