"""One figure told: the number first, then what it is, where and when, what to know about it, who said so, its code."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import islice

from db import catalogue, codes, ledger, quick, records, units, ward
from db.catalogue import Indicator, indicators, rests_on
from db.figure import Figure, FundBalance, Ratio, Source
from db.models import Person, Unit
from handlers import texts, visibility, wording
from handlers.context import Context
from handlers.figures import asked, share_notes
from handlers.figures.asked import Asked
from handlers.vi import committees, lexicon, spans


def one(ctx: Context, question: Asked, indicator: Indicator) -> str:
    """The answer to a question for one figure, or what is missing for it."""
    start, end = asked.days(ctx, question, indicator)
    impossible = impossible_days(ctx, question.unit, indicator, start, end)
    if impossible is not None:
        return impossible
    if indicator.kind == "ratio":
        share = _share(ctx, question, indicator, start, end)
        if share is not None and share.has_too_much:
            return _too_much(ctx, question.unit, share)
        if share is not None:
            return ratio(ctx, question.unit, share, question.occasion)
    else:
        found = ledger.figure(ctx.session, indicator, question.unit, start, end, occasion=question.occasion)
        if found is not None:
            return figure(ctx, question.unit, found, question.occasion, _kind_asked(question, indicator))
        near = _about_the_day(ctx, question, indicator, end) if indicator.kind == "flow" else None
        if near is not None:
            return near
    return nothing(ctx, question.unit, indicator, start, end, question.occasion)


def _about_the_day(ctx: Context, question: Asked, indicator: Indicator, end: date) -> str | None:
    """What is told of the day of an occasion without its name, or of the occasion on other days of that year."""
    number, _, month = (question.occasion or "").partition("/")
    day = spans.make(end.year, int(month), int(number)) if number.isdecimal() and month.isdecimal() else None
    if day is None:
        return None
    on_it = ledger.figure(ctx.session, indicator, question.unit, day, day)
    if on_it is not None:
        return figure(ctx, question.unit, on_it)
    year = asked.whole_year(end.year)
    for_it = ledger.figure(ctx.session, indicator, question.unit, *year, occasion=question.occasion)
    return figure(ctx, question.unit, for_it, question.occasion) if for_it is not None else None


def found(ctx: Context, question: Asked, indicator: Indicator) -> Figure | None:
    """The figure that answers a question, where there is one."""
    days = asked.days(ctx, question, indicator)
    return ledger.figure(ctx.session, indicator, question.unit, *days, occasion=question.occasion)


def times(ctx: Context, question: Asked, indicator: Indicator) -> int:
    """In how many records that stands which adds up; 0 for anything else."""
    if indicator.kind != "flow":
        return 0
    days = asked.days(ctx, question, indicator)
    found = ledger.figure(ctx.session, indicator, question.unit, *days, occasion=question.occasion)
    return len({source.record.number for source in found.sources}) if found else 0


def impossible_days(ctx: Context, unit: Unit, indicator: Indicator, start: date, end: date) -> str | None:
    """The sentence for days that cannot have a figure: not come yet, or before the unit existed."""
    if start > ctx.today:
        return texts.figures.not_yet(ctx.who, wording.span(start, end))
    there = (min(end, ctx.today),) * 2 if is_level(indicator) else (start, end)
    outside = units.outside(ctx.session, unit, *there)
    if outside is None or (outside.before and outside.instead):  # what was merged into it answers for it
        return None
    day = unit.valid_from if outside.before else unit.valid_to or end
    return texts.figures.outside(unit.name, day, [u.name for u in outside.instead], before=outside.before)


def is_level(indicator: Indicator) -> bool:
    """Whether an indicator is told as of a day and not over a period."""
    return rests_on(indicator, "stock")


def _kind_asked(question: Asked, indicator: Indicator) -> str:
    """The one kind asked for of several that are counted together: the pots of "còn chậu hoa thì mấy chậu"."""
    if not indicator.together:
        return ""
    pots, trees = question.says("chau"), question.says("cay xanh", "rieng cay", "con cay")
    kinds = indicator.together.split(" và ")
    return kinds[-1] if pots and not question.says("cay") else kinds[0] if trees and not pots else ""


def figure(ctx: Context, unit: Unit, found: Figure, occasion: str | None = None, kind: str = "") -> str:
    """A figure with its code; `kind` is the only one asked for of several that are counted together."""
    code = codes.tell(ctx.session, unit, found, ctx.now, occasion=occasion, person=ctx.person)
    season = asked.season_name(occasion, (found.start, found.end))
    days = season or ", ".join(filter(None, (texts.figures.occasion(occasion), when(found))))
    where = f"{unit.name}, {days}"
    value = _of_some(ctx, found, wording.figure(found))
    if kind and wording.kinds_in(found.indicator, *(source.record.text for source in found.sources)) != [kind]:
        value = texts.figures.counted_together(found.indicator.name, value)
    return texts.figures.answer(
        found.indicator.name, value, where, source(ctx, found.sources, code), notes(ctx, unit, found)
    )


def _of_some(ctx: Context, found: Figure, value: str) -> str:
    """A level of a ward, with how many of its khu phố told theirs, where some did not."""
    told = _told_of(ctx, found)
    return value if told is None else texts.figures.of_some(*told, value)


def _told_of(ctx: Context, found: Figure) -> tuple[int, int] | None:
    """How many of the khu phố of a ward told a level, and how many there are; None where all did."""
    if not found.missing or found.indicator.kind == "flow":
        return None
    home = quick.get_one(ctx.session, Unit, found.missing[0].parent_id or 0)
    all_units = len(ward.reported(ctx.session, home, found.end, found.end))
    return all_units - len(found.missing), all_units


def of_how_many(ctx: Context, found: Figure | Ratio) -> str:
    """What stands behind a level of a ward in a row of a table, where some of its khu phố told none."""
    counts = (found.numerator, found.denominator) if isinstance(found, Ratio) else (found,)
    told = [pair for each in counts if each is not None and (pair := _told_of(ctx, each)) is not None]
    return texts.figures.only_some_of(*min(told)) if told else ""


def total(ctx: Context, unit: Unit, found: Figure, head: str, occasion: str | None = None) -> str:
    """The whole of what is told in parts, with what they are, its source and code."""
    code = codes.tell(ctx.session, unit, found, ctx.now, occasion=occasion, person=ctx.person)
    return texts.charts.total(wording.figure(found), head, source(ctx, found.sources, code))


def when(found: Figure) -> str:
    """The day or the period of a figure."""
    if found.indicator.kind == "stock":
        days = {source.entry.unit_id: source.entry.day_to for source in found.sources}  # of each the newest
        if len(set(days.values())) > 1:
            return texts.figures.as_of_each(min(days.values()), max(days.values()))
        return texts.figures.as_of(found.as_of or found.end)
    if found.indicator.kind == "yearly" and found.start.year == found.end.year:
        return wording.span(*asked.whole_year(found.end.year))
    return wording.span(found.start, found.end)


def notes(ctx: Context, unit: Unit, found: Figure) -> list[str]:
    """What one must know beside a figure: its standard, what is not in it, whose figures are missing."""
    told = [texts.figures.standards(found.standards)] if found.standards else []
    outside = units.outside(ctx.session, unit, found.start, found.end)
    if outside is not None and outside.before:
        told.append(texts.figures.before_merger([u.name for u in outside.instead], unit.name, unit.valid_from))
    changed = catalogue.breaks_between(found.indicator, found.as_of or found.end, ctx.today)
    if changed is not None:
        told.append(texts.figures.standard_changed(changed))
    if found.besides:
        told.append(texts.figures.besides([(wording.entry_value(s.entry), s.entry.counts_for) for s in found.besides]))
    lent = [s.entry.value for s in found.sources if s.entry.counts_for == "phuong" and s.entry.unit_id != unit.id]
    if lent:
        amount = wording.short_amount(sum(lent, Decimal(0)), found.indicator.unit, noun=found.indicator.noun)
        told.append(texts.figures.lent(amount))
    later = _told_later(ctx, unit, found) if unit.kind == committees.WARD and found.indicator.kind == "stock" else None
    if later is not None:
        told.append(later)
    if found.missing and found.indicator.kind != "flow":
        told.append(texts.figures.missing([u.name for u in found.missing]))
    return told


def _told_later(ctx: Context, unit: Unit, found: Figure) -> str | None:
    """What khu phố of a ward told of a level after the ward itself last did, added up."""
    if {source.entry.unit_id for source in found.sources} != {unit.id} or found.as_of is None:
        return None
    each = [r.figure for r in ward.ranking(ctx.session, unit, found.indicator, found.as_of, found.end)]
    newer = [f for f in each if isinstance(f, Figure) and f.as_of is not None and f.as_of > found.as_of]
    if not newer:
        return None
    value = sum((f.value for f in newer), Decimal(0))
    amount = wording.short_amount(value, found.indicator.unit, noun=found.indicator.noun)
    return texts.figures.told_later(amount, len(newer), len(each))


def ratio(ctx: Context, unit: Unit, share: Ratio, occasion: str | None = None) -> str:
    """A ratio with its counts, the denominator named, and its code."""
    code = codes.tell(ctx.session, unit, share, ctx.now, occasion=occasion, person=ctx.person)
    told = share.reported or share.numerator
    parts = [f for f in (share.numerator, share.denominator, share.reported) if f]
    sources = [s for f in parts for s in f.sources]
    more = [note for f in parts[:1] for note in notes(ctx, unit, f)]
    more += share_notes.told(ctx, unit, share, occasion)
    counted = [note] if (note := texts.figures.counts(share)) else []
    season = asked.season_name(occasion, (told.start, told.end)) if told else None
    days = (season,) if season else (texts.figures.occasion(occasion), when(told) if told else "")
    where = ", ".join(filter(None, (unit.name, *days)))
    value = _of_some(ctx, told, wording.ratio(share)) if told else wording.ratio(share)
    return texts.figures.answer(share.indicator.name, value, where, source(ctx, sources, code), [*counted, *more])


def _too_much(ctx: Context, unit: Unit, share: Ratio) -> str:
    """That no share can be told, where a part was told of more than of its whole; with both."""
    parts = [f for f in (share.numerator, share.denominator) if f]
    part, whole = (f"{wording.lower_first(f.indicator.name)}: {coded(ctx, unit, f)}" for f in parts)
    where = f"{unit.name}, {when(parts[0])}"
    return texts.figures.more_than_whole(share.indicator.name, where, part, whole, parts[1].indicator.name)


def fund(ctx: Context, question: Asked, indicator: Indicator) -> str:
    """What was collected for a fund, handed in, and is left."""
    start, end = asked.days(ctx, question, indicator)
    found = ledger.fund(ctx.session, indicator, question.unit, start, end)
    if found is None:
        return nothing(ctx, question.unit, indicator, start, end)
    code = codes.tell(ctx.session, question.unit, found, ctx.now, person=ctx.person)
    parts = [f for f in (found.collected, found.paid) if f]
    name = (found.collected or parts[0]).indicator.name
    where = f"{question.unit.name}, {wording.span(start, end)}"
    sources = [s for f in parts for s in f.sources]
    return texts.figures.answer(
        name, fund_value(found, first_left=question.says("con", "ton")), where, source(ctx, sources, code)
    )


def fund_value(found: FundBalance, *, first_left: bool = False) -> str:
    """The three amounts of a fund in one line."""
    left = wording.short_amount(found.left, "dong", found.qualifier)
    return texts.figures.fund(
        _money(found.collected), _money(found.paid) if found.paid else None, left, first_left=first_left
    )


def _money(found: Figure | None) -> str:
    return wording.short_amount(found.value, "dong", found.qualifier, found.value_max) if found else "0 đồng"


def source(ctx: Context, sources: Iterable[Source], code: str) -> str:
    """Who recorded it and when, with the code under which it can be looked up again."""
    named = []
    for told in sources:
        said = records.stated(ctx.session, told.entry)
        person = quick.get(ctx.session, Person, said.person_id)
        named.append((replace(told, entry=said), f"{person.title} {person.name}" if person else "?"))
    return texts.figures.written_by(named, ctx.zone, code)


def knows_share(ctx: Context, question: Asked, indicator: Indicator) -> bool:
    """Whether a ratio is known for what was asked, if only as a percentage that somebody reported."""
    days = asked.days(ctx, question, indicator)
    return indicator.kind == "ratio" and _share(ctx, question, indicator, *days) is not None


def _share(ctx: Context, question: Asked, indicator: Indicator, start: date, end: date) -> Ratio | None:
    """The ratio asked for, else one of the same numerator over another denominator; the answer names it."""
    same_top = [i for i in indicators().values() if i.numerator == indicator.numerator and i.unit == indicator.unit]
    found = [
        share
        for i in (indicator, *same_top)
        if (share := ledger.ratio(ctx.session, i, question.unit, start, end, occasion=question.occasion)) is not None
    ]
    return next((share for share in found if share.reported is None), found[0] if found else None)


# --- what is not there ---


def nothing(ctx: Context, unit: Unit, indicator: Indicator, start: date, end: date, occasion: str | None = None) -> str:
    """That there is no figure, perhaps of an occasion, with what there is instead."""
    level = texts.figures.as_of(min(end, ctx.today)) if is_level(indicator) else wording.span(start, end)
    season = asked.season_name(occasion, (start, end))
    where = f"{unit.name}, {season or ', '.join(filter(None, (texts.figures.occasion(occasion), level)))}"
    incomplete = (
        _half_a_ratio(ctx, unit, indicator, start, end)
        or _only_a_part(ctx, unit, indicator, start, end, where)
        or _by_records(ctx, unit, indicator, (start, end), occasion, where)
    )
    if incomplete is not None:
        return incomplete
    if indicator.kind == "stock" and (told := _only_moved(ctx, unit, indicator, end)):
        return texts.figures.only_moved(told, indicator.name, where)
    hint = _on_that_occasion(ctx, unit, indicator, occasion) or known_instead(ctx, unit, indicator, start, end)
    return texts.figures.no_figure(ctx.who, indicator.name, where, hint)


def _on_that_occasion(ctx: Context, unit: Unit, indicator: Indicator, occasion: str | None) -> str | None:
    """What was ever told of an occasion of which nothing was in the days asked for."""
    if occasion is None or indicator.kind != "flow":
        return None
    ever = ledger.figure(ctx.session, indicator, unit, unit.valid_from, ctx.today, occasion=occasion)
    if ever is None:
        return None
    first, last = min(s.entry.day_from for s in ever.sources), max(s.entry.day_to for s in ever.sources)
    name = ", ".join(filter(None, (texts.figures.occasion(occasion), wording.span(first, last))))
    return texts.figures.nearest(name, coded(ctx, unit, ever))


def _half_a_ratio(ctx: Context, unit: Unit, indicator: Indicator, start: date, end: date) -> str | None:
    """A ratio of which one count is missing, or whose denominator is zero."""
    if not (indicator.numerator and indicator.denominator):
        return None
    top, bottom = (
        ledger.figure(ctx.session, indicators()[code], unit, start, end)
        for code in (indicator.numerator, indicator.denominator)
    )
    if bottom is not None and bottom.value == 0:
        return texts.figures.divided_by_zero(indicator.name, wording.lower_first(bottom.indicator.name), when(bottom))
    if (top is None) == (bottom is None):
        return None
    lacking = indicators()[indicator.denominator if top else indicator.numerator]
    there = f"{wording.lower_first(f.indicator.name)}: {coded(ctx, unit, f)}" if (f := top or bottom) else ""
    return texts.figures.half_a_ratio(indicator.name, lacking.name, there)


def known_instead(ctx: Context, unit: Unit, indicator: Indicator, start: date, end: date) -> str | None:
    """What the book has instead: a longer period that holds the days asked for, or the newest one, changes, a part."""
    whole = ledger.containing(ctx.session, indicator, unit, start, end)
    if whole is not None and indicator.kind == "flow":
        return of_the_whole(whole)
    if indicator.kind == "stock" and (later := ledger.told_on(ctx.session, indicator, unit, end, ctx.today)):
        first = ledger.figure(ctx.session, indicator, unit, later[0], later[0])
        if first is not None:
            return texts.figures.nearest(wording.span(later[0], later[0]), coded(ctx, unit, first))
    newest = ledger.latest_period(ctx.session, indicator, unit)
    if newest is None:
        return _of_the_same_deed(ctx, unit, indicator, start, end)
    of_that_year = asked.whole_year(start.year)
    if (
        indicator.kind == "flow"
        and start.year == end.year
        and ledger.figure(ctx.session, indicator, unit, *of_that_year)
    ):
        newest = of_that_year
    last = (date(newest[0].year, 1, 1), date(newest[1].year, 12, 31))
    found = ledger.figure(ctx.session, indicator, unit, *last)
    if found is None:
        return None
    a_year = indicator.kind == "flow" and last[0].year == last[1].year
    period, value = wording.span(*last), coded(ctx, unit, found)
    if not a_year:
        return texts.figures.nearest(period, value)
    return texts.figures.in_the_year(period, value, over=last[1] < ctx.today)


def _only_moved(ctx: Context, unit: Unit, indicator: Indicator, end: date) -> str | None:
    """What a level rose or fell by until a day, where nobody told the whole of it since."""
    if ledger.figure(ctx.session, indicator, unit, ctx.today, ctx.today) is not None:
        return None
    return moved(ctx, unit, indicator, date.min, end)


def of_the_whole(whole: Source) -> str:
    """A figure of a longer period than the one asked for."""
    value = f"{wording.entry_value(whole.entry)} (#{whole.record.number})"
    return texts.figures.only_whole(wording.span(whole.entry.day_from, whole.entry.day_to), value)


def moved(ctx: Context, unit: Unit, indicator: Indicator, start: date, end: date) -> str | None:
    """What a level rose or fell by between two days, where nobody told it as a whole."""
    found = ledger.moved(ctx.session, indicator, unit, start, end)
    if not found:
        return None
    value = sum((source.entry.value for source in found), Decimal(0))
    told = wording.change(value, indicator.unit, indicator.noun)
    return texts.figures.changes(told, list(dict.fromkeys(source.record.number for source in found)))


def _only_a_part(
    ctx: Context, unit: Unit, indicator: Indicator, start: date, end: date, where: str
) -> str | None:  # fmt: skip
    """The part of a whole that is known, counted in the same: the cases made up of those taken in.

    A case that was made up was taken in, but how many were is not inferred from it.
    """
    if indicator.kind != "flow":
        return None
    tops = (indicators()[i.numerator] for i in indicators().values() if i.denominator == indicator.code and i.numerator)
    parts = (p for p in tops if (p.kind, p.unit) == (indicator.kind, indicator.unit) and visibility.may_see(ctx, p))
    found = (ledger.figure(ctx.session, part, unit, start, end) for part in parts)
    part = next((f for f in found if f), None)
    if part is None:
        return None
    code = codes.tell(ctx.session, unit, part, ctx.now, person=ctx.person)
    told = source(ctx, part.sources, code)
    return texts.figures.only_part(part.indicator.name, wording.figure(part), where, told, indicator.name)


def _by_records(
    ctx: Context, unit: Unit, indicator: Indicator, days: asked.Days, occasion: str | None, where: str
) -> str | None:  # fmt: skip
    """How often something was held, where only those who came were told: as often as that was written down."""
    deed, _, counts = indicator.code.rpartition("_")
    came = next((i for code, i in indicators().items() if counts == "cuoc" and code.startswith(f"{deed}_luot")), None)
    found = ledger.figure(ctx.session, came, unit, *days, occasion=occasion) if came is not None else None
    if found is None:
        return None
    code = codes.tell(ctx.session, unit, found, ctx.now, occasion=occasion, person=ctx.person)
    times = len({source.record.number for source in found.sources})
    head = texts.figures.by_records(times, wording.figure(found))
    return texts.figures.answer(indicator.name, head, where, source(ctx, found.sources, code))


def _of_the_same_deed(ctx: Context, unit: Unit, indicator: Indicator, start: date, end: date) -> str | None:
    """What else is told of the same deed: how many came to clean up, where nobody told how often one did."""
    if indicator.kind != "flow":
        return None
    alike = (indicators()[code] for code in told_with(indicator.code))
    flows = (other for other in alike if other.kind == "flow" and visibility.may_see(ctx, other))
    found = (ledger.figure(ctx.session, other, unit, start, end) for other in flows)
    told = [(f.indicator.name, coded(ctx, unit, f)) for f in islice(filter(None, found), _MOST_BESIDE)]
    return texts.figures.only_of_the_deed(told) if told else None


_MOST_BESIDE = 2


@cache
def told_with(code: str) -> tuple[str, ...]:
    """The other figures that are told of the same deed."""
    facts = [topic.facts.values() for topic in lexicon.topics().values() if code in topic.facts.values()]
    deed = code.partition("_")[0]  # vsmt_cuoc, vsmt_luot_nguoi
    alike = (other for row in facts for other in row if other and other.partition("_")[0] == deed)
    return tuple(dict.fromkeys(other for other in alike if other != code))


def coded(ctx: Context, unit: Unit, found: Figure) -> str:
    """A figure in a sentence, with the code under which it can be looked up again."""
    code = codes.tell(ctx.session, unit, found, ctx.now, person=ctx.person)
    return texts.figures.coded(wording.figure(found), code)
