"""All funds at once: what came in, what was handed up, what is left of each and together."""

import re
from collections.abc import Sequence
from decimal import Decimal

from db import codes, ledger
from db.catalogue import indicators
from db.figure import Figure, FundBalance, inherited
from db.models import Unit
from handlers import texts, units, visibility, wording, words
from handlers.context import Context
from handlers.figures import asked, subject, telling, yes_or_no
from handlers.figures.asked import Asked, Days
from handlers.message import Reply, Table
from handlers.vi.reading import Question, Reading
from handlers.vi.words import split

_ALL = re.compile(
    r"\b(?:tong(?: cong| so)?|tat ca|toan bo|het|ca|cong|gop)(?: (?:so|tien|cua|cac|may|nhung|thu|chi))* quy\b"
    r"|\b(?:cac|may|nhung) (?:loai )?quy (?:\w+ ){0,4}(?:tong|con|thu|duoc|cong|bao nhieu)\b"
)
_THESE = re.compile(
    r"(?:(?:con|the|vay|cho|xem|coi|em|bac|chi|anh) )*(?:cac|may|nhung|moi) (?:loai )?quy"
    r"(?: (?:nam|thang|nay|ngoai|truoc|roi|sao|thi|the nao|minh|khu pho|kp|cua|tu dau|den|toi gio|\d+|vay|em|a))*"
)
_IN_AND_OUT = re.compile(  # "thu bao nhiêu chi bao nhiêu"
    r"(?:(?:cho|toi|bac|chi|anh|co|chu|em|hoi|biet|xem|oi|nam|thang|quy|nay|ngoai|truoc|roi|minh|khu pho|\d+) )*"
    r"(?:thu (?:duoc |vo |vao )?(?:(?:bao nhieu|may|bn|nhieu|nhiu)(?: tien)? )?(?:va |roi |thi )*)"
    r"(?:chi|xai) (?:ra |het )?(?:(?:nam|thang|quy) (?:nay|ngoai|truoc|\d+) )?(?:bao nhieu|may|bn|nhieu|nhiu|the nao)"
    r"(?: (?:tien|vay|em|a|roi|ta|nam|thang|quy|nay|ngoai|truoc|\d+))*"
)
_SPENDS = re.compile(r"\b(?:chi|xai|nop)(?: (?:ra|het|phuong|len|lai))* (?:bao nhieu|may|bn|nhieu|nhiu)\b")
_JUST_FUND = re.compile(
    r"(?:(?:cho|toi|bac|chi|anh|co|chu|em|xem|coi|hoi|biet|thu) )*"
    r"(?:tien |trong )?quy(?: (?:minh|khu pho|kp|ban|gio|hien|nay|cua))*(?: con)+(?: lai| duoc)?"
    r" (?:(?:bao nhieu|nhieu|nhiu|may|bn)|(?:tien |du |gi )?(?:khong|hong|ko|hok|hem))"
    r"(?: (?:tien|trieu|dong|tr|vay|em|a|con|roi|ta))*"
)
_ONE_OF_THEM = ("nguoi ngheo", "den on", "dap nghia", "vnn", "dodn", "khuyen hoc", "khac", "ton quy")
_TAKEN_FOR = "quy_vnn"  # a fund that is not named
_MARKED = frozenset({"quỹ", "qũy"})
_QUARTER = frozenset({"quý", "qúy"})


def answer(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """What is in all funds; None for a message about one of them, or about something else."""
    if reading.facts:
        return None
    these = _THESE.fullmatch(said) and not _MARKED.isdisjoint(split(reading.text).lows)
    every = (
        these or _IN_AND_OUT.fullmatch(said) or _ALL.search(said) or (_JUST_FUND.fullmatch(said) and _no_balance(ctx))
    )
    collected = not every and reading.question is not None and reading.question.indicators == (_TAKEN_FOR,)
    if not (every or collected) or words.says(said, *_ONE_OF_THEM):
        return None
    if not _QUARTER.isdisjoint(split(reading.text).lows) or re.search(r"\bquy (?:\d|nay|truoc|nao)", said):
        return None
    name = reading.unit_named
    unit = ctx.unit if name is None else units.named(ctx, name)
    if isinstance(unit, str):
        return [Reply(unit)]
    asks = Asked(Question(None, "sum", reading.period_named), unit, said)
    return [_of(ctx, asks)] if every or _is_of_others(ctx, asks) else None


def _is_of_others(ctx: Context, asks: Asked) -> bool:
    """Whether money came in for another fund than the one that "vận động được bao nhiêu" is taken for."""
    days = _days(ctx, asks)
    others = (i for i in visibility.visible(ctx) if i.paid_by and i.code != _TAKEN_FOR)
    return any(ledger.fund(ctx.session, i, asks.unit, *days) is not None for i in others)


def _days(ctx: Context, asks: Asked) -> Days:
    return (asks.period.start, asks.period.end) if asks.period else asked.this_year(ctx)


def spends(said: str) -> bool:
    """Whether it is asked what of a fund went out: "chi bao nhiêu", "nộp phường mấy triệu"."""
    return _SPENDS.search(said) is not None


def again(ctx: Context, asks: Asked) -> Reply | None:
    """All funds of another period or committee, where a question goes on from all of them: "còn năm nay"."""
    every = tuple(i.code for i in visibility.visible(ctx) if i.paid_by)
    return _of(ctx, asks) if asks.question.indicators == every else None


def _of(ctx: Context, asks: Asked) -> Reply:
    days = _days(ctx, asks)
    holders = [i for i in visibility.visible(ctx) if i.paid_by]
    subject.remember(ctx, asks, tuple(i.code for i in holders))
    found = [f for i in holders if (f := ledger.fund(ctx.session, i, asks.unit, *days)) is not None]
    if not found:
        return Reply(telling.nothing(ctx, asks.unit, indicators()[_TAKEN_FOR], *days))
    if len(found) == 1:
        return Reply(yes_or_no.led(ctx, asks, found[0].indicator, telling.fund(ctx, asks, found[0].indicator)))
    return _told(ctx, asks.unit, found, days, left=asks.says("con", "ton"))


def _no_balance(ctx: Context) -> bool:
    """Whether nobody told what is left in "quỹ", so that the funds have to answer."""
    return ledger.figure(ctx.session, indicators()["quy_ton"], ctx.unit, *asked.this_year(ctx)) is None


def _told(ctx: Context, unit: Unit, found: Sequence[FundBalance], days: Days, *, left: bool) -> Reply:
    came = [f.collected for f in found if f.collected]
    went = [f.paid for f in found if f.paid]
    rest = sum((f.left for f in found), Decimal(0))
    both = (_sum(came), _sum(went) if went else None, _money(rest, inherited([f.qualifier for f in found])))
    head = texts.figures.fund(*both, first_left=left)
    rows = tuple((f.indicator.name, _balance(ctx, unit, f)) for f in found)
    return Reply(
        f"{head}\n{texts.figures.all_funds(unit.name, wording.span(*days))}",
        table=Table(texts.figures.FUND_HEADS, rows),
    )


def _balance(ctx: Context, unit: Unit, found: FundBalance) -> str:
    code = codes.tell(ctx.session, unit, found, ctx.now, person=ctx.person)
    return texts.figures.coded(telling.fund_value(found), code)


def _sum(parts: Sequence[Figure]) -> str:
    return _money(sum((f.value for f in parts), Decimal(0)), inherited([f.qualifier for f in parts]))


def _money(value: Decimal, qualifier: str) -> str:
    return wording.short_amount(value, "dong", qualifier)
