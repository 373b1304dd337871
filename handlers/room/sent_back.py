"""What the chair wants changed in a paper that is not approved: asked once, and handed on to whoever made it."""

import re
from dataclasses import dataclass, replace

from db.models import Person
from db.room.tables import Paper
from handlers import outbox, texts, words
from handlers.context import Context
from handlers.conversation import Blank, Conversation, begin
from handlers.message import Reply, choices
from handlers.papers import paper as content
from handlers.room import people_there
from handlers.room.attendance import chat_of
from handlers.vi.reading import Reading


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper, and what is to be changed in it: empty where that is not said."""

    paper_id: int
    name: str
    what: str | None = None


def ask(ctx: Context, paper: Paper) -> list[Reply]:
    """Ask the chair what is to be changed."""
    return begin(ctx, CHANGES, Draft(paper.id or 0, content.NAMES[paper.kind]))


def _ask(ctx: Context, draft: Draft) -> Reply | None:
    if draft.what is not None:
        return None
    return Reply(texts.papers.not_approved(ctx.who, draft.name), choices(words.SKIP))


def _hear(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    again = words.same(reading.text, texts.papers.NOT_YET)
    if not asked or again or reading.question is not None or "?" in reading.text:
        return None
    if words.is_skip(reading.text):
        return replace(draft, what="")
    return replace(draft, what=reading.text.strip()[:_LONGEST])


_LONGEST = 500  # letters


def _fits(_ctx: Context, _draft: Draft, reading: Reading) -> bool:
    return not reading.facts and _OF_A_PAPER.match(words.bare(reading.text)) is not None


_OF_A_PAPER = re.compile(
    r"(?:(?:da|em|thi|con|cho|doan|phan|cai|ghi|bi) )*(?:sai|thieu|sua|them|bot|chua|ten|ngay"
    r"|gio|chu|noi dung|dia diem)\b"
    r"(?!.*\bhop (?:ban|dan|to)\b)"
)


def _finish(ctx: Context, draft: Draft) -> list[Reply]:
    """Tell whoever made the paper what is to be changed."""
    if not draft.what:
        return [Reply(texts.papers.left_to_the_secretary(ctx.who, draft.name))]
    paper = ctx.session.get_one(Paper, draft.paper_id)
    chat = chat_of(ctx, ctx.session.get_one(Person, paper.made_by))
    if chat is not None:
        text = texts.papers.to_be_changed(draft.name, people_there.called(ctx.person), draft.what)
        about = f"paper:{paper.id}:{paper.version}:changes:{ctx.now.isoformat()}"
        outbox.queue(ctx.session, chat, about, Reply(text), ctx.now)
    return [Reply(texts.papers.passed_on(ctx.who, draft.name))]


CHANGES: Conversation[Draft] = Conversation(
    name="sua-giay",
    draft=Draft,
    title=lambda draft: texts.papers.asks_for_changes(draft.name),
    blanks=(Blank(_ask, _hear, fits=_fits),),
    recap=None,
    finish=_finish,
    dropped=lambda ctx, draft: texts.papers.left_to_the_secretary(ctx.who, draft.name),
    quiet=True,
)
