"""`python -m bot demo`: the sample ward with real figures in a temporary database, and the web chat to try it in."""

import asyncio
import tempfile
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import sample
from bot.clock import Clock, parse
from bot.desk import Desk
from bot.office import Office
from bot.progress import Bar
from bot.run import work
from bot.terminal import Terminal
from bot.web.app import create
from bot.web.channel import Web
from bot.web.server import serve
from db import failover
from db.engine import connect, reading, writing
from jobs import reminders

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SCRIPT = Path(__file__).parent / "demo.txt"
PATIENCE, GLANCE = 2.0, 0.01  # seconds
FIRST = "2021-04-08T08:00"


class Strip:
    """The strip of the demo: who may be played, and the clock."""

    def __init__(self, office: Office, clock: Clock) -> None:
        self._office = office
        self._clock = clock

    def people(self) -> Sequence[tuple[str, str]]:
        """The sample people as (key, label)."""
        return [(key, f"{title.capitalize()} {name}") for key, name, title, _ in (*sample.PEOPLE, sample.WARD_OFFICER)]

    def now(self) -> datetime:
        """The demo's instant."""
        return self._clock()

    async def move(self, to: datetime) -> None:
        """Let time pass up to an instant; what falls due on the way is done and sent at its own time."""
        for moment in self._office.desk.moments(to):
            self._clock.set(moment)
            self._office.tick()
            await self._sent()

    async def _sent(self) -> None:
        """Wait until what was told is sent, else it would seem held up once the clock has moved on."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while self._waits():  # noqa: ASYNC110 - the senders have no event to wait for
                    await asyncio.sleep(GLANCE)

    def _waits(self) -> bool:
        with reading(self._office.desk.engine) as session:
            return failover.waits(session)

    def next_reminder(self) -> datetime | None:
        """When the next reminder is due."""
        with reading(self._office.desk.engine) as session:
            return reminders.next_due(session, self._clock(), ZONE)


def main(port: int, *, open_browser: bool) -> int:
    """Serve the demo until interrupted. Raises StartError when the port is taken."""
    with tempfile.TemporaryDirectory(prefix="khupho-") as folder:
        asyncio.run(_demo(Path(folder) / "demo.db", port, open_browser=open_browser))
    return 0


async def _demo(database: Path, port: int, *, open_browser: bool) -> None:
    engine = connect(f"sqlite:///{database}")
    now = Clock()
    web = Web(engine)
    office = Office(Desk(engine, now, ZONE), [web])
    app = create(web, office.receive, now, ZONE, Strip(office, now))
    async with serve(app, "127.0.0.1", port) as address:
        tell(Desk(engine, clock := Clock(parse(FIRST, ZONE)), ZONE), clock)
        print(f"The demo is at {address} (Ctrl+C ends it; nothing is kept).", flush=True)
        if open_browser:
            webbrowser.open(address)
        await work(office)
    engine.dispose()


def tell(desk: Desk, clock: Clock) -> None:
    """Fill an empty database with the sample ward and let its people tell their figures, in their own words."""
    with writing(desk.engine) as session:
        sample.fill(session)
    terminal = Terminal(desk, clock, sample.WARD_OFFICER[0], channel="web")
    lines = SCRIPT.read_text("utf-8").splitlines()
    bar = Bar()
    for place, line in enumerate(lines):
        bar(place, len(lines))
        for _reply in terminal.run([line]):
            pass
    bar.end()
