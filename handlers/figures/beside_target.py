"""A figure drawn beside its target of the year: "vẽ biểu đồ quỹ so với chỉ tiêu"."""

from decimal import Decimal

from db import targets
from db.catalogue import Indicator
from handlers import texts, visibility, wording
from handlers.context import Context
from handlers.figures import aims, charts
from handlers.figures.asked import Asked
from handlers.message import Chart, Reply


def drawn(ctx: Context, question: Asked) -> Reply | None:
    """How far a target is reached, with what was done and the target as two bars; None without a target."""
    indicator = aims.of_question(question)
    if indicator is None or not visibility.may_see(ctx, indicator):
        return None
    told = aims.progress(ctx, question, indicator)
    return Reply(told, chart=_bars(ctx, question, indicator)) if told is not None else None


def without_target(ctx: Context, question: Asked) -> tuple[str, Indicator] | None:
    """What to say where the target is not known, and the figure that is drawn instead."""
    indicator = aims.of_question(question)
    if indicator is None:
        return None
    return texts.book.no_target(ctx.who, indicator.name, aims.year(ctx, question), leads=ctx.leads), indicator


def _bars(ctx: Context, question: Asked, indicator: Indicator) -> Chart | None:
    year = aims.year(ctx, question)
    found = targets.progress(ctx.session, question.unit, indicator, year, ctx.today)
    if found is None:
        return None
    done = found.reached.value if found.reached else Decimal(0)
    unit, values = charts.scaled(indicator, (done, found.target))
    return Chart(
        title=texts.charts.beside_target(indicator.name),
        unit=unit,
        where=f"{question.unit.name}, {wording.span(*aims.until_now(ctx, year))}",
        labels=texts.charts.DONE_AND_TARGET,
        values=values,
        source=charts.source([found.reached]),
    )
