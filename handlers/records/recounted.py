"""What was saved just now, or is open, counted anew in a whole sentence: "4 cháu chứ, chị đếm thiếu 1 đứa"."""

import re
from collections.abc import Sequence
from decimal import Decimal

from db import records
from db.catalogue import indicators
from handlers import vi, words
from handlers.context import Context
from handlers.conversation import begin
from handlers.message import Reply
from handlers.records import anew, changes, drafts, lines, meant
from handlers.records.changes import Draft
from handlers.records.correct import CORRECT, of_record
from handlers.records.lines import DraftLine
from handlers.vi import recounted
from handlers.vi.reading import Reading


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Begin to change what was saved just now as a sentence counts it anew; None where it tells something else."""
    found = None if "?" in reading.text else recounted.read(words.bare(reading.text))
    last = meant.written_last(ctx) if found else None
    if found is None or last is None:
        return None
    standing = records.lines(ctx.session, last)
    counts = [entry for entry in standing if indicators()[entry.indicator].unit != "dong"]
    now = found.of([abs(entry.value) for entry in counts])
    if now is None or not _may_be_of([entry.indicator for entry in counts], reading):
        return None
    entry, unit = counts[now[0]], indicators()[counts[now[0]].indicator].unit
    line = changes.as_entry(DraftLine(entry.indicator, now[1], unit, words.plain(now[1])), entry)
    changed = {entry.id or 0: line}
    changed |= changes.followed_by(ctx, last, standing, changed)
    return begin(ctx, CORRECT, Draft(last.number, tuple(changed.items()), reading.text))


def of_shown(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Begin to change the record that was shown to be put right, where a number is said with hardly a word beside."""
    if len(reading.text) > _SHORT or "?" in reading.text or reading.day is not None:
        return None
    little = anew.says_little_more(reading) if reading.facts else words.bare_number(reading) is not None
    shown = meant.shown_last(ctx) if little else None
    if shown is None:
        return None
    return of_record(ctx, shown, vi.read(f"sửa #{shown.number} thành {reading.text.strip()}", ctx.today))


_SHORT = 30  # letters


def of_draft(draft: drafts.Draft, reading: Reading) -> drafts.Draft | None:
    """A draft with the number that a sentence counts anew; None where it tells something else."""
    if draft.open or "?" in reading.text:
        return None
    money = _money_in_all(reading) if "nữa" in reading.text or "nua" in reading.text else None
    of_money = [at for at, line in enumerate(draft.lines) if line.unit == "dong" and line.each is None]
    if money is not None and len(of_money) == 1:
        return drafts.counted_anew(draft, of_money[0], money, reading.text)
    found = recounted.read(words.bare(reading.text))
    if found is None:
        return None
    counts = [at for at, line in enumerate(draft.lines) if line.unit != "dong" and line.indicator]
    now = found.of([abs(draft.lines[at].value) for at in counts])
    if now is None and found.on_top and found.now is not None and len(counts) == 1:
        now = 0, found.now  # the sum is what stands in the end, whatever it was made of
    if now is None or not _may_be_of([str(draft.lines[at].indicator) for at in counts], reading):
        return None
    return drafts.counted_anew(draft, counts[now[0]], now[1], reading.text)


def _money_in_all(reading: Reading) -> Decimal | None:
    """What money comes to with more of it: "thêm 500 ngàn nữa là 5 triệu rưỡi"."""
    told = [fact for fact in reading.facts if fact.unit == "dong"]
    if len(told) != _PAIR or len(reading.facts) != _PAIR or told[0].value >= told[1].value:
        return None
    between = words.bare(reading.text[told[0].end : told[1].start])
    return told[1].value if _IN_ALL.fullmatch(between) else None


_PAIR = 2
_IN_ALL = re.compile(
    r"(?:[a-z]+ ){0,4}?nua (?:thi )?(?:la|thanh|vi chi|tong cong|ca thay|du)(?: la| duoc| du| tong cong)*"
)


def _may_be_of(codes: Sequence[str], reading: Reading) -> bool:
    """Whether the numbers of a message may be of some figures: people of any, the "4 suất" of grants of these alone."""
    nouns = {words.bare(indicators()[code].noun) for code in codes}
    known = {"nguoi", *(unit for code in codes for unit in lines.units_of(code))} - {"other"}
    strange = (fact for fact in reading.facts if fact.indicator not in codes)
    return all(
        (fact.indicator is None and fact.unit in known) or words.says(words.bare(fact.text), *nouns) for fact in strange
    )
