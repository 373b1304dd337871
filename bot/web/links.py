"""Public links to files, for messengers that take only links: signed, for one file, and soon too old.

One is good for a day, to a picture for the minutes in which a messenger fetches it to show it.
"""

import re

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import Engine

from db import post
from db.engine import writing
from handlers.message import Attached

FOLDER = "/tep/"
GOOD_FOR = 24 * 3600  # seconds
SHOWN_FOR = 600  # seconds for a picture, which the messenger fetches while it is being sent
_TOKEN = re.compile(r"[A-Za-z0-9_.-]{20,600}")


class Links:
    """Makes links to files and reads them again; without a public address there are none."""

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

    def opened(self, token: str) -> Attached | None:
        """What a link leads to; None when it was changed or is too old, as one to a picture is sooner."""
        try:
            file, name, media_type = self._signer.loads(token if _TOKEN.fullmatch(token) else "", max_age=GOOD_FOR)
            if media_type.startswith("image/"):
                self._signer.loads(token, max_age=SHOWN_FOR)
        except (BadSignature, ValueError):
            return None
        return Attached(file, name, media_type)
