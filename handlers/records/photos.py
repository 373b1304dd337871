"""Photos that come: with words they belong to what is told, alone to the draft, to a recent record, or they wait."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from db import post, quick, records
from db.models import AlbumPhoto, Evidence, Incoming, Outgoing, Pending, Record
from handlers import conversation, outbox, texts, vi, wording, words
from handlers.context import Context
from handlers.message import Photo, Reply, choices
from handlers.records import attached, begun, drafts, edits, gallery, log, meant, photo_words, pictured, unplaced
from handlers.records.attached import FEW
from handlers.vi.reading import Reading

_DECLINES = frozenset(
    {"khong can", "khong gan", "khong can gan", "khoi gan", "thoi khoi gan", "thoi khong gan", "khoi"}
)
_ATTACHES = frozenset({"gan", "gan di", "gan vao", "gan vo", "gan vao do", "gan vo do"})
_NAMES = ("cua", "gan", "cai", "viec", "buoi", "anh", "hinh", "tam", "lan")  # words that begin what photos are of
_PUTS = re.compile(r"(?:em )?gan (?:(?:anh|hinh|tam hinh|tam anh) )?(?:vao|vo) (?:cai |viec |so |#)?(?:\w+ ?){1,6}")


def keep(session: Session, content: bytes, media_type: str, name: str, now: datetime) -> str:
    """Store the bytes of a photo under the SHA-256 of its content, which is returned."""
    sha256 = hashlib.sha256(content).hexdigest()
    post.store_file(session, sha256, content, media_type, name, now)
    return sha256


# --- coming in ---


def had(ctx: Context) -> tuple[Context, list[Reply]]:
    """The message without the photos that could not be had, and the word that they could not."""
    there = tuple(photo for photo in ctx.message.photos if photo.file)
    lost = len(ctx.message.photos) - len(there)
    if not lost:
        return ctx, []
    rest = bool(there or ctx.message.text.strip())
    says = texts.photos.left_out(ctx.who, lost) if rest else texts.photos.unreadable(ctx.who)
    return replace(ctx, message=replace(ctx.message, photos=there)), [Reply(says)]


def captioned(ctx: Context, reading: Reading, pending: Pending | None) -> list[Reply] | None:
    """Photos with words that tell no deed, or name a record by its figures: "hình hôm qua, cái vụ 40 phần"."""
    said = words.bare(reading.text) if len(reading.text) <= _A_SHORT_WORD else ""
    if said and _throws_away(reading, said):
        _remember_album(ctx)
        return [unplaced.put_nowhere(ctx, _sent(ctx))]
    if said and photo_words.keeps_for_later(said):
        _remember_album(ctx)
        return [unplaced.kept(ctx, _sent(ctx))]
    if not reading.facts:
        return _captioned(ctx, reading, pending) or received(ctx, pending)
    of_them = pictured.points(reading) or photo_words.of_what(words.bare(reading.text)) is not None
    found = pictured.by_figures(ctx, reading) if of_them else []
    return _of_these(ctx, with_words(ctx).files, found, reading) if found else None


_A_SHORT_WORD = 60  # letters


def _captioned(ctx: Context, reading: Reading, pending: Pending | None) -> list[Reply] | None:
    """Photos with words but no figure: to the draft or the record that is meant for sure, else it is asked."""
    if meant.number_in(ctx.message.text) is not None:
        return None
    draft = _logging(pending)
    if draft is not None and not _saved_since(ctx, draft):
        known = log.LOG.load(draft.known)
        if pictured.tells_of(known.text, known.activity, reading):
            return None
    said = words.bare(reading.text)
    of = photo_words.of_what(said)
    told = vi.read(_as_written(reading.text, said, of), reading.on) if of is not None else reading
    meant_by = pictured.by_caption(ctx, told)
    if meant_by.silent:
        return None
    _remember_album(ctx)
    if meant_by.sure:
        return _put(ctx, _sent(ctx), meant_by.records[0])
    none_of = reading.day if not meant_by.records and pictured.only_tells_a_day(reading) else None
    return [unplaced.of_words(ctx, _and_waiting(ctx, _sent(ctx)), meant_by, draft, none_of)]


def _sent(ctx: Context) -> tuple[str, ...]:
    return tuple(photo.file for photo in ctx.message.photos if photo.file)


def _and_waiting(ctx: Context, files: tuple[str, ...]) -> tuple[str, ...]:
    """Photos with those that wait to be told what they show: it is asked of all of them together."""
    return (*(file for file in unplaced.waiting(ctx) if file not in files), *files)


def _logging(pending: Pending | None) -> Pending | None:
    return pending if pending is not None and pending.conversation == log.LOG.name else None


def _of_these(ctx: Context, files: Sequence[str], found: Sequence[Record], reading: Reading) -> list[Reply]:
    """Put photos to the record that words name; where several fit, or another day was named, it is asked first."""
    if len(found) > 1:
        return [unplaced.which_of(ctx, files, found)]
    if pictured.is_of_the_day(ctx, found[0], reading):
        return _put(ctx, files, found[0])
    of_day = wording.short_days(*records.days(ctx.session, found[0]), ctx.today)
    return [unplaced.this_one(ctx, files, found[0], of_day)]


def received(ctx: Context, pending: Pending | None) -> list[Reply]:
    """Photos without words: to where the rest of their album is, into the open draft, else asked which record."""
    files = _sent(ctx)
    number = meant.number_in(ctx.message.text)
    if number is not None:
        return chosen(ctx, ",".join(files), number)
    earlier = _rest_of_album(ctx)
    _remember_album(ctx)
    draft = _logging(pending)
    if draft is not None and not _saved_since(ctx, draft):
        return _into_draft(ctx, draft, files)
    if earlier is not None:
        return attach(ctx, files, earlier)
    return [unplaced.of_what(ctx, _and_waiting(ctx, files), draft)]


def _saved_since(ctx: Context, draft: Pending) -> bool:
    """Whether something was told and saved since a draft was last spoken of, so that photos may be of either."""
    saved = records.recent(ctx.session, ctx.person, draft.expires - conversation.KEPT_FOR, ctx.unit)
    return any((record.incoming_id or 0) > max(json.loads(draft.heard), default=0) for record in saved[:1])


def _into_draft(ctx: Context, pending: Pending, files: tuple[str, ...]) -> list[Reply]:
    draft = log.LOG.load(pending.known)
    for sha256 in files:
        draft = drafts.with_photo(draft, sha256)
    asks = any(blank.ask(ctx, draft) is not None for blank in log.LOG.blanks)
    told = texts.photos.in_draft(len(draft.photos)) if asks else ""
    draft = replace(draft, remark=told)  # a recap shows their number itself
    pending.known = log.LOG.dump(draft)
    pending.version += 1
    ctx.session.add(pending)
    ctx.session.flush()
    return conversation.show(ctx, log.LOG, pending, draft)


def _into_the_one_in_the_making(ctx: Context, files: tuple[str, ...]) -> list[Reply]:
    draft = conversation.top(ctx.session, ctx.chat)
    if draft is None or draft.conversation != log.LOG.name:
        return [unplaced.of_what(ctx, files)]  # it was saved or dropped meanwhile
    return _into_draft(ctx, draft, files)


def with_words(ctx: Context) -> unplaced.Carried:
    """The photos for what a message tells: its own, and those that were asked for just now and wait for their words."""
    if ctx.message.photos:
        _remember_album(ctx)
    return unplaced.for_a_deed(ctx)


def _remember_album(ctx: Context) -> None:
    """Note the photos of an album, so that one that comes late is put where the others are."""
    chat = ctx.chat
    ctx.session.add_all(
        AlbumPhoto(channel=chat.channel, bot=chat.bot, chat=chat.chat, album=ctx.message.album, sha256=photo.file)
        for photo in ctx.message.photos
        if photo.file and ctx.message.album
    )
    ctx.session.flush()


def _rest_of_album(ctx: Context) -> Record | None:
    """The record to which the other photos of this album were put."""
    if ctx.message.album is None:
        return None
    return ctx.session.exec(
        select(Record).join(Evidence).join(AlbumPhoto, col(AlbumPhoto.sha256) == Evidence.sha256).where(
            *post.of(AlbumPhoto, ctx.chat), AlbumPhoto.album == ctx.message.album, Record.person_id == ctx.person.id,
        ).order_by(col(Record.id).desc())
    ).first()  # fmt: skip


# --- what waiting photos are for ---


def chosen(ctx: Context, about: str, word: str) -> list[Reply]:
    """Do with waiting photos what was tapped; `about` is what the choices were about."""
    first = about.partition(",")[0]
    number = meant.number_in(word) or meant.number_in(first)
    files = unplaced.files_in(about)
    if words.same(word, words.IN_THE_MAKING):
        return _into_the_one_in_the_making(ctx, files)
    if words.same(word, words.NEW_DEED):
        return _of_a_new_one(ctx, files, first.removeprefix(unplaced.SAID) if first.startswith(unplaced.SAID) else None)
    if words.same(word, words.NO_PHOTO):
        return [Reply(texts.photos.dropped(ctx.who, len(files)))]
    if words.same(word, words.ATTACH) and number is None:
        return [unplaced.of_what(ctx, files)]  # after the word that they still wait
    if words.same(word, words.ANOTHER) or number is None:
        return [unplaced.asked(texts.photos.which(ctx.who), (), files)]
    record = records.by_number(ctx.session, number)
    if record is None or record.unit_id != ctx.unit.id:
        return [unplaced.asked(texts.photos.unknown(number), (), files)]
    return attach(ctx, files, record)


def attach(ctx: Context, files: Sequence[str], record: Record) -> list[Reply]:
    """Put photos to a record; of those that it has already this is said."""
    before = records.photos(ctx.session, record)
    for sha256 in files:
        records.attach(ctx.session, record, sha256, ctx.now)
    count = len(records.photos(ctx.session, record))
    if count == len(before):
        return [Reply(texts.photos.in_it_already(ctx.who, len(set(files)), record.number, count))]
    return [Reply(texts.photos.attached(ctx.who, record.number, count))]


def _put(ctx: Context, files: Sequence[str], record: Record) -> list[Reply]:
    """Put photos to the record that words mean, with the way to another: words may be meant otherwise."""
    new = [file for file in files if file not in records.photos(ctx.session, record)]
    attach(ctx, files, record)
    count = len(records.photos(ctx.session, record))
    if new:
        told = texts.photos.attached_by_words(ctx.who, record.number, gallery.brief(ctx, record), count)
    else:
        told = texts.photos.in_it_already(ctx.who, len(set(files)), record.number, count, gallery.brief(ctx, record))
    about = ",".join((record.number, *(new or files)))
    return [Reply(told, choices(words.ANOTHER, words.OFF), about=f"{_PUT}:{about}")]


_PUT = "photo-put"


def _put_elsewhere(ctx: Context, about: str, word: str) -> list[Reply]:
    """Take photos off the record to which words put them, and ask for the right one."""
    number, files = about.partition(",")[0], unplaced.files_in(about)
    record = records.by_number(ctx.session, number)
    if record is None:
        return [Reply(texts.photos.unknown(number))]
    if not words.same(word, words.ANOTHER):
        return gallery.off(ctx, record, files)
    records.detach(ctx.session, record, files)
    return [_which_but(ctx, files, record)]


def _given_back(ctx: Context, about: str, word: str) -> list[Reply]:  # noqa: ARG001
    """Put photos back that were taken off a record, or ask what those show that were put to none."""
    number, *files = about.split(",")
    record = records.by_number(ctx.session, number)
    return attach(ctx, files, record) if record is not None else [unplaced.of_what(ctx, tuple(filter(None, files)))]


def _which_but(ctx: Context, files: Sequence[str], record: Record) -> Reply:
    """The question what photos show that were put to a record which it is not."""
    lately = records.recent(ctx.session, ctx.person, ctx.now - pictured.RECENT, ctx.unit)
    others = [each for each in lately if each.id != record.id][: unplaced.MOST_OFFERED]
    told = texts.photos.taken_back(len(files), record.number)
    return unplaced.asked(told, (*unplaced.offered(ctx, others), words.NEW_DEED, words.ANOTHER), files)


def put_back(ctx: Context) -> list[Reply] | None:
    """Put photos back that were just taken off, where the newest message offers that; None where it does not."""
    offered = post.last_buttons(ctx.session, ctx.chat)
    about = offered[0].about.removeprefix(ctx.world) if offered else ""
    if not about.startswith(f"{gallery.BACK}:"):
        return None
    outbox.close(ctx.session, quick.get_one(ctx.session, Outgoing, offered[0].outgoing_id), words.UNDO, ctx.now)
    return _given_back(ctx, about.partition(":")[2], words.UNDO)


def put_wrongly(ctx: Context) -> list[Reply] | None:
    """Take back that photos were just put to a record, where that was the last thing done: "hoàn tác"."""
    given = _just_given(ctx)
    return gallery.off(ctx, *given) if given else None


def _just_given(ctx: Context, says: re.Pattern[str] = texts.photos.PUT) -> tuple[Record, Sequence[str]] | None:
    """The record to which the newest messages say that photos were put, and these photos."""
    shown = post.newest(ctx.session, ctx.chat, _LOOKED_AT)
    if not any(says.search(each.reply) for each in shown if each.at >= ctx.now - unplaced.JUST_NOW):
        return None
    told = next((found[1] for each in shown if (found := says.search(each.reply))), None)
    record = records.by_number(ctx.session, told) if told else None
    given = records.pictured_last(ctx.session, record) if record is not None else None
    if record is None or given is None or given < ctx.now - unplaced.JUST_NOW:
        return None
    return record, records.pictured_at(ctx.session, record, given)


_LOOKED_AT = 3  # messages: the word that a draft waits may stand below, and changes of earlier ones


def agreed(ctx: Context, text: str) -> list[Reply] | None:
    """That photos are where they were just put, where this is all that a yes or "lưu" can be said to."""
    last = conversation.said_last(ctx)
    put = texts.photos.PUT.search(last.reply) if last is not None else None
    if put is None or not (words.is_yes(words.plainly(text)) or words.says(words.bare(text), "luu", "dung")):
        return None
    record = records.by_number(ctx.session, put[1])
    count = len(records.photos(ctx.session, record)) if record is not None else 0
    return [Reply(texts.photos.stay_there(ctx.who, put[1], count))] if count else None


def _put_instead(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Move photos that were just put to a record, where another one is named: "gắn vào cái 12 phần"."""
    given = records.pictured_since(ctx.session, ctx.person, ctx.now - unplaced.JUST_NOW)
    if given is None:
        return None
    number = meant.number_in(reading.text)
    if number is not None:
        named = [records.by_number(ctx.session, number)]
    elif reading.facts:
        named = [*pictured.by_figures(ctx, reading)]
    else:
        named = [pictured.by_words(ctx, words.plainly(reading.text))]
    found = named[0] if len(named) == 1 else None
    record, at = given
    if found is None or found.id == record.id or found.unit_id != ctx.unit.id:
        return None
    files = records.pictured_at(ctx.session, record, at)
    records.detach(ctx.session, record, files)
    records.detach(ctx.session, found, files)  # one that it had before counts as put now: it may be moved on
    return _put(ctx, files, found)


def _moved(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Put photos elsewhere that were just put to the wrong record: "không phải việc đó, việc hôm thứ hai"."""
    said = words.bare(reading.text)
    denied = _NOT_THAT.match(said)
    if denied is None:
        return None
    given = _just_given(ctx, texts.photos.SPOKEN_OF)
    rest = len(said[denied.end() :].split())
    if given is None:
        waits = None if rest else unplaced.asked_last(ctx)
        if waits is None:
            return None
        outbox.close(ctx.session, waits.asked, words.ANOTHER, ctx.now)
        return chosen(ctx, waits.about, words.ANOTHER)
    record, files = given
    told = vi.read(" ".join(reading.text.split()[-rest:]), reading.on) if rest else None
    number = meant.number_in(reading.text)
    named = records.by_number(ctx.session, number) if number else None
    if told is not None and told.facts and named is None:
        figures = [each for each in pictured.by_figures(ctx, told) if each.id != record.id]
        if not figures:
            return None
        named = figures[0] if len(figures) == 1 else None
    meant_by = pictured.by_caption(ctx, told, record) if told is not None and named is None else pictured.Meant()
    if named is None and rest and not (meant_by.records or _OF_IT.match(said[denied.end() :].strip())):
        return None
    records.detach(ctx.session, record, files)
    found = named or (meant_by.records[0] if meant_by.sure else None)
    if found is not None and found.unit_id == ctx.unit.id:
        return _put(ctx, files, found)
    return [unplaced.of_words(ctx, files, meant_by) if meant_by.records else _which_but(ctx, files, record)]


_HEAD = 20  # letters: the word that it was another one comes first
_NOT_THAT = re.compile(
    r"(?:(?:da|a|u|o|em|oi|chet|thoi|ua) )*(?:khong phai|hong phai|ko phai|dau phai|nham|lon|sai|gan nham|gan lon"
    r"|gan sai|viec khac|cai khac)"
    r"(?: (?:roi|viec|cai|vu|buoi|anh|hinh|do|nay|kia|dau|ma|em|oi|a|nha|gan|vo|vao|cho|la))*\b"
)
_OF_IT = re.compile(r"(?:(?:ma|la|cua|viec|cai|vu|buoi|hom|bua|anh|hinh|gan) )+")


def _of_a_new_one(ctx: Context, files: Sequence[str], said: str | None) -> list[Reply]:
    """Begin the deed that photos show with the words that came with them; where these begin none, it is to be told."""
    heard = ctx.session.get(Incoming, int(said)) if said else None
    if heard is not None:
        reading = vi.read(edits.text_of(ctx, heard), edits.said_on(ctx, heard))
        told = tuple(Photo(file, file) for file in files)
        message = replace(ctx.message, text=reading.text, at=heard.at, photos=told, album=None)
        here = replace(ctx, message=message, incoming_id=heard.id)
        begins = (
            log.open_from(here, reading, unplaced.Carried(tuple(files)))
            if reading.facts
            else begun.answer(here, reading)
        )
        if begins is not None:
            return begins
    return [unplaced.asked(texts.photos.tell_new(ctx.who, len(files)), (), files)]


def of_waiting(ctx: Context, said: str) -> list[Reply] | None:
    """Take words plainly of photos that wait, though much else was said since: "gắn ảnh", "ảnh vừa gửi đâu"."""
    attaches, declines = photo_words.attaches(said), photo_words.declines(said)
    if not (attaches or declines or photo_words.asks_after(said)):
        return None
    waits = unplaced.found(ctx, passed_over=True)
    if waits is None:
        if declines:
            return [Reply(texts.photos.none_to_leave(ctx.who))]
        back = put_back(ctx) if attaches and "lai" in said.split() else None
        if back is not None:
            return back
        return [unplaced.none(ctx)] if attaches or photo_words.asks_if_put(said) else None
    word = words.ATTACH if attaches else words.NO_PHOTO if declines else None
    outbox.close(ctx.session, waits.asked, word, ctx.now)
    if word is None:
        return [unplaced.once_more(ctx, waits, of_others=not photo_words.asks_which(said))]
    return chosen(ctx, waits.about, word)


def named(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Take the answer in words to what waiting photos show; None for anything else.

    It is a number alone, a word that they show nothing of the book, or some words of the record: "cái phát gạo".
    """
    found = unplaced.found(ctx, passed_over=words.plainly(reading.text) == _NEW) if _may_answer(reading) else None
    if found is None and _puts(reading):
        found = unplaced.found(ctx, passed_over=True)
        if found is None:
            return _of_those_left(ctx, reading) or _put_instead(ctx, reading) or [unplaced.none(ctx)]
    if found is not None and reading.facts:
        return _named_by_figures(ctx, reading, found)
    of_another = _names_another(ctx, reading, found) if found else None
    if of_another is not None:
        return [of_another]
    answered = _answered(ctx, reading, found) if found else None
    if found is None or answered is None:
        return None
    outbox.close(ctx.session, found.asked, answered, ctx.now)
    by_words = records.by_number(ctx.session, answered) if meant.number_in(reading.text) is None else None
    return chosen(ctx, found.about, answered) if by_words is None else _put(ctx, found.files, by_words)


def _of_those_left(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Put the photos that were last put nowhere to the record that words name."""
    left = unplaced.left(ctx)
    record = pictured.by_words(ctx, words.plainly(reading.text)) if left and not reading.facts else None
    return _put(ctx, left, record) if record is not None else None


def _names_another(ctx: Context, reading: Reading, waits: unplaced.Waiting) -> Reply | None:
    """The question anew where an answer names somebody of whom the record that it fits best tells nothing."""
    said = words.plainly(reading.text)
    if reading.facts or len(said.split()) > FEW or not pictured.begins_of_photos(said):
        return None
    record = pictured.by_words(ctx, said)
    if record is None or not pictured.names_nobody_of(record, reading):
        return None
    meant_by = pictured.by_caption(ctx, reading)
    if meant_by.sure:
        return None
    outbox.close(ctx.session, waits.asked, None, ctx.now)
    return unplaced.of_words(ctx, waits.files, meant_by, answer=reading)


def _puts(reading: Reading) -> bool:
    """Whether photos are to be put to something: "gắn vào cái 15 phần"; not "gắn vào cổng 2 camera"."""
    said = words.bare(reading.text)
    return _PUTS.fullmatch(said) is not None and (not reading.facts or pictured.begins_of_photos(said))


def _named_by_figures(ctx: Context, reading: Reading, waits: unplaced.Waiting) -> list[Reply] | None:
    """ "Của việc 12 phần đó"; what names no record that stands is asked again, unless it may tell a deed."""
    alone = pictured.is_figure_alone(reading)
    if not (alone or pictured.points(reading)):
        return None
    found = pictured.by_figures(ctx, reading)
    if not found and not pictured.begins_of_photos(words.plainly(reading.text)):
        return None
    outbox.close(ctx.session, waits.asked, None, ctx.now)
    if found:
        return _of_these(ctx, waits.files, found, reading)
    said = (f"{unplaced.SAID}{ctx.incoming_id}",) if ctx.incoming_id else ()
    told = texts.photos.none_so(ctx.who, reading.facts[0].text)
    return [unplaced.asked(told, (words.NEW_DEED,), (*said, *waits.files))]


def told_of(ctx: Context, reading: Reading, pending: Pending | None) -> list[Reply] | None:
    """Take words that are of photos sent before, whatever is open: thrown away, kept for later, moved, of a day."""
    text = reading.text
    if (
        "ình" in text
        or "inh " in text
        or "nh" in text[-3:]
        or "ảnh" in text
        or "anh " in text
        or "ấm" in text
        or "tam " in text
        or "nhầm" in text
        or "nham" in text
        or "ộn" in text
        or "lon" in text
        or "iữ" in text
        or "iu " in text
    ):
        aside = _set_aside(ctx, reading, pending)
        if aside is not None:
            return aside
        put = _of_what_it_is_told(ctx, reading, pending)
        if put is not None:
            return put
    if "của" in text or "cua" in text or "gắn" in text or "gan" in text or "-0" in text:
        put = _of_that(ctx, reading, pending)
        if put is not None:
            return put
    return _of_a_day(ctx, reading)


def _of_that(ctx: Context, reading: Reading, pending: Pending | None) -> list[Reply] | None:
    """Put photos that wait to the record of a number, or to "việc đó" that was just saved; beside any draft."""
    said, number = words.bare(reading.text), meant.number_in(reading.text)
    if number is None:
        if pending is not None or not (photo_words.are_of_this(said) and words.says(said, "viec", "cai", "vu")):
            return None
        waits = unplaced.found(ctx, passed_over=True)
        saved = records.recent(ctx.session, ctx.person, waits.asked.at, ctx.unit) if waits is not None else ()
        if waits is None or not saved:
            return None
        outbox.close(ctx.session, waits.asked, saved[0].number, ctx.now)
        return _put(ctx, waits.files, saved[0])
    alone = reading.text.strip(" #.").upper() == number
    puts = (photo_words.of_what(said) is not None and photo_words.puts(said)) or photo_words.puts_to_a_number(said)
    waits = unplaced.found(ctx, passed_over=True) if alone or puts else None
    if waits is not None and not (puts or unplaced.is_asked(ctx, waits)):
        return None
    if waits is None:
        return (_put_instead(ctx, reading) or [unplaced.none(ctx)]) if puts and not ctx.message.photos else None
    outbox.close(ctx.session, waits.asked, number, ctx.now)
    return chosen(ctx, ",".join(waits.files), number)


def _of_what_it_is_told(ctx: Context, reading: Reading, pending: Pending | None) -> list[Reply] | None:
    """Put photos that wait to the deed that words plainly of them tell: "lưu hình này vô việc dọn vệ sinh".

    So are those put of a draft that these words are not of, and those just put elsewhere where this is denied.
    """
    said = words.bare(reading.text)
    of = photo_words.of_what(said)
    if of is None or meant.number_in(reading.text) is not None or "?" in reading.text:
        return None
    waits, draft = unplaced.found(ctx, passed_over=photo_words.points(said)), _logging(pending)
    known = log.LOG.load(draft.known) if draft is not None else None
    told = vi.read(_as_written(reading.text, said, of), reading.on)
    if draft is not None and known is not None and waits is None:
        return _out_of_the_draft(ctx, told, draft, known)
    given = _just_given(ctx) if waits is None and said.startswith(_DENIES) else None
    if waits is None and given is None:
        return None
    files = given[1] if given is not None else waits.files if waits is not None else ()
    asks = _told_by_figures(ctx, files, told) if told.facts else _told_by_words(ctx, files, told, draft)
    if asks is None:
        return None
    if known is not None and draft is not None and not told.facts and _is_told_in(known, told):
        asks = _into_draft(ctx, draft, tuple(files))
    if waits is not None:
        outbox.close(ctx.session, waits.asked, None, ctx.now)
    return asks


def _as_written(text: str, said: str, of: str) -> str:
    """The words of a message as they were written that are bare words of it."""
    after = len(said[: said.index(of)].split())
    return " ".join(text.split()[after : after + len(of.split())])


def _told_by_figures(ctx: Context, files: Sequence[str], told: Reading) -> list[Reply] | None:
    found = pictured.by_figures(ctx, told)
    if not found:
        return None
    near = told.day is not None or found[0].at >= ctx.now - pictured.RECENT
    return _of_these(ctx, files, found, told) if near else [unplaced.of_words(ctx, files, pictured.Meant(found))]


def _told_by_words(ctx: Context, files: Sequence[str], told: Reading, draft: Pending | None) -> list[Reply] | None:
    if words.bare(told.text) in _OF_NEW:
        return _of_a_new_one(ctx, files, None)
    meant_by = pictured.by_caption(ctx, told)
    if meant_by.silent:
        return None
    if meant_by.sure:
        given = _just_given(ctx)
        if given is not None and set(files) & set(given[1]):
            records.detach(ctx.session, given[0], files)
        return _put(ctx, files, meant_by.records[0])
    return [unplaced.of_words(ctx, files, meant_by, draft, answer=told)]


_OF_NEW = frozenset({"viec moi", "cua viec moi", "cua mot viec moi", "viec khac", "cua viec khac"})
_DENIES = ("khong", "hong", "ko ", "nham", "lon", "da khong", "ma khong")


def _is_told_in(known: drafts.Draft, told: Reading) -> bool:
    return pictured.tells_of(known.text, known.activity, told)


def _out_of_the_draft(ctx: Context, told: Reading, pending: Pending, draft: drafts.Draft) -> list[Reply] | None:
    """Put the photos of a draft to the record that words mean, where they are for sure not of the draft."""
    meant_by = pictured.by_caption(ctx, told) if draft.photos and not told.facts else pictured.Meant()
    if not meant_by.sure or (draft.lines and _is_told_in(draft, told)):
        return None
    pending.known = log.LOG.dump(replace(draft, photos=()))
    ctx.session.add(pending)
    ctx.session.flush()
    return _put(ctx, draft.photos, meant_by.records[0])


def _set_aside(ctx: Context, reading: Reading, pending: Pending | None) -> list[Reply] | None:
    """Put photos nowhere that wait, keep them for later, or offer to take those off that were just put somewhere.

    Beside a draft that has photos such words are of these.
    """
    said = words.bare(reading.text)
    later = photo_words.keeps_for_later(said)
    if not (later or _throws_away(reading, said)) or meant.number_in(reading.text) is not None:
        return None
    draft = _logging(pending)
    if draft is not None and log.LOG.load(draft.known).photos:
        return None
    waits, given = unplaced.found(ctx, passed_over=True), _just_given(ctx)
    if later:
        return _kept(ctx, said, waits)
    if given is not None and (waits is None or "gan" in said.split()):
        return (
            [gallery.offer_to_take_off(ctx, *given)]
            if words.says(said, *_TAKES_OFF) or photo_words.takes_one_off(said)
            else None
        )
    if waits is None or not (_is_of_photos(said) or unplaced.asked_last(ctx)):
        return None
    outbox.close(ctx.session, waits.asked, words.NO_PHOTO, ctx.now)
    return chosen(ctx, waits.about, words.NO_PHOTO)


_TAKES_OFF = ("bo", "xoa", "go")


def _kept(ctx: Context, said: str, waits: unplaced.Waiting | None) -> list[Reply] | None:
    """Leave photos waiting; "giữ lại" alone may also answer whether others were to be taken off."""
    if said == words.bare(words.KEEP):
        asked = post.open_about(ctx.session, ctx.chat, f"{ctx.world}{gallery.OFF}:")
        if asked:
            row, about = asked[-1]
            outbox.close(ctx.session, row, words.KEEP, ctx.now)
            return gallery.taken_off(ctx, about.removeprefix(f"{ctx.world}{gallery.OFF}:"), words.KEEP)
        if unplaced.asked_last(ctx) is None:
            return None
    if waits is None:
        return None
    outbox.close(ctx.session, waits.asked, None, ctx.now)
    return [unplaced.kept(ctx, waits.files, waits.about)]


def _throws_away(reading: Reading, said: str) -> bool:
    """Whether words throw a photo away; "anh" written among words with their marks is somebody."""
    somebody = not reading.text.isascii() and "ảnh" not in reading.text.casefold()
    return photo_words.throws_away(words.bare(reading.text.replace("anh", "")) if somebody else said)


def _is_of_photos(said: str) -> bool:
    return words.says(said, "hinh", "anh", "tam")


def _of_a_day(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Take the answer to what waiting photos show that only tells the day: "của việc chiều qua", "hôm qua nha".

    So are words taken by which photos that were just put somewhere are moved.
    """
    head = reading.text[:_HEAD]
    if (
        "hả" in head
        or "ha" in head
        or "hác" in head
        or "ầm" in head
        or "ộn" in head
        or "am " in head
        or "on " in head
        or "ai " in head
    ):
        moved = _moved(ctx, reading)
        if moved is not None:
            return moved
    found = unplaced.found(ctx) if pictured.only_tells_a_day(reading) else None
    if found is None or reading.day is None:
        return None
    lately = records.recent(ctx.session, ctx.person, ctx.now - gallery.LATELY, ctx.unit)
    of_the_day = [record for record in lately if reading.day in records.days(ctx.session, record)]
    files = unplaced.waiting(ctx)
    if len(of_the_day) == 1:
        return _put(ctx, files, of_the_day[0])
    offered = unplaced.offered(ctx, of_the_day[: unplaced.MOST_OFFERED])
    asks = texts.photos.for_what(len(files)) if offered else texts.photos.none_of(ctx.who, reading.day)
    return [unplaced.asked(asks, (*offered, words.ANOTHER) if offered else (), files)]


def beside(ctx: Context) -> bool:
    """Whether the draft that is open has photos, or some wait beside it; "bo anh di" then means these."""
    pending = _logging(conversation.top(ctx.session, ctx.chat))
    draft = log.LOG.load(pending.known) if pending is not None else None
    return draft is not None and (bool(draft.photos) or draft.photos_wait)


def named_beside(ctx: Context, reading: Reading, pending: Pending) -> list[Reply] | None:
    """The same beside a draft, where only words of the record are taken: "của việc tặng quà", "cái phát gạo".

    Photos that are asked for by a figure or a day are shown, or these would be taken for the draft's; so are the
    draft's own, where no other record is named.
    """
    said, bare = words.plainly(reading.text), words.bare(reading.text)
    if ("anh" in bare or "hinh" in bare) and gallery.asks_for_any(reading, bare):
        files = log.LOG.load(pending.known).photos
        return [gallery.of_draft(ctx, files)] if files else None
    own = (
        _of_its_own(ctx, pending, reading, bare)
        if "anh" in bare or "hinh" in bare or "gan" in bare or "nay" in bare
        else None
    )
    if own is not None:
        return own
    shown = gallery.asked_for_beside(ctx, reading, bare) or of_waiting(ctx, bare)
    return named(ctx, reading) if shown is None and said.startswith(_NAMES) else shown


def _of_its_own(ctx: Context, pending: Pending, reading: Reading, said: str) -> list[Reply] | None:
    """Put photos that wait beside a draft into it, or take its own off: "thôi bỏ ảnh đi" drops no deed."""
    leaves = photo_words.declines(said) or photo_words.leaves_out(said)
    if not (leaves or photo_words.attaches(said) or photo_words.are_of_this(said)):
        return None
    draft = log.LOG.load(pending.known)
    changed = unplaced.heard(ctx, draft, reading) if draft.photos_wait else None
    if changed is None and not (leaves or draft.photos):
        before = (log.LOG.load(known).photos for known in reversed(json.loads(pending.past)))
        put_apart = next(filter(None, before), ())
        changed = replace(draft, photos=put_apart) if put_apart else None
    if changed is None and draft.photos and photo_words.declines(said):
        changed = unplaced.without_carried(ctx, draft)
    changed = attached.taken_off(draft, reading) if changed is None and leaves else changed
    if changed is None:
        return None
    gone = len(draft.photos) - len(changed.photos)
    if not gone and leaves:
        return conversation.change(ctx, log.LOG, pending, changed)
    told = texts.photos.left_apart(gone) if leaves and gone > 0 else ""
    if told and said.startswith(_BO_ANH) and reading.text.isascii():
        told = f"{told} {texts.photos.or_drop_the_deed()}"
    return conversation.change(ctx, log.LOG, pending, replace(changed, remark=told))


_BO_ANH = ("bo anh", "thoi bo anh")  # said to an "anh", it may be "bỏ đi, anh"


def _may_answer(reading: Reading) -> bool:
    """Whether a message can be such an answer, whatever waits; most cannot, and then nothing is looked up."""
    said = words.plainly(reading.text)
    if reading.facts and reading.facts[0].start < _POLITE and pictured.is_figure_alone(reading):
        return True
    return (
        said in _DECLINES
        or said in _ATTACHES
        or said.startswith(_NAMES)
        or words.is_yes(said)
        or meant.number_in(reading.text) is not None
        or (not reading.facts and len(said) <= _LIKE_A_BUTTON)
    )


_LIKE_A_BUTTON = 12  # letters: "cây xanh"
_NEW = words.bare(words.NEW_DEED)
_POLITE = 4  # letters before a figure that stands alone: "dạ 40 phần"


def _answered(ctx: Context, reading: Reading, waits: unplaced.Waiting) -> str | None:
    """The choice that an answer in words stands for."""
    number, said = meant.number_in(reading.text), words.plainly(reading.text)
    if number and reading.text.strip(" #.").upper() == number:
        return number
    if said in _DECLINES:
        return words.NO_PHOTO
    if said == _NEW:
        return words.NEW_DEED
    if waits.number and (words.is_yes(said) or said in _ATTACHES):
        return words.ATTACH
    on_a_button = unplaced.named(ctx, waits, said) if not reading.facts and len(said) <= _LIKE_A_BUTTON else None
    if on_a_button is not None:
        return on_a_button
    if said.endswith(" dau"):  # "hình phát quà đâu" asks to see some
        return None
    if reading.facts or "?" in reading.text or len(said.split()) > FEW or not said.startswith(_NAMES):
        return None
    record = pictured.by_words(ctx, said)
    return record.number if record else None


KINDS = {
    "photo": chosen,
    gallery.OFF: gallery.taken_off,
    gallery.BACK: _given_back,
    _PUT: _put_elsewhere,
}  # what choices about photos do, by what they are about
