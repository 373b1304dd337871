"""Public links to files, for messengers that take only links: signed, for one file, good for a day, or for the minutes
in which a messenger fetches a picture to show it.
"""

import re

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import picture
from bot.web.files import headers
from db import post
from db.engine import reading, writing
from db.models import File
from handlers.message import Attached

FOLDER = "/tep/"
GOOD_FOR = 24 * 3600  # seconds
SHOWN_FOR = 600  # seconds for a picture, which the messenger fetches while it is being sent
_TOKEN = re.compile(r"[A-Za-z0-9_.-]{20,600}")


class Links:
    """Makes links to files and serves them; without a public address there are none."""

    def __init__(self, engine: Engine, public: str | None) -> None:
        self.engine = engine
        self.public = public
        with writing(engine) as session:
            self._signer = URLSafeTimedSerializer(post.secret(session, "file-links"), salt="khupho file")

    def to(self, attached: Attached) -> str | None:
        """The address at which whoever has it may fetch a file for a day, a picture for minutes, if there is one."""
        if self.public is None:
            return None
        return f"{self.public}{FOLDER}{self._signer.dumps([attached.file, attached.name, attached.media_type])}"

    def routes(self) -> list[Route]:
        """The one address."""
        return [Route(FOLDER + "{token}", self.download)]

    def _opened(self, token: str) -> tuple[str, str]:
        """The file of a link, and its name. Raises BadSignature, also for a link that is too old."""
        _, _, media_type = told = self._signer.loads(token, max_age=GOOD_FOR)
        if media_type.startswith("image/"):
            self._signer.loads(token, max_age=SHOWN_FOR)
        return told[0], told[1]

    async def download(self, request: Request) -> Response:
        """The file of a link; a picture without what the camera noted of it."""
        token = request.path_params["token"]
        try:
            sha256, name = self._opened(token if _TOKEN.fullmatch(token) else "")
        except (BadSignature, ValueError):
            raise HTTPException(404, "Đường dẫn này không còn dùng được.") from None
        with reading(self.engine) as session:
            file = session.get(File, sha256)
        if file is None:
            raise HTTPException(404, "Đường dẫn này không còn dùng được.")
        if not file.media_type.startswith("image/"):
            return Response(file.content, media_type=file.media_type, headers=headers("attachment", name))
        try:
            content, shown_as = await run_in_threadpool(picture.shown, file.content, picture.LARGE_EDGE)
        except picture.NotAPicture:
            raise HTTPException(404, "Đường dẫn này không còn dùng được.") from None
        return Response(content, media_type=shown_as, headers=headers("inline", name))
