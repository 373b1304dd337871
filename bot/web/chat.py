"""The chat itself over HTTP: its history, what is new, words and taps."""

import asyncio
import hashlib
import json
import re
from collections.abc import AsyncIterator, Iterable
from dataclasses import asdict
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


class ChatRoutes:
    """The addresses under /chat that speak JSON."""

    def __init__(self, site: Site, pace: Pace) -> None:
        self.site = site
        self.pace = pace

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            Route("/chat/history", self.history),
            Route("/chat/events", self.events),
            Route("/chat/send", self.send, methods=["POST"]),
            Route("/chat/tap", self.tap, methods=["POST"]),
            Route("/chat/seen", self.seen, methods=["POST"]),
            Route("/chat/push", self.push_key, methods=["GET"]),
            Route("/chat/push", self.subscribe, methods=["POST"]),
        ]

    async def history(self, request: Request) -> Response:
        """The newest bubbles, or those before `?before=`."""
        chat = self.site.address(request)
        before = _cursor(request.query_params.get("before"))
        with reading(self.site.web.engine) as session:
            since = history.mark(session, chat)  # first, so that what is written meanwhile is told again
            page = history.page(session, chat, PAGE, before)
            unread = visits.unread(session, chat.chat)
            working = history.working(session, chat)
        return JSONResponse(
            {
                "chat": hashlib.sha256(chat.chat.encode()).hexdigest()[:16],
                "bubbles": self._shown(page.bubbles),
                "before": page.before and str(page.before),
                "since": str(since),
                "working": working,
                "unread": unread,
                "today": self._today(),
            }
        )

    async def events(self, request: Request) -> Response:
        """Server-sent events from a cursor on: {"bubbles", "working", "today"}, each with the next cursor as its id."""
        chat = self.site.address(request)
        since = _cursor(request.headers.get("last-event-id") or request.query_params.get("since"))
        visit = self.site.visit(request)
        return EventSourceResponse(self._news(chat, since or 0, visit[1] if visit else 0), ping=15)

    async def send(self, request: Request) -> Response:
        """Words: {"id": made by the page, so that a second try is not a second message, "text", "to": a bubble}."""
        chat = self.site.address(request)
        said = await fields(request)
        identity, text = client_id(said.get("id")), said.get("text")
        if not isinstance(text, str) or not text.strip():
            raise HTTPException(400, "Bác chưa viết gì ạ.")
        if len(text) > LONGEST:
            raise HTTPException(413, "Tin này dài quá, bác chia thành vài tin giúp em ạ.")
        to = self._answered(chat, said.get("to"))
        return self.take(Message(chat, identity, self.site.clock(), text, link=hall_link(request), refers_to=to))

    def _answered(self, chat: Address, bubble: object) -> str | None:
        """The id by which the talk knows the bubble that is answered; None for none, or one of another chat."""
        if not isinstance(bubble, str) or not _BUBBLE.fullmatch(bubble):
            return None
        with reading(self.site.web.engine) as session:
            return history.message_id(session, chat, bubble)

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

    def take(self, message: Message) -> Response:
        """Hand a message over; the answer is given only when it is safely kept."""
        self.pace.take(message.address.chat)
        self.site.receive([message])
        self.site.web.bell.ring(message.address.chat)
        return JSONResponse({"id": message.id}, 202)

    async def _news(self, chat: Address, since: int, visit: int) -> AsyncIterator[ServerSentEvent]:
        bell, told, first = self.site.web.bell, dict[str, Any](), True
        with bell.listening(chat.chat) as rung:
            while not bell.closed and self.site.is_open(chat.chat, visit):
                rung.clear()
                with reading(self.site.web.engine) as session:
                    mark = history.mark(session, chat)
                    bubbles = self._shown(history.changed(session, chat, since))
                    working = history.working(session, chat)
                now = {bubble["id"]: bubble for bubble in bubbles} | {"working": working}
                fresh = [bubble for bubble in bubbles if told.get(bubble["id"]) != bubble]
                if first or now != told:
                    news = {"bubbles": fresh, "working": working, "today": self._today()}
                    yield ServerSentEvent(json.dumps(news, ensure_ascii=False), id=str(mark), event="news")
                first, told, since = False, now, max(since, mark)
                await _rung_or(rung, LOOK_EVERY)

    def _shown(self, bubbles: Iterable[Bubble]) -> list[dict[str, Any]]:
        return [self._bubble(bubble) for bubble in bubbles]

    def _bubble(self, bubble: Bubble) -> dict[str, Any]:
        pictures = [{"url": f"/file/{photo.file}", "name": "Ảnh bác gửi"} for photo in bubble.photos if photo.file]
        files = [{"url": f"/file/{it.file}", "name": it.name, "type": it.media_type} for it in bubble.attached]
        return {
            "id": bubble.id,
            "key": bubble.key,
            "mine": bubble.mine,
            "at": bubble.at.astimezone(self.site.zone).isoformat(timespec="seconds"),
            "text": bubble.text,
            "client": bubble.client,
            "table": bubble.table and asdict(bubble.table),
            "choices": [asdict(option) for option in bubble.choices],
            "pictures": pictures + [file for file in files if file["type"].startswith("image/")],
            "files": [file for file in files if not file["type"].startswith("image/")],
        }

    def _today(self) -> str:
        return self.site.clock().astimezone(self.site.zone).date().isoformat()


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
