"""Words about photos that wait, whatever was talked about meanwhile: put them there, leave them, where are they."""

import re

_PHOTOS = r"(?:anh|hinh|tam hinh|tam anh|buc anh|buc hinh)"
_HOW_MANY = r"(?:may|cac|nhung|het|ca|cai|\d|hai|ba)"
_POLITE = r"(?:em|oi|di|nha|nhe|nghe|a|luon|giup|gium|dum|voi|con|toi|bac|chi|co|chu|minh)"
_ATTACHES = re.compile(
    rf"(?:(?:da|em|u|o|thoi|vay|thi) )*gan(?: (?:giup|gium|dum|cho))?(?: (?:toi|bac|chi|co|chu|em))?(?: {_HOW_MANY})*"
    rf" {_PHOTOS}(?: (?:do|nay|kia|hoi nay|luc nay|vua gui|moi gui|vao|vo|vao do|vo do|di|roi)| {_POLITE})*"
)
_DECLINES = re.compile(
    rf"(?:(?:da|em|a|ma|u|o|thoi) )*(?:khong|khoi|dung)(?: (?:can|phai|co))? gan(?: {_HOW_MANY}| {_PHOTOS})*"
    rf"(?: (?:do|nay|nua|dau|vao dau|vo dau|vao viec nao|vo viec nao|gi|gi het|het)| {_POLITE})*"
)
_ASKS_AFTER = re.compile(
    rf"(?:(?:da|con|the|vay|roi|ua|em|oi|a) )*(?:{_HOW_MANY} )*{_PHOTOS}"
    r"(?: (?:toi|bac|chi|anh|co|chu|minh|moi|vua|hoi nay|luc nay|nay gio|vua roi|gui|chup|goi|do|kia|nay|cho em|len))*"
    r"(?: (?:dau|dau roi|o dau|sao|sao roi|thi sao|tinh sao|gan dau|gan vao dau|gan vo dau|gan chua|con khong|con do))?"
    rf"(?: {_POLITE}| roi| vay| ha| ta)*"
)

_LEAVES_OUT = re.compile(  # "thôi bỏ ảnh đi", "đừng kèm ảnh", "ảnh không phải của việc này"
    r"(?:(?:da|a|u|o|thoi|ma|em) )*(?:"
    r"(?:bo|khong lay|khoi lay|dung de|khong kem|khoi kem|dung kem)"
    rf" (?:(?:het|may|cac|nhung|ca|cai|\d|hai|ba) )*{_PHOTOS}(?: ra| di)*"
    rf"|(?:(?:may|cac|nhung|\d) )*{_PHOTOS}(?: do| nay| kia)?"
    r" (?:khong|hong|ko|dau) phai(?: la)?(?: cua)? (?:viec|cai|vu)(?: nay| do)?)"
    rf"(?: (?:ra|nay|do|kia|nua|het|hoi nay|luc nay)| {_POLITE})*"
)
_OF_THIS = re.compile(  # "của việc này đó em", "gắn vào đây luôn"
    rf"(?:(?:da|a|u|o|em|co|{_PHOTOS}|nay|do|la) )*"
    rf"(?:(?:cua|gan(?: {_PHOTOS})?(?: vao| vo)?) (?:viec|cai|vu) (?:nay|do)"
    rf"|(?:gan|kem|lay)(?: {_PHOTOS}| luon| vao| vo| het| may| day)*)(?: (?:do|day)| {_POLITE})*"
)
_ASKS_WHICH = re.compile(
    rf"(?:(?:da|the|vay|roi|ua|em|oi|a|co|con|may|cac|nhung|\d) )*{_PHOTOS}(?: nao)?(?: (?:con|dang|van))*"
    r" (?:chua|cho)(?: duoc)? gan(?: (?:vao|vo|viec|nao|dau|gi|khong|hong|ko))*"
    rf"(?: {_POLITE}| vay| ha| ta)*"
)


def attaches(said: str) -> bool:
    """Whether bare words want photos put where they belong.

    >>> attaches("gan anh"), attaches("em gan giup chi may tam hinh hoi nay nha"), attaches("gan 3 camera")
    (True, True, False)
    """
    return "gan " in said and _ATTACHES.fullmatch(said) is not None


def declines(said: str) -> bool:
    """Whether bare words want photos put nowhere.

    >>> declines("thoi khong gan"), declines("khoi gan hinh nua em"), declines("khong gan bang ten")
    (True, True, False)
    """
    return " gan" in said and _DECLINES.fullmatch(said) is not None


def leaves_out(said: str) -> bool:
    """Whether bare words want no photo with what is told, all those that came along.

    >>> leaves_out("thoi bo anh di"), leaves_out("bo het hinh ra em"), leaves_out("anh do khong phai cua viec nay")
    (True, True, True)
    >>> leaves_out("bo tam hinh sau"), leaves_out("bo hinh 2"), leaves_out("khong phai viec nay")
    (False, False, False)
    """
    return ("anh" in said or "hinh" in said) and _LEAVES_OUT.fullmatch(said) is not None


def are_of_this(said: str) -> bool:
    """Whether bare words put photos to what is being told.

    >>> are_of_this("cua viec nay do em"), are_of_this("gan anh vao day luon nha"), are_of_this("cua viec don ve sinh")
    (True, True, False)
    """
    return _OF_THIS.fullmatch(said) is not None


def asks_after(said: str) -> bool:
    """Whether bare words ask for photos that were sent, and for none of a deed.

    >>> asked = ("con anh do", "anh vua gui dau", "may tam hinh hoi nay sao roi em", "hinh chi moi gui dau")
    >>> [asks_after(said) for said in asked]
    [True, True, True, True]
    >>> [asks_after(said) for said in ("hinh hom phat qua dau", "xem hinh", "anh Tu dau")]
    [False, False, False]
    """
    named = "anh" in said or "hinh" in said
    return named and (_ASKS_AFTER.fullmatch(said) is not None or asks_which(said))


def asks_which(said: str) -> bool:
    """Whether bare words ask whether any photo waits.

    >>> asks_which("co hinh nao chua gan khong"), asks_which("may tam hinh chua gan dau em"), asks_which("anh chua gan")
    (True, True, True)
    """
    return " gan" in said and _ASKS_WHICH.fullmatch(said) is not None


def asks_if_put(said: str) -> bool:
    """Whether bare words ask if photos were put somewhere, or are still there; for photos that do not wait any more.

    >>> asks_if_put("anh do gan chua em"), asks_if_put("con hinh hoi nay"), asks_if_put("hinh hoi nay dau")
    (True, True, False)
    """
    return asks_which(said) or (
        (" gan" in said or said.startswith(("con hinh", "con anh"))) and _ASKS_AFTER.fullmatch(said) is not None
    )
