"""What stands before every page of the web chat: who may post, how much, how often, and what a page may load."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SMALL_BODY = 64 * 1024
READ_AWAY = 1_000_000  # bytes of a body too large that are read before it is refused
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # not "no-referrer": a form would then be posted with "Origin: null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), payment=()",
}


class Guard:
    """ASGI middleware: posts only from our own pages, bodies of limited size, strict headers on every answer."""

    def __init__(self, app: ASGIApp, large: dict[str, int], outside: frozenset[str] = frozenset()) -> None:
        self.app = app
        self.large = large  # paths whose bodies may be larger than SMALL_BODY
        self.outside = outside  # paths to which others than our pages post; they show themselves otherwise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = self.large.get(scope["path"], SMALL_BODY)
        strict = _with_headers(send)
        ours = scope["method"] in {"GET", "HEAD"} or scope["path"] in self.outside or from_own_page(headers)
        if not ours:
            await _refusal(403, "Yêu cầu này không đến từ trang của em.")(scope, receive, strict)
        elif int(headers.get("content-length") or 0) > limit:
            await _read_away(receive)
            await _refusal(413, "Gửi một lần như vậy hơi nhiều, bác chia nhỏ giúp em ạ.")(scope, receive, strict)
        else:
            await self.app(scope, _at_most(limit, receive), strict)


async def _read_away(receive: Receive) -> None:
    """Take in the start of a body that is too large: whoever is cut off while sending never sees the answer."""
    left = READ_AWAY
    while left > 0:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body"):
            return
        left -= len(message.get("body", b""))


def from_own_page(headers: Headers) -> bool:
    """Was the request made by a page of this very site? Browsers say so in Origin, or else in Sec-Fetch-Site.

    >>> from_own_page(Headers({"host": "kp9.example", "origin": "https://kp9.example"}))
    True
    >>> from_own_page(Headers({"host": "kp9.example", "origin": "https://other.example"}))
    False
    """
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site") == "same-origin"
    return urlsplit(origin).netloc == headers.get("host", "-")


class Pace:
    """How often each visitor may do something: `burst` times at once, then `per_second`."""

    def __init__(self, burst: int, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.burst = burst
        self.per_second = per_second
        self.clock = clock
        self._full_at: dict[str, float] = {}

    def take(self, who: str) -> None:
        """Take one turn. Raises HTTPException 429 when it comes too soon.

        >>> pace = Pace(1, 1, clock=lambda: 0.0)
        >>> pace.take("a"), pace.take("b")
        (None, None)
        >>> pace.take("a")
        Traceback (most recent call last):
            ...
        starlette.exceptions.HTTPException: 429: Bác chờ em một chút rồi gửi tiếp ạ.
        """
        now = self.clock()
        full_at = max(now, self._full_at.get(who, now)) + 1 / self.per_second
        if full_at - now > self.burst / self.per_second:
            raise HTTPException(429, "Bác chờ em một chút rồi gửi tiếp ạ.", {"Retry-After": "2"})
        if len(self._full_at) >= 10_000:
            self._full_at = {name: at for name, at in self._full_at.items() if at > now}
        self._full_at[who] = full_at


def _with_headers(send: Send) -> Send:
    async def strict(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return strict


def _at_most(limit: int, receive: Receive) -> Receive:
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise HTTPException(413, "Gửi một lần như vậy hơi nhiều, bác chia nhỏ giúp em ạ.")
        return message

    return counted


def _refusal(status: int, why: str) -> JSONResponse:
    return JSONResponse({"error": why}, status, headers={"Connection": "close"})
