"""Which indicator a number belongs to: by its unit and the words around it."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from operator import attrgetter
from typing import NamedTuple, Protocol

from db.catalogue import indicators
from handlers.vi import lexicon
from handlers.vi.lexicon import Scene
from handlers.vi.spotting import Mention

_first = attrgetter("first")
_SHORT = 60  # words; in a longer message a number is explained by its own sentence
_TOPICS_TRIED = 12
_ENDING = frozenset("và va với voi rồi roi nha nhé nghen ạ thôi / - +".split())
_LEADING = frozenset({"settled"})  # cues that belong to the number right after them: "3 vụ thành 2"
_THEMES = {
    "phan_qua": "qua",
    "hoc_bong": "hoc_bong",
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
    """A row of facts.toml."""

    on: frozenset[str]
    after: frozenset[str]
    before: frozenset[str]
    near: frozenset[str]
    about: frozenset[str]
    unless: frozenset[str]
    code: str
    alone: bool  # nothing else of the clause stands behind the number


class Window(NamedTuple):
    """The words that explain one number: its clause as far as the numbers beside it, and its sentence."""

    low: int
    first: int
    end: int
    high: int
    start: int
    stop: int
    next: int | None
    alone: bool


@cache
def rules() -> dict[str, list[Rule]]:
    """The rules of facts.toml by unit, in their order."""
    by_unit: dict[str, list[Rule]] = {}
    for row in lexicon.table("facts.toml")["rule"]:
        on, after, before, near, about, unless = (frozenset(row.get(name, ())) for name in Rule._fields[:6])
        for unit in row["unit"]:
            by_unit.setdefault(unit, []).append(
                Rule(on, after, before, near, about, unless, row["is"], row.get("alone", False))
            )
    return by_unit


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
        self._firsts = [cue.first for cue in scene.beside]
        self._within: dict[tuple[int, int], frozenset[str]] = {}

    def between(self, low: int, high: int) -> list[Mention]:
        """The cues that begin from one word up to another."""
        return self._sorted[bisect_left(self._firsts, low) : bisect_left(self._firsts, high)]

    def labels(self, low: int, high: int) -> frozenset[str]:
        """What stands in a sentence; kept, because its numbers ask in turn."""
        if (low, high) not in self._within:
            self._within[low, high] = frozenset([cue.label for cue in self.between(low, high)])
        return self._within[low, high]


def divisions(scene: Scene) -> list[Mention]:
    """Where a message goes on to divide what it told: trong đó, gồm; "gom" without its marks gathers (rubbish)."""
    return [cue for cue in scene.cues.get("within", ()) if scene.text.lows[cue.first : cue.end] != ("gom",)]


def _windows(scene: Scene, numbers: Sequence[Counted]) -> list[Window]:
    lows, clause_ends = scene.text.lows, scene.clauses
    length = len(lows)
    parts = [cue.first for cue in divisions(scene)]
    start, stop = 0, length
    windows = []
    reach = 0  # the word after the number before
    for index, number in enumerate(numbers):
        first, end = number.first, number.last
        begins, ends = bisect_left(clause_ends, first), bisect_left(clause_ends, end)
        low = max(clause_ends[begins - 1] + 1 if begins else 0, reach)
        high = clause_ends[ends] if ends < len(clause_ends) else length
        following = numbers[index + 1].first if index + 1 < len(numbers) else None
        if following is not None and following < high:
            high = following
        if parts and (at := bisect_left(parts, end)) < len(parts):
            high = min(high, parts[at])
        if length > _SHORT:
            start, stop = lexicon.around(scene.sentences, first, length)
        alone = end >= high or lows[end] in _ENDING
        windows.append(Window(low, first, end, max(high, end), start, stop, following, alone))
        reach = end
    return windows


def _one(scene: Scene, topics: list[Mention], cues: _Cues, unit: str, window: Window) -> str | None:
    ruled = _by_rule(cues, unit, window)
    if ruled is not None:
        return ruled
    named = _by_name(scene.indicators, unit, window)
    return named or _by_topic(topics, unit, window)


def _by_rule(cues: _Cues, unit: str, window: Window) -> str | None:
    candidates = rules().get(unit)
    if candidates is None:
        return None
    first, end, high = window.first, window.end, window.high
    before, after, own = set(), set(), set()
    for label, begins, ends in cues.between(window.low, high):
        if ends <= first:
            before.add(label)
        elif begins >= first:
            if ends <= high and not (ends == window.next and label in _LEADING):
                after.add(label)
            if begins < end:
                own.add(label)
    near = before | after
    labels = cues.labels(window.start, window.stop)
    for on, behind, ahead, beside, about, unless, code, alone in candidates:
        if (
            (not on or ("nguoi" in unit and not on.isdisjoint(own)))
            and (not beside or not beside.isdisjoint(near))
            and (not behind or not behind.isdisjoint(after))
            and (not ahead or not ahead.isdisjoint(before))
            and (not about or not about.isdisjoint(labels))
            and unless.isdisjoint(near)
            and (window.alone or not alone)
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
    place = bisect_left(about, window.high, key=_first)
    lookup = lexicon.topics()
    for label, first, _ in (*about[max(0, place - _TOPICS_TRIED) : place][::-1], *about[place : place + _TOPICS_TRIED]):
        code = lookup[label].facts.get(unit)
        if code is not None and window.start <= first < window.stop:
            return code
    return None
