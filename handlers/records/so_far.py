"""A total told so far ("tới giờ mới được 18tr6"), or of a month: is it all of it, or more on top of what stands?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from db import ledger
from db.catalogue import indicators
from db.figure import Figure
from handlers import texts, visibility, wording, words
from handlers.context import Context
from handlers.message import Reply, choices
from handlers.records import drafts, lines
from handlers.records.drafts import Draft
from handlers.records.lines import DraftLine
from handlers.vi.reading import Reading

ALL, MORE = "Tổng từ đầu năm", "Thu thêm"
ALL_MONTH, MORE_THEN = "Tổng cả tháng", "Thêm"
_OF_A_MONTH = re.compile(r"\b(?:thang|trong thang|ca thang) (?:nay|qua|roi|truoc|vua|\d)|\btrong thang\b")
_TOTALS = ("luy ke", "toi gio", "den gio", "toi nay", "den nay", "tu dau nam", "tong cong tu dau nam")


def ask(ctx: Context, draft: Draft) -> Reply | None:
    """Whether a figure that sounds like a total is one, when something of it stands already."""
    found = _open(ctx, draft)
    if found is None:
        return None
    at, standing = found
    value = wording.short_amount(draft.lines[at].value, draft.lines[at].unit)
    if _is_of_a_month(draft):
        known = [(one.indicator.name, wording.figure(one)) for _, one in _all_open(ctx, draft)]
        several = texts.asking.ask_of_month_all(known) if known[1:] else ""
        asked = several or texts.asking.ask_of_month(value, wording.figure(standing))
        return Reply(asked, choices(ALL_MONTH, MORE_THEN))
    return Reply(texts.asking.ask_so_far(value, wording.figure(standing)), choices(ALL, MORE))


def hear(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    """The answer; of a total only what is new is added."""
    found = _open(ctx, draft) if asked else None
    if found is None:
        return None
    at, standing = found
    answered = replace(draft, confirmed=(*draft.confirmed, _key(draft.lines[at])))
    of_a_month = _is_of_a_month(draft)
    if words.same(reading.text, MORE) or (of_a_month and words.plainly(reading.text) in _MORE_SAID):
        return replace(answered, confirmed=(*answered.confirmed, _ADDS)) if of_a_month else answered
    if not words.same(reading.text, ALL) and not (of_a_month and words.plainly(reading.text) in _ALL_SAID):
        return None
    line = draft.lines[at]
    unit = indicators()[line.indicator or ""].unit
    told = lines.into_ledger(line).value
    how = texts.records.so_far(wording.short_amount(told, unit), wording.short_amount(standing.value, unit))
    new = replace(line, value=told - standing.value, unit=unit, how=how)
    whole = replace(answered, confirmed=(*answered.confirmed, _key(new)), lines=lines.with_line(draft.lines, at, new))
    if not of_a_month:
        return whole
    return hear(ctx, whole, reading, True) or _without_known(ctx, whole)  # noqa: FBT003 - of all its figures


def _without_known(ctx: Context, draft: Draft) -> Draft:
    """A draft told as totals of a month, without the lines of which just as much stands already."""
    known = {at for at, _ in _all_open(ctx, draft)}
    rest = replace(draft, lines=tuple(line for at, line in enumerate(draft.lines) if at not in known))
    told = drafts.deeds(rest)
    return rest if draft.activity in {None, *told} else replace(rest, activity=min(told, default=None))


_ALL_SAID = frozenset({"tong ca thang", "tong", "ca thang", "tong thang", "het thang", "tong cong", "la tong"})
_MORE_SAID = frozenset({"them", "ghi them", "cong them", "la them", "moi"})


def leave(ctx: Context, draft: Draft) -> Draft | None:
    """Left open, it is taken for what was told: more on top of what stands."""
    found = _open(ctx, draft)
    if found is None:
        return None
    return replace(draft, confirmed=(*draft.confirmed, _ADDS if _is_of_a_month(draft) else _key(draft.lines[found[0]])))


def running(ctx: Context, draft: Draft, told: Sequence[DraftLine]) -> Draft:
    """A draft with what was told of totals: whether the book comes to them with it ("nâng tổng số lên 120")."""
    notes = list(draft.notes)
    unit, day = drafts.unit_of(ctx.session, draft), draft.day_to or ctx.today
    for total in told:
        indicator = indicators()[total.indicator or ""]
        standing = ledger.amount(ctx.session, indicator, unit, date(day.year, 1, 1), date(day.year, 12, 31))
        new = [lines.into_ledger(line).value for line in draft.lines if line.indicator == total.indicator]
        sum_ = sum(new, standing.value if standing else Decimal(0))
        said = texts.records.quoted([total.said])
        agrees = sum_ == lines.into_ledger(total).value or not visibility.may_see(ctx, indicator)
        comes_to = wording.short_amount(sum_, indicator.unit)
        notes.append(texts.records.note_running(said, None if agrees else comes_to, ctx.who))
    return replace(draft, notes=tuple(notes))


def _open(ctx: Context, draft: Draft, *, as_much: bool = False) -> tuple[int, Figure] | None:
    """The first line of a message about a total of which less stands in the book then, or just `as_much`."""
    of_a_month = _is_of_a_month(draft)
    if draft.day_to is None or not (of_a_month or words.says(words.bare(draft.text), *_TOTALS)):
        return None
    unit = drafts.unit_of(ctx.session, draft)
    for at, line in enumerate(draft.lines):
        indicator = indicators().get(line.indicator or "")
        if indicator is None or indicator.kind != "flow" or _key(line) in draft.confirmed:
            continue
        since = draft.day_from if of_a_month and draft.day_from else date(draft.day_to.year, 1, 1)
        standing = ledger.amount(ctx.session, indicator, unit, since, draft.day_to)
        told = lines.into_ledger(line).value
        if standing is not None and (0 < standing.value < told or (as_much and standing.value == told)):
            return at, standing
    return None


def _all_open(ctx: Context, draft: Draft) -> Iterator[tuple[int, Figure]]:
    """All such lines, one after the other, those too of which just as much stands."""
    while (found := _open(ctx, draft, as_much=True)) is not None:
        yield found
        draft = replace(draft, confirmed=(*draft.confirmed, _key(draft.lines[found[0]])))


def _is_of_a_month(draft: Draft) -> bool:
    """Whether a deed is told of a month as a whole, and not said to be more: "tháng này hòa giải 3 vụ"."""
    start, end = draft.day_from, draft.day_to
    if start is None or start == end or end is None or draft.occasion or draft.covers != "own":
        return False
    one_month = start.day == 1 and (start.year, start.month) == (end.year, end.month)
    return one_month and _ADDS not in draft.confirmed and _OF_A_MONTH.search(words.bare(draft.text)) is not None


_ADDS = "so-far:more"  # said once, it holds for the other figures and for what is told later


def _key(line: DraftLine) -> str:
    return f"so-far:{line.indicator}:{line.value}"
