"""A level told with what led to it, of which the book makes another: "giảm 2 hộ nghèo, còn 10" where 11 stood."""

from dataclasses import replace
from decimal import Decimal

from db import ledger
from db.catalogue import indicators
from db.figure import Figure
from handlers import texts, visibility, wording
from handlers.context import Context
from handlers.message import Reply, choices
from handlers.records import base, drafts, lines
from handlers.records.drafts import Draft
from handlers.records.lines import DraftLine
from handlers.vi.reading import Reading


def ask(ctx: Context, draft: Draft) -> Reply | None:
    """Which level is right: the one that was told, or what the book makes of the one before it."""
    for line in draft.lines:  # as nearly always: looked at first, it is asked of every draft
        if line.led is not None:
            break
    else:
        return None
    found = _open(ctx, draft)
    if found is None:
        return None
    line, before = draft.lines[found[0]], found[1]
    made, moved = before.value + (line.led or 0), wording.change(line.led or Decimal(0), line.unit)
    text = texts.asking.ask_which_level(
        ctx.who, wording.figure(before), moved, wording.number(made), wording.number(line.value)
    )
    return Reply(text, choices(*(_label(line, value) for value in (line.value, made))))


def hear(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    """The answer: one of the two, or another level."""
    found = _open(ctx, draft) if asked else None
    if found is None:
        return None
    at, before = found
    line = draft.lines[at]
    level = base.level_told(line, reading)
    if level is None or level < 0:
        return None
    made = before.value + (line.led or 0)
    said = line.said if level == line.value else _label(line, level)
    new = replace(line, value=level, said=said, led=line.led if level == made else None)
    changed = drafts.with_lines(draft, lines.with_line(draft.lines, at, new))
    return changed if level == made else _no_part_of_it(changed, line)


def leave(ctx: Context, draft: Draft) -> Draft | None:
    """Left open, it is as it was told."""
    found = _open(ctx, draft)
    if found is None:
        return None
    line = draft.lines[found[0]]
    return _no_part_of_it(replace(draft, lines=lines.with_line(draft.lines, found[0], replace(line, led=None))), line)


def _no_part_of_it(draft: Draft, line: DraftLine) -> Draft:
    """A draft of which what led to a level is only kept in the words: the book knows no level that it leads from."""
    moved = wording.change(line.led or Decimal(0), line.unit)
    led, kept = texts.records.note_led(moved), texts.records.note_moved(moved)
    return replace(draft, notes=tuple(kept if note == led else note for note in draft.notes))


def _label(line: DraftLine, value: Decimal) -> str:
    return wording.short_amount(value, line.unit, noun=indicators()[line.indicator or ""].noun)


def _open(ctx: Context, draft: Draft) -> tuple[int, Figure] | None:
    """The first line told with what led to it that the book leads elsewhere, and the level before."""
    for at, line in enumerate(draft.lines):
        indicator = indicators().get(line.indicator or "") if line.led else None
        if indicator is None or not visibility.may_see(ctx, indicator):
            continue
        day = draft.day_to or ctx.today
        before = ledger.amount(ctx.session, indicator, drafts.unit_of(ctx.session, draft), day, day)
        if before is not None and _leads_elsewhere(line, before):
            return at, before
    return None


def _leads_elsewhere(line: DraftLine, before: Figure) -> bool:
    """Whether the book's level and the move give another level than the one told, which the book does not have yet."""
    if before.missing or before.qualifier != "exact" or line.standard is not None:
        return False
    return line.value not in {before.value, before.value + (line.led or 0)} and before.value + (line.led or 0) >= 0
