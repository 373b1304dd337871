"""Who is in a self-managed group ("tổ tự quản"), as whoever leads the committee says it."""

import re
from typing import Literal, NamedTuple

from handlers.vi import words

Act = Literal["add", "remove", "list"]
_TO = r"(?:to)(?: (?:nhan dan tu quan|ndtq|tu quan|dan cu))?(?: so)? (\d{1,2})"
_ADD = re.compile(rf"\b(?:them|cho|dua|moi) (?P<who>.+?) (?:vao|vo) {_TO}(?P<rest>.*)$")
_REMOVE = re.compile(rf"\b(?:bo|rut|dua|cho) (?P<who>.+?) (?:ra )?khoi {_TO}\W*$")
_LIST = re.compile(rf"^\W*(?:{_TO} (?:co|gom) (?:nhung )?ai|ai (?:o|trong) {_TO}|danh sach {_TO})\W*$")
_HEADS = re.compile(r"\bto truong\b")


class Said(NamedTuple):
    """What is said of a group, by its number; `who` as they were named, `heads` when they are its head."""

    act: Act
    number: int
    who: str = ""
    heads: bool = False


def said(text: str) -> Said | None:
    """What a sentence says of who is in a group; None for other sentences.

    >>> said("thêm bác Tám vào tổ tự quản 2 làm tổ trưởng")
    Said(act='add', number=2, who='bác Tám', heads=True)
    >>> said("cho anh Ví Dụ ra khỏi tổ 3"), said("tổ 2 gồm những ai?").act
    (Said(act='remove', number=3, who='anh Ví Dụ', heads=False), 'list')
    >>> said("thêm 20 phần quà vào tổ 2") is None, said("thêm vào nội dung họp: sửa cống tổ 2") is None
    (True, True)
    """
    plain = words.unify(text)
    bare = words.fold(plain)
    if len(plain) != len(bare):
        return None
    for act, pattern in (("add", _ADD), ("remove", _REMOVE)):
        found = pattern.search(bare)
        if found is not None:
            who = _named(text if len(text) == len(bare) else plain, found)
            rest = found["rest"] if act == "add" else ""
            return Said(act, int(found[2]), who, bool(_HEADS.search(rest))) if who else None  # type: ignore[arg-type]
    listed = _LIST.search(bare)
    return Said("list", int(next(n for n in listed.groups() if n))) if listed else None


def _named(text: str, found: re.Match[str]) -> str:
    """The name as it was typed; empty for what has a number in it, or no form of address."""
    who = " ".join(text[found.start("who") : found.end("who")].split())
    title, _, name = words.fold(who.casefold()).partition(" ")
    people = {"bac", "co", "chu", "anh", "chi", "ong", "ba", "em", "di", "cau", "thay"}
    return who if title in people and name and not re.search(r"\d", name) else ""
