"""What looks odd in a record is asked once before the recap, with the likely answers; nothing is ever refused."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from db import checks, records
from db.catalogue import Indicator, indicators
from db.checks import (
    AfterClosing,
    Check,
    Duplicate,
    FarFromHabit,
    MoreThanHouseholds,
    MoreThanWhole,
    OutsideUsual,
    PercentDisagrees,
    StockJumps,
)
from db.models import Person, Record, Unit
from db.records import Line
from handlers import texts, visibility, wording, words
from handlers.context import Context
from handlers.message import Reply, choices
from handlers.records import adding, beside, drafts, lines
from handlers.records.drafts import Draft
from handlers.vi.reading import Reading

RIGHT, BY_COUNTS = "Đúng rồi", "Theo số đếm"
ADD_WHOLE = "Ghi thêm"
SAME, OTHER = "Cùng một việc", "Việc khác"


def ask(ctx: Context, draft: Draft) -> Reply | None:
    """The question about the first thing that looks odd and was not answered yet."""
    check = _first(ctx, draft)
    if check is None:
        return None
    if isinstance(check, Duplicate):
        return Reply(_same_deed(ctx, check), choices(SAME, OTHER))
    if isinstance(check, PercentDisagrees):
        return Reply(_text(check), choices(BY_COUNTS))
    if isinstance(check, MoreThanWhole) and check.lacking:
        return Reply(_text(check), choices(ADD_WHOLE, words.SKIP))
    drop = [words.DROP_LINE] if len(draft.lines) > 1 else []
    readings = _readings(draft, check)
    return Reply(_text(check, _said(draft, check)), choices(*(readings or [RIGHT]), *drop))


def hear(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    """The answer: it is right, it is another number, it is no number of ours, it is the same deed."""
    check = _first(ctx, draft) if asked else None
    if check is None:
        return None
    agreed = replace(draft, confirmed=(*draft.confirmed, _key(check)))
    if isinstance(check, Duplicate):
        return _hear_same(draft, agreed, check, reading) or _told_more(ctx, draft, check, reading)
    if words.saves_all(reading.text):
        return None  # it is no word about this number
    if isinstance(check, MoreThanWhole) and check.lacking and _settles_whole(reading.text):
        return leave(ctx, draft) if _leaves_whole(reading.text) else _with_whole(agreed, check)
    if words.is_yes(reading.text) or words.same(reading.text, RIGHT) or words.same(reading.text, BY_COUNTS):
        return agreed
    at = _place(draft, check)
    if at is None:
        return None
    if words.same(reading.text, words.DROP_LINE):
        return drafts.without_line(draft, at)
    chosen = next((i for i, label in enumerate(_readings(draft, check)) if words.same(reading.text, label)), None)
    if chosen is not None:
        return agreed if chosen == len(_readings(draft, check)) - 1 else _instead(agreed, at, check, chosen)
    instead = drafts.is_short(reading) and not adding.is_meant(reading)  # "thêm 1 phần nữa" is put to it
    return _restated(draft, at, reading) if instead else None


def _hear_same(draft: Draft, agreed: Draft, check: Duplicate, reading: Reading) -> Draft | None:
    """The answer to whether it is the same deed."""
    if words.names_saving(reading.text):
        return replace(draft, noted=texts.asking.save_as_which())
    same = _is_the_same(reading)
    return None if same is None else replace(agreed, same_as=check.record.number) if same else agreed


def _told_more(ctx: Context, draft: Draft, check: Duplicate, reading: Reading) -> Draft | None:
    """The draft with a figure told beside those that the record has, which does not say whether it is the same deed."""
    more = beside.hear(ctx, draft, reading, asked=False)
    if more is None or more.lines[: len(draft.lines)] != draft.lines or len(more.lines) == len(draft.lines):
        return None
    return replace(more, perhaps=check.record.number)


def _is_the_same(reading: Reading) -> bool | None:
    """Whether an answer says that two deeds are one: "cùng", "trùng rồi"; "khác", "không phải", "hai việc mà"."""
    said = words.plainly(reading.text)
    if reading.facts or len(said.split()) > _SHORT:
        return None
    if words.says(said, "khac", "hai viec", "2 viec", "rieng") or _NOT_ONE.fullmatch(said):
        return False
    return True if words.says(said, "cung", "trung", "mot viec", "1 viec") or words.is_yes(reading.text) else None


_SHORT = 6  # words: "hai việc khác nhau mà em"
_NOT_ONE = re.compile(r"(?:khong|hong|ko|k)(?: phai| dau| cung viec| cung| trung| cung mot viec)*")


def leave(ctx: Context, draft: Draft) -> Draft | None:
    """Left open, it is as told, and the recap says what looked odd."""
    check = _first(ctx, draft)
    if check is None:
        return None
    left = replace(draft, confirmed=(*draft.confirmed, _key(check)))
    return replace(left, notes=(*draft.notes, _odd(check)))


def _odd(check: Any) -> str:
    """What looked odd, in a recap."""
    if isinstance(check, Duplicate):
        return texts.records.note_same_deed(check.record.number)
    if isinstance(check, MoreThanWhole) and check.lacking:
        return texts.asking.note_lacks_whole(_so_many(check.value, check.whole))
    return _text(check)


def closed_months(ctx: Context, draft: Draft) -> Sequence[date]:
    """The closed months that a record belongs to: only remarked on in the recap, nothing need be answered."""
    return [month for check in _all(ctx, draft) if isinstance(check, AfterClosing) for month in check.months]


def about_correction(ctx: Context, unit: Unit, record: Record, changed: Sequence[Line]) -> list[str]:
    """What looks odd about the new numbers of a record, to be read beside its recap."""
    about = records.About(*records.days(ctx.session, record), record.text, record.activity, record.occasion)
    found = checks.check(ctx.session, unit, about, changed, today=ctx.today, except_record=record)
    odd: dict[str, str] = {}
    for check in found:
        if isinstance(check, OutsideUsual | FarFromHabit | MoreThanHouseholds) and _may_be_told(ctx, check):
            odd.setdefault(check.line.indicator, _text(check))
    return list(odd.values())


# --- which check ---

_OfLine = OutsideUsual | FarFromHabit | MoreThanHouseholds | MoreThanWhole | StockJumps
_Asked = _OfLine | PercentDisagrees | Duplicate


def _first(ctx: Context, draft: Draft) -> _Asked | None:
    """The first check still open; a line whose number was confirmed is not asked about again."""
    for check in _all(ctx, draft):
        if isinstance(check, Duplicate) and (_BEGUN_TOO in draft.confirmed or _is_once_more(ctx, draft, check)):
            continue
        if isinstance(check, _Asked) and _key(check) not in draft.confirmed and _may_be_told(ctx, check):
            return check
    return _perhaps_the_same(ctx, draft) if draft.perhaps is not None else None


def _perhaps_the_same(ctx: Context, draft: Draft) -> Duplicate | None:
    """The record of which it was asked whether it is the same deed, before more was told than it has."""
    record = records.by_number(ctx.session, draft.perhaps or "")
    entries = records.lines(ctx.session, record) if record else []
    if record is None or not entries:
        return None
    check = Duplicate(record, tuple(entries))
    return None if _key(check) in draft.confirmed else check


def _is_once_more(ctx: Context, draft: Draft, check: Duplicate) -> bool:
    """Whether a deed is told to be like the one before, and of another day: "hôm nay cũng 80 suất"."""
    elsewhen = draft.day_from is not None and draft.day_from > records.days(ctx.session, check.record)[1]
    return elsewhen and (words.says(words.bare(draft.text), "cung") or words.is_as_before(draft.text))


def _all(ctx: Context, draft: Draft) -> Sequence[Check]:
    """What looks odd. It is asked many times of a draft while a message is answered, and worked out once."""
    if not draft.lines or any(line.indicator is None for line in draft.lines):
        return ()
    known: tuple[int | None, Draft, Sequence[Check]] | None = ctx.session.info.get("checks")
    if known is not None and known[0] == ctx.incoming_id and (known[1] is draft or _alike(known[1], draft)):
        return known[2]
    about = drafts.about(ctx, draft)
    kept = [lines.into_ledger(line) for line in draft.lines]
    unit = drafts.unit_of(ctx.session, draft)
    found = checks.check(ctx.session, unit, about, kept, today=ctx.today, stated=draft.stated)
    ctx.session.info["checks"] = ctx.incoming_id, draft, found
    return found


def _alike(one: Draft, other: Draft) -> bool:
    """Whether two drafts differ in nothing that a check looks at."""
    settled = replace(other, confirmed=one.confirmed, notes=one.notes, same_as=one.same_as)
    return replace(settled, remark=one.remark, noted=one.noted) == one


def _may_be_told(ctx: Context, check: _Asked) -> bool:
    """A check that would give away what a person may not see is not made."""
    if isinstance(check, FarFromHabit | StockJumps | MoreThanWhole):
        return visibility.may_see(ctx, indicators()[check.line.indicator])
    return True


def _key(check: _Asked) -> str:
    """What an answer settles: one line with one number, or one record that looks the same."""
    if isinstance(check, Duplicate):
        return f"same:{check.record.number}"
    if isinstance(check, PercentDisagrees):
        return f"percent:{check.stated.indicator}:{check.stated.percent}"
    return f"{check.line.indicator}:{check.line.value}"


def _place(draft: Draft, check: _Asked) -> int | None:
    if isinstance(check, PercentDisagrees | Duplicate):
        return None
    kept = [lines.into_ledger(told) for told in draft.lines]
    return kept.index(check.line) if check.line in kept else None


# --- what it says ---


def _text(check: Any, said: str = "") -> str:
    return _TEXTS[type(check)](check, said)


def _outside(check: OutsideUsual, said: str) -> str:
    indicator = indicators()[check.line.indicator]
    if said and _meant(check):
        return texts.asking.mixed_up(said, indicator.unit)
    low, high = wording.brief(Decimal(check.low), indicator.unit), wording.brief(Decimal(check.high), indicator.unit)
    return texts.asking.outside_usual(_amount(check.line), low, f"{high} {wording.UNIT_WORDS[indicator.unit]}".rstrip())


def _habit(check: FarFromHabit, _said: str) -> str:
    indicator = indicators()[check.line.indicator]
    whole = check.habit.quantize(Decimal(1), ROUND_HALF_UP) if check.habit > 1 else check.habit
    habit = wording.short_amount(whole, indicator.unit, noun=indicator.noun)
    return texts.asking.far_from_habit(_amount(check.line), habit, more=check.line.value > check.habit)


def _households(check: MoreThanHouseholds, _said: str) -> str:
    of = f"{wording.lower_first(check.households.indicator.name)} ({wording.figure(check.households)})"
    return texts.asking.more_than(_named(check.line), of)


def _whole(check: MoreThanWhole, _said: str) -> str:
    if check.lacking:
        part = _so_many(check.line.value + check.so_far, indicators()[check.line.indicator])
        lacks = wording.short_amount(check.lacking, check.whole.unit, noun=check.whole.noun)
        return texts.asking.lacks_whole(_so_many(check.value, check.whole), part, lacks)
    whole = wording.amount(check.value, check.whole.unit, noun=check.whole.noun)
    return texts.asking.more_than(_named(check.line), f"{wording.lower_first(check.whole.name)} ({whole})")


def _so_many(value: Decimal, indicator: Indicator) -> str:
    return f"{wording.number(value)} {wording.lower_first(indicator.name)}"


def _percent(check: PercentDisagrees, _said: str) -> str:
    of = f"{wording.number(check.top)}/{wording.number(check.bottom)}"
    return texts.asking.percent_disagrees(wording.percent(check.stated.percent), of, wording.percent(check.computed))


def _jump(check: StockJumps, _said: str) -> str:
    after = check.line
    if after.change:
        after = replace(after, value=check.before.value + after.value, value_max=None, change=False)
    return texts.asking.stock_jumps(wording.figure(check.before), _amount(after))


def _same_deed(ctx: Context, check: Duplicate) -> str:
    person = ctx.session.get(Person, check.record.person_id)
    who = f"{person.title} {person.name}" if person else "?"
    who = ctx.who if check.record.person_id == ctx.person.id else who
    when = wording.span(*records.days(ctx.session, check.record))
    return texts.asking.same_deed(check.record.number, who, when, [wording.entry(e) for e in check.entries])


_TEXTS: dict[type, Callable[[Any, str], str]] = {
    OutsideUsual: _outside,
    FarFromHabit: _habit,
    MoreThanHouseholds: _households,
    MoreThanWhole: _whole,
    PercentDisagrees: _percent,
    StockJumps: _jump,
}


def _amount(line: Line) -> str:
    indicator = indicators()[line.indicator]
    return wording.amount(line.value, indicator.unit, line.qualifier, line.value_max, indicator.noun)


def _named(line: Line) -> str:
    return f"{wording.lower_first(indicators()[line.indicator].name)} ({_amount(line)})"


def _said(draft: Draft, check: _Asked) -> str:
    at = _place(draft, check)
    return draft.lines[at].said if at is not None else ""


# --- what an answer does ---


def _with_whole(draft: Draft, check: MoreThanWhole) -> Draft:
    """A draft with what the book lacks of the whole, before its part."""
    at = _place(draft, check) or 0
    lacks = lines.DraftLine(check.whole.code, check.lacking, check.whole.unit, _so_many(check.lacking, check.whole))
    known = (*draft.confirmed, _BEGUN_TOO)
    return replace(draft, lines=(*draft.lines[:at], lacks, *draft.lines[at:]), confirmed=known)


def _settles_whole(said: str) -> bool:
    return words.plainly(said) in _ADDS or words.is_yes(said) or _leaves_whole(said)


def _leaves_whole(said: str) -> bool:
    return words.names_saving(said) or words.is_skip(said)


_BEGUN_TOO = "begun-too"  # one more is begun: no deed that stands in the book
_ADDS = frozenset({"ghi them", "them", "them di", "ghi them di", "ghi luon"})


def _readings(draft: Draft, check: _Asked) -> list[str]:
    """What a number may have meant, the number as told last."""
    at = _place(draft, check)
    values = _meant(check)
    if not isinstance(check, OutsideUsual) or not values or at is None:
        return []
    unit = indicators()[check.line.indicator].unit
    told = draft.lines[at]
    return [*(wording.short_amount(v, unit) for v in values), wording.short_amount(told.value, told.unit)]


def _meant(check: _Asked) -> tuple[Decimal, ...]:
    """A thousand times less or more is only meant where one writes km for m, nghìn for triệu, tấn for kg."""
    if not isinstance(check, OutsideUsual) or indicators()[check.line.indicator].unit not in {"m", "dong", "kg"}:
        return ()
    return check.instead


def _instead(draft: Draft, at: int, check: _Asked, chosen: int) -> Draft:
    if not isinstance(check, OutsideUsual):
        return draft
    unit = indicators()[check.line.indicator].unit
    return drafts.settled(draft, at, lines.Option("", _meant(check)[chosen], unit))


def _restated(draft: Draft, at: int, reading: Reading) -> Draft | None:
    """The number said again, otherwise; said with its name it may be another line of the same record."""
    told = lines.gather(reading).told
    if drafts.tells_of_its_own(draft, reading):
        return None
    if len(told) == 1:
        named = drafts.place_of(draft.lines, told[0]) if told[0].indicator else None
        counted = {"other", draft.lines[at].unit, *lines.units_of(draft.lines[at].indicator or "")}
        if named is None and (told[0].indicator or told[0].unit not in counted):
            return None  # of something else
        return drafts.settled(draft, at if named is None else named, lines.Option("", told[0].value, told[0].unit))
    number = (
        words.bare_number(reading) if reading.day is None and reading.question is None else None
    )  # "hôm rằm tháng 8" is no 8
    return None if number is None else drafts.settled(draft, at, lines.Option("", number))
