"""What goes on from talk of a meeting: "tháng 12 thì sao", "ai đi", "nội dung gì", "còn lần trước"."""

import re

from db.models import Unit
from handlers import units, words
from handlers.context import Context
from handlers.figures import frames, subject
from handlers.meetings import in_days, reminding
from handlers.message import Reply
from handlers.vi import committees
from handlers.vi.reading import Reading
from handlers.vi.words import split

_LONGEST = 7  # words
_THAT_TIME = r"(?:(?:bua|hom|buoi|lan) (?:nay|do|ay) )?"
_PARTS = (  # what a part of a question asks of the meeting, and the whole question
    (
        re.compile(
            rf"{_THAT_TIME}(?:ai|may nguoi|bao nhieu nguoi) (?:di|du|toi|den|co mat|tham gia)(?: duoc)?(?: roi)?"
        ),
        "ai đi họp",
    ),
    (re.compile(rf"{_THAT_TIME}(?:ai|may nguoi|bao nhieu nguoi) (?:vang|khong di|nghi|ban)"), "ai vắng họp"),
    (
        re.compile(r"(?:(?:co|da co) )?(?:noi dung|chuong trinh)(?: (?:chua|la|gom|ve|co|viec|chuyen|nhung|cai|gi))*"),
        "nội dung họp",
    ),
    (re.compile(r"ban (?:(?:ve|nhung|chuyen|viec) )*gi"), "nội dung họp"),
    (re.compile(r"(?:may|luc may) gio|gio nao"), "họp mấy giờ"),
    (re.compile(r"(?:la )?(?:khi nao|bao gio|ngay may|ngay nao|bua nao|hom nao|thu may)"), "họp khi nào"),
    (re.compile(r"(?:o )?(?:dau|cho nao|noi nao)"), "họp ở đâu"),
    (re.compile(r"(?:lan|ky|buoi|cuoc|hom|bua) (?:truoc|vua roi|roi|vua qua)"), "lần trước họp khi nào"),
    (re.compile(r"(?:lan|ky|buoi|cuoc) (?:sau|toi|toi day|ke)"), "lần tới họp khi nào"),
)


def remember(ctx: Context, said: str, told: Reply | None = None) -> None:
    """Keep that a meeting was asked about, whose, and which one was told, so that the next question need not say so."""
    name = committees.named(split(said))
    unit = ctx.unit if name is None else units.named(ctx, name)
    plain = words.bare(said)
    over = in_days.LAST_TIME.search(plain) is not None
    one = reminding.meeting_in(told.about) if told is not None else None
    if one is None and _ASKS_WHO.search(plain):
        one = subject.the_meeting(ctx)
    subject.of_a_meeting(ctx, unit if isinstance(unit, Unit) else ctx.unit, over=over, one=None if over else one)


_ASKS_WHO = re.compile(r"\b(?:ai|may nguoi|bao nhieu nguoi|noi dung)\b|^(?:hop )?(?:may gio|o dau|cho nao)$")


def whole(ctx: Context, reading: Reading, *, beside_a_draft: bool) -> str | None:
    """The whole question of which a message is a part, right after a meeting was asked about; None for any other.

    Beside the draft of a record a day or a place alone may be of that.
    """
    told = frames.spoken(reading.text)
    if len(told.split()) > _LONGEST or reading.facts or "hop" in told.split():
        return None
    part = _asked(told) or (None if beside_a_draft else _named(reading, told))
    unit = subject.of_whose_meeting(ctx) if part is not None else None
    if unit is None or part is None:
        return None
    if part in _OF_THE_LAST and not _THIS.match(told) and subject.is_of_the_last_meeting(ctx):
        return _OF_THE_LAST[part]
    elsewhere = unit.id != ctx.unit.id and not part.startswith("lich hop ")
    return f"lich hop {words.bare(unit.name)}" if elsewhere else part


_THIS = re.compile(r"(?:bua|hom|buoi|lan) nay ")
_OF_THE_LAST = {
    "ai đi họp": "lần trước ai đi",
    "ai vắng họp": "lần trước ai vắng",
    "nội dung họp": "biên bản lần trước",
}


def _asked(told: str) -> str | None:
    said, _ = frames.without(told)
    return next((question for part, question in _PARTS if part.fullmatch(told) or part.fullmatch(said)), None)


def _named(reading: Reading, told: str) -> str | None:
    said, _ = frames.without(told)
    named = reading.period_named
    if (named or reading.day) and frames.is_time(said):
        return f"hop {said} ngay may"
    return f"lich hop {said}" if _COMMITTEE.fullmatch(said) else None


_COMMITTEE = re.compile(r"(?:kp|khu pho|ap|khom) ?\d{1,2}|(?:ca |toan )?phuong")
