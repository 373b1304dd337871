"""The quick reports: "hôm nay", "tuần này có gì", "việc của tôi".

What a report is made of is a tuple of parts (`_PARTS`): a new kind of work is one more function in it.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from sqlmodel import col, select

from db import diary, meetings, post
from db.diary import Written
from db.models import Meeting, Pending, Person, Unit
from handlers import texts, units, visibility, wording, words
from handlers.context import Context
from handlers.figures import asked, frames, subject
from handlers.figures.asked import Asked
from handlers.meetings import reminding
from handlers.message import Reply, choices
from handlers.people import whose
from handlers.records import drafts, lines, log
from handlers.room import people_there, tasks
from handlers.vi import committees
from handlers.vi.dates import when
from handlers.vi.reading import Question, Span
from handlers.vi.words import beside, split

Kind = Literal["today", "week", "mine", "own", "days", "ahead", "most"]
Basis = Literal["done", "written", "either"]  # whether the day of the deed counts, the day it was written, or both
Part = tuple[str, Sequence[str]]  # a head and its lines; no lines: nothing to tell

_MOST, _ALL = 8, 60  # records in one report, and where all are asked for
_LATELY = timedelta(days=7)
_AHEAD = timedelta(days=14)  # meetings that one should have answered
_ASKED: dict[str, Kind] = {
    **dict.fromkeys(("hom nay", "bao cao hom nay", "hom nay co gi", "hom nay co viec gi", "hom nay the nao",
                     "nay co gi", "bua nay co gi", "nay co viec gi", "bua nay",
                     "hom nay ghi gi", "hom nay ghi cai gi", "hoi sang ghi gi", "hoi sang ghi cai gi",
                      "hom nay ghi duoc gi", "hom nay lam duoc gi", "bao cao nhanh", "bao cao ngay", "tong ket ngay",
                      "tong ket hom nay", "bao cao trong ngay"), "today"),
    **dict.fromkeys(("tuan nay", "tuan nay co gi", "tuan nay co viec gi", "tuan nay co viec gi khong", "bao cao tuan",
                     "tuan nay the nao", "tuan nay lam duoc gi", "lich tuan nay",
                     "co gi moi", "co gi moi khong", "co viec gi moi", "co tin gi moi", "co gi khong", "dao nay co gi",
                     "tong ket tuan", "tong ket tuan nay", "bao cao tuan nay"), "week"),
    **dict.fromkeys(("viec cua toi", "viec toi", "viec cua bac", "viec cua minh", "viec cua chi", "viec cua anh",
                     "viec cua co", "viec cua chu", "toi con viec gi",
                     "viec cua minh co gi", "viec cua toi co gi", "viec minh co gi", "minh co viec gi",
                     "co viec gi cua toi khong", "co viec cua toi khong", "toi co viec gi khong",
                     "toi co viec gi lam", "con gi nua", "con gi nua khong", "con viec gi nua", "con viec gi nua khong",
                      "toi co viec gi", "con viec gi",
                     "viec cua em", "minh con viec gi", "bac con viec gi"), "mine"),
}  # fmt: skip
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
_MINE = re.compile(
    r"(?:(?:toi|tui|bac|chi|anh|co|chu|minh|hom nay) )*(?:co|con) (?:nhung |cac )?(?:cong )?viec gi "
    r"(?:(?:can|phai|chua|dang) )?(?:lam|xong)"
    r"|(?:(?:con|xem|coi) )*viec (?:cua )?(?:toi|tui|bac|chi|anh|co|chu|minh|em)"
    r"(?: (?:con|co|can|phai|lam|la|nhung|may|chua))*(?: (?:gi|nao|viec gi))?"
    r"|(?:ua |em )*(?:hoi nay|nay gio|luc nay) (?:(?:minh|toi|bac|chi|anh|co|chu|dang|lam|ghi) )*"
    r"(?:toi|den) dau(?: roi)?"
)
_WRITTEN_TODAY = re.compile(
    r"(?:(?:cho|toi|tui|bac|chi|anh|em|xem|coi|lai|het|may|nhung|cac) )+(?:viec|cai|so|tin)"
    r"(?: (?:da|toi|tui|bac|chi|anh|minh|vua))* (?:ghi|lam|nhap)(?: duoc| xong)? (?:hom nay|bua nay)"
)
_WRITTEN_BY_ME = re.compile(
    r"(?:(?:e|em|toi|tui|minh|bac|chi|anh|co|chu|da|con) )+(?:ghi|nhap|lam)(?: duoc| dc)? (?:may|bao nhieu|bn|nhieu) "
    r"(?:viec|cai|tin|lan)(?: (?:roi|vay|em|a|con|ta|trong so|vo so|vao so))*"
)
_GIVEN_TO_ME = re.compile(
    r"(?:(?:e|em|toi|tui|minh|bac|chi|anh|co|chu|da|con) )+(?:co |dang |con )?(?:duoc|bi) (?:giao|phan cong)"
    r"(?: lam)?(?: nhung| cac| may)? (?:viec )?(?:gi|nao|viec)(?: chua)?"
)
_LONGEST = 31  # days of a report
_ALSO_A_DAY = frozenset({"hom nay", "tuan nay"})  # beside a draft they tell its day
_CALLED = re.compile(r"^(?:(?:con|em|chau|e) oi |oi )")
_PLAYED = frozenset(
    {"khong", "hong", "hem", "hok", "ko", "a", "em", "con", "chau", "ta", "oi", "vay", "the", "ha", "nhi", "nhe", "da"}
)


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of a report as instants [since, until), and their name."""

    since: datetime
    until: datetime
    name: str
    by: Person | None = None  # whose records alone are told
    most: bool = False  # whether it is told who wrote how much
    basis: Basis = "done"
    whole: bool = False  # whether all of them are told, however many
    whom: bool = False  # whether it is asked who wrote: then oneself is named as well

    @property
    def first(self) -> date:
        """The first of the days."""
        return self.since.date()

    @property
    def last(self) -> date:
        """The last of the days."""
        return (self.until - timedelta(microseconds=1)).date()

    @property
    def said(self) -> str:
        """What was asked, as it is kept for a question that goes on from it."""
        return " ".join(filter(None, (_WHAT_WAS_DONE, self.basis, str(self.by.id) if self.by else "")))


def asked_for(text: str) -> Kind | None:
    """Which report a message asks for, if it asks for one.

    >>> asked_for("Hôm nay có gì không em?"), asked_for("viec cua toi"), asked_for("hôm nay tặng 20 phần quà")
    ('today', 'mine', None)
    """
    said = words.bare(text)
    called = _CALLED.match(said)
    said = said[called.end() :] if called else said
    while said not in _ASKED and said.rpartition(" ")[2] in _PLAYED:
        said = said.rpartition(" ")[0]
    if _GIVEN_TO_ME.fullmatch(said):
        return "mine"
    if _WRITTEN_BY_ME.fullmatch(said):
        return "own"
    if said in _ASKED:
        return _ASKED[said]
    return "today" if _WRITTEN_TODAY.fullmatch(said) else "mine" if _MINE.fullmatch(said) else None


def answer(ctx: Context, *, beside_a_draft: bool) -> list[Reply] | None:
    """The report that a message asks for; None for any other message."""
    ctx = _there(ctx)
    plain = _CLOSING.sub("", _OPENING.sub("", ctx.message.text))
    unsaid = _without_unit(ctx, _WROTE_THEN.sub(" ai ghi gì", plain))
    text = _ANYBODY.sub(" ", unsaid).strip()
    kind = asked_for(text)
    silent = _silent(ctx, words.bare(text)) if kind is None and "chua" in words.bare(text) else None
    if silent is not None:
        return [silent]
    days = _whole(ctx, text) or _other_days(ctx, text) or _once_more(ctx, text) if kind is None else None
    if text in _TELLS and text != ctx.message.text and kind is None:  # "ai báo số của khu phố 5"
        first, last = asked.this_year(ctx)
        days = replace(_named(ctx, first, last), most=True)
    if days is not None:
        days = replace(days, whom=text != unsaid)
        kind = "most" if days.most else "own" if days.by else "ahead" if days.since > ctx.now else "days"
        return _everywhere(ctx, kind, days)
    if kind is None or (beside_a_draft and words.bare(ctx.message.text) in _ALSO_A_DAY):
        return None
    days = replace(_days(ctx, kind), basis=_basis(kind, text))
    if kind != "mine":
        _keep(ctx, days)
    return _everywhere(ctx, kind, days)


def _basis(kind: Kind | None, text: str) -> Basis:
    """Which day of a record counts: "ghi gì" asks for what was written then, "làm gì", "có gì" for what was done."""
    said = words.bare(text)
    if kind in {"own", "mine"} or _WRITING.search(said):
        return "written"
    return "either" if kind == "today" and not words.says(said, "lam") else "done"


_WRITING = re.compile(r"\b(?:ghi|nhap|bao(?! cao))\b")


_OPENING = re.compile(  # "cho chị hỏi", "bác quên": what stands before a question and asks nothing
    r"^\s*(?:(?:dạ|da|em|con|cháu|chau|ơi|oi|alo|à|thư ký|thu ky)[\s,]+)*"
    r"(?:(?:cho|xin)\s+(?:phép\s+|phep\s+)?(?:(?:anh|chị|chi|bác|bac|chú|chu|cô|co|dì|di|tôi|toi|tui|mình|minh|em|con"
    r"|cháu|chau)\s+)?(?:hỏi|hoi)(?:\s+(?:thăm|tham|chút|chut|xíu|xiu|tí|ti|cái|cai|là|la|coi|với|voi))*"
    r"|(?:(?:anh|chị|chi|bác|bac|chú|chu|cô|co|dì|di|tôi|toi|tui|mình|minh|em)\s+)?(?:quên|quen|không nhớ|khong nho"
    r"|hổng nhớ|hong nho|ko nho|ko nhớ)(?:\s+(?:mất|mat|là|la|coi))*)[\s,:]+(?=\S)",
    re.IGNORECASE,
)
_CLOSING = re.compile(  # "…, con đọc bác nghe", "kể cho chị nghe coi": what stands behind it
    r"[\s,.]+(?:(?:em|con|cháu|chau)\s+)?(?:đọc|doc|nói|noi|kể|ke)\s+(?:(?:cho|giùm|gium|giúp|giup|lại|lai)\s+)*"
    r"(?:bác|bac|anh|chị|chi|cô|co|chú|chu|tôi|toi|tui)\s+(?:nghe|coi|xem|biết|biet)"
    r"(?:\s+(?:với|voi|coi|em|con|nha|đi|di))*\W*$",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"(?:(?P<before>.+?) )??(?:(?:trong|ca)? ?ban (?:minh )?)?(?:con |co )*(?:nhung )?"
    r"(?:ai|nguoi nao|thanh vien nao) (?:ma |con |van )*chua (?:ghi|nhap|bao (?=so))"
    r"(?: ?(?:gi|viec|so|so lieu|vo|vao|nao|cai|het|duoc))*"
    r"(?: (?:trong )?(?P<after>.+?))??(?: (?:a|em|con|chau|vay|the|nhi|ha|ta|het|khong|hong))*"
)


def _silent(ctx: Context, said: str) -> Reply | None:
    """Who has written nothing down in some days, this month where none are named: "ai chưa ghi gì"."""
    found = _SILENT.fullmatch(said)
    if found is None or ctx.unit.kind == committees.WARD:
        return None
    named = found["before"] or found["after"]
    told = when(split(named), ctx.today) if named else None
    span = Span(*asked.this_month(ctx)) if told is None else Span(told.day, told.day) if told.day else told.span
    if span is None or (named and told is None):
        return None
    days = _named(ctx, span.start, span.end)
    wrote = {each.person.id for each in diary.written(ctx.session, ctx.unit, days.since, days.until)}
    silent = [people_there.called(person) for person, _ in people_there.members(ctx) if person.id not in wrote]
    return Reply(texts.days.silent(ctx.who, days.name, silent))


_TELLS = frozenset(
    {"báo số", "bao so", "báo số liệu", "bao so lieu", "nhập số", "nhap so", "ghi số liệu", "ghi so lieu"}
)
_ANYBODY = re.compile(
    r"(?:^|\s+)(?:(?:có |co )?ai|mọi người|moi nguoi|cả ban|ca ban) (?:đã |da )?(?=(?:ghi|nhập|nhap|báo|bao)\b)",
    re.IGNORECASE,
)
_WROTE_THEN = re.compile(  # "ngày 12/3 ai ghi"
    r"\s(?:ai|người nào|nguoi nao)\s+(?:đã |da |là người |la nguoi )?(?:ghi|nhập|nhap)"
    r"(?:\s+(?:vậy|vay|thế|the|em|ạ|a|đó|do|ta|hả|ha))*[\s?.!]*$",
    re.IGNORECASE,
)


def _there(ctx: Context) -> Context:
    """The khu phố of whose days a ward's officer asks: "hôm nay khu phố 3 ghi gì"."""
    named = _OF_A_UNIT.search(ctx.message.text) if ctx.unit.kind == committees.WARD else None
    unit = units.named(ctx, f"khu pho {named[1]}") if named else None
    return replace(ctx, unit=unit) if isinstance(unit, Unit) else ctx


def _everywhere(ctx: Context, kind: Kind, days: _Days) -> list[Reply]:
    """A report of each committee of a person of several, where there is something to tell and none was named."""
    one = kind == "own" or ctx.chat.practice or _OF_A_UNIT.search(ctx.message.text) is not None
    places = () if one else (replace(ctx, unit=unit, role=role, assumed=False) for unit, role in ctx.others)
    told = [(here, _parts(here, kind, days)) for here in (ctx, *places)]
    return [_report(here, kind, days, parts) for here, parts in [each for each in told if each[1]] or told[:1]]


def _without_unit(ctx: Context, text: str) -> str:
    """A message without the committee it is about: "kp 9 tuần này có gì", of the ward "tuần này các kp làm gì"."""
    if ctx.unit.kind == committees.WARD:
        return _EVERYWHERE.sub(" ", text).strip()
    found = _OF_A_UNIT.search(text)
    own = found is not None and words.bare(ctx.unit.name).split()[-1] == found[1].lower()
    return f"{text[: found.start()]} {text[found.end() :]}".strip() if own and found else text


_OF_A_UNIT = re.compile(r"\s*\b(?:(?:ở|o|của|cua|bên|ben)\s+)?(?:khu phố|khu pho|kp)\s*(\d+[a-d]?)\b\s*", re.IGNORECASE)
_EVERYWHERE = re.compile(
    r"\s*\b(?:(?:ở|o|của|cua)\s+)?(?:(?:các|cac|mấy|may|những|nhung)\s+(?:khu phố|khu pho|kp)"
    r"|(?:toàn|toan|cả|ca)\s+(?:phường|phuong))\b\s*",
    re.IGNORECASE,
)


def _other_days(ctx: Context, text: str) -> _Days | None:
    """The days of which a message asks what there was, and says nothing else: "hôm qua có gì", "tuần trước ghi gì"."""
    shown = _SHOWN.match(text.strip())
    if not shown and _ASKING.isdisjoint(words.bare(text).split()):
        return None
    text = _day_first(_NOTES_OF.sub("", text))
    if _ALL_WRITTEN.fullmatch(words.bare(text)):
        days = replace(_named(ctx, *asked.this_year(ctx)), basis="written")
        _keep(ctx, days)
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
    return None if first is None or last is None else _kept(ctx, first, last, by, _basis("days", ctx.message.text))


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
    r"|bác|bac|chú|chu|cô|co|em|tôi|toi|tui)\s+)*(?:các|cac|mấy|may|những|nhung)\s+(?:công việc|cong viec|việc|viec)"
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
_NOTES_OF = re.compile(
    r"^(?:(?:sổ|so|các|cac|mấy|may|những|nhung|bản|ban|cho|xem|coi)\s+)*(?:ghi chép|ghi chep)\s+"
    r"(?:(?:của|cua|trong)\s+)?(?=(?:tuần|tuan|tháng|thang|ngày|ngay|hôm|hom|bữa|bua)\b)",
    re.IGNORECASE,
)
_ALL_WRITTEN = re.compile(  # "cho bác xem lại hết mấy việc đã ghi", "liệt kê các việc đã làm"
    r"(?:(?:em|cho|toi|tui|bac|chi|anh|co|chu|di|con|xem|coi|doc|ke|liet ke|lai|ra|het|tat ca|toan bo|giup|gium) )+"
    r"(?:may|nhung|cac|danh sach|het|tat ca)(?: (?:may|nhung|cac|cai))* (?:viec|cai|ghi chep|phieu|tin)"
    r"(?: (?:ma|minh|ban|khu pho|toi|tui|bac|chi|anh|da|tung|duoc|vua))* (?:ghi|lam|nhap|luu|bao)"
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
    r"(?:em )?(?:nay gio|tu sang (?:toi |den )?gio|sang gio|hoi nay|luc nay) (?:minh )?(?=ghi|nhap|lam)"
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


def _of_everybody(ctx: Context, day: str | None) -> _Days | None:
    """The days of which it is asked who wrote most: those named, those of the report before, else this month."""
    before = None if day else subject.last(ctx)
    found = when(split(day), ctx.today) if day else None
    if found is None:
        known = before.period if before is not None and before.said.startswith(_WHAT_WAS_DONE) else None
        span = None if day else known or Span(*asked.this_month(ctx))
    else:
        span = Span(found.day, found.day) if found.day else found.span
    return replace(_named(ctx, span.start, span.end), most=True) if span is not None else None


def _kept(ctx: Context, first: date, last: date, by: Person | None, basis: Basis) -> _Days | None:
    """The days of a report, kept for a question that goes on from it; None where they are too many for all."""
    if (last - first).days > _LONGEST and by is None:
        return None
    days = replace(_named(ctx, first, last), by=by, basis=basis)
    _keep(ctx, days)
    return days


def _keep(ctx: Context, days: _Days) -> None:
    subject.remember(ctx, Asked(Question(None, "list", Span(days.first, days.last)), ctx.unit, days.said), ())


def _kept_last(ctx: Context) -> _Days | None:
    """The days of the report that was told last; None where something else was."""
    before = subject.last(ctx)
    if before is None or before.period is None or not before.said.startswith(_WHAT_WAS_DONE):
        return None
    basis, _, whose = before.said.removeprefix(_WHAT_WAS_DONE).strip().partition(" ")
    by = ctx.session.get(Person, int(whose)) if whose else None
    days = _named(ctx, before.period.start, before.period.end)
    return replace(days, by=by, basis=next(each for each in _BASES if each == basis))


_BASES: tuple[Basis, ...] = ("done", "written", "either")


def _whole(ctx: Context, text: str) -> _Days | None:
    """All of a report that told only a part of itself: "xem hết"."""
    days = _kept_last(ctx) if words.plainly(text) in _SEES_ALL else None
    return replace(days, whole=True) if days is not None else None


_SEES_ALL = frozenset(
    {"xem het", "coi het", "xem tiep", "coi tiep", "cho xem het", "cho coi het", "con nua", "xem het luon", "ke het"}
)


def _once_more(ctx: Context, text: str) -> _Days | None:
    """Other days after those of a report: "còn tháng trước?" right after "tháng này làm được gì"."""
    said, _ = frames.without(frames.spoken(text))
    said = re.sub(r"(?: (?:khong|hong|roi|chua))+$", "", said)
    if said in {"", "con", "co gi", "con co gi", "lam gi", "ghi gi"} and _OF_A_UNIT.search(ctx.message.text):
        days = _kept_last(ctx)
        span = Span(days.first, days.last) if days is not None and days.by is None else None
        if span is None and said in {"co gi", "lam gi", "ghi gi"}:
            span = Span(ctx.today.replace(day=1), ctx.today)  # of this month, where no days are named
        basis = days.basis if days is not None and said in {"", "con"} else _basis("days", said)
        return _kept(ctx, span.start, span.end, None, basis) if span is not None else None
    if not frames.is_time(said) or said.startswith("qua "):  # "quà tháng 1"
        return None
    found = when(split(said), ctx.today)
    span = Span(found.day, found.day) if found.day else found.span
    before = _kept_last(ctx) if span is not None else None
    return _kept(ctx, span.start, span.end, before.by, before.basis) if span is not None and before else None


_WHAT_WAS_DONE = "lam duoc gi"


def _named(ctx: Context, first: date, last: date) -> _Days:
    name = wording.day_from(first, ctx.today) if first == last else wording.span(first, last)
    return _Days(*_span(ctx, first, (last - first).days + 1), name)


def _parts(ctx: Context, kind: Kind, days: _Days) -> list[Part]:
    """What there is to tell."""
    return [part for make in _PARTS[kind] if (part := make(ctx, days))[1]]


def _report(ctx: Context, kind: Kind, days: _Days, parts: Sequence[Part]) -> Reply:
    """A report, with the answer to the next meeting at hand where it is missing."""
    waiting = _unanswered(ctx, days)
    offered, about = (choices(words.COMES, words.ABSENT), reminding.about(waiting)) if waiting else ((), "")
    other = days.by if days.by is not None and days.by.id != ctx.person.id else None
    who = people_there.called(other) if other else ctx.who
    if not parts:
        return Reply(texts.days.nothing("other" if other else kind, who, days.name))
    title = texts.days.title(kind, who, ctx.unit.name, days.name)
    left_out = any(line.startswith(texts.days.MORE) for _, told in parts for line in told)
    if left_out and kind == "mine":
        _keep(ctx, replace(_named(ctx, days.first, ctx.today), by=ctx.person, basis="written"))
    if not about:
        of_each = _each_unit(ctx, days) if kind != "most" and ctx.unit.kind == committees.WARD else ()
        offered = choices(*([words.SEE_ALL] if left_out else []), *of_each)
    return Reply(texts.days.report(title, parts), offered, about=about)


def _each_unit(ctx: Context, days: _Days) -> list[str]:
    """What to tap for the records of one khu phố of the ward."""
    names = [name for name, _ in _by_unit(_found(ctx, days)[1])]
    return [texts.days.of_a_unit(name, written=days.basis != "done") for name in names[:_OFFERED]]


_OFFERED = 4


def _days(ctx: Context, kind: Kind) -> _Days:
    today = ctx.today
    if kind == "today":
        return _Days(*_span(ctx, today, 1), wording.day_from(today, today))
    if kind == "week":
        monday = today - timedelta(days=today.weekday())
        sunday = monday + timedelta(days=6)
        return _Days(*_span(ctx, monday, 7), texts.days.week(f"{monday:%d/%m}", f"{sunday:%d/%m/%Y}"))
    if kind == "own":
        first = date(today.year, 1, 1)
        return _Days(*_span(ctx, first, (today - first).days + 1), wording.span(first, today))
    return _Days(ctx.now - _LATELY, ctx.now + _AHEAD, wording.day_from(today, today))


def _span(ctx: Context, first: date, count: int) -> tuple[datetime, datetime]:
    start = datetime.combine(first, time(), ctx.zone)
    return start, datetime.combine(first + timedelta(days=count), time(), ctx.zone)


# --- the parts ---


def _open_drafts(ctx: Context, _days: _Days) -> Part:
    chat = ctx.chat
    rows = ctx.session.exec(
        select(Pending).where(
            *post.of(Pending, chat), Pending.practice == chat.practice, Pending.conversation == log.LOG.name,
        ).order_by(col(Pending.id))
    ).all()  # fmt: skip
    known = [log.LOG.load(pending.known) for pending in rows]
    titles = [drafts.title(d) for d in known if not ctx.others or d.unit_id == ctx.unit.id]
    undecided = whose.undecided(ctx) if ctx.assumed else None
    return texts.days.drafts(), [*titles, undecided[1]] if undecided else titles


def _meetings(ctx: Context, days: _Days) -> Part:
    found = []
    for each in diary.meetings(ctx.session, ctx.unit, max(days.since, ctx.now), days.until):
        given = meetings.answers(ctx.session, each).get(ctx.person.id or 0)
        mine = texts.meetings.you_said(given.answer, given.reason) if given else texts.days.not_answered()
        mine = "" if _looks_on(ctx) else mine
        found.append(texts.days.meeting(wording.moment(each.at, ctx.zone), each.place, mine))
    return texts.days.meetings(), found


def _given(ctx: Context, _days: _Days) -> Part:
    """What one was given to do at meetings."""
    return texts.days.given(), [tasks.task_line(ctx, each) for each in tasks.own(ctx)]


def _unanswered(ctx: Context, days: _Days) -> Meeting | None:
    """The first meeting of a report that this person has not answered."""
    ahead = [] if _looks_on(ctx) else diary.meetings(ctx.session, ctx.unit, max(days.since, ctx.now), days.until)
    return next((m for m in ahead if (ctx.person.id or 0) not in meetings.answers(ctx.session, m)), None)


def _looks_on(ctx: Context) -> bool:
    """Whether a ward's officer asks about a khu phố, to whose meetings they do not go."""
    return ctx.role == "ward" and ctx.unit.kind != committees.WARD


def _written(ctx: Context, days: _Days) -> Part:
    """What was written down: for the ward how much by whom, else the records themselves."""
    head, found = _found(ctx, days)
    if ctx.unit.kind == committees.WARD:
        return head, [_of_a_unit(ctx, name, of_it) for name, of_it in _by_unit(found)]
    return head, _listed(ctx, found, days, named=True)


def _found(ctx: Context, days: _Days, by: Person | None = None) -> tuple[str, list[Written]]:
    """The records of some days with their head: those that were asked for, else the others of these days."""
    written = diary.written(ctx.session, ctx.unit, days.since, days.until, by)
    done = diary.done(ctx.session, ctx.unit, days.first, days.last, by)
    if days.basis == "either":
        known = {each.record.id for each in written}
        found = [*written, *(each for each in done if each.record.id not in known)]
        return texts.days.written(len(found)), found
    wanted, others = (done, written) if days.basis == "done" else (written, done)
    if wanted or not others:
        return texts.days.written(len(wanted)), wanted
    head = texts.days.not_done_then if days.basis == "done" else texts.days.not_written_then
    return head(_then(ctx, days), len(others)), others


def _then(ctx: Context, days: _Days) -> str:
    """How some days are named for the second time."""
    if days.first != days.last:
        return texts.days.THOSE_DAYS
    return texts.days.TODAY if days.first == ctx.today else texts.days.THAT_DAY


def _by_unit(found: Sequence[Written]) -> list[tuple[str, list[Written]]]:
    """Records by the khu phố that they are of."""
    names = sorted({each.unit.name for each in found})
    return [(name, [each for each in found if each.unit.name == name]) for name in names]


def _of_a_unit(ctx: Context, name: str, found: Sequence[Written]) -> str:
    """How much a khu phố did, and the first of it in a few words."""
    briefly = [told[0] for each in found[-_FEW:] if (told := _told(ctx, each))]
    return texts.days.unit_did(name, len(found), briefly)


_FEW = 3


def _written_by_me(ctx: Context, days: _Days) -> Part:
    found = diary.written(ctx.session, ctx.unit, days.since, days.until, ctx.person)
    return texts.days.written_by_me(len(found)), _listed(ctx, found, days, named=False)


def _own(ctx: Context, days: _Days) -> Part:
    """What one wrote down oneself in some days, or somebody else did."""
    head, found = _found(ctx, days, days.by or ctx.person)
    return head, _listed(ctx, found, days, named=False)


def _by_everybody(ctx: Context, days: _Days) -> Part:
    """Who wrote down how much, most first; for the ward which khu phố did."""
    found = diary.written(ctx.session, ctx.unit, days.since, days.until)
    of_units = ctx.unit.kind == committees.WARD
    counts = Counter(each.unit.name if of_units else people_there.called(each.person) for each in found)
    return texts.days.written(len(found)), [texts.days.unit_wrote(*pair) for pair in counts.most_common(_MOST)]


def _listed(ctx: Context, found: Sequence[Written], days: _Days, *, named: bool) -> list[str]:
    newest = found[-(_ALL if days.whole else _MOST) :]
    left_out = [texts.days.more(len(found) - len(newest))] if len(found) > len(newest) else []
    return [*(_line(ctx, each, days, named=named) for each in newest), *left_out]


def _line(ctx: Context, written: Written, days: _Days, *, named: bool) -> str:
    names = named and (days.whom or written.person.id != ctx.person.id)
    by = people_there.called(written.person) if names else None
    as_asked = written.days == (days.first, days.last)
    day = None if as_asked else wording.short_days(*written.days, ctx.today)
    return texts.days.record(written.record.number, day, _told(ctx, written), by)


def _told(ctx: Context, written: Written) -> list[str]:
    """What a record tells in a few words; what something is worth stands beside it without its name."""
    seen = [entry for entry in written.lines if visibility.of_entry(ctx, entry)]
    worths = {lines.WORTH.get(entry.indicator) for entry in seen}
    return [wording.short_entry(e) if e.indicator in worths else wording.named_entry(e) for e in seen]


_PARTS: dict[Kind, tuple[Callable[[Context, _Days], Part], ...]] = {
    "days": (_meetings, _written),
    "ahead": (_meetings,),
    "today": (_meetings, _written),
    "week": (_meetings, _written),
    "own": (_own,),
    "most": (_by_everybody,),
    "mine": (_open_drafts, _given, _meetings, _written_by_me),
}
