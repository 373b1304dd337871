"""A figure in its parts: "theo tháng", "theo quý", "theo năm", "các khu phố"; a table, and a chart of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain
from operator import itemgetter
from typing import Literal

from db import ledger
from db.catalogue import Indicator, indicators
from db.figure import Figure, Ratio
from handlers import texts, units, vi, visibility, wording, words
from handlers.context import Context
from handlers.figures import asked, beside_target, charts, comparing, frames, subject, telling, ward
from handlers.figures.asked import Asked, Days
from handlers.message import Reply, Table
from handlers.vi.committees import WARD
from handlers.vi.reading import Reading
from handlers.vi.words import split

Step = Literal["month", "quarter", "year", "unit"]

_PHRASES: dict[Step, tuple[str, ...]] = {
    "month": ("theo thang", "theo tung thang", "tung thang", "cac thang", "moi thang mot", "chia theo thang",
              "tinh theo thang", "tinh theo tung thang", "qua cac thang", "thang nao", "nhung thang nao"),
    "quarter": ("theo quy", "theo tung quy", "tung quy", "cac quy", "chia theo quy", "tinh theo quy", "qua cac quy",
                "quy nao"),
    "year": ("theo nam", "theo tung nam", "tung nam", "cac nam", "tinh theo nam", "qua cac nam", "nam nao"),
    "unit": ("cac khu pho", "tung khu pho", "moi khu pho", "theo khu pho", "theo tung khu pho", "giua cac khu pho",
             "cac kp", "tung kp", "moi kp", "theo kp", "theo tung kp", "chia theo kp", "chia theo khu pho"),
}  # fmt: skip
_DRAWN = (
    "ve luon",
    "ve di",
    "ve coi",
    "ve len",
    "ve hinh",
    "ve cai hinh",
    "ve cho de coi",
    "ve ra",
    "ve cai bieu do",
    "cai bieu do",
    "bieu do",
    "ve bieu do",
    "xem bieu do",
    "cho xem bieu do",
    "do thi",
    "ve do thi",
)
_ANY = tuple(f" {phrase} " for phrase in (*chain(*_PHRASES.values()), *_DRAWN))
_MONTHS: dict[Step, int] = {"month": 1, "quarter": 3, "year": 12}
_MOST = 24  # parts of one answer; a longer time is told by years
_YEARS = 4  # before this one, where no period is named


@dataclass(frozen=True, slots=True)
class Wish:
    """How a figure is to be divided, and the question without the words that say so."""

    step: Step
    rest: str
    is_only_drawn: bool = field(default=False, repr=False)  # by whatever it was shown by before


def wished(text: str) -> Wish | None:
    """How a message wants a figure divided, if it does.

    >>> wished("quà theo tháng năm nay"), wished("vẽ biểu đồ hộ nghèo")
    (Wish(step='month', rest='quà năm nay'), Wish(step='month', rest='hộ nghèo'))
    >>> wished("năm nay tặng bao nhiêu phần quà?") is None
    True
    """
    typed = split(text)
    bares = [_OTHER if low in _OTHERS else bare for low, bare in zip(typed.lows, typed.bares, strict=True)]
    if not {"nhat", "nhut"}.isdisjoint(bares):  # "tháng mấy thu nhiều nhất"
        bares = ["nao" if bare == "may" and bares[at - 1] in _SPANS_ASKED else bare for at, bare in enumerate(bares)]
    said = f" {' '.join(bares)} "
    over = _OVER_YEARS.search(said) if " nam nay " in said or " nam qua " in said or " nam gan day " in said else None
    if over is None and not [phrase for phrase in _ANY if phrase in said]:
        return None
    taken = set() if over is None else set(_found(bares, over[1].split()) or ())
    step: Step | None = None if over is None else "year"
    for kind, phrases in (*_PHRASES.items(), ("month", _DRAWN)):
        for phrase in sorted(phrases, key=len, reverse=True):
            place = _found(bares, phrase.split(" "))
            if place is not None and not taken & set(place):
                taken |= set(place)
                step = step or kind
    if step is None:
        return None
    only_drawn = over is None and not any(f" {phrase} " in said for phrase in chain(*_PHRASES.values()))
    years = _SEVERAL_YEARS.search(said) if only_drawn else None
    if years is not None:  # "vẽ biểu đồ học bổng 2 năm"
        step, only_drawn = "year", False
        taken |= set(_found(bares, years[1].split()) or ())
    return Wish(
        step, " ".join(raw for number, raw in enumerate(typed.raws) if number not in taken).strip(" .,?!"), only_drawn
    )


def names_nothing(wish: Wish) -> bool:
    """Whether a chart is wished and nothing named beside it but perhaps a time: "vẽ biểu đồ cho chị coi nghen"."""
    if not wish.is_only_drawn:
        return False
    said, _ = frames.without(" ".join(w for w in frames.spoken(wish.rest).split() if w not in _POLITE))
    return not said or frames.is_time(said)


_POLITE = frozenset(
    "em oi cho giup gium dum ho voi nghen nghe nha nhe di a da toi tui bac chi anh co chu con minh coi xem nhin lam ve"
    " cai hinh cot tron len ra luon nay do dau duoc khong hong de hieu doc thay muon can xin nho thu lai".split()
)
_NUMBERED = "".join(rf"(?<!\b{word})" for word in ("thang", "quy", "ngay", "tuan", "pho", "kp", "ap", "to", "khom"))
_OVER_YEARS = re.compile(
    rf"{_NUMBERED} ((?:may|nhung|nhieu|hai|ba|bon|[2-9]|10) nam (?:nay|qua|gan day))(?= )"  # no "tháng 5 năm nay"
)
_SEVERAL_YEARS = re.compile(
    rf"{_NUMBERED} ((?:trong |ca )*(?:hai|ba|bon|nhieu|[2-9]) nam(?: lien tiep)?)"
    r"(?= (?!nay|ngoai|truoc|roi|sau|toi|hoc|qua|\d)|$)"
)
_SPANS_ASKED = frozenset({"thang", "quy", "nam"})
_OTHERS = frozenset({"quỹ", "qũy", "về"})  # no quarters, and nothing drawn
_OTHER = "-"


def _found(bares: Sequence[str], phrase: Sequence[str]) -> range | None:
    last = len(bares) - len(phrase)
    return next((range(i, i + len(phrase)) for i in range(last + 1) if bares[i : i + len(phrase)] == phrase), None)


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The parts of the figure asked for; None for a message that asks for no parts of any."""
    wish = wished(reading.text)
    if wish is None or reading.facts or sets_two_apart(reading) or names_nothing(wish):
        return None
    if wish.step == "unit" and words.says(words.bare(reading.text), "trung binh", "binh quan"):
        return None  # an average of each khu phố and not what each has
    how_many = "bao nhieu?" if wish.rest.isascii() else "bao nhiêu?"  # what is typed without marks is read so
    again = vi.read(f"{wish.rest} {how_many}", reading.on)
    question = again.question
    wanted = [indicators()[c] for c in question.indicators if c in indicators()] if question else []
    if question is None or not wanted:
        return None
    unit = ctx.unit if question.unit is None else units.named(ctx, question.unit)
    if isinstance(unit, str):
        return [Reply(unit)]
    asked = Asked(question, unit, words.bare(wish.rest))
    subject.remember(ctx, replace(asked, said=with_step(asked.said, wish.step)), (wanted[0].code,))
    return [told(ctx, asked, wanted[0], wish.step)]


def sets_two_apart(reading: Reading) -> bool:
    """Whether two months are held against each other and no year is divided: "tháng 9 với tháng 10 tháng nào hơn"."""
    return reading.question is not None and reading.question.against is not None


def with_step(said: str, step: Step) -> str:
    """What was asked, with the words for how it was shown in parts, from which a chart goes on."""
    return f"{_SHOWN.sub('', said)} {_SHOWN_BY[step]}".strip()


def divided(before: Asked) -> Step | None:
    """How what was asked last was shown in parts, where it was."""
    return next((step for step, said in _SHOWN_BY.items() if before.said.endswith(said)), None)


def shown(before: Asked) -> Step:
    """What a chart of what was asked last is by: as it was shown in parts; by month where it was not."""
    found = divided(before)
    if found is None and _RANKS.search(before.said):
        found = "unit"
    if found is None and before.question.aggregate == "compare":
        return _compared(before)
    return found or "month"


def _compared(before: Asked) -> Step:
    """By what a comparison is drawn: two months by month, two quarters by quarter, all else by year."""
    days = (before.period.end - before.period.start).days if before.period is not None else None
    return "year" if days is None or days > _QUARTER else "month" if days <= _MONTH else "quarter"


_MONTH, _QUARTER = 31, 92  # days


_SHOWN_BY: dict[Step, str] = {
    "month": "chia theo thang", "quarter": "chia theo quy", "year": "chia theo nam", "unit": "chia theo khu pho",
}  # fmt: skip
_SHOWN = re.compile(r" ?chia theo (?:thang|quy|nam|khu pho)$")
_RANKS = re.compile(r"\b(?:khu pho|kp) nao\b")


def told(ctx: Context, question: Asked, indicator: Indicator, step: Step) -> Reply:
    """One figure by months, quarters, years or khu phố, or why it cannot be told."""
    if not visibility.may_see(ctx, indicator):
        return Reply(texts.figures.chair_only(ctx.who, indicator.name))
    of_target = beside_target.drawn(ctx, question) if step != "unit" else None
    if of_target is not None:
        return of_target
    lacking = beside_target.without_target(ctx, question) if step != "unit" else None
    if lacking is not None:  # the target is to be told, and the figure is drawn without it
        alone = question.question._replace(indicator=lacking[1].code, indicators=(lacking[1].code,), aggregate="sum")
        by_itself = told(ctx, replace(question, question=alone, said=""), lacking[1], step)
        return replace(by_itself, text=f"{lacking[0]}\n\n{by_itself.text}")
    if step == "unit":
        beside = question.question._replace(aggregate="compare", against=None, period=question.period, unit=WARD)
        whole = _of_the_ward(ctx, question)
        if ctx.role == "ward":
            said = with_step(question.said, step)
            subject.remember(ctx, replace(whole, question=beside, said=said), (indicator.code,))
        return ward.ranking(ctx, whole, indicator)
    days = _days(ctx, question, indicator, step)
    impossible = telling.impossible_days(ctx, question.unit, indicator, *days)
    if impossible is not None:
        return Reply(impossible)
    step = "year" if len(_spans(days, step)) > _MOST else step
    spans = [(first, min(last, days[1])) for first, last in _spans(days, step)]
    found = comparing.figures(ctx, question, indicator, spans)
    begun = next((place for place, each in enumerate(found) if each is not None), None)
    if begun is None:
        head = texts.charts.parts_of(indicator.name, step, question.unit.name, wording.span(*days))
        all_told = _total(ctx, question, indicator, days, (), head)
        undrawn = [texts.charts.one_piece(ctx.who)] if all_told and _is_drawn(ctx) else []
        return Reply("\n".join([*all_told, *undrawn]) or telling.nothing(ctx, question.unit, indicator, *days))
    if indicator.kind != "flow" or step == "year":
        return _shown(ctx, question, indicator, step, spans[begun][0], spans[begun:], found[begun:])
    first = next(place for place, span in enumerate(spans) if span[1] >= question.unit.valid_from)
    empty = [(spans[first][0], spans[begun - 1][1])] if first < begun else []  # those at the beginning are one row
    return _shown(
        ctx, question, indicator, step, days[0], [*empty, *spans[begun:]], [*(None for _ in empty), *found[begun:]]
    )


def _of_the_ward(ctx: Context, question: Asked) -> Asked:
    return replace(question, unit=ctx.unit) if ctx.role == "ward" else question


def _shown(
    ctx: Context, question: Asked, indicator: Indicator, step: Step, begins: date, spans: Sequence[Days],
    found: Sequence[Figure | Ratio | None],
) -> Reply:  # fmt: skip
    """The parts from the first with a figure on; the total is of all that was asked for, also of what has no part."""
    labels = [texts.charts.parts(step, *span) for span in spans]
    whole = (max(begins, question.unit.valid_from), spans[-1][1])
    rows = tuple(zip(labels, (charts.value(each) for each in found), strict=True))
    head = texts.charts.parts_of(indicator.name, step, question.unit.name, wording.span(*whole))
    newest = next((row for row, each in zip(reversed(rows), reversed(found), strict=True) if each), rows[-1])
    lines = _total(ctx, question, indicator, whole, found, head) or [texts.charts.newest(*newest, head)]
    chart = charts.make(indicator, question.unit, whole, labels, found, texts.charts.by(step))
    asked_most = words.says(words.bare(ctx.message.text), "nhat", "nhut", "nhieu hon", "it hon", "cao hon")
    if asked_most and (most := _extreme(ctx, step, rows, found, level=indicator.kind != "flow")) is not None:
        told = sum(each is not None for each in found)
        lines[:0] = [most] if told > 1 or indicator.kind == "flow" else []
    if chart is None and _is_drawn(ctx):
        lines.append(texts.charts.too_few())
    return Reply("\n".join(lines), table=Table((texts.charts.step(step), "Số liệu"), rows), chart=chart)


def _is_drawn(ctx: Context) -> bool:
    """Whether a message wishes for a picture."""
    return words.says(words.bare(ctx.message.text), *_DRAWN)


def _extreme(
    ctx: Context, step: Step, rows: Sequence[tuple[str, str]], found: Sequence[Figure | Ratio | None], *, level: bool
) -> str | None:
    """The part with the most of it, or the least: "tháng nào phát quà nhiều nhất"."""
    values = (each.percent if isinstance(each, Ratio) else each and each.value for each in found)
    told = [(value, row) for value, row in zip(values, rows, strict=True) if value is not None]
    least = words.says(words.bare(ctx.message.text), "it nhat", "thap nhat", "it hon", "thap hon")
    first = (min if least else max)(told, key=itemgetter(0), default=None)
    return texts.charts.extreme(step, *first[1], least=least, level=level) if first else None


def _total(
    ctx: Context, question: Asked, indicator: Indicator, whole: Days, found: Sequence[Figure | Ratio | None], head: str
) -> list[str]:
    """The whole of what adds up, with what it is and its source; and what of it belongs to no single part."""
    if indicator.kind != "flow":
        return []
    total = ledger.figure(ctx.session, indicator, question.unit, *whole, occasion=question.occasion)
    if total is None:
        return []
    parts = sum((each.value for each in found if isinstance(each, Figure)), Decimal(0))
    beside = total.value - parts
    undivided = [texts.charts.undivided(wording.short_amount(beside, indicator.unit, noun=indicator.noun))]
    return [telling.total(ctx, question.unit, total, head, question.occasion), *(undivided if beside else [])]


# --- the parts of a period ---


def _days(ctx: Context, question: Asked, indicator: Indicator, step: Step) -> Days:
    """The days to divide: those asked for until today; this year, or for years the last few with figures."""
    if question.period is not None and question.period.start != question.period.end:
        return question.period.start, max(question.period.start, min(question.period.end, ctx.today))
    if step == "year":
        return date(ctx.today.year - _YEARS, 1, 1), ctx.today
    this_year = date(ctx.today.year, 1, 1), ctx.today
    if ledger.figure(ctx.session, indicator, question.unit, *this_year) or indicator.kind == "ratio":
        return this_year
    return asked.newest_year(ctx, indicator, question.unit) or this_year


def _spans(days: Days, step: Step) -> list[Days]:
    """The months (quarters, years) that hold some days, whole.

    >>> _spans((date(2026, 2, 3), date(2026, 7, 9)), "quarter")[0]
    (datetime.date(2026, 1, 1), datetime.date(2026, 3, 31))
    """
    months = _MONTHS[step]
    first = date(days[0].year, days[0].month - (days[0].month - 1) % months, 1)
    found = []
    while first <= days[1]:
        following = _after(first, months)
        found.append((first, following - timedelta(days=1)))
        first = following
    return found


def _after(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)
