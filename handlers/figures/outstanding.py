"""Which figures of a month are still to be told, and which are there: "còn thiếu số nào", "phường cần số gì"."""

import re
from datetime import date, timedelta

from db import meetings
from db.figure import Figure, Ratio
from db.models import Meeting, Unit
from handlers import texts, visibility, wording, words
from handlers.context import Context
from handlers.figures import asked, subject, tables, ward
from handlers.figures.asked import Asked, Days
from handlers.meetings.reminding import month_due
from handlers.message import Reply, choices
from handlers.vi import committees
from handlers.vi.reading import Question, Span

_CUES = frozenset("thieu chua phuong du".split())
_FIGURE = r"(?:(?:nhung|cac|may|mot|them|loai) )*(?:so lieu|so|chi tieu|muc|khoan|bao cao)"
_TELL = r"(?:nop|bao cao|bao|gui|ghi|nhap|khai|dien)"
_UNTOLD = rf"chua (?:co|du|xong|{_TELL})(?: (?:len|cho|ve|phuong))*"
_THING = rf"(?:{_FIGURE} |(?:nhung |cac |may )*cai )?(?:gi|nao)"
_MUST = r"(?:can|phai|doi|bat|yeu cau|muon)"
_WARD = r"(?:(?:len|cho|ve|voi|tren) )*phuong"
_OF_WHAT = (  # "số liệu báo cáo năm của khu phố mình đủ chưa"
    r"(?: (?:bao cao|so lieu|nop|gui|len|cho|phuong|cua|khu pho|kp|minh|ban|nam|thang|quy|nay|ngoai|truoc|\d+))*"
)
_ASKS = re.compile(
    rf"\b(?:thieu {_THING}|{_UNTOLD} {_FIGURE} (?:gi|nao)|{_FIGURE} (?:gi|nao) (?:con |bi |van )*(?:thieu|{_UNTOLD})"
    rf"|phuong (?:dang )?{_MUST} (?:(?:minh|khu pho|ban) )*(?:{_FIGURE} (?:gi|nao)|{_TELL} {_THING})"
    rf"|{_MUST} {_TELL} (?:{_WARD} {_THING}|{_THING} {_WARD})|{_TELL} {_WARD} {_FIGURE} (?:gi|nao)"
    rf"|(?:(?:ghi|bao cao|bao|nhap)(?: {_FIGURE})?|(?:nop )?{_FIGURE}{_OF_WHAT})(?: (?:da|vay|the))* du"
    r"(?: (?:so lieu|so|het|roi|ca))* (?:chua|khong))\b"
)
_BESIDE = frozenset(
    "em con chau oi da a oi coi xem cho biet hoi toi tui bac co chu anh chi minh ta khu pho kp ap khom ban vay the thi "
    "khong hong ko nua roi het luon nha nhe nghe ha ta nhi nam thang quy tuan ky dot nay truoc roi ngoai vua sau dau "
    "cuoi trong cua o ben la gium giup de gio hien bay toi den ne di ma va u ua len voi tinh "
    "bao cao nop gui phuong moi".split()
)


def told(ctx: Context, unit: Unit, period: Span | None, *, whole: bool = False) -> Reply:
    """What of a period a committee has told, and what not; of a ward which of its khu phố have told nothing.

    Of many that are missing some are named, with the `whole` of them one tap away.
    """
    due = _due(ctx, unit)
    start, end = _days(ctx, period, due)
    if start > ctx.today:
        return Reply(texts.figures.not_yet(ctx.who, wording.span(start, end)))
    if unit.kind == committees.WARD:
        return ward.not_reported(ctx, start, end)
    missing, there = _of(ctx, unit, start, end)
    when = wording.moment(due.at, ctx.zone) if due is not None and month_due(_day(ctx, due))[0] == start else None
    more = not whole and len(missing) > texts.figures.MISSING_NAMED
    subject.remember(ctx, Asked(Question(None, "list", Span(start, end)), unit, subject.MISSING), ())
    text = texts.figures.outstanding(unit.name, wording.span(start, end), missing, there, when, whole=whole)
    return Reply(text, choices(words.SEE_ALL) if more else ())


def is_asked(said: str) -> bool:
    """Whether bare words ask which figures are still to be told, and name none.

    >>> is_asked("thang nay con thieu so nao vay em"), is_asked("phai bao phuong cai gi"), is_asked("ghi du het chua")
    (True, True, True)
    >>> is_asked("bay gio con thieu gi de nop phuong"), is_asked("so lieu bao cao nam cua khu pho minh du chua em")
    (True, True)
    >>> is_asked("quy con thieu bao nhieu"), is_asked("kp nao chua nop"), is_asked("phuong minh co gi")
    (False, False, False)
    """
    found = None if _CUES.isdisjoint(said.split()) else _ASKS.search(said)
    if found is None:
        return False
    beside = f"{said[: found.start()]} {said[found.end() :]}".split()
    return all(word in _BESIDE or word.isdecimal() for word in beside)


def _due(ctx: Context, unit: Unit) -> Meeting | None:
    """The next day by which the committee has to tell its figures, by its own rule or its ward's."""
    units = [each for each in (unit.id, unit.parent_id) if each]
    ahead = meetings.figures_due(ctx.session, units, ctx.now, ctx.now + _AHEAD)
    return min(ahead, key=lambda each: each.at, default=None)


_AHEAD = timedelta(days=31)


def _day(ctx: Context, due: Meeting) -> date:
    return due.at.astimezone(ctx.zone).date()


def _days(ctx: Context, period: Span | None, due: Meeting | None) -> Days:
    """The days named, else the month of which figures are due next, else this month."""
    if period is not None:
        return period.start, period.end
    return month_due(_day(ctx, due)) if due is not None else asked.this_month(ctx)


def _of(ctx: Context, unit: Unit, start: date, end: date) -> tuple[list[str], list[str]]:
    """The names of the daily figures that are missing, those the committee told before first, and of those there are.

    A level lasts on, and what is counted once a year is of that year.
    """
    now = {found.indicator.code: found for found in tables.known_figures(ctx, unit, start, end)}
    year = {found.indicator.code: found for found in tables.known_figures(ctx, unit, asked.year_earlier(end), end)}
    now |= {code: found for code, found in year.items() if found.indicator.kind == "yearly"}
    wanted = [i for i in visibility.visible(ctx) if i.shown and i.kind != "ratio"]
    missing = sorted((i for i in wanted if i.code not in now), key=lambda i: i.code not in year)
    there = [_named(now[i.code], start) for i in wanted if i.code in now]
    return [wording.lower_first(i.name) for i in missing], there


def _named(found: Figure | Ratio, start: date) -> str:
    """A figure that is there, by its name; a level of long ago with its day."""
    as_of = found.as_of if isinstance(found, Figure) else None
    since = f" ({texts.figures.as_of(as_of)})" if as_of is not None and as_of < start else ""
    return f"{wording.lower_first(found.indicator.name)}{since}"
