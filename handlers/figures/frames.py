"""The words around what a question that goes on puts in place: "còn … thì sao", "thế …", "riêng … thôi"."""

import re
from functools import lru_cache

from handlers import words

_OPENERS = ("the con", "vay con", "a con", "da con", "con", "the", "vay", "roi")  # the longer before its part
_CLOSERS = re.compile(
    r"(?: (?:thi sao|thi the nao|sao|thi bao nhieu|the nao|thi may|thoi|di thoi|nua|nua di|z|zay|di|coi|luon"
    r"|(?:thi )?co (?:(?:so|ghi|lam|phat|tang|trao|thu|trong) )*(?:khong|hong|ko|chua)"
    r"|(?:phai|dung) (?:khong|hong|ko)))+$"
)
_LIGHT = re.compile(  # around a period or a unit alone: "riêng kp 9", "tổng toàn phường bao nhiêu"
    r"(?:(?:con |tinh |chi |xem |coi |lay )?(?:rieng|chi|minh)(?: (?:tinh|xem|coi|lay|ve))? |tong(?: cong)? "
    r"|(?:chi )?(?:tinh|xem|coi|lay) )?"
    r"(?P<inner>.+?)(?: (?:la |duoc |tong cong )?(?:bao nhieu|nhieu|nhiu|bn|tong cong|la may)|(?: may)? phan tram)*"
)
_BARE = 4  # words of a question that names nothing but a period or a unit: "tháng 10?", "kp 3?"
_TIME = re.compile(
    r"(?:(?:tu|ke|tinh|dau|cuoi|giua|nam|thang|quy|tuan|ngay|hom|bua|hoi|den|toi|gio|nay|ngoai|truoc|roi|vua|qua|kia"
    r"|gieng|chap|ca|trong|nua|mot|hai|ba|sau|\d{1,4})(?: |$))+"
)
_SPARED = frozenset({"a", "em", "oi", "nhe", "nha", "nhi", "da", "ha", "z", "v", "vay"})
_BEFORE_A_HOME = frozenset("may nhieu nhiu bn moi can sua xay".split())  # mấy nhà
_COUNTING_TIMES = frozenset("may nhieu bn moi nao hai ba cac nhung tung".split())


@lru_cache(maxsize=64)
def spoken(text: str) -> str:
    """The bare words of a message without those of politeness.

    >>> spoken("Dạ còn tháng 10 thì sao em?"), spoken("vậy năm ngoái nha")
    ('con thang 10 thi sao', 'vay nam ngoai')
    """
    told = words.bare(text).split()
    if told[1:] and told[-1] == "lan" and told[-2] not in _COUNTING_TIMES and not told[-2].isdecimal():
        told.pop()  # mấy hộ lận
    kept = [word not in _SPARED or (word == "vay" and not at) for at, word in enumerate(told)]
    kept = [keep or (told[at] == "nha" and at > 0 and told[at - 1] in _BEFORE_A_HOME) for at, keep in enumerate(kept)]
    return " ".join([word for word, keep in zip(told, kept, strict=True) if keep])


def without(said: str) -> tuple[str, bool]:
    """The words without "còn … thì sao", and whether they had it.

    >>> without("con nam ngoai"), without("khu pho 3 thi sao"), without("kp9 thoi"), without("thang 10")
    (('nam ngoai', True), ('khu pho 3', True), ('kp9', True), ('thang 10', False))
    """
    inner = said
    for opener in _OPENERS:
        if inner.startswith(f"{opener} "):
            inner = inner.removeprefix(f"{opener} ")
            break
    inner = _CLOSERS.sub("", inner)
    return inner, inner != said


def lightly(said: str) -> str | None:
    """What a light frame holds: "riêng kp 9", "năm nay tổng cộng"; None where there is none, or too much in it."""
    found = _LIGHT.fullmatch(said)
    inner = found["inner"] if found else said
    return inner if inner != said and is_bare(inner) else None


def is_bare(said: str) -> bool:
    """Whether words name no more than a period or a unit: "tháng 10", "kp 3", "từ đầu năm tới giờ"."""
    return len(said.removeprefix("ca ").removeprefix("toan ").split()) <= _BARE or is_time(said)


def is_time(said: str) -> bool:
    """Whether words only say when: "hồi đầu năm", "tháng 10"."""
    return _TIME.fullmatch(said) is not None


def beside_time(said: str) -> str:
    """What words say beside when, and beside words of asking: the "qua" of "toi hoi qua nam nay".

    >>> beside_time("toi hoi qua nam nay"), beside_time("rieng thang 10 bao nhieu")
    ('qua', '')
    """
    told = [word for word in said.split() if not word.isdecimal() and word not in _OF_TIME and word not in _ASKING]
    return " ".join(told) if said.split()[-1:] != told[-1:] else ""


_OF_TIME = frozenset(
    "tu ke tinh dau cuoi giua nam thang quy tuan ngay hom bua hoi den toi gio nay ngoai truoc roi vua kia gieng chap ca"
    " trong nua mot hai ba bon tu sau bay tam chin muoi hien sang trua chieu luc ky cung".split()
)
_ASKING = frozenset(
    "toi tui bac chi anh em co chu minh hoi xem coi cho muon biet rieng thoi sao thi la duoc bao nhieu may nhiu bn phan"
    " tram ty le ti con the vay cua o ben dip dot le voi va so lieu cai ho nguoi tong cong tat het thu chi"
    " don luy ke luon gop ca toan minh nua roi z vay day".split()
)


def is_unit(said: str) -> bool:
    """Whether words only name a khu phố or the ward, and perhaps when: "kp 9", "cả phường tháng 10"."""
    found = _UNIT.match(said)
    rest = said[found.end() :].strip() if found else said
    return found is not None and (not rest or is_time(rest))


def after_unit(said: str) -> str | None:
    """What follows the khu phố that words begin with: "kp 9 nộp chưa"; None where they do not."""
    found = _UNIT.match(said)
    return said[found.end() :].strip() or None if found else None


_UNIT = re.compile(
    r"(?:(?:ca|toan|o|ben|trong|cua) )*(?:(?:kp|khu pho|ap|khom) ?\d{1,2}|phuong|kp|khu pho|ap)(?: (?:minh|ta))?(?!\w)"
)


def adds(said: str) -> bool:
    """Whether words put a period to the one before: "tính luôn quý trước", "gộp cả tháng 10"."""
    return _ADDS.match(said) is not None


_ADDS = re.compile(r"(?:tinh luon|tinh ca|tinh them|ke ca|gop ca|gop them|gop voi|gop|cong them|cong luon|luon ca) ")


def counts(said: str) -> bool:
    """Whether words ask for a number: "mấy hộ", "bao nhiêu"."""
    return not _NUMBER_ASKED.isdisjoint(said.split())


_NUMBER_ASKED = frozenset({"may", "bao", "bn", "nhieu", "nhiu"})
