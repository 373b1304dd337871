"""What monitoring asks: /healthz (is the process alive?), /readyz (does every part work?), /metrics (the figures).

The first two tell nothing but yes or no. /metrics is for the machine itself, or for who brings the token; through a
proxy everybody comes from the machine itself, so whoever was passed on needs the token too.
"""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from db import plans, vitals
from db.engine import reading

_LOCAL = {"127.0.0.1", "::1"}
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-real-ip")


@dataclass(frozen=True, slots=True)
class Health:
    """What is asked: the database, and other parts by name, each telling whether it works. `token` opens /metrics."""

    engine: Engine
    clock: Callable[[], datetime]
    parts: Mapping[str, Callable[[], bool]] = field(default_factory=dict)
    token: str | None = None

    def routes(self) -> list[Route]:
        """The three addresses."""
        return [
            Route("/healthz", self.alive),
            Route("/readyz", self.ready),
            Route("/metrics", self.metrics),
        ]

    async def alive(self, _: Request) -> Response:
        """The loop turns, or nobody would answer."""
        return JSONResponse({"ok": True})

    async def ready(self, _: Request) -> Response:
        """Every part with whether it works; 503 when one does not."""
        parts = await run_in_threadpool(self._parts)
        return JSONResponse({"ok": all(parts.values()), **parts}, 200 if all(parts.values()) else 503)

    async def metrics(self, request: Request) -> Response:
        """The figures, in Prometheus's text format."""
        if not self._may(request):
            raise HTTPException(403, "For the machine itself, or with the token of [web] metrics_token.")
        return await run_in_threadpool(self._figures)

    def _parts(self) -> dict[str, bool]:
        return {"database": self._database(), **{name: works() for name, works in self.parts.items()}}

    def _database(self) -> bool:
        try:
            with reading(self.engine) as session:
                session.connection().execute(text("SELECT 1 FROM incoming LIMIT 1"))
        except SQLAlchemyError:
            return False
        return True

    def _figures(self) -> Response:
        from bot.keeper import metrics

        try:
            with reading(self.engine) as session:
                found, some = vitals.look(session, self.clock()), plans.every(session, self.clock())
        except SQLAlchemyError:
            return Response("the database does not answer\n", 503, media_type="text/plain")
        return Response(metrics.exposition(found, self._parts(), some), media_type=metrics.CONTENT_TYPE)

    def _may(self, request: Request) -> bool:
        shown = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self.token and hmac.compare_digest(shown.encode(), self.token.encode()):
            return True
        direct = not any(name in request.headers for name in _PASSED_ON)
        return direct and request.client is not None and request.client.host in _LOCAL
