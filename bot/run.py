"""`python -m bot run`: every messenger of the configuration, the reminders, in one process."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Coroutine
from zoneinfo import ZoneInfo

from bot.channel import Channel
from bot.clock import Clock
from bot.config import Settings
from bot.desk import Desk
from bot.keeper import logs
from bot.keeper.nightly import Nightly
from bot.office import Office
from bot.telegram import Profile, Telegram
from bot.web import Web, create, serve
from db import catalogue
from db.engine import connect
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
    token = settings.telegram.token
    telegram = Telegram(token.get_secret_value(), settings.telegram.base_url, profile=PROFILE) if token else None
    channels: list[Channel] = [web, *([telegram] if telegram else [])]
    desk = Desk(engine, clock, zone, settings.keeper.person)
    nightly = _nightly(settings, desk)
    office = Office(desk, channels, [nightly.look] if nightly else [])
    app = create(web, office.receive, clock, zone)
    async with serve(app, settings.web.host, settings.web.port) as address:
        logging.getLogger(__name__).info("the web chat is at %s", address)
        await work(office, telegram.run(office.receive) if telegram else None)
    if nightly:
        await nightly.stop()


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
