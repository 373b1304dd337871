"""The ten small exercises of practice: what to try, and how one sees that it was done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from db import practice as book
from db import records
from db.models import Button
from db.practice import Done
from handlers import texts, words
from handlers.context import Context
from handlers.day import wished
from handlers.meetings import coming
from handlers.message import Reply, choices
from handlers.records import meant

_FIRST = (0, "qua_so_phan", 70)  # days ago, what, how much
_EARLIER = ((95, "qua_so_phan", 15), (62, "qua_so_phan", 25), (33, "qua_so_phan", 20), (33, "ho_ngheo", 4))


@dataclass(frozen=True, slots=True)
class Seen:
    """One message of practice: what was done before and after it, what was said and answered."""

    before: Done
    after: Done
    said: str
    replies: Sequence[Reply]


@dataclass(frozen=True, slots=True)
class Exercise:
    """Something to try: its name in the texts, and whether a message did it."""

    name: str
    done: Callable[[Seen], bool]
    offers: tuple[str, ...] = ()  # choices that are the exercise itself
    of_record: bool = False  # whether something must have been recorded just now


def _comes_or_not(seen: Seen) -> bool:
    return _given(seen.said) is not None


def _given(said: str) -> bool | None:
    """Whether a member comes to the meeting of an exercise; a mere "vâng" says so too."""
    given = coming.comes_or_not(said)
    return True if given is None and words.affirmed(said, [words.COMES]) else given


EXERCISES: tuple[Exercise, ...] = (
    Exercise("log", lambda seen: seen.after.records > seen.before.records),
    Exercise("ask", lambda seen: seen.after.told > seen.before.told),
    Exercise("correct", lambda seen: seen.after.corrected > seen.before.corrected, of_record=True),
    Exercise("why", lambda seen: any("\n• " in reply.text and "#" in reply.text for reply in seen.replies)),
    Exercise("several", lambda seen: seen.after.lines > seen.before.lines + 1),
    Exercise("photo", lambda seen: seen.after.photos > seen.before.photos, of_record=True),
    Exercise("withdraw", lambda seen: seen.after.withdrawn > seen.before.withdrawn, of_record=True),
    Exercise("chart", lambda seen: any(reply.chart for reply in seen.replies)),
    Exercise("come", _comes_or_not, (words.COMES, words.ABSENT)),
    Exercise("day", lambda seen: wished.asked_for(seen.said) is not None),
)


def prompt(ctx: Context, number: int, praise: str | None = None) -> Reply:
    """An exercise told, perhaps after a word of praise or of how it is done; `number` counts from 0."""
    exercise = EXERCISES[number]
    if exercise.of_record and not meant.recent(ctx):  # whoever skipped the first exercise has recorded nothing
        _record(ctx, *_FIRST)
    told = texts.practice.exercise(ctx.who, exercise.name, number + 1, len(EXERCISES))
    offered = choices(*exercise.offers, words.OTHER_EXERCISE, words.LEAVE_PRACTICE)
    return Reply(f"{praise}\n{told}" if praise else told, offered)


def rehearsed(ctx: Context, number: int) -> list[Reply]:
    """The answer to what exists only in an exercise: a meeting that nobody is invited to. Empty for anything else."""
    seen = Seen(_NOTHING, _NOTHING, _words(ctx), ())
    if EXERCISES[number].name != "come" or not _comes_or_not(seen):
        return []
    return [Reply(texts.practice.meeting_answered(ctx.who, comes=bool(_given(seen.said))))]


def is_done(ctx: Context, number: int, before: Done, replies: Sequence[Reply]) -> bool:
    """Whether a message and its answers did the exercise."""
    return EXERCISES[number].done(Seen(before, book.done_so_far(ctx.session, ctx.unit), _words(ctx), replies))


_NOTHING = Done(0, 0, 0, 0, 0, 0)


def _words(ctx: Context) -> str:
    """What was said; of a tap the word on it."""
    if ctx.message.tap is None:
        return ctx.message.text
    button = ctx.session.get(Button, ctx.message.tap)
    return button.word if button else ""


def furnish(ctx: Context) -> None:
    """Put a few earlier figures into a practice unit, so that there is something to ask for."""
    for days, indicator, value in _EARLIER:
        _record(ctx, days, indicator, value)


def _record(ctx: Context, days: int, indicator: str, value: int) -> None:
    """Record a figure of some days ago in a practice unit."""
    at, told = ctx.now - timedelta(days=days), ctx.today - timedelta(days=days)
    about = records.About(told, told, texts.practice.earlier(indicator, value))
    records.add(ctx.session, ctx.unit, ctx.person, about, [records.Line(indicator, Decimal(value))], at)
