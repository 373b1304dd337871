"""The plan of a bot: its messages are counted, and when few are left they are kept for reminders.

Replies degrade first. With twice the reserve left, each answer goes as one message, shortened if it must be. With the
reserve left, nobody is answered there any more: each is told once where the web chat is.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from bot.desk import Desk
from bot.pace import Tariff
from db import addresses, failover, plans, post
from db.delivery import Due
from db.models import Person
from db.plans import Plan
from db.post import REPLY, Chat
from handlers import texts
from handlers.message import Reply, reply_json

THRIFTY = 2  # times the reserve: from there on answers are short


class Meter:
    """Counts what one bot sends, and says what it still may."""

    def __init__(self, desk: Desk, channel: str, bot: str, tariff: Tariff | None) -> None:
        self._desk = desk
        self._here = (channel, bot)
        self._tariff = tariff

    def count(self, session: Session, sent: Sequence[Due]) -> None:
        """Count messages that went out, or may have; tell the keeper when most of the plan is used."""
        if self._tariff is None or not sent:
            return
        now = self._desk.clock()
        cost = sum(self._cost(due) for due in sent)
        if cost:
            plans.count(session, *self._here, now, cost)
        plan = plans.look(session, *self._here, now)
        if plan is not None and plan.nearly_used:
            key = f"plan:{plan.channel}:{plan.bot}:{plans.month(now):%Y%m}"
            said = texts.plan.nearly_used(plan.channel, plan.bot, plan.used, plan.per_month)
            self._desk.notices.tell_keeper(session, key, said)

    def shown(self, session: Session, some: Sequence[Due]) -> list[Due]:
        """Messages as they may go out now; those that may not have no words left."""
        plan = plans.look(session, *self._here, self._desk.clock()) if self._tariff and some else None
        self._desk.merge(self._here, wanted=plan is not None and plan.left <= THRIFTY * plan.kept)
        if plan is None or plan.left > THRIFTY * plan.kept:
            return list(some)
        return [self._cut(session, plan, due) for due in some]

    def _cut(self, session: Session, plan: Plan, due: Due) -> Due:
        if due.priority > REPLY or self._tariff is None or not self._cost(due):
            return due
        if plan.left > plan.kept:
            return replace(due, reply=_json(self._tariff.brief(reply_json.validate_json(due.reply))))
        return replace(due, reply=self._farewell(session, due))

    def _farewell(self, session: Session, due: Due) -> str:
        """The last word of the month to somebody; empty when they have heard it."""
        now = self._desk.clock()
        matter = f"plan:{self._here[0]}:{self._here[1]}:{due.chat}:{plans.month(now):%Y%m}"
        if not failover.not_called(session, [matter]):
            return ""
        failover.call(session, [matter], now)
        contact = post.find_contact(session, Chat(*self._here, due.chat))
        person = session.get(Person, contact.person_id) if contact and contact.person_id else None
        page = plans.page(session)
        if page and person:
            page = f"{page}/noi/{addresses.new_code(session, person.id or 0, now)}"
        return _json(Reply(texts.plan.kept(person.title if person else texts.general.ANYBODY, page)))

    def _cost(self, due: Due) -> int:
        reply = reply_json.validate_json(due.reply) if due.reply else Reply("")
        settled = due.replaces is not None and not reply.choices  # shown already: nothing is sent
        return 0 if settled or self._tariff is None else self._tariff.cost(reply)


def _json(reply: Reply) -> str:
    return reply_json.dump_json(reply).decode()
