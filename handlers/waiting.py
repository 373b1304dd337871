"""What waits for its next word: the conversations there are, what a draft is about, the notice that it is dropped."""

import json
from typing import Any

from db.models import Pending
from handlers import texts, words
from handlers.conversation import Conversation
from handlers.figures import deciding
from handlers.meetings import coming, said
from handlers.message import Reply, choices
from handlers.people import join
from handlers.records import correct, for_writer, log
from handlers.room import tasks

CONVERSATIONS: tuple[Conversation[Any], ...] = (
    log.LOG,
    correct.CORRECT,
    deciding.DECIDE,
    *said.CONVERSATIONS,
    tasks.GIVE,
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


def gone(pending: Pending, who: str) -> Reply | None:
    """The notice that a draft was left for too long, or news; of what began with a sentence it can be taken up again.

    None where nothing is lost: an absence stands noted, only its reason was not told.
    """
    if pending.conversation == coming.ABSENCE.name:
        return None
    if pending.conversation == for_writer.NEWS.name:
        return Reply(for_writer.NEWS.load(pending.known).text)
    heard = json.loads(pending.heard)
    again = bool(heard) and pending.conversation == log.LOG.name and not log.LOG.load(pending.known).led
    text = texts.general.draft_expired(who, title(pending), again=again)
    return Reply(text, choices(words.ONCE_MORE) if again else (), about=f"again:{','.join(map(str, heard))}")
