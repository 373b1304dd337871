"""What a chat asked about last, so that the next question need not say it again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pydantic import TypeAdapter

from db import quick
from db.models import Meeting as OneMeeting
from db.models import Unit
from db.remembered import Subject
from handlers import units
from handlers.context import Context
from handlers.figures.asked import Asked
from handlers.vi.reading import Question

_KEPT = timedelta(minutes=30)
_NOT_SEEN = 0  # in place of a unit's id
_SENTENCE = "sentence"  # in place of a messenger: the row is about a sentence of a group


Meeting = Literal["next", "before"] | int  # a single one by its id


@dataclass(frozen=True, slots=True)
class Last:
    """A question that was answered: as it was read, the unit it was about, its bare words; or about which meeting."""

    question: Question
    unit_id: int
    said: str
    meeting: Meeting | None = None


_json: TypeAdapter[Last] = TypeAdapter(Last)


def remember(ctx: Context, asked: Asked, codes: tuple[str, ...]) -> None:
    """Keep what was just asked; `codes` are the indicators it was about, none where it was about all of them."""
    question = asked.question._replace(indicator=codes[0] if codes else None, indicators=codes)
    _keep(ctx, Last(question, asked.unit.id or 0, asked.said))


def not_seen(ctx: Context, question: Question, name: str, said: str) -> None:
    """Keep a question about a place that one may not see, so that "còn năm ngoái?" is about that place as well."""
    _keep(ctx, Last(question._replace(unit=name), _NOT_SEEN, said))


def nothing(ctx: Context) -> None:
    """Go on from nothing any more: something else was asked that no figure is of."""
    if _last(ctx) is not None:
        _keep(ctx, Last(Question(None, "list"), _NOT_SEEN, ""))


def of_another_place(ctx: Context) -> Asked | None:
    """What figures were asked last of a place one may not see, which the question names; here of one's own unit."""
    told = _last(ctx)
    if told is None or told.unit_id != _NOT_SEEN or told.meeting is not None or told.question.unit is None:
        return None
    return Asked(told.question, ctx.unit, told.said)


def keep_for(ctx: Context, sentence: int) -> None:
    """Keep what a sentence said here goes on from, for when it is brought into the private chat of its writer.

    There something else may have been asked last, and here too by then.
    """
    told = _last(ctx)
    if told is not None and quick.get(ctx.session, Subject, _SENTENCE, "", str(sentence)) is None:
        asked = _json.dump_json(told).decode()
        quick.insert_one(ctx.session, Subject, channel=_SENTENCE, bot="", chat=str(sentence), asked=asked, at=ctx.now)


def bring(ctx: Context, sentence: int) -> None:
    """Go on in this chat from what a sentence said in a group goes on from."""
    kept = quick.get(ctx.session, Subject, _SENTENCE, "", str(sentence))
    if kept is not None:
        _keep(ctx, _json.validate_json(kept.asked))


def of_a_meeting(ctx: Context, unit: Unit, *, over: bool, one: int | None = None) -> None:
    """Keep that this chat asked about a meeting of a unit last, perhaps the one before or `one` by its id."""
    meeting: Meeting = one if one is not None else "before" if over else "next"
    _keep(ctx, Last(Question(None, "list"), unit.id or 0, "", meeting))


def the_meeting(ctx: Context, after: datetime | None = None) -> int | None:
    """The meeting that was told by itself last, if `after` an instant, by its id; None where no single one was."""
    told = _last(ctx, after)
    return told.meeting if told is not None and isinstance(told.meeting, int) else None


def is_now(ctx: Context, meeting: OneMeeting) -> None:
    """Keep that a meeting was answered, set or changed in this chat: the next words may mean it without naming it."""
    of_a_meeting(ctx, ctx.unit, over=False, one=meeting.id)


def _keep(ctx: Context, told: Last) -> None:
    known = _json.dump_json(told).decode()
    chat = ctx.chat
    kept = quick.get(ctx.session, Subject, chat.channel, chat.bot, chat.chat)
    if kept is not None:
        quick.change(ctx.session, kept, asked=known, at=ctx.now)
    else:
        key = {"channel": chat.channel, "bot": chat.bot, "chat": chat.chat}
        quick.insert_one(ctx.session, Subject, **key, asked=known, at=ctx.now)


def last(ctx: Context, after: datetime | None = None) -> Asked | None:
    """What figures this chat asked about last, if `after` an instant; None after half an hour, or for nothing."""
    told = _last(ctx, after)
    if told is None or told.meeting is not None or told.unit_id == _NOT_SEEN:
        return None
    return Asked(told.question, _unit(ctx, told), told.said)


def of_figures(ctx: Context) -> Asked | None:
    """What this chat asked about last, where its figures were named; None also after all of them at once."""
    before = last(ctx)
    return before if before is not None and before.question.indicators else None


def of_a_table(ctx: Context) -> Asked | None:
    """The table of all figures that this chat asked for last; None where it asked for anything else."""
    before = last(ctx)
    return before if before is not None and before.said == TABLE else None


def of_what_is_missing(ctx: Context) -> Asked | None:
    """The period and the unit whose missing figures this chat asked for last; None where it asked for anything else."""
    before = last(ctx)
    return before if before is not None and before.said == MISSING else None


TABLE, MISSING = "so lieu", "con thieu so nao"


def of_whose_meeting(ctx: Context) -> Unit | None:
    """The unit about whose meeting this chat asked last; None where it asked about something else."""
    told = _last(ctx)
    return _unit(ctx, told) if told is not None and told.meeting is not None else None


def is_of_the_last_meeting(ctx: Context) -> bool:
    """Whether it was the meeting before, and not the next one."""
    told = _last(ctx)
    return told is not None and told.meeting == "before"


def _unit(ctx: Context, told: Last) -> Unit:
    unit = quick.get(ctx.session, Unit, told.unit_id)
    return unit if unit and units.may_see(ctx, unit) else ctx.unit


def _last(ctx: Context, after: datetime | None = None) -> Last | None:
    kept = quick.get(ctx.session, Subject, ctx.chat.channel, ctx.chat.bot, ctx.chat.chat)
    if kept is None or ctx.now - kept.at > _KEPT or (after is not None and kept.at <= after):
        return None
    return _json.validate_json(kept.asked)
