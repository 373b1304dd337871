"""Photos that came alone and wait to be told what they show: the question, and the word that they still wait."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from db import post, records
from db.models import Outgoing, Pending, Record
from handlers import outbox, texts, wording, words
from handlers.context import Context
from handlers.message import Reply, choices
from handlers.records import gallery, meant, pictured
from handlers.records.attached import ABOUT

JUST_NOW = timedelta(minutes=30)
MOST_OFFERED, _BESIDE_A_DRAFT = 3, 2


class Waiting(NamedTuple):
    """Photos that wait: our last question about them, the photos, and the number of the record that it offers."""

    asked: Outgoing
    files: tuple[str, ...]
    number: str | None
    about: str


def waiting(ctx: Context) -> tuple[str, ...]:
    """The photos that came just now without words and wait to be told what they show; they are given away once."""
    waits = found(ctx)
    if waits is None:
        return ()
    outbox.close(ctx.session, waits.asked, None, ctx.now)
    return waits.files


def found(ctx: Context, *, passed_over: bool = False) -> Waiting | None:
    """The photos that wait; those too that were `passed_over` today, for words that plainly are of them."""
    since = ctx.now - (pictured.LATE if passed_over else JUST_NOW)
    rows = post.open_about(ctx.session, ctx.chat, ctx.world + ABOUT)
    last = {b.outgoing_id for b in post.last_buttons(ctx.session, ctx.chat)} if rows else set()
    for row, about in reversed(rows):
        if row.at >= since and (passed_over or row.id in last or not _offers_records(ctx, row)):
            parts = about.removeprefix(ctx.world + ABOUT)
            return Waiting(row, _files(parts), meant.number_in(parts.partition(",")[0]), parts)
    return None


def _files(about: str) -> tuple[str, ...]:
    return tuple(part for part in about.split(",") if meant.number_in(part) is None)


def _offers_records(ctx: Context, asked: Outgoing) -> bool:
    """Whether a question what photos show offered something to choose; passed over, it is not taken up again."""
    return len(post.buttons(ctx.session, asked)) > 1


def of_what(ctx: Context, files: tuple[str, ...], draft: Pending | None = None) -> Reply:
    """The question what photos show; those that came one by one are asked of together."""
    recent = records.recent(ctx.session, ctx.person, ctx.now - pictured.LATE, ctx.unit)[:MOST_OFFERED]
    if draft is not None and recent:
        beside = (*offered(ctx, recent[:_BESIDE_A_DRAFT]), words.IN_THE_MAKING, words.ANOTHER)
        return asked(texts.photos.for_what(len(files)), beside, files)
    if not recent:
        return asked(texts.photos.alone(ctx.who, len(files)), (), files)
    if recent[0].at >= ctx.now - JUST_NOW and (len(recent) == 1 or recent[1].at < ctx.now - JUST_NOW):
        return this_one(ctx, files, recent[0])
    return which_of(ctx, files, recent)


def this_one(ctx: Context, files: Sequence[str], record: Record, of_day: str = "") -> Reply:
    """The question whether photos show a record; `of_day` tells its day where another one was named."""
    told = ", ".join(filter(None, (gallery.brief(ctx, record), of_day and f"ngày {of_day}")))
    text = texts.photos.for_this_one(len(files), record.number, told)
    return asked(text, (words.ATTACH, words.ANOTHER), (record.number, *files))


def which_of(ctx: Context, files: Sequence[str], found: Sequence[Record]) -> Reply:
    """The question which of several records photos show."""
    return asked(texts.photos.for_what(len(files)), (*offered(ctx, found[:MOST_OFFERED]), words.ANOTHER), files)


def offered(ctx: Context, found: Sequence[Record]) -> list[str]:
    """Records as they stand on buttons; those that tell the same have their day beside it, or the hour."""
    told = [gallery.brief(ctx, record) for record in found]
    days = [wording.short_days(*records.days(ctx.session, record), ctx.today) for record in found]
    hours = [wording.hour(record.at, ctx.zone) for record in found]
    rows = list(zip(told, days, hours, strict=True))
    apart = [
        brief
        if told.count(brief) == 1
        else f"{brief}, {day if len({d for b, d, _ in rows if b == brief}) > 1 else hour}"
        for brief, day, hour in rows
    ]
    return [texts.photos.record(record.number, brief) for record, brief in zip(found, apart, strict=True)]


def asked(text: str, words_offered: tuple[str, ...], files: Sequence[str]) -> Reply:
    """A question about photos, which keeps them until it is answered."""
    return Reply(text, choices(*words_offered, words.NO_PHOTO), about=ABOUT + ",".join(files))


def once_more(ctx: Context, waits: Waiting, *, of_others: bool = False) -> Reply:
    """What photos show that waited while other things were told, and `of_others` where those put since then are."""
    recent = records.recent(ctx.session, ctx.person, ctx.now - pictured.LATE, ctx.unit)
    if not recent:
        return of_what(ctx, waits.files)
    given = records.pictured_since(ctx.session, ctx.person, waits.asked.at) if of_others else None
    text = texts.photos.once_more(len(waits.files), given[0].number if given else None)
    return asked(text, (*offered(ctx, recent[:MOST_OFFERED]), words.ANOTHER), waits.files)


def none(ctx: Context) -> Reply:
    """That no photo waits to be put somewhere; where the last one was put, or what for if it was put nowhere."""
    since = ctx.now - JUST_NOW
    given = records.pictured_since(ctx.session, ctx.person, since)
    last = post.last_about(ctx.session, ctx.chat, ctx.world + ABOUT, since)
    left = last is not None and last[1] is not None and (given is None or last[1] > given[1])
    if last is not None and left:
        files = _files(last[0].removeprefix(ctx.world + ABOUT))
        recent = records.recent(ctx.session, ctx.person, ctx.now - pictured.LATE, ctx.unit)
        if not recent:
            return of_what(ctx, files)
        return asked(texts.photos.after_all(len(files)), (*offered(ctx, recent[:MOST_OFFERED]), words.ANOTHER), files)
    return Reply(texts.photos.there_already(ctx.who, given[0].number) if given else texts.photos.none_waits(ctx.who))


def remind(ctx: Context, replies: Sequence[Reply]) -> list[Reply]:
    """A short word under an answer about something else that photos still wait; none where it still stands last."""
    rows = post.open_abouts(ctx.session, ctx.chat, ctx.world + ABOUT)
    if not rows or any(reply.about.startswith(ABOUT) for reply in replies):
        return []
    waits = found(ctx, passed_over=True)
    if waits is None or waits.asked.at < ctx.now - JUST_NOW or not replies:
        return []
    stands_last = not any(reply.choices for reply in replies) and not post.offered_since(ctx.session, waits.asked)
    if stands_last and len(post.buttons(ctx.session, waits.asked)) <= _REMINDS:
        return []
    if any(
        not button.about.removeprefix(ctx.world).startswith(ABOUT) for button in post.buttons(ctx.session, waits.asked)
    ):
        return []  # the notice of a draft that was dropped, which offers more
    outbox.close(ctx.session, waits.asked, None, ctx.now)
    return [_still(ctx, waits)]


_REMINDS = 2  # choices: more stand under the question itself


def _still(ctx: Context, waits: Waiting) -> Reply:
    record = records.by_number(ctx.session, waits.number) if waits.number else None
    told = texts.photos.record(record.number, gallery.brief(ctx, record)) if record else ""
    return Reply(
        texts.photos.still_wait(len(waits.files), told),
        choices(words.ATTACH, words.NO_PHOTO),
        about=ABOUT + waits.about,
    )
