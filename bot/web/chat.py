"""The chat itself over HTTP: its history, what is new, words and taps."""

import asyncio
import hashlib
import json
import re
from collections.abc import AsyncIterator, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web import history
from bot.web.guard import Pace
from bot.web.history import Bubble
from bot.web.site import Site
from db import visits
from db.engine import reading, writing
from handlers.message import Address, Message

PAGE = 40
LONGEST = 10_000  # characters in one message
WHOLE_SECOND = timedelta(seconds=1)  # the page knows instants without their fractions
LOOK_EVERY = 3.0  # seconds; another process may have answered, whose bell we do not hear
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_BUBBLE = re.compile(r"[io][0-9]{1,12}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a visitor sits: the chat before them, the one that is theirs alone, and the number of their visit.

    Where others sit too, `name` is what these see, and `chats` are those from which the visitor's own words come.
    """

    chat: Address
    own: str
    visit: int
    name: str = ""
    chats: frozenset[str] = frozenset()


class Timeline:
    """A chat over HTTP, in JSON, below a path: what was said there, what is new, and what is said now."""

    path: str

    def __init__(self, site: Site, pace: Pace) -> None:
        self.site = site
        self.pace = pace

    def routes(self) -> list[Route]:
        """All of its addresses."""
        return [
            Route(f"{self.path}/history", self.history),
            Route(f"{self.path}/events", self.events),
            Route(f"{self.path}/send", self.send, methods=["POST"]),
        ]

    def seat(self, request: Request) -> Seat:
        """Where the visitor sits. Raises HTTPException where they may not."""
        visit = self.site.visit(request)
        return Seat(self.site.address(request), *(visit or ("", 0)))

    def is_open(self, seat: Seat) -> bool:
        """Whether the visitor may still sit there."""
        return self.site.is_open(seat.own, seat.visit)

    def message(self, seat: Seat, request: Request, identity: str, text: str, to: str | None) -> Message:
        """What the visitor says, perhaps in answer to a bubble."""
        answered = self._answered(seat.chat, to)
        return Message(seat.chat, identity, self.site.clock(), text, link=hall_link(request), refers_to=answered)

    async def history(self, request: Request) -> Response:
        """The newest bubbles, or those before `?before=`."""
        seat = self.seat(request)
        before = _cursor(request.query_params.get("before"))
        with reading(self.site.web.engine) as session:
            since = history.mark(session, seat.chat)  # first, so that what is written meanwhile is told again
            page = history.page(session, seat.chat, PAGE, before)
            unread = visits.unread(session, seat.chat.chat)
            working = history.working(session, seat.chat)
        return JSONResponse(
            {
                "chat": hashlib.sha256(self._store(seat).encode()).hexdigest()[:16],
                "bubbles": self._shown(seat, page.bubbles),
                "before": page.before and str(page.before),
                "since": str(since),
                "working": working,
                "unread": unread,
                "today": self.site.today().isoformat(),
            }
        )

    async def events(self, request: Request) -> Response:
        """Server-sent events from a cursor on: {"bubbles", "working", "today"}, each with the next cursor as its id."""
        seat = self.seat(request)
        since = _cursor(request.headers.get("last-event-id") or request.query_params.get("since"))
        return EventSourceResponse(self._news(seat, since or 0), ping=15)

    async def send(self, request: Request) -> Response:
        """Words: {"id": made by the page, so that a second try is not a second message, "text", "to": a bubble}."""
        seat = self.seat(request)
        said = await fields(request)
        identity, text, to = client_id(said.get("id")), said.get("text"), said.get("to")
        if not isinstance(text, str) or not text.strip():
            raise HTTPException(400, "Bác chưa viết gì ạ.")
        if len(text) > LONGEST:
            raise HTTPException(413, "Tin này dài quá, bác chia thành vài tin giúp em ạ.")
        answers = to if isinstance(to, str) and _BUBBLE.fullmatch(to) else None
        return self.take(self.message(seat, request, identity, text, answers))

    def take(self, message: Message) -> Response:
        """Hand a message over; the answer is given only when it is safely kept."""
        self.pace.take(message.sender or message.address.chat)
        self.keep(message)
        self.site.web.bell.ring(message.address.chat)
        return JSONResponse({"id": message.id}, 202)

    def keep(self, message: Message) -> None:
        """Keep a message, for the bot to answer."""
        self.site.receive([message])

    def _answered(self, chat: Address, bubble: str | None) -> str | None:
        """The id by which the talk knows the bubble that is answered; None for none, or one of another chat."""
        if bubble is None:
            return None
        with reading(self.site.web.engine) as session:
            return history.message_id(session, chat, bubble)

    def _store(self, seat: Seat) -> str:
        """What names the place in which a browser keeps words that are not sent yet: nobody else's."""
        return seat.chat.chat

    async def _news(self, seat: Seat, since: int) -> AsyncIterator[ServerSentEvent]:
        chat, bell, told, first = seat.chat, self.site.web.bell, dict[str, Any](), True
        with bell.listening(chat.chat) as rung:
            while not bell.closed and self.is_open(seat):
                rung.clear()
                with reading(self.site.web.engine) as session:
                    mark = history.mark(session, chat)
                    bubbles = self._shown(seat, history.changed(session, chat, since))
                    working = history.working(session, chat)
                now = {bubble["id"]: bubble for bubble in bubbles} | {"working": working}
                fresh = [bubble for bubble in bubbles if told.get(bubble["id"]) != bubble]
                if first or now != told:
                    news = {"bubbles": fresh, "working": working, "today": self.site.today().isoformat()}
                    yield ServerSentEvent(json.dumps(news, ensure_ascii=False), id=str(mark), event="news")
                first, told, since = False, now, max(since, mark)
                await _rung_or(rung, LOOK_EVERY)

    def told_at(self, at: datetime) -> str:
        """An instant as the page takes it."""
        return at.astimezone(self.site.zone).isoformat(timespec="seconds")

    def _shown(self, seat: Seat, bubbles: Iterable[Bubble]) -> list[dict[str, Any]]:
        return [self.shown(seat, bubble) for bubble in bubbles]

    def shown(self, seat: Seat, bubble: Bubble) -> dict[str, Any]:  # noqa: ARG002 (the same to whoever sees it)
        """A bubble as the page takes it."""
        pictures = [{"url": f"/file/{photo.file}", "name": "Ảnh bác gửi"} for photo in bubble.photos if photo.file]
        files = [{"url": f"/file/{it.file}", "name": it.name, "type": it.media_type} for it in bubble.attached]
        return {
            "id": bubble.id,
            "key": bubble.key,
            "mine": bubble.mine,
            "at": self.told_at(bubble.at),
            "text": bubble.text,
            "client": bubble.client,
            "to": bubble.answers,
            "table": bubble.table and asdict(bubble.table),
            "choices": [asdict(option) for option in bubble.choices],
            "pictures": pictures + [file for file in files if file["type"].startswith("image/")],
            "files": [file for file in files if not file["type"].startswith("image/")],
        }


class ChatRoutes(Timeline):
    """The addresses under /chat: one's own chat with the bot."""

    path = "/chat"

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            *super().routes(),
            Route("/chat/tap", self.tap, methods=["POST"]),
            Route("/chat/seen", self.seen, methods=["POST"]),
            Route("/chat/push", self.push_key, methods=["GET"]),
            Route("/chat/push", self.subscribe, methods=["POST"]),
        ]

    async def tap(self, request: Request) -> Response:
        """A tap: {"token"}. The token is the message's id, so that a second try is not a second tap."""
        chat = self.site.address(request)
        token = (await fields(request)).get("token")
        if not isinstance(token, str) or not _TOKEN.fullmatch(token):
            raise HTTPException(400, "Em không nhận ra nút này.")
        return self.take(
            Message(chat, history.TAP + token, self.site.clock(), kind="tap", tap=token, link=hall_link(request))
        )

    async def seen(self, request: Request) -> Response:
        """All that was told is on the screen: {"at": the newest bubble's instant}."""
        visit = self.site.visit(request)
        if visit is None:
            raise HTTPException(401, "Mời bác vào lại bằng lời mời ạ.")
        at = _instant((await fields(request)).get("at"))
        with writing(self.site.web.engine) as session:
            found = visits.find(session, visit[1], visit[0])
            if found is not None:
                visits.read_up_to(session, found, min(at + WHOLE_SECOND, self.site.clock()))
        return Response(status_code=204)

    async def push_key(self, request: Request) -> Response:
        """{"key"} by which a browser subscribes to push messages; null where the keeper has set none."""
        self.site.address(request)
        pusher = self.site.web.pusher
        return JSONResponse({"key": pusher.public if pusher else None})

    async def subscribe(self, request: Request) -> Response:
        """A browser's subscription as it gives it: {"endpoint", "keys": {"p256dh", "auth"}}."""
        visit, pusher = self.site.visit(request), self.site.web.pusher
        if visit is None or pusher is None:
            raise HTTPException(404, "Em chưa báo chuông được ở đây ạ.")
        self.pace.take(visit[0])
        match await fields(request):
            case {"endpoint": str(endpoint), "keys": {"p256dh": str(p256dh), "auth": str(auth)}}:
                try:
                    pusher.subscribe(visit[1], endpoint, p256dh, auth)
                except ValueError as error:
                    raise HTTPException(400, "Em không nhận ra máy này.") from error
            case _:
                raise HTTPException(400, "Em không nhận ra máy này.")
        return Response(status_code=204)


async def fields(request: Request) -> dict[str, Any]:
    """The JSON object that was posted. Raises HTTPException."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415, "Trang chỉ nhận JSON ở đây.")
    try:
        posted = await request.json()
    except ValueError as error:
        raise HTTPException(400, "Nội dung gửi lên bị hỏng.") from error
    if not isinstance(posted, dict):
        raise HTTPException(400, "Nội dung gửi lên bị hỏng.")
    return posted


def hall_link(request: Request) -> str:
    """The link by which a code shown in the hall of a meeting opens this site ("{}" stands for the code)."""
    return f"{request.base_url}diem-danh/{{}}"


def client_id(identity: object) -> str:
    """The page's own id of a message. Raises HTTPException."""
    if not isinstance(identity, str) or not _ID.fullmatch(identity) or identity.startswith(history.TAP):
        raise HTTPException(400, "Tin này thiếu số hiệu.")
    return identity


def _instant(told: object) -> datetime:
    try:
        at = datetime.fromisoformat(str(told))
    except ValueError as error:
        raise HTTPException(400, "Em không đọc được giờ này.") from error
    if at.tzinfo is None:
        raise HTTPException(400, "Em không đọc được giờ này.")
    return at


def _cursor(text: str | None) -> int | None:
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,17}", text):
        raise HTTPException(400, "Em không đọc được vị trí này.")
    return int(text)


async def _rung_or(rung: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(rung.wait(), seconds)
    except TimeoutError:
        return
