"""From what a message wants of the meeting to who answers it."""

import re
from collections.abc import Callable
from datetime import time

from db.models import Button, Outgoing
from db.post import Offered
from handlers import outbox, texts, words
from handlers.context import Context
from handlers.meetings import coming, on_behalf, said
from handlers.message import Reply
from handlers.room import (
    agenda,
    attendance,
    concluded,
    hall,
    handing_on,
    left_open,
    mending,
    minutes_told,
    notes,
    ones_own,
    papers,
    people_there,
    phone,
    quorum,
    taking_back,
    tasks,
    told_done,
    unopened,
    votes,
)
from handlers.vi import room
from handlers.vi.reading import Reading

ABOUT = "room:"  # begins what the buttons of this room are about

_ANSWERS: dict[str, Callable[[Context, str], list[Reply] | None]] = {
    "agenda": agenda.show,
    "propose": agenda.propose,
    "withdraw": agenda.withdraw,
    "open": hall.begin,
    "close": hall.end,
    "code": hall.code,
    "present": attendance.present,
    "ticks": attendance.ticks,
    "here": attendance.here,
    "all_here": lambda ctx, _rest: attendance.here(ctx, "tất cả"),
    "late": attendance.late,
    "left": attendance.left,
    "away": attendance.away,
    "missing": attendance.missing,
    "vote_gio_tay": votes.by_hands,
    "vote_hiep_thuong": votes.by_consultation,
    "vote_phieu": votes.by_papers,
    "result": votes.result,
    "note": notes.take,
    "strike": notes.strike,
    "restore": notes.bring_back,
    "restore_last": notes.bring_back,
    "write": notes.write,
    "over": hall.over,
    "pause": hall.pause,
    "not_over": hall.go_on,
    "dropped_last": tasks.dropped_last,
    "rewrite": notes.rewrite,
    "strike_last": notes.strike_last,
    "assign": tasks.assign,
    "ask_to": tasks.asked_of,
    "tell_to": ones_own.told_to,
    "tasks": left_open.tell,
    "concluded": concluded.show,
    "done": tasks.done,
    "dropped": tasks.dropped,
    "delay": tasks.delay,
    "print_giay_moi": papers.invitation,
    "print_chuong_trinh": papers.agenda,
    "print_bien_ban": papers.minutes,
    "look_bien_ban": papers.look,
    "mend": papers.mend,
    "as_word": papers.as_word,
    "approve": papers.approved_in_words,
    "refuse": papers.refused_in_words,
    "calendar": phone.send,
    "calendar_off": phone.stop,
}
_WHAT_IS_LEFT = re.compile(  # "việc gì còn tồn đọng", "còn tồn việc gì không"
    r"(?:con )?(?:nhung |cac )?viec (?:gi|nao) (?:con |dang |chua )+(?:ton dong|ton|dang do|do dang"
    r"|xong|lam|lai)(?: \w+){0,2}"
    r"|viec (?:gi|nao) (?:sap |gan )?(?:toi|den) han(?: (?:trong|tuan|thang|nay|sau|toi|hom|ngay|mai|em|vay|a))*"
    r"|con (?:ton|ton dong|dang do) (?:nhung )?(?:viec )?(?:gi|nao)(?: \w+){0,2}"
)
_DONE_TASKS = re.compile(  # "việc đã xong", "việc nào làm xong rồi"
    r"(?:(?:xem|coi|nhung|cac|may|co|cho|toi) )*viec (?:gi|nao|da)(?: (?:da|lam|duoc|vua|moi))* (?:xong|hoan thanh)"
    r"(?: (?:roi|het|vay|em|a|con|cua ban|khong|thang nay|gan day))*"
)
_MINUTES = re.compile(  # "gửi biên bản lần trước cho anh em"
    r"(?:(?:em|gui|goi|in|xem|coi|cho|lay|mo|giup|gium|lai|cai|toi|tui|minh|bac|anh|chi|co|chu) )+bien ban"
    r"(?: (?:cho )?(?:bac|anh|chi|co|chu|truong ban)(?: \w+)? (?:duyet|ky|coi|xem)|"
    r" (?:hop|lan|ky|thang|buoi|hom|truoc|roi"
    r"|nay|vua|bua|xem|coi|minh|voi|ra|cho|moi|nguoi|anh|chi|em"
    r"|ca|ban|bac|co|chu|toi|tui|thanh vien|cac|het|di|luon|a|nha|nhe))*"
)
_ASKS_OF_TASKS = re.compile(  # "việc của bác Mẫu tới đâu rồi", "việc số 1 xong chưa"
    r"(?:cai )?(?:viec|chuyen) (?:cua |so |giao |giao cho )?(?:\w+ ){1,4}?(?:(?:lam |da )?(?:xong|den dau|toi dau|sao"
    r"|the nao)|(?:han |toi |den |la |chung )+(?:ngay nao|ngay may|khi nao|bao gio|bua nao|hom nao))"
    r"(?: roi| chua| a| em| vay| ha)*"
    r"|(?:bac|anh|chi|co|chu|em|ong|ba|di) (?:\w+ ){1,3}?(?:lam |da |lam viec )*"
    r"xong (?:viec |(?:cai )?\w+ |\w+ \w+ )?chua(?: em| a| vay)*"
    r"|(?:bac|anh|chi|co|chu|em|ong|ba|di) (?:\w+ ){1,3}?(?:con|dang|dang giu|dang lam|duoc giao) "
    r"(?:(?:may|bao nhieu|nhung) )?viec(?: gi| nao)?(?: em| a| vay| chua| chua xong| nua)*"
    r"|(?:ai|nhung ai) (?:dang )?(?:giu|lam|phu trach|lo) (?:may |nhung |cac )?viec (?:gi|nao)(?: em| a| vay| nay)*"
    r"|(?:(?:toi|tui|bac|co|chu|anh|chi|minh|ban|da|co|moi|vua) )*giao (?:nhung |cac |may )?viec (?:gi|nao)"
    r"(?: (?:roi|vay|em|a|the|ha|cho|ai))*"
    r"|(?:cac |nhung |may )?viec (?:gi |nao )?(?:(?:toi|tui|minh|ban) )?(?:da|duoc|vua|moi) (?:duoc )?giao"
    r"(?: (?:la|roi|gi|ra|sao|vay|em|a|cho|ai|chua|xong))*"
)
_PEOPLE = "nguoi|ban|anh|chi|bac|co|chu|ong|ba|em|ho|khu pho|kp|don vi|noi|to|ai"
_DONE_BY_NUMBER = re.compile(  # "việc 1 xong rồi", "tôi làm xong việc số 2"
    r"(?:(?:da|em|toi|minh|bac|co|chu|anh|chi) )*(?:viec (?:so )?(?P<number>\d{1,5}) (?:\w+ )?(?:da )?(?:lam )?xong"
    r"(?: (?:roi|nha|nhe|a|em|het))*)"
)
_TAKES_CARE = re.compile(  # "anh Dụ lo nước uống nha"
    r"(?:anh|chi|bac|co|chu|ong|ba|di) (?:\w+ ){1,3}?(?:lo|phu trach|chiu trach nhiem) (?!lang\b|ngai\b|so\b|xong\b)"
    r"(?!.*\b(?:gi|nao|chua|khong|xong|roi|sao)$)"
)
_ASKS_OF_ONES_TASKS = re.compile(  # "việc gì của anh Ví Dụ", "ai phụ trách hẻm 12"
    r"viec (?:gi |nao )?(?:cua|giao cho|giao) (?P<who>(?:anh|chi|bac|co|chu|ong|ba) \w+(?: \w+)?)"
    r"(?: (?:gi|nao|co gi|vay|em|a))*"
    r"|(?:ai|nguoi nao) (?:dang |duoc giao )?(?:phu trach|lo|lam|giu|nhan) (?:viec |vu |phan |chuyen )?"
    r"(?P<what>\w+(?: \w+){0,4})"
)
_ASKS_WHAT_WAS_SAID = re.compile(  # "bữa nay quyết định gì", "lần trước họp thống nhất được gì"
    r"(?:hop )?(?:bua nay|hom nay|bua truoc|hom truoc|lan truoc|lan nay|lan roi|ky truoc|ky nay|ky roi|vua roi|hoi nay"
    r"|thang truoc|thang roi|buoi truoc|(?:bua|buoi|lan|ky|cuoc|hom) hop (?:truoc|roi|vua roi|vua qua|nay|hom nay))"
    r"(?: (?:hop|cuoc|buoi|ban|minh))*"
    r" (?:ket luan|quyet dinh|thong nhat|quyet|chot|ban)(?: (?:duoc|nhung|may|cai|viec|vu|chuyen|da|xong))* (?:gi|nao)"
    r"(?: (?:roi|vay|em|a|ha|the))*"
)
_REMIND_THEM = re.compile(  # "nhắc mấy người đó giùm chị", "nhắc mấy khu phố đó nộp đi"
    rf"(?:(?:nho|em|con) )*nhac (?:giup |gium |dum )?(?:lai )?(?:(?:may|nhung|cac|moi|tat ca) (?:{_PEOPLE})"
    r"|(?:ca|toan|het) ban|ba con|bac"
    r"|anh|chi|co|chu|ong|ba|ho)\b(?: \w+){0,6}"
    r"|(?:(?:nho|em|con) )*(?:nhac|nhan|hoi|goi)(?: tin)?(?: lai)?(?: giup| gium| dum)?(?: cho)?"
    r" (?:(?:may|nhung|cac) (?:nguoi|bac|anh|chi|anh em)|nguoi nao|ai)(?: nao)? (?:con )?chua"
    r" (?:tra loi|bao|nhan|noi gi|xac nhan|cho biet)(?: (?!tien|so\b)\w+){0,4}"
    r"|(?:(?:nho|em|con) )*(?:bao|nhan|keu|thong bao|moi)(?: tin)?(?: giup| gium| dum)?(?: cho)? (?:ba con|moi nguoi"
    r"|anh em|ca ban|may nguoi|may anh chi|cac anh chi|thanh vien)(?: ve| lich| di| den| toi| ra)* hop"
    r"(?: (?!khong|chua)\w+){0,4}"
)
_TAPS: dict[str, Callable[[Context, list[str]], list[Reply]]] = {
    "log": notes.into_the_book,
    "minutes": papers.minutes_of,
    "paper": papers.decided,
    "waive": papers.not_held,
    "late": unopened.open_now,
    "close": lambda ctx, _told: hall.end(ctx, ""),
    "back": taking_back.tapped,
}


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The answer to a message about the meeting at hand; None when it is about something else."""
    handed_on = handing_on.answer(ctx, reading)
    if handed_on is not None:
        return handed_on
    bare = words.bare(reading.text)
    of_a_line = "thieu" in bare or "them y" in bare or " y " in bare or bare[:2] == "y "
    told = _of_minutes(ctx, reading, bare) if of_a_line or "hop" in bare or "bien ban" in bare else None
    counted = told or (attendance.counted(ctx, reading) if reading.facts else None)
    if counted is not None:
        return counted
    roll = attendance.roll_call(ctx, reading.text)
    away = "vang" in bare or "thieu" in bare or "tru" in bare
    roll = roll or (None if reading.facts and not away else _opened_by_a_roll(ctx, reading.text))
    roll = roll or (attendance.roll_of_none(ctx, reading.text) if away else None)
    of_coming = "vang" in bare or "di hop" in bare or "bao giup" in bare or "bao gium" in bare or "bao dum" in bare
    roll = roll or (_of_coming(ctx, reading, bare) if of_coming or "nham" in bare or "y la" in bare else None)
    if roll is not None:
        return roll
    asks = "giao viec" in bare and _ASKS_OF_TASKS.fullmatch(bare)  # "đã giao việc gì rồi"
    wish = None if asks else room.wish(reading.text)
    if wish is not None:
        replies = _ANSWERS[wish.kind](ctx, wish.rest)
        if replies is not None:
            return replies
    begun = _begun_or_ended(ctx, reading, bare)
    if begun is not None:
        return begun
    of_it = _of_tasks(ctx, reading, bare) or _of_what_was_said(ctx, bare)
    if of_it is not None:
        return of_it
    if _REMIND_THEM.fullmatch(bare) and not reading.facts:
        return [said.reminds_by_itself(ctx)]
    ended = (said.of_the_people(ctx, reading) if "hop" in bare else None) or told_done.answer(ctx, reading)
    if ended is not None:
        return ended
    return hall.code_typed(ctx, reading.text) or quorum.said(ctx, reading.text) or votes.result(ctx, reading.text)


def _of_coming(ctx: Context, reading: Reading, bare: str) -> list[Reply] | None:
    """Who comes, of another ("báo vắng giùm anh Dụ"), noted wrongly, or of oneself where it may sound like a wish."""
    if ctx.leads and "?" not in reading.text and _SOME_ARE_AWAY.fullmatch(bare):
        return [Reply(texts.coming.who_is_away(ctx.who))]
    if reading.facts or "?" in reading.text:
        return None
    told = coming.noted_wrong(ctx, reading.text) or on_behalf.answer(ctx, reading)
    if told is not None or "di hop" not in bare:
        return told
    return coming.own_answer(ctx, reading.text) if coming.comes_or_not(reading.text) is True else None


_SOME_ARE_AWAY = re.compile(  # "báo vắng 2 người": a number is no name, and no reason of one's own
    r"(?:(?:da|em|bao|ghi|co|bua|hom|nay|mai) )*(?:vang|nghi)(?: mat)? (?:\d{1,2}|mot|hai|ba|bon|nam|may) nguoi"
    r"(?: (?:roi|nha|nhe|em|a))*"
)


def _of_minutes(ctx: Context, reading: Reading, bare: str) -> list[Reply] | None:
    """Minutes that are put right, or that are told of a meeting held apart."""
    mended = mending.answer(ctx, reading)
    if mended is not None or not ("hop" in bare or "bien ban" in bare):
        return mended
    return minutes_told.answer(ctx, reading, bare)


def _opened_by_a_roll(ctx: Context, text: str) -> list[Reply] | None:
    """A roll called at the hour of a meeting that nobody has opened yet opens it."""
    if not (attendance.is_a_roll(text) and ctx.leads and hall.is_the_hour(ctx)) or coming.is_answer(text):
        return None  # "chị tới trễ 15 phút nghen" is one's own answer
    begun = hall.begin(ctx, "", counts=False)
    called = attendance.roll_call(ctx, text)
    return [*begun, *called] if begun and called else None


def _begun_or_ended(ctx: Context, reading: Reading, bare: str) -> list[Reply] | None:
    """ "Mình họp nghen em" at the hour of a meeting, "nghỉ họp nha, kết thúc lúc 8 rưỡi", and what was decided."""
    if "thong nhat" in bare or "ket luan" in bare or "quyet dinh" in bare or "nhat tri" in bare:
        return unopened.concluded(ctx, reading, bare)
    of_the_last = "cau " in bare or "cai " in bare or " y " in bare or bare[:2] == "y "
    struck = notes.strike_told(ctx, bare) if of_the_last else None
    if struck is not None:
        return struck
    if reading.facts or "?" in reading.text or not ctx.leads:
        return None
    if _LETS_MEET.fullmatch(bare):
        return hall.begin(ctx, "") if hall.is_the_hour(ctx) else hall.too_early(ctx)
    stops = _LETS_STOP.fullmatch(bare)
    if stops is None:
        return None
    half = stops["minute"] == "ruoi"
    hour, minute = int(stops["hour"] or _NO_HOUR), 30 if half else int(stops["minute"] or 0)
    return hall.end_at(ctx, time(hour, minute) if hour < _NO_HOUR and minute < _AN_HOUR else None)


_NO_HOUR, _AN_HOUR = 24, 60


_LETS_MEET = re.compile(
    r"(?:(?:thoi|roi|gio|vay|ban|minh|ta|ca nha|moi nguoi|anh em|em|oi|du nguoi|du|bat dau|vo|vao|cho) )*hop"
    r"(?: (?:nghen|nha|nhe|nhen|di|thoi|em|luon|a|nao|duoc roi|roi|cac bac|ca nha|moi nguoi))+"
)
_LETS_STOP = re.compile(
    r"(?:(?:vay|thoi|roi|gio|minh|ban|ta|ca nha|em|oi|cho|toi day|xong|la|bua nay|hom nay) )*"
    r"(?:nghi hop|giai tan|tan hop|het hop|dung hop|ket thuc(?: (?:cuoc|buoi))?(?: hop)?|be mac"
    r"|hop xong|hop toi day)"
    r"(?: (?:nha|nhe|nghen|em|a|roi|thoi|duoc|ket thuc|tai day|o day|di|la|het|day|hop))*"
    r"(?: (?:luc|hoi|vao))?(?: (?P<hour>\d{1,2}) ?(?:gio|h|g)?(?: ?(?P<minute>\d{2}|ruoi))?(?: phut)?"
    r"(?: (?:toi|chieu|sang))?)?"
    r"(?: (?:nha|nhe|nghen|em|a|roi))*"
)


def _of_tasks(ctx: Context, reading: Reading, bare: str) -> list[Reply] | None:
    """One task ended by its number, one more given, or those that are done, or open."""
    numbered = _DONE_BY_NUMBER.fullmatch(bare)
    if numbered is not None and "?" not in reading.text:
        return tasks.done(ctx, f"#{numbered['number']}")
    if "viec" in bare and "?" not in reading.text and _DONE_TASKS.fullmatch(bare):
        return [tasks.finished(ctx)]
    if _WHAT_IS_LEFT.fullmatch(bare):
        span = reading.question.period if reading.question is not None and " han" in bare else None
        return tasks.due_within(ctx, span) if span is not None else left_open.tell(ctx, "")
    if _ASKS_OF_TASKS.fullmatch(bare):
        whose = people_there.one_in(ctx, bare)
        whether = tasks.whether_done(ctx, whose, bare) if whose is not None and "xong" in bare else None
        if whether is not None:
            return whether
        return tasks.of_one(ctx, whose) if whose is not None else tasks.of_an_outsider(ctx, bare)
    own = ones_own.answer(ctx, reading, bare) if " " in bare else None
    if own is not None:
        return own
    if _TAKES_CARE.match(bare) and "?" not in reading.text:
        given = tasks.asked_of(ctx, reading.text)
        if given is not None:
            return given
    return tasks.another(ctx, reading) or _of_ones_tasks(ctx, reading)


def _of_what_was_said(ctx: Context, bare: str) -> list[Reply] | None:
    """The minutes, what was concluded, or guests that are expected, which stand in the agenda."""
    if "khach" in bare or "dai dien" in bare or "lanh dao" in bare:
        return agenda.with_guests(ctx, bare)
    if "bien ban" in bare and _MINUTES.fullmatch(bare):
        return (papers.look if _only_looks(ctx, bare) else papers.minutes)(ctx, "")
    return concluded.show(ctx, "") if _ASKS_WHAT_WAS_SAID.fullmatch(bare) else None


def _only_looks(ctx: Context, bare: str) -> bool:
    """Whether somebody wants to see the minutes themselves, and neither to print nor to pass them on."""
    if _LOOKS.search(bare) is None or _PASSES_ON.search(bare) is not None:
        return False
    return set(_FOR.findall(bare)) <= {words.bare(ctx.who), "toi", "tui", "minh", "em"}


_LOOKS = re.compile(r"\b(?:xem|coi)\b")
_PASSES_ON = re.compile(r"\b(?:in|duyet|ky|truong ban|moi nguoi|anh em|ca ban)\b")
_FOR = re.compile(r"\bcho (\w+)")


def _of_ones_tasks(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The open tasks, to who asks for those of somebody of the committee or for who has one of them."""
    found = _ASKS_OF_ONES_TASKS.fullmatch(words.bare(reading.text))
    if found is None:
        return None
    if found["who"]:
        meant = people_there.meant(ctx, found["who"])
        return tasks.of_one(ctx, meant[0]) if len(meant) == 1 else tasks.unfinished(ctx, "") if meant else None
    return tasks.unfinished(ctx, "") if told_done.named(ctx, found["what"]) else None


def tapped(ctx: Context, button: Button | Offered) -> list[Reply]:
    """What a button of this room does; the tick list changes in its place, any other message loses its buttons."""
    kind, *rest = button.about.removeprefix(ABOUT).split(":")
    message = ctx.session.get_one(Outgoing, button.outgoing_id)
    if kind == "tick":
        return attendance.tapped(ctx, message, rest)
    word = button.word
    replies = _TAPS[kind](ctx, [*rest, word])
    outbox.close(ctx.session, message, word, ctx.now)
    return replies
