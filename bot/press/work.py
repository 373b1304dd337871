"""The press at work: takes the orders of the talk one by one, has each file made, and sends the reply with it."""

import asyncio
import hashlib
import logging
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sqlmodel import Session

from bot.desk import Desk
from bot.press.__main__ import make
from db import people, post
from db.engine import reading, unavailable
from db.post import Chat
from db.room import papers
from db.room.tables import PressOrder
from handlers import outbox, texts
from handlers.message import Attached, Reply, reply_json

log = logging.getLogger(__name__)

BREATH = 0.1  # seconds from an answer to the look at the orders; under load many answers are followed by one look
SLOW = 1.0  # seconds after which the person is told that the file is in the works
LONGEST = 60.0  # seconds that a file may take
_COMMAND = (sys.executable, "-m", "bot.press")
_HOUSE = Path(__file__).parents[2]  # where "bot" is found, wherever the bot was started


class Press:
    """Makes files in child processes, one at a time; what is ordered waits in the tables.

    `made` is called when something is ready to be sent; after `slow` seconds the person is told that it takes longer.
    """

    def __init__(self, desk: Desk, made: Callable[[], None] = lambda: None, slow: float = SLOW) -> None:
        self._desk = desk
        self._slow = slow
        self._made = made
        self._woken = asyncio.Event()

    # --- in the running bot ---

    def wake(self) -> None:
        """Look at the orders now."""
        self._woken.set()

    async def run(self) -> None:
        """Make what is ordered until cancelled; an interrupted file is made again at the next start."""
        while True:
            self._woken.clear()
            pause = 1.0
            try:
                while (order := self._next()) is not None:
                    await self._make(order)
            except Exception as error:
                if not unavailable(error):
                    log.exception("the orders for files could not be looked at")
                else:
                    pause = self._desk.tables.failed(error)
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):  # wait_for would swallow that we are stopped while being woken
                    await self._woken.wait()
                    await asyncio.sleep(BREATH)

    async def _make(self, order: PressOrder) -> None:
        try:
            self._settle(order, *await self._child(order))
        except TimeoutError:
            self._failed(order, f"it took longer than {LONGEST:g} s")
        except OSError as error:
            self._failed(order, str(error))

    async def _child(self, order: PressOrder) -> tuple[bytes, int, bytes]:
        """What the child process says, its exit status, and its complaints."""
        child = await asyncio.create_subprocess_exec(
            *_COMMAND, order.machine, cwd=_HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        working = asyncio.create_task(child.communicate(order.content.encode()))
        try:
            done, _ = await asyncio.wait({working}, timeout=self._slow)
            if not done:
                self._tell_slow(order)
            content, errors = await asyncio.wait_for(working, timeout=LONGEST)
            return content, child.returncode or 0, errors
        finally:
            if child.returncode is None:
                working.cancel()
                child.kill()
                await child.wait()

    # --- in the terminal, where one waits for it ---

    def print_all(self) -> None:
        """Make everything that is ordered before going on, in this process: there is nobody whom it could hold up."""
        while (order := self._next()) is not None:
            try:
                content = make(order.machine, order.content.encode())
            except Exception as error:  # noqa: BLE001 (a machine may stumble over anything; it is logged and told)
                self._failed(order, f"{type(error).__name__}: {error}")
            else:
                self._hand_over(order, content)

    # --- orders ---

    def _next(self) -> PressOrder | None:
        with reading(self._desk.engine) as session:
            return papers.waiting(session)

    def _settle(self, order: PressOrder, content: bytes, status: int, errors: bytes) -> None:
        if status or not content:
            self._failed(order, errors.decode(errors="replace").strip().rpartition("\n")[2] or f"exit status {status}")
        else:
            self._hand_over(order, content)

    def _hand_over(self, order: PressOrder, content: bytes) -> None:
        """Keep the file and queue the reply with it: one commit with the mark "done"."""
        now, sha256 = self._desk.clock(), hashlib.sha256(content).hexdigest()
        with self._desk.writing() as session:
            row = session.get_one(PressOrder, order.id)
            if row.state != "waiting":
                return
            post.store_file(session, sha256, content, row.media_type, row.name, now)
            attached = (Attached(sha256, row.name, row.media_type),)
            reply = replace(reply_json.validate_json(row.reply), attached=attached)
            outbox.queue(session, _chat(row), f"press:{row.id}", reply, now, priority=row.priority)
            row.state = "done"
            session.add(row)
        self._made()

    def _tell_slow(self, order: PressOrder) -> None:
        with self._desk.writing() as session:
            reply = Reply(
                texts.charts.being_drawn() if order.machine == "chart" else texts.papers.in_the_works(order.name)
            )
            outbox.queue(session, _chat(order), f"press:{order.id}:slow", reply, self._desk.clock())
        self._made()

    def _failed(self, order: PressOrder, error: str) -> None:
        """Another try, or, after the last, an apology and a word to the keeper."""
        log.error("the file %s of order %s could not be made: %s", order.name, order.id, error)
        now = self._desk.clock()
        with self._desk.writing() as session:
            row = session.get_one(PressOrder, order.id)
            row.tries, row.error = row.tries + 1, error[:500]
            if row.tries >= papers.TRIES:
                row.state = "failed"
                apology = Reply(
                    texts.charts.not_drawn() if row.machine == "chart" else texts.papers.cannot_make(row.name)
                )
                outbox.queue(session, _chat(row), f"press:{row.id}:sorry", apology, now)
                self._tell_keeper(session, row, error)
            session.add(row)

    def _tell_keeper(self, session: Session, row: PressOrder, error: str) -> None:
        person = people.find_person(session, self._desk.keeper) if self._desk.keeper else None
        contact = post.reach(session, person.id or 0) if person else None
        if contact is not None:
            chat = Chat(contact.channel, contact.bot, contact.chat)
            reply = Reply(texts.papers.file_failed(row.name, error[:200]))
            outbox.queue(session, chat, f"press:{row.id}:keeper", reply, self._desk.clock())


def _chat(order: PressOrder) -> Chat:
    return Chat(order.channel, order.bot, order.chat)
