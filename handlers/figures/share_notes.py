"""What one must know beside a share or an average: of how many it is, and whose figures are not in it."""

from db import ledger
from db.catalogue import Indicator, indicators
from db.figure import Ratio
from db.models import Unit
from handlers import texts, wording
from handlers.context import Context
from handlers.figures.asked import Asked, days


def told(ctx: Context, unit: Unit, share: Ratio, occasion: str | None) -> list[str]:
    """The notes below a share."""
    return [*_not_of_the_same(share), *_not_worth_told(ctx, unit, share, occasion)]


def of_worth(ctx: Context, question: Asked, first: Indicator) -> list[str]:
    """The note below what gifts were worth, where of some of them that was not told."""
    share = next((i for i in indicators().values() if i.numerator == first.code and i.unit != "percent"), None)
    if first.unit != "dong" or share is None or question.question.aggregate == "compare":
        return []
    found = ledger.ratio(ctx.session, share, question.unit, *days(ctx, question, first), occasion=question.occasion)
    return _not_worth_told(ctx, question.unit, found, question.occasion) if found is not None else []


def _not_worth_told(ctx: Context, unit: Unit, share: Ratio, occasion: str | None) -> list[str]:
    """How many of an average's whole are in it, and how many were told without the amount that is divided."""
    top, bottom = share.numerator, share.denominator
    if share.indicator.unit == "percent" or top is None or bottom is None or bottom.indicator.kind != "flow":
        return []
    whole = ledger.figure(ctx.session, bottom.indicator, unit, top.start, top.end, occasion=occasion)
    if whole is None or whole.value <= bottom.value:
        return []
    counted, without = (
        wording.short_amount(value, bottom.indicator.unit, noun=bottom.indicator.noun)
        for value in (bottom.value, whole.value - bottom.value)
    )
    return [texts.figures.without_worth(counted, without, top.indicator.name)]


def _not_of_the_same(share: Ratio) -> list[str]:
    """A share whose counts are not of the same khu phố says whose are missing in which."""
    top, bottom = share.numerator, share.denominator
    if share.reported or top is None or bottom is None:
        return []
    silent = [{u.name for u in each.missing} for each in (top, bottom)]
    rows = ((bottom, silent[1] - silent[0]), (top, silent[0] - silent[1] if silent[1] - silent[0] else set()))
    return [texts.figures.missing_in(each.indicator.name, sorted(names)) for each, names in rows if names]
