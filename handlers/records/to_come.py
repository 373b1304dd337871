"""A deed that is still to come: nothing is written down, and who leads may have themselves reminded of it."""

import re
from datetime import date

from handlers import texts, wording, words
from handlers.context import Context
from handlers.message import Reply, choices
from handlers.vi.dates import when
from handlers.vi.reading import Reading
from handlers.vi.words import split

_UNDER_WAY = ("chua xong", "chua hoan thanh", "do dang", "dang xay", "dang sua", "dang lam")
_MOST_LETTERS = 60  # of the deed, on a button
_LONGEST = 20  # words


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """What to say of a deed without a figure that is told of a day to come: "mai tặng quà cho bà con"; else None."""
    ahead = reading.day or (reading.period.start if reading.period else None)
    if ahead is None or ahead <= ctx.today or "?" in reading.text or reading.intent == "meeting":
        return None
    said = words.bare(reading.text)
    asks = words.says(said, *_ASKS) or len(said.split()) > _LONGEST
    return None if asks or _DEED.search(words.bare(_deed(reading))) is None else of_plan(ctx, reading)


def of_plan(ctx: Context, reading: Reading) -> list[Reply]:
    """What to say of a deed that is only planned."""
    first = reading.day or (reading.period.start if reading.period else None)
    last = reading.day or (reading.period.end if reading.period else None)
    if first is None or last is None or first <= ctx.today:
        return [Reply(texts.records.all_planned(ctx.who, begun=words.says(words.bare(reading.text), *_UNDER_WAY)))]
    told = wording.day_from(first, ctx.answered_on) if first == last else wording.span(first, last)
    deed = _AT_ITS_HEAD.sub("", _deed(reading)).strip(" ,.!-")
    offered = ctx.leads and 0 < len(deed) <= _MOST_LETTERS
    remind = choices(texts.records.remind_me(deed, _short(last, ctx.today))) if offered else ()
    return [Reply(texts.records.still_to_come(ctx.who, told, reminds=bool(remind)), remind)]


def later_today(ctx: Context, text: str) -> str | None:
    """The part of today that a deed is told of, where it has not begun: "chiều nay tặng 60 phần quà" at nine."""
    said = text.lower()
    clock = ctx.now.astimezone(ctx.zone)
    if clock.date() != ctx.today or _DONE.search(words.bare(said)):
        return None
    told = [_PARTS[words.bare(found["now"] or found["then"])] for found in _LATER_TODAY.finditer(said)]
    return next((part for part in told if clock.hour < _BEGINS[part]), None)


_PARTS = {"trua": "trưa nay", "chieu": "chiều nay", "toi": "tối nay"}
_BEGINS = {
    "trưa nay": 10,
    "chiều nay": 12,
    "tối nay": 18,
}  # o'clock; a little before, as whoever is on the way tells it
_LATER_TODAY = re.compile(
    r"(?<!tới )(?<!đến )(?<!den )(?<!năm )(?<!nam )(?<!từ )(?<!tu )\b(?P<now>trưa|trua|chiều|chieu|tối|toi) nay\b"
    r"|(?:^|[,;.]) ?(?P<then>trưa|chiều|chieu|tối) (?!nay|qua|hôm|hom|bữa|bua|mai|thứ|thu|chủ|chu|ngày|ngay|mùng)"
)
_DONE = re.compile(r"\b(?:xong|roi|da|vua|moi|hoi (?:trua|chieu|toi))\b")


def _short(day: date, today: date) -> str:
    return f"{day.day}/{day.month}" if day.year == today.year else wording.day(day)


def _deed(reading: Reading) -> str:
    """The words of a message without those of its day, as typed."""
    text = split(reading.text)
    told = [(text.starts[first], text.ends[last - 1]) for first, last in when(text, reading.on, ahead=True).places]
    rest = reading.text
    for first, last in sorted(told, reverse=True):
        rest = f"{rest[:first].rstrip()} {rest[last:].lstrip()}"
    return _POLITE_END.sub("", rest.strip(" ,.!-"))


_POLITE_END = re.compile(r"(?:\s+(?:nha|nhé|nhe|nghe|nghen|em|ạ|nữa|nè))+\W*$", re.IGNORECASE)
_AT_ITS_HEAD = re.compile(
    r"^(?:việc của \w+\s*:\s*)?"
    r"(?:(?:phường giao|phuong giao"
    r"|em ơi|em oi|dạ|da|sáng|sang|trưa|trua|chiều|chieu|tối|toi|thì|thi"
    r"|(?:nhắc|nhac)(?! (?:cả|ca|bà con|ba con|mọi|moi|anh em|các|cac|mấy|may|tổ|to)\b)|sẽ|se|sắp|sap|tính|tinh"
    r"|định|dinh|dự kiến|du kien|chuẩn bị|chuan bi|khu phố|khu pho|kp|ban|mình|minh|tụi em|tôi|tui|bác|bac|chị|chi"
    r"|anh|cô|chú|co|chu|có|đi|di)\b\s*,?\s*)+",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"^(?:\w+ ){0,5}?(?:tang|phat|trao|bieu|tham|don|ra quan|lam ve sinh|tong ve sinh|trong|van dong|quyen gop|lap|sua"
    r"|xay|tuyen truyen|mung tho|chuc tho|thu quy|phat quang|nao vet|khai thong) \w+"
    r"|^(?:\w+ ){0,5}?(?:ra quan|tong ve sinh)$"
)
_ASKS = (
    "bao nhieu", "may", "gi", "nao", "khong", "ko", "hong", "chua", "sao", "ai", "dau", "xem", "cho hoi", "hop", "doi",
    "giao", "huy", "hoan", "de xuat", "de nghi", "han",
)  # fmt: skip
