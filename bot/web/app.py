"""The site of the web chat: the page, the invitation, and all that the page asks for."""

import html
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo

from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.web import hooks
from bot.web.channel import BOT, NAME, Web, address, keyed
from bot.web.chat import ChatRoutes
from bot.web.common_room import DOOR as ROOM
from bot.web.common_room import CommonRoutes
from bot.web.demo import DemoRoutes
from bot.web.doors import LARGEST, Door
from bot.web.doors import path as door_path
from bot.web.files import LARGEST_POST, FileRoutes, LinkRoutes
from bot.web.guard import Guard, Pace
from bot.web.health import Health
from bot.web.links import Links
from bot.web.pages import PAGES, chat_page, door
from bot.web.site import Demo, Site, signer
from db import addresses, post
from db.engine import reading, unavailable, writing
from handlers import groups, qr
from handlers.message import Message
from handlers.people import linking

_CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")


def create(
    web: Web,
    receive: Callable[[Sequence[Message]], None],
    clock: Callable[[], datetime],
    zone: tzinfo,
    demo: Demo | None = None,
    doors: Mapping[str, Door] | None = None,
    health: Health | None = None,
    links: Links | None = None,
) -> Starlette:
    """The site of a web chat.

    `receive` is called in the server's loop and must have committed the messages when it returns; a message id that
    it knows already it ignores. `clock` gives aware instants, `zone` is the committee's. With `demo` there is a strip
    to switch people and move the clock, and no invitation is needed. `doors` are for messengers that bring updates,
    `links` serves the files of those that take only links, `health` answers monitoring (without it: for the database
    alone).
    """
    site = Site(web, receive, clock, zone, signer(web.engine), demo)
    chat = ChatRoutes(site, Pace(burst=40, per_second=2))
    join = JoinRoutes(site, Pace(burst=10, per_second=0.1))
    room = CommonRoutes(site, chat.pace)
    routes = [*join.routes(), *chat.routes(), *room.routes(), *FileRoutes(site, chat).routes()]
    if demo is not None:
        routes += DemoRoutes(site, demo).routes()
    routes += [*hooks.routes(doors or {}), *(health or Health(web.engine, clock)).routes()]
    routes += LinkRoutes(links).routes() if links else []
    outside = {door_path(name): LARGEST for name in doors or {}}
    app = Starlette(
        routes=[*routes, Mount("/page", _Pages(directory=PAGES))],
        middleware=[Middleware(Guard, large={"/chat/photo": LARGEST_POST, **outside}, outside=frozenset(outside))],
        exception_handlers={HTTPException: _told, DBAPIError: _locked},
    )
    app.state.bell = web.bell
    return app


class JoinRoutes:
    """The way in: the page itself for whoever has joined, an invitation for everybody else."""

    def __init__(self, site: Site, pace: Pace) -> None:
        self.site = site
        self.pace = pace

    def routes(self) -> list[Route]:
        """The front door."""
        return [
            Route("/", self.home),
            Route("/worker.js", self.worker),
            Route("/moi", self.typed, methods=["POST"]),
            Route("/moi/{code}", self.invitation, methods=["GET"]),
            Route("/moi/{code}", self.accept, methods=["POST"]),
            Route("/diem-danh/{code}", self.hall, methods=["GET"]),
            Route("/diem-danh/{code}", self.present, methods=["POST"]),
            Route("/nhom/{word}", self.group, methods=["GET"]),
            Route("/nhom/{word}", self.carried, methods=["POST"]),
            Route("/noi", self.elsewhere),
            Route("/noi/{digits}", self.at_door, methods=["GET"]),
            Route("/noi/{digits}", self.enter, methods=["POST"]),
        ]

    async def home(self, request: Request) -> Response:
        """The chat, or how to join it; the demo opens as its first person."""
        chat, demo = self.site.chat(request), self.site.demo
        if chat is None and demo is not None:
            chat = demo.people()[0][0]
        if chat is None:
            return door("join.html")
        marks = [mark for mark, holds in (("demo", demo is not None), ("lone", self._is_lone(chat))) if holds]
        about = "Ghi việc · Hỏi số liệu · Nhắc họp"
        response = chat_page("Trợ lý khu phố", about, "Viết tin cho em", " ".join(marks))
        self.site.remember(request, response, chat)
        return response

    def _is_lone(self, chat: str) -> bool:
        """Whether there is no common room for somebody; who is just joining may soon have one."""
        known = self.site.member(chat)
        return known is not None and not known.committees

    async def worker(self, _: Request) -> Response:
        """The service worker; it must lie at the root to be asked about every page."""
        return FileResponse(PAGES / "worker.js", media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    async def invitation(self, request: Request) -> Response:
        """A button; a messenger that looks at the link for a preview must not use the code up."""
        return door("invite.html", mark="known" if self.site.chat(request) else "")

    async def accept(self, request: Request) -> Response:
        """Join by link: in a new chat, or (`here`) in the one that is open already."""
        async with request.form(max_files=0, max_fields=2) as form:
            here = "here" in form
        return self._start(request, request.path_params["code"], self.site.chat(request) if here else None)

    async def typed(self, request: Request) -> Response:
        """Join by a typed code, or a whole link pasted in its place."""
        async with request.form(max_files=0, max_fields=2) as form:
            typed = str(form.get("code", ""))
        digits = linking.code_in(typed) or linking.code_in(f"lienket {typed}")
        if digits:
            return self._enter(request, digits)
        return self._start(request, "".join(typed.rstrip("/ ").rpartition("/moi/")[2].split()), None)

    async def hall(self, request: Request) -> Response:
        """A button to whoever scanned the code in the hall of a meeting; others are shown how to join first."""
        return door("hall.html" if self.site.chat(request) else "join.html")

    async def present(self, request: Request) -> Response:
        """Say the code of the hall in the visitor's own chat."""
        return self._say(request, request.path_params["code"])

    def _say(self, request: Request, words: str) -> Response:
        """Say what a link stands for in the visitor's own chat, and open it."""
        chat = self.site.address(request)
        if not _CODE.fullmatch(words.removeprefix("/start ")):
            raise HTTPException(404, "Em không thấy mã này.")
        self.site.receive([Message(chat, secrets.token_hex(16), self.site.clock(), words)])
        return RedirectResponse("/", 303)

    async def group(self, request: Request) -> Response:
        """A button to whoever comes from a group, below what they said there, and the way back."""
        chat = self.site.chat(request)
        if chat is None:
            return door("join.html")
        known = self.site.member(chat)
        with reading(self.site.web.engine) as session:
            said = groups.said_there(session, request.path_params["word"])
        mine = said is not None and known is not None and said.person_id == known.person.id
        room = next((unit.id for unit in known.committees if said and unit.id == said.room), None) if known else None
        back = [] if room is None else [f'<a href="{ROOM}/{room}">Về nhóm của ban</a>']
        ways = [*back, *([] if mine else ['<a href="/">Về trò chuyện riêng</a>'])]
        sentence = html.escape(said.message.text) if said and mine else ""
        return door(
            "group.html", mark="brought" if mine else "strange", told={"back": "".join(ways), "sentence": sentence}
        )

    async def carried(self, request: Request) -> Response:
        """Begin in the visitor's own chat with the sentence from the group."""
        return self._say(request, f"/start {request.path_params['word']}")

    async def elsewhere(self, request: Request) -> Response:
        """To go on with another device: a QR code to point a phone at, and the code to type."""
        chat = self.site.address(request).chat
        with writing(self.site.web.engine) as session:
            contact = post.find_contact(session, keyed(chat))
            if contact is None or contact.person_id is None:
                raise HTTPException(404, "Bác vào bằng mã mời trước giúp em ạ.")
            digits = addresses.new_code(session, contact.person_id, self.site.clock())
        drawn = qr.svg(str(request.url_for("enter", digits=digits)))
        return door("elsewhere.html", told={"qr": drawn, "digits": digits})

    async def at_door(self, _: Request) -> Response:
        """A button; whatever looks at the link for a preview must not use the code up."""
        return door("invite.html")

    async def enter(self, request: Request) -> Response:
        """Sign in by a code that the person got in another chat or from another device."""
        return self._enter(request, request.path_params["digits"])

    def _enter(self, request: Request, digits: str) -> Response:
        """Open the person's web chat here; the one they have already, or their first."""
        here = request.client.host if request.client else ""
        self.pace.take(here)
        with writing(self.site.web.engine) as session:
            found = linking.sign_in(session, NAME, BOT, here, digits, self.site.clock())
        if found is None:
            return door("join.html", mark="wrong", status=400)
        response = RedirectResponse("/", 303)
        self.site.remember(request, response, found)
        return response

    def _start(self, request: Request, code: str, chat: str | None) -> Response:
        self.pace.take(request.client.host if request.client else "")
        if not _CODE.fullmatch(code):
            return door("join.html", mark="unread", status=400)
        chat = chat or secrets.token_urlsafe(16)
        message = Message(address(chat), secrets.token_hex(16), self.site.clock(), f"/start {code}")
        self.site.receive([message])
        response = RedirectResponse("/", 303)
        self.site.remember(request, response, chat)
        return response


class _Pages(StaticFiles):
    """The files of the page: always asked for anew, answered "not changed" when they have not."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they come
        response.headers["Cache-Control"] = "no-cache"
        return response


async def _locked(request: Request, error: Exception) -> Response:
    """The tables cannot be had just now; the page tries again by itself."""
    if not unavailable(error):
        raise error
    return await _told(request, HTTPException(503, "Em đang bận một chút, lát nữa bác thử lại giúp em ạ."))


async def _told(request: Request, error: Exception) -> Response:
    """What went wrong: as a page to whoever looks at pages, as JSON to the page itself."""
    assert isinstance(error, HTTPException)  # noqa: S101 (registered for nothing else)
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"error": error.detail}, error.status_code, headers=error.headers)
    why = error.detail if error.status_code in {401, 429, 503} else "Em không có trang này."
    page = door("sorry.html", status=error.status_code, told={"why": html.escape(why)})
    page.headers.update(error.headers or {})
    return page
