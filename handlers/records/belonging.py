"""Whose figure a number is (the committee's own, the ward's, an association's) and by which standard it was made."""

import re

from handlers import words
from handlers.vi.reading import Fact, Reading

_FOR_WARD = "tinh cho phuong"
_BY_WARD = ("phuong dua", "phuong cap", "phuong gui", "phuong phan bo", "phuong ho tro", "phuong chuyen xuong")
_WARD_GAVE = re.compile(  # and not together with the khu phố
    r"^(?!.*\b(?:cung|voi|phoi hop|khu pho|kp)\b.* phuong )(?:.* )?"
    r"(?<!toan )(?<!ca )(?<!va )(?<!o )(?<!cua )(?<!tren )(?<!quy )(?<!vnn )(?<!ngheo )"
    r"\bphuong (?:tang|trao|phat|cho)(?! (?:tien|thuong)\b)"
)
_FOR_ASSOCIATION = ("tinh cho chi hoi", "tinh cho hoi")
_NOT_FOR_WARD = ("dung tinh cho phuong", "khong tinh cho phuong")
_STANDARDS = {
    "city": ("chuan thanh pho", "chuan tp", "chuan cua thanh pho"),
    "national": ("chuan trung uong", "chuan tw", "chuan quoc gia"),
}
_POOR = frozenset({"ho_ngheo", "ho_can_ngheo"})


def counts_for(reading: Reading, fact: Fact) -> str:
    """Whose figure a fact belongs to: said of the whole message, or in the words just before the number.

    >>> from datetime import date
    >>> from handlers.vi import read
    >>> said = read("phường đưa xuống 10 phần quà, KP mình tự vận động thêm 8 phần nữa", date(2026, 11, 21))
    >>> [counts_for(said, fact) for fact in said.facts]
    ['phuong', 'own']
    """
    whole = words.bare(reading.text)
    if words.says(whole, *_FOR_ASSOCIATION):
        return "chi_hoi"
    if words.says(whole, _FOR_WARD) and not words.says(whole, *_NOT_FOR_WARD):
        return "phuong"
    clause = words.bare(_clause(reading, fact))
    by_ward = words.says(clause, *_BY_WARD) or ("phuong" in clause and _WARD_GAVE.search(clause))
    return "phuong" if by_ward else "own"


def of_all(reading: Reading) -> str | None:
    """Whose all figures are, where a message says nothing else.

    >>> from datetime import date
    >>> from handlers.vi import read
    >>> said = ("tính cho chi hội thôi", "của phường chứ không phải của mình", "không, tính cho phường", "ừ")
    >>> [of_all(read(text, date(2026, 11, 21))) for text in said]
    ['chi_hoi', 'phuong', 'phuong', None]
    >>> of_all(read("không tính cho phường", date(2026, 11, 21)))
    'own'
    """
    said = words.bare(_NO_COMMA.sub("", reading.text))  # "không, tính cho khu phố" denies nothing of it
    if _ONLY_WHOSE.fullmatch(said) is None:
        return None
    denied = [found[1] for found in _DENIED.finditer(said)]
    meant = _DENIED.sub(" ", said)
    found = [whose for whose, named in _WHOSE.items() if words.says(meant, *named)]
    if not found and denied and denied[0] not in _WHOSE["own"]:
        return "own"
    return found[0] if len(found) == 1 else None


_NO_COMMA = re.compile(r"^\s*(?:không|khong|ko|k)\s*[,.]\s*", re.IGNORECASE)
_WHOSE = {"chi_hoi": ("chi hoi", "hoi"), "phuong": ("phuong",), "own": ("khu pho", "kp", "minh")}
_NAMES = "|".join(name for named in _WHOSE.values() for name in named)
_DENIED = re.compile(rf"\b(?:khong|dung|ko|k)(?: phai)?(?: la)?(?: tinh)?(?: cho| cua)? ({_NAMES})\b")
_LITTLE = "a|u|da|em|cai|nay|do|viec|so|la|chu|khong|ko|k|dung|phai|tinh|cho|cua|thoi|luon|nha|nhe|het|ca|lai|ma|vay"
_ASSOCIATIONS = "phu|nu|nong|dan|cuu|chien|binh|nguoi|cao|tuoi"
_ONLY_WHOSE = re.compile(
    rf"(?:(?:{_LITTLE}) )*(?:tinh cho|tinh vo|tinh vao|cua) (?:{_NAMES})"
    rf"(?: (?:{_LITTLE}|{_NAMES}|{_ASSOCIATIONS}))*"
)


def for_the_ward(reading: Reading) -> bool:
    """Whether a message says that its figures are the ward's, so that naming the ward means no other book."""
    return any(counts_for(reading, fact) == "phuong" for fact in reading.facts)


def standard(reading: Reading, fact: Fact) -> str | None:
    """By which standard a count of poor households was made, where the message says it."""
    if fact.indicator not in _POOR:
        return None
    said = words.bare(reading.text)
    denied = said.replace("khong phai chuan tw", "").replace("khong phai chuan tp", "")
    return next((name for name, phrases in _STANDARDS.items() if words.says(denied, *phrases)), None)


def _clause(reading: Reading, fact: Fact) -> str:
    """The words from the number before, or from the last comma, up to a number."""
    start = max((f.end for f in reading.facts if f.end <= fact.start), default=0)
    before = reading.text[start : fact.start]
    return before[max(before.rfind(mark) for mark in ",;.\n") + 1 :]
