"""A roll called in one sentence: "bác Mẫu có mặt, chị Thử tới trễ 15 phút, còn anh Ví Dụ vắng"."""

import re
from datetime import time, timedelta
from typing import Literal, NamedTuple

from handlers.vi import assigning, words

State = Literal["có mặt", "vắng", "đến trễ"]


class Called(NamedTuple):
    """Of whom it is said that they are there, away or late; `after` the beginning, or at an `hour`.

    Without names it is a `number` of them, or all those whom the roll does not name.
    `why` is what is said of an absence.
    """

    names: tuple[str, ...]
    state: State
    after: timedelta | None = None
    hour: time | None = None
    number: int | None = None
    why: str | None = None


_TITLE = r"(?:bac|anh|chi|co|chu|ong|ba|di|em)"
_MAY_CALL = re.compile(
    r"\bco mat\b|\bdu mat\b|\btru\b|\bvang\b|\bthieu\b|\b(?:tre|muon)\b|\bmoi (?:vo|toi|den|vao)\b|^\W*diem danh\b"
    r"|\b(?:co|toi|den|roi) ?(?:[,;.]|$)|\b(?:co|roi|toi|den|do|vao|vo) (?:nua|luon|them|ne|day|do|roi|nha|nhe|em)\W*$"
    rf"|^\W*(?:khong co|chua co|chua thay|(?:da |moi )?co them) {_TITLE}\b"
    rf"|^\W*(?:da |moi )?co {_TITLE} .*(?:\b(?:nua|luon|roi|ne|day)\b|,)"
)
_HEAD = re.compile(
    r"^\W*(?:(?:em|a|da|nha|ghi|giup|gium|bat dau) )*diem danh(?: (?:ne|day|nha|nhe|nghen|di|gom|la|em))*\b\W*"
)
_HOUR = r"(?:(?:luc|hoi|khoang) )?(?P<hour>\d{1,2}) ?(?:h|g|gio)(?: ?(?P<minute>\d{2}|ruoi)(?: ?phut)?)?"
_ENDS = r"(?: (?:du|het|ca|roi|nha|nhe|nghe|nghen|nhen|em|a|ne|do|day|luon|mat))*"
_COMES = r"(?:vo|vao|toi|den)"
_STATES: tuple[tuple[State, re.Pattern[str]], ...] = (
    ("đến trễ", re.compile(
        r"\b(?:(?:vua|moi|da|thi|co|xin) )*(?:(?:vo|vao|toi|den|di)(?: hop)? )+(?:tre|muon)(?: (?:mat|het|khoang))*"
        rf"(?: (?P<count>\d{{1,2}}) ?(?:phut|p))?(?: {_HOUR})?{_ENDS}$"
    )),
    ("đến trễ", re.compile(rf"\b(?:(?:vua|moi) )+{_COMES}(?: (?:{_COMES}|noi|hop))*(?: {_HOUR})?{_ENDS}$")),
    ("vắng", re.compile(
        rf"\b(?:(?:thi|la|deu|cung|xin|van|bi) )*(?:vang|(?:khong|chua)(?: (?:toi|den|co mat|co|thay))?){_ENDS}$"
    )),
    ("có mặt", re.compile(
        rf"\b(?:(?:thi|la|deu|cung|da|dang) )*(?:co mat|co toi|co den|(?:toi|den)(?: noi)?|vo|vao|co|du mat){_ENDS}$"
    )),
)  # fmt: skip
_FIRST: tuple[tuple[State, re.Pattern[str]], ...] = (
    (
        "có mặt",
        re.compile(
            r"^(?:(?:nguoi|nhung nguoi) )?(?:co mat|du|da toi|(?:da |moi )?co)"
            r"(?: (?:gom|co(?! \w+$)|la|thi|them))*\W+(?=\w)"
        ),
    ),
    (
        "vắng",
        re.compile(
            r"^(?:(?:chi (?:co )?)?vang(?: mat)?|(?:ngoai )?tru(?: ra)?|(?:chi )?thieu(?: mat)?"
            r"|(?:khong|chua)(?: (?:co mat|co|thay))+)"
            r"(?: (?:gom|co|la|thi|moi))*\W+(?=\w)"
        ),
    ),
)
_LINK = re.compile(r"^(?:(?:bao|ghi|em|nho|con|va|roi|thi|voi|them|ca|rieng|(?:hom|bua) nay|gom|hop) )+")
_AS_WELL = re.compile(
    r"(?:\s+(?:nữa|nua|luôn|luon|rồi|roi|nè|ne|đây|day|đó|do|ra|nha|nhé|nhe|thôi|thoi|em|ạ))+$", re.IGNORECASE
)
_AND = re.compile(r"\s+(?:và|va|với|voi|cùng|cung)\s+", re.IGNORECASE)
_LONGEST_NAME = 5  # words


def called(text: str, *, whole: bool = False) -> tuple[Called, ...]:
    """The roll that a sentence calls; empty where it tells anything else.

    A `whole` roll may beside its names tell how many are there, or of all the others.

    >>> called("bác Mẫu có mặt, anh Dụ tới trễ 15 phút")[1].after
    datetime.timedelta(seconds=900)
    >>> [each.state for each in called("điểm danh: bac Mau co, chi Thu co, con anh Du vang")]
    ['có mặt', 'vắng']
    >>> [each.names for each in called("có mặt bác Mẫu, chị Thử, anh Tâm")]
    [('bác Mẫu', 'chị Thử', 'anh Tâm')]
    >>> [(each.names, each.state) for each in called("co anh vi du nua, thieu chi Thu")]
    [(('anh vi du',), 'có mặt'), (('chi Thu',), 'vắng')]
    >>> called("chi Thu cung co mat")[0].state, called("điểm danh: bác Mẫu, chị Thử")[0].names
    ('có mặt', ('bác Mẫu', 'chị Thử'))
    >>> [(each.names, each.state, each.number) for each in called("có mặt 3 người, chị Thử vắng", whole=True)]
    [((), 'có mặt', 3), (('chị Thử',), 'vắng', None)]
    >>> [(each.names, each.state) for each in called("co mat du, tru anh Vi Du", whole=True)]
    [((), 'có mặt'), (('anh Vi Du',), 'vắng')]
    >>> called("có mặt đủ", whole=True), called("chị Thử vắng, còn lại có mặt")
    ((), ())
    >>> called("bác Mẫu có ý kiến về cái cống"), called("chị Thử vắng, giao anh Dụ mua loa")
    ((), ())
    """
    bare = words.fold(words.unify(text))
    if _MAY_CALL.search(bare) is None or "?" in text:
        return ()
    plain = text if len(text) == len(bare) else bare
    head = _HEAD.match(bare)
    found: list[Called] = []
    waiting: list[str] = []
    state: State | None = None
    start = head.end() if head else 0
    for piece in (_PIECE_OF_WHOLE if whole else _PIECE).finditer(bare, start):
        first, last = piece.start(), piece.end()
        of_all = _of_all(bare[first:last].strip()) if whole and not waiting else None
        if of_all is not None:
            found.append(of_all)
            state = of_all.state if of_all.number else state
            continue
        excused = _EXCUSED.search(bare, first, last) if whole else None
        end = excused.start() if excused else last
        told = _piece(plain[first:end].strip(), bare[first:end].strip(), state)
        alone = _ONLY_AN_HOUR.fullmatch(bare[first:last].strip()) if told is None and found and not waiting else None
        if alone is not None:
            found[-1] = found[-1]._replace(hour=_hour(alone))
            continue
        if told is None:
            return ()
        state = told.began or state
        waiting += told.names
        if told.state is None:
            continue
        if found and found[-1].state == told.state != "đến trễ" and found[-1].names and not (excused or found[-1].why):
            found[-1] = found[-1]._replace(names=(*found[-1].names, *waiting))
        else:
            found.append(Called(tuple(waiting), told.state, told.after, told.hour))
        if excused is not None:
            found[-1] = found[-1]._replace(why=plain[excused.start() : last].strip())
        waiting = []
    if head and waiting and not found:  # "điểm danh: bác Mẫu, chị Thử"
        return (Called(tuple(waiting), "có mặt"),)
    names = [each for each in found if each.names]
    return tuple(found) if names and not waiting and (whole or len(names) == len(found)) else ()


def _of_all(bare: str) -> Called | None:
    """What a piece without a name tells: how many are there or away, or that all the others are there."""
    share = _SHARE.fullmatch(bare)
    counted = COUNTED.fullmatch(bare) if share is None else None
    if share is not None:
        return Called((), "có mặt", number=int(share[1]))
    if counted is not None:
        number = counted["number"]
        count = int(number) if number.isdecimal() else NUMBERS[number]
        return Called((), "vắng" if counted["away"] else "có mặt", number=count)
    return Called((), "có mặt") if _THE_REST.fullmatch(bare) else None


_EXCUSED = re.compile(r"(?<=\bvang)(?: mat)? (?:co|khong) (?:phep|ly do|xin phep)\W*$|(?<=\bvang) (?:vi|do|tai) \w.*$")
_SHARE = re.compile(r"(?:(?:co|mat|du|duoc|hop) )*(\d{1,2}) ?/ ?\d{1,2}(?: (?:nguoi|thanh vien|co mat|du|hop))*")
_PIECE = re.compile(r"[^,;.]+")
_PIECE_OF_WHOLE = re.compile(
    r"(?:[^,;.](?! (?:(?:ngoai )?tru|chi (?:co )?(?:vang|thieu)|(?<!nguoi )(?<!anh em )(?<!anh chi )(?<!vien )"
    r"(?<!so )con lai)\b))+(?:[^,;.](?= )|[^,;.]$)?"
)
NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
COUNTED = re.compile(  # "bữa nay họp có 5 người", "co 2 nguoi thoi", "vắng 1 người"
    r"(?:(?:da|em|bua|hom|buoi|lan|sang|chieu|toi|nay|hop|ban|minh|moi|chi|gio|hien|tong cong|tat ca|duoc|co|mat|du|den"
    r"|toi|dang|ngoi) )*(?P<away>(?:vang|thieu|nghi)(?: mat)? )?(?:(?:co|mat|chi|het|khoang) )*"
    r"(?P<number>\d{1,3}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)"
    r" (?:nguoi|dong chi|thanh vien|uy vien|anh em|vi)"
    r"(?: (?:thoi|a|em|nha|nhe|roi|du hop|du|di hop|di|toi|den|co mat|hop|day|do|ne))*"
)
_THE_REST = re.compile(  # "còn lại có mặt", "mấy người kia đủ hết", "có mặt đủ"
    r"(?:(?:da|em|ghi|bao|va|thi|bua nay|hom nay|hop|ban|minh) )*"
    r"(?:(?:(?:con )?(?:(?:may|nhung|cac|so|bao nhieu) )?(?:nguoi|anh em|anh chi|anh chi em|bac|vi|dong chi|thanh vien)"
    r" (?:con lai|khac|kia)|(?:con|so) lai|con (?:moi nguoi|bao nhieu|ai cung)|moi nguoi|tat ca|ca ban|ai|anh em"
    r"|thanh vien)"
    rf" (?:(?:thi|deu|cung|da|la|van) )*(?:co mat|co|du mat|du|toi|den|day du|di){_ENDS}"
    rf"|(?:(?:co mat|toi|den|di|hop) )*(?:day du|du)(?: (?:mat|nguoi|thanh vien|ban))*{_ENDS}"
    rf"|con lai{_ENDS})(?: (?:day du|ca ban|hop))*"
)


class _Piece(NamedTuple):
    names: tuple[str, ...]
    state: State | None
    after: timedelta | None = None
    hour: time | None = None
    began: State | None = None


def _piece(plain: str, bare: str, state: State | None) -> _Piece | None:
    """What stands between two commas: names, and what is said of them; None for anything else."""
    linked = _LINK.match(bare)
    plain, bare = (plain[linked.end() :], bare[linked.end() :]) if linked else (plain, bare)
    behind = next(((s, m) for s, pattern in _STATES if (m := pattern.search(bare))), None)
    if behind is not None and behind[1].start() > 0:
        names = _names(plain[: behind[1].start()])
        count = behind[1].groupdict().get("count")
        after = timedelta(minutes=int(count)) if count else None
        return _Piece(names, behind[0], after, _hour(behind[1])) if names else None
    before = next(((s, m) for s, pattern in _FIRST if (m := pattern.match(bare))), None)
    named = plain[before[1].end() :] if before else plain
    names = (_names(_AS_WELL.sub("", named)) if before else ()) or _names(named)
    said = before[0] if before else state
    return _Piece(names, said, began=said) if names else None


def _names(said: str) -> tuple[str, ...]:
    """The names in a stretch of words that is nothing but names."""
    names = tuple(each.strip() for each in _AND.split(said.strip()))
    return names if all(_is_a_name(each) for each in names) else ()


def _is_a_name(said: str) -> bool:
    text = words.split(said)
    if not text.lows or len(text.lows) > _LONGEST_NAME:
        return False
    return text.bares in _ONESELF or assigning.name_at(text, 0) is not None


_ONESELF = {
    (each,) for each in ("toi", "tui", "minh", "em", "bac", "co", "chu", "anh", "chi", "ong", "ba", "di", "cau")
}


_ONLY_AN_HOUR = re.compile(rf"{_HOUR}{_ENDS}")


def _hour(told: re.Match[str]) -> time | None:
    hour, minute = (told.groupdict().get(part) for part in ("hour", "minute"))
    if hour is None or int(hour) > _LAST_HOUR:
        return None
    minutes = 30 if minute == "ruoi" else int(minute or 0)
    return time(int(hour), minutes) if minutes < _AN_HOUR else None


_LAST_HOUR, _AN_HOUR = 23, 60
