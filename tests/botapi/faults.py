"""How the stand-in of Telegram misbehaves when asked to."""

from dataclasses import dataclass
from random import Random
from typing import Any, Literal


class ApiError(Exception):
    """An answer that is an error, as the Bot API words it."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        more = {"parameters": self.parameters} if self.parameters else {}
        return {"ok": False, "error_code": self.code, "description": str(self), **more}


@dataclass
class Fault:
    """One way to misbehave: an error, a pause, an answer that is none (`garbled`) or a connection that breaks (`drop`).

    "before" and "after" mean the moment at which the request takes effect, "middle" that half of the answer has left.
    `chance` is the share of the requests that meet it. Fetching a file is the method "file".
    """

    method: str = "*"
    chat: int | None = None
    times: int = 1
    code: int = 0
    retry_after: int = 0
    chance: float = 1
    drop: Literal["", "before", "middle", "after"] = ""
    garbled: str = ""
    slow: float = 0

    def hits(self, method: str, chat: object, random: Random) -> bool:
        """Whether this request is to meet the fault; counts it."""
        meets = self.times > 0 and self.method in ("*", method) and self.chat in (None, chat)
        meets = meets and (self.chance == 1 or random.random() < self.chance)
        self.times -= meets
        return meets

    def raise_error(self) -> None:
        """Answer with the error, if there is one."""
        if self.retry_after:
            raise ApiError(429, f"Too Many Requests: retry after {self.retry_after}", retry_after=self.retry_after)
        if self.code:
            raise ApiError(self.code, DESCRIPTIONS.get(self.code, "Internal Server Error"))


DESCRIPTIONS = {
    400: "Bad Request: refused by a switch of the stand-in",
    403: "Forbidden: bot was blocked by the user",
    502: "Bad Gateway",
    504: "Gateway Timeout",
}
