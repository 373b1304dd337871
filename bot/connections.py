"""The door to aiohttp: the connections by which messengers and browsers are reached.

When aiohttp is imported it makes two contexts of TLS and loads the certificates of all authorities for each, although
one of them verifies nothing: 40 ms and 1 MB each. Here they stay empty, so that whoever forgets `connector` reaches
nobody, and the certificates are loaded once, for the first connections that need them. Its lists that can be frozen are
few, and would be the only reason to load the library of C++ (1 MB): they are Python's here, as is what reads web
sockets, of which we have none. No proxy is taken from the environment, so Python's own client (0.5 MB) is left out.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from bot import lean


@contextmanager
def _without_certificates() -> Iterator[None]:
    """Let contexts that are made meanwhile trust nobody."""

    def nobody(self: ssl.SSLContext) -> None: ...

    ssl.SSLContext.set_default_verify_paths = nobody  # type: ignore[method-assign]  # hides that of its base
    try:
        yield
    finally:
        del ssl.SSLContext.set_default_verify_paths


with (
    _without_certificates(),
    lean.without("frozenlist._frozenlist", "aiohttp._websocket.reader_c", "aiohttp._websocket.mask"),
    lean.put_off("urllib.request", "getproxies", "proxy_bypass"),
):
    import aiohttp

__all__ = ["aiohttp", "connector"]


def connector(*urls: str | None, limit: int = 100, keepalive_timeout: float = 15.0) -> aiohttp.TCPConnector:
    """Connections to these addresses, or by way of them; safe ones where an address is."""
    safe = any(url and url.startswith("https:") for url in urls)
    return aiohttp.TCPConnector(ssl=_trusting() if safe else True, limit=limit, keepalive_timeout=keepalive_timeout)


@cache
def _trusting() -> ssl.SSLContext:
    """The context of TLS that trusts whom this machine trusts."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context
