"""`python -m bot run`: every messenger of the configuration, the reminders, in one process."""

import asyncio
import contextlib
import gc
import logging
import signal
from collections.abc import Coroutine, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from bot import messengers
from bot.clock import Clock
from bot.config import Settings
from bot.desk import Desk
from bot.keeper import logs
from bot.keeper.nightly import Nightly
from bot.office import Office
from bot.web.channel import Web
from bot.web.links import Links
from bot.web.porch import Asked, address, attend, listening, site
from bot.web.ringing import pusher
from db import catalogue
from db.engine import connect
from handlers import texts
from jobs import backups

PATIENCE = 1.0  # seconds that the loop may stand still for another writer; then it tries again by itself


def main(settings: Settings) -> int:
    """Run until interrupted or terminated. Raises BadCatalogue, CannotOpen and StartError."""
    gc.freeze()  # code and tables stay: to look through them again and again would stop us for a tenth of a second
    gc.set_threshold(10_000, 20, 20)  # a round makes that many; looking after each 700 was a twentieth of its work
    gc.enable()
    logs.set_up(settings.log.form, messengers.secrets(settings))
    catalogue.use(settings.committee.indicators)  # before the first message is read
    asyncio.run(_run(settings))
    return 0


async def _run(settings: Settings) -> None:
    engine = connect(settings.database.url.get_secret_value(), patience=PATIENCE)
    clock, zone = Clock(), ZoneInfo(settings.committee.timezone)
    key = settings.web.push_key
    web = Web(engine, pusher(engine, key.get_secret_value() if key else None, settings.web.public, clock))
    desk = Desk(engine, clock, zone, settings.keeper.person, settings.web.public)
    links = Links(engine, settings.web.public)
    running = messengers.made(settings, desk, links)
    nightly = _nightly(settings, desk)
    office = Office(desk, [web, *running.bots], [nightly.look] if nightly else [])
    parts = {"scheduler": office.is_on_time, **running.parts}
    opens = settings.web.metrics_token
    told = Asked(parts, opens.get_secret_value() if opens else None)
    made = partial(site, web, office.receive, clock, zone, running.doors, links, told)
    with listening(settings.web.host, settings.web.port) as listener:
        logging.getLogger(__name__).info("the web chat is at %s", address(listener))
        bots = [office.attend(bot, partial(bot.run, office.receive)) for bot in running.bots]
        await work(office, [*bots, attend(listener, made)])
    if nightly:
        await nightly.stop()


def _nightly(settings: Settings, desk: Desk) -> Nightly | None:
    address, backup = settings.database.url.get_secret_value(), settings.backup

    def failed(night: str, why: str) -> None:
        desk.tell_keeper(f"backup:{night}", texts.general.no_copy(why))

    folder = backups.folder_for(address, backup.folder)
    return Nightly(address, folder, backup.keep, backup.at, desk.clock, desk.zone, failed) if backup.keep else None


async def work(office: Office, bots: Sequence[Coroutine[object, object, None]] = ()) -> None:
    """Keep the office open until SIGINT or SIGTERM, or until a bot cannot go on (its error is raised)."""
    office.start()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: KeyboardInterrupt does it there
            loop.add_signal_handler(number, stop.set)
    waiting = asyncio.create_task(stop.wait())
    tasks = {waiting, *(asyncio.create_task(bot) for bot in bots)}
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await office.stop()  # first, so that what is being sent arrives
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
