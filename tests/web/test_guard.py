"""What stands before every page: foreign sites, strict headers, nothing from elsewhere."""

import re
from itertools import product

import pytest
from starlette.exceptions import HTTPException

from bot.web.guard import Pace
from bot.web.pages import ENTRY, PAGES
from tests.web.site import CODE, Served, member, say, visitor


def test_a_post_from_another_site_has_no_effect(site: Served) -> None:
    elsewhere: list[dict[str, str]] = [
        {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": ""}, {"Sec-Fetch-Site": "cross-site"}, {},
    ]  # fmt: skip
    with member(site) as client:
        del client.headers["Origin"]
        for path, headers in product(["/chat/send", "/chat/tap", "/chat/photo", "/moi", f"/moi/{CODE}"], elsewhere):
            answer = client.post(path, json={"id": "12345678", "text": "a"}, headers=headers)
            assert answer.status_code == 403, (path, headers)
    assert len(site.talk.received) == 1


def test_a_browser_that_sends_no_origin_may_say_same_origin(site: Served) -> None:
    with member(site) as client:
        del client.headers["Origin"]
        client.headers["Sec-Fetch-Site"] = "same-origin"
        assert say(client, "chào").status_code == 202


def test_every_answer_carries_the_strict_headers(site: Served) -> None:
    with visitor(site) as client:
        for path in ("/", f"/moi/{CODE}", "/chat/history", "/page/chat.js", "/nowhere"):
            headers = client.get(path).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "same-origin"
            assert "server" not in headers


def test_pages_need_nothing_from_elsewhere_and_nothing_inline() -> None:
    for page in (path for folder in (PAGES, ENTRY) for path in folder.iterdir() if path.suffix != ".png"):
        text = page.read_text("utf-8").replace("http://www.w3.org/", "").replace("https?:", "")
        assert not re.search(r"https?://", text), page.name
        if page.suffix == ".html":
            assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=\"/page/)", text), page.name
            assert page.parent == ENTRY or '<html lang="vi">' in text


def test_an_endless_body_is_cut_off_even_without_a_length(site: Served) -> None:
    with member(site) as client:
        chunks = (b" " * 10_000 for _ in range(20))
        answer = client.post("/chat/send", content=chunks, headers={"Content-Type": "application/json"})
        assert answer.status_code == 413


def test_what_is_not_there_is_said_in_the_language_of_the_asker(site: Served) -> None:
    with visitor(site) as client:
        assert "Em không có trang này" in client.get("/nowhere", headers={"Accept": "text/html"}).text
        assert client.get("/nowhere").json() == {"error": "Not Found"}


def test_turns_come_back_with_time_and_are_counted_for_each_alone() -> None:
    now = [0.0]
    pace = Pace(burst=2, per_second=1, clock=lambda: now[0])
    for who in ("a", "a", "b"):
        pace.take(who)
    with pytest.raises(HTTPException):
        pace.take("a")
    now[0] = 1.0
    pace.take("a")
