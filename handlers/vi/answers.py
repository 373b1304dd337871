"""Which words plainly answer an open question: a time, a place, a reason, somebody's name.

A question that takes nearly any words asks here first. Whatever fits none of these may be about something else.
"""

import re
from datetime import date
from itertools import chain

from handlers.vi import corrections, dates, hours
from handlers.vi.words import split

_SELVES = r"(?:toi|tui|minh|bac|co|chu|cau|di|anh|chi|em|ong|ba)"
_SURELY = re.compile(  # "chị cũng đi nghen", "bác thì đi chứ sao, bác chủ trì mà"
    rf"(?:(?:da|a|u|ua|o|ma|thoi|thi|roi|con|ghi|la|bua do|hom do|{_SELVES}) )*"
    r"(?:(?:cung|thi|van|phai|nhat dinh|chac chan|duong nhien|tat nhien|kieu gi|the nao|sao|lam sao)(?: la)? )+"
    rf"(?:(?:se|co|cung|phai|{_SELVES}) )*(?:di|du|co mat|tham gia)(?: hop)?"
    rf"(?: (?:duoc|chu|sao|nghen|nha|nhe|luon|roi|ma|do|day|a|khong|em|voi moi nguoi))*"
    rf"(?: {_SELVES}(?: (?:la|lam))? (?:chu tri|chu toa|truong ban|thu ky|ranh)(?: (?:ma|do|day|em|bua do))*)?"
    rf"|(?:(?:da|a|u|ua|co|{_SELVES}) )*chac(?: (?:la|se|cung|{_SELVES}))* (?:di|du)(?: hop)?"
    r"(?: (?:duoc|do|a|em|nha|nhe|nghen))*"
    rf"|(?:(?:da|a|u|ua|co|{_SELVES}) )*(?:di|du)(?: hop)? chu(?: (?:sao|em|ma|a|con|khong|nghen))*"
)

_ANY_DAY = date(2028, 1, 1)  # which words are a time does not depend on today
_BESIDE_A_TIME = frozenset(
    "da a u o ok thi la vao luc khoang chac tam doi lui chuyen sang qua lai thanh vo den toi truoc sau trong"
    " het han xong"
    " som cuoi dau giua ngay thu tuan thang nam quy hom bua buoi gio h g phut ruoi dung chua trua chieu toi dem"
    " khuya nay"
    " mai mot kia do ay hop lay di nha nhe nghen nghe em oi con giup gium duoc thoi luon nua moi nham lon khong"
    " phai ma hang dinh ky lan cho va"
    " hoac hay de minh bac co chu anh chi ban am lich ram mung mong chu nhat bay hai ba tu sau tam chin muoi"
    " mot".split()
)
_MOVING = frozenset({"doi", "lui", "chuyen", "hoan", "huy"})
_NO_ANSWER = _MOVING | {"lich"}
_OF_ANOTHER = frozenset({"hop", "lich", "cuoc", "buoi"})
_PLACES = re.compile(
    r"(?:(?:da|a|thi|la|hop|em|lay|dung|duoc|chac|o|tai|ngay|ra|qua|den|sang|trong|ngoai|ben|truoc|sau|duoi"
    r"|tren|gan|canh) )*"
    r"(?:nha|tru so|van phong|hoi truong|uy ban|ubnd|dinh|chua|truong|san|quan|phong|cho(?= \w)|cong vien|tram"
    r"|nha tho|hem"
    r"|duong|khu pho|kp|phuong|to|so(?= \d)|toa nha|chung cu|mieu|khu|goc|cau|sanh|tang|lau|diem|trung tam"
    r"|thu vien|bao tang|ca phe"
    r"|am|xa|khom|ap|cau lac bo|clb|cong an|dien|dao)\b"
)
_SOMEWHERE = re.compile(r"(?:(?:da|a|thi|la|hop|em|chac) )*(?:tai|o|ngay|ngoai|ben|truoc|sau|duoi|tren|gan|canh) \w")
_REASONS = re.compile(
    r"(?:(?:da|a|tai|vi|do|boi|ly do|la|toi|tui|bac|co|chu|anh|chi|em|minh|bua do|hom do|bua nay|hom nay|mai"
    r"|toi do|chac"
    r"|bi|phai|dang|moi|vua|co|hoi|nha|con|chau|vo|chong|me|ba|cha|ma|ong|noi|ngoai|gai|trai|ut) )*"
    r"(?:ban|ket|mac|di|ve|met|dau|benh|om|sot|cam(?! on)|khong khoe|khong duoc khoe|viec|khach|dam|gio|cuoi"
    r"|tiec|truc|lam|cham|dua"
    r"|don|ruoc|kham|mo|nam vien|nhap vien|tai kham|thi|hop phu huynh|trung|mua|ngap|xe|xa|cong tac|hoc|day|gac"
    r"|giu|trong|coi"
    r"|nuoi|len ca|ca dem|tang ca|chuyen|cong chuyen|que|tap huan|du|sinh|de|mat|qua)\b"
)
_SLIPS = re.compile(
    r"(?:(?:da|a|tai|vi|do|boi|ly do|la|toi|tui|bac|co|chu|anh|chi|em|minh|hoi nay|luc nay|bi|da|mot|viec|so"
    r"|cai|nay) )*"
    r"(?:ghi|danh|go|bam|dem|tinh|nho|nghe|nhap|viet|noi|doc|coi|cong|nham|lon|sai|trung|chua|khong|thieu|du"
    r"|doi|hoan|huy|bot"
    r"|mua|nguoi|ho|moi|cap nhat|phuong|khu pho|kp|bao(?! cao)|tra|hut|het)\b"
)
_NAMES = re.compile(
    r"(?:(?:da|a|thi|la|cho|giao|nho|de|em) )*(?:bac|anh|chi|co|chu|ong|ba|em|di|cau|mo|thim|duong|thay|to(?= \d)"
    r"|thu ky|truong ban|pho ban|chi hoi|chi doan|hoi|ban|toi|tui|minh|khu doi|cong an|ca ban|moi nguoi)\b(?! oi\b)"
)
_REMARKS = re.compile(r"\b(?:(?<!hom )qua|ghe|troi|oi)(?: (?:em|oi|a|ha|troi|luon|roi|ta|di|bac|con))*$")
_REQUESTS = re.compile(
    r"^(?:em )?(?:gui|goi|xem|coi|cho (?:toi|tui|bac|co|chu|anh|chi|em|minh|hoi|xem|coi)|giup|cam on|xoa|rut"
    r"|huy|hoan|sua|lich"
    r"|bao cao|bieu do|so lieu|chot|nhac|ghi)\b(?! nha\b)"
)
_ASKS = re.compile(
    r"\?|^(?:em )?ai\b|\b(?:bao nhieu|may (?:gio|nguoi|phan|ho)|gi|nao|khi nao|bao gio)\b"
    r"|\b(?:ai|sao|dau|chua|khong)(?: (?:em|a|vay|ta|con))*\W*$"
)


def is_a_time(text: str) -> bool:
    """Whether words say hardly more than when: a day, an hour, a part of the day.

    >>> [is_a_time(said) for said in ("dạ 19h tối thứ bảy này", "20/12 nha em", "cuối tháng", "dời qua 8 giờ sáng")]
    [True, True, True, True]
    >>> [is_a_time(said) for said in ("hủy buổi mai", "hôm qua dọn vệ sinh 30 người", "lịch họp cả năm")]
    [False, False, False]
    """
    said = split(text)
    spans = (*hours.places(said), *dates.when(said, _ANY_DAY, ahead=True).places)
    timed = set(chain.from_iterable(range(first, end) for first, end in spans))
    words = {at: bare for at, bare in enumerate(said.bares) if said.kinds[at] == "word"}
    of_a_meeting = not _OF_ANOTHER.isdisjoint(said.bares)
    if of_a_meeting and not _NO_ANSWER.isdisjoint(said.bares) and "am" not in said.bares:
        return False
    return all(at in timed or bare in _BESIDE_A_TIME for at, bare in words.items())


def is_a_place(text: str) -> bool:
    """Whether words plainly name a place.

    >>> [is_a_place(said) for said in ("nhà chú Tư gần chợ", "tại sân đình", "quan ca phe co Ba", "lịch họp", "giúp")]
    [True, True, True, False, False]
    """
    bare = " ".join(split(text).bares)
    return (_PLACES.match(bare) or _SOMEWHERE.match(bare)) is not None and not _is_said_to_us(text)


def is_a_reason(text: str) -> bool:
    """Whether words plainly say why somebody does not come.

    >>> [is_a_reason(said) for said in ("đưa cháu đi học", "bận đám giỗ", "con ốm", "hủy buổi mai", "ai đi họp")]
    [True, True, True, False, False]
    """
    bare = " ".join(split(text).bares)
    return _REASONS.match(bare) is not None and _ASKS.search(bare) is None


def is_a_slip(text: str) -> bool:
    """Whether words plainly say what was wrong with something: "ghi nhầm số", "chưa làm", "trùng với chị Thử"."""
    bare = " ".join(split(text).bares)
    moves_a_meeting = not _MOVING.isdisjoint(bare.split()) and not _OF_ANOTHER.isdisjoint(bare.split())
    return _SLIPS.match(bare) is not None and not moves_a_meeting and not is_a_remark(text) and not _ASKS.search(bare)


def is_somebody(text: str) -> bool:
    """Whether words plainly name somebody, by title, office or circle.

    >>> [is_somebody(said) for said in ("chú Năm tổ 3", "tổ 5", "thu ky", "chi hội phụ nữ", "cảm ơn em", "lịch họp")]
    [True, True, True, True, False, False]
    """
    bare = " ".join(split(text).bares)
    few = len(bare.split()) <= _LONGEST_NAME
    return few and _NAMES.match(bare) is not None and _ASKS.search(bare) is None


def may_be_a_name(text: str) -> bool:
    """Whether words could name a place or a person at all: no remark, no request and no question is one.

    >>> [may_be_a_name(said) for said in ("Tư Hùng", "Bờ kè", "trời mưa quá em ơi", "gửi ảnh lại", "mấy giờ họp")]
    [True, True, False, False, False]
    """
    return len(split(text).lows) <= _LONGEST_PLACE and not _is_said_to_us(text)


_LONGEST_NAME, _LONGEST_PLACE = 6, 14  # words: "nhà bác Tư, số 12 hẻm 45"


def is_a_remark(text: str) -> bool:
    """Whether words only say how things are, as one does to somebody: "trời mưa quá em ơi"."""
    return _REMARKS.search(" ".join(split(text).bares)) is not None


def is_a_request(text: str) -> bool:
    """Whether words begin as what one wants of us: "gửi ảnh lại", "cảm ơn em"."""
    return _REQUESTS.search(" ".join(split(text).bares)) is not None


def changes_a_meeting(text: str) -> bool:
    """Whether words may change what is to be held: its time, its place, or something that they say of it.

    >>> [changes_a_meeting(said) for said in ("à nhầm 8h tối", "ở nhà bác Tư", "họp sớm hơn", "bữa nay mệt quá")]
    [True, True, True, False]
    """
    speaks_of_it = not _OF_A_MEETING.isdisjoint(split(text).bares)
    return (
        speaks_of_it or is_a_time(text) or is_a_place(text) or _WHOSE.fullmatch(" ".join(split(text).bares)) is not None
    )


_WHOSE = re.compile(r"(?:khong phai (?:, )?)?(?:la |cua )?(?:khu pho|kp|ap|khom) \d+[a-d]?(?: (?:em|a|nha|moi dung))*")
_OF_A_MEETING = frozenset("hop doi lui chuyen hoan huy gio ngay cho moi nhac lich thang tuan thu trung le buoi".split())


def _is_said_to_us(text: str) -> bool:
    bare = " ".join(split(text).bares)
    asks = _ASKS.search(bare) is not None or _REQUESTS.search(bare) is not None
    return asks or is_a_remark(text) or corrections.challenges(split(text))


def surely_comes(bare: str) -> bool:
    """Whether bare words say that somebody comes as a matter of course.

    >>> surely_comes("chi cung di nghen"), surely_comes("bac thi di chu sao bac chu tri ma"), surely_comes("di chu em")
    (True, True, True)
    >>> surely_comes("bac thi di cho"), surely_comes("chi di nghen")
    (False, False)
    """
    return _SURELY.fullmatch(bare) is not None
