"""A meeting that somebody would like otherwise: asked whether it may be, by so much, as it was before."""

import re
from dataclasses import replace
from datetime import date, timedelta

from handlers.vi import meeting_words, words
from handlers.vi.meeting_words import Time, Wish

_WHETHER = re.compile(
    r"[\s,]+(?:co )?(?:duoc|dc)\s+(?:khong|ko|khg|hong|hok|k|chua|chang|ha)(?: \w+){0,2}\W*$"
    r"|[\s,]+(?:co )?(?:duoc|dc|on|tien|kip)\s+(?:khong|ko|khg|hong|hok|k)(?: \w+){0,2}\W*$"
)
_PLEASE = re.compile(r"[\s,]+(?:di|nhe|nha|nghen|nhen)(?: (?:em|a|con|ban|chau|ca nha|moi nguoi))?\W*$")
_WOULD = re.compile(
    r"^(?:(?:em|e|con|da|a|hay|hay la|thoi|hoac) )*(?:(?:toi|tui|bac|co|chu|anh|chi|minh|ban|ta) )?"
    r"(?:(?:de xuat|de nghi|muon|xin|hay|hay la|dinh|tinh) )+"
)
_MEETS = re.compile(
    r"\b(?:hop|giao ban)\b(?! (?:dan|phu huynh|cu tri|mat|chi bo|chi hoi|chi doan|ly|quoc|dong|tac|thu))"
)
_BY = re.compile(
    r"\b(?:som|tre|muon|cham|lui|len|xuong|lai|day|doi|hoan)"
    r"(?: (?:hop|lai|hon|len|xuong|them|lich|gio|ngay|di|vo)){0,3}"
    r" (?P<count>\d{1,2}|mot|hai|ba|nua) ?(?P<unit>ngay|hom|bua|tuan|tieng|phut|p)\b(?P<half> ruoi)?"
)
_MOVED = re.compile(r"(?:(?:thoi|a|ua|ma|em|hay|minh) )*(?:doi|lui|hoan|day) ")
_EARLIER = re.compile(r"\b(?:som|len|truoc)\b")
_COUNTS = {"mot": 1, "hai": 2, "ba": 3, "nua": 0.5}
_UNITS = {"ngay": 1440, "hom": 1440, "bua": 1440, "tuan": 10080, "tieng": 60, "phut": 1, "p": 1}  # minutes
_AS_BEFORE = re.compile(
    r"\b(?:nhu|y|ve|theo|lay|dung) (?:cu|truoc|hoi nay|luc nay|nay|ban dau|hoi dau|luc dau|lich cu|gio cu|ngay cu"
    r"|cho cu|lich truoc)\b|\b(?:lich|gio|ngay|(?:de|giu|hop)(?: o)? cho) (?:cu|ban dau)\b"
    r"|\b(?:khoi|khong|ko|dung) (?:doi|hoan|huy|chuyen)(?: (?:hop|lich|ngay|gio))* nua\b"
    r"|\b(?:doi|huy|chuyen|bam) (?:nham|lon|sai)\b"
)
_LONGEST = 12  # words


def whether(text: str) -> str | None:
    """What a message asks whether it may be, without the words that ask; None for one that does not ask so.

    >>> whether("thang sau hop ngay 6 dc ko em"), whether("họp ngày mấy?")
    ('thang sau hop ngay 6', None)
    """
    found = _WHETHER.search(_letters(text))
    return text[: found.start()].rstrip(" ,") if found else None


def wished(text: str) -> str | None:
    """What a message would like ("mình họp ngày 7 đi", "đề xuất họp chủ nhật"); None for one that only tells.

    >>> wished("hay mình họp chủ nhật đi em"), wished("mai họp ban")
    ('mình họp chủ nhật', None)
    """
    plain = _letters(text)
    begins, ends = _WOULD.match(plain), _PLEASE.search(plain)
    if begins is None and ends is None:
        return None
    return text[begins.end() if begins else 0 : ends.start() if ends else None].strip(" ,.")


def told(text: str) -> str:
    """The words of a proposal without those that only propose: "tôi đề xuất dời qua cuối tuần".

    >>> told("tôi đề xuất dời qua cuối tuần"), told("dời qua cuối tuần")
    ('dời qua cuối tuần', 'dời qua cuối tuần')
    """
    begins = _WOULD.match(_letters(text))
    return text[begins.end() :] if begins else text


def meant(text: str, on: date) -> Wish | None:
    """The change that words want which name a meeting and another day, hour or place, and no more.

    >>> wish = meant("thang sau hop ngay 6", date(2026, 11, 20))
    >>> wish.act, str(wish.which.span.start), str(wish.to.day)
    ('move', '2026-12-01', '2026-12-06')
    >>> str(meant("lùi lại nửa tiếng", date(2026, 11, 20)).by)
    '0:30:00'
    >>> meant("họp sớm hơn 1 ngày", date(2026, 11, 20)).by, meant("họp dân ngày 6", date(2026, 11, 20))
    (datetime.timedelta(days=-1), None)
    """
    plain = _letters(text)
    found = _MEETS.search(plain)
    if found is None or len(plain.split()) > _LONGEST or "hộp" in words.unify(text):
        shifted = by(plain) if _MOVED.match(plain) else None
        return Wish("move", by=shifted, proposed=True) if shifted else None
    before, behind = text[: found.start()], text[found.end() :]
    kind, title = meeting_words.kind(plain)
    which, to = meeting_words.when(before, on, on), meeting_words.when(behind, on, on)
    wish = Wish("move", kind, title, which=Time(span=which.span), proposed=True)
    if shifted := by(plain):
        return replace(wish, by=shifted)
    if which.day is not None or which.hour is not None:  # "thứ bảy này họp lúc 8 giờ"
        behind = f"{before} {behind}"
        to = meeting_words.when(behind, on, on)
    if to.day is not None or to.hour is not None:
        return replace(wish, to=to, target=behind)
    where = meeting_words.place(behind)
    return replace(wish, act="place", place=where) if where else None


def by(plain: str) -> timedelta | None:
    """By how much bare words move something, earlier or later.

    >>> [str(by(said)) for said in ("lui lai 1 tieng", "hop som hon 30 phut", "doi sang ngay 7")]
    ['1:00:00', '-1 day, 23:30:00', 'None']
    """
    found = _BY.search(plain)
    if found is None:
        return None
    count = _COUNTS.get(found["count"]) or int(found["count"])
    minutes = (count + (0.5 if found["half"] else 0)) * _UNITS[found["unit"]]
    earlier = _EARLIER.search(found[0]) is not None
    return timedelta(minutes=-minutes if earlier else minutes)


def earlier(text: str) -> bool:
    """Whether words move something to an earlier time: "dời lên thứ hai", "họp sớm hơn, thứ tư"."""
    return _EARLIER.search(_letters(text)) is not None


def as_before(plain: str) -> bool:
    """Whether bare words want something as it was before it was changed: "thôi để như cũ", "hồi nãy dời nhầm".

    >>> as_before("thoi de nhu cu"), as_before("tra lai lich cu di"), as_before("lich cu the nao")
    (True, True, False)
    """
    asks = re.search(r"\b(?:the nao|gi|may|sao|khong|bao nhieu)\b(?! (?:doi|hoan|huy|chuyen))", plain)
    return len(plain.split()) <= _LONGEST and asks is None and _AS_BEFORE.search(plain) is not None


def _letters(text: str) -> str:
    """The message letter for letter without capitals and diacritics."""
    unified = words.unify(text)
    return words.fold(unified if len(unified) == len(text) else text.lower())


def invited(text: str, bare: str, on: date) -> Wish | None:
    """One meeting to which all are invited, without the word for it.

    >>> invited("mời cả ban tối mai 7 giờ tại nhà văn hóa", "moi ca ban toi mai 7 gio", date(2026, 11, 21)).place
    'nhà văn hóa'
    >>> invited("mời mọi người 7 giờ tối mai ăn giỗ", "moi moi nguoi 7 gio toi mai an gio", date(2026, 11, 21))
    """
    if "hop" in bare.split() or _FEAST.search(bare):
        return None
    called = _INVITES.sub(lambda found: f"{found[0]} {words.beside(text, 'họp')}", text, count=1)
    return meeting_words.single(called, on) if called != text else None


_INVITES = re.compile(
    r"^\W*(?:(?:em|nhờ|nho|giúp|giup|giùm|gium|cho|bác|bac|chị|chi|anh|tôi|tui)\s+)*(?:mời|moi)\s+"
    r"(?:(?:cả|ca|toàn|toan|hết|het)\s+ban|(?:mọi|moi)\s+(?:người|nguoi)|anh\s+(?:chị\s+)?em"
    r"|(?:các|cac|mấy|may)\s+(?:thành|thanh)\s+(?:viên|vien)"
    r"|(?:các|cac|mấy|may)\s+(?:bác|bac|anh|anh\s+chị|anh\s+chi|cô\s+chú|co\s+chu)(?:\s+trong\s+ban)?)\b",
    re.IGNORECASE,
)
_FEAST = re.compile(
    r"\b(?:an|uong|nhau|tiec|dam gio|gio chap|(?<!\d )gio(?= ba| ong| me| cha| noi| ngoai)|cuoi|thoi noi|ca phe|dam)\b"
)
