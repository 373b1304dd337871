"""The words of a correction: whether a sentence changes what stands in the book, takes it out, and why."""

import re

from db import records
from handlers import wording, words
from handlers.context import Context
from handlers.records import (
    adding,
    anew,
    changes,
    meant,
    moving,
)
from handlers.records.changes import Draft
from handlers.vi.reading import Fact, Reading

_VOID_WORDS = frozenset({"xoa", "rut", "huy", "bo"})
OF_WHAT_STANDS = ("sua cai", "sua viec", "sua so", "sua lai", "sua tin", "doi cai", "doi lai", "chinh lai", "sua cho")
_BECOMES = re.compile(
    r"(?:(?:em|bac|co|chu|anh|chi|toi|muon|can|nho) )*(?:sua|doi|chinh)(?: giup| gium| lai| cai| so)* \d+(?: \w+)? "
    r"(?:thanh|qua|sang|lai) \d+\b(?! gio| h\b)"
)
_TAKES_OUT = re.compile(
    r"(?:em )?(?:bo|xoa|rut|huy|go)(?: giup| gium| dum| ho)? (?:cai|viec|so|tin|dong|lan|phieu)(?: ghi)? "
    r"(?:vua|hoi|moi|luc|do|nay|kia|cuoi|sang|trua|chieu|da (?:ghi|luu))\b.*"
)
_MENDS_TO = re.compile(
    r"(?:(?:thoi|a|ua|ma|em) )*(?:sua|doi|chinh)(?: lai| thanh| la| giup| gium)* \d\S*(?: [a-z]+){0,2}"
)  # "thôi sửa 12 suất"
_MENDED = frozenset({"can_nha", "m", "km", "m2", "bong_den", "camera", "other"})  # things that one repairs
_NAMED_BECOMES = re.compile(
    r"(?:em )?(?:(?:sua|doi|chinh)(?: giup| gium| lai| cai| so| dong| muc)*|dong) (?:[a-z]+ ){1,4}"
    r"(?:thanh|la|con|xuong|len) \d{1,6}"
    r"|(?:em )?(?:sua|doi|chinh) (?!duong|nha|cau|hem|cong|den|mai|bong|ngay)(?:[a-z]+ ){0,4}?(?:hom|bua|ngay) \S+ "
    r"(?:\S+ ){0,3}?(?:thanh|la|lai) \d{1,6}(?: (?:phan|suat|em|ho|nguoi|luot|vu|cu|ky|kg|trieu)(?: qua| gao)?)?"
)
_TAKES_BACK = re.compile(
    r"(?:em |cho (?:toi|bac|co|chu|anh|chi) )?(?:rut lai|xoa bo|huy bo) (?:cai|viec|so|dong|phieu|lan) "
)
_SPENT = re.compile(r"\b(?:het|ton) (?:\d|gan|hon|khoang)")  # "sửa lại nhà văn hóa hết 20 triệu" mends a house
LONGEST_REASON = 12  # words
SHORT = 7  # words: a longer sentence is a new one
REASONS = ("Ghi nhầm", "Ghi trùng", "Chưa làm")


def wants(reading: Reading) -> bool:
    """Whether a sentence corrects what stands in the book: "sửa cái hồi sáng thành 30 phần" too."""
    said = words.bare(reading.text)
    named = bool(meant.number_in(reading.text)) or moving.is_wished(reading)
    takes_out = not reading.facts and _TAKES_OUT.fullmatch(said) is not None
    takes_out = takes_out or (not reading.facts and _TAKES_BACK.match(said) is not None)
    becomes = _BECOMES.match(said) is not None or _NAMED_BECOMES.fullmatch(said) is not None
    of_what_stands = said.startswith(OF_WHAT_STANDS) and _SPENT.search(said) is None
    counts = bool(reading.facts) and all(fact.unit not in _MENDED for fact in reading.facts)
    if counts and _MENDS_TO.fullmatch(said):
        return True
    return (
        (bool(reading.facts or words.bare_number(reading) is not None) and _SAID_WRONG.match(said) is not None)
        or reading.intent == "correct"
        or named
        or takes_out
        or becomes
        or of_what_stands
    )


def is_no_slip(ctx: Context, reading: Reading) -> bool:
    """Whether what was only forgotten is told, of figures that no recent record has: "à quên, còn 4 hộ nghèo"."""
    told = {fact.indicator for fact in reading.facts}
    if not told or None in told or not adding.forgotten(reading) or meant.number_in(reading.text):
        return False
    if any(fact.per_item for fact in reading.facts):
        return False  # "quên, mỗi phần 200 ngàn" is of the parcels told before
    return told.isdisjoint(e.indicator for each in meant.recent(ctx) for e in records.lines(ctx.session, each))


def says_wrong(reading: Reading) -> bool:
    """Whether a sentence says that what was told before was wrong, or not all."""
    return adding.is_meant(reading) or _SAID_WRONG.match(words.bare(reading.text)) is not None


_SAID_WRONG = re.compile(  # "hồi nãy chú nói lộn, 3 triệu rưỡi"
    r"(?:(?:a|ay|ua|ui|oi|da|em|khong|ma|hoi nay|luc nay|hoi sang|hoi trua|vua roi|khi nay|ban nay"
    r"|toi|bac|co|chu|anh|chi|minh) )*"
    r"(?:(?:(?:noi|ghi|bao|nhan|go|bam|danh|dem|tinh|nho|ke) )?(?:nham|lon|sai)|"
    r"(?:noi|ghi|bao|nhan|nhap|bam|danh|viet|dem|tinh|ke)(?: bi)? (?:du|thua|thieu|sot))\b"
    r"|(?:(?:a|ua|da|em|oi) )*quen\b"
    r"|(?:\S+ ){1,6}(?:nham|lon)(?: roi| em| a| do)*$"
)


def adds(ctx: Context, reading: Reading) -> bool:
    """Whether a sentence tells more of what was recorded last, and does not name it: "thêm 500 ngàn của anh Tư nữa"."""
    if any(fact.indicator and not fact.planned for fact in reading.facts) or not adding.is_meant(reading):
        return False
    last = next(iter(meant.recent(ctx)), None)
    if last is not None and ctx.now - last.at <= meant.JUST_SAVED and anew.is_only_more(reading):
        return bool(changes.told(ctx, last, reading))
    if not adding.forgotten(reading) and {fact.unit for fact in reading.facts if not _gives(fact)} != {"dong"}:
        return False  # "mới thêm 2 hộ tạm trú" is a matter of its own
    return last is not None and bool(changes.told(ctx, last, reading))


def _gives(fact: Fact) -> bool:
    """Whether a number may only tell how many gave: "2 nhà góp thêm 400 ngàn"."""
    return fact.aside and fact.unit in {"ho", "can_nha", "nguoi"}


def takes_out(reading: Reading) -> bool:
    """Whether a sentence takes something out of the book: "rút #KP9-0001", "xóa cái hồi sáng"."""
    return bool(_VOID_WORDS & set(words.bare(reading.text).split()[:2])) and not reading.facts


def reason_beside(draft: Draft, reading: Reading) -> str | None:
    """The reason that is told beside a change without having been asked for: "đánh máy sai", "vì ghi trùng"."""
    if draft.takes_out and _CORRECTS_A_NUMBER.search(words.bare(reading.text)):
        return None  # "cây đó là 50 chứ không phải 15" is no reason why another record goes
    own = next((reason for reason in REASONS if words.same(reading.text, reason)), None)
    if own is not None:
        return wording.lower_first(own)
    few = len(words.bare(reading.text).split()) <= LONGEST_REASON
    slip = _SLIP.fullmatch(words.bare(reading.text)) is not None
    return reading.text.strip(" .") if few and (slip or (draft.takes_out and reason_in(reading.text))) else None


_CORRECTS_A_NUMBER = re.compile(
    r"\d.*\b(?:chu )?(?:khong phai|hong phai|dau phai)\b|\b(?:khong phai|hong phai|dau phai)\b.*\d"
    r"|\d.*\b(?:moi dung|moi phai|thanh \d)|\b(?:sua|doi|chinh)\b.*\d"
)
_SLIP = re.compile(
    r"(?:(?:a|da|tai|do|vi|hoi nay|luc nay|toi|bac|co|chu|anh|chi|em) )*"
    r"(?:ghi|danh may|danh|go|bam|dem|tinh|nho|nghe|nhap|viet|noi|doc|coi|cong) (?:may )?"
    r"(?:nham|lon|sai|sot|thieu|trung|du|lai|thua)(?: (?:so|roi|ten|ngay|nguoi|em|a|thoi|do|nhe|nha))*"
    r"|(?:nham|lon|sai|trung) (?:so|phieu|viec)(?: (?:roi|em|a|thoi))*"
)


def is_a_deed(reading: Reading) -> bool:
    """Whether a few words with one number tell a deed of their own, and correct nothing: "hòa giải 2 vụ"."""
    corrects = wants(reading) or words.puts_right(reading) or adding.is_meant(reading)
    return len(reading.facts) == 1 and not corrects and not anew.says_little_more(reading)


def reason_in(text: str) -> str | None:
    """The reason in a sentence that takes a record out.

    >>> reason_in("xóa #KP9-0001 vì ghi trùng"), reason_in("xóa #KP9-0001")
    ('ghi trùng', None)
    """
    found = _BECAUSE.search(text)
    return found[1].strip(" .") or None if found else None


def is_request(text: str) -> bool:
    """Whether the words only ask to take something out, and give no reason."""
    return not text or bool(_VOID_WORDS & set(words.bare(text).split()[:2]))


_BECAUSE = re.compile(r"(?:^|\s)(?:vì|do|lý do:?|ly do:?)\s+(.+)", re.IGNORECASE)
