"""What is asked of the answer itself: who comes second, what did not succeed, for which occasion, when it was most."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from db import codes, ledger
from db.catalogue import Indicator, indicators
from db.figure import Figure, inherited
from handlers import texts, units, vi, visibility, wording, words
from handlers.context import Context
from handlers.figures import asked, behind, frames, subject, telling, ward
from handlers.figures.asked import Asked
from handlers.message import Reply
from handlers.vi import shares
from handlers.vi.reading import Question, Reading, Span

_AT = {"nhat": 1, "dau": 1, "nhi": 2, "hai": 2, "2": 2, "ba": 3, "3": 3, "tu": 4, "4": 4, "nam": 5, "5": 5}
_LAST = frozenset({"chot", "cuoi", "bet", "chot bang", "cuoi bang"})
_END = r"(?: (?:la|kp|khu pho|noi|ai|nao|don vi|thi|sao|vay|em|a|con|z|ta|the|do))*"
_NTH = re.compile(
    r"(?:(?:con|the|vay|roi|ai|kp nao|khu pho nao|noi nao|don vi nao|dung|xep|o|la|vi tri|dong) )*"
    rf"(?:(?:hang|thu|hang thu|giai|nguoi thu) (?P<th>{'|'.join(_AT)})|(?P<nth>nhi)"
    rf"|(?:hang )?(?P<last>{'|'.join(sorted(_LAST, key=len, reverse=True))})){_END}"
)
_NONE = re.compile(
    r"(?:(?:con|the|vay|roi) )*(?:kp|khu pho|noi|cho|don vi|ap|ai)(?: nao)?(?: con| van)? (?:chua|khong|ko|hong) co"
    r"(?: (?:cai|so|gi|nao|het|vay|em|a|con|ta))*"
)
_OCCASION = re.compile(
    r"(?:(?:vay|the|do|la|nhan|vao|cho|trong|ma|hoi) )*(?:dip|le) (?:gi|nao|chi)(?: (?:vay|do|em|a|con|the|ta|z))*"
)
_MOST = re.compile(
    r"(?:(?:con|the|vay|roi|luc|hoi|thoi diem|khi|khi nao|luc nao|hoi nao|ngay nao|muc|so|dinh|la|trong nam) )*"
    r"(?P<most>cao|nhieu|thap|it) (?:nhat|nhut)"
    r"(?: (?:la|duoc|co|luc|khi|hoi|may|bao nhieu|bn|nao|ho|nguoi|can|vay|em|a|con|ta|the))*"
)
_ALSO_SAYS = ("luc", "hoi", "khi", "thoi", "muc", "may", "bao", "bn")  # "nhiều nhất" alone asks for a khu phố
_TOGETHER = re.compile(
    r"(?:(?:vay|the|roi|tong|gop|cong|tinh|ca) )*(?P<many>hai|ba|bon|nam|[2-6]) (?:cai )?"
    r"(?P<what>quy|thang|nam|kp|khu pho|ap|so|dot|cho)(?: (?:do|nay|ay|tren|kia|vua roi|vua noi))*"
    r"(?: (?:cong|gop|tong|tinh|lai|chung|het))*"
    r"(?: (?:la|duoc|co|bao nhieu|may|nhieu|ho|nguoi|phan|suat|vu|can|tien|het|vay|em|a))*"
)
_ADDING = frozenset({"cong", "gop", "tong"})
_MANY = {"hai": 2, "ba": 3, "bon": 4, "nam": 5}
_FAILED = re.compile(
    r"\b(?:khong|ko|hong|chua)(?: hoa giai| dat| duoc)? (?:thanh|xong|duoc|dat)(?: cong)?\b|\bthat bai\b|\bbat thanh\b"
)
_HOW_MANY_FAILED = re.compile(
    r"(?=.*\b(?:may|bao nhieu|bn|nhieu)\b)"
    rf"(?:(?:con|the|vay|roi|co|ma|trong do|bao nhieu|may|bn|nhieu|so) )*(?:(?:vu|don|viec|ho|can) )*"
    rf"(?:{_FAILED.pattern})(?: (?:may|bao nhieu|bn|nhieu|la|vu|don|vay|em|a|con|ta))*"
)


_LACKING = re.compile(
    r"(?:(?:con|vay|the|roi|thi|ma) )*(?:thieu|chua)(?: (?:lai|dat|co|tham gia|mua|duoc|the|con|la|thi))*"
    r" (?:may|bao nhieu|bn|nhieu)(?: (?:nguoi|ho|tre|chau|nua|vay|nha))*"
    r"|(?:con )?(?:may|bao nhieu|bn|nhieu) (?:nguoi|ho|tre|nha) (?:con |bi )?(?:chua|thieu|khong|rot|truot)"
    r"(?: (?:dat|co|tham gia|mua|duoc|the|vay))*"
)


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The answer to a question about what was just told; None where a message is none, or nothing was told."""
    if any(fact.indicator for fact in reading.facts):
        return None
    bare, said = words.bare(reading.text), frames.spoken(reading.text)
    for asks, told in _ASKS:
        found = asks.fullmatch(said) or asks.fullmatch(bare)  # "nhì" is a word of politeness too
        before = subject.of_figures(ctx) if found is not None else None
        if found is not None and before is not None:
            reply = told(ctx, before, found)
            if reply is not None:
                return [reply]
    return None


# --- the khu phố of a ward ---


def _nth(ctx: Context, before: Asked, found: re.Match[str]) -> Reply | None:
    """ "Nhì là ai" after a ranking."""
    if ctx.role != "ward" or before.unit.id != ctx.unit.id:
        return None
    return ward.nth(ctx, before, before.first, None if found["last"] else _AT[found["th"] or found["nth"]])


def _without(ctx: Context, before: Asked, _found: re.Match[str]) -> Reply | None:
    """ "Nơi nào chưa có" after a figure."""
    if ctx.role != "ward":
        return None
    return ward.without(ctx, replace(before, unit=ctx.unit, said="noi nao chua co"), before.first)


# --- what did not succeed ---


def is_of_what_failed(question: Asked) -> bool:
    """Whether a question asks for what did not succeed: "mấy vụ hòa giải không thành"."""
    return _FAILED.search(question.said) is not None


def lacking_of(ctx: Context, reading: Reading) -> Reply | None:
    """ "Bảo hiểm còn mấy người chưa mua", "mấy hộ không đạt gia đình văn hóa": what of a whole is not in its part."""
    said = words.bare(reading.text)
    if _LACKS.search(said) is None or not frames.counts(said) or words.says(said, *_WHICH):
        return None
    question = vi.read(f"{_LACKS.sub('', said)} bao nhieu phan tram", reading.on).question
    unit = ctx.unit if reading.unit_named is None else units.named(ctx, reading.unit_named)
    if question is None or not question.indicators or isinstance(unit, str):
        return None
    asks = Asked(question, unit, said)
    return _lacking(ctx, asks, None) if visibility.may_see(ctx, asks.first) else None


_LACKS = re.compile(
    r"\b(?:(?:con )?chua (?:mua|co|tham gia|dat|dung|dang ky|phan loai|duoc cong nhan)|khong dat"
    r"|(?:bi )?(?:rot|truot))\b"
)
_WHICH = ("kp nao", "khu pho nao", "noi nao", "so lieu", "chua co so", "chi tieu")


def of_what_was_begun(reading: Reading) -> Question | None:
    """The question for what was taken up, where it is asked what of it did not succeed; None for any other."""
    said = words.bare(reading.text)
    return vi.read(_FAILED.sub("", said), reading.on).question if _FAILED.search(said) else None


def failed(ctx: Context, question: Asked, codes_asked: tuple[str, ...]) -> str | None:
    """What was taken up less what succeeded, with both; None where a figure has no such two, or they are not known."""
    pair = _pair(codes_asked)
    if pair is None:
        return None
    start, end = asked.days(ctx, question, indicators()[pair.denominator or ""])
    share = ledger.ratio(ctx.session, pair, question.unit, start, end, occasion=question.occasion)
    if share is None or share.numerator is None or share.denominator is None:
        return None
    whole, part = share.denominator, share.numerator
    left = whole.value - part.value
    if left < 0:
        return None
    amount = wording.short_amount(left, whole.indicator.unit, noun=whole.indicator.noun)
    told = texts.figures.not_done(amount, wording.figure(whole), wording.figure(part))
    return f"{told}\n{telling.ratio(ctx, question.unit, share, question.occasion)}"


def _pair(codes_asked: tuple[str, ...]) -> Indicator | None:
    """The share of what was taken up that succeeded, of one of some figures."""
    return next((i for i in indicators().values() if _are_the_two(i, codes_asked)), None)


def _are_the_two(share: Indicator, codes_asked: tuple[str, ...]) -> bool:
    tops, wholes = indicators().get(share.numerator or ""), indicators().get(share.denominator or "")
    flows = tops is not None and wholes is not None and tops.kind == wholes.kind == "flow"
    of_these = {share.code, share.numerator, share.denominator}
    return flows and share.unit == "percent" and not of_these.isdisjoint(codes_asked)


def _failed_of_last(ctx: Context, before: Asked, _found: re.Match[str]) -> Reply | None:
    told = failed(ctx, before, before.question.indicators)
    pair = _pair(before.question.indicators) if told is None else None
    if pair is not None:
        told = telling.one(ctx, replace(before, question=before.question._replace(period=before.period)), pair)
    return Reply(told) if told is not None else None


def _part_of_the_ward(ctx: Context, before: Asked, found: re.Match[str]) -> Reply | None:
    """ "Khu phố 9 chiếm bao nhiêu phần trăm" after what adds up: of the ward's whole."""
    unit = units.named(ctx, f"khu pho {found['unit']}")
    if ctx.role != "ward" or isinstance(unit, str) or before.first.kind != "flow":
        return None
    part, whole = (telling.found(ctx, replace(before, unit=each), before.first) for each in (unit, ctx.unit))
    if part is None or whole is None or not whole.value or part.value > whole.value:
        return None
    told = [f"{each.name}: {telling.coded(ctx, each, f)}" for each, f in ((unit, part), (ctx.unit, whole))]
    percent = wording.percent(part.value / whole.value * 100)
    return Reply(texts.figures.part_of_ward(percent, f"{before.first.name} · {unit.name}, {telling.when(part)}", told))


_OF_THE_WARD = re.compile(
    r"(?:(?:vay|the|con) )*(?:kp|khu pho|ap) ?(?P<unit>\d+) (?:chiem |la |duoc |gop |dong |dat |thu )*"
    r"(?:bao nhieu|may|bn) phan tram"
    r"(?: (?:toan|ca|cua|tong|phuong|so|vay|em|a))*"
)


def _lacking(ctx: Context, before: Asked, _found: re.Match[str] | None) -> Reply | None:
    """ "Còn thiếu mấy người" after a share: what of the whole is not in its part."""
    code = shares.of(before.first.code, whole=["gdvh_ho_dang_ky"])
    share = indicators()[code] if code is not None else before.first
    if share.kind != "ratio" or share.unit != "percent":
        return None
    found = ledger.ratio(ctx.session, share, before.unit, *asked.days(ctx, before, share))
    part, whole = (found.numerator, found.denominator) if found is not None else (None, None)
    if part is None or whole is None or part.value > whole.value:
        return None
    amount = wording.short_amount(whole.value - part.value, part.indicator.unit)
    told = [f"{wording.lower_first(f.indicator.name)}: {telling.coded(ctx, before.unit, f)}" for f in (whole, part)]
    return Reply(texts.figures.lacking(amount, before.unit.name, told))


# --- for which occasion, and when most ---


def _occasions(ctx: Context, _before: Asked, _found: re.Match[str]) -> Reply | None:
    """ "Dịp gì vậy" after gifts: what of the figure was told of which occasion."""
    opened = behind.last(ctx)
    if opened is None or opened.indicator is None or not isinstance(opened.then, Figure):
        return None
    return Reply(_by_occasion(opened.then, opened.code))


def _by_dip(ctx: Context, before: Asked, _found: re.Match[str]) -> Reply | None:
    """ "Dịp nào nhiều nhất" after gifts: what was given on which occasion in that year, the most first."""
    question = asked.by_itself(before.question)
    year = question.period.end.year if question.period else ctx.today.year
    code = "qua_so_phan" if before.first.code == "qua_trung_thu" else before.first.code
    figure = ledger.figure(ctx.session, indicators()[code], before.unit, *asked.whole_year(year))
    if figure is None or figure.indicator.kind != "flow":
        return None
    return Reply(_by_occasion(figure, codes.tell(ctx.session, before.unit, figure, ctx.now, person=ctx.person)))


_WHICH_DIP = re.compile(
    r"(?:(?:con|the|vay) )*(?:dip|le) nao (?:\w+ )?(?:nhieu|lon|cao|it) (?:nhat|nhut)(?: (?:vay|em|a))*"
)


def _by_occasion(figure: Figure, code: str) -> str:
    sums: dict[str | None, Decimal] = {}
    for source in figure.sources:
        sums[source.record.occasion] = sums.get(source.record.occasion, Decimal(0)) + source.entry.value
    named = sorted(sums.items(), key=lambda pair: (pair[0] is None, -pair[1]))
    amounts = [
        (
            texts.figures.occasion(occasion) or texts.figures.no_occasion(),
            wording.short_amount(value, figure.indicator.unit, noun=figure.indicator.noun),
        )
        for occasion, value in named
    ]
    return texts.figures.by_occasion(figure.indicator.name, amounts, code)


def _highest(ctx: Context, before: Asked, found: re.Match[str]) -> Reply | None:
    """ "Lúc cao nhất là mấy hộ" after a level: its highest in those days, and since when it was so."""
    indicator = before.first
    if indicator.kind != "stock" or set(found[0].split()).isdisjoint(_ALSO_SAYS):
        return None
    last = before.period.end if before.period else ctx.today
    start = before.period.start if before.period and before.period.start != last else date(last.year, 1, 1)
    end = min(last, ctx.today)
    days = [start, *ledger.told_on(ctx.session, indicator, before.unit, start, end), end]
    levels = [(day, ledger.figure(ctx.session, indicator, before.unit, day, day)) for day in sorted(set(days))]
    known = [(day, level) for day, level in levels if level is not None]
    if not known:
        return None
    least = found["most"] in {"thap", "it"}
    value = (min if least else max)(level.value for _, level in known)
    extreme = next(level for _, level in known if level.value == value)
    head = texts.figures.extreme_level(wording.span(start, end), least=least)
    return Reply(f"{head} {telling.figure(ctx, before.unit, extreme)}")


# --- what was told, together ---


def _together(ctx: Context, before: Asked, found: re.Match[str]) -> Reply | None:
    """ "3 quý đó cộng lại", "hai kp cộng lại": the sum of the figures told last."""
    if _ADDING.isdisjoint(found[0].split()):
        return None
    many = _MANY.get(found["many"]) or int(found["many"])
    indicator = before.first
    rows = codes.told_last(ctx.session, ctx.person.id or 0, ctx.unit, indicator.code, many)
    places = {row.unit.id for row in rows}
    of_places = found["what"] in {"kp", "khu pho", "ap", "cho"}
    enough = len(rows) == many or (of_places and len(rows) > 1)  # of some khu phố nothing may be known
    if not enough or (len(places) == len(rows)) != of_places or (not of_places and len(places) > 1):
        return None
    if of_places and ctx.unit.id in places:  # the whole is told beside its part
        return None
    days = sorted((row.start, row.end) for row in rows)
    apart = all(earlier[1] < later[0] for earlier, later in pairwise(days))
    if not of_places and indicator.kind in {"stock", "ratio"}:
        return Reply(texts.figures.not_added(indicator.name))
    if not of_places and not apart:
        return None
    whole = sum((row.value for row in rows), Decimal(0))
    amount = wording.short_amount(
        whole, indicator.unit, inherited([row.qualifier for row in rows]), noun=indicator.noun
    )  # fmt: skip
    told = rows if of_places else sorted(rows, key=lambda row: row.start)
    lines = [
        (row.unit.name if of_places else wording.span(row.start, row.end), texts.figures.coded(value, row.code))
        for row in told
        for value in [wording.short_amount(row.value, indicator.unit, row.qualifier, noun=indicator.noun)]
    ]
    if not of_places:
        period = Span(days[0][0], days[-1][1])
        subject.remember(ctx, replace(before, question=before.question._replace(period=period)), (indicator.code,))
    text = texts.figures.together(amount, indicator.name, lines)
    return Reply(text if len(rows) == many else f"{text}\n{texts.figures.only_of(len(rows))}")


_ASKS: tuple[tuple[re.Pattern[str], Callable[[Context, Asked, re.Match[str]], Reply | None]], ...] = (
    (_NTH, _nth), (_NONE, _without), (_HOW_MANY_FAILED, _failed_of_last), (_OCCASION, _occasions), (_MOST, _highest),
    (_TOGETHER, _together), (_LACKING, _lacking), (_OF_THE_WARD, _part_of_the_ward), (_WHICH_DIP, _by_dip),
)  # fmt: skip
