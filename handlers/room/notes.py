"""Notes for the minutes, taken by chat while a meeting goes on."""

import re
from dataclasses import replace

from db.models import Meeting
from db.room import papers, sittings, talking
from db.room.tables import Note
from handlers import texts, vi, words
from handlers.context import Context
from handlers.conversation import said_last
from handlers.message import Choice, Reply, choices
from handlers.records import log
from handlers.room import minutes_told, unopened
from handlers.room import papers as made
from handlers.room.agenda import LONGEST
from handlers.vi import assigning, room
from handlers.vi.reading import Reading


def take(ctx: Context, text: str) -> list[Reply]:
    """ "Ghi biên bản: ...": a line of the minutes that go on, or of the last ones until they are approved."""
    if not ctx.leads:
        return [Reply(texts.room.only_leaders(ctx.who, "ghi biên bản"))]
    of_one_unopened = unopened.offer(ctx, noted=True)
    if of_one_unopened is not None:
        return of_one_unopened
    meeting = _meeting(ctx)
    if meeting is None:
        return minutes_told.one_point(ctx, text)
    paper = papers.find(ctx.session, meeting, "bien_ban")
    if paper is not None and paper.approved_at is not None:
        return [Reply(texts.room.minutes_are_approved())]
    return [_noted(talking.note(ctx.session, meeting, ctx.person.id or 0, text[:LONGEST], ctx.now), figures=False)]


def plain(ctx: Context, reading: Reading) -> list[Reply] | None:
    """What the secretary writes while the meeting goes on, if it is no question and no other request."""
    concludes = _CONCLUDES.match(words.bare(reading.text)) is not None and "?" not in reading.text
    if reading.intent not in {"other", "log", "status"} and not concludes:
        return None
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    if going_on is None:
        return None
    if ctx.role != "secretary" and going_on[1].opened_by != ctx.person.id:
        return None
    if words.steers(reading.text):  # "lưu", "ok", "thôi" are no line
        return [Reply(texts.room.all_is_noted(ctx.who))]
    note = talking.note(ctx.session, going_on[0], ctx.person.id or 0, reading.text.strip()[:LONGEST], ctx.now)
    stranger = _ticked(reading.text) if note.text.count(" ") < _SHORT else None
    if stranger is not None:
        noted = _noted(note, figures=False)
        return [replace(noted, text=f"{texts.room.no_member(stranger)}\n{noted.text}")]
    done = reading.intent != "other" and any(not fact.planned for fact in reading.facts)
    return [_noted(note, figures=done)]


def _ticked(text: str) -> str | None:
    """Whom words would tick off ("anh Bảy về sớm"), who is named with a title and is no member: else it was done."""
    told = room.wish(text)
    named = told is not None and told.kind in {"here", "late", "left", "away"}
    return told.rest if told is not None and named and assigning.person(f"{told.rest} về") is not None else None


_SHORT = 8  # words


def strike_last(ctx: Context, rest: str) -> list[Reply] | None:
    """Take the line noted last out of the minutes that go on: "xóa ý vừa rồi"."""
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    noted = talking.notes(ctx.session, going_on[0]) if going_on else ()
    return strike(ctx, str(noted[-1].number)) if noted and not rest else None


def bring_back(ctx: Context, rest: str) -> list[Reply] | None:
    """ "Lấy lại ý 1": a line that was taken out stands in the minutes again, until they are approved."""
    meeting = _meeting(ctx)
    if meeting is None or not ctx.leads:
        return None
    paper = papers.find(ctx.session, meeting, "bien_ban")
    if paper is not None and paper.approved_at is not None:
        return [Reply(texts.room.minutes_are_approved())]
    number = room.number(rest) or _struck_just_now(ctx)
    found = talking.bring_back(ctx.session, meeting, number)
    if found is not None:
        return [_noted(found, figures=False)]
    stands = any(note.number == number for note in talking.notes(ctx.session, meeting))
    return [Reply(texts.room.nothing_struck(number, stands=stands))]


def _struck_just_now(ctx: Context) -> int | None:
    """The number of the line that the last answer told to be out: "lấy lại ý đó" is of it."""
    last = said_last(ctx)
    found = texts.room.STRUCK.search(last.reply) if last is not None else None
    return int(found[1]) if found else None


def strike_told(ctx: Context, bare: str) -> list[Reply] | None:
    """ "Khoan, câu vừa rồi sai, bỏ đi": the line noted last is taken out; None for any other words."""
    wrong = _LAST_IS_WRONG.fullmatch(bare)
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now) if wrong else None
    noted = talking.notes(ctx.session, going_on[0]) if going_on else ()
    if wrong is None or not noted or not ctx.leads:
        return None
    if _TAKES_OUT.search(bare):
        return strike(ctx, str(noted[-1].number))
    return [
        Reply(texts.room.line_is_wrong(noted[-1].number, noted[-1].text), choices(texts.room.strike(noted[-1].number)))
    ]


_LAST = r"(?:(?:cai|cau|y|dong|loi) )+(?:(?:toi|chi|anh|bac|em) )?(?:vua|moi|hoi|luc|nay|do|cuoi|roi|noi|ghi|gio| )+"
_LAST_IS_WRONG = re.compile(
    r"(?:(?:khoan|a|oi|em|thoi|da|chet|y|ua|cho|toi|chi|anh|bac) )*"
    rf"(?:(?:bo|xoa|gach|sua)(?: giup| gium| dum)? {_LAST}"
    rf"|{_LAST}(?:(?:bi|la|thi) )*(?:sai|nham|lon|khong dung|bo|xoa|gach))"
    r"(?: (?:sai|nham|lon|roi|bo|xoa|gach|di|em|nha|nhe|giup|gium|dum|ra|khoi|bien|ban|a))*"
)
_TAKES_OUT = re.compile(r"\b(?:bo|xoa|gach)\b")


def write(ctx: Context, _rest: str) -> list[Reply] | None:
    """ "Ghi biên bản đi": how a line is told while the meeting goes on; afterwards the minutes themselves."""
    if not ctx.leads:
        return [Reply(texts.room.only_leaders(ctx.who, "ghi biên bản"))]
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    if going_on is not None:
        return [Reply(texts.room.how_to_note(ctx.who))]
    return made.minutes(ctx, "") if _meeting(ctx) is not None else None


_CONCLUDES = re.compile(
    r"(?:(?:bac|anh|chi|co|chu|ong|ba|chu toa|truong ban)(?: \w+){0,3}? )?"
    r"(?:ket luan|thong nhat|y kien|de nghi|kien nghi|chu toa|phat bieu)\b(?!.* (?:gi|nao|ai)$)"
)


def _noted(note: Note, *, figures: bool) -> Reply:
    book = (Choice(texts.room.TO_THE_BOOK, about=f"room:log:{note.id}"),) if figures else ()
    strike_ = Choice(texts.room.strike(note.number))
    return Reply(texts.room.noted(note.number, note.text), (strike_, *book, *unopened.to_give([note.text])))


def strike(ctx: Context, rest: str) -> list[Reply] | None:
    """Take a line out of the minutes."""
    meeting, number = _meeting(ctx), room.number(rest)
    if meeting is None or number is None or not ctx.leads:
        return None
    found = talking.strike(ctx.session, meeting, number)
    back = (Choice(words.UNDO, about=f"room:back:struck:{found.id}"),) if found else ()
    return [Reply(texts.room.struck(number, found.text if found else None), back)]


def restore(ctx: Context, note: Note) -> list[Reply]:
    """Let a line stand again that was taken out, until the minutes are approved."""
    paper = papers.find(ctx.session, ctx.session.get_one(Meeting, note.meeting_id), "bien_ban")
    if paper is not None and paper.approved_at is not None:
        return [Reply(texts.room.minutes_are_approved())]
    talking.restore(ctx.session, note)
    return [Reply(texts.room.restored(note.number, note.text))]


def numbered(ctx: Context, number: int) -> Note | None:
    """The line of a number that stands in the minutes that go on, or of the last ones."""
    meeting = _meeting(ctx)
    standing = talking.notes(ctx.session, meeting) if meeting is not None else ()
    return next((note for note in standing if note.number == number), None)


def rewrite(ctx: Context, rest: str) -> list[Reply] | None:
    """ "Sửa ý 1 thành …": another wording of a line, until the minutes are approved."""
    meeting, number, said = _meeting(ctx), room.number(rest), _INTO.search(rest)
    if meeting is None or number is None or said is None or not ctx.leads:
        return None
    paper = papers.find(ctx.session, meeting, "bien_ban")
    if paper is not None and paper.approved_at is not None:
        return [Reply(texts.room.minutes_are_approved())]
    found = talking.rewrite(ctx.session, meeting, number, said["line"][:LONGEST])
    return [Reply(texts.room.struck(number, None)) if found is None else _noted(found, figures=False)]


_INTO = re.compile(
    r"^\D*\d+\s*(?:lại\s+|lai\s+)?(?:thành|thanh|là|la|:)\s*:?\s*(?P<line>\S.*)$", re.IGNORECASE | re.DOTALL
)


def into_the_book(ctx: Context, told: list[str]) -> list[Reply]:
    """What was noted is also a figure: it is read again as something to log."""
    note = ctx.session.get_one(Note, int(told[0]))
    return log.open_from(ctx, vi.read(note.text, ctx.today))


def _meeting(ctx: Context) -> Meeting | None:
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    return going_on[0] if going_on else sittings.last_held(ctx.session, ctx.unit.id or 0, ctx.now)
