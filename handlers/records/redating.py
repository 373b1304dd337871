"""The day of what was saved, put right: "đổi ngày qua 28/11", "khoan, hôm kia"."""

import re
from datetime import date

from db import records
from db.models import Record
from handlers import words
from handlers.context import Context
from handlers.records import drafts, lines, meant
from handlers.records.changes import Draft
from handlers.vi.dates import when
from handlers.vi.reading import Reading
from handlers.vi.words import split

_SHORT = 7  # words: a longer sentence is a new one
_REDATES = re.compile(
    r"(?:sửa|sua|đổi|doi|chỉnh|chinh)(?:\s+(?:lại|lai|giúp|giup|giùm|gium))*\s+(?:cái\s+|cai\s+)?ng[àa]y\b(.*)",
    re.IGNORECASE,
)
_TO_DAY = re.compile(r"\b(?:qua|sang|thành|thanh|là|la|lại|lai|về|ve)\s+", re.IGNORECASE)
_DAY_ALONE = re.compile(
    r"(?:(?:a|ua|ma|da|em|la|cua|viec|ngay|hoi|khoan|nham|quen|(?:buoi|bua|viec|cai|vu|lan|chuyen) (?:do|nay|ay)) )*"
    r"(?:(?:sang|trua|chieu|toi) )?"
    r"(?:hom (?:qua|kia)|\d{1,2} \d{1,2}|(?:ngay|hom|bua) \d{1,2})"
    r"(?: (?:nha|nhe|ma|do|em|a|oi|lan|chu|roi|moi dung|khong phai hom nay))*"
)


def redates(reading: Reading) -> date | None:
    """The day on which something was, where a sentence puts its day right: "đổi ngày qua 28/11"."""
    told = None if reading.facts or reading.day is None else _REDATES.search(reading.text)
    if told is None or words.says(words.bare(reading.text), "hop"):
        return None
    day = when(split(_TO_DAY.split(told[1], maxsplit=1)[-1]), reading.on).day
    return day if day and day <= reading.on else None


def is_day_alone(reading: Reading) -> bool:
    """Whether a message is a day with hardly a word beside it: "khoan, hôm kia", "ngày 22/11 nha"."""
    alone = _DAY_ALONE.fullmatch(words.bare(reading.text)) is not None
    return alone and reading.day is not None and "?" not in reading.text


def was_wrong(reading: Reading) -> bool:
    """Whether a message says that a day was told wrongly, and no number: "ghi nhầm ngày, hôm qua mới đúng"."""
    return not reading.facts and meant.puts_day_right(reading) and "?" not in reading.text


def just_saved(ctx: Context, reading: Reading) -> Record | None:
    """What was saved just now, where a day is told with hardly a word beside it, and so is its day: "hôm qua nha"."""
    return meant.written_last(ctx) if is_day_alone(reading) else None


def of_another_day(ctx: Context, reading: Reading) -> Draft | None:
    """What stands as it is told, moved to another day: "20 phần quà là hôm kia, không phải hôm nay"."""
    denied = meant.day_denied(reading) if reading.facts and reading.day is not None else None
    if denied is None or reading.day in {None, denied}:
        return None
    told = {(line.indicator, line.value) for line in lines.gather(reading).lines}
    for record in meant.recent(ctx) if told else ():
        standing = {(entry.indicator, entry.value) for entry in records.lines(ctx.session, record)}
        if records.days(ctx.session, record)[0] == denied and told <= standing:
            return Draft(record.number, why=reading.text, days=drafts.days(ctx, reading))
    return None


def days(ctx: Context, reading: Reading) -> tuple[date, date] | None:
    """The days to which a correction moves its record; None where it tells of more than its day, or of none."""
    day = redates(reading)
    if day is not None:
        return day, day
    return drafts.days(ctx, reading) if _is_about_the_day(reading) else None


def _is_about_the_day(reading: Reading) -> bool:
    """Whether a correction tells nothing but another day: "à nhầm, hôm qua"; "cái hôm qua" names a record."""
    said = words.bare(reading.text)
    names_one = words.says(said, "cai", "viec", "tin", "so", *meant.JUST_NOW)
    day_alone = len(said.split()) <= _SHORT and not names_one
    return not reading.facts and (day_alone or meant.puts_day_right(reading))
