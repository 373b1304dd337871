"""The whole bot on every messenger at once: Telegram and Zalo as their stand-ins, the web chat, one ledger."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import select

from bot.clock import Clock, parse
from bot.desk import Desk
from bot.messengers import PROFILE
from bot.office import Office
from bot.pace import Limits
from bot.sample import SINCE
from bot.telegram import Telegram
from bot.web.channel import Web
from bot.zalo import Zalo
from bot.zalo.messenger import TARIFF
from db import people, post
from db.engine import connect, reading, writing
from db.models import Contact, Membership, Outgoing, Person
from db.post import Chat
from handlers.message import reply_json
from tests import fresh
from tests.botapi import TOKEN, BotApi
from tests.whole import GENEROUS, ZONE, under_way
from tests.zaloapi import ZaloApi
from tests.zaloapi.server import TOKEN as ZALO_TOKEN
from tests.zaloapi.world import until

HERE = (".127.0.0.1",)  # where the pictures of the stand-in lie


@dataclass
class Everywhere:
    """The bot, its clock, and both stand-ins."""

    telegram: BotApi
    zalo: ZaloApi
    engine: Engine
    clock: Clock
    office: Office
    web: Web

    def person(self, key: str, name: str, *channels: str) -> None:
        """Somebody of khu phố 9 (who may be there already) with these addresses, the first of them preferred."""
        with writing(self.engine) as session:
            found = people.find_person(session, key)
            if found is None:
                unit = people.find_unit(session, "KP9")
                assert unit is not None
                found = Person(key=key, name=name, title="chị")
                session.add(found)
                session.flush()
                session.add(Membership(person_id=found.id or 0, unit_id=unit.id or 0, role="member", since=SINCE))
            for channel in channels:
                chat = self._chat(channel, found)
                contact = post.contact(session, Chat(channel, "main", chat), self.clock())
                contact.person_id, contact.preferred = found.id, channel == channels[0]
                session.add(contact)

    def _chat(self, channel: str, person: Person) -> str:
        if channel == "telegram":
            return str(self.telegram.person(person.name).id)
        if channel == "zalo":
            self.zalo.known.add(person.key)
        return person.key

    def arrived(self, key: str) -> list[tuple[str, str]]:
        """What a person has before their eyes, as (channel, text): what the stand-ins show, and the web chat's rows."""
        with reading(self.engine) as session:
            person = people.find_person(session, key)
            assert person is not None
            contacts = session.exec(select(Contact).where(Contact.person_id == person.id)).all()
            return [(one.channel, text) for one in contacts for text in self._shown(one)]

    def _shown(self, contact: Contact) -> list[str]:
        if contact.channel == "zalo":
            return self.zalo.texts(contact.chat)
        if contact.channel == "telegram":
            chat = self.telegram.find(int(contact.chat))
            return [message["text"] for message in chat.from_bot()] if chat else []
        with reading(self.engine) as session:
            rows = session.exec(
                select(Outgoing).where(
                    Outgoing.channel == "web", Outgoing.chat == contact.chat, Outgoing.state == "sent"
                )
            ).all()
            return [reply_json.validate_json(row.reply).text for row in rows]

    async def at(self, moment: str) -> None:
        """Let it be an instant; do what is due, and let what can be sent be sent."""
        self.clock.set(parse(moment, ZONE))
        self.office.tick()
        await asyncio.sleep(0)

    async def tried(self) -> None:
        """Wait until each message that waits was tried, or is gone."""
        await until(lambda: not self._untried(), GENEROUS)

    async def quiet(self) -> None:
        """Wait until nothing is under way."""
        await until(lambda: not under_way(self.engine), GENEROUS)

    def _untried(self) -> bool:
        with reading(self.engine) as session:
            waiting = select(Outgoing.id).where(Outgoing.state == "waiting", Outgoing.tries == 0)
            sending = select(Outgoing.id).where(Outgoing.state == "sending")
            return any(session.exec(one).first() is not None for one in (waiting, sending))


@asynccontextmanager
async def everywhere(folder: Path, at: str, *known: str) -> AsyncIterator[Everywhere]:
    """The bot from its start to its end, on the book in the folder or a new one; `known` have written to it on Zalo."""
    book = folder / "khupho.db"
    engine = (connect if book.exists() else fresh.ward)(f"sqlite:///{book}")
    clock = Clock(parse(at, ZONE))
    async with BotApi() as telegram_api, ZaloApi() as zalo_api:
        zalo_api.known.update(known)
        telegram = Telegram(TOKEN, telegram_api.url, profile=PROFILE, limits=Limits())
        zalo = Zalo(ZALO_TOKEN, lambda _: None, base_url=zalo_api.url, limits=Limits(tariff=TARIFF), photo_hosts=HERE)
        web = Web(engine)
        office = Office(Desk(engine, clock, ZONE, "phuong"), [web, telegram, zalo])
        office.start()
        running = [asyncio.create_task(bot.run(office.receive)) for bot in (telegram, zalo)]
        await until(lambda: telegram_api.asked("getUpdates") and zalo_api.polls, GENEROUS)
        try:
            yield Everywhere(telegram_api, zalo_api, engine, clock, office, web)
        finally:
            await office.stop()
            for task in running:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
    engine.dispose()


def play(folder: Path, at: str, scene: Callable[[Everywhere], Awaitable[None]], *known: str) -> None:
    """Play a scene with the bot on every messenger; `known` have written to it on Zalo before."""

    async def played() -> None:
        async with everywhere(folder, at, *known) as bot:
            await scene(bot)

    asyncio.run(played())
