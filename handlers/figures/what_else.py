""" "Còn gì nữa không" after an answer: what else the book has of the same time, or that this was all."""

import re
from datetime import timedelta

from db import codes
from db.figure import Figure, Ratio
from handlers import conversation, texts, wording
from handlers.context import Context
from handlers.figures import asked, subject, tables, telling
from handlers.figures.asked import Asked
from handlers.message import Reply
from handlers.records import meant
from handlers.vi.reading import Question, Span

_ASKS = re.compile(
    r"(?:(?:vay|the|roi|ma) )*(?:con (?:co )?(?:(?:gi|so|viec|cai|so lieu|nao|khac) )*(?:nua|khac)"
    r"|co (?:gi|so gi) (?:nua|khac))(?: (?:khong|hong|ko|k|hem|em|a|con|vay|ta|the|ha|hay het roi|hay het))*"
)
_FEW = 5
_AN_INSTANT = timedelta(microseconds=1)


def is_asked(said: str) -> bool:
    """Whether bare words ask what else there is: "còn gì nữa không", "còn số nào khác không"."""
    return ("nua" in said or "khac" in said) and _ASKS.fullmatch(said) is not None


def last(ctx: Context) -> Asked | None:
    """What was told just now, if nothing was begun or recorded since."""
    newest = next(iter(meant.recent(ctx)), None)
    before = subject.last(ctx, newest.at - _AN_INSTANT if newest is not None else None)
    return None if before is None or conversation.top(ctx.session, ctx.chat) is not None else before


def answer(ctx: Context, said: str) -> list[Reply] | None:
    """What else stands in the book beside the figure told just now; None where none was, or something came between."""
    before = last(ctx) if is_asked(said) else None
    if before is None:
        return None
    if before.question.indicators:
        return [_beside(ctx, before)]
    if before.said == _REST and before.period is not None:
        return tables.overview(ctx, before.unit, before.period)
    table = subject.of_a_table(ctx)
    if table is None or table.period is None:
        return None
    start, end = table.period.start, table.period.end
    if len(tables.known_figures(ctx, table.unit, start, end)) > tables.FIT:
        return tables.overview(ctx, table.unit, table.period, whole=True)
    return [Reply(texts.figures.nothing_else(ctx.who, table.unit.name, wording.span(start, end)))]


_REST = "con so khac"


def _beside(ctx: Context, before: Asked) -> Reply:
    start, last_day = asked.days(ctx, before, before.first)
    end = max(start, min(last_day, ctx.today))
    told, when = set(before.question.indicators), wording.span(start, last_day)
    others = [f for f in tables.known_figures(ctx, before.unit, start, end) if f.indicator.code not in told]
    left = len(others) > _FEW
    subject.remember(
        ctx, Asked(Question(None, "list", Span(start, end)), before.unit, _REST if left else subject.TABLE), ()
    )
    if not others:
        return Reply(texts.figures.nothing_else(ctx.who, before.unit.name, when))
    near = telling.told_with(before.first.code)  # of the same deed
    others.sort(key=lambda f: f.indicator.code not in near)
    lines = [(f.indicator.name, _coded(ctx, before, f)) for f in others[:_FEW]]
    offered = (tables.the_whole(before.unit, start, end),) if left else ()
    return Reply(texts.figures.what_else(before.unit.name, when, lines, len(others) - len(lines)), offered)


def _coded(ctx: Context, before: Asked, found: Figure | Ratio) -> str:
    code = codes.tell(ctx.session, before.unit, found, ctx.now, person=ctx.person)
    value = wording.ratio(found) if isinstance(found, Ratio) else wording.figure(found)
    return texts.figures.coded(value, code)
