"""What no figure tells and the records' own words may: which lane, for whom, whose home; who wrote of a deed."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from db import ledger, records
from db.catalogue import Indicator, indicators
from db.models import Person, Record
from handlers import texts, vi, visibility, wording, words
from handlers.context import Context
from handlers.figures import ask, asked, subject
from handlers.figures.asked import Asked
from handlers.message import Reply, choices
from handlers.records import meant, showing
from handlers.room import people_there
from handlers.vi import committees
from handlers.vi.reading import Reading

_MOST = 6  # records in one answer
_FAR_BACK = timedelta(days=730)
_LATELY = timedelta(days=90)
_OFFERED = 4
_CUES = frozenset("nao ai dau ghi nhap bao chua gi".split())
_DONE = r"(?:lam|sua|xay|cat|lap|tang|phat|trao|cho|bieu|giup|gop|hien|trong|gan|ban giao|giao|nhan|don|duoc|mo|ve)"
_WHEN = r"(?:khi nao|hoi nao|bao gio|luc nao|(?:hom|bua|ngay) (?:nao|may))"
_NEWEST = re.compile(  # "lần gần nhất tặng quà là khi nào", "đợt cuối hôm nào"
    r"(?:(?:cai|vay|the|con) )*(?:lan|dot|buoi|cuoc|vu|viec) "
    r"(?:gan (?:nhat|day|day nhat)|(?:sau )?cuoi(?: cung)?|moi nhat|sau cung|vua roi)"
    rf"(?: (?!hop)\w+){{0,6}}? {_WHEN}|{_WHEN} (?:(?!hop)\w+ ){{1,5}}?(?:lan|dot) (?:gan nhat|cuoi|moi nhat)"
)
_GIVES_MOST = re.compile(r"ai (?:(?:da|gop|ung ho|dong|cho|tang|hien) )*nhieu (?:\w+ )?(?:nhat|nhut)")
_BEFORE = r"(?:(?:vay|the|roi|ma|la|thi|con|cua|o|tai|cai|so|dot|lan|vu|viec|tien|qua|do|nay|kia|ay) )*"
_WHICH = re.compile(  # "hẻm nào vậy", "cho hộ nào nhận", "ai nhận", "tặng ai", "nhà của ai"
    rf"{_BEFORE}(?:(?:duoc|da|moi) )?(?:{_DONE} )*(?:(?:cho|o|tai|tren|cua|nhung|cac|may|la|ben|duoc) )*"
    r"(?:(?P<what>hem|duong|ngo|xom|to|nha|can|ho(?: ngheo)?|nguoi|gia dinh|cho|noi|doi tuong|truong) (?:cua )?"
    r"(?:nao|ai|may)"
    rf"|(?P<who>ai)(?: (?:duoc|da))*(?: {_DONE})?|(?P<where>(?:o )?dau))"
    rf"(?: (?:duoc|{_DONE}|qua|tien|nha|do|nay|day|the|nay gio|z|coi|gium|giup))*"
)
_CLEAR_ALONE = re.compile(
    r"\b(?:hem|duong|nha|can|ho) (?:nao|ai)\b|\b(?:cho|tang|phat|trao) ai\b|\bai (?:duoc )?nhan\b"
)
_WRITER = re.compile(
    r"(?:cho hoi )?(?:ai|nguoi nao) (?:(?:da|la nguoi|vua) )*(?:ghi|nhap|bao) (?P<of>.+)"
    r"|(?P<told>.+?) (?:(?:la|do|nay) )*(?:ai|nguoi nao) (?:(?:da|vua) )*(?:ghi|nhap|bao)(?: vay| the| do| a| em| ta)*"
)
_FROM_WHERE = re.compile(rf"{_BEFORE}(?:tien )(?:do |nay )?(?:lay |co )?(?:(?:o|tu) )?dau(?: ra| den)?(?: roi| het)?")
_ANY = re.compile(  # "năm nay có nhà nào được sửa không"
    rf"(?P<when>(?:\w+ ){{0,4}}?)(?:da |thi )?co (?P<what>can|nha|can nha|hem|duong|duong hem|ho|nguoi|em|chau) nao "
    rf"(?:(?:duoc|da|moi|vua) )*(?P<deed>{_DONE})(?: (?P<rest>\w+(?: \w+)?))?? (?:xong |roi )*(?:khong|chua)(?: hong)?"
)
_SPARED = re.compile(r"^(?:(?:em|con|chau|a|da) oi |oi )|(?<= )(?:a|em|oi|nhe|nhi|da|z|ha) (?=\w)")
_LAST_WORDS = re.compile(r"(?: (?:a|em|oi|nhe|nha|nhi|da|z|ha|vay|ta|con|chau|nghen))+$")
_NOBODY = r"(?!(?:nha|ai|gi|may|bao|khong|nao|ho|qua|co|con|dan|ba|da|chua|cung|moi|cho|tang|ban|di|hop)\b)"
_ONE = (
    rf"(?P<one>(?:ong|ba|bac|co|chu|anh|chi|di|cau|me) {_NOBODY}[a-z]+(?: (?:{_NOBODY}[a-z]+ )?(?={_DONE}|xong|chua))?"
    r"|(?:hem|ngo|duong|kenh|cau|to) (?:so )?\d+[a-d]?)"
)
_OF_ONE = re.compile(  # "nhà bà Năm sửa xong chưa", "hẻm 12 làm chưa", "bà Năm được gì rồi"
    rf"(?:(?:con|the|vay|cai|can|cho|em|oi) )*(?:nha (?:cua )?)?{_ONE}\s*"
    rf"(?: ?(?:(?:da|duoc|moi|co|lai|minh|do|nay) )*{_DONE})?"
    rf"(?: (?:{_DONE}|nha|qua|tien|cong|duong|xong|het|lai|giup|ho tro|dat|roi|duoc|do|minh|gach|be tong|nhua))*"
    r" (?:(?:xong |roi )?chua|xong chua|(?:nhung |cai )?gi(?: chua| roi)?|toi dau roi|sao roi|the nao roi)"
    r"(?: (?:em|a|con|vay|ta|nhi|roi|khong))*"
)


def answer(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """The answer out of the words of records; None for any other message."""
    if reading.facts or _CUES.isdisjoint(said.split()):
        return None
    plain = _LAST_WORDS.sub("", _SPARED.sub("", said))
    if _WHICH.fullmatch(plain):
        return _behind_the_last(ctx, plain)
    if _GIVES_MOST.fullmatch(plain) and ctx.role != "ward" and subject.of_figures(ctx) is not None:
        return [Reply(texts.figures.refused("donors"))]
    if _NEWEST.fullmatch(plain):
        return _newest(ctx, reading)
    writer = _WRITER.fullmatch(plain)
    if writer is not None:
        return _written(ctx, writer["of"] or writer["told"])
    if _FROM_WHERE.fullmatch(plain):
        return [_of_which(ctx)] if subject.last(ctx) is None else _behind_the_last(ctx, plain)
    if _ANY.fullmatch(plain):
        return _any(ctx, reading, plain)
    one = _OF_ONE.fullmatch(plain)
    return _of_one(ctx, one["one"].strip()) if one is not None and ctx.unit.kind != committees.WARD else None


def _behind_the_last(ctx: Context, plain: str) -> list[Reply] | None:
    """The words behind the figure told last, or of what was just saved; where there is neither: of which figure?"""
    before = subject.of_figures(ctx)
    told = records_of(ctx, before) if before is not None else []
    if before is not None and told:
        return [_quoted(ctx, texts.book.as_told(wording.lower_first(before.first.name), before.unit.name), told)]
    last = next(iter(meant.recent(ctx)), None) if before is None and subject.last(ctx) is None else None
    if last is not None and ctx.now - last.at <= meant.JUST_SAVED:
        return showing.show(ctx, last.number)
    return [_of_which(ctx)] if before is None and _CLEAR_ALONE.search(plain) else None


def _any(ctx: Context, reading: Reading, plain: str) -> list[Reply] | None:
    """How many there are, and then which: "năm nay có nhà nào được sửa không"."""
    asks = _ANY.fullmatch(plain)
    form = r"\g<when> \g<deed> bao nhieu \g<rest>" if asks and asks["rest"] else r"\g<when> \g<deed> duoc may \g<what>"
    counted = vi.read(_ANY.sub(form, plain), reading.on)
    if counted.question is None or len(counted.question.indicators) != 1:
        return None
    told = ask.answer(ctx, counted)
    before = subject.of_figures(ctx)
    found = records_of(ctx, before) if before is not None else []
    if len(told) != 1 or not found:
        return told
    return [replace(told[0], text=f"{told[0].text}\n{_quoted(ctx, texts.book.there_is(), found).text}")]


def _newest(ctx: Context, reading: Reading) -> list[Reply] | None:
    """When something was done last: what is named, else what was told last."""
    named = reading.question if reading.question is not None and reading.question.indicators else None
    before = Asked(named, ctx.unit, "") if named is not None else subject.of_figures(ctx)
    if before is None or before.first.kind == "ratio":
        return None
    found = ledger.figure(ctx.session, before.first, before.unit, ctx.today - _FAR_BACK, ctx.today)
    if found is None:
        return None
    last = max(found.sources, key=lambda source: source.entry.day_to)
    day, amount = wording.span(last.entry.day_from, last.entry.day_to), wording.entry_value(last.entry)
    subject.remember(ctx, before, (before.first.code,))
    return [Reply(texts.book.newest(day, amount, before.first.name, before.unit.name, last.record.number))]


def records_of(ctx: Context, before: Asked) -> list[Record]:
    """The records that a figure rests on, each once, oldest first."""
    code = before.first.numerator if before.first.kind == "ratio" else before.first.code
    indicator = indicators()[code or before.first.code]
    single = replace(before, question=asked.by_itself(before.question))
    start, end = asked.days(ctx, single, indicator)
    found = ledger.figure(ctx.session, indicator, single.unit, start, end, occasion=single.occasion)
    return list({source.record.id: source.record for source in found.sources}.values()) if found else []


def _of_which(ctx: Context) -> Reply:
    """Of which figure one asks: those of the records made last."""
    told = _recorded(ctx, ctx.now - _LATELY)[:_OFFERED]
    return Reply(texts.book.which_deed(ctx.who), choices(*(ask.label(ctx, i) for i in told)))


def _recorded(ctx: Context, since: datetime) -> list[Indicator]:
    """What adds up of the records made since a moment, the newest first."""
    return list(_counted(ctx, since))


def _counted(ctx: Context, since: datetime) -> Counter[Indicator]:
    made = records.recent_of(ctx.session, ctx.unit, since)
    told = (indicators()[e.indicator] for record in made for e in records.lines(ctx.session, record))
    return Counter(i for i in told if i.kind == "flow" and visibility.may_see(ctx, i))


def which_chart(ctx: Context) -> Reply:
    """Of which figure a chart is wished: the three recorded most often, of which there is most to draw."""
    told = _counted(ctx, ctx.now - _FAR_BACK).most_common(_CHARTS)
    return Reply(texts.charts.of_which(ctx.who), choices(*(texts.charts.draw(i.name) for i, _ in told)))


_CHARTS = 3


def _written(ctx: Context, of: str) -> list[Reply] | None:
    """The record of a deed that is named: "ai ghi việc dọn vệ sinh"."""
    named = [word for word in of.split() if word not in _IDLE]
    if not named or len(named) > _WORDS_OF_A_DEED:
        return None
    found = records.recent_of(
        ctx.session, ctx.unit, ctx.now - _FAR_BACK, lambda r: set(named) <= set(words.bare(r.text).split())
    )
    return showing.show(ctx, found[0].number) if found else None


_IDLE = frozenset("viec vu cai so lieu tin dot lan buoi do nay hom bua hoi qua roi vay the a em con".split())
_WORDS_OF_A_DEED = 5


def _of_one(ctx: Context, one: str) -> list[Reply]:
    """What the records tell of somebody, or of a lane, newest first; a member of the committee is none of those."""
    found = records.recent_of(ctx.session, ctx.unit, ctx.now - _FAR_BACK, lambda r: words.says(words.bare(r.text), one))
    return [_quoted(ctx, texts.book.there_is(), found)] if found else [Reply(texts.book.nothing_of_them(ctx.who))]


def _quoted(ctx: Context, head: str, found: Sequence[Record]) -> Reply:
    shown = found[-_MOST:]
    return Reply(texts.book.quoted(head, list(_lines(ctx, shown)), len(found) - len(shown)))


def _lines(ctx: Context, found: Iterable[Record]) -> Iterable[str]:
    for record in found:
        person = ctx.session.get(Person, record.person_id)
        by = people_there.called(person) if person else "?"
        when = wording.span(*records.days(ctx.session, record))
        yield texts.book.in_words(when, showing.own_words(ctx, record), by, record.number)
