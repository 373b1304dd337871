"""Which record photos show, as words tell it: by its own words, by its figures, by when it was written, by its day."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from db import records
from db.models import Record
from handlers import vi, words
from handlers.context import Context
from handlers.records import gallery, meant
from handlers.vi.dates import when
from handlers.vi.reading import Reading
from handlers.vi.words import split

LATE = timedelta(hours=12)  # how far back a record is offered
RECENT = timedelta(days=3)  # how far back words that only fit a record are taken to mean it
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


class Meant(NamedTuple):
    """The records that words of photos may mean, newest first.

    `fits` tells that nothing in the words speaks against them, `sure` that they mean the one; words that tell nothing
    of what photos show are `silent`.
    """

    records: Sequence[Record] = ()
    fits: bool = False
    sure: bool = False
    silent: bool = False


def by_caption(ctx: Context, reading: Reading, but: Record | None = None) -> Meant:
    """What words without figures mean: every word of weight must stand in a record, a name that does not is of another.

    One's own records of the last days are meant by such words; an older one is where it is pointed at, or by its day.
    Where none of one's own fits, one that another member of the committee wrote may.
    """
    lately = records.recent(ctx.session, ctx.person, ctx.now - gallery.LATELY, ctx.unit)
    own = [record for record in lately if but is None or record.id != but.id]
    said = words.bare(reading.text)
    if _JUST_TOLD.fullmatch(said):
        return Meant(own[:1], fits=bool(own), sure=bool(own))
    text = split(reading.text)
    dated = {at for first, last in when(text, reading.on).places for at in range(first, last)} if reading.day else set()
    told = {word for at, word in enumerate(text.bares) if at not in dated and word.isalnum()} - meant.LIGHT - _LIGHT
    if not told and reading.day is None and _activity(reading) is None:
        return Meant(silent=True)
    mine = _among(ctx, own, told, reading)
    if mine.fits:
        return mine
    written = {record.id for record in lately}
    others = [r for r in records.recent_of(ctx.session, ctx.unit, ctx.now - gallery.LATELY) if r.id not in written]
    theirs = _among(ctx, others, told, reading)
    return theirs if theirs.fits and (told - _DEEDS or reading.day is not None) else mine


def _among(ctx: Context, pool: Sequence[Record], told: set[str], reading: Reading) -> Meant:
    """Which of some records the words of weight mean; of those that fit, the ones of the kind of deed that is named."""
    of_day = [record for record in pool if is_of_the_day(ctx, record, reading)]
    deed, activity = told - _DEEDS, _activity(reading)
    shared = {r.id: _shared(ctx, r, told, reading) for r in of_day}
    near = [record for record in of_day if not told or shared[record.id]]
    fitting = [record for record in near if deed <= set(words.bare(record.text).split())]
    alike = [record for record in fitting if activity in meant.activities(ctx, record)] if activity else []
    fitting = alike or fitting
    recent = [record for record in fitting if record.at >= ctx.now - RECENT]
    found = recent or fitting
    points_at = reading.day is not None or _POINTS_AT.search(words.bare(reading.text)) is not None
    sure = len(found) == 1 and (bool(recent) or points_at)
    return Meant(found or [r for r in near if r.at >= ctx.now - RECENT], fits=bool(found), sure=sure)


def _shared(ctx: Context, record: Record, told: set[str], reading: Reading) -> bool:
    """Whether a record tells of the same, by a word of weight or as the same kind of deed."""
    activity = _activity(reading)
    return (activity is not None and activity in meant.activities(ctx, record)) or not told.isdisjoint(
        words.bare(record.text).split()
    )


def _activity(reading: Reading) -> str | None:
    """The kind of deed that words name; those of a few words read as if a figure was asked for: "trao quà"."""
    if reading.activity not in {None, "khac"}:
        return reading.activity
    asked = reading.question.indicator if reading.question is not None else None
    return vi.activity_of(asked) if asked is not None else None


def tells_of(text: str, activity: str | None, reading: Reading) -> bool:
    """Whether words beside photos speak of what is being told in `text`, or tell nothing themselves."""
    told = set(words.bare(reading.text).split()) - meant.LIGHT - _LIGHT
    there = set(words.bare(text).split())
    alike = _activity(reading) == activity or not told.isdisjoint(there)
    return not told or (reading.day is None and told - _DEEDS <= there and alike)


def names_nobody_of(record: Record, reading: Reading) -> bool:
    """Whether words name somebody of whom a record does not tell: "hình bữa trao quà bà Tư"."""
    there = set(words.bare(record.text).split())
    named = {found[1] for found in _SOMEBODY.finditer(words.bare(reading.text))}
    return not named - meant.LIGHT - _LIGHT - _NO_NAMES <= there


def somebody(reading: Reading) -> str:
    """The person whom words name, as they were written: "bà Tư"; "" where they name none.

    >>> from datetime import date
    >>> from handlers import vi
    >>> [somebody(vi.read(said, date(2026, 11, 20))) for said in ("hình bữa trao quà bà Tư", "của việc đó")]
    ['bà Tư', '']
    """
    bare, written = words.bare(reading.text), reading.text.split()
    for found in _SOMEBODY.finditer(bare):
        at = len(bare[: found.start()].split())
        if found[1] not in meant.LIGHT | _LIGHT | _NO_NAMES and len(written) == len(bare.split()):
            return " ".join(written[at : at + 2])
    return ""


_SOMEBODY = re.compile(r"\b(?:ba|ong|cu|di|cau|me|thim|mo|bac|co|chu|anh|chi) (?=([a-z]{2,})\b)")
_NO_NAMES = frozenset("noi ngoai gia em be chau phat trao tang".split())
_POINTS_AT = re.compile(
    r"\b(?:cua|(?:gan|cho) (?:(?:anh|hinh|tam|may) )*(?:vao|vo|cho)|vao|vo) (?:viec|cai|vu|buoi|dot|lan|bua|hom)\b"
)
_LIGHT = frozenset(
    "anh hinh tam buc hom bua dot ngay luc hoi chup gui gui gan vao vo ne day nghen roi luon giup gium dum the thi ma "
    "co luu giu ben cho ra nua oi xem them con nhen hen hihi ok vay bac tui de thoi u dem".split()
)  # words beside photos that tell nothing of what they show
_DEEDS = frozenset("trao tang phat bieu dua viec canh quang luc dang di lam to chuc tham qua".split())


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
