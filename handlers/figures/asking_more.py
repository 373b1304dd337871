"""What is asked of the figure told last: its money, what is left of it, who came, whether it is more or less."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from db import codes, records
from db.catalogue import Indicator, fund_of, indicators
from handlers import texts, units, vi, visibility, wording, words
from handlers.context import Context
from handlers.figures import ask, averages, breakdown, frames, own, subject, telling
from handlers.figures.asked import Asked, by_itself, whole_year
from handlers.message import Reply, choices
from handlers.records import meant
from handlers.vi import committees, shares
from handlers.vi.reading import Aggregate, Question, Reading, Span
from handlers.vi.spans import is_year, month, quarter
from handlers.vi.words import split

_WHAT_IS_LEFT = re.compile(
    r"(?:(?:vay|the|roi|gio|hien|da|em|oi) )*con (?:lai |ton |giu lai |giu |du )?(?:duoc |khoang |chung |co )?"
    r"(?:may|bao nhieu|bn|bnhieu|nhieu|bi nhieu|bao nhiu|nhiu|bao lam)(?: tien)?(?: vay| nua| ta| do| roi)*"
)


def of_the_same(ctx: Context, reading: Reading) -> Asked | None:
    """What is left, or the money, of what was asked for last."""
    plain = words.plainly(reading.text)
    if _WHAT_IS_LEFT.fullmatch(plain) or (_LEFT_ALONE.fullmatch(plain) and _is_of_a_fund(ctx)):
        before = subject.last(ctx) or _fund_told(ctx)
        return _left(before) if before is not None and before.question.indicators else None
    said = frames.spoken(reading.text)
    rest = frames.after_unit(said)
    asks = next((of_it for asked, of_it in _OF_IT if asked.fullmatch(rest or said)), None)
    before = subject.of_figures(ctx) if asks is not None else None
    name = committees.named(split(reading.text)) if rest is not None else None
    if before is not None and name is not None:  # "kp 9 nộp chưa"
        unit = units.named(ctx, name)
        before = None if isinstance(unit, str) else replace(before, unit=unit)
    return asks(ctx, before) if asks is not None and before is not None else None


_LEFT_ALONE = re.compile(r"(?:(?:vay|the|roi|gio|hien) )*con (?:lai|ton|giu|giu lai)(?: thi sao| sao)?")


def _is_of_a_fund(ctx: Context) -> bool:
    """Whether a fund was asked for last, so that "còn lại" is what is left of it."""
    before = subject.of_figures(ctx)
    return before is not None and any(indicators()[code].paid_by for code in _funds(before))


def _mine(_ctx: Context, before: Asked) -> Asked:
    return replace(before, said=f"{before.said} {own.MARK}")


def _collected(_ctx: Context, before: Asked) -> Asked | None:
    """ "Thu bao nhiêu?" after a fund, or all of them: of the same, for the same days."""
    return _of_the_fund(before, "quy")


def _spent(_ctx: Context, before: Asked) -> Asked | None:
    return _of_the_fund(before, "con lai quy")


def _handed_in(_ctx: Context, before: Asked) -> Asked | None:
    """ "Nộp chưa?" after a fund: what of it was handed in."""
    codes = tuple(filter(None, (indicators()[code].paid_by for code in _funds(before))))
    return replace(_of(before, codes), said="nop phuong") if codes else None


def _of_the_fund(before: Asked, said: str) -> Asked | None:
    codes = tuple(code for code in _funds(before) if indicators()[code].paid_by)
    return replace(_of(before, codes), said=said) if codes else None


def _funds(before: Asked) -> tuple[str, ...]:
    """The codes of what was asked for, of a fund also where only what it handed in was."""
    return tuple(dict.fromkeys(fund_of(indicators()[code]).code for code in before.question.indicators))


def _of(before: Asked, codes: tuple[str, ...], aggregate: Aggregate = "sum") -> Asked:
    """Other figures for the same days, held against nothing."""
    question = before.question._replace(
        indicator=codes[0], indicators=codes, aggregate=aggregate, against=None, period=before.period
    )
    return replace(before, question=question)


def _in_all(ctx: Context, before: Asked) -> Asked:
    """ "Tổng cộng?" after a part of a year: the whole of it, for any occasion; after one khu phố the ward's."""
    if ctx.role == "ward" and before.unit.id != ctx.unit.id:
        return _of_the_ward(ctx, before)
    year = before.period.start.year if before.period else ctx.today.year
    question = before.question._replace(period=Span(*whole_year(year)), occasion=None, against=None)
    return replace(before, question=by_itself(question), said="tong cong")


def _of_the_ward(ctx: Context, before: Asked) -> Asked:
    """ "Tất cả kp cộng lại?": of the ward, for the same days."""
    question = before.question._replace(unit=None, against=None, period=before.period)
    return replace(before, question=by_itself(question), unit=ctx.unit, said="tong cong")


def _both(ctx: Context, before: Asked) -> Asked | None:
    """ "Hai loại đó mấy hộ" after two figures one by one: both of them, added up where they can be."""
    two = _told_two(ctx, before)
    return replace(_of(before, two, before.question.aggregate), said="cong lai") if two else None


def _both_counts(ctx: Context, before: Asked) -> Asked | None:
    """ "Hai loại cộng lại mấy hộ" after two shares: what each is a share of, added up."""
    two = tuple(code for share in _told_two(ctx, before) if (code := indicators()[share].numerator))
    return replace(_of(before, two, "latest"), said="cong lai") if len(two) > 1 else _both(ctx, before)


def _both_levels(ctx: Context, before: Asked) -> Asked | None:
    """ "Tổng cộng mấy hộ" after two levels of the same unit; after one khu phố the ward's."""
    if ctx.role == "ward" and before.unit.id != ctx.unit.id:
        return _of_the_ward(ctx, before)
    two = _told_two(ctx, before)
    kinds = {(indicators()[code].kind, indicators()[code].unit) for code in two}
    return _both(ctx, before) if len(kinds) == 1 and before.first.kind == "stock" else None


def _both_shares(ctx: Context, before: Asked) -> Asked | None:
    """ "Tỷ lệ hai cái đó" after two counts: the share of each."""
    found = [shares.of(code) for code in _told_two(ctx, before)]
    both = tuple(code for code in found if code)
    return replace(_of(before, both, "ratio"), said="ty le") if len(both) == len(found) > 1 else None


def _told_two(ctx: Context, before: Asked) -> tuple[str, ...]:
    """The two figures that were told last, of one unit and the same days: none where there are no such two."""
    last = codes.told_last(ctx.session, ctx.person.id or 0, ctx.unit, None, 2)
    lately = [one for one in last if ctx.now - one.told_at < _LATELY and one.unit.id == before.unit.id]
    found = [one.indicator for one in lately if one.indicator is not None]
    if len({i.code for i in found}) < len(last) or before.first not in found:
        return ()
    alike = before.first.kind == "stock" or len({(one.start, one.end) for one in lately}) == 1
    return tuple(i.code for i in found) if alike else ()


_LATELY = timedelta(minutes=30)


def _succeeded(_ctx: Context, before: Asked) -> Asked | None:
    """ "Thành bao nhiêu?", "đạt mấy hộ?" after what was taken up or registered: what of it succeeded."""
    codes = before.question.indicators
    share = next((i for i in indicators().values() if i.unit == "percent" and i.denominator in codes[:1]), None)
    part = indicators().get(share.numerator or "") if share is not None and codes[0] in _TAKEN_UP else None
    return replace(_of(before, (part.code,), "sum" if part.kind == "flow" else "latest"), said="") if part else None


_TAKEN_UP = frozenset({"hg_vu_tiep_nhan", "gdvh_ho_dang_ky"})


def _registered(_ctx: Context, before: Asked) -> Asked | None:
    """ "Đăng ký mấy hộ?" after the families of culture that were recognised, or their share."""
    if not any("gdvh" in code for code in before.question.indicators):
        return None
    return replace(_of(before, ("gdvh_ho_dang_ky",), "latest"), said="ho dang ky")


_BEFORE = r"(?:(?:vay|the|roi|con|ma|da|minh|ban) )*"
_HOW_MUCH = r"(?:bao nhieu|may|nhieu|nhiu|bn)(?: (?:tien|trieu|tr|dong|roi))*"
_COLLECTED = re.compile(rf"{_BEFORE}(?:thu|thu vo|van dong|thu vao)(?: (?:duoc|het|ra|vo|vao))* {_HOW_MUCH}")
_SPENT = re.compile(rf"{_BEFORE}(?:chi|xai|chi ra)(?: (?:duoc|het|ra))* {_HOW_MUCH}")
_HANDED_IN = re.compile(
    rf"{_BEFORE}nop(?: (?:len|cho|ve|phuong|tren|duoc|het))* (?:chua|roi chua|hay chua|{_HOW_MUCH})"
)
_LEFT_OVER = re.compile(rf"{_BEFORE}(?:ton|du)(?: (?:lai|quy|duoc))*(?: {_HOW_MUCH})?")
_TWO = r"(?:ca )?(?:hai|2)(?: (?:loai|cai|so|muc|thu|khoan|dang|ho))*(?: (?:do|nay|ay|tren|kia|vua roi))*"
_ADDED_UP = r"(?:cong|tong|gop|tinh)(?: (?:cong|chung|lai|het))*"
_MANY = r"(?:la|co|duoc|thi|het|may|bao nhieu|nhieu|bn|ho|nguoi|vu|can|chau|phan|suat|tien|lai|chung|vay|em|a)"
_BOTH = re.compile(rf"{_BEFORE}(?:{_ADDED_UP} )?{_TWO}(?: {_ADDED_UP})?(?: {_MANY})*")
_BOTH_COUNTED = re.compile(rf"(?=.*\b(?:may|bao nhieu|bn|nhieu) (?:ho|nguoi|vu)\b){_BOTH.pattern}")
_ADDED_LEVELS = re.compile(
    rf"{_BEFORE}{_ADDED_UP} (?:la |co |duoc |thi )*(?:may|bao nhieu|bn|nhieu) (?:ho|nguoi|to)(?: {_MANY})*"
)
_TWO_SHARES = re.compile(rf"{_BEFORE}(?:ty le|ti le|phan tram)(?: cua)? {_TWO}(?: {_MANY})*")
_IN_ALL = re.compile(
    r"(?:(?:vay|the|la|gio) )*(?:tong cong|tong|cong lai|cong chung|gop lai|cong het|tong het|tat ca)"
    r"(?: (?:la|het|lai|duoc|bao nhieu|nhieu|may|thi sao))*"
)
_SUCCEEDED = re.compile(
    rf"{_BEFORE}(?:hoa giai )?(?:thanh|dat|cong nhan|duoc cong nhan)(?: (?:cong|duoc))* (?:bao nhieu|may|nhieu|nhiu|bn)"
    r"(?: (?:vu|ho|roi|nha|gia dinh))*"
    rf"|{_BEFORE}(?:co )?(?:hoa giai )?thanh (?:cong )?(?:het|ca|duoc het|tat ca|may vu)"
    r"(?: (?:vu|khong|chua|roi|ca|het|vay|em|a))*"
)
_REGISTERED = re.compile(
    rf"{_BEFORE}(?:(?:so|may|bao nhieu|bn|nhieu|co|duoc|tong|tong so|tong cong|la|thi) )*(?:ho )?(?:gia dinh )?"
    r"(?:da )?(?:dang ky|dk|dang ki)(?: (?:duoc|la|bao nhieu|may|bn|nhieu|nhiu|ho|gia dinh|roi|thi sao))*"
)
_ALL_UNITS = re.compile(
    r"(?:(?:vay|the|con) )*(?:tong |gop |cong )?(?:tat ca |het )?(?:(?:cac|may|moi|hai|2|ba|3) )?(?:kp|khu pho)"
    r"(?: (?:cong|gop|tong)(?: lai)?)(?: (?:het|la|bao nhieu|thi sao))*"
    r"|(?:tong |gop )(?:cac|may|tat ca|hai|2|ba|3) (?:kp|khu pho)"
)


def more_or_less(ctx: Context, reading: Reading) -> list[Reply] | None:
    """ "Hơn hay kém?", "ít nhất?": what was asked last, held against another period, or ranked anew."""
    said = frames.spoken(reading.text)
    beside = _SO.fullmatch(said)
    if beside is not None and subject.last(ctx) is not None:
        return ask.answer(ctx, vi.read(f"so voi {beside['time']}", reading.on))
    times = _SO_TIMES.fullmatch(said)
    if times is not None and subject.last(ctx) is not None:
        return ask.answer(ctx, vi.read(f"{times['earlier']} so voi {times['later']}", reading.on))
    feasts = _TWO_FEASTS.fullmatch(said)
    ranks = _RANKS.fullmatch(said) is not None and ctx.role == "ward"
    holds = _HOLDS.fullmatch(said) is not None
    wish = "tang hay giam" if holds and "chenh" in said else "nhieu hon" if feasts or holds else said if ranks else None
    before = subject.of_figures(ctx) if wish else None
    before = _latest_part(ctx, before) if before is not None and "tang" in said else before
    if before is not None and before.period is not None and "tang" in said and not is_year(before.period):
        wish = "tang hay giam"  # a month is held against the month before it
    if before is None or wish is None:
        return None
    if _TWO_YEARS.search(said):
        before = replace(before, question=before.question._replace(period=Span(*whole_year(ctx.today.year))))
    unit = committees.WARD if wish == said else None
    question = before.question._replace(aggregate="compare", against=None, unit=unit, period=before.period)
    if unit is None and before.question.aggregate == "compare":
        question = before.question  # once more what was compared
    if feasts:
        question = question._replace(period=None, occasion="tet")
    again = replace(before, question=question, said=wish, unit=ctx.unit if unit else before.unit)
    return ask.told(ctx, again, [indicators()[code] for code in before.question.indicators[:1]], reading)


def _latest_part(ctx: Context, before: Asked) -> Asked:
    """The newest month or quarter of a figure that was told in months or quarters; of any other figure itself."""
    step = breakdown.divided(before)
    if step not in {"month", "quarter"}:
        return before
    day = min(before.period.end, ctx.today) if before.period is not None else ctx.today
    part = month(day.year, day.month) if step == "month" else quarter(day.year, (day.month + 2) // 3)
    return replace(before, question=before.question._replace(period=part, against=None))


_TWO_YEARS = re.compile(r"\bnam (?:ngoai|truoc|roi|nay) .*\bnam (?:ngoai|truoc|roi|nay)\b")
_HOLDS = re.compile(
    r"(?:cai|ben|nam|thang|quy|dot|tet) nao (?:nhieu|cao|it|thap|dong) hon|"
    r"(?:nam|thang|quy|tet) (?:nay|ngoai|truoc|roi) (?:nhieu|cao|it|thap|dong) hon hay (?:la )?(?:nam|thang|quy|tet)"
    r" (?:nay|ngoai|truoc|roi)(?: (?:nhieu|cao|it|thap|dong))?(?: hon)?|"
    r"(?:(?:vay|the|la|thi|co) )*(?:hon|nhieu hon|tang|cao hon) hay (?:la )?(?:kem|it hon|giam|thua|thap hon)"
    r"|(?:(?:vay|the|la|thi|co|gio) )*(?:chenh(?: lech)?|(?:nhieu |cao |it |thap )?hon|kem|hon kem)"
    r"(?: nhau| duoc)* (?:bao nhieu|may|nhieu)(?: phan| ho| tien| vay| em| a)*"
    r"|(?:(?:vay|the|la|thi|co) )*(?:nhieu |it |cao )?hon (?:nam|thang|quy) (?:nay|ngoai|truoc|roi) (?:khong|hong|ko|k)"
    r"|(?:(?:vay|the|la|thi|co|nam nay|roi|gio) )*(?:giam hay (?:la )?tang"
    r"|(?:tang|giam|bot|sut|len) (?:duoc |di )?(?:bao nhieu|may|nhieu|nhiu)(?: %| phan tram| ho| nguoi)?)"
    r"(?: (?:vay|em|a|con|so voi gio|nam nay|gio))*"
)
_SO = re.compile(
    r"(?:(?:the|vay|con) )*so (?:sanh )?(?:voi )?(?P<time>(?:nam|thang|quy|tuan) (?:truoc|ngoai|roi|kia)"
    r"|cung ky(?: nam (?:truoc|ngoai|roi))?)(?: sao| di| the nao| ra sao| hon hay (?:thua|kem)"
    r"| nhieu hon (?:khong|hong)| tang hay giam| (?:tang|giam|hon|kem|chenh)(?: bao nhieu| may| nhieu| khong)?)*"
)
_TIME = r"(?:thang|quy|nam) (?:\d{1,4}|nay|ngoai|truoc|roi)(?: nam (?:\d{4}|nay|ngoai|truoc))?"
_SO_TIMES = re.compile(  # "so quý 3 với quý 4"
    rf"so (?:sanh )?(?:giua )?(?P<earlier>{_TIME}) (?:voi|va|cung) (?P<later>{_TIME})(?: (?:di|coi|thu|thi sao|sao))*"
)
_TWO_FEASTS = re.compile(
    r"(?:(?:the|vay|con) )*so (?:sanh )?(?:hai|2|may|giua hai|giua 2) (?:cai )?tet(?: voi nhau| di)*"
)
_RANKS = re.compile(
    r"(?:(?:con|the|vay) )*so (?:sanh )?(?:giua )?(?:kp|khu pho|ap) ?\d+ (?:voi|va|cung) (?:kp|khu pho|ap) ?\d+|"
    r"(?:kp|khu pho|ap|noi|don vi) nao (?:da |co )?(?:lam|co|tang|phat|thu|ghi|bao|di)(?: (?:duoc|roi|vay))*|"
    r"(?:(?:con|the|vay) )*so (?:sanh )?(?:(?:voi|cung|giua) )?(?:(?:cac|may|nhung) )*(?:kp|khu pho|ap|noi|cho|don vi)"
    r"(?: khac| kia| voi nhau| con lai)+(?: (?:thi sao|sao|di|em|a|the nao))*|"
    r"(?:(?:con|the|vay|kp nao|khu pho nao|noi nao|cai nao) )*(?:it|thap|nhieu|cao) (?:nhat|nhut)"
    r"(?: (?:la|kp nao|noi nao|vay|em|a|thi sao))*"
)


def in_cash(ctx: Context, reading: Reading) -> list[Reply] | None:
    """ "Thế tiền mặt?" after money: the book keeps it as one with what was given in kind."""
    said, _ = frames.without(frames.spoken(reading.text))
    before = subject.of_figures(ctx) if _CASH.fullmatch(said) else None
    money = _money(before) if before is not None else None
    if money is None:
        return None
    told = ask.told(ctx, money, [indicators()[code] for code in money.question.indicators], reading)
    return [replace(told[0], text=f"{told[0].text}\n{texts.figures.cash_not_apart()}"), *told[1:]]


_CASH = re.compile(
    r"(?:(?:may|bao nhieu|bn|nhieu) (?:la )?)?(?:tien mat|hien vat|bang tien|bang hien vat|tien tuoi)"
    r"(?: (?:va|voi|hay|la|hien vat|tien mat|bao nhieu|may|nhieu|bn|rieng|trong do))*"
)


def who_came(ctx: Context, reading: Reading) -> list[Reply] | None:
    """ "Lượt người dự?" after how often something was held: those who came to it."""
    said = words.bare(reading.text)
    before = subject.last(ctx) if _PEOPLE_THERE.fullmatch(said) else None
    came = [averages.those_there(code) for code in before.question.indicators] if before else []
    codes = [code for code in came if code]
    if not codes and _ATTENDED.fullmatch(said) and subject.of_whose_meeting(ctx) is None:
        before = subject.last(ctx)
        codes = [i.code for i in _attended(ctx) if before is not None and telling.found(ctx, _of(before, (i.code,)), i)]
        if before is not None and len(codes) == 1:
            return ask.told(ctx, _of(before, tuple(codes)), [indicators()[codes[0]]], reading)
        return [Reply(texts.figures.which_figure(ctx.who), choices(*(ask.label(ctx, i) for i in _attended(ctx))))]
    if before is None or not codes:
        return None
    told = ask.told(ctx, _of(before, tuple(codes)), [indicators()[code] for code in codes], reading)
    names = _BY_NAME.fullmatch(said) is not None
    return [replace(told[0], text=f"{told[0].text}\n{texts.figures.no_names()}"), *told[1:]] if names else told


def _attended(ctx: Context) -> list[Indicator]:
    """Those figures that count who came to something."""
    return [i for i in visibility.visible(ctx) if averages.those_there(i.code) == i.code]


def share_of_a_part(ctx: Context, reading: Reading) -> list[Reply] | None:
    """ "Trong đó Tết chiếm bao nhiêu phần trăm", "quý 1 chiếm mấy phần trăm" after a sum: that part of it."""
    said = words.bare(reading.text.replace("%", " phần trăm "))
    before = subject.of_figures(ctx) if _MAKES_UP.search(said) and not reading.facts else None
    if before is None or before.first.kind != "flow" or before.occasion is not None:
        return None
    feast = reading.question.occasion if reading.question is not None else reading.occasion
    named = None if feast else reading.period_named
    whole = replace(before, question=by_itself(before.question)._replace(against=None, unit=None))
    if (named is None and feast is None) or set(_codes_of(reading)) - set(before.question.indicators):
        return None
    part = replace(whole, question=whole.question._replace(occasion=feast, period=named))
    top, bottom = (telling.found(ctx, each, before.first) for each in (part, whole))
    if top is None or bottom is None or not bottom.value:
        return None
    percent = wording.percent(top.value / bottom.value * 100)
    lines = [(texts.figures.occasion(feast) if feast else None) or telling.when(top), telling.when(bottom)]
    shown = [telling.coded(ctx, whole.unit, each) for each in (top, bottom)]
    return [
        Reply(
            texts.comparing.part_of(percent, before.first.name, whole.unit.name, list(zip(lines, shown, strict=True)))
        )
    ]


_MAKES_UP = re.compile(r"\bchiem (?:khoang |duoc |toi )?(?:bao nhieu|may|bn|nhieu|nhiu) phan tram\b")


def share_of_the_whole(ctx: Context, reading: Reading) -> list[Reply] | None:
    """ "Trên tổng số hộ là bao nhiêu phần trăm" after what some households are: its share of that whole."""
    said = words.bare(reading.text.replace("%", " phần trăm "))
    found = _OF_A_WHOLE.fullmatch(said) if not reading.facts else None
    before = subject.of_figures(ctx) if found is not None else None
    if found is None or before is None:
        return None
    counted = before.first.numerator if before.first.kind == "ratio" else before.first.code
    whole = _WHOLES[found["whole"]]
    ratios = (
        i for i in indicators().values() if i.unit == "percent" and (i.numerator, i.denominator) == (counted, whole)
    )
    share = next(ratios, None)
    return ask.told(ctx, _of(before, (share.code,), "ratio"), [share], reading) if share is not None else None


_WHOLES = {
    "dang ky": "gdvh_ho_dang_ky", "ho": "so_ho", "nha": "so_ho", "dan": "nhan_khau", "nguoi": "nhan_khau",
    "khau": "nhan_khau",
}  # fmt: skip
_OF_A_WHOLE = re.compile(
    r"(?:(?:vay|the|con|tinh|la|em|oi) )*(?:tren|so voi)(?: (?:tong|so|ca|tong so|ho|nguoi|nhan|toan))*?"
    rf" (?P<whole>{'|'.join(_WHOLES)})(?: (?:dan|khu pho|kp|minh|trong|cua|thi|la|chiem|dat|duoc|tinh ra))*"
    r" (?:bao nhieu|may|bn|nhieu|nhiu) phan tram(?: (?:vay|em|a|con|ta|roi))*"
)


def _codes_of(reading: Reading) -> tuple[str, ...]:
    return reading.question.indicators if reading.question is not None else ()


_ATTENDED = re.compile(r"(?:(?:so|tong|tong so) )?luot (?:nguoi )?(?:du|tham du|tham gia)(?: (?:la )?bao nhieu)?")


_BY_NAME = re.compile(
    r"(?:(?:roi|vay|ma|co) )*(?:ai|nhung ai) (?:du|di|den|toi|tham gia|lam|tham du)(?: (?:vay|em|a|con|the|ta|roi))*"
)
_PEOPLE_THERE = re.compile(
    rf"{_BY_NAME.pattern}"
    r"|(?:(?:co|duoc|con|vay|the|tong|tong cong|so|ca thay|roi|ma|thi) )*(?:(?:bao nhieu|may|nhieu|bn) )?"
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
    question = Question(code, "sum", Span(*whole_year(ctx.today.year)), indicators=(code,))
    return Asked(question, ctx.unit, "quy con lai bao nhieu")


def _left(before: Asked) -> Asked:
    """What is left of what was told."""
    codes = _funds(before)
    period = before.period
    if period is not None and not is_year(period) and period.start.year == period.end.year:
        period = Span(*whole_year(period.start.year))  # what is left is of all that came in, and not of a month
    question = by_itself(before.question)._replace(unit=None, indicator=codes[0] if codes else None, indicators=codes)
    question = question._replace(period=period)
    return replace(before, question=question, said=f"con lai {before.said}")


def _money(before: Asked) -> Asked | None:
    """ "Hết bao nhiêu tiền?" after a count: the money of the same."""
    money = {i.code: i.code for i in indicators().values() if i.unit == "dong"} | _PAID_FOR
    codes = tuple(money[code] for code in before.question.indicators if code in money)
    return _of(before, codes) if codes else None


_PAID_FOR = {
    "qua_so_phan": "qua_tri_gia", "qua_trung_thu": "qua_tri_gia", "hoc_bong": "hoc_bong_tri_gia",
    "nha_ddk": "nha_ddk_kinh_phi", "vay_luot_ho": "vay_so_tien", "duong_hem": "dong_gop_cong_trinh",
}  # fmt: skip
_HOW_MUCH_MONEY = re.compile(
    r"(?:(?:con|the|vay|tong|het) )*(?:tri gia|gia tri|thanh tien|so tien|kinh phi|tien)"
    r"(?: (?:thi|sao|la|het|duoc|khoang|bao nhieu|may|nhieu|nhiu|bn|may trieu|bao nhieu tien))*|"
    r"(?:(?:vay|the|roi|con|ma|da|du|troi|tong|tong cong|tat ca|het|ton|tri gia|ca thay|la|hong|duoc) )*"
    r"(?:het |ton |la )?(?:bao nhieu|may|nhieu|nhiu|bn) (?:tien|trieu|tr|dong)(?: (?:vay|con|em|a"
    r"|lan|het|tat ca|roi|the|chau))*|"
    r"(?:(?:vay|the|roi|con|ma|du|troi|tong|tong cong) )*(?:het|ton)(?: (?:het|ca thay|tat ca))?"
    r" (?:bao nhieu|may|nhieu|nhiu|bn)"
)
_OF_IT: tuple[tuple[re.Pattern[str], Callable[[Context, Asked], Asked | None]], ...] = (
    (own.ALONE, _mine), (_HOW_MUCH_MONEY, lambda _, before: _money(before)), (_COLLECTED, _collected), (_SPENT, _spent),
    (_LEFT_OVER, _spent), (_HANDED_IN, _handed_in), (_BOTH_COUNTED, _both_counts), (_BOTH, _both),
    (_ADDED_LEVELS, _both_levels), (_TWO_SHARES, _both_shares), (_IN_ALL, _in_all), (_ALL_UNITS, _of_the_ward),
    (_REGISTERED, _registered), (_SUCCEEDED, _succeeded),
)  # fmt: skip
