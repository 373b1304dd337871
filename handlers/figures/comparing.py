"""A figure beside that of another period: the month before, the same months of last year, Tết against Tết."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from db import catalogue, codes, ledger, ward
from db.catalogue import Indicator
from db.figure import Figure, Ratio
from handlers import texts, wording
from handlers.context import Context
from handlers.figures import asked, charts, subject, telling
from handlers.figures.asked import Asked, Days
from handlers.message import Reply, Table
from handlers.vi import committees
from handlers.vi.reading import Span
from handlers.vi.spans import is_year


def answer(ctx: Context, question: Asked, indicator: Indicator) -> Reply:
    """Whether a figure has risen or fallen, and by how much; both figures below."""
    feasts = _two_feasts(ctx, question, indicator)
    if feasts is not None:
        return feasts
    level = telling.is_level(indicator)
    earlier, later = sorted(asked.pair(ctx, question, indicator, level=level))
    impossible = telling.impossible_days(ctx, question.unit, indicator, *later)
    if impossible is not None:
        return Reply(impossible)
    spans = (earlier, later)
    found = figures(ctx, question, indicator, spans)
    last_change = _the_last_change(ctx, question, indicator, found)
    spans, found = last_change or (spans, found)
    (earlier, later) = spans
    all_year = _with_the_whole_year(ctx, question, indicator, spans) if found[0] is None and found[1] else None
    spans, found = all_year or (spans, found)
    rows = tuple(_row(ctx, question, span, figure, level=level) for span, figure in zip(spans, found, strict=True))
    title = f"{indicator.name} · {question.unit.name}"
    changed = catalogue.breaks_between(indicator, earlier[1], later[1])
    if indicator.kind == "stock" and None in found:
        told = telling.moved(ctx, question.unit, indicator, earlier[1] + timedelta(days=1), later[1])
        if told is not None:
            return Reply(texts.comparing.moved_only(told, indicator.name, question.unit.name))
    names = [asked.season_name(question.occasion, span) or period_name(ctx, span, level=level) for span in spans]
    if found == [None, None] or found == (None, None):
        return Reply("\n".join((texts.comparing.neither(*names), title)))
    unlike = None if changed else _of_unlike(ctx, question, indicator, spans, found)
    head = texts.comparing.broken(changed) if changed else unlike or _headline(question, indicator, found, spans, names)
    whole = (earlier[0], later[1])
    years = earlier[0].year != later[0].year and not changed and unlike is None
    chart = charts.make(indicator, question.unit, whole, [name for name, _ in rows], found) if years else None
    whole_only = [_only_whole(ctx, question, indicator, s) for s, f in zip(spans, found, strict=True) if f is None]
    note = texts.comparing.of_the_whole_year(earlier[0].year, later[1]) if all_year else None
    whole_only.append(note)
    lines = [head, title, *filter(None, whole_only)]
    return Reply("\n".join(lines), table=Table(("Kỳ", "Số liệu"), rows), chart=chart)


def two_years(ctx: Context, question: Asked, wanted: Sequence[Indicator]) -> Reply:
    """What adds up over this year until now and over the whole of the last one, side by side."""
    spans = asked.whole_year(ctx.today.year - 1), asked.this_year(ctx)
    rows = []
    for indicator in wanted:
        found = figures(ctx, question, indicator, spans)
        told = [_row(ctx, question, span, each, level=False) for span, each in zip(spans, found, strict=True)]
        rows += [(f"{indicator.name}, {when}" if len(wanted) > 1 else when, value) for when, value in told]
    title = f"{wanted[0].name} · {question.unit.name}" if len(wanted) == 1 else question.unit.name
    return Reply(title, table=Table(("Kỳ", "Số liệu"), tuple(rows)))


def _the_last_change(
    ctx: Context, question: Asked, indicator: Indicator, found: Sequence[Figure | Ratio | None]
) -> tuple[tuple[Days, Days], Sequence[Figure | Ratio | None]] | None:
    """ "Giảm được mấy hộ" of a level that stayed as it was since the days it is held against: since it last changed."""
    same = [f.value for f in found if isinstance(f, Figure)]
    asks = question.question
    if indicator.kind != "stock" or asks.against is not None or asks.period is not None or len(set(same)) != 1:
        return None
    if len(same) != _TWO or asks.unit == committees.WARD:
        return None
    days = ledger.told_on(ctx.session, indicator, question.unit, ctx.today - _FAR_BACK, ctx.today)
    for day in reversed(days):
        eve = day - timedelta(days=1)
        spans = ((eve, eve), (ctx.today, ctx.today))
        before = figures(ctx, question, indicator, spans)
        if isinstance(before[0], Figure) and before[0].value != same[0]:
            return spans, before
    return None


_FAR_BACK = timedelta(days=400)


def as_part(ctx: Context, said: str) -> Reply | None:
    """ "Bằng bao nhiêu phần trăm năm ngoái" after two periods were compared: the later as a share of the earlier."""
    question = subject.of_figures(ctx) if _AS_PART.fullmatch(said) else None
    if question is None or question.question.aggregate != "compare" or question.question.unit == committees.WARD:
        return None
    indicator = question.first
    level = telling.is_level(indicator)
    spans = tuple(sorted(asked.pair(ctx, question, indicator, level=level)))
    earlier, later = figures(ctx, question, indicator, spans)
    if earlier is None or later is None or indicator.kind == "ratio" or not _number(earlier):
        return answer(ctx, question, indicator)
    old, new = (_row(ctx, question, s, f, level=level) for s, f in zip(spans, (earlier, later), strict=True))
    percent = wording.percent(_number(later) / _number(earlier) * 100)
    return Reply(texts.comparing.as_part(percent, indicator.name, question.unit.name, new, old))


_AS_PART = re.compile(
    r"(?:(?:vay|the|thi|la|tuc|nam nay|thang nay|quy nay) )*bang (?:khoang )?(?:bao nhieu|may|bn|nhieu) phan tram"
    r"(?: (?:cua|so voi|nam ngoai|nam truoc|cung ky|(?:thang|quy|ky|lan|dot) truoc|vay|em|a|roi|do))*"
)


def _with_the_whole_year(
    ctx: Context, question: Asked, indicator: Indicator, spans: tuple[Days, Days]
) -> tuple[tuple[Days, Days], Sequence[Figure | Ratio | None]] | None:
    """This year until now beside the whole of the last one, of which no part is known."""
    earlier, later = spans
    whole = asked.whole_year(earlier[0].year)
    until_now = later == (asked.whole_year(ctx.today.year)[0], ctx.today) and earlier[0] == whole[0]
    if indicator.kind != "flow" or not until_now or question.occasion:
        return None
    found = figures(ctx, question, indicator, (whole, later))
    return ((whole, later), found) if found[0] is not None else None


_FEASTS = {"tet": ("tet",), "trung_thu": ("trung thu",), "vu_lan": ("vu lan",), "27/7": ("27 7", "thuong binh")}


def feasts_of(question: Asked) -> list[str]:
    """The feasts that a question names."""
    return [feast for feast, spoken in _FEASTS.items() if question.says(*spoken)]


def _two_feasts(ctx: Context, question: Asked, indicator: Indicator) -> Reply | None:
    """ "Quà Tết so với Trung thu cái nào nhiều hơn": what was given on each of two feasts, and on which more."""
    named = feasts_of(question)
    if len(named) != _TWO or indicator.kind != "flow":
        return None
    usual = next((code for code, its_own in asked.AT_MID_AUTUMN.items() if its_own == indicator.code), indicator.code)
    indicator = catalogue.indicators()[usual]
    rows, found = [], []
    over = question.question.period
    year = over.start.year if over is not None and is_year(over) else None
    for feast in named:
        of_one = replace(question, question=question.question._replace(period=None, against=None, occasion=feast))
        span = asked.days(ctx, of_one, indicator)
        if year is not None:
            span = asked.season_of(feast, year) or asked.whole_year(year)
        figure = _of_the_feast(ctx, of_one, indicator, span)
        name = asked.season_name(feast, span) or texts.figures.occasion(feast) or feast
        rows.append((name, _row(ctx, of_one, span, figure, level=False)[1]))
        found.append(figure)
    lines = [_more_of(indicator, [name for name, _ in rows], found), f"{indicator.name} · {question.unit.name}"]
    return Reply("\n".join(lines), table=Table(("Dịp", "Số liệu"), tuple(rows)))


_TWO = 2


def _of_the_feast(ctx: Context, of_one: Asked, indicator: Indicator, span: Days) -> Figure | None:
    """What was given on a feast; the gifts for the mid-autumn one are a figure of their own."""
    its_own = catalogue.indicators()[asked.AT_MID_AUTUMN.get(indicator.code, indicator.code)]
    if of_one.occasion == _MID_AUTUMN and its_own is not indicator:
        own = ledger.figure(ctx.session, its_own, of_one.unit, *span)
        if own is not None:
            return own
    return ledger.figure(ctx.session, indicator, of_one.unit, *span, occasion=of_one.occasion)


_MID_AUTUMN = "trung_thu"


def _more_of(indicator: Indicator, names: Sequence[str], found: Sequence[Figure | None]) -> str:
    """Which of two is the greater, and by how much."""
    first, second = found
    if first is None or second is None:
        lacking = names[1] if first else names[0]
        return texts.comparing.cannot(lacking) if first or second else texts.comparing.neither(*names)
    change = first.value - second.value
    told = wording.amount(abs(change), indicator.unit, noun=indicator.noun)
    return texts.comparing.greater(names[0] if change > 0 else names[1], told) if change else texts.comparing.same()


def against_now(ctx: Context, question: Asked) -> Asked:
    """ "Năm ngoái nhiều hơn hay ít hơn?" holds that year against this one, not against the one before it."""
    over, asks = question.period, question.question
    alone = asks.against is None and asks.unit != committees.WARD and question.says(*_THAN)
    if over is None or over.end >= ctx.today or not alone:
        return question
    return replace(question, question=asks._replace(against=over))


_THAN = ("nhieu hon", "it hon", "cao hon", "thap hon", "kha hon", "lon hon", "nho hon")


def _of_unlike(
    ctx: Context, question: Asked, indicator: Indicator, spans: Sequence[Days],
    found: Sequence[Figure | Ratio | None],
) -> str | None:  # fmt: skip
    """Two levels of a ward that are not of the same khu phố: who is silent when, and those that told both."""
    both = [f for f in found if isinstance(f, Figure)]
    silent = [{u.id or 0: u.name for u in f.missing} for f in both]
    if indicator.kind != "stock" or len(both) != _TWO or silent[0].keys() == silent[1].keys():
        return None
    lacking = [
        texts.comparing.silent_then(
            period_name(ctx, span, level=True), sorted(here[key] for key in here.keys() - there)
        )
        for span, here, there in zip(spans, silent, reversed(silent), strict=True)
        if here.keys() - there
    ]
    below = [unit for unit, _ in ward.reported(ctx.session, question.unit, *spans[1])]
    alike = [unit for unit in below if unit.id not in silent[0] and unit.id not in silent[1]]
    told = [ledger.compare(ctx.session, indicator, unit, spans) for unit in alike]
    old, new = (sum((f.value for pair in told if (f := pair[at]) is not None), Decimal(0)) for at in (0, 1))
    change = wording.amount(abs(new - old), indicator.unit, noun=indicator.noun)
    said = texts.comparing.moved(change, up=new > old) if new != old else texts.comparing.SAME
    names = [unit.name for unit in alike]
    part = texts.comparing.of_those_alone(names, wording.number(old), wording.number(new), said) if alike else None
    return texts.comparing.not_the_whole(question.unit.name, lacking, part)


def figures(
    ctx: Context, question: Asked, indicator: Indicator, spans: Sequence[Days]
) -> Sequence[Figure | Ratio | None]:
    """The same figure over several periods; None where nothing was told."""
    if indicator.kind == "ratio":
        shares = [ledger.ratio(ctx.session, indicator, question.unit, *s, occasion=question.occasion) for s in spans]
        return [None if share is None or share.has_too_much else share for share in shares]
    return ledger.compare(ctx.session, indicator, question.unit, spans, occasion=question.occasion)


def _only_whole(ctx: Context, question: Asked, indicator: Indicator, span: Days) -> str | None:
    """What there is of a longer period, of which the part that is compared cannot be told apart."""
    whole = ledger.containing(ctx.session, indicator, question.unit, *span) if indicator.kind == "flow" else None
    return telling.of_the_whole(whole) if whole is not None else None


def _row(ctx: Context, question: Asked, span: Days, found: Figure | Ratio | None, *, level: bool) -> tuple[str, str]:
    name = asked.season_name(question.occasion, span) or period_name(ctx, span, level=level)
    if found is None:
        return name, texts.comparing.NONE
    value = wording.ratio(found) if isinstance(found, Ratio) else wording.figure(found)
    some = telling.of_how_many(ctx, found)
    value += f" ({some})" if some else ""
    code = codes.tell(ctx.session, question.unit, found, ctx.now, occasion=question.occasion, person=ctx.person)
    return name, texts.figures.coded(value, code)


def period_name(ctx: Context, span: Days, *, level: bool = False) -> str:
    """A period by its name, a level by its day; a month that still runs says until when."""
    if level:
        return texts.figures.as_of(min(span[1], ctx.today))
    running = span[0] <= ctx.today < span[1]
    return wording.span(*span) + (f" (đến {ctx.today:%d/%m})" if running else "")


def _headline(
    question: Asked, indicator: Indicator, found: Sequence[Figure | Ratio | None], spans: Sequence[Days],
    names: Sequence[str],
) -> str:  # fmt: skip
    earlier, later = found
    if earlier is None or later is None:
        return texts.comparing.cannot(names[1] if earlier else names[0])
    old, new = _number(earlier), _number(later)
    if indicator.kind == "ratio" and indicator.unit != "percent":  # as they are told
        old, new = (
            number.quantize(Decimal(1) if "dong" in indicator.unit else Decimal("0.1")) for number in (old, new)
        )
    change = abs(new - old)
    if indicator.kind == "ratio" and indicator.unit == "percent":
        told = texts.comparing.points(wording.percent(change).removesuffix("%"))
    else:
        told = wording.amount(change, indicator.unit, noun=indicator.noun)
    over = _asked_about(question)
    if over is not None and change and question.says(*_THAN):  # "tháng 1 nhiều hơn hay ít hơn"
        first = (over.start.year, over.start.month) == (spans[0][0].year, spans[0][0].month)
        other = new if first else old
        percent = wording.percent(change / other * 100) if other and indicator.unit != "percent" else None
        return texts.comparing.by_itself(over.words or names[not first], told, percent, more=(old > new) == first)
    share = wording.percent(change / old * 100) if old and indicator.unit != "percent" else None
    return texts.comparing.changed(told, share, up=new > old) if change else texts.comparing.same()


def _asked_about(question: Asked) -> Span | None:
    """The period of which it is asked whether it is more: the one named alone, else the first of two."""
    against = question.question.against
    return against if against is not None and _TWO_NAMED.search(question.said) is None else question.period


_TWO_NAMED = re.compile(r"\b(?:voi|so|hay (?:la )?(?:nam|thang|quy))\b|\bhon (?:nam|thang|quy|ky|tuan|tet)\b")


def _number(found: Figure | Ratio) -> Decimal:
    return found.percent if isinstance(found, Ratio) else found.value
