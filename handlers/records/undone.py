"""Some of what was counted is said not to be done: "có 3 suất chưa phát" takes them off, after a yes."""

from dataclasses import replace
from decimal import Decimal

from db import records
from handlers import texts, vi, words
from handlers.context import Context
from handlers.records import adding, changes, drafts, lines, meant
from handlers.records.drafts import Draft
from handlers.vi.reading import Fact, Reading


def of_draft(draft: Draft, reading: Reading) -> Draft | None:
    """A draft with less, where it counted what is not done; its recap says so."""
    told = _counted(reading)
    fitting = [at for at, one in enumerate(draft.lines) if told and _fits(told, one.indicator, one.unit)]
    if told is None or len(fitting) != 1 or draft.lines[fitting[0]].value <= told.value:
        return None
    at = fitting[0]
    line = draft.lines[at]
    left = lines.Option("", line.value - told.value, said=_with(told, line.value - told.value))
    return replace(drafts.settled(draft, at, left), remark=texts.records.took_off(told.text))


def of_saved(ctx: Context, reading: Reading) -> changes.Draft | None:
    """The correction of what this person saved just now, with less; None where it counts no such thing, or no more."""
    told = _counted(reading)
    last = next(iter(meant.recent(ctx)), None) if told else None
    if told is None or last is None or ctx.now - last.at > meant.JUST_SAVED:
        return None
    standing = [entry for entry in records.lines(ctx.session, last) if not entry.change]
    fitting = [entry for entry in standing if _fits(told, entry.indicator, told.unit) and entry.value > told.value]
    if len(fitting) != 1:
        return None
    said = f"à nhầm, {_with(told, fitting[0].value - told.value)}"
    changed = changes.told(ctx, last, vi.read(said, reading.on))
    return changes.Draft(last.number, changed, reading.text) if changed else None


def _counted(reading: Reading) -> Fact | None:
    """What is said to be undone, where it was counted: not what is yet to come, "còn 20m nữa chưa làm"."""
    if not adding.leaves_undone(reading):
        return None
    said = words.bare(reading.text)
    return None if words.says(said, "con", "thieu", "nua", "them") else lines.only_fact(reading)


def _fits(told: Fact, code: str | None, unit: str) -> bool:
    return code is not None and (told.indicator == code or (told.unit == unit and told.unit in lines.units_of(code)))


def _with(told: Fact, value: Decimal) -> str:
    """The words of what is told with another number: "122 suất"."""
    return f"{words.plain(value)} {told.text.partition(' ')[2]}".strip()
