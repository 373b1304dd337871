"""The browsers in which a person's web chat is open: listed, and closed from anywhere."""

import re
from dataclasses import replace

from db import visits
from db.models import Visit
from handlers import texts, words
from handlers.context import Context
from handlers.message import Reply, choices

_LIST = frozenset("thiet bi, cac thiet bi, thiet bi cua toi, dang nhap o dau, may nao dang mo".split(", "))
_LOST = re.compile(
    r"(?:da |em oi )?(?:toi|tui|bac|anh|chi|co|chu)(?: (?:moi|bi|lo|lam))* (?:mat|rot) (?:cai )?dien thoai(?: \w+){0,2}"
)
_NUMBER = re.compile(r"^thoat may (\d{1,3})$")


def answer(ctx: Context) -> list[Reply] | None:
    """What a member says about their devices; None when it is about something else."""
    said = words.bare(ctx.message.text)
    if said in _LIST:
        return [_list(ctx)]
    if "dien thoai" in said and _LOST.fullmatch(said):
        there = _list(ctx)
        return [replace(there, text=f"{texts.addresses.all_is_kept(ctx.who)}\n{there.text}")]
    number = _NUMBER.match(said)
    return _close(ctx, [visit.id or 0 for visit in _open(ctx)], int(number[1])) if number else None


def decided(ctx: Context, ids: str, word: str) -> list[Reply]:
    """A tap under the list, whose devices were `ids` in this order."""
    number = _NUMBER.match(words.bare(word))
    if number is None:
        return [Reply(texts.addresses.stays(ctx.who))]
    return _close(ctx, [int(one) for one in ids.split(",")], int(number[1]))


def _open(ctx: Context) -> list[Visit]:
    return list(visits.of_person(ctx.session, ctx.person.id or 0))


def _list(ctx: Context) -> Reply:
    found = _open(ctx)
    if not found:
        return Reply(texts.addresses.no_devices(ctx.who))
    lines = [(one.device, one.since.astimezone(ctx.zone).date(), one.seen.astimezone(ctx.zone).date()) for one in found]
    out = choices(*(f"Thoát máy {number}" for number in range(1, len(found) + 1)), words.NOT_NOW)
    return Reply(texts.addresses.devices(ctx.who, lines), out, about="visits:" + ",".join(str(one.id) for one in found))


def _close(ctx: Context, ids: list[int], number: int) -> list[Reply]:
    found = {visit.id: visit for visit in _open(ctx)}
    chosen = found.get(ids[number - 1]) if 1 <= number <= len(ids) else None
    if chosen is None:
        return [Reply(texts.addresses.no_such_device(ctx.who))]
    visits.end(ctx.session, chosen.id or 0)
    return [Reply(texts.addresses.device_closed(ctx.who, chosen.device))]
