"""Photos that come in, files that go out, and who may see them."""

import hashlib
import io
import struct
import uuid
import zlib

import httpx
import pytest
from PIL import Image
from sqlmodel import Session, select

from db.models import File
from handlers.message import Photo, Reply
from tests.web.site import Served, bubbles, jpeg, member, say, visitor


def upload(client: httpx.Client, *photos: bytes, caption: str = "", identity: str | None = None) -> httpx.Response:
    files = [("photo", (f"anh-{number}.jpg", content, "image/jpeg")) for number, content in enumerate(photos)]
    return client.post("/chat/photo", data={"id": identity or uuid.uuid4().hex, "text": caption}, files=files)


def test_a_photo_is_kept_as_it_came_and_handed_over_with_its_caption(site: Served) -> None:
    content = jpeg()
    sha256 = hashlib.sha256(content).hexdigest()
    with member(site) as client:
        assert upload(client, content, caption="tặng quà").status_code == 202
    message = site.talk.received[-1]
    assert (message.kind, message.text, message.photos) == ("photo", "tặng quà", (Photo(sha256, sha256),))
    with Session(site.talk.engine) as session:
        file = session.get_one(File, sha256)
        assert (file.content, file.media_type, file.name) == (content, "image/jpeg", "anh-0.jpg")


def test_several_photos_are_one_message_and_a_retry_changes_nothing(site: Served) -> None:
    with member(site) as client:
        identity = uuid.uuid4().hex
        for _ in range(2):
            assert upload(client, jpeg(300, 200), jpeg(200, 300), identity=identity).status_code == 202
        assert [len(bubble["pictures"]) for bubble in bubbles(client)] == [0, 2, 0]
    with Session(site.talk.engine) as session:
        assert len(session.exec(select(File)).all()) == 2


def test_what_is_shown_of_a_photo_is_upright_small_and_tells_nothing_about_the_place(site: Served) -> None:
    with member(site) as client:
        upload(client, jpeg(1600, 1200))
        url = bubbles(client)[-2]["pictures"][0]["url"]
        for query, edge in (("?small", 720), ("", 1600)):
            answer = client.get(url + query)
            assert answer.headers["content-type"] == "image/jpeg"
            assert "private" in answer.headers["cache-control"]
            picture = Image.open(io.BytesIO(answer.content))
            assert (picture.width * 4, max(picture.size)) == (picture.height * 3, edge)
            assert not picture.getexif()
            assert not any(secret in answer.content for secret in (b"Exif", b"SecretPhoneMaker", b"Mrs X"))
            assert client.get(url + query, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


def _bomb() -> bytes:
    """A PNG of 160 bytes that claims to be 40 000 pixels wide and high."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + bytes(100),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ" + bytes(500),
        jpeg()[:2000],
        _bomb(),
    ],
    ids=["empty", "gif", "svg", "program", "cut", "bomb"],
)
def test_what_is_no_whole_picture_is_refused_whatever_it_is_called(site: Served, content: bytes) -> None:
    with member(site) as client:
        answer = upload(client, content)
        assert answer.status_code == 415
        assert "JPEG, PNG hoặc WebP" in answer.json()["error"]
    with Session(site.talk.engine) as session:
        assert session.exec(select(File)).first() is None


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("WEBP", "image/webp"), ("MPO", "image/jpeg")])
def test_the_other_kinds_of_pictures_are_taken_too(site: Served, kind: str, media_type: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "green").save(out, kind)
    with member(site) as client:
        assert upload(client, out.getvalue()).status_code == 202
        url = bubbles(client)[-2]["pictures"][0]["url"]
        assert client.get(url).headers["content-type"] == media_type


def test_too_large_too_many_or_none_at_all_is_refused(site: Served) -> None:
    with member(site) as client:
        assert upload(client, jpeg() + bytes(20 * 1024 * 1024)).status_code == 413
        assert upload(client, *[jpeg(20, 20)] * 11).status_code == 400
        assert upload(client).status_code == 415
        assert client.post("/chat/photo", files={"other": b"x"}, data={"id": uuid.uuid4().hex}).status_code == 400
    assert len(site.talk.received) == 1


def test_a_file_of_the_bot_comes_to_be_kept_under_its_name(site: Served) -> None:
    with member(site) as client:
        report = site.talk.keep_file(b"<h1>not html</h1>", "Báo cáo quý 4.docx", "text/html")
        site.say(site.talk.received[0].address.chat, Reply("Báo cáo đây ạ", attached=(report,)))
        shown = bubbles(client)[-1]
        assert (shown["pictures"], shown["files"][0]["name"]) == ([], "Báo cáo quý 4.docx")
        answer = client.get(shown["files"][0]["url"])
        assert answer.content == b"<h1>not html</h1>"
        assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]


def test_something_else_called_a_picture_is_never_shown_as_one(site: Served) -> None:
    with member(site) as client:
        fake = site.talk.keep_file(b"<script>alert(1)</script>", "bieu-do.svg", "image/svg+xml")
        site.say(site.talk.received[0].address.chat, Reply("Biểu đồ", attached=(fake,)))
        answer = client.get(f"/file/{fake.file}")
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment")


def test_nobody_sees_the_files_of_another_chat(site: Served) -> None:
    with member(site) as owner, member(site) as other, visitor(site) as stranger:
        upload(owner, jpeg())
        url = bubbles(owner)[-2]["pictures"][0]["url"]
        assert owner.get(url).status_code == 200
        assert stranger.get(url).status_code == 401
        assert other.get(url).status_code == 404
        say(other, f'cho xem "file":"{url.removeprefix("/file/")}"')
        assert other.get(url).status_code == 404
        assert owner.get("/file/" + "0" * 64).status_code == 404
        assert owner.get("/file/..%2f..%2fetc%2fpasswd").status_code == 404
