"""The open line: what is new is told at once, and a broken line misses nothing."""

import json
from collections.abc import Generator
from typing import Any

import httpx

from db import post
from db.engine import writing
from db.models import Outgoing
from handlers.message import Reply
from tests.web.site import Served, bubbles, member, say, served


def told(client: httpx.Client, since: str, *, last: str | None = None) -> Generator[tuple[str, dict[str, Any]]]:
    headers = {"Last-Event-ID": last} if last else {}
    with client.stream("GET", "/chat/events", params={"since": since}, headers=headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        identity = ""
        for line in stream.iter_lines():
            assert not line.startswith(": ping"), "silent for fifteen seconds"
            if line.startswith("id: "):
                identity = line[4:]
            elif line.startswith("data: "):
                yield identity, json.loads(line[6:])


def words(news: dict[str, Any]) -> list[str]:
    return [bubble["text"] for bubble in news["bubbles"]]


def until(line: Generator[tuple[str, dict[str, Any]]], text: str) -> list[str]:
    """All that is told up to a text."""
    heard: list[str] = []
    while text not in heard:
        heard += words(next(line)[1])
    return heard


def test_a_new_message_is_told_to_every_open_page(site: Served) -> None:
    with member(site) as client:
        since = client.get("/chat/history").json()["since"]
        one, other = told(client, since), told(client, since)
        next(one), next(other)
        site.say(site.talk.received[0].address.chat, Reply("Nhắc bác họp."))
        assert until(one, "Nhắc bác họp.")[-1] == until(other, "Nhắc bác họp.")[-1]


def test_only_what_changed_is_told_again(site: Served) -> None:
    with member(site) as client:
        chat = site.talk.received[0].address.chat
        row = site.say(chat, Reply("0 phần"))
        line = told(client, client.get("/chat/history").json()["since"])
        next(line)
        site.say(chat, Reply("26 phần"), edits=row)
        assert [(it["id"], it["text"]) for it in next(line)[1]["bubbles"]] == [(f"o{row}", "26 phần")]


def test_a_broken_line_misses_nothing_whatever_came_meanwhile(site: Served) -> None:
    with member(site) as client:
        chat = site.talk.received[0].address.chat
        say(client, "chọn đi")
        asked = bubbles(client)[-1]
        line = told(client, "0")
        last, _ = next(line)
        line.close()
        say(client, "từ máy khác")
        client.post("/chat/tap", json={"token": asked["choices"][0]["token"]})
        site.say(chat, Reply("Nhắc bác họp."))
        again = {bubble["id"]: bubble for bubble in next(told(client, "0", last=last))[1]["bubbles"]}
        now = {bubble["id"]: bubble for bubble in bubbles(client)}
        assert {key: now[key] for key in again} == again
        assert {"từ máy khác", "Em đã làm: Lưu.", "Nhắc bác họp.", asked["text"] + "\n✔ Lưu"} <= {
            bubble["text"] for bubble in again.values()
        }


def test_an_answer_that_was_held_up_is_not_skipped(site: Served) -> None:
    with member(site) as client:
        chat = site.talk.received[0].address.chat
        site.talk.held = True
        site.talk.queue(chat, Reply("bị giữ lại"))
        with writing(site.talk.engine) as session:
            site.talk.clock.at = site.talk.clock.at.replace(hour=9)
            quick = Outgoing(
                key="quick", channel="web", bot="main", chat=chat, at=site.talk.clock(), reply='{"text":"đi trước"}',
                state="sent",
            )  # fmt: skip
            session.add(quick)
        last, news = next(told(client, "0"))
        assert "bị giữ lại" not in words(news)
        site.talk.held = False
        site.say(chat, Reply("cuối cùng"))
        assert "bị giữ lại" in words(next(told(client, last))[1])


def test_what_another_process_wrote_is_found_without_a_ring(site: Served) -> None:
    with member(site) as client:
        chat = site.talk.received[0].address.chat
        line = told(client, client.get("/chat/history").json()["since"])
        next(line)
        with writing(site.talk.engine) as session:
            queued = post.post(
                session, post.Chat("web", "main", chat), "else:1", '{"text":"từ nơi khác"}', site.talk.clock()
            )
            session.get_one(Outgoing, queued).state = "sent"
        assert words(next(line)[1]) == ["từ nơi khác"]


def test_a_stranger_hears_nothing_and_a_member_only_their_own_chat(site: Served) -> None:
    with httpx.Client(base_url=site.url) as stranger:
        assert stranger.get("/chat/events").status_code == 401
    with member(site) as one, member(site) as other:
        line = told(one, "0")
        next(line)
        say(other, "riêng tư")
        say(one, "của tôi")
        assert "riêng tư" not in until(line, "Em nghe: của tôi")


def test_open_lines_do_not_hold_up_the_end_of_the_server(site: Served) -> None:
    with member(site) as client:
        line = told(client, "0")
        next(line)
        site.stop()
        assert list(line) == []


def test_lines_work_again_after_a_restart_in_the_same_process(site: Served) -> None:
    with member(site) as client:
        cookies = dict(client.cookies)
    site.stop()
    with served(site.talk) as again, httpx.Client(base_url=again.url, cookies=cookies) as client:
        line = told(client, "0")
        next(line)
        again.say(site.talk.received[0].address.chat, Reply("Em đây ạ."))
        assert words(next(line)[1]) == ["Em đây ạ."]
