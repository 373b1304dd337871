"""Which figures a person may see: the one place that decides it beside the unit filter in handlers/units.py."""

from collections.abc import Sequence

from db.catalogue import Indicator, indicators
from db.models import Entry
from handlers.context import Context


def may_see(ctx: Context, indicator: Indicator) -> bool:
    """Whether a person may see the figures of an indicator; what is for the chair is for those who lead."""
    parts = [indicators()[c] for c in (indicator.numerator, indicator.denominator) if c in indicators()]
    return ctx.leads or all(i.visible_to != "chair" for i in (indicator, *parts))


def is_public(indicator: Indicator) -> bool:
    """Whether anybody may know the figures of an indicator, in a group too: a share as far as both its counts."""
    parts = [indicators()[c] for c in (indicator.numerator, indicator.denominator) if c in indicators()]
    return all(i.visible_to == "public" for i in (parts or [indicator]))


def visible(ctx: Context) -> Sequence[Indicator]:
    """The indicators that a person may see, in the order of the catalogue."""
    return [i for i in indicators().values() if may_see(ctx, i)]


def of_entry(ctx: Context, entry: Entry) -> bool:
    """Whether a person may see an entry: that of an indicator one may see, and always one's own."""
    return entry.person_id == ctx.person.id or may_see(ctx, indicators()[entry.indicator])
