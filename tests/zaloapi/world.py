"""Who talks to the bot on Zalo and what the bot has said: the state behind the stand-in."""

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
PRIVATE, GROUP = "PRIVATE", "GROUP"


@dataclass
class Knobs:
    """How Zalo behaves where the sources contradict each other; the first value of each is the usual one."""

    http_status_mode: Literal["200", "real"] = "200"
    queue_mode: Literal["live_only", "pop_once", "replay"] = "live_only"
    webhook_body: Literal["flat", "wrapped"] = "flat"
    image_field: Literal["photo_url", "photo"] = "photo_url"
    success_error_code_zero: bool = True
    users_limit: int = 50
    month_quota: int = 3000
    quota_counts: Literal["out", "both"] = "out"
    unsupported_without_message: bool = False
    date_in_seconds: bool = False
    groups_enabled: bool = True
    probe_on_set_webhook: bool = True
    bare_probe: bool = False  # without the secret and without a type
    photo_fetch: bool = False  # whether Zalo gets a picture that is sent, as it does in truth
    test_webhook: str = "webhook.ok"  # the outcome; "limit": no more today, "": there is no such method
    poll_seconds: float = 30  # the longest that a poll waits; tests do not want to


@dataclass
class Failure:
    """One request that goes wrong: an error of the API, a page of nginx, silence, or a connection that breaks."""

    method: str
    code: int = 0
    form: Literal["json", "nginx_html", "timeout", "reset_before", "reset_after"] = "json"
    times: int = 1
    after: int = 0  # requests that still go well


@dataclass
class World:
    """The chats, the queue of the bot, and what it sent."""

    name: str = "Bot Khu Phố Thử"
    knobs: Knobs = field(default_factory=Knobs)
    sent: list[Json] = field(default_factory=list)
    queue: list[Json] = field(default_factory=list)
    known: set[str] = field(default_factory=set)  # chats that have written to the bot
    blocked: set[str] = field(default_factory=set)
    users: set[str] = field(default_factory=set)
    turned_away: set[str] = field(default_factory=set)  # chats of people whom the plan no longer serves
    failures: list[Failure] = field(default_factory=list)
    polls: int = 0  # that wait now
    month_in: int = 0
    dropped: int = 0  # messages which Zalo did not hand over
    reached_at: str = ""  # "127.0.0.1:8080": where the bot's public address is served in truth
    fetched: list[bytes] = field(default_factory=list)  # pictures that the bot sent
    webhook: Json | None = None
    changed: Callable[[], None] = lambda: None
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(0x5B1E0C7A93D2F4E8))

    def person(self, name: str, user_id: str | None = None) -> "Person":
        """Somebody with a private chat, who has not written yet."""
        return Person(self, user_id or f"{next(self.numbers):020x}", name)

    def accept(self, event: Json, user: str, chat: str) -> Json | None:
        """Take in what somebody did; None when Zalo drops it."""
        self.users.add(user) if len(self.users) < self.knobs.users_limit else None
        live = self.polls > 0 or self.webhook is not None or self.knobs.queue_mode != "live_only"
        if user not in self.users or not live:
            self.turned_away.update({chat} if user not in self.users else ())
            self.dropped += 1
            return None
        self.month_in += 1
        self.known.add(chat)
        self.queue.append(event)
        self.changed()
        return event

    def texts(self, chat: str) -> list[str]:
        """What the bot has said in a chat, oldest first; a picture as its address in brackets."""
        return [
            " ".join(filter(None, [f"({one['photo']})" if "photo" in one else "", one.get("text", one.get("caption"))]))
            for one in self.sent
            if one["chat_id"] == chat
        ]


@dataclass
class Person:
    """Somebody who talks to the bot, alone or in a group."""

    world: World
    id: str
    name: str
    is_bot: bool = False

    def write(self, text: str, group: str | None = None, message_id: str | None = None) -> Json | None:
        """A text; in a group the bot gets it only if it is mentioned."""
        return self._do("message.text.received", {"text": text}, group, message_id, mention="@" in text)

    def photo(self, url: str, caption: str | None = None, group: str | None = None) -> Json | None:
        """A picture that lies at an address."""
        said = {self.world.knobs.image_field: url, "message_type": "CHAT_PHOTO"} | (
            {"caption": caption} if caption else {}
        )
        return self._do("message.image.received", said, group, mention="@" in (caption or ""))

    def unsupported(self, group: str | None = None) -> Json | None:
        """A thing that Zalo does not hand to bots (a file, a place), or anything of a protected person."""
        return self._do("message.unsupported.received", {}, group, mention=True)

    def voice(self, url: str) -> Json | None:
        """A voice note."""
        return self._do("message.voice.received", {"voice_url": url, "message_type": "CHAT_VOICE"}, None)

    def _do(
        self, event: str, said: Json, group: str | None, message_id: str | None = None, *, mention: bool = True
    ) -> Json | None:
        knobs = self.world.knobs
        if group and not (mention and knobs.groups_enabled):
            self.world.dropped += 1
            return None
        chat = group or self.id
        stamp = time.time() if knobs.date_in_seconds else time.time() * 1000
        message = {
            "from": {"id": self.id, "display_name": self.name, "is_bot": self.is_bot},
            "chat": {"id": chat, "chat_type": GROUP if group else PRIVATE},
            "message_id": message_id or f"{next(self.world.numbers):x}",
            "date": int(stamp),
            **said,
        }
        bare = knobs.unsupported_without_message and event == "message.unsupported.received"
        return self.world.accept(
            {"event_name": event} if bare else {"event_name": event, "message": message}, self.id, chat
        )


async def until(happened: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something is so; fail if it never is."""
    async with asyncio.timeout(seconds):
        while not happened():  # noqa: ASYNC110 - anything may be waited for
            await asyncio.sleep(0.005)
