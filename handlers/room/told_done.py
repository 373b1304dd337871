"""A task that is called by its own words, not by its number: "đã làm xong băng rôn", "gia hạn giấy mời đến 30/11"."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta

from db.room import sittings
from db.room import tasks as book
from db.room.tables import Task
from handlers import texts, words
from handlers.context import Context
from handlers.message import Reply, choices
from handlers.room import tasks
from handlers.vi.reading import Reading

Act = Callable[[Context, str], list[Reply] | None]

_LONGEST = 14  # words
_NEEDS_TIME = re.compile(
    r"^(?:(?:da|a|em|toi|minh|bac|co|chu|anh|chi|chac|viec do|viec nay|viec|do) )*"
    r"(?:(?:chua|khong|lam khong|lam chua) (?:lam |xong )*(?:kip|xong kip)\b.*"
    r"|xin (?:them|gia han)(?: \w+)? (?:ngay|bua|hom|han)\b.*)"
)
_DONE = re.compile(r"\b(?:xong|hoan thanh|hoan tat)\b")
_DELAYED = re.compile(
    r"\b(?:gia han|doi han|lui han|them han)\b"
    r"|^(?:\w+ )?(?:hoan|doi|lui|de) (?:cai )?viec\b.* (?:sang|qua|den|toi)\b"
)
_DROPPED = re.compile(r"^(?:(?:thoi|a|em|khoi|khong can) )*(?:bo|huy|rut|khoi lam|khong lam) (?:cai )?viec\b")
_OPEN_STILL = re.compile(r"\b(?:chua|may|gi|nao|sao|khong|ko|hong|bao gio|khi nao|chung nao|mai|sap|gan)\b")
_LIGHT = frozenset(
    "da lam xong roi cai viec vu xong hoan thanh tat em oi nha nhe a nghe bac anh chi co chu toi tui minh ong ba "
    "di bao cho biet la duoc luon het hom nay qua sang chieu trua vua ben khau chua xin phan cua thoi bo huy rut "
    "khoi can gia han doi lui hoan tuan sau sang them den toi ngay thang va da u ok do duoc giao nay kia ay".split()
)  # words that tell nothing of which task it is


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """End or delay the task that a message names by its words; None where it names none, or tells of something else."""
    said = words.bare(reading.text)
    if _NEEDS_TIME.search(said) and not reading.facts and not _going_on(ctx):
        mine = tasks.own(ctx)
        lines = [tasks.task_line(ctx, task) for task in mine]
        return [Reply(texts.tasks.more_time(ctx.who, lines, mine[0].number if mine else 0))]
    later = _delayed_by(ctx, reading, said)
    if later is not None:
        return later
    short = len(said.split()) <= _LONGEST and "?" not in reading.text
    told = any(fact.indicator for fact in reading.facts)  # "dọn vệ sinh xong, 30 người" is of the book
    act = _act(said, figures=bool(reading.facts)) if short and not told else None
    if act is None or _going_on(ctx):
        return None
    found = _own_named(ctx, said) if reading.facts and act is tasks.done else named(ctx, said) or _own_only(ctx, said)
    if not found:
        return None
    if len(found) > 1:
        return [Reply(texts.tasks.which_one(), choices(*(texts.tasks.finish(task.number) for task in found[:_MOST])))]
    if act is tasks.done and reading.facts:
        return tasks.done(ctx, f"#{found[0].number}", _came_to(found[0], reading))
    until = _UNTIL.search(reading.text) if act is tasks.delay else None
    return act(ctx, f"#{found[0].number} {until[0] if until else ''}".strip())


def _came_to(task: Task, reading: Reading) -> str:
    """What a task came to, where its own words do not tell it: "lập danh sách rồi, 42 hộ"."""
    own = set(words.bare(task.what).split())
    told = [f.text for f in reading.facts if not own.issuperset(words.bare(f.text).split()[:1])]
    return ", ".join(told)


def _delayed_by(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """ "Mấy cây chổi bác chưa mua kịp, cho bác thêm 3 ngày nữa": one's own task, put off by whoever may."""
    if not _MORE_DAYS.search(said) or "?" in reading.text or _going_on(ctx):
        return None
    found = _own_named(ctx, said)
    if len(found) != 1:
        return None
    if ctx.leads:
        return tasks.delay(ctx, f"#{found[0].number} {reading.text}")
    return [Reply(texts.tasks.more_time(ctx.who, [tasks.task_line(ctx, found[0])], found[0].number))]


_MORE_DAYS = re.compile(r"\b(?:chua|khong|cho|xin)\b.*\bthem (?:\d{1,2}|mot|hai|ba) (?:ngay|hom|bua|tuan)\b")


def _own_named(ctx: Context, said: str) -> Sequence[Task]:
    """One's own open tasks of which a message tells at least two words, and the half of them all."""
    told = set(said.split()) - _LIGHT
    own = [(task, set(words.bare(task.what).split()) - _LIGHT) for task in tasks.own(ctx)] if told else []
    return [task for task, what in own if len(told & what) >= _TWO and 2 * len(told & what) >= len(what)]


_TWO = 2


def _own_only(ctx: Context, said: str) -> Sequence[Task]:
    """One's own open tasks, where words name none: "tôi làm xong việc đó rồi"."""
    names_none = {word for word in said.split() if not word.isdecimal()} <= _LIGHT
    return tasks.own(ctx) if names_none and "viec" in said.split() else ()


_UNTIL = re.compile(r"\b(?:đến|den|tới|toi|sang|qua)\s.*$", re.IGNORECASE)
_MOST = 4  # tasks offered


def _act(said: str, *, figures: bool) -> Act | None:
    if _DELAYED.search(said):
        return tasks.delay
    if _DROPPED.search(said):
        return None if figures else tasks.dropped
    return tasks.done if _DONE.search(said) and not _OPEN_STILL.search(said) else None


def _going_on(ctx: Context) -> bool:
    """Whether a meeting goes on, where all that is said belongs to its minutes."""
    return sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now) is not None


def named(ctx: Context, said: str) -> Sequence[Task]:
    """The open tasks that share most of what the words name, if they name little else; else one that was ended."""
    told = {word for word in said.split() if not word.isdecimal()} - _LIGHT
    if not told:
        return ()
    unit = ctx.unit.id or 0
    return (
        _sharing(book.unfinished(ctx.session, unit), told)
        or (_sharing(book.ended_since(ctx.session, unit, ctx.now - _LATELY), told)[:1])
    )


_LATELY = timedelta(days=14)


def _sharing(found: Sequence[Task], told: set[str]) -> Sequence[Task]:
    shared = {task.number: len(told & _words_of(task)) for task in found}
    most = max(shared.values(), default=0)
    return [task for task in found if most and 2 * most > len(told) and shared[task.number] == most]


def _words_of(task: Task) -> set[str]:
    return set(words.bare(f"{task.what} {task.who}").split())
