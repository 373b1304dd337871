"""Of which days a message asks what was done or written: "hôm qua làm gì", "mấy bữa nay tôi ghi gì"."""

import re
from dataclasses import replace

from db.models import Person
from handlers import words
from handlers.context import Context
from handlers.day import period, wished
from handlers.day.period import Days
from handlers.figures import asked, frames, subject
from handlers.room import people_there
from handlers.vi.dates import when
from handlers.vi.reading import Span
from handlers.vi.words import beside, split

_WHAT = re.compile(
    r"(?:khu pho |minh |ban |da |toi |tui |bac |chi |anh |co |chu |em |e |con |chau )*"
    r"(?:(?:co|lam|ghi|bao|nhap)(?: duoc| dc| xong| ve| len)?(?: nhung| cac)?(?: cai| viec)? gi"
    r"|(?:co|con|lam|ghi|nhap)(?: duoc| dc| xong)? (?:may|bao nhieu|bn|nhieu) (?:viec|cai|tin|lan ghi)(?: gi)?)"
    r"(?: moi)?(?: chua)?(?: khong| a| em| con| chau| vay| v| z| the| roi| nhi| ha)*"
)
_ASKING = frozenset({"gi", "may", "nhieu", "bn", "cac", "nhung", "ke"})  # one of them stands in each of these
_SHOWN = re.compile(
    r"(?:(?:cho|xem|coi|tôi|toi|bác|bac|chị|chi|em)\s+)*(?:lịch họp|lich hop|lịch|lich|việc|viec)\s+"
    r"(?=tuần|tuan|tháng|thang|ngày|ngay|mai)",
    re.IGNORECASE,
)
OF_A_UNIT = re.compile(r"\s*\b(?:(?:ở|o|của|cua|bên|ben)\s+)?(?:khu phố|khu pho|kp)\s*(\d+[a-d]?)\b\s*", re.IGNORECASE)


def meant(ctx: Context, text: str) -> Days | None:
    """The days of the report that a message asks for, or goes on to; None where it asks for none."""
    return _whole(ctx, text) or _asked(ctx, text) or _once_more(ctx, text)


def _asked(ctx: Context, text: str) -> Days | None:
    """The days of which a message asks what there was, and says nothing else: "hôm qua có gì", "tuần trước ghi gì"."""
    shown = _SHOWN.match(text.strip())
    if not shown and _ASKING.isdisjoint(words.bare(text).split()):
        return None
    text = _NEXT.sub(r"\1 sau", text)
    text = _day_first(_NOTES_OF.sub("", _IN_THIS.sub(r"\g<0> này", text)))
    if _ALL_WRITTEN.fullmatch(words.bare(text)):
        days = replace(period.named(ctx, *asked.this_year(ctx)), basis="written")
        period.keep(ctx, days)
        return days
    most = _WROTE_MOST.fullmatch(words.bare(text))
    if most is not None:
        return _of_everybody(ctx, most["before"] or most["after"])
    by, text = _of_whom(ctx, _THESE_DAYS.sub("7 ngày qua ", _I_THESE_DAYS.sub("7 ngày qua tôi ", text)))
    said = split(f"{text.strip()[shown.end() :]} {beside(text, 'có gì')}" if shown else text)
    ends = [end for end, start in enumerate(said.starts) if _WHAT.fullmatch(words.bare(said.raw[start:]))]
    found = when(said, ctx.today, ahead=shown is not None) if ends else None
    if found is None or {at for first, end in found.places for at in range(first, end)} != set(range(ends[0])):
        return None
    span = _to_come(ctx, found.span, text) if found.span else None
    first, last = (span.start, span.end) if span else (found.day, found.day)
    if first is None or last is None:
        return None
    return period.kept(ctx, first, last, by, wished.basis("days", ctx.message.text))


_NEXT = re.compile(r"^(\W*(?:tuần|tuan|tháng|thang))\s+(?:tới|toi)\b(?=\s+(?:có|co)\s)", re.IGNORECASE)


def _day_first(text: str) -> str:
    """A question with its day before it: "mình làm gì hôm 18/8", "các việc đã làm tháng này"."""
    listed = _DEEDS_OF.match(text)
    asks = _ASKS_BEFORE.match(text) if listed is None else None
    found = listed or asks
    if found is None:
        return text
    day = _AT_THE_END.sub("", text[found.end() :])
    if asks is not None:
        return f"{day} {asks[0].strip()}"
    what = "ghi gì" if words.bare(found[0]).endswith(" ghi") else "làm gì"
    return f"{day} {words.bare(what) if text.isascii() else what}"  # as it is typed: without marks, or with them


_AT_THE_END = re.compile(
    r"(?:\s+(?:vậy|vay|v|z|em|ạ|a|hả|ha|ta|nhỉ|nhi|đi|di|nha|nhé|nhe|coi|với|voi))*[\s?.!]*$",
    re.IGNORECASE,
)
_A_TIME = (
    r"(?=(?:hôm|hom|ngày|ngay|tuần|tuan|tháng|thang|bữa|bua|mấy bữa|may bua|mấy ngày|may ngay)\s+"
    r"(?:\d|này|nay|qua|kia|trước|truoc|rồi|roi|vừa|vua|thứ|thu|giêng|gieng|chạp|chap))"
)
_DEEDS_OF = re.compile(
    r"^\s*(?:(?:cho|xem|coi|kể|ke|liệt kê|liet ke|lại|lai|hết|het|tất cả|tat ca|ra|giúp|giup|giùm|gium|anh|chị|chi"
    r"|bác|bac|chú|chu|cô|co|em|tôi|toi|tui|muốn|muon)\s+)*"
    r"(?:các|cac|mấy|may|những|nhung)\s+(?:công việc|cong viec|việc|viec|cái|cai|gì|gi|thứ|thu|lần|lan|phiếu|phieu)"
    r"(?:\s+(?:đã|da|mình|minh|ban|khu phố|khu pho))*(?:\s+(?:làm|lam|ghi))?(?:\s+(?:được|duoc|xong))?"
    rf"(?:\s+(?:trong|của|cua|hồi|hoi|vào|vao))?\s+{_A_TIME}",
    re.IGNORECASE,
)
_ASKS_BEFORE = re.compile(
    r"^\s*(?:(?:mình|minh|ban|khu phố|khu pho|tôi|toi|tui|bác|bac|chị|chi|anh|cô|co|chú|chu|em)\s+)*(?:đã\s+|da\s+)?"
    r"(?:có|co|làm|lam|ghi)(?:\s+(?:được|duoc|những|nhung|việc|viec|cái|cai))*\s+(?:gì|gi)\s+"
    rf"(?:(?:trong|hồi|hoi|vào|vao)\s+)?{_A_TIME}",
    re.IGNORECASE,
)
_IN_THIS = re.compile(r"\b(?:trong|ca|cả)\s+(?:tháng|thang|tuần|tuan)(?=[\s?.!]*$)", re.IGNORECASE)
_NOTES_OF = re.compile(
    r"^(?:(?:sổ|so|các|cac|mấy|may|những|nhung|bản|ban|cho|xem|coi)\s+)*(?:ghi chép|ghi chep)\s+"
    r"(?:(?:của|cua|trong)\s+)?(?=(?:tuần|tuan|tháng|thang|ngày|ngay|hôm|hom|bữa|bua)\b)",
    re.IGNORECASE,
)
_ALL_WRITTEN = re.compile(  # "cho bác xem lại hết mấy việc đã ghi", "liệt kê các việc đã làm"
    r"(?:(?:em|cho|toi|tui|bac|chi|anh|co|chu|di|con|xem|coi|doc|ke|liet ke|lai|ra|het|tat ca|toan bo|giup|gium) )+"
    r"(?:may|nhung|cac|danh sach|het|tat ca)(?: (?:may|nhung|cac|cai))*"
    r"(?: lan ghi| (?:viec|cai|ghi chep|phieu|tin|gi|lan)"
    r"(?: (?:ma|minh|ban|khu pho|toi|tui|bac|chi|anh|da|tung|duoc|vua))* (?:ghi|lam|nhap|luu|bao))"
    r"(?: (?:duoc|xong|roi|het|vo so|vao so|trong so|ra|lai|coi|xem|di|nha|nhe|em|a|con|toi gio|den gio|giup|gium|"
    r"tu truoc|truoc gio|nay gio|toi nay|den nay|bac|chi|anh))*"
)
_THESE_DAYS = re.compile(r"\b(?:mấy|may)\s+(?:bữa|bua|hôm|hom|ngày|ngay)\s+nay\s+", re.IGNORECASE)
_I_THESE_DAYS = re.compile(rf"{_THESE_DAYS.pattern}(?=(?:ghi|nhập|nhap)\b)", re.IGNORECASE)  # "mấy bữa nay ghi gì"


def _to_come(ctx: Context, span: Span, text: str) -> Span:
    """The December to come, where in November it is asked what there is in it, and not what was done."""
    there_is = words.says(words.bare(text), "co gi", "co viec gi", "co hop gi")
    far = ctx.today.month < span.start.month and span.start.year < ctx.today.year and _YEAR.search(text) is None
    if not (there_is and far):
        return span
    return Span(asked.year_later(span.start), asked.year_later(span.end), span.words)


_YEAR = re.compile(r"\d{4}|ngoái|ngoai|trước|truoc|rồi|roi")


def _of_whom(ctx: Context, text: str) -> tuple[Person | None, str]:
    """Whose work alone a message asks about, and the message without them: "hôm nay anh Tâm ghi gì"."""
    found = _BY_SOMEBODY.fullmatch(_SINCE.sub("hom nay toi ", words.bare(text)))
    if found is None:
        return None, text
    called = found["who"].removeprefix("rieng ").strip()
    there_is = called == "co" and "cô" not in text.lower()  # tuần này có ghi gì chưa
    meant = [] if there_is and words.bare(ctx.who) != "co" else people_there.meant(ctx, called)
    day = found["before"] or found["after"] or ("nam nay" if found["what"] else "hom nay")
    written = _IN_FIGURES.search(text)
    if written is not None:  # which the bare words of the day have lost
        day = day.replace(words.bare(written[0]), written[0])
    return (meant[0], f"{day} lam gi") if len(meant) == 1 else (None, text)


_IN_FIGURES = re.compile(r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?")
_SINCE = re.compile(
    r"(?:em )?(?:nay gio|tu sang (?:toi |den )?gio|sang gio|hoi nay|luc nay) "
    r"(?:(?:minh|toi|tui|bac|chi|anh|co|chu|em) )?(?=ghi|nhap|lam)"
)
_BY_SOMEBODY = re.compile(
    r"(?:(?P<before>.+?) )??(?:(?:cho|xem|coi|lai) )*(?P<what>(?:may|nhung|cac) (?:viec|cai|tin) )?"
    r"(?P<who>(?:rieng )?(?:toi|tui|thu ky|truong ban|(?:ong|ba|bac|co|chu|anh|chi|di)(?: \w+){0,4}?)) "
    r"(?:(?:da|co|vua|moi) )*(?:ghi|nhap|lam)(?: duoc| dc| xong)?(?(what)| (?:(?:nhung |cac )?(?:cai |viec )?gi"
    r"|(?:may|bao nhieu|bn|nhieu|nhiu) (?:viec|cai|tin|lan)))"
    r"(?: (?:trong )?(?P<after>(?!co |gom |la ).+?))??(?: (?:co|gom|la)(?: nhung| cac)?(?: cai| viec)? gi)?"
    r"(?: (?:khong|chua|a|em|con|chau|vay|the|roi|nhi|ha|ta))*"
)
_WROTE_MOST = re.compile(
    r"(?:(?P<before>.+?) )??(?:trong ban )?(?:(?:ai|nguoi nao|thanh vien nao) )?(?:da )?(?:ghi|nhap|bao)"
    r"(?: (?:duoc|viec|so|so lieu|vo|vao))* (?:nhieu|it|sieng)(?: viec)? (?:nhat|nhut)"
    r"(?: (?:trong )?(?P<after>.+?))??(?: (?:a|em|con|chau|vay|the|nhi|ha|ta|het))*"
)


def _of_everybody(ctx: Context, day: str | None) -> Days | None:
    """The days of which it is asked who wrote most: those named, those of the report before, else this month."""
    before = None if day else subject.last(ctx)
    found = when(split(day), ctx.today) if day else None
    if found is None:
        known = before.period if before is not None and before.said.startswith(period.WHAT_WAS_DONE) else None
        span = None if day else known or Span(*asked.this_month(ctx))
    else:
        span = Span(found.day, found.day) if found.day else found.span
    return replace(period.named(ctx, span.start, span.end), most=True) if span is not None else None


def _whole(ctx: Context, text: str) -> Days | None:
    """All of a report that told only a part of itself: "xem hết"."""
    days = period.kept_last(ctx) if words.plainly(text) in _SEES_ALL else None
    return replace(days, whole=True) if days is not None else None


_SEES_ALL = frozenset(
    {"xem het", "coi het", "xem tiep", "coi tiep", "cho xem het", "cho coi het", "con nua", "xem het luon", "ke het"}
)


def _once_more(ctx: Context, text: str) -> Days | None:
    """Other days after those of a report: "còn tháng trước?" right after "tháng này làm được gì"."""
    said, _ = frames.without(frames.spoken(text))
    said = re.sub(r"(?: (?:khong|hong|roi|chua))+$", "", said)
    if said in {"", "con", "co gi", "con co gi", "lam gi", "ghi gi"} and OF_A_UNIT.search(ctx.message.text):
        days = period.kept_last(ctx)
        span = Span(days.first, days.last) if days is not None and days.by is None else None
        if span is None and said in {"co gi", "lam gi", "ghi gi"}:
            span = Span(ctx.today.replace(day=1), ctx.today)  # of this month, where no days are named
        basis = days.basis if days is not None and said in {"", "con"} else wished.basis("days", said)
        return period.kept(ctx, span.start, span.end, None, basis) if span is not None else None
    if not frames.is_time(said) or said.startswith("qua "):  # "quà tháng 1"
        return None
    found = when(split(said), ctx.today)
    span = Span(found.day, found.day) if found.day else found.span
    before = period.kept_last(ctx) if span is not None else None
    return period.kept(ctx, span.start, span.end, before.by, before.basis) if span is not None and before else None
