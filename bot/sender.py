"""Sending what is on its way, for one bot of a messenger: many chats at once, each in order, at the pace allowed.

"Sending" is committed before a request leaves. What is found in that state afterwards is in doubt: a reply is sent
again, anything else is left to the keeper. Waiting is counted by a monotonic clock, so no clock that jumps delays it.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial

from sqlmodel import Session

from bot.channel import Busy, Channel, InDoubt, Loaded, Moved, Offline, Refused, SendError, Spent, Unreachable
from bot.desk import Desk
from bot.meter import Meter
from bot.outage import Outage
from bot.pace import Pace
from db import delivery, failover, lines, post
from db.delivery import Due, Settled
from db.engine import reading
from db.models import File
from db.post import Chat
from handlers import outbox
from handlers.message import Address, Reply, reply_json

log = logging.getLogger(__name__)

LOOK = 1.0  # seconds; another process may have put something on its way
GATHER = 0.02  # seconds; under load what arrives within this is noted in one commit
BACKOFF = (1, 5, 15, 30, 60)  # seconds before another try in the same chat
IN_DOUBT = 5  # times that a reply is sent without an answer
GIVE_UP = 10  # tries of a message that alone cannot be delivered
LAST_SEND = 2.5  # seconds for what is being sent when we stop


@dataclass(frozen=True, slots=True)
class Landed:
    """A message that was sent, or not."""

    due: Due
    settled: Settled
    error: SendError | None = None


@dataclass(slots=True)
class _Turn:
    """What is noted and begun in one transaction, and the seconds until the next if nobody wakes us."""

    landed: list[Landed]
    chosen: list[Due] = field(default_factory=list)
    pause: float = LOOK


class Stumbled(InDoubt):
    """A bug of ours: it says nothing about the messenger."""


class Sender:
    """Takes the messages of one bot off the table and notes what became of them."""

    def __init__(self, desk: Desk, channel: Channel, now: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._channel = channel
        self._now = now
        self._pace = Pace(channel.limits)
        self._line = Outage(f"{channel.name}:{channel.bot}", now=now)
        self._under_way: dict[str, asyncio.Task[None]] = {}  # by chat
        self._landed: list[Landed] = []
        self._doubts: dict[int, int] = {}  # how often the answer to a message was lost
        self._noted_down = False  # what the others were told of the line
        self._meter = Meter(desk, channel.name, channel.bot, channel.limits.tariff)
        self._woken = asyncio.Event()
        self._stopping = False
        self._turned = 0.0  # when the last turn was
        self._took_over = False  # what others left was seen to

    @property
    def is_running(self) -> bool:
        """Whether more may be begun."""
        return self._took_over and not self._stopping

    def wake(self) -> None:
        """Look at the table now."""
        self._woken.set()

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Send until stopped, then wait a little for what is under way."""
        self._stopping = False
        while not self._stopping:
            self._woken.clear()
            try:
                if not self._took_over:
                    self.take_over()
                    self._took_over = True
                pause = self.turn()
            except Exception as error:  # noqa: BLE001 - the tables cannot be had: full, locked, read-only, gone
                pause = self._desk.tables.failed(error)
            await self._sleep(pause)
        self._took_over = False
        await self.finish()

    async def finish(self) -> None:
        """Wait for what is under way, for some seconds, and note it; what takes longer is in doubt."""
        tasks = list(self._under_way.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=LAST_SEND)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        if self._landed:
            with self._desk.writing() as session:
                self._note(session, self._landed)
        self._landed = []
        self._under_way = {}

    def take_over(self) -> None:
        """See to what was being sent when the process that did so ended; whatever was out of reach is tried anew."""
        with self._desk.writing() as session:
            lines.begun(session, *self._here())
            for row in delivery.interrupted(session, self._channel.name, self._channel.bot):
                self._desk.notices.undelivered(session, row.id or 0)

    def turn(self) -> float:
        """Note what has landed, begin to send what may be sent now; seconds until the next turn, if nobody wakes us."""
        with self._its_turn() as turn:
            if turn.landed:
                with self._desk.writing() as session:
                    self._note_and_begin(turn, session)
            else:  # without the writer's turn as long as nothing may be sent
                with reading(self._desk.engine) as session:
                    chosen, turn.pause = self._choose(session, set(self._under_way))
                if chosen:
                    with self._desk.writing() as session:
                        turn.chosen = self._begun(session, chosen)
        return turn.pause

    @contextmanager
    def beside(self) -> Iterator[Callable[[Session], None]]:
        """A turn within another's transaction, around which this stands: what is to be called in it, at its end."""
        with self._its_turn() as turn:
            yield partial(self._note_and_begin, turn)
        if turn.pause < LOOK:
            self._woken.set()
        elif not self._stopping:
            self._woken.clear()  # whatever woke us was seen to

    @contextmanager
    def _its_turn(self) -> Iterator[_Turn]:
        """A turn around its transactions: what was begun leaves when they are committed, or nothing has happened."""
        turn = _Turn(self._landed)
        self._landed = []
        try:
            yield turn
        except Exception:
            self._landed = turn.landed + self._landed
            raise
        for it in turn.landed:
            del self._under_way[it.due.chat]
        for due in turn.chosen:
            self._under_way[due.chat] = asyncio.create_task(self._carry(due))
        self._turned = time.monotonic()

    def _note_and_begin(self, turn: _Turn, session: Session) -> None:
        self._note(session, turn.landed)
        chosen, turn.pause = self._choose(session, self._under_way.keys() - {it.due.chat for it in turn.landed})
        turn.chosen = self._begun(session, chosen)

    def _begun(self, session: Session, chosen: list[Due]) -> list[Due]:
        """Those that are being sent from now on, as they are shown; what was withdrawn meanwhile is not among them."""
        begun = delivery.begin(session, [due.id for due in chosen])
        armed = [self._armed(session, due) for due in chosen if due.id in begun]
        return self._meter.shown(session, armed)

    def _armed(self, session: Session, due: Due) -> Due:
        reply = outbox.armed(session, Chat(*self._here(), due.chat), due.id, due.reply)
        return due if reply == due.reply else replace(due, reply=reply)

    def _choose(self, session: Session, busy: set[str]) -> tuple[list[Due], float]:
        now = self._now()
        free = (1 if self._line.down else self._channel.limits.at_once) - len(busy)
        room = min(self._pace.room(now), free)
        if room <= 0:
            return [], self._pace.wait(now) if free > 0 else LOOK
        most = room + len(busy) + self._pace.waiting(now)
        chosen, soonest = list[Due](), LOOK
        for due in delivery.due(session, *self._here(), self._desk.clock(), most):
            wait = self._pace.wait_of(due.chat, now, group=due.group, bulk=due.priority > post.REPLY)
            if due.chat in busy or wait > 0:
                soonest = soonest if due.chat in busy else min(soonest, wait)
                continue
            self._pace.took(due.chat, now, group=due.group, bulk=due.priority > post.REPLY)
            chosen.append(due)
            if len(chosen) == room:
                return chosen, max(self._pace.wait(now), GATHER)
        return chosen, soonest

    def _here(self) -> tuple[str, str]:
        return self._channel.name, self._channel.bot

    async def _carry(self, due: Due) -> None:
        """Send one message; whatever happens, it lands."""
        try:
            message_id = await self._send(due)
            landed = Landed(due, Settled(due.id, "sent", message_id))
            self._doubts.pop(due.id, None)
            self._reached()
        except SendError as error:
            landed = self._failed(due, error)
        except Exception as error:
            log.exception("a bug of ours: message %s could not be sent", due.id)
            landed = self._failed(due, Stumbled(type(error).__name__))
        self._landed.append(landed)
        self._woken.set()

    async def _send(self, due: Due) -> str:
        if due.edits_id is not None and due.replaces is None:
            raise Refused("the message to change was never sent")
        if not due.reply:
            raise Refused("the rest of the month's plan is kept for reminders")
        reply = reply_json.validate_json(due.reply)
        files = self._files(reply) if reply.attached else {}
        return await self._channel.send(Address(*self._here(), due.chat), reply, files, replaces=due.replaces)

    def _files(self, reply: Reply) -> dict[str, Loaded]:
        with reading(self._desk.engine) as session:
            found = (session.get_one(File, attached.file) for attached in reply.attached)
            return {f.sha256: Loaded(f.content, f.media_type, f.name) for f in found}

    def _failed(self, due: Due, error: SendError) -> Landed:
        """What a failure means for the message and for those behind it."""
        passing = isinstance(error, Offline | InDoubt)
        if passing:
            self._back_off(due, error)
            state = self._again(due, error)
        else:
            self._reached()
            state = "waiting" if isinstance(error, Busy | Moved) else "failed"
        quiet = self._line.down or (passing and state == "waiting")  # an outage has its own line in the log
        log.log(logging.DEBUG if quiet else logging.WARNING, "message %s was not sent: %s", due.id, error)
        if isinstance(error, Spent):
            self._pace.hold_all(error.retry_after, self._now())
        elif isinstance(error, Busy):
            self._pace.refused(due.chat, error.retry_after, self._now())
        return Landed(due, Settled(due.id, state, error=str(error)), error)

    def _reached(self) -> None:
        if self._line.works():
            self._pace.release()

    def _back_off(self, due: Due, error: SendError) -> None:
        """Leave the chat alone for a while; all of them while the messenger is out of reach."""
        now = self._now()
        pause = 0.0 if isinstance(error, Stumbled) else self._line.failed(error)
        if pause:
            self._pace.hold_all(pause, now)
            self._pace.hold(due.chat, 1.5 * pause, now)  # so that the next try is another chat's, if there is one
        else:
            self._pace.hold(due.chat, BACKOFF[min(due.tries, len(BACKOFF) - 1)], now)

    def _again(self, due: Due, error: SendError) -> str:
        """The state after a failure that is not final: a reply is sent again, a reminder is not."""
        if isinstance(error, Offline):
            return "waiting" if self._line.down or due.tries + 1 < GIVE_UP else "failed"
        self._doubts[due.id] = self._doubts.get(due.id, 0) + 1
        if due.again and self._doubts[due.id] < IN_DOUBT:
            return "waiting"
        del self._doubts[due.id]
        return "doubt"

    def _note(self, session: Session, landed: list[Landed]) -> None:
        delivery.settle(session, [it.settled for it in landed])
        if self._line.down != self._noted_down:
            self._noted_down = self._line.down
            lines.note(session, *self._here(), self._desk.clock() if self._line.down else None)
        self._meter.count(session, [it.due for it in landed if it.settled.state in {"sent", "doubt"}])
        for it in landed:
            if it.error is not None:
                self._note_failure(session, it)

    def _note_failure(self, session: Session, it: Landed) -> None:
        chat = Chat(*self._here(), it.due.chat)
        if isinstance(it.error, Moved):
            post.move_chat(session, chat, it.error.chat)
        elif isinstance(it.error, Unreachable):
            self._desk.notices.unreachable(session, chat, it.error, it.due.id)
        elif isinstance(it.error, Spent):
            self._desk.notices.spent(session, *self._here(), it.error.retry_after)
        goes_on = it.settled.state == "failed" and failover.after_failure(session, it.due.id, self._desk.clock())
        given_up = it.settled.state == "failed" and isinstance(it.error, Offline) and not goes_on
        if it.settled.state == "doubt" or given_up:
            self._desk.notices.undelivered(session, it.due.id)

    async def _sleep(self, pause: float) -> None:
        """Until somebody wakes us, some seconds at most; while sends are under way until they have gathered."""
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self._woken.wait()
        while self._under_way and not self._stopping:
            left = self._turned + GATHER - time.monotonic()
            if left <= 0:
                break
            await asyncio.sleep(left)
