"""The two counts of a share: of the same khu phố, and of an average of the same deeds."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from db.figure import Figure, inherited
from db.models import Unit

Pair = tuple[Figure, Figure]
Tell = Callable[[Unit], tuple[Figure | None, Figure | None]]  # both counts of one unit


def of_the_same_deeds(top: Figure, bottom: Figure) -> Pair:
    """What an average is divided by, less what was told without the amount: gifts of which nobody told the worth.

    Where an amount was told by itself it is not known of how many, and all are counted.
    """
    told = {source.record.number for source in top.sources}
    counted = {source.record.number for source in bottom.sources}
    with_it = tuple(source for source in bottom.sources if source.record.number in told)
    if not told <= counted or len(with_it) == len(bottom.sources) or bottom.value_max is not None:
        return top, bottom
    without = sum((s.entry.value for s in bottom.sources if s.record.number not in told), Decimal(0))
    qualifier = inherited([source.entry.qualifier for source in with_it])
    return top, replace(bottom, value=bottom.value - without, qualifier=qualifier, sources=with_it)


def of_the_same_units(unit: Unit, below: Sequence[Unit], top: Figure, bottom: Figure, tell: Tell) -> Pair | None:
    """Both counts over those khu phố of a ward that told both; None where none did, or one count is the ward's own.

    What happened in a period stays as it is: of that silence may be a nought.
    """
    silent = [{u.id for u in each.missing} for each in (top, bottom)]
    if silent[0] == silent[1] or "flow" in {top.indicator.kind, bottom.indicator.kind}:
        return top, bottom
    if any(source.entry.unit_id == unit.id for each in (top, bottom) for source in each.sources):
        return None
    lacking = silent[0] | silent[1]
    found = [tell(each) for each in below if each.id not in lacking]
    both = [(above, under) for above, under in found if above is not None and under is not None]
    if not both:
        return None
    missing = tuple(each for each in below if each.id in lacking)
    return _together([above for above, _ in both], missing), _together([under for _, under in both], missing)


def _together(parts: Sequence[Figure], missing: tuple[Unit, ...]) -> Figure:
    days: list[date] = [part.as_of for part in parts if part.as_of is not None]
    return replace(
        parts[0],
        value=sum((part.value for part in parts), Decimal(0)),
        value_max=None if all(part.value_max is None for part in parts)
        else sum((part.value_max or part.value for part in parts), Decimal(0)),
        qualifier=inherited([part.qualifier for part in parts]),
        sources=tuple(source for part in parts for source in part.sources),
        as_of=min(days, default=None),
        missing=missing,
        standards=tuple(sorted({standard for part in parts for standard in part.standards})),
    )  # fmt: skip
