"""What a change of a record does to the figures it counts in: done for a moment, looked at, and undone."""

from collections.abc import Callable, Iterable
from datetime import date

from db import ledger, records
from db.catalogue import Indicator, indicators
from db.figure import Figure
from db.models import Record, Unit
from handlers import texts, visibility, wording
from handlers.context import Context

Days = tuple[date, date]


def of(ctx: Context, record: Record, codes: Iterable[str], change: Callable[[], object]) -> dict[str, str]:
    """For each indicator what its figure is and would be: "(năm 2026: 95 → 90)"; nothing where it stays the same."""
    unit = ctx.session.get_one(Unit, record.unit_id)
    looked_at = [indicators()[code] for code in dict.fromkeys(codes)]
    asked = {i.code: (i, _days(ctx, record, i)) for i in looked_at if visibility.may_see(ctx, i)}
    before = {code: _figure(ctx, unit, *it) for code, it in asked.items()}
    attempt = ctx.session.begin_nested()
    change()
    after = {code: _figure(ctx, unit, *it) for code, it in asked.items()}
    attempt.rollback()
    return {
        code: texts.records.effect(_period(*it), _brief(before[code], it[0]), _brief(after[code], it[0]))
        for code, it in asked.items()
        if _brief(before[code], it[0]) != _brief(after[code], it[0])
    }


def _days(ctx: Context, record: Record, indicator: Indicator) -> Days:
    """The year of a record; a level as it is today."""
    if indicator.kind == "stock":
        return ctx.today, ctx.today
    first, last = records.days(ctx.session, record)
    return date(first.year, 1, 1), date(last.year, 12, 31)


def _figure(ctx: Context, unit: Unit, indicator: Indicator, days: Days) -> Figure | None:
    return ledger.amount(ctx.session, indicator, unit, *days)


def _period(indicator: Indicator, days: Days) -> str:
    return f"đến {wording.day(days[1])}" if indicator.kind == "stock" else wording.span(*days)


def _brief(figure: Figure | None, indicator: Indicator) -> str:
    if figure is None:
        return "0" if indicator.kind == "flow" else texts.charts.unknown()
    value = wording.QUALIFIER_WORDS[figure.qualifier] + wording.brief(figure.value, figure.indicator.unit)
    return value if figure.value_max is None else f"{value}-{wording.brief(figure.value_max, figure.indicator.unit)}"
