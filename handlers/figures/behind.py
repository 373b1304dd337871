"""Where a figure comes from: its code, or "vì sao?" after it, opens the entries behind it."""

from datetime import date
from decimal import Decimal

from db import codes, ledger
from db.catalogue import Indicator
from db.codes import Behind, Opened
from db.figure import Figure, FundBalance, Ratio
from db.models import Unit
from handlers import texts, units, visibility, wording
from handlers.context import Context
from handlers.figures import asked, subject, telling
from handlers.figures.asked import Asked
from handlers.message import Reply
from handlers.records import showing
from handlers.vi.reading import Span

_MOST = 12  # entries in one answer


def why(ctx: Context) -> Reply:
    """What is behind the figure that this person was told last."""
    code = codes.last_told(ctx.session, ctx.person.id or 0, ctx.unit)
    return Reply(texts.book.nothing_told(ctx.who)) if code is None else opened(ctx, code)


def nothing_of(ctx: Context) -> Reply | None:
    """That nothing stands behind what was asked last, where no figure was told of it: the one before is not meant."""
    before, told = subject.last(ctx), last(ctx)
    if before is None or told is None or told.indicator is None or len(before.question.indicators) != 1:
        return None
    wanted = before.first
    if wanted.kind == "ratio" or before.question.aggregate == "compare" or told.indicator.code == wanted.code:
        return None
    period = before.period or Span(*asked.this_year(ctx))
    if ledger.figure(ctx.session, wanted, before.unit, period.start, period.end) is not None:
        return None
    return Reply(telling.nothing(ctx, before.unit, wanted, period.start, period.end))


def greatest(ctx: Context, before: Asked, *, least: bool) -> Reply:
    """The entry that tells most of the figure asked about last, or least; with all of them."""
    start, end = asked.days(ctx, before, before.first)
    figure = ledger.figure(ctx.session, before.first, before.unit, start, end, occasion=before.occasion)
    if figure is None:
        return Reply(telling.nothing(ctx, before.unit, before.first, start, end, before.occasion))
    told = look_up(
        ctx, codes.tell(ctx.session, before.unit, figure, ctx.now, occasion=before.occasion, person=ctx.person)
    )
    entries = told.behind if told is not None else ()
    if told is None or not entries:
        return Reply(telling.figure(ctx, before.unit, figure, before.occasion))
    first = (min if least else max)(entries, key=lambda each: each.source.entry.value)
    return Reply(f"{texts.book.greatest(_entry(first, named=False), least=least)}\n{_shown(ctx, told)}")


def opened(ctx: Context, code: str) -> Reply:
    """What is behind a code: the figure as it was told, its entries, and whether it has changed since."""
    found = look_up(ctx, code)
    return Reply(texts.book.code_unknown(code) if found is None else _shown(ctx, found))


def look_up(ctx: Context, code: str) -> Opened | None:
    """The figure behind a code, when there is one and this person may see it."""
    found = codes.open_code(ctx.session, code)
    if found is None or not units.may_see(ctx, found.unit):
        return None
    return found if found.indicator is None or visibility.may_see(ctx, found.indicator) else None


def of_last_asked(ctx: Context) -> Reply | None:
    """The entries behind what adds up and was asked about last, whatever it was divided by: "gồm mấy đợt"."""
    before = subject.of_figures(ctx)
    indicator = before.first if before is not None else None
    if before is None or indicator is None or indicator.kind != "flow":
        return None
    single = asked.Asked(asked.by_itself(before.question), before.unit, "")
    figure = telling.found(ctx, single, indicator)
    told = last(ctx) if figure is None else None  # how often it was done is told by those who came
    if figure is not None:
        code = codes.tell(ctx.session, before.unit, figure, ctx.now, occasion=single.occasion, person=ctx.person)
        told = look_up(ctx, code)
    if told is None or not isinstance(told.then, Figure):
        return None
    times = len({source.record.number for source in told.then.sources})
    return Reply(f"{texts.book.made_of(times)} {_shown(ctx, told)}")


def right(ctx: Context) -> Reply:
    """What is behind the figure told last, where it is asked whether that is right."""
    told = last(ctx)
    if told is None:
        return why(ctx)
    shown = _shown(ctx, told)
    return Reply(shown if told.changed else f"{texts.book.right()} {shown}")


def last(ctx: Context) -> Opened | None:
    """The figure that this person was told last."""
    code = codes.last_told(ctx.session, ctx.person.id or 0, ctx.unit)
    return look_up(ctx, code) if code else None


def _shown(ctx: Context, found: Opened) -> str:
    shown = found.behind[-_MOST:]
    mixed = len({b.source.entry.indicator for b in found.behind}) > 1
    return texts.book.behind(
        found.code,
        value(found.then) or texts.comparing.NONE,
        f"{found.indicator.name if found.indicator else ''} · {found.unit.name}, {_when(found)}",
        wording.day(found.told_at.astimezone(ctx.zone).date()),
        [_entry(b, named=mixed) for b in shown],
        len(found.behind) - len(shown),
        texts.book.has_changed(value(found.now)) if found.changed else texts.book.unchanged(),
    )


def value(found: Figure | Ratio | FundBalance | None) -> str | None:
    """The value of whatever can be told."""
    if found is None:
        return None
    if isinstance(found, Ratio):
        return wording.ratio(found)
    return telling.fund_value(found) if isinstance(found, FundBalance) else wording.figure(found)


def _when(found: Opened) -> str:
    if isinstance(found.then, Figure):
        return telling.when(found.then)
    if isinstance(found.then, Ratio) and (told := found.then.reported or found.then.numerator) is not None:
        return telling.when(told)
    return wording.span(found.start, found.end)


def _entry(behind: Behind, *, named: bool) -> str:
    entry = behind.source.entry
    who = f"{behind.person.title} {behind.person.name}" if behind.person else "?"
    return texts.book.entry_behind(
        wording.entry(entry) if named else wording.entry_value(entry),
        wording.span(entry.day_from, entry.day_to),
        who,
        behind.number,
        len(behind.photos),
        behind.witnesses,
        late=behind.late,
        version=behind.version,
    )


def who_wrote(ctx: Context, unit: Unit, indicator: Indicator, stated: Decimal) -> list[Reply]:
    """The record in which a figure of just that value stands: for those who lead."""
    if not ctx.leads:
        return [Reply(texts.book.who_wrote_is_for_leaders(ctx.who))]
    found = ledger.figure(ctx.session, indicator, unit, unit.valid_from, max(ctx.today, date(ctx.today.year, 12, 31)))
    sources = [s for s in found.sources if s.entry.value == stated] if found else []
    if not sources:
        value = wording.short_amount(stated, indicator.unit, noun=indicator.noun)
        return [Reply(texts.book.nobody_wrote(ctx.who, value))]
    return showing.show(ctx, sources[-1].record.number)
