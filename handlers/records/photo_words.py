"""Words about photos that wait, whatever was talked about meanwhile: put them there, leave them, where are they."""

import re
from collections.abc import Sequence

_PHOTOS = r"(?:anh|hinh|tam hinh|tam anh|buc anh|buc hinh)"
_HOW_MANY = r"(?:may|cac|nhung|het|ca|cai|\d|hai|ba)"
_POLITE = r"(?:em|oi|di|nha|nhe|nghe|a|luon|giup|gium|dum|voi|con|toi|bac|chi|co|chu|minh)"
_ATTACHES = re.compile(
    r"(?:(?:da|em|u|o|thoi|vay|thi) )*gan(?: lai)?(?: (?:giup|gium|dum|cho))?(?: (?:toi|bac|chi|co|chu|em))?"
    rf"(?: {_HOW_MANY})* {_PHOTOS}"
    rf"(?: (?:do|nay|kia|hoi nay|luc nay|vua gui|moi gui|vao|vo|vao do|vo do|di|roi)| {_POLITE})*"
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

_BEFORE = r"(?:(?:da|a|u|uh|um|o|ok|roi|thoi|ma|em|oi|chet|ay|ua|khoan|con|vay|thi|nho|toi|bac|chi|anh|co|chu|minh) )*"
_ONE = rf"(?:{_PHOTOS}|tam|cai {_PHOTOS})"
_SENT = r"(?:toi |bac |chi |anh )?(?:moi|vua) (?:gui|goi|gan|chup)"
_WHICH = rf"(?: (?:do|nay|kia|hoi nay|luc nay|nay gio|vua roi|{_SENT}|ra|di|luon|roi|het))*"
_TAKES = r"(?:xoa|bo|go|go bo|xoa bo|rut|dep|huy|lay(?=.* ra\b))(?: (?:giup|gium|dum|bot|luon))*"
_TAKES += rf"(?: {_HOW_MANY})* {_ONE}{_WHICH}"
_OF_NONE = rf"(?:{_ONE}{_WHICH} )?(?:khong|hong|ko|dau)(?: co)? (?:phai|cua|thuoc)(?: (?:la|cua|{_ONE}))*{_WHICH}"
_OF_NONE += r"(?: (?:viec|cai|vu)(?: (?:nao|gi))?| nao| gi| het| ca| dau| ma)*"
_SENT_WRONGLY = (
    rf"(?:(?:{_ONE}|cai|nay|do|kia|toi|bac|chi|anh|co|chu|em) )*(?:(?:gui|goi|bam|chon|lay) )?(?:nham|lon|sai)"
)
_SENT_WRONGLY += rf"(?: (?:{_ONE}|cai|roi|mat|nay|do))*"
_SPOILT = (
    rf"{_ONE}{_WHICH}(?: (?!bo |go |vo |vao |gan )\w+){{1,4}} (?:bo|xoa|go)(?: (?:{_ONE}|cai|no|nay|do|di|ra|luon))*"
)
_THROWS_AWAY = re.compile(  # "xóa tấm đó", "không phải ảnh của việc nào hết", "sai hình rồi, bỏ cái này"
    rf"{_BEFORE}(?:{_TAKES}|{_OF_NONE}|{_SENT_WRONGLY}|{_SPOILT})"
    rf"(?: (?:{_TAKES}|bo(?: cai)?(?: (?:nay|do))?|dung gan|khong gan|khoi gan)(?: di| ra| luon)*)*(?: {_POLITE})*"
)
_TAKES_ONE = re.compile(rf"{_BEFORE}{_TAKES}(?: {_POLITE})*")
_KEEPS = re.compile(  # "lưu hình này lại để sau", "hình này để sau", "giữ tấm hình đó giùm"
    rf"{_BEFORE}(?:(?:(?:giu|cat)(?: (?:giup|gium|dum|lai|tam))* {_ONE}|giu lai"
    rf"|(?:luu|de)(?: (?:giup|gium|dum|tam))* {_ONE}(?: (?:nay|do|kia|lai))* (?:de|do|sau|chut|lat|mai))"
    rf"|{_ONE}(?: (?:nay|do|kia|hoi nay))*(?: khoan)? (?:de|lat|chut|mai|hom khac|bua khac|tinh))"
    r"(?: (?:nay|do|kia|lai|de|sau|mai|lat|chut|nua|mot|hom khac|bua khac|khi khac|gan|tinh|coi|ke|da|viec|roi))*"
    rf"(?: {_POLITE})*"
)
_OF_WHAT = re.compile(  # "lưu hình này vô việc …", "đây là hình …", "không, hình đó của việc …", "2 hình này là …"
    r"(?:(?:da|a|u|o|em|oi|ma|thi|nham|lon|roi|khong|hong|ko|phai|day|do|la|ne|con) )*"
    r"(?:(?:luu|gan|bo|de|dua|cho|them|ghi|kem|gui)(?: (?:giup|gium|dum|cho|toi|bac|chi|em))* )?"
    rf"(?:{_HOW_MANY} )*(?:(?:tam |cai |buc )?hinh(?: anh)?(?! (?:nhu|thuc|dung|su|dau)\b)|(?:tam|buc) anh"
    r"|tam(?= (?:nay|do|kia|hoi nay) )|anh(?= (?:nay|do|kia|hoi nay|la|cua|hom|bua|vu|viec|buoi|luc)\b))"
    rf"(?: (?:nay|do|kia|hoi nay|luc nay|nay gio|vua roi|{_SENT}))*(?: (?:la|thi|thuoc|chup|duoc))*"
)
_ASKS = re.compile(r"\b(?:dau|khong|hong|ko|chua|nao|may|xem|coi|ha|bao nhieu|sao)\b")
_WRITTEN = re.compile(
    r" (?:(?:viec|cai) do )?(?:(?:da|co|moi|vua|duoc) )*(?:ghi|luu)(?: (?:roi|so|xong|do|hoi nay|em|a|ma))*$"
)
_WHOSE = re.compile(
    r"cua (?:bac|chi|anh|co|chu|ba|ong|di|cau) \w+(?: \w+)?(?: ghi| lam| luu)? "
    r"(?=(?:vu|viec|cai|buoi|dot|hom|bua|phat|trao|tang)\b)"
)
_ROLE = re.compile(r" cua (?:bac|chi|anh|co|chu|ba|ong) (?:thu ky|truong ban|pho ban|ke toan|thanh vien)$")
_POINTED = re.compile(r"\b(?:hinh|anh|tam) (?:nay|do|kia|hoi nay|luc nay|la|cua)\b|\bday la\b")
_STAYS = re.compile(  # "khoan, giữ lại", "thôi đừng gỡ", "để đó đi"
    rf"{_BEFORE}(?:(?:khong|dung|khoi|hong|ko)(?: co| can)?(?: (?:go|bo|xoa|lay|rut|dung))*"
    rf"|giu|de|cu de|khoan|thoi)(?: (?:lai|nguyen|do|yen|vay|y|nhu cu|{_ONE}|cai|no|nay|da|nua))*(?: {_POLITE})*"
)
_GOES = re.compile(  # "đúng, gỡ hình đó", "gỡ đi em", "đúng rồi gỡ đi"
    rf"{_BEFORE}(?:(?:dung|phai|co|vang|duoc)(?: (?:roi|vay|a|em|thi))* )*(?:go|go bo|bo|xoa|rut|lay)"
    rf"(?: (?:giup|gium|dum|cai|no|het|ca|{_HOW_MANY}|{_ONE}|nhat|tu|dau|sau|cuoi|thu|so))*{_WHICH}(?: {_POLITE})*"
)
_PLACED = re.compile(r"(?:thu|so|tam|anh|hinh) (\d|nhat|hai|ba|tu|dau|sau|cuoi)\b")
_ALL = re.compile(r"(?:het|ca|tat ca|may|hai|ba|2|3)\b")
_PLACES = {"nhat": 0, "dau": 0, "hai": 1, "ba": 2, "tu": 3, "sau": -1, "cuoi": -1}


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


def throws_away(said: str) -> bool:
    """Whether bare words want a photo put nowhere that was sent, or taken off where it was put.

    >>> said = ("xoa tam do", "go tam hinh moi gui", "khong phai anh cua viec nao het", "cai nay gui nham")
    >>> [throws_away(each) for each in said]
    [True, True, True, True]
    >>> said = ("sai hinh roi bo cai nay", "khong phai hinh do bo hinh do di", "lay hinh do ra", "gui lon hinh roi em")
    >>> [throws_away(each) for each in said]
    [True, True, True, True]
    >>> throws_away("hinh mo qua bo di em"), throws_away("tam nay hu roi bo di")
    (True, True)
    >>> said = ("bo hinh nay vo viec don ve sinh", "khong phai viec do", "nham roi", "bo cai nay", "sai roi em")
    >>> [throws_away(each) for each in said]
    [False, False, False, False, False]
    """
    return names_a_photo(said) and _THROWS_AWAY.fullmatch(said) is not None


def takes_one_off(said: str) -> bool:
    """Whether bare words want a photo gone, and say no more of it.

    >>> [takes_one_off(said) for said in ("lay hinh do ra", "xoa tam do", "lay hinh ve", "xoa cai do", "gui nham hinh")]
    [True, True, False, False, False]
    """
    return _TAKES_ONE.fullmatch(said) is not None


def of_what(said: str) -> str | None:
    """What bare words tell that photos show, which were sent before; None where they tell nothing of photos.

    >>> of_what("luu hinh nay vo viec don ve sinh hem 12"), of_what("day la hinh phat qua cho ho ngheo")
    ('vo viec don ve sinh hem 12', 'phat qua cho ho ngheo')
    >>> of_what("khong hinh do cua viec don ve sinh hom qua da ghi roi"), of_what("2 hinh nay la phat qua 20 phan")
    ('cua viec don ve sinh hom qua', 'phat qua 20 phan')
    >>> of_what("hinh nay cua bac tu vu phat gao"), of_what("hinh phat qua hom qua do")
    ('phat gao', 'phat qua hom qua do')
    >>> [of_what(said) for said in ("hinh phat qua dau", "anh tu tang 12 phan", "hinh nhu hom qua", "xem hinh")]
    [None, None, None, None]
    """
    head = _OF_WHAT.match(said)
    if head is None or not said[head.end() : head.end() + 1].isspace():
        return None
    told = _ROLE.sub("", _WHOSE.sub("", _WRITTEN.sub("", said[head.end() :]).strip()))
    return told if told and _ASKS.search(told) is None else None


def are_of_a_meeting(said: str) -> bool:
    """Whether bare words tell that photos show a meeting.

    >>> [are_of_a_meeting(said) for said in ("hinh hop ban", "buoi hop toi qua", "hop sua cho tre em", "hinh hop dan")]
    [True, True, False, True]
    """
    return "hop" in said and _MEETING.search(said) is not None


_MEETING = re.compile(
    r"\b(?:buoi|cuoc|bua|dang|di|ngoi) hop\b|\bhop (?:ban|dan|to|khu pho|chi bo|mat tran|hom|toi|sang|chieu|xong|mat)\b"
    r"|\b(?:hinh|anh) hop$"
)


def points(said: str) -> bool:
    """Whether bare words point at a photo, and ask to see none: "hinh nay phat qua"; not "hinh phat qua"."""
    return _POINTED.search(said) is not None or puts(said)


def puts(said: str) -> bool:
    """Whether bare words want photos put somewhere: "gan 2 hinh hoi nay vo #KP9-0002"."""
    return _PUTS.search(said) is not None


_PUTS = re.compile(
    rf"\b(?:luu|gan|bo|de|dua|cho|them|kem)\b.*\b(?:vo|vao|cho|qua)\b|^{_BEFORE}{_ONE}{_WHICH} (?:la|cua)\b"
)


def puts_to_a_number(said: str) -> bool:
    """Whether bare words want photos put to the record of a number, and say no more.

    >>> said = ("gan vao kp 9 0003", "em gan anh vo viec kp 9 0003 giup chi", "xem kp 9 0003", "gan vao cong 2 camera")
    >>> [puts_to_a_number(each) for each in said]
    [True, True, False, False]
    """
    return said.startswith(("gan ", "em gan ")) and _PUTS_TO_A_NUMBER.fullmatch(said) is not None


_PUTS_TO_A_NUMBER = re.compile(
    rf"(?:em )?gan (?:{_POLITE} )?(?:{_ONE}{_WHICH} )?(?:vao|vo|cho|qua)(?: (?:cai|viec|vu|so))*"
    rf" [a-z]{{1,3}}(?: \d+)? \d{{4,}}(?: {_POLITE})*"
)


def names_a_photo(said: str) -> bool:
    """Whether bare words name a photo, or what was sent.

    >>> [names_a_photo(said) for said in ("xoa tam do", "cai nay gui nham", "xoa cai do", "tam long vang")]
    [True, True, False, True]
    """
    return _NAMES_A_PHOTO.search(said) is not None


_NAMES_A_PHOTO = re.compile(r"\b(?:hinh|anh|tam|gui|goi)\b")


def keeps_for_later(said: str) -> bool:
    """Whether bare words want a photo that was sent kept, and told later what it shows.

    >>> said = ("luu hinh nay lai de sau", "hinh nay de sau", "giu tam hinh do giup chi", "giu lai")
    >>> [keeps_for_later(each) for each in said]
    [True, True, True, True]
    >>> [keeps_for_later(each) for each in ("luu hinh nay vo viec don ve sinh", "de sau", "luu hinh nay", "giu so cu")]
    [False, False, False, False]
    """
    return _KEEPS.fullmatch(said) is not None


def taken_off(text: str, said: str, offered: Sequence[str]) -> str | None:
    """The choice that words mean, bare as `said`, where it was asked whether a photo is to be taken off.

    >>> one, several = ["Gỡ ảnh", "Giữ lại"], ["Gỡ ảnh 1", "Gỡ ảnh 2", "Gỡ hết ảnh", "Giữ lại"]
    >>> [taken_off(said, said, one) for said in ("go di em", "dung roi go di", "dung go", "khoan giu lai", "hai vu")]
    ['Gỡ ảnh', 'Gỡ ảnh', 'Giữ lại', 'Giữ lại', None]
    >>> taken_off("dung, go hinh do", "dung go hinh do", one), taken_off("đừng gỡ nha", "dung go nha", one)
    ('Gỡ ảnh', 'Giữ lại')
    >>> [taken_off(said, said, several) for said in ("go tam thu hai", "go het luon", "go tam dau", "go di", "thoi")]
    ['Gỡ ảnh 2', 'Gỡ hết ảnh', 'Gỡ ảnh 1', None, 'Giữ lại']
    """
    agrees = "đúng" in text or "Đúng" in text or _AGREES.match(text) is not None
    if _STAYS.fullmatch(said) is not None and not agrees:
        return offered[-1]
    if _GOES.fullmatch(said) is None:
        return None
    if len(offered) == _ONE_OR_NONE:
        return offered[0]
    placed, photos = _PLACED.search(said), offered[:-2]
    place = None if placed is None else int(placed[1]) - 1 if placed[1].isdecimal() else _PLACES[placed[1]]
    if place is not None and place < len(photos):
        return photos[place]
    return offered[-2] if _ALL.search(said) is not None else None


_AGREES = re.compile(r"dung\s*(?:,|\.|roi\b)", re.IGNORECASE)
_ONE_OR_NONE = 2  # choices: to take the one photo off, or to leave it


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
