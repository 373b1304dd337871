"""Files by public links: only whole links, only for a day, and pictures without what the camera noted."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import Image

from bot.web.links import GOOD_FOR, SHOWN_FOR, Links
from handlers.message import Attached
from tests.web.site import Served, Talk, jpeg, served, visitor

PUBLIC = "https://khupho.example"


@pytest.fixture
def linked(talk: Talk) -> Iterator[Served]:
    talk.links = Links(talk.engine, PUBLIC)
    with served(talk) as site:
        yield site


def _links(site: Served) -> Links:
    assert site.talk.links
    return site.talk.links


def path(link: str | None) -> str:
    assert link
    assert link.startswith(f"{PUBLIC}/tep/")
    return link.removeprefix(PUBLIC)


def test_a_document_comes_as_it_was_kept_to_whoever_has_the_link(linked: Served) -> None:
    attached = linked.talk.keep_file(b"PK bien ban", "biên bản.docx", "application/x-docx")
    with visitor(linked) as client:
        answer = client.get(path(_links(linked).to(attached)))
    assert answer.content == b"PK bien ban"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_picture_has_lost_what_the_camera_noted(linked: Served) -> None:
    attached = linked.talk.keep_file(jpeg(), "hem.jpg", "image/jpeg")
    listed = replace(attached, media_type="application/octet-stream")  # as a link in words, where messages are few
    for one in (attached, listed):
        with visitor(linked) as client:
            answer = client.get(path(_links(linked).to(one)))
        assert answer.headers["content-type"] == "image/jpeg"
        assert not Image.open(io.BytesIO(answer.content)).getexif()
        assert b"SecretPhoneMaker" not in answer.content


def test_a_link_that_was_changed_opens_nothing(linked: Served) -> None:
    attached = linked.talk.keep_file(b"PK", "a.docx", "application/x-docx")
    whole = path(_links(linked).to(attached))
    with visitor(linked) as client:
        for wrong in (whole[:-1], whole[:-2] + "xx", "/tep/" + "a" * 40, "/tep/x"):
            assert client.get(wrong).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "media_type", "seconds"),
    [(b"PK", "a.docx", "application/x-docx", GOOD_FOR), (jpeg(), "hem.jpg", "image/jpeg", SHOWN_FOR)],
    ids=["a document", "a picture"],
)
def test_a_link_is_good_for_a_day_and_a_picture_for_as_long_as_it_is_fetched(
    linked: Served, monkeypatch: pytest.MonkeyPatch, content: bytes, name: str, media_type: str, seconds: int
) -> None:
    whole = path(_links(linked).to(linked.talk.keep_file(content, name, media_type)))
    with visitor(linked) as client:
        assert client.get(whole).status_code == 200
        later = int(datetime.now(UTC).timestamp()) + seconds + 2
        monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later)
        assert client.get(whole).status_code == 404


def test_without_a_public_address_there_is_no_link(talk: Talk) -> None:
    assert Links(talk.engine, None).to(Attached("aa", "a.docx", "x/y")) is None
