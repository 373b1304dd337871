"""What every part of the web chat's site is given; who is asking is told by a signed cookie: the chat and the visit."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Protocol

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import Engine
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.channel import Web, address, keyed
from db import common_room, post, visits
from db.common_room import Member
from db.engine import reading, writing
from handlers.message import Address, Message

COOKIE = "khupho"
COOKIE_SECONDS = 400 * 24 * 3600  # as long as browsers allow; every visit renews it


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
        """The chat that the visitor's cookie opens; None when there is none or it was ended."""
        visit = self.visit(request)
        return visit[0] if visit else None

    def visit(self, request: Request) -> tuple[str, int] | None:
        """The chat and the number of the visit, when it was not ended; looked up once in a request."""
        if not hasattr(request.state, "visit"):
            request.state.visit = self._visit(request)
        found: tuple[str, int] | None = request.state.visit
        return found

    def _visit(self, request: Request) -> tuple[str, int] | None:
        try:
            told = self.signer.loads(request.cookies.get(COOKIE, ""))
        except BadSignature:
            return None
        match told:
            case [str(chat), int(number)] if self.is_open(chat, number):
                return chat, number
        return None

    def is_open(self, chat: str, number: int) -> bool:
        """Whether a visit was not ended; notes now and then that it goes on."""
        now = self.clock()
        with reading(self.web.engine) as session:
            found = visits.find(session, number, chat)
            if found is None or now - found.seen < visits.NOTED_EVERY:
                return found is not None
        with writing(self.web.engine) as session:
            found = visits.find(session, number, chat)
            if found is not None:
                found.seen = now
                session.add(found)
            return found is not None

    def address(self, request: Request) -> Address:
        """The address of the visitor's chat. Raises HTTPException 401."""
        chat = self.chat(request)
        if chat is None:
            raise HTTPException(401, "Mời bác vào lại bằng lời mời ạ.")
        return address(chat)

    def today(self) -> date:
        """The day in the committee's time zone."""
        return self.clock().astimezone(self.zone).date()

    def member(self, chat: str) -> Member | None:
        """Whose chat it is, and of which committees they are today; None for somebody we do not know."""
        with reading(self.web.engine) as session:
            return common_room.member(session, keyed(chat), self.today())

    def remember(self, request: Request, response: Response, chat: str) -> None:
        """Let the visitor's browser open this chat from now on."""
        visit = self.visit(request)
        if visit is None or visit[0] != chat:
            with writing(self.web.engine) as session:
                if visit is not None:
                    visits.end(session, visit[1])
                visit = chat, visits.begin(session, chat, device(request.headers.get("user-agent", "")), self.clock())
            request.state.visit = visit
        response.set_cookie(
            COOKIE, self.signer.dumps(visit), max_age=COOKIE_SECONDS, httponly=True, samesite="lax",
            secure=request.url.scheme == "https",
        )  # fmt: skip


def signer(engine: Engine) -> URLSafeSerializer:
    """The signer of this installation's cookies; its key is made on first use."""
    with writing(engine) as session:
        return URLSafeSerializer(post.secret(session, "web-session"), salt="khupho web chat")


def device(agent: str) -> str:
    """A browser as its owner would call it, from what it says of itself.

    >>> device("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36")
    'Chrome trên Android'
    """
    browser = next((name for sign, name in _BROWSERS if sign in agent), "Trình duyệt")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "máy tính")
    return f"{browser} trên {system}"


_BROWSERS = (("Zalo", "Zalo"), ("Edg", "Edge"), ("OPR", "Opera"), ("coc_coc", "Cốc Cốc"), ("SamsungBrowser", "Samsung"),
             ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
)
