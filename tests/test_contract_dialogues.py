"""The dialogues as they come over Telegram and Zalo: answered word for word as in the terminal.

What is said goes through each adapter's reading of its raw payload, what is answered through its writing of requests;
what the page of the web chat posts is a message as it is, as the terminal of test_dialogues.py says it. Every other
dialogue is held on Telegram, where words on buttons are tapped, the rest on Zalo, where all is typed, as far as it can
be carried there (an edit or an answer to a message cannot). Some are held each time, all of them in CI (.ci/run) and
with ALL_DIALOGUES=1.
"""

import itertools
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.clock import Clock, parse
from bot.cutting import units
from bot.desk import Desk
from bot.press.__main__ import make
from bot.telegram import texts
from bot.telegram import updates as telegram
from bot.terminal import Terminal
from bot.zalo import sending
from bot.zalo import updates as zalo
from db import post
from db.engine import reading
from handlers.message import Message, Photo, reply_json
from tests import fresh
from tests.test_dialogues import DIALOGUES, ITS_OWN
from tests.whole import ZONE

ALWAYS = ("nhieu-so", "quy", "hai-nguoi-sua")
HELD = [
    (path, place % 2 == 1)
    for place, path in enumerate(DIALOGUES)
    if os.environ.get("ALL_DIALOGUES") or path.stem in ALWAYS
]
NOT_ON_ZALO = ("> !edit ", "> !reply ", "> !forward ")


class Spoken(Terminal):
    """A terminal whose words travel as those of a messenger do, and whose replies could be sent there."""

    def _message(self, *, text: str = "", photos: tuple[Photo, ...] = ()) -> Message:
        message = super()._message(text=text, photos=photos)
        heard = self._heard(message)
        assert heard is not None
        return replace(heard, address=message.address, photos=photos, link=None)

    def _heard(self, message: Message) -> Message | None:
        return message

    def _replies(self) -> Iterator[str]:
        with reading(self.desk.engine) as session:
            for row in post.unsent(session, self._chat()):
                self._could_send(row.reply)
        yield from super()._replies()

    def _could_send(self, reply: str) -> None:
        pass


class OnZalo(Spoken):
    """Everything is typed."""

    def _heard(self, message: Message) -> Message | None:
        said: dict[str, Any] = {
            "from": {"id": self.key, "display_name": self.key, "is_bot": False},
            "chat": {"id": self.key, "chat_type": "PRIVATE"},
            "message_id": message.id,
            "date": round(message.at.timestamp() * 1000),
        }
        said |= (
            {"photo_url": "https://x.zdn.vn/1.jpg", "caption": message.text}
            if message.photos
            else {"text": message.text}
        )
        return zalo.to_message({"event_name": "message.text.received", "message": said}, "main", "Bot")

    def _could_send(self, reply: str) -> None:
        for _, asked in sending.requests(reply_json.validate_json(reply), self.key, lambda _: "https://kp.example/f"):
            assert units(str(asked.get("text", asked.get("caption", "")))) <= sending.LONGEST


class OnTelegram(Spoken):
    """A word that stands on a button of the last message is tapped."""

    numbers = itertools.count(1)

    def _heard(self, message: Message) -> Message | None:
        number, now = next(self.numbers), int(message.at.timestamp())
        who = {"id": 7, "is_bot": False, "first_name": self.key}
        said: dict[str, Any] = {"message_id": number, "date": now, "chat": {"id": 7, "type": "private"}, "from": who}
        token = self._button(message.text)
        if token is not None:
            content: dict[str, Any] = {
                "callback_query": {"id": str(number), "from": who, "chat_instance": "1", "message": said, "data": token}
            }
        elif message.photos:
            size = {"file_id": "f", "file_unique_id": "f", "width": 9, "height": 9}
            content = {"message": said | {"photo": [size], "caption": message.text}}
        else:
            content = {"message": said | {"text": message.text}}
        heard = telegram.to_message({"update_id": number, **content}, "main", "khupho_bot", message.at)
        return heard and replace(heard, at=message.at)

    def _button(self, text: str) -> str | None:
        with reading(self.desk.engine) as session:
            buttons = post.last_buttons(session, self._chat())
            return next((button.token for button in buttons if button.word == text), None)

    def _could_send(self, reply: str) -> None:
        shown = reply_json.validate_json(reply)
        assert texts.pieces(shown) or shown.attached
        texts.button_rows(shown.choices)


@pytest.fixture(autouse=True)
def _each_file_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a file holds does not depend on the messenger."""
    monkeypatch.setattr("bot.press.work.make", made_once)


made_once = cache(make)


def held(kind: type[Terminal], channel: str, script: list[str]) -> list[str]:
    """The dialogue as it comes out on a messenger, without what is its own."""
    engine, clock = fresh.ward(), Clock(parse("2019-01-01T08:00", ZONE))
    terminal = kind(Desk(engine, clock, ZONE), clock, "truong-ban", channel)
    out = []
    for line in script:
        if line.startswith("< ") or line == "<":
            continue
        out += [line, *(told for told in terminal.run([line]) if not told.startswith(ITS_OWN))]
    engine.dispose()
    return out


@pytest.mark.parametrize(("path", "on_telegram"), HELD, ids=lambda value: getattr(value, "stem", None))
def test_a_dialogue_goes_as_written_on_every_messenger(
    path: Path, monkeypatch: pytest.MonkeyPatch, *, on_telegram: bool
) -> None:
    monkeypatch.chdir(path.parent)  # "!photo FILE" is beside the dialogue
    script = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(ITS_OWN)]
    if on_telegram or any(line.startswith(NOT_ON_ZALO) for line in script):
        assert held(OnTelegram, "telegram", script) == script
    else:
        assert held(OnZalo, "zalo", script) == script
