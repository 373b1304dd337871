"""What a chat asked about last, so that the next question need not say it again."""

from dataclasses import dataclass
from datetime import timedelta

from pydantic import TypeAdapter

from db import quick
from db.models import Unit
from db.remembered import Subject
from handlers import units
from handlers.context import Context
from handlers.figures.asked import Asked
from handlers.vi.reading import Question

_KEPT = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Last:
    """A question that was answered: as it was read, the unit it was about, its bare words."""

    question: Question
    unit_id: int
    said: str


_json: TypeAdapter[Last] = TypeAdapter(Last)


def remember(ctx: Context, asked: Asked, codes: tuple[str, ...]) -> None:
    """Keep what was just asked; `codes` are the indicators it was about, none where it was about all of them."""
    question = asked.question._replace(indicator=codes[0] if codes else None, indicators=codes)
    known = _json.dump_json(Last(question, asked.unit.id or 0, asked.said)).decode()
    chat = ctx.chat
    kept = quick.get(ctx.session, Subject, chat.channel, chat.bot, chat.chat)
    if kept is not None:
        quick.change(ctx.session, kept, asked=known, at=ctx.now)
    else:
        key = {"channel": chat.channel, "bot": chat.bot, "chat": chat.chat}
        quick.insert_one(ctx.session, Subject, **key, asked=known, at=ctx.now)


def last(ctx: Context) -> Asked | None:
    """What this chat asked about last; None after half an hour, or where there is nothing."""
    kept = quick.get(ctx.session, Subject, ctx.chat.channel, ctx.chat.bot, ctx.chat.chat)
    if kept is None or ctx.now - kept.at > _KEPT:
        return None
    told = _json.validate_json(kept.asked)
    unit = quick.get(ctx.session, Unit, told.unit_id)
    return Asked(told.question, unit if unit and units.may_see(ctx, unit) else ctx.unit, told.said)
