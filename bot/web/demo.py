"""The strip of the demo: be another of the sample people, and move the clock."""

import inspect
from datetime import datetime, timedelta
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.chat import fields
from bot.web.site import Demo, Site

FURTHEST = timedelta(days=400)  # in one move


class DemoRoutes:
    """The addresses under /demo; they exist only in the demo."""

    def __init__(self, site: Site, demo: Demo) -> None:
        self.site = site
        self.demo = demo

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            Route("/demo/state", self.state),
            Route("/demo/as/{key}", self.switch, methods=["POST"]),
            Route("/demo/clock", self.move, methods=["POST"]),
        ]

    async def state(self, request: Request) -> Response:
        """Who is there, who one is, what time it is."""
        return JSONResponse(self._state(self.site.chat(request)))

    async def switch(self, request: Request) -> Response:
        """Be that sample person from now on."""
        key = request.path_params["key"]
        if key not in dict(self.demo.people()):
            raise HTTPException(404, "Không có người mẫu này.")
        response = JSONResponse(self._state(key))
        self.site.remember(request, response, key)
        return response

    async def move(self, request: Request) -> Response:
        """Move the clock: {"hours": 1}, {"days": 1}, {"next": true} or {"to": "2026-12-04T07:00"} in local time."""
        to = self._goal(await fields(request))
        now = self.demo.now()
        if not now < to <= now + FURTHEST:
            raise HTTPException(400, "Đồng hồ chỉ đi tới, mỗi lần không quá 400 ngày.")
        moved = self.demo.move(to)
        if inspect.isawaitable(moved):
            await moved
        return JSONResponse(self._state(self.site.chat(request)))

    def _goal(self, wish: dict[str, Any]) -> datetime:
        now = self.demo.now()
        match wish:
            case {"hours": int(hours)}:
                return now + timedelta(hours=min(hours, 10_000))
            case {"days": int(days)}:
                return now + timedelta(days=min(days, 1_000))
            case {"next": True}:
                return self.demo.next_reminder() or now
            case {"to": str(local)}:
                return self._local(local)
        raise HTTPException(400, "Em không rõ chỉnh đồng hồ tới lúc nào.")

    def _local(self, text: str) -> datetime:
        try:
            return datetime.fromisoformat(text).replace(tzinfo=self.site.zone)
        except ValueError as error:
            raise HTTPException(400, "Em không đọc được giờ này.") from error

    def _state(self, chat: str | None) -> dict[str, Any]:
        people = [{"key": key, "label": label, "current": key == chat} for key, label in self.demo.people()]
        upcoming = self.demo.next_reminder()
        return {"people": people, "now": self._time(self.demo.now()), "next": upcoming and self._time(upcoming)}

    def _time(self, at: datetime) -> str:
        return at.astimezone(self.site.zone).isoformat(timespec="seconds")
