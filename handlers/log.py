"""Logging: one sentence, or step by step, becomes a record once the member has seen it and said yes."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from db import ledger, records
from db.catalogue import indicators
from db.models import Unit
from handlers import lines, texts, units, wording, words
from handlers.context import Context
from handlers.conversation import Blank, Conversation, begin
from handlers.lines import DraftLine, Open
from handlers.message import Reply, choices
from handlers.vi.dates import when
from handlers.vi.reading import Reading
from handlers.vi.words import split

# Step by step: the label of an activity, its code, and the figures asked for, the first of them always.
STEPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Tặng quà", "tang_qua", ("qua_so_phan", "qua_tri_gia")),
    ("Vận động quỹ", "ho_tro_tien", ("quy_vnn",)),
    ("Nhà đại đoàn kết", "nha_dai_doan_ket", ("nha_ddk", "nha_ddk_kinh_phi")),
    ("Vệ sinh môi trường", "moi_truong", ("vsmt_luot_nguoi", "rac_kg")),
    ("Hòa giải", "hoa_giai", ("hg_vu_tiep_nhan", "hg_vu_thanh")),
    ("Tuyên truyền, họp dân", "tuyen_truyen", ("tuyen_truyen_cuoc", "tuyen_truyen_luot")),
)
_SHORT_ANSWER = 7  # words: longer than this, a sentence with an activity of its own is a new one


@dataclass(frozen=True, slots=True)
class Draft:
    """A record in the making."""

    text: str
    unit_id: int
    lines: tuple[DraftLine, ...] = ()
    open: tuple[Open, ...] = ()
    notes: tuple[str, ...] = ()
    price: DraftLine | None = None
    day_from: date | None = None
    day_to: date | None = None
    activity: str | None = None
    occasion: str | None = None
    covers: str = "own"
    within: bool | None = None  # None: not asked yet
    photos: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()  # step by step: indicators still to ask for
    led: bool = False


def open_from(ctx: Context, reading: Reading, photos: tuple[str, ...] = ()) -> list[Reply]:
    """Begin a record from a sentence."""
    unit = ctx.unit if reading.unit is None else units.named(ctx, reading.unit)
    if isinstance(unit, str):
        return [Reply(unit)]
    gathered = lines.gather(reading)
    if not gathered.lines and not gathered.open and gathered.price is None:
        planned = any(f.planned for f in reading.facts)
        return [Reply(texts.all_planned(ctx.who) if planned else texts.not_understood(ctx.who))]
    day_from, day_to = _days(ctx, reading) or (ctx.today, ctx.today)
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


def title(draft: Draft) -> str:
    """A draft in a few words."""
    first = draft.lines[0].said if draft.lines else (draft.text or "việc đang ghi")
    return first if len(draft.lines) < 2 else f"{first}, {draft.lines[1].said}"


def with_photo(draft: Draft, sha256: str) -> Draft:
    """A draft with one more photo."""
    return draft if sha256 in draft.photos else replace(draft, photos=(*draft.photos, sha256))


def _days(ctx: Context, reading: Reading) -> tuple[date, date] | None:
    """The days a message states; a period that is still running ends today."""
    if reading.day is not None:
        return reading.day, reading.day
    if reading.period is None:
        return None
    return reading.period.start, max(reading.period.start, min(reading.period.end, ctx.today))


# --- the blanks: each asks while it is open and hears its part of a message ---


def _ask_activity(_ctx: Context, draft: Draft) -> Reply | None:
    if not draft.led or draft.activity or draft.lines:
        return None
    return Reply(texts.ask_what(), choices(*(label for label, _, _ in STEPS)))


def _hear_activity(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if not asked:
        return None
    for label, activity, steps in STEPS:
        if words.same(reading.text, label) or (reading.activity == activity and not reading.facts):
            return replace(draft, activity=activity, steps=steps, text=label)
    if not reading.facts:
        return None
    gathered = lines.gather(reading)
    return replace(draft, activity=reading.activity, lines=gathered.lines, open=gathered.open, price=gathered.price,
                   text=reading.text)  # fmt: skip


def _ask_open(_ctx: Context, draft: Draft) -> Reply | None:
    if not draft.open:
        return None
    first = draft.open[0]
    labels = [o.label for o in first.options]
    return Reply(first.question, choices(*labels, *([DROP_LINE] if first.line is not None else [])))


DROP_LINE = "Bỏ số này"


def _hear_open(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if not asked or not draft.open:
        return None
    first, rest = draft.open[0], draft.open[1:]
    if words.same(reading.text, DROP_LINE) and first.line is not None:
        return _without_line(replace(draft, open=rest), first.line)
    for option in first.options:
        if words.same(reading.text, option.label) or (len(first.options) == 1 and words.is_yes(reading.text)):
            return _settled(replace(draft, open=rest), first.line, option)
    facts = [f for f in reading.facts if not f.planned]
    if first.line is not None and len(facts) == 1:
        old = draft.lines[first.line]
        option = lines.Option("", facts[0].value, facts[0].unit, facts[0].indicator or old.indicator)
        return _settled(replace(draft, open=rest), first.line, option)
    return None


def _settled(draft: Draft, at: int | None, option: lines.Option) -> Draft:
    if at is None:
        return draft
    old = draft.lines[at]
    new = replace(
        old,
        value=old.value if option.value is None else option.value,
        unit=option.unit or old.unit,
        indicator=option.indicator or old.indicator,
    )
    return replace(draft, lines=(*draft.lines[:at], new, *draft.lines[at + 1 :]))


def _without_line(draft: Draft, at: int) -> Draft:
    moved = tuple(
        replace(o, line=o.line - 1 if o.line is not None and o.line > at else o.line)
        for o in draft.open
        if o.line != at
    )
    return replace(draft, lines=(*draft.lines[:at], *draft.lines[at + 1 :]), open=moved)


def _ask_indicator(_ctx: Context, draft: Draft) -> Reply | None:
    unplaced = next((line for line in draft.lines if line.indicator is None), None)
    if unplaced is None:
        return None
    names = [i.name for i in lines.candidates(unplaced.unit)]
    return Reply(texts.ask_indicator(unplaced.said), choices(*names, DROP_LINE))


def _hear_indicator(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    at = next((i for i, line in enumerate(draft.lines) if line.indicator is None), None)
    if not asked or at is None:
        return None
    if words.same(reading.text, DROP_LINE):
        return _without_line(draft, at)
    code = _indicator_named(reading, draft.lines[at].unit)
    return None if code is None else _settled(draft, at, lines.Option("", indicator=code))


def _indicator_named(reading: Reading, unit: str) -> str | None:
    """The indicator that an answer names: by its official name, by a phrase, or as a question's subject."""
    said = words.bare(reading.text)
    fitting = [i for i in indicators().values() if unit in {i.unit, *i.also}]
    for indicator in fitting:
        counted = indicators().get(indicator.numerator or "", indicator)
        phrases = (indicator.name, *indicator.phrases, *counted.phrases)
        if said in {words.bare(phrase) for phrase in phrases}:
            return indicator.code
    named = reading.question.indicator if reading.question else None
    return named if named in {i.code for i in fitting} else None


def _ask_count(_ctx: Context, draft: Draft) -> Reply | None:
    if draft.price is None:
        return None
    return Reply(texts.ask_count(wording.short_amount(draft.price.value, draft.price.unit)))


def _hear_count(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if not asked or draft.price is None:
        return None
    gathered = lines.gather(reading)
    count = next((line for line in gathered.lines if line.unit != "dong"), None) or _bare(reading, "qua_so_phan")
    if count is None:
        return None
    whole = lines.with_total(lines.Gathered((*draft.lines, count), price=draft.price))
    return replace(draft, lines=whole.lines, price=whole.price)


def _bare(reading: Reading, code: str) -> DraftLine | None:
    """A bare number as the answer to a question for one figure."""
    value = words.bare_number(reading)
    return None if value is None else DraftLine(code, value, indicators()[code].unit, reading.text.strip())


def _ask_step(_ctx: Context, draft: Draft) -> Reply | None:
    if not draft.steps:
        return None
    indicator = indicators()[draft.steps[0]]
    example = "21 triệu" if indicator.unit == "dong" else wording.short_amount(Decimal(70), indicator.unit)
    optional = choices(words.SKIP) if draft.lines else ()
    return Reply(texts.ask_figure(indicator.name, example), optional)


def _hear_step(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if not asked or not draft.steps:
        return None
    code, rest = draft.steps[0], draft.steps[1:]
    if draft.lines and words.is_skip(reading.text):
        return replace(draft, steps=rest)
    gathered = lines.gather(reading)
    heard = next((replace(line, indicator=code) for line in gathered.lines if _fits(line, code)), _bare(reading, code))
    if heard is None:
        return None
    return replace(draft, lines=(*draft.lines, heard), steps=rest, text=f"{draft.text}; {reading.text}")


def _fits(line: DraftLine, code: str) -> bool:
    indicator = indicators()[code]
    return line.indicator == code or line.unit in {indicator.unit, *indicator.also}


def _ask_days(ctx: Context, draft: Draft) -> Reply | None:
    near = choices("Hôm nay", "Hôm qua")
    if draft.day_from is None or draft.day_to is None:
        return Reply(texts.ask_day(), near) if draft.lines else None
    if draft.day_from > ctx.today:
        return Reply(texts.ask_day_again(wording.span(draft.day_from, draft.day_to)), near)
    unit = _unit(ctx.session, draft)
    if draft.day_to < unit.valid_from:
        return Reply(texts.before_unit(unit.name, unit.valid_from), near)
    return None


def _hear_days(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    days = _days(ctx, reading)
    if days is None or (not asked and not _about_days(draft, reading)):
        return None
    return replace(draft, day_from=days[0], day_to=days[1])


def _about_days(draft: Draft, reading: Reading) -> bool:
    """Whether a message beside a draft tells its day: it corrects figures as well, or says little but the day."""
    if reading.facts:
        return not _another(draft, reading)
    text = split(reading.text)
    told = sum(last - first for first, last in when(text, reading.on).places)
    return len(words.bare(reading.text).split()) - told <= _BESIDE_A_DAY


_BESIDE_A_DAY = 2  # words: "hôm qua nhé", "là hôm qua"


def _ask_within(ctx: Context, draft: Draft) -> Reply | None:
    found = _overlap(ctx.session, draft)
    if draft.within is not None or found is None:
        return None
    line, total = found
    value = wording.short_amount(line.value, line.unit)
    return Reply(texts.ask_within(value, wording.figure(total)), choices(APART, INSIDE))


APART, INSIDE = "Tính riêng", "Đã nằm trong"


def _hear_within(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if not asked:
        return None
    if words.same(reading.text, APART):
        return replace(draft, within=False)
    return replace(draft, within=True) if words.same(reading.text, INSIDE) else None


def _overlap(session: Session, draft: Draft) -> tuple[DraftLine, ledger.Figure] | None:
    """A line of an occasion over a long period for which a general total of the same figure is already recorded."""
    if draft.occasion is None or draft.day_from is None or draft.day_to is None or draft.day_from == draft.day_to:
        return None
    for line in draft.lines:
        indicator = indicators().get(line.indicator or "")
        if indicator is None or indicator.kind != "flow":
            continue
        total = ledger.figure(session, indicator, _unit(session, draft), draft.day_from, draft.day_to)
        if total and any(s.record.occasion is None for s in total.sources):
            return line, total
    return None


def _ask_lines(_ctx: Context, _draft: Draft) -> Reply | None:
    return None


def _hear_lines(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: ARG001, FBT001
    """A message beside an open draft: it corrects a figure or adds one, unless it is plainly another thing."""
    gathered = lines.gather(reading)
    if not draft.lines or not gathered.lines or _another(draft, reading):
        return None
    current = draft.lines
    for line in gathered.lines:
        at = _place_of(current, line)
        if at is None:
            current = (*current, line)
        else:
            kept = replace(line, indicator=line.indicator or current[at].indicator)
            current = (*current[:at], kept, *current[at + 1 :])
    return replace(draft, lines=current, open=(*draft.open, *gathered.open) if not draft.open else draft.open)


def _place_of(current: tuple[DraftLine, ...], line: DraftLine) -> int | None:
    same_figure = [i for i, old in enumerate(current) if line.indicator and old.indicator == line.indicator]
    same_unit = [i for i, old in enumerate(current) if old.unit == line.unit]
    if same_figure:
        return same_figure[0]
    return same_unit[0] if line.indicator is None and len(same_unit) == 1 else None


def _another(draft: Draft, reading: Reading) -> bool:
    """Whether a sentence with figures is a new thing and not a change of the draft."""
    if reading.intent == "correct":
        return False
    known = {line.indicator for line in draft.lines}
    repeats = any(f.indicator in known for f in reading.facts if f.indicator)
    other_activity = bool(reading.activity and draft.activity and reading.activity != draft.activity)
    long = len(words.bare(reading.text).split()) > _SHORT_ANSWER
    return (other_activity and not repeats) or (repeats and long)


# --- what it comes to ---


def _unit(session: Session, draft: Draft) -> Unit:
    unit = session.get(Unit, draft.unit_id)
    if unit is None:
        raise LookupError(f"unit {draft.unit_id} of a draft is gone")
    return unit


def _recap(ctx: Context, draft: Draft) -> Reply:
    unit = _unit(ctx.session, draft)
    start, end = draft.day_from or ctx.today, draft.day_to or ctx.today
    when = wording.day_from(start, ctx.today) if start == end else wording.span(start, end)
    shown = [_recap_line(ctx, unit, line, start, end) for line in draft.lines]
    what = texts.what_for(draft.activity, draft.occasion)
    text = texts.recap(what, unit.name, when, shown, draft.notes, len(draft.photos))
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
    return texts.effect(period, wording.brief(old, indicator.unit), wording.brief(new, indicator.unit))


def _save(ctx: Context, draft: Draft) -> list[Reply]:
    unit = _unit(ctx.session, draft)
    about = records.About(
        day_from=draft.day_from or ctx.today, day_to=draft.day_to or ctx.today, text=draft.text,
        activity=draft.activity, occasion=draft.occasion, covers=draft.covers, within=bool(draft.within),
        incoming_id=ctx.incoming_id,
    )  # fmt: skip
    kept = [lines.into_ledger(line) for line in draft.lines]
    record = records.add(ctx.session, unit, ctx.person, about, kept, ctx.now)
    for sha256 in draft.photos:
        records.attach(ctx.session, record, sha256, ctx.now)
    return [Reply(texts.saved(record.number, ctx.who), choices(words.UNDO), about=f"record:{record.number}")]


LOG: Conversation[Draft] = Conversation(
    name="ghi",
    draft=Draft,
    blanks=(
        Blank(_ask_activity, _hear_activity),
        Blank(_ask_open, _hear_open),
        Blank(_ask_indicator, _hear_indicator),
        Blank(_ask_count, _hear_count),
        Blank(_ask_step, _hear_step),
        Blank(_ask_days, _hear_days),
        Blank(_ask_within, _hear_within),
        Blank(_ask_lines, _hear_lines),
    ),
    recap=_recap,
    finish=_save,
)
