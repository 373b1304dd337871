"""Push messages: a browser with its own keys reads them from a push service on this machine; nobody else can."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from aiohttp import web
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from sqlalchemy import Engine
from sqlmodel import select

from bot.__main__ import main
from bot.channel import StartError
from bot.web import push
from bot.web.app import create
from bot.web.channel import Web
from bot.web.pushing import Pusher
from bot.web.ringing import pusher
from db import visits
from db.engine import reading, writing
from db.models import Visit
from db.outside import Push
from db.post import Chat
from handlers import outbox
from handlers.message import Address, Reply
from tests import fresh
from tests.far_end import START
from tests.whole import ZONE

KEY = push.new_key()
CONTACT = "https://kp.example.vn"


@dataclass
class Browser:
    """A browser's keys, and what it can read."""

    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(push.CURVE))
    auth: bytes = b"0123456789abcdef"

    @property
    def point(self) -> bytes:
        return push._point(self.private.public_key())

    def subscription(self, endpoint: str) -> dict[str, object]:
        return {
            "endpoint": endpoint,
            "expirationTime": None,
            "keys": {"p256dh": push.encoded(self.point), "auth": push.encoded(self.auth)},
        }

    def read(self, body: bytes) -> str:
        """Decrypt a message as RFC 8291 says, apart from our own code."""
        salt, length = body[:16], body[20]
        theirs = body[21 : 21 + length]
        shared = self.private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(push.CURVE, theirs))
        seed = push.derived(shared, self.auth, b"WebPush: info\0" + self.point + theirs, 32)
        key = push.derived(seed, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = push.derived(seed, salt, b"Content-Encoding: nonce\0", 12)
        return AESGCM(key).decrypt(nonce, body[21 + length :], None).rstrip(b"\x02").decode()


@dataclass
class Service:
    """A push service on this machine."""

    url: str = ""
    status: int = 201
    got: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.got.append((await request.read(), dict(request.headers)))
        return web.Response(status=self.status)


@dataclass
class Scene:
    """A web chat with push messages, and the push service."""

    service: Service
    engine: Engine
    page: httpx.AsyncClient
    web: Web
    pusher: Pusher

    async def told(self, text: str, chat: str = "w") -> None:
        """The bot says something in a chat."""
        with writing(self.engine) as session:
            outbox.queue(session, Chat("web", "main", chat), f"told:{text}", Reply(text), START)
        await self.web.send(Address("web", "main", chat), Reply(text), {}, replaces=None)
        await self.pusher.sent()

    def pushes(self) -> list[Push]:
        with reading(self.engine) as session:
            return list(session.exec(select(Push)).all())


@asynccontextmanager
async def scene(folder: Path) -> AsyncIterator[Scene]:
    """One person, signed in in one browser."""
    engine = fresh.empty(f"sqlite:///{folder}/khupho.db")
    service, app = Service(), web.Application()
    app.router.add_post("/send/{who}", service.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    service.url = f"http://127.0.0.1:{runner.addresses[0][1]}/send/1"
    pusher = Pusher(engine, KEY, CONTACT, lambda: START, hosts=(".127.0.0.1",), schemes=("http",))
    channel = Web(engine, pusher)
    site = create(channel, lambda _: None, lambda: START, ZONE)
    page = httpx.AsyncClient(
        transport=httpx.ASGITransport(site), base_url="http://kp.example", headers={"Origin": "http://kp.example"}
    )
    assert (await page.post("/moi", data={"code": "KP9-4821"})).status_code == 303
    try:
        yield Scene(service, engine, page, channel, pusher)
    finally:
        await page.aclose()
        await runner.cleanup()
        engine.dispose()


def play(folder: Path, act: Callable[[Scene], Awaitable[None]]) -> None:
    async def played() -> None:
        async with scene(folder) as it:
            await act(it)

    asyncio.run(played())


def chat_of(it: Scene) -> str:
    with reading(it.engine) as session:
        return session.exec(select(Visit.chat)).one()


def test_a_browser_reads_the_beginning_of_what_it_is_told_and_nobody_else_can(tmp_path: Path) -> None:
    async def act(it: Scene) -> None:
        browser = Browser()
        assert (await it.page.get("/chat/push")).json() == {"key": push.public(KEY)}
        assert (await it.page.post("/chat/push", json=browser.subscription(it.service.url))).status_code == 204
        await it.told("Em mời bác họp ban:\n19 giờ", chat_of(it))
        ((body, headers),) = it.service.got
        assert json.loads(browser.read(body)) == {"text": "Em mời bác họp ban:"}
        assert "họp".encode() not in body
        assert (headers["Content-Encoding"], headers["TTL"]) == ("aes128gcm", "86400")
        with pytest.raises(InvalidTag):
            Browser().read(body)

    play(tmp_path, act)


def test_the_signature_is_ours_for_that_service_and_for_a_day_at_most() -> None:
    header = push.authorization(KEY, "https://fcm.googleapis.com/fcm/send/abc", CONTACT, START)
    signed, _, shown = header.removeprefix("vapid t=").partition(", k=")
    head, claims, signature = signed.split(".")
    told = json.loads(push.decoded(claims))
    assert (told["aud"], told["sub"]) == ("https://fcm.googleapis.com", CONTACT)
    assert timedelta() < datetime.fromtimestamp(told["exp"], UTC) - START <= timedelta(days=1)
    key = ec.EllipticCurvePublicKey.from_encoded_point(push.CURVE, push.decoded(shown))
    r, s = (int.from_bytes(push.decoded(signature)[place : place + 32], "big") for place in (0, 32))
    key.verify(utils.encode_dss_signature(r, s), f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
    assert shown == push.public(KEY)


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(tmp_path: Path, status: int) -> None:
    async def act(it: Scene) -> None:
        await it.page.post("/chat/push", json=Browser().subscription(it.service.url))
        it.service.status = status
        await it.told("chào", chat_of(it))
        assert it.pushes() == []

    play(tmp_path, act)


def test_a_service_that_fails_costs_nothing_but_the_push(tmp_path: Path) -> None:
    async def act(it: Scene) -> None:
        await it.page.post("/chat/push", json=Browser().subscription(it.service.url))
        it.service.status = 500
        await it.told("chào", chat_of(it))
        assert len(it.pushes()) == 1

    play(tmp_path, act)


def test_a_device_that_was_closed_is_told_nothing_more(tmp_path: Path) -> None:
    async def act(it: Scene) -> None:
        await it.page.post("/chat/push", json=Browser().subscription(it.service.url))
        chat = chat_of(it)
        with writing(it.engine) as session:
            visits.end(session, it.pushes()[0].visit_id)
        await it.told("chào", chat)
        assert it.service.got == []

    play(tmp_path, act)


@pytest.mark.parametrize(
    "subscription",
    [
        {"endpoint": "http://10.0.0.1/admin", "keys": Browser().subscription("x")["keys"]},
        {"endpoint": "http://127.0.0.1:1/x", "keys": {"p256dh": "AAAA", "auth": "AAAA"}},
        {"endpoint": "http://127.0.0.1:1/x"},
    ],
)
def test_only_push_services_with_real_keys_are_taken(tmp_path: Path, subscription: dict[str, object]) -> None:
    async def act(it: Scene) -> None:
        assert (await it.page.post("/chat/push", json=subscription)).status_code == 400
        assert it.pushes() == []

    play(tmp_path, act)


def test_without_a_key_the_page_is_told_so_and_messages_wait_there(tmp_path: Path) -> None:
    async def act(it: Scene) -> None:
        it.web.pusher = None
        assert (await it.page.get("/chat/push")).json() == {"key": None}
        assert (await it.page.post("/chat/push", json=Browser().subscription(it.service.url))).status_code == 404
        shown = (await it.page.get("/")).text
        assert "tin của em chờ sẵn ở trang này" in shown

    play(tmp_path, act)


def test_the_command_makes_a_key_that_the_configuration_takes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["push-key"]) == 0
    key = capsys.readouterr().out.strip()
    engine = fresh.empty()
    made = pusher(engine, key, None, lambda: START)
    assert made is not None
    assert made.public == push.public(key)
    with pytest.raises(StartError, match="push-key"):
        pusher(engine, "", None, lambda: START)
    engine.dispose()
