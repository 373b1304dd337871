"""Days on which a member is away, or wants no messages: nothing keeps them, so the meetings of those days are named."""

import re
from datetime import date, timedelta

from db import meetings
from db.models import Meeting
from handlers import texts, wording
from handlers.context import Context
from handlers.meetings import coming, reminding
from handlers.message import Reply, choices
from handlers.vi import meeting_words
from handlers.vi.reading import Reading, Span
from handlers.words import ABSENT, COMES

MAY_BE = re.compile(
    r"nghi|(?:dung|khoi|khong can|ngung) (?:co )?(?:nh|goi|lam)|di xa|cong tac|ve que|du lich|vang nha|vien|o nha|di "
)
"""What is found in every message of this kind."""
_SELF = r"(?:toi|tui|minh|bac|co|chu|cau|di|anh|chi|em|ong|ba)"
_AWAY = re.compile(
    rf"(?:^|\b{_SELF} )(?:(?:co le|chac|se|phai|xin|xin phep|muon|dinh|duoc|ban|ban,) )*"
    r"(?:nghi phep|nghi (?:om|benh|duong|sinh|mat|he|viec rieng)|nghi (?=\d|may\b|mot\b|hai\b|ba\b|vai\b|het\b|toi\b"
    r"|den\b|tu\b|ngay\b|tuan\b|thu\b|chu nhat\b|bua\b|hom\b)|nghi(?= (?:nghen|nha|nhe|em|a)\b| *$)"
    r"|di (?:xa|cong tac|du lich|benh vien|nuoc ngoai|vang|choi xa|mo|tinh|nam vien|ve que|tham con)|nam vien|nhap vien"
    r"|ve que|vang nha|khong (?:co )?o nha)\b"
)
_QUIET = re.compile(
    r"\b(?:dung|khoi|khong can|ngung|tam ngung)(?: co)? (?:(?:nhan|nhac|goi|lam phien)(?: tin| hop| viec)?(?: cho)?"
    rf" (?:{_SELF}\b|(?:buoi |ban )?(?:toi|dem|khuya|trua|sang)\b)|nhan(?: tin)? nua\b)"
)
_COUNT = re.compile(
    r"\b(?P<count>\d{1,2}|mot|hai|ba|bon|nam|sau|bay|muoi|vai|may) (?P<unit>ngay|hom|bua|tuan|thang)\b"
    r"(?! \d)"
)
_NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "muoi": 10, "vai": 3, "may": 3
}  # fmt: skip
_DAYS = {"ngay": 1, "hom": 1, "bua": 1, "tuan": 7, "thang": 30}
_UNTIL = re.compile(
    r"\b(?:nghi|vang|phep|nha|que|xa|tac|lich|vien|dung nh\w+ \w+)(?: \w+)? (?:toi|den|het) (?!nay\b|mai\b)"
)
_FROM_TO = re.compile(
    r"\b(?:từ|tu)\s+(?P<start>\S+(?:\s+\S+){0,4}?)\s+(?:tới|toi|đến|den|qua|hết|het)\s+(?P<end>\S+(?:\s+[^\s,]+){0,4})",
    re.IGNORECASE,
)
_TOMORROW = ("mai ", "tu mai ", "ngay mai ", "mot mai ")
_FRIDAY = 4
_MOST = 3  # meetings that are shown


def answer(ctx: Context, reading: Reading, plain: str) -> list[Reply] | None:
    """What to tell somebody who will be away, or wants no messages; None for any other words."""
    quiet, away = _QUIET.search(plain), _AWAY.search(plain)
    if not (quiet or away) or reading.facts or "?" in reading.text or "nghĩ" in reading.text.lower():
        return None
    span = _span(ctx, reading.text, plain)
    ahead = list(meetings.ahead(ctx.session, ctx.unit.id or 0, ctx.now))
    within = [each for each in ahead if span and span.start <= each.at.astimezone(ctx.zone).date() <= span.end]
    if within and not quiet and coming.is_answer(reading.text):
        return coming.own_answer(ctx, reading.text, within[0])
    if not quiet and (span is None or _is_no_leave(ctx, span, plain)):
        return None
    if quiet:
        first = texts.meetings.cannot_be_quiet(ctx.who, leads=ctx.leads)
    else:
        first = texts.meetings.keeps_no_leave(ctx.who)
    days = wording.span(span.start, span.end) if span else None
    if not within:
        following = wording.moment(ahead[0].at, ctx.zone) if ahead else None
        return [Reply("\n".join(filter(None, (first, texts.meetings.none_while_away(days, following)))))]
    shown = [_offer(ctx, each) for each in within[:_MOST]]
    told = texts.meetings.meets_while_away(days or "")
    return [Reply(f"{first}\n{told}\n{shown[0].text}", shown[0].choices, about=shown[0].about), *shown[1:]]


def _is_no_leave(ctx: Context, span: Span, plain: str) -> bool:
    """Whether one tells what was, or is today: "sáng nay bác đi bệnh viện thăm bà Tư"."""
    return span.end < ctx.today or " tham " in plain or (span.end == ctx.today and "nghi" not in plain)


def _offer(ctx: Context, meeting: Meeting) -> Reply:
    """A meeting in one line, to be answered."""
    mine = meetings.answers(ctx.session, meeting).get(ctx.person.id or 0)
    text = texts.meetings.one_while_away(meeting.title, wording.moment(meeting.at, ctx.zone), meeting.place)
    text += "\n" + (
        texts.meetings.you_said(ctx.who, mine.answer, mine.reason)
        if mine
        else texts.meetings.will_you_come(ctx.who, again=False)
    )
    other = [word for said, word in (("vang", ABSENT), ("du", COMES)) if mine is None or mine.answer != said]
    return Reply(text, choices(*other), about=reminding.about(meeting))


def _span(ctx: Context, text: str, plain: str) -> Span | None:
    """The days that are named, from today on.

    Where a week is named, "3 ngày" are some days of it; "3 ngày tới" begin today, "mai … 3 ngày" tomorrow.
    """
    both = _FROM_TO.search(text)
    if both is not None:
        start, end = (meeting_words.when(both[side], ctx.today, ctx.today).day for side in ("start", "end"))
        if start is not None and end is not None:
            return _named(start, end if end >= start else end + timedelta(days=7))
    heard = meeting_words.when(text, ctx.today, ctx.today)
    if heard.span is not None:
        return _named(max(heard.span.start, ctx.today), heard.span.end)
    tomorrow = plain.startswith(_TOMORROW)  # "mai anh nghỉ" may be Mai Anh elsewhere
    counted = _COUNT.search(plain)
    if counted is not None:
        many = int(counted["count"]) if counted["count"].isdecimal() else _NUMBERS[counted["count"]]
        many *= _DAYS[counted["unit"]]
        start = ctx.today
        if tomorrow:
            start += timedelta(days=1)
        elif heard.day is not None and not plain[counted.end() :].startswith((" toi", " nua", " sau")):
            start = heard.day
        return _named(start, start + timedelta(days=many - 1))
    if tomorrow and heard.day is None:
        return _named(ctx.today + timedelta(days=1), ctx.today + timedelta(days=1))
    if heard.day is not None:
        return _named(ctx.today if _UNTIL.search(plain) else heard.day, heard.day)
    if "cuoi tuan" in plain:
        saturday = ctx.today + timedelta(days=max(0, _FRIDAY + 1 - ctx.today.weekday()))
        return _named(saturday, saturday + timedelta(days=_FRIDAY + 2 - saturday.weekday()))
    return None


def _named(start: date, end: date) -> Span | None:
    return Span(start, end) if start <= end else None
