"""The other side of the stand-in for use by hand: be a person with curl.

curl -d 'chat=7&name=Bác Tư&text=Chào em' 127.0.0.1:8081/person/write
curl 127.0.0.1:8081/chat/7
curl -d 'chat=7&word=Lưu' 127.0.0.1:8081/person/tap
curl -d 'chat=7&size=20000000' 127.0.0.1:8081/person/photo

Trouble, once or as often as `times` says, for a `chance` between 0 and 1 of the requests of a method (all: *):

curl -d 'method=sendMessage&retry_after=3' 127.0.0.1:8081/fault            asked to wait (429)
curl -d 'code=502&times=1000&chance=0.05' 127.0.0.1:8081/fault             an error: 400, 403, 502, 504
curl -d 'method=sendMessage&drop=middle' 127.0.0.1:8081/fault              cut off: before, middle, after
curl -d 'method=getUpdates&garbled=<html>' 127.0.0.1:8081/fault            an answer that is none
curl -d 'method=file&slow=20' 127.0.0.1:8081/fault                         an answer that takes its time
curl -X DELETE 127.0.0.1:8081/fault                                        no trouble any more
curl -d 'twice=0.2' 127.0.0.1:8081/updates                                 a share of the updates comes twice
curl -d 'strange={"hologram": {"id": 1}}' 127.0.0.1:8081/updates           an update of whatever form
curl 127.0.0.1:8081/violations                                             what the Bot API would have refused
"""

import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.botapi.faults import Fault
from tests.botapi.world import PIXEL, Chat, Person, World, shown

Form = dict[str, Any]


def write(person: Person, where: Chat, form: Form) -> object:
    return person.write(form["text"], where)


def tap(person: Person, where: Chat, form: Form) -> object:
    return person.tap(form["word"], where)


def edit(person: Person, where: Chat, form: Form) -> object:
    return person.edit(int(form["number"]), form["text"], where)


def photo(person: Person, where: Chat, form: Form) -> object:
    content = form["file"].file.read() if "file" in form else PIXEL.ljust(int(form.get("size", 0)), b"\0")
    return person.photo(content, form.get("caption"), where)


def block(person: Person, _: Chat, __: Form) -> object:
    person.chat.blocked = True
    return "blocked"


def unblock(person: Person, _: Chat, __: Form) -> object:
    person.chat.blocked = False
    return "unblocked"


ACTS: dict[str, Callable[[Person, Chat, Form], object]] = {
    act.__name__: act for act in (write, tap, edit, photo, block, unblock)
}


def control(world: World, faults: list[Fault], violations: list[str]) -> list[web.RouteDef]:
    """The routes for those who play the persons."""

    async def act(request: web.Request) -> web.Response:
        form: Form = dict(await request.post())
        person = world.person(form.get("name", "Bác Tư"), int(form["chat"]))
        where = world.group("Tổ 3", int(form["group"])) if "group" in form else person.chat
        try:
            return web.Response(text=f"{ACTS[request.match_info['act']](person, where, form)}\n")
        except LookupError as error:
            return web.Response(text=f"{error}\n", status=400)

    async def screen(request: web.Request) -> web.Response:
        chat = world.chats.get(int(request.match_info["chat"]))
        messages = chat.messages.values() if chat else ()
        lines = [f"{message['message_id']}  {_line(message)}" for message in messages]
        return web.Response(text="\n".join(lines) + "\n")

    async def fault(request: web.Request) -> web.Response:
        form: Form = dict(await request.post())
        faults.append(Fault(**(form | {name: NUMBERS[name](form[name]) for name in form.keys() & NUMBERS.keys()})))
        return web.Response(text="so be it\n")

    async def heal(_: web.Request) -> web.Response:
        faults.clear()
        return web.Response(text="all is well\n")

    async def updates(request: web.Request) -> web.Response:
        form: Form = dict(await request.post())
        world.twice = float(form.get("twice", world.twice))
        if "strange" in form:
            world.strange(**json.loads(form["strange"]))
        return web.Response(text="so be it\n")

    async def violated(_: web.Request) -> web.Response:
        return web.json_response(violations)

    return [
        web.post("/person/{act}", act),
        web.get(r"/chat/{chat:-?\d+}", screen),
        web.post("/fault", fault),
        web.delete("/fault", heal),
        web.post("/updates", updates),
        web.get("/violations", violated),
    ]


NUMBERS: dict[str, type[int] | type[float]] = {
    **dict.fromkeys(("chat", "times", "code", "retry_after"), int),
    **dict.fromkeys(("chance", "slow"), float),
}


def _line(message: Form) -> str:
    return f"{'<' if message['from']['is_bot'] else '>'} {shown(message)}"
