"""Asking: a question in ordinary words becomes a figure with its unit, its period and where it came from."""

import csv
import hashlib
import io
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from db import ledger, people, post
from db.catalogue import Indicator, indicators
from db.ledger import Figure, Ratio
from db.models import Person, Unit
from handlers import texts_figures, units, wording, words
from handlers.context import Context
from handlers.message import Attached, Reply, Table, choices
from handlers.vi.reading import Question, Reading

CSV = "Gửi bảng (CSV)"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def answer(ctx: Context, reading: Reading) -> list[Reply]:
    """Answer a question, or say plainly what is missing."""
    refusal = _refused(reading)
    if refusal is not None:
        return [Reply(refusal)]
    question = reading.question
    if reading.intent == "report":
        question = Question(None, "list", reading.period or (question.period if question else None))
    if question is None:
        return [_which(ctx, reading)]
    unit = ctx.unit if question.unit is None else units.named(ctx, question.unit)
    if isinstance(unit, str):
        return [Reply(unit)]
    wanted = [indicators()[code] for code in _codes(question) if code in indicators()]
    if not wanted:
        return overview(ctx, unit, question) if question.aggregate == "list" else [_which(ctx, reading)]
    if question.aggregate == "compare" and len(wanted) == 1:
        return [_compared(ctx, unit, wanted[0], question, words.bare(reading.text))]
    return [Reply("\n\n".join(_one(ctx, unit, indicator, question) for indicator in wanted))]


def _refused(reading: Reading) -> str | None:
    """Names are never kept, so a question for them is answered at once."""
    said = words.bare(reading.text)
    if "ai cung cap" in said or "ai bao tin" in said or "ai to giac" in said:
        return texts_figures.refused("informants")
    return (
        texts_figures.refused("names")
        if any(f"{p} ho ngheo" in said for p in ("danh sach", "danh sach cac", "ten"))
        else None
    )


def _codes(question: Question) -> tuple[str, ...]:
    return question.indicators or ((question.indicator,) if question.indicator else ())


def _which(ctx: Context, reading: Reading) -> Reply:
    """A question without a subject: the doubts of the reader, or some daily figures as examples."""
    if reading.doubts:
        doubt = reading.doubts[0]
        return Reply(doubt.question, choices(*(a.label for a in doubt.alternatives)))
    daily = [i for i in indicators().values() if i.shown][:4]
    return Reply(texts_figures.which_figure(ctx.who), choices(*(f"{i.name}?" for i in daily)))


# --- one figure ---


def _one(ctx: Context, unit: Unit, indicator: Indicator, question: Question) -> str:
    start, end = _period(ctx, unit, indicator, question)
    if indicator.kind == "ratio":
        share = _share(ctx, unit, indicator, start, end)
        return _tell_ratio(ctx, unit, share, start, end) if share else _nothing(ctx, unit, indicator, start, end)
    found = ledger.figure(ctx.session, indicator, unit, start, end, occasion=question.occasion)
    return _tell(ctx, unit, found) if found else _nothing(ctx, unit, indicator, start, end)


def _share(ctx: Context, unit: Unit, indicator: Indicator, start: date, end: date) -> Ratio | None:
    """The ratio asked for, else one of the same numerator over another denominator; the answer names it."""
    same_top = [i for i in indicators().values() if i.numerator == indicator.numerator and i.unit == indicator.unit]
    shares = (ledger.ratio(ctx.session, i, unit, start, end) for i in (indicator, *same_top))
    found = [share for share in shares if share is not None]
    return next((share for share in found if share.reported is None), found[0] if found else None)


def _period(ctx: Context, unit: Unit, indicator: Indicator, question: Question) -> tuple[date, date]:
    """The days asked for; without any: this year until now, for a yearly figure the newest year there is."""
    if question.period is not None:
        return question.period.start, question.period.end
    year = (date(ctx.today.year, 1, 1), ctx.today)
    if _rests_on_years(indicator):
        newest = _newest(ctx, indicator, unit)
        return newest or year
    return year


def _rests_on_years(indicator: Indicator) -> bool:
    top = indicators().get(indicator.numerator or "")
    return indicator.kind == "yearly" or (top is not None and top.kind == "yearly")


def _rests_on_levels(indicator: Indicator) -> bool:
    top = indicators().get(indicator.numerator or "")
    return top is not None and top.kind == "stock"


def _newest(ctx: Context, indicator: Indicator, unit: Unit) -> tuple[date, date] | None:
    """The year of the newest entry of an indicator, or of the numerator of a ratio; a longer term as it is."""
    for code in (indicator.numerator, indicator.code):
        found = ledger.latest_period(ctx.session, indicators()[code], unit) if code in indicators() else None
        if found:
            return min(found[0], date(found[1].year, 1, 1)), date(found[1].year, 12, 31)
    return None


def _tell(ctx: Context, unit: Unit, found: Figure) -> str:
    where = f"{unit.name}, {_when(found)}"
    return texts_figures.answer(found.indicator.name, wording.figure(found), where, _source(ctx, found.sources))


def _when(found: Figure) -> str:
    if found.indicator.kind == "stock":
        return texts_figures.as_of(found.as_of or found.end)
    if found.indicator.kind == "yearly" and found.start.year == found.end.year:
        return wording.span(date(found.end.year, 1, 1), date(found.end.year, 12, 31))
    return wording.span(found.start, found.end)


def _tell_ratio(ctx: Context, unit: Unit, share: Ratio, start: date, end: date) -> str:
    told = share.reported or share.numerator
    when = _when(told) if told else wording.span(start, end)
    sources = [s for f in (share.numerator, share.denominator, share.reported) if f for s in f.sources]
    note = texts_figures.counts(share)
    name = share.indicator.name
    return texts_figures.answer(
        name, wording.ratio(share), f"{unit.name}, {when}", _source(ctx, sources), [note] if note else []
    )


def _source(ctx: Context, sources: Iterable[ledger.Source]) -> str:
    named = []
    for source in sources:
        person = ctx.session.get(Person, source.entry.person_id)
        named.append((source, f"{person.title} {person.name}" if person else "?"))
    return texts_figures.written_by(named, ctx.zone)


def _nothing(ctx: Context, unit: Unit, indicator: Indicator, start: date, end: date) -> str:
    level = indicator.kind == "stock" or _rests_on_levels(indicator)
    when = texts_figures.as_of(min(end, ctx.today)) if level else wording.span(start, end)
    where = f"{unit.name}, {when}"
    return texts_figures.no_figure(ctx.who, indicator.name, where, _hint(ctx, unit, indicator, start, end))


def _hint(ctx: Context, unit: Unit, indicator: Indicator, start: date, end: date) -> str | None:
    """What the book has instead: a longer period that holds the days asked for, or the newest one."""
    whole = ledger.containing(ctx.session, indicator, unit, start, end)
    if whole is not None and indicator.kind == "flow":
        entry = whole.entry
        value = wording.amount(entry.value, indicator.unit, entry.qualifier, entry.value_max, indicator.noun)
        return texts_figures.only_whole(wording.span(entry.day_from, entry.day_to), value)
    newest = ledger.latest_period(ctx.session, indicator, unit)
    if newest is None:
        return None
    last = (date(newest[0].year, 1, 1), date(newest[1].year, 12, 31))
    found = ledger.figure(ctx.session, indicator, unit, *last)
    return texts_figures.nearest(wording.span(*last), wording.figure(found)) if found else None


# --- several figures ---


def overview(ctx: Context, unit: Unit, question: Question | None) -> list[Reply]:
    """All figures that are known of a period, as a table and as a file; without a period the newest year with any."""
    start, end = _overview_period(ctx, question)
    if (question is None or question.period is None) and not _anything_happened(ctx, unit, start, end):
        start, end = _last_year_with_figures(ctx, unit, start) or (start, end)
    rows = _rows(ctx, unit, start, end)
    period = wording.span(start, end)
    if not rows:
        return [Reply(texts_figures.no_figures(unit.name, period))]
    table = Table(("Chỉ tiêu", "Số liệu"), tuple(rows))
    title = texts_figures.figures_title(unit.name, period)
    return [Reply(title, table=table, attached=(_as_csv(ctx, title, table),))]


def _anything_happened(ctx: Context, unit: Unit, start: date, end: date) -> bool:
    """Whether a period has figures of its own, beside levels that only last on."""
    flows = (i for i in indicators().values() if i.kind in {"flow", "yearly"})
    return any(ledger.figure(ctx.session, i, unit, start, end) for i in flows)


def _overview_period(ctx: Context, question: Question | None) -> tuple[date, date]:
    if question is not None and question.period is not None:
        return question.period.start, min(question.period.end, max(ctx.today, question.period.start))
    return date(ctx.today.year, 1, 1), ctx.today


def _last_year_with_figures(ctx: Context, unit: Unit, before: date) -> tuple[date, date] | None:
    days = [p[1] for i in indicators().values() if (p := ledger.latest_period(ctx.session, i, unit)) and p[1] < before]
    return (date(max(days).year, 1, 1), date(max(days).year, 12, 31)) if days else None


def _rows(ctx: Context, unit: Unit, start: date, end: date) -> list[tuple[str, str]]:
    rows = []
    for indicator in indicators().values():
        if indicator.kind == "ratio":
            share = ledger.ratio(ctx.session, indicator, unit, start, end)
            counted = share and (share.reported or share.indicator.unit == "percent")
            if share and counted and _within(share, start):
                rows.append((indicator.name, wording.ratio(share)))
        else:
            found = ledger.figure(ctx.session, indicator, unit, start, end)
            if found:
                older = found.as_of is not None and found.as_of < start
                since = f" ({texts_figures.as_of(found.as_of or end)})" if older else ""
                rows.append((indicator.name, wording.figure(found) + since))
    return rows


def _within(share: Ratio, start: date) -> bool:
    top = share.numerator or share.reported
    return top is not None and (top.indicator.kind != "stock" or (top.as_of or top.end) >= start)


def _as_csv(ctx: Context, title: str, table: Table) -> Attached:
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


def _compared(ctx: Context, unit: Unit, indicator: Indicator, question: Question, said: str) -> Reply:
    """A figure beside that of the period before it, or of each khu phố for the ward."""
    if "khu pho" in said or "kp nao" in said or question.unit == "phuong":
        return _ranking(ctx, unit, indicator, question)
    start, end = _period(ctx, unit, indicator, question)
    if question.period is None or question.period.end < ctx.today.replace(day=1):
        start, end = _running(ctx, said)
    earlier = _year_before(start, end) if "nam" in said.split() else _before(start, end)
    rows = []
    for span in (earlier, (start, end)):
        found = ledger.figure(ctx.session, indicator, unit, *span)
        rows.append((wording.span(*span), wording.figure(found) if found else "chưa có"))
    return Reply(f"{indicator.name} · {unit.name}", table=Table(("Kỳ", "Số liệu"), tuple(rows)))


def _running(ctx: Context, said: str) -> tuple[date, date]:
    """The running period that "so với tháng trước" or "so với năm ngoái" compares: this month, or this year."""
    if "thang" in said.split():
        following = (ctx.today.replace(day=28) + timedelta(days=4)).replace(day=1)
        return ctx.today.replace(day=1), following - timedelta(days=1)
    return date(ctx.today.year, 1, 1), ctx.today


def _year_before(start: date, end: date) -> tuple[date, date]:
    return _year_earlier(start), _year_earlier(end)


def _before(start: date, end: date) -> tuple[date, date]:
    """The same kind of period before: the month before a month, the same days of the year before otherwise."""
    if start.day == 1 and (end.year, end.month) == (start.year, start.month):
        last = start - timedelta(days=1)
        return last.replace(day=1), last
    return _year_earlier(start), _year_earlier(end)


def _year_earlier(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _ranking(ctx: Context, ward: Unit, indicator: Indicator, question: Question) -> Reply:
    if ctx.role != "ward":
        return Reply(texts_figures.for_the_ward_only())
    start, end = _period(ctx, ward, indicator, question)
    found = [
        (unit.name, ledger.figure(ctx.session, indicator, unit, start, end))
        for unit in people.subunits(ctx.session, ward.id or 0, start, end)
    ]
    ranked = sorted(found, key=lambda pair: pair[1].value if pair[1] else Decimal(-1), reverse=True)
    rows = tuple((name, wording.figure(f) if f else "chưa có") for name, f in ranked)
    return Reply(f"{indicator.name} · {wording.span(start, end)}", table=Table(("Khu phố", "Số liệu"), rows))
