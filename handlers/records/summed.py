"""What a record in the making comes to: "vậy cộng lại là được bao nhiêu" asks of it, and names no figure."""

import re
from dataclasses import replace

from db.models import Pending
from handlers import texts, words
from handlers.context import Context
from handlers.conversation import KEPT_FOR
from handlers.figures import subject
from handlers.message import Reply
from handlers.records import adding, drafts, lines, log
from handlers.vi.reading import Reading

_SUMS_UP = re.compile(
    r"\b(?:cong (?:lai|het|chung|ra|hai|2|ca|don)|tong|tat ca|ca thay|het thay|tinh (?:chung|ra|het|lai)|gom lai"
    r"|nay gio)\b.*\b(?:bao nhieu|nhieu|may)\b|\b(?:bao nhieu|nhieu) (?:tat ca|het thay|ca thay|tong cong)\b"
)
_BESIDE = frozenset(
    "vay the thi a ua ma roi em oi cong lai het chung tinh tong tat ca thay gom don hai 2 la duoc dc thu ra day nhi ta "
    "ha nay gio toi den bay giup gium cho bac chi anh co chu minh voi khoan tien bao nhieu nhieu may dong luon do da "
    "xem thu coi con nua hen nha nhe".split()
)


def answer(ctx: Context, pending: Pending, reading: Reading) -> list[Reply] | None:
    """What the figures of an open record come to, one by one; None for words that ask anything else."""
    if reading.intent != "ask" or reading.facts:
        return None
    said = words.bare(reading.text)
    if _SUMS_UP.search(said) is None or not set(said.split()) <= _BESIDE:
        return None
    if subject.last(ctx, pending.expires - KEPT_FOR) is not None:
        return None  # it goes on from what was asked beside the draft
    draft = log.LOG.load(pending.known)
    if not draft.lines or not all(line.indicator for line in draft.lines):
        return None
    unit = drafts.unit_of(ctx.session, draft)
    told = [log.recap_line(ctx, draft, unit, line, ()) for line in _together(draft)]
    return [Reply(texts.records.comes_to(told))]


def _together(draft: drafts.Draft) -> list[lines.DraftLine]:
    """The lines of a draft, those of one figure as one."""
    found: dict[str | None, lines.DraftLine] = {}
    for line in draft.lines:
        kept = found.get(line.indicator)
        found[line.indicator] = line if kept is None else replace(adding.together(kept, line), how=None)
    return list(found.values())
