"""Zalo as a messenger of the bot: receives by polling (trials) or by webhook (production), sends, fetches pictures.

Zalo forgets a message as soon as it has handed it over, and drops what comes while nobody asks: so each is committed at
once and the next question goes out before the talk begins to answer.
"""

import asyncio
import json
import logging
import math
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence

from bot.channel import Busy, Hook, InDoubt, Loaded, Offline, SendError, StartError
from bot.outage import Outage
from bot.pace import Limits, Tariff
from bot.zalo import sending
from bot.zalo.api import PHOTO_HOSTS, Api, Idle, Json, NotFound, Unauthorized, WrongToken
from bot.zalo.sending import Link
from bot.zalo.updates import CHANNEL, to_message, unwrapped
from db.engine import unavailable
from handlers.message import Address, Message, Photo, Reply

Receive = Callable[[Sequence[Message]], Awaitable[None] | None]

POLL = 30  # seconds that a question for news may wait at Zalo
FLOOR = 1.0  # seconds to wait when Zalo answers at once with what we know already
LONGEST_PAUSE = 60.0  # seconds between two questions while Zalo is not to be had
TARIFF = Tariff(sending.cost, sending.brief)
LIMITS = Limits(per_second=5, per_chat=1, tariff=TARIFF)  # Zalo names none; others sent 10 in half a second
SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105 (the name of a header)
REMEMBERED = 1000  # messages by which a repetition is noticed; the tables know all of them

log = logging.getLogger(__name__)


class Zalo:
    """One bot on Zalo. Sends only while `run` runs; before and after, sending raises Offline."""

    name = CHANNEL

    def __init__(
        self,
        token: str,
        link: Link,
        *,
        base_url: str | None = None,
        bot: str = "main",
        proxy: str | None = None,
        hook: Hook | None = None,
        photo_hosts: tuple[str, ...] = PHOTO_HOSTS,
        limits: Limits = LIMITS,
    ) -> None:
        self.limits = limits
        self.bot = bot
        self.hook = hook
        self.shown_as = ""
        self._link = link
        self._photo_hosts = photo_hosts
        self._api = Api(token, base_url, proxy)
        self._receive: Receive = _nobody
        self._rejected = asyncio.Event()
        self._line = Outage(f"{CHANNEL}:{bot}, asked for news,")
        self._heard = -math.inf  # when Zalo last answered, by the monotonic clock

    async def run(self, receive: Receive) -> None:
        """Receive until cancelled; `receive` keeps what came before it returns. Raises StartError."""
        self._receive = receive
        await self._api.open()
        try:
            await self._connect()
            if self.hook is None:
                await self._without_hook()
                await self._poll()
            else:
                await self._set_hook(self.hook)
                await self._rejected.wait()
                raise WrongToken("Zalo no longer accepts the token")
        except Unauthorized:
            raise WrongToken("Zalo does not accept the token") from None
        finally:
            await self._api.close()

    async def send(self, to: Address, reply: Reply, files: dict[str, Loaded], *, replaces: str | None) -> str:  # noqa: ARG002 (files go as links)
        """Send a reply; the id of its last message.

        Zalo cannot change a message: one that only loses its choices stays as it is, any other change is a new message.
        """
        if replaces is not None and not reply.choices:
            return replaces
        sent = ""
        for number, (method, parameters) in enumerate(sending.requests(reply, to.chat, self._link)):
            try:
                sent = str((await self._api.call(method, **parameters)).get("message_id", ""))
            except Unauthorized:
                self._rejected.set()
                raise
            except (Busy, Offline) as error:
                if number:
                    raise InDoubt(f"only a part was delivered: {error}") from None
                raise
        return sent

    async def fetch(self, photo: Photo) -> Loaded:
        """The bytes of a picture that somebody sent; the address dies soon, so it must be asked for at once."""
        return await self._api.download(photo.ref, self._photo_hosts)

    def is_receiving(self) -> bool:
        """Whether Zalo answered our question for news lately, or can bring us news."""
        return bool(self.shown_as) and (self.hook is not None or time.monotonic() - self._heard < 3 * POLL)

    async def take(self, body: bytes, secret: str | None) -> bool:
        """Take in what Zalo brings to the webhook; it is kept when this returns. False for a caller who is not Zalo.

        Raises ValueError for a body that is not JSON. An empty one is a probe, of anybody: whether it bears the secret,
        nobody has said.
        """
        if not body.strip():
            return True
        if self.hook is None or not self.hook.is_from_them(secret):
            return False
        event = unwrapped(json.loads(body))
        if event is not None:
            await self._keep(event)
        return True

    async def _connect(self) -> None:
        """Learn who we are, however long the network is down."""
        pauses = _pauses()
        while True:
            try:
                me = await self._api.call("getMe")
            except (Unauthorized, NotFound):
                raise WrongToken("Zalo does not know this token") from None
            except SendError as error:
                log.warning("Zalo cannot be reached (%s); trying again", error)
                await asyncio.sleep(next(pauses))
            else:
                self.shown_as = str(me.get("display_name") or me.get("account_name") or "")
                log.info("receiving on Zalo as %s", self.shown_as)
                return

    async def _without_hook(self) -> None:
        """Polling gives nothing while a webhook is set; whose it is, only the keeper knows."""
        url = await self._hook_now()
        if url:
            raise StartError(
                "Zalo brings this bot's messages to a webhook; set webhook under [[zalo]], or delete that webhook first"
            )

    async def _hook_now(self) -> str:
        try:
            return str((await self._api.call("getWebhookInfo")).get("url") or "")
        except NotFound:
            return ""

    async def _set_hook(self, hook: Hook) -> None:
        answer = await self._api.call("setWebhook", url=hook.url, secret_token=hook.secret)
        checked = answer.get("verification")
        if isinstance(checked, dict) and not checked.get("ok", True):
            log.warning(
                "Zalo could not reach the webhook: %s %s (%s)",
                checked.get("status_code", ""), checked.get("outcome", ""), checked.get("hint", ""),
            )  # fmt: skip

    async def _poll(self) -> None:
        known: deque[str] = deque(maxlen=REMEMBERED)
        pauses = _pauses()
        while True:
            asked = time.monotonic()
            try:
                event = await self._api.poll(POLL)
            except Idle:
                self._line.works()
                self._heard = time.monotonic()
                continue
            except Unauthorized:
                raise
            except SendError as error:
                self._line.failed(error)
                await asyncio.sleep(next(pauses))
                continue
            self._line.works()
            pauses, self._heard = _pauses(), time.monotonic()
            identity = await self._surely_kept(event)
            if identity is not None and identity in known and time.monotonic() - asked < FLOOR:
                await asyncio.sleep(FLOOR)
            known.append(identity or "")

    async def _surely_kept(self, event: Json) -> str | None:
        """Keep an event, however long the tables cannot be had: a question for news brings it only once."""
        pauses = _pauses()
        while True:
            try:
                return await self._keep(event)
            except Exception as error:
                if not unavailable(error):
                    raise
            await asyncio.sleep(next(pauses))

    async def _keep(self, event: Json) -> str | None:
        """Commit what was said in an event; the message's id. An event of a shape unknown to us stops only itself."""
        try:
            message = to_message(event, self.bot, self.shown_as)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            log.warning("an event %.60r of Zalo cannot be read (%s)", event.get("event_name"), type(error).__name__)
            return None
        if message is None:
            return None
        kept = self._receive([message])
        if kept is not None:
            await kept
        return message.id


def shared_link(token: str) -> str:
    """The address at which people open the bot of a token.

    >>> shared_link("4321:secret")
    'https://zalo.me/4321'
    """
    return f"https://zalo.me/{token.strip().partition(':')[0]}"


def _pauses() -> Iterator[float]:
    """Seconds between tries, growing."""
    pause = 1.0
    while True:
        yield pause * random.uniform(0.8, 1.2)  # noqa: S311 - so that many bots do not come back at the same instant
        pause = min(pause * 2, LONGEST_PAUSE)


def _nobody(_: Sequence[Message]) -> None:
    raise RuntimeError("nobody receives yet")
