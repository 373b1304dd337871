"""The choices under a message: tapped, or typed as words; what they are about says who decides."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from db import drafts, post, quick
from db.models import Button, Incoming, Outgoing, Pending
from db.post import Offered
from handlers import conversation, outbox, texts, vi, waiting, words
from handlers.context import Context
from handlers.day import reports
from handlers.figures import tables
from handlers.learning import practice, teaching
from handlers.meetings import said
from handlers.message import Photo, Reply
from handlers.people import devices, elsewhere, linking
from handlers.records import edits, gallery, photo_words, photos, undoing
from handlers.room import routes, taking_back
from handlers.vi.reading import Reading

Fresh = Callable[[Context, Reading], list[Reply]]
"""How a message that stands alone is answered."""


def tapped(ctx: Context, fresh: Fresh) -> list[Reply]:
    """Do what a button says; one that was used, or of a draft that moved on, is told so."""
    button = ctx.session.get(Button, ctx.message.tap, populate_existing=True, with_for_update=True)
    if button is None or not _under_this_chat(ctx, button):
        return [Reply(texts.general.button_unknown(ctx.who))]
    if button.used_at is not None:
        return [Reply(texts.general.button_used(ctx.who, button.word))]
    if button.about.startswith(routes.ABOUT):
        return routes.tapped(ctx, button)
    return _taken(ctx, button, fresh)


def _under_this_chat(ctx: Context, button: Button) -> bool:
    outgoing = quick.get_one(ctx.session, Outgoing, button.outgoing_id)
    return (outgoing.channel, outgoing.bot, outgoing.chat) == (ctx.chat.channel, ctx.chat.bot, ctx.chat.chat)


def typed(ctx: Context, text: str, fresh: Fresh) -> list[Reply] | None:
    """A word that stands on an open button of the last message is the same as tapping it."""
    offered = post.last_buttons(ctx.session, ctx.chat)
    named = next((b for b in offered if _is_the_word(text, b.word)), None) or _politely(ctx, offered, text)
    if named is None and offered and offered[-1].word == words.KEEP:
        named = _of_photos(offered, text)
    named = named or _at_place(offered, text) or _affirmed(ctx, offered, text)
    button = named or _taken_up(ctx, text)
    about = button.about.removeprefix(ctx.world) if button else ""
    if button is None or about == "" or practice.is_of(button) != ctx.chat.practice:
        return None
    if about.startswith(routes.ABOUT):
        return routes.tapped(ctx, button)
    if about.startswith("draft:"):
        pending = conversation.top(ctx.session, ctx.chat)
        if pending is None or about != conversation.about(pending):
            return None
    if button.word == words.SAVE and offered[1:] and offered[1].word == words.SHOW:
        ctx = replace(ctx, unseen=True)
    return _taken(ctx, button, fresh)


def _taken(ctx: Context, button: Button | Offered, fresh: Fresh) -> list[Reply]:
    """Do what a choice decides, and close the message under which it stands."""
    replies = _decided(ctx, button.about.removeprefix(ctx.world), button.word, fresh)
    outbox.close(ctx.session, quick.get_one(ctx.session, Outgoing, button.outgoing_id), button.word, ctx.now)
    return replies


def _is_the_word(text: str, word: str) -> bool:
    """Whether a choice was typed; a name offered without its marks, "hoa", is another one than "Hòa"."""
    return words.same(text, word) and (text.isascii() or not word.isascii())


def _politely(ctx: Context, offered: list[Offered], text: str) -> Offered | None:
    """The choice that is named with the politeness around it: "duyệt luôn em", "thôi giữ lại đi", "chị lưu giúp"."""
    plain = offered and "?" not in text and "ảnh" not in text  # "bỏ ảnh đi" is no "bỏ" said to an "anh"
    said = _ADDRESSED.sub("", words.plainly(text)) if plain else ""
    named = next((b for b in offered if said == words.bare(b.word) and said != words.bare(words.ABSENT)), None)
    if named is None or named.word != words.DROP or "anh" not in text:
        return named
    return None if photo_words.leaves_out(words.bare(text)) and text.isascii() and photos.beside(ctx) else named


_ADDRESSED = re.compile(r"^(?:(?:thoi|nho|em|chi|anh|bac|co|chu|toi|con) )+")


def _affirmed(ctx: Context, offered: list[Offered], text: str) -> Offered | None:
    """The choice that a mere yes or no means, right after it was offered."""
    meant = words.affirmed(text, [b.word for b in offered])
    said_yes = next((b for b in offered if b.word == meant), None)
    last = conversation.said_last(ctx) if said_yes else None
    return said_yes if said_yes and last and said_yes.outgoing_id == last.id else None


def _of_photos(offered: list[Offered], text: str) -> Offered | None:
    """The choice that ordinary words mean where it was asked whether a photo goes: "đúng, gỡ hình đó"."""
    if f"{gallery.OFF}:" not in offered[-1].about or "?" in text:
        return None
    word = photo_words.taken_off(text, words.bare(text), [b.word for b in offered])
    return next((b for b in offered if b.word == word), None)


def _taken_up(ctx: Context, text: str) -> Button | None:
    """The choice that takes up a dropped draft again, under whatever message it stands."""
    shown = words.shows(text) and conversation.top(ctx.session, ctx.chat) is None
    wants = words.same(text, words.ONCE_MORE) or shown
    found = post.open_about(ctx.session, ctx.chat, "again:") if wants else ()
    lately = [told for told, _ in found[-1:] if not shown or ctx.now - told.at < _GOES_ON]
    return next((button for told in lately for button in post.buttons(ctx.session, told)), None)


_GOES_ON = timedelta(days=3)  # later "tiếp" means nothing that was dropped then


def _at_place(offered: list[Offered], text: str) -> Offered | None:
    """The choice that is named by its place among several figures or records: "cái đầu tiên"."""
    place = words.place(text)
    named = [b for b in offered if not words.steers(b.word)] if place is not None else []
    return named[place] if place is not None and place < len(named) and len(named) > 1 else None


def _decided(ctx: Context, about: str, word: str, fresh: Fresh) -> list[Reply]:
    kind, _, rest = about.partition(":")
    if kind == "draft":
        draft_id, version = (int(part) for part in rest.split(":"))
        pending = conversation.top(ctx.session, ctx.chat)
        if pending is None or (pending.id, pending.version) != (draft_id, version):
            return [Reply(texts.general.draft_moved_on(ctx.who))]
        return conversation.go_on(ctx, waiting.conversation(pending), pending, teaching.read(ctx, word)) or []
    if kind in said.KINDS:
        return said.tapped(ctx, kind, rest, word)
    if kind == "again":
        return _once_more(ctx, rest, fresh)
    if kind in _TAPS:
        return _TAPS[kind](ctx, rest)
    if kind == "unlink":
        return linking.decided(ctx, word)
    if kind == "visits":
        return devices.decided(ctx, rest, word)
    if kind in _WHOLE_OF:
        return _WHOLE_OF[kind](ctx, rest)
    if kind in photos.KINDS:
        return photos.KINDS[kind](ctx, rest, word)
    return fresh(ctx, teaching.read(ctx, word))


def _take_back(ctx: Context, told: str) -> list[Reply]:
    number, _, entries = told.partition(":")
    return undoing.take_back(ctx, number, tuple(map(int, entries.split(","))))


_TAPS: dict[str, Callable[[Context, str], list[Reply]]] = {
    "record": undoing.undo, "change": _take_back, "bring": lambda ctx, pending_id: bring(ctx, int(pending_id)),
    "waits": lambda ctx, pending_id: the_other(ctx, int(pending_id)),
}  # fmt: skip


def the_other(ctx: Context, pending_id: int = 0) -> list[Reply]:
    """Show a draft that waits below a newer one (0: the one just below it), which then waits itself."""
    standing = sorted(conversation.versions(ctx.session, ctx.chat), reverse=True)
    below = [pending_id] if pending_id else standing[1:2] or standing
    pending = quick.get(ctx.session, Pending, below[0]) if below and below[0] in standing else None
    if pending is None or pending.expires <= ctx.now or pending.practice != ctx.chat.practice:
        return [Reply(texts.general.draft_moved_on(ctx.who))]
    newer = conversation.top(ctx.session, ctx.chat)
    newer = None if newer is None or newer.id == pending.id else newer
    pending = pending if newer is None else drafts.to_front(ctx.session, pending)
    shown = conversation.again(ctx, waiting.conversation(pending), pending)
    return shown if newer is None else [*shown[:-1], waiting.beside(shown[-1], newer)]


def resumed(ctx: Context, text: str) -> list[Reply] | None:
    """Go on with the draft that is named: "việc kia", "tiếp tục cái hòa giải"; None where none is."""
    if words.is_of_the_other(text):
        return the_other(ctx)
    if words.drops_all(text) and len(conversation.versions(ctx.session, ctx.chat)) > 1:
        return conversation.begin(
            ctx, taking_back.TAKE_BACK, taking_back.Draft("drafts", 0, tuple(waiting.titles(ctx)))
        )
    named = words.resumes(text)
    known = {each.id or 0: waiting.called(each) for each in drafts.of_chat(ctx.session, ctx.chat)} if named else {}
    found = next((key for key, told in known.items() if named <= told), None)
    newest = next(iter(known), None)
    if found is None or (found == newest and words.names_saving(text)):
        return None  # "lưu cái gạo" of what is on top saves it
    return the_other(ctx, found)


_WHOLE_OF = {**reports.WHOLE_OF, **tables.WHOLE_OF}


def _once_more(ctx: Context, heard: str, fresh: Fresh) -> list[Reply]:
    """Take up the sentences of a draft that was left for too long, each as of its own day, with the photos it had."""
    replies: list[Reply] = []
    numbers, _, files = heard.partition(":")
    kept = tuple(Photo(file, file) for file in files.split(",") if file)
    for number in numbers.split(","):
        said = quick.get_one(ctx.session, Incoming, int(number))
        reading = vi.read(edits.text_of(ctx, said), edits.said_on(ctx, said))
        with_photos = kept if not replies else ()
        here = replace(ctx, message=replace(ctx.message, at=said.at, photos=with_photos), incoming_id=said.id)
        pending = conversation.top(ctx.session, ctx.chat) if replies else None
        changed = conversation.go_on(here, waiting.conversation(pending), pending, reading) if pending else None
        replies = changed or replies or fresh(here, reading)
    return replies


def bring(ctx: Context, pending_id: int) -> list[Reply]:
    """Go on here with a draft that was begun in another chat of the person."""
    pending = elsewhere.bring(ctx, pending_id)
    if pending is None:
        return [Reply(texts.addresses.nothing_elsewhere(ctx.who))]
    return conversation.again(ctx, waiting.conversation(pending), pending)


def close_stale(ctx: Context) -> None:
    """Take the buttons off every message about a draft that has moved on or is done."""
    drafts_here = f"{ctx.world}draft:"
    offered = post.open_abouts(ctx.session, ctx.chat, drafts_here)
    standing = conversation.versions(ctx.session, ctx.chat) if offered else {}
    for outgoing_id, about in offered:
        draft_id, version = (int(part) for part in about.removeprefix(drafts_here).split(":"))
        if standing.get(draft_id) != version:
            outbox.close(ctx.session, quick.get_one(ctx.session, Outgoing, outgoing_id), None, ctx.now)
