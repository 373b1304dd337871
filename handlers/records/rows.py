"""What is said of the lines of a draft by their places, and of its committee: "bỏ dòng 2", "dòng 2: 25 hộ"."""

import json
import re
from dataclasses import replace

from db.catalogue import indicators
from handlers import texts, units, words
from handlers.context import Context
from handlers.conversation import Blank, top
from handlers.message import Reply
from handlers.records import drafts, lines, meant
from handlers.records.drafts import Draft, without_line
from handlers.records.lines import DraftLine, Option
from handlers.vi import committees, read
from handlers.vi.reading import Reading
from handlers.vi.words import split

_ROW = re.compile(
    r"(?:sửa\s+|sua\s+|đổi\s+|doi\s+)?(?:dòng|dong|số thứ|việc)\s+(?:số\s+|so\s+)?(\d{1,2})(?!\d)\s*"
    r"(?::|=|,|-|là|la|thành|thanh|còn|con|chỉ)?\s*(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_LONG_NUMBER = 4  # digits: no record has a thousand lines
_ONLY_THE_UNIT = 8  # words: "không phải kp 8 mà là kp 9 nha em"


def struck(text: str, count: int) -> list[int] | None:
    """The places of the lines, of some, that a message strikes out, the last first.

    >>> struck("bỏ dòng 2", 3), struck("xóa dòng 1 và 3", 3), struck("bỏ dòng cuối", 3), struck("bỏ qua", 3)
    ([1], [2, 0], [2], None)
    >>> struck("thôi bỏ dòng 2", 3), struck("em bỏ giùm dòng 1", 3)
    ([1], [0])
    """
    said = _BESIDE_STRIKING.sub(r"\1 dong ", words.bare(text), count=1).split()
    if said[:2] not in (["bo", "dong"], ["xoa", "dong"]):
        return None
    if said[2:3] in _ENDS and count:
        return [0 if said[2] in {"dau", "tren"} else count - 1]
    return sorted({int(word) - 1 for word in said[2:] if word.isdecimal() and len(word) < _LONG_NUMBER}, reverse=True)


_BESIDE_STRIKING = re.compile(r"^(?:(?:thoi|a|ua|khoan|da|em|ma) )*(bo|xoa)(?: giup| gium| dum)?(?: cai)? dong ")
_ENDS = (["cuoi"], ["chot"], ["duoi"], ["dau"], ["tren"])


def _struck_by_name(ctx: Context, draft: Draft, text: str) -> list[int] | None:
    """The places of the lines that a message strikes out by their words: "bỏ camera", "xóa cái vụ hòa giải đi"."""
    said = words.bare(words.without_reason(text))
    found = None if words.steers(text) or words.is_left_open(text) else _STRIKES.fullmatch(said)
    if found is None:
        return None
    told = set((found[2] or "").split())
    named = [at for at, line in enumerate(draft.lines) if told and told <= lines.words_of(line)]
    if named and " so " not in f" {said} ":
        named = lines.with_worths([line.indicator for line in draft.lines], named)
    several = len(drafts.deeds(draft)) > 1
    named = named or (_told_with(draft, told) if several else [])
    whole = told <= set(words.bare(draft.text).split()) and not several
    of_all = whole if told else _THIS.search(said) is not None
    just_told = bool(told) and told <= _JUST_NOW and _is_told_last(ctx)
    return named[::-1] or (list(range(len(draft.lines))) if found[1] and (of_all or just_told) else None)


_STRIKES = re.compile(
    r"(?:thoi )?(?:bo|xoa|rut|khoi ghi|dung ghi)(?: giup| gium)?(?: so| muc)?"
    r"((?: (?:cai|viec|vu|chuyen|buoi)\b)*)(?: (.+?))??"
    r"(?: do| nay| di| nha| nhe| ra| em| a| luon)*"
)


def _told_with(draft: Draft, told: set[str]) -> list[int]:
    """The lines of one deed of several, by the words it was told in: "dọn rác" of "chiều dọn rác 25 người"."""
    clauses = [clause for clause in _CLAUSES.split(draft.text) if told and told <= set(words.bare(clause).split())]
    return [at for at, line in enumerate(draft.lines) if len(clauses) == 1 and line.said in clauses[0]]


_CLAUSES = re.compile(r"[,;.\n](?!\d)")


def _is_told_last(ctx: Context) -> bool:
    """Whether the draft was begun after what was written into the book last."""
    last, pending = next(iter(meant.recent(ctx)), None), top(ctx.session, ctx.chat)
    begun = min(json.loads(pending.heard), default=0) if pending else 0
    return last is None or begun > (last.incoming_id or 0)


_THIS = re.compile(r" (?:do|nay)\b")
_JUST_NOW = frozenset("vua roi ghi moi luc hoi nay".split())


def restated(text: str) -> tuple[int, str] | None:
    """The place of a line, from 0, and what it is to be.

    >>> restated("dòng 2: 25 hộ"), restated("sửa dòng 1 thành 30 phần"), restated("dòng tiền 2 triệu")
    ((1, '25 hộ'), (0, '30 phần'), None)
    """
    found = _ROW.fullmatch(text.strip())
    return (int(found[1]) - 1, found[2]) if found else None


def _hear(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: ARG001, FBT001
    out = struck(reading.text, len(draft.lines)) or _struck_by_name(ctx, draft, reading.text)
    named = restated(reading.text)
    places = out or ([named[0]] if named else [])
    beyond = [at for at in places if at >= len(draft.lines)]
    if beyond and draft.lines:
        return replace(draft, remark=texts.records.no_such_row(beyond[0] + 1, len(draft.lines)))
    if out is not None:
        return _without(draft, out)
    if named is not None and draft.lines:
        return _restated(draft, named[0], read(named[1], reading.on))
    return _elsewhere(ctx, draft, reading)


def _without(draft: Draft, places: list[int]) -> Draft | None:
    """A draft without some lines, or without any; None when no line is named."""
    if not places or not draft.lines:
        return None
    if len(places) >= len(draft.lines):
        return replace(draft, lines=(), open=(), prices=(), led=False, steps=())
    deeds = drafts.deeds(draft)
    draft = replace(draft, numbered=draft.numbered or len(draft.lines) >= texts.records.MANY_LINES)
    for at in places:
        draft = without_line(draft, at)
    left = drafts.deeds(draft)
    return replace(draft, activity=left.pop()) if len(left) == 1 and len(deeds) > 1 else draft


def _restated(draft: Draft, at: int, reading: Reading) -> Draft | None:
    old = draft.lines[at]
    told = next(iter(lines.gather(reading).told), None)
    same_kind = told is not None and old.indicator and (told.unit == old.unit or _says_only_the_unit(old, told))
    if told is not None and old.indicator and not same_kind and not _may_be(draft, old, told):
        name = indicators()[old.indicator].name
        return replace(draft, remark=texts.asking.row_does_not_fit(at + 1, name, told.said))
    if told is not None:
        new = replace(told, indicator=old.indicator if same_kind else told.indicator or old.indicator)
        return _with_row(draft, at, new)
    number = words.bare_number(reading)
    return None if number is None else drafts.settled(_settled(draft, at), at, Option("", number))


def _may_be(draft: Draft, old: DraftLine, told: DraftLine) -> bool:
    """Whether a number may be what a line is to be: "25 triệu", "25 hộ" are no number of parcels."""
    if told.indicator is not None:
        return told.indicator not in {one.indicator for one in draft.lines if one is not old}
    return told.unit in {"other", *lines.units_of(old.indicator or "")}


def _says_only_the_unit(old: DraftLine, told: DraftLine) -> bool:
    """Whether a number has one word beside it, in which the line may be counted: "20 suất" of scholarships."""
    return told.unit in lines.units_of(old.indicator or "") and len(words.bare(told.said).split()) == _NUMBER_AND_NOUN


_NUMBER_AND_NOUN = 2  # words


def _with_row(draft: Draft, at: int, new: DraftLine) -> Draft:
    draft = _settled(draft, at)
    return drafts.with_lines(draft, lines.with_line(draft.lines, at, new))


def _settled(draft: Draft, at: int) -> Draft:
    """A draft in which nothing is to be asked about a line any more."""
    return replace(draft, open=tuple(o for o in draft.open if o.line != at))


_ASKS = re.compile(
    r"^(?:(?:the |vay )?con|bao cao|bc|so lieu|tinh hinh|cho|xem|coi|lich|hop)\b|\b(?:thi sao|bao cao)\b"
)


def _elsewhere(ctx: Context, draft: Draft, reading: Reading) -> Draft | None:
    """A draft of another committee: "không phải kp 8, kp 9"; not of the one whose figures are asked for."""
    said = words.bare(reading.text)
    if reading.facts or len(said.split()) > _ONLY_THE_UNIT or reading.intent in {"ask", "report"} or _ASKS.search(said):
        return None
    name = committees.meant(split(reading.text))
    if name is None:
        return None
    unit = units.named(ctx, name)
    if isinstance(unit, str):
        return replace(draft, remark=unit)
    here = texts.records.write_for(drafts.unit_of(ctx.session, draft).name)  # it may be what is asked
    draft = replace(draft, open=tuple(o for o in draft.open if here not in {option.label for option in o.options}))
    if unit.id == draft.unit_id:
        return draft
    return replace(draft, unit_id=unit.id or 0, assumed=False, remark=texts.records.moved(unit.name))


def _never(_ctx: Context, _draft: Draft) -> Reply | None:
    return None


ROWS: Blank[Draft] = Blank(_never, _hear, first=True)
