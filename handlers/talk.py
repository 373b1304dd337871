"""One message in, replies out: who speaks, what is open, what the words mean. The heart of the bot."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db import drafts, people, post, quick
from db import practice as book
from db.models import Pending, Record
from db.post import Chat
from handlers import conversation, groups, last_done, taps, texts, unmatched, vi, waiting, words
from handlers.context import Context
from handlers.day import reports
from handlers.figures import ask, breakdown, deciding, doubted, following, halves, inquiries, tables, which_times
from handlers.learning import life, practice, smalltalk, teaching
from handlers.meetings import coming, going_on, said
from handlers.message import Message, Photo, Reply, choices
from handlers.people import committees, devices, elsewhere, join, linking, members, strangers, titles
from handlers.records import (
    anew,
    begun,
    confirming,
    correct,
    correction_words,
    edits,
    left_out,
    log,
    meant,
    photos,
    received,
    recounted,
    redating,
    showing,
    summed,
    tale,
    to_correct,
    told_after,
    unplaced,
    withdrawing,
)
from handlers.room import notes, routes
from handlers.vi import meeting_words
from handlers.vi.reading import Reading

LONGEST = 20_000  # characters of one message that are read


def respond(
    session: Session,
    message: Message,
    now: datetime,
    zone: ZoneInfo,
    incoming_id: int | None = None,
    keeper: str | None = None,
) -> list[Reply]:
    """Answer one message: writes what follows from it into the session, returns the replies. Never commits.

    `keeper` is the key or name of the person who keeps the bot, and may teach it.
    """
    chat = Chat(message.address.channel, message.address.bot, message.address.chat)
    if message.kind == "moved":
        post.move_chat(session, chat, message.text)
        return []
    contact, person = post.writer(session, chat, now, group=message.group)
    if message.group:
        return groups.respond(session, message, chat, now, zone, incoming_id) if message.kind != "edit" else []
    today = now.astimezone(zone).date()
    if person is None:
        return strangers.answer(session, contact, message, now, zone)
    held = people.memberships_in(session, person.id or 0, today)
    if not held:
        return [Reply(texts.general.no_role(person.title))]
    roles = [role for role, _ in held]
    keeps = people.is_called(person, keeper)
    known = strangers.context(session, message, chat, person, roles[0], now, zone, incoming_id, keeps=keeps)
    brought = groups.carried(known)
    ctx = committees.placed(replace(known, message=brought, brought=True) if brought else known, roles)
    return practice.respond(ctx, _known) if isinstance(ctx, Context) else ctx


def foresee(session: Session, chats: Sequence[Chat], now: datetime, zone: ZoneInfo) -> None:
    """Find out at once what `respond` asks of every message first, where those of many chats are answered together."""
    people.foresee(session, post.foresee(session, chats), now.astimezone(zone).date())
    book.foresee(session, chats)


def _known(ctx: Context) -> list[Reply]:
    notices, pending = _expired(ctx)
    ctx, lost = photos.had(ctx)
    replies = lost if lost and not (ctx.message.photos or ctx.message.text.strip()) else lost + _answered(ctx, pending)
    if pending is not None or notices:
        taps.close_stale(ctx)
    return notices + replies


def _answered(ctx: Context, pending: Pending | None) -> list[Reply]:
    message = ctx.message
    if message.kind == "tap":
        return _with_draft(ctx, taps.tapped(ctx, _word_tapped))
    if message.kind == "edit":
        return _edited(ctx)
    if pending is not None and edits.overtook(ctx, pending):
        return []
    if message.photos and not message.text.strip():
        return photos.received(ctx, pending)
    if message.kind == "other" or not message.text.strip():
        return [Reply(texts.general.no_words(ctx.who))]
    if len(message.text) > LONGEST:
        return [Reply(texts.general.too_long(ctx.who))]
    if "muốn " in message.text or "muon " in message.text:
        ctx = replace(ctx, message=replace(message, text=words.without_wish(message.text)))
    said_so = _said(ctx, None if _stands_alone(ctx) else pending)
    if pending is not None and waiting.passes(pending):
        _let_go(ctx, pending, said_so)
    if life.HINTS.search(message.text):
        said_so = life.before(ctx, teaching.read(ctx, message.text), said_so)
    replies = _with_draft(ctx, said_so)
    return replies if pending is None else _with_the_other(ctx, pending, replies)


def _let_go(ctx: Context, pending: Pending, replies: Sequence[Reply]) -> None:
    """Drop a list to choose from that was answered with something else."""
    of_it = any(reply.about.startswith(f"draft:{pending.id}:") for reply in replies)
    if not of_it and pending.id in conversation.versions(ctx.session, ctx.chat):
        quick.delete(ctx.session, pending)


def _word_tapped(ctx: Context, reading: Reading) -> list[Reply]:
    """What a choice means that is about nothing by itself: its word as if it were said alone, whatever is open."""
    here = replace(ctx, message=replace(ctx.message, text=reading.text))
    in_the_room = None if ctx.world else routes.answer(here, reading)
    return in_the_room or reports.answer(here, beside_a_draft=False) or _fresh(here, reading)


def _edited(ctx: Context) -> list[Reply]:
    """An edit: of words in the book it corrects the book, of words in a draft the draft; else they are said anew."""
    said = edits.original(ctx)
    if said is None:
        return [Reply(texts.corrections.edit_of_old(ctx.who))]
    text = ctx.message.text
    if text == edits.text_of(ctx, said) or not text.strip():
        return []
    reading = vi.read(text, edits.said_on(ctx, said))
    of_record = edits.of_record(ctx, said, reading)
    if of_record is not None:
        return of_record
    here = replace(ctx, message=replace(ctx.message, at=said.at), incoming_id=said.id)
    pending = edits.draft_with(ctx, said)
    if pending is None:
        return _with_draft(here, _fresh(here, reading))
    if edits.opened(pending, said):
        here = replace(here, message=replace(here.message, photos=_photos_of(pending)))
        quick.delete(ctx.session, pending)
        return _fresh(here, reading)
    kind = waiting.conversation(pending)
    return conversation.go_on(ctx, kind, pending, reading) or conversation.again(ctx, kind, pending)


def _photos_of(pending: Pending) -> tuple[Photo, ...]:
    files = log.LOG.load(pending.known).photos if pending.conversation == log.LOG.name else ()
    return tuple(Photo(file, file) for file in files)


def _expired(ctx: Context) -> tuple[list[Reply], Pending | None]:
    """Drop drafts that were left for too long, and say so; with the one that waits for the next word."""
    notices: list[Reply] = []
    while (pending := conversation.top(ctx.session, ctx.chat)) is not None and pending.expires <= ctx.now:
        if drafts.drop(ctx.session, [pending]):  # else it was told unasked at the same moment
            notices += filter(None, [waiting.gone(pending, ctx.who)])
    return notices, pending


def _with_draft(ctx: Context, replies: list[Reply]) -> list[Reply]:
    """Offer an open draft again under an answer about something else, so that it is never forgotten."""
    if any(r.about.startswith("draft:") for r in replies):
        return replies
    pending = conversation.top(ctx.session, ctx.chat)
    if pending is None or pending.expires <= ctx.now:  # below one that was dropped; it is told with the next message
        return replies + (committees.still_asked(ctx) or unplaced.remind(ctx, replies) or _offer_elsewhere(ctx))
    if waiting.conversation(pending).quiet:
        return replies
    offers = any(reply.choices for reply in replies)  # then the draft's own are to be the last
    if replies and not offers and conversation.was_just_offered(ctx, pending) and _asks_on(ctx):
        return replies
    return [*replies, conversation.remind(ctx, waiting.conversation(pending), pending)]


def _with_the_other(ctx: Context, pending: Pending, replies: list[Reply]) -> list[Reply]:
    """Name the record in the making under the one begun beside it, so that both are seen."""
    last = replies[-1] if replies else None
    if last is None or not last.about.startswith("draft:") or not _is_a_record(pending):
        return replies
    if last.choices[:1] == choices(words.APPROVES):  # it is asked of all drafts, which it names
        return replies
    begun, _, version = last.about.removeprefix("draft:").partition(":")
    if begun == str(pending.id) or version != "1" or pending.id not in conversation.versions(ctx.session, ctx.chat):
        return replies
    waits = texts.general.draft_waits(waiting.title(pending))
    return replies if waits in last.text else [*replies[:-1], waiting.beside(last, pending)]


def _asks_on(ctx: Context) -> bool:
    """Whether one only asks one thing after another; not where something is told, or one greets or takes leave."""
    reading = vi.read(ctx.message.text, ctx.today)
    talks = smalltalk.is_polite(reading) or smalltalk.is_a_call(reading)
    return not reading.facts and reading.intent not in _CHANGING and not talks


_CHANGING = ("log", "status", "correct")


def _offer_elsewhere(ctx: Context) -> list[Reply]:
    begun = None if ctx.chat.practice else elsewhere.newest(ctx)
    offered = elsewhere.offer(ctx, begun, waiting.title(begun)) if begun else None
    return [offered] if offered else []


def _heard(ctx: Context, pending: Pending | None) -> Reading:
    """What a message says; the whole question that it is a part of, after a meeting was asked about."""
    reading = teaching.read(ctx, ctx.message.text)
    logs = _is_a_record(pending)
    may = (pending is None or logs) and not ctx.message.forwarded
    of_a_meeting = going_on.whole(ctx, reading, beside_a_draft=logs) if may else None
    if of_a_meeting is None:
        return reading
    going_on.remember(ctx, of_a_meeting)
    return teaching.read(ctx, of_a_meeting)


def _said(ctx: Context, pending: Pending | None) -> list[Reply]:
    """A typed message: a choice, the next word of a draft, or something new."""
    steered = _steered(ctx, pending)
    if steered is not None:
        return steered
    reading = _heard(ctx, pending)
    takes = withdrawing.HINTS.search(ctx.message.text)  # looked at first: few words take anything back
    withdrawn = withdrawing.answer(ctx, pending, reading) if takes else None
    if withdrawn is not None:
        return withdrawn
    in_the_room = None if ctx.message.photos or ctx.world else routes.answer(ctx, reading)
    if in_the_room is not None:
        return in_the_room
    captioned = photos.captioned(ctx, reading, pending) if ctx.message.photos else photos.told_of(ctx, reading, pending)
    at_a_glance = captioned or reports.answer(ctx, beside_a_draft=_is_a_record(pending))
    if at_a_glance is not None:
        return at_a_glance
    answering = edits.answering(ctx, reading) if ctx.message.refers_to else None
    if answering is not None:
        return answering
    of_another = None if ctx.message.forwarded else _of_another_matter(ctx, pending, reading)
    of_another = _no_plain_answer(ctx, pending, reading) if of_another is None else of_another
    if of_another is not None:
        return of_another
    text = ctx.message.text
    if pending is not None and not text.startswith("/") and not ctx.message.photos and not ctx.message.forwarded:
        replies = conversation.go_on(ctx, waiting.conversation(pending), pending, reading)
        if replies is not None:
            return replies
        beside = _beside_the_draft(ctx, pending, reading)
        if beside is not None:
            return beside
    return _fresh(ctx, reading)


def _steered(ctx: Context, pending: Pending | None) -> list[Reply] | None:
    """The answer to what is no sentence: "hoàn tác", the word of a choice, a code, the draft that is to go on."""
    text = ctx.message.text
    undoes = ("oàn t" in text or "oan t" in text or "undo" in text) and words.undoes(text)  # nearly never
    alone = ctx.message.forwarded or _stands_alone(ctx)  # another's word decides nothing
    typed = taps.typed(ctx, text, _fresh) if not (alone or undoes) else None
    if undoes and not alone:
        offered = taps.typed(ctx, words.UNDO, _fresh) if last_done.is_offered(ctx) else None
        typed = offered or last_done.undo(ctx)
    code = join.code_in(text) if typed is None else None
    if code is not None:
        return [Reply(join.join_too(ctx, code))]
    return _resumed(ctx, pending) if typed is None and pending is not None else typed


def _resumed(ctx: Context, pending: Pending) -> list[Reply] | None:
    """The draft that is named, or the one below a month to be closed where one says "lưu", which closes none."""
    if pending.conversation == deciding.DECIDE.name and deciding.is_for_another(ctx, ctx.message.text):
        return taps.the_other(ctx)
    return taps.resumed(ctx, ctx.message.text)


def _stands_alone(ctx: Context) -> bool:
    """Whether a message was said in a group, where no draft was seen, and steers none ("hôm nay" is no day of it)."""
    return ctx.brought and not words.steers(ctx.message.text)


def _of_another_matter(ctx: Context, pending: Pending | None, reading: Reading) -> list[Reply] | None:
    """A command of teaching; a meeting moved, photos named beside a record in the making; another record corrected."""
    text = reading.text
    of_lessons = teaching.answer(ctx, text) if pending else None  # "quên câu 1" is no 1
    if of_lessons is None and pending and (teaching.TEACHES.match(ctx.message.text) or "là" in text or " la" in text):
        of_lessons = _taught_beside(ctx, pending, text)
    if of_lessons is not None:
        return of_lessons
    # looked at first: asking is dear, and few gifts are for later
    asks_which = reading.facts and ("nào" in text or "nao" in text or "hững " in text or "hung " in text)
    matter = which_times.answer(ctx, reading) if asks_which else None
    for_later = " để " in text or " de " in text or " đặng " in text or " nhờ " in text
    gifts = reading.activity == "tang_qua" and (for_later or "hận " in text or "han " in text or "in " in text)
    if matter is None and (gifts or (reading.activity == "ho_tro_tien" and " mua " in text)):
        matter = received.answer(ctx, reading)
    if matter is not None:
        return matter
    told = told_after.of_the_question(ctx, reading, pending.expires - conversation.KEPT_FOR if pending else None)
    if told is not None or pending is None:
        return told
    confirmed = confirming.answer(ctx, pending, reading)
    if confirmed is not None:
        return confirmed
    if log.is_left_behind(ctx, pending, reading):
        return _fresh(ctx, reading)
    if not _is_a_record(pending):
        return _of_another_record(ctx, pending, reading)
    asked_on = summed.answer(ctx, pending, reading) or _of_the_last_question(ctx, reading)
    if asked_on is not None:
        return asked_on
    moves = said.moves(ctx, reading.text) or (not reading.facts and meeting_words.changes(reading.text))
    moved = said.wanted(ctx, reading) if moves else photos.named_beside(ctx, reading, pending)
    return _of_another_record(ctx, pending, reading) if moved is None else moved


def _taught_beside(ctx: Context, pending: Pending, text: str) -> list[Reply] | None:
    """A lesson told beside a draft, or what the record in the making means ("ý là …")."""
    said = ctx.message.text
    taught = teaching.in_one(ctx, said) if teaching.TEACHES.match(said) else None
    meaning = teaching.meaning_in(text) if taught is None and pending.conversation == log.LOG.name else None
    return taught if meaning is None else log.as_meant(ctx, pending, meaning)


def _of_the_last_question(ctx: Context, reading: Reading) -> list[Reply] | None:
    """A month or a year alone, "tháng trước", after a figure was asked for beside the draft: it is of that question."""
    if reading.period is None or reading.day is not None or reading.facts or not following.is_a_time(reading):
        return None
    return None if conversation.is_shown_last(ctx) else following.answer(ctx, reading)


def _no_plain_answer(ctx: Context, pending: Pending | None, reading: Reading) -> list[Reply] | None:
    """The answer to words that an open question might swallow, where they are no plain answer and understood alone."""
    if pending is None or ctx.message.forwarded or ctx.message.photos:
        return None
    open_question = waiting.conversation(pending)
    if not conversation.may_be_of_something_else(ctx, open_question, pending, reading):
        return None
    return _understood(ctx, reading, noting=False)


def _is_a_record(pending: Pending | None) -> bool:
    """Whether what waits is a record in the making."""
    return pending is not None and pending.conversation == log.LOG.name


def _of_another_record(ctx: Context, pending: Pending, reading: Reading) -> list[Reply] | None:
    """A correction of a record that is no draft: one named by its number, or what was saved just now."""
    number = meant.number_in(reading.text)
    if number is None and correction_words.takes_out(reading) and _is_a_record(pending):
        another = to_correct.strikes_another(ctx, reading, log.LOG.load(pending.known).text)
        return to_correct.open_from(ctx, reading) if another else None
    if number is None or ctx.message.forwarded or not words.says(words.bare(reading.text), *_CHANGES):
        return _of_what_was_just_saved(ctx, pending, reading)
    of_it = pending.conversation == correct.CORRECT.name and correct.CORRECT.load(pending.known).number == number
    return None if of_it else to_correct.open_from(ctx, reading)


_CHANGES = ("sua", "doi", "chinh", "thanh", "moi dung", "thoi", "xoa", "rut")


def _of_what_was_just_saved(ctx: Context, pending: Pending, reading: Reading) -> list[Reply] | None:
    """A correction right after something was saved is of that, and not of a draft that has waited for longer."""
    told = bool(reading.facts) or words.bare_number(reading) is not None
    corrects = reading.intent == "correct" or correction_words.says_wrong(reading) or (told and anew.is_anew(reading))
    dated = reading.day is not None and (redating.redates(reading) or redating.is_day_alone(reading))
    if dated:
        corrects = told = True
    corrects = (
        corrects and told and not correction_words.takes_out(reading) and pending.conversation != correct.CORRECT.name
    )
    mends = (reading.intent == "correct" and not reading.facts) or "ửa " in reading.text or "ua " in reading.text
    if mends and _is_a_record(pending):
        held = [line.value for line in log.LOG.load(pending.known).lines]
        denied = to_correct.denied_beside(ctx, reading, held)
        if denied is not None:
            return denied
    if reading.intent == "correct" and reading.facts and _is_a_record(pending):
        elsewhere = to_correct.of_no_unit_held(ctx, reading, log.LOG.load(pending.known).lines)
        if elsewhere is not None:
            return elsewhere
    last = next(iter(meant.recent(ctx)), None) if corrects else None
    if last is None or last.at < pending.expires - conversation.KEPT_FOR or ctx.now - last.at > meant.JUST_SAVED:
        return None
    if min(json.loads(pending.heard), default=0) > (last.incoming_id or 0):
        return None  # the draft was begun after it
    if _is_a_record(pending) and _names_the_draft(pending, last, reading):
        return None
    return correct.of_record(ctx, last, reading) if correct.corrects(ctx, last, reading) else None


def _names_the_draft(pending: Pending, last: Record, reading: Reading) -> bool:
    """Whether a sentence names the deed of a draft rather than what was saved beside it: "quà cho mấy cụ là …"."""
    return meant.fits_more(words.bare(reading.text), log.LOG.load(pending.known).text, last.text)


def _beside_the_draft(ctx: Context, pending: Pending, reading: Reading) -> list[Reply] | None:
    """The answer to a message that is not about the open draft; None where it stands alone like any other."""
    about = inquiries.answer(ctx, reading) or smalltalk.answer(ctx, reading)
    about = about or titles.answer(ctx) or members.answer(ctx, reading) or _shown(ctx, reading)
    about = about or _asked_on(ctx, reading) or said.wanted(ctx, reading)
    if about is None and reading.intent == "other" and to_correct.strikes(ctx, reading):
        return to_correct.open_from(ctx, reading)
    if about is None and reading.intent == "correct" and not correction_words.takes_out(reading):
        if correction_words.is_no_slip(ctx, reading):
            return log.open_from(ctx, reading, photos.with_words(ctx))
        about = to_correct.found_from(ctx, reading)
        return about or _unclear(ctx, pending, reading)
    tells = reading.intent == "log" and not reading.facts and begun.asks_of(reading) is None
    if about is not None or not (tells or reading.intent == "other") or words.undoes(reading.text):
        return about
    begins = notes.plain(ctx, reading) or begun.answer(ctx, reading)
    return begins or _unclear(ctx, pending, reading)


def _unclear(ctx: Context, pending: Pending, reading: Reading) -> list[Reply]:
    """To words that were not understood beside a draft: they are kept, and the draft is called to mind."""
    if len(words.bare(reading.text).split()) >= _A_SENTENCE:
        unmatched.keep(ctx, reading.text)
    return conversation.unclear(ctx, waiting.conversation(pending), pending)


_A_SENTENCE = 3  # words: fewer are rather an answer than something to be taught


def _fresh(ctx: Context, reading: Reading) -> list[Reply]:
    """A message that stands alone."""
    understood = _understood(ctx, reading, noting=True)
    return teaching.not_understood(ctx, reading) if understood is None else understood


def _understood(ctx: Context, reading: Reading, *, noting: bool) -> list[Reply] | None:
    """The answer to a message that stands alone, None where it is not understood; `noting` what a meeting hears."""
    text = reading.text
    said = words.bare(text)
    if reading.facts and ("úng " in text or "ung " in text or "ải " in text or "ai " in text):
        confirmed = confirming.of_the_book(ctx, reading)
        if confirmed is not None:
            return confirmed
    command = _command(ctx, said) if text.startswith("/") else None
    if command is not None:
        return command
    about_the_talk = _about_the_talk(ctx, reading)
    if about_the_talk is not None:
        return about_the_talk
    twice = _of_both_halves(ctx, reading)
    if twice is not None:
        return twice
    about_the_book = inquiries.answer(ctx, reading)
    if about_the_book is not None:
        return about_the_book
    shown = _shown(ctx, reading)
    if shown is not None:
        return shown
    noted = notes.plain(ctx, reading) if noting else None
    if noted is not None:
        return noted
    parts = _asked_on(ctx, reading)
    return _by_intent(ctx, reading) if parts is None else parts


def _of_both_halves(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The answers to a message that asks twice, one under the other; None where its second half says nothing alone."""
    both = halves.of(reading)
    if both is None:
        return None
    told: list[Reply] = []
    for half in both:
        here = replace(ctx, message=replace(ctx.message, text=half.text))
        asked = None if half.question is None or not half.question.indicators else ask.answer(here, half)
        answered = asked or inquiries.answer(here, half) or _asked_on(here, half)
        if answered is None:
            return None
        told += answered
    plain = all(reply == Reply(reply.text) for reply in told)
    return [Reply("\n\n".join(reply.text for reply in told))] if plain else told


def _shown(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The record that is named by its number and little else."""
    number = meant.number_in(reading.text)
    if number is None or reading.intent == "correct" or correction_words.takes_out(reading):
        return None
    return showing.show(ctx, number) if len(words.bare(reading.text).split()) <= _SHORT_LOOKUP else None


def _asked_on(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The answer to what asks for the parts of a figure, or goes on from the last question."""
    return breakdown.answer(ctx, reading) or following.answer(ctx, reading)


def _about_the_talk(ctx: Context, reading: Reading) -> list[Reply] | None:
    """A message about messengers, lessons, invitations or help; None for one about the committee's matters."""
    text = reading.text
    if elsewhere.is_asked_for(text):
        return taps.bring(ctx, 0)
    about_addresses = linking.answer(ctx) or devices.answer(ctx) or titles.answer(ctx)
    about_people = about_addresses or members.answer(ctx, reading)
    if about_people is not None:
        return about_people
    at_once = teaching.in_one(ctx, ctx.message.text or text)
    if at_once is not None:
        return at_once
    meaning = teaching.meaning_in(text)
    if meaning is not None:
        return _taught(ctx, meaning)
    of_lessons = teaching.answer(ctx, text)
    if of_lessons is not None:
        return of_lessons
    return smalltalk.answer(ctx, reading)


def _taught(ctx: Context, meaning: str) -> list[Reply]:
    """ "Ý là …": who may teach teaches it to the committee; of others it is taken for what they mean now."""
    replies, said = teaching.teach(ctx, meaning) if ctx.teaches else ([], meaning)
    return replies if said is None else [*replies, *_fresh(ctx, teaching.read(ctx, said))]


_SHORT_LOOKUP = 4  # words: "xem #KP9-0142", "vì sao #KP9-0142?"


def _by_intent(ctx: Context, reading: Reading) -> list[Reply] | None:
    if reading.day is not None and redating.redates(reading):
        return to_correct.open_from(ctx, reading)
    about_meetings = begun.wished(ctx, reading) or said.wanted(ctx, reading)
    if about_meetings is not None:
        return about_meetings
    if words.undoes(reading.text):
        return last_done.undo(ctx)
    corrected = _corrected(ctx, reading)
    if corrected is not None:
        return corrected
    if log.is_as_before(reading):
        return log.open_from(ctx, reading, photos.with_words(ctx))
    asked = begun.asks_of(reading)
    if asked is not None:
        return ask.answer(ctx, asked)
    without_figures = begun.answer(ctx, reading)
    if without_figures is not None:
        return without_figures
    return _by_what_it_wants(ctx, reading)


def _by_what_it_wants(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The answer to a question, a meeting or a report; None for what is not understood."""
    waits = ctx.message.forwarded or conversation.top(ctx.session, ctx.chat) is not None
    if words.shows(reading.text) and not waits:
        return [correct.nothing_waits(ctx)]
    if reading.intent in {"ask", "report"}:
        return ask.answer(ctx, reading)
    if reading.intent == "meeting":
        return said.answer(ctx, reading)
    if words.steers(reading.text) and not waits:
        return photos.agreed(ctx, reading.text) or [correct.nothing_waits(ctx)]
    things = reading.facts and all(f.unit == "other" and f.indicator is None for f in reading.facts)
    if things and reading.activity in {None, "khac"}:
        return None
    if reading.intent in {"log", "status"} and (reading.facts or reading.doubts):
        return log.open_from(ctx, reading, photos.with_words(ctx))
    if waits:
        return None
    last = redating.just_saved(ctx, reading)
    return correct.of_record(ctx, last, reading) if last else tale.of_saved(ctx, reading)


def _corrected(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The answer to what changes the book; None for any other message."""
    told_anew = recounted.answer(ctx, reading) if reading.facts[1:] or reading.activity in _NO_DEED else None
    if told_anew is None and reading.day is None:
        told_anew = recounted.of_shown(ctx, reading) or doubted.answer(ctx, reading)
    if told_anew is not None:
        return told_anew
    renamed = tale.of_saved(ctx, reading) if reading.intent == "correct" and not reading.facts else None
    if renamed is not None:
        return renamed
    of_last = left_out.answer(ctx, reading) if reading.facts else None
    if of_last is not None:
        return of_last
    wants = correction_words.wants(reading)
    if wants and correction_words.is_no_slip(ctx, reading):
        return log.open_from(ctx, reading, photos.with_words(ctx))
    if wants or correction_words.adds(ctx, reading) or to_correct.strikes_just_saved(ctx, reading):
        return to_correct.open_from(ctx, reading)
    if not reading.facts and correction_words.takes_out(reading) and to_correct.strikes(ctx, reading):
        return to_correct.open_from(ctx, reading)
    redated = to_correct.redate(ctx, reading)
    if redated is not None:
        return redated
    record = anew.saved(ctx, reading)
    return correct.of_record(ctx, record, reading) if record else to_correct.strike_counted(ctx, reading)


_NO_DEED = (None, "khac")


def _command(ctx: Context, said: str) -> list[Reply] | None:
    first = said.partition(" ")[0]
    if first == "ghi":
        return log.open_by_steps(ctx)
    if first == "solieu":
        return tables.overview(ctx, ctx.unit, None)
    if first == "hop":
        return [coming.next_one(ctx)]
    return [Reply(texts.general.short_help(ctx.who))] if first in {"start", "giup", "help"} else None
