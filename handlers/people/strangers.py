"""Somebody we do not know yet: an invitation or a linking code makes them known, and nothing else is told."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db import people, plans, quick
from db.models import Contact, Membership, Person, Unit
from db.post import Chat
from handlers import conversation, texts
from handlers.context import Context
from handlers.message import Message, Reply
from handlers.people import join, linking


def context(
    session: Session, message: Message, chat: Chat, person: Person, member: Membership, now: datetime, zone: ZoneInfo,
    incoming_id: int | None, *, keeps: bool = False,
) -> Context:  # fmt: skip
    """What is known around a message of a member; who is only in a group speaks as a member of its committee."""
    unit, role = quick.get_one(session, Unit, member.unit_id), member.role
    if unit.kind == "to" and unit.parent_id is not None:
        unit, role = quick.get_one(session, Unit, unit.parent_id), "member"
    return Context(session, message, chat, person, unit, role, now, zone, incoming_id, keeps=keeps)


def _led_elsewhere(session: Session, contact: Contact, code: str | None) -> Reply | None:
    """The way to a bot that has room, or to the web chat; None while this one has, or where there is no other."""
    if plans.serves(session, contact):
        return None
    other, page = plans.with_room(session, contact.channel), plans.page(session)
    if other is None and page is None:
        return None
    if page is not None and code is not None:
        page = f"{page}/moi/{code.replace(' ', '-').upper()}"
    return Reply(texts.plan.full(texts.general.ANYBODY, other.link if other else None, page))


def answer(session: Session, contact: Contact, message: Message, now: datetime, zone: ZoneInfo) -> list[Reply]:
    """Somebody we do not know: only an invitation or a linking code helps, and nothing else is told."""
    elsewhere = _led_elsewhere(session, contact, join.code_in(message.text))
    if elsewhere is not None:
        return [elsewhere]
    linking_code = linking.code_in(message.text)
    if linking_code is not None:
        found_person = linking.link(session, contact, linking_code, now)
        if isinstance(found_person, str):
            return [Reply(texts.addresses.bad_code(found_person))]
        return [Reply(texts.addresses.linked(found_person.title, found_person.name, contact.channel))]
    code = join.code_in(message.text)
    if code is None:
        return [Reply(texts.general.who_are_you())]
    found = join.invitation(session, code, now)
    if isinstance(found, str):
        return [Reply(texts.general.bad_code(found))]
    today = now.astimezone(zone).date()
    person = join.admit(session, contact, found, now, today)
    member = people.membership(session, person.id or 0, today)
    if member is None:
        raise LookupError("the membership just made is not there")
    chat = Chat(contact.channel, contact.bot, contact.chat)
    ctx = context(session, message, chat, person, member, now, zone, None)
    return conversation.begin(ctx, join.JOIN, join.Draft(offered=message.sender_name))
