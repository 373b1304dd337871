"""What waits for its next word: the conversations there are, what a draft is about, the notice that it is dropped."""

import json
from dataclasses import replace
from typing import Any

from db import drafts
from db.models import Pending
from handlers import texts, words
from handlers.context import Context
from handlers.conversation import Conversation
from handlers.figures import deciding
from handlers.meetings import coming, said
from handlers.message import Choice, Reply
from handlers.people import join
from handlers.records import correct, for_writer, log
from handlers.records.attached import ABOUT
from handlers.room import minutes_told, sent_back, taking_back, tasks

CONVERSATIONS: tuple[Conversation[Any], ...] = (
    log.LOG,
    correct.CORRECT,
    deciding.DECIDE,
    *said.CONVERSATIONS,
    tasks.GIVE,
    minutes_told.TELL,
    taking_back.TAKE_BACK,
    sent_back.CHANGES,
    join.JOIN,
    for_writer.NEWS,
)


def conversation(pending: Pending) -> Conversation[Any]:
    """The conversation of a draft."""
    return next(c for c in CONVERSATIONS if c.name == pending.conversation)


def title(pending: Pending) -> str:
    """A draft in a few words."""
    of = conversation(pending)
    return of.title(of.load(pending.known))


def called(pending: Pending) -> set[str]:
    """The bare words by which a draft may be called."""
    of = conversation(pending)
    draft = of.load(pending.known)
    return set(words.bare(f"{of.title(draft)} {of.names(draft) if of.names else ''}").split())


def titles(ctx: Context) -> list[str]:
    """All that waits in a chat to be saved, what was begun first on top; of several committees of this one."""
    found = reversed(drafts.of_chat(ctx.session, ctx.chat))
    return [title(each) for each in found if each.expires > ctx.now and _is_to_be_saved(ctx, each)]


def _is_to_be_saved(ctx: Context, pending: Pending) -> bool:
    if pending.conversation == log.LOG.name:
        return not ctx.others or log.LOG.load(pending.known).unit_id == ctx.unit.id
    return pending.conversation not in {coming.ABSENCE.name, for_writer.NEWS.name} and not passes(pending)


def passes(pending: Pending) -> bool:
    """Whether what waits only asks something that goes once anything else is said."""
    return pending.conversation == taking_back.TAKE_BACK.name or correct.lists(pending)


def beside(reply: Reply, other: Pending) -> Reply:
    """A reply about one draft that names another which waits too, one tap away."""
    text = f"{reply.text}\n{texts.general.draft_waits(title(other))}"
    return replace(reply, text=text, choices=(*reply.choices, Choice(words.THE_OTHER, about=f"waits:{other.id}")))


def gone(pending: Pending, who: str) -> Reply | None:
    """The notice that a draft was left for too long, or news; of what began with a sentence it can be taken up again.

    None where nothing is lost: an absence stands noted, only its reason was not told.
    """
    if pending.conversation in {coming.ABSENCE.name, taking_back.TAKE_BACK.name}:
        return None
    if pending.conversation == for_writer.NEWS.name:
        return Reply(for_writer.NEWS.load(pending.known).text)
    heard = json.loads(pending.heard)
    draft = log.LOG.load(pending.known) if pending.conversation == log.LOG.name else None
    again = bool(heard) and draft is not None and not draft.led
    files = draft.photos if draft is not None else ()
    text = texts.general.draft_expired(who, title(pending), again=again)
    told = "\n".join(filter(None, (text, texts.photos.kept_of_dropped(len(files)))))
    offered = tuple(Choice(word, about=ABOUT + ",".join(files)) for word in (words.ATTACH, words.NO_PHOTO) if files)
    about = f"again:{','.join(map(str, heard))}:{','.join(files)}" if again else ""
    if not again:
        return Reply(told, offered)
    return Reply(told, (Choice(words.ONCE_MORE, about=about), *offered[:1]))
