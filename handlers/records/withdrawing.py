"""Ordinary words that take back what was told: by its number ("20 phần quà thì bỏ"), or as what was saved last."""

import re
from collections.abc import Sequence
from decimal import Decimal

from db import drafts, records
from db.models import Entry, Pending, Record
from handlers import conversation, texts, vi, words
from handlers.context import Context
from handlers.message import Reply
from handlers.records import changes, correct, lines, log, meant, showing, undoing
from handlers.records.changes import Draft
from handlers.vi.reading import Reading

_SELF = r"(?:toi|bac|co|chu|anh|chi|minh|em)"
_LEAD = rf"(?:(?:thoi|oi|a|da|ua|chet|khoan|cho|de|muon|nho|ma|hoi nay|luc nay|{_SELF}) )*"
_TAIL = rf"(?: (?:di|nha|nhe|nghe|nghen|a|luon|ra|giup|gium|dum|roi|nua|khoi so|cho|do|nay|kia|ay|voi|{_SELF}))*"
_OUT = r"(?:bo|xoa|rut|huy|go|hoan tac|khoi ghi|dung ghi|khong ghi|bo ghi|khoi luu|dung luu)"

_COUNTED_BEHIND = re.compile(  # "hoàn tác cái 20 người đó", "bỏ ghi 30 phần đó"
    rf"{_LEAD}{_OUT}(?: (?:lai|bo|giup|gium|dum|ho|cai|so|dong|muc|phan|viec|vu|{_SELF}))* "
    rf"(?P<number>\d+)(?P<told>(?: (?!ra\b)[a-z]+){{0,5}}?) (?:do|nay|kia|ay|hoi nay|vua roi|vua ghi|vua luu){_TAIL}"
)
_COUNTED_FIRST = re.compile(  # "20 phần quà thì bỏ", "6 phần đó là của bác Tư làm, xóa giúp chị"
    rf"{_LEAD}(?:(?:cai|so|muc|dong) )?(?P<number>\d+)(?P<told>(?: [a-z]+){{0,10}}?) "
    rf"(?:(?:thi|la|vay|nen|roi|thoi)(?: {_SELF})? {_OUT}|(?:bo|xoa|rut|huy|hoan tac)(?: lai)? (?:di|giup|gium|dum|luon"
    rf"|ra|nha|nhe)|(?:khoi|dung|khong) (?:ghi|luu)|(?:xoa|hoan tac)){_TAIL}"
)
_RECORDED = re.compile(r"\b(?:da|moi|vua) (?:ghi|luu)(?: (?:so|vo so|vao so))? roi\b|\b(?:ghi|luu) roi\b")

_SAVED_LAST = re.compile(  # "bỏ cái lưu đó", "rút lại việc vừa ghi", "cho chị xóa cái vừa ghi"
    rf"{_LEAD}(?:bo|xoa|rut|huy|go)(?: (?:lai|bo|giup|gium|dum|ho|luon|di|{_SELF}))*"
    rf"(?: (?:cai|viec|so|dong|phieu|lan|tin|chuyen))?(?: (?:ma|em|{_SELF}))*"
    rf" (?:(?:vua|moi)(?: (?:roi|moi|nay))*(?: (?:ghi|luu|bam|nhan|lam|noi))*|(?:luu|ghi|bam) (?:do|nay|hoi nay|luc nay"
    rf"|vua roi)|da (?:luu|ghi)){_TAIL}"
)
_SAVED_WRONGLY = re.compile(  # "lưu lộn rồi", "làm sai rồi xóa đi", "khỏi ghi, lộn rồi"
    rf"{_LEAD}(?:(?:lo |bam )?luu (?:lon|nham|lo)(?: (?:mat|roi|cai|viec|do))*"
    rf"|(?:(?:lam|ghi|noi|bam|luu|bao|nhan) )?(?:sai|lon|nham)(?: (?:roi|mat|do))*(?: (?:thoi|thi|nen|{_SELF}))*"
    rf" (?:bo|xoa|rut|huy)(?: (?:giup|gium|dum|cai|viec|lai|het))*"
    rf"|(?:khoi|dung|khong) (?:ghi|luu|tinh)(?: (?:nua|em|a))*(?: (?:ghi|lam|noi))? (?:lon|nham|sai)){_TAIL}"
)
_CHANGE_OFF = re.compile(rf"{_LEAD}(?:bo|huy|xoa|khoi)(?: (?:cai|viec|ban|lan))? sua{_TAIL}")  # "bỏ cái sửa đó đi"
_BRINGS_BACK = re.compile(  # "khôi phục cái vừa rồi", "lấy lại số cũ đi", "khoan, giữ lại"
    rf"{_LEAD}(?:khoi phuc|phuc hoi)(?: lai)?(?: giup| gium| dum)? (?:cai|viec|so|dong|phieu|tin)"
    rf"(?: (?:vua|moi|hoi|luc|nay|roi|xoa|bo|rut|huy|lo|da|cu|do|ghi|sua))+{_TAIL}"
    rf"|{_LEAD}(?:lay|tra|tro|de|doi)(?: (?:lai|ve))+(?: giup| gium| dum)?"
    r" (?:(?:cai|viec|so|dong|phieu)(?: (?:cu|do|kia|ay"
    rf"|truoc|nay|vua|hoi|roi|xoa|bo|rut|da|lo))+|nhu cu|nhu truoc){_TAIL}"
)
_KEEPS = re.compile(rf"{_LEAD}(?:(?:dung|khoan) (?:xoa|rut|bo|huy)(?: (?:nua|cai do|viec do|da))*|giu lai){_TAIL}")

HINTS = re.compile(
    r"ỏ|bo|óa|oá|oa|oàn|út|ut|ộn|on roi|ầm|am roi|ục|uc|ấy lại|ay lai|iữ lại|iu lai|rả |ra ve|ừng|dung|ủy|huy|i ghi"
)
"""What stands in all words that take something back, with marks or without, and in few others."""


def answer(ctx: Context, pending: Pending | None, reading: Reading) -> list[Reply] | None:
    """The answer to words that take back what was told, or have it again; None for any others."""
    if "?" in reading.text or ctx.message.photos or ctx.message.forwarded:
        return None
    said = words.bare(reading.text)
    counted = _COUNTED_BEHIND.fullmatch(said) or _COUNTED_FIRST.fullmatch(said)
    if counted is not None and meant.number_in(reading.text) is None:
        return _counted(ctx, pending, reading, counted)
    if any(character.isdecimal() for character in said):
        return None
    if pending is not None and pending.conversation == correct.CORRECT.name and _CHANGE_OFF.fullmatch(said):
        return conversation.go_on(ctx, correct.CORRECT, pending, reading._replace(text=words.DROP))
    logs = pending is not None and pending.conversation == log.LOG.name
    wrongly = _SAVED_WRONGLY.fullmatch(said) is not None
    if wrongly or _SAVED_LAST.fullmatch(said):
        return None if logs and conversation.is_shown_last(ctx) else _of_the_last(ctx, wrongly=wrongly)
    keeps = _KEEPS.fullmatch(said) is not None  # said of what is asked, as long as that stands
    if not (keeps or _BRINGS_BACK.fullmatch(said)) or (pending is not None and (keeps or not _is_aside(ctx, pending))):
        return None
    return bring_back(ctx, only_taken_out=keeps) or (None if keeps or pending else [correct.nothing_waits(ctx)])


def _is_aside(ctx: Context, pending: Pending) -> bool:
    """Whether what waits is a correction that is not asked about just now."""
    return pending.conversation == correct.CORRECT.name and not conversation.is_shown_last(ctx)


def _of_the_last(ctx: Context, *, wrongly: bool) -> list[Reply] | None:
    """Propose to take out what was saved last, with correcting it as the other way where a slip is told."""
    last = next(iter(meant.recent(ctx)), None)
    if last is None:
        return None
    other = (texts.records.or_corrected(showing.example(ctx, last)),) if wrongly else ()
    correct.drop_waiting(ctx, last.number, lambda draft: draft.takes_out)  # asked once more
    return conversation.begin(ctx, correct.CORRECT, correct.out(ctx, last, remarks=other))


def bring_back(ctx: Context, *, only_taken_out: bool) -> list[Reply] | None:
    """Have again what was taken out or corrected last; None where this person did no such thing last."""
    written = records.last_by(ctx.session, ctx.person, ctx.unit)
    if not written:
        return None
    first = written[0].version == 1 and written[0].at == ctx.session.get_one(Record, written[0].record_id).at
    return None if first or (only_taken_out and not written[0].voided) else undoing.undo_last(ctx)


# --- by the number ---


def _counted(ctx: Context, pending: Pending | None, reading: Reading, found: re.Match[str]) -> list[Reply] | None:
    """Drop the draft that holds a number, or propose to take out what was saved with it; never a deed of its own."""
    value, told = Decimal(found["number"]), set(found["told"].split())
    held = _draft_with(ctx, pending, value)
    if held is not None:
        return _of_the_draft(ctx, held, value, reading)
    saved = [(record, at) for record in meant.recent(ctx) for at in _places(ctx, record, value, told)]
    if not saved:
        return [Reply(texts.corrections.nothing_to_take_out(ctx.who))]
    if _RECORDED.search(words.bare(reading.text)):
        return [Reply(texts.records.recorded_once(ctx.who, found["number"], saved[0][0].number))]
    if len({record.number for record, _ in saved}) > 1:
        among = tuple(dict.fromkeys(record.number for record, _ in saved))
        return conversation.begin(ctx, correct.CORRECT, Draft("", among=among[:_MOST], why="xóa"))
    return _strike(ctx, saved[0][0], [at for _, at in saved], _why(reading.text))


_MOST = 4


def _why(text: str) -> str:
    """The reason told before the request: "6 phần đó là của bác Tư làm"."""
    before = re.split(r"[,.;]", text)[0].strip()
    return before if words.says(words.bare(before), "la cua", "la do", "cua") else ""


def _places(ctx: Context, record: Record, value: Decimal, told: set[str]) -> list[int]:
    """The lines of a record that hold a number and are called by the words told, if any of them are."""
    standing = records.lines(ctx.session, record)
    same = [at for at, entry in enumerate(standing) if entry.value == value and not entry.change]
    called = [at for at in same if told & changes.words_of(standing[at])]
    return called or same


def _strike(ctx: Context, record: Record, places: Sequence[int], why: str) -> list[Reply]:
    standing: Sequence[Entry] = records.lines(ctx.session, record)
    struck = lines.with_worths([entry.indicator for entry in standing], places)
    correct.drop_waiting(ctx, record.number, lambda draft: draft.takes_out or bool(draft.struck))  # asked once more
    if len(struck) == len(standing):
        return conversation.begin(ctx, correct.CORRECT, correct.out(ctx, record, why))
    ids = tuple(standing[at].id or 0 for at in struck)
    return conversation.begin(ctx, correct.CORRECT, Draft(record.number, why=why, struck=ids))


def _draft_with(ctx: Context, pending: Pending | None, value: Decimal) -> Pending | None:
    """The record in the making that holds a number: the one that waits for the next word, else one below it."""
    waiting = drafts.of_chat(ctx.session, ctx.chat) if pending is not None else ()
    held = [each for each in waiting if each.conversation == log.LOG.name and value in _values(each)]
    own = next((each for each in held if pending is not None and each.id == pending.id), None)
    return own or next((each for each in held if each.expires > ctx.now), None)


def _values(pending: Pending) -> set[Decimal]:
    return {one.value for one in log.LOG.load(pending.known).lines}


def _of_the_draft(ctx: Context, held: Pending, value: Decimal, reading: Reading) -> list[Reply] | None:
    draft = log.LOG.load(held.known)
    top = conversation.top(ctx.session, ctx.chat)
    if top is None or top.id != held.id:
        held = drafts.to_front(ctx.session, held)
        return conversation.ask_to_drop(log.LOG, held)
    counts = [at for at, one in enumerate(draft.lines) if one.value == value]
    if len(draft.lines) > 1 and len(counts) == 1 and not draft.open:
        row = vi.read(f"bỏ dòng {counts[0] + 1}", reading.on)
        return conversation.go_on(ctx, log.LOG, held, row)
    if len(draft.lines) > 1:
        return conversation.ask_to_drop(log.LOG, held)
    return conversation.go_on(ctx, log.LOG, held, reading._replace(text=words.DROP, facts=()))
