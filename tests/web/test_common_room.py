"""The common room of a committee: who may enter it, what everybody reads there, and when the bot speaks."""

import json
import re
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import col, func, select

from db import common_room, post, vitals
from db.engine import reading, writing
from db.models import Contact, Incoming, Membership, Outgoing, Pending, Person, Record, Unit, Unmatched
from tests.web.site import Talk, served
from tests.web.test_sessions import DESK, House

SENTENCE = "hôm nay tặng 70 phần quà cho hộ nghèo, trị giá 21 triệu"
ASKS = "năm nay tặng bao nhiêu phần quà?"


class Room:
    """The room of a khu phố, as one of its people has it before them."""

    def __init__(self, client: httpx.Client, path: str) -> None:
        self.client, self.path = client, path

    def bubbles(self) -> list[dict[str, Any]]:
        answer = self.client.get(f"{self.path}/history")
        assert answer.status_code == 200, answer.text
        shown: list[dict[str, Any]] = answer.json()["bubbles"]
        return shown

    def texts(self) -> list[str]:
        return [bubble["text"] for bubble in self.bubbles()]

    def send(self, text: str, **more: str) -> httpx.Response:
        return self.client.post(f"{self.path}/send", json={"id": uuid.uuid4().hex, "text": text, **more})

    def says(self, text: str, **more: str) -> str:
        """Say something; what the bot answers."""
        before = {bubble["id"] for bubble in self.bubbles()}
        assert self.send(text, **more).status_code == 202
        return "\n".join(b["text"] for b in self.bubbles() if b["id"] not in before and b["id"].startswith("o"))


class Ban(House):
    """The site with the real talk behind it, and the people of the sample ward in their rooms."""

    def room(self, key: str, of: str = "") -> Room:
        """The room that somebody comes to; of several the one of that name."""
        client = self.signed_in(key=key)
        page = client.get("/nhom-ban")
        way = re.search(rf'href="(/nhom-ban/\d+)">{of}<', page.text) if of else None
        return Room(client, way[1] if way else page.headers["location"])

    def rows(self, table: type) -> int:
        with reading(self.engine) as session:
            return session.exec(select(func.count()).select_from(table)).one()

    def leaves(self, key: str) -> None:
        """Somebody is of the committee no more since yesterday."""
        with writing(self.engine) as session:
            held = session.exec(select(Membership).join(Person).where(Person.key == key)).all()
            for membership in held:
                membership.until = self.clock().date() - timedelta(days=2)
                session.add(membership)


@pytest.fixture
def ban(talk: Talk) -> Iterator[Ban]:
    made = Ban(talk.engine)
    with served(made) as site:
        made.url = site.url
        with made.open:
            yield made


# --- who may enter ---


def test_one_comes_into_the_room_of_ones_own_committee(ban: Ban) -> None:
    room = ban.room("thanh-vien")
    page = room.client.get(room.path)
    assert "<h1>Nhóm của ban</h1>" in page.text
    assert "<p>Khu phố 9</p>" in page.text
    assert room.bubbles() == []


def test_somebody_of_two_committees_chooses(ban: Ban) -> None:
    five, seven = ban.room("hai-noi", "Khu phố 5"), ban.room("hai-noi", "Khu phố 7")
    five.says("chào cả nhà")
    assert five.path != seven.path
    assert five.texts() == ["chào cả nhà"]
    assert seven.texts() == []


def test_whoever_is_in_no_committee_gets_no_room_and_no_way_to_it(ban: Ban) -> None:
    officer = ban.signed_in(key="phuong")
    answer = officer.get("/nhom-ban")
    assert answer.status_code == 403
    assert 'class="nobodys"' in answer.text
    assert 'class="lone"' in officer.get("/").text
    assert 'class="lone"' not in ban.signed_in(key="thanh-vien").get("/").text


def test_a_stranger_is_led_to_the_door(ban: Ban) -> None:
    stranger, path = ban.browser(), ban.room("thanh-vien").path
    assert [stranger.get(way).headers.get("location") for way in ("/nhom-ban", path)] == ["/", "/"]
    assert stranger.get(f"{path}/history").status_code == 401


@pytest.mark.parametrize("key", ["phuong", "hai-noi"])
def test_the_room_of_others_is_shut(ban: Ban, key: str) -> None:
    room = ban.room("thanh-vien")
    other = Room(ban.signed_in(key=key), room.path)
    refused = [other.client.get(f"{room.path}{way}").status_code for way in ("", "/history", "/events")]
    assert [*refused, other.send("@em " + ASKS).status_code] == [403] * 4
    assert room.bubbles() == []


def test_a_member_of_a_group_of_neighbours_only_is_not_of_the_committee(ban: Ban) -> None:
    room, client = ban.room("thanh-vien"), ban.signed_in(key="phuong")
    with writing(ban.engine) as session:
        person = session.exec(select(Person).where(Person.key == "phuong")).one()
        parent = session.exec(select(Unit).where(Unit.code == "KP9")).one()
        group = Unit(kind="to", name="Tổ 2", code="KP9-T2", parent_id=parent.id, valid_from=date(2020, 1, 1))
        session.add(group)
        session.flush()
        held = session.exec(select(Membership).where(Membership.person_id == person.id)).one()
        held.unit_id = group.id or 0
        session.add(held)
    assert client.get("/nhom-ban").status_code == 403
    assert client.get(room.path).status_code == 403


def test_a_membership_that_ended_shuts_the_room_and_the_line_that_is_open(ban: Ban) -> None:
    room, stays = ban.room("thanh-vien"), ban.room("thu-ky")
    stays.says("chào cả nhà")
    with room.client.stream("GET", f"{room.path}/events?since=0") as line:
        heard = line.iter_lines()
        assert any("chào cả nhà" in told for told in heard if told.startswith("data:"))
        ban.leaves("thanh-vien")
        stays.says("bác Ví Dụ nghỉ rồi nhé")
        assert not any("nghỉ rồi" in told for told in heard), "until the line is closed"
    refused = [room.client.get(f"{room.path}{way}").status_code for way in ("", "/history", "/events")]
    assert [*refused, room.send("còn ai không").status_code] == [403] * 4
    assert stays.texts()[-1] == "bác Ví Dụ nghỉ rồi nhé"


# --- what people say to each other ---


def test_everybody_reads_the_same_with_names_and_their_own_on_the_right(ban: Ban) -> None:
    chair, member = ban.room("truong-ban"), ban.room("thanh-vien")
    chair.says("Chiều nay ai chở quà giúp tôi?")
    member.says("Dạ để cháu chở.")
    chair.says(f"@em {ASKS}")
    assert [(b["who"], b["mine"]) for b in chair.bubbles()] == [
        (None, True), ("Phạm Văn Ví Dụ", False), (None, True), ("Trợ lý khu phố", False),
    ]  # fmt: skip
    assert [(b["who"], b["mine"]) for b in member.bubbles()] == [
        ("Trần Văn Mẫu", False), (None, True), ("Trần Văn Mẫu", False), ("Trợ lý khu phố", False),
    ]  # fmt: skip
    assert chair.texts() == member.texts()


def test_ones_own_words_are_ones_own_on_every_device(ban: Ban) -> None:
    phone = ban.room("truong-ban")
    phone.says("chào cả nhà")
    desk = Room(ban.signed_in(DESK), phone.path)
    assert [b["mine"] for b in desk.bubbles()] == [True]


@pytest.mark.parametrize(
    "said", [SENTENCE, ASKS, "lưu", "em ơi", "hỏi em nó đi", "gửi a@em.vn", "ý là: tặng quà", "blah blah xyz"]
)
def test_what_is_said_to_the_others_is_shown_and_comes_before_nobody_else(ban: Ban, said: str) -> None:
    chair, member = ban.room("truong-ban"), ban.room("thanh-vien")
    before = ban.rows(Outgoing)
    assert chair.says(said) == ""
    assert member.texts() == [said]
    assert ban.rows(Outgoing) == before
    assert [ban.rows(table) for table in (Pending, Record, Unmatched)] == [0, 0, 0]
    with reading(ban.engine) as session:
        row = session.exec(select(Incoming).where(col(Incoming.chat).startswith("nhom:"))).one()
        assert (row.state, row.tries) == (common_room.ASIDE, 0)
        assert post.waiting_chats(session) == []
        assert post.set_aside(session) == []
    assert ban.desk.replay() == []


def test_a_second_try_is_no_second_message(ban: Ban) -> None:
    room = ban.room("truong-ban")
    for _ in range(2):
        assert room.client.post(f"{room.path}/send", json={"id": "abcdefgh", "text": "chào"}).status_code == 202
    assert room.texts() == ["chào"]


def test_the_private_chat_stays_private(ban: Ban) -> None:
    room, member = ban.room("truong-ban"), ban.room("thanh-vien")
    room.client.post("/chat/send", json={"id": "abcdefgh", "text": SENTENCE})
    assert member.bubbles() == []
    room.says("chào cả nhà")
    assert "chào cả nhà" not in [b["text"] for b in room.client.get("/chat/history").json()["bubbles"]]


def test_a_message_is_told_to_every_open_page_at_once(ban: Ban) -> None:
    chair, member = ban.room("truong-ban"), ban.room("thanh-vien")
    with member.client.stream("GET", f"{member.path}/events?since=0") as line:
        heard = (json.loads(told[6:]) for told in line.iter_lines() if told.startswith("data: "))
        assert next(heard)["bubbles"] == []
        chair.says("chào cả nhà")
        assert [(b["text"], b["who"]) for b in next(heard)["bubbles"]] == [("chào cả nhà", "Trần Văn Mẫu")]


def test_the_way_in_tells_when_something_was_said_there(ban: Ban) -> None:
    room, officer = ban.room("thanh-vien"), ban.signed_in(key="phuong")
    assert room.client.get("/nhom-ban/newest").json() == {}
    ban.room("truong-ban").says("chào cả nhà")
    assert room.client.get("/nhom-ban/newest").json() == {room.path: room.bubbles()[-1]["at"]}
    assert officer.get("/nhom-ban/newest").json() == {}
    assert ban.browser().get("/nhom-ban/newest").status_code == 401


def test_what_people_say_to_each_other_does_not_count_as_understood(ban: Ban) -> None:
    room = ban.room("truong-ban")
    with reading(ban.engine) as session:
        before = vitals.look(session, ban.clock()).recent
    room.says("chào cả nhà")
    room.says("@em chào em")
    with reading(ban.engine) as session:
        assert vitals.look(session, ban.clock()).recent == before + 1


# --- when the bot speaks ---


@pytest.fixture
def told(ban: Ban) -> Ban:
    """A committee that has recorded something, and its neighbours something else."""
    for key, said in (("truong-ban", SENTENCE), ("hai-noi", "khu phố 5 hôm nay tặng 40 phần quà cho hộ nghèo")):
        client = ban.signed_in(key=key)
        for text in (said, "lưu"):
            client.post("/chat/send", json={"id": uuid.uuid4().hex, "text": text})
    return ban


def test_the_bot_answers_whoever_calls_it(told: Ban) -> None:
    room = told.room("thanh-vien")
    for call in ("@em {}", "@Em ơi, {}", "{} @em", "@trợ lý {}", "@bot: {}"):
        assert "70 phần quà\nSố phần quà đã tặng · Khu phố 9" in room.says(call.format(ASKS)), call
    assert room.says(f"/hoi {ASKS}")


def test_an_answer_to_the_bots_words_is_for_the_bot_and_one_to_a_neighbours_is_not(told: Ban) -> None:
    room, other = told.room("thanh-vien"), told.room("truong-ban")
    room.says(f"@em {ASKS}")
    first, answer = other.bubbles()
    assert "trị giá" in other.says("còn trị giá quà thì sao?", to=answer["id"]).casefold()
    assert other.says("còn trị giá quà thì sao?", to=first["id"]) == ""
    assert other.says("còn trị giá quà thì sao?", to="o999999") == ""
    assert [b["to"] for b in room.bubbles() if b["text"].startswith("còn")] == [answer["id"][1:], first["client"], None]


def test_what_is_not_public_is_told_alone(told: Ban) -> None:
    room, other = told.room("truong-ban"), "khu phố 5 tặng bao nhiêu phần quà?"
    for asked in ("còn mấy hộ nghèo?", other, "toàn phường tặng bao nhiêu phần quà?", "/hop"):
        answer = room.says(f"@em {asked}")
        assert "/nhom/g" in answer
        assert not re.search(r"\d", answer.partition("http")[0])


def test_whoever_is_of_two_committees_asks_in_each_room_for_that_one(told: Ban) -> None:
    assert "40 phần quà" in told.room("hai-noi", "Khu phố 5").says(f"@em {ASKS}")
    assert "40 phần quà" not in told.room("hai-noi", "Khu phố 7").says(f"@em {ASKS}")
    assert "40 phần quà" not in told.room("hai-noi", "Khu phố 7").says("@em năm nay khu phố 5 tặng bao nhiêu phần quà?")


def test_a_deed_is_brought_to_the_private_chat_by_its_link(told: Ban) -> None:
    room, other = told.room("thanh-vien"), told.room("truong-ban")
    answer = room.says("@em hôm nay trao 12 suất học bổng")
    way = re.search(r"http\S+(/nhom/g\d+)", answer)
    assert way
    mine, others = (client.get(way[1]).text for client in (room.client, other.client))
    assert "hôm nay trao 12 suất học bổng" in mine
    assert "@em" not in mine
    assert 'class="brought"' in mine
    assert 'class="strange"' in others
    assert "học bổng" not in others
    assert all(f'href="{room.path}"' in page for page in (mine, others))
    for client, shown in ((other.client, False), (room.client, True)):
        assert client.post(way[1]).headers["location"] == "/"
        told.arrive()
        last = client.get("/chat/history").json()["bubbles"][-1]["text"]
        assert ("Suất học bổng: 12 suất" in last) == shown
        assert "@em" not in last
    assert "học bổng" not in "".join(text for text in room.texts() if "@em" not in text)


def test_a_sentence_of_the_room_is_shown_as_it_was_written(told: Ban) -> None:
    room = told.room("thanh-vien")
    way = re.search(r"http\S+(/nhom/g\d+)", room.says("@em <b>{back}</b> hôm nay có gì?"))
    assert way
    assert "&lt;b&gt;{back}&lt;/b&gt; hôm nay có gì?" in room.client.get(way[1]).text


MEETING = "họp ban ngày 5 hằng tháng 19h tại nhà văn hóa"


def test_the_committees_own_meeting_is_told_in_its_room(told: Ban) -> None:
    room, chair = told.room("thanh-vien"), told.signed_in(key="truong-ban")
    ways = ("@em khi nao hop", "em ơi khi nào họp", "bot ơi, mai mốt họp ngày nào", "em oi hop khi nao")
    assert all("chưa có lịch họp" in room.says(asked) for asked in ways)
    for text in (MEETING, "lưu"):
        chair.post("/chat/send", json={"id": uuid.uuid4().hex, "text": text})
    for asked in ways:
        answer = room.says(asked)
        assert all(part in answer for part in ("19 giờ", "nhà văn hóa", "báo riêng cho em"))
        assert "Mình có dự" not in answer


HAILS = {
    "em ơi năm nay tặng bao nhiêu phần quà": "70 phần quà",
    "trợ lý ơi năm nay tặng bao nhiêu phần quà?": "70 phần quà",
    "em oi con bao nhieu ho ngheo": "trả lời riêng",
    "em ơi hôm nay có gì": "trả lời riêng",
    "bot oi": "Dạ em nghe ạ",
    "em ơi": "",
    "em ơi lấy giùm chị 20 cái ghế": "",
    "em ơi hôm nay tặng 20 phần quà": "",
    "em ơi mai em có đi họp không": "",
    "em ơi chừng nào em về": "",
    "em ơi tối nay ăn gì": "",
    "em ơi sửa lại 30 phần": "",
    "chị Lan ơi khi nào họp": "",
    "em Lan ơi khi nào họp": "",
    "khi nào họp vậy mọi người": "",
}


def test_a_hail_is_for_the_bot_only_with_what_it_knows(told: Ban) -> None:
    room = told.room("thanh-vien")
    for said, expected in HAILS.items():
        answer = room.says(said)
        assert (expected in answer) if expected else answer == "", said


def test_what_goes_on_from_a_public_figure_is_told_in_the_room(told: Ban) -> None:
    room = told.room("thanh-vien")
    room.says(f"@em {ASKS}")
    first = next(bubble for bubble in room.bubbles() if bubble["id"].startswith("o"))
    assert "số phần quà đã tặng (Khu phố 9, tháng" in room.says("còn tháng trước?", to=first["id"])
    assert "theo tháng" in room.says("@em theo thang")


def test_what_is_only_looked_at_is_not_called_recording(told: Ban) -> None:
    assert "chỉ gửi riêng" in told.room("thanh-vien").says("@em xem ảnh #KP9-0001")


def test_a_call_alone_is_answered_with_how(told: Ban) -> None:
    room = told.room("thanh-vien")
    assert all("Dạ em nghe ạ" in room.says(said) for said in ("@em", "@em ơi!", "@em chào em", "/start"))


def test_the_room_is_no_address_to_write_to(told: Ban) -> None:
    told.room("thanh-vien").says(f"@em {ASKS}")
    with reading(told.engine) as session:
        room = session.exec(select(Contact).where(col(Contact.chat).startswith("nhom:"))).one()
        assert (room.group, room.person_id) == (True, None)
