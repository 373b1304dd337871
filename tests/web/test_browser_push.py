"""Push messages in a real browser: allowed, subscribed, shown by the service worker, ended.

Only the push service is a stand-in, on this machine: it gives the browser's subscription and takes what the bot posts,
and what it would bring is handed to the browser's own worker by the protocol of its developer tools.
"""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlmodel import select

from bot.web import push
from bot.web.pushing import Pusher
from db import visits
from db.engine import reading, writing
from db.outside import Push
from handlers.message import Reply
from tests.web.site import Served, Talk, served
from tests.web.test_browser import Watched, browser, context, on_the_phone, pytestmark  # noqa: F401
from tests.web.test_push import CONTACT, KEY, Browser

SUBSCRIBE = """PushManager.prototype.subscribe = async (asked) => {
    if (!asked.userVisibleOnly) throw new Error("refused");
    window.askedWith = Array.from(asked.applicationServerKey);
    return { toJSON: () => (%s) };
}"""
SHOWN = "() => self.registration.getNotifications().then(all => all.map(one => [one.title, one.body]))"


class Service:
    """A push service on this machine, with the keys of the one browser that it serves."""

    def __init__(self) -> None:
        self.browser = Browser()
        self.posted: list[bytes] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                service.posted.append(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(201)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name is the library's)
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/send/1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()
    yield service
    service.close()


@pytest.fixture
def ringing(talk: Talk, context: BrowserContext) -> Iterator[Watched]:  # noqa: F811
    """A page that has joined a chat whose keeper has set a key."""
    talk.web.pusher = Pusher(talk.engine, KEY, CONTACT, talk.clock, hosts=(".127.0.0.1",), schemes=("http",))
    with served(talk) as site:
        yield Watched(context.new_page(), site)


def pushes(site: Served) -> list[Push]:
    with reading(site.talk.engine) as session:
        return list(session.exec(select(Push)).all())


def deliver(page: Page, site: Served, said: str) -> None:
    """Hand a push message to the service worker of the page."""
    tools = page.context.new_cdp_session(page)
    registered: list[Any] = []
    tools.on("ServiceWorker.workerRegistrationUpdated", lambda told: registered.extend(told["registrations"]))
    tools.send("ServiceWorker.enable")
    while not registered:
        page.wait_for_timeout(50)
    number = registered[0]["registrationId"]
    tools.send("ServiceWorker.deliverPushMessage", {"origin": site.url, "registrationId": number, "data": said})


@on_the_phone
def test_whoever_allows_it_is_told_while_the_page_is_closed_until_the_device_is_signed_out(
    ringing: Watched, service: Service
) -> None:
    page, site = ringing.page, ringing.site
    page.add_init_script(SUBSCRIBE % json.dumps(service.browser.subscription(service.url)))
    ringing.join()
    page.context.grant_permissions(["notifications"], origin=site.url)
    ring = page.get_by_role("button", name="Báo tin mới trên máy này")
    ring.click()
    expect(ring).to_be_hidden()
    assert page.evaluate("window.askedWith") == list(push.decoded(push.public(KEY)))
    ((endpoint, visit),) = [(one.endpoint, one.visit_id) for one in pushes(site)]
    assert endpoint == service.url
    chat = ringing.chat
    page.goto("about:blank")
    site.say(chat, Reply("Em mời bác họp ban:\n19 giờ"))
    while not service.posted:
        page.wait_for_timeout(50)
    said = service.browser.read(service.posted[0])
    deliver(page, site, said)
    (worker,) = page.context.service_workers
    while not (shown := worker.evaluate(SHOWN)):
        page.wait_for_timeout(50)
    assert shown == [["Trợ lý khu phố", "Em mời bác họp ban:"]]
    with writing(site.talk.engine) as session:
        visits.end(session, visit)
    site.say(chat, Reply("Nhắc bác: tối nay họp."))
    page.wait_for_timeout(300)
    assert len(service.posted) == 1


@on_the_phone
def test_where_the_push_service_is_out_of_reach_the_page_says_that_messages_wait_there(ringing: Watched) -> None:
    ringing.join()
    ringing.page.context.grant_permissions(["notifications"], origin=ringing.site.url)
    ringing.page.get_by_role("button", name="Báo tin mới trên máy này").click()
    expect(ringing.page.get_by_text("tin của em chờ sẵn ở trang này")).to_be_visible()
    assert pushes(ringing.site) == []


@on_the_phone
def test_whoever_forbids_it_is_told_that_messages_wait_there(ringing: Watched) -> None:
    ringing.page.add_init_script("Notification.requestPermission = async () => 'denied';")
    ringing.join()
    ring = ringing.page.get_by_role("button", name="Báo tin mới trên máy này")
    ring.click()
    expect(ringing.page.get_by_text("tin của em chờ sẵn ở trang này")).to_be_visible()
    expect(ring).to_be_hidden()
