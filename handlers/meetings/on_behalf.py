"""What the chair or the secretary passes on of another's coming: "anh Dụ báo vắng", "cô Thử nói đi được"."""

import re

from db import meetings
from db.models import Meeting, Person
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
_ABSENT = "vắng, "  # before the reason alone, as one says it
_LATE = frozenset({"tre", "muon"})


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Note another's answer to the next meeting; None for any other words."""
    said = words.bare(reading.text)
    if len(said.split()) > _LONGEST or reading.facts or "?" in reading.text:
        return None
    found = _of_whom(ctx, reading.text.split()) if said.startswith(_TITLES) or _TELLS_OF.match(said) else None
    if found is None:
        return None
    person, away, told = found
    also = _AS_WELL.match(told) if away else None
    told, others = ("", f"báo vắng {told[also.end() :]}") if also is not None else (told, "")
    behind = _NOT_ONESELF.search(told)
    own, told = (told[behind.end() :], told[: behind.start()]) if behind else ("", told)
    rest = _PASSED_ON.sub("", f" {told}")
    away = away or coming.is_away_with_a_reason(rest)
    comes = None if _OFTEN.search(words.bare(rest)) else False if away else coming.comes_or_not(rest)
    meeting = meetings.upcoming(ctx.session, ctx.unit.id or 0, ctx.now) if comes is not None else None
    if meeting is None:
        return None
    if not ctx.leads:
        return [Reply(texts.coming.only_leaders_note(ctx.who, people_there.called(person)))]
    late = comes and not _LATE.isdisjoint(words.bare(rest).split())
    reason = texts.coming.late(None) if late else None if comes else coming.reason_in(_ABSENT + rest if away else rest)
    meetings.answer(ctx.session, meeting, person, "du" if comes else "vang", ctx.now, reason)
    board.refresh(ctx, meeting)
    called, when = people_there.called(person), wording.moment(meeting.at, ctx.zone)
    noted = [Reply(texts.coming.noted_for(ctx.who, called, when, reason, comes=bool(comes)))]
    another = answer(ctx, reading._replace(text=others)) if others else None
    return [*noted, *(another or []), *_of_oneself(ctx, meeting, own)]


def _of_whom(ctx: Context, told: list[str]) -> tuple[Person, bool, str] | None:
    """Of which other member words tell, whether "vắng" stands before the name, and what stands behind it."""
    bares = [words.bare(each) for each in told]
    for first, bare in enumerate(bares):
        if f"{bare} " in _TITLES:
            for taken in range(min(_LONGEST_NAME + 1, len(told) - first), 1, -1):
                fitting = people_there.meant(ctx, " ".join(told[first : first + taken]))
                if len(fitting) == 1 and fitting[0].id != ctx.person.id:
                    rest = " ".join(told[first + taken :])
                    says = bool(rest) or first > 0
                    return (fitting[0], "vang" in bares[:first], rest) if says else None
        if bare not in _BEFORE:
            return None
    return None


_TELLS_OF = re.compile(r"(?:\w+ ){0,4}(?:bao|ghi|nhan|noi|vang|y la|khong phai)\b")
_BEFORE = frozenset(
    "da em oi nho y la a ua khong phai ma bao ghi nhan noi giup gium dum ho cho thay vang mat hop sang trua chieu toi"
    " mai nay bua hom do ngay xin phep roi lai chi".split()
)
_AS_WELL = re.compile(
    r"(?:(?:với|voi|và|va|cùng|cung)\s+)?(?=(?:anh|chị|chi|bác|bac|cô|co|chú|chu|ông|ong|bà|ba|dì|di|cậu|cau)\s+\w)",
    re.IGNORECASE,
)
_NOT_ONESELF = re.compile(
    r"[\s,]+(?:chứ|chu|còn|con)\s+"
    r"(?=(?:không|khong|tôi|toi|tui|mình|minh|chị|chi|anh|bác|bac|cô|co|chú|em)\b)"
)


def _of_oneself(ctx: Context, meeting: Meeting, own: str) -> list[Reply]:
    """What is told of oneself beside: "anh Dụ vắng chứ chị có đi", "… chứ không phải chị" where one was noted so."""
    if not own:
        return []
    mine = meetings.answers(ctx.session, meeting).get(ctx.person.id or 0)
    if coming.says_oneself_comes(own):
        said_so = mine is not None and mine.answer == "du"
        return [] if said_so else coming.own_answer(ctx, words.COMES, meeting) or []
    if coming.comes_or_not(own) is not None:
        return coming.own_answer(ctx, own, meeting) or []
    denied = mine is not None and mine.answer == "vang" and words.bare(own).startswith("khong phai")
    return coming.take_back(ctx, mine) if mine is not None and denied else []
