"""The minutes of a meeting told in one message, or pasted into it: when it was, who was there, what it came to."""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import NamedTuple

from handlers.vi import dates, hours, meeting_words, roll_call, words


class Told(NamedTuple):
    """What is told of a meeting that was held; `lines` and `given` as they were typed.

    `given` are tasks, each with who is to do it; `called` is the roll as it was typed, whose names are `here` and
    `away`. `explicit` words say that they are minutes.
    """

    title: str
    day: date | None = None
    hour: time | None = None
    sure: bool = True
    part: str | None = None
    place: str | None = None
    end: time | None = None
    people: int | None = None
    households: bool = False  # whether it is households that were counted
    here: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    everyone: bool = False
    called: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    explicit: bool = False
    concludes: bool = False

    @property
    def roll(self) -> bool:
        """Whether it is told who was there, or how many."""
        return self.people is not None or self.everyone or bool(self.called)


def told(text: str, on: date) -> Told | None:
    r"""Take apart what a message tells of a meeting that was held; None for one that tells of none.

    >>> on = date(2026, 11, 27)
    >>> found = told("biên bản họp tối qua: 4 người dự, thống nhất tặng 50 phần quà tết", on)
    >>> found.day, found.people, found.lines
    (datetime.date(2026, 11, 26), 4, ('thống nhất tặng 50 phần quà tết',))
    >>> found = told("họp bữa qua có 9 người, thống nhất mỗi hộ góp 50 ngàn, giao anh Bình đi thu", on)
    >>> found.people, found.lines, found.given
    (9, ('thống nhất mỗi hộ góp 50 ngàn',), ('anh Bình đi thu',))
    >>> found = told("tối qua họp tổ 3 có 15 hộ dự, thống nhất lắp 2 camera", on)
    >>> found.people, found.households
    (15, True)
    >>> rows = "Họp ban ngày 25/11 lúc 19h\n- Dự họp: bác Mẫu, chị Thử\n- Bàn về quà tết\n- Kết thúc 21h"
    >>> found = told(rows, on)
    >>> found.here, found.lines, found.end
    (('bác Mẫu', 'chị Thử'), ('Bàn về quà tết',), datetime.time(21, 0))
    >>> told("hôm qua họp ban 9 người, tặng 10 phần quà", on), told("hôm qua họp ban\n- tặng quà\n- dọn hẻm", on)
    (None, None)
    >>> told("hôm qua họp dân tổ 4 được 60 người dự", on), told("làm biên bản họp hôm qua", on)
    (None, None)
    """
    rows = [row for line in text.splitlines() if (row := _BULLET.sub("", line.strip(), count=1).strip())]
    if not rows or "?" in text or _ASKS.search(_bare(text)):
        return None
    head, rest, explicit = _head(rows[0])
    if head is None:
        return None
    found = _Sorting(head)
    for row in ([rest] if rest else []) + rows[1:]:
        found.take(row)
    made = _made(found, on, explicit=explicit) if explicit or _is_only_a_head(head) else None
    return made if made is not None and _tells(made, several=len(rows) > 2) else None


def _tells(made: Told, *, several: bool) -> bool:
    """Whether enough is told for minutes: a mere number of people who met is a figure of the book."""
    came_to = made.concludes or bool(made.given)
    if made.explicit:
        return bool(made.lines or made.given or made.roll)
    if made.title.startswith("Họp dân"):
        return made.concludes
    spoken = [_SPOKEN.match(_bare(line)) is not None for line in made.lines]
    if not made.concludes and not (all(spoken) or (several and (any(spoken) or made.given))):
        return False  # "họp dân 40 người, tặng 10 phần quà" tells what was done
    return came_to or (bool(made.lines) and (made.roll or several))


_SPOKEN = re.compile(
    r"(?:\w+ )?(?:ban|noi dung|de nghi|kien nghi|y kien|trien khai|pho bien|chu tri|thu ky|bao cao|y)\b"
    r"|(?:\w+ ){1,3}(?:de nghi|y kien|co y kien|phat bieu|bao cao|nhac|noi)\b"
)


_ASKS = re.compile(
    r"\b(?:gi|nao|sao|ai|chua|khong|hong|may|bao nhieu|dau)(?: (?:em|a|vay|roi|ha|ta|con|the|nhi))*\W*$"
    r"|\b(?:ket luan|thong nhat|quyet dinh|chot|ban)(?: (?:duoc|nhung|da|may|ra))* (?:gi|nao|sao)\b"
)


def _is_only_a_head(head: str) -> bool:
    """Whether words say no more than which meeting it was, and when and where it was held.

    >>> _is_only_a_head("tối qua họp chi hội ở nhà chú Sáu"), _is_only_a_head("họp chợ tết tặng 50 phần quà")
    (True, False)
    """
    behind = _bare(head).partition("hop")[2]
    where = re.search(r"\b(?:tai|o|nha) ", behind)
    named = re.sub(rf"\b{_WHEN}(?=\W|$)", " ", behind[: where.start()] if where else behind)
    return len(re.findall(r"\w+", named)) <= _LONGEST_NAME and _DEED.search(behind) is None


_LONGEST_NAME = 6  # words: "hội liên hiệp phụ nữ"
_DEED = re.compile(r"\b(?:tang|phat|trao|hoa giai|quyen gop|van dong duoc|thu duoc|don|sua|giup|ho tro|cho)\b")


def _bare(said: str) -> str:
    return words.fold(words.unify(said))


# --- the head: which meeting ---


def _head(row: str) -> tuple[str | None, str, bool]:
    """The words that say which meeting it is, those behind them, and whether they call it minutes."""
    bare = _bare(row)
    plain = row if len(bare) == len(row) else words.unify(row)
    named = _MINUTES.match(bare)
    if named is not None:
        colon = _COLON.search(bare, named.end())
        if colon is not None and len(bare[named.end() : colon.start()].split()) <= _LONGEST_HEAD:
            head, rest = plain[: colon.start()], plain[colon.end() :].strip()
            inner, behind, again = _head(rest)
            return (f"{head} {inner}", behind, True) if inner is not None and not again else (head, rest, True)
        cut = _cut(bare, named.end())
        return plain[:cut].strip(" ,:;.-–"), plain[cut:].strip(), True
    met = _MET.match(bare)
    if met is None:
        return None, row, False
    cut = _cut(bare, met.end())
    return plain[:cut].strip(" ,:;.-–"), plain[cut:].strip(" ,:"), False


_LONGEST_HEAD = 16  # words between "biên bản" and its colon
_BULLET = re.compile(r"^(?:[-–—•*+·]+|\d{1,2}[.)](?!\d)|[a-zđ]\)|[IVX]{1,4}\.)\s*")
_COLON = re.compile(r":(?!\d)")
_POLITE = r"(?:(?:em|oi|da|a|nho|giup|gium|dum|cho|chi|bac|anh|co|chu|toi|tui|minh|con)[ ,]+)*"
_MINUTES = re.compile(
    rf"{_POLITE}(?:(?:ghi|lap|luu|nhap|noi dung|tom tat|day la|giup|gium|cho|em|vao|lai|cai|nhanh|so bo)[ :]+)*"
    r"bien ban\b"
)
_WHEN = (
    r"(?:hom|toi|bua|sang|trua|chieu|dem|ngay|thu|chu|nhat|cn|qua|nay|kia|truoc|roi|vua|tuan|thang|hai|ba|tu|nam|sau"
    r"|bay|luc|gio|ruoi|hoi|mung|mong|\d{1,2}(?:[/-]\d{1,2}){0,2}(?:/\d{4})?|\d{1,2} ?[hg:](?: ?\d{2})?|ban|minh|cuoc"
    r"|buoi|em|da|bao|cao|chi hoi|to \d{1,2}|khu pho(?: \d{1,2})?|kp ?\d{1,2}|,)"
)
_MET = re.compile(
    rf"(?:{_WHEN}[ ,]+){{0,9}}hop\b(?! (?:dong|tac|ly|quoc|thuc|suc|mat(?! tran)|den|qua)\b)"
    r"(?: (?:dan|ban|chi bo|chi hoi|chi doan|to|mat tran|khu pho|kp|ap))?"
)


def _cut(bare: str, start: int) -> int:
    """Where the words behind the head begin: a number of people, or what the meeting came to."""
    for piece in re.finditer(r"\S+", bare[start:]):
        place = start + piece.start()
        stretch = re.split(r"[,;.]\s|[,;.]$", bare[place:], maxsplit=1)[0].strip()
        if _counted(stretch) is not None or _STARTS.match(bare[place:]):
            return place
        end = place + len(piece[0])
        if bare[end - 1] in ",;" and not _is_time(bare[end:].partition(",")[0]):
            return end
    return len(bare)


def _is_time(bare: str) -> bool:
    return re.match(rf"\s*(?:{_WHEN}|tai|o)\b", bare) is not None and _STARTS.match(bare.strip()) is None


# --- what stands behind it ---

_TITLE = r"(?:anh|chi|bac|co|chu|ong|ba|di|em|cau|dong chi|thu ky|truong ban|pho ban)"
_CONCLUDES = r"(?:thong nhat|ket luan|quyet dinh|nhat tri|chot|bieu quyet|hiep thuong|thong qua)"
_GIVES = r"(?:giao|phan cong|cu|nho|phan)"
_CARES = (
    r"(?:lo|phu trach|chiu trach nhiem|dam nhan|mua|di|thu tien|viet|soan|lien he|chuan bi|muon|lap danh sach|nau|nop)"
)
_SOMEBODY = rf"(?=(?!ba con\b|co (?:\d|nguoi|y)){_TITLE}(?: (?!{_CONCLUDES}|de\b|co\b|noi\b)\w+){{1,3}}?"
_STARTS = re.compile(
    rf"(?:(?:roi|va|xong|sau do|con|ca ban|moi nguoi|ba con|deu|da|hop|cuoc hop|ban (?={_CONCLUDES})) )*"
    rf"(?:{_CONCLUDES}\b|ban (?:chuyen|ve|viec|bac|vu|ke hoach|cach)\b|{_GIVES} (?:viec )?(?:cho )?{_TITLE} "
    r"|de nghi\b|kien nghi\b|y kien\b|du mat\b|day du\b|khong (?:ai )?vang\b|vang\b|co mat\b|du hop\b|thanh phan\b"
    r"|chu tri\b|thu ky ?:|ket thuc\b|be mac\b|dia diem\b"
    rf"|thoi gian\b|noi dung\b|phan cong\b|{_TITLE}(?: \w+){{1,3}}? (?:{_CARES}|de nghi|y kien|co y kien|phat bieu|xin"
    r"|bao cao|nhac|hua|noi)\b)"
)
_DECIDES = re.compile(rf"(?:(?:\w+ ){{0,4}})?{_CONCLUDES}\b")
_TASK = re.compile(
    rf"(?:(?:roi|va|xong|sau do|con|ban|{_CONCLUDES}) )*(?:{_GIVES} (?:viec )?(?:cho )?:?(?={_TITLE} )"
    rf"|phan cong ?: ?(?={_TITLE} )|{_SOMEBODY} {_CARES} ))"
)
_NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
_COUNT = re.compile(
    r"(?P<says>(?:(?:tong cong|tong so|khoang|duoc|co|gom|moi|da|deu|hop|voi|ca|ban|thanh phan|so nguoi)[ :]+)*"
    r"(?P<there>(?:co mat|si so|du hop|tham du|du|dong du)[ :]+)?)"
    rf"(?P<count>\d{{1,4}}|{'|'.join(_NUMBERS)})(?: ?(?:/|tren) ?(?P<of>\d{{1,4}}))?"
    r"(?P<unit> (?:nguoi|dong chi|thanh vien|uy vien|anh em|anh chi em|vi|hoi vien|dai bieu|ba con|dang vien|doan vien"
    r"|ho dan|ho|chi em|chi|anh|co|bac|cu|chau|em))?"
    r"(?P<came>(?: (?:du|hop|tham du|tham gia|co mat|den|toi|di|trong ban|thoi|day du|ca ban|la du))*)"
)
_ALL = re.compile(
    r"(?:(?:moi nguoi|ca ban|ban|deu|ca|hop|co mat) )*"
    r"(?:du mat|day du|du ca|du het|du nguoi|khong ai vang|khong vang ai|khong co ai vang|co mat du)"
    r"(?: (?:ca|het|ban|mat|nguoi|ca ban))*"
)
_AWAY = re.compile(r"(?:con |co )?vang(?: mat)?\b")
_HERE = re.compile(r"(?:co mat|du hop|tham du|thanh phan(?: tham du| du hop| gom)?|du)\b[ :]+")
_ENDED = re.compile(
    r"(?:(?:cuoc|buoi) hop )?(?:ket thuc|be mac|tan hop|giai tan|hop xong|xong)(?: hop)?(?: (?:luc|hoi))?\b"
)
_LABEL = re.compile(r"^(?:nội dung|noi dung|nội dung họp|noi dung hop)\s*:\s*", re.IGNORECASE)
_PLACE = re.compile(r"^(?:địa điểm|dia diem|nơi họp|noi hop|tại|tai|ở|o)\s*:?\s+(?P<place>\S.*)$", re.IGNORECASE)
_FORMAL = re.compile(
    r"(?:cong hoa xa hoi chu nghia viet nam|doc lap\W+tu do\W+hanh phuc|bien ban(?: hop(?: ban)?)?|noi dung)\W*"
)
_FILLS = frozenset(
    "thoi gian luc vao ngay hoi bat dau khai mac tu gio phut h g den va cung hop ban hom nay : - – ( ) , .".split()
)


def _counted(bare: str) -> int | None:
    """How many people a stretch of words says to have been there, and nothing else."""
    found = _COUNT.fullmatch(bare.strip(" .!,:"))
    if found is None or not (found["unit"] or found["there"] or found["came"]):
        return None
    if found["unit"] and found["unit"].strip() in _MAY_BE_OTHERS and not found["came"]:
        return None
    return int(found["count"]) if found["count"].isdigit() else _NUMBERS[found["count"]]


_OF_HOUSEHOLDS = re.compile(r"\d ho\b")
_MAY_BE_OTHERS = frozenset("ho chi anh co bac cu chau em".split())  # "có 10 chị dự", but "30 hộ" alone may be helped


class _Sorting:
    """Rows of minutes put in their places one after the other; which meeting it was gathers in `head`."""

    def __init__(self, head: str) -> None:
        self.head, self.count, self.place, self.end = head, None, None, None
        self.households = False
        self.here: list[str] = []
        self.away: list[str] = []
        self.called: list[str] = []
        self.everyone = False
        self.lines: list[str] = []
        self.given: list[str] = []
        self.concludes = False

    count: int | None
    place: str | None
    end: time | None

    def take(self, row: str) -> None:
        """Put what one row tells in its places."""
        for item in _items(row):
            self._put(item)

    def _put(self, item: str) -> None:
        item = _LABEL.sub("", item).strip(" ,;.")
        bare = _bare(item)
        if not item or _FORMAL.fullmatch(bare):
            return
        count = _counted(bare)
        if count is not None and self.count is None:
            self.count, self.households = count, _OF_HOUSEHOLDS.search(bare) is not None
            if "/" in item:  # of how many is told as well
                self.called.append(item)
        elif not (self._is_when(item) or self._is_end(item, bare) or self._is_roll(item, bare)):
            self._note(item, bare)

    def _is_when(self, item: str) -> bool:
        where = _PLACE.match(item)
        behind = re.search(r"(?:\s|^)(?:tại|tai|ở)\s+(\S.*)$", item, re.IGNORECASE)
        before = item[: behind.start()] if behind and not where else item
        if where is not None:
            self.place = self.place or where["place"]
            return True
        text = words.split(before)
        covered = {at for first, last in dates.when(text, _ANY, ahead=False).places for at in range(first, last)}
        covered |= {at for first, last in hours.places(text) for at in range(first, last)}
        if not covered or any(at not in covered and text.bares[at] not in _FILLS for at in range(len(text.lows))):
            return False
        self.head = f"{self.head}, {before}"
        self.place = self.place or (behind[1] if behind else None)
        return True

    def _is_end(self, item: str, bare: str) -> bool:
        ended = hours.read(words.split(item)) if _ENDED.match(bare) else None
        if ended is None:
            return False
        self.end = ended.at
        return True

    def _is_roll(self, item: str, bare: str) -> bool:
        if _ALL.fullmatch(bare):
            self.everyone = True
            self.called.append(item)
            return True
        if not (_AWAY.match(bare) or _HERE.match(bare)):
            return False
        called = roll_call.called(re.sub(r"\s*\([^)]*\)", "", _as_a_roll(item, bare)))
        for each in called:
            (self.away if each.state == "vắng" else self.here).extend(each.names)
        self.called.append(item)
        return True

    def _note(self, item: str, bare: str) -> None:
        self.concludes = self.concludes or _DECIDES.match(bare) is not None
        task = _TASK.match(bare)
        if task is not None and len(bare) == len(item) and "?" not in item:
            self.given.append(item[task.end() :].strip())
        else:
            self.lines.append(item)


_ANY = date(2028, 1, 1)  # where days stand in a sentence does not depend on today


def _as_a_roll(item: str, bare: str) -> str:
    """The item with the plain word for being there or away before the names."""
    if away := _AWAY.match(bare):
        return f"vắng {item[away.end() :].lstrip(' :')}"
    here = _HERE.match(bare)
    return f"có mặt {item[here.end() :].lstrip(' :')}" if here else item


def _items(row: str) -> Iterator[str]:
    """What a row tells, one after the other; a comma parts only what plainly begins anew."""
    item = ""
    for sentence in re.split(r";\s*|\.\s+", row):
        for piece in re.split(r",\s+", sentence):
            bare = _bare(piece).strip()
            begins = _STARTS.match(bare) is not None or piece.lower().startswith("bàn ") or _counted(bare) is not None
            alone = not item or _counted(_bare(item)) is not None
            if begins or alone:
                yield from ([item] if item else [])
                item = piece.strip()
            else:
                item = f"{item}, {piece.strip()}"
        yield from ([item] if item else [])
        item = ""


def _made(found: _Sorting, on: date, *, explicit: bool) -> Told | None:
    """What was sorted, with the meeting it is of; None where that is still to come."""
    bare, text = _bare(found.head), words.split(found.head)
    when = dates.when(text, on, ahead=False)
    ahead = _AHEAD.search(bare) is not None
    if ahead or (when.day is not None and when.day > on) or _WANTS_A_PAPER.match(bare):
        return None
    at, part = hours.read(text), hours.part(text) or _part(bare)
    hour = at.at if at is not None else None
    sure = at is None or at.sure or part is not None
    if at is not None and not at.sure and part is not None:
        hour = hours.in_part(at.at, part)
    return Told(
        _title(found.head, bare), when.day, hour, sure, part,
        found.place or meeting_words.place(found.head), found.end, found.count, found.households,
        tuple(found.here), tuple(found.away), found.everyone, tuple(found.called),
        tuple(found.lines), tuple(found.given), explicit, found.concludes,
    )  # fmt: skip


def _title(head: str, bare: str) -> str:
    """The name of the meeting: of another circle that meets as it was said."""
    title = meeting_words.kind(bare)[1] or "Họp ban"
    other = _OTHERS_MEET.search(bare) if title == "Họp ban" and len(bare) == len(head) else None
    return f"Họp {head[other.start(1) : other.end(1)].strip()}" if other else title


_OTHERS_MEET = re.compile(
    rf"\bhop ((?:hoi|clb|cau lac bo|nhom|lien gia|lien to|phuong|doan|giao ban|so ket|tong ket)\b"
    rf"(?: (?!{_WHEN}\b|tai\b|o\b|co\b|voi\b)\w+){{0,5}})"
)
_AHEAD = re.compile(r"\b(?:mai|mot|sap|toi day|(?:tuan|thang|nam|lan|ky|buoi) (?:sau|toi)|hang thang|moi thang)\b")
_WANTS_A_PAPER = re.compile(rf"{_POLITE}(?:in|xem|coi|gui|goi|mo|lay|tim|sua|duyet|ky|chuyen)\b")


def _part(bare: str) -> str | None:
    """The part of the day before "qua", which without marks is not read as one."""
    found = re.search(r"\b(toi|sang|chieu|trua) (?:hom |bua )?(?:qua|kia|nay|thu|chu nhat)\b", bare)
    return {"toi": "evening", "sang": "morning", "chieu": "afternoon", "trua": "noon"}[found[1]] if found else None
