"""Which record photos show, as words tell it: by its own words, by its figures, by when it was written, by its day."""

import re
from datetime import timedelta

from db import records
from db.models import Record
from handlers import words
from handlers.context import Context
from handlers.records import gallery, meant
from handlers.vi.dates import when
from handlers.vi.reading import Reading
from handlers.vi.words import split

LATE = timedelta(hours=12)  # how far back a record is offered
_BRIEF = 40  # letters
_ABOUT_A_DAY = frozenset(
    "cua viec cai vu buoi anh hinh chup hom ngay do la da em nha a nhe nghe thi ay luc hoi . ,".split()
)
_OF_PHOTOS = re.compile(
    r"(?:(?:em|da|day|la|may|cai|nay) )*(?:cua (?:cai|viec|vu|buoi|lan|dot|hom|bua|phan|\d)"
    r"|(?:em )?gan (?:(?:may |tam )?(?:anh|hinh) )?(?:vao|vo|cho) (?:cai|viec|vu|buoi|lan|dot)"
    r"|(?:tam )?hinh (?!nhu|thuc|dung|phat|su)|tam (?:anh|nay|do)"
    r"|anh (?:nay|do|cua|hom|bua|vu|viec|cai|buoi|luc|hoi|phat|trao|tang|quen)\b)"
)
_JUST_TOLD = re.compile(  # "cái mới ghi", "gắn vào việc chị vừa lưu hồi nãy"
    r"(?:(?:em|da) )*(?:gan )?(?:(?:anh|hinh|tam|nay) )*(?:(?:vao|vo|cho|cua) )?(?:cai|viec|vu|buoi|lan)"
    r"(?: (?:hoi nay|luc nay|toi|bac|chi|anh|co|chu|minh))*"
    r"(?: (?:moi|vua)(?: (?:ghi|luu|nhap|lam|ke|bao|xong|nay|roi|do|hoi))*| gan nhat| moi nhat| cuoi cung| sau cung)"
)
_POINTS = re.compile(  # "cái 12 phần đó", "vụ 40 phần": a deed that was told before
    r"(?:cai|viec|vu|buoi|lan)(?: vu| viec)?(?: \w+){0,4}? (?:do|kia|hoi nay|luc nay|vua roi|vua ghi|moi ghi)"
    r"|(?:cai|viec|vu|lan)(?: vu| viec)? \d+(?: \w+){1,2}"
)


def by_words(ctx: Context, said: str) -> Record | None:
    """The recent record that is named by some of its words, when it is only one."""
    for far in (LATE, gallery.LATELY):
        recent = records.recent(ctx.session, ctx.person, ctx.now - far, ctx.unit)
        found = meant.by_own_words(recent, said)
        if found is not None:
            return found
        if recent and _JUST_TOLD.fullmatch(said):
            return recent[0]
    return None


def points(reading: Reading) -> bool:
    """Whether a message with figures names by them what photos show, and tells no deed.

    >>> from datetime import date
    >>> from handlers import vi
    >>> said = ("của việc 12 phần đó", "hình hôm qua quên gửi, cái vụ 40 phần", "cái 15 phần", "gắn vào cái 15 phần")
    >>> [points(vi.read(text, date(2026, 11, 20))) for text in said]
    [True, True, True, True]
    >>> said = ("buổi sáng tặng 12 phần quà", "hình như tặng 12 phần", "anh Tư tặng 12 phần", "gắn vào cổng 2 camera")
    >>> [points(vi.read(text, date(2026, 11, 20))) for text in said]
    [False, False, False, False]
    """
    said = words.plainly(reading.text)
    return begins_of_photos(said) or _POINTS.fullmatch(words.bare(reading.text)) is not None


def is_figure_alone(reading: Reading) -> bool:
    """Whether a message is a figure and nothing else, as it stands on the button of a record: "40 phần quà"."""
    return len(reading.facts) == 1 and words.plainly(reading.text) == words.bare(reading.facts[0].text)


def begins_of_photos(said: str) -> bool:
    """Whether bare words begin with what photos are of or are put to, and so tell no deed: "của việc …"."""
    return _OF_PHOTOS.match(said) is not None


def by_figures(ctx: Context, reading: Reading) -> list[Record]:
    """The records that tell the figures of a message, newest first: one's own of late, else those of the committee.

    Where the message names a day, those of that day if there are any.
    """
    since = ctx.now - gallery.LATELY
    own = gallery.of_figures(ctx, records.recent(ctx.session, ctx.person, since, ctx.unit), reading)
    found = own or gallery.of_figures(ctx, records.recent_of(ctx.session, ctx.unit, since), reading)
    return [record for record in found if is_of_the_day(ctx, record, reading)] or found


def is_of_the_day(ctx: Context, record: Record, reading: Reading) -> bool:
    """Whether a record is of the day that a message names, or it names none."""
    return reading.day is None or reading.day in records.days(ctx.session, record)


def only_tells_a_day(reading: Reading) -> bool:
    """Whether a message says no more than which day; most do not, and then nothing is looked up."""
    if reading.day is None or reading.facts or len(reading.text) > _BRIEF or "?" in reading.text:
        return False
    text = split(reading.text)
    told = {place for first, last in when(text, reading.on).places for place in range(first, last)}
    return _ABOUT_A_DAY.issuperset(word for place, word in enumerate(text.bares) if place not in told)
