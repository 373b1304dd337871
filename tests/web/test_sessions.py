"""Who has a web chat open: signing in by a code from elsewhere, another device, closing one, what is unread."""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest
from sqlalchemy import Engine, event
from sqlmodel import select

from bot.desk import Desk
from bot.sample import fill
from db import addresses, post
from db.engine import writing
from db.models import Contact, Outgoing, Person, Visit
from db.post import Chat
from handlers.message import Address, Message, Reply, reply_json
from tests.web.site import PLAIN, Talk, served

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0"


class House(Talk):
    """The site with the real talk behind it, and the chairman's Telegram."""

    url = ""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.desk = Desk(engine, self.clock, ZoneInfo("Asia/Ho_Chi_Minh"))
        self.count = 0
        self.open = ExitStack()  # the browsers
        with writing(self.desk.engine) as session:
            fill(session)
            self.chairman = session.exec(select(Person).where(Person.key == "truong-ban")).one().id or 0
            session.add(
                Contact(channel="telegram", bot="main", chat="7", person_id=self.chairman, used_at=self.clock())
            )

    def receive(self, messages: Sequence[Message]) -> None:
        self.desk.receive(messages)
        for chat in self.desk.waiting():
            while (found := self.desk.next_message(chat)) is not None:
                self.desk.answer(*found)
        self.arrive()

    def arrive(self) -> None:
        """Let what is on its way arrive."""
        with writing(self.engine) as session:
            for row in session.exec(select(Outgoing).where(Outgoing.state == "waiting")).all():
                row.state = "sent"
                session.add(row)

    def code(self, key: str = "truong-ban") -> str:
        with writing(self.desk.engine) as session:
            person = session.exec(select(Person).where(Person.key == key)).one()
            return addresses.new_code(session, person.id or 0, self.clock())

    def browser(self, agent: str = PHONE) -> httpx.Client:
        """A browser that is nobody yet."""
        headers = {"Origin": self.url, "User-Agent": agent}
        client = httpx.Client(base_url=self.url, headers=headers, timeout=30, verify=PLAIN)
        self.open.enter_context(client)
        return client

    def signed_in(self, agent: str = PHONE, key: str = "truong-ban") -> httpx.Client:
        """A browser that the chairman, or somebody else, signed in with."""
        client = self.browser(agent)
        assert client.post("/moi", data={"code": self.code(key)}).status_code == 303
        self.arrive()
        return client

    def tell(self, text: str) -> str:
        """Write on Telegram; all that has been said there."""
        self.count += 1
        self.receive([Message(Address("telegram", "main", "7"), f"t{self.count}", self.clock(), text)])
        with writing(self.desk.engine) as session:
            rows = session.exec(select(Outgoing).where(Outgoing.channel == "telegram")).all()
            return "\n".join(reply_json.validate_json(row.reply).text for row in rows)


@pytest.fixture
def house(talk: Talk) -> Iterator[House]:
    made = House(talk.engine)
    with served(made) as site:
        made.url = site.url
        with made.open:
            yield made


def bubbles(client: httpx.Client) -> list[str]:
    return [bubble["text"] for bubble in client.get("/chat/history").json()["bubbles"]]


@pytest.mark.parametrize("typed", ["{}", "LIENKET {}", " lienket {} "])
def test_a_code_from_telegram_signs_in_and_telegram_is_told(house: House, typed: str) -> None:
    client = house.browser()
    answer = client.post("/moi", data={"code": typed.format(house.code())})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    house.arrive()
    assert "Dạ em chào" in bubbles(client)[0]
    assert "Em vừa nối thêm trang web" in house.tell("chào em")
    client.post("/chat/send", json={"id": "abcdefgh", "text": "năm nay tặng bao nhiêu phần quà?"})
    assert "mã mời" not in bubbles(client)[-1]


def test_a_second_device_opens_the_same_chat(house: House) -> None:
    phone = house.signed_in()
    phone.post("/chat/send", json={"id": "abcdefgh", "text": "hôm nay tặng 20 phần quà"})
    desk = house.signed_in(DESK)
    assert bubbles(desk) == bubbles(phone)


def test_a_wrong_code_opens_nothing_and_says_what_to_do(house: House) -> None:
    client = house.browser()
    wrong = f"{(int(house.code()) + 1) % 10**6:06}"
    answer = client.post("/moi", data={"code": wrong})
    assert answer.status_code == 400
    assert '<body class="wrong">' in answer.text
    assert client.get("/chat/history").status_code == 401


def test_going_on_with_another_device_by_qr_code_or_digits(house: House) -> None:
    phone = house.signed_in()
    page = phone.get("/noi").text
    digits = re.search(r"<strong>(\d{6})</strong>", page)
    assert digits
    assert "<svg" in page
    desk = house.browser(DESK)
    assert desk.get(f"/noi/{digits[1]}").status_code == 200  # a preview of the link uses nothing up
    assert desk.post(f"/noi/{digits[1]}").status_code == 303
    assert bubbles(desk) == bubbles(phone)


def test_whoever_is_nobody_gets_no_code(house: House) -> None:
    assert house.browser().get("/noi").status_code == 401


def test_devices_are_listed_and_closed_from_another_messenger(house: House) -> None:
    phone, desk = house.signed_in(), house.signed_in(DESK)
    listed = house.tell("thiết bị")
    assert "1. Chrome trên Android, từ 4/12/2026" in listed
    assert "2. Firefox trên Windows" in listed
    assert "Em đã thoát Firefox trên Windows" in house.tell("thoát máy 2")
    assert phone.get("/chat/history").status_code == 200
    assert desk.get("/chat/history").status_code == 401
    assert "Máy này em không thấy" in house.tell("thoát máy 2")


def test_only_ones_own_devices_are_listed_and_closed(house: House) -> None:
    desk = house.signed_in()
    with writing(house.desk.engine) as session:
        other = session.exec(select(Person).where(Person.key == "thu-ky")).one()
        session.add(Contact(channel="telegram", bot="main", chat="8", person_id=other.id, used_at=house.clock()))
    house.receive([Message(Address("telegram", "main", "8"), "x1", house.clock(), "thoát máy 1")])
    assert desk.get("/chat/history").status_code == 200


def test_who_has_signed_in_once_is_one_visit_however_often_the_page_is_opened(house: House) -> None:
    client = house.signed_in()
    for _ in range(3):
        client.get("/")
    with writing(house.desk.engine) as session:
        assert len(session.exec(select(Visit)).all()) == 1


def test_a_request_looks_its_visit_up_once(house: House) -> None:
    client, looked_up = house.signed_in(), list[str]()

    @event.listens_for(house.engine, "before_cursor_execute")
    def count(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        looked_up.extend([statement] if "FROM visit" in statement else [])

    client.post("/chat/seen", json={"at": house.clock().isoformat()})
    client.get("/")
    event.remove(house.engine, "before_cursor_execute", count)
    told = [statement for statement in looked_up if "max(" not in statement]
    assert len(told) == 3  # who asks, which visit has seen it, who asks


def test_what_no_device_has_shown_is_unread(house: House) -> None:
    phone, desk = house.signed_in(), house.signed_in(DESK)
    newest = phone.get("/chat/history").json()["bubbles"][-1]["at"]
    assert phone.post("/chat/seen", json={"at": newest}).status_code == 204
    assert desk.get("/chat/history").json()["unread"] == 0
    house.clock.at += timedelta(minutes=5)
    with writing(house.desk.engine) as session:
        chat = next(one for one in addresses.of_person(session, house.chairman) if one.channel == "web").chat
        reminder = reply_json.dump_json(Reply("Nhắc họp")).decode()
        for number in range(2):
            post.post(session, Chat("web", "main", chat), f"k{number}", reminder, house.clock())
    assert desk.get("/chat/history").json()["unread"] == 2
    desk.post("/chat/seen", json={"at": house.clock().isoformat()})
    assert phone.get("/chat/history").json()["unread"] == 0


@pytest.mark.parametrize("at", ["", "hôm qua", "2026-11-21T08:00:00", None, 5])
def test_an_instant_that_cannot_be_read_is_refused(house: House, at: object) -> None:
    assert house.signed_in().post("/chat/seen", json={"at": at}).status_code == 400


def test_the_page_can_be_installed(house: House) -> None:
    client = house.browser()
    manifest = client.get("/page/manifest.webmanifest").json()
    assert manifest["start_url"] == manifest["scope"] == "/"
    for icon in manifest["icons"]:
        assert client.get(icon["src"]).status_code == 200
    worker = client.get("/worker.js")
    assert worker.headers["content-type"].startswith("text/javascript")
    kept = re.findall(r'"(/page/[\w.-]+)"', worker.text)
    assert kept
    assert all(client.get(path).status_code == 200 for path in kept)
