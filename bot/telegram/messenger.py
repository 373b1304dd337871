"""Telegram as a messenger of the bot: receives by polling or by webhook, sends, fetches pictures.

What Telegram hands over is given to `receive` and kept before the next request, or our answer to the webhook, confirms
it, so nothing is lost when the process dies in between.
"""

import asyncio
import json
import logging
import os
import re
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.channel import Hook, Loaded, Offline, StartError
from bot.outage import Outage
from bot.pace import Limits
from bot.telegram import sending
from bot.telegram.calls import call
from bot.telegram.polling import LAST_WORD, POLL, UPDATES, Polling
from bot.telegram.transport import Transport
from bot.telegram.updates import CHANNEL, TAP, Raw, to_message
from handlers.message import Address, Message, Photo, Reply

os.environ.setdefault("PTB_TIMEDELTA", "true")  # else the library warns whenever Telegram asks to wait

Receive = Callable[[Sequence[Message]], Awaitable[None] | None]

OFFICIAL = "https://api.telegram.org"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the name of a header)
LIMITS = Limits(per_second=30, per_chat=1, burst=3, per_group=20, at_once=256)

logging.getLogger("telegram").setLevel(logging.INFO)  # its debugging lines hold the token and what people write
log = logging.getLogger(__name__)


class WrongToken(StartError):
    """Telegram does not know the token. The text does not hold it."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What Telegram shows of the bot: its menu of commands, the page before the first message, the line in a search."""

    commands: tuple[tuple[str, str], ...] = ()
    description: str = ""
    short_description: str = ""


class Telegram:
    """One bot on Telegram. Sends only while `run` runs; before and after, sending raises Offline."""

    name = CHANNEL

    def __init__(
        self,
        token: str,
        base_url: str | None = None,
        bot: str = "main",
        proxy: str | None = None,
        profile: Profile | None = None,
        hook: Hook | None = None,
        limits: Limits = LIMITS,
    ) -> None:
        if not re.fullmatch(r"\d+:[\w-]+", token):
            raise WrongToken("a token has the form 123456:ABC-DEF")
        self.bot = bot
        self.limits = limits
        self.username = ""
        self.hook = hook
        self._profile = profile or Profile()
        self._receive: Receive = _nobody
        base = (base_url or OFFICIAL).rstrip("/")
        news = Transport(base, proxy=proxy)
        self._api = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=Transport(base, proxy=proxy),
            get_updates_request=news,
        )
        self._polling = Polling(self._api, news, self._take, Outage(f"{CHANNEL}:{bot}, asked for news,"))
        self._running = False
        self._aside: set[asyncio.Task[None]] = set()

    async def run(self, receive: Receive) -> None:
        """Receive until cancelled; `receive` keeps what came before it returns. Raises WrongToken."""
        self._receive = receive
        try:
            await self._connect()
            await self._listen()
        except InvalidToken:
            raise WrongToken("Telegram no longer accepts the token") from None
        finally:
            await self._stop()

    async def send(self, to: Address, reply: Reply, files: dict[str, Loaded], *, replaces: str | None) -> str:
        """Send a reply, or show it in place of the message `replaces`; the id of the message that has the choices."""
        return await sending.send(self._api, int(to.chat), reply, files, replaces)

    async def fetch(self, photo: Photo) -> Loaded:
        """The bytes of a picture that somebody sent."""
        return await sending.fetch(self._api, photo)

    def is_receiving(self) -> bool:
        """Whether Telegram answered our question for news lately, or can bring us news."""
        return self._running and (self.hook is not None or time.monotonic() - self._polling.heard < 3 * POLL)

    async def take(self, body: bytes, secret: str | None) -> bool:
        """Take in what Telegram brings to the webhook; it is kept when this returns. False for a caller who is not it.

        Raises ValueError for a body that is no update, and Offline while we do not know yet who we are.
        """
        if self.hook is None or not self.hook.is_from_them(secret):
            return False
        match json.loads(body):
            case {"update_id": int()} as update if self._running:
                await self._take([update])
                return True
            case {"update_id": int()}:
                raise Offline("not started yet")
            case _:
                raise ValueError("not an update")

    async def _connect(self) -> None:
        """Learn who we are, however long the network is down."""
        await self._until_done(self._api.initialize)
        self.username = self._api.username

    async def _until_done(self, step: Callable[[], Awaitable[None]]) -> None:
        line = Outage(f"{CHANNEL}:{self.bot}, asked at the start,", after=1)
        while True:
            try:
                await step()
            except InvalidToken:
                raise WrongToken("Telegram does not know this token") from None
            except TelegramError as error:
                await asyncio.sleep(line.failed(error))
            else:
                line.works()
                return

    async def _listen(self) -> None:
        """Receive until cancelled. Raises InvalidToken."""
        self._running = True
        if self.hook is not None:
            await self._until_done(partial(self._set_hook, self.hook))
        else:
            await self._until_done(self._no_hook)
        log.info("receiving on Telegram as @%s", self.username)
        self._beside(self._introduce())
        if self.hook is None:
            await self._polling.run()
        await asyncio.Event().wait()

    async def _no_hook(self) -> None:
        """Have updates kept for us to ask for, whatever was set before."""
        await self._api.delete_webhook()

    async def _set_hook(self, hook: Hook) -> None:
        try:
            await self._api.set_webhook(hook.url, secret_token=hook.secret, allowed_updates=UPDATES)
        except BadRequest as error:
            raise StartError(f"Telegram does not take the webhook: {error}") from None

    async def _introduce(self) -> None:
        """Tell Telegram what it shows of us. It limits how often that may change, so a refusal is only noted."""
        about = self._profile
        try:
            if about.commands:
                await self._api.set_my_commands(about.commands)
            if about.description:
                await self._api.set_my_description(about.description)
            if about.short_description:
                await self._api.set_my_short_description(about.short_description)
        except TelegramError as error:
            log.warning("Telegram did not take over the description of the bot: %s", error)

    async def _stop(self) -> None:
        if self._running and self.hook is None:
            await self._polling.confirm()
        self._running = False
        if self._aside:
            await asyncio.wait(self._aside, timeout=LAST_WORD)
        for task in self._aside:
            task.cancel()
        await self._api.shutdown()

    async def _take(self, updates: Sequence[Raw]) -> None:
        """Keep what is in a batch, then let the buttons that were tapped stop turning."""
        messages = [message for update in updates if (message := self._read(update))]
        kept = self._receive(messages)
        if kept is not None:
            await kept
        for message in messages:
            if message.kind == "tap":
                self._beside(self._answer(message.id.removeprefix(TAP)))

    def _beside(self, work: Coroutine[object, object, None]) -> None:
        """Do something while news go on coming."""
        task = asyncio.create_task(work)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)

    def _read(self, update: Raw) -> Message | None:
        try:
            return to_message(update, self.bot, self.username, datetime.now(UTC))
        except Exception as error:  # noqa: BLE001 - whatever it is, it must stop only itself
            log.warning("update %s of Telegram cannot be read (%s)", update.get("update_id"), type(error).__name__)
            return None

    async def _answer(self, tap: str) -> None:
        """Let a button stop turning. What the tap does is told by a message."""
        try:
            await call(self._api, "answerCallbackQuery", callback_query_id=tap)
        except TelegramError as error:
            log.info("a tap could not be answered: %s", error)


def _nobody(_: Sequence[Message]) -> None:
    raise RuntimeError("nobody receives yet")
