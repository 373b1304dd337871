"""The facts of a message: its quantities, each with the indicator it belongs to, planned or done, level or change."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from db.catalogue import indicators
from handlers.vi import about, lexicon
from handlers.vi.dates import When
from handlers.vi.lexicon import Scene
from handlers.vi.quantities import Quantity
from handlers.vi.questions import Hole
from handlers.vi.reading import Fact

_NONE_LEFT = {
    "none_left": ("ho_ngheo", "ho"),
    "none_left_near": ("ho_can_ngheo", "ho"),
    "none_left_house": ("nha_tam", "can_nha"),
}
_OF_PEOPLE = frozenset({"ho_duoc_ho_tro", "tuyen_truyen_luot", "txct_luot", "ngay_hoi_nguoi_du", ""})
_NEAR = 5  # words between "giảm" and the number that falls
_TOLD_BEFORE = 2  # figures back to the one whose share a percentage states
_SHARED = frozenset({"so_ho", "nhan_khau"})  # totals that a share of them does not restate


def read(scene: Scene, quantities: Sequence[Quantity], when: When) -> tuple[Fact, ...]:
    """All facts in the order of the text."""
    codes = _details(scene, quantities, _codes(scene, quantities))
    future = when.future and not scene.has("not_planned_only")
    ends = lexicon.clauses(scene.text)
    told = [_fact(scene, quantity, code, ends, future=future) for quantity, code in zip(quantities, codes, strict=True)]
    return tuple(sorted([*_shares(scene, told), *_none_left(scene, told)], key=lambda fact: fact.start))


def _codes(scene: Scene, quantities: Sequence[Quantity]) -> list[str | None]:
    """The indicator of each quantity; 26/27 is asked about as one, and then gives two."""
    counted = []
    for index, quantity in enumerate(quantities):
        if quantity.role == "whole" and index and quantities[index - 1].role == "part":
            continue
        pair = quantity.role == "part" and index + 1 < len(quantities)
        counted.append(
            Hole(
                quantity.unit, quantity.first, max(quantity.last, quantities[index + 1].last) if pair else quantity.last
            )
        )
    found = iter(about.belongs(scene, counted))
    codes: list[str | None] = []
    for quantity in quantities:
        if quantity.role == "whole" and codes:
            codes[-1], whole = _parted(codes[-1])
            codes.append(whole)
        else:
            codes.append(next(found))
    return codes


def _details(scene: Scene, quantities: Sequence[Quantity], codes: list[str | None]) -> list[str | None]:
    """Leave uncounted what only divides the figure told before it: "50 hộ, trong đó 20 hộ nghèo"."""
    told = list(codes)
    ends = lexicon.sentences(scene.text)
    for cue in scene.cues.get("within", ()):
        low, high = lexicon.around(ends, cue.first, len(scene.text.lows))
        whole = {q.unit: code for q, code in zip(quantities, codes, strict=True) if low <= q.first < cue.first}
        for index, quantity in enumerate(quantities):
            same = cue.end <= quantity.first < high and quantity.unit in whole
            if same and (codes[index] in {None, whole[quantity.unit]} or whole[quantity.unit] in _OF_PEOPLE):
                told[index] = ""
    return told


def _parted(code: str | None) -> tuple[str | None, str | None]:
    """The indicators of a part and its whole, from that of the two together ("hòa giải 26/27 đơn")."""
    for ratio in indicators().values():
        if (
            ratio.unit == "percent"
            and code in {ratio.numerator, ratio.denominator}
            and ratio.denominator not in _SHARED
        ):
            if code == "gdvh_ho_dat":
                return code, None  # of those registered or of all: not said
            return ratio.numerator, ratio.denominator
    return code, None


def _fact(scene: Scene, quantity: Quantity, code: str | None, ends: list[int], *, future: bool) -> Fact:
    low, high = lexicon.around(ends, quantity.first, len(scene.text.lows))
    sign = _change(scene, quantity, low, high) if code and indicators()[code].kind == "stock" else 0
    return Fact(
        value=quantity.value * sign if sign else quantity.value,
        unit=quantity.unit,
        text=scene.text.raw[quantity.start : quantity.end],
        start=quantity.start,
        end=quantity.end,
        value_max=quantity.value_max,
        qualifier=quantity.qualifier,
        per_item=quantity.per_item,
        planned=quantity.planned or future or _planned(scene, quantity, low),
        indicator=code or None,
        change=bool(sign),
        aside=code == "",
    )


def _planned(scene: Scene, quantity: Quantity, low: int) -> bool:
    if quantity.unit == "percent":
        return scene.has("planned")  # "vượt chỉ tiêu 103%" was reached
    beside = scene.cues.get("planned_beside", ())
    return scene.has("planned") or any(low <= cue.first < quantity.first for cue in beside)


def _change(scene: Scene, quantity: Quantity, low: int, high: int) -> int:
    """1 for "tăng 3 hộ", -1 for "giảm 3 hộ" and "3 hộ thoát nghèo", 0 for the level itself."""
    since = max(low, quantity.first - _NEAR)
    told = [
        (cue.first, sign)
        for name, sign in (("falling", -1), ("rising", 1), ("out_of_poverty", -1), ("down_to", 0))
        for cue in scene.cues.get(name, ())
        if since <= cue.first < quantity.first
    ]
    if told:
        return max(told)[1]
    leaving = any(quantity.first <= cue.first < high for cue in scene.cues.get("out_of_poverty", ()))
    return -1 if leaving else 0


def _shares(scene: Scene, facts: Sequence[Fact]) -> list[Fact]:
    """Give each percentage its ratio: that of the figures told before it, else the one named beside it."""
    told: list[Fact] = []
    for fact in facts:
        missing = fact.unit == "percent" and fact.indicator is None
        told.append(replace(fact, indicator=_ratio(scene, fact, told)) if missing else fact)
    return told


def _ratio(scene: Scene, fact: Fact, told: Sequence[Fact]) -> str | None:
    """The ratio that a percentage states: its numerator is named just before, told before, or named after."""
    start, end = _between(scene, lexicon.sentences(scene.text), fact)
    clause, _ = _between(scene, lexicon.clauses(scene.text), fact)
    since = max([clause, *(other.end for other in told)])
    words = scene.text.words
    named = [(words[mention.first].start, mention.label) for mention in scene.indicators]
    nearest = [label for place, label in reversed(named) if since <= place < fact.start]
    before = [other.indicator for other in reversed(told) if other.start >= start and not other.aside][:_TOLD_BEFORE]
    after = [label for place, label in named if fact.start <= place < end]
    goal = scene.has("against_target")
    for code in (*nearest, *before, *after):
        for ratio in indicators().values():
            of_target = str(ratio.denominator).endswith("_chi_tieu")
            if ratio.unit == "percent" and ratio.numerator == code and of_target == goal:
                return ratio.code
    return None


def _between(scene: Scene, marks: Sequence[int], fact: Fact) -> tuple[int, int]:
    """Where the words between two marks around a fact begin and end in the text."""
    ends = [scene.text.words[place].start for place in marks]
    after = bisect_left(ends, fact.start)
    return (ends[after - 1] if after else 0), (ends[after] if after < len(ends) else len(scene.text.raw))


def _none_left(scene: Scene, facts: Sequence[Fact]) -> list[Fact]:
    """ "Không còn hộ nghèo" states a level of 0."""
    found = []
    for name, (code, unit) in _NONE_LEFT.items():
        for cue in scene.cues.get(name, ())[-1:]:
            start, end = scene.text.words[cue.first].start, scene.text.words[cue.end - 1].end
            if all(fact.end <= start or fact.start >= end for fact in facts) and not scene.has(
                "by_question", "not_yet"
            ):
                found.append(Fact(Decimal(0), unit, scene.text.raw[start:end], start, end, indicator=code))
    return found
