"""What is said of meetings, known by its words: setting and changing them, answering, who comes, when."""

import re
from dataclasses import replace
from datetime import timedelta

from db import diary, meetings, ward
from db.models import Meeting, Person
from db.room import sittings
from handlers import texts, units, wording, words
from handlers.context import Context
from handlers.figures import subject
from handlers.meetings import (
    calling,
    changing,
    coming,
    going_on,
    hours,
    in_days,
    instead,
    leads,
    leave,
    on_behalf,
    roll,
    ruling,
)
from handlers.message import Reply
from handlers.people import own_groups
from handlers.room import agenda, concluded, people_there
from handlers.vi import committees, meeting_words, proposals
from handlers.vi.meeting_words import Wish
from handlers.vi.reading import Reading
from handlers.vi.words import beside, split

CONVERSATIONS = (ruling.SET_MEETING, calling.CALL, changing.CHANGE, coming.ABSENCE)
KINDS = ("meeting", "standin")
"""What the buttons are about that are decided here."""
_ASKS_WHO = ("ai du", "ai vang", "ai den", "ai di", "ai chua tra loi", "bao nhieu nguoi du", "may nguoi du", "ai hop")
_ASKS_WHO_ALONE = (
    "ai di ai khong", "ai di duoc ai khong", "ai di khong duoc", "ai khong di duoc",
    "ai khong di", "ai ban khong", "ai du duoc ai khong", "ai di duoc", "ai di ai vang", "ai di ai o nha",
    "ai du ai khong", "ai du ai vang", "ai di hop", "ai du hop", "ai vang hop",
    "may nguoi di", "bao nhieu nguoi di", "ai bao di", "ai bao du", "ai bao vang",
    "ai tra loi roi", "ai bao roi", "ai chua bao", "ai biet chua", "ai hay chua", "ai nhan tin chua",
    "may nguoi di hop", "bao nhieu nguoi di hop", "may nguoi du hop",
    "ai toi tre", "ai den tre", "ai di tre",
)  # fmt: skip
_MOVES = re.compile(  # "thôi dời qua 9 giờ đi"
    r"^\W*(?:(?:bác|bac|anh|chị|chi|cô|co|chú|chu)\s+\w+\s+(?:nói|noi|bảo|bao|kêu|keu|muốn|muon|dặn|dan)\s+(?:là\s+|la\s+)?)?"
    r"(?:(?:thôi|thoi|à|a|ủa|ua|mà|ma|cho|(?:lần|lan|kỳ|ky|buổi|buoi|bữa|bua)\s+(?:này|nay|đó|do|tới|toi))\s+)*"
    r"(?P<month>(?:tháng|thang)\s+(?:\d{1,2}|này|nay|sau|tới|toi)(?:\s+(?:này|nay|tới|toi|thì|thi|mình|minh|cho))*\s+)?"
    r"(?P<verb>dời|doi|hoãn|hoan|lùi|lui"
    r"|đổi(?=[^\d]{1,14}\d{1,2}\s*(?:h|g|giờ)(?:\d|\b)))\s+(?:lại\s+|lai\s+)?"
    r"(?=(?:qua|sang|xuống|xuong|lên|len|đến|den|tới|toi|ngày|ngay|thứ|thu|chủ nhật|chu nhat)\b"
    r"|\d{1,2}\s*(?:h|g|giờ|gio)(?:\d|\b))",
    re.IGNORECASE,
)
_OF_ONE = re.compile(  # "hủy buổi sáng mai", "dời lần tới qua chủ nhật"
    r"^\W*(hủy|huỷ|huy|hoãn|hoan|dời|doi|bỏ|bo)\s+(?:cái\s+|cai\s+)?"
    r"(?:(?:buổi|buoi)\s+|(?=(?:lần|lan)\s+(?:tới|toi|này|nay)))(?!họp|hop)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\b(lần|lan|buổi|buoi|kỳ|ky)\s+toi\b(?=\s+qua\b)", re.IGNORECASE)  # no "tối qua"
_TO_A_DAY = re.compile(  # "dời qua 26 được hông": asked for politely, and the day without its word
    r"((?:qua|sang|lại|lai|đến|den|tới|toi)\s+)(\d{1,2}(?:/\d{1,2})?)"
    r"(?:\s+(?:được|duoc|đc|dc)(?:\s+(?:không|khong|hông|hong|ko|k))?)?(?:\s+(?:em|ạ|a|con|nha|nhé))*\W*$",
    re.IGNORECASE,
)
_DURATION = re.compile(r"\b\d{1,2} (?:ngay|gio|tieng|phut)\b")
_ASKS_OF_ONE = re.compile(
    r"(?:bac|anh|chi|co|chu|ong|ba|di|em) (?:\w+ ){1,2}(?:co )?"
    r"(?:di|du|hop|den|toi)(?: hop)?(?: duoc)? (?:khong|ko|chua|hong|hem|hok)"
    r"(?: em| a| vay| ta| con)*"
)
_WHO_KNOWS = re.compile(
    r"(?:(?:em|da|co) )*(?:bao|moi|nhac|nhan) (?:tin )?(?:cho )?(?:ba con|moi nguoi|anh em|ca ban|ho|may nguoi)"
    r"(?: het| du| biet| hop)* chua(?: em| vay| a)*"
    r"|ai (?:di|hop|du)(?: hop)? (?:thay|the|gium)(?: cho)?(?: \w+){0,3}"
    r"|(?:sao|vi sao|tai sao) (?:bac|anh|chi|co|chu|ong|ba|di) (?:\w+ ){1,3}?"
    r"(?:vang|nghi|khong di|khong du|khong hop).*"
)
_SHORT = 10  # words: "ai đi ai không vậy em"
_ASKS_WHEN = frozenset(
    "hop chua, co hop khong, sap hop chua, hop khi nao, hop bao gio, toi hop chua, lan toi la ngay nao, "
    "buoi gan nhat la hom nao, buoi gan nhat, buoi toi la hom nao, buoi toi hom nao, buoi toi khi nao, "
    "buoi sau la bua nao, buoi sau khi nao, buoi toi bua nao, "
    "o dau, hop o dau, hop cho nao, o cho nao, cho nao, lan toi khi nao, may gio, may gio hop, hop may gio, "
    "luc may gio, hop luc may gio, hom nao hop, bua nao hop, ngay nao hop, hop ngay nao, hop bua nao, lan toi "
    "ngay nao, lan toi hop khi nao, lan sau hop khi nao".split(", ")
)
_ASKS_OF_IT = frozenset(  # of the meeting that was told last
    "o dau, hop o dau, hop cho nao, o cho nao, cho nao, may gio, may gio hop, hop may gio, luc may gio, "
    "hop luc may gio".split(", ")
)
_ANY_AHEAD = re.compile(  # "còn buổi nào sắp tới không em"
    r"(?:(?:em|da|vay|thang nay|nam nay|sap toi|toi day|minh|ban) )*"
    r"(?:con|co)(?: (?:buoi|bua|cuoc|lan|ky|lich))(?: hop)?"
    r"(?: (?:nao|gi|nua|sap toi|toi day|toi|moi|them|ke))+ (?:khong|ko|hong|hem|hok|chua)(?: (?:em|a|vay|ta|con))*"
)
_HOW_LONG = re.compile(
    r"\bnhac (?:hop )?truoc (?:bao lau|may ngay|may gio|bao nhieu)\b"
    r"|\bnhac (?:hop )?(?:luc nao|khi nao|may lan|(?:som|tre|it|nhieu|gap|sat|day) (?:\w+ )?(?:hon|qua|lai|thoi|di))\b"
    r"|\bnhac (?:hoai|mai|quai)\b"
    r"|\b(?:doi|sua|chinh) (?:lai )?(?:gio|lich|ngay|cach|lan) nhac(?: hop)?"
    r"(?: di| lai| giup| nha| nhe| duoc khong| em)*$"
)
_STOPS = re.compile(r"\b(?:dung|khoi|thoi|khong can|khong muon) nhac(?: (?:hop|toi|bac|em|them))* nua\b")
_MOST_STEPS = 5
_SHORTEST, _LONGEST = leads.lead("15m"), leads.lead("30d")


def wanted(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Do what a sentence wants done with meetings, or take its answer to one; None when it is about something else."""
    plain = words.bare(reading.text)
    told = any(fact.indicator for fact in reading.facts)
    away = leave.answer(ctx, reading, plain) if not told and leave.MAY_BE.search(plain) else None
    if away is not None:
        return away
    of_ones_own = None if told else _of_ones_own(ctx, reading, plain)
    if of_ones_own is not None:
        if subject.the_meeting(ctx) is None:
            going_on.remember(ctx, reading.text)
        return of_ones_own
    grouped = own_groups.wanted(ctx, reading.text)
    if grouped is not None:
        return grouped
    asked = _who_or_where(ctx, reading, plain)
    if asked is not None:
        going_on.remember(ctx, reading.text)
        return [asked]
    passed_on = None if told else on_behalf.answer(ctx, reading)
    if passed_on is not None:
        going_on.remember(ctx, reading.text)
        return passed_on
    proposed = None if told else _proposed(ctx, reading)
    if proposed is not None:
        return proposed
    called = _of_now(ctx, reading, plain) or of_the_people(ctx, reading) if "hop" in plain else None
    if called is not None:
        return called
    when = in_days.answer(ctx, reading, plain) or _when(ctx, reading, plain)
    if when is not None:
        going_on.remember(ctx, reading.text, when)
    return [when] if when else _changed(ctx, reading, plain)


def _of_now(ctx: Context, reading: Reading, plain: str) -> list[Reply] | None:
    """Call a meeting that is to be at once: "họp ngay bây giờ"; None for any other words."""
    if not plain.startswith("hop ") or "?" in reading.text or not calling.is_at_once(reading.text):
        return None
    wish = meeting_words.wish(reading.text, ctx.today) or Wish("once")
    return _do(ctx, wish, reading) if wish.act == "once" else None


def asks_when(reading: Reading, plain: str) -> bool:
    """Whether words ask when the committee meets, whatever is known of it."""
    return words.plainly(reading.text) in _ASKS_WHEN or in_days.asks_when(plain)


def asked_when(ctx: Context, reading: Reading) -> Reply | None:
    """When the committee meets; None for a message that asks for anything else."""
    plain = words.bare(reading.text)
    if reading.facts or not asks_when(reading, plain):
        return None
    return in_days.answer(ctx, reading, plain) or _when(ctx, reading, plain) or coming.next_one(ctx)


def moves(ctx: Context, text: str) -> bool:
    """Whether words move something without saying what, while a meeting is ahead: "dời qua ngày 6"."""
    return (
        bool(_MOVES.match(_last_clause(text))) and meetings.upcoming(ctx.session, ctx.unit.id or 0, ctx.now) is not None
    )


def _of_ones_own(ctx: Context, reading: Reading, plain: str) -> list[Reply] | None:
    """An answer to an invitation, why one is absent, or that one's last change be taken back."""
    decided = instead.said_of_it(ctx, reading.text, plain) if _IN_ANOTHERS_PLACE.search(plain) else None
    if decided is not None:
        return decided
    own = coming.own_answer(ctx, reading.text) or _comes_and_asks(ctx, reading.text) or coming.why_absent(ctx, reading)
    return own or (changing.open_back(ctx, plain) if proposals.as_before(plain) else None)


_IN_ANOTHERS_PLACE = re.compile(r"\b(?:thay|the|gium|giup)\b")


def _comes_and_asks(ctx: Context, text: str) -> list[Reply] | None:
    """ "Chị đi được, mà bữa đó họp bàn chuyện gì vậy": an answer to the invitation, and a question after the agenda."""
    first, _, rest = text.partition(",")
    if not rest or _WHAT_ABOUT.search(words.bare(rest)) is None or coming.comes_or_not(first) is not True:
        return None
    answered = coming.own_answer(ctx, first)
    return [*answered, *agenda.show(ctx, "")] if answered else None


_WHAT_ABOUT = re.compile(r"\b(?:ban|hop)(?: \w+){0,3} gi\b|\bnoi dung\b")


def of_the_people(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Call the people together: "tối mai 7h họp dân tổ 4 ở nhà chú Sáu"; None where no such meeting is to come.

    One that stands in the calendar is moved or called off in words that else are of what was done.
    """
    if any(not fact.planned for fact in reading.facts):
        return None
    plain = words.bare(reading.text)
    if _OTHERWISE.search(plain) and _people_meet(ctx):
        changed = meeting_words.wish(reading.text, ctx.today)
        return _do(ctx, changed, reading) if changed is not None and changed.title.startswith(_PEOPLE_MEET) else None
    if _ASKS_WHETHER_THEY_MEET.search(plain):
        asked = _of_another_kind(ctx, reading._replace(text=f"{reading.text} khi nào"), f"{plain} khi nao")
        return None if asked is None else [asked]
    text = proposals.whether(reading.text) or reading.text
    some_day = meeting_words.on_some_day(text) if meeting_words.is_of_people(plain) else None
    wish = meeting_words.called_for(text, ctx.today) or some_day
    return _do(ctx, wish, reading) if wish is not None else None


_PEOPLE_MEET = "Họp dân"
_ASKS_WHETHER_THEY_MEET = re.compile(  # "mai có họp dân không em"; "tháng này có họp dân không" asks for a figure
    r"\b(?:mai|mot|(?:toi|hom|bua|sang|trua|chieu) nay|tuan (?:nay|toi|sau)|(?:thu \w+|chu nhat)(?: nay| toi)?)"
    r"(?: (?:minh|ban|to|o|\d{1,2}))* co hop (?:dan|ba con)\b.*\b(?:khong|ko|hong|chua)\b"
)
_OTHERWISE = re.compile(
    r"\b(?:huy|doi|hoan|lui|chuyen) (?:(?:cuoc|buoi|bua|lich|vu|ngay|gio|lai) )*hop (?:dan|ba con)\b"
)


def _people_meet(ctx: Context) -> bool:
    """Whether a meeting of the people stands in the calendar."""
    ahead = (each for unit in _circles(ctx) for each in meetings.ahead(ctx.session, unit, ctx.now))
    return any(each.title.startswith(_PEOPLE_MEET) for each in ahead)


def _who_or_where(ctx: Context, reading: Reading, plain: str) -> Reply | None:
    """Who was at a meeting or comes to the next, and when another committee meets."""
    held = (
        _how_often_there(ctx, reading, plain) or _of_one_held(ctx, reading, plain) or _often_away(ctx, reading, plain)
    )
    if held is not None:
        return held
    about_who = words.says(plain, *_ASKS_WHO_ALONE) or _ASKS_OF_ONE.fullmatch(plain) or _WHO_KNOWS.fullmatch(plain)
    counted = reading.question is not None and bool(reading.question.indicators)  # vệ sinh được mấy người đi
    if not reading.facts and not counted and len(plain.split()) <= _SHORT and about_who:
        return _of_one(ctx, plain) or coming.who_comes(ctx)
    return _of_another(ctx, reading, plain) or _of_another_kind(ctx, reading, plain)


def _of_one(ctx: Context, plain: str) -> Reply | None:
    """Whether somebody of the committee who is named comes: "bác Mẫu có đi không"; None where nobody is."""
    named, meeting = _SOMEBODY.search(plain), coming.asked_about(ctx) if ctx.leads else None
    told = named[0].split() if named is not None and meeting is not None else []
    for taken in range(len(told), 1, -1):
        meant = people_there.meant(ctx, " ".join(told[:taken]))
        if len(meant) == 1 and meeting is not None:
            return roll.of_one(ctx, meeting, meant[0].id or 0)
    return None


_SOMEBODY = re.compile(r"\b(?:bac|anh|chi|co|chu|ong|ba|di|em)(?: (?!co\b)\w+){1,3}")


def _when(ctx: Context, reading: Reading, plain: str) -> Reply | None:
    """When the next meeting is, and how long before one is reminded."""
    if _FIGURES_DUE.search(plain) and not reading.facts and not reading.recurrence:
        return _figures_due(ctx)
    if ctx.role == "ward" and not reading.facts and _ALL_UNITS_MEET.search(plain):
        return _of_each(ctx)
    if not reading.facts and in_days.asks_for_the_rule(plain):
        return _in_force(ctx)
    if words.plainly(reading.text) in _ASKS_OF_IT:
        return coming.next_one(ctx, coming.asked_about(ctx))
    if words.plainly(reading.text) in _ASKS_WHEN or (not reading.facts and _ANY_AHEAD.fullmatch(plain)):
        return coming.next_one(ctx)
    if "nhac" in plain and _STOPS.search(plain):
        return Reply(texts.meetings.cannot_be_quiet(ctx.who, leads=ctx.leads))
    if "nhac" in plain and _HOW_LONG.search(plain):
        return Reply(texts.meetings.steps_are(leads.said(meetings.steps(ctx.session, ctx.unit.id or 0))))
    return None


_ALL_UNITS_MEET = re.compile(
    r"(?:cac|tung|moi|may|nhung|tat ca) (?:kp|khu pho|ap|noi|don vi|ban)\b.* ?hop (?:\w+ )?"
    r"(?:ngay nao|khi nao|bao gio|ngay may|bua nao|hom nao|luc nao|chua)"
    r"|(?:kp|khu pho|ap|noi|don vi) nao (?:\w+ )?(?:chua|da|co|sap) hop\b(?! dan)"
    r"|(?:cac|tung|moi|may) (?:kp|khu pho) hop chua"
    r"|lich hop (?:cua )?(?:cac|tung|moi|may|nhung|tat ca) (?:kp|khu pho|ap|noi|don vi)\b"
)


def _of_each(ctx: Context) -> Reply:
    """When each khu phố of a ward meets next."""
    found = [
        (unit, meetings.upcoming(ctx.session, unit.id or 0, ctx.now))
        for unit, _ in ward.reported(ctx.session, ctx.unit, ctx.today, ctx.today)
    ]
    ahead = [f"{unit.name}: {wording.moment(each.at, ctx.zone)}" for unit, each in found if each]
    month = ctx.now.astimezone(ctx.zone).replace(day=1, hour=0, minute=0)
    held = {unit.name: diary.held(ctx.session, unit, month, ctx.now + _A_DAY) for unit, _ in found}
    met = [
        f"{name} ({meetings_[-1][0].at.astimezone(ctx.zone):%d/%m})" for name, meetings_ in held.items() if meetings_
    ]
    return Reply(texts.meetings.of_each(ahead, met, [u.name for u, each in found if not each and not held[u.name]]))


_A_DAY = timedelta(days=1)  # a meeting may be closed before its hour


_FIGURES_DUE = re.compile(
    r"(?:khi nao|bao gio|chung nao|ngay nao|ngay may|bua nao|may gio|han) (?:\w+ )?"
    r"(?:nop|chot|gui|bao) (?:so lieu|bao cao|so)\b"
    r"|(?:nop|chot|gui) (?:so lieu|bao cao|so) (?:\w+ ){0,2}(?:khi nao|bao gio|chung nao|ngay nao|ngay may|bua nao)\b"
    r"|\b(?:han(?: cuoi)?|deadline|dealine) (?:chot|nop|gui|bao cao)(?: nop| gui| bao)*"
    r"(?: (?:so lieu|bao cao|so|thang nay|la|khi nao|bao gio|ngay nao|ngay may|bua nao|hom nao|toi|cua)\b|$)"
    r"|(?:thang|tuan|quy) (?:nay|sau|toi) (?:\w+ ){0,3}?(?:phai|can) (?:lam|nop|gui|bao cao) (?:nhung )?gi\b"
)


def _figures_due(ctx: Context) -> Reply:
    """By when figures are to be told: by the rule of the committee or its ward, if there is one."""
    units_there = [each for each in (ctx.unit.id, ctx.unit.parent_id) if each]
    ahead = meetings.figures_due(ctx.session, units_there, ctx.now, ctx.now + _DUE_WITHIN)
    first = min((each.at for each in ahead), default=None)
    return Reply(texts.meetings.figures_due_on(wording.moment(first, ctx.zone)) if first else texts.meetings.none_due())


_DUE_WITHIN = timedelta(days=100)


def _changed(ctx: Context, reading: Reading, plain: str) -> list[Reply] | None:
    """Do what a sentence says to do with meetings."""
    text = _last_clause(proposals.told(reading.text))
    of_something_else = reading.facts or reading.intent in {"ask", "correct"}
    off = not reading.facts and _CALLS_OFF.search(plain) is not None
    if of_something_else and not off and not (_MOVES.match(text) and _names_a_time(reading, text)):
        return None
    text = _of_a_meeting(text)
    before = _DURATION.findall(plain) if words.says(plain, "lich nhac", "doi nhac", "nhac thanh", "sua nhac") else []
    text = f"nhắc họp trước {' và '.join(before)}" if before else text
    wish = meeting_words.wish(text, ctx.today)
    if wish is not None:
        return _do(ctx, wish, reading)
    invited = proposals.invited(text, plain, ctx.today) if "moi " in plain and ctx.leads else None
    if invited is not None:
        return _do(ctx, invited, reading)
    if not ctx.leads or _FROM_NOW.match(plain) is None:
        return None
    return ruling.open_change(ctx, Wish("move", to=meeting_words.when(text, ctx.today, ctx.today)))


_CALLS_OFF = re.compile(r"\b(?:bua|buoi|cuoc|ky|lan) hop\b.*\bhoan (?:luon|han)\b")  # "thôi hoãn luôn đi em"


def _last_clause(text: str) -> str:
    """What is to be moved, behind the reason for it: "hôm đó trùng đám cưới, dời qua thứ hai"."""
    last = text.rpartition(",")[2].strip()
    return last if _MOVES.match(last) else text


def _of_a_meeting(text: str) -> str:
    """Words that move or cancel something, with the meeting that they leave out, and "ngày" before a mere number."""
    text = _NEXT.sub(rf"\1 {beside(text, 'này')}", text)
    text = _TO_A_DAY.sub(r"\1ngày \2", text) if _MOVES.match(text) else text
    meeting = beside(text, "họp")
    return _OF_ONE.sub(
        rf"\1 buoi {meeting} ", _MOVES.sub(lambda found: f"{found['month'] or ''}{found['verb']} {meeting} ", text)
    )


def _names_a_time(reading: Reading, text: str) -> bool:
    """Whether words that move something say to which day or hour."""
    return _TO_A_DAY.search(text) is not None or (not reading.facts and _AN_HOUR.search(text) is not None)


_AN_HOUR = re.compile(r"\b\d{1,2}\s*(?:h|giờ|gio)(?:\s*\d{2}|\b)", re.IGNORECASE)


def _proposed(ctx: Context, reading: Reading) -> list[Reply] | None:
    """What is asked whether it may be ("tháng sau họp ngày 6 được không"), or wished by whoever may decide it."""
    asks = proposals.whether(reading.text)
    text = asks or (proposals.wished(reading.text) if ctx.leads else None) or reading.text
    if asks is None and (_plainly_told(ctx, reading.text) or (text == reading.text and not _shifts(text))):
        return None
    known = meetings.upcoming(ctx.session, ctx.unit.id or 0, ctx.now) is not None
    wish = meeting_words.wish(_of_a_meeting(_last_clause(text)), ctx.today) if asks else None
    wish = wish or (None if known else meeting_words.single(text, ctx.today)) or proposals.meant(text, ctx.today)
    return None if wish is None or wish.act == "rule" else _do(ctx, wish, reading._replace(text=text))


def _plainly_told(ctx: Context, text: str) -> bool:
    """Whether words say what is to be done with meetings: "tối mai 19h họp ban nha"."""
    return (meeting_words.wish(text, ctx.today) or meeting_words.single(text, ctx.today)) is not None


def _shifts(text: str) -> bool:
    return proposals.by(words.bare(text)) is not None


def _how_often_there(ctx: Context, reading: Reading, plain: str) -> Reply | None:
    """ "Năm nay anh Ví Dụ đi họp mấy bữa": of the meetings that were opened in those days."""
    found = _HOW_OFTEN_THERE.fullmatch(plain)
    meant = _one_who_goes(ctx, found["who"]) if found is not None and not reading.facts else []
    if len(meant) != 1:
        return None
    span = (reading.question and reading.question.period) or reading.period
    return concluded.how_often_there(ctx, meant[0], *((span.start, span.end) if span else (None, None)))


def _one_who_goes(ctx: Context, said: str) -> list[Person]:
    """Who is meant by a name and the verbs behind it: "anh vi du di" is Ví Dụ, who goes."""
    meant = people_there.meant(ctx, said)
    before, _, last = said.rpartition(" ")
    return meant if meant or last not in _GOES else _one_who_goes(ctx, before)


_GOES = frozenset({"co", "da", "di", "du", "den", "toi"})
_HOW_OFTEN_THERE = re.compile(
    r"(?:(?:nam|thang|quy) (?:nay|qua|truoc|ngoai|roi) |tu dau nam(?: den nay| toi gio)? )?"
    r"(?P<who>(?:anh|chi|bac|co|chu|ong|ba|di|em|toi|tui)(?: \w+){0,6}?) hop"
    r"(?: (?:duoc|co|ban))*"
    r" (?:may|bao nhieu) (?:bua|buoi|lan|ky|cuoc|hom)(?: (?:roi|vay|em|a|nam nay|hop))*"
)


def _often_away(ctx: Context, reading: Reading, plain: str) -> Reply | None:
    """ "Ai hay vắng": of all meetings that were opened."""
    return concluded.often_away(ctx) if _OFTEN_AWAY.search(plain) and not reading.facts else None


_OFTEN_AWAY = re.compile(
    r"\b(?:ai|nguoi nao|nhung ai) (?:\w+ )?(?:hay|thuong|hay bi) (?:vang|nghi|bo hop|khong du|khong di)\b"
    r"|\b(?:ai|nguoi nao) (?:hop )?(?:vang|nghi|bo)(?: hop| mat)? (?:nhieu|hoai|may lan|bao nhieu|may buoi)\b"
)


def _of_one_held(ctx: Context, reading: Reading, plain: str) -> Reply | None:
    """Who was at the last meeting, or away from it: "tháng rồi ai vắng", "lần trước ai vắng"."""
    over = reading.day or (reading.period.end if reading.period else None)
    if reading.facts or not words.says(plain, *_WHO_WAS):
        return None
    before = words.says(plain, "lan truoc", "hom truoc", "bua truoc", "ky truoc")
    start = reading.period.start if reading.period else reading.day
    past = over is not None and (over < ctx.today or (start is not None and concluded.held_within(ctx, start, over)))
    if not before and over is not None and (ahead := coming.on_the_day(ctx, reading.text)) is not None:
        return None if concluded.held_within(ctx, start or over, over) else coming.who_comes(ctx, ahead)
    if not (before or past or _closed_today(ctx)):
        return None
    return concluded.who_was(ctx, start, over)


def _closed_today(ctx: Context) -> bool:
    """Whether a meeting of the committee was closed today, so that "ai vắng" is about that."""
    held = sittings.last_held(ctx.session, ctx.unit.id or 0, ctx.now)
    sitting = sittings.sitting(ctx.session, held) if held else None
    return sitting is not None and sitting.closed_at is not None and (ctx.now - sitting.closed_at) < sittings.AFTER


_WHO_WAS = (
    "ai vang", "ai di", "ai du", "ai co mat", "may nguoi di", "bao nhieu nguoi di", "may nguoi co mat",
    "bao nhieu nguoi co mat",
    "may nguoi vang", "may nguoi du", "bao nhieu nguoi du", "bao nhieu nguoi vang",
)  # fmt: skip


def _of_another(ctx: Context, reading: Reading, plain: str) -> Reply | None:
    """When another committee meets, as the ward asks: "lịch họp kp 9"."""
    name, asks = committees.named(split(reading.text)), words.says(plain, "hop") and _WHEN_THEY_MEET.search(plain)
    if not asks or name is None or name.startswith("to ") or reading.facts or reading.recurrence:
        return None
    unit = units.named(ctx, name)
    if isinstance(unit, str):
        return Reply(unit)
    if unit.id == ctx.unit.id:
        return None
    meeting = meetings.upcoming(ctx.session, unit.id or 0, ctx.now)
    if meeting is None:
        return Reply(texts.meetings.none_of(unit.name))
    title = texts.meetings.of_unit(meeting.title, unit.name)
    return Reply(texts.meetings.meeting_of(ctx.who, title, wording.moment(meeting.at, ctx.zone), meeting.place))


def _of_another_kind(ctx: Context, reading: Reading, plain: str) -> Reply | None:
    """When another circle than the committee meets: "tổ 3 họp khi nào", "lịch họp chi bộ"."""
    _, title = meeting_words.kind(plain)
    title = "Họp phường" if ctx.role != "ward" and words.says(plain, "hop phuong") else title
    asks = _WHEN_THEY_MEET.search(plain) and not reading.facts and not reading.recurrence
    if not asks or title in {"", "Họp ban"} or not title.startswith("Họp "):
        return None
    ahead = [each for unit in _circles(ctx) for each in meetings.ahead(ctx.session, unit, ctx.now)]
    of_it = [each for each in ahead if each.title == title or each.title.startswith(f"{title} ")]
    called = calling.waiting_for(ctx, title) if not of_it else None
    if called is not None:
        return Reply(texts.meetings.waits_to_be_saved(ctx.who, wording.lower_first(title), called))
    if not of_it:
        following = min(ahead, key=lambda each: each.at, default=None)
        told = _following(ctx, following) if following is not None else None
        return Reply(texts.meetings.none_of_kind(ctx.who, wording.lower_first(title), told, leads=ctx.leads))
    return coming.next_one(ctx, min(of_it, key=lambda each: each.at))


def _following(ctx: Context, meeting: Meeting) -> str:
    return f"{wording.lower_first(meeting.title)}, {wording.moment(meeting.at, ctx.zone)}"


_WHEN_THEY_MEET = re.compile(
    r"\b(?:lich hop|khi nao|bao gio|may gio|ngay nao|hop chua|hop o dau|bua nao|hom nao|ngay may|thu may|luc nao)\b"
)


def reminds_by_itself(ctx: Context) -> Reply:
    """What the bot reminds of unasked, to whoever wants others reminded; of the meeting ahead, by name."""
    steps = leads.said(meetings.steps(ctx.session, ctx.unit.id or 0))
    of_a_task = _SOMETHING_TO_DO.search(words.bare(ctx.message.text))
    if of_a_task and ctx.leads:
        return Reply(texts.meetings.reminds_of_tasks(ctx.who))
    meeting = coming.asked_about(ctx) if ctx.leads and ctx.role != "ward" else None
    asked, unreached = roll.silent(ctx, meeting) if meeting is not None else ([], [])
    if meeting is None or not (asked or unreached):
        return Reply(texts.meetings.reminds_by_itself(ctx.who, steps))
    when = wording.moment(meeting.at, ctx.zone)
    to_come = tuple(each for each in meetings.steps(ctx.session, ctx.unit.id or 0) if _is_to_come(ctx, meeting, each))
    return Reply(texts.coming.reminded(ctx.who, when, asked, unreached, leads.said(to_come) if to_come else ""))


_SOMETHING_TO_DO = re.compile(r"\b(?:nop|dong|gop|don|ra quan|treo|quet|mang|dem)\b")  # "nhắc mọi người nộp quỹ"


def _is_to_come(ctx: Context, meeting: Meeting, step: str) -> bool:
    return leads.due(meeting.at, leads.lead(step), ctx.zone) > ctx.now


def answer(ctx: Context, reading: Reading) -> list[Reply]:
    """Answer whatever else a message says about meetings."""
    said = words.bare(reading.text)
    if words.says(said, *_ASKS_WHO):
        going_on.remember(ctx, reading.text)
        return [coming.who_comes(ctx)]
    if words.says(said, "dat lich", "hen lich", "lap lich"):
        return _do(ctx, Wish("rule"), reading)
    single = meeting_words.single(reading.text, ctx.today) or meeting_words.on_some_day(reading.text)
    if single is not None:
        return _do(ctx, single, reading)
    going_on.remember(ctx, reading.text)
    return [coming.next_one(ctx)]


def tapped(ctx: Context, kind: str, about: str, word: str) -> list[Reply]:
    """Take a button under a notice of a meeting ("5:1": its id and version), or about a stand-in (their number)."""
    if kind == "standin":
        return instead.decided(ctx, about, word)
    meeting_id, version = (int(part) for part in about.split(":"))
    return coming.tapped(ctx, word, ctx.session.get(Meeting, meeting_id), version)


_HEARD_OF = re.compile(  # "nghe nói đổi giờ họp hả"
    r"\bnghe (?:noi|bao|dau)\b|(?<!duoc) (?:ha|phai khong|phai hong|dung khong)(?: (?:em|con|chau|a|vay))*$"
)


def _heard_of(ctx: Context, plain: str) -> list[Reply]:
    """The next meeting to whoever has heard of a change, and whether it was moved."""
    told, meeting = coming.next_one(ctx), meetings.upcoming(ctx.session, ctx.unit.id or 0, ctx.now)
    if meeting is None or _OTHER_HOUR.search(plain) is None:
        return [told]
    before = wording.moment(meeting.moved_from, ctx.zone) if meeting.moved_from else None
    return [replace(told, text=f"{texts.meetings.was_moved(before)}\n{told.text}")]


_OTHER_HOUR = re.compile(r"\b(?:doi|lui|hoan|chuyen|huy|thay)\b")


def _do(ctx: Context, wish: Wish, reading: Reading) -> list[Reply]:
    if wish.act == "list":
        return [_in_force(ctx)]
    plain = words.bare(reading.text)
    heard = _HEARD_OF.search(plain) if wish.act in {"move", "cancel", "place"} or not ctx.leads else None
    if heard is not None and (not ctx.leads or heard[0].startswith("nghe") or not (wish.to.day or wish.to.hour)):
        return _heard_of(ctx, plain)
    if not ctx.leads:
        return [Reply(texts.meetings.only_leaders_set(ctx.who))]
    if wish.act == "steps":
        return [_steps(ctx, wish.steps)]
    if wish.act == "front":
        return ruling.open_front(ctx)
    if wish.act == "rule":
        return ruling.open_from(ctx, wish, reading)
    changes_all = wish.act in {"move", "place"} and _OF_ALL.search(words.bare(reading.text)) is not None
    of_all = ruling.open_change(ctx, wish) if changes_all else None
    if of_all is not None:
        return of_all
    opened = calling.open_from if wish.act == "once" else changing.open_from
    return opened(ctx, wish, reading)


_FROM_NOW = re.compile(  # "từ nay họp lúc 19h30"
    r"(?:(?:thoi|vay|em|oi) )*(?:tu (?:nay|gio|thang \w+|lan \w+)|ve sau|may lan sau|cac buoi sau)(?: tro di| ve sau)?"
    r"(?: minh| ban| thi| se| cu)* hop (?:luc |vao )?(?:\d|\w+ gio)"
)
_OF_ALL = re.compile(  # "đổi giờ họp cả năm thành 18h30"
    r"\b(?:ca nam|quanh nam|(?:tat ca |het )?(?:cac|moi) (?:buoi|cuoc|lan|ky|thang)|hang thang|dinh ky|ve sau"
    r"|tu (?:nay|gio|thang)(?: \w+)? (?:tro di|ve sau|het))\b"
)


def _circles(ctx: Context) -> list[int]:
    """The committee and its groups, by their ids."""
    return [ctx.unit.id or 0, *(group.id or 0 for group in ruling.groups(ctx))]


def _in_force(ctx: Context) -> Reply:
    lines = [ruling.line(series) for unit in _circles(ctx) for series in meetings.in_force(ctx.session, unit)]
    whose = ctx.unit.name if ctx.others else None
    return Reply(texts.meetings.in_force(lines, whose)) if lines else hours.none_known(ctx)


def _steps(ctx: Context, steps: tuple[str, ...]) -> Reply:
    wanted_ = sorted(dict.fromkeys(steps), key=leads.lead, reverse=True)
    if len(wanted_) > _MOST_STEPS or not all(_SHORTEST <= leads.lead(step) <= _LONGEST for step in wanted_):
        return Reply(texts.meetings.bad_steps())
    meetings.set_steps(ctx.session, ctx.unit.id or 0, wanted_, ctx.now)
    return Reply(texts.meetings.steps_set(leads.said(tuple(wanted_))))
