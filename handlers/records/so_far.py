"""A total told so far ("tới giờ mới được 18tr6"): is it all of the year, or more on top of what stands?"""

from dataclasses import replace
from datetime import date

from db import ledger
from db.catalogue import indicators
from db.figure import Figure
from handlers import texts, wording, words
from handlers.context import Context
from handlers.message import Reply, choices
from handlers.records import drafts, lines
from handlers.records.drafts import Draft
from handlers.records.lines import DraftLine
from handlers.vi.reading import Reading

ALL, MORE = "Tổng từ đầu năm", "Thu thêm"
_TOTALS = ("luy ke", "toi gio", "den gio", "toi nay", "den nay", "tu dau nam", "tong cong tu dau nam")


def ask(ctx: Context, draft: Draft) -> Reply | None:
    """Whether a figure that sounds like a total is one, when something of it stands already."""
    found = _open(ctx, draft)
    if found is None:
        return None
    at, standing = found
    value = wording.short_amount(draft.lines[at].value, draft.lines[at].unit)
    return Reply(texts.records.ask_so_far(value, wording.figure(standing)), choices(ALL, MORE))


def hear(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    """The answer; of a total only what is new is added."""
    found = _open(ctx, draft) if asked else None
    if found is None:
        return None
    at, standing = found
    answered = replace(draft, confirmed=(*draft.confirmed, _key(draft.lines[at])))
    if words.same(reading.text, MORE):
        return answered
    if not words.same(reading.text, ALL):
        return None
    line = draft.lines[at]
    unit = indicators()[line.indicator or ""].unit
    told = lines.into_ledger(line).value
    how = texts.records.so_far(wording.short_amount(told, unit), wording.short_amount(standing.value, unit))
    new = replace(line, value=told - standing.value, unit=unit, how=how)
    confirmed = (*answered.confirmed, _key(new))
    return replace(answered, confirmed=confirmed, lines=lines.with_line(draft.lines, at, new))


def leave(ctx: Context, draft: Draft) -> Draft | None:
    """Left open, it is taken for what was told: more on top of what stands."""
    found = _open(ctx, draft)
    return None if found is None else replace(draft, confirmed=(*draft.confirmed, _key(draft.lines[found[0]])))


def _open(ctx: Context, draft: Draft) -> tuple[int, Figure] | None:
    """The first line of a message about a total of which less stands in the book this year."""
    if not words.says(words.bare(draft.text), *_TOTALS) or draft.day_to is None:
        return None
    unit = drafts.unit_of(ctx.session, draft)
    for at, line in enumerate(draft.lines):
        indicator = indicators().get(line.indicator or "")
        if indicator is None or indicator.kind != "flow" or _key(line) in draft.confirmed:
            continue
        year = date(draft.day_to.year, 1, 1), draft.day_to
        standing = ledger.amount(ctx.session, indicator, unit, *year)
        if standing is not None and 0 < standing.value < lines.into_ledger(line).value:
            return at, standing
    return None


def _key(line: DraftLine) -> str:
    return f"so-far:{line.indicator}:{line.value}"
