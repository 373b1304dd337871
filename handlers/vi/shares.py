"""Which ratio a stated percentage is: of the figure told before it, or of what is named beside it."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from db.catalogue import indicators
from handlers.vi import lexicon
from handlers.vi.lexicon import Scene
from handlers.vi.reading import Fact

_PERCENT = "percent"
_TOLD_BEFORE = 2  # figures back to the one whose share a percentage states
_NAMED = 6  # indicators named on either side that are looked at


def read(scene: Scene, facts: Sequence[Fact]) -> list[Fact]:
    """Give each percentage its ratio where one is found."""
    if _PERCENT not in [fact.unit for fact in facts]:
        return list(facts)
    places = _Places(scene)
    told: list[Fact] = []
    for fact in facts:
        told.append(fact._replace(indicator=_ratio(scene, places, fact, told)) if _missing(fact) else fact)
    return told


def _missing(fact: Fact) -> bool:
    return fact.unit == _PERCENT and fact.indicator is None


class _Places:
    """Where clauses and sentences end, and indicators are named, in the text."""

    def __init__(self, scene: Scene) -> None:
        starts = scene.text.starts
        self.sentences = [starts[place] for place in scene.sentences]
        self.clauses = [starts[place] for place in scene.clauses]
        self.named = [starts[mention.first] for mention in scene.indicators]
        self.length = len(scene.text.raw)


def _ratio(scene: Scene, places: _Places, fact: Fact, told: Sequence[Fact]) -> str | None:
    """Its numerator is named just before, else told before, else named after, in the same sentence."""
    start, end = lexicon.around(places.sentences, fact.start, places.length)
    clause, _ = lexicon.around(places.clauses, fact.start, places.length)
    since = max(clause, told[-1].end if told else 0)
    low, here, high = (bisect_left(places.named, place) for place in (since, fact.start, end))
    nearest = [scene.indicators[at].label for at in range(here - 1, max(low, here - _NAMED) - 1, -1)]
    pair = told[-_TOLD_BEFORE:]
    if len(pair) == _TOLD_BEFORE and pair[0].start >= start and (divided := _divided(*[one.indicator for one in pair])):
        return divided
    before = [other.indicator for other in told[: -_TOLD_BEFORE - 1 : -1] if other.start >= start and not other.aside]
    after = [scene.indicators[at].label for at in range(here, min(high, here + _NAMED))]
    return _first_ratio((*nearest, *before, *after), to_target=scene.has("against_target"))


@cache
def _divided(above: str | None, below: str | None) -> str | None:
    """The ratio that has these two above and below its line: "597/602 hộ đăng ký (99,17%)"."""
    ratios = indicators().values()
    return next((one.code for one in ratios if above and (one.numerator, one.denominator) == (above, below)), None)


def _first_ratio(codes: Iterable[str | None], *, to_target: bool) -> str | None:
    by_numerator = _by_numerator(to_target=to_target)
    return next((by_numerator[code] for code in codes if code in by_numerator), None)


@cache
def _by_numerator(*, to_target: bool) -> dict[str | None, str]:
    """Numerator → its first ratio: over a target, or over what it is part of."""
    found: dict[str | None, str] = {}
    for ratio in indicators().values():
        if ratio.unit == "percent" and str(ratio.denominator).endswith("_chi_tieu") == to_target:
            found.setdefault(ratio.numerator, ratio.code)
    return found


def of(code: str, *, whole: Collection[str] = (), to_target: bool = False) -> str | None:
    """The share that has this indicator above the line, with one of the named wholes below it if there is such a share.

    A share stands for its own numerator.
    """
    named = indicators()[code]
    numerator = named.numerator or code
    over = (
        ratio.code
        for ratio in indicators().values()
        if ratio.numerator == numerator and ratio.unit == "percent" and str(ratio.denominator) in whole
    )
    own = code if named.kind == "ratio" else _by_numerator(to_target=to_target).get(numerator)
    return next(over, own) or _only_over(code)


@cache
def _only_over(whole: str) -> str | None:
    """The share of a whole of which only one share is known: hòa giải đạt bao nhiêu phần trăm?"""
    ratios = [ratio.code for ratio in indicators().values() if ratio.denominator == whole and ratio.unit == "percent"]
    return ratios[0] if len(ratios) == 1 else None
