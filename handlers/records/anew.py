"""Right after something was saved, a number with hardly a word beside it may take the place of the saved one."""

import re

from db import records
from db.catalogue import indicators
from db.models import Record
from handlers import words
from handlers.context import Context
from handlers.records import adding, changes, lines, meant
from handlers.vi.reading import Reading

_LONGEST = 8  # words beside the number
_IN_PASSING = frozenset(
    "a o u ay da em oi ma thi la co con minh toi tui bac chi anh chu ban ra that dung dau phai vay ha nha nhe "
    "do bi roi thay de xin loi ghi moi chi".split()
)
_ANEW = frozenset("thoi khoan lan lai chac nhu nham lon ua uay".split())
_COUNTED = frozenset("dem tinh coi xem hinh".split())  # "đếm lại", "hình như"
_MORE = frozenset({"them", "nua"})
_OF_MORE = _MORE | frozenset("cong luc sau den tre vua khoang duoc luon vao cho qua".split())
_SHIFTS = re.compile(  # "giảm xuống 3 tấn thôi", "tăng lên 25 phần"
    r"(?:(?:a|u|ua|da|em|oi|ma|thoi|chac|khoan) )*"
    r"(?:giam|ha|rut|bot|sua|doi|tang|nang)(?: lai| bot)? (?:xuong|len|con)(?: con| la| thanh| lai)*\b"
)
_RECALLS = frozenset("a ua o ma em oi nha nhe".split())
_RECALLED = re.compile(r"(?:à|a|ủa|ua|ờ)\b", re.IGNORECASE)
_NO = frozenset("khong ko k hong hok hem".split())


def saved(ctx: Context, reading: Reading) -> Record | None:
    """The record that a number told anew is of; None where a message tells of another deed."""
    told_anew = (reading.intent == "log" and is_anew(reading)) or words.puts_right(reading)
    worth = _tells_worth(reading)
    if adding.restates(reading):
        return _of_its_day(ctx, reading)
    if not (told_anew or worth):
        again = is_no_more(reading) and not adding.is_meant(reading)
        return _of_its_day(ctx, reading) if again else None
    if adding.is_meant(reading):
        return None
    last = meant.written_last(ctx)
    if last is None:
        return None
    told = (told_anew and changes.told(ctx, last, reading)) or (worth and changes.left_out(ctx, last, reading))
    return last if told else None


def is_no_more(reading: Reading) -> bool:
    """Whether a message says that a figure was no more, and tells no deed: "cơm hôm nay chỉ 130 suất thôi".

    >>> from datetime import date
    >>> from handlers import vi
    >>> said = ("cái suất cơm hôm nay chỉ 130 suất thôi, không có quà gì hết", "họp dân có 55 người thôi em")
    >>> [is_no_more(vi.read(text, date(2026, 11, 20))) for text in said]
    [True, True]
    >>> said = ("chiều nay phát có 20 suất cơm thôi", "còn 5 hộ nghèo thôi", "họp dân 55 người", "có 20 suất thôi hả")
    >>> [is_no_more(vi.read(text, date(2026, 11, 20))) for text in said]
    [False, False, False, False]
    """
    if reading.intent != "log" or " th" not in reading.text.lower():
        return False
    said = words.bare(reading.text)
    fact = lines.only_fact(reading)
    indicator = indicators().get(fact.indicator or "") if fact is not None and _NO_MORE.search(said) else None
    return indicator is not None and indicator.kind == "flow" and _TOLD.isdisjoint(said.split())


def _of_its_day(ctx: Context, reading: Reading) -> Record | None:
    """The record whose figure of a day a message puts right; None where none was told of that day, or that number."""
    day = reading.day or ctx.today
    told = reading.facts[0]
    for record in meant.recent(ctx):
        standing = {entry.indicator: entry.value for entry in records.lines(ctx.session, record)}
        if told.indicator in standing and records.days(ctx.session, record) == (day, day):
            return record if standing[told.indicator] != told.value else None
    return None


_NO_MORE = re.compile(
    r"\b(?:chi co|chi|co|moi co|duoc) (?:co )?\d+(?: [a-z]+){0,4} thoi"
    r"(?: (?:em|a|nha|nhe|nghen|do|chu|ma|oi))*\b(?! ha\b)"
)
_TOLD = frozenset(
    "tang phat trao thu gop van dong ung nop cho mua quy don trong lam lap gan xay sua hien nau to du them nua mai "
    "se dinh".split()
)  # words of a deed: whoever says them tells another one


def _tells_worth(reading: Reading) -> bool:
    """Whether a message tells but one amount and no deed: "mỗi phần 200 ngàn nha em", "trị giá 4 triệu"."""
    only = len(reading.facts) == 1 and reading.facts[0].unit == "dong" and reading.day is None
    return only and _DEEDS.isdisjoint(words.bare(reading.text).split())


_DEEDS = frozenset("tang phat trao thu gop van dong ung nop cho mua chi quy".split())


def is_anew(reading: Reading) -> bool:
    """Whether a message is one number and a word that takes another back.

    >>> from datetime import date
    >>> from handlers import vi
    >>> said = ("à khoan, có 24 phần thôi", "không, 24 phần", "chỉ 24 phần thôi", "à 24 phần")
    >>> [is_anew(vi.read(text, date(2026, 11, 20))) for text in said]
    [True, True, True, True]
    >>> is_anew(vi.read("giảm xuống 3 tấn thôi", date(2026, 11, 20)))
    True
    >>> said = ("24 phần", "tặng 24 phần thôi", "có 24 phần không", "chiều nay 24 phần thôi", "24 phần, 10 ký gạo thôi")
    >>> [is_anew(vi.read(text, date(2026, 11, 20))) for text in said]
    [False, False, False, False, False]
    """
    beside, denies = _beside_the_number(reading)
    if beside is not None and _SHIFTS.match(words.bare(reading.text)):
        return True
    recalls = beside is not None and bool(beside) and beside <= _RECALLS and _RECALLED.match(reading.text) is not None
    return beside is not None and (denies or recalls or not _ANEW.isdisjoint(beside))


def says_little_more(reading: Reading) -> bool:
    """Whether a message is one number with hardly a word beside it that tells anything: "à mà 4 bao lận"."""
    return _beside_the_number(reading)[0] is not None


def is_only_more(reading: Reading) -> bool:
    """Whether a message is one number with the words of more and hardly another: "à mà có thêm 5 người nữa"."""
    beside = _beside_the_number(reading, _OF_MORE)[0]
    return beside is not None and not beside.isdisjoint(_MORE)


def _beside_the_number(reading: Reading, also: frozenset[str] = frozenset()) -> tuple[set[str] | None, bool]:
    """The words beside the one number of a message, where they tell nothing, and whether they begin with a "không"."""
    fact = lines.only_fact(reading)
    if fact is None or reading.day is not None:
        return None, False
    later = min((other.start for other in reading.facts if other.start > fact.start), default=len(reading.text))
    before = _SHIFTS.sub("", words.bare(reading.text[: fact.start])).split()
    behind = words.bare(reading.text[fact.end : later].split(",")[0]).split()
    denies = bool(before) and before[0] in _NO
    beside = {*before[denies:], *behind}
    short = len(before) + len(behind) <= _LONGEST
    return (beside if short and beside <= _IN_PASSING | _COUNTED | _ANEW | also else None), denies
