"""Practice (`/tap`): everything works as it does for real, in a unit of one's own, and nothing counts.

A word is said in the world in which the chat is; a tap acts in the world in which its choice was offered, so that a
reminder may be answered in the midst of practice and an old choice of practice never touches a real record.
"""

import re
from collections.abc import Callable
from dataclasses import astuple, replace

from db import post, quick
from db import practice as book
from db.models import Button, Outgoing, Practice, Unit
from handlers import conversation, outbox, texts, waiting, words
from handlers.context import Context
from handlers.learning import exercises
from handlers.message import Reply, choices
from handlers.records import edits

MARK = "tap:"  # before what a choice of practice is about
_STARTS = frozenset(
    "/tap, tap, tap thu, luyen tap, tap lam, tap luyen, lam thu, cho tap, cho tap thu, hoc thu, tap di, tap lai".split(
        ", "
    )
)
_LEAVES = frozenset(
    "thoi tap, thoi khong tap, nghi tap, ket thuc tap, het tap, dung tap, tap xong, xong tap, thoat, thoat ra, "
    "nghi, nghi day, nghi roi, ngung, dung lai".split(", ")
)
_WANTS = re.compile(
    r"(?:(?:em |cho |de )*(?:toi|tui|minh|bac|co|chu|anh|chi|ong|ba) )?(?:cung )?(?:cho |muon |xin |duoc |can |hoc )*"
    r"(?:tap|lam|dung|hoc) (?:lam |dung |ghi )?thu"
    r"(?: truoc| lai| di| nao| mot lan| mot chut| chut| xem| coi| a| em| nhe| nha| cai| phat| mot cai| voi| ti| xiu"
    r"| da| luon)*"
    r"|(?:(?:em|cho|de|toi|tui|minh|bac|co|chu|anh|chi|ong|ba) )*(?:muon|cho|xin|duoc|can)"
    r"(?: (?:toi|tui|minh|bac|co|chu|anh|chi))? (?:tap|luyen)(?: tap| cho quen| ghi| cach ghi| truoc| nhan)*"
    r"(?: di| nao| a| em| nhe| nha| da| duoc khong| voi)*"
)
_HAS_ENOUGH = re.compile(
    r"(?:(?:toi|tui|minh|bac|co|chu|anh|chi|thoi|khoi|ra|roi|vay|xong|du|gio|em|cho) )*"
    r"(?:thoi|nghi|dung|ngung|het|thoat|ra khoi|ket thuc|khong|ko|chan)"
    r"(?: khong| ko| muon| can| buoi| bai| phai| che do)* tap"
    r"(?: thu| nua| roi| a| em| nhe| nha| di| dau)*"
)
_ANOTHER = frozenset(
    "bai khac, bai tiep, bai tiep theo, bai sau, bai ke, bai ke tiep, doi bai, bo qua bai nay, qua bai khac, "
    "qua bai sau".split(", ")
)
_BEFORE = frozenset(
    "bai truoc, quay lai bai truoc, lui lai bai truoc, tap lai bai truoc, lam lai bai truoc".split(", ")
)
_GOES_ON = frozenset({"bo qua", "bo qua di", "tiep", "tiep di", "tiep tuc", "tap tiep", "hoc tiep"})
_NUMBERED = re.compile(
    r"(?:cho |toi |bac |minh |muon |qua |lam |tap |lai |xem )*bai (?:so |thu )?(\d{1,2})(?: di| a| em| nhe| nha)*"
)
_ASKS_WHAT = re.compile(
    r"(?:(?:bai|bay gio|gio|toi|bac|co|chu|anh|chi|minh|phai|la) )*(?:nay |the |thi )*"
    r"(?:(?:lam|nhan|bam|ghi|go|noi) (?:sao|gi|the nao|nhu the nao|nhu nao)|la sao|hoi gi)(?: day| a| em| vay| ha| ta)*"
)

Answer = Callable[[Context], list[Reply]]


def respond(ctx: Context, answer: Answer) -> list[Reply]:
    """Answer a message in the world it belongs to; `ctx` is the real one."""
    running, notices = _running(ctx)
    meant = edits.unit_meant(ctx) if ctx.message.refers_to else None
    if meant is not None and (meant.id != running.unit_id if running else meant.kind == book.KIND):
        return notices + _of_the_other_world(ctx, meant, answer)
    said = _said(ctx)
    if running is None and (said in _ANOTHER | _BEFORE or _NUMBERED.fullmatch(said)):
        return [*notices, Reply(texts.practice.button_over(ctx.who), choices(words.PRACTISE))]
    if running is None and _HAS_ENOUGH.fullmatch(said):
        return [*notices, Reply(texts.practice.left(ctx.who))]
    if running is None:
        return notices + (_begin(ctx) if _starts(said) else _outside(ctx, answer))
    offered = _offered(ctx)
    if offered is not None and not is_of(offered) and not _starts(said):
        return answer(ctx)
    running.seen_at = ctx.now
    ctx.session.add(running)
    if said in _LEAVES or _HAS_ENOUGH.fullmatch(said) or _stops(ctx, said):
        _close_tapped(ctx)
        told = Reply(texts.practice.left(ctx.who, unfinished=_something_waits(ctx)))
        return [*_leave(ctx, running, told), *_left_before(ctx)]
    return _practised(ctx, running, said, answer)


def _left_before(ctx: Context) -> list[Reply]:
    """What was begun for real before the practice, called to mind when it is over."""
    pending = conversation.top(ctx.session, ctx.chat)
    if pending is None or pending.expires <= ctx.now:
        return []
    return [conversation.remind(ctx, waiting.conversation(pending), pending)]


def _stops(ctx: Context, said: str) -> bool:
    """Whether "thôi", "dừng" leaves practice, where nothing else waits that it may stop ("đúng" never does)."""
    word = said == "thoi" or (said == "dung" and "dừng" in ctx.message.text.lower())
    return word and not _something_waits(ctx)


def _something_waits(ctx: Context) -> bool:
    return conversation.top(ctx.session, replace(ctx.chat, practice=True)) is not None


def _of_the_other_world(ctx: Context, meant: Unit, answer: Answer) -> list[Reply]:
    """Answer an edit of (or an answer to) a message that was meant for real, or one of a practice that is over."""
    if meant.kind != book.KIND:
        return answer(ctx)
    return [Reply(texts.practice.edit_over(ctx.who), choices(words.PRACTISE))]


def _outside(ctx: Context, answer: Answer) -> list[Reply]:
    """Answer a message that is meant for real, unless it taps an old choice of a practice that is over."""
    offered = _tapped(ctx)
    if offered is None or not is_of(offered):
        return answer(ctx)
    return [Reply(texts.practice.button_over(ctx.who), choices(words.PRACTISE))]


def is_of(button: Button | post.Offered) -> bool:
    """Whether a choice was offered in practice."""
    return button.about.startswith(MARK)


def _practised(ctx: Context, running: Practice, said: str, answer: Answer) -> list[Reply]:
    inner = _inside(ctx, running)
    if _starts(said) or said in _ANOTHER:
        _close_tapped(ctx)
    if said in _GOES_ON and not _something_waits(ctx):
        return _next(ctx, inner, running, [])
    wanted = _wanted(said, running)
    if wanted is not None:
        running.exercise = wanted
        how = texts.practice.how(ctx.who, exercises.EXERCISES[wanted].name) if _ASKS_WHAT.fullmatch(said) else None
        return _marked([exercises.prompt(inner, wanted, how)])
    if said in _ANOTHER:
        return _next(ctx, inner, running, [])
    before = book.done_so_far(inner.session, inner.unit)
    replies = exercises.rehearsed(inner, running.exercise) or answer(inner)
    told = [replace(reply, text=texts.practice.marked(reply.text)) for reply in replies]
    if not exercises.is_done(inner, running.exercise, before, replies):
        return _marked([*told, *_still_to_do(inner, running, told)])
    return _next(ctx, inner, running, told)


def _wanted(said: str, running: Practice) -> int | None:
    """The exercise that is asked for: the same once more, the one before, or one by its number."""
    numbered = _NUMBERED.fullmatch(said)
    if numbered and 0 < int(numbered[1]) <= len(exercises.EXERCISES):
        return int(numbered[1]) - 1
    if said in _BEFORE:
        return max(0, running.exercise - 1)
    return running.exercise if _starts(said) or _ASKS_WHAT.fullmatch(said) else None


def _still_to_do(inner: Context, running: Practice, told: list[Reply]) -> list[Reply]:
    """The exercise once more below an answer that leaves nothing to choose or to finish."""
    waits = any(reply.choices for reply in told) or conversation.top(inner.session, inner.chat) is not None
    return [] if waits else [exercises.prompt(inner, running.exercise)]


def _starts(said: str) -> bool:
    """Whether bare words ask for practice."""
    return said in _STARTS or _WANTS.fullmatch(said) is not None


def _next(ctx: Context, inner: Context, running: Practice, told: list[Reply]) -> list[Reply]:
    """Go on to the next exercise, with a word of praise when one was done (`told` then holds the answers)."""
    praise = texts.practice.praise(ctx.who, exercises.EXERCISES[running.exercise].name) if told else None
    running.exercise += 1
    ctx.session.add(running)
    if running.exercise < len(exercises.EXERCISES):
        return _marked([*told, exercises.prompt(inner, running.exercise, praise)])
    return _leave(ctx, running, *_marked(told), Reply(texts.practice.all_done(ctx.who, skipped=not told)))


def _begin(ctx: Context) -> list[Reply]:
    _close_tapped(ctx)
    name = texts.practice.unit_name(None if ctx.unit.kind == "phuong" else ctx.unit.name)
    running = book.start(ctx.session, ctx.chat, name, ctx.unit.valid_from, ctx.now)
    inner = _inside(ctx, running)
    exercises.furnish(inner)
    return _marked([Reply(texts.practice.begun(ctx.who)), exercises.prompt(inner, 0)])


def _leave(ctx: Context, running: Practice, *told: Reply) -> list[Reply]:
    book.stop(ctx.session, running)
    for outgoing, _about in post.open_about(ctx.session, ctx.chat, MARK):
        outbox.close(ctx.session, outgoing, None, ctx.now)
    return list(told)


def _running(ctx: Context) -> tuple[Practice | None, list[Reply]]:
    """The practice of this chat; one that was left alone for hours is over, which is said first."""
    running = book.running(ctx.session, ctx.chat)
    if running is None or running.seen_at + book.IDLE >= ctx.now:
        return running, []
    return None, _leave(ctx, running, Reply(texts.practice.over_by_itself(ctx.who)))


def _inside(ctx: Context, running: Practice) -> Context:
    """The same message in practice: in the unit of the practice, whose drafts are kept apart."""
    unit = quick.get_one(ctx.session, Unit, running.unit_id)
    role = "chair" if ctx.role == "ward" else ctx.role
    return replace(ctx, unit=unit, role=role, chat=replace(ctx.chat, practice=True))


def _marked(replies: list[Reply]) -> list[Reply]:
    return [
        replace(
            reply,
            about=MARK + reply.about,
            choices=tuple(replace(c, about=MARK + c.about) if c.about else c for c in reply.choices),
        )
        for reply in replies
    ]


def _said(ctx: Context) -> str:
    """The bare words of a message; of a tap the word, when it is the same as typing it and was not tapped before."""
    button = _tapped(ctx)
    plain = button is not None and button.about in {"", MARK} and button.used_at is None
    text = button.word if button is not None and plain else ctx.message.text
    return ("/" if text.startswith("/") else "") + words.bare(text)


def _tapped(ctx: Context) -> Button | None:
    """The choice that was tapped, when it stands in this chat."""
    button = quick.get(ctx.session, Button, ctx.message.tap) if ctx.message.tap else None
    outgoing = quick.get_one(ctx.session, Outgoing, button.outgoing_id) if button else None
    here = outgoing is not None and (outgoing.channel, outgoing.bot, outgoing.chat) == astuple(ctx.chat)[:3]
    return button if here else None


def _close_tapped(ctx: Context) -> None:
    button = _tapped(ctx)
    if button is not None:
        outbox.close(ctx.session, quick.get_one(ctx.session, Outgoing, button.outgoing_id), button.word, ctx.now)


def _offered(ctx: Context) -> Button | post.Offered | None:
    """The choice that was tapped, or typed as the answer to a real meeting; it decides in which world it acts."""
    if ctx.message.kind == "tap":
        return _tapped(ctx)
    real = (b for b in post.last_buttons(ctx.session, ctx.chat) if b.about.startswith("meeting:"))
    return next((b for b in real if words.same(ctx.message.text, b.word)), None)
