"""The figure asked for last, divided among households or people: "trung bình mỗi hộ bao nhiêu"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from db import ledger, ward
from db.catalogue import Indicator, indicators
from db.figure import Figure
from handlers import texts, wording, words
from handlers.context import Context
from handlers.figures import asked, subject, telling
from handlers.figures.asked import Asked
from handlers.message import Reply
from handlers.vi.reading import Reading, Span

_OF_ALL = {  # what one divides by, and its indicator
    "ho": "so_ho", "nha": "so_ho", "gia dinh": "so_ho", "ho dan": "so_ho", "ho gia dinh": "so_ho",
    "nguoi": "nhan_khau", "dau nguoi": "nhan_khau", "khau": "nhan_khau", "nguoi dan": "nhan_khau",
}  # fmt: skip
_TIMES = frozenset({"buoi", "cuoc", "lan", "dot"})
_HELD = {"tuyen_truyen_luot": "tuyen_truyen_cuoc", "txct_luot": "txct_cuoc", "vsmt_luot_nguoi": "vsmt_cuoc"}
_ONE_BY_ONE = frozenset({"phan", "phan qua", "suat", "can", "can nha", "luot", "ho vay", "dua", "em", "chau", "tre"})
_WORTH = {"hoc_bong": "hoc_bong_tri_gia"}  # of which the catalogue has no average
_ONE = rf"(?P<one>{'|'.join(sorted({*_OF_ALL, *_ONE_BY_ONE, *_TIMES}, key=len, reverse=True))})"
_AMONG = re.compile(
    r"(?:(?:vay|the|roi|con|thi|chia|tinh|ra|deu|trung binh|binh quan|tb|cho) )*(?:moi|mot|1|tung|tren) "
    rf"{_ONE}"
    r"(?: (?:trung binh|binh quan|tb|duoc|la|gop|dong|het|khoang|thi|ung ho|tri gia|co))*"
    r"(?: (?:bao nhieu|may|nhieu|nhiu|bn)"
    r"(?: (?:nguoi|luot nguoi|luot|tien|dong|trieu|tr|tram|tram ngan|ngan|nghin|ky|ki|kg|phan|suat|cay))?)?"
    r"(?: (?:vay|em|a|con|the|ta|nhi|ha|chau|roi))*"
)
_OF_EVERYBODY = ("quy_", "dong_gop_", "cuu_tro", "rac_kg", "ngay_cong", "cay_xanh")  # begin such codes


def those_there(code: str) -> str | None:
    """The figure of those who came to what a figure counts; of themselves as well."""
    return next((pair[0] for pair in _HELD.items() if code in pair), None)


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The average of what was asked about last; None for a message that asks for none, or after nothing."""
    said = words.bare(reading.text)
    monthly = subject.of_figures(ctx) if _MONTHLY.fullmatch(said) else None
    if monthly is not None and monthly.first.kind == "flow":
        monthly = _of_the_year(monthly)
        subject.remember(ctx, monthly, monthly.question.indicators)
        return [Reply(_over_months(ctx, monthly, monthly.first))]
    among = _AMONG.fullmatch(said)
    if any(fact.value != 1 for fact in reading.facts):  # the 1 of "1 phần bao nhiêu tiền" is none
        return None
    before = subject.of_figures(ctx) if among else None
    before = None if among and before and _of_another(among[0], among["one"], before.first) else before
    told = _told(ctx, before, among["one"]) if among and before else None
    if among is None or before is None or told is None:
        return None
    question, known = before.question, _known(before, among["one"])
    if known is not None:
        question = question._replace(aggregate="ratio", against=None, period=before.period)
    codes = question.indicators if known is None else (known.code,)
    subject.remember(ctx, replace(before, question=question, said=among[0]), codes)
    return told


def _of_the_year(before: Asked) -> Asked:
    """ "Trung bình mỗi tháng" after a month is of the months of its year; after a longer time of that."""
    period = before.period
    if period is not None and (period.end - period.start).days < _LONGEST_MONTH:
        period = Span(*asked.whole_year(period.start.year))
    return replace(before, question=asked.by_itself(before.question)._replace(period=period, against=None))


_LONGEST_MONTH = 31  # days


def _of_another(said: str, one: str, told: Indicator) -> bool:
    """Whether the people in a home are asked for, of which a figure about something else is no average."""
    if told.code == "nguoi_moi_ho" and words.says(said, "tien", "trieu", "gop"):
        return True
    people = _PEOPLE_AT_HOME.search(said) is not None and _OF_ALL.get(one) == "so_ho"
    return people and told.code not in {"so_ho", "nhan_khau", "nguoi_moi_ho"}


_PEOPLE_AT_HOME = re.compile(r"\b(?:may|bao nhieu|bn|nhieu) (?:nguoi|khau|nhan khau)\b")


def each(said: str) -> str | None:
    """What a question that was asked divides by: "mỗi buổi"; None for one that asks for no average."""
    among = _AMONG.fullmatch(said)
    return f"moi {among['one']}" if among else None


def again(ctx: Context, question: Asked) -> list[Reply] | None:
    """The average of another period or committee, where the question before was for one; None for other questions."""
    among = _EACH_AGAIN.search(question.said)
    told = _told(ctx, question, among["one"]) if among and question.question.indicators else None
    if told is not None and among is not None:
        subject.remember(ctx, replace(question, said=f"moi {among['one']}"), question.question.indicators)
    return told


_EACH_AGAIN = re.compile(rf" moi {_ONE}$")


def _told(ctx: Context, before: Asked, one: str) -> list[Reply] | None:
    if one in _TIMES:
        return _each_time(ctx, before, before.first)
    known = _known(before, one)
    if known is not None:
        return [Reply(telling.one(ctx, before, known))]
    worth = next((pair for pair in _WORTH.items() if before.first.code in pair), None)
    if one in _ONE_BY_ONE and worth is not None:
        return [Reply(_over(ctx, before, indicators()[worth[1]], indicators()[worth[0]]))]
    if one not in _OF_ALL or before.first.kind in {"stock", "ratio"}:
        return None
    return [Reply(_divided(ctx, before, before.first, indicators()[_OF_ALL[one]]))]


def _known(before: Asked, one: str) -> Indicator | None:
    """The average of the catalogue that is asked for, if it has one."""
    if one in _TIMES:
        return None
    return _known_average(before.first, indicators()[_OF_ALL[one]] if one in _OF_ALL else None)


def of_question(ctx: Context, question: Asked, wanted: Sequence[Indicator]) -> Reply | None:
    """The average for each household or person of a figure that is named: "trung bình mỗi hộ được mấy phần quà"."""
    monthly = _EACH_MONTH.search(question.said) if question.says(*_AVERAGE) else None
    if monthly is not None and len(wanted) == 1 and wanted[0].kind == "flow":
        return Reply(_over_months(ctx, question, wanted[0]))
    if one_unit(question) and ctx.role == "ward" and len(wanted) == 1 and wanted[0].kind == "flow":
        return Reply(_over_units(ctx, replace(question, question=asked.by_itself(question.question)), wanted[0]))
    each = _EACH_OF_ALL.search(question.said)
    if each is None or len(wanted) != 1 or wanted[0].kind != "flow" or not question.says(*_AVERAGE):
        return None
    return Reply(_divided(ctx, question, wanted[0], indicators()[_OF_ALL[each[1]]]))


def one_unit(question: Asked) -> bool:
    """Whether the average of each khu phố is asked for: "bình quân mỗi khu phố mấy suất học bổng"."""
    return question.says(*_AVERAGE) and _EACH_UNIT.search(question.said) is not None


_EACH_UNIT = re.compile(r"\b(?:moi|mot|1|tung) (?:khu pho|kp|ap|khom)\b(?! \d)")
_EACH_MONTH = re.compile(r"\b(?:moi|mot|1|hang|tung) thang\b")
_MONTHLY = re.compile(
    r"(?:(?:vay|the|roi|con|thi|chia|tinh|ra|deu) )*(?:trung binh|binh quan|tb) (?:moi|mot|1|hang|tung) thang"
    r"(?: (?:duoc|la|thi|khoang|bao nhieu|may|nhieu|nhiu|bn|phan|tien|dong|trieu|can|luot|nguoi|cuoc|vay|em|a|con|ta))*"
)
_EACH_OF_ALL = re.compile(r"\bmoi (ho|nha|gia dinh|nguoi|khau)\b")
_AVERAGE = ("trung binh", "binh quan", "tb", "tinh ra", "chia ra", "chia deu")


def _average(exact: Decimal, told: Indicator) -> str:
    """An average as it is told: of money without what is less than a đồng, and then "khoảng"."""
    each = exact.quantize(Decimal(1) if told.unit == "dong" else Decimal("0.1"))
    rounded = told.unit == "dong" and each != exact
    return wording.short_amount(each, told.unit, "about" if rounded else "exact", noun=told.noun)


def _over_months(ctx: Context, question: Asked, told: Indicator) -> str:
    """What came in, divided by the months of the days asked for, the running one with them."""
    start, end = asked.days(ctx, question, told)
    top = ledger.figure(ctx.session, told, question.unit, start, end, occasion=question.occasion)
    if top is None:
        return telling.one(ctx, question, told)
    last = min(end, ctx.today)
    months = (last.year - start.year) * 12 + last.month - start.month + 1
    value = _average(top.value / months, told)
    where = f"{question.unit.name}, {telling.when(top)}"
    parts = [telling.coded(ctx, question.unit, top), texts.figures.months(months)]
    return texts.figures.divided(texts.figures.each_month(value), told.name, where, parts, ())


def _over_units(ctx: Context, question: Asked, told: Indicator) -> str:
    """What the khu phố of a ward told, divided by those that told any: of the others nobody knows."""
    of_all = replace(question, unit=ctx.unit, question=question.question._replace(unit=None))
    units = [unit for unit, _ in ward.reported(ctx.session, ctx.unit, ctx.today, ctx.today)]
    each = [found.value for unit in units if (found := telling.found(ctx, replace(of_all, unit=unit), told))]
    top = telling.found(ctx, of_all, told)
    if top is None or not each:
        return telling.one(ctx, of_all, told)
    summed = sum(each, Decimal(0))
    whole = wording.short_amount(summed, told.unit, noun=told.noun)
    value = _average(summed / len(each), told)
    parts = [telling.coded(ctx, ctx.unit, top) if top.value == summed else whole]
    parts.append(texts.figures.all_units(len(each), len(units)))
    where = f"{ctx.unit.name}, {telling.when(top)}"
    return texts.figures.divided(texts.figures.each_unit(value), told.name, where, parts, ())


def _each_time(ctx: Context, before: Asked, told: Indicator) -> list[Reply] | None:
    """How many came each time, after how many came or how often something was held."""
    pair = next((pair for pair in _HELD.items() if told.code in pair), None)
    return [Reply(_over(ctx, before, *(indicators()[code] for code in pair)))] if pair else None


def _known_average(told: Indicator, below: Indicator | None) -> Indicator | None:
    """The average of the catalogue that is made of a figure: of what is lent the one over who borrowed."""
    averages = (i for i in indicators().values() if i.kind == "ratio" and i.unit != "percent")
    found = next((i for i in averages if told.code in {i.code, i.numerator, i.denominator}), None)
    if found is None or below is None:
        return found
    of_whom = indicators()[found.denominator or ""]
    return found if of_whom == below or {of_whom.unit, below.unit} == {"luot", "ho"} else None


def _divided(ctx: Context, before: Asked, told: Indicator, below: Indicator) -> str:
    """What came in, divided by all households or people; of what only some got it is not known by how many."""
    if not told.code.startswith(_OF_EVERYBODY):
        return texts.figures.some_only(ctx.who, told.name, below.name)
    return _over(ctx, before, told, below)


def _over(ctx: Context, before: Asked, told: Indicator, below: Indicator) -> str:
    start, end = asked.days(ctx, before, told)
    top = ledger.figure(ctx.session, told, before.unit, start, end, occasion=before.occasion)
    if top is None:
        return telling.one(ctx, before, told)
    bottom = ledger.figure(ctx.session, below, before.unit, start, min(end, ctx.today))
    if bottom is None and below.code in _HELD.values():
        return _over_records(ctx, before, top)
    if bottom is None or not bottom.value:
        return texts.figures.cannot_divide(below.name, telling.coded(ctx, before.unit, top))
    value = _average(top.value / bottom.value, told)
    where = f"{before.unit.name}, {telling.when(top)}"
    parts = [telling.coded(ctx, before.unit, found) for found in (top, bottom)]
    silent = [u.name for u in bottom.missing]
    notes = [texts.figures.missing_in(below.name, silent)] if silent else []
    return texts.figures.divided(f"{value}/{wording.UNIT_WORDS[below.unit]}", told.name, where, parts, notes)


def _over_records(ctx: Context, before: Asked, top: Figure) -> str:
    """Those who came, divided by how often that was written down: nobody told how often it was held."""
    times = len({source.record.number for source in top.sources})
    value = texts.figures.each_time(_average(top.value / times, top.indicator))
    where = f"{before.unit.name}, {telling.when(top)}"
    parts = [telling.coded(ctx, before.unit, top), texts.figures.times_recorded(times)]
    return texts.figures.divided(value, top.indicator.name, where, parts, ())
