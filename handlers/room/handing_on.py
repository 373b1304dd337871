"""A task that is handed on to another: "giao lại việc #3 cho chị Thử", "đổi người làm báo cáo"."""

import re

from db.room import tasks as book
from db.room.tables import Task
from handlers import texts, words
from handlers.context import Context
from handlers.message import Reply, choices
from handlers.room import people_there, tasks, told_done
from handlers.vi.reading import Reading

_HANDS_ON = re.compile(
    r"(?:(?:em|thoi|a|ma|nho|cho|toi|bac|chi|anh|minh|muon|can) )*"
    r"(?:(?:doi|thay|chuyen) (?:lai )?nguoi (?:lam|phu trach|nhan|viec|lo|giu)"
    r"|(?:giao|phan) lai (?:cai )?(?:viec|phan)|(?:chuyen|doi) (?:cai )?viec\b.* (?:cho|sang cho|qua cho|sang|qua) "
    r"(?=bac|chi|anh|co|chu|ong|ba|di|em|thu ky|truong ban))\b"
)
_TO = re.compile(
    r"\b(?:sang cho|qua cho|cho|sang|qua|thành|thanh)\s+(?P<name>\D[^,.;?!]*?)"
    r"(?:\s+(?:làm|lam|lo|giúp|giup|nha|nhé|nhe|đi|em|ạ)\b.*)?$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:#|việc số|viec so|việc|viec)\s*#?\s*(\d{1,5})\b", re.IGNORECASE)
_FRAME = frozenset(
    "doi thay chuyen nguoi lam phu trach nhan lo giu giao phan lai cai viec cho sang qua thanh nay do".split()
)
_OFFERED = 4


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Hand on the task that a message names, or ask which and to whom; None for any other message."""
    said = words.bare(reading.text)
    if _HANDS_ON.match(said) is None:
        return None
    if not ctx.leads:
        return [Reply(texts.tasks.only_leaders(ctx.who))]
    to = _TO.search(reading.text)
    found = _meant(ctx, reading.text[: to.start()] if to else reading.text)
    if found is None:
        return [Reply(texts.tasks.hand_on_which([tasks.task_line(ctx, t) for t in _open(ctx)]))]
    named = people_there.meant(ctx, to["name"].strip()) if to else []
    if len(named) != 1:
        others = [people_there.called(one) for one, _ in people_there.members(ctx) if one.id != found.who_id]
        offered = (texts.tasks.hand_on(found.number, each) for each in others[:_OFFERED])
        return [Reply(texts.tasks.hand_on_to_whom(found.number, found.who, found.what), choices(*offered))]
    return tasks.hand_on(ctx, found, named[0])


def _open(ctx: Context) -> list[Task]:
    return list(book.unfinished(ctx.session, ctx.unit.id or 0))


def _meant(ctx: Context, text: str) -> Task | None:
    number = _NUMBER.search(text)
    unit = ctx.unit.id or 0
    if number is not None:
        task = book.by_number(ctx.session, unit, int(number[1]))
        return task if task is not None and task.state == "open" else None
    told = " ".join(word for word in words.bare(text).split() if word not in _FRAME)
    found = [task for task in told_done.named(ctx, told) if task.state == "open"]
    only = _open(ctx)
    return found[0] if len(found) == 1 else only[0] if len(only) == 1 and not told else None
