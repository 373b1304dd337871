"""The member's own words for what is counted: "20 chậu hoa" are no "20 cây", and "vắng 4" is more than "4"."""

import re

from handlers import words

_OWN_NOUNS = {
    "cay": ("chậu hoa", "chậu"),
    "xe_dap": ("xe đạp",),
    "other": (
        "cuốn tập", "cuốn vở", "quyển vở", "quyển tập", "cuốn sách", "cuốn", "quyển", "ba lô", "cặp sách", "cặp",
        "xe lăn", "xe đạp", "bộ quần áo", "áo dài", "cái áo", "cái mền", "áo ấm",
    ),
}  # fmt: skip
_BARE = {unit: tuple((noun, words.bare(noun)) for noun in nouns) for unit, nouns in _OWN_NOUNS.items()}
EACH = {
    "ho": "hộ", "nguoi": "người", "em": "em", "chau": "cháu", "nha": "nhà", "phan": "phần", "suat": "suất",
    "cu": "cụ", "the": "thẻ",
}  # fmt: skip
_PEOPLE = ("em", "chau", "cu")
_CLASSIFIERS = frozenset("cai chiec con bo dua tam ba ong bac co chu anh chi".split())
_CONTAINERS = frozenset("chai goi hop thung bich bao lon ky kg can lit loc tui".split())
_HELD = re.compile(  # what is in it: "2 chai nước mắm"
    r"(?: (?!(?:với|voi|và|va|cho|mỗi|moi|là|la|ạ|a|em|nha|nhe|rồi|roi|của|cua|trong)\b)[^\W\d]+){1,2}", re.IGNORECASE
)
_LEADS_IN = frozenset("co duoc va voi them thi la gom trong do con nua roi ma vua da khoang chung".split())
_JOINS = frozenset({"voi", "va", "cung"})
_MOST_BEFORE = 3  # words
_BOUND = re.compile(r"[,.;:()\n]|\d")
_BEHIND = re.compile(r" ([^\W\d]+)")


def noun(unit: str, said: str) -> str:
    """The word by which things were counted, where the unit has another one; "" where it has not.

    >>> noun("cay", "20 chậu hoa"), noun("other", "50 cuon tap"), noun("other", "3 món")
    ('chậu hoa', 'cuốn tập', '')
    """
    if unit not in _BARE:
        return ""
    bare = words.bare(said)
    return next((own for own, plain in _BARE[unit] if words.says(bare, plain)), "")


def only(unit: str, *texts: str) -> str:
    """The one thing of a unit that some records tell of; "" where they name none, or several.

    >>> only("other", "35 cuốn tập"), only("other", "35 cuon tap, 2 xe dap"), only("other", "2 ba lô", "3 cái mền")
    ('cuốn tập', '', '')
    """
    found: set[str] = set()
    for bare in map(words.bare, texts):
        told = {own: plain for own, plain in _BARE.get(unit, ()) if words.says(bare, plain)}
        found |= {own for own, plain in told.items() if not any(plain != one and plain in one for one in told.values())}
    return found.pop() if len(found) == 1 else ""


def person(said: str) -> str:
    """What those counted are called who are no mere people: “em” of "5 em"; "" of any others."""
    return next((EACH[one] for one in _PEOPLE if one in words.bare(said).split()), "")


def whole(text: str, start: int, end: int) -> str:
    """A number with the words around it that say of what it is, as typed.

    >>> cases = [("họp 30 người, vắng 4", "4"), ("sửa nhà, nhà nước 50 triệu", "50 triệu")]
    >>> cases.append(("30 bàn, 3 cái bàn", "3 cái"))
    >>> [whole(text, text.rindex(said), text.rindex(said) + len(said)) for text, said in cases]
    ['vắng 4', 'nhà nước 50 triệu', '3 cái bàn']
    >>> whole("dọn hẻm 300 mét", 8, 15), whole("dọn vệ sinh 40 người, có 25 hộ", 25, 30)
    ('300 mét', '25 hộ')
    """
    behind = _BEHIND.match(text, end)
    if behind and words.bare(text[start:end]).split()[-1] in _CLASSIFIERS:
        end = behind.end()
    held = _HELD.match(text, end) if words.bare(text[start:end]).split()[-1] in _CONTAINERS else None
    if held:
        end = held.end()
    bound = max((found.end() for found in _BOUND.finditer(text, 0, start)), default=0)
    if not bound:
        return text[start:end]
    before = text[bound:start].split()
    if text[bound - 1].isdigit():
        before = before[1:]  # the unit of the number before
    for_whom = [place for place, word in enumerate(before) if word.lower() == "cho"]
    before = before[for_whom[-1] + 1 :] if for_whom else before
    joined = [place for place, word in enumerate(before) if words.bare(word) in _JOINS]
    before = before[joined[-1] + 1 :] if joined else before
    while before and words.bare(before[0]) in _LEADS_IN:
        before = before[1:]
    return " ".join([*before, text[start:end]]) if len(before) <= _MOST_BEFORE else text[start:end]
