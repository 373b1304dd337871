""" "Hoàn tác" of what the room did last: a task given or ended, a point noted or struck, an answer to a meeting.

The messages of the chat tell what came last: their order is certain where two things were done at one instant, and
what was merely said since is seen there too.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from db import drafts, meetings, post, quick
from db.models import Meeting, Outgoing, Pending
from db.room.tables import Note, Task
from handlers import conversation, texts, words
from handlers.context import Context
from handlers.conversation import Conversation
from handlers.meetings import coming
from handlers.message import Reply, choices, reply_json
from handlers.records import meant
from handlers.room import notes, tasks


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be taken back, once it is agreed to: its kind and the id of its row."""

    kind: str
    row: int
    told: tuple[str, ...] = ()  # of drafts, each in a few words


class Last(NamedTuple):
    """What was done last, when, and whether nothing else was said since."""

    done: Draft | None  # None: it is of the book, or a draft
    at: datetime
    is_newest: bool


def last(ctx: Context) -> Last | None:
    """What this chat tells of as done last; None where nothing of it can be taken back."""
    shown = [each for each in post.newest(ctx.session, ctx.chat, _LOOKED_AT) if each.edits_id is None]
    seen = list[Outgoing]()
    for each in shown:
        reply = reply_json.validate_json(each.reply)
        found = _told_by(ctx, reply, each.at)
        if found is not None:
            at_once = all(_said_with(each, other) for other in seen)
            return Last(found if isinstance(found, Draft) else None, each.at, at_once)
        if not _only_reminds(ctx, reply):
            seen.append(each)
    return None


_LOOKED_AT = 24  # messages, changes of earlier ones among them


def _said_with(one: Outgoing, other: Outgoing) -> bool:
    """Whether two messages answer the same words: "reply:812:0", "reply:812:1"."""
    return one.key.rpartition(":")[0] == other.key.rpartition(":")[0]


def _told_by(ctx: Context, reply: Reply, at: datetime) -> Draft | bool | None:
    """What a message tells of as done, where that still stands; True for the book and drafts, None else."""
    asked = _asked_after_an_answer(ctx, reply)
    if asked is not None:
        return asked
    offered = [(choice.word, choice.about or reply.about) for choice in reply.choices]
    for word, told in offered or [("", reply.about)]:
        about = told.removeprefix(ctx.world)
        kind, _, row = about.removeprefix("room:back:").partition(":")
        if about.startswith("room:back:") and row.isdecimal():
            return Draft(kind, int(row)) if _stands(ctx, Draft(kind, int(row))) else None
        if word == words.UNDO and about.startswith(("record:", "change:")):
            return True
        made = _of_number(ctx, word, at)
        if made is not None:
            return made if _stands(ctx, made) else None
    return True if _shows_a_draft(ctx, reply) else None


def _of_number(ctx: Context, word: str, at: datetime) -> Draft | None:
    """The task or the point whose button stands under the message that tells of it."""
    found = _DROPS.fullmatch(word)
    if found is None:
        return None
    number = int(found["task"] or found["point"])
    if found["task"]:
        task = tasks.numbered(ctx, number)
        return Draft("given", task.id or 0) if task is not None and task.made_by == ctx.person.id else None
    note = notes.numbered(ctx, number)
    return Draft("noted", note.id or 0) if note is not None and note.at == at else None  # not reworded


_DROPS = re.compile(r"Bỏ việc #(?P<task>\d+)|Bỏ ý (?P<point>\d+)")


def _shows_a_draft(ctx: Context, reply: Reply) -> bool:
    about = reply.about.removeprefix(ctx.world)
    if not about.startswith("draft:") or _only_reminds(ctx, reply):
        return False
    return int(about.split(":")[1]) in conversation.versions(ctx.session, ctx.chat)


def _asked_after_an_answer(ctx: Context, reply: Reply) -> Draft | None:
    """The absence whose reason is still asked for."""
    about = reply.about.removeprefix(ctx.world)
    pending = conversation.top(ctx.session, ctx.chat) if about.startswith("draft:") else None
    if pending is None or pending.conversation != coming.ABSENCE.name or pending.id != int(about.split(":")[1]):
        return None
    return Draft("answer", coming.ABSENCE.load(pending.known).meeting_id)


def _only_reminds(ctx: Context, reply: Reply) -> bool:
    """Whether a message only calls a draft to mind under an answer about something else."""
    of_a_draft = reply.about.removeprefix(ctx.world).startswith("draft:")
    return of_a_draft and any(choice.word in {words.GO_ON, words.SHOW} for choice in reply.choices)


def take_back(ctx: Context, found: Last, done: Draft) -> list[Reply]:
    """Take it back where it was done a moment ago and nothing was said since; else name it and ask."""
    late = ctx.now - found.at > meant.JUST_SAVED
    if found.is_newest and not late:
        return _KINDS[done.kind].undo(ctx, done.row)
    return conversation.begin(ctx, TAKE_BACK, done)


def tapped(ctx: Context, told: list[str]) -> list[Reply]:
    """ "Hoàn tác" under what was done: at once."""
    done = Draft(told[0], int(told[1]))
    if not _stands(ctx, done):
        return [Reply(texts.general.nothing_open(ctx.who))]
    return _KINDS[done.kind].undo(ctx, done.row)


def _stands(ctx: Context, done: Draft) -> bool:
    kind = _KINDS.get(done.kind)
    return kind is not None and kind.stands(ctx, done.row)


# --- the kinds ---


class _Kind(NamedTuple):
    stands: Callable[[Context, int], bool]
    asks: Callable[[Context, int], str]
    undo: Callable[[Context, int], list[Reply]]


def _task(ctx: Context, row: int) -> Task:
    return ctx.session.get_one(Task, row)


def _note(ctx: Context, row: int) -> Note:
    return ctx.session.get_one(Note, row)


def _asks_of_given(ctx: Context, row: int) -> str:
    task = _task(ctx, row)
    return texts.tasks.take_back(ctx.who, task.number, task.what)


def _without_undo(replies: list[Reply] | None) -> list[Reply]:
    """What was taken back offers no way forth: the next "hoàn tác" is of what was done before it."""
    return [Reply(reply.text) for reply in replies or []]


def _asks_of_ended(ctx: Context, row: int) -> str:
    task = _task(ctx, row)
    return texts.tasks.open_which(ctx.who, task.number, task.what)


def _asks_of_noted(ctx: Context, row: int) -> str:
    note = _note(ctx, row)
    return texts.room.strike_which(ctx.who, note.number, note.text)


def _asks_of_struck(ctx: Context, row: int) -> str:
    note = _note(ctx, row)
    return texts.room.restore_which(ctx.who, note.number, note.text)


def _answer_stands(ctx: Context, row: int) -> bool:
    meeting = ctx.session.get(Meeting, row)
    answered = meetings.answers(ctx.session, meeting).get(ctx.person.id or 0) if meeting is not None else None
    return answered is not None and answered.answer in {"du", "vang"} and meeting is not None and meeting.at > ctx.now


def _undo_answer(ctx: Context, row: int) -> list[Reply]:
    meeting = ctx.session.get_one(Meeting, row)
    return coming.take_back(ctx, meetings.answers(ctx.session, meeting)[ctx.person.id or 0])


def _asks_of_answer(ctx: Context, row: int) -> str:
    return coming.asks_to_take_back(ctx, ctx.session.get_one(Meeting, row))


def _drafts(ctx: Context) -> list[Pending]:
    """All that is being made in this chat."""
    passing = {TAKE_BACK.name, coming.ABSENCE.name}
    return [each for each in drafts.of_chat(ctx.session, ctx.chat) if each.conversation not in passing]


def _drop_all(ctx: Context, _row: int) -> list[Reply]:
    dropped = _drafts(ctx)
    for each in dropped:
        quick.delete(ctx.session, each)
    return [Reply(texts.general.dropped_all(ctx.who, len(dropped)))]


_KINDS = {
    "given": _Kind(
        lambda ctx, row: _task(ctx, row).state == "open",
        _asks_of_given,
        lambda ctx, row: _without_undo(tasks.dropped(ctx, f"#{_task(ctx, row).number}")),
    ),
    "ended": _Kind(
        lambda ctx, row: _task(ctx, row).state != "open",
        _asks_of_ended,
        lambda ctx, row: tasks.open_again(ctx, _task(ctx, row)),
    ),
    "noted": _Kind(
        lambda ctx, row: not _note(ctx, row).struck,
        _asks_of_noted,
        lambda ctx, row: _without_undo(notes.strike(ctx, str(_note(ctx, row).number))),
    ),
    "struck": _Kind(
        lambda ctx, row: _note(ctx, row).struck, _asks_of_struck, lambda ctx, row: notes.restore(ctx, _note(ctx, row))
    ),
    "drafts": _Kind(lambda _ctx, _row: False, lambda _ctx, _row: "", _drop_all),
    "answer": _Kind(_answer_stands, _asks_of_answer, _undo_answer),
}


def _asks(ctx: Context, draft: Draft) -> str:
    return texts.general.drop_all(draft.told) if draft.told else _KINDS[draft.kind].asks(ctx, draft.row)


TAKE_BACK: Conversation[Draft] = Conversation(
    name="lui",
    draft=Draft,
    title=lambda _: texts.general.taking_back(),
    blanks=(),
    recap=lambda ctx, draft: Reply(_asks(ctx, draft), choices(words.APPROVES, words.KEEP)),
    finish=lambda ctx, draft: _KINDS[draft.kind].undo(ctx, draft.row),
    agrees=lambda _ctx, _draft, said: not words.names_saving(said),
    dropped=lambda ctx, _draft: texts.general.kept(ctx.who),
    quiet=True,
)
"""A question only: it goes once something else is said."""
