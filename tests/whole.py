"""The whole bot in one event loop: desk, office, web chat and Telegram, with the stand-in of the Bot API before it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import col, or_, select

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.messengers import PROFILE
from bot.office import Office
from bot.pace import Limits
from bot.telegram import Telegram
from bot.web.app import create
from bot.web.channel import Web
from bot.web.server import serve
from db import people, post
from db.engine import reading, writing
from db.models import Contact, Entry, Incoming, Outgoing, Record
from db.post import Chat
from tests import fresh
from tests.botapi import TOKEN, BotApi, Person, until
from tests.botapi import world as stand_in

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = "2026-11-21T08:00"
GENEROUS = 60  # seconds until something that never happens fails a test


@dataclass
class Whole:
    """The bot with the sample ward, its clock, and Telegram as the people see it."""

    api: BotApi
    engine: Engine
    clock: Clock
    office: Office
    web: str

    def invited(self, role: str = "member", unit: str = "Khu phố 9") -> str:
        """The code of a new invitation."""
        with writing(self.engine) as session:
            found = people.find_unit(session, unit)
            assert found is not None
            return people.invite(session, found, role, self.clock())

    def known(self, key: str) -> Person:
        """A person of the sample ward whose chat on Telegram is known already."""
        with writing(self.engine) as session:
            person = people.find_person(session, key)
            assert person is not None
            on_telegram = self.api.person(person.name)
            contact = post.contact(session, Chat("telegram", "main", str(on_telegram.id)), self.clock())
            contact.person_id = person.id
            session.add(contact)
        return on_telegram

    async def hears(self, person: Person, text: str, where: stand_in.Chat | None = None) -> str:
        """Let somebody write, wait until the bot is quiet; what it said."""
        return await self.after(lambda: person.write(text, where), person, where)

    async def after(self, act: Callable[[], object], person: Person, where: stand_in.Chat | None = None) -> str:
        """Let something happen, wait until the bot is quiet; what it said since."""
        before = len((where or person.chat).from_bot())
        act()
        await self.quiet()
        return "\n".join(stand_in.shown(message) for message in (where or person.chat).from_bot()[before:])

    async def moved(self, to: str) -> None:
        """Let time pass: what falls due on the way is done and sent at its own time."""
        for moment in self.office.desk.moments(parse(to, ZONE)):
            self.clock.set(moment)
            self.office.tick()
            await self.quiet()

    async def quiet(self) -> None:
        """Wait until nothing is under way: no update, no message unanswered, no answer unsent, no tap."""
        await until(lambda: not self.api.waiting and not under_way(self.engine), GENEROUS)
        await until(lambda: not self.api.turning, GENEROUS)

    def contact(self, person: Person) -> Contact:
        """What is known of somebody's chat on Telegram."""
        with reading(self.engine) as session:
            return session.exec(select(Contact).where(Contact.chat == str(person.id))).one()


def under_way(engine: Engine) -> bool:
    """Whether a message is still to be answered, or an answer to be sent."""
    with reading(engine) as session:
        unanswered = session.exec(select(Incoming.id).where(Incoming.state == "waiting")).first()
        unsent = session.exec(
            select(Outgoing.id).where(or_(col(Outgoing.state) == "waiting", col(Outgoing.state) == "sending"))
        ).first()
    return unanswered is not None or unsent is not None


def figures(engine: Engine) -> list[tuple[str, Decimal]]:
    """What counts, as (number of the record, value), in the order in which it was told."""
    with reading(engine) as session:
        counted = select(col(Record.number), col(Entry.value)).join(Entry)
        return [
            (number, value)
            for number, value in session.exec(counted.where(Entry.current, ~col(Entry.voided)).order_by(col(Entry.id)))
        ]


@asynccontextmanager
async def whole(folder: Path, at: str = START) -> AsyncIterator[Whole]:
    """The bot from its start to its end. Leaving it fails if it asked for what the Bot API does not allow."""
    engine = fresh.ward(f"sqlite:///{folder}/khupho.db")
    clock = Clock(parse(at, ZONE))
    web = Web(engine)
    async with BotApi() as api:
        telegram = Telegram(TOKEN, api.url, profile=PROFILE, limits=Limits())
        office = Office(Desk(engine, clock, ZONE), [web, telegram])
        async with serve(create(web, office.receive, clock, ZONE), "127.0.0.1", 0) as address:
            office.start()
            running = asyncio.create_task(telegram.run(office.receive))
            await until(lambda: running.done() or api.asked("getUpdates"), GENEROUS)
            try:
                yield Whole(api, engine, clock, office, address)
            finally:
                await office.stop()
                running.cancel()
                with suppress(asyncio.CancelledError):
                    await running
    engine.dispose()


def play(folder: Path, scene: Callable[[Whole], Awaitable[None]], at: str = START) -> None:
    """Play a scene with the whole bot."""

    async def played() -> None:
        async with whole(folder, at) as bot:
            await scene(bot)

    asyncio.run(played())
