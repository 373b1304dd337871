"""What the chair or the secretary passes on of another's coming: "anh Dụ báo vắng", "cô Thử nói đi được"."""

import re

from db import meetings
from handlers import texts, wording, words
from handlers.context import Context
from handlers.meetings import board, coming
from handlers.message import Reply
from handlers.room import people_there
from handlers.vi.reading import Reading

_TITLES = ("anh ", "chi ", "bac ", "co ", "chu ", "ong ", "ba ", "di ", "cau ")
_LONGEST, _LONGEST_NAME = 14, 4  # words
_PASSED_ON = re.compile(  # "nói ảnh", "mới điện lại báo là"
    r"^(?:\s*(?:có|co|mới|moi|vừa|vua|nói|noi|báo|bao|nhắn|nhan|điện|dien|gọi|goi|lại|lai|xin|phép|phep|là|la|rằng|rang"
    r"|với|voi|cho|tôi|toi(?!\s+(?:tre|muon|duoc|dc)\b)|em|mình|minh|ảnh|chỉ|cổ|ổng|bả|nó|bển)(?=\s))+\s*",
    re.IGNORECASE,
)

_OFTEN = re.compile(r"\b(?:hoai|mai|suot|nhieu lan|may lan|thuong)\b")  # a complaint
_LATE = frozenset({"tre", "muon"})


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Note another's answer to the next meeting; None for any other words."""
    said = words.bare(reading.text)
    if not said.startswith(_TITLES) or len(said.split()) > _LONGEST or reading.facts or "?" in reading.text:
        return None
    told = reading.text.split()
    for taken in range(min(_LONGEST_NAME + 1, len(told) - 1), 1, -1):
        fitting = people_there.meant(ctx, " ".join(told[:taken]))
        if len(fitting) == 1 and fitting[0].id != ctx.person.id:
            break
    else:
        return None
    rest = _PASSED_ON.sub("", " " + " ".join(told[taken:]))
    comes = None if _OFTEN.search(words.bare(rest)) else coming.comes_or_not(rest)
    meeting = meetings.upcoming(ctx.session, ctx.unit.id or 0, ctx.now) if comes is not None else None
    if meeting is None:
        return None
    person = fitting[0]
    if not ctx.leads:
        return [Reply(texts.coming.only_leaders_note(ctx.who, people_there.called(person)))]
    late = comes and not _LATE.isdisjoint(words.bare(rest).split())
    reason = texts.coming.late(None) if late else None if comes else coming.reason_in(rest)
    meetings.answer(ctx.session, meeting, person, "du" if comes else "vang", ctx.now, reason)
    board.refresh(ctx, meeting)
    called, when = people_there.called(person), wording.moment(meeting.at, ctx.zone)
    return [Reply(texts.coming.noted_for(ctx.who, called, when, reason, comes=bool(comes)))]
