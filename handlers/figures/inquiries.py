"""What one asks of the book itself, known by its words: codes, versions, closing, the ward's view of its khu phố."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from db import codes, records
from db.catalogue import indicators
from db.models import Record, Unit
from handlers import texts, units, wording, words
from handlers.context import Context
from handlers.figures import (
    aims,
    ask,
    asked,
    behind,
    breakdown,
    comparing,
    deciding,
    differing,
    frames,
    funds,
    in_words,
    not_kept,
    outstanding,
    side_by_side,
    subject,
    sums,
    tables,
    ward,
)
from handlers.figures.asked import Asked, Days
from handlers.learning import beyond
from handlers.message import Reply, choices
from handlers.records import gallery, history, meant, photos, showing, undoing
from handlers.vi import committees
from handlers.vi.reading import Question, Reading, Span

_SHORT = 6  # words: "mã S1027 là gì?", "vì sao số đó?"
_WHY = frozenset(
    "vi sao, tai sao, sao vay, vi sao vay, tai sao vay, o dau ra, so nay o dau ra, so do o dau ra, so nay o dau, "
    "lay o dau ra, can cu dau, can cu vao dau, dua vao dau, nguon dau, nguon nao, so nay vi sao, vi sao co so nay, "
    "cai do o dau ra, cai nay o dau ra, con so do o dau ra, "
    "vi sao ra so nay, vi sao ra so do, chi tiet so nay, gom nhung gi, cong tu dau, tu dau ra, "
    "cua ai, cua ai ghi, so cua ai, so do cua ai, so nay cua ai, la cua ai, cua nguoi nao, "
    "ai ghi, ai ghi so do, ai ghi so nay, so do ai ghi, so nay ai ghi, ai bao so do, ai nhap so do, ai ghi do, "
    "dung khong, dung khong do, co dung khong, co dung khong do, so do dung khong, "
    "so nay dung khong, co chac khong, chac khong".split(", ")
)
_WONDERS = re.compile(
    r"(?:ua |u |the |ma )*sao (?:(?:ma|lai|no|so|tri gia|tien|gia|phan|qua|ty le|ti le|nguoi) )*"
    r"(?:(?:it|nhieu|thap|cao|chi co|co)(?: \w+){0,3} "
    r"(?:vay|the|do|ha|day)|(?:it|nhieu) qua|chi co(?: \w+){0,2})(?: em| a| con)*"
)
_WONDERS_AT = re.compile(  # "sao lại 12 triệu", "tính sao ra 45 triệu": the number told is doubted, and none is told
    r"(?:(?:ua|u|the|ma|roi|vay) )*(?:sao|tinh sao|lam sao|tai sao|vi sao|the nao) (?:ma |no )*"
    r"(?:lai (?:co |ra |la |len )?|co |ra |la |len |chi co |toi )(?:toi |den |chi )?\d+(?: \w+){0,5}"
    r"(?<! thoi)(?<! lan)(?: (?:vay|the|do|ha|em|a|con))*"
)
_RESTORES = frozenset(
    "ghi lai, ghi lai di, luu lai di, ghi lai nhu cu, "
    "khoi phuc, khoi phuc lai, khoi phuc di, phuc hoi, lay lai, tinh lai, thoi lay lai, thoi tinh lai, tinh lai di, "
    "lay lai di, thoi khoi phuc lai, de lai di, thoi de lai, thoi de lai di, a thoi de lai, a thoi de lai di, "
    "thoi khong xoa nua, thoi khong rut nua, a thoi dung xoa".split(", ")
)
_LIKE_A_CODE = re.compile(r"(?:ma )?(s) ?(\d{2,})(?: la gi| la so gi)?")
_OPENS = re.compile(
    r"(?:(?:em|cho|toi|tui|bac|chi|anh|co|chu|muon) )*(?:mo|xem|coi)(?: lai)? (?:cai |cuon )?so(?: ghi)?(?: ra)?"
    r"(?: coi| xem)?(?: (?:trong|cua|ca))?(?: (?:nam|thang|quy|tuan|hom|nay|qua|ngoai|truoc|roi|vua|\d{1,4}))*"
    r"(?: thu| di| a| em| nha| nhe| giup| gium| lai| coi| xem| bac| chi| anh)*"
)
_TABLE = re.compile(
    r"(?:(?:(?:cho|xem|coi|gui|goi|dua|lam|lap|em|toi|bac|chi|anh|co|chu|cai) )*"
    r"(?:bang so lieu|(?:bang )?(?:thong ke|tong hop))"
    r"|(?:cho|xem|coi|gui|goi)(?: (?:xem|coi|toi|bac|chi|anh|co|chu|cai))* bang)"
    r"(?: (?:luon|het|di|ra|coi|nha|nhe|em))*"
)
_NOT = frozenset({"hong", "hem", "hok"})
_POLITE = frozenset({"a", "vay", "em", "nhi", "the", "ha", "da"})


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The answer to a request about the book; None when a message is none."""
    said = words.bare(reading.text)
    for route in _ROUTES:
        replies = route(ctx, reading, said)
        if replies is not None:
            return replies
    return None


# --- photos ---


def _photos(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    if words.says(said, "bieu do", "do thi"):
        return None
    of_photos = None
    if "gan" in said or "anh" in said or "hinh" in said:
        of_photos = gallery.lacking(ctx, said) or photos.of_waiting(ctx, said)
    return of_photos or gallery.asked_for(ctx, reading, said) or photos.named(ctx, reading)


# --- codes ---


def _code(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    code = codes.parse(reading.text)
    if code is not None and len(said.split()) <= _SHORT:
        return [behind.opened(ctx, code)]
    like_one = _LIKE_A_CODE.fullmatch(said)
    return [Reply(texts.book.code_unknown("".join(like_one.groups()).upper()))] if like_one else None


def _why(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    plain = " ".join(["khong" if word in _NOT else word for word in said.split() if word not in _POLITE])
    plain = _THE_NUMBER.sub("so do", plain)
    short = said.startswith(("vi sao ", "tai sao ")) and len(said.split()) <= _SHORT
    named = reading.question is not None and reading.question.indicators and not reading.facts
    about_this = short and not named and not words.says(said, "lech", "chenh", "khac", "tang", "giam")
    wonders = not reading.facts and _WONDERS.fullmatch(said) is not None
    wonders = wonders or (len(reading.facts) == 1 and _WONDERS_AT.fullmatch(said) is not None)
    parts = not named and _HOW_MANY_TIMES.fullmatch(said) is not None
    from_where = _FROM_WHERE.fullmatch(plain) is not None and subject.last(ctx) is not None  # "... vay" names no loan
    from_where = from_where and not not_kept.asks_who_gave_most(said)
    of_nothing = behind.nothing_of(ctx) if from_where else None
    if of_nothing is not None:
        return [of_nothing]
    other = "khac" in said and not reading.facts and differing.is_asked(said)
    if not (about_this or wonders or parts or from_where or other or plain in _WHY or said in _WHY):
        return None
    if other:
        return [differing.told(ctx)]
    entries = behind.of_last_asked(ctx) if parts else None
    if entries is not None:
        return [entries]
    table = subject.of_a_table(ctx)
    which = _which_of(ctx, table) if table is not None else None
    if which is not None:
        return [which]
    return [behind.right(ctx) if _IS_RIGHT.match(plain) else behind.why(ctx)]


_IS_RIGHT = re.compile(r"(?:so (?:do|nay) )?(?:co )?(?:dung|chac) khong")


def _why_of_one(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """ "Khu phố 9 ai ghi số đó" after the figures of all: what is behind the one of that khu phố."""
    name = reading.unit_named
    rest = frames.after_unit(said) if name is not None and ctx.role == "ward" else None
    before = subject.of_figures(ctx) if rest is not None and (rest in _WHY or _FROM_WHERE.fullmatch(rest)) else None
    unit = units.named(ctx, name) if name is not None and before is not None else None
    if before is None or not isinstance(unit, Unit):
        return None
    of_one = replace(before, unit=unit, question=asked.by_itself(before.question)._replace(unit=None, against=None))
    code = codes.last_told(ctx.session, ctx.person.id or 0, ctx.unit)
    told = ask.told(ctx, of_one, [of_one.first], reading)
    newer = codes.last_told(ctx.session, ctx.person.id or 0, ctx.unit)
    return told if newer is None or newer == code else [behind.opened(ctx, newer)]


def _which_of(ctx: Context, table: Asked) -> Reply | None:
    """Of a table of several figures none is meant by "số đó": which one?"""
    days = table.period or Span(*asked.this_year(ctx))
    known = tables.known_figures(ctx, table.unit, days.start, days.end)
    shown = len(known) > tables.FIT
    told = [found.indicator for found in known if found.indicator.shown or not shown]
    if len(told) < _SEVERAL:
        return None
    when = "" if (days.start, days.end) == asked.this_year(ctx) else f" {wording.span(days.start, days.end)}"
    return Reply(texts.book.which_of_table(ctx.who), choices(*(f"{ask.label(ctx, i)}{when}" for i in told[:_OFFERED])))


_SEVERAL = 2
_OFFERED = 4


_FROM_WHERE = re.compile(  # "sao ra số đó", "chi tiết coi", "kể ra", "ai ghi vậy", "đợt đó ngày mấy"
    r"(?:(?:cho|toi|bac|chi|anh|xem|coi|noi|sao|lam sao|the nao"
    r"|(?:vu|dot|lan|cai|khoan|viec|bua|hom|ngay|so lieu|con so|so) (?:do|nay)) )*"
    r"(?:(?:ma )?(?:(?:o dau |dau |tu dau )?ra|co|tinh ra|tinh duoc|lay (?:(?:o|tu) )?dau(?: ra)?) (?:duoc )?(?:cai )?"
    r"(?:so|con so) (?:do|nay|ay)|lai (?:la |ra |co )?(?:so|con so) (?:do|nay|ay|vay)"
    r"|(?:cai )?(?:so|con so) (?:do|nay|ay) (?:la |duoc )?(?:lay |tinh )?(?:(?:o|tu) )?dau(?: ra| den)?|chi tiet"
    r"|ke ra|ke chi tiet|liet ke ra|(?:ai|nguoi nao) (?:ghi|nhap|bao|phat|tang|trao|lam|nop|thu)"
    r"|(?:hoi |vao |la )?(?:ngay|bua|hom|luc|khi|hoi) nao(?: (?:ghi|bao|nhap))?"
    r"|(?:ghi|bao|nhap)(?: do| so do)? (?:hoi nao|luc nao|khi nao|ngay nao|hom nao|bua nao|bao gio)"
    r"|(?:vu|dot|lan|cai|khoan|viec) (?:do|nay) (?:la |hoi |vao )*(?:ngay|bua|hom|thang) (?:may|nao)"
    r"|(?:hoi |vao |la )?thang may)"
    r"(?: (?:nhieu nhat|it nhat|hon|ra|coi|di|xem|z|v|do|ma|so|gium|giup|ta|luon|may so|cac so|vay|het))*"
)


_THE_NUMBER = re.compile(
    r"\b(?:con )?so \d[\d.,]*(?: (?:phan|suat|can|ho|vu|trieu|tr|dong|nguoi))?(?: (?:do|nay|ay|kia))?\b"
)
_HOW_MANY_TIMES = re.compile(  # "gồm mấy đợt", "ghi mấy lần": after a figure, the entries behind it
    r"(?:(?:vay|the|trong do|so do|so nay|tong cong|la) )*"
    r"(?:gom|co|ghi|cong|chia|chia lam|cua|nop|thu|tang|phat|trao|lam|dong)"
    r"(?: lai| ca| duoc| het| thanh| tat ca)? "
    r"(?:may|bao nhieu|bn) (?:dot|lan|lan ghi|khoan|dip)(?: (?:vay|em|a|con|the|ta|roi|tat ca|ghi|cong lai))*"
)


def _of_the_entries(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """ "Trồng hồi nào", "đợt nào nhiều nhất" after a figure: the entries behind it, the greatest of them first."""
    plain = frames.spoken(reading.text)
    most = _GREATEST.fullmatch(plain) or _GREATEST.fullmatch(said)
    asks = most or _WHEN_DONE.fullmatch(plain)
    before = subject.of_figures(ctx) if asks and not reading.facts else None
    if before is None or before.first.kind != "flow" or before.question.unit == committees.WARD:
        return None
    before = replace(before, question=asked.by_itself(before.question))
    if most is None:
        return [behind.nothing_of(ctx) or behind.why(ctx)]
    step = breakdown.divided(before)
    if step is not None:
        return [breakdown.told(ctx, before, before.first, step)]
    return [behind.greatest(ctx, before, least=most["least"] is not None)]


_ONE = r"(?:(?:con|the|vay|trong do) )*(?:dot|lan|cai|khoan|buoi|cuoc|viec|bua|hom|ngay) (?:nao|may)"
_GREATEST = re.compile(
    rf"{_ONE} (?:\w+ )?(?:(?:nhieu|dong|lon|cao)|(?P<least>it|thap|nho)) (?:nhat|nhut)(?: (?:het|ta|vay|em))*"
    r"|(?:dong|lon|nhieu) (?:nhat|nhut) (?:la )?(?:dot|lan|bua|hom|ngay) nao"
)
_WHEN_DONE = re.compile(
    r"(?:(?:vay|roi|ma|the) )*(?:hoi|luc|khi|ngay|hom|bua|dot) (?:nao|may) (?:\w+ ){0,2}?"
    r"(?:trong|lam|tang|phat|trao|thu|gop|gan|sua|xay|ra quan|don|hoa giai|to chuc)"
    r"|(?:trong|lam|tang|phat|trao|thu|gop|gan|sua|xay|ra quan|don|hoa giai|to chuc) (?:duoc )?"
    r"(?:hoi|luc|khi|ngay|hom|bua|dot) (?:nao|may)"
    r"|nop (?:hoi|hom|ngay|bua) (?:nao|may)|(?:hoi|hom|bua) nao nop|lam (?:cai |nhung |viec )?gi"
)


def _who_wrote(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    facts = [f for f in reading.facts if f.indicator in indicators()]
    asks = not facts and said.startswith(("ai ghi ", "ai nhap "))
    told_of = meant.by_own_words(_those_that_tell(ctx, reading), said) if asks else None
    if told_of is not None:
        return showing.show(ctx, told_of.number)
    if len(facts) != 1 or not words.says(said, "ai ghi", "ai nhap", "ai bao") or reading.question is None:
        return None
    return behind.who_wrote(ctx, ctx.unit, indicators()[facts[0].indicator or ""], facts[0].value)


def _those_that_tell(ctx: Context, reading: Reading) -> Sequence[Record]:
    """The records lately made: where a figure or a khu phố is named, those that tell of it."""
    named = reading.question.indicators if reading.question is not None else ()
    unit = _unit(ctx, reading)
    found = [r for r in meant.recent(ctx) if isinstance(unit, Unit) and unit.id in {r.unit_id, ctx.unit.id}]
    return [r for r in found if any(e.indicator in named for e in records.lines(ctx.session, r))] if named else found


# --- versions ---


def _record(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    number = meant.number_in(reading.text)
    if number is None or reading.facts:
        return None
    beside = " ".join(words.bare(meant.beside_number(reading.text)).split())
    asks = words.says(said, "ai ghi", "ai nhap", "cua ai", "la gi") or _LOOKS_AT.fullmatch(beside)
    return showing.show(ctx, number) if asks else None


_LOOKS_AT = re.compile(  # "coi lại #KP9-0004 giùm bác"
    r"(?:(?:em|oi|da|cho|toi|tui|bac|chi|anh|co|chu|con|giup|gium|muon|can) )*(?:xem|coi|mo|doc|dua|hien)"
    r"(?: (?:lai|thu|ra|cai|viec|so|phieu|ban|ghi|tin|giup|gium|toi|tui|bac|chi|anh|co|chu|em|di|nha|nhe|nghen|voi|coi"
    r"|xem|a|con))*"
)


_FAR_BACK = timedelta(days=730)
_LAST = re.compile(
    r"(?:em )?(?:cho (?:toi |bac |chi |anh |co |chu )?)?(?:xem|coi)(?: lai)?(?: giup| gium)? (?:cai|viec|so|tin|phieu)?"
    r" ?(?:vua|moi|luc nay|hoi nay|gan nhat|cuoi)(?: roi)? ?(?:ghi|luu|nhap)?(?: xong| a| em| di| nha| nhe)*"
)
_NEWEST = re.compile(  # "việc nào ghi gần nhất vậy", "việc ghi cuối cùng là gì": of whoever wrote it
    r"(?:(?:em|cho|toi|bac|chi|anh|co|chu|hoi|xem|coi) )*(?:cai|viec|so|tin|phieu)"
    r"(?: (?:nao|gi|ma|minh|ban|khu pho|moi))* (?:duoc |da )?(?:ghi|nhap|luu)(?: vo| vao)?(?: so)? "
    r"(?:gan (?:nhat|nhut|day nhat|day)|cuoi(?: cung)?|sau cung|sau (?:nhat|chot)|moi (?:nhat|day))"
    r"(?: (?:la|viec|cai|gi|nao|vay|em|a|con|the|ta|nhi|ha))*"
)


_JUST_WRITTEN = re.compile(r"(?:em )?(?:hoi nay|luc nay|nay|vua|moi|vua roi|hoi sang) (?:\w+ )?(?:ghi|nhap|luu) ")


def _last_record(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """ "Xem cái vừa ghi", "nãy ghi hẻm mấy mét": the record made last, or the one of those that the words name."""
    last = next(iter(meant.recent(ctx)), None) if _LAST.fullmatch(said) else None
    if last is None and _NEWEST.fullmatch(said):
        last = next(iter(records.recent_of(ctx.session, ctx.unit, ctx.now - _FAR_BACK)), None)
    if last is None and reading.intent == "ask" and not reading.facts and _JUST_WRITTEN.match(said):
        found = meant.recent(ctx)
        last = meant.by_own_words(found, said) or next(iter(found), None)
    return showing.show(ctx, last.number) if last is not None else None


def _reports(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """ "Báo cáo", "cho xem báo cáo kp 5": of which days?"""
    if _REPORT.fullmatch(said) is None:
        return None
    unit = _unit(ctx, reading)
    if isinstance(unit, str):
        return [Reply(unit)]
    whose = "" if unit.id == ctx.unit.id else f" {unit.name}"
    return [Reply(texts.figures.which_report(ctx.who), choices(*(f"{each}{whose}" for each in texts.figures.REPORTS)))]


_REPORT = re.compile(
    r"(?:(?:cho|xem|coi|xin|gui|can|co|lay|doc|em|toi|tui|bac|chi|anh|co|chu|minh|da|oi|may|cac|nhung|cai) )*"
    r"(?:bao cao|bc)(?: (?:gi|nao|di|ra|coi|xem|nha|nhe|em|a|khong|hong|vay|giup|gium|khu pho|kp|ap|cua|minh|ban"
    r"|phuong|toan|ca|(?:kp ?|khu pho |ap )\d+))*"
)


def _book(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """ "Mở sổ", "lập bảng các việc đã làm trong quý 3"; "xem hết" after a table that told only a part."""
    if said == words.bare(words.SEE_ALL):
        missing = subject.of_what_is_missing(ctx)
        if missing is not None:
            return [outstanding.told(ctx, missing.unit, missing.period, whole=True)]
        table = subject.of_a_table(ctx)
        return tables.overview(ctx, table.unit, table.period, whole=True) if table is not None else None
    if reading.period is not None and not reading.facts and _TABLE_OF_DEEDS.fullmatch(said):
        return tables.overview(ctx, ctx.unit, reading.period_named)
    if _OPENS.fullmatch(said):
        return tables.overview(ctx, ctx.unit, reading.period_named)
    return tables.overview(ctx, ctx.unit, None) if _TABLE.fullmatch(said) else None


_TABLE_OF_DEEDS = re.compile(
    r"(?:(?:cho|xem|coi|gui|goi|dua|lam|lap|ke|em|toi|bac|chi|anh|co|chu|giup|gium|cai) )*(?:bang|danh sach|thong ke)"
    r"(?: (?:ke|tong hop|thong ke|cac|nhung|may|cong|viec|hoat dong|ket qua|so lieu|phong trao|da|lam|ghi|duoc|lam duoc"
    r"|cua|trong|khu pho|ban|minh|nam|thang|quy|tuan|nay|ngoai|truoc|roi|vua|qua|dau|cuoi|tu|den|toi|gio|hang|ca"
    r"|\d{1,4}|giup|gium|bac|chi|anh|em|di|nha|nhe|a))+"
)


def _in_a_file(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """ "Xuất ra excel mấy số năm nay": the table of them, with its file; of what is named that alone is told."""
    named = reading.question is not None and reading.question.indicators
    if reading.facts or named or not beyond.wants_a_file(said):
        return None
    unit = _unit(ctx, reading)
    return (
        [Reply(unit)] if isinstance(unit, str) else tables.overview(ctx, unit, reading.period_named or reading.period)
    )


def _whole_book(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """ "Tình hình các khu phố", "tổng hợp cả phường năm 2025": all figures of the ward, and who has told any."""
    named = reading.question is not None and reading.question.indicators
    found = _ALL_OF.fullmatch(said) or (_ALL_THEN.fullmatch(said) if reading.period else None)
    if found is None or reading.facts or named:
        return None
    of_whom = found.groupdict()
    unit = units.named(ctx, committees.WARD) if of_whom.get("ward") else _unit(ctx, reading)
    if isinstance(unit, str):
        return [Reply(unit)]
    silent = [ward.not_reported(ctx, *asked.this_month(ctx))] if of_whom.get("each") and ctx.role == "ward" else []
    return [*silent, *tables.overview(ctx, unit, reading.period_named)]


_ALL_OF = re.compile(
    r"(?:(?:em|cho|xem|coi|toi|bac|chi|anh|co|chu|con|xin|lam|biet|giup|gium|bao cao) )*"
    r"(?:tong hop|tinh hinh|tong ket|ket qua|thong ke|bang tong hop)(?: (?:so lieu|chung|hoat dong|cac mat))*"
    r"(?: (?:cua|o))? "
    r"(?:(?P<ward>(?:ca |toan |trong )?phuong|(?P<each>(?:tat ca |ca )?(?:cac|may|tung|moi|nhung) (?:khu pho|kp|ap)))"
    r"|(?:khu pho|kp) (?:\d{1,2}|minh|ta))"
    r"(?: (?:minh|ta|nam|thang|quy|nay|ngoai|truoc|roi|\d{1,4}|tu dau|dau|sao|the nao|ra sao|vay|em|a|con|di|toi gio"
    r"|den nay|gium|giup|bac|chi|anh))*"
)


_ALL_THEN = re.compile(
    r"(?:(?:em|cho|xem|coi|toi|bac|chi|anh|co|chu|con|xin|lam|giup|gium) )*(?:tong hop|tong ket|tinh hinh|thong ke)"
    r"(?: (?:so lieu|chung|hoat dong|trong|cua))*"
    r"(?: (?:nam|thang|quy|nay|ngoai|truoc|roi|vua|qua|\d{1,4}|dau|cuoi|tu|den|toi|gio|sau|hang|ca|tuan|sao|the nao"
    r"|ra sao|vay|em|a|con|di|gium|giup|bac|chi|anh))+"
)


def _history(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    number = meant.number_in(reading.text)
    return [history.show(ctx, number)] if number and words.says(said, "lich su", "cac ban", "phien ban") else None


def _restore(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    number = meant.number_in(reading.text)
    alone = words.plainly(reading.text) in _RESTORES
    wants = alone or words.says(said, "khoi phuc", "phuc hoi", "lay lai", "tinh lai", "tra lai", "tra ve")
    if number is None and alone:
        number = deciding.taken_out_last(ctx)
        if number is None and words.says(said, "khoi phuc", "phuc hoi", "lay lai"):
            return undoing.redo_last(ctx)
    return deciding.restore(ctx, number, reading.text) if number and wants else None


# --- closing ---


_LATE = (
    "so bo sung", "so lieu bo sung", "danh sach bo sung", "bo sung thang", "nhung so bo sung", "so nao bo sung",
    "gi bo sung", "bo sung gi", "bo sung so nao",
)  # fmt: skip


def _late(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    if reading.facts or not words.says(said, *_LATE):
        return None
    unit = _unit(ctx, reading)
    if isinstance(unit, str):
        return [Reply(unit)]
    return [deciding.late(ctx, unit, _month(reading) or _last_month(ctx))]


_POLITENESS = re.compile(r"\b(?:giup|gium|dum|ho)(?: (?:toi|bac|chi|anh|co|chu|em))? ")


def _closing(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    if not words.says(said, "chot") or meant.number_in(reading.text) or words.says(said, *_WHEN):
        return None  # "khi nào chốt số liệu" closes nothing
    said = _POLITENESS.sub("", said)
    if words.says(said, "chua chot") and _of_units(said):
        return [ward.not_closed(ctx, (_month(reading) or _last_month(ctx))[0])]
    if "chot chua" in said or _ASKS_WHETHER_CLOSED.search(said) or words.says(said, "da chot", "chua chot"):
        return [_closed_state(ctx, reading)]
    if words.says(said, "chot so", "chot so lieu", "chot thang", "chot bao cao") and said.split().index("chot") <= 2:
        return deciding.close(ctx, _month(reading) or asked.this_month(ctx))
    return None


def _handing_in(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """ "Nộp số tháng này cho phường", "gửi phường chưa": the ward sees what is told; to close the month is the rest."""
    if reading.facts or not words.says(said, *_HANDS_IN):
        return None
    said = _POLITENESS.sub("", said)
    if not words.says(said, "so", "so lieu", "bao cao", "bc") and _fund_asked(ctx, reading) is not None:
        return None  # "nộp phường chưa" after a fund is of its money
    if _HANDED_IN.fullmatch(said):
        state = _closed_state(ctx, reading)
        return [replace(state, text=f"{texts.book.seen_by_ward()}\n{state.text}")]
    return deciding.close(ctx, _month(reading) or asked.this_month(ctx)) if _HAND_IN.fullmatch(said) else None


_HANDS_IN = ("nop", "gui", "bao", "bao cao", "nhan", "thay", "xem")
_THE_FIGURES = r"(?:so lieu|so|bao cao|bc)(?: (?:minh|cua (?:minh|khu pho|ban|kp)(?: minh)?))?"
_OF_WHEN = r"(?: (?:cua )?(?:thang|quy) (?:nay|truoc|roi|\d{1,2}(?: \d{4})?))?"
_BY_THE_WAY = r"(?: (?:em|di|nha|nhe|nghe|nghen|a|oi|luon|ngay|con|vay|ha|ta|roi))*"
_UNIT = r"(?:(?:khu pho|kp|ap|khom) \d+[a-d]? )?(?:(?:thang|quy) (?:nay|truoc|roi|\d{1,2}(?: \d{4})?) )?"
_CALLS = r"(?:(?:em|oi|gio|minh|bac|chi|anh|toi|tui|cho|muon|da) )*"
_HAND_IN = re.compile(
    rf"{_CALLS}(?:nop|gui|bao cao)(?: {_THE_FIGURES}{_OF_WHEN}(?: (?:len|cho|ve))* phuong{_OF_WHEN}"
    rf"| (?:len|cho|ve) phuong(?: {_THE_FIGURES}{_OF_WHEN})?| phuong {_THE_FIGURES}{_OF_WHEN}"
    rf"| (?:so lieu|bao cao){_OF_WHEN}){_BY_THE_WAY}"
)
_HANDED_IN = re.compile(
    rf"{_CALLS}{_UNIT}(?:{_THE_FIGURES}{_OF_WHEN} )?{_CALLS}"
    rf"(?:nop|gui|bao cao)(?: {_THE_FIGURES}{_OF_WHEN})?"
    rf"(?: (?:len|cho|ve))*(?: phuong)?{_OF_WHEN}(?: roi)? (?:chua|roi ha|hay chua)(?: roi)?{_BY_THE_WAY}"
    rf"|{_CALLS}phuong (?:da |co )?(?:nhan|thay|xem|co)(?: duoc)?(?: {_THE_FIGURES}{_OF_WHEN})?"
    rf"(?: (?:nay|do))? (?:chua|khong|hong|ko|roi ha){_BY_THE_WAY}"
)
_WHEN = ("han chot", "khi nao", "bao gio", "chung nao", "ngay nao", "ngay may", "bua nao", "luc nao")
_ASKS_WHETHER_CLOSED = re.compile(r"\bchot (?:\w+ ){1,5}(?:chua|roi ha|roi phai khong)(?: em| a| vay| con| ta)*$")


def _closed_state(ctx: Context, reading: Reading) -> Reply:
    """Whether "số này" is closed: the figure told last, or the month named."""
    unit = _unit(ctx, reading)
    if isinstance(unit, str):
        return Reply(unit)
    named = _month(reading)
    told = behind.last(ctx) if named is None else None
    if told is not None:
        return deciding.state(ctx, told.unit, told.start, min(told.end, ctx.today))
    return deciding.state(ctx, unit, *(named or asked.this_month(ctx)))


def _month(reading: Reading) -> Days | None:
    """The month named, whole; of a longer period its days as they are."""
    period = reading.period_named
    return None if period is None else (period.start, period.end)


def _last_month(ctx: Context) -> Days:
    last = ctx.today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def _unit(ctx: Context, reading: Reading) -> Unit | str:
    name = reading.unit_named
    return ctx.unit if name is None else units.named(ctx, name)


# --- the ward ---


def _how_many_units(ctx: Context, _reading: Reading, said: str) -> list[Reply] | None:
    """ "Phường mình có mấy khu phố?"."""
    if _HOW_MANY_UNITS.fullmatch(said) is None:
        return None
    ward_unit = units.named(ctx, "phuong")
    if isinstance(ward_unit, str):
        return [Reply(ward_unit)]
    return [ward.khu_pho(ctx, ward_unit)]


_HOW_MANY_UNITS = re.compile(
    r"(?:(?:toan|ca|trong|o|minh|phuong|ta) )*(?:co |gom )?(?:may|bao nhieu|bn) (?:khu pho|kp|ap|khom)"
    r"(?: (?:tat ca|het|vay|em|a|con|nhi|ha|trong phuong))*"
)


def _of_units(said: str) -> bool:
    return words.says(
        said, "khu pho nao", "kp nao", "don vi nao", "ap nao", "nhung khu pho", "cac khu pho", "may khu pho"
    )


def _not_reported(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    silent = ("chua bao cao", "chua bao", "chua nop", "chua gui", "chua ghi", "chua co so", "chua nhap")
    if not _of_units(said) or not words.says(said, *silent):
        return None
    of_a_fund = words.says(said, "chua nop", "chua gui") and not words.says(said, "so lieu", "bao cao", "bc")
    fund = _fund_asked(ctx, reading) if of_a_fund else None
    if fund is not None:
        return [fund]
    if reading.question is not None and reading.question.indicators:
        of_one = Asked(reading.question, ctx.unit, "kp nao chua co so")
        return [ward.without(ctx, of_one, of_one.first)]
    return [ward.not_reported(ctx, *(_month(reading) or asked.this_month(ctx)))]


def _outstanding(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """ "Còn thiếu số nào", "phường cần số gì": what of a month is still to be told."""
    if reading.facts or not outstanding.is_asked(said):
        return None
    unit = _unit(ctx, reading)
    return [
        Reply(unit) if isinstance(unit, str) else outstanding.told(ctx, unit, reading.period or ask.running(ctx, said))
    ]


def _fund_asked(ctx: Context, reading: Reading) -> Reply | None:
    """ "Khu phố nào chưa nộp" of a fund that is named, or was just told about: who has handed in nothing of it."""
    named = reading.question if reading.question is not None and reading.question.indicators else None
    before = Asked(named, ctx.unit, "") if named is not None else subject.last(ctx)
    codes_asked = before.question.indicators if before is not None else ()
    funds_asked = (i for i in indicators().values() if i.paid_by and not {i.code, i.paid_by}.isdisjoint(codes_asked))
    fund = next(funds_asked, None)
    if before is None or fund is None:
        return None
    period = reading.period or before.period
    of_it = replace(before, question=before.question._replace(period=period, against=None))
    return ward.not_handed_in(ctx, of_it, fund, indicators()[fund.paid_by or ""])


def _differs(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    if not words.says(said, "lech", "chenh", "khong khop", "khac voi", "khac so", "khac phuong") or not words.says(
        said, "phuong"
    ):
        return None
    question = reading.question
    wanted = [indicators()[code] for code in question.indicators] if question else []
    told = behind.last(ctx)
    if not wanted and told is not None and told.indicator is not None:
        question = Question(told.indicator.code, "compare", Span(told.start, told.end))
        wanted = [told.indicator]
    ward_unit = units.named(ctx, "phuong")
    if isinstance(ward_unit, str):
        return [Reply(ward_unit)]
    if not wanted or question is None:
        return [Reply(texts.comparing.differs_in_what(ctx.who))]
    return [ward.difference(ctx, Asked(question, ward_unit, said), wanted[0])]


# --- targets, the term, sums ---


def _risen(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    told = side_by_side.of_the_table(ctx, said) if not reading.facts and ("tang" in said or "giam" in said) else None
    return [told] if told is not None else None


def _targets(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    if _ALL_FIGURES.fullmatch(said):
        return tables.overview(ctx, ctx.unit, reading.period_named)
    compared = subject.last(ctx) if _HOW_MANY_PERCENT.fullmatch(said) else None
    if compared is not None and compared.question.aggregate == "compare" and compared.question.indicators:
        return ask.told(ctx, compared, [compared.first], reading)  # of the change
    as_part = comparing.as_part(ctx, said) if "bang" in said else None
    if as_part is not None:
        return [as_part]
    wanted = (
        words.says(said, "chi tieu", "ke hoach", "thieu", "phan tram", "phai", "can", "dat", "du")
        or "%" in reading.text
    )
    return aims.asked_again(ctx, reading) if wanted else None


_HOW_MANY_PERCENT = re.compile(
    r"(?:(?:vay|the|la|tuc|tang|giam|duoc|khoang) )*(?:may|bao nhieu|bn|nhieu|nhiu) (?:phan tram|%)"
    r"(?: (?:vay|em|a|lan))*"
)
_ALL_FIGURES = re.compile(
    r"(?:(?:em|cho|xem|coi|toi|bac|chi|anh) )*(?:cac|nhung|may|tat ca) chi tieu"
    r"(?: (?:cua |trong )?(?:nam|thang|quy|khu pho)(?: (?:nay|ngoai|truoc|minh|\d+))?)?"
)


_ASKS_TERM = re.compile(
    r"nhiem ky (?:cua )?(?:ban |khu pho |kp |minh |nay |ta )*(?:la )?(?:tu )?(?:khi nao|bao gio"
    r"|nam nao|ngay nao|may nam)"
    r"(?: (?:toi|den) (?:khi nao|bao gio|nam nao|ngay nao))?(?: a| em| vay| het| con)*"
    r"|(?:bao gio|khi nao) (?:thi )?het nhiem ky(?: a| em| vay)*"
)
_TERM_ALONE = 14  # words and numbers: "nhiệm kỳ của khu phố từ 1/1/2026 đến 31/12/2031"; more tell what was done in it


def _term(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    if _ASKS_TERM.fullmatch(said):
        return [deciding.term_told(ctx)]
    period = reading.period
    told = period is not None and said.startswith("nhiem ky") and len(said.split()) <= _TERM_ALONE
    if period is None or not told or reading.facts or reading.question is not None:
        return None
    return deciding.set_term(ctx, (period.start, period.end))


def _funds(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    return None if not_kept.asks_who_gave_most(said) else funds.answer(ctx, reading, said)


def _share(_ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    if reading.question is None or reading.question.indicators:
        return None
    told = sums.share(reading.text) if words.says(said, "phan tram") or "%" in reading.text else None
    return [Reply(told)] if told else None


_ROUTES: tuple[Callable[[Context, Reading, str], list[Reply] | None], ...] = (
    _photos, _code, _of_the_entries, _why, _why_of_one, in_words.answer, _record, _last_record, _reports, _book,
    _history, _restore, _late, _handing_in, _closing, _how_many_units, _not_reported, _outstanding, _differs,
    _who_wrote, _risen, _targets, _term, _share, _funds, _in_a_file, _whole_book,
)  # fmt: skip
