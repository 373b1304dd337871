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


def asks_after(said: str) -> bool:
    """Whether bare words ask for photos that were sent, and for none of a deed.

    >>> asked = ("con anh do", "anh vua gui dau", "may tam hinh hoi nay sao roi em", "hinh chi moi gui dau")
    >>> [asks_after(said) for said in asked]
    [True, True, True, True]
    >>> [asks_after(said) for said in ("hinh hom phat qua dau", "xem hinh", "anh Tu dau")]
    [False, False, False]
    """
    return ("anh" in said or "hinh" in said) and _ASKS_AFTER.fullmatch(said) is not None
