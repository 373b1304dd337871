"""More of what was told before: "quên, có thêm 500 ngàn của anh Tư nữa" is put to it, and never in its place."""

import re
from dataclasses import replace
from decimal import Decimal

from db.catalogue import indicators
from db.figure import inherited
from handlers import wording, words
from handlers.records import lines
from handlers.records.lines import DraftLine
from handlers.vi.reading import Reading

_FORGOT = re.compile(r"\b(?:quen|sot|thieu(?! nhi\b| nien\b| nu\b| may\b))\b")
_MORE = re.compile(
    r"^(?:(?:a|u|ua|da|em|oi|ma|va|roi|con|co|cong|ghi|quen|luon|toi|bac|chi|anh|co|chu) )*them\b"
    r"|\bthem(?: duoc| co| cho| cai| khoang| moi)? (?:\d|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|vai)"
    r"|\bnua(?= (?:em|a|nhe|nha|nghe|nghen|do|ne|chi|anh|bac|co|chu|oi|cua|tu|cho|luon|roi)\b|$)"
)
_NOT_YET = re.compile(
    r"(?<!cua )(?<!nha )(?<!su )(?<!ben )(?<!o )\bchua\b"
    r"|\b(?:lat|chut|ti|xiu|mai mot|it|mot|may|vai|tuan|thang|ngay|bua) nua\b"
)
_NOT_TOLD = re.compile(r"\b(?:quen|con|sot) chua (?:ghi|bao|noi|tinh|ke)\b")  # "quên chưa ghi 6 ý kiến nữa"
_NOT_MORE = ("khong", "dung", "dinh", "se", "nua la", "tong cong", "tong la", "la tong")
_IN_ALL = re.compile(r"(?<!\d )\b(?:lan|moi dung|moi phai)(?: (?:em|a|nha|nhe|do|chu|oi))*$")  # "ghi thiếu, 14 lận"
_LONGEST = 14  # words: a longer sentence tells a matter of its own


def is_meant(reading: Reading) -> bool:
    """Whether a short message tells more of the same.

    >>> from datetime import date
    >>> from handlers.vi import read
    >>> more = ("quên, có thêm 500 ngàn của anh Tư nữa", "thêm 5 phần", "còn sót 5 phần", "tư Hùng góp 200k nữa em")
    >>> all(is_meant(read(text, date(2026, 11, 21))) for text in more)
    True
    >>> other = ("à quên, 25 phần", "lát nữa phát 5 phần", "thêm 5 phần nữa là 25 phần", "tặng 5 phần")
    >>> any(is_meant(read(text, date(2026, 11, 21))) for text in other)
    False
    """
    said = _NOT_TOLD.sub("quen", words.bare(reading.text)).removeprefix(
        "chua "
    )  # "chưa, cộng thêm 120 ký nữa": it was not all
    if not reading.facts or len(said.split()) > _LONGEST or words.says(said, *_NOT_MORE) or _NOT_YET.search(said):
        return False
    if restates(reading):
        return False
    forgotten = _FORGOT.search(said)
    missing = forgotten is not None and forgotten[0] != "quen" and _IN_ALL.search(said) is None
    return _MORE.search(said) is not None or missing


def restates(reading: Reading) -> bool:
    """Whether a message says what the number of a deed told earlier is: "ủa lúc nãy dọn cống là 17 người".

    >>> from datetime import date
    >>> from handlers import vi
    >>> said = ("ủa lúc nãy dọn cống là 17 người, anh đếm thiếu 2", "hồi nãy dọn cống 17 người", "dọn cống là 17 người")
    >>> [restates(vi.read(text, date(2026, 11, 20))) for text in said]
    [True, False, False]
    """
    before = reading.text[: reading.facts[0].start] if reading.facts and reading.intent == "log" else ""
    return before.endswith((" là ", " la ")) and _EARLIER.search(words.bare(before)) is not None


_EARLIER = re.compile(r"\b(?:hoi|luc|khi) nay\b")


def forgotten(reading: Reading) -> bool:
    """Whether a message says that something was left out before."""
    return _FORGOT.search(words.bare(reading.text)) is not None


def tells_whole(reading: Reading) -> bool:
    """Whether a message says that too few were told, and how many are all: "ghi thiếu, 14 suất lận"."""
    return forgotten(reading) and _IN_ALL.search(words.bare(reading.text)) is not None


def leaves_undone(reading: Reading) -> bool:
    """Whether a message tells what is still to be done: "à quên, còn 20m nữa chưa làm"."""
    return _UNDONE.search(words.bare(reading.text)) is not None


_UNDONE = re.compile(r"\b(?:con|co|thieu) .*\bchua (?:lam|xong|phat|trao|thu|gan|lap|nop|dong|tang|xay|sua)\b")


def done(reading: Reading) -> Reading:
    """A message that tells more, with what it says is missing taken for done: "thiếu 500 ngàn của anh Tư"."""
    return reading._replace(facts=tuple(fact._replace(planned=False) for fact in reading.facts))


def together(old: DraftLine, new: DraftLine) -> DraftLine:
    """A line with what is told to be more of it."""
    new = replace(new, indicator=old.indicator)
    if new.unit != old.unit:
        old, new = _in_ledger_unit(old), _in_ledger_unit(new)
    value = -new.value if old.change and not new.change and old.value < 0 else new.value
    tops = [line.value_max or line.value for line in (old, new)]
    ranges = old.value_max is not None or new.value_max is not None
    more = wording.short_amount(new.value, new.unit) if new.unit == "dong" and new.said.isdecimal() else new.said
    said = f"{old.said} {_LESS if value < 0 < old.value else '+'} {more}"
    return replace(
        old, value=old.value + value, value_max=sum(tops, Decimal(0)) if ranges else None, said=said, how=said,
        qualifier=inherited([old.qualifier, new.qualifier]), each=None, led=None, apart="",
    )  # fmt: skip


_LESS = "\N{MINUS SIGN}"


def _in_ledger_unit(line: DraftLine) -> DraftLine:
    """A line in the unit of its indicator: half a tonne as 500 kg."""
    kept = lines.into_ledger(line)
    return replace(line, value=kept.value, value_max=kept.value_max, unit=indicators()[kept.indicator].unit)
