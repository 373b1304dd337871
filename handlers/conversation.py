"""A conversation fills the blanks of a draft, one question at a time, shows it, and does it when told to.

State between messages is one row (Pending) per draft; drafts of one chat are a stack, the newest on top. At most
MOST_QUESTIONS are put; what is still open then is left as the recap shows it.
"""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter
from sqlmodel import Session

from db import drafts, post, quick
from db.models import Outgoing, Pending
from db.post import Chat
from handlers import texts, words
from handlers.context import Context
from handlers.message import Reply, choices
from handlers.vi.reading import Reading

KEPT_FOR = timedelta(days=2)
MOST_QUESTIONS = 5
_STEPS_KEPT = 10  # answers that "quay lại" can take back

D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Blank(Generic[D]):
    """Something a conversation must know.

    `ask` is the question while it is open, None once it is filled. `hear` fills it from a message, `asked` when it was
    just asked for (then a bare number or word is enough); None when the message says nothing of it. `leave` gives the
    draft with the question left open, as "bỏ qua" wants it; None where it must be answered. What is heard `first` is
    said of the draft as a whole ("dòng 2: 25 hộ"), whatever was asked. Where nearly any words would fill it, `fits`
    tells those that plainly do; others are taken for something else as far as they are understood so.
    """

    ask: Callable[[Context, D], Reply | None]
    hear: Callable[[Context, D, Reading, bool], D | None]
    leave: Callable[[Context, D], D | None] | None = None
    first: bool = False
    fits: Callable[[Context, D, Reading], bool] | None = None


@dataclass(frozen=True, slots=True)
class Conversation(Generic[D]):
    """A kind of conversation: its draft and what that is called, its blanks in the order of asking, its recap, its end.

    Without a recap it is done as soon as every blank is filled.
    """

    name: str
    draft: type[D]
    title: Callable[[D], str]
    blanks: tuple[Blank[D], ...]
    recap: Callable[[Context, D], Reply] | None
    finish: Callable[[Context, D], list[Reply]]
    parts: Callable[[D], int] | None = None  # how many things are saved together: "lưu cả 3"
    remark: Callable[[D], str] | None = None  # what is to be said once of the last change
    forget: Callable[[D], D] | None = None  # the draft without it
    deeds: Callable[[D], Collection[str]] | None = None  # bare words that name what it does, and so agree to it
    agrees: Callable[[Context, D, str], bool] | None = None  # whether a yes in these words is one to this draft
    is_empty: Callable[[D], bool] | None = None  # whether nothing is left to be done
    names: Callable[[D], str] | None = None  # the words by one of which it may be called: "lưu học bổng đi"
    puzzled: Callable[[Context, D], str | None] | None = None  # what is said to words that say nothing of it
    unanswered: Callable[[Context, D], str | None] | None = (
        None  # what is said to a yes where an answer must come first
    )
    dropped: Callable[[Context, D], str] | None = None  # what is said after "bỏ", where it is not about a new record
    settled: Callable[[Context, D], bool] | None = None  # whether the last answer agreed to it all, so that it is done
    resumes: str = words.GO_ON  # the choice that asks its open question again
    may_wait: bool = False  # whether its question, with no recap, is only called to mind under other answers
    led: Callable[[D], bool] | None = None  # whether it asks one thing after the other, and offers the way back
    leaves: Callable[[D], Reply | None] | None = None  # what is asked of what it leaves behind when it is dropped
    quiet: bool = False  # whether its question is put once only, and never called to mind: it may well be left
    fits: Callable[[str], bool] | None = None  # whether words may change what is shown; others may be of something else

    def load(self, known: str) -> D:
        """The draft from its JSON."""
        draft: D = _adapter(self.draft).validate_json(known)
        return draft

    def dump(self, draft: D) -> str:
        """The draft as JSON."""
        return _adapter(self.draft).dump_json(draft).decode()


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def _adapter(draft: type) -> TypeAdapter[Any]:
    """How a draft is written down; made once, for making it takes longer than the whole message."""
    if draft not in _ADAPTERS:
        _ADAPTERS[draft] = TypeAdapter(draft)
    return _ADAPTERS[draft]


def top(session: Session, chat: Chat) -> Pending | None:
    """The draft of a chat that waits for the next word."""
    return drafts.newest(session, chat)


def versions(session: Session, chat: Chat) -> dict[int, int]:
    """The version of every draft of a chat that waits, by its key."""
    return drafts.versions(session, chat)


def begin(ctx: Context, conversation: Conversation[D], draft: D) -> list[Reply]:
    """Open a conversation with what is known; asks, shows the recap, or is done at once."""
    pending = quick.insert_one(
        ctx.session, Pending, channel=ctx.chat.channel, bot=ctx.chat.bot, chat=ctx.chat.chat,
        conversation=conversation.name, known=conversation.dump(draft), asked=1, heard=_with_this("[]", ctx),
        expires=ctx.now + KEPT_FOR, practice=ctx.chat.practice,
    )  # fmt: skip
    return show(ctx, conversation, pending, draft)


def go_on(ctx: Context, conversation: Conversation[D], pending: Pending, reading: Reading) -> list[Reply] | None:
    """Take a message as the next word of a draft; None when it is plainly about something else."""
    draft = _forgetting(conversation, pending)
    open_blank, question = _open_blank(ctx, conversation, draft)
    reading = _of_what_is_asked(reading, question)
    said = reading.text
    said = _plain_save(conversation, draft, said) if open_blank is None and " " in said else said
    said = words.DROP if conversation.parts is not None and _agrees_to_drop(ctx, said) else said
    keeps = words.keeps(said) and conversation.dropped is None and conversation.parts is not None  # a new record
    if keeps or words.shows(said) or words.plainly(said) in _LOOKS or _answers_another(ctx, said):
        if not keeps and words.says(words.bare(said), "chua"):  # "lưu chưa em"
            return again_after(texts.general.not_saved_yet(), ctx, conversation, pending)
        return again(ctx, conversation, pending)
    if open_blank is None and (count := _miscounted(ctx, conversation, draft, said)):
        return again_after(texts.records.other_count(count), ctx, conversation, pending)
    if conversation.parts is not None and words.drops_that(said) and not _drops_a_line(open_blank, said):
        return ask_to_drop(conversation, pending)
    if open_blank is None and _agrees(ctx, conversation, draft, said):
        put_off = _agrees_to_wait(ctx, said)
        return put_off or _finish(ctx, conversation, pending, draft) + _finish_others(ctx, conversation, draft, said)
    if words.is_no(said) or (conversation.dropped is not None and words.leaves_alone(said)):
        quick.delete(ctx.session, pending)
        return _with_rest(conversation, draft, _dropped(ctx, conversation, draft, said))
    left = _left(ctx, conversation, pending, said, shown=open_blank is None)
    if left is not None:
        return left
    steers = words.is_edit(said) or (open_blank is not None and words.saves_all(said))  # "lưu cả 3" is no 3
    changed = None if steers else _heard(ctx, conversation, draft, open_blank, reading)
    if changed is not None:
        return _changed(ctx, conversation, pending, changed, reading)
    if _is_wrong(conversation, open_blank is None, reading):
        return [_bound(Reply(texts.general.how_to_change(ctx.who), choices(words.DROP)), pending)]
    return (
        _not_answered(ctx, conversation, pending, draft, open_blank, question, said)
        if open_blank is not None and question is not None
        else None
    )


def _drops_a_line(open_blank: Blank[D] | None, said: str) -> bool:
    """Whether words leave out the one number that is asked about."""
    return open_blank is not None and words.same(said, words.DROP_LINE)


def _of_what_is_asked(reading: Reading, question: Reply | None) -> Reading:
    """ "Không cần" to a question that may be skipped skips it: it is no word about the deed."""
    skips = question is not None and _may_skip(question) and words.needs_not(reading.text)
    return reading._replace(text=words.SKIP) if skips else reading


def _left(
    ctx: Context, conversation: Conversation[D], pending: Pending, said: str, *, shown: bool
) -> list[Reply] | None:
    """The reply to words that leave a draft as it is for now, or go back in it; None for any other words."""
    if words.puts_off(said):
        return [_bound(Reply(texts.general.put_off(ctx.who), choices(words.GO_ON, words.DROP)), pending)]
    if words.is_back(said):
        return _back(ctx, conversation, pending)
    if shown and words.is_left_open(said):
        return again_after(texts.general.nothing_to_leave(), ctx, conversation, pending)
    return None


def may_be_of_something_else(ctx: Context, conversation: Conversation[D], pending: Pending, reading: Reading) -> bool:
    """Whether a message that the open question might take for its answer is no plain answer, and steers nothing."""
    if conversation.quiet and _answers_another(ctx, reading.text):
        return True
    draft = conversation.load(pending.known)
    blank, question = _open_blank(ctx, conversation, draft)
    if blank is None or question is None:
        fits = conversation.fits
        return fits is not None and not _steers(reading.text) and (_is_a_deed(reading) or not fits(reading.text))
    if blank.fits is None or _steers(reading.text):
        return False
    offered = any(words.same(reading.text, choice.word) for choice in question.choices)
    return not offered and not blank.fits(ctx, draft, reading)


def _is_a_deed(reading: Reading) -> bool:
    """Whether words tell of something done, with its figure: that changes no meeting ("cho 10 ký gạo")."""
    return reading.intent == "log" and any(fact.indicator for fact in reading.facts)


def _steers(said: str) -> bool:
    """Whether words steer the talk about a draft, whatever it is about."""
    steers = words.steers(said) or words.is_left_open(said) or words.is_back(said) or words.is_as_before(said)
    return steers or words.puts_off(said) or words.leaves_alone(said) or words.shows(said) or words.saves_all(said)


_LOOKS = frozenset({"xem", "coi"})


def _plain_save(conversation: Conversation[D], draft: D, said: str) -> str:
    """ "Lưu học bổng đi" as "Lưu" where the draft tells of that; any other words as they are."""
    named = conversation.names is not None and words.saves_named(said, conversation.names(draft))
    return words.SAVE if named else said


def _is_wrong(conversation: Conversation[D], shown: bool, reading: Reading) -> bool:  # noqa: FBT001
    """Whether a few words only say that something is wrong with what is being told: "sửa", "bấm lộn rồi em"."""
    if words.is_edit(reading.text):
        return shown or conversation.parts is not None
    return conversation.parts is not None and reading.intent == "correct" and words.only_says_wrong(reading.text)


def _changed(ctx: Context, conversation: Conversation[D], pending: Pending, draft: D, reading: Reading) -> list[Reply]:
    """Go on with what a message made of a draft; it is asked first where nothing would be left of it."""
    settled = conversation.settled is not None and conversation.settled(ctx, draft)
    if settled and _open_blank(ctx, conversation, draft)[1] is None:
        return _finish(ctx, conversation, pending, draft)
    if conversation.is_empty is None or not conversation.is_empty(draft):
        return change(ctx, conversation, pending, draft)
    if not words.same(reading.text, words.DROP_LINE):
        return ask_to_drop(conversation, pending)
    quick.delete(ctx.session, pending)
    return _with_rest(conversation, draft, texts.general.dropped(ctx.who))


def _with_rest(conversation: Conversation[D], draft: D, told: str) -> list[Reply]:
    """That a draft was dropped, and what is to be done with what it leaves behind."""
    left = conversation.leaves(draft) if conversation.leaves else None
    return [Reply(told), left] if left else [Reply(told)]


def ask_to_drop(conversation: Conversation[D], pending: Pending) -> list[Reply]:
    """Ask before a draft goes that was only named or pointed at: "xóa cái đó đi" may mean something else."""
    asked = texts.general.drop_this(conversation.title(conversation.load(pending.known)))
    return [_bound(Reply(asked, choices(words.DROP, words.KEEP)), pending)]


def _agrees_to_drop(ctx: Context, said: str) -> bool:
    """Whether a mere "ừ" says yes to dropping what was asked about just now, and so saves nothing."""
    if words.names_saving(said) or not words.is_yes(said):
        return False
    return {button.word for button in post.last_buttons(ctx.session, ctx.chat)} == {words.DROP, words.KEEP}


def _dropped(ctx: Context, conversation: Conversation[D], draft: D, said: str) -> str:
    if words.keeps(said):
        return texts.general.kept(ctx.who)
    return conversation.dropped(ctx, draft) if conversation.dropped else texts.general.dropped(ctx.who)


def _agrees(ctx: Context, conversation: Conversation[D], draft: D, said: str) -> bool:
    """Whether words agree to what a draft would do, or name it: "hủy" where a meeting is to be cancelled."""
    if conversation.deeds is not None and words.bare(said) in conversation.deeds(draft):
        return True
    return words.is_yes(said) and not _is_coming(ctx, said) and _offers(ctx, conversation, draft, said)


def _is_coming(ctx: Context, said: str) -> bool:
    """Whether "có" answers a meeting that was asked about, below which a draft was only called to mind."""
    if not words.is_coming(said):
        return False
    offered = [{b.word for b in post.buttons(ctx.session, shown)} for shown in post.newest(ctx.session, ctx.chat, 2)]
    return len(offered) > 1 and words.SHOW in offered[0] and words.COMES in offered[1]


def _agrees_to_wait(ctx: Context, said: str) -> list[Reply] | None:
    """The answer to a mere "ok" right after something was put off: it says yes to that, and saves nothing."""
    offered = () if words.names_saving(said) else post.last_buttons(ctx.session, ctx.chat)
    put_off = {button.word for button in offered} == {words.GO_ON, words.DROP}
    return [Reply(texts.general.as_you_like(ctx.who))] if put_off else None


def _offers(ctx: Context, conversation: Conversation[D], draft: D, said: str) -> bool:
    """Whether a yes that names what is done ("rút", "khôi phục") names what this draft would do."""
    if conversation.agrees is not None and not conversation.agrees(ctx, draft, said):
        return False
    if not words.names_a_deed(said) or conversation.recap is None:
        return True
    return any(words.plainly(said) == words.bare(choice.word) for choice in conversation.recap(ctx, draft).choices)


def _not_answered(
    ctx: Context, conversation: Conversation[D], pending: Pending, draft: D, blank: Blank[D], question: Reply, said: str
) -> list[Reply] | None:
    """The reply to words that steer and do not answer: "lưu" skips what may be skipped, and shows what there is."""
    others = _finish_others(ctx, conversation, draft, said)
    if others:
        return others
    skips = words.names_saving(said) and _may_skip(question)
    left = blank.leave(ctx, draft) if skips and blank.leave else None
    if left is not None:
        return change(ctx, conversation, pending, left)
    first = conversation.unanswered(ctx, draft) if conversation.unanswered and words.is_yes(said) else None
    why = first or _still_needed(ctx, said, question)
    return again_after(why, ctx, conversation, pending) if why else None


def _may_skip(question: Reply) -> bool:
    return any(choice.word == words.SKIP for choice in question.choices)


def _still_needed(ctx: Context, said: str, question: Reply) -> str | None:
    """What is said to a yes, to "bỏ qua" or "như lần trước", where a question must be answered first."""
    if words.names_a_deed(said):
        return None  # about something else: what was taken out before
    if words.is_as_before(said):
        return texts.records.no_last_time(ctx.who) if len(words.bare(said).split()) <= _FEW else None
    if words.is_yes(said):
        droppable = any(choice.word == words.DROP_LINE for choice in question.choices)
        return texts.records.one_more_question(words.DROP_LINE.lower() if droppable else "")
    return texts.records.cannot_leave() if words.is_left_open(said) else None


_FEW = 5  # words: "thì như lần trước đi"; a longer sentence tells a matter of its own


def change(ctx: Context, conversation: Conversation[D], pending: Pending, draft: D) -> list[Reply]:
    """Go on with a draft as it is now; what it was before can be had again by "quay lại"."""
    past = [*json.loads(pending.past), pending.known][-_STEPS_KEPT:]
    asked = pending.asked
    blank, question = _open_blank(ctx, conversation, draft)
    if blank is not None and asked >= MOST_QUESTIONS:
        draft, question = _settled(ctx, conversation, draft)
    elif blank is not None:
        asked += 1
    quick.change(
        ctx.session, pending, known=conversation.dump(draft), past=json.dumps(past, ensure_ascii=False),
        heard=_with_this(pending.heard, ctx), expires=ctx.now + KEPT_FOR, version=pending.version + 1, asked=asked,
    )  # fmt: skip
    return _shown(ctx, conversation, pending, draft, question)


def _miscounted(ctx: Context, conversation: Conversation[D], draft: D, said: str) -> int | None:
    """How many things there are, where "lưu cả 3" sees another number of them, and not of drafts."""
    meant = words.saves(said)
    count = conversation.parts(draft) if conversation.parts else None
    miscounted = meant is not None and meant not in {count, len(versions(ctx.session, ctx.chat))}
    return count if miscounted else None


def _finish_others(ctx: Context, conversation: Conversation[D], saved: D, said: str) -> list[Reply]:
    """Do what the drafts of this kind would do beside one, where all is meant; what one asks is asked again then."""
    if conversation.parts is None or not words.saves_all(said) or words.saves(said) == conversation.parts(saved):
        return []
    replies: list[Reply] = []
    unclear_: list[Pending] = []
    for other in drafts.of_chat(ctx.session, ctx.chat):
        draft = conversation.load(other.known) if other.conversation == conversation.name else None
        if draft is None or other.expires <= ctx.now:
            continue
        if _open_blank(ctx, conversation, draft)[0] is None:
            replies += _finish(ctx, conversation, other, draft)
        else:
            unclear_.append(other)
    newest = top(ctx.session, ctx.chat)  # the one that hears the next word
    if replies and newest in unclear_:
        replies += again_after(texts.records.one_left_to_ask(), ctx, conversation, newest)
    return replies


def _settled(ctx: Context, conversation: Conversation[D], draft: D) -> tuple[D, Reply | None]:
    """A draft with every question left open that may be, and the one that may not."""
    while True:
        blank, question = _open_blank(ctx, conversation, draft)
        left = blank.leave(ctx, draft) if blank is not None and blank.leave else None
        if left is None:
            return draft, question
        draft = left


def _back(ctx: Context, conversation: Conversation[D], pending: Pending) -> list[Reply]:
    """One step back: the draft before the last answer."""
    past = json.loads(pending.past)
    if not past:
        return again_after(texts.general.first_question(), ctx, conversation, pending)
    quick.change(
        ctx.session, pending, known=past.pop(), past=json.dumps(past, ensure_ascii=False),
        asked=max(1, pending.asked - 1), version=pending.version + 1,
    )  # fmt: skip
    return again(ctx, conversation, pending)


def undo(ctx: Context, conversation: Conversation[D], pending: Pending) -> list[Reply]:
    """Take the last answer back; before the first one, ask whether what is being told is to be dropped."""
    if json.loads(pending.past):
        return _back(ctx, conversation, pending)
    if conversation.parts is not None:
        return ask_to_drop(conversation, pending)
    return again_after(texts.general.not_saved_yet(), ctx, conversation, pending)


def again_after(words_before: str, ctx: Context, conversation: Conversation[D], pending: Pending) -> list[Reply]:
    """Ask or show it once more, after a word about why."""
    first, *rest = again(ctx, conversation, pending)
    return [replace(first, text=f"{words_before}\n{first.text}"), *rest]


def again(ctx: Context, conversation: Conversation[D], pending: Pending) -> list[Reply]:
    """Ask or show once more what a draft waits for, without what was to be said of its last change."""
    return show(ctx, conversation, pending, _forgetting(conversation, pending))


def _forgetting(conversation: Conversation[D], pending: Pending) -> D:
    """The draft that waits, without what was to be said of its last change."""
    draft = conversation.load(pending.known)
    return conversation.forget(draft) if conversation.forget else draft


def remind(ctx: Context, conversation: Conversation[D], pending: Pending) -> Reply:
    """A short word that a draft is still open, with what can be done; without a recap its question once more."""
    draft = conversation.load(pending.known)
    if conversation.recap is None and not (conversation.may_wait or _was_asked_twice(ctx, pending)):
        return again(ctx, conversation, pending)[0]
    waits = texts.general.draft_waits(conversation.title(draft))
    if conversation.recap is None or _open_blank(ctx, conversation, draft)[0] is not None:
        return _bound(Reply(waits, choices(conversation.resumes, words.DROP)), pending)
    offered = conversation.recap(ctx, draft).choices
    do, leave = offered[0].word, offered[-1].word
    return _bound(Reply(waits, choices(do, words.SHOW, leave)), pending)


def _was_asked_twice(ctx: Context, pending: Pending) -> bool:
    """Whether the open question of a draft was put and called to mind among the newest messages of the chat."""
    about = f'"about":"{ctx.world}draft:{pending.id}:'
    return sum(about in shown.reply for shown in post.newest(ctx.session, ctx.chat, _CHANGED_SINCE)) > 1


def was_just_offered(ctx: Context, pending: Pending) -> bool:
    """Whether a draft as it stands was called to mind a moment ago, one answer or two, and nothing was offered since.

    Then its buttons are still the last ones and in sight, and saying so under every answer would only tire people.
    """
    offered = post.last_buttons(ctx.session, ctx.chat)
    last = offered[0] if offered else None
    if last is None or last.about.removeprefix(ctx.world) != about(pending):
        return False
    if not {words.SHOW, words.GO_ON} & {button.word for button in offered}:
        return False  # asked, or shown whole: it was not interrupted yet
    told = quick.get_one(ctx.session, Outgoing, last.outgoing_id)
    if ctx.now - told.at >= _REMEMBERED or post.offered_since(ctx.session, told):
        return False
    since = [each for each in post.newest(ctx.session, ctx.chat, _CHANGED_SINCE) if (each.id or 0) > (told.id or 0)]
    return len([each for each in since if each.edits_id is None]) < _IN_SIGHT


_REMEMBERED = timedelta(minutes=10)
_IN_SIGHT = 2  # messages below which the buttons of a draft are still near enough


def _answers_another(ctx: Context, said: str) -> bool:
    """Whether a mere "ok", "thôi" is of an answer about something else, the newest message of the chat."""
    if ctx.message.tap is not None or not words.is_of_what_was_said_last(said):
        return False
    last = said_last(ctx)
    return last is not None and f'"about":"{ctx.world}draft:' not in last.reply


def is_shown_last(ctx: Context) -> bool:
    """Whether the newest message of the chat shows a draft or asks of it, and does not only call it to mind."""
    last = said_last(ctx)
    if last is None or f'"about":"{ctx.world}draft:' not in last.reply:
        return False
    return not any(f'"word":"{word}"' in last.reply for word in (words.GO_ON, words.SHOW))


def said_last(ctx: Context) -> Outgoing | None:
    """The newest message of the chat, past changes of earlier ones."""
    newest = post.newest(ctx.session, ctx.chat, _CHANGED_SINCE)
    return next((shown for shown in newest if shown.edits_id is None), None)


_CHANGED_SINCE = 5  # messages to look back past changes of earlier ones


def unclear(ctx: Context, conversation: Conversation[D], pending: Pending) -> list[Reply]:
    """To words that say nothing of a draft nor of anything else: its open question once more, or its name."""
    draft = conversation.load(pending.known)
    why = Reply((conversation.puzzled and conversation.puzzled(ctx, draft)) or texts.general.not_clear(ctx.who))
    if _open_blank(ctx, conversation, draft)[0] is None:
        return [why, remind(ctx, conversation, pending)]
    return [why, *again(ctx, conversation, pending)]


def _heard(
    ctx: Context, conversation: Conversation[D], draft: D, open_blank: Blank[D] | None, reading: Reading
) -> D | None:
    """The draft with every blank filled that the message says something of; the one asked for listens first."""
    for blank in conversation.blanks:
        whole = blank.hear(ctx, draft, reading, False) if blank.first else None  # noqa: FBT003 (not asked)
        if whole is not None:
            return whole
    if open_blank is not None:
        changed = open_blank.hear(ctx, draft, reading, True)  # noqa: FBT003 (asked)
        if changed is None and open_blank.leave and words.is_left_open(reading.text):
            changed = open_blank.leave(ctx, draft)
        if changed is not None:
            return changed
    current, any_change = draft, False
    for blank in conversation.blanks:
        later = blank.hear(ctx, current, reading, False)  # noqa: FBT003 (not asked)
        if later is not None:
            current, any_change = later, True
    return current if any_change else None


def _open_blank(ctx: Context, conversation: Conversation[D], draft: D) -> tuple[Blank[D] | None, Reply | None]:
    """The first thing that is not known yet, and its question."""
    for blank in conversation.blanks:
        question = blank.ask(ctx, draft)
        if question is not None:
            return blank, question
    return None, None


def show(ctx: Context, conversation: Conversation[D], pending: Pending, draft: D) -> list[Reply]:
    """Ask what a draft waits for, or show it."""
    return _shown(ctx, conversation, pending, draft, _open_blank(ctx, conversation, draft)[1])


def _shown(
    ctx: Context, conversation: Conversation[D], pending: Pending, draft: D, question: Reply | None
) -> list[Reply]:
    """The open question, else the recap, else it is done."""
    if question is not None:
        said = conversation.remark(draft) if conversation.remark else ""
        if conversation.led is not None and conversation.led(draft):
            way_back = words.NOT_NOW if pending.past == "[]" else words.BACK
            question = replace(question, choices=(*question.choices, *choices(way_back)))
        return [_bound(replace(question, text="\n".join(filter(None, (said, question.text)))), pending)]
    if conversation.recap is not None:
        return [_bound(conversation.recap(ctx, draft), pending)]
    return _finish(ctx, conversation, pending, draft)


def _finish(ctx: Context, conversation: Conversation[D], pending: Pending, draft: D) -> list[Reply]:
    heard = tuple(json.loads(pending.heard))
    quick.delete(ctx.session, pending)
    return conversation.finish(replace(ctx, heard=heard), draft)


def _with_this(heard: str, ctx: Context) -> str:
    """The messages that a draft came from, with the one being answered; a tap can never be edited."""
    new = [ctx.incoming_id] if ctx.incoming_id is not None and ctx.message.kind != "tap" else []
    return json.dumps([*json.loads(heard), *new])


def _bound(reply: Reply, pending: Pending) -> Reply:
    """Bind the choices to this draft as it stands, so that an old button never decides about a newer draft."""
    return replace(reply, about=about(pending))


def about(pending: Pending) -> str:
    """What the choices under a draft as it stands are about."""
    return f"draft:{pending.id}:{pending.version}"
