"""A task as it is said: to whom it is given, what it is, and the day until which."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from handlers.vi import lunar, room_words, weekdays
from handlers.vi.dates import when
from handlers.vi.words import Text, split


class Assigned(NamedTuple):
    """A task as it was said: who and what in one stretch of words, and the day until which."""

    who_and_what: str
    due: date | None


def assigned(rest: str, on: date) -> Assigned:
    """Read a task: the day until which is cut off its end.

    >>> assigned("anh Tâm vận động hẻm 12, hạn 25/11", date(2026, 11, 21))
    Assigned(who_and_what='anh Tâm vận động hẻm 12', due=datetime.date(2026, 11, 25))
    >>> assigned("chị Hoa lập danh sách trước ngày 5/1", date(2026, 11, 21)).due
    datetime.date(2027, 1, 5)
    >>> assigned("chị Hoa làm tờ trình, thứ sáu tuần sau xong", date(2026, 11, 21)).due
    datetime.date(2026, 11, 27)
    >>> assigned("chị Hoa trồng cây trong hẻm 12", date(2026, 11, 21))
    Assigned(who_and_what='chị Hoa trồng cây trong hẻm 12', due=None)
    """
    text = split(rest)
    markers = room_words.row("task", "due")
    for place in reversed(markers.places(text)):
        found = markers.at(text, place)
        if found is None:
            continue
        day = due(rest[text.starts[found[1] - 1] :], on)
        if day is not None:
            before = markers.before(text, place)  # "hạn trước 15/12"
            cut = text.starts[before[1] if before else place]
            return Assigned(_XONG.sub("", rest[:cut].rstrip(" ,;.-–(")), day)
    task, _, last = rest.rpartition(",")
    day = _only_a_day(last, on) if task else None
    return Assigned(task.rstrip(" ,;.") if day else rest.rstrip(" ,;."), day)


_XONG = re.compile(r"(?:\s+(?:phải|phai|cho|là|la))?\s+xong$", re.IGNORECASE)


def _only_a_day(said: str, on: date) -> date | None:
    """The day of words that tell only by when something is to be done: "thứ sáu tuần sau xong"."""
    plain = _DONE_BY.sub("", said).strip(" .!")
    text = split(plain)
    found = when(text, on, ahead=True)
    covered = {place for first, end in found.places for place in range(first, end)}
    return due(plain, on) if plain and covered == set(range(len(text.lows))) else None


_DONE_BY = re.compile(
    r"^\s*(?:(?:phải|phai|là|la|tới|toi|đến|den|sáng|sang|trưa|trua|chiều|chieu|tối)\s+)+|\s+(?:phải|phai|là|la|thì|thi)?\s*(?:xong|nộp|nop)\b.*$"
    r"|\s+(?:phải|phai)\s+(?:có|co)\b.*$",
    re.IGNORECASE,
)


def due(said: str, on: date) -> date | None:
    """Read the day until which something is to be done; it lies ahead.

    >>> due("25/11", date(2026, 11, 21)), due("cuối tháng 12", date(2026, 11, 21)), due("thứ sáu", date(2026, 11, 21))
    (datetime.date(2026, 11, 25), datetime.date(2026, 12, 31), datetime.date(2026, 11, 27))
    >>> due("trong tuần sau", date(2026, 11, 21)), due("trong tuần", date(2026, 11, 21))
    (datetime.date(2026, 11, 29), datetime.date(2026, 11, 22))
    >>> due("thứ sáu", date(2026, 11, 20)), due("thứ sáu này", date(2026, 11, 20))
    (datetime.date(2026, 11, 27), datetime.date(2026, 11, 20))
    >>> due("tết", date(2026, 11, 21)), due("10 ngày", date(2026, 11, 21)), due("tuần", date(2026, 11, 21))
    (datetime.date(2027, 2, 5), datetime.date(2026, 12, 1), datetime.date(2026, 11, 22))
    """
    for spelled in (said, f"{said} này", f"{said} nữa"):  # "cuối tuần", "hai tuần"
        found = when(split(spelled), on, ahead=True)
        day = found.day or (found.span.end if found.span else None)
        if day == on and _NAMED_WEEKDAY.search(" ".join(split(said).bares)):
            return on + timedelta(days=7)  # said on a Friday, "hạn thứ sáu" is the next one
        if day is not None:
            year_said = re.search(r"\d{4}", said) is not None
            return day if day >= on else None if year_said else _next_year(day, on)
    if "tet" not in split(said).bares:
        return None
    first = lunar.following(1, 1, on)
    return first - timedelta(days=1) if first else None


def day_in(said: str, on: date) -> tuple[date | None, str]:
    """Read the day ahead that words tell at their beginning, and give the words after it.

    >>> day_in("thứ sáu nộp báo cáo", date(2026, 11, 20)), day_in("mai gọi điện lực", date(2026, 11, 20))
    ((datetime.date(2026, 11, 27), 'nộp báo cáo'), (datetime.date(2026, 11, 21), 'gọi điện lực'))
    >>> day_in("nộp báo cáo", date(2026, 11, 20))
    (None, 'nộp báo cáo')
    """
    told = _BEFORE_A_DAY.sub("", said.strip())
    text = split(told)
    covered = {at for first, end in when(text, on, ahead=True).places for at in range(first, end)}
    end = next((at for at in range(len(text.lows) + 1) if at not in covered), 0)
    end = end or int(text.raws[:1] == ("mai",) and len(text.lows) > 1)  # "mai mượn loa": no name here
    day = due(told[: text.ends[end - 1]], on) if end else None
    return (day, told[text.ends[end - 1] :].lstrip(" ,:").strip()) if day else (None, said)


def dated(said: str, on: date) -> tuple[date | None, str]:
    """Read the day ahead that stands before or behind what is to be done, and give the words without it.

    >>> dated("thứ 7 đi mua quà", date(2026, 12, 1)), dated("mua 20 phần quà tết thứ 7 này", date(2026, 12, 1))
    ((datetime.date(2026, 12, 5), 'đi mua quà'), (datetime.date(2026, 12, 5), 'mua 20 phần quà tết'))
    >>> dated("8h sáng mai đem sổ lên phường", date(2026, 12, 1)), dated("báo cáo tháng 12", date(2026, 12, 1))
    ((datetime.date(2026, 12, 2), '8h sáng đem sổ lên phường'), (None, 'báo cáo tháng 12'))
    """
    day, rest = day_in(said, on)
    if day is not None:
        return day, rest
    hour = _AN_HOUR_FIRST.match(said) if said[:1].isdigit() or said[:3].lower() in {"lúc", "luc"} else None
    day, rest = day_in(said[hour.end() :], on) if hour else (None, said)
    return (day, f"{hour[0].strip()} {rest}") if hour and day is not None else _day_behind(said, on)


_AN_HOUR_FIRST = re.compile(
    r"(?:lúc |luc )?\d{1,2} ?(?:h|g|giờ|gio|:)(?: ?(?:\d{2}|rưỡi|ruoi))?"
    r"(?: (?:sáng|sang|trưa|trua|chiều|chieu|tối|toi))? ",
    re.IGNORECASE,
)


def _day_behind(said: str, on: date) -> tuple[date | None, str]:
    """The day at the end of what is to be done; of what is held that day or a part of it the words stay."""
    text = split(said)
    found = when(text, on, ahead=True)
    first, end = found.places[-1] if found.places else (0, 0)
    lasting = found.span is not None and text.bares[first : first + 1] in {("tuan",), ("cuoi",), ("trong",)}
    counted = text.kinds[first : first + 1] == ("number",) and text.bares[first - 1] in _NUMBERED  # "hẻm 12 tuần sau"
    if not first or counted or end < len(text.lows) or not (found.day or lasting):
        return None, said
    day = due(said[text.starts[first] :], on)
    stays = text.bares[first] == "le" or text.bares[first - 1] in _HELD_THEN
    return (day, said if stays else said[: text.starts[first]].rstrip(" ,:(-")) if day else (None, said)


_HELD_THEN = frozenset("hop le dip sang trua chieu toi ngay tu den het qua va hay hoac , -".split())
_NUMBERED = frozenset("hem to so duong nha pho kp ap".split())


_BEFORE_A_DAY = re.compile(
    r"^(?:(?:vào|vao|tới|toi|đến|den|sáng|sang|chiều|chieu|trưa|trua|hôm|hom|bữa|bua|là|la|em|dạ|da|nhớ|nho)\s+)+",
    re.IGNORECASE,
)


_NAMED_WEEKDAY = re.compile(rf"\b{weekdays.WRITTEN}(?! (?:nay|hom nay))\b")


def longer(said: str) -> timedelta | None:
    """How much longer a task may take: "#1 thêm 3 ngày".

    >>> longer("#1 thêm 3 ngày").days, longer("1 them mot tuan").days, longer("#1 đến 30/11")
    (3, 7, None)
    """
    found = re.search(r"\bthem (\d{1,2}|mot|hai|ba) (ngay|hom|bua|tuan)\b", " ".join(split(said).bares))
    if found is None:
        return None
    count = {"mot": 1, "hai": 2, "ba": 3}.get(found[1]) or int(found[1])
    return timedelta(days=count * (7 if found[2] == "tuan" else 1))


def _next_year(day: date, on: date) -> date | None:
    try:
        ahead = day.replace(year=on.year)
        return ahead if ahead >= on else day.replace(year=on.year + 1)
    except ValueError:  # 29/2
        return None


def person(words_said: str) -> tuple[str, str] | None:
    """Cut the name of whom a task is given to off its beginning, by title or post.

    >>> person("anh Tâm vận động hẻm 12"), person("thư ký lập danh sách")
    (('anh Tâm', 'vận động hẻm 12'), ('thư ký', 'lập danh sách'))
    >>> person("chị Lê Thị Hoa: quyên góp"), person("vận động hẻm 12")
    (('chị Lê Thị Hoa', 'quyên góp'), None)
    >>> person("tôi gọi điện lực"), person("tôi mấy việc rồi")
    (('tôi', 'gọi điện lực'), None)
    """
    text = split(words_said)
    end = 1 if oneself_at(text, 0) else name_at(text, 0)
    if end is None:
        return None
    return words_said[: text.ends[end - 1]].strip(), task_words(words_said[text.ends[end - 1] :])


def with_trade(name: str, what: str) -> tuple[str, str]:
    """Give a name with the trade that stands behind it, and what is left to be done.

    >>> with_trade("anh Bảy", "điện lực sửa đèn hẻm 3"), with_trade("anh Bảy", "sửa đèn")
    (('anh Bảy điện lực', 'sửa đèn hẻm 3'), ('anh Bảy', 'sửa đèn'))
    """
    text = split(what)
    found = room_words.row("task", "trades").at(text, 0) if text.lows else None
    if found is None or found[1] >= len(text.lows):
        return name, what
    return f"{name} {what[: text.ends[found[1] - 1]]}", task_words(what[text.ends[found[1] - 1] :])


def oneself_at(text: Text, place: int) -> bool:
    """Whether whoever speaks is named there as the one who is to do something: "giao tôi gọi điện lực"."""
    own = text.bares[place : place + 1] in _ONESELF and text.kinds[place + 1 : place + 2] == ("word",)
    goes = text.bares[place + 1 : place + 2] == ("di",) and text.kinds[place + 2 : place + 3] == ("word",)
    goes = goes and text.bares[place + 2] not in _ASKS  # "giao tôi đi xin kinh phí", and no "giao tôi đi nha"
    return own and (goes or text.bares[place + 1] not in _ASKS) and "?" not in text.raw


_ONESELF = frozenset({("toi",), ("tui",), ("minh",)})
_ASKS = frozenset({"may", "gi", "nao", "bao", "chua", "khong", "nhung", "di", "nha", "nhe"})


def name_at(text: Text, place: int) -> int | None:
    """Find where a name ends: a post, or a title with the capitalised words after it (one word, if none is)."""
    post = room_words.row("task", "posts").at(text, place)
    if post is not None:
        return post[1]
    title = room_words.row("task", "titles").at(text, place)
    if title is None or title[1] >= len(text.lows):
        return None
    end = title[1]
    while end < len(text.lows) and text.kinds[end] == "word" and text.raws[end][:1].isupper():
        end += 1
    return max(end, title[1] + 1) if text.kinds[title[1]] == "word" else None


def task_words(words_said: str) -> str:
    """What is to be done, without the words that only link it to the name.

    >>> task_words(" phụ trách vận động hẻm 12"), task_words(": đi vận động")
    ('vận động hẻm 12', 'đi vận động')
    """
    rest = words_said.lstrip(" :,;.-–").strip()
    text = split(rest)
    found = room_words.row("task", "linking").at(text, 0)
    if found is None or found[1] >= len(text.lows):
        return rest
    return rest[text.starts[found[1]] :]
