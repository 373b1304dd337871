"""The common room of a committee: its people read and write there together, and the bot speaks when it is spoken to."""

import html
from dataclasses import replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web import history
from bot.web.channel import address, keyed
from bot.web.chat import Seat, Timeline
from bot.web.history import Bubble
from bot.web.pages import chat_page, door
from db import common_room
from db.engine import reading, writing
from db.models import Unit
from handlers import groups
from handlers.message import Message, message_json

DOOR = "/nhom-ban"
BOT = "Trợ lý khu phố"
NOT_YOURS = "Nhóm này chỉ dành cho người trong ban ạ."


class CommonRoutes(Timeline):
    """The rooms under /nhom-ban. Whether somebody is of the committee is asked with everything they do there."""

    path = DOOR + "/{unit:int}"

    def routes(self) -> list[Route]:
        """The way in, the page, and what the page asks for."""
        doors = [Route(DOOR, self.enter), Route(f"{DOOR}/newest", self.newest), Route(self.path, self.home)]
        return [*doors, *super().routes()]

    async def enter(self, request: Request) -> Response:
        """Into the room of one's committee; of several one is chosen."""
        chat = self.site.chat(request)
        if chat is None:
            return RedirectResponse("/", 303)
        known = self.site.member(chat)
        committees = known.committees if known else ()
        if len(committees) == 1:
            return RedirectResponse(f"{DOOR}/{committees[0].id}", 303)
        return _choice(committees) if committees else _nobodys()

    async def newest(self, request: Request) -> Response:
        """When the last thing was said in each room that is open to the visitor, by the path of the room."""
        known = self.site.member(self.site.address(request).chat)
        with reading(self.site.web.engine) as session:
            last = [
                (unit.id, history.newest(session, address(common_room.name(unit.id or 0))))
                for unit in (known.committees if known else ())
            ]
        return JSONResponse({f"{DOOR}/{unit_id}": self.told_at(at) for unit_id, at in last if at is not None})

    async def home(self, request: Request) -> Response:
        """The room itself."""
        chat = self.site.chat(request)
        if chat is None:
            return RedirectResponse("/", 303)
        unit = self._unit(chat, request.path_params["unit"])
        if unit is None:
            return _nobodys()
        mark = "common demo" if self.site.demo else "common"
        response = chat_page("Nhóm của ban", unit.name, "Viết cho cả ban", mark)
        self.site.remember(request, response, chat)
        return response

    def seat(self, request: Request) -> Seat:
        """In the room that is asked for. Raises HTTPException 401, and 403 for whoever is not of the committee."""
        alone = super().seat(request)
        known, unit_id = self.site.member(alone.own), request.path_params["unit"]
        if known is None or all(unit.id != unit_id for unit in known.committees):
            raise HTTPException(403, NOT_YOURS)
        here = address(common_room.name(unit_id))
        return replace(alone, chat=here, name=known.person.name, chats=known.chats)

    def is_open(self, seat: Seat) -> bool:
        """Whether the visitor is still of the committee."""
        unit_id = common_room.unit_of(keyed(seat.chat.chat))
        return super().is_open(seat) and unit_id is not None and self._unit(seat.own, unit_id) is not None

    def message(self, seat: Seat, request: Request, identity: str, text: str, to: str | None) -> Message:
        """What is said in the room: to the bot if it is called, commanded or answered, else to the others."""
        answered = self._answered(seat.chat, to)
        to_the_bot = answered is not None and to is not None and to.startswith("o")
        return Message(
            seat.chat, identity, self.site.clock(), text, refers_to=answered, group=True,
            addressed=to_the_bot or groups.is_called(text) or groups.is_hailed(text, self.site.today()),
            sender=seat.own, sender_name=seat.name, link=f"{request.base_url}{groups.BY_WEB}{{}}",
        )  # fmt: skip

    def keep(self, message: Message) -> None:
        """Hand over what is said to the bot; the rest does not come before it, and is kept for the others to read."""
        if message.addressed:
            super().keep(message)
            return
        with writing(self.site.web.engine) as session:
            said = message_json.dump_json(message).decode()
            common_room.keep(session, keyed(message.address.chat), message.id, message.at, said)

    def shown(self, seat: Seat, bubble: Bubble) -> dict[str, Any]:
        """A bubble with its writer's name, but for the visitor's own, and with what it answers."""
        mine = bubble.sender in seat.chats
        who = None if mine else bubble.name or BOT
        return super().shown(seat, bubble) | {"mine": mine, "who": who}

    def _store(self, seat: Seat) -> str:
        return f"{seat.chat.chat} {seat.own}"

    def _unit(self, chat: str, unit_id: int) -> Unit | None:
        """The committee, where its room is open to whom a chat belongs to."""
        known = self.site.member(chat)
        return next((unit for unit in known.committees if unit.id == unit_id), None) if known else None


def _nobodys() -> Response:
    """To whoever is in no committee, or not in this one."""
    return door("common-room.html", mark="nobodys", status=403, told={"rooms": ""})


def _choice(committees: tuple[Unit, ...]) -> Response:
    ways = (f'<a class="button" href="{DOOR}/{unit.id}">{html.escape(unit.name)}</a>' for unit in committees)
    return door("common-room.html", mark="several", told={"rooms": "".join(ways)})
