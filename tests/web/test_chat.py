"""What is said and shown in the web chat, over real HTTP."""

import uuid
from datetime import timedelta
from decimal import Decimal

import httpx
import pytest

from bot.web.history import cursor
from db import post
from db.engine import writing
from db.models import Outgoing
from db.room.tables import PressOrder
from handlers.figures.charts import chart_json
from handlers.message import Chart, Reply, choices
from tests.web.site import START, Served, Talk, bubbles, long_table, member, say, served, texts


def chat_of(site: Served) -> str:
    return site.talk.received[0].address.chat


def test_words_are_handed_over_and_answered_in_order(site: Served) -> None:
    with member(site) as client:
        assert say(client, "một").status_code == 202
        assert say(client, "hai").status_code == 202
        assert texts(client)[1:] == ["một", "Em nghe: một", "hai", "Em nghe: hai"]
        mine = bubbles(client)[1]
        assert (mine["mine"], mine["at"][:13], mine["at"][-6:]) == (True, "2026-12-04T07", "+07:00")


def test_an_answer_names_the_message_of_ones_own_chat_that_it_answers(site: Served) -> None:
    with member(site) as client, member(site) as other:
        say(client, "một")
        mine = next(bubble for bubble in bubbles(client) if bubble["text"] == "một")
        for who, to in ((client, mine["id"]), (other, mine["id"]), (client, "i0"), (client, "x1"), (client, 7)):
            who.post("/chat/send", json={"id": uuid.uuid4().hex, "text": "hai", "to": to})
    first, *answers = (message for message in site.talk.received if message.text in {"một", "hai"})
    assert [answer.refers_to for answer in answers] == [first.id, None, None, None, None]


def test_a_message_sent_twice_counts_once(site: Served) -> None:
    with member(site) as client:
        identity = uuid.uuid4().hex
        assert [say(client, "một lần", identity).status_code for _ in range(3)] == [202] * 3
        assert texts(client).count("một lần") == 1
        assert bubbles(client)[1]["client"] == identity


def test_answers_keep_their_place_while_the_clock_stands_still(talk: Talk) -> None:
    class Stopped:
        at = START

        def __call__(self) -> object:
            return START

    talk.clock = Stopped()  # type: ignore[assignment]
    with served(talk) as site, member(site) as client:
        say(client, "một")
        say(client, "hai")
        assert texts(client)[1:] == ["một", "Em nghe: một", "hai", "Em nghe: hai"]
        assert client.get("/chat/history").json()["before"] is None


def test_choices_are_open_until_one_is_tapped(site: Served) -> None:
    with member(site) as client:
        say(client, "chọn đi")
        asked = bubbles(client)[-1]
        assert [(it["word"], it["open"], it["chosen"]) for it in asked["choices"]] == [
            ("Lưu", True, False), ("Sửa", True, False), ("Bỏ", True, False),
        ]  # fmt: skip
        token = asked["choices"][1]["token"]
        assert client.post("/chat/tap", json={"token": token}).status_code == 202
        assert client.post("/chat/tap", json={"token": token}).status_code == 202
        *_, settled, done = bubbles(client)
        assert (settled["id"], settled["text"], settled["choices"]) == (asked["id"], asked["text"] + "\n✔ Sửa", [])
        assert done["text"] == "Em đã làm: Sửa."
    taps = [message for message in site.talk.received if message.kind == "tap"]
    assert [(tap.tap, tap.text) for tap in taps] == [(token, "")]


def test_a_message_that_stays_as_it_was_shows_which_choice_was_made(site: Served) -> None:
    with member(site) as client:
        row = site.say(chat_of(site), Reply("Bác dự không ạ?", choices("Dự", "Vắng")))
        with writing(site.talk.engine) as session:
            post.close_buttons(session, session.get_one(Outgoing, row), START)
        client.post("/chat/tap", json={"token": bubbles(client)[-1]["choices"][1]["token"]})
        assert [(it["word"], it["open"], it["chosen"]) for it in bubbles(client)[-1]["choices"]] == [
            ("Dự", False, False), ("Vắng", False, True),
        ]  # fmt: skip


def test_an_edit_of_an_edit_stands_in_the_first_ones_place(site: Served) -> None:
    with member(site) as client:
        chat = chat_of(site)
        first = site.say(chat, Reply("0 phần"))
        site.say(chat, Reply("sau đó"))
        second = site.say(chat, Reply("20 phần"), edits=first)
        site.say(chat, Reply("26 phần"), edits=second)
        assert texts(client)[1:] == ["26 phần", "sau đó"]


def test_what_is_not_yet_sent_is_not_shown(site: Served) -> None:
    with member(site) as client:
        site.talk.held = True
        site.talk.queue(chat_of(site), Reply("còn chờ"))
        assert "còn chờ" not in texts(client)
        site.talk.held = False
        site.say(chat_of(site), Reply("tới lượt"))
        assert texts(client)[-2:] == ["còn chờ", "tới lượt"]


def test_an_unanswered_message_shows_that_the_bot_is_at_work(site: Served) -> None:
    with member(site) as client:
        assert client.get("/chat/history").json()["working"] is False
        say(client, "chờ chút")
        assert client.get("/chat/history").json()["working"] is True


def test_a_table_travels_whole(site: Served) -> None:
    with member(site) as client:
        site.say(chat_of(site), Reply("So các khu phố:", table=long_table()))
        table = bubbles(client)[-1]["table"]
        assert (table["heads"][0], len(table["rows"]), table["rows"][1][4]) == ("Chỉ tiêu", 3, "140")


def test_long_histories_come_page_by_page_without_gap_or_double(site: Served) -> None:
    with member(site) as client:
        for number in range(95):
            site.talk.queue(chat_of(site), Reply(f"tin {number}"))
        site.say(chat_of(site), Reply("tin 95"))
        seen: list[str] = []
        query: dict[str, str] = {}
        while True:
            page = client.get("/chat/history", params=query).json()
            seen = [bubble["text"] for bubble in page["bubbles"]] + seen
            if page["before"] is None:
                break
            query = {"before": page["before"]}
        assert seen[1:] == [f"tin {number}" for number in range(96)]
        assert texts(client, before=str(cursor(START))) == []


def test_what_cannot_be_read_is_refused_with_a_sentence(site: Served) -> None:
    with member(site) as client:
        fine = uuid.uuid4().hex
        refused: list[tuple[httpx.Response, int]] = [
            (client.post("/chat/send", content=b"{", headers={"Content-Type": "application/json"}), 400),
            (client.post("/chat/send", content=b"[]", headers={"Content-Type": "application/json"}), 400),
            (client.post("/chat/send", data={"id": fine, "text": "a"}), 415),
            (client.post("/chat/send", json={"id": fine, "text": "  "}), 400),
            (client.post("/chat/send", json={"id": "tap-12345678", "text": "a"}), 400),
            (client.post("/chat/send", json={"text": "a"}), 400),
            (client.post("/chat/send", json={"id": fine, "text": "a" * 10_001}), 413),
            (client.post("/chat/send", json={"id": fine, "text": "a" * 70_000}), 413),
            (client.post("/chat/tap", json={"token": "'; drop"}), 400),
            (client.get("/chat/history", params={"before": "yesterday"}), 400),
        ]
        assert [answer.status_code for answer, _ in refused] == [status for _, status in refused]
        assert not any(answer.json()["error"].isascii() for answer, _ in refused)
        assert len(site.talk.received) == 1


def test_four_thousand_emoji_are_a_message_like_any_other(site: Served) -> None:
    with member(site) as client:
        assert say(client, "🎉" * 4000).status_code == 202


def test_a_flood_from_one_chat_is_slowed_and_others_are_not(site: Served) -> None:
    with member(site) as flooder, member(site) as other:
        answers = (say(flooder, f"tin {number}") for number in range(1000))
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert refused.headers["retry-after"] == "2"
        assert say(other, "chào").status_code == 202


CHART = Chart("Số phần quà theo tháng", "phần", "Khu phố 9, năm 2026", ("1/2026", "2/2026"), (Decimal(20), None), "")


@pytest.mark.parametrize("late", [timedelta(), timedelta(minutes=10)])
def test_a_picture_stands_below_its_own_answer_whatever_was_asked_meanwhile(site: Served, late: timedelta) -> None:
    with member(site) as client:
        say(client, "theo tháng")
        chat = chat_of(site)
        answer = site.say(chat, Reply("Quà theo tháng", chart=CHART))
        site.say(chat, Reply("Lời ngay sau đó"))
        say(client, "khi nào họp")
        with writing(site.talk.engine) as session:
            asked = session.get_one(Outgoing, answer).at
            order = PressOrder(
                machine="chart", content=chart_json.dump_json(CHART).decode(), name="a.png", media_type="image/png",
                channel="web", bot="main", chat=chat, reply="", at=asked,
            )  # fmt: skip
            session.add(order)
            session.flush()
            number = order.id
        picture = site.say(chat, Reply("Biểu đồ"))
        with writing(site.talk.engine) as session:
            row = session.get_one(Outgoing, picture)
            row.key, row.at = f"press:{number}", row.at + late
        told = [text for text in texts(client) if text in {"Quà theo tháng", "Biểu đồ", "Em nghe: khi nào họp"}]
    assert told.index("Biểu đồ") == (2 if late else 1)
