"""The words that the upper readers look for, from three tables, and where they stand in a message."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from db import phrase_tables
from db.catalogue import indicators
from handlers.vi import words
from handlers.vi.spotting import Lexicon, Mention, covered, longest, mention

_SENTENCE_ENDS = frozenset(".;!?\n")
_CLAUSE_ENDS = frozenset(".;!?\n,()[]")
_WITH_CUES = ("facts.toml", "intents.toml")
_AFTER_PARTICLE = frozenset("? . ! em e chi c anh a co chu bac ta ha nhi z".split())
_BORROWING = frozenset({"duoc", "dc", "von", "tien", "cho", "luot"})  # before "vay" they speak of loans
_BORROWED = frozenset({"borrow", "vay", "vay_luot_ho"})
_first = attrgetter("first")
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


class Scene(NamedTuple):
    """A message with every known phrase in it, each kind in the order of the text.

    `beside` are cues and topics together, `alone` words that name an indicator where nothing else does; `clauses` and
    `sentences` are the places of the marks that end them, for `around`.
    """

    text: words.Text
    cues: dict[str, list[Mention]]
    beside: list[Mention]
    topics: list[Mention]
    indicators: list[Mention]
    alone: list[Mention]
    clauses: list[int]
    sentences: list[int]

    def has(self, *names: str) -> bool:
        """Say whether one of these cues stands anywhere in the message."""
        return not self.cues.keys().isdisjoint(names)


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


class _Label(NamedTuple):
    """What a phrase stands for: a cue ("c"), a topic ("t"), an indicator ("i"), or alone for an indicator ("a")."""

    kind: str
    name: str


@cache
def _label(kind: str, name: str) -> _Label:
    """The one label for this, to be told from others by identity."""
    return _Label(kind, name)


_SHOW = _label("c", "show")
_LIST = _label("c", "list")
_AMOUNT = _label("c", "amount")


@cache
def _lexicon() -> Lexicon[_Label]:
    rows: list[tuple[_Label, str]] = []

    def add(label: _Label, phrases: Iterable[str]) -> None:
        rows.extend([(label, phrase) for phrase in phrases])

    foldable, exact = [], []
    for name, row in table("topics.toml").items():
        add(_label("t", name), row["phrases"])
    for cues in map(table, _WITH_CUES):
        for name, phrases in cues["cues"].items():
            add(_label("c", name), phrases)
        foldable += [_label("c", name) for name in cues["foldable"]]
        exact += [_label("c", name) for name in cues["exact"]]
    for code, indicator in indicators().items():
        add(_label("i", code), indicator.phrases)
        add(_label("a", code), indicator.alone)
        foldable.append(_label("a", code))
    return Lexicon(rows, foldable, exact)


def scene(text: words.Text) -> Scene:
    """Find every known phrase of a message."""
    cues: dict[str, list[Mention]] = {}
    sorts: dict[str, list[Mention]] = {"t": [], "i": [], "a": []}
    beside: list[Mention] = []
    reach = [0] * (len(text.lows) + 1)  # how far the longest phrase from each word goes
    found = _lexicon().spot(text)
    if silent := _silent(text, found):
        found = [one for one in found if one[1] not in silent or one[0] is _SHOW or one[0] is _LIST]
    for (kind, name), first, end in found:
        one = mention((name, first, end))
        reach[first] = end
        if kind != "c":
            sorts[kind].append(one)
            continue
        beside.append(one)
        if name in cues:
            cues[name].append(one)
        else:
            cues[name] = [one]
    shares = covered(cues.get("share", ()))  # "phần" in "phần trăm" counts no gifts
    about, named = longest(sorts["t"]), longest(sorts["i"])
    if shares:
        about, named = _outside(about, shares), _outside(named, shares)
    clauses = [place for place, low in enumerate(text.lows) if low in _CLAUSE_ENDS]
    return Scene(
        text=text,
        cues=cues,
        beside=sorted([*beside, *about], key=_first),
        topics=about,
        indicators=named,
        alone=[one for one in sorts["a"] if not _inside(one, reach)],
        clauses=clauses,
        sentences=[place for place in clauses if text.lows[place] in _SENTENCE_ENDS],
    )


def _silent(text: words.Text, found: list[tuple[_Label, int, int]]) -> set[int]:
    """Words that only make a sentence polite: "cho em hỏi" gives nothing, "hộ nghèo vay em" (vậy) borrows nothing."""
    shown = [(first, end) for label, first, end in found if label is _SHOW]
    silent = {place for first, end in shown for place in range(first, end)}
    if text.folds and "vay" in text.bares and any(label is _AMOUNT for label, _, _ in found):
        silent |= {place for place, bare in enumerate(text.bares) if bare == "vay" and _is_particle(text, place)}
        silent |= {first for label, first, end in found if end - 1 in silent and label.name in _BORROWED}
    return silent


def _is_particle(text: words.Text, place: int) -> bool:
    following = text.bares[place + 1] if place + 1 < len(text.bares) else "?"
    before = text.bares[max(0, place - 2) : place]
    return following in _AFTER_PARTICLE and before != ("luot", "ho") and _BORROWING.isdisjoint(before[-1:])


def _outside(mentions: list[Mention], places: set[int]) -> list[Mention]:
    return [one for one in mentions if not places.issuperset(range(one.first, one.end))]


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
