"""All figures of two periods beside each other: "tổng kết năm nay so với năm ngoái", "cái nào tăng cái nào giảm"."""

import re
from dataclasses import replace
from decimal import Decimal

from db import codes
from db.catalogue import indicators
from db.figure import Figure, Ratio
from db.models import Unit
from handlers import texts, wording
from handlers.context import Context
from handlers.figures import asked, charts, subject, tables
from handlers.figures.asked import Asked, Days
from handlers.message import Reply, Table
from handlers.vi.reading import Question, Reading, Span

Told = Figure | Ratio

_ALL = ("so lieu", "tinh hinh", "ket qua", "tong ket", "bao cao", "bang", "cac so", "may so", "so nao", "cai nao")
_RISEN = re.compile(
    r"(?:(?:vay|the|roi|trong do|ma|thi) )*(?:cai|so|muc|chi tieu|khoan|viec) (?:nao|gi) (?:tang|giam|nhieu hon|it hon)"
    r"(?: (?:va|con|hay|voi|cai|so|muc|nao|gi|tang|giam|hon|nhieu|it|so voi|nam ngoai|nam truoc|vay|em|a|con))*"
)


def answer(ctx: Context, question: Asked, reading: Reading) -> Reply | None:
    """Two periods beside each other, where no figure is named and all are meant; None for any other comparison."""
    of_a_table = subject.of_a_table(ctx)
    if reading.doubts or not (question.says(*_ALL) or (of_a_table is not None and "so voi" in question.said)):
        return None
    if of_a_table is not None and not question.says(*_ALL) and question.period is None:
        question = replace(
            question, question=question.question._replace(period=of_a_table.period), unit=of_a_table.unit
        )
    return _told(ctx, question)


def of_the_table(ctx: Context, said: str) -> Reply | None:
    """ "Cái nào tăng, cái nào giảm" after a table: its period beside the same of the year before."""
    table = subject.of_a_table(ctx) if _RISEN.fullmatch(said) else None
    if table is None:
        return None
    return _told(ctx, replace(table, question=Question(None, "compare", table.period), said=said))


def _told(ctx: Context, question: Asked) -> Reply:
    any_flow = next(i for i in indicators().values() if i.kind == "flow")
    over = question.period or Span(*asked.this_year(ctx))
    if (over.start, over.end) == asked.this_year(ctx):
        over = Span(*asked.whole_year(ctx.today.year))  # of which the same days are compared
    again = replace(question, question=question.question._replace(period=over))
    earlier, later = sorted(asked.pair(ctx, again, any_flow))
    known = [
        {f.indicator.code: f for f in tables.known_figures(ctx, question.unit, *days)} for days in (earlier, later)
    ]
    subject.remember(ctx, Asked(Question(None, "list", Span(*later)), question.unit, subject.TABLE), ())
    title = texts.comparing.side_by_side(question.unit.name, wording.span(*earlier), wording.span(*later))
    rows: list[tuple[str, ...]] = []
    risen: list[str] = []
    fallen: list[str] = []
    for indicator in indicators().values():
        old, new = (found.get(indicator.code) for found in known)
        if old is None and new is None:
            continue
        rows.append((indicator.name, *(_cell(ctx, question.unit, found) for found in (old, new))))
        if old is not None and new is not None and charts.number(old) != charts.number(new):
            (risen if (charts.number(new) or Decimal(0)) > (charts.number(old) or Decimal(0)) else fallen).append(
                wording.lower_first(indicator.name)
            )
    if not rows:
        return Reply(texts.figures.no_figures(question.unit.name, wording.span(earlier[0], later[1])))
    heads = ("Chỉ tiêu", *(_head(days) for days in (earlier, later)))
    return Reply(texts.comparing.risen_and_fallen(title, risen, fallen), table=Table(heads, tuple(rows)))


def _head(days: Days) -> str:
    return wording.span(*days)


def _cell(ctx: Context, unit: Unit, found: Told | None) -> str:
    if found is None:
        return texts.comparing.NONE
    return texts.figures.coded(charts.value(found), codes.tell(ctx.session, unit, found, ctx.now, person=ctx.person))
