"""All figures of a period in one table: the daily ones to read, every one in the file beside it."""

import csv
import hashlib
import io
from collections.abc import Sequence
from datetime import date

from db import codes, ledger, post, ward
from db.catalogue import Indicator, indicators
from db.figure import Figure, Ratio
from db.models import Unit
from handlers import texts, visibility, wording, words
from handlers.context import Context
from handlers.figures import asked, subject, telling
from handlers.figures.asked import Asked, Days
from handlers.message import Attached, Choice, Reply, Table
from handlers.vi.reading import Question, Span

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def overview(ctx: Context, unit: Unit, period: Span | None, *, whole: bool = False) -> list[Reply]:
    """What is known of a period; without one of this year, or of the newest year with any figures.

    All figures are told where they are few, or the `whole` of them is asked for; else those of daily use, and the
    others by their names.
    """
    start, end = _days(ctx, period)
    if start > ctx.today:
        return [Reply(texts.figures.not_yet(ctx.who, wording.span(start, end)))]
    if period is None and not _anything_happened(ctx, unit, start, end):
        start, end = _last_year_with_figures(ctx, unit, start) or (start, end)
    subject.remember(ctx, Asked(Question(None, "list", Span(start, end)), unit, subject.TABLE), ())
    known = known_figures(ctx, unit, start, end)
    title = texts.figures.figures_title(unit.name, wording.span(start, end))
    if not known:
        return [Reply(texts.figures.no_figures(unit.name, wording.span(start, end)))]
    told = known if whole or len(known) <= FIT else [found for found in known if found.indicator.shown]
    hidden = [wording.lower_first(found.indicator.name) for found in known if found not in told]
    rest = texts.figures.more_figures(hidden) if hidden else None
    everything = Table(_HEADS, tuple(_row(ctx, found, start) for found in known))
    text = "\n".join(filter(None, (title, rest)))
    offered = (the_whole(unit, start, end),) if hidden else ()
    table = _coded(ctx, unit, told, start)
    return [Reply(text, offered, table=table, attached=(as_csv(ctx, title, everything),))]


def the_whole(unit: Unit, start: date, end: date) -> Choice:
    """The button that tells every figure of some days."""
    return Choice(words.SEE_ALL, about=f"{_WHOLE}:{unit.id}:{start}:{end}")


def _the_whole(ctx: Context, told: str) -> list[Reply]:
    """Every figure of a table that told a part of them, as its button kept it: whatever was asked since."""
    unit_id, start, end = told.split(":")
    unit = ctx.session.get_one(Unit, int(unit_id))
    return overview(ctx, unit, Span(date.fromisoformat(start), date.fromisoformat(end)), whole=True)


_WHOLE = "table"
WHOLE_OF = {_WHOLE: _the_whole}
"""What the button that tells all of a table is about."""

FIT = 15  # rows that are read at one look
_HEADS = ("Mục", "Số liệu")


def known_figures(ctx: Context, unit: Unit, start: date, end: date) -> list[Figure | Ratio]:
    """All figures of a period that a person may see, in the order of the catalogue."""
    there = ward.table(ctx.session, unit, visibility.visible(ctx), start, end).totals  # one look at the book for all
    wanted = (i for i in visibility.visible(ctx) if i.code in there)
    return [found for i in wanted if (found := _known(ctx, i, unit, start, end)) is not None]


def daily(ctx: Context, unit: Unit, known: Sequence[Figure | Ratio], start: date) -> Table | None:
    """The figures of daily use among some, each with its code; None when there are none."""
    return _coded(ctx, unit, [found for found in known if found.indicator.shown], start)


def _coded(ctx: Context, unit: Unit, told: Sequence[Figure | Ratio], start: date) -> Table | None:
    rows = [(found, _row(ctx, found, start)) for found in told]
    coded = tuple((name, texts.figures.coded(value, _code(ctx, unit, found))) for found, (name, value) in rows)
    return Table(_HEADS, coded) if coded else None


def _days(ctx: Context, period: Span | None) -> Days:
    if period is None:
        return asked.this_year(ctx)
    return period.start, min(period.end, max(ctx.today, period.start))


def _anything_happened(ctx: Context, unit: Unit, start: date, end: date) -> bool:
    """Whether a period has figures of its own, beside levels that only last on."""
    flows = [i for i in indicators().values() if i.kind in {"flow", "yearly"}]
    return bool(ward.table(ctx.session, unit, flows, start, end).totals)


def _last_year_with_figures(ctx: Context, unit: Unit, before: date) -> Days | None:
    days = [p[1] for i in indicators().values() if (p := ledger.latest_period(ctx.session, i, unit)) and p[1] < before]
    return asked.whole_year(max(days).year) if days else None


def _known(ctx: Context, indicator: Indicator, unit: Unit, start: date, end: date) -> Figure | Ratio | None:
    if indicator.kind != "ratio":
        find = ledger.figure if wording.is_named_by_records(indicator) else ledger.amount
        return find(ctx.session, indicator, unit, start, end)
    share = ledger.ratio(ctx.session, indicator, unit, start, end)
    if share is None or share.has_too_much or not (share.reported or share.indicator.unit == "percent"):
        return None
    top = share.numerator or share.reported
    recent = top is not None and (top.indicator.kind != "stock" or (top.as_of or top.end) >= start)
    return share if recent else None


def _row(ctx: Context, found: Figure | Ratio, start: date) -> tuple[str, str]:
    older = isinstance(found, Figure) and found.as_of is not None and found.as_of < start
    since = texts.figures.as_of(found.as_of or found.end) if isinstance(found, Figure) and older else ""
    notes = ", ".join(filter(None, (since, telling.of_how_many(ctx, found))))
    value = wording.ratio(found) if isinstance(found, Ratio) else wording.figure(found)
    return found.indicator.name, f"{value} ({notes})" if notes else value


def _code(ctx: Context, unit: Unit, found: Figure | Ratio) -> str:
    return codes.tell(ctx.session, unit, found, ctx.now, person=ctx.person)


def as_csv(ctx: Context, title: str, table: Table) -> Attached:
    """A table as a file for a spreadsheet: UTF-8 with a mark, so that Excel shows the accents; no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.heads)
    writer.writerows([[f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in table.rows])
    content = out.getvalue().encode("utf-8-sig")
    sha256 = hashlib.sha256(content).hexdigest()
    name = words.bare(title).replace(" ", "-").replace("/", "-") + ".csv"
    post.store_file(ctx.session, sha256, content, "text/csv", name, ctx.now)
    return Attached(sha256, name, "text/csv")
