"""Answers to a meeting: Dự, Vắng with a reason, Chưa rõ, Đã biết, "nhắc lại sau 1 giờ"; each may be changed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from db import diary, invitees, meetings, quick
from db.models import Attendance, Meeting, Unit
from handlers import texts, wording, words
from handlers.context import Context
from handlers.conversation import Blank, Conversation, begin, top
from handlers.figures import subject
from handlers.meetings import board, calling, hours, instead, reminding, roll
from handlers.message import Reply, choices
from handlers.vi import answers, meeting_words
from handlers.vi.reading import Reading

_REASONS = ("Bận việc nhà", "Không khỏe", "Đi xa")
_ABSENT = re.compile(
    r"(?:(?:da|a|ma|ghi|em|toi|tui|minh|bac|co|chu|cau|di|anh|chi|xin|phep|bao|chac|mai|sang|chieu|chu nhat"
    r"|(?:ngay|mung|mong) \d{1,2}|(?:(?:bua|buoi) )?hop|ngay mai|(?:toi|sang|chieu) nay|toi mai"
    r"|(?:thang|tuan|ky|lan|buoi|bua|hom) (?:sau|toi|nay|do|ay)|di (?:xa|vang|cong tac)|ve que"
    r"|thu (?:hai|ba|tu|nam|sau|bay|[2-7])) )*"
    r"(?:ban(?: roi| viec| qua)*,? )?(?:(?:da|em|toi|minh|bac|co|chu|cau|anh|chi) )*"
    r"(?:nghi(?: hop)?(?: (?:nghe|nghen|nha|nhe|a|em|buoi|bua|hom|nay|do|roi|luon|mot))*$"
    r"|vang(?: mat| hop)?|(?:khong|ko|k|hong) (?:du|di|toi|den|hop)(?: hop)?(?: duoc)?|xin nghi hop"
    r"|(?:du|di|toi|den|hop)(?: hop)? (?:khong|k|hong) (?:duoc|kip|noi)|(?:khong|ko|k|hong) ranh"
    r"|(?:mac|ket|vuong) (?:viec|dam|tiec|gio|cong chuyen|ban)\b.*"
    r"|ban(?: (?:viec|qua|roi|con|lam|di|khong|nen|dam|tiec|kham|trong|giu|nuoi|cham|dua|don|ruoc|cho|ve|truc|hoc|thi"
    r"|cong chuyen|chuyen|cong viec|dot xuat|chau|nha|gap|ban|cuoi|gio|mung)\b.*"
    r"| (?:bua|hom|ngay|buoi|lan) (?:do|ay|hop)(?: (?:roi|nha|nhe|nghen|em|a|con))*$|$))(?!\w)"
)
_COMES = re.compile(
    r"(?:(?:thoi|duoc roi|doi y(?: roi)?|u|uh|o|\d{1,2} ?(?:g|h|gio)(?: ?\d{2})?(?: (?:sang|chieu|toi))?"
    r"|(?:bua|hom|ngay|buoi) (?:do|ay|\d{1,2})|mung \d{1,2}|tui|ong|ba|roi|a|ua|ma|da|em|toi"
    r"|minh|bac|co|chu|cau|di|anh|chi|mai|toi mai|toi nay|chieu nay|sang mai|vang|ok|se|co"
    r"|chac|cung|van|vay) )*"
    r"(?:(?:rang|gang|co gang|sap xep|thu xep)(?: duoc)? (?:di|du|toi)(?: duoc| dc)?"
    r"|du|tham du|di hop|di duoc|di dc|co mat|toi du|den du|du duoc)"
    r"(?: (?:hop|duoc|dc|nha|nhe|a"
    r"|em|oi|anh|chi|bac|nghe|do|ma|chu|luon|day|roi|di|khoi (?:ai )?thay|khong can (?:ai )?thay))*"
)
_DECIDES_TO_GO = re.compile(  # "được rồi em anh đi", "thôi để bác đi"
    r"(?:(?:da|thoi|em|a|vay|u|ok) )*(?:duoc(?: roi)?|doi y(?: roi)?|u|ok|oke|vay thi|thoi de)"
    r"(?: (?:em|vay|thi|de|roi))*"
    r" (?:toi|tui|minh|bac|co|chu|cau|di|anh|chi|ong|ba)(?: (?:se|cung))? (?:di|du)(?: (?:hop|nha|nhe|nghen|em|a|cho))*"
)
_LATE = re.compile(
    r"(?:(?:da|a|ma|thoi|em|toi|minh|bac|co|chu|cau|di|anh|chi|chac|se|xin|xin phep|bao|hom do|bua do|bua nay|mai) )*"
    r"(?:(?:noi|nhan|bao) (?:voi |lai )?(?:\w+ ){1,4}?la )?(?:(?:toi|em|minh|bac|co|chu|anh|chi|chac|se) )*"
    r"(?:toi|den|vo|vao|di|xuong|qua|ra)(?: hop)?(?: hoi)? "
    r"(?:(?<!^qua )tre\b(?! (?:qua|la|khong|gi|thi)\b).*"  # "qua tre em" are gifts
    r"|(?:muon|sau)(?: (?:chut|xiu|ti|hon|mot|\d)\b.*|(?: (?:nha|nhe|a|em))*$))"  # "tôi muốn em …" wishes
)
_UNSURE = re.compile(
    r"(?:(?:da|em|toi|tui|minh|bac|co|chu|cau|di|anh|chi|ong|ba|bua do|hom do|chac|con) )*"
    r"(?:chua (?:ro|biet|chac)|de (?:(?:toi|em|bac|minh|chi|anh) )?(?:xem|coi)(?: lai)?(?: da)?"
    r"|khong chac)"
    r"(?: (?:la )?(?:co )?(?:di|du|hop|ranh|den|toi)(?: hop)?(?: duoc)?"
    r"(?: (?:khong|ko|hong|hem|hok)| hay (?:khong|ko|hong))?)?"
    r"(?: (?:nua|nha|a|em|nhe|nghen))*"
    r"(?: (?:de|mai|mot|lat|chieu|toi|sang) (?:\w+ ){0,4}?(?:tra loi|bao|nhan|noi)"
    r"(?: (?:sau|lai|em|cho|nha|nhe|nghen|bac|anh|chi|biet|a))*)?"
)
_YES = re.compile(r"\bvâng\b(?:\s+ạ)?", re.IGNORECASE)  # without its accents it would be "vắng"
_KNOWN = frozenset("da biet, biet roi, da ro, ro roi, nhan duoc roi, da nhan duoc, da xem".split(", "))
_SHORTLY = r"(?:lat(?: nua)?|chut nua|ti nua)"
_LATER = re.compile(
    rf"(?:{_SHORTLY} )?nhac lai(?: (?:sau|trong))?(?: (\d{{1,3}}) ?(gio|tieng|phut|h|p))?(?: (?:nua|nhe|nha|em|giup))*"
    rf"|{_SHORTLY} nhac(?: lai)?(?: (?:nhe|nha|giup|em))*"
)
_SELF = re.compile(
    r"^(?:(?:dạ|à|mà|chắc|(?:tối|sáng|chiều|toi|sang|chieu)?\s*mai|(?:tối|sáng|chiều|toi|sang|chieu)\s+nay"
    r"|hôm đó|hom do|(?:thứ|thu)\s+\w+|chủ nhật|chu nhat"
    r"|(?:(?:bữa|bua|buổi|buoi|lần|lan|kỳ|ky)\s+)?(?:họp|hop)|(?:ngày|ngay|mùng|mung)\s+(?:mai|mốt|mot|\d{1,2}(?:/\d{1,2})?)"
    r"|(?:tháng|thang|tuần|tuan)\s+(?:sau|tới|toi|này|nay)|em|ghi|tôi|tui|mình|bác|cô|chú|cậu|dì|anh|chị|xin|phép|báo|toi|minh|bac|co|chu|cau|chi|phep|bao)\s+)+",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"^(?:vắng|vang)(?:\s+(?:mặt|mat|họp|hop))?"
    r"|^(?:không|khong|ko|k|hông|hong)\s+(?:dự|du|đi|di|tới|toi|đến|den|họp|hop)(?:\s+(?:họp|hop))?"
    r"(?:\s+(?:được|duoc|đc|dc))?"
    r"|^(?:dự|du|đi|di|tới|toi|đến|den|họp|hop)(?:\s+(?:họp|hop))?\s+(?:không|khong|ko|k|hông|hong)\s+"
    r"(?:được|duoc|đc|dc|kịp|kip|nổi|noi)",
    re.IGNORECASE,
)
_POLITE = re.compile(r"^(?:\s+(?:nha|nhé|nhe|nghe|nghen|ạ|a|em|rồi|roi))+(?=\s*[,.])", re.IGNORECASE)
_THAT_DAY = re.compile(
    r"^\s*(?:(?:bữa|bua|hôm|hom|buổi|buoi|ngày|ngay|lần|lan)\s+(?:đó|do|ấy|ay|này|nay|kia|tới|toi))", re.IGNORECASE
)
_BECAUSE = re.compile(
    r"^[\s,.:;-]*(?:(?:dạ|da)\s+)?(?:(?:vì|vi|do|tại vì|tai vi|tại|tai|bởi vì|boi vi|bởi|boi"
    r"|(?:lý|ly|lí|li) do(?: là| la)?)\s+)?",
    re.IGNORECASE,
)
_LONGEST_SNOOZE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Absence:
    """That somebody does not come, and perhaps why."""

    meeting_id: int
    reason: str | None = None
    asked: bool = False


def own_answer(ctx: Context, said: str, meeting: Meeting | None = None) -> list[Reply] | None:
    """Take words as this person's answer to a meeting (by default the one they heard of last); None for other words."""
    answered = _answer_in(said)
    if answered is None:
        return None
    typed = ctx.message.tap is None  # of several it may mean another
    meeting = meeting or on_the_day(ctx, said)
    over = _over_today(ctx, said) if meeting is None and answered is not _later and _TODAY.search(said) else None
    if over is not None:
        return [over]
    if meeting is None and _is_of_one_in_the_making(ctx, said):
        return [Reply(texts.meetings.answer_once_saved(ctx.who))]
    meeting = meeting or _spoken_of(ctx)
    if meeting is None:
        return None if answered is _comes_surely else [hours.none_known(ctx)]
    subject.is_now(ctx, meeting)
    replies = answered(ctx, meeting, said)
    other = _another_that_day(ctx, meeting) if typed and answered in {_comes, _comes_surely} else None
    return replies if other is None else [*replies, _and_to(ctx, other)]


def _is_of_one_in_the_making(ctx: Context, said: str) -> bool:
    """Whether an answer names the day of a meeting that waits to be saved."""
    waits = top(ctx.session, ctx.chat)
    day = calling.CALL.load(waits.known).day if waits is not None and waits.conversation == calling.CALL.name else None
    return day is not None and meeting_words.when(said, ctx.today, ctx.today).day == day


def _another_that_day(ctx: Context, meeting: Meeting) -> Meeting | None:
    """The meeting of the same day that this person has not answered either."""
    day, ahead = meeting.at.astimezone(ctx.zone).date(), meetings.ahead(ctx.session, ctx.unit.id or 0, ctx.now)
    others = [each for each in ahead if each.id != meeting.id and each.at.astimezone(ctx.zone).date() == day]
    mine = ctx.person.id or 0
    return next((each for each in others if mine not in meetings.answers(ctx.session, each)), None)


def _and_to(ctx: Context, meeting: Meeting) -> Reply:
    """Whether one comes to the other meeting of the day, too."""
    what, when = wording.lower_first(meeting.title), wording.moment(meeting.at, ctx.zone)
    return Reply(
        texts.meetings.and_to(ctx.who, what, when), choices(words.COMES, words.ABSENT), about=reminding.about(meeting)
    )


_TODAY = re.compile(r"\b(?:hôm|hom|sáng|sang|trưa|trua|chiều|chieu|tối|toi|bữa|bua)\s+nay\b", re.IGNORECASE)


def _over_today(ctx: Context, said: str) -> Reply | None:
    """To whoever is busy today, after today's meeting: that it is over, and which one is next."""
    if meeting_words.when(said, ctx.today, ctx.today).day != ctx.today:
        return None
    begun = diary.unopened(ctx.session, ctx.unit, datetime.combine(ctx.today, time(), ctx.zone), ctx.now)
    if not begun:
        return None
    upcoming = meetings.upcoming(ctx.session, ctx.unit.id or 0, ctx.now)
    following = next_one(ctx, upcoming) if upcoming else None
    text = texts.meetings.over_today(
        ctx.who, wording.moment(begun[-1].at, ctx.zone), following.text if following else None
    )
    return replace(following, text=text) if following else Reply(text)


def _spoken_of(ctx: Context) -> Meeting | None:
    """The meeting that was just told or answered here, unless the person was told of one since; else that one."""
    told = subject.the_meeting(ctx, meetings.last_told(ctx.session, ctx.person))
    ahead = meetings.ahead(ctx.session, ctx.unit.id or 0, ctx.now) if told is not None else ()
    here = next((each for each in ahead if each.id == told), None)
    return here or meetings.heard_of(ctx.session, ctx.person, ctx.unit, ctx.now)


def on_the_day(ctx: Context, said: str) -> Meeting | None:
    """The meeting of the day that an answer names: "ngày 5 tháng sau tôi bận"."""
    day = meeting_words.when(said, ctx.today, ctx.today).day
    ahead = meetings.ahead(ctx.session, ctx.unit.id or 0, ctx.now) if day else ()
    return next((each for each in ahead if each.at.astimezone(ctx.zone).date() == day), None)


def why_absent(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Take "vì bận đưa cháu đi khám", "tại con ốm" as the reason of an absence told lately."""
    said = words.bare(reading.text)
    gives = _WHY.match(said) is not None and len(said.split()) <= _LONGEST_ANSWER and "?" not in reading.text
    if not gives or reading.facts or reading.question:
        return None
    meeting = _spoken_of(ctx)
    mine = meetings.answers(ctx.session, meeting).get(ctx.person.id or 0) if meeting else None
    if meeting is None or mine is None or mine.answer != "vang" or ctx.now - mine.at > _REASON_WAITS:
        return None
    reason = _BECAUSE.sub("", reading.text.strip())[:200]
    _note(ctx, meeting, "vang", reason)
    return _told(meeting, _absent(ctx, meeting, reason))


_WHY = re.compile(
    r"(?:(?:da|a|em|toi|bac|chi|anh|co|chu) )*(?:vi|tai|do|boi|tai vi|boi vi|ly do|li do)(?: (?:la|vi))? \w+"
)
_REASON_WAITS = timedelta(days=3)


def is_answer(said: str) -> bool:
    """Whether words are an answer to a meeting: "dự", "vắng vì bận việc"."""
    return _answer_in(said) is not None


def comes_or_not(said: str) -> bool | None:
    """Whether words say that somebody comes or does not; None when they say neither.

    >>> comes_or_not("đi được em"), comes_or_not("tôi bận đám cưới"), comes_or_not("chưa biết nữa")
    (True, False, None)
    """
    answered = _answer_in(said)
    return (
        True
        if answered in {_comes, _comes_surely, _comes_late}
        else False
        if answered in {_away, _sends_another}
        else None
    )


def tapped(ctx: Context, word: str, meeting: Meeting | None, version: int) -> list[Reply]:
    """Take a button under a notice of a version of a meeting."""
    if meeting is None or meeting.at <= ctx.now or (meeting.state == "cancelled" and not words.same(word, words.KNOWN)):
        return [Reply(texts.meetings.meeting_over(ctx.who))]
    if meeting.version != version and meeting.moved_from is not None:
        return [Reply(texts.meetings.meeting_moved_since(ctx.who)), next_one(ctx, meeting)]
    return own_answer(ctx, word, meeting) or []


def next_one(ctx: Context, meeting: Meeting | None = None) -> Reply:
    """When one meets next, with buttons to answer."""
    meeting = meeting or meetings.upcoming(ctx.session, ctx.unit.id or 0, ctx.now)
    if meeting is None:
        return hours.none_known(ctx)
    mine = meetings.answers(ctx.session, meeting).get(ctx.person.id or 0)
    said = (
        texts.meetings.you_said(ctx.who, mine.answer, mine.reason)
        if mine
        else texts.meetings.will_you_come(ctx.who, again=False)
    )
    unit = _whose(ctx, meeting)
    title = texts.meetings.of_unit(meeting.title, unit) if unit else meeting.title
    text = texts.meetings.next_meeting(title, wording.moment(meeting.at, ctx.zone), meeting.place, said)
    other = [word for answer, word in _ANSWERS.items() if mine is None or mine.answer != answer]
    return Reply(text, choices(*other), about=reminding.about(meeting))


def told_to_all(ctx: Context, meeting: Meeting) -> str:
    """When and where one meets, without anybody's answer."""
    return texts.meetings.next_meeting(meeting.title, wording.moment(meeting.at, ctx.zone), meeting.place, None)


_ANSWERS = {"du": words.COMES, "vang": words.ABSENT, "chua_ro": words.UNSURE}


def _whose(ctx: Context, meeting: Meeting) -> str | None:
    """The committee of a meeting, for whoever is of several."""
    of = ctx.session.get_one(Unit, meeting.unit_id)
    several = any(unit.kind in invitees.COMMITTEES for unit, _ in ctx.others)
    return of.name if several and of.kind in invitees.COMMITTEES else None


def _when(ctx: Context, meeting: Meeting) -> str:
    """When a meeting is, and where needed whose it is, after the word "họp"."""
    unit, when = _whose(ctx, meeting), wording.moment(meeting.at, ctx.zone)
    return texts.meetings.of_unit_at(unit, when) if unit else when


def who_comes(ctx: Context, meeting: Meeting | None = None) -> Reply:
    """Who comes to a meeting: by default to the one that was told last, else to the next one."""
    meeting = meeting or asked_about(ctx)
    return hours.none_known(ctx) if meeting is None else roll.reply(ctx, meeting)


def asked_about(ctx: Context) -> Meeting | None:
    """The meeting ahead that was told last, else the next one."""
    told, ahead = subject.the_meeting(ctx), meetings.ahead(ctx.session, ctx.unit.id or 0, ctx.now)
    return next((each for each in ahead if each.id == told), next(iter(ahead), None))


# --- what the words mean ---

_Answer = Callable[[Context, Meeting, str], list[Reply]]


def _answer_in(said: str) -> _Answer | None:
    bare = words.bare(_YES.sub("", said))
    if _ENOUGH.search(said.lower()):
        return None
    if words.is_coming(said) or _COMES.fullmatch(bare) or _DECIDES_TO_GO.fullmatch(bare):
        return _comes
    if instead.in_words(said) is not None:
        return _sends_another
    if _UNSURE.fullmatch(bare):
        return _unsure
    if _LATER.fullmatch(bare):
        return _later
    if bare in _KNOWN:
        return _known
    if _LATE.fullmatch(bare) and "trẻ" not in said.lower() and len(bare.split()) <= _LONGEST_ANSWER:
        return _comes_late
    if _ABSENT.match(bare) and len(bare.split()) <= _LONGEST_ANSWER and not _OTHER_BAN.search(said.lower()):
        return _away
    return _comes_surely if answers.surely_comes(bare) else _away if "," in said and _after_its_reason(said) else None


def says_oneself_comes(said: str) -> bool:
    """Whether words say of whoever speaks that they come: "chị có đi"."""
    return bool(said) and words.is_coming(_SELF.sub("", said))


def is_away_with_a_reason(said: str) -> bool:
    """Whether a reason is told and that somebody does not come: "ốm không đi được".

    >>> is_away_with_a_reason("om khong di duoc"), is_away_with_a_reason("đi được")
    (True, False)
    """
    found = _AWAY_AFTER.search(said)
    return found is not None and answers.is_a_reason(said[: found.start()].strip())


def _after_its_reason(said: str) -> bool:
    """Whether an absence is told behind its reason: "mẹ bác mới mất, tối nay bác vắng"."""
    if _AWAY_AFTER.search(said) is None or _NAMES_ANOTHER.match(words.bare(said.rpartition(",")[2])):
        return False
    return answers.is_a_reason(said.rpartition(",")[0])


_NAMES_ANOTHER = re.compile(  # "chị Thử vắng" is no word of one's own
    r"(?:(?:da|con|thi|chi|rieng|va) )*(?:bac|anh|chi|co|chu|ong|ba|di|cau) (?!(?:nay|cung|ban|xin|chac|se|nen|phai|roi"
    r"|thoi|khong|ko|k|hong|dang|bi|mac|hom|bua|toi|chieu|sang|mai|dau|om|benh|met)\b)\w+(?: \w+){0,3} vang\b"
)


_ENOUGH = re.compile(r"\bđủ\b")  # is no "dự"
_LONGEST_ANSWER = 14  # words: "vắng vì ..."
_OTHER_BAN = re.compile(r"^\W*(?:ban|bàn|bán|bản|bằng|bạn)\b(?=.*[^\x00-\x7f])")  # with diacritics, "bận" alone is busy


def _comes(ctx: Context, meeting: Meeting, _said: str) -> list[Reply]:
    instead.drop(ctx, meeting)
    _note(ctx, meeting, "du")
    return _told(meeting, texts.meetings.comes(ctx.who, _when(ctx, meeting)))


def _comes_surely(ctx: Context, meeting: Meeting, said: str) -> list[Reply]:
    return _comes(ctx, meeting, said)  # "chị cũng đi nghen" without a meeting ahead may be about anything


def _comes_late(ctx: Context, meeting: Meeting, said: str) -> list[Reply]:
    """To come late is to come; the hour stands beside the name for whoever asks who comes."""
    heard = meeting_words.when(said, ctx.today, ctx.today).hour
    at = _near(ctx, meeting, heard) if heard else None
    tells = at is not None and at > meeting.at.astimezone(ctx.zone).time()
    note = texts.coming.late(hours.said(f"{at:%H:%M}") if tells else None)
    instead.drop(ctx, meeting)
    _note(ctx, meeting, "du", note)
    return _told(meeting, texts.meetings.comes_late(ctx.who, _when(ctx, meeting), note))


def _near(ctx: Context, meeting: Meeting, heard: time) -> time:
    """Of the two hours that a clock face shows as one, that after the beginning of the meeting."""
    begins = meeting.at.astimezone(ctx.zone).time()
    return heard.replace(hour=heard.hour + 12) if heard.hour < 12 and heard < begins else heard


def _unsure(ctx: Context, meeting: Meeting, _said: str) -> list[Reply]:
    _note(ctx, meeting, "chua_ro")
    return [Reply(texts.meetings.unsure(ctx.who))]


def _known(ctx: Context, meeting: Meeting, _said: str) -> list[Reply]:
    if meeting.kind not in meetings.ATTENDED:
        _note(ctx, meeting, "biet")
    return [Reply(texts.meetings.known(ctx.who, last=meeting.kind == "so_lieu"))]


def _away(ctx: Context, meeting: Meeting, said: str) -> list[Reply]:
    before = meetings.answers(ctx.session, meeting).get(ctx.person.id or 0)
    told_before = before is not None and before.answer == "vang"  # and so was asked why
    reason = reason_in(said) or (before.reason if before is not None and told_before else None)
    _note(ctx, meeting, "vang", reason)
    if reason or told_before:
        return _told(meeting, _absent(ctx, meeting, reason))
    return begin(ctx, ABSENCE, Absence(meeting.id or 0))


def _absent(ctx: Context, meeting: Meeting, reason: str | None) -> str:
    return texts.meetings.absent(ctx.who, _when(ctx, meeting), reason)


def reason_in(said: str) -> str | None:
    """What follows "vắng" in an answer, as it was typed.

    >>> reason_in("vắng vì đi Cần Thơ"), reason_in("Em bận, con ốm"), reason_in("không đi được nha")
    ('đi Cần Thơ', 'bận, con ốm', None)
    >>> reason_in("bữa họp ngày mai anh bận rồi, anh nghỉ nghen"), reason_in("ngày 5 tháng sau tui bận đám giỗ")
    (None, 'bận đám giỗ')
    >>> reason_in("bữa họp tới chị bận"), reason_in("vắng nha em, tui đi ăn cưới")
    (None, 'đi ăn cưới')
    >>> reason_in("cô bận đưa cháu đi học, xin vắng"), reason_in("tui bận đám giỗ ko dự được")
    ('bận đưa cháu đi học', 'bận đám giỗ')
    >>> reason_in("toi thu sau toi vang nghe"), reason_in("toi thu sau co bận, vắng nghe")
    (None, 'bận')
    """
    rest = _AWAY.sub("", _SELF.sub("", said.strip()))
    rest = _BECAUSE.sub("", _THAT_DAY.sub("", _POLITE.sub("", rest)))
    rest = _OF_ONESELF.sub("", rest)
    behind = _AWAY_AFTER.search(rest)
    rest = rest[: behind.start() if behind else None].strip(" .!,")
    if behind is not None and "," in behind[0] and _BUSY_ALONE.fullmatch(words.bare(rest)):
        return "bận"  # told apart from the absence, it is the reason
    return None if _NO_REASON_IN.fullmatch(words.bare(rest)) else rest[:200]


_BUSY_ALONE = re.compile(r"(?:(?:toi|tui|minh|bac|anh|chi|co|chu|em|ong|ba|di) )?ban")
_NO_REASON_IN = re.compile(  # "tuần sau anh nghỉ nha em"
    r"|(?:(?:nha|nhe|nghe|nghen|a|em|roi|luon) ?)+|ban|ban roi"
    r"|toi (?:toi|tui|minh|bac|anh|chi|co|chu|em) ban(?: roi| qua)?"
    r"|ban(?: roi| qua)? (?:toi|tui|minh|bac|anh|chi|co|chu|em) (?:vang|nghi)"
    r"(?: (?:nha|nhe|nghe|nghen|em|a|hop|buoi|bua|hom|do|nay|ngay \S+|thu \w+|chu nhat))*"
    r"|ban (?:bua|hom|ngay|buoi|lan) (?:do|ay|hop)(?: \w+){0,2}|co hop (?:ma )?(?:\w+ )?ban(?: roi)?"
    r"|(?:\w+ ){0,3}nghi(?: hop)?(?: (?:nha|nghe|nghen|nhe|em|a|luon|roi|bua|buoi|hom|do|nay|mot))*"
)
_OF_ONESELF = re.compile(  # "bận rồi em, đi đám giỗ"
    r"^\s*(?:(?:bận|ban)(?:\s+(?:rồi|roi|em|nha|nghen|ạ))+\s*,\s*(?=\w+\s))?(?:(?:tui|tôi|mình)\s+)?", re.IGNORECASE
)
_AWAY_AFTER = re.compile(  # "bận đám giỗ không đi được", "bận rồi, xin vắng nha"
    r"[\s,]+(?:(?:rồi|roi|nên|nen|chắc|chac|thôi|thoi|xin|cho|tui|tôi|toi|em|ảnh|chỉ|bác|bac|cô|co|chú|chu|anh|chị|chi|dì|di|mình|minh"
    r"|(?:tối|toi|sáng|sang|chiều|chieu)\s+(?:nay|mai)|(?:hôm|hom|bữa|bua)\s+(?:nay|đó|do))\s+)*"
    r"(?:vắng|vang|(?:không|khong|ko|k|hông|hong)\s+(?:dự|du|đi|di|tới|toi|đến|den|họp|hop)(?:\s+(?:họp|hop))?"
    r"(?:\s+(?:được|duoc|đc|dc))?)(?:\s+(?:mặt|mat|họp|hop|nha|nhé|nhe|nghe|nghen|em|ạ|a))*\W*$",
    re.IGNORECASE,
)


def _later(ctx: Context, meeting: Meeting, said: str) -> list[Reply]:
    amount = re.search(r"(\d{1,3}) ?(gio|tieng|phut|h|p)\b", words.bare(said))
    minutes = int(amount[1]) * (1 if amount[2] in {"phut", "p"} else 60) if amount else 60
    due = ctx.now + min(timedelta(minutes=minutes), _LONGEST_SNOOZE)
    if due >= meeting.at:
        return [Reply(texts.meetings.too_late_to_snooze(ctx.who))]
    meetings.snooze(ctx.session, meeting, ctx.person, due)
    return [Reply(texts.meetings.later(ctx.who, wording.moment(due, ctx.zone)))]


def _sends_another(ctx: Context, meeting: Meeting, said: str) -> list[Reply]:
    _note(ctx, meeting, "vang")
    return instead.name(ctx, meeting, said)


def noted_wrong(ctx: Context, said: str) -> list[Reply] | None:
    """ "Em ghi vắng nhầm rồi": one's own answer is open again, or who comes is shown; None for any other words."""
    bare = words.bare(said)
    wrong = _NOTED_WRONG.match(bare)
    meeting = _spoken_of(ctx) if wrong is not None else None
    if wrong is None or meeting is None:
        return None
    behind = said.partition(",")[2].strip()
    if says_oneself_comes(behind):
        return _comes(ctx, meeting, behind)
    if behind and comes_or_not(behind) is not None:
        return own_answer(ctx, behind, meeting)
    if wrong["word"] is None or wrong.end() < len(bare):
        return None
    mine = meetings.answers(ctx.session, meeting).get(ctx.person.id or 0)
    is_it = mine is not None and mine.answer == ("vang" if wrong["word"] == "vang" else "du")
    return take_back(ctx, mine) if mine is not None and is_it else [who_comes(ctx, meeting)]


_NOTED_WRONG = re.compile(
    r"(?:(?:da|em|a|oi|ua|y|khoan|chet|thoi) )*(?:ghi|bao|bam)(?: (?:cho|lon|la))*"
    r"(?: (?:toi|tui|minh|bac|anh|chi|co|chu))?(?: (?P<word>vang|du|co mat))?(?: (?:la|bi|thi))* (?:nham|sai|lon|lam)\b"
    r"(?: (?:roi|em|a|nguoi|ten|oi|ma|do))*"
)


def take_back(ctx: Context, answered: Attendance) -> list[Reply]:
    """Take an answer just given back: it is open again, and asked."""
    meeting = ctx.session.get_one(Meeting, answered.meeting_id)
    was = answered.answer
    instead.drop(ctx, meeting)
    _note(ctx, meeting, "chua_ro")
    told = texts.meetings.answer_taken_back(ctx.who, was, _when(ctx, meeting))
    return [Reply(told, choices(words.COMES, words.ABSENT), about=reminding.about(meeting))]


def asks_to_take_back(ctx: Context, meeting: Meeting) -> str:
    """Whether an answer is to be taken back that was given a while ago."""
    answered = meetings.answers(ctx.session, meeting).get(ctx.person.id or 0)
    return texts.meetings.take_back_which(ctx.who, answered.answer if answered is not None else "", _when(ctx, meeting))


def _told(meeting: Meeting, text: str) -> list[Reply]:
    """An answer as it was noted; what it is about lets "hoàn tác" find it."""
    return [Reply(text, about=f"room:back:answer:{meeting.id}")]


def _note(ctx: Context, meeting: Meeting, word: str, reason: str | None = None) -> None:
    asked = top(ctx.session, ctx.chat)
    if word != "vang" and asked is not None and asked.conversation == ABSENCE.name:
        quick.delete(ctx.session, asked)  # nobody need say why who comes after all
    meetings.answer(ctx.session, meeting, ctx.person, word, ctx.now, reason)
    if word == "vang":
        instead.withdraw(ctx, meeting)
    board.refresh(ctx, meeting)


# --- the reason of an absence ---


def _ask_reason(ctx: Context, draft: Absence) -> Reply | None:
    if draft.reason is not None or draft.asked:
        return None
    return Reply(texts.meetings.ask_reason(ctx.who), choices(*_REASONS, words.SKIP))


def _fits_the_reason(_ctx: Context, _draft: Absence, reading: Reading) -> bool:
    return not reading.facts and answers.is_a_reason(reading.text)


def _hear_reason(_ctx: Context, draft: Absence, reading: Reading, asked: bool) -> Absence | None:  # noqa: FBT001
    plain = answers.is_a_reason(reading.text)  # "đưa cháu đi học" is no question after children in school
    if not asked or reading.facts or (not plain and (reading.question or reading.intent in _NO_REASON)):
        return None
    if words.bare(reading.text).startswith(_WISHES) or (not plain and answers.is_a_request(reading.text)):
        return None
    if words.is_skip(reading.text) or _TELLS_NONE.fullmatch(words.bare(reading.text)):
        return replace(draft, asked=True)
    if _answer_in(reading.text) in {_comes, _comes_surely, _comes_late, _unsure, _sends_another}:
        return None
    own = any(words.same(reading.text, reason) for reason in _REASONS)
    said = reason_in(reading.text) or reading.text.strip()[:200]
    return replace(draft, reason=wording.lower_first(said) if own else said)


_TELLS_NONE = re.compile(  # "không cần nói", "khỏi ghi lý do em"
    r"(?:(?:da|thoi|em|a|anh|chi|bac|toi|tui|co|chu) )*(?:khong|khoi|khong can|khong co|khong muon|dung)"
    r"(?: (?:noi|ghi|neu|ke|can|gi|ly do|li do|dau|ra|het|nha|nhe|nghen|em|a))+"
)
_NO_REASON = {"log", "help", "report"}
_WISHES = (  # words that begin what is wanted of the bot, and no reason
    "chot ", "ghi ", "xem ", "coi ", "giao ", "phan cong ", "sua ", "xoa ", "rut ", "doi lich", "doi hop", "bao cao",
    "so lieu", "lich ", "ve bieu do", "mo so", "nhac ",
)  # fmt: skip


def _note_reason(ctx: Context, draft: Absence) -> list[Reply]:
    meeting = ctx.session.get(Meeting, draft.meeting_id)
    if meeting is None:
        return [Reply(texts.meetings.meeting_over(ctx.who))]
    if draft.reason:
        _note(ctx, meeting, "vang", draft.reason)
    return _told(meeting, _absent(ctx, meeting, draft.reason))


def _without_reason(ctx: Context, draft: Absence) -> str:
    """ "Bỏ" at the question for the reason: that somebody does not come stands already."""
    meeting = ctx.session.get(Meeting, draft.meeting_id)
    return texts.meetings.absent_all_the_same(ctx.who, _when(ctx, meeting)) if meeting else texts.general.kept(ctx.who)


ABSENCE: Conversation[Absence] = Conversation(
    name="vang",
    draft=Absence,
    title=lambda _: texts.meetings.title("absence"),
    blanks=(Blank(_ask_reason, _hear_reason, fits=_fits_the_reason),),
    recap=None,
    finish=_note_reason,
    dropped=_without_reason,
    quiet=True,
)
