"""The stand-in of Telegram as a server: the Bot API over HTTP for one bot, every request checked and kept."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.botapi.control import control
from tests.botapi.facts import Upload, Violation, checked
from tests.botapi.faults import ApiError, Fault
from tests.botapi.methods import METHODS
from tests.botapi.world import Json, World

TOKEN = "123456:stand-in"
BODY = 64 * 2**20


@dataclass(frozen=True)
class Call:
    """A request of the bot."""

    method: str
    values: Json


class BotApi(World):
    """Telegram for one bot. Leaving it fails if the bot asked for something that the Bot API does not allow."""

    def __init__(self, token: str = TOKEN, port: int = 0) -> None:
        super().__init__()
        self.token = token
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.violations: list[str] = []
        self.errors: Counter[int] = Counter()  # how often each error was answered
        self.lost: Counter[tuple[str, Any]] = Counter()  # by method and chat, what took effect without being answered
        self._port = port
        self._closing = False
        self._poller = 0
        self._news = asyncio.Event()
        self.changed = self._wake
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where the Bot API is served."""
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=BODY)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        app.add_routes(control(self, self.faults, self.violations))
        self._runner = web.AppRunner(app, shutdown_timeout=1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()
        if error is None:
            assert not self.violations, "the bot asked for what the Bot API does not allow"

    async def stop(self) -> None:
        """Be no longer reachable."""
        self._closing = True
        self._wake()
        if self._runner:
            await self._runner.cleanup()

    def asked(self, method: str) -> list[Json]:
        """The parameters of the requests of one method, oldest first."""
        return [call.values for call in self.calls if call.method == method]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            values = self._checked(request.match_info["token"], method, await _parameters(request))
            self.calls.append(Call(method, values))
            result = await self._result(request, method, values)
        except ApiError as error:
            self.errors[error.code] += 1
            self.changed()
            return web.json_response(error.body(), status=error.code)
        except _Broken:
            return web.Response()  # to nobody
        except _Garbled as garbled:
            return web.Response(text=str(garbled))
        except _CutOff as cut:
            return await _half(request, json.dumps({"ok": True, "result": cut.result}).encode())
        return web.json_response({"ok": True, "result": result})

    def _meets(self, method: str, chat: Any) -> Fault:
        """The fault that a request meets, one without any effect if none."""
        return next((fault for fault in self.faults if fault.hits(method, chat, self.random)), Fault())

    def _checked(self, token: str, method: str, given: Json) -> Json:
        if token != self.token:
            raise ApiError(401, "Unauthorized")
        try:
            return checked(method, given)
        except Violation as violation:
            self.violations.append(f"{method}: {violation}")
            raise ApiError(400, f"Bad Request: {violation}") from None

    async def _result(self, request: web.Request, method: str, values: Json) -> Any:
        fault = self._meets(method, values.get("chat_id"))
        await asyncio.sleep(fault.slow)
        if fault.drop == "before":
            _break(request)
        fault.raise_error()
        result = await self._get_updates(values) if method == "getUpdates" else METHODS[method](self, values)
        if fault.drop in ("middle", "after"):
            self.lost[method, values.get("chat_id")] += 1
        if fault.drop == "after":
            _break(request)
        if fault.drop == "middle":
            raise _CutOff(result)
        if fault.garbled:
            raise _Garbled(fault.garbled)
        return result

    async def _get_updates(self, values: Json) -> list[Json]:
        """What waits; if nothing does, wait for it. A second request for news ends the first."""
        self._poller += 1
        mine = self._poller
        if values.get("offset", 0) > 0:
            self.confirm(values["offset"])
        self._wake()
        try:
            async with asyncio.timeout(values.get("timeout", 0)):
                while not (found := self._allowed(values)) and mine == self._poller and not self._closing:
                    await self._news.wait()
        except TimeoutError:
            found = []
        if mine != self._poller:
            raise ApiError(409, "Conflict: terminated by other getUpdates request")
        return found

    def _allowed(self, values: Json) -> list[Json]:
        kinds = values.get("allowed_updates") or []
        unwanted = self.unwanted
        wanted = [u for u in self.waiting if not kinds or u["update_id"] in unwanted or not u.keys().isdisjoint(kinds)]
        return wanted[: values.get("limit", 100)]

    async def _download(self, request: web.Request) -> web.StreamResponse:
        known = dict(self.files.values())
        if request.match_info["token"] != self.token or request.match_info["path"] not in known:
            return web.json_response(ApiError(404, "Not Found").body(), status=404)
        fault, content = self._meets("file", None), known[request.match_info["path"]]
        await asyncio.sleep(fault.slow)
        if fault.drop in ("before", "after"):
            _abort(request)
            return web.Response()  # to nobody
        if fault.code:
            return web.Response(status=fault.code)
        return await _half(request, content) if fault.drop else web.Response(body=content)

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()


async def until(happened: Callable[[], object], seconds: float = 20, every: float = 0.005) -> None:
    """Wait until something is so, looking `every` so many seconds; fail if it never is."""
    async with asyncio.timeout(seconds):
        while not happened():  # noqa: ASYNC110 - anything may be waited for
            await asyncio.sleep(every)


async def _parameters(request: web.Request) -> Json:
    """The parameters from wherever the Bot API allows them: address, form, form with files, JSON."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        given |= await request.json()
    for name, value in (await request.post()).items():
        given[name] = value
        if isinstance(value, web.FileField):
            given[name] = Upload(value.filename, value.file.read(), value.content_type)
    return given


async def _half(request: web.Request, body: bytes) -> web.StreamResponse:
    """Break off in the middle of an answer."""
    answer = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await answer.prepare(request)
    await answer.write(body[: len(body) // 2])
    await asyncio.sleep(0.01)  # so that the half arrives
    _abort(request)
    return answer


def _break(request: web.Request) -> None:
    """Break the connection, so that the answer is lost."""
    _abort(request)
    raise _Broken


def _abort(request: web.Request) -> None:
    if request.transport:
        request.transport.abort()


class _CutOff(Exception):
    """The connection is to break in the middle of the answer."""

    def __init__(self, result: Any) -> None:
        super().__init__()
        self.result = result


class _Broken(Exception):
    """The connection is gone."""


class _Garbled(Exception):
    """The answer is no answer."""
