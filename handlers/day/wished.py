"""Which quick report a message asks for by itself: "hôm nay", "việc của tôi"."""

import re

from handlers import words
from handlers.day.period import Basis, Kind

_ASKED: dict[str, Kind] = {
    **dict.fromkeys(("hom nay", "bao cao hom nay", "hom nay co gi", "hom nay co viec gi", "hom nay the nao",
                     "nay co gi", "bua nay co gi", "nay co viec gi", "bua nay",
                     "hom nay ghi gi", "hom nay ghi cai gi", "hoi sang ghi gi", "hoi sang ghi cai gi",
                      "hom nay ghi duoc gi", "hom nay lam duoc gi", "bao cao nhanh", "bao cao ngay", "tong ket ngay",
                      "tong ket hom nay", "bao cao trong ngay"), "today"),
    **dict.fromkeys(("tuan nay", "tuan nay co gi", "tuan nay co viec gi", "tuan nay co viec gi khong", "bao cao tuan",
                     "tuan nay the nao", "tuan nay lam duoc gi", "lich tuan nay",
                     "co gi moi", "co gi moi khong", "co viec gi moi", "co tin gi moi", "co gi khong", "dao nay co gi",
                     "tong ket tuan", "tong ket tuan nay", "bao cao tuan nay"), "week"),
    **dict.fromkeys(("viec cua toi", "viec toi", "viec cua bac", "viec cua minh", "viec cua chi", "viec cua anh",
                     "viec cua co", "viec cua chu", "toi con viec gi",
                     "viec cua minh co gi", "viec cua toi co gi", "viec minh co gi", "minh co viec gi",
                     "co viec gi cua toi khong", "co viec cua toi khong", "toi co viec gi khong",
                     "toi co viec gi lam", "con gi nua", "con gi nua khong", "con viec gi nua", "con viec gi nua khong",
                      "toi co viec gi", "con viec gi",
                     "viec cua em", "minh con viec gi", "bac con viec gi"), "mine"),
}  # fmt: skip


_MINE = re.compile(
    r"(?:(?:toi|tui|bac|chi|anh|co|chu|minh|hom nay) )*(?:co|con) (?:nhung |cac )?(?:cong )?viec gi "
    r"(?:(?:can|phai|chua|dang) )?(?:lam|xong)"
    r"|(?:(?:con|xem|coi) )*viec (?:gi |nao )?(?:cua )?(?:toi|tui|bac|chi|anh|co|chu|minh|em)"
    r"(?: (?:con|co|can|phai|lam|la|nhung|may|chua))*(?: (?:gi|nao|viec gi))?"
    r"|(?:(?:toi|tui|bac|chi|anh|co|chu|minh|cho|xem|coi|lai|con|may|cac|nhung) )*"
    r"(?:viec|cai|gi|viec gi|cai gi|viec nao) (?:(?:con|dang|lam|ghi|bo) )*(?:do|do dang|dang do)"
    r"|(?:ua |em )*(?:hoi nay|nay gio|luc nay) (?:(?:minh|toi|bac|chi|anh|co|chu|dang|lam|ghi) )*"
    r"(?:toi|den) dau(?: roi)?"
)
_WRITTEN_TODAY = re.compile(
    r"(?:(?:cho|toi|tui|bac|chi|anh|em|xem|coi|lai|het|may|nhung|cac) )+(?:viec|cai|so|tin)"
    r"(?: (?:da|toi|tui|bac|chi|anh|minh|vua))* (?:ghi|lam|nhap)(?: duoc| xong)? (?:hom nay|bua nay)"
)
_WRITTEN_BY_ME = re.compile(
    r"(?:(?:e|em|toi|tui|minh|bac|chi|anh|co|chu|da|con) )+(?:ghi|nhap|lam)(?: duoc| dc)? (?:may|bao nhieu|bn|nhieu) "
    r"(?:viec|cai|tin|lan)(?: (?:roi|vay|em|a|con|ta|trong so|vo so|vao so))*"
)
_GIVEN_TO_ME = re.compile(
    r"(?:(?:e|em|toi|tui|minh|bac|chi|anh|co|chu|da|con) )+(?:co |dang |con )?(?:duoc|bi) (?:giao|phan cong)"
    r"(?: lam)?(?: nhung| cac| may)? (?:viec )?(?:gi|nao|viec)(?: chua)?"
)
_CALLED = re.compile(r"^(?:(?:con|em|chau|e) oi |oi )")
_PLAYED = frozenset(
    {"khong", "hong", "hem", "hok", "ko", "a", "em", "con", "chau", "ta", "oi", "vay", "the", "ha", "nhi", "nhe", "da"}
)


def asked_for(text: str) -> Kind | None:
    """Which report a message asks for, if it asks for one.

    >>> asked_for("Hôm nay có gì không em?"), asked_for("viec cua toi"), asked_for("hôm nay tặng 20 phần quà")
    ('today', 'mine', None)
    """
    said = words.bare(text)
    called = _CALLED.match(said)
    said = said[called.end() :] if called else said
    while said not in _ASKED and said.rpartition(" ")[2] in _PLAYED:
        said = said.rpartition(" ")[0]
    if _GIVEN_TO_ME.fullmatch(said):
        return "mine"
    if _WRITTEN_BY_ME.fullmatch(said):
        return "own"
    if said in _ASKED:
        return _ASKED[said]
    return "today" if _WRITTEN_TODAY.fullmatch(said) else "mine" if _MINE.fullmatch(said) else None


def basis(kind: Kind | None, text: str) -> Basis:
    """Which day of a record counts: "ghi gì" asks for what was written then, "làm gì", "có gì" for what was done."""
    said = words.bare(text)
    if kind in {"own", "mine"} or _WRITING.search(said):
        return "written"
    return "either" if kind == "today" and not words.says(said, "lam") else "done"


_WRITING = re.compile(r"\b(?:ghi|nhap|bao(?! cao))\b")
