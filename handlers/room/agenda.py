"""The agenda: what was left undone, the figures of the month, what members propose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from db import codes, ledger
from db.catalogue import indicators
from db.models import Meeting, Person, Unit
from db.room import sittings, talking, tasks
from db.room.tables import Proposal
from handlers import texts, wording, words
from handlers.context import Context
from handlers.meetings import coming
from handlers.message import Reply, choices
from handlers.room import people_there
from handlers.room.tasks import task_line

LONGEST = 1000  # characters of what is written down in one go
_SECOND_HALF = 15  # a meeting after this day speaks of its own month, an earlier one of the month before


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """A figure of the month with the code that opens the entries behind it."""

    name: str
    value: str
    code: str


def propose(ctx: Context, text: str) -> list[Reply]:
    """Keep what a member wants to be spoken of."""
    opened = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    if opened is not None and _is_an_opinion(ctx.message.text):
        said = texts.room.opinion(people_there.called(ctx.person), text)
        note = talking.note(ctx.session, opened[0], ctx.person.id or 0, said[:LONGEST], ctx.now)
        return [Reply(texts.room.opinion_noted(ctx.who, note.number, note.text))]
    meeting = at_stake(ctx)
    going_on = meeting if meeting and sittings.sitting(ctx.session, meeting) else None
    for each in _points(text):
        talking.propose(ctx.session, ctx.unit.id or 0, ctx.person.id or 0, each[:LONGEST], ctx.now, going_on)
    when = wording.moment(meeting.at, ctx.zone) if meeting else None
    return [Reply(texts.room.proposed(ctx.who, text, when))]


def _is_an_opinion(said: str) -> bool:
    """Whether words give an opinion, which in a meeting belongs to its minutes, and no point of its agenda."""
    plain = words.bare(said)
    return words.says(plain, "y kien", "gop y") and not words.says(plain, "noi dung", "chuong trinh", "bo sung")


def with_guests(ctx: Context, said: str) -> list[Reply] | None:
    """ "Có khách phường xuống dự nghen em": guests of the meeting ahead stand in its agenda; None for other words."""
    text = ctx.message.text
    if _GUESTS.fullmatch(said) is None or "?" in text or at_stake(ctx) is None:
        return None
    return propose(ctx, _POLITE_END.sub("", _OF_THE_DAY.sub("", text)).strip())


_GUESTS = re.compile(
    r"(?:(?:bua|hom|buoi|ky|lan|cuoc|thang|hop|do|nay|toi|sau|em|oi|ghi|them|la|se) )*"
    r"co (?:them |moi )?(?:(?:\w+ ){0,2}?khach|dai dien|lanh dao)(?: \w+){0,6}? (?:du|tham du|den du|toi du|du hop)"
    r"(?: (?:hop|nha|nhe|nghen|em|a|do|nua|chung|voi minh|cung))*"
)
_OF_THE_DAY = re.compile(r"^.*?(?=\b(?:có|co)\s)", re.IGNORECASE)
_POLITE_END = re.compile(r"(?:\s+(?:nha|nhé|nhe|nghen|em|ạ|a|đó|do))+\W*$", re.IGNORECASE)


def withdraw(ctx: Context, said: str) -> list[Reply]:
    """Take a point off the agenda: one's own, of those who lead anybody's; which, is asked where it is not clear."""
    meeting = at_stake(ctx)
    known = talking.proposals(ctx.session, ctx.unit.id or 0, meeting)
    found = _meant(known, said)
    if len(found) != 1:
        lines = [p.text for p in found or known]
        offered = choices(*(texts.room.withdraw(line) for line in lines[:_OFFERED]))
        return [Reply(texts.room.withdraw_which(ctx.who, bool(known)), offered)]
    one = found[0]
    if not ctx.leads and one.person_id != ctx.person.id:
        by = people_there.called(ctx.session.get_one(Person, one.person_id))
        return [Reply(texts.room.not_your_point(ctx.who, one.text, by))]
    talking.withdraw(ctx.session, one)
    when = wording.moment(meeting.at, ctx.zone) if meeting else None
    return [Reply(texts.room.withdrawn(one.text, when), choices(texts.room.put_back(one.text)))]


def _meant(known: Sequence[Proposal], said: str) -> list[Proposal]:
    """The points that words mean: by most of their own words, or the only one there is."""
    told = set(words.bare(said).split()) - _LIGHT
    if not told:
        return list(known) if len(known) == 1 else []
    shared = [(len(told & set(words.bare(p.text).split())), p) for p in known]
    most = max((count for count, _ in shared), default=0)
    return [p for count, p in shared if most and count == most and 2 * most >= len(told)]


_LIGHT = frozenset("di nha nhe nghen em a oi giup gium dum luon lai do hop ra khoi cai vu viec ve so chuyen".split())
_OFFERED = 4


def _points(text: str) -> list[str]:
    """The points of an agenda that are numbered in one message.

    >>> _points("1. dọn vệ sinh, 2. quà Tết, 3) góp quỹ"), _points("sửa đèn hẻm 12")
    (['dọn vệ sinh', 'quà Tết', 'góp quỹ'], ['sửa đèn hẻm 12'])
    """
    points = [point.strip(" ,;.") for point in _NUMBER.split(text)]
    return [point for point in points if point] if len(_NUMBER.findall(text)) > 1 else [text]


_NUMBER = re.compile(r"(?:^|(?<=[\s,;]))\d{1,2}[.)]\s+")


def show(ctx: Context, _rest: str) -> list[Reply]:
    """The agenda of the meeting that goes on, that was asked about last, or that comes next."""
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    meeting = at_stake(ctx) if going_on else coming.asked_about(ctx)
    here = meeting.id if meeting else None  # what this meeting itself gave somebody to do is none of the last one's
    unfinished = tasks.unfinished(ctx.session, ctx.unit.id or 0)
    left = [task_line(ctx, task) for task in unfinished if here is None or task.meeting_id != here]
    start, end = month(meeting.at.astimezone(ctx.zone).date() if meeting else ctx.today)
    found = [texts.room.figure_line(f.name, f.value, f.code) for f in figures(ctx, ctx.unit, start, end)]
    offered = [
        texts.room.proposal_line(p.text, people_there.called(ctx.session.get_one(Person, p.person_id)))
        for p in talking.proposals(ctx.session, ctx.unit.id or 0, meeting)
    ]
    when = wording.moment(meeting.at, ctx.zone) if meeting else None
    text = texts.room.agenda(when, left, wording.span(start, end), found, offered)
    return [Reply(text, choices(texts.room.PRINT_AGENDA) if ctx.leads and meeting else ())]


def at_stake(ctx: Context) -> Meeting | None:
    """The meeting that goes on, else the next one."""
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    return going_on[0] if going_on else next(iter(sittings.coming(ctx.session, ctx.unit.id or 0, ctx.now)), None)


def month(day: date) -> tuple[date, date]:
    """The month that a meeting on a day speaks of.

    >>> month(date(2026, 12, 5)), month(date(2026, 12, 28))[0]
    ((datetime.date(2026, 11, 1), datetime.date(2026, 11, 30)), datetime.date(2026, 12, 1))
    """
    if day.day <= _SECOND_HALF:
        last = day.replace(day=1) - timedelta(days=1)
        return last.replace(day=1), last
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return day.replace(day=1), following - timedelta(days=1)


def figures(ctx: Context, unit: Unit, start: date, end: date) -> list[MonthFigure]:
    """What was done in a month by the ledger, but for what only the chair may see: an agenda is read by all.

    Where none of the chief figures was told, all others that were.
    """
    flows = [i for i in indicators().values() if i.kind == "flow" and i.visible_to != "chair"]
    chief, others = ([i for i in flows if i.shown == shown] for shown in (True, False))
    known = [ledger.amount(ctx.session, i, unit, start, end) for i in chief]
    known = known if any(known) else [ledger.amount(ctx.session, i, unit, start, end) for i in others]
    return [
        MonthFigure(
            f.indicator.name, wording.figure(f),
            codes.tell(ctx.session, unit, f, ctx.now, person=ctx.person, asked=(start, end)),
        )
        for f in known if f is not None
    ]  # fmt: skip
