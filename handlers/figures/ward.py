"""What a ward sees of its khu phố: who is first, who has told nothing, why its sum differs from theirs."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from db import closing, codes, targets, ward
from db.catalogue import Indicator
from db.figure import Figure, Ratio, Source
from db.models import Unit
from db.ward import LeftOut, Ranked
from handlers import texts, wording, words
from handlers.context import Context
from handlers.figures import aims, asked, charts, telling
from handlers.figures.asked import Asked
from handlers.message import Reply, Table


def ranking(ctx: Context, question: Asked, indicator: Indicator, only: Sequence[Unit] = ()) -> Reply:
    """The khu phố of a ward, or `only` some, by a figure; equal ones share a place, those without are named below."""
    if ctx.role != "ward":
        return Reply(texts.figures.for_the_ward_only())
    start, end = asked.days(ctx, question, indicator)
    impossible = telling.impossible_days(ctx, question.unit, indicator, start, end)
    if impossible is not None:
        return Reply(impossible)
    if aims.of_question(question) is not None:
        return _by_target(ctx, question, aims.of_question(question) or indicator)
    ranked = ward.ranking(ctx.session, question.unit, indicator, start, end)
    if only:
        ranked = _among([r for r in ranked if r.unit.id in {unit.id for unit in only}])
    if _LEAST.search(question.said):
        ranked = _from_below(ranked)
    level = telling.is_level(indicator)
    when = texts.figures.as_of(min(end, ctx.today)) if level else wording.span(start, end)
    title = f"{indicator.name} · {when}"
    placed = [r for r in ranked if r.figure is not None]
    silent = [r.unit.name for r in ranked if r.figure is None]
    rows = tuple(_row(ctx, r) for r in placed)
    names, found = [r.unit.name for r in placed], [r.figure for r in placed]
    chart = charts.make(indicator, question.unit, (start, end), names, found)
    head = _which_of_two(placed) if only else _in_all(ctx, question, indicator, placed) or _first(ranked)
    if len(placed) == 1:  # a table would say it once more
        head = [texts.comparing.first([placed[0].unit.name], rows[0][1])]
    lines = [*head, title, *([texts.comparing.silent(silent)] if silent and placed else [])]
    if chart is None and words.says(words.bare(ctx.message.text), "bieu do", "do thi"):
        lines.append(texts.charts.too_few_units())
    table = Table(("Khu phố", "Số liệu"), rows) if len(rows) > 1 else None
    return Reply("\n".join(lines), table=table, chart=chart)


def _among(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Some khu phố alone, each with its place among them."""
    places = [r.place for r in ranked if r.place is not None]
    return [r if r.place is None else replace(r, place=1 + sum(other < r.place for other in places)) for r in ranked]


def _which_of_two(placed: Sequence[Ranked]) -> list[str]:
    """Which of two khu phố has more, and by how much; who has a figure, where the other has none."""
    figures = [r.figure for r in placed]
    if len(placed) != _TWO or any(isinstance(each, Ratio) for each in figures):
        return _first(placed) if placed else [texts.comparing.nobody_has()]
    first, second = (each for each in figures if isinstance(each, Figure))
    gap = abs(first.value - second.value)
    return [texts.comparing.greater(placed[0].unit.name, _amount(first.indicator, gap)) if gap else _first(placed)[0]]


_TWO = 2


def _in_all(ctx: Context, question: Asked, indicator: Indicator, placed: Sequence[Ranked]) -> list[str]:
    """What the ward has in all, where nobody asks which khu phố has most: "phần quà các khu phố năm nay"."""
    if indicator.kind == "ratio" or len(placed) < _TWO or _RANKED.search(question.said):
        return []
    whole = telling.found(ctx, replace(question, unit=ctx.unit), indicator)
    return [texts.comparing.in_all(_told(whole))] if whole is not None else []


_RANKED = re.compile(r"\b(?:nhat|nhut|nao|hon|so|sanh|xep|hang|dung|thu|it)\b")


def nth(ctx: Context, question: Asked, indicator: Indicator, number: int | None) -> Reply:
    """Who has one place of a ranking, or the last one; equal ones share it."""
    ranked = ward.ranking(ctx.session, question.unit, indicator, *asked.days(ctx, question, indicator))
    ranked = _from_below(ranked) if _LEAST.search(question.said) else ranked
    placed = [r for r in ranked if r.figure is not None]
    if not placed:
        return Reply(texts.comparing.nobody_has())
    if number is not None and number > len(placed):
        return Reply(texts.comparing.so_few_have(len(placed), number))
    there = placed[-1 if number is None else number - 1]
    names = [r.unit.name for r in placed if r.place == there.place]
    told = texts.comparing.first(names, _row(ctx, there)[1])
    return Reply(texts.comparing.nth(there.place or len(placed), told, indicator.name))


def not_handed_in(ctx: Context, question: Asked, fund: Indicator, handed_in: Indicator) -> Reply:
    """Which khu phố have handed in nothing of a fund."""
    if ctx.role != "ward":
        return Reply(texts.figures.for_the_ward_only())
    start, end = asked.days(ctx, question, fund)
    ranked = ward.ranking(ctx.session, ctx.unit, handed_in, start, end)
    silent = [r.unit.name for r in ranked if not (isinstance(r.figure, Figure) and r.figure.value)]
    when = wording.span(start, end)
    return Reply(texts.comparing.not_handed_in(ctx.who, handed_in.name, when, len(ranked) - len(silent), silent))


def _from_below(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The least first, which then has the first place; those without a figure stay last."""
    told = [(r.place, r) for r in reversed(ranked) if r.place is not None]
    places = [1 + sum(other > place for other, _ in told) for place, _ in told]
    least = [replace(r, place=place) for (_, r), place in zip(told, places, strict=True)]
    return least + [r for r in ranked if r.place is None]


_LEAST = re.compile(r"\b(?:it|thap|thieu) (?:\w+ ){0,4}?nhat\b")  # "ít nhất", "ít quà nhất"


def asks_place(question: Asked) -> bool:
    """Whether it is asked which place a khu phố has: "kp 9 đứng thứ mấy"."""
    return _PLACE.search(question.said) is not None


_PLACE = re.compile(
    r"\b(?:dung|xep|hang|xep hang|dung hang) (?:thu |hang |thu hang )?(?:may|bao nhieu)\b"
    r"|\b(?:kp|khu pho) \d+ thu may\b"
)


def place(ctx: Context, question: Asked, indicator: Indicator) -> Reply:
    """Which place one khu phố has among all by a figure, with the table of all below."""
    whole = ranking(ctx, replace(question, unit=ctx.unit), indicator)
    if ctx.role != "ward" or question.unit.id == ctx.unit.id:
        return whole
    ranked = ward.ranking(ctx.session, ctx.unit, indicator, *asked.days(ctx, question, indicator))
    places = {r.unit.id: r.place for r in ranked if r.place}
    mine, least = places.get(question.unit.id), _LEAST.search(question.said) is not None
    behind = sum(other > mine for other in places.values()) if mine else 0
    where = 1 + behind if mine and least else mine
    head = texts.comparing.place(question.unit.name, where, len(places), least=least)
    of_it = next((r for r in ranked if r.unit.id == question.unit.id and r.place), None)
    own = [texts.comparing.first([question.unit.name], _told(of_it.figure))] if of_it and of_it.figure else []
    leader, _, rest = whole.text.partition("\n")
    ranks = bool(own) and leader == "".join(_first(ranked))
    return replace(whole, text="\n".join([head, *own, rest if ranks else whole.text]))


def asks_which(question: Asked) -> bool:
    """Whether it is asked which khu phố have something."""
    return question.says(*_WHICH_UNITS)


def asks_who_has_none(question: Asked) -> bool:
    """Whether it is asked which khu phố have nothing of something left: "kp nào không còn hộ nghèo"."""
    return asks_which(question) and question.says(*_NOTHING)


_WHICH_UNITS = ("kp nao", "khu pho nao", "noi nao", "don vi nao", "ap nao", "nhung kp", "nhung khu pho", "may kp")
_NOTHING = ("khong con", "ko con", "hong con", "k con", "het", "da het", "khong co", "ko co", "chua co", "sach")


def without(ctx: Context, question: Asked, indicator: Indicator) -> Reply:
    """The khu phố that told of nothing: a zero that was recorded, and never a figure that is not known."""
    if ctx.role != "ward":
        return Reply(texts.figures.for_the_ward_only())
    ranked = ward.ranking(ctx.session, ctx.unit, indicator, *asked.days(ctx, question, indicator))
    told = [r for r in ranked if r.figure]
    none = [r.unit.name for r in told if isinstance(r.figure, Figure) and not r.figure.value]
    silent = [r.unit.name for r in ranked if not r.figure]
    unknown = question.says("chua co so") or (question.says("chua co") and indicator.kind == "flow")
    asks = "silent" if unknown else "none" if question.says("chua co", "khong co", "ko co") else "left"
    return Reply(texts.comparing.without(indicator.noun or indicator.name, none, len(told), silent, asks=asks))


def _by_target(ctx: Context, question: Asked, indicator: Indicator) -> Reply:
    """How far each khu phố of a ward is with its target of a year, the furthest first; who has none stands last."""
    year = aims.year(ctx, question)
    units = [r.unit for r in ward.ranking(ctx.session, question.unit, indicator, *asked.this_year(ctx))]
    found = [(unit, targets.progress(ctx.session, unit, indicator, year, ctx.today)) for unit in units]
    reached = sorted([(p.percent, u.name, p.target) for u, p in found if p], reverse=True)
    rows = [(name, texts.comparing.of_target(wording.percent(p), _amount(indicator, aim))) for p, name, aim in reached]
    without_one = [unit.name for unit, p in found if p is None]
    behind = [(name, wording.percent(p)) for p, name, _ in reached if p < _WHOLE]
    there = [(name, wording.percent(p)) for p, name, _ in reached if p >= _WHOLE]
    lines = [
        *(texts.comparing.targets_reached(there, behind) if reached else []),
        texts.comparing.by_target(indicator.name, year),
        *([texts.comparing.without_target(without_one)] if without_one else []),
    ]
    return Reply("\n".join(lines), table=Table(("Khu phố", "So với chỉ tiêu"), tuple(rows)) if rows else None)


_WHOLE = 100  # percent


def _first(ranked: Sequence[Ranked]) -> list[str]:
    leader = ranked[0] if ranked else None
    if leader is None:
        return []
    if leader.figure is None:
        return [texts.comparing.nobody_has()]
    names = [r.unit.name for r in ranked if r.place == leader.place]
    return [texts.comparing.first(names, _told(leader.figure))]


def _told(found: Figure | Ratio) -> str:
    return wording.ratio(found) if isinstance(found, Ratio) else wording.figure(found)


def _row(ctx: Context, ranked: Ranked) -> tuple[str, str]:
    if ranked.figure is None:
        return ranked.unit.name, texts.comparing.NONE
    code = codes.tell(ctx.session, ranked.unit, ranked.figure, ctx.now, person=ctx.person)
    return f"{ranked.place}. {ranked.unit.name}", texts.figures.coded(_told(ranked.figure), code)


def not_reported(ctx: Context, start: date, end: date) -> Reply:
    """Which khu phố have told nothing of a period."""
    if ctx.role != "ward":
        return Reply(texts.figures.for_the_ward_only())
    told = ward.reported(ctx.session, ctx.unit, start, end)
    silent = [unit.name for unit, lines in told if not lines]
    return Reply(
        texts.comparing.reported(ctx.who, len(told) - len(silent), len(told), wording.span(start, end), silent)
    )


def khu_pho(ctx: Context, of: Unit) -> Reply:
    """How many khu phố a ward has, and which."""
    names = [unit.name for unit, _ in ward.reported(ctx.session, of, ctx.today, ctx.today)]
    return Reply(texts.comparing.khu_pho(of.name, names))


def not_closed(ctx: Context, month: date) -> Reply:
    """Which khu phố have not closed a month."""
    if ctx.role != "ward":
        return Reply(texts.figures.for_the_ward_only())
    found = closing.status(ctx.session, ctx.unit, month)
    rest = [s.unit.name for s in found if s.closed is None]
    period = f"tháng {month.month}/{month.year}"
    return Reply(texts.comparing.not_closed(ctx.who, len(found) - len(rest), len(found), period, rest))


def difference(ctx: Context, question: Asked, indicator: Indicator) -> Reply:
    """Why the ward's figure is not the sum of what its khu phố told."""
    if ctx.role != "ward":
        return Reply(texts.figures.for_the_ward_only())
    start, end = asked.days(ctx, question, indicator)
    found = ward.difference(ctx.session, question.unit, indicator, start, end)
    if found.told is None:
        return Reply(telling.nothing(ctx, question.unit, indicator, start, end))
    gap = abs(found.told.value - found.summed)
    head = texts.comparing.differs(
        indicator.name,
        wording.span(start, end),
        wording.figure(found.told),
        _amount(indicator, found.summed),
        _amount(indicator, gap) if gap else None,
    )
    parts = [(unit.name, _amount(indicator, value)) for unit, value in found.units if value]
    own = _amount(indicator, found.own) if found.own else None
    lent = [texts.comparing.lent(*_where(ctx, each)) for each in found.lent]
    left_out = [_left_out(ctx, each) for each in found.left_out]
    told = {unit.id for unit, _ in found.units}
    silent = [unit.name for unit in found.missing if unit.id not in told]
    missing = [texts.comparing.not_told(silent)] if silent else []
    code = codes.tell(ctx.session, question.unit, found.told, ctx.now, person=ctx.person)
    source = telling.source(ctx, found.told.sources, code) if found.told.sources else f"[{code}]"
    return Reply("\n".join((head, *texts.comparing.parts(parts, own), *lent, *left_out, *missing, source)))


def _amount(indicator: Indicator, value: Decimal) -> str:
    return wording.short_amount(value, indicator.unit, noun=indicator.noun)


def _left_out(ctx: Context, found: LeftOut) -> str:
    by = found.by.record.number if found.by else None
    return texts.comparing.left_out(*_where(ctx, found.source), texts.comparing.why_left_out(found.reason, by))


def _where(ctx: Context, source: Source) -> tuple[str, str, str]:
    unit = ctx.session.get(Unit, source.entry.unit_id)
    return source.record.number, unit.name if unit else "?", wording.entry_value(source.entry)
