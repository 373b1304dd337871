"""The bots of the configuration, each ready to receive and to send."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.channel import Channel, Hook
from bot.config import Settings, Telegram, Zalo
from bot.desk import Desk
from bot.telegram import LIMITS, Profile
from bot.telegram import SECRET_HEADER as TELEGRAM_HEADER
from bot.telegram import Telegram as OnTelegram
from bot.web.doors import Door
from bot.web.doors import path as door_path
from bot.web.links import Links
from bot.zalo import SECRET_HEADER as ZALO_HEADER
from bot.zalo import Zalo as OnZalo
from bot.zalo import shared_link
from db import lines, post
from db.engine import writing
from handlers import texts
from handlers.message import Message

PROFILE = Profile(texts.general.COMMANDS, texts.general.BOT_LONG, texts.general.BOT_SHORT)

Receive = Callable[[Sequence[Message]], None]


class Messenger(Channel, Protocol):
    """A channel that others run: it has to be asked for news, or brings it to a door."""

    hook: Hook | None

    def run(self, receive: Receive) -> Coroutine[object, object, None]:
        """Receive until cancelled. Raises StartError."""
        ...

    def is_receiving(self) -> bool:
        """Whether what people write arrives."""
        ...

    async def take(self, body: bytes, secret: str | None) -> bool:
        """Take in what is brought to the door."""
        ...


@dataclass(frozen=True, slots=True)
class Running:
    """The bots, the doors at which news is brought, and whether each works, by the bot's name."""

    bots: Sequence[Messenger]
    doors: Mapping[str, Door]
    parts: Mapping[str, Callable[[], bool]]


def made(settings: Settings, desk: Desk, links: Links) -> Running:
    """Every bot that has a token. Raises StartError for a token that cannot be one."""
    telegram: list[tuple[str, Messenger]] = [
        (TELEGRAM_HEADER, _telegram(told, desk)) for told in settings.telegram if told.token
    ]
    zalo: list[tuple[str, Messenger]] = [
        (ZALO_HEADER, _zalo(told, desk, links)) for told in settings.zalo if told.token
    ]
    bots = [*telegram, *zalo]
    _register(settings, desk)
    return Running(
        [bot for _, bot in bots],
        {_named(bot.name, bot.bot): Door(header, bot.take) for header, bot in bots if bot.hook},
        {_named(bot.name, bot.bot): bot.is_receiving for _, bot in bots},
    )


def _register(settings: Settings, desk: Desk) -> None:
    """Let the others know of the bots: where people find them and what their plans allow."""
    with writing(desk.engine) as session:
        lines.register(session, "web", "main", link=settings.web.public or "")
        for one in settings.telegram:
            if one.token:
                lines.register(session, "telegram", one.bot)
        for zalo in settings.zalo:
            if zalo.token:
                link = shared_link(zalo.token.get_secret_value())
                plan = {"people": zalo.people, "per_month": zalo.per_month}
                lines.register(session, "zalo", zalo.bot, link=link, **plan)


def secrets(settings: Settings) -> list[str]:
    """Every token, which no log may hold."""
    return [told.token.get_secret_value() for told in (*settings.telegram, *settings.zalo) if told.token]


def _named(channel: str, bot: str) -> str:
    """A bot as doors and monitoring call it: "telegram", or "telegram-kp9" for one that has a name.

    >>> _named("zalo", "main"), _named("zalo", "kp9")
    ('zalo', 'zalo-kp9')
    """
    return channel if bot == "main" else f"{channel}-{bot}"


def _telegram(told: Telegram, desk: Desk) -> OnTelegram:
    limits = replace(LIMITS, per_second=told.per_second, per_chat=told.per_chat, per_group=told.per_group)
    token = told.token.get_secret_value() if told.token else ""
    hook = _hook(told.webhook, _named("telegram", told.bot), desk)
    return OnTelegram(token, told.base_url, told.bot, proxy=_proxy(told), profile=PROFILE, hook=hook, limits=limits)


def _zalo(told: Zalo, desk: Desk, links: Links) -> OnZalo:
    token = told.token.get_secret_value() if told.token else ""
    hook = _hook(told.webhook, _named("zalo", told.bot), desk)
    return OnZalo(token, links.to, base_url=told.base_url, bot=told.bot, proxy=_proxy(told), hook=hook)


def _proxy(told: Telegram | Zalo) -> str | None:
    return told.proxy.get_secret_value() if told.proxy else None


def _hook(public: str | None, name: str, desk: Desk) -> Hook | None:
    if public is None:
        return None
    with writing(desk.engine) as session:
        return Hook(public + door_path(name), post.secret(session, f"{name}-webhook"))
