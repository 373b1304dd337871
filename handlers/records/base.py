"""What a rise or a fall is of ("giảm 1 hộ nghèo"), where the book knows no level before it: it is asked for."""

from dataclasses import replace
from decimal import Decimal

from db import ledger
from db.catalogue import Indicator, indicators
from handlers import texts, visibility, wording, words
from handlers.context import Context
from handlers.message import Reply, choices
from handlers.records import drafts, lines
from handlers.records.drafts import Draft
from handlers.records.lines import DraftLine
from handlers.vi.reading import Reading

NONE_BEFORE = "Trước chưa có"
_BEFORE = ("truoc", "hoi truoc", "luc truoc", "dau nam", "nam ngoai", "so cu", "cu la", "luc dau", "hoi dau", "von co")
_NOW = ("nay", "con", "bay gio", "hien", "gio")
_LONGEST = 8  # words
_NONE = ("chua co", "chua co gi", "khong co", "hoi gio chua co", "lan dau", "truoc khong co")


def ask(ctx: Context, draft: Draft) -> Reply | None:
    """How many there are now, of the first line that only tells how many more or less."""
    at = _open(ctx, draft)
    if at is None:
        return None
    line, indicator = draft.lines[at], _indicator(draft.lines[at])
    moved = wording.short_amount(abs(line.value), line.unit, noun=indicator.noun)
    offered = (NONE_BEFORE, words.SKIP) if line.value > 0 else (words.SKIP,)
    return Reply(texts.asking.ask_level(indicator.name, moved, rises=line.value > 0), choices(*offered))


def hear(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    """The answer: how many there are now, or how many there were before."""
    at = _open(ctx, draft) if asked else None
    if at is None:
        return None
    if words.is_yes(reading.text):
        return leave(ctx, draft)
    line = draft.lines[at]
    level = level_told(line, reading)
    if level is None or level < 0:
        return None
    if words.puts_right(reading) and not words.says(words.bare(reading.text), *_NOW, *_BEFORE):
        return _moved_otherwise(draft, at, level)
    return drafts.with_lines(draft, lines.with_line(draft.lines, at, level_of(line, level, reading)))


def _moved_otherwise(draft: Draft, at: int, by: Decimal) -> Draft:
    """A draft whose rise or fall was told wrong, and is no level: "ghi nhầm, mới có 1 hộ thôi"."""
    old = draft.lines[at]
    new = replace(old, value=by if old.value > 0 else -by)
    was, now = (wording.change(one.value, one.unit) for one in (old, new))
    told = texts.asking.noted_instead(_indicator(old).name, was, now)
    return replace(drafts.with_lines(draft, lines.with_line(draft.lines, at, new)), noted=told)


def leave(ctx: Context, draft: Draft) -> Draft | None:
    """Left open, it is recorded as it was told, and counted once somebody tells the level."""
    at = _open(ctx, draft)
    if at is None:
        return None
    line = draft.lines[at]
    note = no_level(line)
    notes = draft.notes if note in draft.notes else (*draft.notes, note)
    return replace(draft, confirmed=(*draft.confirmed, _key(line)), notes=notes)


def no_level(line: DraftLine) -> str:
    """That a rise or a fall is recorded as such, for the book knows no level before it."""
    return texts.asking.note_no_level(_indicator(line).name, rises=line.value > 0)


def level_of(line: DraftLine, level: Decimal, reading: Reading) -> DraftLine:
    """A rise or a fall as the level that it led to."""
    return replace(line, value=level, change=False, said=reading.text.strip() or line.said, value_max=None)


def is_missing(ctx: Context, draft: Draft, line: DraftLine) -> bool:
    """Whether a line is a change of a level that the book does not know."""
    indicator = indicators().get(line.indicator or "")
    if indicator is None or not line.change or indicator.kind != "stock":
        return False
    unit, day = drafts.unit_of(ctx.session, draft), draft.day_to or ctx.today
    return ledger.amount(ctx.session, indicator, unit, day, day) is None


def _open(ctx: Context, draft: Draft) -> int | None:
    for at, line in enumerate(draft.lines):
        if line.change and _key(line) not in draft.confirmed and is_missing(ctx, draft, line):
            told = any(one.indicator == line.indicator and not one.change for one in draft.lines)
            if not told and visibility.may_see(ctx, _indicator(line)):
                return at
    return None


def level_told(line: DraftLine, reading: Reading) -> Decimal | None:
    """The level that an answer tells of a line: as it is now, or from what it was before."""
    said = words.bare(reading.text)
    told = lines.gather(reading).told
    if len(said.split()) > _LONGEST or any(one.indicator not in {None, line.indicator} for one in told):
        return None  # a matter of its own
    if any(one.unit not in {line.unit, "other"} and one.indicator is None for one in told):
        return None  # "nhà nước 6 triệu" is no number of cameras
    fitting = [one for one in told if one.unit in {line.unit, "other"} or one.indicator == line.indicator]
    number = fitting[0].value if len(fitting) == 1 and not fitting[0].change else words.bare_number(reading)
    if number is None:
        none = words.same(reading.text, NONE_BEFORE) or words.says(said, *_NONE)
        return line.value if none and line.value > 0 else None
    before = words.says(said, *_BEFORE) and not words.says(said, *_NOW)
    return number + line.value if before else number


def _indicator(line: DraftLine) -> Indicator:
    return indicators()[line.indicator or ""]


def _key(line: DraftLine) -> str:
    return f"level:{line.indicator}:{'+' if line.value > 0 else '-'}"
