"""Which indicator a number belongs to: by its unit and the words around it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache, partial
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple, Protocol

from db.catalogue import indicators
from handlers.vi import lexicon
from handlers.vi.lexicon import Scene
from handlers.vi.tree import Cued, Mention

_names = _order = itemgetter(0)
_first = itemgetter(1)
_SHORT = 60  # words; in a longer message a number is explained by its own sentence
_TOPICS_TRIED = 12
_ENDING = frozenset("và va với voi rồi roi nha nhé nghen ạ thôi / - +".split())
_LAST = "last "
_LEADING = frozenset({"settled"})  # cues that belong to the number right after them: "3 vụ thành 2"
_ENDED = frozenset({"settled", "unsettled"})
_SOON = 4  # words from a number in which it is said how it ended
_COLUMNS = ("on", "after", "before", "near", "earlier", "about", "unless")
_THEMES = {
    "phan_qua": "qua",
    "hoc_bong": "scholarship",
    "the_bhyt": "y_te",
    "can_nha": "nha",
}  # a unit that says what the message is about


class Counted(Protocol):
    """A number, or the hole that a question leaves for it: its unit and its words, `first` up to but without `last`."""

    @property
    def unit(self) -> str: ...  # noqa: D102
    @property
    def first(self) -> int: ...  # noqa: D102
    @property
    def last(self) -> int: ...  # noqa: D102


class Rule(NamedTuple):
    """A row of facts.toml; `order` is its place among those of its unit."""

    order: int
    on: frozenset[str]
    after: frozenset[str]
    before: frozenset[str]
    near: frozenset[str]
    earlier: frozenset[str]
    about: frozenset[str]
    unless: frozenset[str]
    code: str
    alone: bool  # nothing else of the clause stands behind the number


class Window(NamedTuple):
    """The words that explain one number: its clause as far as the numbers beside it, and its sentence.

    The number is the words from `first` up to `end`, the clause those from `low` to `high`, the sentence those from
    `start` to `stop`; `reach` is the end of the number before, `following` the first word of the next one and `beyond`
    that of the one after it; `alone` says that nothing else of the clause stands behind the number.
    """

    reach: int
    low: int
    first: int
    end: int
    high: int
    start: int
    stop: int
    following: int
    beyond: int
    alone: bool


_window = partial(tuple.__new__, Window)
"""Makes a Window of its fields in a third of the time; every number has one."""


class Rules:
    """The rules of one unit: by each cue beside the number that they may wait for, and those that wait for none."""

    def __init__(self) -> None:
        """Begin without any."""
        self._count = 0
        self._waiting: defaultdict[str, list[Rule]] = defaultdict(list)
        self._always: list[Rule] = []

    def add(self, row: dict[str, Any]) -> None:
        """Take one more row of facts.toml."""
        cues = {name: frozenset(row.get(name, ())) for name in _COLUMNS}
        rule = Rule(self._count, code=row["is"], alone=row.get("alone", False), **cues)
        self._count += 1
        waits_for = rule.near or rule.before or rule.after
        if not waits_for:
            self._always.append(rule)
        for cue in waits_for:
            self._waiting[cue].append(rule)

    def beside(self, near: AbstractSet[str]) -> list[Rule]:
        """Give the rules that may fit a number with these cues beside it, in their order."""
        awaited = self._waiting.keys() & near
        if not awaited:
            return self._always
        found = [*self._always, *chain.from_iterable([self._waiting[cue] for cue in awaited])]
        found.sort(key=_order)
        return found


@cache
def rules() -> dict[str, Rules]:
    """The rules of facts.toml by unit; those that are tried last stand behind a mark."""
    by_unit: defaultdict[str, Rules] = defaultdict(Rules)
    for row in lexicon.table("facts.toml")["rule"]:
        for unit in row["unit"]:
            by_unit[_LAST + unit if row.get("last") else unit].add(row)
    return dict(by_unit)


@cache
def _codes_by_unit() -> dict[str, frozenset[str]]:
    by_unit: dict[str, set[str]] = {}
    for code, indicator in indicators().items():
        if indicator.kind == "ratio" and indicator.unit != "percent":
            continue  # a price or an average is told as "mỗi phần 300k", of what is counted
        for unit in (indicator.unit, *indicator.also):
            by_unit.setdefault(unit, set()).add(code)
    return {unit: frozenset(codes) for unit, codes in by_unit.items()}


def belongs(scene: Scene, numbers: Sequence[Counted]) -> list[str | None]:
    """The indicator of each number; "" where it is understood and counts nowhere, None where it is not understood.

    A part ("quỹ tỉnh 40tr + dân góp 5tr") counts where no total is told beside it.
    """
    codes = _codes(scene, numbers)
    totals = set(codes)
    return [
        ("" if code[1:] in totals else code[1:]) if code is not None and code.startswith("+") else code
        for code in codes
    ]


def _codes(scene: Scene, numbers: Sequence[Counted]) -> list[str | None]:
    cues = _Cues(scene)
    themes = [
        Mention(_THEMES[number.unit], number.first, number.last)
        for number in numbers
        if number.unit in _THEMES and (number.unit != "can_nha" or scene.has("building"))
    ]
    topics = sorted([*scene.topics, *themes], key=_first) if themes else scene.topics
    return [
        _one(scene, topics, cues, number.unit, window)
        for number, window in zip(numbers, _windows(scene, numbers), strict=True)
    ]


class _Cues:
    """All cues and topics of a message, by place."""

    def __init__(self, scene: Scene) -> None:
        self._sorted = scene.beside
        self._firsts = list(map(_first, scene.beside))
        self._within: dict[tuple[int, int], frozenset[str]] = {}

    def between(self, low: int, high: int) -> list[Cued]:
        """The cues that begin from one word up to another."""
        return self._sorted[bisect_left(self._firsts, low) : bisect_left(self._firsts, high)]

    def settle(self, first: int, end: int) -> bool:
        """Say whether the words behind a number say of themselves how it ended: 1 vụ thành 1 vụ không thành."""
        there = self.between(first + 1, min(end, first + _SOON))
        return any(not _ENDED.isdisjoint(names) for names, _, _ in there)

    def named(self, low: int, high: int) -> frozenset[str]:
        """What stands in a sentence; kept, because its numbers ask in turn."""
        found = self._within.get((low, high))
        if found is None:
            found = self._within[low, high] = frozenset().union(*map(_names, self.between(low, high)))
        return found


def divisions(scene: Scene) -> list[Mention]:
    """Where a message goes on to divide what it told: trong đó, gồm; "gom" without its marks gathers (rubbish)."""
    return [cue for cue in scene.said("within") if scene.text.lows[cue.first : cue.end] != ("gom",)]


def _windows(scene: Scene, numbers: Sequence[Counted]) -> list[Window]:
    lows, kinds, clause_ends = scene.text.lows, scene.text.kinds, scene.clauses
    length = len(lows)
    parts = [cue.first for cue in divisions(scene)]
    starts, stops = [0, *[place + 1 for place in clause_ends]], [*clause_ends, length]
    start, stop = 0, length
    windows = []
    reach = 0  # the word after the number before
    bare = [number.last - number.first == 1 for number in numbers]  # what these count stands before them
    next_bare = [*bare[1:], False]
    firsts = [*[one.first for one in numbers], length + 1, length + 1]
    for index, number in enumerate(numbers):
        first, end, following = number.first, number.last, firsts[index + 1]
        begins = bisect_left(clause_ends, first)
        low = max(reach, starts[begins])
        high = end if bare[index] and next_bare[index] else min(following, stops[bisect_left(clause_ends, end)])
        if parts and (at := bisect_left(parts, end)) < len(parts):
            high = min(high, parts[at])
        if length > _SHORT:
            start, stop = lexicon.around(scene.sentences, first, length)
        alone = end >= high or lows[end] in _ENDING or (kinds[end] == "mark" and not lows[end].isascii())  # 😀
        windows.append(
            _window((reach, low, first, end, max(end, high), start, stop, following, firsts[index + 2], alone))
        )
        reach = end
    return windows


def _one(scene: Scene, topics: list[Mention], cues: _Cues, unit: str, window: Window) -> str | None:
    ruled = _by_rule(cues, unit, window)
    if ruled is not None:
        return ruled
    named = _by_name(scene.indicators, unit, window)
    if named:
        return named
    topical = _by_topic(topics, unit, window)
    if topical is not None or _tells_of_something(topics, window):
        return topical
    return _by_rule(cues, _LAST + unit, window)


def _tells_of_something(topics: list[Mention], window: Window) -> bool:
    """Say whether the sentence has a topic, though none that counts in the unit."""
    place = bisect_left(topics, window.start, key=_first)
    return place < len(topics) and topics[place].first < window.stop


def _by_rule(cues: _Cues, unit: str, window: Window) -> str | None:
    candidates = rules().get(unit)
    if candidates is None:
        return None
    reach, low, first, end, high, start, stop, following, beyond, ends_clause = window
    before: set[str] = set()
    after: set[str] = set()
    own: set[str] = set()
    around = cues.between(low, high)
    leads = {begins for _, begins, ends in around if ends == following}  # "thành" within "thành công 1"
    settles = cues.settle(following, beyond)
    for names, begins, ends in around:
        if ends <= first:
            before |= names
        elif begins >= first:
            if ends <= high:
                after |= names - _LEADING if begins in leads and not settles else names
            if begins < end:
                own |= names
    near = before | after
    labels = cues.named(start, stop)
    for _, on, behind, ahead, beside, earlier, about, unless, code, alone in candidates.beside(near):
        if (
            (not on or ("nguoi" in unit and not on.isdisjoint(own)))
            and (not beside or not beside.isdisjoint(near))
            and (not behind or not behind.isdisjoint(after))
            and (not ahead or not ahead.isdisjoint(before))
            and (not about or not about.isdisjoint(labels))
            and (not earlier or not earlier.isdisjoint(cues.named(max(reach, start), low)))
            and unless.isdisjoint(near)
            and (ends_clause or not alone)
        ):
            return code
    return None


def _by_name(named: list[Mention], unit: str, window: Window) -> str | None:
    """The indicator named on the number or soonest after it, else the one named last before it."""
    fitting = _codes_by_unit().get(unit, frozenset())
    place = bisect_left(named, window.first, key=_first)
    for at in range(place, len(named)):
        label, _, end = named[at]
        if end > window.high:
            break
        if label in fitting:
            return label
    for at in range(place - 1, -1, -1):
        label, _, end = named[at]
        if end <= window.low:
            break
        if label in fitting:
            return label
    return None


def _by_topic(about: list[Mention], unit: str, window: Window) -> str | None:
    """What the nearest topic says of the unit: the clause itself, then what came before, then what follows."""
    codes = _codes_by_topic(unit)
    if not codes:
        return None
    place = bisect_left(about, window.high, key=_first)
    for label, first, _ in (*about[max(0, place - _TOPICS_TRIED) : place][::-1], *about[place : place + _TOPICS_TRIED]):
        if label in codes and window.start <= first < window.stop and not _of_the_next(codes[label], first, window):
            return codes[label]
    return None


def _of_the_next(code: str, topic: int, window: Window) -> bool:
    """Say whether a level is named for the next number, past the end of this one's clause: "8 hộ, cận nghèo 14"."""
    return window.high <= topic < window.following < window.stop and code != "" and indicators()[code].kind == "stock"


@cache
def _codes_by_topic(unit: str) -> dict[str, str]:
    """What each topic says that numbers of a unit are."""
    return {name: topic.facts[unit] for name, topic in lexicon.topics().items() if unit in topic.facts}
