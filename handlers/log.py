"""Logging: one sentence, or step by step, becomes a record once the member has seen it and said yes."""

from datetime import date
from decimal import Decimal

from sqlmodel import Session

from db import ledger, records
from db.catalogue import indicators
from db.models import Unit
from handlers import lines, texts, texts_record, units, wording, words
from handlers.blanks import BLANKS
from handlers.context import Context
from handlers.conversation import Conversation, begin
from handlers.drafts import Draft, days, unit_of
from handlers.lines import DraftLine
from handlers.message import Reply, choices
from handlers.vi.reading import Reading


def open_from(ctx: Context, reading: Reading, photos: tuple[str, ...] = ()) -> list[Reply]:
    """Begin a record from a sentence."""
    unit = ctx.unit if reading.unit is None else units.named(ctx, reading.unit)
    if isinstance(unit, str):
        return [Reply(unit)]
    gathered = lines.gather(reading)
    if not gathered.lines and not gathered.open and gathered.price is None:
        planned = any(f.planned for f in reading.facts)
        return [Reply(texts_record.all_planned(ctx.who) if planned else texts.not_understood(ctx.who))]
    day_from, day_to = days(ctx, reading) or (ctx.today, ctx.today)
    total = unit.kind == "phuong" and (reading.period is not None or reading.unit is not None)
    draft = Draft(
        text=reading.text, unit_id=unit.id or 0, lines=gathered.lines, open=gathered.open, notes=gathered.notes,
        price=gathered.price, day_from=day_from, day_to=day_to, activity=reading.activity, occasion=reading.occasion,
        covers="all" if total else "own", photos=photos,
    )  # fmt: skip
    return begin(ctx, LOG, draft)


def open_by_steps(ctx: Context) -> list[Reply]:
    """Begin a record by the hand: activity, figures, day, each by a tap or a word."""
    return begin(ctx, LOG, Draft(text="", unit_id=ctx.unit.id or 0, led=True))


def _recap(ctx: Context, draft: Draft) -> Reply:
    unit = unit_of(ctx.session, draft)
    start, end = draft.day_from or ctx.today, draft.day_to or ctx.today
    when = wording.day_from(start, ctx.today) if start == end else wording.span(start, end)
    shown = [_recap_line(ctx, unit, line, start, end) for line in draft.lines]
    what = texts_record.what_for(draft.activity, draft.occasion)
    text = texts_record.recap(what, unit.name, when, shown, draft.notes, len(draft.photos))
    return Reply(text, choices(words.SAVE, words.EDIT, words.DROP))


def _recap_line(ctx: Context, unit: Unit, line: DraftLine, start: date, end: date) -> str:
    kept = lines.into_ledger(line)
    indicator = indicators()[kept.indicator]
    sign = "tăng " if kept.change and kept.value > 0 else "giảm " if kept.change else ""
    value = wording.amount(
        abs(kept.value) if kept.change else kept.value, indicator.unit, kept.qualifier, kept.value_max, indicator.noun
    )
    how = f" = {line.how}" if line.how else ""
    return f"{indicator.name}: {sign}{value}{how} {_effect(ctx.session, unit, kept, start, end)}".rstrip()


def _effect(session: Session, unit: Unit, line: records.Line, start: date, end: date) -> str:
    """What the line changes: "(năm 2022: 0 → 70)"."""
    indicator = indicators()[line.indicator]
    year = (date(start.year, 1, 1), date(end.year, 12, 31))
    before = ledger.figure(session, indicator, unit, *(year if indicator.kind != "stock" else (start, end)))
    old = before.value if before else Decimal(0)
    adds = indicator.kind == "flow" or line.change
    if not adds and before is None:
        return ""
    new = old + line.value if adds else line.value
    period = f"đến {wording.day(end)}" if indicator.kind == "stock" else wording.span(*year)
    qualifier = ledger.inherited([before.qualifier if before and adds else "exact", line.qualifier])
    after = wording.QUALIFIER_WORDS[qualifier] + wording.brief(new, indicator.unit)
    return texts_record.effect(period, wording.brief(old, indicator.unit), after)


def _save(ctx: Context, draft: Draft) -> list[Reply]:
    unit = unit_of(ctx.session, draft)
    about = records.About(
        day_from=draft.day_from or ctx.today, day_to=draft.day_to or ctx.today, text=draft.text,
        activity=draft.activity, occasion=draft.occasion, covers=draft.covers, within=bool(draft.within),
        incoming_id=ctx.incoming_id,
    )  # fmt: skip
    kept = [lines.into_ledger(line) for line in draft.lines]
    record = records.add(ctx.session, unit, ctx.person, about, kept, ctx.now)
    for sha256 in draft.photos:
        records.attach(ctx.session, record, sha256, ctx.now)
    return [Reply(texts_record.saved(record.number, ctx.who), choices(words.UNDO), about=f"record:{record.number}")]


LOG: Conversation[Draft] = Conversation(
    name="ghi",
    draft=Draft,
    blanks=BLANKS,
    recap=_recap,
    finish=_save,
)
