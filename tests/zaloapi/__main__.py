"""`python -m tests.zaloapi [--port N] [--web 127.0.0.1:8080]`: Zalo on this machine, until interrupted. With --web, any
public https address of the bot is looked for there: its webhook and its pictures work. Be a person with curl:

curl -d 'user=0f3a&name=Cô Hoa&text=Chào em' 127.0.0.1:8082/person/write
curl 127.0.0.1:8082/chat/0f3a
curl -d 'http_status_mode=real' 127.0.0.1:8082/knobs
curl -d 'method=sendMessage&code=429&form=nginx_html' 127.0.0.1:8082/failure
"""

import argparse
import asyncio
import dataclasses
from contextlib import suppress

from aiohttp import web
from pydantic import TypeAdapter

from tests.zaloapi.server import TOKEN, Failure, ZaloApi


class ByHand(ZaloApi):
    """The stand-in with a door for those who play the persons."""

    def routes(self) -> list[web.RouteDef]:
        """What curl may ask for."""
        return [
            *super().routes(),
            web.post("/person/write", self._write),
            web.get("/chat/{chat}", self._chat),
            web.post("/knobs", self._turn),
            web.post("/failure", self._break_down),
        ]

    async def _write(self, request: web.Request) -> web.Response:
        form = await request.post()
        person = self.person(str(form.get("name", "Cô Hoa")), str(form["user"]))
        event = person.write(str(form["text"]), group=str(form["group"]) if "group" in form else None)
        return web.Response(text="lost: nobody asks for news\n" if event is None else f"{event}\n")

    async def _chat(self, request: web.Request) -> web.Response:
        return web.Response(text="\n\n".join(self.texts(request.match_info["chat"])) + "\n")

    async def _turn(self, request: web.Request) -> web.Response:
        kinds = {field.name: type(getattr(self.knobs, field.name)) for field in dataclasses.fields(self.knobs)}
        for name, value in (await request.post()).items():
            setattr(self.knobs, name, value == "on" if kinds[name] is bool else kinds[name](value))
        return web.Response(text=f"{self.knobs}\n")

    async def _break_down(self, request: web.Request) -> web.Response:
        form = await request.post()
        told = {name: form[name] for name in ("method", "form") if name in form}
        numbers = {name: int(str(form[name])) for name in ("code", "times") if name in form}
        self.failures.append(TypeAdapter(Failure).validate_python(told | numbers))
        return web.Response(text="so be it\n")


async def _serve(port: int, web_at: str) -> None:
    async with ByHand(port=port) as api:
        api.reached_at = web_at
        print(f"KHUPHO_ZALO_TOKEN={TOKEN} KHUPHO_ZALO_BASE_URL={api.url}")
        print((__doc__ or "").replace("8082", str(port)), flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.zaloapi", description=__doc__)
    parser.add_argument("--port", type=int, default=8082)
    parser.add_argument("--web", default="")
    with suppress(KeyboardInterrupt):
        told = parser.parse_args()
        asyncio.run(_serve(told.port, told.web))
