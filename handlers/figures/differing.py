"""Why a figure is another than the one that was told some time ago: "sao khác con số hôm trước em nói"."""

import re

from db import codes
from handlers import texts, wording
from handlers.context import Context
from handlers.figures import behind
from handlers.message import Reply

_THEN = re.compile(r"\b(?:hom|bua|lan|hoi|luc|dot) (?:truoc|no|kia|qua|roi|nay|hom|som|sang)\b")
_BESIDE = frozenset(
    "sao ua the ma em oi a con so nay do voi khac hom bua lan hoi luc dot truoc no kia qua roi nay som sang noi bao "
    "doc cho toi tui bac anh chi co chu minh vay lai la thay da nghe tai vi ha ta o day chi".split()
)


def is_asked(said: str) -> bool:
    """Whether bare words wonder that another number was told before, and say little else.

    >>> is_asked("sao khac con so hom truoc em noi"), is_asked("bua truoc em noi so khac")
    (True, True)
    >>> is_asked("hom truoc tang qua cho ho khac"), is_asked("sao khac voi phuong")
    (False, False)
    """
    return _THEN.search(said) is not None and "khac" in said.split() and _BESIDE.issuperset(said.split())


def told(ctx: Context) -> Reply:
    """What was told last, its entries, and the other number that was told of the same before, with what each is of."""
    now = behind.last(ctx)
    before = codes.told_before(ctx.session, ctx.person.id or 0, now) if now is not None else None
    shown = behind.why(ctx)
    was, is_now = (behind.value(each.then) if each is not None else None for each in (before, now))
    if now is None or before is None or was is None or is_now is None:
        return shown
    day = wording.day(before.told_at.astimezone(ctx.zone).date())
    head = texts.book.told_otherwise(
        day, was, wording.span(before.start, before.end), before.code, is_now, wording.span(now.start, now.end)
    )
    return Reply(f"{head}\n\n{shown.text}")
