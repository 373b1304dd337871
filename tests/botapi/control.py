"""The other side of the stand-in for use by hand: be a person with curl.

curl -d 'chat=7&name=Bác Tư&text=Chào em' 127.0.0.1:8081/person/write
curl 127.0.0.1:8081/chat/7
curl -d 'chat=7&word=Lưu' 127.0.0.1:8081/person/tap
curl -d 'method=sendMessage&retry_after=3' 127.0.0.1:8081/fault
"""

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
    content = form["file"].file.read() if "file" in form else PIXEL
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
        numbers = {name: float(form[name]) if name == "slow" else int(form[name]) for name in form.keys() & NUMBERS}
        faults.append(Fault(**(form | numbers)))
        return web.Response(text="so be it\n")

    async def violated(_: web.Request) -> web.Response:
        return web.json_response(violations)

    return [
        web.post("/person/{act}", act),
        web.get(r"/chat/{chat:-?\d+}", screen),
        web.post("/fault", fault),
        web.get("/violations", violated),
    ]


NUMBERS = {"chat", "times", "code", "retry_after", "slow"}


def _line(message: Form) -> str:
    return f"{'<' if message['from']['is_bot'] else '>'} {shown(message)}"
