"""Sending what is on its way: one sender for each channel and bot; replies first, in order within a chat."""

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta

from sqlmodel import Session, select

from bot.channel import Busy, Channel, InDoubt, Loaded, Moved, Offline, Refused, SendError, Unreachable
from bot.desk import Desk
from db import post
from db.engine import reading, writing
from db.models import File, Outgoing
from db.post import Chat
from handlers.message import Address, Reply, reply_json

log = logging.getLogger(__name__)

PACE = 1 / 25  # seconds between two messages of one bot; Telegram allows about 30 a second
BACKOFF = (1, 5, 30, 120, 600)  # seconds before another try after a failure that is safe to repeat


class Sender:
    """Takes the rows of one channel off the table, one after the other."""

    def __init__(self, desk: Desk, channel: Channel) -> None:
        self._desk = desk
        self._channel = channel
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Look at the table now."""
        self._woken.set()

    def stop(self) -> None:
        """Send nothing more after what is being sent."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Send until stopped; sleeps until woken or for a second."""
        with writing(self._desk.engine) as session:
            self._settle_interrupted(session)
        while not self._stopping:
            self._woken.clear()
            if await self._send_one():
                await asyncio.sleep(PACE)
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), timeout=1)

    async def _send_one(self) -> bool:
        """Send one message; when the tables cannot be had for now, log it and let the next turn try again."""
        try:
            return await self.send_next()
        except Exception:
            log.exception("the next message could not be taken or noted")
            return False

    async def send_next(self) -> bool:
        """Send one message; False when none is due."""
        with writing(self._desk.engine) as session:
            row = post.next_outgoing(session, self._channel.name, self._channel.bot, self._desk.clock())
            if row is None:
                return False
            row.state = "sending"
            row.tries += 1
            session.add(row)
            outgoing_id = row.id or 0
        try:
            await self._send(outgoing_id)
        except SendError as error:
            self._failed(outgoing_id, error)
        except Exception as error:
            log.exception("a bug of ours: message %s could not be sent", outgoing_id)
            self._failed(outgoing_id, InDoubt(type(error).__name__))
        return True

    async def _send(self, outgoing_id: int) -> None:
        with reading(self._desk.engine) as session:
            row = session.get_one(Outgoing, outgoing_id)
            reply, to = reply_json.validate_json(row.reply), Address(row.channel, row.bot, row.chat)
            files = _files(session, reply)
            replaces = session.get_one(Outgoing, row.edits_id).message_id if row.edits_id else None
            if row.edits_id is not None and replaces is None:
                raise Refused("the message to change was never sent")
        message_id = await self._channel.send(to, reply, files, replaces=replaces)
        self._settle(outgoing_id, "sent", message_id=message_id)

    def _failed(self, outgoing_id: int, error: SendError) -> None:
        log.warning("message %s was not sent: %s", outgoing_id, error)
        if isinstance(error, Busy):
            self._again(outgoing_id, error.retry_after, error)
        elif isinstance(error, Offline):
            self._again(outgoing_id, None, error)
        elif isinstance(error, Moved):
            self._move(outgoing_id, error.chat)
        elif isinstance(error, Unreachable):
            self._settle(outgoing_id, "failed", error=str(error), unreachable=True)
        elif isinstance(error, InDoubt):
            self._in_doubt(outgoing_id, error)
        elif isinstance(error, Refused):
            self._settle(outgoing_id, "failed", error=str(error))

    def _settle(
        self, outgoing_id: int, state: str, *, message_id: str | None = None, error: str | None = None,
        unreachable: bool = False,
    ) -> None:  # fmt: skip
        with writing(self._desk.engine) as session:
            row = session.get_one(Outgoing, outgoing_id)
            row.state, row.message_id, row.error = state, message_id, error
            session.add(row)
            if unreachable:
                post.mark_unreachable(session, Chat(row.channel, row.bot, row.chat), error or "")

    def _again(self, outgoing_id: int, seconds: float | None, error: SendError) -> None:
        with writing(self._desk.engine) as session:
            row = session.get_one(Outgoing, outgoing_id)
            pause = BACKOFF[min(row.tries, len(BACKOFF)) - 1] if seconds is None else seconds
            row.state, row.error = "waiting", str(error)
            row.not_before = self._desk.clock() + timedelta(seconds=pause)
            session.add(row)

    def _in_doubt(self, outgoing_id: int, error: SendError) -> None:
        """The answer was lost: a reply is sent again (better twice than unanswered), a reminder is not."""
        with reading(self._desk.engine) as session:
            row = session.get_one(Outgoing, outgoing_id)
            repeat = row.priority == post.REPLY and row.tries < len(BACKOFF)
        if repeat:
            self._again(outgoing_id, None, error)
        else:
            self._settle(outgoing_id, "doubt", error=str(error))

    def _move(self, outgoing_id: int, chat: str) -> None:
        with writing(self._desk.engine) as session:
            row = session.get_one(Outgoing, outgoing_id)
            post.move_chat(session, Chat(row.channel, row.bot, row.chat), chat)
            row.state = "waiting"
            session.add(row)

    def _settle_interrupted(self, session: Session) -> None:
        """What was being sent when the process died: replies go again, reminders are in doubt and stay so."""
        interrupted = session.exec(
            select(Outgoing).where(
                Outgoing.channel == self._channel.name, Outgoing.bot == self._channel.bot, Outgoing.state == "sending"
            )
        ).all()
        for row in interrupted:
            row.state = "waiting" if row.priority == post.REPLY else "doubt"
            row.error = "interrupted while sending"
            session.add(row)


def _files(session: Session, reply: Reply) -> dict[str, Loaded]:
    found = (session.get_one(File, attached.file) for attached in reply.attached)
    return {f.sha256: Loaded(f.content, f.media_type, f.name) for f in found}
