"""What every part of the web chat's site is given; who is asking is told by a signed cookie with the chat's id."""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import Engine
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.channel import Web, address
from db import post
from db.engine import writing
from db.models import Secret
from handlers.message import Address, Message

COOKIE = "khupho"
COOKIE_SECONDS = 400 * 24 * 3600  # as long as browsers allow; every visit renews it
KEY_NAME = "web-session"


class Demo(Protocol):
    """What the demo strip needs: sample people whose chats may be opened, and a clock that may be moved forward."""

    def people(self) -> Sequence[tuple[str, str]]:
        """The sample people as (key, label); the key is also the id of their web chat. The first is shown first."""
        ...

    def now(self) -> datetime:
        """The demo's instant (aware)."""
        ...

    def move(self, to: datetime) -> Awaitable[None] | None:
        """Move the clock forward to an instant and do what falls due."""
        ...

    def next_reminder(self) -> datetime | None:
        """When the next reminder is due; None when none is in sight."""
        ...


@dataclass(frozen=True, slots=True)
class Site:
    """The channel, where messages are handed over, the clock, the committee's time zone, and the demo if it is one."""

    web: Web
    receive: Callable[[Sequence[Message]], None]
    clock: Callable[[], datetime]
    zone: tzinfo
    signer: URLSafeSerializer
    demo: Demo | None

    def chat(self, request: Request) -> str | None:
        """The chat that the visitor's cookie opens."""
        try:
            chat = self.signer.loads(request.cookies.get(COOKIE, ""))
        except BadSignature:
            return None
        return chat if isinstance(chat, str) else None

    def address(self, request: Request) -> Address:
        """The address of the visitor's chat. Raises HTTPException 401."""
        chat = self.chat(request)
        if chat is None:
            raise HTTPException(401, "Mời bác vào lại bằng lời mời ạ.")
        return address(chat)

    def remember(self, request: Request, response: Response, chat: str) -> None:
        """Let the visitor's browser open this chat from now on."""
        response.set_cookie(
            COOKIE, self.signer.dumps(chat), max_age=COOKIE_SECONDS, httponly=True, samesite="lax",
            secure=request.url.scheme == "https",
        )  # fmt: skip


def signer(engine: Engine) -> URLSafeSerializer:
    """The signer of this installation's cookies; its key is made on first use."""
    with writing(engine) as session:
        post.insert_new(session, Secret, [{"name": KEY_NAME, "value": secrets.token_urlsafe(32)}])
        secret = session.get_one(Secret, KEY_NAME)
        return URLSafeSerializer(secret.value, salt="khupho web chat")
