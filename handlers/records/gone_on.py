"""What a number goes on from that says little of itself: the question before it, or the record just saved."""

import re
from collections.abc import Sequence
from dataclasses import replace

from db import records
from db.catalogue import Indicator, indicators
from db.models import Entry
from handlers import words
from handlers.context import Context
from handlers.figures import subject
from handlers.records import lines, meant
from handlers.records.lines import DraftLine
from handlers.vi.reading import Reading


def placed(ctx: Context, reading: Reading, told: tuple[DraftLine, ...]) -> tuple[DraftLine, ...]:
    """The lines of a message, each number of no figure of its own put where what was said before leads it."""
    told = _of_the_question(ctx, reading, told)
    if _are_meals_again(reading, told):
        return _of_last_meals(ctx, told)
    at = _place_of_unnamed_fund(reading, told)
    return told if at is None else _of_last_fund(ctx, told, at)


def _of_the_question(ctx: Context, reading: Reading, told: tuple[DraftLine, ...]) -> tuple[DraftLine, ...]:
    """The lines of a short message, where a number of no known figure answers the question before: "8 hộ"."""
    unnamed = next((place for place, line in enumerate(told) if line.indicator is None), None)
    at = 0 if unnamed is None and len(told) == 1 and _ONLY_COUNTED.fullmatch(words.bare(reading.text)) else unnamed
    before = subject.last(ctx) if at is not None and len(words.bare(reading.text).split()) <= _FEW else None
    indicator = indicators().get((before.question.indicator or "") if before else "")
    if at is None or indicator is None or indicator.code in {line.indicator for line in told}:
        return told
    moves = words.says(words.bare(reading.text), *MOVES) or _tells_of_others(reading, told, indicator)
    fits = told[at].unit == indicator.unit and indicator.kind != "ratio" and not moves
    return lines.with_line(told, at, replace(told[at], indicator=indicator.code)) if fits else told


def _tells_of_others(reading: Reading, told: Sequence[DraftLine], indicator: Indicator) -> bool:
    """Whether words beside a number say more than when, and are none of the name of what was asked: 7 người nghiện."""
    meant = [indicator, *(indicators()[line.indicator] for line in told if line.indicator)]
    names = [name for each in meant for name in (each.name, *each.phrases)] + [line.said for line in told]
    named = {word for name in names for word in words.bare(name).split()}
    beside = (word for word in words.bare(reading.text).split() if not word.isdecimal())
    return not named | _SAYING_LITTLE >= set(beside)


_SAYING_LITTLE = frozenset(
    "co con hien nay dang la duoc tong cong so ca tat het thoi khoang chung gan hon tren vua moi ghi bao cap nhat cua o"
    " khu pho kp minh ban ta trong nam thang quy tuan ngay hom bua dau cuoi truoc ngoai roi da a em oi nhe nha ha vay"
    " thi ma toi tui bac chi anh chu co minh den gio luc do lai chac hinh nhu dung nguoi ho luot".split()
)
_ONLY_COUNTED = re.compile(  # "hiện có 45 hộ" is of all of them only where nothing else was asked for
    r"(?:(?:hien|nay|gio|co|con|dang|duoc|la|thi|da|khoang|chung|gan|hon|em) )*[\d.]+ (?:ho|nguoi)"
    r"(?: (?:a|em|roi|do|nhe))*"
)


def _are_meals_again(reading: Reading, told: Sequence[DraftLine]) -> bool:
    """Whether a message tells as many of the same once more: "cũng 60 suất"."""
    return len(told) == 1 and told[0].unit == "suat" and words.says(words.bare(reading.text), *_THE_SAME)


def _of_last_meals(ctx: Context, told: tuple[DraftLine, ...]) -> tuple[DraftLine, ...]:
    """A number of "suất" as meals, where those were recorded last."""
    meals = {entry.indicator for entry in _recorded_last(ctx)} == {"suat_an"}
    return lines.with_line(told, 0, replace(told[0], indicator="suat_an")) if meals else told


def _place_of_unnamed_fund(reading: Reading, told: Sequence[DraftLine]) -> int | None:
    """The line that is handed up of a fund which is not named."""
    at = next((i for i, line in enumerate(told) if line.indicator == "quy_vnn_nop"), None)
    return None if at is None or words.says(words.bare(reading.text), "nguoi ngheo", "vnn", "qvnn") else at


def _of_last_fund(ctx: Context, told: tuple[DraftLine, ...], at: int) -> tuple[DraftLine, ...]:
    """What is handed up as of the fund that was recorded just now."""
    paid = [code for e in _recorded_last(ctx, fresh=True) if (code := indicators()[e.indicator].paid_by)]
    return lines.with_line(told, at, replace(told[at], indicator=paid[0])) if len(paid) == 1 else told


def _recorded_last(ctx: Context, *, fresh: bool = False) -> Sequence[Entry]:
    """What stands of this person's last record; only if it was saved just now, where that is asked for."""
    last = next(iter(meant.recent(ctx)), None)
    if last is None or (fresh and ctx.now - last.at > meant.JUST_SAVED):
        return ()
    return records.lines(ctx.session, last)


_THE_SAME = ("cung", "tiep", "nua")
_FEW = 6  # words
MOVES = ("bot", "giam", "tang", "them", "nua", "moi", "mat", "thoat", "phat sinh", "ha")  # no level
