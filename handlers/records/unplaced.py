"""Photos that came alone and wait to be told what they show: the question, and the word that they still wait."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from db import post, records
from db.models import Outgoing, Pending, Record
from handlers import outbox, texts, wording, words
from handlers.context import Context
from handlers.conversation import said_last
from handlers.message import Reply, choices
from handlers.records import gallery, meant, photo_words, pictured
from handlers.records.attached import ABOUT
from handlers.records.drafts import Draft
from handlers.vi.reading import Reading

JUST_NOW = timedelta(minutes=30)
MOST_OFFERED, _BESIDE_A_DRAFT = 3, 2


class Waiting(NamedTuple):
    """Photos that wait: our last question about them, the photos, and the number of the record that it offers."""

    asked: Outgoing
    files: tuple[str, ...]
    number: str | None
    about: str


class Carried(NamedTuple):
    """The photos that go with a deed, what is said of those that waited for it, and whether others still wait."""

    files: tuple[str, ...] = ()
    told: str = ""
    others_wait: bool = False


NOTHING = Carried()


def for_a_deed(ctx: Context) -> Carried:
    """The photos of a deed that is told: its own, and those that waited where it answers what they show.

    It does while our question stands last; after other talk, or later, it may well be another deed, and they wait on.
    """
    own = tuple(photo.file for photo in ctx.message.photos if photo.file) if ctx.message.photos else ()
    waits = found(ctx, passed_over=True)
    if waits is None:
        return Carried(own) if own else NOTHING
    files = tuple(file for file in waits.files if file not in own)
    if not files:  # a draft that was dropped is taken up again, with its photos
        outbox.close(ctx.session, waits.asked, None, ctx.now)
        return Carried(own)
    if not _is_asked_last(ctx, waits):
        return Carried(own, others_wait=True)
    outbox.close(ctx.session, waits.asked, None, ctx.now)
    return Carried((*files, *own), texts.photos.go_with_it(len(files)))


def asked_last(ctx: Context) -> Waiting | None:
    """The photos of which nothing was said since it was asked what they show."""
    waits = found(ctx)
    return waits if waits is not None and _is_asked_last(ctx, waits) else None


def _is_asked_last(ctx: Context, waits: Waiting) -> bool:
    """Whether nothing was said since it was asked what photos show, and not only called to mind that they wait."""
    last = said_last(ctx)
    if last is None or last.id != waits.asked.id or waits.asked.at < ctx.now - JUST_NOW:
        return False
    return not _is_a_reminder(ctx, waits)


def is_asked(ctx: Context, waits: Waiting) -> bool:
    """Whether the newest messages ask what photos show; below may stand that a draft waits."""
    if _is_a_reminder(ctx, waits) or waits.asked.at < ctx.now - JUST_NOW:
        return False
    return waits.asked.id in {each.id for each in post.newest(ctx.session, ctx.chat, _LOOKED_AT)}


_LOOKED_AT = 2  # messages


def were_offered(ctx: Context, waits: Waiting) -> bool:
    """Whether photos were offered beside a deed since it was asked what they show: once is enough."""
    return post.told_since(ctx.session, waits.asked, texts.photos.MAY_GO_WITH_IT)


def _is_a_reminder(ctx: Context, waits: Waiting) -> bool:
    """Whether it was only called to mind that photos wait, and nothing asked."""
    return {button.word for button in post.buttons(ctx.session, waits.asked)} == {words.ATTACH, words.NO_PHOTO}


def heard(ctx: Context, draft: Draft, reading: Reading) -> Draft | None:
    """A draft with the photos that waited beside it, where they are said to be of it; None for any other words."""
    said = words.bare(reading.text)
    takes = photo_words.attaches(said) or photo_words.are_of_this(said)
    declines = photo_words.declines(said) or (not draft.photos and photo_words.leaves_out(said))
    waits = found(ctx, passed_over=True) if takes or declines else None
    if waits is None:
        return None
    outbox.close(ctx.session, waits.asked, words.ATTACH if takes else words.NO_PHOTO, ctx.now)
    files = (*draft.photos, *(file for file in waits.files if file not in draft.photos)) if takes else draft.photos
    remark = texts.photos.left_apart(len(waits.files)) if declines else draft.remark
    return replace(draft, photos=files, photos_wait=False, remark=remark)


def without_carried(ctx: Context, draft: Draft) -> Draft | None:
    """A draft without the photos that had waited for it; None where none did, or it has no others."""
    last = post.last_about(ctx.session, ctx.chat, ctx.world + ABOUT, ctx.now - pictured.LATE)
    carried = files_in(last[0].removeprefix(ctx.world + ABOUT)) if last is not None and last[1] is not None else ()
    own = tuple(file for file in draft.photos if file not in carried)
    return replace(draft, photos=own) if own and len(own) < len(draft.photos) else None


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
            return Waiting(row, files_in(parts), meant.number_in(parts.partition(",")[0]), parts)
    return None


def files_in(about: str) -> tuple[str, ...]:
    """The photos of choices; beside them may stand a record, or the message that had words with them."""
    return tuple(part for part in about.split(",") if not part.startswith(SAID) and meant.number_in(part) is None)


SAID = "said="  # before the id of a message whose words tell of the photos


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


def of_words(
    ctx: Context, files: Sequence[str], meant_by: pictured.Meant, draft: Pending | None = None,
    none_of: date | None = None, answer: Reading | None = None,
) -> Reply:  # fmt: skip
    """The question which record photos show whose words fit none, several or an older one; or it is a new deed.

    `none_of` is the day that they only tell, and of which nothing is recorded. Where they are an `answer` to that
    question, it is not asked again word for word.
    """
    found = meant_by.records
    if meant_by.fits and len(found) == 1:
        of_day = wording.short_days(*records.days(ctx.session, found[0]), ctx.today)
        return this_one(ctx, files, found[0], of_day)
    if not found:
        found = records.recent(ctx.session, ctx.person, ctx.now - pictured.RECENT, ctx.unit)
    making = (words.IN_THE_MAKING,) if draft is not None else ()
    likely = offered(ctx, found[: _BESIDE_A_DRAFT if making else MOST_OFFERED])
    others = (words.NEW_DEED, words.ANOTHER) if likely else (words.NEW_DEED,)
    said = (f"{SAID}{ctx.incoming_id}",) if ctx.incoming_id else ()
    asks = texts.photos.for_what(len(files)) if none_of is None else texts.photos.none_of(ctx.who, none_of)
    if answer is not None and likely and not meant_by.fits:
        asks = texts.photos.none_such(len(files), pictured.somebody(answer))
    if not meant_by.fits and photo_words.are_of_a_meeting(words.bare(ctx.message.text)):
        asks = texts.photos.of_a_meeting(len(files))
    return asked(asks, (*likely, *making, *others), (*said, *files))


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


def kept(ctx: Context, files: Sequence[str], about: str = "") -> Reply:
    """That photos are kept until it is told what they show."""
    told = texts.photos.kept_for_later(ctx.who, len(files))
    return Reply(told, choices(words.ATTACH, words.NO_PHOTO), about=ABOUT + (about or ",".join(files)))


def put_nowhere(ctx: Context, files: Sequence[str]) -> Reply:
    """That photos are put to nothing that were sent by mistake, and the way to put them somewhere all the same."""
    about = f"{gallery.BACK}:,{','.join(files)}"
    return Reply(texts.photos.dropped(ctx.who, len(files)), choices(words.ATTACH), about=about)


def named(ctx: Context, waits: Waiting, said: str) -> str | None:
    """The number of the record on whose button alone all of some bare words stand: "cay" on "#…: 7 cây xanh"."""
    told = set(said.split()) - {"cai", "viec", "vu", "do", "hinh", "anh", "tam", "cua"}
    if not told or not any(word.isalpha() and len(word) > 1 for word in told):
        return None
    offered_here = [button.word for button in post.buttons(ctx.session, waits.asked)]
    fitting = [word for word in offered_here if told <= set(words.bare(word.partition(":")[2]).split())]
    return meant.number_in(fitting[0]) if len(fitting) == 1 else None


def once_more(ctx: Context, waits: Waiting, *, of_others: bool = False) -> Reply:
    """What photos show that waited while other things were told, and `of_others` where those put since then are."""
    recent = records.recent(ctx.session, ctx.person, ctx.now - pictured.LATE, ctx.unit)
    if not recent:
        return of_what(ctx, waits.files)
    given = records.pictured_since(ctx.session, ctx.person, waits.asked.at) if of_others else None
    text = texts.photos.once_more(len(waits.files), given[0].number if given else None)
    return asked(text, (*offered(ctx, recent[:MOST_OFFERED]), words.ANOTHER), waits.files)


def left(ctx: Context) -> tuple[str, ...]:
    """The photos that were put nowhere just now, none where others were put to a record since."""
    since = ctx.now - JUST_NOW
    by_mistake = post.open_about(ctx.session, ctx.chat, f"{ctx.world}{gallery.BACK}:,")  # said so when they were sent
    if by_mistake and by_mistake[-1][0].at >= since:
        outbox.close(ctx.session, by_mistake[-1][0], words.ATTACH, ctx.now)
        return tuple(by_mistake[-1][1].partition(":,")[2].split(","))
    given = records.pictured_since(ctx.session, ctx.person, since)
    last = post.last_about(ctx.session, ctx.chat, ctx.world + ABOUT, since)
    if last is None or last[1] is None or (given is not None and last[1] <= given[1]):
        return ()
    return files_in(last[0].removeprefix(ctx.world + ABOUT))


def none(ctx: Context) -> Reply:
    """That no photo waits to be put somewhere; where the last one was put, or what for if it was put nowhere."""
    files = left(ctx)
    if files:
        recent = records.recent(ctx.session, ctx.person, ctx.now - pictured.LATE, ctx.unit)
        if not recent:
            return of_what(ctx, files)
        return asked(texts.photos.after_all(len(files)), (*offered(ctx, recent[:MOST_OFFERED]), words.ANOTHER), files)
    given = records.pictured_since(ctx.session, ctx.person, ctx.now - JUST_NOW)
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
    if _is_a_reminder(ctx, waits) or (stands_last and len(post.buttons(ctx.session, waits.asked)) <= _REMINDS):
        return []  # it is called to mind once
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
