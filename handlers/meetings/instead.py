"""Somebody who goes to a meeting in another's place: named, asked, accepted or not; the chair decides of strangers."""

import re

from sqlmodel import Session

from db import invitees, meetings, post, standins
from db.invitees import Invitee
from db.models import Meeting, Person, StandIn
from db.post import Chat
from handlers import outbox, texts, wording, words
from handlers.context import Context
from handlers.meetings import board, reminding
from handlers.message import Reply, choices
from handlers.vi.words import fold

_TITLES = "bác|cô|chú|anh|chị|ông|bà|em|dì|bac|co|chu|chi|ong|ba|di"
_NAMED = re.compile(
    rf"\b((?:{_TITLES})\s+(?!(?:đi|di|họp|hop|dự|du)\b)[^\W\d_]+(?:\s+[^\W\d_]+)??)\s+(?:(?:đi|di|họp|hop|dự|du)\s+)+(?:thay|giùm|gium|giúp|giup|thế|the)\b",
    re.IGNORECASE,
)


def in_words(said: str) -> str | None:
    """Who goes instead, as a sentence names them; None when it names nobody.

    >>> in_words("bác Tư đi thay tôi"), in_words("tôi bận, nhờ chị Thử đi họp thay nhé"), in_words("đi thay tôi")
    ('bác Tư', 'chị Thử', None)
    >>> in_words("em đi họp thay bác Tư")
    """
    found = _NAMED.search(said)
    return " ".join(found[1].split()) if found else None


def name(ctx: Context, meeting: Meeting, said: str) -> list[Reply]:
    """Somebody names who goes in their place: a member of the committee is asked, of others the chair is."""
    named = in_words(said) or ""
    people = invitees.concerned(ctx.session, [meeting], ctx.today)[meeting.id or 0]
    known = _known(named, [p for p in people if p.person_id != ctx.person.id])
    named = f"{known.title} {known.name.split()[-1]}" if known else named
    given = meetings.answers(ctx.session, meeting).get(known.person_id) if known else None
    if given is not None and given.answer == "vang":
        return [Reply(texts.coming.stand_in_away(ctx.who, named))]
    me, them = ctx.person.id or 0, known.person_id if known else None
    standing = standins.name(ctx.session, meeting, me, named, them, ctx.now)
    board.refresh(ctx, meeting)
    absent, when = _called(ctx.person), wording.moment(meeting.at, ctx.zone)
    about = f"standin:{standing.id}"
    if known is not None:
        question = texts.coming.will_you_stand_in(known.title, absent, reminding.named(meeting, known), when)
        _write(ctx, known.chat, standing, Reply(question, choices(words.AGREES, words.DECLINES), about=about))
        return [Reply(texts.coming.stand_in_asked(ctx.who, named))]
    for chair in (p for p in people if p.role in _DECIDE and p.unit_id == meeting.unit_id):
        question = texts.coming.may_stand_in(chair.title, absent, named, reminding.named(meeting, chair), when)
        _write(ctx, chair.chat, standing, Reply(question, choices(words.APPROVES, words.DECLINES), about=about))
    return [Reply(texts.coming.stand_in_offered(ctx.who, named))]


def _known(named: str, people: list[Invitee]) -> Invitee | None:
    """The one member whom a name means: by the last words of their name, with their form of address if several."""
    title, _, rest = fold(named.casefold()).partition(" ")
    meant = [p for p in people if f" {fold(p.name.casefold())}".endswith(f" {rest}")]
    titled = [p for p in meant if fold(p.title.casefold()) == title]
    return next((some[0] for some in (meant, titled) if len(some) == 1), None)


def decided(ctx: Context, number: str, word: str) -> list[Reply]:
    """Take the answer of who was asked, and tell the absent one."""
    standing = ctx.session.get(StandIn, int(number))
    meeting = ctx.session.get(Meeting, standing.meeting_id) if standing else None
    if standing is None or meeting is None or standing.state != "asked" or meeting.at <= ctx.now:
        return [Reply(texts.coming.gone_over(ctx.who))]
    agreed = words.same(word, words.AGREES) or words.same(word, words.APPROVES)
    standing.state = "accepted" if agreed else "declined"
    ctx.session.add(standing)
    ctx.session.flush()
    absent = ctx.session.get_one(Person, standing.person_id)
    settled = texts.coming.stand_in_settled(absent.title, standing.name, agreed=agreed)
    _write(ctx, _chat(ctx.session, absent.id or 0), standing, Reply(settled))
    board.refresh(ctx, meeting)
    return [Reply(texts.coming.stand_in_thanks(ctx.who, agreed=agreed))]


def said_of_it(ctx: Context, said: str, plain: str) -> list[Reply] | None:
    """Take "ừ được, cho cô Lan đi thay" for the answer of who was asked about a stand-in; None where nobody waits."""
    found = _CONSENTS.match(plain)
    if found is None or "?" in said or _for_oneself(plain, ctx.who):
        return None
    meetings_ahead = meetings.ahead(ctx.session, ctx.unit.id or 0, ctx.now)
    waiting = [one for one in standins.of(ctx.session, meetings_ahead).values() if one.state == "asked"]
    mine = [one for one in waiting if one.person_id != ctx.person.id and _is_asked(ctx, one)]
    of_me = [one for one in mine if one.stand_in_id == ctx.person.id]
    called = [one for one in mine if fold(one.name.casefold()).split()[-1] in plain.split()] or of_me
    called = mine if not called and in_words(said) is None else called
    if len(called) != 1:
        return None
    return decided(ctx, str(called[0].id), words.DECLINES if found["no"] else words.APPROVES)


def _for_oneself(plain: str, who: str) -> bool:
    """Whether somebody goes in the place of whoever speaks: "cho cô Lan đi thay bác"."""
    ends = re.search(r"\b(?:thay|gium|giup|the)(?: cho)? (\w+)(?: (?:nha|nhe|nghen|em|di|a))*$", plain)
    return ends is not None and ends[1] in {words.bare(who), "toi", "tui", "minh"}


_CONSENTS = re.compile(
    r"(?:(?:da|u|uh|um|o|ok|oke|a|em|vay|thi|bac|anh|chi|co|chu|toi|tui) )*"
    r"(?:(?P<no>(?:khong|ko|hong|dung|thoi)(?: (?:duoc|dong y|cho))*)|duoc|dong y|nhat tri|cho|de|nhan loi)\b.*"
    r"\b(?:thay|giup|gium|the)\b(?: (?:anh|chi|bac|co|chu|ong|ba|di|em|duoc|roi|di|nha|nhe|nghen|a|do|cung)\b.*)?$"
)


def _is_asked(ctx: Context, standing: StandIn) -> bool:
    """Whether the person who speaks was asked: as the member who was named, or as chair where a stranger was."""
    return standing.stand_in_id == ctx.person.id or (standing.stand_in_id is None and ctx.role in _DECIDE)


_DECIDE = ("chair", "ward")


def drop(ctx: Context, meeting: Meeting) -> None:
    """The person comes after all: who was to go in their place is told."""
    dropped = standins.drop(ctx.session, meeting, ctx.person.id or 0)
    if dropped is None or dropped.stand_in_id is None or dropped.state == "declined":
        return
    other = ctx.session.get_one(Person, dropped.stand_in_id)
    told = Reply(texts.coming.stand_in_not_needed(other.title, _called(ctx.person)))
    _write(ctx, _chat(ctx.session, dropped.stand_in_id), dropped, told)


def withdraw(ctx: Context, meeting: Meeting) -> None:
    """The person does not come, and so goes in nobody's place: whoever counted on them is told."""
    for standing in standins.of(ctx.session, [meeting]).values():
        if standing.stand_in_id != ctx.person.id or standing.state == "declined":
            continue
        standing.state = "declined"
        ctx.session.add(standing)
        absent = ctx.session.get_one(Person, standing.person_id)
        told = Reply(texts.coming.stand_in_settled(absent.title, standing.name, agreed=False))
        _write(ctx, _chat(ctx.session, standing.person_id), standing, told)


def _called(person: Person) -> str:
    return f"{person.title} {person.name}"


def _chat(session: Session, person_id: int) -> Chat | None:
    contact = post.reach(session, person_id)
    return Chat(contact.channel, contact.bot, contact.chat) if contact else None


def _write(ctx: Context, chat: Chat | None, standing: StandIn, reply: Reply) -> None:
    if chat is not None:
        key = f"standin:{standing.id}:{standing.state}:{chat.channel}:{chat.chat}:{ctx.now:%Y%m%dT%H%M%S%f}"
        outbox.queue(ctx.session, chat, key, reply, ctx.now, priority=post.REMINDER)
