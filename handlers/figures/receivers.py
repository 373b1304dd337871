"""For whom gifts were: the book keeps them as one, so an answer about some who received them says so."""

import re

from db.catalogue import Indicator
from handlers.figures import frames
from handlers.figures.asked import Asked

_GIFTS = frozenset({"qua_so_phan", "qua_tri_gia", "gao_kg"})
_WHO = (
    r"(?:(?:cac|nhung|may|ba con|dong bao) )*"
    r"(?:(?:ho|gia dinh|nguoi|nha|dien|tre em|hoc sinh|tre|em|chau|sinh vien)(?: (?:dan|thuoc dien|co hoan canh))? )?"
    r"(?:can ngheo|ngheo|kho khan|kho|neo don|khuyet tat|tan tat|mo coi|tre em|tre nho|tre|thieu nhi|thieu nien|con nit"
    r"|chau|cac chau|cac em|em nho|tui nho|hoc sinh|sinh vien|gia|cao tuoi|lon tuoi|ong ba gia|chinh sach|co cong"
    r"|thuong binh|liet si|cong nhan|phu nu|dan toc|benh nhan|cuu chien binh)"
)
_GIVEN_TO = re.compile(
    rf"\b(?:cho|toi|den|tang|phat|qua|qua cua|qua danh cho) {_WHO}\b"
    rf"|\b{_WHO} (?:duoc|nhan|co)(?: (?:tang|phat|cho|nhan))* "
)
_ALONE = re.compile(rf"(?:cho )?{_WHO}\b")


def named(question: Asked) -> str | None:
    """The words of a question about gifts that say for whom they were; None where it is about all of them."""
    if _GIFTS.isdisjoint(question.question.indicators):
        return None
    found = _GIVEN_TO.search(question.said)
    return found[0].strip() if found else None


def others(before: Asked, said: str) -> str | None:
    """The words for whom, after a question about gifts to some: "còn hộ cận nghèo", "còn hộ nghèo năm ngoái"."""
    found = _ALONE.match(said) if named(before) is not None and not frames.counts(said) else None
    rest = said[found.end() :].strip() if found else ""
    return f"cho {found[0].removeprefix('cho ')}" if found and (not rest or frames.is_time(rest)) else None


def people_asked(question: Asked, first: Indicator) -> bool:
    """Whether it is asked how many people, of what is counted otherwise: "mấy người nhận quà"."""
    if first.kind != "flow" or first.unit in _PEOPLE or "nguoi" not in question.said:
        return False
    return _HOW_MANY_PEOPLE.search(question.said) is not None


_PEOPLE = frozenset({"nguoi", "luot", "ho", "cuoc", "vu", "other"})
_HOW_MANY_PEOPLE = re.compile(r"\b(?:may|bao nhieu|bn|nhieu) nguoi\b(?! (?:ngheo|gia|kho))")
