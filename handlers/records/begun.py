"""A record that is begun without a figure: a deed told as one tells it, or the wish to write something down.

Its figures are asked for one at a time, as step by step.
"""

import re

from db import ledger, quick
from db.catalogue import Indicator, indicators
from handlers import texts, vi, visibility, words
from handlers.context import Context
from handlers.conversation import begin, top
from handlers.message import Reply
from handlers.records import drafts, given, log, parts, steps, to_come, unplaced
from handlers.records.drafts import Draft
from handlers.vi.reading import Reading

_LONGEST = 20  # words of a deed told in passing
_DENIAL = 10  # words of which one says that nothing was done
_SHORTEST = 3  # words: "tặng quà" alone may ask as well as tell
_NOT_TOLD_AT_ALL = (
    "bao nhieu", "chua", "khong", "ko", "hong", "gi", "nao", "sao", "ai", "cho hoi", "cho biet", "xem", "mai",
    "sap", "se", "muon", "du kien", "ke hoach", "chuan bi", "phai", "neu", "nhac",
)  # fmt: skip
"""Words of a question, of a plan, or of what was not done."""
_NOT_TOLD = ("may", *_NOT_TOLD_AT_ALL)
_DEEDS = "tang|phat|trao|thu|van dong|nop|hop dan|hop to|hoa giai|tuyen truyen|don|ra quan|lam ve sinh|trong|quyen gop"
_NOT_DONE = re.compile(
    rf"\b(?:khong|ko|hong|(?<!xuong )(?<!trong )(?<!duong )(?<!con )(?<!o )(?<!vo )(?<!ra )hem|chua|chang)"
    rf" (?:(?:co|di|kip|to chuc) )*(?:{_DEEDS})\b(?! (?:duoc|noi) )"
)
_WHO = "toi|tui|bac|co|chu|anh|chi|minh|ong|ba|em"
_HEAD = rf"(?:(?:da|chao|alo|e|oi|gio|bay gio|hom nay|bua nay|nay|con|cho|de|muon|can|giup|{_WHO}) )*"
_WHEN = r"(?: (?:hoi|luc|sang|trua|chieu|toi|hom|bua|tuan|thang|nay|qua|kia|roi|truoc))*"
_FOR = rf"(?: (?:giup|gium|dum|cho|ho)(?: (?:{_WHO}))?)?"
_TAIL = rf"(?: (?:day|ne|con|moi|giup|dum|cho|voi|nha|nhe|nghe|di|a|{_WHO}))*"
_WANTS = re.compile(
    rf"{_HEAD}(?:ghi|(?:ghi|nhap|bao)(?: them| vo| vao)?{_FOR} "
    rf"(?:(?:(?:cai|may|cac|nhung|vai) )*(?:viec|chuyen){_WHEN}|so lieu|so|so sach)){_TAIL}"
)
_NAMES = re.compile(rf"{_HEAD}ghi (?:them )?(?:viec |vu )?((?:ve )?(\S.+?)){_TAIL}")


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Begin a record from words that tell no figure; None for words that begin none."""
    if reading.facts or reading.doubts or "?" in reading.text or ctx.message.forwarded:
        return None
    ahead = to_come.answer(ctx, reading)
    later = ahead is not None or (reading.day or ctx.today) > ctx.today
    if later or reading.unit is not None or _UNREAD.search(reading.text):
        return ahead
    said = words.bare(reading.text)
    if reading.intent == "ask" and _ALL_OF_THEM.search(said):
        plural = vi.read(_SEVERAL.sub("cac" if reading.text.isascii() else "các", reading.text), reading.on)
        reading, said = plural, words.bare(plural.text)
    if (wished_ := wished(ctx, reading)) is not None:
        return wished_
    if _OF_ONES_FAMILY.search(said):
        return None
    if reading.intent == "other" and (house := _IN_NEED.search(said)):
        return [Reply(texts.records.house_in_need(ctx.who, _STATES.get(house[1] or house[2], "hư")))]
    named = None if _OF_WRITING.match(said) else _NAMES.fullmatch(said)
    deed = named[1] if named else said
    if reading.intent in {"log", "other"} and len(said.split()) <= _DENIAL and _denied(reading, deed):
        return [Reply(texts.records.nothing_done(ctx.who))]
    if words.says(deed, *(_NOT_TOLD if reading.intent == "ask" else _NOT_TOLD_AT_ALL)):
        return None
    first = _named(ctx, reading, named) if named else _told(ctx, reading, said)
    level = _level_named(ctx, reading, named) if named and first is None else None
    if level is not None:
        return log.open_by_steps(ctx, drafts.days(ctx, reading), steps.of_a_level(level))
    return _asked_for(ctx, reading, first) if first else None


def _denied(reading: Reading, deed: str) -> bool:
    """Whether it is told that nothing was done; "hẻm dọn" is no "hem (không) dọn"."""
    return _NOT_DONE.search(deed) is not None and "hẻm" not in reading.text.lower()


_OF_WRITING = re.compile(rf"{_HEAD}ghi (?:vay|the|nhu|xong|roi|duoc|sao|lai)\b")  # "ghi vậy được rồi" names no deed
_OF_ONES_FAMILY = re.compile(  # "cháu tôi mới đậu đại học" is told in passing
    r"\b(?:chau|(?<!ba )con|vo|chong|me|cha)(?: (?:noi|ngoai|trai|gai|dau|re|ut|ca))? (?:toi|tui|minh)\b"
)


def wished(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Begin step by step where somebody only says that they want to write something down."""
    said = words.bare(reading.text)
    asks = words.says(said, "nay gio", "may viec roi", "chua")  # "nãy giờ ghi mấy việc rồi"
    if reading.facts or asks or not words.says(said, "ghi", "nhap", "bao") or _WANTS.fullmatch(said) is None:
        return None
    days = drafts.days(ctx, reading)
    return log.open_by_steps(ctx, days if days and days[0] == days[1] <= ctx.today else None)


def asks_of(reading: Reading) -> Reading | None:
    """The question that a thing and a whole month or year are without a word of doing: "quà cho trẻ em năm ngoái"."""
    span = reading.period
    if reading.intent != "log" or reading.facts or span is None or (span.end - span.start).days < _MONTH:
        return None
    if _DOES.search(words.bare(reading.text)):
        return None
    asked = vi.read(f"{reading.text.strip()} {'bao nhieu' if reading.text.isascii() else 'bao nhiêu'}", reading.on)
    return asked if asked.question is not None and asked.question.indicators else None


_MONTH = 27  # days
_DOES = re.compile(
    rf"\b(?:{_DEEDS}|to chuc|xay|sua|lap|lam|gop|ung ho|tham|kham|giup|lo|di|da|co|duoc|tham gia|phoi hop|mua|nhan|gui"
    r"|chi)\b"
)


def _named(ctx: Context, reading: Reading, named: re.Match[str]) -> Indicator | None:
    """The figure of a deed that is to be written down, where "ve" may be "về" and "vệ sinh" alike."""
    asked = (vi.read(f"{deed} bao nhieu", reading.on) for deed in named.groups())
    return next(filter(None, (_counted(ctx, one) for one in asked)), None)


def _level_named(ctx: Context, reading: Reading, named: re.Match[str]) -> Indicator | None:
    """The level or the decision of the year that is to be written down: "ghi rà soát hộ nghèo", "ghi số hộ"."""
    question = vi.read(f"{named[1]} bao nhieu", reading.on).question
    known = indicators().get((question.indicator if question else None) or "")
    return known if known and known.kind in {"stock", "yearly"} and visibility.may_see(ctx, known) else None


def _told(ctx: Context, reading: Reading, said: str) -> Indicator | None:
    """The figure of a deed that is told without its number; None where something else is said."""
    taken = reading.intent == "other" and _TAKEN.search(said) is not None
    if not (taken or reading.intent in {"log", "ask"}) or not _SHORTEST <= len(said.split()) <= _LONGEST:
        return None
    if reading.intent == "log" or taken:
        how_many = reading.text if taken else _SEVERAL.sub("bao nhiêu", reading.text)
        asked = vi.read(how_many if "bao nhi" in how_many else f"{reading.text} bao nhiêu", reading.on)
        return _of_its_kind(reading, said, _counted(ctx, asked))
    question, day = reading.question, reading.day
    if day is None or question is None or question.aggregate != "sum" or question.unit is not None:
        return None
    known = _counted(ctx, reading)
    return known if known and ledger.amount(ctx.session, known, ctx.unit, day, day) is None else None


def _of_its_kind(reading: Reading, said: str, counted: Indicator | None) -> Indicator | None:
    """The figure that was understood, where the deed is of its kind: who was told of fires held no count of them."""
    if counted is None and reading.activity == "tuyen_truyen" and _SPOKEN_OF.search(said):
        return indicators()["tuyen_truyen_cuoc"]
    if reading.activity == "ho_tro_tien" and counted is not None and words.says(said, "quy"):
        return counted if counted.code in parts.FUNDS else indicators()["quy_vnn"]
    return counted


_SPOKEN_OF = re.compile(
    r"\b(?:hop (?:to|dan|xom|hem|khu pho|kp|ap)|noi chuyen|tuyen truyen|sinh hoat|pho bien|tap huan)\b"
)
_TAKEN = re.compile(  # "hồi sáng mấy đứa nhỏ tới lãnh tập vở"
    r"\b(?:lanh|(?:toi|den|len|ra|vo|qua|duoc) nhan)(?: may| cac| nhung)? (?:phan |suat )?"
    r"(?:qua|gao|tap|vo|sach|cap|ba lo|mi|sua|banh|com|chao|hoc bong|the bao hiem|bhyt|xe dap|xe lan|nhu yeu pham"
    r"|do an)\b"
)
_IN_NEED = re.compile(  # "mới đi coi nhà bà Tư bị dột"
    r"\bnha (?:cua )?(?:ba|ong|co|chu|bac|anh|chi|cu|di|cau|me|thim|mo) \w+(?: \w+)?"
    r"(?:(?: (?:bi|qua|da|dang))+ (?:\w+ )?(dot|sap|hu|toc mai|muc|xieu|xuong cap)\b(?!.*\b(?:sua|lop|xay|cat)\b)"
    r"|.* (dot|sap|hu|toc mai|muc|xieu|xuong cap)\b.* (?:chua|khong|hong)(?: (?:ai|duoc|co|kip|tien|thay))*"
    r" (?:sua|lop|xay|cat)\b)"
)
_STATES = {"dot": "dột", "sap": "đổ", "toc mai": "tốc mái", "muc": "mục", "xieu": "xiêu", "xuong cap": "xuống cấp"}


_ALL_OF_THEM = re.compile(r"\b(?:cho|tham) may (?:cu|ong|ba|co|chu|bac|em|chau|be|anh|chi)\b(?! (?:roi|chua))")
_UNREAD = (
    re.compile(  # a number that nobody understood, and that is not of a day or a place: "phường cho 40, dân góp 20"
        r"(?<![\w/-])(?:cho|góp|gop|được|duoc|chi|thu|đóng|dong|hết|het|nước|nuoc|dân|dan) \d+(?![\w/-])", re.IGNORECASE
    )
)
_SEVERAL = re.compile(r"\b(?:mấy|may)\b", re.IGNORECASE)


def _counted(ctx: Context, asked: Reading) -> Indicator | None:
    """The figure that a question asks for, where it adds up deed by deed and this person may see it."""
    known = indicators().get((asked.question.indicator if asked.question else None) or "")
    return known if known and known.kind == "flow" and visibility.may_see(ctx, known) else None


def _asked_for(ctx: Context, reading: Reading, first: Indicator) -> list[Reply]:
    """Begin a record of a deed with the question for its first figure, in place of the same one begun before.

    A house handed over to somebody is one.
    """
    handed = given.handed_over(reading) if first.code == "nha_ddk" else reading
    if handed.facts:
        return log.open_from(ctx, handed)
    activity = reading.activity or vi.activity_of(first.code)
    before = top(ctx.session, ctx.chat)
    if before is not None and before.conversation == log.LOG.name and _is_bare(log.LOG.load(before.known), first):
        quick.delete(ctx.session, before)
    day_from, day_to = drafts.days(ctx, reading) or (ctx.today, ctx.today)
    unnamed = first.code in parts.FUNDS and not words.says(words.bare(reading.text), "ngheo", "vnn", "den on", "dodn")
    remark = texts.asking.begun_fund(ctx.who) if unnamed else texts.asking.begun(ctx.who)
    photos = unplaced.for_a_deed(ctx)
    said = " ".join(filter(None, (remark, photos.told)))
    draft = Draft(
        text=ctx.message.text or reading.text, unit_id=ctx.unit.id or 0, day_from=day_from, day_to=day_to,
        activity=activity, occasion=reading.occasion, steps=_steps(first), remark=said, photos=photos.files,
        photos_wait=photos.others_wait, assumed=ctx.assumed,
    )  # fmt: skip
    return begin(ctx, log.LOG, draft)


def _steps(first: Indicator) -> tuple[str, ...]:
    """The figures to ask for; of one deed, how many came is not known, and before how often it was done."""
    alike = steps.STEPS.get(vi.activity_of(first.code) or "", ("", ()))[1]
    if first.unit != "cuoc" or not alike:
        return next((codes for _, codes in steps.STEPS.values() if codes[0] == first.code), (first.code,))
    return tuple(sorted(alike, key=lambda code: indicators()[code].unit == first.unit))


def _is_bare(draft: Draft, first: Indicator) -> bool:
    """Whether a draft of a deed was begun here, or by the hand, and has nothing in it yet."""
    return draft.steps[:1] == _steps(first)[:1] and not (draft.lines or draft.photos)
