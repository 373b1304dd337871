"""`python -m bot run`: every messenger of the configuration, the reminders, in one process."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Coroutine
from zoneinfo import ZoneInfo

from bot.channel import Channel, Hook
from bot.clock import Clock
from bot.config import Settings
from bot.desk import Desk
from bot.keeper import logs
from bot.keeper.nightly import Nightly
from bot.office import Office
from bot.pace import Limits
from bot.telegram import SECRET_HEADER, Profile, Telegram
from bot.web import Door, Health, Web, create, door_path, serve
from db import catalogue, post
from db.engine import connect, writing
from handlers import texts
from jobs import backups

PROFILE = Profile(texts.COMMANDS, texts.BOT_LONG, texts.BOT_SHORT)


def main(settings: Settings) -> int:
    """Run until interrupted or terminated. Raises BadCatalogue, CannotOpen and StartError."""
    token = settings.telegram.token
    logs.set_up(settings.log.form, [token.get_secret_value()] if token else [])
    catalogue.use(settings.committee.indicators)  # before the first message is read
    asyncio.run(_run(settings))
    return 0


async def _run(settings: Settings) -> None:
    engine = connect(settings.database.url.get_secret_value())
    clock, zone = Clock(), ZoneInfo(settings.committee.timezone)
    web = Web(engine)
    desk = Desk(engine, clock, zone, settings.keeper.person)
    telegram = _telegram(settings, desk)
    channels: list[Channel] = [web, *([telegram] if telegram else [])]
    nightly = _nightly(settings, desk)
    office = Office(desk, channels, [nightly.look] if nightly else [])
    doors = {"telegram": Door(SECRET_HEADER, telegram.take)} if telegram and telegram.hook else {}
    parts = {"scheduler": office.is_on_time, **({"telegram": telegram.is_receiving} if telegram else {})}
    opens = settings.web.metrics_token
    health = Health(engine, clock, parts, opens.get_secret_value() if opens else None)
    app = create(web, office.receive, clock, zone, doors=doors, health=health)
    async with serve(app, settings.web.host, settings.web.port) as address:
        logging.getLogger(__name__).info("the web chat is at %s", address)
        await work(office, telegram.run(office.receive) if telegram else None)
    if nightly:
        await nightly.stop()


def _telegram(settings: Settings, desk: Desk) -> Telegram | None:
    told, hook = settings.telegram, None
    if told.token is None:
        return None
    if told.webhook:
        with writing(desk.engine) as session:
            hook = Hook(told.webhook + door_path("telegram"), post.secret(session, "telegram-webhook"))
    proxy = told.proxy.get_secret_value() if told.proxy else None
    limits = Limits(told.per_second, told.per_chat, per_group=told.per_group)
    token = told.token.get_secret_value()
    return Telegram(token, told.base_url, proxy=proxy, profile=PROFILE, hook=hook, limits=limits)


def _nightly(settings: Settings, desk: Desk) -> Nightly | None:
    address, backup = settings.database.url.get_secret_value(), settings.backup

    def failed(night: str, why: str) -> None:
        desk.tell_keeper(f"backup:{night}", texts.no_copy(why))

    folder = backups.folder_for(address, backup.folder)
    return Nightly(address, folder, backup.keep, backup.at, desk.clock, desk.zone, failed) if backup.keep else None


async def work(office: Office, messenger: Coroutine[object, object, None] | None) -> None:
    """Keep the office open until SIGINT or SIGTERM, or until a messenger cannot go on (its error is raised)."""
    office.start()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: KeyboardInterrupt does it there
            loop.add_signal_handler(number, stop.set)
    waiting = asyncio.create_task(stop.wait())
    running = asyncio.create_task(messenger) if messenger else None
    tasks = {waiting, *([running] if running else [])}
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await office.stop()  # first, so that what is being sent arrives
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
