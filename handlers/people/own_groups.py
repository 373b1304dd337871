"""The self-managed groups of a committee: who is in them; their meetings are set and reminded of like its own."""

from db import own_groups, people
from db.models import Person, Unit
from handlers import texts
from handlers.context import Context
from handlers.message import Reply
from handlers.vi import group_words
from handlers.vi.group_words import Said
from handlers.vi.words import fold


def wanted(ctx: Context, text: str) -> list[Reply] | None:
    """Do what a sentence says of a group; None for other sentences."""
    said = group_words.said(text)
    if said is None or ctx.unit.kind != "khu_pho":
        return None
    if said.act == "list":
        return [_members(ctx, said.number)]
    if not ctx.leads:
        return [Reply(texts.own_groups.only_leaders(ctx.who))]
    return [_add(ctx, said) if said.act == "add" else _remove(ctx, said)]


def _add(ctx: Context, said: Said) -> Reply:
    name = texts.own_groups.name(said.number)
    known = _called(said.who, [person for person, _ in people.members(ctx.session, ctx.unit.id or 0, ctx.today)])
    if len(known) > 1:
        return Reply(texts.own_groups.which(ctx.who, [_full(person) for person in known]))
    group = own_groups.made(ctx.session, ctx.unit, name, ctx.today, ctx.now)
    if not known:
        code = people.invite(ctx.session, group, _role(said), ctx.now)
        return Reply(texts.own_groups.invited(said.who, group.name, code, people.INVITATION_DAYS))
    own_groups.join(ctx.session, group, known[0], _role(said), ctx.today, ctx.now)
    return Reply(texts.own_groups.added(_full(known[0]), group.name, heads=said.heads))


def _role(said: Said) -> str:
    return "chair" if said.heads else "member"


def _remove(ctx: Context, said: Said) -> Reply:
    name = texts.own_groups.name(said.number)
    group = own_groups.find(ctx.session, ctx.unit, name, ctx.today)
    there = _called(said.who, [person for person, _ in _people(ctx, group)])
    if group is None or len(there) != 1:
        return Reply(texts.own_groups.not_in(said.who, name))
    own_groups.leave(ctx.session, group, there[0], ctx.today, ctx.now)
    return Reply(texts.own_groups.removed(_full(there[0]), name))


def _members(ctx: Context, number: int) -> Reply:
    name = texts.own_groups.name(number)
    there = _people(ctx, own_groups.find(ctx.session, ctx.unit, name, ctx.today))
    called = [texts.own_groups.head(_full(person)) if role == "chair" else _full(person) for person, role in there]
    return Reply(texts.own_groups.members(name, called))


def _people(ctx: Context, group: Unit | None) -> list[tuple[Person, str]]:
    return list(people.members(ctx.session, group.id or 0, ctx.today)) if group else []


def _full(person: Person) -> str:
    return f"{person.title} {person.name}"


def _called(named: str, some: list[Person]) -> list[Person]:
    """Those whom a name may mean: by the last words of their name, by their form of address too if that tells more."""
    title, _, rest = fold(named.casefold()).partition(" ")
    meant = [p for p in some if f" {fold(p.name.casefold())}".endswith(f" {rest}")]
    titled = [p for p in meant if fold(p.title.casefold()) == title]
    return titled if len(meant) > 1 and len(titled) == 1 else meant
