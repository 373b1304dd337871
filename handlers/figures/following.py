"""Questions that go on from the last one: "còn năm ngoái?", "khu phố 3 thì sao?", "tính theo quý"."""

import re
from dataclasses import replace
from datetime import date

from db import records
from db.catalogue import Indicator, indicators
from handlers import units, words
from handlers.context import Context
from handlers.figures import ask, averages, breakdown, comparing, funds, subject, tables
from handlers.figures.asked import Asked
from handlers.message import Reply
from handlers.records import meant
from handlers.vi import committees
from handlers.vi.reading import Question, Reading, Span

_SHORT = 9  # words
_MONTH, _QUARTER = 31, 92  # days
_BARE = 4  # words of a question that names nothing but a period or a unit: "tháng 10?", "kp 3?"
_OPENERS = ("con", "the con", "vay con", "the", "vay", "roi", "a con", "da con")
_CLOSERS = ("thi sao", "thi the nao", "sao", "thi bao nhieu", "the nao", "thi may")
_LIGHT_FRAME = re.compile(  # around a period or a unit alone: "riêng kp 9", "tổng toàn phường bao nhiêu"
    r"(?:(?:con |tinh )?rieng |tong(?: cong)? |tinh )?(?P<inner>.+?)(?: (?:la |duoc )?bao nhieu)?"
)
_LEFT = ("may ", "bao nhieu ", "bn ", "nhieu ")  # "còn mấy hộ nghèo?" asks what is left and goes on from nothing
_OF_ALL = ("so lieu", "tinh hinh", "bao cao", "tong ket", "ket qua", "bang")
_WHAT_IS_LEFT = re.compile(
    r"(?:(?:vay|the|roi|gio|hien|da|em|oi) )*con (?:lai |ton )?(?:duoc |khoang |chung |co )?"
    r"(?:may|bao nhieu|bn|bnhieu|nhieu|bi nhieu|bao nhiu|nhiu|bao lam)(?: tien)?(?: vay| nua| ta| do| roi)*"
)
_POLITE = frozenset({"a", "em", "oi", "nhe", "nha", "nhi", "da", "ha"})


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The answer to a question that leaves its subject out; None when it is no such, or nothing was asked lately."""
    of_it = averages.answer(ctx, reading) or (
        None if reading.facts else _who_came(ctx, reading) or _more_or_less(ctx, reading)
    )
    if of_it is not None:
        return of_it
    wish = None if _names(reading) or reading.facts else breakdown.wished(reading.text)
    before = subject.last(ctx) if wish is not None else None
    if wish is not None and before is not None and before.question.indicators:
        return [breakdown.told(ctx, _divided(before, reading, wish.step), _first(before), wish.step)]
    again = None if reading.facts else _goes_on(ctx, reading)
    if again is not None:
        return ask.told(ctx, again, [indicators()[code] for code in again.question.indicators], reading)
    found = question(ctx, reading)
    if found is None or isinstance(found, str):
        return None if found is None else [Reply(found)]
    all_funds = funds.again(ctx, found[0])
    if all_funds is not None:
        return [all_funds]
    if not found[1]:  # all figures were asked for before
        return tables.overview(ctx, found[0].unit, found[0].question.period)
    return ask.told(ctx, *found, reading)


def _goes_on(ctx: Context, reading: Reading) -> Asked | None:
    """What is left, or the money, of what was asked for last."""
    if _WHAT_IS_LEFT.fullmatch(words.plainly(reading.text)):
        before = subject.last(ctx) or _fund_told(ctx)
        return _left(before) if before is not None and before.question.indicators else None
    if not _HOW_MUCH_MONEY.fullmatch(words.bare(reading.text)):
        return None
    before = subject.last(ctx)
    return _money(before) if before is not None else None


def _more_or_less(ctx: Context, reading: Reading) -> list[Reply] | None:
    """ "Hơn hay kém?", "ít nhất?": what was asked last, held against another period, or ranked anew."""
    said = words.bare(reading.text)
    wish = "nhieu hon" if _HOLDS.fullmatch(said) else said if _RANKS.fullmatch(said) and ctx.role == "ward" else None
    before = subject.last(ctx) if wish else None
    if before is not None and before.period is not None and "tang" in said and not comparing.is_year(before.period):
        wish = "tang hay giam"  # a month is held against the month before it
    if before is None or wish is None or not before.question.indicators:
        return None
    unit = committees.WARD if wish == said else None
    question = before.question._replace(aggregate="compare", against=None, unit=unit, period=before.period)
    again = replace(before, question=question, said=wish, unit=ctx.unit if unit else before.unit)
    return ask.told(ctx, again, [indicators()[code] for code in before.question.indicators[:1]], reading)


_HOLDS = re.compile(
    r"(?:(?:vay|the|la|thi|co) )*(?:hon|nhieu hon|tang|cao hon) hay (?:la )?(?:kem|it hon|giam|thua|thap hon)"
    r"|(?:(?:vay|the|la|thi|co) )*(?:giam hay (?:la )?tang"
    r"|(?:tang|giam) (?:duoc )?(?:bao nhieu|may)(?: %| phan tram| ho| nguoi)?)"
    r"(?: (?:vay|em|a|con|so voi gio|nam nay|gio))*"
)
_RANKS = re.compile(
    r"(?:(?:con|the|vay|kp nao|khu pho nao|noi nao) )*(?:it|thap|nhieu|cao) nhat"
    r"(?: (?:la|kp nao|noi nao|vay|em|a|thi sao))*"
)


def _who_came(ctx: Context, reading: Reading) -> list[Reply] | None:
    """ "Lượt người dự?" after how often something was held: those who came to it."""
    before = subject.last(ctx) if _PEOPLE_THERE.fullmatch(words.bare(reading.text)) else None
    codes = [_CAME_TO[code] for code in before.question.indicators if code in _CAME_TO] if before else []
    if before is None or not codes:
        return None
    question = before.question._replace(indicator=codes[0], indicators=tuple(codes), aggregate="sum", against=None)
    again = replace(before, question=question._replace(period=before.period))
    return ask.told(ctx, again, [indicators()[code] for code in codes], reading)


_CAME_TO = {
    "tuyen_truyen_cuoc": "tuyen_truyen_luot", "tuyen_truyen_luot": "tuyen_truyen_luot", "txct_cuoc": "txct_luot",
    "txct_luot": "txct_luot", "vsmt_cuoc": "vsmt_luot_nguoi", "vsmt_luot_nguoi": "vsmt_luot_nguoi",
}  # fmt: skip
_PEOPLE_THERE = re.compile(
    r"(?:(?:co|duoc|con|vay|the|tong|tong cong|so|ca thay|roi|ma|thi) )*(?:(?:bao nhieu|may|nhieu|bn) )?"
    r"(?:luot )?(?:nguoi|nguoi dan|ba con|dan|luot|cu tri)"
    r"(?: (?:du|tham du|tham gia|hop|nghe|lam|di|den|toi|tham|cung))*"
    r"(?: (?:vay|em|a|con|the|ta|roi|bao nhieu|la bao nhieu|het|tat ca))*"
)


def _fund_told(ctx: Context) -> Asked | None:
    """The fund of which this person recorded something last, as it is asked about."""
    told = (line for record in meant.recent(ctx)[:1] for line in records.lines(ctx.session, record))
    code = next((line.indicator for line in told if line.indicator.startswith("quy_")), None)
    if code is None:
        return None
    year = Span(date(ctx.today.year, 1, 1), date(ctx.today.year, 12, 31))
    return Asked(Question(code, "sum", year, indicators=(code,)), ctx.unit, "quy con lai bao nhieu")


def _left(before: Asked) -> Asked:
    """What is left of what was told: of a fund, also where only what it handed in was asked for."""
    funds = {i.paid_by: i.code for i in indicators().values() if i.paid_by}
    codes = tuple(dict.fromkeys(funds.get(code, code) for code in before.question.indicators))
    question = before.question._replace(indicator=codes[0] if codes else None, indicators=codes)
    return replace(before, question=question, said=f"con lai {before.said}")


def _money(before: Asked) -> Asked | None:
    """ "Hết bao nhiêu tiền?" after a count: the money of the same."""
    codes = tuple(_PAID_FOR[code] for code in before.question.indicators if code in _PAID_FOR)
    if not codes:
        return None
    question = before.question._replace(indicator=codes[0], indicators=codes, aggregate="sum", against=None)
    return replace(before, question=question._replace(period=before.period))


_PAID_FOR = {
    "qua_so_phan": "qua_tri_gia", "qua_trung_thu": "qua_tri_gia", "hoc_bong": "hoc_bong_tri_gia",
    "nha_ddk": "nha_ddk_kinh_phi", "vay_luot_ho": "vay_so_tien", "duong_hem": "dong_gop_cong_trinh",
}  # fmt: skip
_HOW_MUCH_MONEY = re.compile(
    r"(?:(?:con|the|vay) )*(?:tri gia|gia tri|thanh tien|so tien|kinh phi)"
    r"(?: thi sao| bao nhieu| bn| la bao nhieu| sao)?|"
    r"(?:(?:vay|the|roi|con|ma|da|tong|tong cong|tat ca|het|ton|tri gia|ca thay|la|hong|duoc) )*"
    r"(?:het |ton |la )?(?:bao nhieu|may|nhieu|nhiu|bn) (?:tien|trieu|tr|dong)(?: (?:vay|con|em|a"
    r"|lan|het|tat ca|roi|the|chau))*"
)


def question(ctx: Context, reading: Reading) -> tuple[Asked, list[Indicator]] | str | None:
    """The whole question that a message means by its part, and its figures; or why it cannot be asked."""
    told = [word for word in words.bare(reading.text).split() if word not in _POLITE]
    said, goes_on = _without_frame(" ".join(told))
    light = None if goes_on or _names(reading) else _LIGHT_FRAME.fullmatch(said)
    if light is not None and light["inner"] != said and len(light["inner"].split()) <= _BARE:
        said, goes_on = light["inner"], True
    asked = reading.question
    if not may_go_on(reading) or len(told) > _SHORT or words.says(said, *_OF_ALL):
        return None
    whole = asked is not None and asked.indicators and (not goes_on or said.startswith(_LEFT))
    if whole or (asked is not None and asked.aggregate == "compare"):
        return None
    before = subject.last(ctx) if goes_on or len(told) <= _BARE else None
    return None if before is None else _told(ctx, before, reading, said)


def may_go_on(reading: Reading) -> bool:
    """Whether a message asks, or is nothing by itself but like a part of a question: "còn tháng 10", "theo quý"."""
    if reading.facts or meant.number_in(reading.text) is not None:
        return False
    said = words.bare(reading.text)
    goes_on = _without_frame(said)[1] or said.startswith(("rieng ", "tinh rieng "))
    divides = breakdown.wished(reading.text) is not None
    told = [word for word in words.bare(reading.text).split() if word not in _POLITE]
    if "hop" in told and not _names(reading):
        return False  # tháng sau họp ngày mấy
    period = reading.period is not None and len(told) <= _BARE  # "tháng trước", "năm nay chưa xét hả"
    return reading.intent == "ask" or (reading.intent == "other" and (goes_on or divides or period))


def _names(reading: Reading) -> bool:
    return reading.question is not None and bool(reading.question.indicators)


def _first(before: Asked) -> Indicator:
    return indicators()[before.question.indicators[0]]


def _divided(before: Asked, reading: Reading, step: breakdown.Step) -> Asked:
    """What was asked, to be told in parts: of the period named now, of the year around a month, "
    "for which occasion ever."""
    named = reading.question.period if reading.question else reading.period
    period = named or before.period
    if named is None and words.says(words.bare(reading.text), "ca nam", "trong nam"):
        period = None
    longest = _QUARTER if step == "quarter" else _MONTH
    if period is not None and named is None and step == "year":
        period = None
    if period is not None and named is None and (period.end - period.start).days <= longest:
        period = Span(date(period.start.year, 1, 1), date(period.start.year, 12, 31))  # a month has no parts to tell
    return replace(before, question=before.question._replace(period=period, against=None, occasion=None), said="")


def _without_frame(said: str) -> tuple[str, bool]:
    """The words without "còn … thì sao", and whether they had it.

    >>> _without_frame("con nam ngoai"), _without_frame("khu pho 3 thi sao"), _without_frame("thang 10")
    (('nam ngoai', True), ('khu pho 3', True), ('thang 10', False))
    """
    inner = said
    for opener in sorted(_OPENERS, key=len, reverse=True):
        if inner.startswith(f"{opener} "):
            inner = inner.removeprefix(f"{opener} ")
            break
    for closer in _CLOSERS:
        inner = inner.removesuffix(f" {closer}")
    return inner, inner != said


def _told(ctx: Context, before: Asked, reading: Reading, said: str) -> tuple[Asked, list[Indicator]] | str | None:
    """The question before, with what the new one puts in place of its period, its committee or its figure."""
    asked: Question | None = reading.question
    period = (asked.period if asked else reading.period) or (reading.day and Span(reading.day, reading.day))
    name = asked.unit if asked else reading.unit
    codes = asked.indicators if asked else ()
    if period is None and name is None and not codes:
        return None
    unit = before.unit if name is None else units.named(ctx, name)
    if isinstance(unit, str):
        return unit
    whole = before.question._replace(against=None, period=period or before.period)
    if name is not None and whole.aggregate == "compare":  # one of those that were ranked, told by itself
        whole = whole._replace(aggregate="sum")
    if codes:
        aggregate = asked.aggregate if asked else whole.aggregate
        whole = whole._replace(indicator=codes[0], indicators=codes, aggregate=aggregate)
    left = " con lai" if not codes and before.says("con", "ton") else ""
    left += " chi tieu" if not codes and before.says("chi tieu", "ke hoach") else ""
    wanted = [indicators()[code] for code in whole.indicators if code in indicators()]
    return Asked(whole, unit, said + left), wanted
