"""Charts: what is drawn of a figure's parts, and the order for the picture."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from pydantic import TypeAdapter
from sqlmodel import Session

from db.catalogue import Indicator
from db.figure import Figure, Ratio
from db.models import Unit
from db.post import Chat
from handlers import texts, wording
from handlers.figures.asked import Days
from handlers.message import Chart, Reply
from handlers.room import orders

chart_json: TypeAdapter[Chart] = TypeAdapter(Chart)
_MILLIONS = Decimal(1_000_000)
_FEWEST = 2  # values; one alone is no chart

Told = Figure | Ratio | None


def make(
    indicator: Indicator, unit: Unit, days: Days, labels: Sequence[str], found: Sequence[Told], by: str = ""
) -> Chart | None:  # fmt: skip
    """A chart of some values of one indicator; money in millions. None when there is nothing to compare."""
    if sum(each is not None for each in found) < _FEWEST:
        return None
    unit_word, values = scaled(indicator, [number(each) for each in found])
    return Chart(
        title=f"{indicator.name}{f' {by}' if by else ''}",
        unit=unit_word,
        where=f"{unit.name}, {wording.span(*days)}",
        labels=tuple(labels),
        values=values,
        source=source(found),
    )


def scaled(indicator: Indicator, values: Sequence[Decimal | None]) -> tuple[str, tuple[Decimal | None, ...]]:
    """The word for the unit of some values, and the values in it: money in millions where there are any."""
    largest = max((abs(value) for value in values if value is not None), default=Decimal(0))
    if indicator.unit == "dong" and largest >= _MILLIONS:
        return "triệu đồng", tuple(value / _MILLIONS if value is not None else None for value in values)
    return indicator.noun or wording.UNIT_WORDS.get(indicator.unit, ""), tuple(values)


def value(found: Told) -> str:
    """A figure or share as it stands in a table."""
    if found is None:
        return texts.comparing.NONE
    return wording.ratio(found) if isinstance(found, Ratio) else wording.figure(found)


def number(found: Told) -> Decimal | None:
    """The number of a figure or share."""
    if found is None:
        return None
    return found.percent if isinstance(found, Ratio) else found.value


def source(found: Sequence[Told]) -> str:
    """What a chart of some figures rests on."""
    figures = [f for each in found if each for f in _figures(each) if f]
    numbers = {source.record.number for figure in figures for source in figure.sources}
    return texts.charts.source(len(numbers))


def _figures(found: Figure | Ratio) -> tuple[Figure | None, ...]:
    return (found.numerator, found.denominator, found.reported) if isinstance(found, Ratio) else (found,)


def order(session: Session, chat: Chat, chart: Chart, now: datetime) -> None:
    """Have a chart drawn; the picture follows the answer as soon as it is there."""
    name = texts.charts.file_name(chart.title, chart.where)
    file = orders.File("chart", chart_json.dump_json(chart).decode(), name, "image/png")
    orders.place(session, chat, file, Reply(texts.charts.here_it_is(chart.title, chart.where)), now)
