"""What a question is about, and whether a figure is near to it: words that both have, beside those of any question."""

import re
from collections.abc import Sequence
from functools import cache

from db.catalogue import Indicator, indicators
from handlers import words
from handlers.vi.reading import Reading
from handlers.vi.words import split

OF_ANY_QUESTION = frozenset(
    "bao nhieu may hom bua roi do day kia dung chau con duoc nam nay thang quy tuan truoc ngoai qua so cac nhung "
    "co cua trong tu dau den toi gio chua khong gi nao sao la em bac chu anh chi minh cho xem coi biet hoi het "
    "tong luot nguoi va o khu pho theo tinh".split()
)  # words that stand in questions for whatever figure
_OF_TALK = frozenset(
    "nhiu bn ngay lieu cai viec ban thay moi vua nua luon di ra len dum gium giup z v tui toi ong ba ai thi the ma nhi "
    "ta ha a da oi nha nhe nghen vao vo luc khi chung bay hien cong tat ko hong kp lam duoc cuoi giua mot hai ba bon "
    "lan sau ca cung nhu phai thang tuan".split()
)  # words that tell nothing of what a question is about


def content(reading: Reading) -> list[str]:
    """The words of a question that tell what it is about, as they were typed.

    >>> from datetime import date
    >>> from handlers import vi
    >>> content(vi.read("bao nhiêu con voi", date(2026, 11, 21))), content(vi.read("bao nhieu vay", date(2026, 11, 21)))
    (['voi'], [])
    """
    typed = split(reading.text)
    so_then = asks_so_then(reading)
    told = (
        low
        for bare, low in zip(typed.bares, typed.lows, strict=True)
        if bare.isalpha() and (low in _OTHER_WORDS or bare not in _OF_ANY) and not (bare == "vay" and so_then)
    )
    return list(dict.fromkeys(told))


def asks_so_then(reading: Reading) -> bool:
    """Whether a question ends with "vậy", which is no loan: "gì vậy", "gi vay em"."""
    return "vậy" in reading.text.lower() or _SO_THEN.search(words.bare(reading.text)) is not None


_SO_THEN = re.compile(r"\bvay(?: (?:em|a|con|ta|nhi|ha|do))*$")
_OF_ANY = OF_ANY_QUESTION | _OF_TALK
_OTHER_WORDS = frozenset({"nhà", "chó", "bàn"})  # with their marks none of those


def is_near(indicator: Indicator, about: Sequence[str], *, plain: bool) -> bool:
    """Whether most of what a question is about is among the words of a figure; a word with its marks is no other."""
    own = _words(indicator.code, plain=plain)
    return 2 * sum(word in own for word in about) > len(about)


def is_of_something_else(reading: Reading) -> bool:
    """Whether a question has a word that belongs to no figure and to no question for one: "tiền trọ tháng này"."""
    plain = reading.text.isascii()
    known = frozenset().union(*(_words(code, plain=plain) for code in indicators()))
    return any(word not in known for word in content(reading))


@cache
def _words(code: str, *, plain: bool) -> frozenset[str]:
    indicator = indicators()[code]
    told = [split(name) for name in (indicator.name, *indicator.phrases)]
    return frozenset(word for name in told for word in (name.bares if plain else name.lows))
