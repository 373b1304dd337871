"""What is to be changed in the minutes, as it is said: "biên bản thiếu tên anh Dụ", "ý 2 sửa lại là …", "thêm ý: …"."""

import re
from typing import Literal, NamedTuple

from handlers.vi import words

Kind = Literal["missing", "rewrite", "which", "add", "strike", "other"]


class Mend(NamedTuple):
    """A change of the minutes: whom they lack, the number of a line, or the words of one; `named` says "biên bản"."""

    kind: Kind
    said: str = ""
    number: int | None = None
    named: bool = False


_OF_THEM = r"bien ban(?: (?:hop|cuoc|buoi|bua|hom|nay|do|vua|roi|luc|qua|cua|ban|minh|thang))*"
_HEAD = re.compile(
    r"^\W*(?:(?:da|em|oi|nho|a|khoan|thoi|chet|y|ua) )*"
    rf"(?:(?:sua|chinh|doi)(?: (?:lai|giup|gium|dum|cai|vao|vo|trong))* (?:\w+ )?{_OF_THEM}"
    rf"|(?:trong |cai |o )?{_OF_THEM}(?: (?:ghi|viet|bi|con|thi|cho))*)\b\W*"
)
_WRONG = re.compile(r"^(?:(?:sai|nham|lon|roi|em|oi|bi|ghi|viet|con|cho|do|ma|a|da|thi|la)\b\W*)+")
_MISSING = re.compile(
    r"^(?:thieu|sot|quen|bo sot|chua ghi|khong ghi|them)(?: (?:ghi|mat|ten|cua|nguoi))* "
    r"(?P<who>(?:bac|anh|chi|co|chu|ong|ba|di|em|thu ky|truong ban)\b.*?)"
    r"(?: (?:co mat|co du|du hop|di hop|co toi|co den|toi|den|vo|vao|voi|nua|roi|em|a|nha|nhe|luon))*\W*$"
)
_LINE = re.compile(
    r"^(?:(?:sua|doi|chinh|ghi)(?: (?:lai|giup|gium))* )?(?:y|dong|muc)(?: so)? (?P<number>\d{1,3})\b\W*"
    r"(?:(?:sai|nham|lon|ghi|viet|roi|thi|sua|doi|chinh|lai|em|giup|gium)\b\W*)*(?P<into>(?:thanh|la|:) ?)?"
)
_ADD = re.compile(
    r"^(?:them|bo sung|ghi them|con thieu|thieu)(?: (?:mot|1|cai|giup|gium|vo|vao))*"
    r"(?: (?:y|dong|muc|noi dung))?(?: (?:nay|la))*(?: ?: ?| )(?=\w)"
)
_ADDS_A_LINE = re.compile(
    r"^\W*(?:(?:da|em|nho) )*(?:them|bo sung|ghi them|con thieu|thieu)(?: (?:mot|1|cai|giup|gium))* (?:y|dong)\b"
)
_STRIKE = re.compile(r"^(?:bo|xoa|gach)(?: (?:bot|giup|gium|luon|di))* (?:y|dong|muc)(?: so)? (?P<number>\d{1,3})\b")


_CHANGES = re.compile(r"\b(?:sua|chinh|doi)\b")


def told(text: str) -> Mend | None:
    """Read what is to be changed in the minutes; None for words about anything else.

    >>> told("bien ban thieu ten anh Vi Du")
    Mend(kind='missing', said='anh Vi Du', number=None, named=True)
    >>> told("ý 2 sửa lại là: đèn hẻm 3 hư")
    Mend(kind='rewrite', said='đèn hẻm 3 hư', number=2, named=False)
    >>> told("sửa biên bản: thêm ý mua hoa").said, told("sua lai y 2").kind, told("sai rồi, thiếu tên anh Dụ").said
    ('mua hoa', 'which', 'anh Dụ')
    >>> told("xem biên bản"), told("biên bản xong chưa"), told("sửa biên bản").said
    (None, None, '')
    >>> told("sua bien ban, 6 phan moi to"), told("thiếu 2 phần quà"), told("y kien cua anh Du")
    (Mend(kind='other', said='6 phan moi to', number=None, named=True), None, None)
    """
    bare = words.fold(words.unify(text))
    plain = text if len(text) == len(bare) else bare
    head = _HEAD.match(bare)
    start = head.end() if head else 0
    wrong = _WRONG.match(bare[start:])
    if wrong and start + wrong.end() < len(bare):
        start += wrong.end()
    rest, named = bare[start:], head is not None
    missing = _MISSING.match(rest)
    if missing is not None and (named or re.search(r"\bten\b", rest)):
        first, last = missing.span("who")
        return Mend("missing", plain[start + first : start + last].strip(" .,!"), named=named)
    line = _LINE.match(rest)
    if line is not None:
        return _of_a_line(plain[start + line.end() :], line, named=named)
    struck = _STRIKE.match(rest)
    if struck is not None:
        return Mend("strike", number=int(struck["number"]), named=named)
    added = _ADD.match(rest) if named or _ADDS_A_LINE.match(bare) else None
    if added is not None:
        return Mend("add", plain[start + added.end() :].strip(), named=named)
    changes = head is not None and _CHANGES.search(head[0]) is not None
    return Mend("other", plain[start:].strip(" ,:;.-"), named=True) if changes else None


def _of_a_line(said: str, line: re.Match[str], *, named: bool) -> Mend | None:
    rest, number = said.strip(" ,:;.-"), int(line["number"])
    if not rest:
        return Mend("which", number=number, named=named) if line[0].strip() != line["number"] else None
    corrects = line["into"] or re.search(r"\b(?:sua|doi|chinh|sai|nham|lon|lai)\b", line[0]) or ":" in line[0]
    return Mend("rewrite", rest, number, named=named) if corrects else None
