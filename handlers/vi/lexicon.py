"""The words that the upper readers look for, from three tables, and where they stand in a message."""

import tomllib
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from db.catalogue import indicators
from handlers.vi import words
from handlers.vi.spotting import Lexicon, Mention, covered, longest

_SENTENCE_ENDS = frozenset(".;!?\n")
_CLAUSE_ENDS = frozenset(".;!?\n,()[]")
_BESIDE = frozenset({"c:", "t:"})
_WITH_CUES = ("facts.toml", "intents.toml")
_LONGEST = 4  # words of a phrase that may hide a shorter one


class Topic(NamedTuple):
    """What a message can be about: the activity it tells of, and unit → indicator for numbers beside it ("": none)."""

    name: str
    activity: str
    rank: int
    facts: dict[str, str]


class Scene(NamedTuple):
    """A message with every known phrase in it, each kind in the order of the text.

    `beside` are cues and topics together, `alone` words that name an indicator where nothing else does.
    """

    text: words.Text
    cues: dict[str, list[Mention]]
    beside: list[Mention]
    topics: list[Mention]
    indicators: list[Mention]
    alone: list[Mention]

    def has(self, *names: str) -> bool:
        """Say whether one of these cues stands anywhere in the message."""
        return any(name in self.cues for name in names)


@cache
def table(name: str) -> dict[str, Any]:
    """One of this package's tables."""
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


@cache
def topics() -> dict[str, Topic]:
    """All topics by name."""
    return {name: Topic(name, row["activity"], row["rank"], row["facts"]) for name, row in table("topics.toml").items()}


@cache
def _lexicon() -> Lexicon:
    rows = [("t:" + name, phrase) for name, row in table("topics.toml").items() for phrase in row["phrases"]]
    for name in _WITH_CUES:
        rows += [("c:" + cue, phrase) for cue, phrases in table(name)["cues"].items() for phrase in phrases]
    for code, indicator in indicators().items():
        rows += [("i:" + code, phrase) for phrase in indicator.phrases]
        rows += [("a:" + code, phrase) for phrase in indicator.alone]
    foldable = [f"c:{cue}" for name in _WITH_CUES for cue in table(name)["foldable"]]
    foldable += [f"a:{code}" for code in indicators()]
    exact = [f"c:{cue}" for name in _WITH_CUES for cue in table(name)["exact"]]
    return Lexicon(rows, foldable, exact)


def scene(text: words.Text) -> Scene:
    """Find every known phrase of a message."""
    cues: dict[str, list[Mention]] = {}
    sorts: dict[str, list[Mention]] = {"t:": [], "i:": [], "a:": []}
    beside: list[Mention] = []
    reach = [0] * (len(text.lows) + 1)  # how far the longest phrase from each word goes
    for label, first, end in _lexicon().spot(text):
        kind, mention = label[:2], Mention(label[2:], first, end)
        reach[first] = end
        if kind == "c:":
            cues.setdefault(mention.label, []).append(mention)
        else:
            sorts[kind].append(mention)
        if kind in _BESIDE:
            beside.append(mention)
    shares = covered(cues.get("share", ()))  # "phần" in "phần trăm" counts no gifts
    about, named = (
        [m for m in longest(sorts[kind]) if not shares.issuperset(range(m.first, m.end))] for kind in ("t:", "i:")
    )
    return Scene(text, cues, beside, about, named, [m for m in sorts["a:"] if not _inside(m, reach)])


def _inside(mention: Mention, reach: list[int]) -> bool:
    """Say whether a longer phrase holds the word, as "ủng hộ" holds "hộ"."""
    before = reach[max(0, mention.first - _LONGEST) : mention.first]
    return reach[mention.first] > mention.end or any(end >= mention.end for end in before)


def clauses(text: words.Text) -> list[int]:
    """The places of the marks that end a clause, for `around`."""
    return [place for place, low in enumerate(text.lows) if low in _CLAUSE_ENDS]


def sentences(text: words.Text) -> list[int]:
    """The places of the marks that end a sentence, for `around`."""
    return [place for place, low in enumerate(text.lows) if low in _SENTENCE_ENDS]


def around(ends: list[int], place: int, length: int) -> tuple[int, int]:
    """The words between two marks: from the one before a place to the one after it.

    >>> around([3, 8], 5, 12), around([3, 8], 1, 12), around([3, 8], 10, 12)
    ((4, 8), (0, 3), (9, 12))
    """
    after = bisect_left(ends, place)
    return (ends[after - 1] + 1 if after else 0), (ends[after] if after < len(ends) else length)
