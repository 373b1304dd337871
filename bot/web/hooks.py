"""How the doors are opened at which messengers bring what people write.

A door answers 200 only when what was brought is kept, so that the messenger brings it again otherwise.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channel import Offline
from bot.web.doors import Door, path
from db.engine import unavailable

log = logging.getLogger(__name__)


def routes(doors: Mapping[str, Door]) -> list[Route]:
    """A route for each door."""
    return [Route(path(name), _opened(door), methods=["POST"]) for name, door in doors.items()]


def _opened(door: Door) -> Callable[[Request], Awaitable[Response]]:
    async def take(request: Request) -> Response:
        body = await request.body()
        if body and request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise HTTPException(415, "JSON is expected here.")
        try:
            known = await door.take(body, request.headers.get(door.header))
        except ValueError:
            raise HTTPException(400, "This cannot be read.") from None
        except Exception as error:
            if not (isinstance(error, Offline) or unavailable(error)):  # of these the log tells once already
                log.exception("what a messenger brought could not be kept; it will bring it again")
            raise HTTPException(503, "This cannot be kept now.") from error
        if not known:
            raise HTTPException(403, "Who are you?")
        return JSONResponse({"ok": True})

    return take
