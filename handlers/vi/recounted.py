"""A number counted anew in a sentence of its own: "18 người mà có mấy đứa nhỏ nữa, tính 22 luôn đi"."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple


class Recount(NamedTuple):
    """What is right `now`, None where only the difference is told; with the other numbers of the sentence."""

    now: Decimal | None
    beside: tuple[Decimal, ...]
    fewer: bool  # what was told was too much
    on_top: bool = False  # `beside` came on top, and `now` is what they make together

    def of(self, counts: Sequence[Decimal]) -> tuple[int, Decimal] | None:
        """Which of some numbers it is of, and what that one is now; None where it may be of several, or of none.

        >>> Recount(Decimal(22), (Decimal(18),), False).of([Decimal(18), Decimal(3)])
        (0, Decimal('22'))
        >>> Recount(None, (Decimal(1),), False).of([Decimal(18)]), Recount(None, (), False).of([Decimal(18)])
        ((0, Decimal('19')), None)
        """
        if self.now is None:
            one = len(counts) == 1 and len(self.beside) == 1
            return (0, counts[0] + (-self.beside[0] if self.fewer else self.beside[0])) if one else None
        places = range(len(counts))
        if self.beside:
            places_told = [at for at in places if {counts[at], abs(self.now - counts[at])} & set(self.beside)]
            return (places_told[0], self.now) if len(places_told) == 1 else None
        return (0, self.now) if len(counts) == 1 else None


def read(said: str) -> Recount | None:
    """What bare words count anew; None where they tell a deed, or ask.

    >>> said = ("18 nguoi ma co may dua nho nua, tinh 22 luon di", "chet 4 chau chu chi dem thieu 1 dua")
    >>> [read(text) for text in said] == [Recount(Decimal(22), (Decimal(18),), False), Recount(Decimal(4), (1,), False)]
    True
    >>> said = ("thieu 2 nguoi nua em 20 nguoi moi du", "dung ra la 20 nguoi", "20 nguoi lan quen tinh may chau")
    >>> [found.now for found in map(read, said) if found] == [20, 20, 20]
    True
    >>> read("dem du 1 dua")
    Recount(now=None, beside=(Decimal('1'),), fewer=True, on_top=False)
    >>> [read(text) for text in ("phat 22 phan luon di", "tinh 22 nguoi", "may dua nho toi 22 nguoi")]
    [None, None, None]
    >>> read("tang them 2 phan nua la 12") == Recount(Decimal(12), (Decimal(2),), fewer=False, on_top=True)
    True
    """
    summed_up = _COMES_TO.fullmatch(said)
    if summed_up is not None:
        return Recount(Decimal(summed_up[2]), (Decimal(summed_up[1]),), fewer=False, on_top=True)
    if len(said.split()) > _LONGEST or _DOES.search(said):
        return None
    found = next(filter(None, (kind.search(said) for kind in _KINDS)), None)
    if found is None:
        return None
    start, end = found.span("now") if "now" in found.groupdict() else (0, 0)
    beside = tuple(Decimal(word) for word in f"{said[:start]} {said[end:]}".split() if word.isdecimal())
    return Recount(Decimal(said[start:end]) if end else None, beside, _FEWER.search(said) is not None)


_LONGEST = 16  # words
_BEGINS = r"^(?:(?:chet|troi|oi|a|ua|u|uay|y|da|em|ma|thoi|toi|bac|chi|anh|co|chu|dau|thi|khong phai|con|minh|lai) )*"
_ENDS = r"(?: (?:em|nha|nhe|nghe|nghen|a|do|oi|nua|luon|di|roi|vay|chu|lan))*$"
_NOW = r"(?P<now>\d{1,6})(?: (?!lai\b|chu\b|lan\b)[a-z]+){0,4}?"
_INSISTS = r"(?:chu|lan|moi dung|moi phai|moi du)\b"
_COUNTED = r"(?:dem|tinh|ghi|noi|ke|bao|coi|nho|go|nhan)(?: bi)?(?: mat)?"
_WRONGLY = rf"(?:{_COUNTED} (?:thieu|sot|lo|du|thua|lon|nham|sai)|quen (?:dem|tinh|ghi|cong|ke))\b"
_KINDS = (
    re.compile(  # "tính 22 luôn đi", "ghi 22 luôn nha em"
        r"\b(?:tinh|ghi|lay|cho)(?: (?:la|thanh|len|lai|giup|gium|het|chung|tat ca|em|toi))* (?P<now>\d{1,6})"
        r"(?: (?!luon|di\b|cho)[a-z]+){0,2}? (?:luon|di|cho (?:du|chan|tron|roi))\b"
    ),
    re.compile(rf"\b{_NOW} {_INSISTS}(?: [a-z]+){{0,3}}? {_WRONGLY}"),  # "4 cháu chứ, chị đếm thiếu 1 đứa"
    re.compile(rf"{_BEGINS}(?:(?:toi|phai|la) )*{_NOW} {_INSISTS}{_ENDS}"),  # "chết, 20 người chứ"
    re.compile(rf"{_BEGINS}(?:dung ra|le ra|dang le|thuc ra|that ra) (?:phai )?(?:la )?{_NOW}{_ENDS}"),
    re.compile(  # "thiếu 2 người nữa em, 20 người mới đủ"
        rf"{_BEGINS}(?:{_WRONGLY}|thieu)(?: [a-z0-9]+){{0,5}}? {_NOW} {_INSISTS}{_ENDS}"
    ),
    re.compile(rf"{_BEGINS}{_WRONGLY}(?: het)? \d{{1,4}}(?: [a-z]+){{0,2}}?{_ENDS}"),  # "đếm thiếu 1 đứa"
)
_COMES_TO = re.compile(  # "tặng thêm 2 phần nữa là 12"
    r"(?:[a-z]+ ){0,5}?(?:them|cong|cong them|nhan them|voi)(?: duoc| khoang| cho| co)? (\d{1,6})(?: [a-z]+){0,4}? "
    r"(?:nua(?: thi)? (?:la|thanh|du)|(?:nua )?(?:la )?(?:tong cong|cong lai|vi chi|ca thay|tat ca|thanh ra|nang len)"
    r"(?: la| duoc| thanh)?|thanh|la du)(?: duoc)? (\d{1,6})(?: (?!trieu|ngan|tr|k\b)[a-z]+){0,5}"
)
_FEWER = re.compile(rf"\b{_COUNTED} (?:du|thua)\b")
_DOES = re.compile(
    r"\b(?:tang|phat|trao|thu|gop|van dong|ung ho|mua|don|trong|xay|sua|hop|hom|mai|bao nhieu|may gio"
    r"|trieu|tr|ngan|nghin|k|dong)\b"
)
