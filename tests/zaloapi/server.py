"""The stand-in of Zalo as a server: the documented methods for one bot, every request kept."""

import asyncio
import ipaddress
import time
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from tests.zaloapi.world import Failure, Json, Knobs, Person, World, until

__all__ = ["Failure", "Knobs", "Person", "ZaloApi", "until"]

TOKEN = "4321:zalo-stand-in"
LONGEST = 2000
SECRET = range(8, 257)
NGINX = "<html><head><title>429 Too Many Requests</title></head><body>nginx</body></html>"
DESCRIPTIONS = {
    400: "Bad request", 401: "Unauthorized", 403: "Internal server error", 404: "Not Found", 408: "Request timeout",
    410: "The chat_id is invaild", 422: "You are not permitted to send messages to this chat_id", 429: "Quota exceeded",
}  # fmt: skip


class Wrong(Exception):
    """An answer with `ok: false`."""

    def __init__(self, code: int, description: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.description = description or DESCRIPTIONS.get(code, "Internal server error")


class ZaloApi(World):
    """Zalo for one bot."""

    def __init__(self, knobs: Knobs | None = None, port: int = 0) -> None:
        super().__init__(knobs=knobs or Knobs())
        self.token = TOKEN
        self.asked: list[tuple[str, Json]] = []
        self.pictures: dict[str, bytes] = {}
        self._port = port
        self._news = asyncio.Event()
        self._closing = False
        self._runner: web.AppRunner | None = None
        self._delivering: asyncio.Task[None] | None = None
        self.changed = self._wake

    @property
    def url(self) -> str:
        """Where the Bot API is served."""
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.add_routes(self.routes())
        self._runner = web.AppRunner(app, shutdown_timeout=1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        self._delivering = asyncio.create_task(self._deliver())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing = True
        self._wake()
        if self._delivering:
            self._delivering.cancel()
        if self._runner:
            await self._runner.cleanup()

    def routes(self) -> list[web.RouteDef]:
        """What is served."""
        return [web.route("*", "/bot{token}/{method}", self._serve), web.get("/picture/{name}", self._picture)]

    def picture(self, name: str, content: bytes) -> str:
        """Lay a picture where Zalo's pictures lie; its address."""
        self.pictures[name] = content
        return f"{self.url}/picture/{name}"

    async def _picture(self, request: web.Request) -> web.Response:
        content = self.pictures.get(request.match_info["name"])
        return web.Response(status=404) if content is None else web.Response(body=content, content_type="image/jpeg")

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        given = await _parameters(request)
        self.asked.append((method, given))
        try:
            after = await self._fail(request, method)
            self._check_token(request.match_info["token"])
            result = await self._result(method, given)
        except Wrong as wrong:
            return self._answer_wrong(wrong)
        except _Nginx as page:
            return web.Response(status=page.code, text=NGINX, content_type="text/html")
        if after:
            _break(request)
        zero = {"error_code": 0} if self.knobs.success_error_code_zero else {}
        return web.json_response({"ok": True, **zero} | ({} if result is None else {"result": result}))

    def _check_token(self, token: str) -> None:
        if token != self.token:
            raise Wrong(401 if ":" in token else 404)

    def _answer_wrong(self, wrong: Wrong) -> web.Response:
        status = wrong.code if self.knobs.http_status_mode == "real" else 200
        body = {"ok": False, "error_code": wrong.code, "description": wrong.description}
        return web.json_response(body, status=status)

    async def _fail(self, request: web.Request, method: str) -> bool:
        """Go wrong, if told to; whether the connection is to break after the request has had its effect."""
        failure = next((f for f in self.failures if f.times > 0 and f.method == method), None)
        if failure is None:
            return False
        if failure.after:
            failure.after -= 1
            return False
        failure.times -= 1
        if failure.form == "nginx_html":
            raise _Nginx(failure.code)
        if failure.form == "timeout":
            await asyncio.sleep(3600)
        if failure.form == "reset_before":
            _break(request)
            raise _Nginx(500)
        if failure.form == "json":
            raise Wrong(failure.code)
        return True

    async def _result(self, method: str, given: Json) -> Json | None:
        if method == "getUpdates":
            return await self._get_updates(given)
        if method == "setWebhook":
            return await self._set_webhook(given)
        if method == "sendPhoto":
            return await self._send_photo(given)
        act = {
            "getMe": self._get_me,
            "sendMessage": self._send_message,
            "sendChatAction": self._chat_action,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._webhook_info,
            "testWebhook": self._test_webhook,
        }.get(method)
        if act is None:
            raise Wrong(404)
        return act(given)

    def _get_me(self, _: Json) -> Json:
        number = self.token.partition(":")[0]
        return {"id": number, "account_name": "bot.standin", "account_type": "BASIC", "can_join_groups": True,
                "display_name": self.name}  # fmt: skip

    def _send_message(self, given: Json) -> Json:
        text = given.get("text")
        self._checked_chat(given)
        if not isinstance(text, str) or not text:
            raise Wrong(400, "Bad request: The text must not be empty")
        if max(len(text), len(text.encode("utf-16-le")) // 2) > LONGEST:
            raise Wrong(400, "Bad request: The text is too long")
        return self._posted(given)

    async def _send_photo(self, given: Json) -> Json:
        self._checked_chat(given)
        url = urlsplit(given.get("photo") or "")
        if url.scheme not in ("http", "https"):
            raise Wrong(400, "Bad request: The photo must start with http:// or https://")
        if not url.hostname or _private(url.hostname):
            raise Wrong(400, "Bad request: The photo URL is invalid")
        if self.knobs.photo_fetch:
            status, content = await self._visit("GET", given["photo"])
            if status != 200:
                raise Wrong(400, "Bad request: The photo URL is invalid")
            self.fetched.append(content)
        return self._posted(given) | {"message_type": "CHAT_PHOTO"}

    def _chat_action(self, given: Json) -> None:
        self._checked_chat(given)

    def _checked_chat(self, given: Json) -> None:
        chat = given.get("chat_id")
        if not isinstance(chat, str) or not chat:
            raise Wrong(400, "Bad request: The chat_id must not be empty")
        if chat in self.blocked | self.turned_away:
            raise Wrong(422)
        if chat not in self.known:
            raise Wrong(410)

    def _posted(self, given: Json) -> Json:
        used = len(self.sent) + (self.month_in if self.knobs.quota_counts == "both" else 0)
        if used >= self.knobs.month_quota:
            raise Wrong(429)
        self.sent.append(given)
        return {"message_id": f"{next(self.numbers):x}", "date": int(time.time() * 1000)}

    async def _get_updates(self, given: Json) -> Json:
        """One thing that happened. What comes while nobody asks is lost, kept, or comes again, as the knob says."""
        self.polls += 1
        try:
            async with asyncio.timeout(min(float(given.get("timeout", 30)), self.knobs.poll_seconds)):
                while (self.webhook is not None or not self.queue) and not self._closing:
                    await self._news.wait()
        except TimeoutError:
            raise Wrong(408) from None
        finally:
            self.polls -= 1
        if not self.queue:
            raise Wrong(408)
        return self.queue[0] if self.knobs.queue_mode == "replay" and len(self.queue) == 1 else self.queue.pop(0)

    async def _set_webhook(self, given: Json) -> Json:
        url, secret = str(given.get("url", "")), str(given.get("secret_token", ""))
        host = urlsplit(url).hostname
        if not url.startswith("https://") or not host or _private(host) or len(secret) not in SECRET:
            raise Wrong(400, "Bad request: webhook")
        self.webhook = {"url": url, "secret": secret}
        self._wake()
        status = await self._probe(url) if self.knobs.probe_on_set_webhook else 200
        checked = {
            "ok": status == 200,
            "status_code": status,
            "outcome": "webhook.ok" if status == 200 else "http.other",
        }
        return {"url": url, "updated_at": int(time.time() * 1000), "verification": checked}

    def _delete_webhook(self, _: Json) -> Json:
        self.webhook = None
        return {"url": "", "updated_at": int(time.time() * 1000)}

    def _webhook_info(self, _: Json) -> Json:
        if self.webhook is None:
            raise Wrong(404)
        return {"url": self.webhook["url"], "updated_at": int(time.time() * 1000)}

    def _test_webhook(self, _: Json) -> Json:
        """The documented method that some no longer find; the switch says what it answers."""
        if self.webhook is None or not self.knobs.test_webhook:
            raise Wrong(404)
        outcome = self.knobs.test_webhook
        if outcome == "limit":
            raise Wrong(426)
        return {"ok": outcome == "webhook.ok", "url": self.webhook["url"], "outcome": outcome, "latency_ms": 80}

    async def _deliver(self) -> None:
        """Bring to the webhook what happens while one is set."""
        while True:
            while self.webhook is None or not self.queue:
                await self._news.wait()
            event = self.queue.pop(0)
            body: Any = {"ok": True, "result": event} if self.knobs.webhook_body == "wrapped" else event
            await self._bring(web.json_response(body).body or b"")

    async def _probe(self, url: str) -> int:
        if not self.knobs.bare_probe:
            return await self._bring(b"")
        status, _ = await self._visit("POST", url)
        return status

    async def _bring(self, body: Any) -> int:
        """Post to the webhook, without TLS: here ours has no certificate."""
        hook = self.webhook or {}
        headers = {
            "X-Bot-Api-Secret-Token": hook["secret"],
            "Content-Type": "application/json",
            "User-Agent": "Java/1.8",
        }
        status, _ = await self._visit("POST", hook["url"], data=body, headers=headers)
        return status

    async def _visit(self, verb: str, url: str, **content: Any) -> tuple[int, bytes]:
        """The status and the body of an answer of the bot's web address, 0 where nobody is."""
        parts = urlsplit(url)
        there = parts._replace(scheme="http", netloc=self.reached_at or parts.netloc).geturl()
        try:
            async with aiohttp.ClientSession() as session, session.request(verb, there, **content) as answer:
                return answer.status, await answer.read()
        except aiohttp.ClientError:
            return 0, b""

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()


async def _parameters(request: web.Request) -> Json:
    """The parameters from address, form or JSON; Zalo does not read multipart."""
    given: Json = dict(request.query)
    if request.content_type == "application/json" and request.can_read_body:
        given |= await request.json()
    elif request.content_type == "application/x-www-form-urlencoded":
        given |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return given


def _private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or "." not in host


def _break(request: web.Request) -> None:
    if request.transport:
        request.transport.abort()


class _Nginx(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code
