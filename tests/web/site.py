"""A web chat served on a free port, with a tiny talk behind it that commits as the real one does."""

import asyncio
import hashlib
import io
import ssl
import threading
import uuid
from collections.abc import Awaitable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from PIL import Image
from sqlalchemy import Engine, func
from sqlmodel import col, select

from bot.web.app import create
from bot.web.channel import Web, address
from bot.web.links import Links
from bot.web.server import serve
from bot.web.site import Demo
from db import post
from db.engine import writing
from db.models import Button, Incoming, Outgoing
from handlers.message import (
    Attached,
    Choice,
    Message,
    Reply,
    Table,
    message_json,
    reply_json,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 12, 4, 0, 0, tzinfo=UTC)  # 07:00 in the committee's zone
CODE = "KP9-4821"
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # for clients that ask http:// only: certificates take 50 ms to load


class Clock:
    """Ticks a second whenever somebody looks, so that what happens later is later."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


class Talk:
    """Commits what comes in, answers by the first word, and sends as an outbox would: marked, sent, marked."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.web = Web(engine)
        self.links: Links | None = None
        self.clock = Clock()
        self.received: list[Message] = []
        self.held = False  # nothing is sent meanwhile
        self._keys = 0
        self._answers = 0  # the row of Incoming that is being answered
        self._sending: set[asyncio.Task[None]] = set()

    def receive(self, messages: Sequence[Message]) -> None:
        """What the site calls: durable when it returns, a known id ignored."""
        for message in messages:
            if self._keep(message):
                self.received.append(message)
                self._answer(message)
                self._answers = 0
        task = asyncio.get_running_loop().create_task(self.deliver())
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    def queue(self, chat: str, reply: Reply, edits: int | None = None) -> int:
        """Put a reply on its way, with tokens for its choices; return its row."""
        with writing(self.engine) as session:
            self._keys += 1
            armed = tuple(Choice(choice.word, post.new_token()) for choice in reply.choices)
            at = self.clock()
            key = f"reply:{self._answers}:{self._keys}" if self._answers else f"test:{self._keys}:{at}"
            row = Outgoing(
                key=key, channel="web", bot="main", chat=chat, at=at, edits_id=edits,
                reply=reply_json.dump_json(replace(reply, choices=armed)).decode(),
            )  # fmt: skip
            session.add(row)
            session.flush()
            session.add_all(
                Button(token=it.token, outgoing_id=row.id or 0, word=it.word, channel="web", bot="main", chat=chat)
                for it in armed
            )
            return row.id or 0

    async def deliver(self) -> None:
        """Send what waits."""
        while not self.held and (row := self._mark("waiting", "sending")) is not None:
            reply = reply_json.validate_json(row.reply)
            named = await self.web.send(address(row.chat), reply, {}, replaces=str(row.edits_id or "") or None)
            assert named == str(row.id)
            self._mark("sending", "sent")

    def keep_file(self, content: bytes, name: str, media_type: str) -> Attached:
        """Store a file of the bot's own making."""
        sha256 = hashlib.sha256(content).hexdigest()
        with writing(self.engine) as session:
            post.store_file(session, sha256, content, media_type, name, self.clock())
        return Attached(sha256, name, media_type)

    def _mark(self, old: str, new: str) -> Outgoing | None:
        with writing(self.engine) as session:
            row = session.exec(select(Outgoing).where(Outgoing.state == old).order_by(col(Outgoing.id))).first()
            if row is not None:
                row.state = new
                session.flush()
                session.refresh(row)
                session.expunge(row)
            return row

    def _keep(self, message: Message) -> bool:
        row: dict[str, object] = {
            "channel": "web", "bot": "main", "chat": message.address.chat, "message_id": message.id, "at": message.at,
            "message": message_json.dump_json(message).decode(), "tries": 0,
            "state": "waiting" if message.text.startswith("chờ") else "done",
        }  # fmt: skip
        with writing(self.engine) as session:
            new = post.insert_new(session, Incoming, [row]) == 1
            self._answers = session.exec(select(func.max(Incoming.id))).one() or 0
            return new

    def _answer(self, message: Message) -> None:
        chat = message.address.chat
        if message.kind == "tap":
            self._tapped(message)
        elif message.kind == "photo":
            self.queue(chat, Reply(f"Em đã nhận {len(message.photos)} ảnh ạ."))
        elif message.text == f"/start {CODE}":
            self.queue(chat, Reply("Chào mừng bác đến với khu phố 9."))
        elif message.text.startswith("/start"):
            self.queue(chat, Reply("Mã này em không nhận ra ạ."))
        elif message.text.startswith("chọn"):
            self.queue(chat, Reply("Em ghi thế này, đúng không ạ?", (Choice("Lưu"), Choice("Sửa"), Choice("Bỏ"))))
        elif not message.text.startswith("chờ"):
            self.queue(chat, Reply(f"Em nghe: {message.text}"))

    def _tapped(self, message: Message) -> None:
        with writing(self.engine) as session:
            button = session.get(Button, message.tap)
            if button is None or button.used_at is not None:
                return
            outgoing = session.get_one(Outgoing, button.outgoing_id)
            post.close_buttons(session, outgoing, self.clock())
            shown, word, row = reply_json.validate_json(outgoing.reply), button.word, outgoing.id
        self.queue(message.address.chat, replace(shown, text=f"{shown.text}\n✔ {word}", choices=()), edits=row)
        self.queue(message.address.chat, Reply(f"Em đã làm: {word}."))


class SampleDemo:
    """Two sample people and a clock that remembers where it was moved."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk

    def people(self) -> Sequence[tuple[str, str]]:
        return (("truong-ban", "Bác Hòa, trưởng ban Khu phố 9"), ("thu-ky", "Cô Lan, thư ký Khu phố 9"))

    def now(self) -> datetime:
        return self.talk.clock.at

    def move(self, to: datetime) -> Awaitable[None] | None:
        self.talk.clock.at = to
        self.talk.queue("truong-ban", Reply("Nhắc bác: tối nay họp khu phố.", (Choice("Dự"), Choice("Vắng"))))
        return self.talk.deliver()

    def next_reminder(self) -> datetime | None:
        due = START + timedelta(hours=10)
        return due if due > self.now() else None


class Served:
    """The site in a thread of its own: its address, its talk, and a way to say something unasked."""

    def __init__(self, talk: Talk, demo: Demo | None, port: int) -> None:
        self.talk = talk
        self.url = ""
        self._stop = asyncio.Event()
        self._up = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run(demo, port)), daemon=True)
        self._thread.start()
        while not self._up.wait(0.1):
            assert self._thread.is_alive(), "the server did not come up"

    def say(self, chat: str, reply: Reply, edits: int | None = None) -> int:
        """The bot says something by itself."""
        row = self.talk.queue(chat, reply, edits)
        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(self.talk.deliver(), self._loop).result(30)
        return row

    def stop(self) -> None:
        """Stop serving; all connections end."""
        if self._loop is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(30)
        assert not self._thread.is_alive()

    async def _run(self, demo: Demo | None, port: int) -> None:
        self._loop = asyncio.get_running_loop()
        app = create(self.talk.web, self.talk.receive, self.talk.clock, ZONE, demo, links=self.talk.links)
        async with serve(app, "127.0.0.1", port) as self.url:
            self._up.set()
            await self._stop.wait()


@contextmanager
def served(talk: Talk, *, demo: bool = False, port: int = 0) -> Iterator[Served]:
    """The site while the block runs."""
    site = Served(talk, SampleDemo(talk) if demo else None, port)
    try:
        yield site
    finally:
        site.stop()


def long_table() -> Table:
    """A table wider than a phone."""
    heads = ("Chỉ tiêu", "Khu phố 3", "Khu phố 5", "Khu phố 7", "Khu phố 9", "Cả phường")
    rows = (
        ("Hộ gia đình văn hóa", "298", "305", "277", "301", "1.181"),
        ("Phần quà đã tặng", "70", "112", "65", "140", "387"),
        ("Vận động (triệu đồng)", "21", "35,5", "18", "42", "116,5"),
    )
    return Table(heads, rows)


def jpeg(width: int = 640, height: int = 480, *, exif: bool = True) -> bytes:
    """A photo as a phone makes it: turned on its side, and it knows where it was taken."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    notes = Image.Exif()
    if exif:
        notes[0x0112] = 6  # "turn me a quarter"
        notes[0x010F] = "SecretPhoneMaker"
        notes.get_ifd(0x8825)[1] = "N"
        notes.get_ifd(0x8825)[2] = (10.0, 46.0, 30.0)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=notes, comment=b"home of Mrs X")
    return out.getvalue()


def visitor(site: Served) -> httpx.Client:
    """A browser, as far as HTTP goes: it keeps cookies and says where its posts come from."""
    return httpx.Client(base_url=site.url, headers={"Origin": site.url}, timeout=30, verify=PLAIN)


@contextmanager
def member(site: Served) -> Iterator[httpx.Client]:
    """A visitor who has joined by invitation."""
    with visitor(site) as client:
        assert client.post(f"/moi/{CODE}").status_code == 303
        yield client


def bubbles(client: httpx.Client, **query: str) -> list[dict[str, Any]]:
    """What the chat's history shows."""
    answer = client.get("/chat/history", params=query)
    assert answer.status_code == 200, answer.text
    shown: list[dict[str, Any]] = answer.json()["bubbles"]
    return shown


def texts(client: httpx.Client, **query: str) -> list[str]:
    """The words of what the chat's history shows."""
    return [bubble["text"] for bubble in bubbles(client, **query)]


def say(client: httpx.Client, text: str, identity: str | None = None) -> httpx.Response:
    """Type a message."""
    return client.post("/chat/send", json={"id": identity or uuid.uuid4().hex, "text": text})
