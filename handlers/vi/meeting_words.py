"""What a sentence wants done with meetings: a rule, one meeting, a move, a cancellation, other steps of reminding.

Only the words are read here; which meeting is meant, and whether it can be, is for the talk to find out.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal, NamedTuple

from handlers.vi import dates, hours, places, recurrence, weekdays, words
from handlers.vi.lexicon import scene
from handlers.vi.reading import Recurrence, Span

Act = Literal["rule", "once", "move", "place", "cancel", "end", "steps", "front", "list"]
LEAP = 2028  # any year with a 29 February
_ANY_DAY = date(LEAP, 1, 1)  # where days stand in a sentence does not depend on today


class Shift(NamedTuple):
    """What happens on a day to be avoided: "+CN", "-T7,LE", "xLE", and the same in words."""

    shift: str
    words: str


@dataclass(frozen=True, slots=True)
class Time:
    """When something is to be: a day (or a span it lies in), an hour; `part` of the day where one is named.

    An hour of which morning or evening is left open is not `sure`. `near` days ("mai", "tuần sau") are counted from
    today, others from the meeting in question.
    """

    day: date | None = None
    span: Span | None = None
    hour: time | None = None
    sure: bool = True
    part: str | None = None
    near: bool = False
    weekday: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What a sentence wants; `which` names the meeting that is changed, `to` when one is to be.

    `by` moves it by so much. Of what is only `proposed` the words may leave open which meeting it is.
    """

    act: Act
    kind: str = "hop"
    title: str = "Họp ban"
    which: Time = Time()
    to: Time = Time()
    rule: Recurrence | None = None
    shift: Shift | None = None
    place: str | None = None
    steps: tuple[str, ...] = ()
    target: str = ""  # the words that say the new time of a meeting
    group: str = ""  # the number of the self-managed group that meets once
    by: timedelta | None = None
    proposed: bool = False


_HELD = r"(?:hop|giao ban|sinh hoat|hoi nghi)"
_SUDDEN = "dot xuat|khan cap|khan|gap|bat thuong"
_GROUP = re.compile(
    rf"\b(?:hop|sinh hoat)(?: (?:{_SUDDEN}|them))?(?: (?:nhan )?dan| ba con)?(?: o| tai)? to"
    r"(?: nhan dan tu quan| ndtq| tu quan)?(?: so)? (\d{1,2})\b"
    r"|\bto(?: so)? (\d{1,2}) (?:hop|sinh hoat)\b"
)
_LET = r"(?:cuoc |bua |buoi |lich |ngay |gio |phien )*"
_RULE_ENDS = re.compile(r"\b(?:bo|huy|xoa|ngung|dung|thoi|tat)\b.*\b(?:lich|nhac)\b.*\b(?:hang|moi|dinh ky|mat tran)\b")
_CANCEL = re.compile(
    rf"\b(?:huy|bo) {_LET}{_HELD}|\b(?:nghi|tam nghi|khoi|thoi) {_HELD}|{_HELD}\b.*\b(?:huy|nghi)\b(?! ngoi)"
    rf"|\b(?:thang|tuan|ngay|lan|ky) [\w/ ]{{1,12}} khong {_HELD}(?! duoc)"
    rf"|{_HELD}\b.*\bhoan (?:luon|han)\b"
    rf"|^(?:thoi )?khong {_HELD} (?:thang|tuan|ngay|lan|nua)"
)
_MOVE = re.compile(
    rf"\b(?:doi|chuyen|lui|hoan|day|rut)(?: lai)? {_LET}{_HELD}"
    rf"|\b(?:sua|chinh)(?: lai)? (?:ngay|gio) {_HELD}|\b(?:doi|chuyen|lui|hoan) (?:lich|cuoc|buoi|ngay|gio)\b"
    rf"|{_HELD}\b.{{0,40}}\b(?:doi|lui|hoan|chuyen(?= (?:sang|qua|den|toi|lai|vao|vo|ve|ngay|thu|chu nhat|xuong|len|gio"
    r"|lich|\d)|\W*$))\b"  # "bàn chuyện" without its marks moves nothing
)
_PLACE = re.compile(
    rf"\b(?:doi|chuyen) (?:dia diem|cho|noi)\b(?: {_HELD})?|{_HELD}\b.*\b(?:doi|chuyen) (?:dia diem|cho|noi)\b"
)
_URGENT = re.compile(rf"\b{_HELD} (?:{_SUDDEN})\b|\b(?:dot xuat|khan cap|gap) {_HELD}\b")
_MORE = re.compile(
    rf"\b{_HELD} them\b|\bthem (?:mot |1 )?(?:cuoc |buoi ){_HELD}\b|\bthem (?:mot |1 )?(?:cuoc |buoi )\b"
)
_STEPS = re.compile(r"\bnhac\b.*\btruoc\b")
_STEP = re.compile(r"(\d{1,3}) ?(ngay|tuan|gio|tieng|phut|h|p)\b")
_FRONT = re.compile(r"\bnhac\b.*\b(?:cac )?ngay (?:le|ky niem|truyen thong)\b(?!.*\b\d)")
_ABOUT = re.compile(rf"\b{_HELD}\b")
_ENDS = re.compile(r"\b(?:bo|thoi|ngung|dung|tat)\b")
_PUT_OFF = re.compile(r"\bhoan (?:luon|han)\b(?!.*\b(?:sang|qua|den)\b)")  # to no other day
_OWN = re.compile(
    r"\b(?:toi|em|minh|tui|bac|chi|anh|co|chu|(?<!ai )(?<!khong )di|cau)"
    r" (?:xin |thi |chac |phai )*(?:nghi|khong|ban|vang)\b"
)
_MOVE_PLAN = re.compile(r"\b(?:doi|hoan|lui) lich\b")
_LIST = re.compile(r"\b(?:lich dang co|cac lich|tat ca lich|nhung lich|lich nao)\b")
_FIGURES = re.compile(r"\b(?:nop|bao|gui|chot|bao cao)\b.{0,20}\b(?:so lieu|bao cao)\b|\b(?:bao cao|nhac) so lieu\b")
_MONTHLY_FIGURES = re.compile(  # "nộp báo cáo tháng trước ngày 25"
    r"\b(?:so lieu|bao cao) (?:cua )?(?:hang |moi |tung )?thang\b(?! (?:nay|\d)).*?"
    r"\bngay (?P<day>[12]?\d|3[01])\b(?! ?/| thang \d)"
)
_TO = re.compile(r"\b(?:sang|qua|thanh|vao)\b")
_NEAR = re.compile(r"\b(?:mai|mot|kia|nay|hom nay|tuan (?:sau|toi|nay)|thang (?:sau|toi|nay))\b")
_WEEKDAY = re.compile(rf"\b{weekdays.WRITTEN}\b")
_AVOIDED = re.compile(
    r"[,;(]?\s*\b(?:neu |hom nao |thang nao |ma |co |bi )*(?:trung|roi|gap|nham)(?: vao| phai| vo)?(?: ngay| hom)*\s"
    r"(?P<what>(?:chu nhat|cn|thu bay|thu 7|t7|cuoi tuan|le tet|le|tet|nghi|hoac|va|hay|,|\s)+)(?P<then>[^,;]*)"
)
_QUESTION = re.compile(
    r"\?|\b(?:may gio|luc nao|ngay nao|o dau|chua|gi|ai|khong a|hong|phai khong|the nao)\b\W*$|\b(?:khi nao|bao gio)\b"
)
_TOPIC = re.compile(r"\s+(?:bàn|vụ|về việc|để|nội dung|ban viec|ban chuyen|vu|ve viec)\b", re.IGNORECASE)
_HOUSE = re.compile(
    r"\b(?:tai|o) ((?:nha|tru so|van phong|uy ban|hoi truong|dinh|chua|diem|phong|truong)\b"
    r"(?:(?! luc | ban | vu | ngay )[^,.;\d])*)"
)
_HALL = re.compile(
    r"\b(?:nha van hoa|nha sinh hoat cong dong|nha sinh hoat|nha cong dong|hoi truong|van phong|tru so)"
    r"(?: (?:khu pho|kp|ap|khom|to|phuong|ubnd)(?: \d{1,2}\b)?)?"
)
_DAYS_OFF = (
    ("T7", "thứ Bảy", r"thu bay|thu 7|t7|cuoi tuan"),
    ("CN", "Chủ nhật", r"chu nhat|cn|cuoi tuan"),
    ("LE", "ngày lễ", r"\ble\b|tet|nghi"),
)
_SHIFTED = {"+": "dời sang hôm sau", "-": "họp sớm hơn", "x": "nghỉ"}
_PLAIN: tuple[tuple[Act, re.Pattern[str]], ...] = (
    ("front", _FRONT), ("list", _LIST), ("end", _RULE_ENDS), ("once", _URGENT), ("once", _MORE)
)  # fmt: skip
_UNITS = {"ngay": "d", "gio": "h", "tieng": "h", "h": "h", "phut": "m", "p": "m"}


def wish(text: str, on: date) -> Wish | None:
    """What a message written on a day wants done with meetings; None when it wants nothing of the kind.

    >>> on = date(2026, 11, 21)
    >>> wish("họp đột xuất tối nay 19h vụ ngập hẻm 12", on).title
    'Họp đột xuất vụ ngập hẻm 12'
    >>> wish("tổ 2 họp khẩn tối nay 19h", on).group
    '2'
    >>> wish("nhắc họp trước 2 ngày và 3 giờ", on).steps
    ('2d', '3h')
    >>> wish("hôm qua họp ban có 12 người dự", on) is None
    True
    """
    plain, bare = _spelt(text)
    act = _act(plain, bare)
    if act is None:
        return None
    if act == "steps":
        return Wish("steps", steps=_steps(bare))
    if act in {"front", "list"}:
        return Wish(act, kind="ngay")
    if act in {"rule", "end"}:
        return _rule(act, plain, bare, on)
    return _once(plain, bare, on) if act == "once" else _change(act, plain, bare, on)


def _act(plain: str, bare: str) -> Act | None:
    if _QUESTION.search(bare):
        return None
    if _STEPS.search(bare) and _STEP.search(bare.partition("truoc")[2]):
        of_figures = _FIGURES.search(bare) is not None and _ABOUT.search(bare) is None
        if of_figures:
            return "rule" if _MONTHLY_FIGURES.search(bare) else None
        return "rule" if _ABOUT.search(bare.partition("nhac")[0]) and rule(plain) is not None else "steps"
    first = next((act for act, said in _PLAIN if said.search(bare)), None)
    if first == "front":
        return "end" if _ENDS.search(bare) else "front"
    if first is not None:
        return first
    about = _ABOUT.search(bare) is not None
    if _AVOIDED.search(bare) and about:
        return "rule"
    returns = rule(_without_shift(plain, bare)) is not None
    if returns and (about or _FIGURES.search(bare) or "nhac" in bare.split()):
        return "rule"
    return _change_in(plain, bare, about=about)


def changes(text: str) -> bool:
    """Whether words move a meeting or call it off, and name it as one.

    >>> changes("dời họp sang tối chủ nhật"), changes("huy cuoc hop ngay mai"), changes("hôm qua họp dân 40 người")
    (True, True, False)
    """
    plain, bare = _spelt(text)
    return _ABOUT.search(bare) is not None and _change_in(plain, bare, about=True) is not None


def _change_in(plain: str, bare: str, *, about: bool) -> Act | None:
    if not about:
        return "move" if _MOVE_PLAN.search(bare) else None
    if _PLACE.search(bare):
        return "place"
    if (
        _MOVE.search(bare)
        and not _PUT_OFF.search(bare)
        and _meant(plain, ("dời", "đổi", "chuyển", "lùi", "hoãn", "dơi", "đẩy", "rút", "sửa", "chỉnh"))
    ):
        return "move"
    return "cancel" if _CANCEL.search(bare) and not _OWN.search(bare) else None


def asks(text: str) -> bool:
    """Whether a message asks something of a meeting: "tổ 3 họp khi nào".

    >>> asks("tổ 3 họp khi nào"), asks("nhà bác Tâm")
    (True, False)
    """
    return _QUESTION.search(_spelt(text)[1]) is not None


def _meant(plain: str, verbs: tuple[str, ...]) -> bool:
    """Whether one of the verbs is meant: as it is spelt, or without diacritics in a message without."""
    low = words.unify(plain)
    found = set(re.findall(r"\w+", low))
    return not found.isdisjoint(verbs) or (words.fold(low) == low and not found.isdisjoint(map(words.fold, verbs)))


def _spelt(text: str) -> tuple[str, str]:
    """The message as it is cut into parts, and letter for letter without capitals and diacritics."""
    unified = words.unify(text)
    return (text if len(text) == len(unified) else unified), words.fold(unified)


# --- the rule ---


def _without_shift(plain: str, bare: str) -> str:
    """The sentence without what it says of Sundays and holidays."""
    found = _AVOIDED.search(bare)
    return plain[: found.start()] + plain[found.end() :] if found else plain


def _rule(act: Act, plain: str, bare: str, on: date) -> Wish:
    before, _, after = bare.partition("nhac")
    steps = _steps(after) if before and "truoc" in after else ()
    if steps:  # "họp ban ngày 5 hàng tháng 19h, nhắc trước 3 giờ"
        plain, bare = plain[: len(before)], before
    rest = _without_shift(plain, bare)
    monthly = _MONTHLY_FIGURES.search(bare)
    rest = f"{rest.split(',')[0]}" if monthly else rest
    said = rule(f"ngày {monthly['day']} hàng tháng") if monthly else None
    said = said or rule(rest) or (rule(f"{rest} {words.beside(rest, 'hàng tháng')}") if rest != plain else None)
    of_kind, title = kind(bare)
    return Wish(
        act,
        of_kind,
        title,
        to=_time(rest, on, on),
        rule=said,
        shift=shift(plain),
        place=place(rest),
        which=Time(),
        steps=steps,
    )


def rule(text: str) -> Recurrence | None:
    """How often and on which day something returns.

    >>> rule("hai tháng một lần vào ngày 10").words, rule("27/7 hằng năm").rule
    ('ngày 10, 2 tháng một lần', 'FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=27')
    """
    return recurrence.recurrence(words.split(text))


def shift(text: str) -> Shift | None:
    """What happens when the day is a Sunday, a Saturday or a holiday.

    >>> shift("ngày 5, trúng chủ nhật thì dời sang thứ hai")
    Shift(shift='+CN', words='trúng Chủ nhật thì dời sang hôm sau')
    >>> shift("neu roi vao ngay le thi nghi"), shift("trúng thứ bảy, chủ nhật thì họp trước một hôm").shift
    (Shift(shift='xLE', words='trúng ngày lễ thì nghỉ'), '-T7,CN')
    """
    found = _AVOIDED.search(words.fold(words.unify(text)))
    if found is None:
        return None
    what, then = found["what"], found["then"]
    avoided = [code for code, _, pattern in _DAYS_OFF if re.search(pattern, what)]
    if not avoided:
        return None
    shifted = _direction(then) + ",".join(avoided)
    return Shift(shifted, shift_said(shifted))


def shift_said(shifted: str) -> str:
    """Say what happens on the days to be avoided.

    >>> shift_said("-T7,CN")
    'trúng thứ Bảy hoặc Chủ nhật thì họp sớm hơn'
    """
    names = " hoặc ".join(name for code, name, _ in _DAYS_OFF if code in shifted[1:].split(","))
    return f"trúng {names} thì {_SHIFTED[shifted[0]]}"


def _direction(then: str) -> str:
    if re.search(r"\b(?:nghi|bo|khong hop|thoi)\b", then):
        return "x"
    return "-" if re.search(r"\b(?:truoc|som|thu bay|thu sau|thu 7|thu 6|t7|t6)\b", then) else "+"


def kind(bare: str) -> tuple[str, str]:
    """The kind of meeting that bare words are about, and its name."""
    if re.search(r"\bgiao ban\b", bare):
        return "giao_ban", "Giao ban phường" if "giao ban phuong" in bare else "Giao ban"
    if _FIGURES.search(bare):
        return "so_lieu", "Nộp số liệu tháng"
    if not re.search(rf"\b{_HELD}\b", bare):
        return "ngay", ""
    group, of_people = _group(bare), is_of_people(bare)
    if group or of_people:
        return "hop", " ".join(("Họp dân" if of_people else "Họp", *([f"tổ {group}"] if group else [])))
    return "hop", next((title for named, title in _OTHER_MEETINGS if re.search(rf"\b{named}\b", bare)), "Họp ban")


_OTHER_MEETINGS = (
    ("chi bo", "Họp chi bộ"),
    ("hop chi hoi phu nu", "Họp chi hội phụ nữ"),
    ("hop chi hoi nguoi cao tuoi", "Họp chi hội người cao tuổi"),
    ("hop chi hoi cuu chien binh", "Họp chi hội cựu chiến binh"),
    ("hop chi hoi", "Họp chi hội"),
    ("hop chi doan", "Họp chi đoàn"),
)
"""What else meets than the committee: how it is said, without marks, and the name of its meeting."""


def is_of_people(bare: str) -> bool:
    """Whether bare words are of a meeting to which the people of the neighbourhood are called, and not the committee.

    >>> is_of_people("toi mai 7h hop dan to 4"), is_of_people("moi ba con to 5 hop"), is_of_people("hop ban")
    (True, True, False)
    """
    return _OF_PEOPLE.search(bare) is not None


_OF_PEOPLE = re.compile(
    r"\b(?:hop|sinh hoat) (?:(?:voi|cung|mat) )?(?:nhan dan|dan|ba con|xom)\b(?! (?:quan|phong|van|su|so|cu\b|toc))"
    r"|\bmoi (?:(?:het|tat ca|toan the) )?(?:ba con|nhan dan|dan|cac ho|may ho)\b(?: \w+){0,8} (?:di |toi |den )?hop\b"
)


def _group(bare: str) -> str:
    """The number of the self-managed group that meets; "" where the committee does."""
    found = _GROUP.search(bare)
    return found[found.lastindex or 0] if found else ""


# --- one meeting ---


def _once(plain: str, bare: str, on: date) -> Wish:
    urgent = _URGENT.search(bare) is not None
    group = _group(bare)
    title = " ".join(
        ("Họp đột xuất" if urgent else "Họp thêm", *([f"tổ {group}"] if group else []), topic(plain))
    ).strip()
    return Wish("once", "dot_xuat", title, to=_time(plain, on, on), place=place(plain), group=group)


def topic(plain: str) -> str:
    """What a meeting is about, as it was said.

    >>> topic("họp khẩn sáng mai 7h30 bàn chuyện cháy chợ"), topic("họp đột xuất tối nay 19h")
    ('bàn chuyện cháy chợ', '')
    >>> topic("hop ban ban chuyen don rac")
    'bàn chuyen don rac'
    """
    found = re.search(
        r"\b(?:vụ|vu|bàn|ban(?= (?:chuyen|ve|viec))|về|ve(?= (?:viec|vu|chuyen))|nội dung|noi dung)\s+.+",
        plain,
        re.IGNORECASE,
    )
    if found is None:
        return ""
    said = _POLITE_END.sub("", re.split(_AFTER_TOPIC, found[0], maxsplit=1)[0])
    said = re.sub(r"^(nội dung|noi dung)\s*:?\s*", "", said, flags=re.IGNORECASE).strip()[:80]
    first, _, rest = said.partition(" ")
    return f"{_SPELT_OUT[first.lower()]} {rest}" if first.lower() in _SPELT_OUT and rest else said


_AFTER_TOPIC = r"\s+(?:tại|ở|tai|lúc|luc|o(?= (?:nha|van phong|tru so|dinh|chua|truong|hoi truong)\b))\s+|[,.;]\s*"
_POLITE_END = re.compile(r"(?:\s+(?:nha|nhé|nhe|nghe|nghen|nhen|ạ)(?:\s+em)?)+\s*$", re.IGNORECASE)
_SPELT_OUT = {"ban": "bàn", "ve": "về", "vu": "vụ"}  # "ban chuyen don rac" would read as the committee's name


def _change(act: Act, plain: str, bare: str, on: date) -> Wish:
    verb = (_PLACE if act == "place" else _CANCEL if act == "cancel" else _MOVE).search(bare)
    start = verb.start() if verb else 0
    to = next((m for m in _TO.finditer(bare, start) if bare[max(0, m.start() - 4) : m.start()] != "hom "), None)
    before = plain[: to.start()] if to else plain
    behind = plain[to.end() :] if to else ""
    of_kind, title = kind(bare)
    if of_kind not in {"hop", "giao_ban"}:
        of_kind, title = "hop", "Họp ban"
    if act == "cancel":
        return Wish("cancel", of_kind, title, which=_time(plain, on, on))
    target, which = _time(behind, on, on), _time(before, on, on)
    if not behind:
        which, target = (Time(span=which.span), which) if which.day or which.hour else (which, Time())
    where = place(behind) or (behind.strip(" .,") or None if act == "place" else place(before))
    if act == "move" and behind and target == Time() and impossible_day(behind) is None:
        return Wish("place", of_kind, title, which=which, place=where or behind.strip(" .,"))
    return Wish(act, of_kind, title, which=which, to=target, place=where, target=behind or before)


def _time(plain: str, on: date, base: date) -> Time:
    if plain.isascii() and on.month not in _NEAR_JUNE:
        plain = _NEXT_MONTH.sub(r"\1toi", plain)
    text = words.split(plain)
    bare = words.fold(words.unify(plain))
    near = _NEAR.search(bare) is not None
    said = dates.when(text, on if near else base, ahead=True)
    found, part = hours.read(text), hours.part(text)
    at = found.at if found else None
    if found and not found.sure and part:
        at = hours.in_part(found.at, part)
    return Time(
        said.day, said.span, at, found is None or found.sure or part is not None, part, near,
        _WEEKDAY.search(bare) is not None and not re.search(r"\d{1,2} ?/|\bngay \d", bare),
    )  # fmt: skip


_NEXT_MONTH = re.compile(r"(\bthang )sau\b", re.IGNORECASE)  # one meets next month, and not in June: "tháng sáu"
_NEAR_JUNE = (3, 4)


def when(text: str, today: date, base: date) -> Time:
    """The day and hour that a message names, days without a month being those after `base`.

    >>> when("ngay 5 thang sau", date(2026, 12, 5), date(2026, 12, 5)).day
    datetime.date(2027, 1, 5)
    """
    return _time(_spelt(text)[0], today, base)


def in_part(at: time, part: str) -> time:
    """An hour of twelve in a part of the day."""
    return hours.in_part(at, part)


def single(text: str, on: date, *, hour_open: bool = False) -> Wish | None:
    """One meeting on a day and at an hour to come, told plainly: "họp ban tối mai 19h tại nhà văn hóa".

    Where the hour may be left open (`hour_open`) it is asked for.

    >>> single("tối mai 7h họp ban nha", date(2026, 11, 21)).to.hour
    datetime.time(19, 0)
    >>> single("họp chi hội phụ nữ chiều thứ bảy này lúc 2 rưỡi", date(2026, 11, 21)).title
    'Họp chi hội phụ nữ'
    >>> single("15/12 họp mặt trận quý 4 lúc 2h chiều", date(2026, 11, 21)).title
    'Họp Mặt trận quý 4'
    """
    plain, bare = _spelt(text)
    to = _time(plain, on, on)
    none = impossible_day(text)
    if re.search(rf"\b{_HELD}\b", bare) is None or _QUESTION.search(bare) or (to.day is None and none is None):
        return None
    if none is None and to.hour is None and to.part is None and not hour_open:
        return None
    title = kind(bare)[1]
    title = _OF_THE_FRONT if title == "Họp ban" and "hop mat tran" in bare else title
    return Wish(
        "once",
        "dot_xuat",
        " ".join(filter(None, (title, _quarter(bare), topic(plain)))),
        to=to,
        place=place(plain),
        group=_group(bare),
    )


_OF_THE_FRONT = "Họp Mặt trận"  # one that is called on a day keeps the name that it was given


def _quarter(bare: str) -> str:
    """ "Quý 4" where a meeting is that of a quarter; "" else."""
    found = _OF_A_QUARTER.search(bare)
    return f"quý {found['quarter'].upper()}" if found else ""


_OF_A_QUARTER = re.compile(rf"\b{_HELD}\b(?: \w+){{0,5}}? (?:thuong ky )?quy (?P<quarter>[1-4]|iv|i{{1,3}})\b")


def called_for(text: str, on: date) -> Wish | None:
    """A meeting of the people that is to come: "tối mai 7h họp dân tổ 4 ở nhà chú Sáu"; None for one that was held.

    A weekday alone tells of neither, but with what is to be spoken of.

    >>> on = date(2026, 11, 27)
    >>> called_for("tối mai 7h họp dân tổ 4 ở nhà chú Sáu", on).title
    'Họp dân tổ 4'
    >>> called_for("hôm qua họp dân tổ 4 được 60 người dự", on), called_for("thứ bảy họp dân", on)
    (None, None)
    """
    plain, bare = _spelt(text)
    if not is_of_people(bare) or _HAS_BEEN.search(bare) or _ASKS_OR_REMINDS.search(bare):
        return None
    wish = single(text, on, hour_open=True)
    if wish is None or (wish.to.day is not None and wish.to.day < on):
        return None
    near = wish.to.near or re.search(r"\d ?/ ?\d|\bngay \d", bare) is not None
    told = wish.to.hour is not None or wish.to.part is not None or near or topic(plain)
    return wish if told and (wish.to.day != on or wish.to.hour is not None) else None


_HAS_BEEN = re.compile(
    r"\b(?:roi|vua|da|duoc|xong|du(?! kien)|bao cao|hoi (?:sang|trua|chieu|toi|nay|hom|dau)"
    r"|(?:hom|toi|bua|chieu|sang|trua|tuan|thang) (?:qua|truoc|kia))\b"
)
_ASKS_OR_REMINDS = re.compile(
    r"\b(?:nhac|may gio|luc nao|khi nao|o dau)\b"
    r"|\b(?:khong|ko|hong|hem|chua|may|gi|nao|ai|huy|doi|hoan|lui)\b(?: (?:em|a|vay|con|ta|ha))*\W*$"
    r"|\b(?:huy|doi|hoan|lui|bo) (?:(?:cuoc|buoi|bua|lich|vu|ngay|gio) )*(?:hop|sinh hoat)\b"
)


def on_some_day(text: str) -> Wish | None:
    """A meeting that somebody wants without a day: "mai mốt gì họp đi em"; None for any other words.

    >>> on_some_day("mai mốt gì họp đi em").title, on_some_day("bữa nào họp dân tổ 4 đi em").title
    ('Họp ban', 'Họp dân tổ 4')
    >>> on_some_day("bữa nào họp vậy em"), on_some_day("hôm nào họp")
    (None, None)
    """
    bare = _spelt(text)[1]
    return (
        Wish("once", "dot_xuat", kind(bare)[1], group=_group(bare)) if _SOME_DAY.fullmatch(bare.strip(" .!,")) else None
    )


_SOME_DAY = re.compile(
    r"(?:(?:em|con|oi|thoi|hay|chac|chi|bac|anh|co|chu|minh|ban|de|nho)[ ,]+)*"
    r"(?:(?:mai mot|bua nao|hom nao|khi nao|luc nao|ngay nao)(?: (?:gi|do|ranh|tien|khoe|duoc))*)[ ,]+"
    r"(?:(?:minh|ban|ta|cho|moi|em|sap xep|sap|xep|thu xep|mo|lam|tap|keu|moi nguoi|anh em|ca ban)[ ,]+)*"
    r"(?:mot |1 )?(?:cuoc |buoi |bua )?hop(?: (?!gi\b|nao\b|vay\b|ta\b|ha\b|chua\b)\w+){0,5}?"
    r"(?: (?:di|nha|nhe|nghen|nhen|cai|nghe|cho roi|gium|giup))+(?: (?:em|con|a|chau|moi nguoi|anh em))*"
)


def rule_said(rule_: str) -> str:
    """Say a rule in force."""
    return "các ngày lễ, kỷ niệm trong năm" if rule_ == "FRONT" else recurrence.said(rule_)


def place(plain: str) -> str | None:
    """Where a meeting is held, as it is written after "tại" or "ở"."""
    text = words.split(plain)
    taken = (*hours.places(text), *dates.when(text, _ANY_DAY, ahead=True).places)
    named = places.place(scene(text), list(taken)) or _known_house(plain)
    return _TOPIC.split(named, maxsplit=1)[0].strip() or None if named else None


def _known_house(plain: str) -> str | None:
    """A place known by the kind of house it is: after "tai" or "o", and a hall for all without them too.

    >>> _known_house("hop ban ram hang thang 19h tai nha van hoa")
    'nha van hoa'
    >>> _known_house("họp ban ngày 5 hàng tháng 19h nhà văn hóa nha em")
    'nhà văn hóa'
    >>> _known_house("họp tổ 3 thứ bảy 19h nhà bác Năm"), _known_house("mai họp lúc 7 giờ nha bác Năm")
    ('nhà bác Năm', None)
    """
    bare = words.fold(words.unify(plain))
    if found := _HOUSE.search(bare):
        return plain[found.start(1) : found.end(1)]
    hall = _HALL.search(bare) or _of_somebody(plain, bare)
    return plain[hall.start() : hall.end()] if hall else None


def _of_somebody(plain: str, bare: str) -> re.Match[str] | None:
    """ "Nhà bác Năm"; the "nha" of words with diacritics is only polite."""
    found = _HOME.search(bare) if "nha " in bare else None
    polite = found is not None and not plain.isascii() and plain[found.start() : found.start() + 3].isascii()
    return None if polite else found


_HOME = re.compile(
    r"\bnha (?:bac|anh|chi|co|chu|ong|ba|di|cau) (?!oi\b|nhe\b|nha\b|a\b|em\b|gium\b|giup\b|hop\b)[a-z]+(?: [a-z]+)?"
    r"(?=\W*$)"
)


# --- steps, and days that do not exist ---


def _steps(bare: str) -> tuple[str, ...]:
    found = _STEP.findall(bare.partition("truoc")[2])
    return tuple(f"{int(count) * 7}d" if unit == "tuan" else f"{int(count)}{_UNITS[unit]}" for count, unit in found)


def impossible_day(text: str) -> tuple[int, int, int] | None:
    """A day that a month does not have, as (day, month, last day of that month).

    >>> impossible_day("họp ngày 30 tháng 2"), impossible_day("31/4"), impossible_day("họp 29/2")
    ((30, 2, 28), (31, 4, 30), None)
    """
    bare = words.fold(words.unify(text))
    for day, month in re.findall(r"\b(\d{1,2}) ?(?:/|-|thang) ?(\d{1,2})\b", bare):
        number, of = int(day), int(month)
        last = monthrange(LEAP, of)[1] if 1 <= of <= 12 else 0
        if last and last < number <= 39:
            return number, of, monthrange(LEAP + 1, of)[1]
    return None
